"""The hour whose light a place stands in: morning, noon or dusk, as chosen in the menu, or as it is in Seoul now."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from vr_client.devices.device import Input
from vr_client.places import Place
from vr_client.world import World

NOW = "now"
HOURS = ("morning", "noon", "dusk")  # light groups of kind "daylight" are called so
FADE_S = 2.5
LAMPS = {"morning": 0.8, "dusk": 1.0}  # at noon they are as the place has them
_SEOUL = timedelta(hours=9)  # no summer time there
_FROM_TO = {"morning": (5, 10), "noon": (10, 16)}  # o'clock; dusk is what is left


@dataclass(slots=True)
class Turning:
    """From one hour's weights to another's; nothing changes before the new light is decoded."""

    place: str = ""
    hour: str = ""
    before: dict[str, float] = field(default_factory=dict)
    after: dict[str, float] = field(default_factory=dict)
    decoding: list[Future[Any]] = field(default_factory=list)
    share: float = 1.0


def hour(world: World, input: Input, events: list[Any], dt: float) -> None:
    place = world.place
    if place is None or place.light is None:
        return
    state: Turning = world.memory.setdefault("hour", Turning())
    wanted = world.settings.hour if world.settings.hour in HOURS else hour_in_seoul(datetime.now(UTC))
    if state.place != place.id:
        world.memory["hour"] = Turning(place.id, wanted)
        place.light_weights = weights_at(place, wanted)
    elif state.hour != wanted:
        before, after = dict(place.light_weights), weights_at(place, wanted)
        world.memory["hour"] = Turning(place.id, wanted, before, after, place.light.decoding(after), 0.0)
    elif state.share < 1 and all(future.done() for future in state.decoding):
        state.share = min(state.share + dt / FADE_S, 1.0)
        place.light_weights = _between(place, state)


def hour_in_seoul(utc: datetime) -> str:
    clock = (utc + _SEOUL).hour
    return next((name for name, (start, end) in _FROM_TO.items() if start <= clock < end), "dusk")


def weights_at(place: Place, wanted: str) -> dict[str, float]:
    """By light group, for a place that has this hour; else, and for the hour that it has by itself, nothing is chosen."""
    assert place.light is not None
    days = {group.name: group.default for group in place.light.groups if group.kind == "daylight"}
    if days.get(wanted, 1.0) > 0:
        return {}
    chosen = {name: float(name == wanted) for name in days}
    return chosen | {
        group.name: LAMPS[wanted] for group in place.light.groups if group.kind == "lamps" and wanted in LAMPS
    }


def _between(place: Place, state: Turning) -> dict[str, float]:
    if state.share >= 1:
        return state.after
    assert place.light is not None
    defaults = {group.name: group.default for group in place.light.groups}
    old, new = defaults | state.before, defaults | state.after
    return {name: old[name] + (new[name] - old[name]) * state.share for name in {*state.before, *state.after}}
