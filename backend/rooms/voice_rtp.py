"""Just enough RTP (RFC 3550) for a forwarder: read one header, write another. Pure."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_FIXED = struct.Struct("!BBHII")
_WITH_CSRC = struct.Struct("!BBHIII")
SILENT = 127  # RFC 6464: -dBov, 0 is the loudest, 127 is silence
CLOCK_HZ = 48_000


@dataclass(slots=True)
class Rtp:
    """level : -dBov as the sender claims it (RFC 6464), SILENT where it does not say."""

    payload_type: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    level: int
    payload: bytes


def is_rtp(data: bytes) -> bool:
    """Told from STUN, DTLS and RTCP by its first bytes (RFC 7983, RFC 5761)."""
    return len(data) >= 12 and 127 < data[0] < 192 and not 192 <= data[1] <= 223


def parse(data: bytes, level_id: int) -> Rtp:
    """level_id : the negotiated id of the audio level extension, 0 for none. Raises ValueError for anything malformed."""
    if len(data) < _FIXED.size:
        raise ValueError("RTP packet is cut short")
    first, second, sequence, timestamp, ssrc = _FIXED.unpack_from(data)
    if first >> 6 != 2:
        raise ValueError("not RTP version 2")
    offset = _FIXED.size + 4 * (first & 15)
    level = SILENT
    if first & 0x10:
        if len(data) < offset + 4:
            raise ValueError("RTP extension is cut short")
        profile, words = struct.unpack_from("!HH", data, offset)
        begin, offset = offset + 4, offset + 4 + 4 * words
        if len(data) < offset:
            raise ValueError("RTP extension is cut short")
        if profile == 0xBEDE and level_id:
            level = _one_byte_level(data[begin:offset], level_id)
    end = len(data)
    if first & 0x20:
        end -= data[-1]
        if data[-1] == 0 or end < offset:
            raise ValueError("RTP padding is longer than its packet")
    if end < offset:
        raise ValueError("RTP packet is cut short")
    return Rtp(second & 0x7F, second >= 0x80, sequence, timestamp, ssrc, level, data[offset:end])


def _one_byte_level(block: bytes, level_id: int) -> int:
    """Walks one-byte header extensions (RFC 8285)."""
    i = 0
    while i < len(block):
        head = block[i]
        if head == 0:
            i += 1
            continue
        if head >> 4 == 15:
            break
        length = (head & 15) + 1
        if i + 1 + length > len(block):
            raise ValueError("RTP extension is cut short")
        if head >> 4 == level_id:
            return block[i + 1] & 0x7F
        i += 1 + length
    return SILENT


@dataclass(slots=True)
class Slot:
    """One outgoing stream of a listener: whoever speaks through it, its sequence runs on and its clock never goes back."""

    ssrc: int
    talker: int = 0  # peer number, 0 while nobody has it
    last_used_s: float = -1e9
    _sequence: int = 0  # of the newest packet that went out
    _timestamp: int = 0
    _sequence_shift: int = 0
    _timestamp_shift: int = 0
    _fresh: bool = True

    def give(self, talker: int) -> None:
        self.talker, self._fresh = talker, True

    def write(self, packet: Rtp, payload_type: int, now_s: float) -> bytes:
        """The packet as this listener gets it, with the talker's number as CSRC."""
        if self._fresh:
            gap = max(1, round(min(now_s - self.last_used_s, 60.0) * CLOCK_HZ)) if self.last_used_s > 0 else 960
            self._sequence_shift = self._sequence + 1 - packet.sequence
            self._timestamp_shift = self._timestamp + gap - packet.timestamp
        sequence = (packet.sequence + self._sequence_shift) & 0xFFFF
        timestamp = (packet.timestamp + self._timestamp_shift) & 0xFFFFFFFF
        marker = 0x80 if packet.marker or self._fresh else 0
        if (
            self._fresh or (sequence - self._sequence) & 0xFFFF < 0x8000
        ):  # a late packet does not turn the counters back
            self._sequence, self._timestamp = sequence, timestamp
        self._fresh = False
        self.last_used_s = now_s
        head = _WITH_CSRC.pack(0x81, marker | payload_type, sequence, timestamp, self.ssrc, self.talker)
        return head + packet.payload
