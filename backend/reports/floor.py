"""The floor plan of a drill as SVG: rooms and doors, where fires began, where agent went, where people walked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from backend.reports.svg import COLOURS, document, text
from safety_training.building import OUTSIDE, Room, Vent, load_building

_MARGIN_M = 1.0


class Floor:
    """From metres of the place to points: +X to the right, -Z (away from the entrance) upwards."""

    def __init__(self, rooms: Sequence[Room], width: float) -> None:
        self.low_x = min(room.low[0] for room in rooms) - _MARGIN_M
        self.low_z = min(room.low[2] for room in rooms) - _MARGIN_M
        high_x = max(room.high[0] for room in rooms) + _MARGIN_M
        high_z = max(room.high[2] for room in rooms) + _MARGIN_M
        self.per_m = width / (high_x - self.low_x)
        self.width, self.height = width, (high_z - self.low_z) * self.per_m

    def at(self, x: float, z: float) -> tuple[float, float]:
        return (x - self.low_x) * self.per_m, (z - self.low_z) * self.per_m


def plan(facts: Mapping[str, Any], language: str, people: Sequence[str] | None = None, width: float = 510.0) -> str:
    """people : whose paths, by id; None for everybody's."""
    building = load_building(facts["building"])
    floor = Floor(building.rooms, width)
    parts = [*_rooms(floor, building.rooms, language), *_agent(floor, facts["agent"])]
    parts += [_vent(floor, vent) for vent in building.vents if vent.kind in ("door", "window", "opening")]
    shown = [p for p in facts["people"] if people is None or p["id"] in people]
    for number, person in enumerate(shown):
        parts += _path(floor, person, COLOURS[number % len(COLOURS)])
    parts += _fires(floor, facts["fires"])
    return document(floor.width, floor.height, parts)


def _rooms(floor: Floor, rooms: Sequence[Room], language: str) -> Iterator[str]:
    for room in rooms:
        x, y = floor.at(room.low[0], room.low[2])
        w, h = (room.high[0] - room.low[0]) * floor.per_m, (room.high[2] - room.low[2]) * floor.per_m
        box = f'x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}"'
        yield f'<rect {box} fill="#fafafa" stroke="#555555" stroke-width="1.2"/>'
        yield text(x + w / 2, y + 10, room.text.en if language == "en" else room.text.ko, 7, "middle", "#777777")


def _vent(floor: Floor, vent: Vent) -> str:
    """A gap in the wall, blue for a window."""
    x, y = floor.at(vent.centre[0], vent.centre[2])
    half = vent.width_m * floor.per_m / 2
    along_z = abs(vent.normal[0]) > 0.5
    dx, dy = (0.0, half) if along_z else (half, 0.0)
    colour = "#4a90d9" if vent.kind == "window" else "#ffffff"
    line = f'<path d="M{x - dx:.1f} {y - dy:.1f}L{x + dx:.1f} {y + dy:.1f}" stroke="{colour}" stroke-width="4"/>'
    if OUTSIDE in vent.rooms and vent.kind == "door":
        line += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1b6e3c"/>'
    return line


def _agent(floor: Floor, patches: Sequence[Sequence[float]]) -> Iterator[str]:
    most = max((kg for *_, kg in patches), default=1.0)
    for x_m, z_m, size_m, kg in patches:
        x, y = floor.at(x_m, z_m)
        side = size_m * floor.per_m
        box = f'x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{side:.1f}"'
        yield f'<rect {box} fill="#e0a800" opacity="{0.25 + 0.65 * kg / most:.2f}"/>'


def _fires(floor: Floor, fires: Mapping[str, Sequence[float]]) -> Iterator[str]:
    for x_m, z_m, _ in fires.values():
        x, y = floor.at(x_m, z_m)
        flame = f"M{x:.1f} {y - 7:.1f}q6 6 3 10a4 4 0 0 1-6 0q-2-3 1-5q0 2 1.5 1.5q1.500-3 .5-6.500z"
        yield f'<path d="{flame}" fill="#d93025" stroke="#7a120b" stroke-width="0.4"/>'


def _path(floor: Floor, person: Mapping[str, Any], colour: str) -> Iterator[str]:
    curves = person["curves"]
    steps = [floor.at(x, z) for x, z in zip(curves["x"], curves["z"], strict=True)]
    if not steps:
        return
    line = "".join(f"{'L' if n else 'M'}{x:.1f} {y:.1f}" for n, (x, y) in enumerate(steps))
    yield f'<path d="{line}" fill="none" stroke="{colour}" stroke-width="1.2" stroke-linejoin="round" opacity="0.85"/>'
    (x0, y0), (x1, y1) = steps[0], steps[-1]
    yield f'<circle cx="{x0:.1f}" cy="{y0:.1f}" r="2.6" fill="#ffffff" stroke="{colour}" stroke-width="1.2"/>'
    yield f'<circle cx="{x1:.1f}" cy="{y1:.1f}" r="2.6" fill="{colour}"/>'
    yield text(x1 + 4, y1 + 2.5, person["name"], 6.5, "start", colour)
