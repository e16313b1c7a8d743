"""The pages of the fire hall's two boards: choosing a drill, its briefing, the drill as it runs, and what came of it.

`state` is fire_hall.State; what buttons do comes with it in `state.do`, so that this module only paints.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from safety_training.scenario import Scenario, list_scenarios, load_scenario
from vr_client.drills.debrief import debrief_of
from vr_client.drills.follow import carried_tool
from vr_client.drills.statics import called
from vr_client.drills.view import mine, snapshot_of
from vr_client.i18n import later, tr
from vr_client.places import fire_hall_replay
from vr_client.places.grades import grade_page
from vr_client.ui.widgets import Button, Column, Node, Progress, Row, Rule, Scroll, Space, Text
from vr_client.world import World

BOARD, DEBRIEF = "board", "debrief"
MODES = {
    "guided": (later("안내 받기"), later("다음에 할 일을 그때그때 알려 줍니다.")),
    "practice": (later("연습"), later("할 일 목록만 보입니다. 여러 번 해도 됩니다.")),
    "test": (later("시험"), later("아무 도움 없이 합니다.")),
}
PURPOSE = later(
    "사람을 훈련하기 위한 모의 불입니다. 건물의 설계나 안전 판정에 쓸 수 없고, 실제 불은 이와 다르게 번질 수 있습니다."
)


def refresh(world: World, state: Any) -> None:
    """Redraws the board when something on it has changed, at most once a second for the clock."""
    me, snapshot = mine(world), snapshot_of(world)
    tasks = tuple(task["done"] for task in me["tasks"]) if me else ()
    people = tuple((p["name"], p["present"], p["finished"]) for p in snapshot.get("people", ()))
    shown = (
        state.phase, state.scenario, state.mode, state.role, state.joined, state.note, state.hint, tasks,
        round(_agent_left(world) * 20), int(snapshot.get("time_left_s", 0)), snapshot.get("phase"), people,
        state.waiting is not None,
    )  # fmt: skip
    playing = debrief_of(world)
    if playing is not None:
        shown = (*shown, *fire_hall_replay.shown(world, playing))
    if shown != state.shown:
        state.shown = shown
        world.panels[BOARD].refresh()
        if state.result is not None:
            world.panels[DEBRIEF].refresh()


def _agent_left(world: World) -> float:
    """0..1 of the extinguisher in my hand, 0 without one."""
    tool = carried_tool(world)
    return tool["remaining_kg"] / tool["full_kg"] if tool is not None and tool["full_kg"] > 0 else 0.0


def build(world: World, state: Any) -> Node:
    lang, scenario = world.user.language, load_scenario(state.scenario)
    note: list[Node] = [Text(state.note, colour="accent")] if state.note else []
    if state.result is not None:
        return Column([*note, *_over(world, state)])
    if state.phase == "choosing":
        return Column([Text(tr("훈련 고르기", lang), "title", "green"), *note, *_choosing(world, state)])
    running = snapshot_of(world).get("mode", state.mode) if state.phase == "running" else state.mode
    mode = Text(tr(MODES[running][0], lang), "strong", "soft")
    head = Row([Text(_said(scenario.name, lang), "title", "green", grow=1), mode])
    body = {"briefing": _briefing, "starting": _starting, "running": _running, "ended": _over}[state.phase]
    return Column([head, *note, *body(world, state)])


def _said(text: Any, lang: str) -> str:
    return str(text.ko if lang == "ko" else text.en)


# before --------------------------------------------------------------------------------------------------------------


def scenarios_here() -> list[Scenario]:
    """The drills of this hall."""
    return [load_scenario(id_) for id_ in list_scenarios("fire_hall")]


def _choosing(world: World, state: Any) -> list[Node]:
    lang = world.user.language
    buttons: list[Node] = [
        Button(
            f"scenario:{s.id}",
            _said(s.name, lang),
            partial(state.do["choose"], world, state, s.id),
            "row",
            _first_sentence(_said(s.briefing, lang)),
            s.id == state.scenario,
            grow=1,
        )
        for s in scenarios_here()
    ]
    pairs: list[Node] = [Row(buttons[i : i + 2], align="top") for i in range(0, len(buttons), 2)]
    return [Scroll("scenarios", Column(pairs, gap=10), grow=1, height=300)]


def _first_sentence(text: str) -> str:
    head, stop, _ = text.partition(". ")
    return head + stop.strip()


def assigned(world: World) -> tuple[str, str] | None:
    """The scenario and the mode that one was sent here to do (`seoul open LINK`), if this hall has them."""
    scenario, _, mode = world.settings.drill.partition("/")
    known = mode in MODES and any(s.id == scenario for s in scenarios_here())
    return (scenario, mode) if known else None


def _briefing(world: World, state: Any) -> list[Node]:
    """Whoever was sent to do this drill does it in the mode that counts."""
    lang, scenario = world.user.language, load_scenario(state.scenario)
    sent = assigned(world)
    bound = sent is not None and sent[0] == scenario.id
    modes: list[Node] = [
        Button(f"mode:{mode}", tr(name, lang), partial(_set_mode, state, mode), "row", tr(what, lang), mode == state.mode, grow=1)
        for mode, (name, what) in MODES.items()
        if not bound or mode == state.mode
    ]  # fmt: skip
    if bound:
        modes.append(Text(tr("배정받은 훈련입니다. 마치면 결과가 전해집니다.", lang), "body", "accent", grow=2))
    start = Button("start", tr("훈련 시작", lang), partial(state.do["start"], world, state), "primary")
    row: list[Node] = []
    if len(scenarios_here()) > 1:
        row.append(Button("choose", tr("다른 훈련 고르기", lang), partial(state.do["choose"], world, state, "")))
    nodes: list[Node] = [Scroll("briefing", Text(_said(scenario.briefing, lang)), grow=1, height=70), Rule()]
    return [*nodes, *_roles(state, scenario, lang), Row(modes, align="top"), Row([*row, Space(grow=1), start])]


def _roles(state: Any, scenario: Scenario, lang: str) -> list[Node]:
    """Who one wants to be; without a choice the server gives whatever is free."""
    roles = [role for role in scenario.roles if role.open]
    if len(roles) < 2:
        return []
    buttons: list[Node] = [
        Button(f"role:{role.id}", _said(role.text, lang), partial(_set_role, state, role.id), selected=role.id == state.role)
        for role in roles
    ]  # fmt: skip
    return [Row([Text(tr("역할", lang), "strong", "soft"), *buttons], gap=12)]


def _set_mode(state: Any, mode: str) -> None:
    state.mode = mode


def _set_role(state: Any, role: str) -> None:
    state.role = "" if state.role == role else role


def _starting(world: World, state: Any) -> list[Node]:
    lang = world.user.language
    text = (
        tr("훈련을 준비하고 있습니다…", lang)
        if world.online
        else tr("서버를 기다립니다. 연결되면 바로 시작합니다.", lang)
    )
    return [Space(grow=1), Text(text, "heading", align="centre"), Space(grow=2)]


# during --------------------------------------------------------------------------------------------------------------


def _running(world: World, state: Any) -> list[Node]:
    lang, me = world.user.language, mine(world)
    if not state.joined:
        join = Button("join", tr("함께하기", lang), partial(state.do["join"], world, state), "primary")
        running = Text(tr("이 방에서 훈련이 진행 중입니다.", lang), "heading")
        watch = Button("watch", tr("지켜보기", lang), partial(state.do["watch"], world, state))
        roles = _roles(state, load_scenario(state.scenario), lang)
        who = Scroll("team", Column(_team(world), gap=4), grow=1, height=90)
        return [running, who, *roles, Row([Space(grow=1), watch, join])]
    nodes: list[Node] = [_clock(world)]
    if state.hint:
        nodes.append(Column([Text(state.hint, "heading", "accent")], pad=20, ground="accent_pale"))
    if carried_tool(world) is not None and _agent_left(world) > 0:
        share = _agent_left(world)
        nodes.append(Progress(share, tr("소화약제 {percent}%", lang, percent=round(share * 100)), "green"))
    # the tasks give way, never the button
    tasks = _near_tasks((me or {}).get("tasks", []), world.user.easy_mode)
    rows: list[Node] = [_task(task, lang) for task in tasks]
    nodes.append(Scroll("tasks", Column([*rows, *_team(world)], gap=4), grow=1, height=120))
    done = Button("finish", tr("훈련 마치기", lang), partial(state.do["finish"], world, state), "primary")
    return [*nodes, Row([Text(tr("위험하면 언제든 출구로 나가세요.", lang), "small", "soft", grow=1), done])]


def _clock(world: World) -> Node:
    left = int(snapshot_of(world).get("time_left_s", 0))
    lang = world.user.language
    if snapshot_of(world).get("paused"):
        return Text(tr("교관이 훈련을 멈추었습니다.", lang), colour="amber")
    return Text(tr("남은 시간 {minutes}분 {seconds}초", lang, minutes=left // 60, seconds=left % 60), colour="soft")


def _team(world: World) -> list[Node]:
    """Who else takes part, and how they are; nothing when one is alone."""
    others = [p for p in snapshot_of(world).get("people", ()) if p["id"] != world.user.id]
    lang = world.user.language
    return [
        Row(
            [
                Text("·", "strong", "soft", width=34),
                Text(f"{called(world, p)} · {how_is(p, lang)}", "small", "soft", grow=1),
            ]
        )
        for p in others
    ]


def how_is(person: dict[str, Any], lang: str) -> str:
    """A person's state in two words."""
    if person.get("incapacitated"):
        return tr("쓰러짐", lang)
    if person["outside"]:
        return tr("밖으로 나감", lang)
    if person["finished"]:
        return tr("마침", lang)
    if not person["present"]:
        return tr("자리 비움", lang)
    return tr("훈련 중", lang)


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


# after ---------------------------------------------------------------------------------------------------------------


def _over(world: World, state: Any) -> list[Node]:
    lang = world.user.language
    text = tr("다음 훈련으로", lang) if state.waiting is not None else tr("다시 하기", lang)
    again = Button("again", text, partial(state.do["again"], world, state), "primary")
    if state.result is None:
        waiting = Text(tr("훈련이 끝났습니다. 채점을 기다립니다.", lang))
        return [waiting, Space(grow=1), Row([Space(grow=1), again])]
    page = _grade(world, state)
    page.grow = 1
    replay = Button("replay", tr("훈련 다시 보기", lang), partial(state.do["replay"], world, state, None))
    # at the left: whoever presses ‘finish’ twice must not wipe the result away with the second press
    return [page, Row([again, replay, Text(tr(PURPOSE, lang), "small", "soft", grow=1)], gap=24)]


def _grade(world: World, state: Any) -> Column:
    lang = world.user.language
    criticals = load_scenario(state.scenario).rubric.criticals
    names = {c.id: _said(c.text, lang) for c in criticals}
    show = partial(state.do["replay"], world, state)
    return grade_page(state.result, tr("훈련 결과", lang), lang, names, show)


def build_debrief(world: World, state: Any) -> Node:
    lang = world.user.language
    if state.result is None:
        return Text(tr("훈련을 마치면 여기에 결과가 나옵니다.", lang), colour="soft")
    playing = debrief_of(world)
    if playing is not None:
        return fire_hall_replay.build(world, playing, partial(state.do["end_replay"], world, state))
    page = _grade(world, state)
    page.grow = 1
    return Column([page, Text(tr(PURPOSE, lang), "small", "soft")])
