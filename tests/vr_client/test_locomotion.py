import math

import glm
import pytest

from renderer.spatial import Pose, yaw
from tests.vr_client.rooms import SPAWN, room_world, standing
from vr_client.systems.comfort import comfort
from vr_client.systems.locomotion import arrive, heading, locomotion, stand, walker


@pytest.fixture
def world():
    world = room_world()
    arrive(world, standing(), world.place.anchors["spawn"])
    return world


def walk(world, frames, **hands):
    for _ in range(frames):
        locomotion(world, standing(**hands), [], 1 / 60)
        comfort(world, standing(**hands), [], 1 / 60)
        world.time_s += 1 / 60


def test_one_arrives_with_the_head_above_the_spot_facing_its_way():
    world = room_world()
    head = Pose(glm.vec3(0.7, 1.55, -0.4), yaw(1.1))  # somewhere else in the play space, looking elsewhere
    arrive(world, standing(head=head), Pose(glm.vec3(1, 0, -3), yaw(math.pi / 2)))
    assert world.user.head.position.x == pytest.approx(1, abs=1e-5)
    assert world.user.head.position.y == pytest.approx(1.55, abs=1e-5)
    assert world.user.head.position.z == pytest.approx(-3, abs=1e-5)
    assert glm.distance(world.user.head.forward(), glm.vec3(-1, 0, 0)) < 1e-5


def test_stick_forward_walks_where_the_head_looks_at_walking_speed(world):
    walk(world, 60, stick=(0, 1))
    gone = glm.vec3(*SPAWN) - world.user.head.position
    assert gone.z == pytest.approx(world.settings.walk_speed_m_s, rel=0.03)
    assert abs(gone.x) < 0.02
    assert walker(world).moved_m_s == pytest.approx(world.settings.walk_speed_m_s, rel=0.05)


def test_looking_up_does_not_change_the_way_one_walks(world):
    up = Pose(glm.vec3(0, 1.6, 0), glm.angleAxis(1.2, glm.vec3(1, 0, 0)))
    walk(world, 30, stick=(0, 1), head=up)
    assert world.user.head.position.z < -1.7
    assert world.user.world_from_play.position.y == pytest.approx(0, abs=0.02)


def test_walls_stop_one_and_let_one_slide_along(world):
    walk(world, 600, stick=(-0.7, 0.7))
    at = world.user.head.position
    assert -5.0 < at.x < -4.6, "stopped by the left wall"
    assert -10.0 < at.z < -9.6, "and slid along it to the far one"


def test_who_would_stand_in_something_comes_beside_it_and_can_walk(world):
    world.place.physics.hang("cupboard", Pose(glm.vec3(-2, 1, -5)), glm.vec3(0.8, 2, 0.8))
    for spot in (glm.vec3(-2, 0, -4.5), glm.vec3(-2.1, 0, -5)):
        stand(world, standing(), Pose(spot))
        beside = glm.vec3(world.user.head.position)
        assert 0.1 < glm.distance(beside.xz, spot.xz) < 0.9
        gone = []
        for stick in ((0, 1), (0, -1), (1, 0), (-1, 0)):
            stand(world, standing(), Pose(spot))
            walk(world, 30, stick=stick)
            gone.append(glm.distance(world.user.head.position, beside))
        assert sum(metres > 0.5 for metres in gone) >= 3, "all ways but into it"
    stand(world, standing(), Pose(glm.vec3(2, 0, -5)))
    assert world.user.head.position.xz == glm.vec2(2, -5), "on a step that is in nobody's way one stands"


def test_a_step_of_20_cm_is_climbed_and_walked_down_again(world):
    arrive(world, standing(), Pose(glm.vec3(1, 0, -5)))
    walk(world, 60, stick=(1, 0))
    assert world.user.world_from_play.position.y == pytest.approx(0.2, abs=0.03)
    walk(world, 90, stick=(-1, 0))
    assert world.user.world_from_play.position.y == pytest.approx(0.0, abs=0.03)


def test_snap_turn_once_per_push_around_the_head(world):
    head = Pose(glm.vec3(0.5, 1.6, 0.3))
    arrive(world, standing(head=head), world.place.anchors["spawn"])
    before = glm.vec3(world.user.head.position)
    walk(world, 20, turn=(1, 0), head=head)
    assert heading(world.user.head.orientation) == pytest.approx(-math.radians(30), abs=1e-4)
    assert glm.distance(before, world.user.head.position) < 1e-4
    walk(world, 2, turn=(0, 0), head=head)
    walk(world, 2, turn=(-0.9, 0), head=head)
    assert heading(world.user.head.orientation) == pytest.approx(0, abs=1e-4)


def test_half_a_push_does_not_turn(world):
    walk(world, 5, turn=(0.7, 0))
    assert heading(world.user.head.orientation) == pytest.approx(0, abs=1e-6)


def test_an_arc_lands_on_the_floor_and_jumps_when_let_go(world):
    walk(world, 3, turn=(0, 1))
    landing = walker(world).landing
    assert landing is not None
    assert -6.5 < landing.z < -3
    assert world.lines, "the arc is drawn"
    walk(world, 1)
    assert glm.distance(walker(world).feet, landing) < 1e-4
    assert world.user.head.position.z == pytest.approx(landing.z, abs=1e-4)


def test_an_arc_against_a_wall_goes_nowhere(world):
    up = Pose(glm.vec3(0, 1.6, 0), yaw(math.pi))  # facing the wall behind
    walk(world, 3, turn=(0, 1), head=up)
    assert walker(world).landing is None
    before = glm.vec3(walker(world).feet)
    walk(world, 1, head=up)
    assert glm.distance(before, walker(world).feet) < 0.05


def test_a_head_through_a_wall_sees_black_and_its_body_stays(world):
    for z in (0, 0.5, 1.0, 1.6, 2.0):  # leaning back through the wall behind the door
        walk(world, 5, head=Pose(glm.vec3(0, 1.6, z)))
    assert world.memory["comfort"].wall == 1.0
    assert walker(world).feet.z < 0.5
    walk(world, 20, head=Pose(glm.vec3(0, 1.6, 0)))
    assert world.memory["comfort"].wall == 0.0


def test_real_steps_move_the_body_with_the_head(world):
    for step in range(30):
        walk(world, 1, head=Pose(glm.vec3(0, 1.6, -step * 0.05)))
    assert walker(world).feet.z == pytest.approx(SPAWN[2] - 29 * 0.05, abs=0.05)
    assert world.user.world_from_play.position.z == pytest.approx(SPAWN[2], abs=1e-4)


def test_the_picture_closes_while_walking_and_opens_after(world):
    walk(world, 30, stick=(0, 1))
    assert world.vignette == pytest.approx(world.settings.vignette_strength, abs=0.03)
    walk(world, 180)
    assert world.vignette == 0.0


def test_no_vignette_where_it_is_switched_off():
    world = room_world(vignette=False)
    arrive(world, standing(), world.place.anchors["spawn"])
    walk(world, 30, stick=(0, 1))
    assert world.vignette == 0.0


def test_seated_eyes_are_lifted_and_come_down_again(world):
    seated = Pose(glm.vec3(0, 1.1, 0))
    world.user.seated = True
    walk(world, 2, head=seated)
    assert world.user.head.position.y == pytest.approx(world.settings.seated_eye_height_m)
    walk(world, 30, head=seated, stick=(0, 1))
    assert world.user.head.position.y == pytest.approx(world.settings.seated_eye_height_m, abs=0.03)
    world.user.seated = False
    walk(world, 1, head=seated)
    assert world.user.head.position.y == pytest.approx(1.1, abs=0.03)


def test_whoever_falls_out_of_the_world_is_back_at_the_door(world):
    arrive(world, standing(), Pose(glm.vec3(0, 0, -200)))
    walker(world).grounded = False
    walk(world, 200)
    assert glm.distance(walker(world).feet, glm.vec3(*SPAWN)) < 0.3


def test_hands_are_world_poses(world):
    walk(world, 1)
    assert glm.distance(world.user.right.position, glm.vec3(0.2, 1.2, -1.3)) < 1e-4
