"""What is told of drills and leases, and the outbox: nothing lost or doubled, in order, whatever the store answers."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID, uuid4, uuid5

import httpx
import pytest

from backend.db import Database
from backend.drills.live import GradeOut
from backend.metrics import Metrics
from backend.migrations import migrate
from backend.schemas.identity import Role
from backend.settings import Settings
from backend.xapi import repository
from backend.xapi.drills import Ended, of_drill
from backend.xapi.outbox import Outbox
from backend.xapi.sender import LrsAwayError, Sender
from backend.xapi.statements import Attempt, Learner, activity, statement
from backend.xapi.vocabulary import ACCOUNTS, PROFILE, PROFILE_VERSION, VERBS, extension
from safety_training.drill import Drill
from safety_training.events import Finish, Inject, Join, Logged, Move, PressAlarm
from safety_training.grading import grade
from safety_training.scenario import load_scenario
from tests.backend.fight import ALARM, ALARM_STAND, Fighter
from tests.backend.people import hear, new_id, room_name
from tests.backend.xapi_model import check

PERSON, TRAINER, DRILL = UUID(int=7), UUID(int=9), UUID(int=1)
AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def told():
    """The statements of one small drill, each with its attempt and place."""
    drill = Drill(load_scenario("waste_bin"), 7, "practice")
    me, inputs = str(PERSON), []

    def act(seq, action, who=me):
        inputs.append(Logged(drill.tick, who, seq, action))
        drill.step([inputs[-1]])

    act(1, Join("박훈련"))
    act(2, Move(ALARM_STAND, (-1.0, 0.0, 0.0)))
    act(3, PressAlarm(ALARM))
    act(0, Inject("message", "", 0.0, "침착하게"), f"trainer:{TRAINER}")
    act(4, Finish())
    assert drill.finished
    grades = {PERSON: GradeOut.model_validate(grade(drill, me).to_dict())}
    learners = {PERSON: Learner(PERSON, "ko", "flat")}
    ended = Ended(DRILL, drill, inputs, AT, grades, learners, ACCOUNTS, drill.state_hash(), "a" * 64, TRAINER)
    return SimpleNamespace(rows=of_drill(ended), again=of_drill(ended), grade=grades[PERSON], drill=drill)


def _verbs(rows, whose=PERSON):
    short = {verb.id: name for name, verb in VERBS.items()}
    return [short[made["verb"]["id"]] for attempt, _, made in rows if attempt.learner.id == whose]


def test_every_statement_is_one_of_xapi_2(told):
    for _, _, made in told.rows:
        check(made)
        assert json.loads(json.dumps(made, allow_nan=False)) == made


def test_an_attempt_begins_and_ends_as_cmi5_wants(told):
    verbs = _verbs(told.rows)
    assert verbs[0] == "initialized"
    assert verbs[-3:] == ["completed", "failed", "terminated"]
    assert verbs.count("scored") == len([line for line in told.grade.lines if line.rule not in told.grade.critical])
    last = told.rows[len(verbs) - 2][2]
    assert last["result"]["score"]["raw"] == told.grade.score
    assert last["context"]["registration"] == str(uuid5(DRILL, str(PERSON)))
    assert last["context"]["extensions"][extension("replay-hash")] == "a" * 64
    assert last["context"]["instructor"]["account"]["name"] == str(TRAINER)
    assert {"id": last["context"]["contextActivities"]["category"][0]["id"]} == {"id": PROFILE_VERSION}


def test_the_same_drill_gives_the_same_statements(told):
    assert [made for _, _, made in told.rows] == [made for _, _, made in told.again]
    ids = [made["id"] for _, _, made in told.rows]
    assert len(set(ids)) == len(ids)


def test_what_was_done_is_told_with_its_tick_and_its_moment(told):
    (alarm,) = [made for _, _, made in told.rows if made["object"]["id"] == f"{PROFILE}/steps/alarm_on"]
    tick = told.drill.moments["alarm_on"]
    assert alarm["context"]["extensions"][extension("tick")] == tick
    assert alarm["timestamp"] < told.rows[-1][2]["timestamp"] or told.drill.tick == tick
    assert alarm["object"]["definition"]["name"]["ko-KR"] == "발신기를 누름"
    times = [m["timestamp"] for a, _, m in told.rows if a.learner.id == PERSON and "tick" in str(m["context"])]
    assert len(times) > 3


def test_a_trainers_injection_is_told_as_the_trainers(told):
    (injected,) = [made for attempt, _, made in told.rows if attempt.learner.id == TRAINER]
    assert injected["actor"]["account"]["name"] == str(TRAINER)
    assert injected["verb"]["id"] == VERBS["injected"].id
    assert injected["context"]["extensions"][extension("instructor-event")] == "3 message 침착하게"


def test_nobodys_name_or_address_is_told(told):
    text = json.dumps([made for _, _, made in told.rows], ensure_ascii=False)
    assert "박훈련" not in text
    assert "mbox" not in text


# the whole way -----------------------------------------------------------------------------------------------------------


def test_a_drill_and_a_lease_leave_their_statements_in_the_outbox(people):
    person, trainer, other = people.guest("박훈련"), people.with_role(Role.trainer), people.guest()
    room, drill = room_name(), new_id()
    body = {"room": room, "scenario": "waste_bin", "seed": 7, "mode": "practice"}
    with person.socket(room, "events") as socket:
        person.put(f"/drills/{drill}", body).raise_for_status()
        fighter = Fighter(person, socket, drill)
        fighter.join()
        fighter.sound_alarm_and_finish()
        ended = hear(socket, "drill.ended")
    own = person.get(f"/drills/{drill}/statements").json()
    for made in own:
        check(made)
    assert own[-1]["verb"]["id"] == VERBS["terminated"].id
    assert own[-2]["result"]["score"]["raw"] == ended["grade"]["score"]
    assert own[-2]["context"]["extensions"][extension("state-hash")] == ended["state_hash"]
    assert trainer.get(f"/drills/{drill}/statements").json() == own
    assert other.get(f"/drills/{drill}/statements").status_code == 404

    state = trainer.get("/xapi/outbox").json()
    assert state["store"] == ""
    assert state["waiting"] >= len(own)
    assert person.get("/xapi/outbox").status_code == 403


# the outbox against stores of all tempers ------------------------------------------------------------------------------


class Store:
    """A learning record store in memory; `answers` are given first, one a request, before it does as it should."""

    def __init__(self):
        self.kept: dict[str, dict] = {}
        self.order: list[str] = []
        self.answers: list = []
        self.bad: set[str] = set()
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, httpx.Response):
            return answer
        if request.method == "GET":
            found = self.kept.get(request.url.params["statementId"])
            return httpx.Response(200, json=found) if found else httpx.Response(404)
        batch = json.loads(request.content)
        if any(made["id"] in self.bad for made in batch):
            return httpx.Response(400, text="not a statement")
        if answer == "strict" and any(made["id"] in self.kept for made in batch):
            return httpx.Response(409, text="there already")
        for made in batch:
            if made["id"] not in self.kept:
                self.kept[made["id"]] = made
                self.order.append(made["id"])
        if answer == "keeps and dies":
            raise httpx.ReadTimeout("gone", request=request)
        return httpx.Response(200, json=[made["id"] for made in batch])


class Desk:
    """An outbox on a database of its own that talks to a store."""

    def __init__(self, folder, **more):
        self.settings = Settings(data_dir=folder, xapi_url="http://lrs.example/xAPI/", xapi_batch=4, **more)
        self.store = Store()

    def run(self, work):
        async def all_of_it():
            database = Database(self.settings.database_url)
            await migrate(database)
            box = Outbox(self.settings, database, Metrics())
            box.sender = Sender(self.settings, httpx.MockTransport(self.store))
            try:
                return await work(database, box)
            finally:
                await box.close()
                await database.close()

        return asyncio.run(all_of_it())

    async def fill(self, database, count, registration=None):
        attempt = Attempt(
            Learner(uuid4()), registration or uuid4(), activity("scenario", "scenarios/x", "가", "x"), ACCOUNTS, AT
        )
        from backend.xapi import service

        made = [statement(attempt, f"n{n}", "interacted", attempt.scenario) for n in range(count)]
        async with database.unit() as unit:
            await service.put(unit, attempt, made)
        return [m["id"] for m in made]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path, xapi_user="seoul", xapi_password="secret")


async def _drain(box, database, tries=20):
    for _ in range(tries):
        try:
            if not await box.send_once():
                break
        except LrsAwayError:
            continue
    async with database.unit() as unit:
        return await repository.counts(unit)


def test_all_are_sent_once_in_order_with_the_key(desk):
    async def work(database, box):
        ids = await desk.fill(database, 10)
        assert await _drain(box, database) == {"sent": 10}
        return ids

    ids = desk.run(work)
    assert desk.store.order == ids
    first = desk.store.asked[0]
    assert first.headers["X-Experience-API-Version"] == "2.0.0"
    assert first.headers["Authorization"].startswith("Basic ")
    assert first.url == "http://lrs.example/xAPI/statements"


@pytest.mark.parametrize(
    "trouble",
    [
        httpx.ConnectError("refused"),
        httpx.ReadTimeout("slow"),
        "keeps and dies",
        httpx.Response(500),
        httpx.Response(503, headers={"Retry-After": "7"}),
        httpx.Response(429),
        httpx.Response(401),
        httpx.Response(404),
        httpx.Response(302, headers={"Location": "http://elsewhere"}),
    ],
)
def test_trouble_loses_and_doubles_nothing(desk, trouble):
    desk.store.answers = [None, trouble, trouble]

    async def work(database, box):
        ids = await desk.fill(database, 10)
        assert await _drain(box, database) == {"sent": 10}
        return ids

    ids = desk.run(work)
    assert desk.store.order == ids


def test_a_store_that_does_not_want_to_hear_it_twice(desk):
    """409 for what it has: asked one by one, what it holds counts as sent."""

    async def work(database, box):
        ids = await desk.fill(database, 4)
        desk.store.answers = [
            "keeps and dies",
            "strict",
            "strict",
            "strict",
            None,
            "strict",
            None,
            "strict",
            None,
            "strict",
            None,
        ]
        assert await _drain(box, database) == {"sent": 4}
        return ids

    assert desk.run(work) == desk.store.order


def test_one_bad_statement_holds_up_no_other_and_can_be_tried_again(desk):
    async def work(database, box):
        ids = await desk.fill(database, 6)
        desk.store.bad = {ids[2]}
        assert await _drain(box, database) == {"sent": 5, "refused": 1}
        async with database.unit() as unit:
            (bad,) = await repository.refused(unit, 5)
        assert (str(bad.id), bad.error) == (ids[2], "400 not a statement")
        desk.store.bad = set()
        async with database.unit() as unit:
            assert await repository.retry_refused(unit) == 1
        assert await _drain(box, database) == {"sent": 6}

    desk.run(work)


def test_it_waits_longer_each_time_and_as_long_as_it_is_asked_to(desk):
    desk.store.answers = [httpx.ConnectError("x")] * 3 + [httpx.Response(503, headers={"Retry-After": "90"})]

    async def work(database, box):
        await desk.fill(database, 2)
        pauses = [await box._round() for _ in range(4)]
        assert pauses == [1.0, 2.0, 4.0, 90.0]
        assert box.behind
        assert "503" in box.standing.last_error
        assert await box._round() == 0.0
        assert not box.behind
        assert await box._round() == desk.settings.xapi_poll_s

    desk.run(work)


def test_putting_the_same_again_changes_nothing(desk):
    async def work(database, box):
        from backend.xapi import service

        attempt = Attempt(Learner(PERSON), DRILL, activity("scenario", "scenarios/x", "가", "x"), ACCOUNTS, AT)
        made = [statement(attempt, f"n{n}", "interacted", attempt.scenario) for n in range(3)]
        for _ in range(2):
            async with database.unit() as unit:
                await service.put(unit, attempt, made)
            assert await _drain(box, database) == {"sent": 3}

    desk.run(work)
    assert len(desk.store.asked) == 1


def test_an_address_that_is_none_is_said_at_once(tmp_path):
    with pytest.raises(ValueError, match="learning record store"):
        Sender(Settings(data_dir=tmp_path, xapi_url="lrs.example"))
