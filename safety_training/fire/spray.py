"""Where agent goes that leaves a nozzle: into the air, and to the floor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from safety_training.fire.agents import Delivery, Path, agents
from safety_training.fire.burning import Item
from safety_training.fire.clouds import Clouds, FloorGrid, breaks_up_at
from safety_training.fire.sight import Lines
from safety_training.numeric import Vec3


class Spray:
    """What agent does beside items: it hangs in the air, and all but gas ends on the floor."""

    def __init__(self, lines: Lines) -> None:
        self.lines, self.clouds = lines, Clouds()
        self.deposits: dict[str, FloorGrid] = {}

    def step(self, dt: float, jets: Sequence[Delivery], paths: Sequence[Path], items: Sequence[Item]) -> None:
        """After the items have taken theirs."""
        self.clouds.step(dt)
        for n, (jet, path) in enumerate(zip(jets, paths, strict=True)):
            if jet.flow_kg_s > 0.0:
                self._leave(dt, jet, path, _most_hit(items, n))

    def _leave(self, dt: float, jet: Delivery, path: Path, target: Vec3 | None) -> None:
        room = self.lines.room_at(jet.nozzle)
        at = breaks_up_at(path, target, self.lines.rooms[room].low[1] if room >= 0 else 0.0)
        self.clouds.add(dt, jet, at)
        there = self.lines.room_at(at)
        if not agents()[jet.agent].inert and there >= 0:
            where = self.lines.rooms[there]
            self.deposits.setdefault(where.name, FloorGrid.of(where)).add(at, dt * jet.flow_kg_s)

    def dump(self) -> dict[str, Any]:
        floors = {name: list(grid.kg_m2) for name, grid in self.deposits.items()}
        return {"clouds": self.clouds.dump(), "floors": floors}

    def load(self, dump: Mapping[str, Any]) -> None:
        self.clouds.load(dump["clouds"])
        self.deposits = {}
        for name, kg_m2 in dump["floors"].items():
            self.deposits[name] = FloorGrid.of(self.lines.rooms[self.lines.index[name]])
            self.deposits[name].kg_m2 = list(kg_m2)


def _most_hit(items: Sequence[Item], n: int) -> Vec3 | None:
    best, most = None, 0.05
    for item in items:
        if item.hits[n].share > most:
            best, most = item.base, item.hits[n].share
    return best
