"""A hand-held jet of dry powder: what share of it reaches the base of the fire."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt

from safety_training.fire.model import Delivery
from safety_training.numeric import Vec3, clamp, dot, exp, length, sub


def hit_share(jet: Delivery, base: Vec3, diameter_m: float, constants: Mapping[str, float]) -> float:
    """0..1: the share of the powder that passes through the base of the fire.

    The jet is a straight cone whose powder is spread normally about its axis, sigma = distance * tan(half angle) (gravity is
    left out: within the throw it bends the axis by less than its width). The base is a disc widened by what the fire's own
    draught draws in. Aimed at the flame's tips, the base lies many sigma off the axis and gets next to nothing.
    """
    to_base = sub(base, jet.nozzle)
    along = dot(to_base, jet.direction)
    away = length(to_base)
    reach = clamp((jet.throw_m - away) / (jet.throw_m * (1.0 - constants["powder_full_throw"])), 0.0, 1.0)
    if along <= 0.0 or reach == 0.0:
        return 0.0
    off = sqrt(max(0.0, away * away - along * along))
    sigma = max(0.02, away * constants["powder_cone_half_angle"])
    radius = 0.5 * diameter_m + constants["powder_capture_m"]
    centred = 1.0 - exp(-0.5 * (radius / sigma) * (radius / sigma))
    # inside the disc's edge aim does not matter much; outside it the normal tail decides
    miss = max(0.0, off - 0.5 * radius) / sigma
    return reach * centred * exp(-0.5 * miss * miss) * (0.5 if away < constants["powder_splash_m"] else 1.0)
