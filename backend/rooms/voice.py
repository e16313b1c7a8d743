"""The voice of all rooms of this server: a forwarder that passes the loudest talkers' packets on, decoding none.

Each listener has a fixed number of streams, negotiated once; talkers come and go in them, named by the CSRC of each packet. The
server ends the encryption (DTLS-SRTP to each person); it keeps no sound.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import structlog

from backend.rooms.voice_link import VoiceLink
from backend.rooms.voice_loudest import Air, Loudest
from backend.rooms.voice_rtp import SILENT, Rtp, Slot, parse
from backend.schemas.voice import TRAINERS_FROM, VOICE_SLOTS

log = structlog.get_logger(__name__)

ANSWER_WITHIN_S = 10.0
CONNECT_WITHIN_S = 10.0
CHOOSE_EVERY_S = 0.1
PACKETS_PER_S, PACKETS_BURST = 60.0, 120.0  # 50 a second is what a microphone makes
BYTES_PER_S, BYTES_BURST = 8_000.0, 16_000.0  # 64 kb/s
MAX_PAYLOAD = 600
QUIET_PAYLOAD = 3  # Opus says "nothing" in this many bytes: whoever claims to be loud with it, is not
SLOT_KEPT_S = 0.5  # over a short pause a talker keeps the stream


@dataclass(slots=True)
class _Talker:
    """One connected person; a trainer's line has an `air` and is not subject to who is loudest."""

    room: str
    peer: int
    link: VoiceLink
    muted: bool = False
    air: Air | None = None
    ssrc: int | None = None
    packets: float = PACKETS_BURST
    bytes: float = BYTES_BURST
    filled_s: float = 0.0
    by_talker: dict[int, Slot] = field(default_factory=dict)  # who is in which of this person's streams

    def may_send(self, size: int, now_s: float) -> bool:
        elapsed, self.filled_s = now_s - self.filled_s, now_s
        self.packets = min(PACKETS_BURST, self.packets + elapsed * PACKETS_PER_S) - 1
        self.bytes = min(BYTES_BURST, self.bytes + elapsed * BYTES_PER_S) - size
        allowed = self.packets >= 0 and self.bytes >= 0
        self.packets, self.bytes = max(self.packets, 0), max(self.bytes, 0)
        return allowed and size <= MAX_PAYLOAD

    def hears(self, talker: _Talker, loudest: Loudest) -> bool:
        if self.air is not None and not self.air.listening:
            return False
        if talker.air is None:
            return loudest.is_heard_by(talker.peer, self.peer)
        return talker.air.reaches(self.peer)

    def slot_for(self, talker: int, now_s: float) -> Slot | None:
        slot = self.by_talker.get(talker)
        if slot is None:
            free = [s for s in self.link.slots if not s.talker or now_s - s.last_used_s > SLOT_KEPT_S]
            if not free and talker >= TRAINERS_FROM:  # a trainer is heard, however many talk
                free = [s for s in self.link.slots if s.talker < TRAINERS_FROM]
            if not free:
                return None
            slot = min(free, key=lambda s: s.last_used_s)
            self.by_talker.pop(slot.talker, None)
            self.by_talker[talker] = slot
            slot.give(talker)
        return slot

    def release(self, talker: int) -> None:
        if slot := self.by_talker.pop(talker, None):
            slot.talker = 0


@dataclass(slots=True)
class _Room:
    people: dict[int, _Talker] = field(default_factory=dict)
    loudest: Loudest = field(default_factory=lambda: Loudest(VOICE_SLOTS))
    chosen_s: float = 0.0


class VoiceNode:
    """All of it on one event loop; nothing is awaited between a packet's arrival and its copies' departure."""

    def __init__(self) -> None:
        self._rooms: dict[str, _Room] = {}
        self._muted: set[tuple[str, int]] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self.on_ended: list[Callable[[str, int], None]] = []  # told of each connection that is over: room, peer
        self.forwarded = 0
        self.dropped = 0

    async def join(self, room: str, peer: int, offer_sdp: str) -> str:
        """Answer an offer; an older connection of the same peer is closed. Raises ValueError for an unusable offer."""
        link = VoiceLink(lambda _, data: self._received(talker, data), lambda _: self._spawn(self._drop(talker)))
        talker = _Talker(room, peer, link, muted=(room, peer) in self._muted)
        if peer >= TRAINERS_FROM:
            talker.air = Air()
        try:
            answer = await asyncio.wait_for(link.answer(offer_sdp), ANSWER_WITHIN_S)
        except BaseException as error:
            await link.close()
            if isinstance(error, TimeoutError):
                raise ValueError("the offer's addresses could not be resolved") from error
            raise
        place = self._rooms.setdefault(room, _Room())
        old = place.people.get(peer)
        place.people[peer] = talker
        if old is not None:
            place.loudest.forget(peer)
            await old.link.close()
        self._spawn(self._expect_connection(talker))
        log.info("voice.join", room=room, peer=peer, slots=len(link.slots))
        return answer

    async def leave(self, room: str, peer: int) -> None:
        """Nothing if that peer is not connected."""
        place = self._rooms.get(room)
        if place is not None and (talker := place.people.get(peer)) is not None:
            await self._drop(talker)

    def set_muted(self, room: str, peer: int, muted: bool) -> None:
        """Drop what this peer says, from the next packet on; also after they reconnect."""
        (self._muted.add if muted else self._muted.discard)((room, peer))
        place = self._rooms.get(room)
        if place is not None and (talker := place.people.get(peer)) is not None:
            talker.muted = muted

    def set_air(self, room: str, peer: int, air: Air) -> None:
        """Of a trainer's line, from the next packet on; a new connection of it begins silent."""
        place = self._rooms.get(room)
        if place is not None and (talker := place.people.get(peer)) is not None:
            talker.air = air

    def hang_up(self, room: str, peer: int) -> None:
        """`leave`, without waiting for it."""
        self._spawn(self.leave(room, peer))

    def connected(self, room: str) -> list[int]:
        """Peers whose voice is up."""
        place = self._rooms.get(room)
        return sorted(p for p, t in place.people.items() if t.link.connected.is_set()) if place else []

    async def close(self) -> None:
        talkers = [talker for place in self._rooms.values() for talker in place.people.values()]
        self._rooms.clear()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*(talker.link.close() for talker in talkers), return_exceptions=True)

    # packets ---------------------------------------------------------------------------------------------------------------

    def _received(self, talker: _Talker, data: bytes) -> None:
        now_s = time.monotonic()
        packet = self._accepted(talker, data, now_s)
        place = self._rooms.get(talker.room)
        if packet is None or place is None or place.people.get(talker.peer) is not talker:
            self.dropped += 1
            return
        if talker.air is not None:
            self._forward(place, talker, packet, now_s)
            return
        level = SILENT if len(packet.payload) <= QUIET_PAYLOAD else packet.level
        place.loudest.heard(talker.peer, level, now_s)
        if now_s - place.chosen_s > CHOOSE_EVERY_S:
            place.chosen_s = now_s
            self._choose(place, now_s)
        if talker.peer in place.loudest.main or talker.peer == place.loudest.reserve:
            self._forward(place, talker, packet, now_s)

    def _accepted(self, talker: _Talker, data: bytes, now_s: float) -> Rtp | None:
        try:
            packet = parse(data, talker.link.level_id)
        except ValueError:
            return None
        if talker.muted or packet.payload_type != talker.link.payload_type or not packet.payload:
            return None
        if talker.ssrc is None:
            talker.ssrc = packet.ssrc
        if packet.ssrc != talker.ssrc or not talker.may_send(len(packet.payload), now_s):
            return None
        return packet

    def _choose(self, place: _Room, now_s: float) -> None:
        before = place.loudest.main | {place.loudest.reserve}
        place.loudest.choose(now_s)
        for gone in before - place.loudest.main - {place.loudest.reserve}:
            for listener in place.people.values():
                listener.release(gone)

    def _forward(self, place: _Room, talker: _Talker, packet: Rtp, now_s: float) -> None:
        for listener in place.people.values():
            if listener is talker or not listener.hears(talker, place.loudest):
                continue
            slot = listener.slot_for(talker.peer, now_s)
            if slot is not None:
                listener.link.send(slot.write(packet, listener.link.payload_type, now_s))
                self.forwarded += 1

    # life ------------------------------------------------------------------------------------------------------------------

    async def _expect_connection(self, talker: _Talker) -> None:
        try:
            await asyncio.wait_for(talker.link.connected.wait(), CONNECT_WITHIN_S)
        except TimeoutError:
            log.info("voice.never_connected", room=talker.room, peer=talker.peer)
            await self._drop(talker)

    async def _drop(self, talker: _Talker) -> None:
        place = self._rooms.get(talker.room)
        if place is not None and place.people.get(talker.peer) is talker:
            del place.people[talker.peer]
            place.loudest.forget(talker.peer)
            for listener in place.people.values():
                listener.release(talker.peer)
            if not place.people:
                del self._rooms[talker.room]
            log.info("voice.leave", room=talker.room, peer=talker.peer)
            for tell in self.on_ended:
                tell(talker.room, talker.peer)
        await talker.link.close()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
