"""Vents of a case: openings, holes, fans and leaks, and how far they stand open over time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from safety_training.fire.spec import RoomSpec, VentSpec
from safety_training.fire.validate.fields import Curve, Fields, rising
from safety_training.plan import OUTSIDE

EDGE_M = 0.001


def leaks_of(f: Fields, room: RoomSpec) -> list[VentSpec]:
    """Leaks to the outside: of the walls a slit over 5-95 % of the height, of the floor one along it (as CFAST takes them)."""
    made = []
    area, low = f.number("leak_m2", 0.0, 0.0), f.number("floor_leak_m2", 0.0, 0.0)
    if area > 0.0:
        high = room.height_m
        made.append(
            VentSpec(f"leak.{room.name}", "wall", (room.name, OUTSIDE), area / (0.9 * high), 0.05 * high, 0.95 * high)
        )
    if low > 0.0:
        width = 0.45 * (room.length_m + room.width_m)
        made.append(VentSpec(f"floor_leak.{room.name}", "wall", (room.name, OUTSIDE), width, 0.0, low / width))
    return made


def vent_of(f: Fields, known: Sequence[str]) -> VentSpec:
    f.only(
        "name", "kind", "rooms", "width_m", "sill_m", "soffit_m", "area_m2", "flow_m3_s", "full_pa",
        "stall_pa", "open", "schedule", "step",
    )  # fmt: skip
    kind = f.text("kind", "wall", ("wall", "hole", "fan"))
    rooms = f.raw.get("rooms")
    if not isinstance(rooms, list) or len(rooms) != 2 or not all(isinstance(r, str) for r in rooms):
        raise f.fail("rooms", "방 이름 둘이어야 합니다", "needs the names of two rooms")
    for room in rooms:
        if room not in known:
            raise f.fail("rooms", f"방 {room!r}이(가) 없습니다", f"no room {room!r}")
    sill, soffit = f.number("sill_m", 0.0, 0.0), f.number("soffit_m", 0.0, 0.0)
    if kind != "hole" and soffit <= sill:
        raise f.fail(
            "soffit_m", "sill_m보다 높아야 합니다", "is not above sill_m (of a fan: the heights of its grille)"
        )
    return VentSpec(
        name=f.text("name"),
        kind=kind,
        rooms=(rooms[0], rooms[1]),
        width_m=f.above("width_m") if kind == "wall" else f.number("width_m", 0.0),
        sill_m=sill,
        soffit_m=soffit,
        area_m2=f.above("area_m2") if kind == "hole" else f.number("area_m2", 0.0),
        flow_m3_s=f.number("flow_m3_s", None if kind == "fan" else 0.0, 0.0),
        full_pa=f.number("full_pa", 0.0, 0.0),
        stall_pa=f.number("stall_pa", 0.0, 0.0),
        open=f.number("open", 1.0, 0.0, 1.0),
    )


def under_ceiling(f: Fields, vent: VentSpec, rooms: Sequence[RoomSpec]) -> None:
    """Raises CaseError for a vent that reaches over the ceiling of its first room."""
    first = next((room for room in rooms if room.name == vent.rooms[0]), None)
    if vent.kind != "hole" and first is not None and vent.soffit_m > first.height_m + EDGE_M:
        height = f"{first.height_m:g}"
        raise f.fail("soffit_m", f"천장({height})보다 높습니다", f"is over the room's ceiling ({height})")


def schedule_of(f: Fields) -> Curve | None:
    if "schedule" not in f.raw:
        return None
    points = f.pairs("schedule", "초, 비율", "seconds, share")
    rising(f, "schedule", [p[0] for p in points])
    if f.raw.get("step", False):  # each share holds until the next time
        doubled = [points[0]]
        for before, after in pairwise(points):
            doubled += [[after[0] - 1.0e-6, before[1]], after]
        points = doubled
    if not all(0.0 <= p[1] <= 1.0 for p in points):
        raise f.fail("schedule", "비율은 0~1입니다", "shares are 0..1")
    return Curve(tuple(p[0] for p in points), tuple(p[1] for p in points))
