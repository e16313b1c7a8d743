"""What one does in the four places, driven without a device or a server: events in, what would be sent out."""

from __future__ import annotations

import uuid
from typing import Any

import glm
import pytest

from backend.schemas.grades import GradeOut
from backend.schemas.leases import LeaseIn
from backend.schemas.messages import SuggestionAnswered
from backend.schemas.suggestions import SuggestionIn
from safety_training.contract import grade_lease, list_dossiers, load_dossier
from safety_training.contract.risk import assess
from tests.vr_client.stage import Stage, stage
from vr_client.messages import FromRoom, Get, Online, Put, Reply
from vr_client.places import entrance, estate_office, fire_hall, mayor_office
from vr_client.places.staff import attend

LANGUAGES = ["ko", "en"]
PLACES = {"entrance": entrance, "mayor_office": mayor_office, "estate_office": estate_office, "fire_hall": fire_hall}


def record(kind: str, passed: bool) -> dict[str, Any]:
    grade = {"score": 83.5, "of": 100, "passed": passed, "critical": [], "lines": []}
    return {"id": "x", "kind": kind, "title": "휴지통 화재", "finished_at": "2026-11-21T10:00:00Z", "grade": grade}


@pytest.mark.parametrize("easy", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", sorted(PLACES))
def test_somebody_greets_by_name_and_leaving_takes_everybody_along(place: str, language: str, easy: bool) -> None:
    here = stage(PLACES[place], place, language, easy)
    assert here.said
    assert len(here.world.npcs) == 1
    (npc,) = here.world.npcs.values()
    assert npc.speaking
    assert npc.look_at is not None
    PLACES[place].leave(here.world)
    assert not here.world.npcs


@pytest.mark.parametrize("place", sorted(PLACES))
def test_english_panels_hold_no_korean_sentence(place: str) -> None:
    """Every text that we wrote; a person's own words and names are theirs."""
    here = stage(PLACES[place], place, "en")
    for name in list(here.world.panels):
        text = here.texts(name).replace("민지", "").replace("한/영", "").replace("한국어", "")
        korean = [line for line in text.splitlines() if any("가" <= c <= "힣" for c in line)]
        assert not korean, name


def test_the_board_opens_doors_and_shows_what_was_done() -> None:
    here = stage(entrance, "entrance")
    assert Get("/records", "entrance.records") in here.sent
    assert "서버에 연결되면" in here.texts("board")
    here.step(Reply("entrance.records", 0, None))
    assert "서버에 연결되면" in here.texts("board"), "no connection is not the same as nothing done"
    here.step(Reply("entrance.records", 200, []))
    assert "아직 없습니다" in here.texts("board")
    here.step(Reply("entrance.records", 200, [record("drill", True), record("lease", False)]))
    shown = here.texts("board")
    assert "84/100" in shown
    assert "통과" in shown
    assert Get("/records", "entrance.records") in here.step(Online(True))
    for to in ("fire_hall", "estate_office", "mayor_office"):
        here.press("board", f"go:{to}")
        assert here.world.pending_place == to


# the suggestion box ----------------------------------------------------------------------------------------------------


def suggestion(id_: str, text: str, answer: str = "", seen: bool = False) -> dict[str, Any]:
    return {
        "id": id_,
        "text": text,
        "language": "ko",
        "state": "answered" if answer else "received",
        "created_at": "2026-11-19T10:00:00Z",
        "answer": answer,
        "answered_at": None,
        "answer_seen": seen,
    }


def write(here: Stage, text: str) -> None:
    here.panel("suggestions").activate("text")
    here.panel("suggestions").type(text)
    here.panel("suggestions")


def test_a_suggestion_is_written_sent_received_and_listed() -> None:
    here = stage(mayor_office, "mayor_office")
    assert "민지님" in " ".join(here.said)
    assert "send" not in here.panel("suggestions").ids(), "nothing to send yet"
    write(here, "공원에 그늘을 만들어 주세요")
    here.press("suggestions", "send")
    (put,) = [m for m in here.step() if isinstance(m, Put)]
    assert put.path == f"/suggestions/{uuid.UUID(put.path.rsplit('/', 1)[1])}"
    assert put.body == SuggestionIn(text="공원에 그늘을 만들어 주세요", language="ko")
    assert "보내는 중" in here.texts("suggestions")
    id_ = put.path.rsplit("/", 1)[1]
    here.step(Reply(put.tag, 200, {}))
    assert any("잘 받았습니다" in said for said in here.said)
    here.step(Reply("mayor.suggestions", 200, [suggestion(id_, "공원에 그늘을 만들어 주세요")]))
    shown = here.texts("suggestions")
    assert "접수되었습니다" in shown
    assert "보내는 중" not in shown


def test_a_refused_suggestion_is_given_back_with_the_servers_reason() -> None:
    here = stage(mayor_office, "mayor_office")
    write(here, "짧은 글")
    here.press("suggestions", "send")
    (put,) = [m for m in here.step() if isinstance(m, Put)]
    here.step(Reply(put.tag, 409, {"code": "id_taken", "message_ko": "이미 쓰인 번호입니다.", "message_en": "taken"}))
    assert "이미 쓰인 번호입니다." in here.texts("suggestions")
    assert here.world.memory["mayor_office"].edit.text == "짧은 글"


def test_the_answer_is_waiting_at_the_next_visit_and_told_once() -> None:
    here = stage(mayor_office, "mayor_office", "en")
    answered = suggestion(str(uuid.uuid4()), "Shade, please", "내년에 그늘막을 세웁니다.")
    sent = here.step(Reply("mayor.suggestions", 200, [answered]))
    assert any("has been answered" in said for said in here.said)
    assert "내년에 그늘막을 세웁니다." in here.texts("suggestions")
    assert [m.path for m in sent if isinstance(m, Put)] == [f"/suggestions/{answered['id']}/seen"]
    here.world.captions.clear()
    assert not [m for m in here.step(Reply("mayor.suggestions", 200, [answered])) if isinstance(m, Put)]
    assert not here.said


def test_an_answer_that_comes_while_one_is_there_is_fetched() -> None:
    here = stage(mayor_office, "mayor_office")
    message = SuggestionAnswered(id=uuid.uuid4())
    assert Get("/suggestions", "mayor.suggestions") in here.step(FromRoom(message))


def test_a_draft_outlives_a_walk_to_another_room() -> None:
    here = stage(mayor_office, "mayor_office")
    write(here, "다 못 쓴 글")
    mayor_office.leave(here.world)
    here.world.panels.clear()
    mayor_office.enter(here.world)
    assert here.world.memory["mayor_office"].edit.text == "다 못 쓴 글"


def test_the_mayor_turns_to_a_visitor() -> None:
    here = stage(mayor_office, "mayor_office")
    npc = here.world.npcs["mayor"]
    for _ in range(240):
        here.step()
    to = here.world.user.head.position - npc.pose.position
    assert glm.dot(npc.pose.forward(), glm.normalize(glm.vec3(to.x, 0, to.z))) > 0.95


def test_the_mayor_lifts_a_hand_to_speak_and_lowers_it_again() -> None:
    here = stage(mayor_office, "mayor_office")
    npc = here.world.npcs["mayor"]
    before = npc.eager
    here.step()
    assert before < npc.eager < 0.2  # not at once
    for speaking, wanted in ((True, 1.0), (False, 0.0)):
        for _ in range(120):
            npc.speaking = speaking
            attend(here.world, "mayor", npc.name, 1 / 60)
        assert npc.eager == wanted


# the lease ---------------------------------------------------------------------------------------------------------------


def judged(put: Put) -> dict[str, Any]:
    """What the server answers, from the same grading."""
    body = put.body
    assert isinstance(body, LeaseIn)
    dossier = load_dossier(body.dossier, body.seed)
    grade = grade_lease(dossier, body.opened, body.findings, body.reason, body.decision, body.actions).to_dict()
    GradeOut.model_validate(grade)
    return {**body.model_dump(mode="json"), "id": put.path.rsplit("/", 1)[1], "grade": grade}


def read_and_mark(here: Stage) -> None:
    """All four documents opened, the evidence of the trap marked, by pressing what a reader would press."""
    trap = here.world.memory["estate_office"].dossier.trap
    here.press("dossier", "start")
    for document in here.world.memory["estate_office"].dossier.documents:
        here.press("dossier", f"open:{document.id}")
        for evidence in trap.evidence:
            field = evidence.any_of[0]
            if field.startswith(document.id + "."):
                assert here.panel("dossier").activate(f"mark:{field}")
                here.panel("dossier")
    here.press("dossier", "decide")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_careful_reader_finds_the_trap_and_is_told_why(language: str) -> None:
    here = stage(estate_office, "estate_office", language)
    dossier = here.world.memory["estate_office"].dossier
    read_and_mark(here)
    here.panel("dossier").activate(f"reason:{dossier.trap.reason}")
    here.press("dossier", "decision:stop")
    (put,) = [m for m in here.step() if isinstance(m, Put)]
    assert put.path.startswith("/leases/")
    assert put.body.opened == [d.id for d in dossier.documents]
    answer = judged(put)
    assert answer["grade"]["passed"]
    here.step(Reply(put.tag, 200, answer))
    shown = here.texts("dossier")
    for line in answer["grade"]["lines"]:
        assert line[f"text_{language}"] in shown
    here.press("dossier", "figures")
    shown = here.texts("dossier")
    rows = assess(dossier.case).rows
    assert rows
    for row in rows:
        assert getattr(row, f"basis_{language}") in shown
        assert row.as_of.isoformat() in shown
        assert row.since.isoformat() in shown
    unread = {"ko": "원문 미확인", "en": "not verified"}[language]
    assert shown.count(unread) == len({(r.id, r.since) for r in rows if not r.verified}) > 0
    here.press("dossier", "verdict")
    here.press("dossier", "again")
    assert "start" in here.panel("dossier").ids()


@pytest.mark.parametrize("easy", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_shut_folder_is_small_and_everything_on_it_fits(language: str, easy: bool) -> None:
    here = stage(estate_office, "estate_office", language, easy)
    shut = here.panel("dossier").width_m
    for dossier in list_dossiers():
        here.world.memory["estate_office"].dossier = load_dossier(dossier, 1)
        here.world.panels["dossier"].refresh()
        panel = here.panel("dossier")
        assert not panel.layout.overflow, dossier
        button = next(b for b in panel.layout.boxes if getattr(b.node, "id", "") == "start")
        assert button.y + button.h <= panel.size_mm[1], dossier
    here.press("dossier", "start")
    assert here.panel("dossier").width_m > shut


def test_who_signs_blindly_fails_with_the_loss_spelt_out() -> None:
    here = stage(estate_office, "estate_office")
    here.press("dossier", "start")
    here.press("dossier", "decide")
    here.press("dossier", "decision:sign")
    assert not here.step(), "a reason comes first"
    assert "까닭" in here.texts("dossier")
    here.panel("dossier").activate("reason:" + here.world.memory["estate_office"].dossier.reasons[-1].id)
    here.press("dossier", "decision:sign")
    (put,) = here.step()
    answer = judged(put)
    assert answer["grade"]["critical"]
    here.step(Reply(put.tag, 200, answer))
    shown = here.texts("dossier")
    assert "치명적인 실수" in shown
    assert "wrong_signature" not in shown, "ids are for programs"


def test_marks_can_be_taken_back_and_the_papers_carry_their_watermark() -> None:
    here = stage(estate_office, "estate_office")
    here.press("dossier", "start")
    state = here.world.memory["estate_office"]
    field = f"mark:{next(state.dossier.fields()).id}"
    here.press("dossier", field)
    assert len(state.findings) == 1
    here.press("dossier", field)
    assert not state.findings
    pages = [b.node for b in here.panel("dossier").layout.boxes if type(b.node).__name__ == "Page"]
    assert pages[0].watermark == state.dossier.watermark.ko


def test_a_refusal_of_the_server_loses_no_mark() -> None:
    here = stage(estate_office, "estate_office")
    read_and_mark(here)
    state = here.world.memory["estate_office"]
    marked = list(state.findings)
    here.panel("dossier").activate(f"reason:{state.dossier.reasons[0].id}")
    here.press("dossier", "decision:fix")
    (put,) = here.step()
    here.step(Reply(put.tag, 422, {"code": "x", "message_ko": "그 칸은 없습니다.", "message_en": "no such field"}))
    assert "그 칸은 없습니다." in here.texts("dossier")
    assert state.findings == marked
