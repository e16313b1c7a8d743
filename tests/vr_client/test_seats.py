import math

import glm
import numpy as np
import pytest

from renderer.spatial import Pose, yaw
from tests.vr_client.rooms import boxes, room_mesh, room_world, standing
from vr_client.messages import Arrived, Used
from vr_client.physics import Physics
from vr_client.systems.comfort import comfort
from vr_client.systems.locomotion import arrive, locomotion, walker
from vr_client.systems.seats import seats
from vr_client.world import Peer

CHAIR = Pose(glm.vec3(0, 0, -4), yaw(math.pi / 2))  # one looks along +X from it


@pytest.fixture
def world():
    """A chair with a table before it, 1.2 m from the door's spot."""
    world = room_world()
    mesh = room_mesh() + boxes(((0.5, 0.45, 0.5), (0, 0.225, -4)), ((0.8, 0.75, 1.6), (0.75, 0.375, -4)))
    world.place.physics = Physics(np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32), 0.25)
    world.place.anchors["seat.chair"] = CHAIR
    arrive(world, standing(), Pose(glm.vec3(0, 0, -2.8)))
    frame(world, events=[Arrived("room", "spawn")])
    return world


def frame(world, events=(), **hands):
    person, events = standing(**hands), list(events)
    locomotion(world, person, events, 1 / 60)
    seats(world, person, events, 1 / 60)
    comfort(world, person, events, 1 / 60)
    world.time_s += 1 / 60
    return events


def sit(world, **hands):
    return frame(world, [Used("seat.chair", "right", "point")], **hands)


def test_who_points_at_a_chair_sits_on_it_looking_its_way(world):
    assert world.interactables["seat.chair"].enabled
    sit(world)
    head = world.user.head
    assert (head.position.x, head.position.y, head.position.z) == pytest.approx((0.07, 1.22, -4), abs=1e-3)
    assert glm.distance(head.forward(), glm.vec3(1, 0, 0)) < 1e-3
    assert world.user.floor_m == pytest.approx(0, abs=1e-5)
    assert not world.interactables["seat.chair"].enabled


def test_a_sitter_leans_and_turns_without_the_picture_going_dark(world):
    sit(world)
    leaning = Pose(glm.vec3(0, 1.6, -0.5), yaw(0.4))
    for _ in range(60):
        frame(world, head=leaning)
    assert world.user.head.position.x == pytest.approx(0.57, abs=1e-3)
    assert world.user.head.position.y == pytest.approx(1.22, abs=1e-3)
    assert world.memory["comfort"].wall == 0


def test_walking_stands_one_up_where_there_is_room(world):
    sit(world)
    frame(world, stick=(0, 1))
    frame(world)
    at = world.user.head.position
    assert world.user.seat is None
    assert at.y == pytest.approx(1.6, abs=1e-3)
    assert not world.place.physics.inside(glm.vec3(at.x, 0.95, at.z), 0.24), "not in the table"
    assert 0.4 < math.hypot(at.x, at.z + 4) < 1.1
    before = glm.vec3(at)
    for _ in range(30):
        frame(world, stick=(0, -1))
    assert glm.distance(before, world.user.head.position) > 0.3, "and walks on from there"


def test_who_sat_down_where_nobody_can_stand_is_back_where_they_came_from(world):
    walls = [((1.4, 0.75, 1.4), (dx, 0.375, -4 + dz)) for dx, dz in ((1.3, 0), (-1.3, 0), (0, 1.3), (0, -1.3))]
    mesh = room_mesh() + boxes(*walls)
    world.place.physics = Physics(np.asarray(mesh.vertices, np.float32), np.asarray(mesh.faces, np.uint32), 0.25)
    arrive(world, standing(), Pose(glm.vec3(2.4, 0, -2.4)))
    frame(world)
    sit(world)
    frame(world, stick=(0, 1))
    frame(world)
    assert (world.user.head.position.x, world.user.head.position.z) == pytest.approx((2.4, -2.4), abs=0.05)


def test_rising_from_the_real_chair_stands_up(world):
    sit(world, head=Pose(glm.vec3(0, 1.2, 0)))
    frame(world, head=Pose(glm.vec3(0, 1.2, 0)))
    assert world.user.seat is not None
    frame(world, head=Pose(glm.vec3(0, 1.62, 0)))
    frame(world, head=Pose(glm.vec3(0, 1.62, 0)))
    assert world.user.seat is None
    assert world.user.head.position.y == pytest.approx(1.62, abs=1e-3)


def test_a_throw_of_the_arc_stands_up_too(world):
    sit(world)
    frame(world, turn=(0, 1))
    assert world.user.seat is None


def test_chairs_far_away_or_taken_do_not_answer(world):
    world.peers[7] = Peer(7, "other", (1, 1, 1), head=Pose(glm.vec3(0.1, 1.2, -4.1)), sits=True)
    frame(world)
    assert not world.interactables["seat.chair"].enabled
    world.peers[7].sits = False  # passes by
    frame(world)
    assert world.interactables["seat.chair"].enabled
    arrive(world, standing(), Pose(glm.vec3(0, 0, -8)))
    frame(world)
    assert not world.interactables["seat.chair"].enabled


def test_who_plays_seated_sits_as_high_as_others_and_is_lifted_again(world):
    world.user.seated = True
    low = Pose(glm.vec3(0, 1.1, 0))
    frame(world, head=low)
    assert world.user.head.position.y == pytest.approx(1.45, abs=1e-3)
    sit(world, head=low)
    assert world.user.head.position.y == pytest.approx(1.22, abs=1e-3)
    frame(world, stick=(0, 1), head=low)
    assert world.user.head.position.y == pytest.approx(1.45, abs=1e-3)
    assert walker(world).feet.y == pytest.approx(0, abs=0.05)
