"""The board of a debrief: the hall from above at the moment that is shown, how to move through time, and what happened when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from vr_client.drills.curves import paint, strips
from vr_client.drills.debrief import Debrief, clock, controls, looked_at, people_of, questions
from vr_client.drills.eyes import eyes
from vr_client.drills.plan import plan
from vr_client.drills.player import TICK_HZ, Player
from vr_client.drills.statics import building_of, called, scenario_of
from vr_client.i18n import later, tr
from vr_client.places.fire_hall_measured import told
from vr_client.places.fire_hall_words import TIMELINE
from vr_client.ui.widgets import Button, Column, Node, Picture, Progress, Row, Rule, Scroll, Space, Text
from vr_client.world import World

PLAN_MM, CURVES_MM = 540.0, 560.0
PICTURES = {"plan": later("위에서"), "curves": later("곡선")}
LISTS = {"events": later("일어난 일"), "measured": later("잰 값"), "questions": later("생각할 것")}
STEPS = 240  # most points of a trail


def shown(world: World, state: Debrief) -> tuple[Any, ...]:
    """What the page depends on; its pictures are drawn anew five times a second at most."""
    player = state.player
    assert player is not None
    about = (player.playing, player.speed, player.ended, player.error)
    return (int(player.time_s * 5), *about, state.smoke, state.picture, state.list, state.ghost_shown, eyes(world).of)


def build(world: World, state: Debrief, end: Callable[[], None]) -> Node:
    lang, player = world.user.language, state.player
    assert player is not None
    title = Text(tr("훈련 다시 보기", lang), "title", "green", grow=1)
    back = Button("end_replay", tr("결과로 돌아가기", lang), end, "quiet")
    if player.error:
        sorry = tr("이 훈련은 다시 볼 수 없습니다. 규칙이나 시나리오가 그 뒤에 바뀌었습니다.", lang)
        return Column([Row([title, back]), Text(sorry), Space(grow=1)])
    if player.frame() is None:
        waiting = Text(tr("훈련을 다시 계산하고 있습니다…", lang), "heading", align="centre")
        return Column([Row([title, back]), Space(grow=1), waiting, Space(grow=1)])
    head = Row([title, *_choice(state, "picture", PICTURES, lang), back])
    picture = _plan(world, state) if state.picture == "plan" else _curves(world, state)
    return Column([head, Row([picture, _side(world, state)], align="top"), _time(world, state)], gap=12)


def _choice(state: Debrief, what: str, among: dict[str, str], lang: str) -> list[Node]:
    """A button for each; the chosen one is marked."""
    return [
        Button(f"page:{name}", tr(text, lang), partial(setattr, state, what, name), selected=getattr(state, what) == name)
        for name, text in among.items()
    ]  # fmt: skip


def _side(world: World, state: Debrief) -> Column:
    """How to move through time, and below what can be read of it."""
    lang = world.user.language
    buttons: list[Node] = [Button(id_, text, do, grow=1) for id_, text, do in controls(world, state)]
    rows: list[Node] = [Row(some, gap=8, align="top") for some in (buttons[:3], buttons[3:5], buttons[5:])]
    lists: list[Node] = _choice(state, "list", LISTS, lang)
    for button in lists:
        button.grow = 1
    made = {"events": _events, "measured": _measured, "questions": _questions}[state.list](world, state)
    return Column([*rows, Rule(), Row(lists, gap=8), Scroll(state.list, made, grow=1, height=80)], gap=8, grow=6)


def _plan(world: World, state: Debrief) -> Node:
    building, frame = building_of(world), state.player.frame() if state.player is not None else None
    if building is None or frame is None:
        return Space(grow=1)
    assert state.player is not None
    names = {person["id"]: called(world, person) for person in frame["snapshot"]["people"]}
    floor = state.player.floor()
    pixels = plan(building, frame["snapshot"], _trails(state), floor, state.smoke, world.user.id, names)
    nodes: list[Node] = [Picture(pixels, PLAN_MM)]
    if floor:
        nodes.append(Text(tr("노란 칸: 바닥에 떨어진 소화약제나 물", world.user.language), "small", "soft"))
    return Column(nodes, grow=9)


def _curves(world: World, state: Debrief) -> Node:
    """Of whoever's eyes one looks through, else one's own."""
    player, scenario, lang = state.player, scenario_of(world), world.user.language
    assert player is not None
    person = looked_at(world, state)
    if scenario is None or person is None:
        return Space(grow=9)
    ghost = state.ghost if state.ghost_shown and person["id"] == world.user.id else None
    made = strips(player, person["id"], ghost, scenario.limits.fed, lang)
    marks = [event["tick"] / TICK_HZ for event in player.events() if event["kind"] in TIMELINE]
    pixels = paint(made, player.length_s, player.time_s, marks)
    return Column([Text(called(world, person), "strong"), Picture(pixels, CURVES_MM)], gap=2, grow=9)


def _trails(state: Debrief) -> dict[str, list[Any]]:
    """Where everybody has walked until now."""
    player = state.player
    assert player is not None
    frames = [f for f in list(player.frames) if f["tick"] <= player.time_s * TICK_HZ]
    trails: dict[str, list[Any]] = {}
    for frame in frames[:: max(1, len(frames) // STEPS)]:
        for person in frame["snapshot"]["people"]:
            if person["head"] is not None:
                trails.setdefault(person["id"], []).append((person["head"][0], person["head"][2]))
    return trails


def _time(world: World, state: Debrief) -> Node:
    player = state.player
    assert player is not None
    share = player.time_s / player.length_s if player.length_s else 0.0
    label = f"{clock(player.time_s)} / {clock(player.length_s)}"
    if not player.ended:
        label += "  " + tr("계산 중…", world.user.language)
    return Progress(share, label)


def _events(world: World, state: Debrief) -> Column:
    """What happened, each a button that shows it."""
    lang, player = world.user.language, state.player
    assert player is not None
    names = {person["id"]: called(world, person) for person in people_of(state)}
    rows: list[Node] = []
    for number, event in enumerate(player.events()):
        if event["kind"] in TIMELINE:
            who = names.get(event["participant"], "") if len(names) > 1 else ""
            text = tr(TIMELINE[event["kind"]], lang) + (f" · {who}" if who else "")
            rows.append(_moment(f"event:{number}", text, event["tick"], player))
    return Column(rows, gap=4)


def _moment(id_: str, text: str, tick: int, player: Player) -> Button:
    at = tick / TICK_HZ
    return Button(id_, f"{clock(at)}  {text}", partial(player.seek, at), "row", selected=at <= player.time_s)


def _measured(world: World, state: Debrief) -> Column:
    """Everything that was measured of whom one looks at; of oneself, beside one's best run."""
    player, lang, person = state.player, world.user.language, looked_at(world, state)
    assert player is not None
    of = player.measured().get(person["id"], {}) if person is not None else {}
    if not of:
        text = tr("아직 계산하고 있습니다…", lang) if not player.ended else tr("잰 값이 없습니다.", lang)
        return Column([Text(text, colour="soft")])
    name: Node = Text(called(world, person) if person is not None else "", "strong")
    rows: list[Node] = [
        Row([Text(what, "small", grow=1), Text(value, "small", "green", "right", width=150)], gap=8)
        for what, value in told(of, lang)
    ]
    return Column([name, *rows], gap=4)


def _questions(world: World, state: Debrief) -> Column:
    """What to think about, each at its moment."""
    player, lang = state.player, world.user.language
    assert player is not None
    rows: list[Node] = [
        _moment(f"question:{number}", text, tick, player) for number, (tick, text) in enumerate(questions(world, state))
    ]
    return Column(rows or [Text(tr("이 훈련에는 물을 것이 없습니다.", lang), colour="soft")], gap=4)
