"""Grades a drill by its scenario's rubric: every line names its rule, what it gave, and the tick that decided it.

A rule's points, texts and the values that earn all or nothing are data (scenarios/*.toml); here is only how each value is measured.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from safety_training.drill import TICK_S, Drill
from safety_training.grades import Grade, GradeLine
from safety_training.numeric import clamp
from safety_training.people import Participant
from safety_training.scenario import Rule

__all__ = ["Grade", "GradeLine", "grade"]


Measured: TypeAlias = tuple[float | None, int | None]  # a value (None: nothing to measure, so no points) and its tick


def grade(drill: Drill, participant: str) -> Grade:
    """The grade of one participant, at any time. Raises KeyError for somebody who did not take part."""
    person = drill.participants[participant]
    rubric = drill.scenario.rubric
    total = 0.0
    for rule in rubric.rules:
        total += rule.points
    lines = [_line(drill, person, rule, 100.0 / total) for rule in rubric.rules]
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


def _line(drill: Drill, person: Participant, rule: Rule, scale: float) -> GradeLine:
    value, tick = _MEASURES[rule.id](drill, person)
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
    return GradeLine(rule.id, round(of * share, 2), round(of, 2), tick, ko, en)


# how each rule is measured ------------------------------------------------------------------------------------------------


def _alarm_time(drill: Drill, person: Participant) -> Measured:
    alarm = drill.moments.get("alarm_on")
    if alarm is None:
        return None, None
    seen = person.moments.get("fire_seen", drill.moments.get("ignition", alarm))
    return max(0.0, (alarm - seen) * TICK_S), alarm


def _alarm_first(drill: Drill, person: Participant) -> Measured:
    alarm, fought = drill.moments.get("alarm_on"), person.moments.get("discharge_began")
    if alarm is None or (fought is not None and fought < alarm):
        return None, fought
    return 1.0, alarm


def _decision(drill: Drill, person: Participant) -> Measured:
    acted = person.moments.get("discharge_on_base", person.moments.get("left_by_exit"))
    if acted is None:
        return None, person.moments.get("stayed")
    return person.measures.must_leave_s, person.moments.get("stayed", acted)


def _gauge(drill: Drill, person: Participant) -> Measured:
    tick = person.moments.get("gauge_known")
    return (None, person.moments.get("discharge_began")) if tick is None else (1.0, tick)


def _choice(drill: Drill, person: Participant) -> Measured:
    tick = person.moments.get("green_used")
    return (None, person.moments.get("discharge_began")) if tick is None else (1.0, tick)


def _pin(drill: Drill, person: Participant) -> Measured:
    if "pin_out" not in person.moments:
        return None, person.moments.get("pin_jammed")
    return float(person.measures.pin_jams), person.moments.get("pin_jammed", person.moments["pin_out"])


def _distance(drill: Drill, person: Participant) -> Measured:
    began, limits = person.moments.get("discharge_began"), drill.scenario.limits
    start = person.measures.start_distance_m
    return (None if began is None else max(0.0, limits.start_low_m - start, start - limits.start_high_m)), began


def _of_agent(kg: Callable[[Participant], float]) -> Callable[[Drill, Participant], Measured]:
    """A share of the agent used."""

    def measure(drill: Drill, person: Participant) -> Measured:
        used = person.measures.agent_kg
        return (kg(person) / used if used > 0.0 else None), person.moments.get("discharge_began")

    return measure


def _sweep(drill: Drill, person: Participant) -> Measured:
    began = person.moments.get("discharge_began")
    return (None if began is None else float(person.measures.sweep_turns)), began


def _no_early_stop(drill: Drill, person: Participant) -> Measured:
    if "discharge_on_base" not in person.moments:
        return None, person.moments.get("discharge_began")
    return float(person.measures.early_stops), person.moments.get("stopped_early", drill.moments.get("fire_out"))


def _exposure(drill: Drill, person: Participant) -> Measured:
    m = person.measures
    tick = person.moments.get("gas_dose", person.moments.get("burnt"))
    return max(m.fed / drill.scenario.limits.fed, m.heat_dose), tick


def _watch(drill: Drill, person: Participant) -> Measured:
    m, out = person.measures, drill.moments.get("fire_out")
    return (m.watched_s / drill.scenario.limits.out_s if m.after_s > 0.0 and out is not None else None), out


def _back_away(drill: Drill, person: Participant) -> Measured:
    turned, out = person.moments.get("turned_back"), drill.moments.get("fire_out")
    if turned is not None or out is None or "discharge_began" not in person.moments:
        return None, turned
    return person.measures.backed_m, out


def _report(drill: Drill, person: Participant) -> Measured:
    told = person.moments.get("reported", person.moments.get("left_by_exit"))
    sure = drill.moments.get("fire_out_confirmed")
    if told is None or sure is None or told < sure or drill.out_s < drill.scenario.limits.out_s:
        return None, told
    return 1.0, told


_MEASURES: dict[str, Callable[[Drill, Participant], Measured]] = {
    "alarm.time": _alarm_time,
    "alarm.first": _alarm_first,
    "decision.go": _decision,
    "tool.gauge": _gauge,
    "tool.choice": _choice,
    "technique.pin": _pin,
    "technique.distance": _distance,
    "technique.exit_behind": _of_agent(lambda p: p.measures.exit_behind_kg),
    "technique.base": _of_agent(lambda p: p.measures.hit_kg),
    "technique.sweep": _sweep,
    "technique.no_early_stop": _no_early_stop,
    "exposure": _exposure,
    "after.watch": _watch,
    "after.back_away": _back_away,
    "after.report": _report,
}
