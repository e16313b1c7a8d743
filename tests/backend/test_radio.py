"""The trainer's voice: whom its packets reach, who may send them, and what people are told of it."""

from __future__ import annotations

import asyncio
import itertools
import time
from typing import Any

import httpx
import numpy as np
import pytest

from avatars.voice import call
from avatars.voice.opus import FRAME, RATE_HZ, Encoder
from backend.rooms.voice import _Talker
from backend.rooms.voice_loudest import Air
from backend.rooms.voice_rtp import Slot
from backend.schemas.identity import Role
from backend.schemas.voice import TRAINERS_FROM, VOICE_SLOTS
from tests.backend.people import Person as Account
from tests.backend.people import hear, new_id, room_name
from tests.backend.test_voice import Person, hall, until

LINE = TRAINERS_FROM + 1


async def tuned(node: Any, room: str = "hall") -> Person:
    """A trainer's line into the room."""
    return await Person(node, LINE).join(room)


def test_a_line_reaches_whom_it_means_and_nobody_while_it_is_silent() -> None:
    async def story() -> None:
        async with hall(2) as (node, (one, two)):
            line = await tuned(node)
            dropped = [False]

            def speak() -> None:
                line.say(b"silent" if dropped[0] else b"to one")

            node.set_air("hall", LINE, Air(talking=True, to=frozenset({1})))
            await until(lambda: LINE in one.talkers(), speak)
            assert two.heard == []
            node.set_air("hall", LINE, Air())
            dropped[0] = True
            before = node.forwarded
            for _ in range(20):
                speak()
                await asyncio.sleep(0.01)
            node.set_air("hall", LINE, Air(talking=True))
            await until(lambda: all(LINE in p.talkers() for p in (one, two)), lambda: line.say(b"to all"))
            assert node.forwarded > before
            assert {heard.payload for _, heard in one.heard} == {b"to one", b"to all"}
            assert {heard.payload for _, heard in two.heard} == {b"to all"}
            await line.link.close()

    asyncio.run(story())


def test_a_line_hears_the_room_only_while_it_listens() -> None:
    async def story() -> None:
        async with hall(2) as (node, (one, two)):
            line = await tuned(node)
            await until(lambda: len(two.heard) > 5, lambda: one.say(b"unheard"))
            assert line.heard == []
            node.set_air("hall", LINE, Air(listening=True))
            await until(lambda: 1 in line.talkers(), lambda: one.say(b"heard"))
            assert {heard.payload for _, heard in line.heard} == {b"heard"}
            await line.link.close()

    asyncio.run(story())


def test_a_trainer_is_heard_however_many_talk() -> None:
    listener = _Talker("hall", 1, link=type("Link", (), {"slots": [Slot(n) for n in range(VOICE_SLOTS)]})())
    for peer in range(2, 2 + VOICE_SLOTS):
        listener.slot_for(peer, 5.0).last_used_s = 5.0  # type: ignore[union-attr]
    assert listener.slot_for(99, 5.1) is None
    first, second = listener.slot_for(LINE, 5.1), listener.slot_for(LINE + 1, 5.1)
    assert first is not None
    assert second is not None
    assert first is not second
    assert (first.talker, second.talker) == (LINE, LINE + 1)
    assert listener.slot_for(LINE, 5.2) is first


# over the API -----------------------------------------------------------------------------------------------------------


class Browser:
    """What a page does: an offer through the API, then packets."""

    def __init__(self, trainer: Account, drill: str) -> None:
        self.trainer, self.drill, self.id, self.heard = trainer, drill, new_id(), []
        self.link = call._Link(lambda _, heard: self.heard.append(heard))
        self.timestamp = 0

    @property
    def path(self) -> str:
        return f"/drills/{self.drill}/voices/{self.id}"

    async def post(self, _address: str, json: dict[str, str], headers: dict[str, str]) -> httpx.Response:
        return await asyncio.to_thread(self.trainer.put, self.path, json)

    async def connect(self) -> Browser:
        await self.link.connect(self, call.Room(self.trainer.url, "", ""))  # type: ignore[arg-type]
        return self

    def air(self, **air: Any) -> httpx.Response:
        return self.trainer.put(f"{self.path}/talk", {"talking": True, **air})

    def say(self, payload: bytes) -> None:
        self.timestamp += 960
        self.link.send(payload, self.timestamp, 20, False)

    async def hum(self, hz: float) -> None:
        """A tone, as fast as it sounds, until cancelled."""
        encoder, began = Encoder(), time.monotonic()
        for frame in itertools.count():
            at = np.arange(frame * FRAME, (frame + 1) * FRAME) / RATE_HZ
            self.say(encoder.encode((9000 * np.sin(2 * np.pi * hz * at)).astype(np.int16)))
            await asyncio.sleep(max(0.0, began + (frame + 1) * FRAME / RATE_HZ - time.monotonic()))

    def heard_by(self, client: Any) -> bool:
        """client : tests.system.listeners.Client"""
        return any(int(peer) >= TRAINERS_FROM and level > 0.1 for peer, level in client.state["heard"].items())


class Ears:
    """A trainee's socket and voice."""

    def __init__(self, person: Account, room: str) -> None:
        self.person, self.room = person, room
        self.token = person.room_token(room)["token"]
        self.socket = person.socket(room, "events", self.token)
        self.heard: list[bytes] = []
        self.link = call._Link(lambda _, heard: self.heard.append(heard.payload))

    async def connect(self, http: httpx.AsyncClient) -> None:
        await self.link.connect(http, call.Room(self.person.url, self.room, self.token))

    def told(self) -> dict[str, Any]:
        return hear(self.socket, "trainer.voice")


@pytest.fixture
def trainer(people):
    return people.with_role(Role.trainer)


def begun(trainer: Account, room: str, **more: Any) -> str:
    drill = new_id()
    trainer.put(f"/drills/{drill}", {"room": room, "scenario": "waste_bin", "paused": True, **more}).raise_for_status()
    return drill


def test_one_hears_the_trainer_then_all_do_and_each_is_told(people, trainer):
    room = room_name()
    one, two = (Ears(people.guest(name), room) for name in ("하나", "둘"))
    drill = begun(trainer, room)

    async def story() -> None:
        async with httpx.AsyncClient(timeout=20) as http:
            await asyncio.gather(one.connect(http), two.connect(http))
            line = await Browser(trainer, drill).connect()
            assert line.air(to=one.person.id).status_code == 204
            await until(lambda: bool(one.heard), lambda: line.say(b"you"))
            assert two.heard == []
            assert line.air().status_code == 204
            await until(lambda: b"all" in one.heard and b"all" in two.heard, lambda: line.say(b"all"))
            assert line.air(talking=False, listening=True).status_code == 204
            assert trainer.http.delete(line.path).status_code == 204
            await line.link.close()
            await one.link.close()
            await two.link.close()

    asyncio.run(story())
    told = [one.told() for _ in range(4)]
    assert [(t["talking"], t["alone"], t["listening"]) for t in told] == [
        (True, True, False), (True, False, False), (False, False, True), (False, False, False),
    ]  # fmt: skip
    assert {t["peer"] >= TRAINERS_FROM for t in told} == {True}
    assert [two.told()["talking"] for _ in range(3)] == [True, False, False]
    done = trainer.get(f"/drills/{drill}/injections").json()
    assert [(d["control"], d["target"], d["by"]) for d in done] == [
        ("talk", one.person.id, trainer.id),
        ("talk", "", trainer.id),
    ]
    for ears in (one, two):
        ears.socket.close()


def test_nobody_else_talks_into_a_drill(people, trainer):
    group, room = new_id(), room_name()
    trainer.put(f"/groups/{group}", {"name": "반"}).raise_for_status()
    drill, stranger = begun(trainer, room, group=group), people.with_role(Role.trainer)
    offer = {"sdp": "v=0\r\n"}
    for who in (stranger, people.guest()):
        assert who.put(f"/drills/{drill}/voices/{new_id()}", offer).status_code in (403, 404)
    assert trainer.put(f"/drills/{new_id()}/voices/{new_id()}", offer).status_code == 404
    assert trainer.put(f"/drills/{drill}/voices/{new_id()}", offer).json()["code"] == "bad_offer"

    async def story() -> None:
        line = await Browser(trainer, drill).connect()
        assert stranger.put(f"{line.path}/talk", {"talking": True}).status_code == 404
        stranger.http.delete(line.path)
        assert line.air(to=new_id()).json()["code"] == "not_here"
        assert line.air().status_code == 204  # nobody has closed it
        await line.link.close()

    asyncio.run(story())


def test_a_line_goes_along_into_a_branch_and_ends_with_the_next_drill(people, trainer):
    room, branch = room_name(), new_id()
    ears = Ears(people.guest(), room)
    drill = begun(trainer, room)

    async def story() -> None:
        line = await Browser(trainer, drill).connect()
        line.air().raise_for_status()
        trainer.put(f"/drills/{drill}/branches/{branch}", {"tick": 0}).raise_for_status()
        line.drill = branch
        assert line.air(listening=True).status_code == 204
        again = Account.socket(ears.person, room, "events")  # who comes late is told, too
        assert hear(again, "trainer.voice")["talking"] is True
        again.close()
        trainer.put(f"/drills/{branch}/injections/{new_id()}", {"control": "end"}).raise_for_status()
        for _ in range(100):
            if trainer.get(f"/drills/{branch}").json()["state"] == "finished":
                break
            await asyncio.sleep(0.05)
        assert line.air(listening=True).status_code == 204  # to talk it over
        begun(trainer, room)
        await asyncio.wait_for(line.link.ended.wait(), 10)
        assert line.air().status_code == 404
        await line.link.close()

    asyncio.run(story())
    ears.socket.close()
