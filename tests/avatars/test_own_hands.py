"""One's own hands: where they were tracked, closed behind, and fingers that rest, close and point."""

from __future__ import annotations

import math
from itertools import pairwise

import glm
import numpy as np
import pytest

from avatars.look import look_of
from avatars.own_hands import Fingers, model, own_instances, rest_joints
from renderer.animation import skeleton
from renderer.scene import Instance
from renderer.spatial import Pose, yaw

LOOK = look_of("somebody")
REST, GRIP, POINT = Fingers(), Fingers(grip=1.0), Fingers(point=1.0)
HEAD = Pose(glm.vec3(0, 1.6, 0))
AHEAD = glm.angleAxis(math.radians(105), glm.vec3(1, 0, 0))  # the forearm comes from behind


def drawn(instance: Instance, mesh: str, material: str = "") -> np.ndarray:
    """float [N, 3]: the skinned vertices of one hand, world."""
    palette = instance.joints @ skeleton(instance.model).joint_from_mesh
    found = []
    for part in next(m for m in instance.model.meshes if m.name == mesh).primitives:
        if not material or instance.model.materials[part.material].name == material:
            points = np.concatenate([part.positions, np.ones((len(part.positions), 1))], 1)
            each = np.einsum("nkij,nj->nki", palette[part.joints], points)
            found.append(np.einsum("nk,nki->ni", part.weights, each)[:, :3])
    return np.concatenate(found)


def tips(side: str, doing: Fingers) -> list[glm.vec3]:
    """Where the last joints of index to little finger are, in the grip's frame."""
    (hands,) = own_instances(*((Pose(), None) if side == "left" else (None, Pose())), LOOK, None, {side: doing})
    rows = [list(rest_joints()).index(f"{side}_finger{k}_2") for k in range(4)]
    return [glm.vec3(*hands.joints[row, :3, 3].tolist()) for row in rows]


def test_a_hand_that_is_not_tracked_shrinks_to_nothing() -> None:
    (hands,) = own_instances(Pose(), None, LOOK)
    assert np.abs(drawn(hands, "right")).max() < 1e-6
    assert np.linalg.norm(drawn(hands, "left", "hand"), axis=1).max() < 0.25
    assert own_instances(None, None, LOOK) == []


@pytest.mark.parametrize("side", ["left", "right"])
def test_fingers_close_round_a_handle_through_the_grip(side: str) -> None:
    for open_, closed in zip(tips(side, REST), tips(side, GRIP), strict=True):
        assert glm.distance(open_, closed) > 0.008
        assert abs(math.hypot(closed.x, closed.y) - 0.015 - 0.009) < 0.006, (
            "bone on a handle of 3 cm, a finger's flesh between"
        )


@pytest.mark.parametrize("side", ["left", "right"])
def test_only_the_index_finger_points(side: str) -> None:
    index, *others = tips(side, POINT)
    assert all(index.y < other.y - 0.04 for other in others)
    assert index.y < tips(side, REST)[0].y


@pytest.mark.parametrize("holds", [0.0, 1.0])
def test_a_trigger_draws_in_the_index_alone(holds: float) -> None:
    before, after = (tips("right", Fingers(grip=holds, pull=x)) for x in (0.0, 1.0))
    assert after[0].y > before[0].y + 0.004  # towards the palm
    assert glm.distance(before[0], after[0]) > 0.008
    assert all(glm.distance(a, b) < 1e-6 for a, b in zip(before[1:], after[1:], strict=True))
    assert tips("right", Fingers(point=1.0, pull=1.0)) == tips("right", POINT)


def test_between_two_poses_a_finger_keeps_its_length_and_does_not_jump() -> None:
    path = [tips("right", Fingers(grip=g))[0] for g in np.linspace(0, 1, 21)]
    assert max(glm.distance(a, b) for a, b in pairwise(path)) < 0.012


def test_hands_are_mirror_images() -> None:
    for left, right in zip(tips("left", GRIP), tips("right", GRIP), strict=True):
        assert glm.distance(left, glm.vec3(-right.x, right.y, right.z)) < 1e-5


@pytest.mark.parametrize("turn", [0.0, 2.0])
def test_the_sleeve_runs_towards_the_elbow(turn: float) -> None:
    head = Pose(HEAD.position, yaw(turn))
    right = head * Pose(glm.vec3(0.2, -0.3, -0.45), AHEAD)
    (hands,) = own_instances(None, right, LOOK, head)
    sleeve = drawn(hands, "right", "cloth")
    far = sleeve[np.linalg.norm(sleeve - np.array(right.position), axis=1).argmax()]
    local = glm.inverse(head.orientation) * (glm.vec3(*far.tolist()) - head.position)
    assert local.z > -0.25
    assert local.y < -0.2


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_sleeve_is_closed_behind(side: str) -> None:
    """Every edge of the cloth beyond the cuff belongs to two triangles: nothing open is to be seen from the eyes."""
    found = model(LOOK)
    mesh = next(m for m in found.meshes if m.name == side)
    part = next(p for p in mesh.primitives if found.materials[p.material].name == "cloth")
    _, same = np.unique(np.round(part.positions, 4), axis=0, return_inverse=True)
    faces = same.reshape(-1)[part.indices.reshape(-1, 3)]
    faces = faces[(faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 0] != faces[:, 2])]
    edges = np.sort(np.concatenate([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]]), 1)
    kinds, count = np.unique(edges, axis=0, return_counts=True)
    open_ = np.unique(kinds[count == 1])
    heights = np.array([part.positions[same.reshape(-1) == i][0, 1] for i in open_])
    assert len(heights) == 0 or heights.max() < 0.12, "only the cuff's mouth, where the hand comes out"
