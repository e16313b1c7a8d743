"""Hands for short scenes: one tick an action, and what came of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from safety_training.drill import Drill, Mode
from safety_training.events import Action, Event, Inject, Join, Logged, Move
from safety_training.numeric import Vec3, unit
from safety_training.scenario import Scenario, load_scenario
from safety_training.variation import Axis

AHEAD = (0.0, 0.0, -1.0)
TRAINER = "trainer:00000000-0000-0000-0000-000000000001"


def scene(seconds: float = 1.0, vents: dict[str, float] | None = None, **more: Any) -> Scenario:
    """The waste-bin scenario with something else about it; it ignites after so many seconds, and nothing varies."""
    axes = (Axis("ignition_delay_s", (seconds,)), Axis("vents", (vents or {},)))
    return replace(load_scenario("waste_bin"), **{"axes": axes, **more})


class Hands:
    def __init__(self, scenario: Scenario | None = None, mode: Mode = "practice", seed: int = 2) -> None:
        self.drill = Drill(scenario or load_scenario("waste_bin"), seed, mode)
        self.seq: dict[str, int] = {}
        self.happened: list[Event] = []

    def do(self, *actions: Action, who: str = "a") -> list[str]:
        """Kinds of the events that came of it, rejections with their reason."""
        inputs = []
        for action in actions:
            self.seq[who] = self.seq.get(who, 0) + 1
            inputs.append(Logged(self.drill.tick, who, self.seq[who], action))
        self.happened = self.drill.step(inputs)
        return [f"rejected:{(e.data or {})['reason']}" if e.kind == "rejected" else e.kind for e in self.happened]

    def at(self, x: float, z: float, *actions: Action, y: float = 1.6, look: Vec3 = AHEAD, who: str = "a") -> list[str]:
        """Stands there and does that."""
        there = Move((x, y, z), unit(look))
        if isinstance(actions[0] if actions else None, Join):
            return self.do(actions[0], there, *actions[1:], who=who)
        return self.do(there, *actions, who=who)

    def inject(self, control: str, target: str = "", value: float = 0.0, what: str = "") -> list[str]:
        events = self.drill.step([Logged(self.drill.tick, TRAINER, 0, Inject(control, target, value, what))])
        return [e.kind for e in events]

    def wait(self, seconds: float) -> list[str]:
        return [e.kind for _ in range(round(seconds * 20)) for e in self.drill.step([])]

    def until(self, moment: str, seconds: float = 60.0) -> list[str]:
        """Waits for it. Raises AssertionError when it does not come."""
        kinds = []
        for _ in range(round(seconds * 20)):
            kinds += [e.kind for e in self.drill.step([])]
            if moment in self.drill.moments:
                return kinds
        raise AssertionError(f"{moment} did not come; {[e.kind for e in self.drill.events]}")

    def data(self, kind: str) -> dict[str, Any]:
        """Of the last event of that kind."""
        found = [e for e in self.drill.events if e.kind == kind]
        return found[-1].data or {}
