"""One person's WebRTC connection, by aiortc: it does SDP, ICE, DTLS and the SRTP keys. Its media path is bypassed.

Why: aiortc's own path runs a task for every stream and reads packets through a queue; forwarding beneath it, at the datagram,
costs half as much. What is used of aiortc 1.16 and aioice beyond their public interface stands in `hooks` and nowhere else,
and a test breaks if a new version changes one of them.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import aioice.ice
import pylibsrtp
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.rtcconfiguration import RTCBundlePolicy
from aiortc.rtcrtpsender import RTCRtpSender

from backend.rooms.voice_rtp import Slot, is_rtp

_LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
_MAX_LINES = 32
_on_loopback: ContextVar[bool] = ContextVar("on_loopback", default=False)
_ordinary_addresses = aioice.ice.get_host_addresses


def _host_addresses(use_ipv4: bool, use_ipv6: bool) -> list[str]:
    """aioice leaves 127.0.0.1 out; two programs on one machine need nothing else, and may have nothing else."""
    if _on_loopback.get():
        return ["127.0.0.1"]
    return _ordinary_addresses(use_ipv4, use_ipv6) or ["127.0.0.1"]


aioice.ice.get_host_addresses = _host_addresses


class VoiceLink:
    """received : called with each decrypted RTP packet. ended : called once when the connection is over."""

    def __init__(self, received: Callable[[VoiceLink, bytes], None], ended: Callable[[VoiceLink], None]) -> None:
        self._received, self._ended = received, ended
        # An empty list of servers: None would make aiortc ask a public one.
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE))
        self._pc.on("connectionstatechange", self._state_changed)
        self.slots: list[Slot] = []
        self.payload_type = 0
        self.level_id = 0
        self._dtls: Any = None
        self._over = False
        self.connected = asyncio.Event()

    async def answer(self, offer: str) -> str:
        """The answer to an SDP offer. Raises ValueError if it is not one that we can use."""
        _check(offer)
        try:
            await self._pc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
            self._bypass_media()
            with _loopback_if_offered(offer):
                await self._pc.setLocalDescription(await self._pc.createAnswer())
        except Exception as error:  # aiortc raises whatever its parser stumbles over
            raise ValueError(f"unusable offer: {error!r}") from error
        sdp = str(self._pc.localDescription.sdp)
        self.payload_type = _opus_payload_type(sdp)
        self.level_id = _extension_id(sdp, _LEVEL_URI)
        for protocol in hooks.protocols(self._dtls):
            hooks.intercept(protocol, self._datagram)
        return _only_sha256(sdp)

    def send(self, packet: bytes) -> None:
        """Encrypt and send one RTP packet; silently nothing while there is no connection."""
        route = hooks.route(self._dtls)
        srtp = hooks.outgoing_srtp(self._dtls)
        if route is not None and srtp is not None:
            transport, address = route
            transport.sendto(srtp.protect(packet), address)

    async def close(self) -> None:
        self._over = True
        await self._pc.close()

    def _datagram(self, data: bytes) -> bool:
        """True if the datagram was voice and is dealt with."""
        srtp = hooks.incoming_srtp(self._dtls)
        if srtp is None or not is_rtp(data):
            return False
        try:
            packet = srtp.unprotect(data)
        except pylibsrtp.Error:  # forged, repeated or damaged
            return True
        self._received(self, packet)
        return True

    def _bypass_media(self) -> None:
        opus = [codec for codec in RTCRtpSender.getCapabilities("audio").codecs if codec.mimeType == "audio/opus"]
        microphone = False
        for transceiver in self._pc.getTransceivers():
            transceiver.setCodecPreferences(opus)
            wanted = transceiver._offerDirection  # what the offer leaves for us to do
            takes = wanted in ("recvonly", "sendrecv") and not microphone
            gives = wanted in ("sendonly", "sendrecv")
            microphone = microphone or takes
            transceiver.direction = {(1, 1): "sendrecv", (1, 0): "recvonly", (0, 1): "sendonly"}.get(
                (int(takes), int(gives)), "inactive"
            )
            hooks.silence(transceiver)
            if gives:
                self.slots.append(Slot(transceiver.sender._ssrc))
            self._dtls = self._dtls or transceiver.receiver.transport
        if self._dtls is None:
            raise ValueError("no audio line")

    def _state_changed(self) -> None:
        state = self._pc.connectionState
        if state == "connected":
            self.connected.set()
        elif state in ("failed", "closed") and not self._over:
            self._over = True
            self._ended(self)


class hooks:  # noqa: N801 - a namespace
    """What we use of aiortc 1.16 and aioice that they do not promise."""

    @staticmethod
    def silence(transceiver: Any) -> None:
        """No task for each sender, no decoder thread for each receiver."""
        for part, method in ((transceiver.sender, "send"), (transceiver.receiver, "receive")):
            setattr(part, method, _nothing)

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
        """The UDP transport and the address that ICE settled on."""
        pair = dtls.transport._connection._nominated.get(1)
        return None if pair is None else (pair.protocol.transport, pair.remote_addr)

    @staticmethod
    def incoming_srtp(dtls: Any) -> Any:
        return dtls._rx_srtp

    @staticmethod
    def outgoing_srtp(dtls: Any) -> Any:
        return dtls._tx_srtp


async def _nothing(*_: Any) -> None:
    """In the place of a sender's `send` and a receiver's `receive`, which would start tasks and decoder threads."""


@contextmanager
def _loopback_if_offered(offer: str) -> Iterator[None]:
    """Somebody on this machine offers only 127.0.0.1; then we answer with the same."""
    candidates = re.findall(r"^a=candidate:\S+ \d+ \S+ \d+ (\S+) \d+ typ", offer, re.MULTILINE)
    reset = _on_loopback.set(bool(candidates) and all(address.startswith("127.") for address in candidates))
    try:
        yield
    finally:
        _on_loopback.reset(reset)


def _check(offer: str) -> None:
    """Limits before aiortc allocates anything by them. Raises ValueError."""
    lines = re.findall(r"^m=(\S+)", offer, re.MULTILINE)
    if not lines or len(lines) > _MAX_LINES or any(kind != "audio" for kind in lines):
        raise ValueError("an offer has one to 32 lines, all of them audio")
    if offer.count("a=candidate:") > 4 * _MAX_LINES * 8:
        raise ValueError("too many candidates")
    if "a=fingerprint:" not in offer or "a=group:BUNDLE" not in offer:
        raise ValueError("an offer must be encrypted and bundled")


def _opus_payload_type(sdp: str) -> int:
    match = re.search(r"^a=rtpmap:(\d+) opus/48000", sdp, re.MULTILINE | re.IGNORECASE)
    if not match:
        raise ValueError("no Opus in common")
    return int(match[1])


def _extension_id(sdp: str, uri: str) -> int:
    match = re.search(rf"^a=extmap:(\d+)(?:/\w+)? {re.escape(uri)}", sdp, re.MULTILINE)
    return int(match[1]) if match else 0


def _only_sha256(sdp: str) -> str:
    """aiortc lists three fingerprints of one certificate; some stacks fail on more than one."""
    return re.sub(r"^a=fingerprint:sha-(?:384|512) .*\r?\n", "", sdp, flags=re.MULTILINE)
