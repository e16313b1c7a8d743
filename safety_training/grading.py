"""Grades a drill by its scenario's rubric: every line names its rule, what it gave, and the tick that decided it.

A rule's points, texts and the values that earn all or nothing are data (rubric.toml); how each value is measured is in the unit
that the rule is about (`units`).
"""

from __future__ import annotations

from safety_training.drill import Drill
from safety_training.grades import Grade, GradeLine
from safety_training.numeric import clamp
from safety_training.people import Person
from safety_training.roles import asked_of
from safety_training.rubric import Rule
from safety_training.units import MEASURES
from safety_training.units.unit import VOID, Measured

__all__ = ["Grade", "GradeLine", "grade", "rules_for"]


def grade(drill: Drill, participant: str) -> Grade:
    """The grade of one participant, at any time. Raises KeyError for somebody who did not take part."""
    person, rubric = drill.participants[participant], drill.scenario.rubric
    asked = [(rule, MEASURES[rule.id](drill, person)) for rule in rules_for(drill, person)]
    asked = [(rule, measured) for rule, measured in asked if measured[1] != VOID]
    total = 0.0
    for rule, _ in asked:
        total += rule.points
    over = drill.tick if drill.finished else None
    lines = [_line(rule, measured, 100.0 / total, over) for rule, measured in asked]
    score = 0.0
    for line in lines:
        score += line.got
    critical = [c for c in rubric.criticals if c.id in person.moments]
    for c in critical:
        lines.append(GradeLine(c.id, 0.0, 0.0, person.moments[c.id], c.text.ko, c.text.en))
    if critical:
        score = min(score, rubric.critical_cap)
    score = round(clamp(score, 0.0, 100.0), 1)
    return Grade(score, score >= rubric.pass_score and not critical, 100.0, [c.id for c in critical], lines)


def rules_for(drill: Drill, person: Person) -> list[Rule]:
    """The rules that are asked of this person, in a team by the parts that are played."""
    return [rule for rule in drill.scenario.rubric.rules if asked_of(drill, person, rule.roles)]


def _line(rule: Rule, measured: Measured, scale: float, over: int | None) -> GradeLine:
    """over : the drill's last tick, once it is over: what was never done was decided then."""
    value, tick = measured
    ko, en = rule.text.ko, rule.text.en
    share = 0.0
    if value is not None:
        share = clamp((value - rule.zero) / (rule.full - rule.zero), 0.0, 1.0)
        said = (rule.measured.ko, rule.measured.en)
    else:
        said = (rule.missed.ko, rule.missed.en)
    if said[0]:
        numbers = {"value": value or 0.0, "percent": 100.0 * (value or 0.0)}
        ko, en = f"{ko}: {said[0].format(**numbers)}", f"{en}: {said[1].format(**numbers)}"
    of = rule.points * scale
    tick = over if tick is None and share < 1.0 else tick
    return GradeLine(rule.id, round(of * share, 2), round(of, 2), tick, ko, en)
