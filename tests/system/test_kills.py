"""The server killed at random moments while a trainer and a trainee are at work: no drill, input, injection or grade is lost,
none comes twice, and a clock that stood still stands. SEOUL_KILLS sets how often (default 5)."""

from __future__ import annotations

import json
import os
import random
import threading
import time

import httpx
import pytest
import websockets.exceptions

from backend.schemas.identity import Role
from backend.settings import Settings
from safety_training.replay import DrillLog, replay, verify
from tests.backend.fight import Fighter
from tests.backend.people import People, hear, new_id, room_name
from tests.backend.serving import Child

pytestmark = pytest.mark.system
KILLS = int(os.environ.get("SEOUL_KILLS", "5"))
AWAY = (httpx.TransportError, websockets.exceptions.ConnectionClosed, OSError, TimeoutError)


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    with pytest.MonkeyPatch.context() as environment:
        # These two never sign in again, however long it takes, and ask after more at once than a person does.
        environment.setenv("SEOUL_SERVER_ACCESS_TOKEN_S", "86400")
        environment.setenv("SEOUL_SERVER_RATE_USER", "[1000, 10000]")
        server = Child(tmp_path_factory.mktemp("kills") / "data")
        server.start()
        yield server
        server.kill()


class Work:
    """One trainee and one trainer in one drill after another. What was answered is remembered, and asked for after each kill."""

    def __init__(self, people, chance):
        self.chance = chance
        self.trainer, self.trainee = people.with_role(Role.trainer), people.guest("박훈련")
        self.room = room_name()
        self.answered = {}  # injection id: drill
        self.paused = False
        self.acked = 0
        self.moved = {}  # drill: the one that goes on from it
        self.ended = {}  # drill: its grade
        self.unsure = None  # a request of which we do not know whether it was done
        self.sent = 0
        self.socket = None
        self.tick = 0
        self.fresh()

    def fresh(self):
        self.drill, self.paused, self.acked = new_id(), False, 0
        self.finishing = False  # said so, and not yet seen that it was done
        self.fighter = Fighter(self.trainee, self.socket, self.drill)
        self.fighter.seq = self.sent
        self.put(f"/drills/{self.drill}", {"room": self.room, "scenario": "waste_bin", "seed": 7})

    def put(self, path, body):
        self.unsure = (path, body)
        answer = self.trainer.put(path, body)
        self.unsure = None
        assert answer.status_code == 200, (path, body, answer.text)
        return answer.json()

    def read(self, path):
        answer = self.trainer.get(path)
        assert answer.status_code == 200, (path, answer.text)
        return answer.json()

    def connect(self):
        self.socket = self.trainee.socket(self.room, "events")
        self.fighter.socket = self.socket
        hear(self.socket, "welcome")

    def again(self):
        """After a restart: whatever was not answered is asked again, and everything that was answered is still so."""
        if self.unsure:
            path, body = self.unsure
            answer = self.trainer.put(path, body)
            assert answer.status_code == 200, (path, body, answer.text)
            self.unsure = None
            self.note(path, body, answer.json())
        self.check()
        self.connect()
        self.fighter.repeat_all()
        if self.finishing:
            self.proven()
            self.fresh()

    def note(self, path, body, out):
        parts = path.split("/")
        if "injections" in parts:
            self.answered[parts[-1]] = parts[2]
        elif "paused" in parts:
            self.paused = body["paused"]
        elif "branches" in parts:
            self.moved[parts[2]] = self.drill = parts[-1]
            self.paused = True
            self.fighter.drill, self.fighter.sent, self.acked = self.drill, [], 0
        assert out["id"]

    def check(self):
        state = self.read(f"/drills/{self.drill}")
        assert state["state"] in ("running", "finished"), state
        if state["state"] == "running":
            assert state["paused"] is self.paused
        for drill in {*self.answered.values(), self.drill}:
            log = DrillLog.from_dict(self.read(f"/drills/{drill}/log")["log"])
            mine = [i for i in log.inputs if i.participant == self.trainee.id and i.seq > 0]
            assert len({i.seq for i in mine}) == len(mine)  # nothing twice
            if drill == self.drill:
                assert max((i.seq for i in mine), default=0) >= self.acked  # nothing that was acknowledged is lost
            kept = {i["id"]: i for i in self.read(f"/drills/{drill}/injections")}
            ours = [n for n, d in self.answered.items() if d == drill]
            assert set(ours) <= set(kept)
            injected = [i for i in log.inputs if i.action.kind == "inject" and i.seq == 0]
            assert len(injected) >= len(kept)  # a branch has those of the drill it comes from as well
        for drill, branch in self.moved.items():
            assert self.read(f"/drills/{drill}")["state"] == "rewound"
            assert self.read(f"/drills/{branch}")["branch_of"] == drill

    # what they do ---------------------------------------------------------------------------------------------------

    def look(self):
        message = hear(self.socket, "drill.snapshot")
        if message["drill"] == self.drill:
            self.acked, self.tick = max(self.acked, message["acked"]), message["snapshot"]["tick"]

    def step(self):
        deeds = ("move", "look", "inject", "pause", "finish", "rewind")
        (deed,) = self.chance.choices(deeds, (4, 4, 2, 4 if self.paused else 1, 4, 0.5))
        getattr(self, deed)()
        self.look()

    def move(self):
        if not self.fighter.sent:
            self.fighter.join()
        self.fighter.move((self.chance.uniform(-3, 3), 1.6, -3.0))
        self.sent = self.fighter.seq

    def inject(self):
        path = f"/drills/{self.drill}/injections/{new_id()}"
        body = {"control": "growth", "value": self.chance.choice((0.5, 1.0, 2.0))}
        self.note(path, body, self.put(path, body))

    def pause(self):
        path, body = f"/drills/{self.drill}/paused", {"paused": not self.paused}
        self.note(path, body, self.put(path, body))

    def rewind(self):
        path, body = f"/drills/{self.drill}/branches/{new_id()}", {"tick": max(0, self.tick - 10)}
        self.note(path, body, self.put(path, body))

    def finish(self):
        """Now and then a whole drill, to its grade."""
        if self.paused or self.tick < 3:
            return
        self.fighter.join()
        self.finishing = True
        self.fighter.send({"kind": "finish"})
        self.sent = self.fighter.seq
        self.over()

    def over(self):
        while True:
            message = json.loads(self.socket.recv(60))
            if message["type"] == "drill.ended" and message["drill"] == self.drill:
                break
            if message["type"] == "drill.snapshot" and message["snapshot"]["phase"] == "finished":
                break
        self.proven()
        self.fresh()

    def proven(self):
        for _ in range(1000):
            if self.trainer.get(f"/drills/{self.drill}").json()["state"] == "finished":
                break
            time.sleep(0.05)
        log = DrillLog.from_dict(self.trainer.get(f"/drills/{self.drill}/log").json()["log"])
        assert verify(log) == []
        (record,) = [r for r in self.trainee.get("/records").json() if r["subject"] == self.drill]
        assert record["state_hash"] == replay(log).state_hash()
        self.ended[self.drill] = record["grade"]


def test_killed_at_random_moments_nothing_is_lost(child):
    chance = random.Random(20261122)
    with People(child.url, Settings(data_dir=child.data_dir)) as people:
        work = Work(people, chance)
        work.connect()
        for _ in range(KILLS):
            killer = threading.Timer(chance.uniform(0.0, 2.0), child.kill)
            killer.start()
            try:
                while True:
                    work.step()
            except AWAY:
                killer.join()
            child.start()
            if work.trainer.get(f"/drills/{work.drill}").status_code == 404 and work.unsure:
                assert work.unsure[0] == f"/drills/{work.drill}"  # it had not been answered that this drill was begun
            elif work.trainer.get(f"/drills/{work.drill}").json()["state"] == "finished":
                work.proven()
                work.fresh()
            work.again()
        work.socket.close()
        records = {r["subject"]: r["grade"] for r in work.trainee.get("/records").json()}
        assert work.ended == records
        print(
            f"{KILLS} kills, {len(work.ended)} drills ended, {len(work.answered)} injections, {len(work.moved)} rewinds"
        )
