"""The client's RTP (RFC 3550): what we send carries our level (RFC 6464), what we get names its talker as CSRC. Pure."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_FIXED = struct.Struct("!BBHII")


@dataclass(frozen=True, slots=True)
class Heard:
    """talker : peer number, 0 if the packet names nobody."""

    ssrc: int
    sequence: int
    timestamp: int
    talker: int
    payload: bytes


def is_rtp(data: bytes) -> bool:
    """RFC 7983 and RFC 5761: not STUN, DTLS or RTCP."""
    return len(data) >= 12 and 127 < data[0] < 192 and not 192 <= data[1] <= 223


def write(
    payload: bytes, payload_type: int, sequence: int, timestamp: int, ssrc: int, level_id: int, level: int, first: bool
) -> bytes:
    """level : -dBov, 0..127; 127 is silence. first : begins a spurt of speech (the marker bit)."""
    second = (0x80 if first else 0) | payload_type
    if not level_id:
        return _FIXED.pack(0x80, second, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc) + payload
    extension = struct.pack("!HHBBH", 0xBEDE, 1, level_id << 4, (0x80 if level < 127 else 0) | level, 0)
    return _FIXED.pack(0x90, second, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc) + extension + payload


def read(data: bytes) -> Heard:
    """Raises ValueError for a malformed packet."""
    try:
        first, _, sequence, timestamp, ssrc = _FIXED.unpack_from(data)
        sources = first & 15
        talker = struct.unpack_from("!I", data, 12)[0] if sources else 0
        offset = 12 + 4 * sources
        if first & 0x10:
            offset += 4 + 4 * struct.unpack_from("!H", data, offset + 2)[0]
        end = len(data) - (data[-1] if first & 0x20 else 0)
    except (struct.error, IndexError) as error:
        raise ValueError("RTP packet is cut short") from error
    if first >> 6 != 2 or offset > end:
        raise ValueError("not an RTP packet")
    return Heard(ssrc, sequence, timestamp, talker, data[offset:end])
