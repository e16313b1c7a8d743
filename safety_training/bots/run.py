"""Runs bots through a drill and keeps the log, as the server does for people."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from safety_training.bots.body import Turns
from safety_training.bots.expert import expert
from safety_training.drill import Drill, Mode
from safety_training.events import Logged
from safety_training.grades import Grade
from safety_training.grading import grade
from safety_training.replay import DrillLog
from safety_training.scenario import Scenario, load_scenario

Player = Callable[[Drill], Turns]


@dataclass
class Run:
    """bots : by the id of their person."""

    drill: Drill
    bots: dict[str, Turns]
    log: DrillLog = field(init=False)
    _seq: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.log = DrillLog.of(self.drill)

    def play(self, most_ticks: int = 20 * 900) -> Drill:
        """To the end, or for so many ticks."""
        while not self.drill.finished and self.drill.tick < most_ticks:
            inputs: list[Logged] = []
            for name, bot in self.bots.items():
                for action in next(bot, []):
                    self._seq[name] = self._seq.get(name, 0) + 1
                    inputs.append(Logged(self.drill.tick, name, self._seq[name], action))
            for logged in inputs:
                self.log.append(logged)
            self.drill.step(inputs)
        self.log.close(self.drill)
        return self.drill

    def grade(self, person: str = "p") -> Grade:
        return grade(self.drill, person)


def play(player: Player, scenario: Scenario | str, seed: int, mode: Mode = "test") -> Run:
    """One bot, called "p", through one drill to its end."""
    drill = Drill(load_scenario(scenario) if isinstance(scenario, str) else scenario, seed, mode)
    run = Run(drill, {"p": player(drill)})
    run.play()
    return run


def solve(scenario: Scenario | str, seed: int, mode: Mode = "test") -> Run:
    """The solver through one variation of a scenario."""
    return play(expert, scenario, seed, mode)
