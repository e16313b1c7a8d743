"""The database pulled away for ten seconds in the middle of a drill: the drill goes on, and nothing is lost or doubled."""

from __future__ import annotations

import time

import httpx
import pytest

from backend.settings import Settings
from safety_training.replay import DrillLog, verify
from tests.backend.fight import ALARM_STAND, Fighter
from tests.backend.people import People, hear, new_id
from tests.backend.serving import Child, in_thread
from tests.system.postgres import cluster
from tests.system.witness import wait_for

pytestmark = pytest.mark.system
AWAY_S = 10.0


@pytest.fixture(scope="module")
def own_postgres():
    with cluster() as made:
        yield made


def test_a_server_that_starts_before_its_database_waits_for_it(own_postgres, tmp_path):
    database = own_postgres.database()
    own_postgres.stop()
    server = Child(tmp_path / "data", "--database", database)
    try:
        server.launch()
        wait_for(lambda: "database.waiting" in server.log(), "a line that says what is waited for")
    finally:
        own_postgres.start()
    server.wait()
    assert httpx.get(f"{server.url}/health", timeout=20).json()["database"] is True
    assert server.stop() == 0


@pytest.mark.parametrize("how", ["stopped", "hung"])
def test_ten_seconds_without_a_database(own_postgres, tmp_path, how):
    settings = Settings(data_dir=tmp_path / "data", database=own_postgres.database(), database_timeout_s=2.0)
    drill, room, suggestion = new_id(), "fire_hall", new_id()
    words = {"text": "가로등을 고쳐 주세요"}
    with in_thread(settings) as url, People(url, settings) as people:
        person = people.guest("박훈련")
        token = person.room_token(room)["token"]
        with person.socket(room, "events", token) as socket:
            start = {"room": room, "scenario": "waste_bin", "seed": 7, "mode": "practice"}
            person.put(f"/drills/{drill}", start).raise_for_status()
            fighter = Fighter(person, socket, drill)
            fighter.join()
            safe = fighter.wait_acked()
            own_postgres.hang() if how == "hung" else own_postgres.stop()
            back_at = time.monotonic() + AWAY_S
            refused = person.put(f"/suggestions/{suggestion}", words)
            assert (refused.status_code, refused.json()["code"]) == (503, "database_away")
            assert int(refused.headers["retry-after"]) >= 1
            assert httpx.get(f"{url}/health", timeout=20).status_code == 503
            last = _walk_until(fighter, back_at)
            assert last["acked"] == safe["acked"]  # nothing is called safe that is not
            # the clock did not wait for the database: two of ten seconds at least, on however busy a machine
            assert last["snapshot"]["tick"] - safe["snapshot"]["tick"] > 40
            own_postgres.wake() if how == "hung" else own_postgres.start()
            fighter.wait_acked()
            fighter.sound_alarm_and_finish()
            ended = hear(socket, "drill.ended")
        wait_for(lambda: person.put(f"/suggestions/{suggestion}", words).status_code == 200, "the suggestion taken")
        assert httpx.get(f"{url}/health", timeout=20).json()["status"] == "ok"
        assert [r["grade"] for r in person.get("/records").json()] == [ended["grade"]]
        log = DrillLog.from_dict(person.get(f"/drills/{drill}/log").json()["log"])
    assert [i.seq for i in log.inputs] == list(range(1, fighter.seq + 1))
    assert verify(log) == []


def _walk_until(fighter: Fighter, end: float) -> dict:
    """Moves twice a second; returns the last snapshot message."""
    while True:
        moment = time.monotonic()
        fighter.move(ALARM_STAND, (-5.95, 1.3, -3.0))
        while time.monotonic() < moment + 0.5:
            message = hear(fighter.socket, "drill.snapshot")
        if moment > end:
            return message
