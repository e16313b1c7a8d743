"""One's own data: all of it to be had, all of it to be forgotten; and what time takes."""

from __future__ import annotations

import asyncio
import json
from datetime import timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import update

from backend.db import Database, now
from backend.drills.models import DrillRow
from backend.identity.models import User
from backend.migrations import migrate
from backend.records.housekeeping import Housekeeper
from backend.records.personal import NOBODY, export
from backend.records.retention import kept_from, row
from backend.schemas.identity import Role
from backend.settings import Settings
from safety_training.contract import load_dossier
from tests.backend.people import new_id
from tests.backend.test_reports import play


def _lease(person):
    papers = load_dossier("new_villa", 3)
    body = {
        "dossier": "new_villa", "seed": 3, "opened": [d.id for d in papers.documents],
        "findings": sorted({e.any_of[0] for e in papers.trap.evidence}), "reason": papers.trap.reason, "decision": "stop",
    }  # fmt: skip
    person.put(f"/leases/{new_id()}", body).raise_for_status()


@pytest.fixture
def lived(people):
    """Somebody who has left traces everywhere, and the drill."""
    drill = play(people, "박흔적")
    (person,) = drill.persons
    person.put(f"/suggestions/{new_id()}", {"text": "나무를 심어 주세요"}).raise_for_status()
    visit = {"place": "fire_hall", "device": "flat", "started_at": "2026-11-22T03:00:00Z"}
    person.put(f"/sessions/{new_id()}", visit).raise_for_status()
    person.put("/progress/fire_hall.seen", {"state": "done", "at": "2026-11-22T03:00:00Z"}).raise_for_status()
    _lease(person)
    return drill, person


def test_everything_of_oneself_is_to_be_had_and_no_key(lived):
    drill, person = lived
    data = person.get("/me/data").json()
    assert data["users"][0]["name"] == "박흔적"
    for table in ("visits", "progress", "suggestions", "leases", "drill_inputs", "xapi_statements"):
        assert data[table], table
    assert {r["kind"] for r in data["records"]} == {"drill", "lease"}
    assert {i["drill_id"] for i in data["drill_inputs"]} == {drill.id}
    assert "hash" not in data["users"][0]
    assert "secret_hash" not in json.dumps(data)
    assert "password_hash" not in json.dumps(data)


async def left_of(served, person):
    database = Database(served.settings.database_url)
    try:
        async with database.unit() as unit:
            return await export(unit, await unit.session.get(User, UUID(person.id)))
    finally:
        await database.close()


def test_to_be_forgotten_is_to_be_gone(people, served, lived):
    drill, person = lived
    record = next(r for r in person.get("/records").json() if r["kind"] == "lease")
    certificate = person.put(f"/records/{record['id']}/certificate", None).json()
    film = served.settings.data_dir / "films" / f"{drill.id}-0123456789ab-2-1"
    film.mkdir(parents=True)
    assert person.http.delete("/me").status_code == 204
    assert not film.exists()
    assert person.get("/me/data").status_code == 401  # at once, though the token has not expired
    data = asyncio.run(left_of(served, person))
    assert data["users"][0]["name"] == NOBODY
    for table in ("visits", "progress", "leases", "drill_inputs", "xapi_statements", "appeals"):
        assert data[table] == [], table
    assert [s["text"] for s in data["suggestions"]] == ["나무를 심어 주세요"]
    assert "drill" in {r["kind"] for r in data["records"]}
    checked = httpx.get(f"{served.url}/api/certificates/{certificate['number']}", timeout=20).json()
    assert (checked["valid"], checked["name"]) == (False, NOBODY)
    trainer = people.with_role(Role.trainer)
    roster = trainer.get(f"/drills/{drill.id}/roster.csv").content.decode("utf-8-sig")
    assert "박흔적" not in roster
    report = trainer.get(f"/drills/{drill.id}/report.pdf", timeout=60)
    assert report.status_code == 200


def test_what_others_were_in_stays_theirs(people):
    drill = play(people, "박하나", "김둘")
    one, other = drill.persons
    assert one.http.delete("/me").status_code == 204
    log = other.get(f"/drills/{drill.id}/log").json()["log"]
    assert {entry["participant"] for entry in log["entries"]} == {one.id, other.id}


def test_duties_and_a_running_drill_come_first(people):
    trainer = people.with_role(Role.trainer)
    assert trainer.http.delete("/me").json()["code"] == "has_duties"
    assert trainer.get("/me").json()["role"] == "trainer"


def test_nothing_goes_before_the_law_lets_it(tmp_path, people, served, lived):
    """On the served database a drill is made older than it is."""
    drill, _ = lived
    settings = served.settings.model_copy(update={"records_days": 1})

    async def age(days):
        database = Database(served.settings.database_url)
        async with database.unit() as unit:
            old = update(DrillRow).where(DrillRow.id == UUID(drill.id)).values(ended_at=now() - timedelta(days=days))
            await unit.session.execute(old)
        gone = await Housekeeper(settings, database).tidy(now())
        async with database.unit() as unit:
            left = await unit.session.get(DrillRow, UUID(drill.id))
        await database.close()
        return gone, left is not None

    assert asyncio.run(age(700)) == (0, True)
    gone, left = asyncio.run(age(740))
    assert (gone >= 1, left) == (True, False)


def test_nothing_goes_where_nobody_has_asked_for_it(tmp_path):
    async def work():
        settings = Settings(data_dir=tmp_path)
        database = Database(settings.database_url)
        await migrate(database)
        assert await Housekeeper(settings, database).tidy(now() + timedelta(days=9999)) == 0
        await database.close()

    asyncio.run(work())


def test_the_years_are_a_row_with_its_source():
    found = row()
    assert found["value"] >= 1
    assert found["source"]
    assert kept_from(now()) < now() - timedelta(days=365 * found["value"])
