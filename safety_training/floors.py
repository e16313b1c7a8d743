"""Where one can walk in a building: floors/<id>.toml, a drawing of what stands on its floor, and the way round it. Metres.

The drawing is made from the place's own collision meshes (`python -m vr_client.floor_map ID`).
"""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from safety_training.numeric import Vec3, floor_distance

FREE, TAKEN = ".", "#"
_NEAR_CELLS = 8  # whoever stands where nothing fits, or outside, comes by a free cell at most so far off
_SLANT = 1.4142135623730951
_STEPS = tuple((dx, dz) for dz in (-1, 0, 1) for dx in (-1, 0, 1) if dx or dz)
_REACH = range(-_NEAR_CELLS, _NEAR_CELLS + 1)
_ABOUT = sorted(((dx, dz) for dz in _REACH for dx in _REACH), key=lambda d: (d[0] * d[0] + d[1] * d[1], d[1], d[0]))

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Floor:
    """rows : one string a row of cells, from z_m on; FREE where the middle of a body can be, TAKEN where not."""

    x_m: float
    z_m: float
    step_m: float
    rows: tuple[str, ...]

    def free(self, cell: Cell) -> bool:
        """Beyond the drawing everything is."""
        return not self.drawn(cell) or self.rows[cell[1]][cell[0]] == FREE

    def drawn(self, cell: Cell) -> bool:
        return 0 <= cell[1] < len(self.rows) and 0 <= cell[0] < len(self.rows[0])

    def cell(self, p: Vec3) -> Cell:
        return floor((p[0] - self.x_m) / self.step_m), floor((p[2] - self.z_m) / self.step_m)

    def middle(self, cell: Cell, y: float) -> Vec3:
        return (self.x_m + (cell[0] + 0.5) * self.step_m, y, self.z_m + (cell[1] + 0.5) * self.step_m)

    def clear(self, a: Vec3, b: Vec3) -> bool:
        """Whether one can walk straight from a to b."""
        steps = max(1, ceil(2.0 * floor_distance(a, b) / self.step_m))
        shares = [n / steps for n in range(steps + 1)]
        return all(self.free(self.cell((a[0] + s * (b[0] - a[0]), 0.0, a[2] + s * (b[2] - a[2])))) for s in shares)

    def round(self, a: Vec3, b: Vec3) -> list[Vec3]:
        """The points at which to turn on the way from a to b, b last. Only b where the way is clear, and where there is none."""
        if self.clear(a, b):
            return [b]
        start, goal = self._near(self.cell(a)), self._near(self.cell(b))
        cells = self._search(start, goal) if start is not None and goal is not None else []
        return [*self._pulled(a, [self.middle(cell, b[1]) for cell in cells]), b]

    def _near(self, cell: Cell) -> Cell | None:
        """The nearest free cell of the drawing, the first in reading order among equals."""
        about = ((cell[0] + dx, cell[1] + dz) for dx, dz in _ABOUT)
        return next((at for at in about if self.drawn(at) and self.free(at)), None)

    def _search(self, start: Cell, goal: Cell) -> list[Cell]:
        """A*; ties go to what was found first. Empty where no way leads there within the drawing."""
        came: dict[Cell, Cell] = {start: start}
        far = {start: 0.0}
        edge = [(_least(start, goal), 0, start)]
        while edge:
            _, _, at = heapq.heappop(edge)
            if at == goal:
                return _back(came, goal)
            for dx, dz in _STEPS:
                to = (at[0] + dx, at[1] + dz)
                length = far[at] + (_SLANT if dx and dz else 1.0)
                if self.drawn(to) and self._passes(at, to) and length < far.get(to, 1e9):
                    far[to], came[to] = length, at
                    heapq.heappush(edge, (length + _least(to, goal), len(far), to))
        return []

    def _passes(self, at: Cell, to: Cell) -> bool:
        """Not across a corner."""
        return self.free(to) and self.free((at[0], to[1])) and self.free((to[0], at[1]))

    def _pulled(self, a: Vec3, points: Sequence[Vec3]) -> list[Vec3]:
        """Without the points that need not be turned at. Each is reached from the one before by a clear way."""
        kept, at, last = [], a, len(points) - 1
        n = 0
        while n < last:
            far = next((k for k in range(last, n, -1) if self.clear(at, points[k])), n + 1)
            at, n = points[far], far
            kept.append(at)
        return kept


def _least(a: Cell, b: Cell) -> float:
    """The shortest way over free cells, in eight directions."""
    dx, dz = abs(a[0] - b[0]), abs(a[1] - b[1])
    return max(dx, dz) + (_SLANT - 1.0) * min(dx, dz)


def _back(came: Mapping[Cell, Cell], goal: Cell) -> list[Cell]:
    way = [goal]
    while came[way[-1]] != way[-1]:
        way.append(came[way[-1]])
    return way[::-1]


def floor_of(raw: Mapping[str, Any]) -> Floor:
    """From the parsed TOML. Raises KeyError, or ValueError for rows that are no drawing."""
    rows = tuple(raw["rows"])
    if not rows or any(set(row) - {FREE, TAKEN} or len(row) != len(rows[0]) for row in rows):
        raise ValueError(f"floor: rows of equal length of {FREE} and {TAKEN} are wanted")
    return Floor(float(raw["x_m"]), float(raw["z_m"]), float(raw["step_m"]), rows)
