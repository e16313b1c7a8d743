"""The forwarder: its packets to the bit, who is heard, and real WebRTC connections through it."""

from __future__ import annotations

import asyncio
import inspect
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

import aioice.ice
import aiortc
import httpx
import pytest
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.rtcconfiguration import RTCBundlePolicy
from hypothesis import given
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from avatars.voice import call
from avatars.voice import rtp as client_rtp
from backend.rooms import voice, voice_link
from backend.rooms.voice import VoiceNode
from backend.rooms.voice_loudest import KEEP_DB, Loudest
from backend.rooms.voice_rtp import SILENT, Rtp, Slot, is_rtp, parse
from backend.schemas.voice import VOICE_SLOTS
from tests.backend.people import People, hear, room_name

# packets --------------------------------------------------------------------------------------------------------------------


def test_a_packet_is_read_to_the_bit() -> None:
    data = bytes.fromhex("90e0000100000005" + "0000abcd" + "bede0001" + "209e0000") + b"sound"
    assert parse(data, 2) == Rtp(96, True, 1, 5, 0xABCD, 30, b"sound")
    assert parse(data, 3).level == SILENT  # another id
    assert is_rtp(data)
    assert not is_rtp(bytes.fromhex("80c8") + bytes(20))  # RTCP sender report
    assert not is_rtp(bytes(20))  # STUN


@given(st.binary(max_size=80))
def test_garbage_is_refused_or_read(data: bytes) -> None:
    try:
        packet = parse(data, 2)
    except ValueError:
        return
    assert 0 <= packet.level <= 127
    assert len(packet.payload) <= len(data) - 12


@pytest.mark.parametrize("length", range(20))
def test_cut_headers_are_refused(length: int) -> None:
    data = bytes.fromhex("b1e0000100000005" + "0000abcd" + "00000007" + "bede0001")
    with pytest.raises(ValueError, match="RTP"):
        parse(data[:length], 2)


def packet(sequence: int, timestamp: int, ssrc: int = 1) -> Rtp:
    return Rtp(96, False, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc, 30, b"x")


def test_a_slot_runs_on_when_talkers_change_and_names_them() -> None:
    slot = Slot(0x1234)
    slot.give(7)
    out = [client_rtp.read(slot.write(packet(65534 + n, 1000 + 960 * n), 111, 10 + n * 0.02)) for n in range(3)]
    slot.give(9)
    out += [client_rtp.read(slot.write(packet(5 + n, 77 + 960 * n), 111, 11 + n * 0.02)) for n in range(3)]
    assert {p.ssrc for p in out} == {0x1234}
    assert [p.talker for p in out] == [7, 7, 7, 9, 9, 9]
    assert [b.sequence - a.sequence for a, b in pairwise(out)] == [1] * 5
    steps = [b.timestamp - a.timestamp for a, b in pairwise(out)]
    assert steps == [960, 960, round(0.96 * 48000), 960, 960]


def test_a_late_packet_keeps_its_place() -> None:
    slot = Slot(1)
    slot.give(7)
    order = [10, 12, 11, 13]
    out = [client_rtp.read(slot.write(packet(n, n * 960), 111, 10 + i * 0.02)) for i, n in enumerate(order)]
    assert [p.sequence - out[0].sequence for p in out] == [0, 2, 1, 3]
    assert [p.timestamp - out[0].timestamp for p in out] == [0, 1920, 960, 2880]


# who is heard -----------------------------------------------------------------------------------------------------------------


def speak(loudest: Loudest, levels: dict[int, int], begin_s: float, frames: int) -> float:
    for n in range(frames):
        for peer, level in levels.items():
            loudest.heard(peer, level, begin_s + n * 0.02)
        if n % 5 == 0:
            loudest.choose(begin_s + n * 0.02)
    return begin_s + frames * 0.02


def test_the_loudest_are_heard_and_the_next_by_themselves() -> None:
    loudest = Loudest(2)
    speak(loudest, {1: 20, 2: 30, 3: 40, 4: 50}, 1.0, 100)
    assert loudest.main == {1, 2}
    assert loudest.reserve == 3
    assert loudest.is_heard_by(3, 1)  # who does not hear themselves
    assert not loudest.is_heard_by(3, 4)
    assert not loudest.is_heard_by(4, 1)


def test_places_change_reluctantly_but_do_change() -> None:
    chance, loudest = random.Random(2), Loudest(2)
    now = speak(loudest, {1: 30, 2: 30, 3: 45}, 1.0, 50)
    changes, before = 0, loudest.main
    for _ in range(200):  # much alike: nobody loses their place over a syllable
        now = speak(loudest, {p: 30 + chance.randint(-2, 2) for p in (1, 2, 3)}, now, 2)
        changes += loudest.main != before
        before = loudest.main
    assert changes == 0
    speak(loudest, {1: 30, 2: 30, 3: round(30 - KEEP_DB - 6)}, now, 60)
    assert 3 in loudest.main


def test_who_falls_silent_makes_room() -> None:
    loudest = Loudest(2)
    now = speak(loudest, {1: 20, 2: 20}, 1.0, 50)
    speak(loudest, {3: 40}, now, 60)
    assert 3 in loudest.main


# connections ------------------------------------------------------------------------------------------------------------------


class Person:
    """A WebRTC client of one microphone and all slots, with the client's own hooks."""

    def __init__(self, node: VoiceNode, peer: int) -> None:
        self.node, self.peer, self.heard = node, peer, []
        self.link = call._Link(lambda slot, heard: self.heard.append((slot, heard)))
        self.timestamp = 0

    async def join(self, room: str = "hall") -> Person:
        await self.link.connect(_Http(self.node, self.peer), call.Room("http://127.0.0.1:1", room, ""))
        return self

    def say(self, payload: bytes, level: int = 20) -> None:
        self.timestamp += 960
        self.link.send(payload, self.timestamp, level, False)

    def talkers(self) -> set[int]:
        return {heard.talker for _, heard in self.heard}


class _Http:
    """Carries an offer to the node as the server's endpoint does."""

    def __init__(self, node: VoiceNode, peer: int) -> None:
        self.node, self.peer = node, peer

    async def post(self, address: str, json: dict[str, str], headers: dict[str, str]) -> Any:
        sdp = await self.node.join(address.split("/")[-2], self.peer, json["sdp"])
        return type("Response", (), {"raise_for_status": lambda _: None, "json": lambda _: {"sdp": sdp}})()


@asynccontextmanager
async def hall(count: int) -> AsyncIterator[tuple[VoiceNode, list[Person]]]:
    node = VoiceNode()
    people = [await Person(node, peer).join() for peer in range(1, count + 1)]
    try:
        yield node, people
    finally:
        for person in people:
            await person.link.close()
        await node.close()


async def until(true: Callable[[], bool], each: Callable[[], None] = lambda: None) -> None:
    for _ in range(1500):
        if true():
            return
        each()
        await asyncio.sleep(0.02)
    raise AssertionError("waited in vain")


def test_people_hear_each_other_but_not_themselves() -> None:
    async def story() -> None:
        async with hall(3) as (node, people):

            def all_speak() -> None:
                for person in people:
                    person.say(b"I am %d" % person.peer)

            await until(lambda: all(len(p.talkers()) == 2 for p in people), all_speak)
            for person in people:
                assert person.talkers() == {1, 2, 3} - {person.peer}
                for slot, heard in person.heard:
                    assert heard.payload == b"I am %d" % heard.talker
                    assert 0 <= slot < VOICE_SLOTS
            assert node.connected("hall") == [1, 2, 3]

    asyncio.run(story())


def test_a_muted_person_is_dropped_by_the_server_until_unmuted() -> None:
    async def story() -> None:
        async with hall(2) as (node, (one, two)):
            node.set_muted("hall", 1, True)
            dropped = node.dropped
            await until(lambda: node.dropped >= dropped + 10, lambda: one.say(b"hush"))
            assert two.heard == []
            node.set_muted("hall", 1, False)
            await until(lambda: bool(two.heard), lambda: one.say(b"hello"))
            assert {heard.payload for _, heard in two.heard} == {b"hello"}

    asyncio.run(story())


def test_who_sends_too_much_or_too_big_is_cut() -> None:
    async def story() -> None:
        async with hall(2) as (node, (one, two)):
            await until(lambda: bool(two.heard), lambda: one.say(b"hello"))
            before = node.forwarded
            for _ in range(1000):
                one.say(b"flood")
            one.say(b"x" * (voice.MAX_PAYLOAD + 1))
            await asyncio.sleep(0.3)
            assert node.forwarded - before <= voice.PACKETS_BURST + voice.PACKETS_PER_S
            assert all(len(heard.payload) <= voice.MAX_PAYLOAD for _, heard in two.heard)

    asyncio.run(story())


def test_leaving_and_joining_again_replaces_the_connection() -> None:
    async def story() -> None:
        async with hall(2) as (node, people):
            again = await Person(node, 1).join()
            await until(lambda: people[0].link.ended.is_set())  # the older one was closed
            people.append(again)
            await until(lambda: 1 in people[1].talkers(), lambda: again.say(b"back"))
            await node.leave("hall", 1)
            await until(lambda: again.link.ended.is_set())
            assert node.connected("hall") == [2]
            await node.leave("hall", 99)  # nobody: nothing

    asyncio.run(story())


def test_who_leaves_the_room_leaves_its_voice(served: Any, people: People) -> None:
    person, room = people.guest(), room_name()
    token = person.room_token(room)["token"]

    async def story() -> None:
        link = call._Link(lambda *_: None)
        async with httpx.AsyncClient(timeout=20) as http:
            first = person.socket(room, "events", token)
            await link.connect(http, call.Room(served.url, room, token))
            second = person.socket(room, "events", token)  # as after a break in the network: nobody has left
            hear(second, "welcome")
            with pytest.raises(ConnectionClosed):
                hear(first, "what nobody says")
            await asyncio.sleep(0.2)
            assert link.connected
            second.close()
            await asyncio.wait_for(link.ended.wait(), 10)  # its own checks of a dead client take 30 s
        await link.close()

    asyncio.run(story())


def test_an_offer_that_is_never_connected_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice, "CONNECT_WITHIN_S", 0.1)

    async def story() -> None:
        node = VoiceNode()
        pc = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        pc.addTransceiver("audio", "sendonly")
        await pc.setLocalDescription(await pc.createOffer())
        assert "a=ice-ufrag" in await node.join("hall", 1, pc.localDescription.sdp)
        await until(lambda: "hall" not in node._rooms)
        await pc.close()
        await node.close()

    asyncio.run(story())


@pytest.mark.parametrize(
    "offer", ["", "garbage", "v=0\r\n", "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n", "v=0\r\n" + "m=audio 9 X 0\r\n" * 40,
              "v=0\r\na=group:BUNDLE 0\r\nm=audio x\r\na=fingerprint:sha-256 00\r\n"],
)  # fmt: skip
def test_a_bad_offer_is_a_value_error(offer: str) -> None:
    async def story() -> None:
        node = VoiceNode()
        with pytest.raises(ValueError, match=r"offer|line"):
            await node.join("hall", 1, offer)
        assert not node._rooms
        await node.close()

    asyncio.run(story())


def test_ordinary_addresses_are_used_where_loopback_was_not_offered() -> None:
    async def story(loopback: bool) -> set[str]:
        node = VoiceNode()
        pc = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        pc.addTransceiver("audio", "sendonly")
        reset = call._on_loopback.set(loopback)
        await pc.setLocalDescription(await pc.createOffer())
        call._on_loopback.reset(reset)
        answer = await node.join("hall", 1, pc.localDescription.sdp)
        await pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        await until(lambda: node.connected("hall") == [1])  # it works either way
        await pc.close()
        await node.close()
        lines = [line.split() for line in answer.splitlines() if line.startswith("a=candidate:")]
        return {line[4] for line in lines}

    assert asyncio.run(story(True)) == {"127.0.0.1"}
    elsewhere = asyncio.run(story(False))
    assert elsewhere
    assert elsewhere <= (set(voice_link._ordinary_addresses(True, True)) or {"127.0.0.1"})


def test_what_we_use_of_aiortc_beyond_its_promises_is_still_there() -> None:
    """If this fails after an update, look at `hooks` in voice_link.py and in avatars/voice/call.py."""
    assert aiortc.__version__.startswith("1.16.")
    assert list(inspect.signature(aioice.ice.get_host_addresses).parameters) == ["use_ipv4", "use_ipv6"]
    assert isinstance(aioice.ice.CONSENT_INTERVAL, (int, float))
    assert isinstance(aioice.ice.CONSENT_FAILURES, int)
    assert list(inspect.signature(aioice.ice.StunProtocol.datagram_received).parameters) == ["self", "data", "addr"]

    async def parts() -> None:
        pc = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        transceiver = pc.addTransceiver("audio", "sendonly")
        await pc.setLocalDescription(await pc.createOffer())
        for hooks in (voice_link.hooks, call.hooks):
            dtls = transceiver.sender.transport
            assert dtls is transceiver.receiver.transport
            assert all(hasattr(p, "datagram_received") and p.transport for p in hooks.protocols(dtls))
            assert hooks.protocols(dtls)
            assert hooks.route(dtls) is None
            assert hooks.incoming_srtp(dtls) is None
            assert hooks.outgoing_srtp(dtls) is None
            assert inspect.iscoroutinefunction(transceiver.sender.send)
            assert inspect.iscoroutinefunction(transceiver.receiver.receive)
            hooks.silence(transceiver)
        assert isinstance(transceiver.sender._ssrc, int)
        assert f"a=ssrc:{transceiver.sender._ssrc}" in pc.localDescription.sdp
        await pc.close()

    asyncio.run(parts())
