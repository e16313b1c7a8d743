"""The mayor's office: the mayor greets, one writes a suggestion at the corner, and finds the answer there the next time."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from backend.schemas.messages import SuggestionAnswered
from backend.schemas.suggestions import SeenIn, SuggestionIn
from vr_client.devices.device import Input
from vr_client.i18n import tr
from vr_client.messages import Arrived, Captioned, FromRoom, Get, Online, Put, Reply
from vr_client.places.staff import attend, stand
from vr_client.ui.edit import TextEdit
from vr_client.ui.keyboard import keyboard
from vr_client.ui.placing import anchor, hang
from vr_client.ui.widgets import Button, Column, Node, Row, Scroll, Text, TextField
from vr_client.world import World

CORNER = "suggestions"
CORNER_M = (1.44, 1.04)
LIST = "mayor.suggestions"
SENT = "mayor.sent:"
SHORTEST, LONGEST = 2, 2000


@dataclass(slots=True)
class State:
    """What the corner shows. sent : texts on their way, by id; the list is the server's own."""

    edit: TextEdit = field(default_factory=lambda: TextEdit(limit=LONGEST))
    writing: bool = True
    keys: bool = True
    sent: dict[str, str] = field(default_factory=dict)
    list: list[dict[str, Any]] | None = None
    told: set[str] = field(default_factory=set)
    note: str = ""


def enter(world: World) -> None:
    # A draft and what is still on its way outlive a walk to another room.
    state = world.memory.setdefault("mayor_office", State())
    state.note, state.told = "", set()
    state.edit.layout = world.user.language
    stand(world, "mayor", tr("시장", world.user.language), "mayor")
    hang(world, CORNER, anchor(world, CORNER), CORNER_M, lambda: build(world, state), zoom=1.25)
    _ask(world)


def update(world: World, input: Input, events: list[Any], dt: float) -> None:
    state: State = world.memory["mayor_office"]
    lang = world.user.language
    attend(world, "mayor", tr("시장", lang), dt)
    for event in list(events):
        match event:
            case Arrived():
                events.append(Captioned(tr("시장", lang), _greeting(world)))
            case Reply(tag=tag) if tag == LIST or tag.startswith(SENT):
                events += _answered(world, state, event)
            case FromRoom(message=SuggestionAnswered()):
                _ask(world)
            case Online(online=True):
                _ask(world)


def leave(world: World) -> None:
    world.npcs.clear()


def _ask(world: World) -> None:
    world.outbox.append(Get("/suggestions", LIST))


def _greeting(world: World) -> str:
    lang = world.user.language
    name = world.user.name
    if not name:
        return tr("어서 오세요. 서울시장실입니다. 옆의 의견함에 하고 싶은 말을 남겨 주세요.", lang)
    return tr("{name}님, 어서 오세요. 서울시장실입니다. 옆의 의견함에 하고 싶은 말을 남겨 주세요.", lang, name=name)


def _answered(world: World, state: State, reply: Reply) -> list[Captioned]:
    """News about suggestions from the server; what the mayor says about it."""
    lang, mayor = world.user.language, tr("시장", world.user.language)
    world.panels[CORNER].refresh()
    if reply.tag.startswith(SENT):
        text = state.sent.pop(reply.tag.removeprefix(SENT), "")
        if reply.status >= 400:
            state.note = _problem(reply.body, lang)
            state.edit.text = state.edit.text or text  # refused, not lost
            state.writing = True
            return []
        _ask(world)
        return [Captioned(mayor, tr("의견을 잘 받았습니다. 담당 부서가 읽고 답을 드리겠습니다.", lang))]
    if reply.status != 200:
        return []
    state.list = reply.body
    fresh = [s for s in reply.body if s["state"] == "answered" and not s["answer_seen"] and s["id"] not in state.told]
    if not fresh:
        return []
    state.told |= {s["id"] for s in fresh}
    state.writing = False  # the corner shows the answers now, so they count as seen
    world.outbox += [Put(f"/suggestions/{s['id']}/seen", SeenIn()) for s in fresh]
    said = tr("지난번에 주신 의견에 답이 왔습니다. 의견함에서 읽어 보세요.", lang)
    return [Captioned(mayor, said, 9.0)]


def _problem(body: Any, lang: str) -> str:
    known = isinstance(body, dict) and body.get(f"message_{lang}")
    return str(known) if known else tr("보내지 못했습니다. 내용을 고쳐 다시 보내 주세요.", lang)


# the corner ----------------------------------------------------------------------------------------------------------


def build(world: World, state: State) -> Node:
    lang = world.user.language
    tabs = Row(
        [
            Text(tr("상상 의견함", lang), "title", "green", grow=1),
            Button("write", tr("의견 쓰기", lang), partial(_show, state, True), selected=state.writing),
            Button("mine", tr("내 의견과 답", lang), partial(_show, state, False), selected=not state.writing),
        ]
    )
    return Column([tabs, *(_writing(world, state) if state.writing else _reading(state, lang))])


def _show(state: State, writing: bool) -> None:
    state.writing, state.note = writing, ""


def _writing(world: World, state: State) -> list[Node]:
    lang, edit = world.user.language, state.edit
    length = len(edit.text.strip())
    hint = state.note or tr("{count}/{most}자", lang, count=len(edit.text), most=LONGEST)
    lines = 3 if state.keys else 8
    nodes: list[Node] = [
        TextField("text", edit, tr("서울에 바라는 점을 자유롭게 적어 주세요.", lang), lines=lines),
        Row(
            [
                Text(hint, "small", "accent" if state.note else "soft", grow=1),
                Button("layout", _letters(edit, lang), edit.switch),
                Button("keys", tr("화면 자판", lang), partial(_toggle_keys, state), selected=state.keys),
                Button("send", tr("보내기", lang), partial(_send, world, state), "primary", enabled=length >= SHORTEST),
            ]
        ),
    ]
    if state.keys:
        nodes.append(keyboard(edit, lang))
    return nodes


def _letters(edit: TextEdit, lang: str) -> str:
    """Which letters the keys write now: a keyboard without a Korean IME writes Korean here all the same."""
    return tr("한글 입력 중", lang) if edit.layout == "ko" else tr("영문 입력 중", lang)


def _toggle_keys(state: State) -> None:
    state.keys = not state.keys


def _send(world: World, state: State) -> None:
    """Kept on disk by the network thread until the server has it, so that it can be forgotten here."""
    text, id_ = state.edit.text.strip(), str(uuid.uuid4())
    body = SuggestionIn(text=text, language="en" if world.user.language == "en" else "ko")
    world.outbox.append(Put(f"/suggestions/{id_}", body, SENT + id_))
    state.sent[id_] = text
    state.edit.clear()
    state.writing, state.note = False, ""


def _reading(state: State, lang: str) -> list[Node]:
    rows: list[Node] = [_waiting(text, lang) for text in state.sent.values()]
    for entry in state.list or []:
        if entry["id"] not in state.sent:
            rows.append(_entry(entry, lang))
    if not rows:
        known = state.list is not None
        empty = tr("아직 남긴 의견이 없습니다.", lang) if known else tr("서버에 연결되면 여기에 보입니다.", lang)
        rows.append(Text(empty, colour="soft"))
    return [Scroll("list", Column(rows), grow=1, height=300)]


def _waiting(text: str, lang: str) -> Node:
    return Column(
        [Text(tr("보내는 중", lang), "small", "amber"), Text(text)], gap=6, pad=24, ground="tint", edge="amber"
    )


def _entry(entry: dict[str, Any], lang: str) -> Node:
    answered = entry["state"] == "answered"
    label = tr("답변이 왔습니다", lang) if answered else tr("접수되었습니다", lang)
    day = str(entry["created_at"])[:10]
    nodes: list[Node] = [Text(f"{day} · {label}", "small", "good" if answered else "soft"), Text(entry["text"])]
    if answered:
        answer: list[Node] = [Text(tr("서울시의 답변", lang), "strong", "green"), Text(entry["answer"])]
        nodes.append(Column(answer, gap=6, pad=20, ground="sheet"))
    return Column(nodes, gap=8, pad=24, ground="tint", edge="good" if answered else "line")
