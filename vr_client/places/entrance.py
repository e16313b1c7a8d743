"""The entrance hall: a clerk who greets, a board that says what there is to do today and what one has done so far, and the
doors to the other places."""

from __future__ import annotations

from functools import partial
from typing import Any

from safety_training.scenario import list_scenarios, load_scenario
from vr_client.devices.device import Input
from vr_client.i18n import later, tr
from vr_client.messages import Arrived, Captioned, Get, Online, Reply
from vr_client.places.staff import attend, stand
from vr_client.ui.placing import anchor, hang
from vr_client.ui.widgets import Button, Column, Node, Row, Rule, Scroll, Text
from vr_client.world import World

BOARD = "board"
BOARD_M = (2.42, 1.48)  # fills the frame that stands there
RECORDS = "entrance.records"
DESTINATIONS = {
    "fire_hall": (later("소방 훈련장"), later("소화기로 불 끄기를 몸으로 익힙니다.")),
    "estate_office": (later("부동산 계약 체험"), later("서류를 읽고 함정을 찾습니다.")),
    "mayor_office": (later("시장실"), later("시장에게 의견을 남기고 답을 봅니다.")),
}


def prepare() -> None:
    """Reads the drills that the board will name."""
    for name in list_scenarios():
        load_scenario(name)


def enter(world: World) -> None:
    world.place_state.update(records=None)
    stand(world, "clerk", tr("안내 직원", world.user.language), "clerk")
    hang(world, BOARD, anchor(world, "board"), BOARD_M, lambda: build(world), zoom=1.9, pixels_per_m=800)
    world.outbox.append(Get("/records", RECORDS))


def update(world: World, input: Input, events: list[Any], dt: float) -> None:
    attend(world, "clerk", tr("안내 직원", world.user.language), dt)
    for event in events:
        match event:
            case Arrived():
                events.append(_welcome(world))
            case Reply(tag=tag, status=200, body=body) if tag == RECORDS:
                world.place_state["records"] = body
                world.panels[BOARD].refresh()
            case Online(online=True):
                world.outbox.append(Get("/records", RECORDS))


def leave(world: World) -> None:
    world.npcs.clear()


def _welcome(world: World) -> Captioned:
    lang = world.user.language
    name = world.user.name or tr("시민", lang)
    text = tr(
        "{name}님, 어서 오세요. 가고 싶은 곳의 문으로 들어가시거나 안내판에서 고르세요.",
        lang,
        name=name,
    )
    return Captioned(tr("안내 직원", lang), text)


def build(world: World) -> Node:
    """The board: the three ways to go, the drills there are, and what this person has done so far."""
    lang = world.user.language
    doors: list[Node] = [
        Button(f"go:{to}", tr(name, lang), partial(_go, world, to), kind="row", detail=tr(what, lang))
        for to, (name, what) in DESTINATIONS.items()
    ]
    return Column(
        [
            Text(tr("메타버스 서울 시청", lang), "title", "green"),
            Text(tr("혼자서도, 헤드셋 없이도, 가입하지 않아도 모두 할 수 있습니다.", lang), colour="soft"),
            Rule(),
            Row(
                [
                    Column([Text(tr("어디로 갈까요?", lang), "heading"), *doors], gap=12, grow=5),
                    Column([*_drills(lang), *_done(world)], gap=12, grow=4),
                ],
                gap=44,
                align="top",
            ),
        ]
    )


def _go(world: World, to: str) -> None:
    world.pending_place = to


def _drills(lang: str) -> list[Node]:
    rows: list[Node] = [Text(tr("오늘의 훈련", lang), "heading")]
    for name in list_scenarios():
        scenario = load_scenario(name)
        title = scenario.name.ko if lang == "ko" else scenario.name.en
        limit = tr(
            "최대 {minutes}분, 함께 {people}명까지",
            lang,
            minutes=round(scenario.limits.time_s / 60),
            people=scenario.people,
        )
        rows.append(Column([Text(title, "strong"), Text(limit, "small", "soft")], gap=2, pad=16, ground="tint"))
    return rows


def _done(world: World) -> list[Node]:
    """The newest records; what came of the visits, not how many there were."""
    lang, records = world.user.language, world.place_state.get("records")
    title = Text(tr("내가 마친 것", lang), "heading")
    if records is None:
        return [title, Text(tr("서버에 연결되면 여기에 보입니다.", lang), "small", "soft")]
    if not records:
        return [title, Text(tr("아직 없습니다. 첫 훈련을 해 보세요.", lang), "small", "soft")]
    rows: list[Node] = []
    for record in records[:8]:
        grade = record["grade"]
        colour = "good" if grade["passed"] else "accent"
        verdict = tr("통과", lang) if grade["passed"] else tr("다시 해 볼 만함", lang)
        result = f"{grade['score']:.0f}/{grade['of']:.0f} · {verdict}"
        rows.append(Column([Text(record_title(record, lang)), Text(result, "small", colour)], gap=0))
    return [title, Scroll("records", Column(rows, gap=8), height=200)]


def record_title(record: dict[str, Any], lang: str) -> str:
    """The server's title where there is one; the kind of thing otherwise."""
    return record.get("title") or tr("소방 훈련" if record["kind"] == "drill" else "계약 체험", lang)


_KINDS = (later("소방 훈련"), later("계약 체험"))
