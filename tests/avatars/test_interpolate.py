"""Movement of others: smooth over jitter, honest over gaps, unmoved by stale packets."""

from __future__ import annotations

import random

import glm
import pytest

from avatars.interpolate import DELAY_S, EXTRAPOLATE_S, PoseTrack
from avatars.pose_packet import HandPose, PosePacket

LEVEL = (0.0, 0.0, 0.0, 1.0)


def packet(sequence: int, time_s: float, x: float, hand: bool = False) -> PosePacket:
    left = HandPose((x, 1.0, 0.0), LEVEL) if hand else None
    return PosePacket(sequence & 0xFFFF, round(time_s * 1000) & 0xFFFF, (x, 1.6, 0.0), LEVEL, left)


def x_at(track: PoseTrack, now_s: float) -> float:
    body = track.at(now_s)
    assert body is not None
    return float(body.head.position.x)


def test_nobody_before_the_first_packet() -> None:
    assert PoseTrack().at(1.0) is None


@pytest.mark.parametrize("start_s", [0.0, 65.0])  # the sender's clock wraps at 65.5 s
def test_a_steady_walk_stays_steady_over_jitter_and_loss(start_s: float) -> None:
    chance, track, speed = random.Random(7), PoseTrack(), 1.5
    arrivals = sorted(
        (start_s + n * 0.05 + chance.uniform(0.02, 0.06), n) for n in range(100) if chance.random() > 0.05
    )
    wrong = []
    for frame in range(int(4.5 * 90)):
        now = start_s + 0.3 + frame / 90
        while arrivals and arrivals[0][0] <= now:
            arrived, n = arrivals.pop(0)
            track.push(packet(n, start_s + n * 0.05, n * 0.05 * speed), arrived)
        if frame > 45:
            wrong.append(abs(x_at(track, now) - (now - start_s - 0.02 - DELAY_S) * speed))
    assert max(wrong) < 0.03


def test_late_and_repeated_packets_change_nothing() -> None:
    track = PoseTrack()
    for n in range(4):
        track.push(packet(n, n * 0.05, n * 0.1), n * 0.05)
    before = x_at(track, 0.2)
    track.push(packet(1, 0.05, 99.0), 0.2)
    track.push(packet(3, 0.15, 99.0), 0.2)
    assert track.late == 2
    assert x_at(track, 0.2) == before


def test_goes_on_for_a_tenth_of_a_second_only() -> None:
    track = PoseTrack()
    for n in range(5):
        track.push(packet(n, n * 0.05, n * 0.05), n * 0.05)  # 1 m/s; last at 0.2 s, x = 0.2
    assert x_at(track, 0.2 + DELAY_S + 0.05) == pytest.approx(0.25, abs=1e-3)
    assert x_at(track, 0.2 + DELAY_S + EXTRAPOLATE_S) == pytest.approx(0.3, abs=1e-3)
    assert x_at(track, 5.0) == pytest.approx(0.3, abs=1e-3)


def test_a_rest_is_not_a_slow_walk() -> None:
    track = PoseTrack()
    track.push(packet(0, 0.0, 0.0), 0.0)
    track.push(packet(1, 1.0, 0.1), 1.0)  # kept still for a second, then moved
    assert x_at(track, 0.5 + DELAY_S) == pytest.approx(0.0, abs=1e-6)


def test_a_teleport_jumps() -> None:
    track = PoseTrack()
    track.push(packet(0, 0.0, 0.0), 0.0)
    track.push(packet(1, 0.05, 5.0), 0.05)
    assert x_at(track, 0.025 + DELAY_S) == 0.0
    assert x_at(track, 0.05 + DELAY_S) == 5.0


def test_a_restarted_client_is_followed_at_once() -> None:
    track = PoseTrack()
    for n in range(200):
        track.push(packet(n, 30 + n * 0.05, 1.0), 100 + n * 0.05)
    track.push(packet(1, 0.5, 2.0), 111.0)
    assert x_at(track, 111.2) == pytest.approx(2.0)


def test_hands_come_and_go() -> None:
    track = PoseTrack()
    track.push(packet(0, 0.0, 0.0), 0.0)
    track.push(packet(1, 0.05, 0.0, hand=True), 0.05)
    body = track.at(0.05 + DELAY_S)
    assert body is not None
    assert body.left is not None
    assert body.right is None
    assert glm.distance(body.left.position, glm.vec3(0, 1, 0)) < 1e-6
