"""The hall from above at one moment, as a picture: rooms by the depth of their smoke, doors, fires, people and where they look."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import skia

from safety_training.building import Building
from vr_client.drills.view import Entry
from vr_client.ui import fonts
from vr_client.ui.canvas import canvas_on, fill, straighten, stroke
from vr_client.ui.theme import COLOURS

PIXELS_PER_M = 38.0
LETTERS_PX = 26.0
MARGIN_M = 0.9
DARKEST_1_M = 2.0  # optical depth through the layer's height from which a room is drawn darkest
PERSON_M = 0.3
NAME_WIDE_M, NAME_HIGH_M = 2.0, 0.7  # the room that a name needs
AGENT = (226, 176, 30)  # as in the report


def plan(
    building: Building,
    snapshot: Entry,
    trails: dict[str, list[Any]],
    floor: Iterable[Sequence[float]],
    smoke: bool,
    me: str,
    names: Mapping[str, str],
) -> np.ndarray:
    """uint8 [H, W, 4]. trails : floor points (x, z) that each person has passed. floor : FloorGrid.patches of the agent there.
    names : of people by id; a name that would lie on another is left out."""
    x0, z0 = (min(room.low[axis] for room in building.rooms) - MARGIN_M for axis in (0, 2))
    x1, z1 = (max(room.high[axis] for room in building.rooms) + MARGIN_M for axis in (0, 2))
    pixels, surface = canvas_on(round((x1 - x0) * PIXELS_PER_M), round((z1 - z0) * PIXELS_PER_M))
    canvas = surface.getCanvas()
    canvas.scale(PIXELS_PER_M, PIXELS_PER_M)
    canvas.translate(-x0, -z0)
    states = {room["name"]: room for room in snapshot["rooms"]}
    for room in building.rooms:
        _room(canvas, room, states.get(room.name), smoke)
    _agent(canvas, floor)
    for vent in building.vents:
        share = next((v["open"] for v in snapshot["vents"] if v["name"] == vent.name), vent.open)
        _vent(canvas, vent, share)
    for trail in trails.values():
        _trail(canvas, trail)
    for fire in snapshot["fires"]:
        _fire(canvas, fire)
    here = [person for person in snapshot["people"] if person["head"] is not None]
    for person in here:
        _person(canvas, person, person["id"] == me)
    named: list[Any] = []
    for person in sorted(here, key=lambda p: (p["id"] != me, p["npc"])):
        x, _, z = person["head"]
        if all(abs(x - ox) > NAME_WIDE_M or abs(z - oz) > NAME_HIGH_M for ox, oz in named):
            named.append((x, z))
            _write(canvas, names[person["id"]][:12], x + 0.28, z - 0.2, False)
    return straighten(pixels)


def _room(canvas: Any, room: Any, state: Entry | None, smoke: bool) -> None:
    low, high = room.low, room.high
    rect = skia.Rect.MakeLTRB(low[0], low[2], high[0], high[2])
    canvas.drawRect(rect, fill(COLOURS["sheet"]))
    if state is not None and smoke:
        depth = max(0.0, high[1] - low[1] - state["interface_m"])
        shade = min(1.0, state["extinction_upper_1_m"] * depth / DARKEST_1_M)
        canvas.drawRect(rect, fill((60, 56, 54), 0.85 * shade))
        if shade > 0.05:
            dark = shade > 0.45
            _write(canvas, f"{state['interface_m']:.1f} m", low[0] + 0.2, high[2] - 0.25, dark)
            _write(canvas, f"{state['upper_k'] - 273.15:.0f} °C", low[0] + 0.2, high[2] - 1.0, dark)
    canvas.drawRect(rect, stroke(COLOURS["ink"], 0.07))


def _agent(canvas: Any, floor: Iterable[Sequence[float]]) -> None:
    """The more lies there, the stronger; against the square root, so that a thin cover is seen beside a heap."""
    patches = list(floor)
    most = max((kg_m2 for *_, kg_m2 in patches), default=1.0)
    for x, z, size, kg_m2 in patches:
        cell = skia.Rect.MakeXYWH(x, z, size, size)
        canvas.drawRect(cell, fill(AGENT, 0.15 + 0.85 * math.sqrt(kg_m2 / most)))


def _write(canvas: Any, text: str, x: float, z: float, light: bool) -> None:
    """In pixels, not in scaled metres: letters are hinted for their size."""
    at = canvas.getTotalMatrix().mapXY(x, z)
    canvas.save()
    canvas.resetMatrix()
    fonts.draw(canvas, text, at.x(), at.y(), LETTERS_PX, True, fill(COLOURS["white" if light else "ink"]))
    canvas.restore()


def _vent(canvas: Any, vent: Any, share: float) -> None:
    """A doorway is a gap in the wall; what shuts it is a bar."""
    if vent.kind == "leak":
        return
    (x, _, z), half = vent.centre, vent.width_m / 2
    along = (half, 0.0) if abs(vent.normal[2]) > abs(vent.normal[0]) else (0.0, half)
    shut = share < 0.02
    colour = COLOURS["amber" if shut else "tint"] if vent.kind != "window" else (120, 160, 190)
    paint = stroke(colour, 0.16 if shut else 0.24)
    canvas.drawLine(x - along[0], z - along[1], x + along[0], z + along[1], paint)


def _trail(canvas: Any, points: list[Any]) -> None:
    for (ax, az), (bx, bz) in pairwise(points):
        canvas.drawLine(ax, az, bx, bz, stroke((40, 110, 180), 0.06))


def _fire(canvas: Any, fire: Entry) -> None:
    x, _, z = fire["position"]
    if fire["burning"]:
        size = 0.18 + 0.055 * math.sqrt(max(fire["heat_release_kw"], 0.0) / 10.0)
        canvas.drawCircle(x, z, size, fill((226, 92, 20), 0.9))
        canvas.drawCircle(x, z, size * 0.55, fill((250, 190, 60), 0.95))
    elif fire.get("charred"):
        canvas.drawCircle(x, z, 0.2, fill((40, 34, 30), 0.9))


def _person(canvas: Any, person: Entry, me: bool) -> None:
    (x, _, z), (fx, _, fz) = person["head"], person["facing"]
    colour = COLOURS["green"] if me else (40, 110, 180)
    if person.get("incapacitated"):
        colour = COLOURS["accent"]
    canvas.drawCircle(x, z, PERSON_M, fill(colour))
    canvas.drawLine(x, z, x + 0.55 * fx, z + 0.55 * fz, stroke(colour, 0.1))
    canvas.drawCircle(x, z, PERSON_M, stroke(COLOURS["white"], 0.04))
