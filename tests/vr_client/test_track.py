"""The track format, and a device played by one."""

import math
from pathlib import Path

import glm
import pytest

from renderer.scene import View
from renderer.spatial import Fov, Pose
from vr_client.devices.device import Input, Targets
from vr_client.devices.scripted import Scripted
from vr_client.devices.track import look, turn
from vr_client.devices.track_text import TrackError, load_track, parse_track
from vr_client.errors import UserError
from vr_client.settings import Settings

TRACKS = Path(__file__).parents[2] / "assets" / "tracks"


def close(a, b, tolerance=1e-4):
    return all(abs(x - y) < tolerance for x, y in zip(a, b, strict=True))


def test_poses_glide_between_lines_and_stay_at_the_ends():
    track = parse_track("at 1 head 0 1.6 0 look 0 1.6 -1\nat 3 head 2 1.6 0 turn 90")
    assert close(track.sample(0).head.position, (0, 1.6, 0))
    halfway = track.sample(2).head
    assert close(halfway.position, (1, 1.6, 0))
    assert close(halfway.forward(), (-math.sqrt(0.5), 0, -math.sqrt(0.5)))  # 45 degrees to the left
    assert close(track.sample(9).head.forward(), (-1, 0, 0))
    assert track.duration_s == 3


def test_over_stays_until_its_line_and_then_moves():
    track = parse_track("right grip 0 1 0\nwait 2\nright grip 1 1 0 over 0.5")
    assert track.sample(2).right.grip.position.x == 0
    assert track.sample(2.25).right.grip.position.x == pytest.approx(0.5)
    assert track.sample(2.5).right.grip.position.x == 1
    assert track.duration_s == 2.5


def test_buttons_and_sticks_step_and_go_back():
    track = parse_track("at 1 stick left 0 1 for 2\nright trigger 1 over 0.2 for 1\nright primary press")
    assert track.sample(0.99).left.stick == glm.vec2(0)
    assert track.sample(1).left.stick == track.sample(2.99).left.stick == glm.vec2(0, 1)
    assert track.sample(3.01).left.stick == glm.vec2(0)
    assert track.sample(3.1).right.trigger == pytest.approx(0.5)
    assert track.sample(4).right.trigger == 1
    assert track.sample(4.21).right.trigger == 0
    assert track.sample(4.25).right.primary
    assert not track.sample(4.35).right.primary


def test_a_hand_does_several_things_on_one_line():
    hand = parse_track("left grip 0 1 -1 look 0 1 -2 trigger 0.5 squeeze 1 secondary 1 tracked 1").sample(0).left
    assert (hand.trigger, hand.squeeze, hand.secondary, hand.is_tracked_hand) == (0.5, 1, True, True)
    assert hand.aim == hand.grip


def test_each_event_happens_once_however_time_is_cut():
    track = parse_track("at 0 key tab\nat 1 key F8 M\nat 1.5 text 안녕 서울\nat 2 recentre\nat 2.5 worn 0\nat 3 quit")
    frames = [(-math.inf, 0.0), (0.0, 0.7), (0.7, 1.4), (1.4, 2.1), (2.1, 2.8), (2.8, 3.5)]
    samples = [track.sample(now, since) for since, now in frames]
    assert [sorted(s.keys) for s in samples] == [["TAB"], [], ["F8", "M"], [], [], []]
    assert [s.text for s in samples] == ["", "", "", "안녕 서울", "", ""]
    assert [s.recentre for s in samples] == [False, False, False, True, False, False]
    assert [s.retry_headset for s in samples] == [False, False, True, False, False, False]
    assert [s.worn for s in samples] == [True, True, True, True, False, False]
    assert [s.quit for s in samples] == [False] * 5 + [True]


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("head 0 1.6", 1, "missing at its end"),
        ("# fine\n\nfoot 0 0 0", 3, "'foot' is not known"),
        ("head 0 a 0", 1, "'a' is not a number"),
        ("right trigger 2", 1, "2 is not between 0 and 1"),
        ("right", 1, "must do something"),
        ("right wave", 1, "'wave' is nothing a hand does"),
        ("stick up 0 1", 1, "neither left nor right"),
        ("at 2 head 0 1 0\nat 1 head 0 2 0", 2, "already set at 2 s"),
        ("head 0 1 0 look 0 1 0", 1, "another point"),
        ("head 0 1 0 0", 1, "'0' is not expected here"),
        ("at nan", 1, "nan is not between"),
        ("key", 1, "needs a value"),
        ("wait", 1, "missing at its end"),
    ],
)
def test_what_is_not_understood_names_its_line(text, line, why):
    with pytest.raises(TrackError) as caught:
        parse_track(text, "a.track")
    assert str(caught.value).startswith(f"a.track line {line}: ")
    assert why in str(caught.value)


def test_look_and_turn_agree_with_the_axes():
    assert close(look(glm.vec3(0), glm.vec3(0, 0, -5)) * glm.vec3(0, 0, -1), (0, 0, -1))
    assert close(
        look(glm.vec3(0), glm.vec3(0, -5, 0)) * glm.vec3(0, 0, -1), (0, -1, 0)
    )  # straight down is no special case
    assert close(turn(0, math.radians(30)) * glm.vec3(0, 0, -1), (0, 0.5, -math.sqrt(0.75)))


@pytest.mark.parametrize("path", sorted(TRACKS.glob("*.track")), ids=lambda p: p.name)
def test_every_track_that_we_ship_can_be_read(path):
    track = load_track(path)
    assert track.duration_s > 1
    for tick in range(int(track.duration_s * 60)):
        given = track.sample(tick / 60, (tick - 1) / 60)
        assert abs(glm.length(given.head.orientation) - 1) < 1e-4


class Still:
    """A device whose head hangs at 1.5 m and whose frames last 0.1 s."""

    name, supports_quad_layers, extra = "still", False, 7

    def poll(self):
        return Input(dt_s=0.1, head=Pose(glm.vec3(0, 1.5, 0)))

    def begin(self, play_from_stage=None):
        return Targets([View(Pose(glm.vec3(0.03, 1.5, 0)), Fov(-1, 1, 1, -1))], [None], (8, 8))


def test_a_scripted_device_moves_hands_head_and_eyes():
    device = Scripted(Still(), parse_track("at 0 head 1 1.7 0 turn 90\nat 0.15 right trigger 1\nat 0.35 key F8"))
    device.typing = True
    first, second, third = device.poll(), device.poll(), device.poll()
    assert (first.right.trigger, second.right.trigger, third.right.trigger) == (0, 0, 1)
    eye = device.begin().views[0].world_from_view
    assert close(eye.position, (1, 1.7, -0.03))  # the right eye lies ahead once one looks to the left
    assert close(eye.forward(), (-1, 0, 0))
    assert device.extra == 7
    assert device._inner.typing
    assert not device.done
    assert "F8" in device.poll().keys | device.poll().keys
    assert device.done


def test_a_scripted_device_ends_when_asked_and_keeps_a_fixed_step():
    settings = Settings(fixed_dt_s=0.5, exit_when_done=True)
    device = Scripted(Still(), parse_track("at 1 head 0 1.6 0"), settings)
    polls = [device.poll() for _ in range(4)]
    assert [p.dt_s for p in polls] == [0.5] * 4
    assert [p.quit for p in polls] == [False, False, False, True]


def test_a_track_that_cannot_be_read_says_so(tmp_path):
    with pytest.raises(UserError, match="E73"):
        Scripted(Still(), tmp_path / "none.track")
    broken = tmp_path / "broken.track"
    broken.write_text("jump")
    with pytest.raises(UserError, match=r"broken.track line 1"):
        Scripted(Still(), broken)
