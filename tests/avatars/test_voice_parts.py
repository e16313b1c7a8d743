"""The voice's parts, each by itself: codec, jitter buffer, ears, shared memory, microphones."""

from __future__ import annotations

import math
import random
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from avatars.voice import rtp
from avatars.voice.activity import VoiceActivity, loudness
from avatars.voice.capture import level_db, open_microphone, read_wav
from avatars.voice.jitter import JitterBuffer
from avatars.voice.opus import FRAME, RATE_HZ, Decoder, Encoder
from avatars.voice.shared import CONNECTED, Levels, Poses, SharedBlock
from avatars.voice.spatial import HeadModel, Spatialiser, make_spatialiser

TONE = (9000 * np.sin(2 * np.pi * 440 * np.arange(RATE_HZ * 4) / RATE_HZ)).astype(np.int16)
FRAMES = [TONE[i : i + FRAME] for i in range(0, len(TONE), FRAME)]


def encoded() -> list[bytes]:
    encoder = Encoder()
    return [encoder.encode(frame) for frame in FRAMES]


def test_opus_carries_a_steady_tone_to_the_end() -> None:
    decoder = Decoder()
    heard = np.concatenate([decoder.decode(packet) for packet in encoded()])
    assert level_db(heard[-RATE_HZ:]) == pytest.approx(level_db(TONE), abs=1)


def test_opus_mends_a_lost_frame_from_the_next_packet() -> None:
    speech = Encoder(loss_percent=20)
    chance = np.random.default_rng(3)
    frames = [
        (f * (0.3 + 0.7 * math.sin(n / 3) ** 2) + chance.normal(0, 150, FRAME)).astype(np.int16)
        for n, f in enumerate(FRAMES)
    ]
    packets = [speech.encode(f) for f in frames]
    true, mended, guessed = Decoder(), Decoder(), Decoder()
    for packet in packets[:100]:
        for decoder in (true, mended, guessed):
            last = decoder.decode(packet)
    original = true.decode(packets[100]).astype(float)
    by_next, by_guess = mended.recover(packets[101]).astype(float), guessed.conceal().astype(float)
    assert len(by_next) == len(by_guess) == len(last) == FRAME
    assert np.mean((by_next - original) ** 2) < np.mean((by_guess - original) ** 2)


def test_each_opus_packet_is_that_frame_and_no_other() -> None:
    encoder, decoder = Encoder(), Decoder()
    silence = np.zeros(FRAME, np.int16)
    levels = [level_db(decoder.decode(encoder.encode(f))) for f in (silence, silence, *FRAMES[:3], *[silence] * 20)]
    assert max(levels[:2]) < -60
    assert levels[3] > -25
    assert levels[-1] < -60


def test_opus_refuses_what_is_not_opus() -> None:
    with pytest.raises(ValueError, match="libopus"):
        Decoder().decode(b"\xff" * 7)
    with pytest.raises(ValueError, match="960 expected"):
        Encoder().encode(np.zeros(100, np.int16))


def play(loss: float, jitter_ms: float, start: int = 0xFFFFFF00, drift: float = 1.0) -> tuple[JitterBuffer, np.ndarray]:
    """Four seconds through a bad line into 10 ms blocks. The RTP clock wraps on the way."""
    chance, buffer = random.Random(5), JitterBuffer()
    arrivals = sorted(
        (20 * n * drift + 40 + chance.uniform(0, jitter_ms), n, p)
        for n, p in enumerate(encoded())
        if chance.random() >= loss
    )
    out = []
    for block in range(430):
        now = block * 10.0
        while arrivals and arrivals[0][0] <= now:
            arrived, n, payload = arrivals.pop(0)
            buffer.push((start + n * FRAME) & 0xFFFFFFFF, payload, arrived)
        sound = buffer.read(480, now)
        out.append(np.zeros(480, np.int16) if sound is None else sound)
    return buffer, np.concatenate(out)


@pytest.mark.parametrize(("loss", "jitter_ms"), [(0.0, 0.0), (0.0, 40.0), (0.05, 15.0)])
def test_the_jitter_buffer_keeps_a_tone_whole(loss: float, jitter_ms: float) -> None:
    buffer, heard = play(loss, jitter_ms)
    middle = heard[RATE_HZ : 4 * RATE_HZ - 9600]
    blocks = middle[: len(middle) // 480 * 480].reshape(-1, 480)
    silent = sum(level_db(b) < -40 for b in blocks)
    assert silent == 0
    assert buffer.counts["concealed"] <= 3 + 1200 * loss**2 + (4 if jitter_ms else 0)  # three are the end of the stream
    if loss:
        assert buffer.counts["recovered"] >= 5


def test_the_jitter_buffer_is_short_on_a_good_line_and_ends_with_its_talker() -> None:
    buffer, heard = play(0.0, 0.0)
    assert buffer.target_ms < 25
    last_ms = int(np.flatnonzero(np.abs(heard) > 3000)[-1]) / 48
    assert last_ms < 4000 + 40 + 90  # said, on its way, kept by us, and the last frame fading out
    assert level_db(heard[-4800:]) < -60


def test_the_jitter_buffer_follows_a_slower_clock() -> None:
    _, heard = play(0.0, 0.0, drift=0.99)  # their clock is one percent fast: packets pile up
    assert level_db(heard[3 * RATE_HZ : 3 * RATE_HZ + 24000]) > -20


@pytest.fixture(params=["installed", "head model"])
def ears(request: pytest.FixtureRequest) -> Iterator[Spatialiser]:
    spatial = make_spatialiser(8) if request.param == "installed" else HeadModel()
    yield spatial
    spatial.close()


def placed(spatial: Spatialiser, position: tuple[float, float, float]) -> tuple[float, float]:
    """dB at the left and the right ear, of noise there."""
    noise = np.random.default_rng(1).normal(0, 0.1, 48000).astype(np.float32)
    out = np.concatenate([spatial.render({0: (noise[i : i + 480], position)}, 480) for i in range(0, 48000, 480)])
    left, right = (10 * math.log10(float(np.mean(np.square(out[9600:, ear]))) + 1e-12) for ear in (0, 1))
    return left, right


def test_ears_hear_sides_and_distance(ears: Spatialiser) -> None:
    left, right = placed(ears, (1.0, 0.0, 0.0))
    assert right > left + 4
    left, right = placed(ears, (-1.0, 0.0, 0.0))
    assert left > right + 4
    ahead = placed(ears, (0.0, 0.0, -1.0))
    assert abs(ahead[0] - ahead[1]) < 1
    far = placed(ears, (0.0, 0.0, -8.0))
    assert ahead[0] - far[0] == pytest.approx(20 * math.log10(8), abs=1.5)


def test_ears_hear_the_near_side_first() -> None:
    spatial = HeadModel()
    click = np.zeros(4800, np.float32)
    click[2000] = 1.0
    blocks = [spatial.render({0: (click[i : i + 480], (1.0, 0.0, 0.0))}, 480) for i in range(0, 4800, 480)]
    out = np.abs(np.concatenate(blocks))
    delay_ms = (int(out[:, 0].argmax()) - int(out[:, 1].argmax())) / 48
    assert 0.4 < delay_ms < 1.1  # 0.66 by Woodworth, more for the dulled ear's filter


@given(st.binary(max_size=60))
def test_bad_rtp_is_refused(data: bytes) -> None:
    try:
        packet = rtp.read(data)
    except ValueError:
        return
    assert len(packet.payload) <= len(data) - 12


def test_rtp_carries_our_level() -> None:
    packet = rtp.write(b"sound", 96, 65537, 2**32 + 5, 0xABCD, 2, 30, True)
    assert packet.hex() == "90e0000100000005" + "0000abcd" + "bede0001" + "209e0000" + b"sound".hex()
    assert rtp.read(packet).payload == b"sound"


def test_speech_is_told_from_silence_and_a_held_note_is_no_silence() -> None:
    activity = VoiceActivity()
    assert not any(activity.speaks(-70.0) for _ in range(100))
    assert all(activity.speaks(-20.0) for _ in range(1000))
    rest = [activity.speaks(-70.0) for _ in range(50)]
    assert rest[:10] == [True] * 10  # ends of words are quiet
    assert not any(rest[25:])
    assert loudness(-127.0) == 0
    assert loudness(-10.0) == 1


def test_the_shared_block_carries_both_ways(tmp_path: Path) -> None:
    main = SharedBlock(tmp_path / "block", create=True)
    voice = SharedBlock(tmp_path / "block")
    main.write_poses(Poses(np.arange(7, dtype=np.float32), {n: (np.array([n, 0, 0]), 0.5) for n in range(1, 200)}))
    poses = voice.read_poses()
    assert list(poses.ears) == list(range(7))
    assert len(poses.mouths) == 128  # the nearest
    assert poses.mouths[3][1] == 0.5
    voice.write_levels(Levels(CONNECTED, 0.25, 7, True, False, {4: 0.5}))
    levels = main.read_levels()
    assert (levels.state, levels.own, levels.microphone, levels.speaker) == (CONNECTED, 0.25, True, False)
    assert levels.heard == {4: 0.5}
    voice.close()
    main.close()
    assert not (tmp_path / "block").exists()


def test_microphones_are_named_plainly(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unknown microphone"):
        open_microphone("telephone", lambda _: None)
    with pytest.raises(OSError, match=r"no\.wav"):
        open_microphone(f"file:{tmp_path / 'no.wav'}", lambda _: None)


def test_a_file_of_another_rate_is_stretched(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "low.wav"), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(16000)
        out.writeframes(
            np.repeat((8000 * np.sin(2 * np.pi * 200 * np.arange(16000) / 16000)).astype("<i2"), 2).tobytes()
        )
    sound = read_wav(tmp_path / "low.wav")
    assert len(sound) == 48000
    spectrum = np.abs(np.fft.rfft(sound))
    assert int(spectrum.argmax()) == 200
