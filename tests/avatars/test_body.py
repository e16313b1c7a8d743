"""Bodies: joints go where heads and hands are, looks are everybody's own."""

from __future__ import annotations

import math

import glm
import numpy as np
import pytest

from avatars.body import avatar_instances, is_shade, npc_instances
from avatars.figure import figure, rest, shade
from avatars.look import NPC_LOOKS, Look, look_of
from renderer.animation import skeleton
from renderer.scene import Instance
from renderer.spatial import Pose, yaw

LOOK = look_of("somebody")
LOOKS = [look_of(f"user-{n}") for n in range(60)]


def moved(instance: Instance, look: Look, joint: str, at: glm.vec3) -> glm.vec3:
    """Where a point of the rest pose that hangs on the joint is drawn, world."""
    bones = rest(look)
    matrix = instance.joints[bones.names.index(joint)]
    point = matrix @ np.array([*(at - bones.joints[joint]), 1.0])
    return glm.vec3(instance.world_from_model * glm.vec4(*point))


def origin(instance: Instance, look: Look, joint: str) -> glm.vec3:
    return moved(instance, look, joint, rest(look).joints[joint])


def grip(instance: Instance, look: Look, side: str) -> glm.vec3:
    bones = rest(look)
    at = bones.joints[f"{side}_hand"] - bones.grip_turn[side] * bones.wrist_from_grip
    return moved(instance, look, f"{side}_hand", at)


def drawn(instance: Instance) -> np.ndarray:
    """float [N, 3]: all skinned vertices as they are drawn, world."""
    palette = instance.joints @ skeleton(instance.model).joint_from_mesh
    result = []
    for mesh in instance.model.meshes:
        for part in mesh.primitives:
            points = np.concatenate([part.positions, np.ones((len(part.positions), 1))], 1)
            each = np.einsum("nkij,nj->nki", palette[part.joints], points)
            result.append(np.einsum("nk,nki->ni", part.weights, each))
    world = np.array(instance.world_from_model.to_list()).T
    return (np.concatenate(result) @ world.T)[:, :3]


@pytest.mark.parametrize("turn", [0.0, 1.0, math.pi, -2.0])
@pytest.mark.parametrize("look", [NPC_LOOKS["mayor"], NPC_LOOKS["clerk"]])
def test_head_and_hands_are_where_they_were_tracked(turn: float, look: Look) -> None:
    head = Pose(glm.vec3(3, 1.55, -2), yaw(turn))
    left, right = (head * Pose(glm.vec3(x, -0.4, -0.3), glm.angleAxis(0.7, glm.vec3(1, 0, 0))) for x in (-0.2, 0.2))
    body, _ = avatar_instances(head, left, right, look)
    assert glm.distance(moved(body, look, "head", rest(look).eyes), head.position) < 1e-4
    assert glm.distance(grip(body, look, "left"), left.position) < 1e-4
    assert glm.distance(grip(body, look, "right"), right.position) < 1e-4
    ahead = moved(body, look, "head", rest(look).eyes + glm.vec3(0, 0, -1)) - head.position
    assert glm.distance(glm.normalize(ahead), head.forward()) < 1e-4


def test_arms_reach_their_hands_without_stretching() -> None:
    bones = rest(LOOK)
    body, _ = avatar_instances(Pose(glm.vec3(0, bones.eyes.y, 0)), None, Pose(glm.vec3(0.25, 1.15, -0.3)), LOOK)
    shoulder, elbow, wrist = (origin(body, LOOK, f"right_{name}") for name in ("upper_arm", "lower_arm", "hand"))
    assert glm.distance(shoulder, elbow) == pytest.approx(bones.upper_arm_m, abs=1e-3)
    assert glm.distance(elbow, wrist) == pytest.approx(bones.lower_arm_m, abs=1e-3)
    assert elbow.y < shoulder.y  # elbows hang


@pytest.mark.parametrize("head_m", [0.6, 0.85, 1.1, 1.35, 1.6, 1.8])
@pytest.mark.parametrize("look", [NPC_LOOKS["mayor"], NPC_LOOKS["clerk"]])
def test_feet_stand_on_the_floor_at_any_height(head_m: float, look: Look) -> None:
    body, _ = avatar_instances(Pose(glm.vec3(0, head_m + 1, 0)), None, None, look, floor_m=1.0)
    assert drawn(body)[:, 1].min() == pytest.approx(1.0, abs=0.02)
    knee, hip, foot = (origin(body, look, f"left_{name}") for name in ("lower_leg", "upper_leg", "foot"))
    if head_m <= 1.1:
        assert knee.z < (hip.z + foot.z) / 2 - 0.05  # knees bend forwards


@pytest.mark.parametrize(("head_m", "floor_m"), [(1.6, 0.0), (0.9, 0.0), (2.6, 1.0)])
def test_the_shade_lies_on_the_floor_below_the_hips(head_m: float, floor_m: float) -> None:
    head = Pose(glm.vec3(3, head_m, -2), yaw(1) * glm.angleAxis(-0.6, glm.vec3(1, 0, 0)))
    body, below = avatar_instances(head, None, None, LOOK, floor_m=floor_m)
    assert is_shade(below)
    assert not is_shade(body)
    hips = origin(body, LOOK, "hips")
    assert glm.distance(glm.vec3(below.world_from_model[3]), glm.vec3(hips.x, floor_m, hips.z)) < 1e-4
    assert glm.distance(glm.vec3(below.world_from_model * glm.vec4(0, 1, 0, 0)), glm.vec3(0, 1, 0)) < 1e-4  # flat
    assert shade().meshes[0].primitives[0].positions[:, 1].min() > 0


def test_a_loud_voice_opens_the_mouth_and_eyes_blink() -> None:
    head = Pose(glm.vec3(0, 1.6, 0))

    def weights(loudness: float, time_s: float = 1.0) -> np.ndarray:
        return avatar_instances(head, None, None, LOOK, loudness, time_s)[0].weights

    assert [weights(x)[1] for x in (0.0, 0.5, 3.0)] == [0.0, 0.5, 1.0]
    closed = [weights(0, t)[0] for t in np.arange(0, 8.6, 0.02)]
    assert max(closed) > 0.9
    assert 0.02 < np.mean(np.array(closed) > 0.3) < 0.08  # a short moment only
    model = figure(LOOK)
    part = next(m for m in model.meshes if m.name == "head").primitives[0]
    lids, mouth = (np.abs(m.positions).max(1) for m in part.morphs)
    assert (lids > 0).sum() > 40
    assert (mouth > 0).sum() > 200


def test_looks_are_the_same_everywhere_and_not_all_alike() -> None:
    assert look_of("user-1") == look_of("user-1")
    assert len(set(LOOKS)) > 40
    assert {look.hair for look in LOOKS} == {"short", "bob", "bun", "parted"}
    assert {look.outfit for look in LOOKS} == {"suit", "vest", "cardigan"}
    assert figure(LOOK) is figure(LOOK)


@pytest.mark.parametrize("look", [*NPC_LOOKS.values(), *LOOKS[:12]])
def test_figures_are_sound_meshes(look: Look) -> None:
    model = figure(look)
    body, _ = avatar_instances(Pose(rest(look).eyes), None, None, look)
    points = drawn(body)
    assert np.ptp(points[:, 1]) == pytest.approx(1.08 * rest(look).eyes.y, abs=0.05)
    assert np.ptp(points[:, 0]) < 0.75  # arms hang
    triangles = 0
    for mesh in model.meshes:
        for part in mesh.primitives:
            assert np.allclose(np.linalg.norm(part.normals, axis=1), 1, atol=0.02)
            assert np.allclose(part.weights.sum(1), 1, atol=0.01)
            assert int(part.indices.max()) < len(part.positions)
            triangles += len(part.indices)
    assert 15_000 < triangles < 40_000


def test_an_unknown_outfit_is_refused() -> None:
    with pytest.raises(KeyError, match="armour"):
        figure(Look("armour", "bob", *[(0.5, 0.5, 0.5)] * 5))


@pytest.mark.parametrize("role", sorted(NPC_LOOKS))
def test_hosts_look_at_people_but_do_not_wring_their_necks(role: str) -> None:
    stand, look = Pose(glm.vec3(1, 0, -2), yaw(0.5)), NPC_LOOKS[role]

    def forward(body: Instance) -> glm.vec3:
        eyes = rest(look).eyes
        return glm.normalize(moved(body, look, "head", eyes + glm.vec3(0, 0, -1)) - moved(body, look, "head", eyes))

    visitor = glm.vec3(0.5, 1.6, -4)
    body, _ = npc_instances(role, stand, visitor)
    assert glm.dot(forward(body), glm.normalize(visitor - moved(body, look, "head", rest(look).eyes))) > 0.99
    body, _ = npc_instances(role, stand, stand.position - stand.forward() * 2 + glm.vec3(0, 1.6, 0))
    assert glm.dot(forward(body), stand.forward()) > math.cos(1.3)
