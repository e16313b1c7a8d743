"""The fire hall: a drill is chosen, briefed, run (by the server; see systems/tools.py for the hands) and talked over.

Here is the drill's life as the client sees it; `fire_hall_board` paints its pages, `fire_hall_words` says what happens.
"""

from __future__ import annotations

import math
import random
import uuid
from dataclasses import dataclass, field
from typing import Any

import glm

from backend.schemas.drills import DrillIn, DrillOut
from backend.schemas.messages import DrillEnded, DrillEvents, DrillRewound, DrillSnapshot, Refused, Welcome
from renderer.spatial import Pose, yaw
from safety_training.events import Finish, Join, Leave
from vr_client.devices.device import Input
from vr_client.drills import debrief
from vr_client.drills.eyes import eyes, look_through
from vr_client.drills.how import how
from vr_client.drills.models import load_things
from vr_client.drills.rest import aired, at_rest, first_snapshot
from vr_client.drills.view import mine, taking_part
from vr_client.i18n import tr
from vr_client.messages import Arrived, Captioned, DrillAction, FromRoom, Get, Put, Reply
from vr_client.places import fire_hall_board, fire_hall_past, fire_hall_where, fire_hall_words
from vr_client.places.staff import attend, stand
from vr_client.systems.visits import note
from vr_client.ui.placing import anchor, hang
from vr_client.ui.widgets import Node
from vr_client.world import DrillView, World

ROOM, SCENARIO = "fire_hall", "waste_bin"
BOARD, DEBRIEF = "board", "debrief"
BOARD_M, DEBRIEF_M = (1.98, 1.18), (1.98, 1.18)  # they fill the frames that hang there
STARTED, RESULT = "drill.start:", "drill.result:"
UNDER_WAY = ("starting", "running")  # later, a refusal is only of what was on its way when the drill ended


@dataclass(slots=True)
class State:
    """phase : choosing, briefing, starting, running (somebody's drill runs here) or ended. joined : we asked to take part."""

    phase: str = "briefing"
    scenario: str = SCENARIO
    mode: str = "guided"
    role: str = ""
    drill: str = ""
    joined: bool = False
    result: dict[str, Any] | None = None
    note: str = ""
    hint: str = ""
    placed: bool = False  # stands where the role begins
    back: bool = False  # is to be brought before the results
    waiting: DrillSnapshot | None = None  # of the drill that runs here by now, while the last one is looked at
    moment: int | None = None  # to be shown once the log is there
    shown: tuple[Any, ...] = ()
    do: dict[str, Any] = field(default_factory=dict)  # what the board's buttons do


def prepare() -> None:
    """The physics of the fire takes a moment to be there, and so do things."""
    first_snapshot(SCENARIO)
    load_things()


def enter(world: World) -> None:
    state = world.memory["fire_hall"] = State(mode="guided" if world.user.easy_mode else "practice")
    sent = fire_hall_board.assigned(world)
    if sent is not None:
        state.scenario, state.mode = sent
    state.do = {
        "start": _start, "join": _join, "finish": _finish, "again": _again, "choose": _choose, "replay": fire_hall_past.replay,
        "end_replay": fire_hall_past.end_replay, "watch": fire_hall_where.watch,
    }  # fmt: skip
    trainer = stand(world, "trainer", tr("훈련 교관", world.user.language), BOARD)
    trainer.pose = _beside(anchor(world, BOARD))
    hang(world, BOARD, anchor(world, BOARD), BOARD_M, lambda: build(world, state), zoom=1.75)
    results = hang(world, DEBRIEF, anchor(world, DEBRIEF), DEBRIEF_M, lambda: build_debrief(world, state), zoom=1.45)
    results.visible = False
    at_rest(world, state.scenario)


def build(world: World, state: State) -> Node:
    return fire_hall_board.build(world, state)


def build_debrief(world: World, state: State) -> Node:
    return fire_hall_board.build_debrief(world, state)


def _beside(board: Pose) -> Pose:
    """On the floor before the right edge of a board, with the back to the wall (a board's front is its +Z, a person's is -Z)."""
    position = board.position + board.orientation * glm.vec3(BOARD_M[0] / 2 + 0.25, 0, 1.3)
    return Pose(glm.vec3(position.x, 0, position.z), board.orientation * yaw(math.pi))


def update(world: World, input: Input, events: list[Any], dt: float) -> None:
    state: State = world.memory["fire_hall"]
    attend(world, "trainer", tr("훈련 교관", world.user.language), dt)
    for event in list(events):
        match event:
            case Arrived():
                events.append(
                    _say(world, tr("소방 훈련장입니다. 알림판에서 설명을 읽고 시작하세요.", world.user.language))
                )
            case Reply(tag=tag) if tag.startswith(STARTED):
                _started(world, state, event)
            case Reply(tag=tag, status=200, body=body) if tag == RESULT + state.drill and body.get("grade"):
                _ended(world, state, body["grade"], events)
            case Reply():
                fire_hall_past.heard(world, state, event)
            case FromRoom(message=message):
                _from_room(world, state, message, events)
    if world.settings.spectate and not eyes(world).of:
        fire_hall_where.watch(world, state)
    passed = debrief.show(world, dt)
    for happened in passed:
        events += fire_hall_words.captions_of(world, happened)
    events += [_say(world, question) for question in debrief.questions_passed(world, passed)]
    fire_hall_where.to_start(world, state, input)
    fire_hall_where.to_results(world, state, input)
    _hint(world, state, events)
    fire_hall_board.refresh(world, state)


def leave(world: World) -> None:
    state: State = world.memory["fire_hall"]
    if state.joined and taking_part(world):
        world.outbox.append(DrillAction(state.drill, Leave()))
    debrief.end(world)
    look_through(world, "")
    world.npcs.clear()
    world.actors.clear()
    world.drill = None


# the drill's life ----------------------------------------------------------------------------------------------------


def _choose(world: World, state: State, scenario: str) -> None:
    """Another scenario is to be played; "" shows which there are."""
    if not scenario:
        state.phase = "choosing"
        return
    state.phase, state.scenario, state.role, state.note = "briefing", scenario, "", ""
    sent = fire_hall_board.assigned(world)
    if sent is not None and sent[0] == scenario:
        state.mode = sent[1]
    at_rest(world, scenario)


def _start(world: World, state: State) -> None:
    state.drill, state.phase, state.note, state.result = str(uuid.uuid4()), "starting", "", None
    seed = random.randrange(2**31)
    body = DrillIn(room=ROOM, scenario=state.scenario, seed=seed, mode=state.mode)  # type: ignore[arg-type]
    world.outbox.append(Put(f"/drills/{state.drill}", body, STARTED + state.drill))
    world.panels[DEBRIEF].visible = False


def _started(world: World, state: State, reply: Reply) -> None:
    if reply.tag != STARTED + state.drill or state.phase != "starting":
        return
    if reply.status >= 400:
        state.phase = "briefing"
        known = isinstance(reply.body, dict) and reply.body.get(f"message_{world.user.language}")
        state.note = str(known or tr("훈련을 시작하지 못했습니다. 잠시 뒤 다시 눌러 주세요.", world.user.language))
        return
    _join(world, state)


def _join(world: World, state: State) -> None:
    state.phase, state.joined, state.hint, state.placed = "running", True, "", False
    name = world.user.name or tr("시민", world.user.language)
    eyes = world.user.head.position.y - world.user.floor_m + world.user.lowered_m
    world.outbox.append(DrillAction(state.drill, Join(name, state.role, min(2.5, max(0.2, round(float(eyes), 2))))))
    if world.drill is None or world.drill.id != state.drill:
        at_rest(world, state.scenario)
        assert world.drill is not None
        world.drill.id = state.drill


def _from_room(world: World, state: State, message: Any, events: list[Any]) -> None:
    match message:
        case Welcome(drill=DrillOut() as running):
            _found(state, running)
        case DrillSnapshot():
            _snapshot(world, state, message, events)
        case DrillEvents() if str(message.drill) == state.drill:
            for event in message.events:
                events += fire_hall_words.captions_of(world, event)
        case DrillEnded() if str(message.drill) == state.drill:
            _ended(world, state, message.grade.model_dump(mode="json"), events)
        case DrillRewound() if (
            str(message.drill) == state.drill
        ):  # the trainer went back: on from there, and still in it
            debrief.end(world)
            state.drill, state.phase, state.result = str(message.to), "running", None
        case Refused(problem=problem) if state.phase in UNDER_WAY:
            state.note = problem.message_ko if world.user.language == "ko" else problem.message_en


def _found(state: State, running: DrillOut) -> None:
    """A drill runs here already: somebody else's, or our own after the connection was lost."""
    if str(running.id) != state.drill:
        state.joined = False
    state.drill, state.mode, state.scenario = str(running.id), running.mode, running.scenario
    if state.phase != "ended":
        state.phase = "running"


def _snapshot(world: World, state: State, message: DrillSnapshot, events: list[Any]) -> None:
    id_ = str(message.drill)
    if state.phase in ("briefing", "choosing") and not state.drill:
        state.drill, state.phase = id_, "running"
    if id_ != state.drill and state.phase == "ended":
        _wait(world, state, message, events)
    if id_ != state.drill or state.phase == "ended":
        return
    previous = world.drill.snapshot if world.drill is not None and world.drill.id == id_ else None
    world.drill = DrillView(id_, message.snapshot, previous, world.time_s)
    state.scenario = message.snapshot["scenario"]
    if message.snapshot["phase"] == "finished" and state.phase == "running":
        state.phase = "ended"
        world.outbox.append(Get(f"/drills/{id_}", RESULT + id_))


def _wait(world: World, state: State, message: DrillSnapshot, events: list[Any]) -> None:
    """The trainer has begun another drill while this person still looks at the results of the last one."""
    over = message.snapshot["phase"] == "finished"
    if state.waiting is None and not over:
        line = tr("다음 훈련이 준비되었습니다. 알림판에서 ‘다음 훈련으로’를 누르세요.", world.user.language)
        events.append(_say(world, line))
    state.waiting = None if over else message


def _ended(world: World, state: State, grade: dict[str, Any], events: list[Any]) -> None:
    if state.result is not None:
        return
    state.back = state.joined
    state.phase, state.joined, state.result, state.note = "ended", False, grade, ""
    note(world, f"drill.{state.scenario}", "done", score=grade["score"], passed=grade["passed"])
    if world.drill is not None:
        world.drill = aired(world.drill, grade)
    world.held.clear()
    world.panels[DEBRIEF].visible = True
    for name in (BOARD, DEBRIEF):
        world.panels[name].scroll_to_top()
    events.append(_say(world, tr("수고하셨습니다. 알림판에서 무엇을 잘했는지 함께 보세요.", world.user.language)))


def _finish(world: World, state: State) -> None:
    world.outbox.append(DrillAction(state.drill, Finish()))


def _again(world: World, state: State) -> None:
    """Away with the results: on to the drill that waits, or to the briefing."""
    debrief.end(world)
    look_through(world, "")
    state.phase, state.drill, state.result, state.note, state.joined = "briefing", "", None, "", False
    world.panels[DEBRIEF].visible = False
    at_rest(world, state.scenario)
    waiting, state.waiting = state.waiting, None
    if waiting is not None:
        _snapshot(world, state, waiting, [])


def _say(world: World, text: str) -> Captioned:
    return Captioned(tr("훈련 교관", world.user.language), text)


def _hint(world: World, state: State, events: list[Any]) -> None:
    """Guided mode: the trainer says the next thing to do when it changes."""
    me = mine(world) if state.phase == "running" and state.joined else None
    hint = (me or {}).get("hint") or {}
    text = hint.get(world.user.language, "")
    if text and text != state.hint:
        events.append(_say(world, f"{text} {how(world)}".strip()))
    state.hint = text
