"""The pose packet: what it holds to the bit, how far it rounds, and that bad bytes are refused."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avatars.pose_packet import MAX_BYTES, HandPose, PosePacket, decode, encode

GOLDEN = Path(__file__).parent.parent / "packets" / "pose.txt"
HEAD_ERROR_M = 1 / 1024 + 1e-9
HAND_ERROR_M = 1 / 4096 + 1e-9
ROTATION_ERROR_RAD = math.radians(0.25)

BOTH = PosePacket(
    sequence=513,
    time_ms=40_000,
    head_position=(1.25, 1.7, -3.5),
    head_orientation=(0.0, math.sin(0.4), 0.0, math.cos(0.4)),
    left=HandPose((1.0, 1.1, -3.75), (0.5, 0.5, 0.5, 0.5), 1.0, 0.2),
    right=HandPose((1.5, 1.2, -3.875), (0.0, 0.0, 0.0, 1.0), 0.0, 1.0),
    loudness=0.5,
    mouth_open=0.4,
    mouth_wide=0.8,
    muted=False,
)
EXAMPLES = {
    "head only": PosePacket(1, 50, (0.0, 1.6, 0.0), (0.0, 0.0, 0.0, 1.0)),
    "both hands": BOTH,
    "right hand, muted, seated": PosePacket(
        65535, 65535, (-63.5, 0.0, 12.0), (0.0, 1.0, 0.0, 0.0), None, BOTH.right, muted=True, seated=True
    ),
}


def golden() -> dict[str, str]:
    lines = [line for line in GOLDEN.read_text().splitlines() if line and not line.startswith("#")]
    return {name: data for name, _, data in (line.partition(": ") for line in lines)}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_bytes_never_change(name: str) -> None:
    data = bytes.fromhex(golden()[name])
    assert encode(EXAMPLES[name]) == data
    assert encode(decode(data)) == data


unit = st.floats(0, 1)
quats = st.tuples(*[st.floats(-1, 1)] * 4).filter(lambda q: math.hypot(*q) > 0.01)


@st.composite
def hands(draw: st.DrawFn, head: tuple[float, float, float]) -> HandPose | None:
    if draw(st.booleans()):
        return None
    offset = draw(st.tuples(*[st.floats(-1.99, 1.99)] * 3))
    position = (head[0] + offset[0], head[1] + offset[1], head[2] + offset[2])
    return HandPose(position, draw(quats), draw(unit), draw(unit))


@st.composite
def packets(draw: st.DrawFn) -> PosePacket:
    head = draw(st.tuples(*[st.floats(-63, 63)] * 3))
    return PosePacket(
        draw(st.integers(0, 65535)),
        draw(st.integers(0, 65535)),
        head,
        draw(quats),
        draw(hands(head)),
        draw(hands(head)),
        draw(unit),
        draw(unit),
        draw(unit),
        draw(st.booleans()),
        draw(st.booleans()),
    )


def angle(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """Between two rotations, radians; by the sine of the half angle, which keeps its precision near zero."""
    a = tuple(c / math.hypot(*a) for c in a)
    sign = 1 if sum(x * y for x, y in zip(a, b, strict=True)) >= 0 else -1
    return 4 * math.asin(min(1, math.dist(a, [sign * c for c in b]) / 2))


@given(packets())
def test_comes_back_within_the_stated_error(packet: PosePacket) -> None:
    data = encode(packet)
    back = decode(data)
    assert len(data) <= MAX_BYTES
    assert (back.sequence, back.time_ms) == (packet.sequence, packet.time_ms)
    assert (back.muted, back.seated) == (packet.muted, packet.seated)
    assert back.head_position == pytest.approx(packet.head_position, abs=HEAD_ERROR_M)
    assert angle(packet.head_orientation, back.head_orientation) <= ROTATION_ERROR_RAD
    assert back.loudness == pytest.approx(packet.loudness, abs=1 / 510 + 1e-9)
    assert back.mouth_open == pytest.approx(packet.mouth_open, abs=1 / 30 + 1e-9)
    for sent, heard in ((packet.left, back.left), (packet.right, back.right)):
        assert (sent is None) == (heard is None)
        if sent and heard:
            assert heard.position == pytest.approx(sent.position, abs=HAND_ERROR_M)
            assert angle(sent.orientation, heard.orientation) <= ROTATION_ERROR_RAD
            assert heard.squeeze == pytest.approx(sent.squeeze, abs=1 / 30 + 1e-9)


@given(st.binary(max_size=80))
def test_garbage_is_refused_or_makes_sense(data: bytes) -> None:
    try:
        packet = decode(data)
    except ValueError:
        return
    assert math.hypot(*packet.head_orientation) == pytest.approx(1)
    assert all(math.isfinite(v) for v in packet.head_position)
    encode(packet)


@pytest.mark.parametrize("length", [*range(MAX_BYTES), MAX_BYTES + 1])
def test_truncated_and_padded_packets_are_refused(length: int) -> None:
    data = (encode(BOTH) + b"\0")[:length]
    with pytest.raises(ValueError, match="pose packet"):
        decode(data)


def test_another_version_is_refused() -> None:
    data = bytearray(encode(BOTH))
    data[0] += 0x10
    with pytest.raises(ValueError, match="version 2"):
        decode(bytes(data))


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_are_refused(bad: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        encode(PosePacket(0, 0, (0.0, bad, 0.0), (0.0, 0.0, 0.0, 1.0)))
    with pytest.raises(ValueError, match="rotation"):
        encode(PosePacket(0, 0, (0.0, 0.0, 0.0), (0.0, 0.0, 0.0, bad)))


def test_a_place_larger_than_the_packet_clamps() -> None:
    assert decode(encode(PosePacket(0, 0, (500.0, 0, -500.0), (0, 0, 0, 1)))).head_position == (
        32767 / 512,
        0,
        -32767 / 512,
    )
