"""Statements reach a real learning record store, each once and in order, while it and our server come and go."""

from __future__ import annotations

import random
import time

import pytest

from backend.schemas.identity import Role
from backend.settings import Settings
from safety_training.contract import load_dossier
from tests.backend.fight import Fighter
from tests.backend.people import People, hear, new_id
from tests.backend.serving import Child
from tests.backend.xapi_model import check
from tests.system.lrs import store as lrs

pytestmark = pytest.mark.system


@pytest.fixture
def store(tmp_path):
    if not lrs.PYTHON.exists():
        pytest.skip("no learning record store: ./test makes its environment")
    made = lrs.Ralph(tmp_path / "lrs")
    yield made
    made.stop()


@pytest.fixture
def child(tmp_path, store, monkeypatch):
    settings = {
        "XAPI_URL": store.url,
        "XAPI_USER": lrs.USER,
        "XAPI_PASSWORD": lrs.PASSWORD,
        "XAPI_BATCH": "7",
        "XAPI_POLL_S": "0.1",
        "XAPI_RETRY_S": "[0.05, 0.2]",
    }
    for name, value in settings.items():
        monkeypatch.setenv(f"SEOUL_SERVER_{name}", value)
    server = Child(tmp_path / "server")
    server.start()
    yield server
    server.kill()


def _lease(person):
    papers = load_dossier("new_villa", 3)
    body = {
        "dossier": "new_villa",
        "seed": 3,
        "opened": [papers.documents[0].id],
        "findings": [],
        "reason": papers.trap.reason,
        "decision": "sign",
    }
    person.put(f"/leases/{new_id()}", body).raise_for_status()


def _drill(person):
    drill, room = new_id(), f"fire_hall.{new_id()}"
    with person.socket(room, "events") as socket:
        person.put(f"/drills/{drill}", {"room": room, "scenario": "waste_bin", "seed": 7}).raise_for_status()
        fighter = Fighter(person, socket, drill)
        fighter.join()
        fighter.sound_alarm_and_finish()
        hear(socket, "drill.ended")
    return drill


def _wait(trainer, done, seconds=180):
    end = time.monotonic() + seconds
    while True:
        state = trainer.get("/xapi/outbox").json()
        if done(state):
            return state
        assert time.monotonic() < end, state
        time.sleep(0.05)


def test_nothing_is_lost_or_doubled_while_both_come_and_go(child, store):
    chance = random.Random(4)
    with People(child.url, Settings(data_dir=child.data_dir)) as people:
        trainer, person = people.with_role(Role.trainer), people.guest("박훈련")
        drill = _drill(person)  # while the store is down
        state = _wait(trainer, lambda s: s["last_error"])
        assert state["waiting"] > 10
        assert person.http.get(f"{child.url}/health").json()["statements"] == "behind"
        child.kill()
        store.start()
        child.start()
        for _ in range(5):
            for _ in range(4):
                _lease(person)
            time.sleep(chance.uniform(0.0, 0.25))
            child.kill()
            child.start()
            time.sleep(chance.uniform(0.0, 0.25))
            store.stop()
            _lease(person)
            store.start()
        _wait(trainer, lambda s: s["waiting"] == 0 and s["sent"] > 0)
        wanted = trainer.get(f"/drills/{drill}/statements").json()
        state = trainer.get("/xapi/outbox").json()
    kept = store.kept()
    ids = [made["id"] for made in kept]
    assert len(set(ids)) == len(ids) == state["sent"]
    assert state["refused"] == 0
    of_drill = [made["id"] for made in kept if made["context"]["registration"] == wanted[0]["context"]["registration"]]
    assert of_drill == [made["id"] for made in wanted]
    found = store.ask(registration=wanted[0]["context"]["registration"])
    assert {made["id"] for made in found} == set(of_drill)
    registrations = {made["context"]["registration"] for made in kept}
    assert len(registrations) == 1 + 5 * 5
    for made in kept:
        check({key: value for key, value in made.items() if key not in ("stored", "authority")})
    for registration in registrations:
        verbs = [m["verb"]["id"].rsplit("/", 1)[1] for m in kept if m["context"]["registration"] == registration]
        assert (verbs[0], verbs[-1]) == ("initialized", "terminated")
