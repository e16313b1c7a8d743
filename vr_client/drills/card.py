"""The card: what one can do here, or the 119 call, at the hand that does not point; in a window, at the left edge, with numbers.

Keys 1 to 9 choose; on a headset a ray or a finger of the other hand does. A call comes before the eyes, because it is talked to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import glm

from renderer.spatial import Pose
from safety_training.events import HangUp, Say
from vr_client.devices.device import Input
from vr_client.drills.how import how
from vr_client.drills.offers import Offer, offers_of, watching
from vr_client.drills.view import Entry, act, mine, snapshot_of, taking_part
from vr_client.i18n import later, tr
from vr_client.messages import Captioned
from vr_client.ui.placing import facing, hang, in_front
from vr_client.ui.widgets import Button, Column, Node, Row, Space, Text
from vr_client.world import World

NAME = "card"
SIZE_M, EASY_M = (0.50, 0.82), (0.66, 1.10)
AT_EDGE = glm.vec3(-0.90, -0.18, -1.10)  # in the head's frame: beside what one looks at, in a window
ABOVE_HAND_M = 0.20
EVERY_S = 0.2
SURE_S = 6.0
TASKS = 2  # of the task list, shown on the card
KEYS = "1234567890"
MORE = "more"
ROWS = 7  # more do not fit under a hint
LOOKED_AT_COS = 0.80  # the hand is raised into view
CALL_AWAY_M, CALL_LEFT_M = 0.85, 0.25
SLOTS = {
    "address": later("주소"),
    "floor": later("층·호수"),
    "fire": later("타는 것"),
    "trapped": later("갇힌 사람"),
    "caller": later("신고자"),
}


@dataclass(slots=True)
class Card:
    """offers : as shown now. call : the last question asked, so that it is said once."""

    offers: tuple[Offer, ...] = ()
    count: int = 1
    sure_until_s: float = 0.0
    due_s: float = 0.0
    shown: tuple[Any, ...] = ()
    question: str = ""
    page: int = 0
    call_pose: Pose | None = None

    def add(self, people: int) -> None:
        self.count = max(0, self.count + people)

    def turn(self) -> None:
        self.page += 1

    def ask_to_end(self, now_s: float) -> None:
        self.sure_until_s = now_s + SURE_S


def card(world: World, input: Input, events: list[Any], dt: float) -> None:
    state: Card = world.memory.setdefault(NAME, Card())
    panel = world.panels.get(NAME)
    part = taking_part(world)
    call = (mine(world) or {}).get("call") if part else None
    if world.time_s >= state.due_s:
        state.due_s = world.time_s + EVERY_S
        sure = world.time_s < state.sure_until_s
        state.offers = tuple(offers_of(world, state.count, sure) if part else watching(world))
    if not part and not state.offers:
        if panel is not None:
            panel.visible = False
        return
    _ask(world, state, call, events)
    _keys(world, state, input, call)
    if panel is None:
        size = EASY_M if world.user.easy_mode else SIZE_M
        panel = hang(world, NAME, Pose(), size, lambda: build(world, state), on_top=True, ground="")
    shown = (tuple((o.id, o.text) for o in state.offers), state.page, repr(call), world.user.language, *_due(world))
    if shown != state.shown:
        state.shown = shown
        panel.refresh()
    _place(world, state, panel, call)


def _due(world: World) -> tuple[Any, ...]:
    me = mine(world) or {"tasks": (), "hint": None}
    done = tuple(task["done"] for task in me["tasks"])
    return int(snapshot_of(world).get("time_left_s", 0)), done, repr(me["hint"])


def _ask(world: World, state: Card, call: Entry | None, events: list[Any]) -> None:
    """The dispatcher's sentences are spoken: as captions."""
    question = call["question"].get(world.user.language, "") if call else ""
    if question and question != state.question:
        events.append(Captioned(tr("119 상황실", world.user.language), question, 8.0))
    state.question = question


def _keys(world: World, state: Card, input: Input, call: Entry | None) -> None:
    if world.typing:
        return
    deeds = call_deeds(world, call) if call else on_page(world, state)
    for key, offer in keyed(deeds):
        if key and key in input.keys:
            offer.do()
            state.due_s = 0.0


def keyed(offers: list[Offer]) -> Iterator[tuple[str, Offer]]:
    """Each with the key that chooses it, "" beyond the tenth; on every page the same one turns to the next."""
    for number, offer in enumerate(offers):
        key = KEYS[ROWS - 1] if offer.id == MORE else KEYS[number : number + 1]
        yield key, offer


def call_deeds(world: World, call: Entry) -> list[Offer]:
    """What one may answer, and hanging up."""
    lang = world.user.language
    answers = [Offer(f"say:{o['id']}", o[lang], partial(act, world, Say(o["id"]))) for o in call["options"]]
    return [*answers, Offer("hang_up", tr("전화를 끊는다", lang), partial(act, world, HangUp()))]


# where it hangs ------------------------------------------------------------------------------------------------------


def _place(world: World, state: Card, panel: Any, call: Entry | None) -> None:
    if call is None:
        state.call_pose = None
    if world.device_name == "window":
        panel.pose, panel.visible = world.user.head * Pose(AT_EDGE), True
    elif call is not None:
        panel.pose, panel.visible = _before(world, state), True
    else:
        _at_hand(world, panel)


def _before(world: World, state: Card) -> Pose:
    """A call hangs before the eyes and stays there until one has walked or looked away from it."""
    head = world.user.head
    pose = state.call_pose
    to = pose.position - head.position if pose is not None else glm.vec3()
    if pose is None or glm.length(to) > 1.4 or glm.dot(glm.normalize(to), head.forward()) < 0.3:
        pose = state.call_pose = in_front(head, CALL_AWAY_M, down_m=0.1, right_m=-CALL_LEFT_M)
    return pose


def _at_hand(world: World, panel: Any) -> None:
    """Over the hand that has no ray, when it is held up where one can see it."""
    pointing = world.memory.get("pointer")
    left = pointing is None or pointing.ray_hand == "right"
    grip, head = world.user.left if left else world.user.right, world.user.head
    to = grip.position - head.position
    seen = glm.length(to) > 0.05 and glm.dot(glm.normalize(to), head.forward()) > LOOKED_AT_COS
    panel.visible = bool(seen and to.y > -0.55)
    at = grip.position + glm.vec3(0, ABOVE_HAND_M + panel.height_m / 2, 0)
    panel.pose = Pose(at, facing(at, head.position))


# what it shows -------------------------------------------------------------------------------------------------------


def build(world: World, state: Card) -> Node:
    call = (mine(world) or {}).get("call") if taking_part(world) else None
    return _call(world, call) if call else _offers(world, state)


def _offers(world: World, state: Card) -> Node:
    lang = world.user.language
    title = Text(tr("할 수 있는 일", lang) if taking_part(world) else tr("지켜보기", lang), "strong", "green")
    return _sheet([*_to_do(world), title, _list(world, on_page(world, state))])


def on_page(world: World, state: Card) -> list[Offer]:
    """What can be chosen now: in a window as many as fit, the last turning to the others; else all, to be scrolled."""
    offers = list(state.offers)
    if world.device_name != "window" or len(offers) <= ROWS:
        return offers
    most = ROWS - 1
    pages = [offers[i : i + most] for i in range(0, len(offers), most)]
    return [*pages[state.page % len(pages)], Offer(MORE, tr("다음 목록", world.user.language), state.turn)]


def _to_do(world: World) -> list[Node]:
    """Time left and the next things of the task list, because the board may be far away. In guided mode the hint."""
    me, lang = mine(world) if taking_part(world) else None, world.user.language
    if me is None:
        return []
    left = int(snapshot_of(world).get("time_left_s", 0))
    nodes: list[Node] = [
        Text(tr("남은 시간 {minutes}분 {seconds}초", lang, minutes=left // 60, seconds=left % 60), "small", "soft")
    ]
    if me["hint"]:
        lines = [Text(me["hint"][lang], "strong", "accent"), Text(how(world), "small")]
        nodes.append(Column([line for line in lines if line.text], gap=4, pad=10, ground="accent_pale"))
        return nodes
    due = [task for task in me["tasks"] if not task["done"]][:TASKS]
    return [*nodes, *(Text(f"○ {task[lang]}", "small") for task in due)]


def _sheet(children: list[Node]) -> Node:
    """As tall as what stands on it; more than the panel holds can be scrolled."""
    return Column([Column(children, gap=8, pad=18, ground="paper"), Space(grow=1)])


def _list(world: World, offers: list[Offer]) -> Column:
    rows: list[Node] = []
    for key, offer in keyed(offers):
        label = f"{key}  {offer.text}" if key and world.device_name == "window" else offer.text
        rows.append(Button(offer.id, label, offer.do, "row"))
    return Column(rows, gap=5)


def _call(world: World, call: Entry) -> Node:
    lang = world.user.language
    filled: list[Node] = [_slot(slot, call, lang) for slot in SLOTS]
    return _sheet(
        [
            Text(tr("119 상황실", lang), "strong", "green"),
            Column([Text(call["question"].get(lang, ""))], pad=12, ground="green_pale"),
            *_threes(filled),
            _list(world, call_deeds(world, call)),
        ]
    )


def _threes(nodes: list[Node]) -> list[Node]:
    """Three a row, the last row filled up, so that they stand below each other."""
    full = [*nodes, *(Space(grow=1) for _ in range(-len(nodes) % 3))]
    return [Row(full[i : i + 3], gap=8) for i in range(0, len(full), 3)]


def _slot(slot: str, call: Entry, lang: str) -> Node:
    known = slot in call["filled"]
    return Text(("✓ " if known else "· ") + tr(SLOTS[slot], lang), "small", "good" if known else "soft", grow=1)
