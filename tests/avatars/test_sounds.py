"""The sounds of a drill: each is made, repeats without a click, and comes from its side, from its distance, dull behind doors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from avatars.voice.opus import RATE_HZ
from avatars.voice.shared import SharedBlock
from avatars.voice.sounds import FADE, SOUND_SLOTS, Player, Sound, low_passed
from avatars.voice.spatial import HeadModel
from avatars.voice.synth import KINDS, LOOPS, sound

N = 960


def rms(x: np.ndarray) -> float:
    return float(np.sqrt(np.mean(np.square(x, dtype=np.float64))))


def played(player: Player, wanted: list[Sound], blocks: int) -> np.ndarray:
    """The first slot, block after block."""
    return np.concatenate([player.blocks(wanted, N).get(0, (np.zeros(N, np.float32), None))[0] for _ in range(blocks)])


@pytest.mark.parametrize("kind", KINDS)
def test_each_sound_is_there_and_never_too_loud(kind: str) -> None:
    made = sound(kind)
    assert made.dtype == np.float32
    assert np.abs(made).max() == pytest.approx(0.9, abs=1e-3)
    assert rms(made) > 0.01


@pytest.mark.parametrize("kind", sorted(LOOPS))
def test_a_loop_has_no_seam(kind: str) -> None:
    made = sound(kind)
    steps = np.abs(np.diff(made))
    assert abs(float(made[0] - made[-1])) <= steps.max() * 1.05


@pytest.mark.parametrize(
    ("kind", "low_hz", "high_hz"),
    [("bell", 500, 7000), ("roar", 30, 300), ("beep", 3000, 3200), ("spray", 1500, 13000)],
)
def test_a_sound_lies_where_its_source_has_it(kind: str, low_hz: float, high_hz: float) -> None:
    made = sound(kind)
    power = np.abs(np.fft.rfft(made)) ** 2
    f = np.fft.rfftfreq(len(made), 1 / RATE_HZ)
    assert power[(f > low_hz) & (f < high_hz)].sum() > 0.8 * power.sum()


def test_a_sound_fades_in_and_out_and_gives_its_slot_back() -> None:
    player, bell = Player(), Sound(1, "bell", (0, 0, -1))
    first = played(player, [bell], 1)
    assert abs(float(first[0])) < 0.01
    played(player, [bell], 3)
    last = played(player, [], 1)
    assert abs(float(last[-1])) < 0.01
    assert rms(last[: FADE // 3]) > 5 * rms(last[-FADE // 20 :])
    assert player.blocks([], N) == {}


def test_what_plays_once_ends_and_begins_anew_under_another_name() -> None:
    player, cough = Player(), Sound(5, "cough", (0, 0, -1))
    blocks = len(sound("cough")) // N + 2
    assert rms(played(player, [cough], blocks)) > 0.01
    assert player.blocks([cough], N) == {}
    assert rms(played(player, [Sound(6, "cough", (0, 0, -1))], 10)) > 0.01


def test_more_sounds_than_slots_leave_the_least_important_out() -> None:
    wanted = [Sound(i, "fire", (i, 0, 0)) for i in range(1, SOUND_SLOTS + 5)]
    blocks = Player().blocks(wanted, N)
    assert len(blocks) == SOUND_SLOTS
    assert {position for _, position in blocks.values()} == {one.position for one in wanted[:SOUND_SLOTS]}


def test_behind_a_door_the_high_notes_are_lost() -> None:
    clear, dull = (played(Player(), [Sound(1, "spray", (0, 0, -1), 1.0, muffle)], 20) for muffle in (0.0, 1.0))
    assert rms(dull) < 0.15 * rms(clear)
    low, deep = (played(Player(), [Sound(1, "roar", (0, 0, -1), 1.0, muffle)], 20) for muffle in (0.0, 1.0))
    assert rms(deep) > 0.3 * rms(low)


def test_the_low_pass_is_one_pole_whatever_its_blocks() -> None:
    x, y, expected = np.random.default_rng(1).standard_normal(700), 0.3, []
    for value in x:
        y = 0.9 * y + 0.1 * value
        expected.append(y)
    whole, state = low_passed(x, 0.3, 0.9)
    assert whole == pytest.approx(expected)
    first, middle = low_passed(x[:333], 0.3, 0.9)
    second, end = low_passed(x[333:], middle, 0.9)
    assert np.concatenate([first, second]) == pytest.approx(whole)
    assert end == pytest.approx(state)


def test_left_is_left_and_far_is_quiet() -> None:
    """From the player's blocks to two ears, as the voice process does it."""

    def ears(position: tuple[float, float, float]) -> tuple[float, float]:
        player, head, out = Player(), HeadModel(), []
        for _ in range(12):
            blocks = player.blocks([Sound(1, "fire", position)], N)
            out.append(head.render({slot: (block, at or position) for slot, (block, at) in blocks.items()}, N))
        both = np.concatenate(out)
        return rms(both[:, 0]), rms(both[:, 1])

    left, right = ears((-2.0, 0.0, 0.0))
    assert left > 1.5 * right
    mirrored = ears((2.0, 0.0, 0.0))
    assert mirrored == pytest.approx((right, left), rel=0.05)
    near, far = ears((0.0, 0.0, -2.0))[0], ears((0.0, 0.0, -8.0))[0]
    assert near / far == pytest.approx(4.0, rel=0.05)


def test_the_shared_block_carries_sounds(tmp_path: Path) -> None:
    main = SharedBlock(tmp_path / "block", create=True)
    voice = SharedBlock(tmp_path / "block")
    assert voice.read_sounds() == []
    wanted = [Sound(i, KINDS[i], (i, 0.5, -1.0), 0.5, 0.25) for i in range(SOUND_SLOTS + 3)]
    main.write_sounds(wanted)
    assert voice.read_sounds() == wanted[:SOUND_SLOTS]
    main.write_sounds([])
    assert voice.read_sounds() == []
    voice.close()
    main.close()
