"""What heat does to a building: door leaves warm through, panes fall out, rooms flash over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from safety_training.fire import heat
from safety_training.fire.states import FireEvent, RoomState
from safety_training.plan import Building, Vent
from safety_training.tables import values

_C = values("spread")


class Damage:
    """Leaves by vent name; what is broken and what has flashed over, in order."""

    def __init__(self, building: Building, ambient_k: float) -> None:
        self.building, self.ambient_k = building, ambient_k
        self.leaves = {vent.name: heat.Leaf(vent, ambient_k) for vent in building.vents if vent.kind == "door"}
        self.broken: list[str] = []
        self.flashed: list[str] = []
        self._index = {room.name: i for i, room in enumerate(building.rooms)}

    def step(self, dt: float, rooms: Sequence[RoomState], emissive: Sequence[float]) -> list[FireEvent]:
        events = []
        for vent in self.building.vents:
            sides = [rooms[self._index[name]] if name in self._index else None for name in vent.rooms]
            if vent.kind == "door":
                gas = [heat.gas_at_leaf(vent, side) if side else self.ambient_k for side in sides]
                self.leaves[vent.name].step(dt, (gas[0], gas[1]))
            elif vent.kind == "window" and vent.name not in self.broken and _breaks(vent, sides):
                self.broken.append(vent.name)
                events.append(FireEvent("window_broken", vent.name))
        for room, state, shine in zip(self.building.rooms, rooms, emissive, strict=True):
            if room.name not in self.flashed and _flashes(state, shine):
                self.flashed.append(room.name)
                events.append(FireEvent("flashover", room.name, {"upper_k": state.upper_k}))
        return events

    def dump(self) -> dict[str, Any]:
        plates = {name: list(leaf.sides) for name, leaf in self.leaves.items()}
        return {"plates": plates, "broken": list(self.broken), "flashed": list(self.flashed)}

    def load(self, dump: Mapping[str, Any]) -> None:
        for name, sides in dump["plates"].items():
            self.leaves[name].sides = list(sides)
        self.broken, self.flashed = list(dump["broken"]), list(dump["flashed"])


def _breaks(vent: Vent, sides: Sequence[RoomState | None]) -> bool:
    seen = [side for side in sides if side is not None and side.interface_m < vent.soffit_m]
    return any(side.upper_k >= _C["window_break_k"] for side in seen)


def _flashes(room: RoomState, shine_kw_m2: float) -> bool:
    return room.upper_k >= _C["flashover_k"] or shine_kw_m2 >= _C["flashover_flux"]
