"""The burning surface of an item as cells: which of them are aflame, what agent hangs in their flames and lies on them.

Cells are why one has to sweep: a jet puts out what it covers, and the neighbours light it again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safety_training.fire.agents import Delivery, Effect, Hit, Path
from safety_training.numeric import Vec3, exp

_SMALL_M, _LARGE_M = 0.3, 0.75


@dataclass(frozen=True, slots=True)
class Arrival:
    """A jet that reaches a surface."""

    jet: Delivery
    path: Path
    hit: Hit
    effect: Effect
    index: int = 0  # among the step's deliveries

    @property
    def kg_s(self) -> float:
        return self.hit.share * self.jet.flow_kg_s


class Surface:
    """Square cells over a fire's base, row by row. Flames 0..1, agent in kg/m2 of burning surface."""

    def __init__(self, base: Vec3, diameter_m: float, constants: Mapping[str, float]) -> None:
        self.base, self.c = base, constants
        self.side_m = diameter_m * 0.886226925452758  # of the square of the disc's area
        self.n = 1 if self.side_m < _SMALL_M else 3 if self.side_m < _LARGE_M else 5
        count = self.n * self.n
        self.flames = [0.0] * count
        self.hanging = [0.0] * count  # what hangs in the flames, in multiples of what they can bear
        self.above_s = [0.0] * count
        self.deposit = [0.0] * count
        self.wet = [0.0] * count

    @property
    def share(self) -> float:
        return mean(self.flames)

    @property
    def burning(self) -> bool:
        return max(self.flames) > 0.0

    @property
    def centre(self) -> Vec3:
        """The middle of what is aflame; of all of it where nothing is."""
        x = z = total = 0.0
        for i, flame in enumerate(self.flames):
            if flame > 0.0:
                u, _, w = self.middle(i)
                x, z, total = x + flame * u, z + flame * w, total + flame
        return (x / total, self.base[1], z / total) if total > 0.0 else self.base

    def light(self, share: float = 1.0) -> None:
        """Flames over all of it, or over the cell with the least on it."""
        if share >= 1.0 or self.n == 1:
            self.flames = [max(flame, share) for flame in self.flames]
            return
        cover = [self.deposit[i] + self.wet[i] for i in range(len(self.flames))]
        self.flames[cover.index(min(cover))] = 1.0

    def quell(self) -> None:
        self.flames = [0.0] * len(self.flames)

    def clear(self) -> None:
        """Nothing lies on it or hangs above it any more: blown away, or burst through from below."""
        count = len(self.flames)
        self.deposit, self.wet, self.hanging = [0.0] * count, [0.0] * count, [0.0] * count

    def resize(self, diameter_m: float) -> None:
        """The same cells over a fire that has grown: what lay on them now lies on more."""
        side = max(0.05, 0.886226925452758 * diameter_m)
        if side > self.side_m * 1.0001:
            thinner = (self.side_m / side) * (self.side_m / side)
            self.deposit = [thinner * each for each in self.deposit]
            self.wet = [thinner * each for each in self.wet]
        self.side_m = side

    def sealed(self, i: int, cover_kg_m2: float) -> float:
        """0..1: how far agent keeps flames off this cell."""
        dry = self.deposit[i] / cover_kg_m2 if cover_kg_m2 > 0.0 else 0.0
        return min(1.0, dry + self.wet[i] / (0.25 * self.c["film_kg_m2"]))

    def step(self, dt: float, arrivals: Sequence[Arrival], area_m2: float, cover: float, spread_m_s: float) -> None:
        """Agent arrives, hangs, stays and acts; flames creep back. area_m2: of all the burning surface."""
        if not arrivals and self._even():
            return
        knock = [0.0] * len(self.flames)
        rate = 0.0
        water = [0.0] * len(self.flames)
        soak, critical = 1.0, 0.0
        for arrival in arrivals:
            flux, effect = self._flux(arrival, area_m2), arrival.effect
            for i, each in enumerate(flux):
                self.deposit[i] += dt * effect.deposit * each
                if effect.how == "knock":
                    knock[i] += each / effect.critical_kg_m2_s
                elif effect.how == "quench":
                    water[i] += each
            if effect.how == "knock":
                rate = max(rate, effect.rate_1_s)
            elif effect.how == "quench":
                soak, critical = effect.soak_kg_m2, effect.critical_kg_m2_s
        before = list(self.flames)
        for i in range(len(before)):
            self._soak(i, dt, water[i], soak, critical)
            if not self._give_way(i, dt, knock[i], rate) and water[i] <= critical:
                self._creep(i, dt, before, cover, spread_m_s)
        if self.share < self.c["flame_gone"]:
            self.quell()

    def _even(self) -> bool:
        """All aflame, or nothing, and no agent about: nothing will change by itself."""
        same = max(self.flames) == 0.0 or min(self.flames) >= 1.0
        return same and max(self.hanging) < 1e-6 and max(self.wet) == 0.0 and max(self.deposit) == 0.0

    def _flux(self, arrival: Arrival, area_m2: float) -> list[float]:
        """kg/(m2 s) on each cell."""
        count = len(self.flames)
        if count == 1:
            return [arrival.kg_s / area_m2]
        two = 2.0 * arrival.hit.sigma_m * arrival.hit.sigma_m
        weights = []
        total = 0.0
        for i in range(count):
            off, _ = arrival.path.nearest(self.middle(i))
            weights.append(exp(-min(700.0, off * off / two)))
            total += weights[i]
        if total <= 0.0:
            return [0.0] * count
        scale = arrival.kg_s * count / (area_m2 * total)
        return [scale * weight for weight in weights]

    def middle(self, i: int) -> Vec3:
        """Of cell i, in the place's frame."""
        x, y, z = self.base
        cell = self.side_m / self.n
        return (
            x + (i % self.n + 0.5) * cell - 0.5 * self.side_m,
            y,
            z + (i // self.n + 0.5) * cell - 0.5 * self.side_m,
        )

    def _soak(self, i: int, dt: float, flux: float, soak: float, critical: float) -> None:
        """Water beyond what the flame boils away cools the surface: after soak_kg_m2 of it the cell is out."""
        dry = critical if self.flames[i] > 0.0 else self.c["dry_kg_m2_s"]
        self.wet[i] = min(self.c["film_kg_m2"], max(0.0, self.wet[i] + dt * (flux - dry)))
        if flux > critical > 0.0:
            self.flames[i] = max(0.0, self.flames[i] - dt * (flux - critical) / soak)

    def _give_way(self, i: int, dt: float, knock: float, rate: float) -> bool:
        """Whether the agent in the flame is more than it can bear."""
        self.hanging[i] += dt / self.c["hang_s"] * (knock - self.hanging[i])
        excess = self.hanging[i] - 1.0
        if excess <= 0.0:
            self.above_s[i] = 0.0
            return False
        self.above_s[i] += dt
        if self.above_s[i] >= self.c["knock_s"]:
            self.flames[i] = max(0.0, self.flames[i] - dt * max(rate, 1.0) * excess)
        return True

    def _creep(self, i: int, dt: float, before: list[float], cover: float, spread_m_s: float) -> None:
        """Flames spread from the hottest neighbour over bare fuel."""
        n, row, column = self.n, i // self.n, i % self.n
        near = before[i]
        if column > 0:
            near = max(near, before[i - 1])
        if column < n - 1:
            near = max(near, before[i + 1])
        if row > 0:
            near = max(near, before[i - n])
        if row < n - 1:
            near = max(near, before[i + n])
        bare = 1.0 - self.sealed(i, cover)
        if near > 0.0 and bare > 0.0:
            # burning velocity falls about linearly with what hangs in the flame, to nothing where it goes out
            pace = dt * spread_m_s * n / self.side_m * (1.0 - self.hanging[i])
            self.flames[i] = min(1.0, self.flames[i] + pace * near * bare)
        elif bare <= 0.0:
            self.flames[i] = max(0.0, self.flames[i] - dt / self.c["hang_s"] * 0.5)

    def dump(self) -> dict[str, Any]:
        return {
            "flames": list(self.flames),
            "load": list(self.hanging),
            "above": list(self.above_s),
            "deposit": list(self.deposit),
            "wet": list(self.wet),
            "side": self.side_m,
        }

    def load(self, dump: Mapping[str, Any]) -> None:
        self.flames, self.hanging = list(dump["flames"]), list(dump["load"])
        self.above_s, self.deposit, self.wet = list(dump["above"]), list(dump["deposit"]), list(dump["wet"])
        self.side_m = dump["side"]


def mean(numbers: Sequence[float]) -> float:
    """A plain running mean: the builtin sum's rounding changed with Python 3.12."""
    total = 0.0
    for number in numbers:
        total += number
    return total / len(numbers)
