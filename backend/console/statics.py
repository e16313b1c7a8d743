"""What of a building and a scenario never changes, as the browser draws it."""

from __future__ import annotations

from typing import Any

from backend.console.text import KINDS, PLAN_WORDS, say
from backend.web.text import Lang
from safety_training.building import Building
from safety_training.scenario import Scenario
from safety_training.texts import Text

_MARGIN_M = 1.2


def text_in(lang: Lang, text: Text, otherwise: str) -> str:
    return (text.ko if lang == "ko" else text.en) or otherwise


def plan_of(scenario: Scenario, lang: Lang) -> dict[str, Any]:
    """bounds : x0, z0, x1, z1 of what there is to see. items : names of what can burn, by id."""
    building = scenario.building
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
        "items": {item.name: text_in(lang, item.text, item.name) for item in scenario.items},
    }


def vent_text(building: Building, name: str, lang: Lang) -> str:
    vent = building.vent(name)
    return text_in(lang, vent.text, name)


def words(lang: Lang) -> dict[str, Any]:
    index = 0 if lang == "ko" else 1
    found: dict[str, Any] = {key: say(lang, key) for key in PLAN_WORDS}
    return {**found, "kinds": {kind: text[index] for kind, text in KINDS.items()}}


def _bounds(building: Building) -> list[float]:
    xs = [x for room in building.rooms for x in (room.low[0], room.high[0])]
    zs = [z for room in building.rooms for z in (room.low[2], room.high[2])]
    xs += [a.position[0] for a in building.assemblies]
    zs += [a.position[2] for a in building.assemblies]
    return [min(xs) - _MARGIN_M, min(zs) - _MARGIN_M, max(xs) + _MARGIN_M, max(zs) + _MARGIN_M]
