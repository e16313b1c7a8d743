"""Lines through a building: which rooms a line passes, through how much smoke, and whether a wall stands in its way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import sqrt

from safety_training.fire.states import CloudState, RoomState
from safety_training.numeric import Vec3, clamp, distance, dot, sub
from safety_training.plan import Building, Room, Vent

_AJAR = 0.05  # a door open by less hides what is behind it
_GAP_M = 0.35  # walls are thinner than this


class Lines:
    """Straight lines in one building."""

    def __init__(self, building: Building) -> None:
        self.rooms = building.rooms
        self.index = {room.name: i for i, room in enumerate(building.rooms)}
        self._between: dict[tuple[int, int], list[Vent]] = {}  # by the two rooms that they join, either way round
        for vent in building.vents:
            here, there = self.index[vent.rooms[0]], self.index.get(vent.rooms[1], -1)
            for pair in ((here, there), (there, here)):
                self._between.setdefault(pair, []).append(vent)

    def room_at(self, p: Vec3) -> int:
        """-1 outside. A point in a doorway is in the nearer room."""
        for margin in (0.0, _GAP_M):
            for i, room in enumerate(self.rooms):
                if room.holds(p, margin):
                    return i
        return -1

    def passes(self, a: Vec3, b: Vec3) -> list[tuple[int, float, float]]:
        """(room, from, to): the parts of the line in each room, as shares of its length, in order along it."""
        parts = []
        for i, room in enumerate(self.rooms):
            span = _within(a, b, room)
            if span is not None and span[1] - span[0] > 1e-9:
                parts.append((i, span[0], span[1]))
        parts.sort(key=lambda part: part[1])
        return parts

    def clear(self, a: Vec3, b: Vec3, open_share: Mapping[str, float]) -> bool:
        """Whether no wall and no shut door stands between them."""
        one, other = self.room_at(a), self.room_at(b)
        if one == other:
            return True
        parts = self.passes(a, b)
        rooms = [one] + [i for i, _, _ in parts if i not in (one, other)] + [other]
        ends = {i: (start, end) for i, start, end in parts}
        for here, there in pairwise(rooms):
            at = ends[here][1] if here in ends else ends[there][0] if there in ends else 0.5
            if not self._opening(here, there, _along(a, b, at), open_share):
                return False
        return True

    def _opening(self, here: int, there: int, p: Vec3, open_share: Mapping[str, float]) -> bool:
        return any(
            open_share.get(vent.name, vent.open) >= _AJAR and self._in_frame(vent, p)
            for vent in self._between.get((here, there), ())
        )

    def _in_frame(self, vent: Vent, p: Vec3) -> bool:
        floor = self.rooms[self.index[vent.rooms[0]]].low[1]
        off = sub(p, vent.centre)
        through = dot(off, vent.normal)
        aside = sqrt(max(0.0, off[0] * off[0] + off[2] * off[2] - through * through))
        if abs(vent.normal[1]) > 0.5:
            return aside <= 0.6 * vent.width_m
        low, high = floor + vent.sill_m - 0.05, floor + vent.soffit_m + 0.05
        return aside <= 0.5 * vent.width_m + 0.1 and low <= p[1] <= high

    def optical_depth(self, a: Vec3, b: Vec3, rooms: Sequence[RoomState], clouds: Sequence[CloudState]) -> float:
        """Integral of the extinction from a to b, through layers and clouds of agent; walls count as air."""
        long, depth = distance(a, b), 0.0
        for i, start, end in self.passes(a, b):
            edge = self.rooms[i].low[1] + rooms[i].interface_m
            above = _share_above(a[1] + start * (b[1] - a[1]), a[1] + end * (b[1] - a[1]), edge)
            here = above * rooms[i].extinction_upper_1_m + (1.0 - above) * rooms[i].extinction_lower_1_m
            depth += here * (end - start) * long
        for cloud in clouds:
            depth += cloud.extinction_1_m * _chord(a, b, cloud.position, cloud.radius_m)
        return depth


def _along(a: Vec3, b: Vec3, share: float) -> Vec3:
    return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]), a[2] + share * (b[2] - a[2]))


def _within(a: Vec3, b: Vec3, room: Room) -> tuple[float, float] | None:
    """The part of the line inside a box, by its three pairs of planes."""
    start, end = 0.0, 1.0
    for low, high, here, there in zip(room.low, room.high, a, b, strict=True):
        way = there - here
        if way == 0.0:
            if not low <= here <= high:
                return None
            continue
        one, other = (low - here) / way, (high - here) / way
        if one > other:
            one, other = other, one
        start, end = one if one > start else start, other if other < end else end
        if start >= end:
            return None
    return start, end


def _share_above(y0: float, y1: float, edge: float) -> float:
    low, high = min(y0, y1), max(y0, y1)
    if high - low < 1e-9:
        return 1.0 if low >= edge else 0.0
    return clamp((high - edge) / (high - low), 0.0, 1.0)


def _chord(a: Vec3, b: Vec3, centre: Vec3, radius: float) -> float:
    """Length of the line from a to b inside a ball."""
    ab, ac = sub(b, a), sub(centre, a)
    long2 = dot(ab, ab)
    if long2 <= 0.0:
        return 0.0
    middle = dot(ac, ab) / long2
    off2 = max(0.0, dot(ac, ac) - middle * middle * long2)
    if off2 >= radius * radius:
        return 0.0
    half = sqrt((radius * radius - off2) / long2)
    inside = clamp(middle + half, 0.0, 1.0) - clamp(middle - half, 0.0, 1.0)
    return max(0.0, inside) * sqrt(long2)
