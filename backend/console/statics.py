"""What of a building and a scenario never changes, as the browser draws it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backend.console.text import KINDS, PLAN_WORDS, say
from backend.web.text import Lang
from safety_training.building import Building
from safety_training.extinguishers import kinds
from safety_training.scenario import Scenario
from safety_training.texts import Text

_MARGIN_M = 1.2


def text_in(lang: Lang, text: Text, otherwise: str) -> str:
    return (text.ko if lang == "ko" else text.en) or otherwise


def plan_of(scenario: Scenario, lang: Lang) -> dict[str, Any]:
    """bounds : x0, z0, x1, z1 of what there is to see. names : of things, by id."""
    building, names = scenario.building, names_of(scenario, lang)
    return {
        "bounds": _bounds(building),
        "rooms": [
            {"name": r.name, "low": r.low, "high": r.high, "text": text_in(lang, r.text, r.name)}
            for r in building.rooms
        ],
        "vents": [
            {
                "name": v.name,
                "kind": v.kind,
                "rooms": v.rooms,
                "width_m": v.width_m,
                "sill_m": v.sill_m,
                "soffit_m": v.soffit_m,
                "centre": v.centre,
                "normal": v.normal,
                "movable": v.movable,
                "text": vent_text(building, v.name, lang),
            }
            for v in building.vents
            if v.kind != "leak"
        ],
        "exits": [{"name": e.name, "position": e.position, "outward": e.outward} for e in building.exits],
        "signs": [{"position": s.position, "facing": s.facing} for s in building.signs],
        "names": names,
    }


PLACES = {"fire_hall": ("소방안전 체험관", "Fire safety hall")}


def place_name(place: str, lang: Lang) -> str:
    return PLACES[place][0 if lang == "ko" else 1] if place in PLACES else place


def names_of(scenario: Scenario, lang: Lang) -> dict[str, str]:
    """What things of a scenario are called, by their names: rooms, openings, what can burn, tools, roles."""
    building = scenario.building
    names = {room.name: text_in(lang, room.text, room.name) for room in building.rooms}
    names |= {vent.name: vent_text(building, vent.name, lang) for vent in building.vents}
    names |= {item.name: text_in(lang, item.text, item.name) for item in scenario.items}
    names |= {role.id: text_in(lang, role.text, role.id) for role in scenario.roles}
    names |= {name: text_in(lang, spot.text, name) for name, spot in scenario.spots.items()}
    for detector in building.detectors:
        kind = "sprinkler" if detector.kind == "sprinkler" else "detector"
        names[detector.name] = f"{_kind(kind, lang)} ({names.get(detector.room, detector.room)})"
    wall = [("alarm", spot) for spot in building.alarms] + [("hydrant", h.spot) for h in building.hydrants]
    wall += [("breaker", b.spot) for b in building.breakers] + [(spot.kind, spot) for spot in building.devices]
    carried = [(spot.kind, spot) for spot in (*building.extinguishers, *building.tools, *scenario.extra)]
    for kind, spot in (*wall, *carried):
        room = building.room_at(spot.position)
        where = f" ({text_in(lang, room.text, room.name)})" if room else ""
        names[spot.name] = text_in(lang, spot.text, f"{_kind(kind, lang)}{where}")
    return names


def called(names: Mapping[str, str], name: str, role: str, npc: bool) -> str:
    """Somebody in a drill: whom nobody plays bears the name of the part, in the reader's language. names : see `names_of`."""
    return names.get(role, name) if npc else name


def _kind(kind: str, lang: Lang) -> str:
    if kind in kinds():
        return text_in(lang, kinds()[kind].text, kind)
    return KINDS[kind][0 if lang == "ko" else 1] if kind in KINDS else kind


def vent_text(building: Building, name: str, lang: Lang) -> str:
    vent = building.vent(name)
    return text_in(lang, vent.text, name)


def words(lang: Lang) -> dict[str, str]:
    return {key: say(lang, key) for key in PLAN_WORDS}


def _bounds(building: Building) -> list[float]:
    xs = [x for room in building.rooms for x in (room.low[0], room.high[0])]
    zs = [z for room in building.rooms for z in (room.low[2], room.high[2])]
    xs += [a.position[0] for a in building.assemblies]
    zs += [a.position[2] for a in building.assemblies]
    return [min(xs) - _MARGIN_M, min(zs) - _MARGIN_M, max(xs) + _MARGIN_M, max(zs) + _MARGIN_M]
