"""Bodies: parts go where heads and hands are, looks are everybody's own."""

from __future__ import annotations

import math

import glm
import numpy as np
import pytest

from avatars.body import avatar_instances, npc_instances, own_instances
from avatars.figure import FOREARM_M, UPPER_ARM_M, figure
from avatars.look import NPC_LOOKS, look_of
from renderer.scene import Instance
from renderer.spatial import Pose, yaw

LOOK = look_of("somebody")


def where(instance: Instance, node: str) -> glm.mat4:
    model = instance.model
    return instance.world_from_model * model.node_world(node) * instance.node_from_rest.get(node, glm.mat4(1))


def origin(instance: Instance, node: str) -> glm.vec3:
    return glm.vec3(where(instance, node)[3])


@pytest.mark.parametrize("turn", [0.0, 1.0, math.pi, -2.0])
def test_head_and_hands_are_where_they_were_tracked(turn: float) -> None:
    head = Pose(glm.vec3(3, 1.55, -2), yaw(turn))
    left, right = (head * Pose(glm.vec3(x, -0.4, -0.3)) for x in (-0.2, 0.2))
    (body,) = avatar_instances(head, left, right, LOOK)
    for node, pose in (("head", head), ("hand.left", left), ("hand.right", right)):
        assert glm.distance(origin(body, node), pose.position) < 1e-4
    forward = glm.vec3(where(body, "head") * glm.vec4(0, 0, -1, 0))
    assert glm.distance(forward, head.forward()) < 1e-4
    assert abs(origin(body, "lower").y) < 1e-4  # stands on the floor


def test_arms_reach_their_hands_without_stretching() -> None:
    head = Pose(glm.vec3(0, 1.6, 0))
    hand = Pose(glm.vec3(0.25, 1.2, -0.3))
    (body,) = avatar_instances(head, None, hand, LOOK)
    shoulder, elbow = origin(body, "upper_arm.right"), origin(body, "forearm.right")
    wrist = glm.vec3(where(body, "forearm.right") * glm.vec4(0, -FOREARM_M, 0, 1))
    assert glm.distance(shoulder, elbow) == pytest.approx(UPPER_ARM_M, abs=1e-3)
    assert glm.distance(elbow, wrist) == pytest.approx(FOREARM_M, abs=1e-3)
    assert glm.distance(wrist, hand.position) < 0.12
    assert elbow.y < shoulder.y  # elbows hang


@pytest.mark.parametrize("head_m", [0.6, 1.1, 1.6, 1.9])
def test_nothing_sinks_into_the_floor_at_any_height(head_m: float) -> None:
    (body,) = avatar_instances(Pose(glm.vec3(0, head_m, 0)), None, None, LOOK)
    node = body.model.nodes[body.model.node_index("lower")]
    low = min(p.positions[:, 1].min() for p in body.model.meshes[node.mesh].primitives)
    point = where(body, "lower") * glm.vec4(0, float(low), 0, 1)
    assert point.y > -0.01


@pytest.mark.parametrize(("head_m", "floor_m"), [(1.6, 0.0), (0.9, 0.0), (2.6, 1.0)])
def test_the_shade_lies_on_the_floor_below_the_hips(head_m: float, floor_m: float) -> None:
    head = Pose(glm.vec3(3, head_m, -2), yaw(1) * glm.angleAxis(-0.6, glm.vec3(1, 0, 0)))
    (body,) = avatar_instances(head, None, None, LOOK, floor_m=floor_m)
    shade, hips = origin(body, "ground"), origin(body, "lower")
    assert glm.distance(shade, glm.vec3(hips.x, floor_m, hips.z)) < 1e-4
    assert glm.distance(glm.vec3(where(body, "ground") * glm.vec4(0, 1, 0, 0)), glm.vec3(0, 1, 0)) < 1e-4  # flat


def test_a_loud_voice_opens_the_mouth() -> None:
    head = Pose(glm.vec3(0, 1.6, 0))
    heights = []
    for loudness in (0.0, 0.5, 1.0):
        (body,) = avatar_instances(head, None, None, LOOK, loudness)
        heights.append(glm.length(glm.vec3(where(body, "mouth")[1])))
    assert heights[0] < 0.1 < heights[1] < heights[2]


def test_looks_are_the_same_everywhere_and_not_all_alike() -> None:
    assert look_of("user-1") == look_of("user-1")
    looks = {look_of(f"user-{n}") for n in range(60)}
    assert len(looks) > 40
    assert {look.hair for look in looks} == {"short", "bob", "bun", "parted"}
    assert {look.outfit for look in looks} == {"coat", "suit"}
    assert figure(LOOK) is figure(LOOK)


@pytest.mark.parametrize("hair", ["short", "bob", "bun", "parted"])
def test_figures_are_sound_meshes(hair: str) -> None:
    model = figure(next(look for n in range(200) if (look := look_of(str(n))).hair == hair))
    low, high = model.bounds()
    assert high[1] - low[1] == pytest.approx(1.75, abs=0.1)
    triangles = 0
    for mesh in model.meshes:
        for part in mesh.primitives:
            assert np.isfinite(part.positions).all()
            assert np.allclose(np.linalg.norm(part.normals, axis=1), 1, atol=1e-4)
            assert int(part.indices.max()) < len(part.positions)
            triangles += len(part.indices)
    assert triangles < 40_000


@pytest.mark.parametrize("role", sorted(NPC_LOOKS))
def test_hosts_look_at_people_but_do_not_wring_their_necks(role: str) -> None:
    stand = Pose(glm.vec3(1, 0, -2), yaw(0.5))
    visitor = glm.vec3(0.5, 1.6, -4)
    (body,) = npc_instances(role, stand, visitor)
    forward = glm.vec3(where(body, "head") * glm.vec4(0, 0, -1, 0))
    assert glm.dot(forward, glm.normalize(visitor - origin(body, "head"))) > 0.99
    (body,) = npc_instances(role, stand, stand.position - stand.forward() * 2 + glm.vec3(0, 1.6, 0))
    forward = glm.vec3(where(body, "head") * glm.vec4(0, 0, -1, 0))
    assert glm.dot(forward, stand.forward()) > math.cos(1.3)


def test_one_sees_only_ones_own_hands() -> None:
    (body,) = own_instances(Pose(), None, LOOK)
    drawn = {node.name for node in body.model.nodes if node.mesh is not None} - body.hidden_nodes
    assert drawn == {"hand.left"}
    assert own_instances(None, None, LOOK) == []
