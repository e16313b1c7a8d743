"""A building is data: buildings/<place>.toml. Read and checked here; what it is made of stands in `plan`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from safety_training.floors import floor_of
from safety_training.numeric import unit
from safety_training.plan import (
    DEVICE_KINDS,
    OUTSIDE,
    TOOL_KINDS,
    VENT_KINDS,
    Assembly,
    Breaker,
    Building,
    Detector,
    Exit,
    Hydrant,
    Refuge,
    Room,
    Spot,
    Vent,
)
from safety_training.tables import content_hash, read_toml
from safety_training.texts import text_of, vec_of

__all__ = [
    "OUTSIDE",
    "TOOL_KINDS",
    "Building",
    "Exit",
    "Room",
    "Spot",
    "Vent",
    "building_of",
    "load_building",
    "spot_of",
]


@cache
def load_building(building_id: str) -> Building:
    """Reads buildings/<id>.toml. Raises KeyError for an unknown id, ValueError for a file that is not a building."""
    if not building_id.replace("_", "").isalnum():
        raise KeyError(f"no building {building_id!r}")
    try:
        raw = read_toml("buildings", building_id) | _drawn_floor(building_id)
    except FileNotFoundError as error:
        raise KeyError(f"no building {building_id!r}") from error
    try:
        return building_of(raw)
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise ValueError(f"buildings/{building_id}.toml: {error}") from error


def _drawn_floor(building_id: str) -> dict[str, Any]:
    """Nothing for a building of which nobody has drawn it."""
    try:
        return {"floor": read_toml("floors", building_id)}
    except FileNotFoundError:
        return {}


def building_of(raw: Mapping[str, Any]) -> Building:
    """A building from its parsed TOML. Raises KeyError, TypeError or ValueError for what is missing or wrong."""
    rooms = tuple(_room(r) for r in raw["room"])
    names = {room.name for room in rooms} | {OUTSIDE}
    building = Building(
        id=raw["id"],
        rooms=rooms,
        vents=tuple(_vent(v, names) for v in raw["vent"]),
        signs=_spots(raw, "sign"),
        alarms=_spots(raw, "alarm", "alarm_box"),
        detectors=tuple(_detector(d, names) for d in raw.get("detector", [])),
        extinguishers=_spots(raw, "extinguisher"),
        tools=_spots(raw, "tool"),
        hydrants=tuple(_hydrant(h) for h in raw.get("hydrant", [])),
        breakers=tuple(Breaker(spot_of(b, "breaker"), tuple(b["rooms"])) for b in raw.get("breaker", [])),
        devices=tuple(spot_of({**d, "kind": kind}, kind) for kind in DEVICE_KINDS for d in raw.get(kind, [])),
        exits=tuple(_exit(e) for e in raw["exit"]),
        assemblies=tuple(
            Assembly(a["name"], vec_of(a["position"]), float(a["radius_m"])) for a in raw.get("assembly", [])
        ),
        refuges=tuple(Refuge(r["name"], r["room"]) for r in raw.get("refuge", [])),
        content_hash=content_hash(raw),
        floor=floor_of(raw["floor"]) if "floor" in raw else None,
    )
    _all_different(building)
    return building


def spot_of(raw: Mapping[str, Any], model: str = "") -> Spot:
    """A spot from its TOML table. Raises KeyError, TypeError or ValueError."""
    facing = unit(vec_of(raw.get("facing", (0.0, 0.0, 1.0))))
    kind = raw.get("kind", "")
    text = text_of(raw.get("text", {}))
    return Spot(
        raw["name"], vec_of(raw["position"]), facing, kind, raw.get("model", model or kind), raw.get("room", ""), text
    )


def _spots(raw: Mapping[str, Any], table: str, model: str = "") -> tuple[Spot, ...]:
    return tuple(spot_of(s, model) for s in raw.get(table, []))


def _room(raw: Mapping[str, Any]) -> Room:
    low, high = vec_of(raw["low"]), vec_of(raw["high"])
    if not all(low[i] < high[i] for i in range(3)):
        raise ValueError(f"room {raw['name']}: low is not below high")
    return Room(raw["name"], low, high, raw["walls"], raw["ceiling"], raw["floor"], text_of(raw["text"]))


def _vent(raw: Mapping[str, Any], rooms: set[str]) -> Vent:
    name, (one, other) = raw["name"], raw["rooms"]
    if raw["kind"] not in VENT_KINDS or not {one, other} <= rooms or one == OUTSIDE:
        raise ValueError(f"vent {name}: its kind or one of its rooms is not known")
    if not 0.0 <= raw["sill_m"] < raw["soffit_m"] or raw["width_m"] <= 0.0 or not 0.0 <= raw["open"] <= 1.0:
        raise ValueError(f"vent {name}: not an opening")
    return Vent(
        name=name,
        kind=raw["kind"],
        rooms=(one, other),
        width_m=float(raw["width_m"]),
        sill_m=float(raw["sill_m"]),
        soffit_m=float(raw["soffit_m"]),
        centre=vec_of(raw["centre"]),
        normal=unit(vec_of(raw["normal"])),
        open=float(raw["open"]),
        node=raw.get("node", ""),
        movable=raw.get("movable", False),
        lockable=raw.get("lockable", False),
        text=text_of(raw.get("text", {})),
    )


def _detector(raw: Mapping[str, Any], rooms: set[str]) -> Detector:
    if raw["room"] not in rooms or raw["kind"] not in ("smoke", "heat", "sprinkler"):
        raise ValueError(f"detector {raw['name']}: its kind or its room is not known")
    figures = (float(raw.get(key, 0.0)) for key in ("rti", "act_temp_k", "obscuration"))
    return Detector(raw["name"], raw["room"], vec_of(raw["position"]), raw["kind"], *figures)


def _hydrant(raw: Mapping[str, Any]) -> Hydrant:
    return Hydrant(
        spot_of(raw, "hydrant"),
        float(raw["hose_m"]),
        float(raw.get("pressure_mpa", 0.0)),
        float(raw.get("nozzle_mm", 0.0)),
    )


def _exit(raw: Mapping[str, Any]) -> Exit:
    return Exit(raw["name"], vec_of(raw["position"]), unit(vec_of(raw["outward"])), float(raw["half_width_m"]))


def _all_different(b: Building) -> None:
    """Only an exit may bear the name of another thing: of its vent."""
    spots = (*b.signs, *b.alarms, *b.extinguishers, *b.tools, *b.devices)
    spots += tuple(x.spot for x in b.hydrants) + tuple(x.spot for x in b.breakers)
    names = [r.name for r in b.rooms] + [v.name for v in b.vents] + [s.name for s in spots]
    names += [d.name for d in b.detectors] + [a.name for a in b.assemblies] + [r.name for r in b.refuges]
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise ValueError(f"two things are called {double[0]!r}")
