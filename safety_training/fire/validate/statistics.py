"""Bias and scatter of a model against experiments, as fire models are judged (McGrattan and Toman 2011; FDS and CFAST guides).

ln(M/E) is taken as normal. Its variance is that of the model and of the experiment together; the bias is
exp(mean + sigma_M^2/2 - sigma_E^2/2). Temperatures are compared as rises over ambient.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from safety_training.numeric import exp, log


@dataclass(frozen=True, slots=True)
class Score:
    """bias: model over experiment. sigma: relative scatter of the model alone. count: of the pairs."""

    bias: float
    sigma: float
    count: int


def score(measured: Sequence[float], predicted: Sequence[float], sigma_e: float) -> Score:
    """sigma_e: relative scatter of the experiment. Raises ValueError for fewer than two pairs or values not above 0."""
    if len(measured) != len(predicted) or len(measured) < 2:
        raise ValueError("at least two pairs are needed")
    logs = [log(m / e) for m, e in zip(predicted, measured, strict=True)]
    mean = 0.0
    for x in logs:
        mean += x / len(logs)
    variance = 0.0
    for x in logs:
        variance += (x - mean) * (x - mean) / (len(logs) - 1)
    own = max(0.0, variance - sigma_e * sigma_e)
    return Score(exp(mean + 0.5 * own - 0.5 * sigma_e * sigma_e), sqrt(own), len(logs))
