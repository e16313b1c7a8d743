"""The statements of a drill that has ended, from its own state and log, in the order in which things happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from backend.schemas.grades import GradeLine, GradeOut
from backend.xapi.statements import Attempt, Learner, activity, duration, score, statement
from backend.xapi.vocabulary import extension, step
from safety_training.drill import RULES_VERSION, TICK_S, Drill
from safety_training.events import TRAINER, Event, Inject, Logged

Row = tuple[Attempt, int, dict[str, Any]]  # whose, which place in it, the statement


@dataclass(frozen=True, slots=True)
class Ended:
    """A drill that is over. learners : everybody who took part, by id."""

    id: UUID
    drill: Drill
    inputs: Sequence[Logged]
    at: datetime
    grades: Mapping[UUID, GradeOut]
    learners: Mapping[UUID, Learner]
    home: str
    state_hash: str = ""
    replay_hash: str = ""
    instructor: UUID | None = None


def of_drill(ended: Ended) -> list[Row]:
    """Every statement of everybody's attempt, and of the trainer's injections."""
    rows: list[Row] = []
    for learner in ended.learners.values():
        attempt = _attempt(ended, learner)
        rows += [(attempt, place, made) for place, made in enumerate(_of_person(ended, attempt))]
    for trainer in sorted({i.participant for i in ended.inputs if i.participant.startswith(TRAINER)}):
        attempt = _attempt(ended, Learner(UUID(trainer.removeprefix(TRAINER))))
        rows += [(attempt, place, made) for place, made in enumerate(_injections(ended, attempt, trainer))]
    return rows


def _attempt(ended: Ended, learner: Learner) -> Attempt:
    drill = ended.drill
    return Attempt(
        learner=learner,
        subject=ended.id,
        scenario=scenario_activity(drill.scenario.id, drill.scenario.name.ko, drill.scenario.name.en),
        home=ended.home,
        ended_at=ended.at,
        end_tick=drill.tick,
        mode=drill.mode,
        seed=drill.seed,
        rules=RULES_VERSION,
        replay_hash=ended.replay_hash,
        state_hash=ended.state_hash,
        instructor=ended.instructor if ended.instructor != learner.id else None,
        team=tuple(ended.learners),
    )


def scenario_activity(scenario: str, ko: str, en: str) -> dict[str, Any]:
    return activity("scenario", f"scenarios/{scenario}", ko, en)


def _of_person(ended: Ended, attempt: Attempt) -> Iterator[dict[str, Any]]:
    joined = next((e.tick for e in _events(ended, attempt) if e.kind == "joined"), 0)
    yield statement(attempt, "initialized", "initialized", attempt.scenario, tick=joined)
    timed = [*_steps(ended, attempt), *_tasks(ended, attempt)]
    yield from (made for _, made in sorted(timed, key=lambda item: item[0]))
    grade = ended.grades.get(attempt.learner.id)
    seconds = (ended.drill.tick - joined) * TICK_S
    if grade is None:
        yield statement(attempt, "abandoned", "abandoned", attempt.scenario, result={"duration": duration(seconds)})
        return
    yield from graded(attempt, grade)
    yield from verdict(attempt, grade, seconds, measures(ended.drill, attempt.learner.id))


def _events(ended: Ended, attempt: Attempt) -> list[Event]:
    return [event for event in ended.drill.events if event.participant == str(attempt.learner.id)]


def _steps(ended: Ended, attempt: Attempt) -> Iterator[tuple[int, dict[str, Any]]]:
    """One for each event that concerns this person."""
    grade = ended.grades.get(attempt.learner.id)
    critical = {c: line for line in grade.lines for c in grade.critical if line.rule == c} if grade else {}
    seen: Counter[tuple[int, str]] = Counter()
    for event in _events(ended, attempt):
        seen[event.tick, event.kind] += 1
        name = f"event {event.tick} {event.kind} {seen[event.tick, event.kind]}"
        made = _slot(attempt, event, name) or _step(attempt, event, name, critical.get(event.kind))
        if made is not None:
            yield event.tick, made


def _step(attempt: Attempt, event: Event, name: str, critical: GradeLine | None) -> dict[str, Any] | None:
    """critical : the line of the grade, if this is a mistake after which nobody passes."""
    told = step(event.kind)
    if critical is not None:
        verb, ko, en = "erred", critical.text_ko, critical.text_en
    elif told is not None:
        verb, ko, en = told.verb, told.ko, told.en
    else:
        return None
    result = {"extensions": {extension("step-data"): event.data}} if event.data else None
    return statement(
        attempt, name, verb, activity("step", f"steps/{event.kind}", ko, en), tick=event.tick, result=result
    )


def _slot(attempt: Attempt, event: Event, name: str) -> dict[str, Any] | None:
    """What was told to the 119 dispatcher: an answered question. None if the event is something else."""
    data = event.data or {}
    if event.kind != "call_told":
        return None
    slot = str(data["slot"])
    thing = activity(
        "question", f"calls/119/{slot}", f"119 신고: {slot}", f"119 call: {slot}", interactionType="choice"
    )
    result = {"response": str(data["option"]), "success": bool(data["right"])}
    return statement(attempt, name, "answered", thing, tick=event.tick, result=result)


def _tasks(ended: Ended, attempt: Attempt) -> Iterator[tuple[int, dict[str, Any]]]:
    """The steps of the task list, each when it was done."""
    drill, person = ended.drill, str(attempt.learner.id)
    own = drill.participants[person].moments if person in drill.participants else {}
    for task in drill.scenario.steps:
        tick = own.get(task.done_when, drill.moments.get(task.done_when))
        if tick is None:
            continue
        thing = activity("task", f"scenarios/{drill.scenario.id}/tasks/{task.id}", task.task.ko, task.task.en)
        result = {"completion": True, "success": True}
        yield tick, statement(attempt, f"task {task.id}", "completed", thing, tick=tick, result=result)


def graded(attempt: Attempt, grade: GradeOut) -> Iterator[dict[str, Any]]:
    """One statement for each line of the grade."""
    for number, line in enumerate(grade.lines):
        thing = activity("rule", f"rules/{line.rule}", line.text_ko, line.text_en)
        if line.rule in grade.critical:
            continue  # told as the step at which it happened
        result: dict[str, Any] = {"response": line.text_en if attempt.learner.language == "en" else line.text_ko}
        if line.of > 0:
            result["score"] = score(line.got, line.of)
            result["success"] = line.got >= line.of
        yield statement(attempt, f"rule {number} {line.rule}", "scored", thing, tick=line.tick, result=result)


def verdict(
    attempt: Attempt, grade: GradeOut, seconds: float | None, found: Mapping[str, Any]
) -> Iterator[dict[str, Any]]:
    """Completed, passed or failed, terminated: in the order in which cmi5 wants them. seconds : None where nobody took the time."""
    took = {} if seconds is None else {"duration": duration(seconds)}
    extensions = {extension(k): v for k, v in {**found, "critical": list(grade.critical)}.items() if v not in ({}, [])}
    yield statement(attempt, "completed", "completed", attempt.scenario, result={"completion": True, **took})
    result = {
        "score": score(grade.score, grade.of),
        "success": grade.passed,
        **took,
        **({"extensions": extensions} if extensions else {}),
    }
    verb = "passed" if grade.passed else "failed"
    yield statement(attempt, "verdict", verb, attempt.scenario, result=result)
    yield statement(attempt, "terminated", "terminated", attempt.scenario, result=took)


_NAMED = {
    "fed": "fed",
    "heat_dose": "heat-dose",
    "agent_kg": "agent-kg",
    "agent_on_base_kg": "agent-on-base-kg",
    "most_over_layer_m": "head-over-layer-m",
}


def measures(drill: Drill, learner: UUID) -> dict[str, Any]:
    """By the short names of our extensions; what has no extension of its own under `measures`."""
    from backend.reports.measured import measured

    found: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for name, value in measured(drill, str(learner)).items():
        if name in _NAMED:
            found[_NAMED[name]] = value
        elif value is not None:
            rest[name] = value
    return {**found, "measures": rest}


def _injections(ended: Ended, attempt: Attempt, trainer: str) -> Iterator[dict[str, Any]]:
    for number, logged in enumerate(ended.inputs):
        action = logged.action
        if logged.participant != trainer or not isinstance(action, Inject):
            continue
        thing = activity(
            "control", f"controls/{action.control}", f"상황 부여: {action.control}", f"Control: {action.control}"
        )
        what = " ".join(part for part in (str(number), action.control, action.target, action.what) if part)
        yield statement(
            attempt, f"injection {number}", "injected", thing, tick=logged.tick, more={"instructor-event": what}
        )
