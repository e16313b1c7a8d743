"""The fire hall: a briefing, the drill itself (run by the server, see systems/tools.py for the hands), and a debrief that says
line by line what was graded and why."""

from __future__ import annotations

import math
import random
import uuid
from dataclasses import dataclass
from functools import partial
from typing import Any

import glm

from backend.schemas import DrillEnded, DrillEvents, DrillIn, DrillOut, DrillSnapshot, Refused, Welcome
from renderer.spatial import Pose, yaw
from safety_training.drill import Drill
from safety_training.events import Finish, Join, Leave
from safety_training.scenario import load_scenario
from vr_client.devices.device import Input
from vr_client.i18n import later, tr
from vr_client.messages import Arrived, Captioned, DrillAction, FromRoom, Get, Put, Reply
from vr_client.places.grades import grade_page
from vr_client.places.staff import attend, stand
from vr_client.systems.tools import mine, taking_part
from vr_client.systems.visits import note
from vr_client.ui.placing import anchor, hang
from vr_client.ui.widgets import Button, Column, Node, Progress, Row, Rule, Scroll, Space, Text
from vr_client.world import DrillView, World

ROOM, SCENARIO = "fire_hall", "waste_bin"
BOARD, DEBRIEF = "board", "debrief"
BOARD_M, DEBRIEF_M = (1.98, 1.18), (1.98, 1.18)  # they fill the frames that hang there
STARTED, RESULT = "drill.start:", "drill.result:"
MODES = {
    "guided": (later("안내 받기"), later("다음에 할 일을 그때그때 알려 줍니다.")),
    "practice": (later("연습"), later("할 일 목록만 보입니다. 여러 번 해도 됩니다.")),
    "test": (later("시험"), later("아무 도움 없이 합니다.")),
}
EVENT_TEXTS = {  # what a drill's events sound or look like to everybody
    "ignition": later("[휴지통에서 불이 붙는 소리]"),
    "alarm_on": later("[경보가 울립니다]"),
    "flame_gone": later("불꽃이 사라졌습니다. 다시 붙지 않는지 지켜보세요."),
    "reflash": later("불이 다시 붙었습니다!"),
    "fire_out_confirmed": later("불이 완전히 꺼졌습니다. 알림판에서 ‘훈련 마치기’를 누르세요."),
}
MY_EVENT_TEXTS = {  # and to the person whom they concern
    "pin_jammed": later("손잡이를 쥔 채라 안전핀이 걸렸습니다. 손잡이를 놓고 다시 뽑으세요."),
    "lever_blocked": later("안전핀이 아직 꽂혀 있어 나오지 않습니다."),
    "extinguisher_empty": later("소화기가 비었습니다."),
    "stayed": later("불이 너무 큽니다. 지금 나가세요."),
}
UNDER_WAY = ("starting", "running")  # later, a refusal is only of what was on its way when the drill ended
PURPOSE = later(
    "사람을 훈련하기 위한 모의 불입니다. 건물의 설계나 안전 판정에 쓸 수 없고, 실제 불은 이와 다르게 번질 수 있습니다."
)
REASONS = {
    "out_of_reach": later("손이 닿지 않습니다. 더 가까이 가세요."),
    "already_taken": later("다른 사람이 든 소화기입니다."),
    "full": later("이 훈련은 자리가 찼습니다. 끝나면 함께할 수 있습니다."),
}


@dataclass(slots=True)
class State:
    """phase : briefing, starting, running (somebody's drill runs here) or ended. joined : we asked to take part."""

    phase: str = "briefing"
    mode: str = "guided"
    drill: str = ""
    joined: bool = False
    result: dict[str, Any] | None = None
    note: str = ""
    hint: str = ""
    shown: tuple[Any, ...] = ()


def enter(world: World) -> None:
    state = world.memory["fire_hall"] = State(mode="guided" if world.user.easy_mode else "practice")
    trainer = stand(world, "trainer", tr("훈련 교관", world.user.language), BOARD)
    trainer.pose = _beside(anchor(world, BOARD))
    hang(world, BOARD, anchor(world, BOARD), BOARD_M, lambda: build(world, state), zoom=1.75)
    debrief = hang(world, DEBRIEF, anchor(world, DEBRIEF), DEBRIEF_M, lambda: build_debrief(world, state), zoom=1.45)
    debrief.visible = False
    _at_rest(world)


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
            case FromRoom(message=message):
                _from_room(world, state, message, events)
    _hint(world, state, events)
    _refresh(world, state)


def leave(world: World) -> None:
    state: State = world.memory["fire_hall"]
    if state.joined and taking_part(world):
        world.outbox.append(DrillAction(state.drill, Leave()))
    world.npcs.clear()
    world.drill = None


# the drill's life ----------------------------------------------------------------------------------------------------


def _at_rest(world: World) -> None:
    """The hall as it stands before a drill: equipment in its place, nothing burning, nothing to be taken."""
    world.drill = DrillView("", Drill(load_scenario(SCENARIO)).snapshot().to_dict())


def _start(world: World, state: State) -> None:
    state.drill, state.phase, state.note, state.result = str(uuid.uuid4()), "starting", "", None
    body = DrillIn(room=ROOM, scenario=SCENARIO, seed=random.randrange(2**31), mode=state.mode)  # type: ignore[arg-type]
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
    state.phase, state.joined, state.hint = "running", True, ""
    name = world.user.name or tr("시민", world.user.language)
    world.outbox.append(DrillAction(state.drill, Join(name)))
    if world.drill is None or world.drill.id != state.drill:
        _at_rest(world)
        assert world.drill is not None
        world.drill.id = state.drill


def _from_room(world: World, state: State, message: Any, events: list[Any]) -> None:
    match message:
        case Welcome(drill=DrillOut() as running):
            _found(state, running)
        case DrillSnapshot():
            _snapshot(world, state, message)
        case DrillEvents() if str(message.drill) == state.drill:
            for event in message.events:
                events += _event_captions(world, state, event)
        case DrillEnded() if str(message.drill) == state.drill:
            _ended(world, state, message.grade.model_dump(mode="json"), events)
        case Refused(problem=problem) if state.phase in UNDER_WAY:
            state.note = problem.message_ko if world.user.language == "ko" else problem.message_en


def _found(state: State, running: DrillOut) -> None:
    """A drill runs here already: somebody else's, or our own after the connection was lost."""
    if str(running.id) != state.drill:
        state.joined = False
    state.drill, state.mode = str(running.id), running.mode
    if state.phase != "ended":
        state.phase = "running"


def _snapshot(world: World, state: State, message: DrillSnapshot) -> None:
    id_ = str(message.drill)
    if state.phase == "briefing" and not state.drill:
        state.drill, state.phase = id_, "running"
    if id_ != state.drill or state.phase == "ended":
        return
    previous = world.drill.snapshot if world.drill is not None and world.drill.id == id_ else None
    world.drill = DrillView(id_, message.snapshot, previous, world.time_s)
    if message.snapshot["phase"] == "finished" and state.phase == "running":
        state.phase = "ended"
        world.outbox.append(Get(f"/drills/{id_}", RESULT + id_))


def _ended(world: World, state: State, grade: dict[str, Any], events: list[Any]) -> None:
    if state.result is not None:
        return
    state.phase, state.joined, state.result, state.note = "ended", False, grade, ""
    note(world, f"drill.{SCENARIO}", "done", score=grade["score"], passed=grade["passed"])
    if world.drill is not None:
        world.drill.result = grade
    world.held.clear()
    world.panels[DEBRIEF].visible = True
    for name in (BOARD, DEBRIEF):
        world.panels[name].scroll_to_top()
    events.append(_say(world, tr("수고하셨습니다. 알림판에서 무엇을 잘했는지 함께 보세요.", world.user.language)))


def _finish(world: World, state: State) -> None:
    world.outbox.append(DrillAction(state.drill, Finish()))


def _again(world: World, state: State) -> None:
    state.phase, state.drill, state.result, state.note, state.joined = "briefing", "", None, "", False
    world.panels[DEBRIEF].visible = False
    _at_rest(world)


# words ---------------------------------------------------------------------------------------------------------------


def _say(world: World, text: str) -> Captioned:
    return Captioned(tr("훈련 교관", world.user.language), text)


def _event_captions(world: World, state: State, event: dict[str, Any]) -> list[Captioned]:
    lang, kind = world.user.language, event["kind"]
    if kind in EVENT_TEXTS:
        return [Captioned("", tr(EVENT_TEXTS[kind], lang))]
    data = event.get("data") or {}
    if event.get("participant") != world.user.id and data.get("participant") != world.user.id:
        return []
    if kind in MY_EVENT_TEXTS:
        return [Captioned("", tr(MY_EVENT_TEXTS[kind], lang))]
    if kind == "gauge_checked":
        green = (
            tr("압력이 정상입니다.", lang) if data.get("green") else tr("압력이 낮습니다. 다른 소화기를 드세요.", lang)
        )
        return [Captioned("", green)]
    if kind == "rejected" and data.get("reason") in REASONS:
        if data["reason"] in ("already_taken", "full"):
            world.held.clear()
        return [Captioned("", tr(REASONS[data["reason"]], lang), 4.0)]
    return []


def _hint(world: World, state: State, events: list[Any]) -> None:
    """Guided mode: the trainer says the next thing to do when it changes."""
    me = mine(world) if state.phase == "running" and state.joined else None
    hint = (me or {}).get("hint") or {}
    text = hint.get(world.user.language, "")
    if text and text != state.hint:
        events.append(_say(world, text))
    state.hint = text


# panels --------------------------------------------------------------------------------------------------------------


def _refresh(world: World, state: State) -> None:
    """Redraws the board when something on it has changed, at most once a second for the clock."""
    me = mine(world)
    snapshot = world.drill.snapshot if world.drill else {}
    tasks = tuple(task["done"] for task in me["tasks"]) if me else ()
    kilograms = round(_agent_left(world) * 20) if me else 0
    shown = (
        state.phase, state.mode, state.joined, state.note, state.hint, tasks, kilograms,
        int(snapshot.get("time_left_s", 0)), snapshot.get("phase"), len(snapshot.get("participants", ())),
    )  # fmt: skip
    if shown != state.shown:
        state.shown = shown
        world.panels[BOARD].refresh()
        if state.result is not None:
            world.panels[DEBRIEF].refresh()


def _agent_left(world: World) -> float:
    """0..1 of the extinguisher in my hand, 0 without one."""
    assert world.drill is not None
    tools = (t for t in world.drill.snapshot["equipment"] if t["holder"] == world.user.id)
    return next((t["remaining_kg"] / t["full_kg"] for t in tools), 0.0)


def build(world: World, state: State) -> Node:
    lang = world.user.language
    scenario = load_scenario(SCENARIO)
    title = scenario.name.ko if lang == "ko" else scenario.name.en
    head = Row([Text(title, "title", "green", grow=1), Text(tr(MODES[state.mode][0], lang), "strong", "soft")])
    note: list[Node] = [Text(state.note, colour="accent")] if state.note else []
    if state.result is not None:
        return Column([*note, *_over(world, state)])
    body = {"briefing": _briefing, "starting": _starting, "running": _running, "ended": _over}[state.phase]
    return Column([head, *note, *body(world, state)])


def _briefing(world: World, state: State) -> list[Node]:
    lang, scenario = world.user.language, load_scenario(SCENARIO)
    text = scenario.briefing.ko if lang == "ko" else scenario.briefing.en
    modes: list[Node] = [
        Button(
            f"mode:{mode}",
            tr(name, lang),
            partial(_set_mode, state, mode),
            "row",
            tr(what, lang),
            mode == state.mode,
            grow=1,
        )
        for mode, (name, what) in MODES.items()
    ]
    start = Button("start", tr("훈련 시작", lang), partial(_start, world, state), "primary")
    return [Text(text), Rule(), Row(modes, align="top"), Space(grow=1), Row([Space(grow=1), start])]


def _set_mode(state: State, mode: str) -> None:
    state.mode = mode


def _starting(world: World, state: State) -> list[Node]:
    lang = world.user.language
    text = (
        tr("훈련을 준비하고 있습니다…", lang)
        if world.online
        else tr("서버를 기다립니다. 연결되면 바로 시작합니다.", lang)
    )
    return [Space(grow=1), Text(text, "heading", align="centre"), Space(grow=2)]


def _running(world: World, state: State) -> list[Node]:
    lang, me = world.user.language, mine(world)
    if not state.joined:
        join = Button("join", tr("함께하기", lang), partial(_join, world, state), "primary")
        return [Text(tr("이 방에서 훈련이 진행 중입니다.", lang), "heading"), Space(grow=1), Row([Space(grow=1), join])]
    snapshot = world.drill.snapshot if world.drill else {}
    left = int(snapshot.get("time_left_s", 0))
    nodes: list[Node] = [
        Text(tr("남은 시간 {minutes}분 {seconds}초", lang, minutes=left // 60, seconds=left % 60), colour="soft")
    ]
    if state.hint:
        nodes.append(Column([Text(state.hint, "heading", "accent")], pad=20, ground="accent_pale"))
    if me and me["held"]:
        share = _agent_left(world)
        nodes.append(Progress(share, tr("소화약제 {percent}%", lang, percent=round(share * 100)), "green"))
    # the tasks give way, never the button
    tasks = _near_tasks((me or {}).get("tasks", []), world.user.easy_mode)
    nodes.append(Scroll("tasks", Column([_task(task, lang) for task in tasks], gap=4), grow=1, height=120))
    done = Button("finish", tr("훈련 마치기", lang), partial(_finish, world, state), "primary")
    return [*nodes, Row([Text(tr("위험하면 언제든 출구로 나가세요.", lang), "small", "soft", grow=1), done])]


def _near_tasks(tasks: list[dict[str, Any]], easy: bool) -> list[dict[str, Any]]:
    """All of them; in easy mode from the last one done on, so that the large text needs no scrolling."""
    first = next((i for i, task in enumerate(tasks) if not task["done"]), len(tasks))
    return tasks[max(0, first - 1) :] if easy else tasks


def _task(task: dict[str, Any], lang: str) -> Node:
    mark, colour = ("✓", "good") if task["done"] else ("○", "soft")
    return Row(
        [Text(mark, "strong", colour, width=34), Text(task[lang], colour="soft" if task["done"] else "ink", grow=1)],
        gap=8,
    )


def _over(world: World, state: State) -> list[Node]:
    lang = world.user.language
    again = Button("again", tr("다시 하기", lang), partial(_again, world, state), "primary")
    if state.result is None:
        waiting = Text(tr("훈련이 끝났습니다. 채점을 기다립니다.", lang))
        return [waiting, Space(grow=1), Row([Space(grow=1), again])]
    page = _grade(state, lang)
    page.grow = 1
    # at the left: whoever presses ‘finish’ twice must not wipe the result away with the second press
    return [page, Row([again, Text(tr(PURPOSE, lang), "small", "soft", grow=1)], gap=24)]


def _grade(state: State, lang: str) -> Column:
    assert state.result is not None
    criticals = load_scenario(SCENARIO).rubric.criticals
    names = {c.id: c.text.ko if lang == "ko" else c.text.en for c in criticals}
    return grade_page(state.result, tr("훈련 결과", lang), lang, names)


def build_debrief(world: World, state: State) -> Node:
    lang = world.user.language
    if state.result is None:
        return Text(tr("훈련을 마치면 여기에 결과가 나옵니다.", lang), colour="soft")
    page = _grade(state, lang)
    page.grow = 1
    return Column([page, Text(tr(PURPOSE, lang), "small", "soft")])
