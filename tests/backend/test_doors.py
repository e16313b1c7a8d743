"""Who may come in where: every route of the server stands in the table, and is tried by everybody who may not."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import httpx
import pytest

from backend.app import create_app
from backend.appeals import repository as appeals
from backend.db import Database, now
from backend.schemas.appeals import AppealCheck
from backend.schemas.identity import Role
from backend.settings import Settings
from safety_training.contract import load_dossier
from tests.backend.fight import Fighter
from tests.backend.people import People, hear, new_id, room_name

ANYBODY, SIGNED_IN, TRAINERS, STAFF, ROOM, PAGES = "anybody", "signed in", "trainers", "staff", "room token", "pages"
LED = "who leads the group"  # of the drill, the record, the appeal
SEEN = "whose it is, and who leads the group"
OWN = "whose it is"
DOORS: dict[str, str] = {
    "GET /health": ANYBODY,
    "GET /metrics": ANYBODY,
    "GET /api/openapi.json": ANYBODY,
    "HEAD /api/openapi.json": ANYBODY,
    "POST /api/guests": ANYBODY,
    "POST /api/accounts": ANYBODY,
    "POST /api/tokens": ANYBODY,
    "GET /api/scenarios": ANYBODY,
    "GET /api/dossiers/{id}": ANYBODY,
    "GET /api/certificates/{number}": ANYBODY,
    "GET /certificates/{number}": ANYBODY,
    "GET /launch/{code}": ANYBODY,
    "PUT /api/launches/{id}": ANYBODY,  # who holds a package: test_scorm
    "GET /api/launches/{id}/result": ANYBODY,  # who holds the launch's token: test_scorm
    "WS /api/rooms/{room}/poses": ROOM,
    "WS /api/rooms/{room}/events": ROOM,
    "POST /api/rooms/{room}/voice": ROOM,
    "DELETE /api/rooms/{room}/voice": ROOM,
    "WS /staff": PAGES,  # behind the door of web/door.py: test_staff_page, test_console_page
    "WS /console": PAGES,
    "WS /_nicegui": PAGES,
    "WS /_nicegui_ws": PAGES,
    "GET /api/me": SIGNED_IN,
    "GET /api/me/data": SIGNED_IN,
    "POST /api/rooms/{room}/token": SIGNED_IN,
    "PUT /api/sessions/{id}": SIGNED_IN,
    "GET /api/sessions": SIGNED_IN,
    "PUT /api/progress/{task}": SIGNED_IN,
    "GET /api/progress": SIGNED_IN,
    "PUT /api/suggestions/{id}": SIGNED_IN,
    "GET /api/suggestions": SIGNED_IN,
    "GET /api/records": SIGNED_IN,
    "PUT /api/drills/{id}": SIGNED_IN,  # with a group, roles or paused: test_groups
    "DELETE /api/drills/{id}/voices/{voice}": SIGNED_IN,
    "PUT /api/leases/{id}": SIGNED_IN,
    "PUT /api/launches/{code}/claim": SIGNED_IN,
    "DELETE /api/me": SIGNED_IN,
    "GET /api/staff/suggestions": STAFF,
    "PUT /api/suggestions/{id}/answer": STAFF,
    "GET /api/rooms": TRAINERS,
    "GET /api/drills": TRAINERS,
    "GET /api/groups": TRAINERS,
    "PUT /api/groups/{id}": TRAINERS,  # another's is 409: test_groups
    "GET /api/xapi/outbox": TRAINERS,
    "POST /api/xapi/outbox/retry": TRAINERS,
    "GET /api/scenarios/{scenario}/scorm.zip": TRAINERS,
    "GET /api/appeals": TRAINERS,
    "GET /api/groups/{id}": LED,
    "GET /api/groups/{id}/results": LED,
    "GET /api/groups/{id}/roster.csv": LED,
    "PUT /api/groups/{id}/members/{member}": LED,
    "DELETE /api/groups/{id}/members/{member}": LED,
    "PUT /api/drills/{id}/paused": LED,
    "PUT /api/drills/{id}/injections/{injection}": LED,
    "PUT /api/drills/{id}/voices/{voice}": LED,
    "PUT /api/drills/{id}/voices/{voice}/talk": LED,
    "GET /api/drills/{id}/roster.csv": LED,
    "PUT /api/appeals/{id}/ruling": LED,
    "PUT /api/drills/{id}/branches/{branch}": LED,
    "GET /api/drills/{id}": SEEN,
    "GET /api/drills/{id}/log": SEEN,
    "GET /api/drills/{id}/injections": SEEN,
    "GET /api/drills/{id}/statements": SEEN,
    "GET /api/drills/{id}/report.pdf": SEEN,
    "GET /api/records/{id}/appeal": SEEN,
    "PUT /api/records/{id}/certificate": SEEN,
    "GET /api/records/{id}/certificate.pdf": SEEN,
    "PUT /api/records/{id}/appeal": OWN,
    "GET /api/leases/{id}": OWN,
    "PUT /api/suggestions/{id}/seen": OWN,
}
BODIES: dict[str, Any] = {
    "PUT /api/groups/{id}": {"name": "반"},
    "PUT /api/groups/{id}/members/{member}": {"part": "trainee"},
    "PUT /api/drills/{id}/paused": {"paused": True},
    "PUT /api/drills/{id}/injections/{injection}": {"control": "end"},
    "PUT /api/drills/{id}/branches/{branch}": {"tick": 0},
    "PUT /api/drills/{id}/voices/{voice}": {"sdp": "v=0"},
    "PUT /api/drills/{id}/voices/{voice}/talk": {"talking": True},
    "PUT /api/appeals/{id}/ruling": {"state": "upheld", "answer": "그대로입니다."},
    "PUT /api/suggestions/{id}/answer": {"answer": "고맙습니다."},
    "PUT /api/records/{id}/appeal": {"id": new_id(), "text": "다시 봐 주세요."},
}
SLOW = (
    "report.pdf",
    "certificate.pdf",
    "scorm.zip",
)  # made for those who may: test_reports, test_certificates, test_scorm
REFUSED = (401, 403, 404)


def routes(found: Any, prefix: str = "") -> Iterator[str]:
    for route in found:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from routes(inner.routes, prefix + route.include_context.prefix)
        else:
            yield from (
                f"{method} {prefix}{route.path}" for method in sorted(getattr(route, "methods", None) or ["WS"])
            )


def test_every_route_stands_in_the_table(tmp_path):
    assert sorted(routes(create_app(Settings(data_dir=tmp_path)).routes)) == sorted(DOORS)


@pytest.fixture(scope="module")
def house(served):
    """A drill of a group, finished, and appealed by who took part; and all who try the doors."""
    with (
        People(served.url, served.settings) as people,
        httpx.Client(base_url=f"{served.url}/api", timeout=20) as nobody,
    ):
        yield built(people, served, nobody)


def built(people, served, nobody):
    trainer, trainee, room = people.with_role(Role.trainer), people.guest("김훈련"), room_name()
    ids = {"drills": new_id(), "groups": new_id(), "appeals": new_id(), "suggestions": new_id(), "leases": new_id()}
    trainer.put(f"/groups/{ids['groups']}", {"name": "반"}).raise_for_status()
    with trainee.socket(room, "events") as socket:
        drill = {"room": room, "scenario": "waste_bin", "seed": 3, "group": ids["groups"]}
        trainer.put(f"/drills/{ids['drills']}", drill).raise_for_status()
        fighter = Fighter(trainee, socket, ids["drills"])
        fighter.join()
        fighter.sound_alarm_and_finish()
        hear(socket, "drill.ended")
    (record,) = trainee.get("/records").json()
    ids["records"] = record["id"]
    trainee.put(f"/suggestions/{ids['suggestions']}", {"text": "나무를 심어 주세요."}).raise_for_status()
    reason = load_dossier("new_villa", 3).reasons[0].id
    lease = {"dossier": "new_villa", "seed": 3, "opened": [], "findings": [], "reason": reason, "decision": "stop"}
    trainee.put(f"/leases/{ids['leases']}", lease).raise_for_status()
    asyncio.run(appeal(served, UUID(ids["appeals"]), UUID(ids["records"]), UUID(trainee.id)))
    return SimpleNamespace(
        ids=ids,
        nobody=nobody,
        trainer=trainer,
        trainee=trainee,
        passer_by=people.guest(),
        stranger=people.with_role(Role.trainer),
        staff=people.with_role(Role.staff),
    )


async def appeal(served, id_, record, user):
    """As if it had been computed again already, which takes seconds."""
    database = Database(served.settings.database_url)
    try:
        async with database.unit() as unit:
            check = AppealCheck(done=True).model_dump()
            given = {"text": "다시 봐 주세요.", "state": "open", "answer": "", "created_at": now()}
            await appeals.add(unit, id=id_, record_id=record, user_id=user, check=check, **given)
    finally:
        await database.close()


def ask(house: Any, door: str, who: Any) -> int:
    """who : None for nobody in particular."""
    method, path = door.split(" ")
    area = path.split("/")[2]
    path = path.removeprefix("/api").replace("{id}", house.ids.get(area, new_id())).replace("{scenario}", "waste_bin")
    for name, value in (
        ("{room}", room_name()),
        ("{task}", "task"),
        ("{code}", "ABCDEFGHJK"),
        ("{member}", house.trainee.id),
    ):
        path = path.replace(name, value)
    path = path.replace("{injection}", new_id()).replace("{branch}", new_id()).replace("{voice}", new_id())
    given = {"json": BODIES[door]} if door in BODIES else {}
    client = house.nobody if who is None else who.http
    return client.request(method, path, **given).status_code


def test_nobody_comes_in_where_they_may_not(house):
    shut = {
        SIGNED_IN: [None],
        ROOM: [None, house.passer_by, house.trainer],
        TRAINERS: [None, house.passer_by, house.staff],
        STAFF: [None, house.passer_by, house.trainer],
        LED: [None, house.passer_by, house.trainee, house.stranger, house.staff],
        SEEN: [None, house.passer_by, house.stranger, house.staff],
        OWN: [None, house.passer_by, house.trainer, house.stranger, house.staff],
    }
    open_doors = [
        (door, who and who.user, status)
        for door, kind in DOORS.items()
        if not door.startswith("WS")
        for who in shut.get(kind, [])
        if (status := ask(house, door, who)) not in ((401,) if who is None else REFUSED)
    ]
    assert open_doors == []


def test_whoever_may_comes_in(house):
    may = {
        ANYBODY: [],
        TRAINERS: [house.trainer, house.stranger],
        STAFF: [house.staff],
        LED: [house.trainer],
        SEEN: [house.trainee, house.trainer],
        OWN: [house.trainee],
    }
    missing = "PUT /api/drills/{id}/voices/{voice}/talk"  # there is no line to talk on
    shut_doors = [
        (door, who.user, status)
        for door, kind in DOORS.items()
        if not door.endswith(SLOW) and door != missing
        for who in may.get(kind, [])
        if (status := ask(house, door, who)) in REFUSED
    ]
    assert shut_doors == []


def test_a_trainer_sees_no_appeal_of_anothers_group(house):
    assert house.ids["appeals"] in [a["id"] for a in house.trainer.get("/appeals").json()]
    assert house.ids["appeals"] not in [a["id"] for a in house.stranger.get("/appeals").json()]
