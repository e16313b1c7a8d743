"""Small buildings for tests of a FireWorld."""

from __future__ import annotations

from typing import Any

from safety_training.building import building_of
from safety_training.fire.world import FireEvent, FireWorld, ItemSpec
from safety_training.plan import Building

DT = 0.05


def room(name: str, x: float, wide: float, long: float, high: float = 2.4) -> dict[str, Any]:
    return {
        "name": name, "low": [x, 0.0, 0.0], "high": [x + wide, high, long],
        "walls": "gypsum", "ceiling": "gypsum", "floor": "concrete", "text": {"ko": name, "en": name},
    }  # fmt: skip


def vent(
    name: str,
    kind: str,
    rooms: tuple[str, str],
    at: tuple[float, float],
    size: tuple[float, float, float],
    share: float,
) -> dict[str, Any]:
    """size: width, sill, soffit."""
    wide, sill, soffit = size
    return {
        "name": name, "kind": kind, "rooms": list(rooms), "width_m": wide, "sill_m": sill, "soffit_m": soffit,
        "centre": [at[0], 0.5 * (sill + soffit), at[1]], "normal": [1.0, 0.0, 0.0], "open": share,
        "text": {"ko": name, "en": name},
    }  # fmt: skip


def flat(door: float = 1.0, sprinkler: bool = False) -> Building:
    """A room of 4 x 4 m with a window, a corridor beyond a door, and the way out at its end."""
    return building_of({
        "id": "test_flat",
        "room": [room("room", 0.0, 4.0, 4.0), room("corridor", 4.2, 8.0, 1.5)],
        "vent": [
            vent("door", "door", ("room", "corridor"), (4.1, 0.75), (0.9, 0.0, 2.0), door),
            vent("window", "window", ("room", "outside"), (0.0, 2.0), (1.2, 0.9, 2.0), 0.0),
            vent("way_out", "opening", ("corridor", "outside"), (12.2, 0.75), (0.9, 0.0, 2.0), 1.0),
        ],
        "detector": [
            {"name": "smoke", "room": "room", "position": [2.0, 2.4, 2.0], "kind": "smoke"},
        ] + ([{"name": "head", "room": "room", "position": [2.0, 2.35, 3.0], "kind": "sprinkler"}] if sprinkler else []),
        "exit": [{"name": "way_out", "position": [12.2, 0.0, 0.75], "outward": [1.0, 0.0, 0.0], "half_width_m": 0.45}],
    })  # fmt: skip


def world(*items: ItemSpec, door: float = 1.0, sprinkler: bool = False) -> FireWorld:
    return FireWorld(flat(door, sprinkler), items)


def run(w: FireWorld, seconds: float, **kw: Any) -> list[FireEvent]:
    events: list[FireEvent] = []
    for _ in range(round(seconds / DT)):
        events += w.step(DT, **kw)
    return events
