"""One person's pose on the wire: head, hands, grip and mouth in 17 to 37 bytes, sent up to 20 times a second.

Little endian:
  uint8   version (high nibble, now 1) and flags (bit 0 left hand follows, 1 right hand follows, 2 muted, 3 sits)
  uint16  sequence, uint16 sender's clock in milliseconds (both wrap)
  3 int16 head position, 1/512 m, so +-64 m of the place's origin
  uint32  head orientation, "smallest three": 2 bits which component is left out, then 3 x 10 bits
  uint8   loudness, uint8 mouth (high nibble open, low nibble wide)
  a hand, left first: 5 bytes of 3 x 13 bits position relative to the head (world axes, 1/2048 m, +-2 m),
          uint32 orientation, uint8 (high nibble squeeze, low nibble trigger)

Worst rounding: head 1.0 mm an axis, hand 0.25 mm an axis, orientation 0.25 degrees, loudness 1/510, grip and
mouth 1/30.
Pure: no clock, no sockets, no arrays.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass
from typing import TypeAlias

Vec3: TypeAlias = tuple[float, float, float]
Quat: TypeAlias = tuple[float, float, float, float]  # x, y, z, w; unit

VERSION = 1
HEAD_STEP_M = 1 / 512
HAND_STEP_M = 1 / 2048
REACH_M = 2.0  # of head and hands: a longer arm is clamped
MAX_BYTES = 37
_HEAD = struct.Struct("<BHHhhhIBB")
_HAND = struct.Struct("<IBIB")  # the position's 39 bits as 32 + 8
_LEFT, _RIGHT, _MUTED, _SEATED = 1, 2, 4, 8
_ROTATION_STEPS = 1023
_SQRT_HALF = math.sqrt(0.5)  # the three smallest components of a unit quaternion never exceed it
_THIRDS = tuple((step / _ROTATION_STEPS * 2 - 1) * _SQRT_HALF for step in range(_ROTATION_STEPS + 1))


@dataclass(frozen=True, slots=True)
class HandPose:
    """position : metres, world. orientation : world_from_grip. squeeze, trigger : 0..1."""

    position: Vec3
    orientation: Quat
    squeeze: float = 0.0
    trigger: float = 0.0


@dataclass(frozen=True, slots=True)
class PosePacket:
    """sequence, time_ms : 0..65535, both wrap. head_position : metres, world. loudness, mouth : 0..1."""

    sequence: int
    time_ms: int
    head_position: Vec3
    head_orientation: Quat
    left: HandPose | None = None
    right: HandPose | None = None
    loudness: float = 0.0
    mouth_open: float = 0.0
    mouth_wide: float = 0.0
    muted: bool = False
    seated: bool = False


def encode(packet: PosePacket) -> bytes:
    """The packet's bytes. Raises ValueError for numbers that are not finite, or a quaternion without length."""
    flags = (
        (_LEFT if packet.left else 0)
        | (_RIGHT if packet.right else 0)
        | (_MUTED if packet.muted else 0)
        | (_SEATED if packet.seated else 0)
    )
    head = tuple(_signed(value, HEAD_STEP_M, 32767) for value in packet.head_position)
    data = _HEAD.pack(
        VERSION << 4 | flags,
        packet.sequence & 0xFFFF,
        packet.time_ms & 0xFFFF,
        *head,
        _pack_rotation(packet.head_orientation),
        _unit(packet.loudness, 255),
        _unit(packet.mouth_open, 15) << 4 | _unit(packet.mouth_wide, 15),
    )
    # A hand is kept relative to the head as the receiver will see it, so that its error does not add to the head's.
    seen = _vec3(*(value * HEAD_STEP_M for value in head))
    return data + b"".join(_encode_hand(hand, seen) for hand in (packet.left, packet.right) if hand)


def decode(data: bytes) -> PosePacket:
    """The packet in `data`. Raises ValueError if it is of another version, cut short or too long."""
    if len(data) < _HEAD.size:
        raise ValueError("pose packet is cut short")
    head, sequence, time_ms, x, y, z, rotation, loudness, mouth = _HEAD.unpack_from(data)
    if head >> 4 != VERSION:
        raise ValueError(f"pose packet of version {head >> 4}, known is {VERSION}")
    if len(data) != _HEAD.size + _HAND.size * ((head & _LEFT) // _LEFT + (head & _RIGHT) // _RIGHT):
        raise ValueError("pose packet's length does not fit its flags")
    position = (x * HEAD_STEP_M, y * HEAD_STEP_M, z * HEAD_STEP_M)
    offset, left, right = _HEAD.size, None, None
    if head & _LEFT:
        left, offset = _decode_hand(data, offset, position), offset + _HAND.size
    if head & _RIGHT:
        right = _decode_hand(data, offset, position)
    return PosePacket(
        sequence,
        time_ms,
        position,
        _unpack_rotation(rotation),
        left,
        right,
        loudness / 255,
        (mouth >> 4) / 15,
        (mouth & 15) / 15,
        bool(head & _MUTED),
        bool(head & _SEATED),
    )


def _encode_hand(hand: HandPose, head: Vec3) -> bytes:
    bits = 0
    for value, origin in zip(hand.position, head, strict=True):
        bits = bits << 13 | (_signed(value - origin, HAND_STEP_M, 4095) + 4096)
    grip = _unit(hand.squeeze, 15) << 4 | _unit(hand.trigger, 15)
    return _HAND.pack(bits & 0xFFFFFFFF, bits >> 32, _pack_rotation(hand.orientation), grip)


def _decode_hand(data: bytes, offset: int, head: Vec3) -> HandPose:
    low, high, rotation, grip = _HAND.unpack_from(data, offset)
    bits = high << 32 | low
    x, y, z = (bits >> 26 & 0x1FFF) - 4096, (bits >> 13 & 0x1FFF) - 4096, (bits & 0x1FFF) - 4096
    position = (head[0] + x * HAND_STEP_M, head[1] + y * HAND_STEP_M, head[2] + z * HAND_STEP_M)
    return HandPose(position, _unpack_rotation(rotation), (grip >> 4) / 15, (grip & 15) / 15)


def _pack_rotation(q: Quat) -> int:
    length = math.sqrt(sum(c * c for c in q))
    if not math.isfinite(length) or length < 1e-6:
        raise ValueError("orientation is not a rotation")
    largest = max(range(4), key=lambda i: abs(q[i]))
    sign = math.copysign(1 / length, q[largest])  # q and -q are the same rotation: the one left out is made positive
    bits = largest
    for i in range(4):
        if i != largest:
            bits = bits << 10 | round((q[i] * sign / _SQRT_HALF * 0.5 + 0.5) * _ROTATION_STEPS)
    return bits


def _unpack_rotation(bits: int) -> Quat:
    a, b, c = _THIRDS[bits >> 20 & 0x3FF], _THIRDS[bits >> 10 & 0x3FF], _THIRDS[bits & 0x3FF]
    squares = a * a + b * b + c * c
    if squares > 1:  # only bits that no encoder makes
        length = math.sqrt(squares)
        a, b, c, squares = a / length, b / length, c / length, 1.0
    d, largest = math.sqrt(1 - squares), bits >> 30
    if largest == 0:
        return d, a, b, c
    if largest == 1:
        return a, d, b, c
    return (a, b, d, c) if largest == 2 else (a, b, c, d)


def _signed(value: float, step: float, limit: int) -> int:
    if not math.isfinite(value):
        raise ValueError("position is not finite")
    return max(-limit, min(limit, round(value / step)))


def _unit(value: float, steps: int) -> int:
    if not math.isfinite(value):
        raise ValueError("level is not finite")
    return round(max(0.0, min(1.0, value)) * steps)


def _vec3(x: float, y: float, z: float) -> Vec3:
    return x, y, z
