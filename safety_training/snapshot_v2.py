"""What is drawn of a drill: one JSON-ready picture of the state, sent 20 times a second. Its parts are in `views`."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from safety_training.views import (
    CloudView,
    DeviceView,
    EquipmentView,
    FireView,
    JetView,
    PersonView,
    RoomView,
    ThingView,
    VentView,
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """phase : waiting, calm, fire, out or finished. hint : of the first person who is not done; a client should look for its own
    in people. power : by room. paused : by the trainer (set by the server that has the clock)."""

    tick: int
    time_s: float
    time_left_s: float
    phase: str
    mode: str
    scenario: str
    seed: int
    paused: bool
    power: dict[str, bool]
    fires: list[FireView]
    rooms: list[RoomView]
    jets: list[JetView]
    clouds: list[CloudView]
    vents: list[VentView]
    equipment: list[EquipmentView]
    devices: list[DeviceView]
    things: list[ThingView]
    people: list[PersonView]
    hint: dict[str, str] | None = None

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready: objects, lists, texts, numbers rounded to four decimals, booleans, null."""
        rounded: dict[str, Any] = _rounded(asdict(self))
        return rounded


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return [_rounded(inner) for inner in value] if isinstance(value, list | tuple) else value
