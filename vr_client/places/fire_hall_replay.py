"""The board of a debrief: the hall from above at the moment that is shown, how to move through time, and what happened when."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from vr_client.drills.debrief import Debrief, clock, controls
from vr_client.drills.eyes import eyes
from vr_client.drills.plan import plan
from vr_client.drills.player import TICK_HZ
from vr_client.drills.statics import building_of
from vr_client.i18n import tr
from vr_client.places.fire_hall_words import TIMELINE
from vr_client.ui.widgets import Button, Column, Node, Picture, Progress, Row, Scroll, Space, Text
from vr_client.world import World

PLAN_MM = 560.0
STEPS = 240  # most points of a trail


def shown(world: World, state: Debrief) -> tuple[Any, ...]:
    """What the page depends on; the picture is drawn anew five times a second at most."""
    player = state.player
    assert player is not None
    return (
        int(player.time_s * 5),
        player.playing,
        player.speed,
        state.smoke,
        eyes(world).of,
        player.ended,
        player.error,
    )


def build(world: World, state: Debrief, end: Callable[[], None]) -> Node:
    lang, player = world.user.language, state.player
    assert player is not None
    head = Row(
        [
            Text(tr("훈련 다시 보기", lang), "title", "green", grow=1),
            Button("end_replay", tr("결과로 돌아가기", lang), end, "quiet"),
        ]
    )
    if player.error:
        sorry = tr("이 훈련은 다시 볼 수 없습니다. 규칙이나 시나리오가 그 뒤에 바뀌었습니다.", lang)
        return Column([head, Text(sorry), Space(grow=1)])
    if player.frame() is None:
        waiting = Text(tr("훈련을 다시 계산하고 있습니다…", lang), "heading", align="centre")
        return Column([head, Space(grow=1), waiting, Space(grow=1)])
    buttons: list[Node] = [Button(id_, text, do, grow=1) for id_, text, do in controls(world, state)]
    pairs: list[Node] = [Row(buttons[i : i + 2], gap=8, align="top") for i in range(0, len(buttons), 2)]
    side = Column([*pairs, Scroll("events", _events(world, state), grow=1, height=80)], gap=8, grow=5)
    return Column([head, Row([_plan(world, state), side], align="top"), _time(world, state)], gap=12)


def _plan(world: World, state: Debrief) -> Node:
    building, frame = building_of(world), state.player.frame() if state.player is not None else None
    if building is None or frame is None:
        return Space(grow=1)
    pixels = plan(building, frame["snapshot"], _trails(state), state.smoke, world.user.id)
    return Column([Picture(pixels, PLAN_MM)], grow=9)


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
    """What happened, each a button that shows it; the last before the present first."""
    lang, player = world.user.language, state.player
    assert player is not None
    rows: list[Node] = []
    for number, event in enumerate(player.events()):
        if event["kind"] in TIMELINE:
            at = event["tick"] / TICK_HZ
            text = f"{clock(at)}  {tr(TIMELINE[event['kind']], lang)}"
            rows.append(Button(f"event:{number}", text, partial(player.seek, at), "row", selected=at <= player.time_s))
    return Column(rows, gap=4)
