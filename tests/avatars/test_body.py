"""Bodies: joints go where heads and hands are, looks are everybody's own, and many are drawn as one would be."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import combinations

import glm
import numpy as np
import pytest

from avatars.bodies import JOINTS, bodies
from avatars.body import Person, gathered, npc_head
from avatars.crowds import APART_S, Crowds
from avatars.figure import everybody, figure, rest, sex_of, shade, shown, tints
from avatars.look import HAIRS, NPC_LOOKS, Look, look_of
from avatars.posing import ALL, pose, room_for
from avatars.turns import matrix
from renderer.animation import skeleton
from renderer.gltf.model import Model
from renderer.spatial import Pose, yaw

LOOK = look_of("somebody")
LOOKS = [look_of(f"user-{n}") for n in range(60)]


@dataclass
class Body:
    """One person as posed: world_from_joint float32 [J, 4, 4], in the order of the model's joints, and morph weights."""

    model: Model
    joints: np.ndarray
    weights: np.ndarray


def body_of(look: Look, head: Pose, left: Pose | None = None, right: Pose | None = None, time_s=0.0, **more) -> Body:
    bones = rest(look)
    one = room_for(1)
    pose(ALL, (ALL,), bodies([bones]), gathered([Person(look, head, left, right, **more)], np.array([time_s])), one)
    joints = np.tile(np.eye(4), (len(JOINTS), 1, 1))
    joints[:, :3, :3] = np.array(matrix(one.turn, one.size))[..., 0].transpose(2, 0, 1)
    joints[:, :3, 3] = one.at[..., 0].T
    return Body(figure(look), joints[[JOINTS.index(name) for name in bones.names]], one.weights[:, 0])


def moved(body: Body, look: Look, joint: str, at: glm.vec3) -> glm.vec3:
    """Where a point of the rest pose that hangs on the joint is drawn, world."""
    bones = rest(look)
    point = body.joints[bones.names.index(joint)] @ np.array([*(at - bones.joints[joint]), 1.0])
    return glm.vec3(*point[:3])


def origin(body: Body, look: Look, joint: str) -> glm.vec3:
    return moved(body, look, joint, rest(look).joints[joint])


def grip(body: Body, look: Look, side: str) -> glm.vec3:
    bones = rest(look)
    at = bones.joints[f"{side}_hand"] - bones.grip_turn[side] * bones.wrist_from_grip
    return moved(body, look, f"{side}_hand", at)


def drawn(model: Model, palette: np.ndarray, nodes: np.ndarray | None = None) -> np.ndarray:
    """float [N, 3]: all skinned vertices as they are drawn, world. palette : [J, 3, 4], world_from_mesh. nodes : bool, which."""
    result = []
    for index in model.drawn_nodes():
        for part in model.meshes[model.nodes[index].mesh].primitives if nodes is None or nodes[index] else ():
            points = np.concatenate([part.positions, np.ones((len(part.positions), 1))], 1)
            each = np.einsum("nkij,nj->nki", palette[part.joints], points)
            result.append(np.einsum("nk,nki->ni", part.weights, each))
    return np.concatenate(result)


def vertices(body: Body) -> np.ndarray:
    return drawn(body.model, (body.joints @ skeleton(body.model).joint_from_mesh)[:, :3])


@pytest.mark.parametrize("turn", [0.0, 1.0, math.pi, -2.0])
@pytest.mark.parametrize("look", [NPC_LOOKS["mayor"], NPC_LOOKS["clerk"]])
def test_head_and_hands_are_where_they_were_tracked(turn: float, look: Look) -> None:
    head = Pose(glm.vec3(3, 1.55, -2), yaw(turn))
    left, right = (head * Pose(glm.vec3(x, -0.4, -0.3), glm.angleAxis(0.7, glm.vec3(1, 0, 0))) for x in (-0.2, 0.2))
    body = body_of(look, head, left, right)
    assert glm.distance(moved(body, look, "head", rest(look).eyes), head.position) < 1e-4
    assert glm.distance(grip(body, look, "left"), left.position) < 1e-4
    assert glm.distance(grip(body, look, "right"), right.position) < 1e-4
    ahead = moved(body, look, "head", rest(look).eyes + glm.vec3(0, 0, -1)) - head.position
    assert glm.distance(glm.normalize(ahead), head.forward()) < 1e-4


def test_arms_reach_their_hands_without_stretching() -> None:
    bones = rest(LOOK)
    body = body_of(LOOK, Pose(glm.vec3(0, bones.eyes.y, 0)), None, Pose(glm.vec3(0.25, 1.15, -0.3)))
    shoulder, elbow, wrist = (origin(body, LOOK, f"right_{name}") for name in ("upper_arm", "lower_arm", "hand"))
    assert glm.distance(shoulder, elbow) == pytest.approx(bones.upper_arm_m, abs=1e-3)
    assert glm.distance(elbow, wrist) == pytest.approx(bones.lower_arm_m, abs=1e-3)
    assert elbow.y < shoulder.y  # elbows hang


@pytest.mark.parametrize("head_m", [0.6, 0.85, 1.1, 1.35, 1.6, 1.8])
@pytest.mark.parametrize("look", [NPC_LOOKS["mayor"], NPC_LOOKS["clerk"]])
def test_feet_stand_on_the_floor_at_any_height(head_m: float, look: Look) -> None:
    body = body_of(look, Pose(glm.vec3(0, head_m + 1, 0)), floor_m=1.0)
    assert vertices(body)[:, 1].min() == pytest.approx(1.0, abs=0.02)
    knee, hip, foot = (origin(body, look, f"left_{name}") for name in ("lower_leg", "upper_leg", "foot"))
    if head_m <= 1.1:
        assert knee.z < (hip.z + foot.z) / 2 - 0.05  # knees bend forwards


@pytest.mark.parametrize(("head_m", "floor_m"), [(1.6, 0.0), (0.9, 0.0), (2.6, 1.0)])
def test_the_shade_lies_on_the_floor_below_the_hips(head_m: float, floor_m: float) -> None:
    head = Pose(glm.vec3(3, head_m, -2), yaw(1) * glm.angleAxis(-0.6, glm.vec3(1, 0, 0)))
    people, crowds = [Person(LOOK, head, floor_m=floor_m)], Crowds()
    crowds.update(people, 0.0)
    (below,) = crowds.shades(people)
    hips = origin(body_of(LOOK, head, floor_m=floor_m), LOOK, "hips")
    assert glm.distance(glm.vec3(below.world_from_model[3]), glm.vec3(hips.x, floor_m, hips.z)) < 1e-4
    assert glm.distance(glm.vec3(below.world_from_model * glm.vec4(0, 1, 0, 0)), glm.vec3(0, 1, 0)) < 1e-4  # flat
    assert shade().meshes[0].primitives[0].positions[:, 1].min() > 0


def test_many_people_are_drawn_as_each_alone_would_be() -> None:
    """In his own clothes and colours, where he stands, inside the ball that says whether he is in sight; bodies of both sexes,
    hands or none."""
    grips = (Pose(glm.vec3(-0.2, 1.2, -0.4)), Pose(glm.vec3(0.3, 1.0, -0.3), yaw(0.5)), None)
    people = [
        Person(look, Pose(glm.vec3(i, 1.0 + 0.1 * i, 0), yaw(i)), grips[i % 3], grips[(i + 1) % 3], 0.1 * i, 0.02 * i)
        for i, look in enumerate(LOOKS[:8])
    ]
    crowds = Crowds()
    found = 0
    women = [p for p in people if sex_of(p.look) == "woman"]
    men = [p for p in people if p not in women]
    for crowd, those in zip(crowds.update(people, 3.0), (men, women), strict=True):
        for row, person in enumerate(those):
            time_s = 3.0 + APART_S * found
            alone = vertices(
                body_of(person.look, person.head, person.left, person.right, time_s, floor_m=person.floor_m)
            )
            points = drawn(crowd.model, crowd.palette[row], crowd.shown[row])
            assert crowd.weights[row][1::2] == pytest.approx(person.loudness)
            assert len(points) == len(alone)
            assert np.abs(np.sort(points, axis=0) - np.sort(alone, axis=0)).max() < 0.02
            assert np.linalg.norm(points - crowd.bounds[row, :3], axis=1).max() < crowd.bounds[row, 3]
            found += 1
    assert found == len(people)
    assert crowds.update([], 3.0) == crowds.shades([]) == []


def test_a_crowd_wears_what_a_figure_wears() -> None:
    for look in LOOKS[:12]:
        alone, (model, _) = figure(look), everybody(sex_of(look))
        colours = np.array([m.base_colour for m in model.materials], np.float32) * tints(look)
        assert np.allclose(colours, [m.base_colour for m in alone.materials])
        worn = {n.name for n, on in zip(model.nodes, shown(look), strict=True) if on and n.mesh is not None}
        assert worn == {n.name for n in alone.nodes if n.mesh is not None}


def test_a_loud_voice_opens_the_mouth_and_eyes_blink() -> None:
    head = Pose(glm.vec3(0, 1.6, 0))

    def weights(loudness: float, time_s: float = 1.0) -> np.ndarray:
        return body_of(LOOK, head, time_s=time_s, loudness=loudness).weights

    assert [weights(x)[1] for x in (0.0, 0.5, 3.0)] == pytest.approx([0.0, 0.5, 1.0])
    closed = [weights(0, t)[0] for t in np.arange(0, 8.6, 0.02)]
    assert max(closed) > 0.9
    assert 0.02 < np.mean(np.array(closed) > 0.3) < 0.08  # a short moment only
    model = figure(LOOK)
    part = next(m for m in model.meshes if m.name.startswith("head.")).primitives[0]
    lids, mouth = (np.abs(m.positions).max(1) for m in part.morphs)
    assert (lids > 0).sum() > 40
    assert (mouth > 0).sum() > 200


def test_looks_are_the_same_everywhere_and_not_all_alike() -> None:
    assert look_of("user-1") == look_of("user-1")
    assert len(set(LOOKS)) > 40
    assert {look.hair for look in LOOKS} == set(HAIRS)
    assert {look.outfit for look in LOOKS} == {"suit", "vest", "cardigan"}
    assert figure(LOOK) is figure(LOOK)


@pytest.mark.parametrize("look", [*NPC_LOOKS.values(), *LOOKS[:12]])
def test_figures_are_sound_meshes(look: Look) -> None:
    model = figure(look)
    points = vertices(body_of(look, Pose(rest(look).eyes)))
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


@pytest.mark.parametrize("look", NPC_LOOKS.values())
def test_farther_off_it_is_the_same_person_with_fewer_and_fewer_triangles(look: Look) -> None:
    body = body_of(look, Pose(rest(look).eyes))
    model, lods = everybody(sex_of(look))
    palette = (body.joints @ skeleton(body.model).joint_from_mesh)[:, :3]
    near_by, before = drawn(model, palette, shown(look)), 40_000
    for _, coarser in lods:
        assert np.array_equal(skeleton(coarser).joints, skeleton(model).joints)
        on = [n for n, seen in zip(coarser.nodes, shown(look), strict=True) if seen and n.mesh is not None]
        triangles = sum(len(part.indices) for n in on for part in coarser.meshes[n.mesh].primitives)
        assert triangles < before / 2
        before = triangles
        far_off = drawn(coarser, palette, shown(look))
        for extreme in (np.min, np.max):
            assert np.abs(extreme(near_by, axis=0) - extreme(far_off, axis=0)).max() < 0.03
    assert before < 3_000
    assert [from_m for from_m, _ in lods] == sorted(from_m for from_m, _ in lods)


def test_no_two_faces_are_alike() -> None:
    for role, faces in (("trainer", ("elder", "square", "oval")), ("clerk", ("heart", "round", "older"))):
        heads = []
        for face in faces:
            model = figure(replace(NPC_LOOKS[role], face=face))
            skin = next(m for m in model.meshes if m.name == f"head.{face}").primitives[0].positions
            heads.append(skin[skin[:, 2] < skin[:, 2].min() + 4000])
        for a, b in combinations(heads, 2):
            apart = np.sqrt(((a[::40, None].astype(float) - b[None, ::2]) ** 2).sum(2).min(1))
            assert apart.mean() > 40


def test_who_stands_rests_on_one_foot_and_now_and_then_on_the_other() -> None:
    asides = []
    for time_s in np.arange(0, 40, 2.0):
        body = body_of(LOOK, Pose(rest(LOOK).eyes), time_s=float(time_s))
        aside = origin(body, LOOK, "hips").x
        knees = {side: origin(body, LOOK, f"{side}_lower_leg").z for side in ("left", "right")}
        if abs(aside) > 0.012:
            eased, carries = ("left", "right") if aside > 0 else ("right", "left")
            assert knees[eased] < knees[carries] - 0.01
        asides.append(aside)
    assert min(asides) < -0.012
    assert max(asides) > 0.012


def test_an_unknown_outfit_is_refused() -> None:
    with pytest.raises(KeyError, match="armour"):
        figure(Look("armour", "bob", *[(0.5, 0.5, 0.5)] * 5))


@pytest.mark.parametrize("role", sorted(NPC_LOOKS))
def test_hosts_look_at_people_but_do_not_wring_their_necks(role: str) -> None:
    stand, look = Pose(glm.vec3(1, 0, -2), yaw(0.5)), NPC_LOOKS[role]

    visitor = glm.vec3(0.5, 1.6, -4)
    head = npc_head(role, stand, visitor)
    assert glm.distance(head.position, stand.position + stand.orientation * rest(look).eyes) < 0.01
    assert glm.dot(head.forward(), glm.normalize(visitor - head.position)) > 0.99
    head = npc_head(role, stand, stand.position - stand.forward() * 2 + glm.vec3(0, 1.6, 0))
    assert glm.dot(head.forward(), stand.forward()) > math.cos(1.3)


def test_who_sits_has_hips_on_the_chair_thighs_level_and_feet_on_the_floor():
    body = body_of(LOOK, Pose(glm.vec3(2, 1.22, 1), yaw(0.6)), sits=True)
    names = rest(LOOK).names
    hips, knee, foot = (body.joints[names.index(n)][:3, 3] for n in ("hips", "left_lower_leg", "left_foot"))
    assert 0.44 < hips[1] < 0.62
    assert abs(knee[1] - hips[1]) < 0.12
    assert foot[1] == pytest.approx(rest(LOOK).joints["left_foot"].y, abs=0.03)
    ahead = yaw(0.6) * glm.vec3(0, 0, -1)
    assert glm.dot(glm.vec3(*(knee - hips)), ahead) > 0.3
    assert abs(glm.dot(glm.vec3(*(foot - knee)), ahead)) < 0.15
