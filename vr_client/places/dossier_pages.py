"""The pages of a dossier, as the panel shows them."""

from __future__ import annotations

from functools import partial
from typing import Any

from safety_training.contract.dossier import Choice, Document
from safety_training.contract.law import LawRow
from safety_training.contract.risk import assess
from vr_client.i18n import tr
from vr_client.places.dossier import State, again, begin, choose, decide, go, open_, toggle
from vr_client.places.grades import grade_page
from vr_client.ui.widgets import Button, Column, Mark, Node, Page, Row, Rule, Scroll, Space, Text, Toggle
from vr_client.world import World


def build(world: World, state: State) -> Node:
    lang = world.user.language
    pages = {
        "intro": _intro,
        "read": _read,
        "decide": _deciding,
        "sending": _sending,
        "graded": _result,
        "figures": _result,
    }
    return pages[state.step](world, state, lang)


def _say(text: Any, lang: str) -> str:
    """One language of a safety_training Text."""
    return str(text.ko if lang == "ko" else text.en)


def _intro(world: World, state: State, lang: str) -> Node:
    dossier = state.dossier
    start = partial(begin, world, state)
    fictive = tr("오늘 날짜는 {day}입니다. 나오는 사람과 주소와 금액은 모두 지어낸 것입니다.", lang, day=dossier.day)
    return Column(
        [
            Text(_say(dossier.title, lang), "title", "green"),
            Text(_say(dossier.watermark, lang), "small", "accent"),
            Rule(),
            Text(_say(dossier.briefing, lang), "heading"),
            Text(fictive, colour="soft"),
            Space(grow=1),
            Row([Space(grow=1), Button("start", tr("서류 보기", lang), start, "primary")]),
        ]
    )


def _read(world: World, state: State, lang: str) -> Node:
    document = next(d for d in state.dossier.documents if d.id == state.document)
    tabs: list[Node] = [_tab(state, d, lang) for d in state.dossier.documents]
    unread = len(state.dossier.documents) - len(state.opened)
    hint = (
        tr("의심스러운 줄을 눌러 표시하세요. 아직 읽지 않은 서류가 {count}개 있습니다.", lang, count=unread)
        if unread
        else tr("의심스러운 줄을 눌러 표시하세요. 다 보았으면 판단하러 가세요.", lang)
    )
    onwards = Button("decide", tr("판단하기", lang), partial(go, state, "decide"), "primary")
    side = Column([*tabs, Space(grow=1), Text(hint, "small", "soft"), onwards], width=380, gap=12)
    page = Page(_paper(state, document, lang), _say(state.dossier.watermark, lang))
    return Row([side, Scroll(f"page:{document.id}", page, height=300, grow=1)], gap=28, align="top")


def _tab(state: State, document: Document, lang: str) -> Node:
    marks = sum(f.startswith(document.id + ".") for f in state.findings)
    read = tr("읽음", lang) if document.id in state.opened else tr("읽지 않음", lang)
    detail = tr("{read} · 표시 {count}개", lang, read=read, count=marks)
    selected = document.id == state.document
    return Button(
        f"open:{document.id}", _say(document.name, lang), partial(open_, state, document.id), "row", detail, selected
    )


def _paper(state: State, document: Document, lang: str) -> Node:
    nodes: list[Node] = [
        Text(_say(document.name, lang), "heading", align="centre"),
        Text(_say(document.issuer, lang), "small", "soft", "centre"),
    ]
    for section in document.sections:
        nodes += [Space(height=10), Text(_say(section.name, lang), "strong", "green")]
        nodes += [
            Mark(
                f"mark:{entry.id}",
                _say(entry.label, lang),
                _say(entry.value, lang),
                partial(toggle, state.findings, entry.id),
                marked=entry.id in state.findings,
                struck=entry.struck,
            )
            for entry in section.fields
        ]
    return Column(nodes, gap=4)


def _deciding(world: World, state: State, lang: str) -> Node:
    dossier = state.dossier
    reasons = [_reason(state, choice, lang) for choice in dossier.reasons]
    actions: list[Node] = [
        Toggle(f"action:{c.id}", _say(c.text, lang), c.id in state.actions, partial(toggle, state.actions, c.id))
        for c in dossier.actions
    ]
    decisions: list[Node] = [
        Button(f"decision:{c.id}", _say(c.text, lang), partial(decide, world, state, c.id), "primary", grow=1)  # type: ignore[arg-type]
        for c in dossier.decisions
    ]
    back = Button(
        "back", tr("서류로 돌아가기", lang), partial(open_, state, state.document or dossier.documents[0].id), "quiet"
    )
    found = tr("표시한 곳 {count}개", lang, count=len(state.findings))
    choices = Row(
        [
            Column([Text(tr("왜 그렇게 판단했나요?", lang), "strong"), *reasons], gap=8, grow=1),
            Column([Text(tr("무엇을 더 하겠습니까? (여러 개)", lang), "strong"), *actions], gap=4, grow=1),
        ],
        gap=40,
        align="top",
    )
    note: list[Node] = [Text(state.note, colour="accent")] if state.note else []
    return Column(
        [
            Row([Text(tr("판단하기", lang), "title", "green", grow=1), Text(found, "small", "soft"), back]),
            Scroll("choices", choices, grow=1, height=300),
            *note,
            Row(decisions, align="top"),
        ]
    )


def _reason(state: State, choice: Choice, lang: str) -> Node:
    press, chosen = partial(choose, state, choice.id), choice.id == state.reason
    return Button(f"reason:{choice.id}", _say(choice.text, lang), press, "row", selected=chosen)


def _sending(world: World, state: State, lang: str) -> Node:
    text = (
        tr("채점하고 있습니다…", lang)
        if world.online
        else tr("서버를 기다립니다. 판단은 보관했다가 연결되면 채점합니다.", lang)
    )
    return Column([Space(grow=1), Text(text, "heading", align="centre"), Space(grow=2)])


def _result(world: World, state: State, lang: str) -> Node:
    another = Button("again", tr("다른 계약 보기", lang), partial(again, world), "primary")
    back = Button("verdict", tr("결과로 돌아가기", lang), partial(go, state, "graded"), "quiet")
    if state.step == "figures":
        return Column([_figures(state, lang), Row([Space(grow=1), back, another])])
    figures = Button("figures", tr("쓰인 기준과 날짜", lang), partial(go, state, "figures"))
    page = grade_page(state.grade or {}, tr("계약 판단 결과", lang), lang)
    page.grow = 1
    note = tr("훈련용 기준으로 셈한 것이며 법률 자문이 아닙니다.", lang)
    return Column([page, Row([Text(note, "small", "soft", grow=1), figures, another])])


def _figures(state: State, lang: str) -> Node:
    """Every figure of law and practice that the verdict was computed with: since when it holds, and whether its text was read."""
    rows = {(row.id, row.since): row for row in assess(state.dossier.case).rows}
    entries: list[Node] = [_figure(row, lang) for row in rows.values()]
    head: list[Node] = [
        Text(tr("쓰인 기준과 날짜", lang), "title", "green"),
        Text(
            tr("사람을 훈련하기 위한 숫자입니다. 실제 계약 전에는 법령과 보증기관의 최신 기준을 확인하세요.", lang),
            "small",
            "soft",
        ),
        Rule(),
    ]
    return Column([*head, Scroll("figures", Column(entries, gap=12), grow=1, height=300)], grow=1)


def _figure(row: LawRow, lang: str) -> Node:
    until = row.until.isoformat() if row.until else ""
    in_force = tr("{since} ~ {until} 적용, {as_of} 확인", lang, since=row.since, until=until, as_of=row.as_of)
    state, colour = (tr("원문 확인함", lang), "good") if row.verified else (tr("원문 미확인", lang), "amber")
    basis = row.basis_ko if lang == "ko" else row.basis_en
    return Row(
        [
            Column([Text(basis), Text(in_force, "small", "soft")], gap=0, grow=1),
            Text(_amount(row, lang), "strong", align="right", width=190),
            Text(state, "small", colour, "right", width=170),
        ],
        gap=14,
        align="top",
    )


def _amount(row: LawRow, lang: str) -> str:
    """A sum of won in full; a share as per cent."""
    if row.unit == "KRW":
        return tr("{won}원", lang, won=f"{int(row.value):,}")
    return f"{row.value * 100:.0f}%"
