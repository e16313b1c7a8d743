"""A grade can be appealed: computed again, answered by a trainer, corrected beside the first."""

from __future__ import annotations

import time

import pytest

from backend.schemas.identity import Role
from backend.xapi.vocabulary import VERBS
from tests.backend.people import new_id
from tests.backend.test_reports import play
from tests.backend.xapi_model import check


@pytest.fixture
def appealed(people):
    drill = play(people, "박훈련")
    (person,) = drill.persons
    (record,) = person.get("/records").json()
    body = {"id": new_id(), "text": "안전핀은 제대로 뽑았습니다."}
    answer = person.put(f"/records/{record['id']}/appeal", body)
    assert answer.status_code == 200, answer.text
    return drill, person, record, body, computed(person, record, answer.json())


def computed(person, record, appeal):
    """The appeal once the drill has been computed again: where that takes long, it is answered before."""
    end = time.monotonic() + 120
    while not appeal["check"]["done"] and time.monotonic() < end:
        time.sleep(0.2)
        appeal = person.get(f"/records/{record['id']}/appeal").json()
    return appeal


def test_an_appeal_has_the_drill_computed_again(people, appealed):
    drill, person, record, body, made = appealed
    assert (made["state"], made["answer"]) == ("open", "")
    expected = {
        "done": True,
        "problems": [],
        "state_hash": drill.ended["state_hash"],
        "score": record["grade"]["score"],
    }
    assert made["check"] == expected
    assert person.put(f"/records/{record['id']}/appeal", body).json() == made
    assert person.get(f"/records/{record['id']}/appeal").json() == made
    again = person.put(f"/records/{record['id']}/appeal", {"id": new_id(), "text": "또 하나"})
    assert (again.status_code, again.json()["code"]) == (409, "appealed")
    assert person.get("/records").json()[0]["appeal"] == "open"


def test_only_ones_own_and_only_a_drill(people, appealed):
    _, _, record, _, _ = appealed
    other, trainer = people.guest(), people.with_role(Role.trainer)
    body = {"id": new_id(), "text": "남의 것"}
    assert other.put(f"/records/{record['id']}/appeal", body).status_code == 404
    assert other.get(f"/records/{record['id']}/appeal").status_code == 404
    assert trainer.put(f"/records/{record['id']}/appeal", body).status_code == 404
    assert other.get("/appeals").status_code == 403


def test_a_trainer_corrects_a_grade_and_the_first_one_stays(people, appealed):
    drill, person, record, body, _made = appealed
    trainer = people.with_role(Role.trainer)
    mine = [a for a in trainer.get("/appeals").json() if a["id"] == body["id"]]
    assert [(a["author"], a["state"]) for a in mine] == [("박훈련", "open")]
    ruling = {"state": "corrected", "answer": "기록을 보니 맞습니다."}
    assert trainer.put(f"/appeals/{body['id']}/ruling", ruling).status_code == 422
    ruling |= {"score": 80.5, "passed": True}
    assert person.put(f"/appeals/{body['id']}/ruling", ruling).status_code == 403
    assert person.put(f"/records/{record['id']}/certificate", None).status_code == 409
    ruled = trainer.put(f"/appeals/{body['id']}/ruling", ruling).json()
    assert (ruled["state"], ruled["answer"]) == ("corrected", ruling["answer"])
    assert trainer.put(f"/appeals/{body['id']}/ruling", ruling).json() == ruled
    late = trainer.put(f"/appeals/{body['id']}/ruling", {**ruling, "state": "upheld"})
    assert (late.status_code, late.json()["code"]) == (409, "answered")
    (after,) = person.get("/records").json()
    assert after["grade"] == record["grade"]
    assert (after["corrected"]["score"], after["corrected"]["passed"], after["appeal"]) == (80.5, True, "corrected")
    certificate = person.put(f"/records/{record['id']}/certificate", None).json()
    assert certificate["score"] == 80.5
    told = trainer.get(f"/drills/{drill.id}/statements").json()
    for statement in told:
        check(statement)
    assert [s["verb"]["id"] for s in told[-2:]] == [VERBS["appealed"].id, VERBS["ruled"].id]
    assert told[-1]["actor"]["account"]["name"] == trainer.id
    assert told[-1]["result"]["score"]["raw"] == 80.5


def test_a_grade_that_was_right_stands(people, appealed):
    _, person, record, body, _ = appealed
    trainer = people.with_role(Role.trainer)
    ruling = {"state": "upheld", "answer": "손잡이를 쥔 채 당긴 것이 기록에 있습니다."}
    assert trainer.put(f"/appeals/{body['id']}/ruling", ruling).json()["state"] == "upheld"
    (after,) = person.get("/records").json()
    assert (after["corrected"], after["grade"]) == (None, record["grade"])
    assert trainer.put(f"/appeals/{new_id()}/ruling", ruling).status_code == 404


def test_a_log_that_was_changed_is_found(people, served, appealed):
    """Somebody at the database lets the person act a little earlier."""
    import asyncio
    from uuid import UUID

    from sqlalchemy import update

    from backend.db import Database
    from backend.drills.models import DrillInputRow

    drill = play(people, "박훈련")
    (person,) = drill.persons

    async def forge():
        database = Database(served.settings.database_url)
        async with database.unit() as unit:
            last = update(DrillInputRow).where(DrillInputRow.drill_id == UUID(drill.id), DrillInputRow.n == 2)
            await unit.session.execute(last.values(tick=DrillInputRow.tick - 1))
        await database.close()

    asyncio.run(forge())
    (record,) = person.get("/records").json()
    body = {"id": new_id(), "text": "다시 봐 주세요."}
    made = computed(person, record, person.put(f"/records/{record['id']}/appeal", body).json())
    assert made["check"]["done"] is True
    assert made["check"]["problems"]
    assert made["check"]["score"] is None
