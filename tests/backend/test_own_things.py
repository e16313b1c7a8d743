"""Visits, progress, suggestions, records: written once however often they are sent, and seen by their owner only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.schemas.identity import Role
from tests.backend.people import hear, new_id, room_name

START = "2026-11-21T10:00:00Z"
VISIT = {"place": "entrance", "device": "flat", "started_at": START}


def test_a_visit_begins_and_ends_in_whatever_order_it_arrives(people):
    guest, visit = people.guest(), new_id()
    assert guest.put(f"/sessions/{visit}", VISIT).json() == {**VISIT, "ended_at": None, "id": visit}
    ended = {**VISIT, "ended_at": "2026-11-21T19:30:00+09:00"}
    assert guest.put(f"/sessions/{visit}", ended).json()["ended_at"] == "2026-11-21T10:30:00Z"
    assert guest.put(f"/sessions/{visit}", VISIT).json()["ended_at"] == "2026-11-21T10:30:00Z"
    assert [v["id"] for v in guest.get("/sessions").json()] == [visit]
    other = guest.put(f"/sessions/{visit}", {**VISIT, "place": "fire_hall"})
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")


def test_the_newest_progress_wins(people):
    guest = people.guest()
    done = {
        "state": "done",
        "at": "2026-11-21T11:00:00Z",
        "detail": {"score": 90, "share": 1.5, "passed": True, "title": "휴지통 화재"},
    }
    started = {"state": "started", "at": "2026-11-21T10:00:00Z", "detail": {}}
    assert guest.put("/progress/drill.waste_bin", done).json() == {**done, "task": "drill.waste_bin"}
    assert guest.put("/progress/drill.waste_bin", started).json()["state"] == "done"
    assert [p["state"] for p in guest.get("/progress").json()] == ["done"]


@pytest.mark.parametrize("kind", ["sessions", "suggestions", "progress", "records"])
def test_nobody_sees_anothers_things(people, kind):
    owner, other = people.guest(), people.guest()
    owner.put(f"/sessions/{new_id()}", VISIT).raise_for_status()
    owner.put(f"/suggestions/{new_id()}", {"text": "안녕하세요"}).raise_for_status()
    owner.put("/progress/greet", {"state": "done", "at": START}).raise_for_status()
    assert other.get(f"/{kind}").json() == []
    for somebody in (people.with_role(Role.staff), people.with_role(Role.admin)):
        assert somebody.get(f"/{kind}").json() == []


def test_anothers_id_cannot_be_written(people):
    owner, other = people.guest(), people.guest()
    visit, suggestion = new_id(), new_id()
    owner.put(f"/sessions/{visit}", VISIT).raise_for_status()
    owner.put(f"/suggestions/{suggestion}", {"text": "안녕하세요"}).raise_for_status()
    assert other.put(f"/sessions/{visit}", VISIT).status_code == 409
    assert other.put(f"/suggestions/{suggestion}", {"text": "안녕하세요"}).status_code == 409
    assert other.put(f"/suggestions/{suggestion}/seen", {}).status_code == 404


def test_the_same_write_from_many_threads_is_one_write(people):
    guest, suggestion = people.guest(), new_id()
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: guest.put(f"/suggestions/{suggestion}", {"text": "공원에 그늘을"}), range(24))
        )
    assert {a.status_code for a in answers} == {200}
    assert len({a.text for a in answers}) == 1
    assert len(guest.get("/suggestions").json()) == 1


def test_a_suggestion_is_answered_and_its_author_hears_of_it(people):
    author, staff, suggestion = people.guest("최제안"), people.with_role(Role.staff), new_id()
    with author.socket(room_name("mayor_office"), "events") as socket:
        hear(socket, "welcome")
        author.put(f"/suggestions/{suggestion}", {"text": "밤길이 어둡습니다"}).raise_for_status()
        waiting = {s["id"]: s for s in staff.get("/staff/suggestions").json()}
        assert waiting[suggestion]["author"] == "최제안"
        answer = {"answer": "가로등을 늘리겠습니다."}
        staff.put(f"/suggestions/{suggestion}/answer", answer).raise_for_status()
        assert hear(socket, "suggestion.answered")["id"] == suggestion
    found = author.get("/suggestions").json()[0]
    assert (found["state"], found["answer"], found["answer_seen"]) == ("answered", answer["answer"], False)
    first_time = found["answered_at"]
    assert staff.put(f"/suggestions/{suggestion}/answer", answer).json()["answered_at"] == first_time
    assert author.put(f"/suggestions/{suggestion}/seen", {}).json()["answer_seen"] is True
    corrected = staff.put(f"/suggestions/{suggestion}/answer", {"answer": "가로등 20개를 늘리겠습니다."}).json()
    assert corrected["answer_seen"] is False  # there is something new to read
    assert suggestion in {s["id"] for s in staff.get("/staff/suggestions?state=answered").json()}


@pytest.mark.parametrize("role", list(Role))
def test_only_staff_and_admin_answer(people, role):
    author, suggestion = people.guest(), new_id()
    author.put(f"/suggestions/{suggestion}", {"text": "안녕하세요"}).raise_for_status()
    person = people.guest() if role == Role.guest else people.with_role(role)
    allowed = role in (Role.staff, Role.admin)
    assert (person.get("/staff/suggestions").status_code == 200) == allowed
    answered = person.put(f"/suggestions/{suggestion}/answer", {"answer": "알겠습니다"})
    assert answered.status_code == (200 if allowed else 403)
    assert author.get("/suggestions").json()[0]["answer"] == ("알겠습니다" if allowed else "")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/suggestions/{id}", {"text": "x"}),
        ("/suggestions/{id}", {"text": "  \n "}),
        ("/suggestions/{id}", {"text": "nul\0"}),
        ("/suggestions/{id}", {"text": "가" * 2001}),
        ("/suggestions/{id}", {"text": "good", "more": 1}),
        ("/suggestions/not-an-id", {"text": "good"}),
        ("/sessions/{id}", {**VISIT, "started_at": "2026-11-21T10:00:00"}),
        ("/sessions/{id}", {**VISIT, "place": "../etc"}),
        ("/progress/greet", {"state": "done", "at": START, "detail": {"x": "nul\0"}}),
        ("/progress/greet", {"state": "done", "at": START, "detail": {"그림": 1}}),
        ("/progress/greet", {"state": "done", "at": 1795300000}),
        ("/progress/Bad Task", {"state": "done", "at": START}),
    ],
)
def test_what_is_not_valid_is_422_with_a_code(people, path, body):
    answer = people.guest().put(path.replace("{id}", new_id()), body)
    assert answer.status_code == 422
    problem = answer.json()
    assert problem["code"] == "invalid"
    assert problem["message_ko"]
    assert problem["message_en"]


def test_deep_or_broken_json_is_refused(people):
    guest = people.guest()
    for content in (b'{"text": ', b"\xff\xfe", b"[" * 50_000, b'{"text":"\\ud800 lone"}'):
        answer = guest.http.put(
            f"/suggestions/{new_id()}", content=content, headers={"content-type": "application/json"}
        )
        assert answer.status_code in (400, 422), content[:20]
        assert answer.json()["code"] in ("invalid", "unreadable")
