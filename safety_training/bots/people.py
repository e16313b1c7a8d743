"""People as the study found them, one drawn from a seed: untrained, or after some minutes of training. Rates: data/novices.toml."""

from __future__ import annotations

from dataclasses import dataclass

from safety_training.chance import SplitMix64
from safety_training.tables import values


@dataclass(frozen=True, slots=True)
class Person:
    """What one of them does. distance_m : from which the spray begins. discharge_s : for how long the lever is squeezed."""

    trained: bool
    discharges: bool
    base_and_sweep: bool
    turns_back: bool
    discharge_s: float
    shouts: bool
    presses: bool
    looks_at_gauge: bool
    squeezes: bool
    distance_m: float
    watches: bool
    calls: bool


def draw(seed: int, trained: bool) -> Person:
    """Every number is drawn in the order of the fields."""
    chance, row = SplitMix64(seed), values("novices")
    kind = "trained" if trained else "untrained"
    right = row["trained_right"]

    def does(what: str) -> bool:
        return chance.chance(right if trained else row[f"untrained_{what}"])

    spread = row["discharge_spread_s"]
    return Person(
        trained=trained,
        discharges=chance.chance(row[f"{kind}_discharged"]),
        base_and_sweep=chance.chance(row[f"{kind}_base_and_sweep"]),
        turns_back=chance.chance(row[f"{kind}_turned_back"]),
        discharge_s=row[f"{kind}_discharge_s"] + chance.uniform(-spread, spread),
        shouts=does("shouts"),
        presses=does("presses"),
        looks_at_gauge=does("gauge"),
        squeezes=chance.chance(1.0 - right if trained else row["untrained_squeezes"]),
        distance_m=chance.uniform(row[f"{kind}_near_m"], row[f"{kind}_far_m"]),
        watches=does("watches"),
        calls=does("calls"),
    )


def auc(low: list[float], high: list[float]) -> float:
    """How well a score tells two groups apart: the share of pairs in which the second scores higher, ties counting half (the area
    under the ROC curve; Mann and Whitney 1947). Raises ZeroDivisionError for an empty group."""
    won = 0.0
    for a in low:
        for b in high:
            won += 1.0 if b > a else 0.5 if b == a else 0.0
    return won / (len(low) * len(high))
