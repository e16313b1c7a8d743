"""Our connection to a room's voice: made through HTTP with the room token, watched, and made again when the server was gone.

aiortc does SDP, ICE, DTLS and keys; its media path is bypassed as on the server (see `hooks`): its receive buffer loses five
frames for each lost packet, and never gets shorter again.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aioice.ice
import httpx
import pylibsrtp
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.rtcconfiguration import RTCBundlePolicy
from aiortc.rtcrtpsender import RTCRtpSender

from avatars.voice import rtp
from backend.schemas.voice import VOICE_PATH, VOICE_SLOTS
from backend.schemas.wire import API

log = logging.getLogger(__name__)
_CONNECT_WITHIN_S = 8.0
_RETRY_S = (0.1, 0.2, 0.4, 0.8, 1.5)
_on_loopback: ContextVar[bool] = ContextVar("on_loopback", default=False)
_ordinary_addresses = aioice.ice.get_host_addresses


def _host_addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    """aioice leaves 127.0.0.1 out, though it is all that two programs on one machine need."""
    if _on_loopback.get():
        return ["127.0.0.1"]
    return _ordinary_addresses(use_ipv4, use_ipv6) or ["127.0.0.1"]


aioice.ice.get_host_addresses = _host_addresses
# The server answers these checks: three missed, each half a second after the other, and it is gone (aioice's own 30 s is too long).
aioice.ice.CONSENT_INTERVAL = 0.5  # type: ignore[assignment]
aioice.ice.CONSENT_FAILURES = 3


@dataclass(frozen=True, slots=True)
class Room:
    url: str
    room: str
    token: str


class Call:
    """heard : called in the event loop for each packet, with its slot 0..VOICE_SLOTS-1."""

    def __init__(self, heard: Callable[[int, rtp.Heard], None]) -> None:
        self._heard = heard
        self._room: Room | None = None
        self._changed = asyncio.Event()
        self._link: _Link | None = None
        self._outside = asyncio.Event()  # in no room, and goodbyes are said
        self.joining = False
        self._http = httpx.AsyncClient(timeout=5.0, trust_env=False)

    @property
    def connected(self) -> bool:
        return self._link is not None and self._link.connected

    def enter(self, room: Room | None) -> None:
        """None leaves. A new token for the same room does not disturb the call; another address or room does."""
        old, self._room = self._room, room
        if not (room and old and (room.url, room.room) == (old.url, old.room) and self.connected):
            self._changed.set()

    async def leave(self) -> None:
        """Out of the room, goodbye said. Needs `run` to be running."""
        self.enter(None)
        self._outside.clear()
        await self._outside.wait()

    def send(self, payload: bytes, timestamp: int, level: int, first: bool) -> None:
        if self._link is not None:
            self._link.send(payload, timestamp, level, first)

    async def run(self) -> None:
        """Until cancelled: in the room that was named last, whatever happens to the server in between."""
        tries = 0
        try:
            while True:
                self._changed.clear()
                room = self._room
                if room is None:
                    self.joining = False
                    self._outside.set()
                    await self._changed.wait()
                    self._outside.clear()
                    continue
                self.joining = True
                lasted = await self._stay(room)
                tries = 0 if lasted else tries + 1
                if not self._changed.is_set():
                    await self._wait(_RETRY_S[min(tries, len(_RETRY_S) - 1)])
        finally:
            await self._http.aclose()

    async def _stay(self, room: Room) -> bool:
        """One connection from beginning to end; False if it did not come about."""
        link = _Link(self._heard)
        try:
            await asyncio.wait_for(link.connect(self._http, room), _CONNECT_WITHIN_S)
            self._link = link
            log.info("voice connected in %s", room.room)
            await _first(link.ended.wait(), self._changed.wait())
            if not self._changed.is_set():
                log.warning("voice of %s was lost, joining again", room.room)
            return True
        except (TimeoutError, httpx.HTTPError, ConnectionError, ValueError) as error:
            log.info("voice of %s: %r", room.room, error)
            return False
        finally:
            self._link = None
            if self._changed.is_set() and link.connected:
                await self._goodbye(room)
            await link.close()

    async def _goodbye(self, room: Room) -> None:
        """So that the server need not find out by itself. It may be gone already; then there is nothing to say."""
        try:
            await self._http.delete(_address(room), headers=_headers(room), timeout=0.5)
        except httpx.HTTPError as error:
            log.debug("voice goodbye: %r", error)

    async def _wait(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._changed.wait(), seconds)


class _Link:
    def __init__(self, heard: Callable[[int, rtp.Heard], None]) -> None:
        self._heard = heard
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self._pc.on("connectionstatechange", self._state_changed)
        self._up, self.ended = asyncio.Event(), asyncio.Event()
        self._slots: dict[int, int] = {}  # by SSRC
        self._sequence = 0
        self._payload_type = self._level_id = 0

    @property
    def connected(self) -> bool:
        return self._up.is_set() and not self.ended.is_set()

    async def connect(self, http: httpx.AsyncClient, room: Room) -> None:
        """Raises httpx.HTTPError, ValueError (an answer that makes no sense) or ConnectionError."""
        opus = [codec for codec in RTCRtpSender.getCapabilities("audio").codecs if codec.mimeType == "audio/opus"]
        for direction in ("sendonly", *["recvonly"] * VOICE_SLOTS):
            transceiver = self._pc.addTransceiver("audio", direction)
            transceiver.setCodecPreferences(opus)
            hooks.silence(transceiver)
        first = self._pc.getTransceivers()[0]
        self._dtls, self._ssrc = first.sender.transport, hooks.ssrc(first)
        reset = _on_loopback.set(urlsplit(room.url).hostname in ("127.0.0.1", "localhost", "::1"))
        try:
            await self._pc.setLocalDescription(await self._pc.createOffer())
        finally:
            _on_loopback.reset(reset)
        offer = re.sub(r"^a=fingerprint:sha-(?:384|512) .*\r?\n", "", self._pc.localDescription.sdp, flags=re.MULTILINE)
        response = await http.post(_address(room), json={"sdp": offer}, headers=_headers(room))
        response.raise_for_status()
        answer = str(response.json()["sdp"])
        self._understand(answer)
        for protocol in hooks.protocols(self._dtls):
            hooks.intercept(protocol, self._datagram)
        await self._pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        await _first(self._up.wait(), self.ended.wait())
        if self.ended.is_set():
            raise ConnectionError("no way to the server's voice")

    def send(self, payload: bytes, timestamp: int, level: int, first: bool) -> None:
        route, srtp = hooks.route(self._dtls), hooks.outgoing_srtp(self._dtls)
        if route is None or srtp is None:
            return
        self._sequence += 1
        packet = rtp.write(
            payload, self._payload_type, self._sequence, timestamp, self._ssrc, self._level_id, level, first
        )
        transport, address = route
        transport.sendto(srtp.protect(packet), address)

    async def close(self) -> None:
        await self._pc.close()

    def _understand(self, answer: str) -> None:
        """Which SSRC is which slot, and what numbers stand for Opus and for the level. Raises ValueError."""
        lines = re.split(r"^(?=m=)", answer, flags=re.MULTILINE)[1:]
        payload_type = re.search(r"^a=rtpmap:(\d+) opus/48000", answer, re.MULTILINE | re.IGNORECASE)
        level = re.search(r"^a=extmap:(\d+)\S* urn:ietf:params:rtp-hdrext:ssrc-audio-level", answer, re.MULTILINE)
        ssrcs = [re.search(r"^a=ssrc:(\d+)", line, re.MULTILINE) for line in lines[1:]]
        if not payload_type or not all(ssrcs):
            raise ValueError("the server's answer names no Opus or no streams")
        self._payload_type = int(payload_type[1])
        self._level_id = int(level[1]) if level else 0
        self._slots = {int(match[1]): slot for slot, match in enumerate(ssrcs) if match}

    def _datagram(self, data: bytes) -> bool:
        srtp = hooks.incoming_srtp(self._dtls)
        if srtp is None or not rtp.is_rtp(data):
            return False
        try:
            packet = rtp.read(srtp.unprotect(data))
        except (pylibsrtp.Error, ValueError):
            return True
        slot = self._slots.get(packet.ssrc)
        if slot is not None and packet.payload:
            self._heard(slot, packet)
        return True

    def _state_changed(self) -> None:
        state = self._pc.connectionState
        if state == "connected":
            self._up.set()
        elif state in ("failed", "closed", "disconnected"):
            self.ended.set()


class hooks:  # noqa: N801 - a namespace
    """What we use of aiortc 1.16 and aioice that they do not promise. The server has the same in voice_link.py, which only it may
    import; one test holds both against the installed version."""

    @staticmethod
    def silence(transceiver: Any) -> None:
        for part, method in ((transceiver.sender, "send"), (transceiver.receiver, "receive")):
            setattr(part, method, _nothing)

    @staticmethod
    def ssrc(transceiver: Any) -> int:
        return int(transceiver.sender._ssrc)

    @staticmethod
    def protocols(dtls: Any) -> list[Any]:
        return list(dtls.transport._connection._protocols)

    @staticmethod
    def intercept(protocol: Any, taken: Callable[[bytes], bool]) -> None:
        original = protocol.datagram_received

        def datagram_received(data: bytes, address: tuple[Any, ...]) -> None:
            if not taken(data):
                original(data, address)

        protocol.datagram_received = datagram_received

    @staticmethod
    def route(dtls: Any) -> tuple[Any, Any] | None:
        pair = dtls.transport._connection._nominated.get(1)
        return None if pair is None else (pair.protocol.transport, pair.remote_addr)

    @staticmethod
    def incoming_srtp(dtls: Any) -> Any:
        return dtls._rx_srtp

    @staticmethod
    def outgoing_srtp(dtls: Any) -> Any:
        return dtls._tx_srtp


async def _nothing(*_: Any) -> None:
    return None


async def _first(*waits: Any) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def _address(room: Room) -> str:
    return room.url.rstrip("/") + API + VOICE_PATH.format(room=room.room)


def _headers(room: Room) -> dict[str, str]:
    return {"Authorization": f"Bearer {room.token}"}
