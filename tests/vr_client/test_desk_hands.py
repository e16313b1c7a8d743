import glm
import pytest

from renderer.spatial import Pose
from vr_client.devices.desk_hands import PULL_S, REACH_M, REST_LEFT, DeskHands, Wishes

AHEAD = glm.quat(1, 0, 0, 0)
EYES = Pose(glm.vec3(0, 1.6, 0))
EMPTY, FULL = frozenset[str](), frozenset({"right"})
FRAME_S = 0.05


def after(hands, seconds, holding=EMPTY, **pressed):
    """The hands when that was pressed for so long."""
    for _ in range(round(seconds / FRAME_S)):
        right, left = hands.move(EYES, Wishes(AHEAD, **pressed), holding, FRAME_S)
    return right, left


def test_what_was_taken_stays_until_the_next_press():
    hands = DeskHands()
    assert after(hands, 0.1, squeeze=True)[0].squeeze == 1
    assert after(hands, 0.1, FULL, squeeze=True)[0].squeeze == 1
    assert after(hands, 0.5, FULL)[0].squeeze == 1  # the key is up
    assert after(hands, 0.1, FULL, squeeze=True)[0].squeeze == 0
    assert after(hands, 0.1, squeeze=True)[0].squeeze == 0  # still the same press: takes nothing anew
    assert after(hands, 0.1)[0].squeeze == 0


def test_an_empty_hand_that_was_pressed_opens_again():
    hands = DeskHands()
    assert after(hands, 0.1, squeeze=True)[0].squeeze == 1
    assert after(hands, 0.1)[0].squeeze == 0


def test_losing_the_keyboard_does_not_drop_what_is_held():
    hands = DeskHands()
    after(hands, 0.1, FULL, squeeze=True)
    hands.unfocus(FULL)
    assert after(hands, 0.1, FULL)[0].squeeze == 1


def test_a_pressing_hand_stretches_where_one_points_but_not_with_something_in_it():
    reached = after(DeskHands(), 1.0, trigger=True)[0].grip.position
    assert glm.distance(reached, EYES.position) == pytest.approx(REACH_M, abs=0.01)
    assert glm.distance(after(DeskHands(), 1.0, FULL, trigger=True)[0].grip.position, reached) > 0.2


def test_a_tap_takes_the_left_hand_to_the_right_one_squeezes_there_and_brings_it_back():
    hands = DeskHands()
    after(hands, FRAME_S, other=True)
    right, left = after(hands, PULL_S / 2)
    assert left.squeeze == 1
    assert glm.distance(left.grip.position, right.grip.position) < 0.1
    _, left = after(hands, PULL_S + 0.5)
    assert left.squeeze == 0
    assert glm.distance(left.grip.position, EYES.position + REST_LEFT) < 0.01
