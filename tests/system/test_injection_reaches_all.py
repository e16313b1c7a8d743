"""Eight people in two rooms, and a trainer who speaks to each room: everybody hears it. How long that took, from before the request
until the event is at each of them, is printed, not asserted. SEOUL_INJECTIONS: how often (default 6)."""

from __future__ import annotations

import json
import os
import threading
import time

import pytest

from backend.schemas.identity import Role
from backend.settings import Settings
from tests.backend.fight import Fighter
from tests.backend.people import People, hear, new_id, room_name
from tests.backend.serving import Child

pytestmark = pytest.mark.system
INJECTIONS = int(os.environ.get("SEOUL_INJECTIONS", "6"))


class Ear:
    """Reads all that one person is sent, and notes when the words that somebody waits for were first heard."""

    def __init__(self, socket):
        self.socket, self.wanted, self.heard = socket, "", threading.Event()
        self.at = 0.0
        threading.Thread(target=self.run, daemon=True).start()

    def expect(self, words):
        self.heard.clear()
        self.wanted = words

    def run(self):
        while True:
            try:
                message = json.loads(self.socket.recv())
            except Exception:
                return
            if message["type"] == "drill.events":
                for event in message["events"]:
                    if event["kind"] == "message" and event["data"]["ko"] == self.wanted:
                        self.at = time.perf_counter()
                        self.heard.set()


def test_an_injection_reaches_eight_people(tmp_path):
    child = Child(tmp_path / "data")
    child.start()
    took, acknowledged = [], []
    try:
        with People(child.url, Settings(data_dir=child.data_dir)) as people:
            trainer = people.with_role(Role.trainer)
            rooms = [_room(people, trainer, name) for name in ("가", "나")]
            for n in range(INJECTIONS):
                drill, ears = rooms[n % 2]
                for ear in ears:
                    ear.expect(f"{n}번째 안내")
                began = time.perf_counter()
                body = {"control": "message", "what": f"{n}번째 안내"}
                trainer.put(f"/drills/{drill}/injections/{new_id()}", body).raise_for_status()
                acknowledged.append(time.perf_counter() - began)
                assert all(ear.heard.wait(60) for ear in ears)
                took += [ear.at - began for ear in ears]
    finally:
        child.kill()
    assert len(took) == INJECTIONS * 4
    for name, values in (("heard", took), ("acknowledged", acknowledged)):
        values.sort()
        middle, late = values[len(values) // 2], values[int(0.95 * len(values))]
        print(
            f"injection {name}: median {1000 * middle:.0f} ms, p95 {1000 * late:.0f} ms, most {1000 * values[-1]:.0f} ms"
        )


def _room(people, trainer, name):
    room, drill = room_name(), new_id()
    trainees = [people.guest(f"{name}{k}") for k in range(4)]
    sockets = [person.socket(room, "events") for person in trainees]
    body = {"room": room, "scenario": "waste_bin", "seed": 7}
    trainer.put(f"/drills/{drill}", body).raise_for_status()
    for person, socket in zip(trainees, sockets, strict=True):
        Fighter(person, socket, drill).join()
        hear(socket, "drill.snapshot")
    return drill, [Ear(socket) for socket in sockets]
