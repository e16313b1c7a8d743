"""The network thread against the real server: writes, rooms, poses; and what a dead server does not lose."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import glm
import pytest

from avatars.pose_packet import decode
from backend.schemas.messages import Joined, Welcome
from backend.schemas.suggestions import SuggestionIn
from renderer.spatial import Pose
from tests.backend.serving import Child
from tests.vr_client.drill_world import stand
from tests.vr_client.stage import stage
from vr_client.devices.device import Hand, Input
from vr_client.drills.follow import held_by
from vr_client.drills.view import mine as mine_of
from vr_client.drills.view import snapshot_of
from vr_client.messages import Entered, EnterRoom, FromRoom, Get, Online, Poses, Put, Reply
from vr_client.net import Net
from vr_client.own_pose import OwnPose
from vr_client.places import fire_hall
from vr_client.settings import Settings
from vr_client.world import World

HYDRANT, NOZZLE = "hydrant.hall", "hydrant.hall.nozzle"
CABINET, BURNING = glm.vec3(-6.0, 0.9, -4.35), glm.vec3(7.0, 0.2, -7.3)


class Person:
    """A Net and a world, and all that was heard."""

    def __init__(self, folder: Path, url: str | Callable[[], str]) -> None:
        self.world = World()
        self.net = Net(replace(Settings(), data_dir=str(folder), name=folder.name), url).start()
        self.heard: list[Any] = []

    def frame(self) -> None:
        self.world.time_s = time.monotonic()
        self.heard += self.net.drain()
        self.net.publish(self.world)

    def until(self, what: Callable[[Any], bool]) -> Any:
        end = time.monotonic() + 60
        while True:
            self.frame()
            if found := next((m for m in self.heard if what(m)), None):
                return found
            assert time.monotonic() < end, f"not heard; heard were {[type(m).__name__ for m in self.heard]}"
            time.sleep(0.01)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Child]:
    child = Child(tmp_path_factory.mktemp("server"))
    child.start()
    yield child
    child.stop()


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Callable[..., Person]]:
    people: list[Person] = []

    def made(name: str, url: str | Callable[[], str]) -> Person:
        people.append(Person(tmp_path / name, url))
        return people[-1]

    yield made
    for one in people:
        one.net.stop()


def suggestion(text: str) -> Put:
    id_ = uuid.uuid4()
    return Put(f"/suggestions/{id_}", SuggestionIn(text=text), tag=str(id_))


def reply(tag: str) -> Callable[[Any], bool]:
    return lambda m: isinstance(m, Reply) and m.tag == tag


def mine(anna: Person, tag: str = "mine") -> list[str]:
    """The texts that the server has, as it tells them to their author."""
    anna.heard.clear()
    anna.world.outbox.append(Get("/suggestions", tag))
    body = anna.until(reply(tag)).body
    return sorted(row["text"] for row in body)


def test_a_write_reaches_the_server_and_is_answered(server: Child, person: Callable[..., Person]) -> None:
    anna = person("anna", server.url)
    put = suggestion("횡단보도를 놓아 주세요")
    anna.world.outbox.append(put)
    assert anna.until(reply(put.tag)).status in (200, 201)
    assert anna.until(lambda m: isinstance(m, Online)).online
    assert mine(anna) == ["횡단보도를 놓아 주세요"]


def test_a_refused_write_does_not_hold_up_the_next(server: Child, person: Callable[..., Person]) -> None:
    anna = person("anna", server.url)
    bad = Put("/suggestions/not-a-uuid", SuggestionIn(text="이것은 거절됩니다"), tag="bad")
    good = suggestion("이것은 받아들여집니다")
    anna.world.outbox += [bad, good]
    assert 400 <= anna.until(reply("bad")).status < 500
    assert anna.until(reply(good.tag)).status in (200, 201)


def test_nothing_written_offline_is_lost_or_doubled(tmp_path: Path, person: Callable[..., Person]) -> None:
    child = Child(tmp_path / "server")
    url = ""
    anna = person("anna", lambda: url)  # the server is not up yet: no address
    first, second, third = suggestion("하나"), suggestion("둘째"), suggestion("셋째")
    anna.world.outbox += [first, second]
    anna.frame()
    anna.world.outbox.append(Get("/suggestions", "offline"))
    assert anna.until(reply("offline")).status == 0
    anna.net.stop()  # this life ends with the queue on disk
    anna.world.outbox.clear()
    child.start()
    url = child.url
    anna = person("anna", lambda: url)
    anna.until(reply(first.tag))
    anna.until(reply(second.tag))
    child.kill()
    anna.world.outbox.append(third)
    anna.until(lambda m: isinstance(m, Online) and not m.online)
    child.port = 0  # it comes back somewhere else
    child.start()
    url = child.url
    assert anna.until(reply(third.tag)).status in (200, 201)
    assert mine(anna) == sorted(["하나", "둘째", "셋째"])
    child.stop()


def test_people_of_a_room_hear_of_each_other_and_see_each_other_move(
    server: Child, person: Callable[..., Person]
) -> None:
    anna, bora = person("anna", server.url), person("bora", server.url)
    anna.world.outbox.append(EnterRoom("entrance"))
    number = anna.until(lambda m: isinstance(m, Entered)).peer
    anna.until(lambda m: isinstance(m, FromRoom) and isinstance(m.message, Welcome))
    anna.world.user.head = Pose(glm.vec3(1.5, 1.6, -2.0))
    anna.frame()
    bora.world.outbox.append(EnterRoom("entrance"))
    welcome = bora.until(lambda m: isinstance(m, FromRoom) and isinstance(m.message, Welcome)).message
    assert [(p.peer, p.name) for p in welcome.peers] == [(number, "anna")]
    joined = anna.until(lambda m: isinstance(m, FromRoom) and isinstance(m.message, Joined)).message
    assert joined.who.name == "bora"
    there = pytest.approx((1.5, 1.6, -2.0), abs=0.002)  # what was on its way before may come first
    end = time.monotonic() + 30
    while not any(
        isinstance(m, Poses) and number in m.packets and decode(m.packets[number]).head_position == there
        for m in bora.heard
    ):
        assert time.monotonic() < end, "anna was never seen there"
        anna.frame()  # a pose leaves with a frame, at most twenty times a second
        bora.frame()
        time.sleep(0.01)


class Trainee:
    """The fire hall without its model, on a network that is real: boards are pressed, deeds chosen from the card."""

    def __init__(self, net: Net) -> None:
        self.net, self.here = net, stage(fire_hall, "fire_hall")
        self.world.user.id, self.world.user.name = net.identity.id, net.identity.name
        self.world.outbox.append(EnterRoom("fire_hall"))
        self.input = Input()

    @property
    def world(self) -> World:
        return self.here.world

    def until(self, so: Callable[[], Any], what: str, *others: Trainee) -> Any:
        end = time.monotonic() + 60
        while not (found := so()):
            assert time.monotonic() < end, f"{self.world.user.name} waited in vain for {what}"
            for one in (self, *others):
                one.net.publish(one.world)
                one.world.outbox = one.here.step(*one.net.drain(), input=one.input, seconds=1 / 30)
            time.sleep(0.005)
        return found

    def choose(self, deed: str, *others: Trainee) -> None:
        offer = self.until(
            lambda: next((o for o in self.world.memory["card"].offers if o.id == deed), None), deed, *others
        )
        offer.do()

    def stand(self, x: float, z: float, look_at: glm.vec3) -> None:
        stand(self.world, (x, 1.6, z), (look_at.x, look_at.y, look_at.z))

    def hydrant(self) -> dict[str, Any]:
        return next(d["state"] for d in snapshot_of(self.world)["devices"] if d["name"] == HYDRANT)


def test_two_people_do_the_hydrant_together_and_each_is_graded(server: Child, person: Callable[..., Person]) -> None:
    """Both by what their own boards and cards offer; the server alone decides."""
    anna, bora = (Trainee(person(name, server.url).net) for name in ("anna", "bora"))
    anna.here.press("board", "choose")
    anna.here.press("board", "scenario:concert_hall")
    anna.here.press("board", "mode:test")
    anna.here.press("board", "role:fighter")
    anna.here.press("board", "start")
    anna.until(lambda: mine_of(anna.world), "her part")
    bora.until(lambda: "join" in bora.here.panel("board").ids(), "a drill to join", anna)
    bora.here.press("board", "role:valve")
    bora.here.press("board", "join")
    bora.until(lambda: mine_of(bora.world), "his part", anna)
    both = (anna, bora)
    parts = {p["id"]: p["role"] for p in snapshot_of(bora.world)["people"] if not p["npc"]}
    assert parts == {anna.world.user.id: "fighter", bora.world.user.id: "valve"}, "nobody plays the valve but bora"
    for one in both:
        one.until(lambda: one.world.memory["fire_hall"].placed, "their place", *both)  # noqa: B023
        one.stand(-5.2, -4.35, CABINET)
    anna.choose(f"box:{HYDRANT}", *both)
    anna.until(lambda: anna.hydrant()["box"], "an open box", *both)
    anna.choose(f"hose:{HYDRANT}", *both)
    anna.until(lambda: held_by(anna.world, NOZZLE), "the nozzle in a hand", *both)
    anna.stand(-2.4, -4.8, BURNING)
    bora.until(lambda: bora.hydrant()["hose"], "the hose to be out", *both)
    bora.choose(f"valve:{HYDRANT}", *both)
    bora.choose(f"water:{HYDRANT}", *both)
    anna.choose(f"brace:{HYDRANT}", *both)
    anna.until(lambda: anna.hydrant()["called"] and anna.hydrant()["valve"] == 1.0, "water", *both)
    anna.input = Input(right=Hand(active=True, squeeze=1.0, trigger=1.0), left=Hand(active=True))
    bora.until(lambda: bora.hydrant()["water"], "water to fly", *both)
    anna.input = Input()
    for one in both:
        one.choose("end", *both)
        one.choose("finish", *both)
    for one in both:
        one.until(lambda: one.world.memory["fire_hall"].result, "a grade", *both)  # noqa: B023
    grades = [{line["rule"]: line for line in one.world.memory["fire_hall"].result["lines"]} for one in both]
    for rule in ("hydrant.order", "hydrant.brace"):
        assert grades[0][rule]["got"] == grades[0][rule]["of"] > 0, rule
    assert grades[1]["hydrant.order"]["got"] == grades[1]["hydrant.order"]["of"]
    assert grades[0] != grades[1]


def own_world() -> World:
    world = World()
    world.user.head = Pose(glm.vec3(0, 1.6, 0))
    return world


@pytest.mark.skipif(sys.platform == "win32", reason="SIGSTOP makes the server slow to say goodbye")
def test_nothing_is_left_running_when_one_ends_while_changing_rooms(
    server: Child, person: Callable[..., Person], caplog: pytest.LogCaptureFixture
) -> None:
    anna = person("anna", server.url)
    anna.world.outbox.append(EnterRoom("entrance"))
    anna.until(lambda m: isinstance(m, Entered))
    assert server.process is not None
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        anna.world.outbox.append(EnterRoom("fire_hall"))
        anna.frame()
        time.sleep(0.1)  # now it waits for the goodbye of the first room's sockets
        anna.net.stop()
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    gc.collect()
    assert "Task was destroyed" not in caplog.text


def test_poses_go_at_most_twenty_times_a_second_and_rest_when_nothing_moves() -> None:
    world, own = own_world(), OwnPose()
    sent = []
    for frame in range(90 * 4):
        world.time_s = frame / 90
        if frame < 90:
            world.user.head.position.x = frame / 90  # walks for a second, then stands for three
        if packet := own.next_packet(world):
            sent.append((world.time_s, decode(packet)))
    moving = [t for t, _ in sent if t < 1.0]
    assert 18 <= len(moving) <= 21
    resting = [t for t, _ in sent if t > 1.2]
    assert 2 <= len(resting) <= 3  # a reminder each second
    assert [p.sequence for _, p in sent] == list(range(1, len(sent) + 1))
    settled = [p for t, p in sent if 1.0 <= t <= 1.2]  # so that nobody extrapolates a walk that is over
    assert len({p.head_position for p in settled[-2:]}) == 1
