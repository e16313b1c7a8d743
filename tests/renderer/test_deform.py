"""Skins and morph targets as drawn, against vertices that NumPy computes from the formulas of glTF 2.0 (3.7.3.3, 3.7.2.2).

What is bent is an emitter on black; where it is drawn is compared with where its corners must be.
"""

import dataclasses

import glm
import numpy as np
import pytest

from renderer import animation
from renderer.gl import Renderer
from renderer.gl.crowds import level_of
from renderer.gltf import load_model
from renderer.gltf.model import Material
from renderer.scene import AnimationState, Crowd, Environment, Instance, PointLight, Scene, Sun, View
from renderer.shot import frame_view, shots
from renderer.spatial import Pose
from tests.renderer.conftest import PLAIN
from tests.renderer.glb import Builder
from tests.renderer.test_render import AHEAD, MEASURE, pixels, white_wall

SIZE = (96, 96)
SCALE = 96 / 2 / (3 * np.tan(np.radians(30)))  # pixels a metre, at the origin seen from 3 m


def glow(b, colour=(0, 1, 0)):
    entry = {
        "pbrMetallicRoughness": {"baseColorFactor": [0, 0, 0, 1]},
        "emissiveFactor": list(colour),
        "doubleSided": True,
    }
    return b.add("materials", entry)


def strip(b, material):
    """A vertical strip of 0.2 x 1.2 m in six steps, its lower half bound to joint 0, its upper to joint 1, the middle to both."""
    heights = np.linspace(-0.6, 0.6, 7)
    positions = np.array([(x, y, 0) for y in heights for x in (-0.1, 0.1)], np.float32)
    upper = np.clip(heights / 0.4 + 0.5, 0, 1).repeat(2)
    joints = np.tile(np.array([0, 1, 0, 0], np.uint8), (len(positions), 1))
    weights = np.stack([1 - upper, upper, 0 * upper, 0 * upper], axis=1).astype(np.float32)
    triangles = [(2 * i + a, 2 * i + c, 2 * i + d) for i in range(6) for a, c, d in ((0, 1, 2), (2, 1, 3))]
    attributes = {"JOINTS_0": b.accessor(joints, "VEC4"), "WEIGHTS_0": b.accessor(weights, "VEC4")}
    normals = np.tile([0, 0, 1], (len(positions), 1))
    return b.mesh(positions, triangles, material, normals, **attributes), positions, joints, weights


def bent(tmp_path, name="bent.glb"):
    """The strip on two joints below a turned and moved root; the second joint stands in the strip's middle."""
    b = Builder()
    mesh, positions, joints, weights = strip(b, glow(b))
    bind = np.stack([np.eye(4), np.eye(4)]).astype(np.float32)
    bind[0, 1, 3] = 0.6  # the first joint stands at the lower end
    root = b.node("hips", translation=[0, -0.6, 0])
    chest = b.node("chest", root, translation=[0, 0.6, 0])
    matrices = b.accessor(bind.transpose(0, 2, 1).reshape(-1, 16).copy(), "MAT4")
    skin = b.add("skins", {"joints": [root, chest], "inverseBindMatrices": matrices})
    b.node("strip", mesh=mesh, skin=skin, translation=[50, 0, 0])  # a skinned node's own place is to be ignored
    times = b.accessor(np.array([0, 1], np.float32), "SCALAR", min=[0], max=[1])
    half = np.sin(np.radians(45)), np.cos(np.radians(45))
    turns = b.accessor(np.array([[0, 0, 0, 1], [0, 0, half[0], half[1]]], np.float32), "VEC4")
    sampler = {"input": times, "output": turns, "interpolation": "LINEAR"}
    channel = {"sampler": 0, "target": {"node": chest, "path": "rotation"}}
    b.add("animations", {"name": "nod", "samplers": [sampler], "channels": [channel]})
    return load_model(b.save(tmp_path / name)), positions, joints, weights, bind


def dyed(model, **material):
    """The same in a white that takes tints and light."""
    return dataclasses.replace(model, materials=[Material(double_sided=True, **material)], prepared=None)


def skinned(positions, joints, weights, bind, model_from_joint):
    matrices = model_from_joint @ bind
    blended = np.einsum("nk,nkij->nij", weights, matrices[joints])
    return np.einsum("nij,nj->ni", blended[:, :3, :3], positions) + blended[:, :3, 3]


def turned(degrees):
    """model_from_joint of the two joints, the second turned about Z."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    joints = np.stack([np.eye(4), np.eye(4)])
    joints[0, 1, 3] = -0.6
    joints[1, :2, :2] = [[c, -s], [s, c]]
    return joints


def cross(a, b):
    return a[..., 0] * b[..., 1] - a[..., 1] * b[..., 0]


def covered_by(vertices):
    """bool [H, W]: pixel middles inside the strip with these corners, seen from AHEAD."""
    y, x = np.mgrid[0:96, 0:96] + 0.5
    at = np.stack([(x - 48) / SCALE, (48 - y) / SCALE], axis=-1)
    mask = np.zeros((96, 96), bool)
    for i in range(6):
        for corners in ((0, 1, 2), (2, 1, 3)):
            a, b, c = (vertices[2 * i + k, :2] for k in corners)
            sides = [cross(q - p, at - p) for p, q in ((a, b), (b, c), (c, a))]
            mask |= (np.stack(sides) >= 0).all(axis=0) | (np.stack(sides) <= 0).all(axis=0)
    return mask


def agrees(picture, mask):
    """All but pixels on the border of one are the other."""
    seen = picture[..., 1] > 170  # about half covered
    wrong = seen != mask
    around = np.stack([np.roll(mask, (x, y), (0, 1)) for x in (-1, 0, 1) for y in (-1, 0, 1)])
    inner, outer = around.all(axis=0), around.any(axis=0)
    assert mask.sum() > 100
    assert not (wrong & (inner | ~outer)).any(), f"{wrong.sum()} of {mask.sum()} pixels"


def test_a_skin_at_rest_lies_where_it_was_modelled(renderer, tmp_path):
    model, positions, *_ = bent(tmp_path)
    agrees(pixels(renderer, Scene([Instance(model)], environment=MEASURE), size=SIZE), covered_by(positions))


@pytest.mark.parametrize("rows", [3, 4])
def test_joints_bend_a_skin(renderer, tmp_path, rows):
    model, *skin = bent(tmp_path)
    joints = turned(70)
    picture = pixels(
        renderer, Scene([Instance(model, joints=joints[:, :rows].astype(np.float32))], environment=MEASURE), size=SIZE
    )
    agrees(picture, covered_by(skinned(*skin, joints)))


def test_an_animation_and_a_moved_node_bend_a_skin(renderer, tmp_path):
    model, *skin = bent(tmp_path)
    for instance, degrees in (
        (Instance(model, animation=AnimationState("nod", 0.5)), 45),
        (Instance(model, animation=AnimationState(0, 1.75)), 67.5),
        (Instance(model, animation=AnimationState("nod", 7, loop=False)), 90),
        (Instance(model, node_from_rest={"chest": glm.rotate(np.radians(30), glm.vec3(0, 0, 1))}), 30),
    ):
        picture = pixels(renderer, Scene([instance], environment=MEASURE), size=SIZE)
        agrees(picture, covered_by(skinned(*skin, turned(degrees))))


def test_a_crowd_is_one_submission_and_each_has_its_own_pose(renderer, tmp_path):
    model, *skin = bent(tmp_path)
    joints = animation.joint_poses(model, "nod", np.array([0.0, 0.3, 0.9]))[0]
    people = [
        Instance(model, glm.scale(glm.translate(glm.vec3(x, 0, 0)), glm.vec3(0.5)), joints=pose)
        for x, pose in zip((-0.8, 0.0, 0.8), joints, strict=True)
    ]
    scene = Scene(people, environment=MEASURE)
    picture = pixels(renderer, scene, size=SIZE)
    assert renderer.stats.submissions == 2
    assert renderer.stats.draws == 3
    mask = np.zeros((96, 96), bool)
    for x, pose in zip((-0.8, 0.0, 0.8), joints, strict=True):
        mask |= covered_by(skinned(*skin, pose.astype(float)) * 0.5 + [x, 0, 0])
    agrees(picture, mask)
    # Both eyes at once see the same.
    eyes = [View(Pose(glm.vec3(x, 0, 3)), AHEAD.fov) for x in (0.0, 0.1)]
    assert np.abs(shots(scene, eyes, SIZE, renderer)[0].astype(int) - picture).mean() < 0.2


def test_people_as_arrays_are_drawn_like_instances(renderer, tmp_path):
    """Each with the model that its distance asks for, its place, tint and pose."""
    model, finer = (dyed(bent(tmp_path, name)[0], unlit=True) for name in ("bent.glb", "finer.glb"))
    joints = animation.joint_poses(model, "nod", np.array([0.2, 0.8]))[0]
    places = [glm.rotate(glm.translate(glm.vec3(x, 0, 0)), 0.3, glm.vec3(0, 0, 1)) for x in (-0.7, 0.5)]
    tints = [(1, 0.2, 1, 1), (1, 1, 1, 1)]
    people = [Instance(model, p, joints=j, tint=t) for p, j, t in zip(places, joints, tints, strict=True)]
    worlds = np.array([np.array(p.to_list(), np.float32).T for p in places])
    bounds = np.array([[-0.7, 0, 0, 3], [0.5, 0, 0, 3]], np.float32)
    crowd = Crowd(model, np.array(tints, np.float32)[:, None], animation.palettes(model, joints, worlds), bounds)

    def shot(*crowds, **more):
        return pixels(renderer, Scene(crowds=list(crowds), environment=MEASURE, **more), size=SIZE)

    expected = pixels(renderer, Scene(people, environment=MEASURE), size=SIZE)
    assert expected.max() > 200
    assert np.abs(expected.astype(int) - shot(crowd)).max() <= 1
    crowd.lods, crowd.version = ((3.05 * AHEAD.lens, finer),), 1
    assert np.abs(expected.astype(int) - shot(crowd)).max() <= 1
    assert renderer.stats.draws == 2
    # One walks away, the other takes off what she wears.
    crowd.palette[0, :, :, 3] += 50
    crowd.bounds[0, :3] += 50
    alone = pixels(renderer, Scene(people[1:], environment=MEASURE), size=SIZE)
    assert np.abs(alone.astype(int) - shot(crowd)).max() <= 1
    crowd.shown, crowd.version = np.zeros((2, len(model.nodes)), bool), 2
    assert shot(crowd).max() == 0


def test_a_crowd_that_does_not_fit_its_model_is_refused(renderer, tmp_path):
    model, *_ = bent(tmp_path)
    b = Builder()
    b.node("card", mesh=b.quad(glow(b, (1, 0, 0)), 0.3))
    card = load_model(b.save(tmp_path / "card.glb"))
    palette, bounds = np.zeros((1, 3, 3, 4), np.float32), np.ones((1, 4), np.float32)
    with pytest.raises(ValueError, match="joints"):
        pixels(renderer, Scene(crowds=[Crowd(model, np.ones((1, 1, 4), np.float32), palette, bounds)]), size=SIZE)
    stiff = Crowd(card, np.ones((1, 1, 4), np.float32), palette[:, :0], bounds)
    with pytest.raises(ValueError, match="hang on joints"):
        pixels(renderer, Scene(crowds=[stiff]), size=SIZE)


def test_a_lamp_lights_whoever_walks_up_to_it(renderer, tmp_path):
    """The lamps that reach somebody are found anew as he moves."""
    model = dyed(bent(tmp_path)[0])
    joints = animation.joint_poses(model, "nod", np.array([0.2]))[0]
    crowd = Crowd(
        model, np.ones((1, 1, 4), np.float32), np.zeros((1, 2, 3, 4), np.float32), np.zeros((1, 4), np.float32)
    )
    away = PointLight(glm.vec3(40, 0, 1), glm.vec3(9), range_m=3)

    def stands(x: float) -> np.ndarray:
        world = np.eye(4, dtype=np.float32)[None].copy()
        world[0, 0, 3] = x
        crowd.palette, crowd.bounds = animation.palettes(model, joints, world), np.array([[x, 0, 0, 2]], np.float32)
        view = frame_view(glm.vec3(x, 0, 3), glm.vec3(x, 0, 0), 60, 1)
        dark = Environment(glm.vec3(0), glm.vec3(0), glm.vec3(0))
        return pixels(renderer, Scene(crowds=[crowd], lights=[away], environment=dark), view, SIZE)

    assert stands(0).max() < stands(40).max() - 50


def test_a_pose_leaves_the_frustum_with_its_joints_not_with_its_mesh(renderer, tmp_path):
    model, *_ = bent(tmp_path)
    away = turned(0)
    away[:, 0, 3] += 30
    scene = Scene([Instance(model, joints=away.astype(np.float32))], environment=MEASURE)
    assert pixels(renderer, scene, size=SIZE).max() == 0
    assert renderer.stats.draws == 0
    there = frame_view(glm.vec3(30, 0, 3), glm.vec3(30, 0, 0), 60, 1)
    assert (pixels(renderer, scene, there, SIZE)[..., 1] > 128).sum() > 100


def test_joints_of_a_wrong_shape_are_refused(renderer, tmp_path):
    model, *_ = bent(tmp_path)
    with pytest.raises(ValueError, match="joints"):
        pixels(renderer, Scene([Instance(model, joints=np.zeros((3, 4, 4), np.float32))], environment=MEASURE))


def test_coarser_models_from_their_distances_on(renderer, tmp_path):
    fine, *_ = bent(tmp_path)
    b = Builder()
    b.node("card", mesh=b.quad(glow(b, (1, 0, 0)), 0.3))
    coarse = load_model(b.save(tmp_path / "card.glb"))
    for distance, degrees, channel in (
        (3, 90, 1),
        (6, 90, 0),
        (6, 40, 1),
        (12, 40, 0),
    ):  # a narrow lens brings things nearer
        view = frame_view(glm.vec3(0, 0, distance), glm.vec3(0), degrees, 1)
        scene = Scene([Instance(fine, lods=((5.0, coarse),))], environment=MEASURE)
        assert pixels(renderer, scene, view, SIZE)[48, 48].argmax() == channel


def test_who_sways_on_the_line_between_two_levels_stays_at_one_and_whoever_crosses_it_changes():
    none = np.zeros(0, np.float32)
    crowd = Crowd(None, none, none, np.zeros((3, 4), np.float32), lods=((2.0, None), (5.0, None)))

    def levels(*away_m, before=None, lens=1.0):
        crowd.bounds[:, 0] = away_m
        return level_of(crowd, np.zeros(3, np.float32), lens, before).tolist()

    assert levels(1.99, 2.01, 9) == [0, 1, 2]
    assert levels(2.05, 2.05, 9, before=np.array([0, 1, 2])) == [0, 1, 2]
    assert levels(2.2, 1.8, 1, before=np.array([0, 1, 2])) == [1, 0, 0]
    assert levels(2.2, 6, 11, lens=0.5) == [0, 1, 2]
    crowd.most = (1, 2)
    assert levels(1.3, 1.2, 1.1) == [2, 1, 0], "in a crush"
    assert levels(1.11, 1.105, 1.2, before=np.array([0, 1, 2])) == [0, 1, 2]


def test_who_stands_where_the_eyes_are_is_not_drawn_but_in_mirrors_where_it_is_oneself():
    none = np.zeros(0, np.float32)
    crowd = Crowd(None, none, none, np.zeros((4, 4), np.float32), lods=((2.0, None),))
    crowd.bounds[:, :3] = (0.3, -0.7, 0), (0.45, -0.7, 0), (0, -0.7, 0.6), (0, -3.1, 0)  # the last on another floor

    def levels(before=None):
        return level_of(crowd, np.zeros(3, np.float32), 1.0, before).tolist()

    assert levels() == [2, 0, 0, 1]
    assert levels(np.array([2, 2, 2, 1])) == [2, 2, 0, 1], "not back at once"
    crowd.in_mirrors = True
    assert levels() == [0, 0, 0, 1]


def test_one_level_dissolves_into_another_pixel_by_pixel_in_a_film_and_not_in_stills(renderer, tmp_path):
    colours = ((0, 1, 0), (1, 0, 0))
    fine, coarse = (
        dataclasses.replace(
            bent(tmp_path, f"{n}.glb")[0], materials=[Material(base_colour=(*c, 1), unlit=True, double_sided=True)]
        )
        for n, c in enumerate(colours)
    )
    joints = animation.joint_poses(fine, "nod", np.array([0.2]))[0]
    palette = animation.palettes(fine, joints, np.eye(4, dtype=np.float32)[None])
    crowd = Crowd(
        fine, np.ones((1, 1, 4), np.float32), palette, np.array([[0, 0, 0, 2]], np.float32), lods=((5, coarse),)
    )

    def covered(distance, time_s):
        """Pixels in green and in red; the same are covered whatever the distance."""
        view = View(Pose(glm.vec3(0, 0, 3)), AHEAD.fov)
        crowd.bounds[0, 2] = 3 - distance / AHEAD.lens
        picture = pixels(renderer, Scene(crowds=[crowd], environment=MEASURE, time_s=time_s), view, SIZE)
        return [int((picture[..., channel] > 128).sum()) for channel in (1, 0)]

    whole, none = covered(4, 1.00)
    assert whole > 100
    assert none == 0
    assert covered(6, 1.01) != [0, whole]
    green, red = covered(6, 1.13)
    assert green + red == pytest.approx(whole, rel=0.1)
    assert red == pytest.approx(whole / 2, rel=0.2)
    assert covered(6, 1.27) == [0, whole]
    assert covered(4, 1.27) == [whole, 0], "a still"
    assert sum(covered(0.2, 1.28)) > 0
    assert covered(0.2, 1.60) == [0, 0], "inside somebody one sees nothing of them"
    assert covered(0.2, 1.61) == [0, 0]
    assert 0 < covered(4, 1.70)[0] < whole
    assert covered(4, 1.96) == [whole, 0]


def morphing(tmp_path):
    """The strip with two targets: one moves its upper end aside, one widens it."""
    b = Builder()
    heights = np.linspace(-0.6, 0.6, 7)
    positions = np.array([(x, y, 0) for y in heights for x in (-0.1, 0.1)], np.float32)
    aside, wide = np.zeros_like(positions), np.zeros_like(positions)
    aside[:, 0] = 0.5 * (positions[:, 1] + 0.6)
    wide[:, 0] = positions[:, 0]
    triangles = [(2 * i + a, 2 * i + c, 2 * i + d) for i in range(6) for a, c, d in ((0, 1, 2), (2, 1, 3))]
    mesh = b.mesh(positions, triangles, glow(b), np.tile([0, 0, 1], (len(positions), 1)))
    targets = [{"POSITION": b.accessor(t, "VEC3")} for t in (aside, wide)]
    b.document["meshes"][mesh]["primitives"][0]["targets"] = targets
    b.document["meshes"][mesh]["weights"] = [0.5, 0.0]
    node = b.node("strip", mesh=mesh)
    times = b.accessor(np.array([0, 2], np.float32), "SCALAR", min=[0], max=[2])
    values = b.accessor(np.array([0, 0, 1, 1], np.float32), "SCALAR")
    b.add(
        "animations",
        {
            "name": "lean",
            "samplers": [{"input": times, "output": values}],
            "channels": [{"sampler": 0, "target": {"node": node, "path": "weights"}}],
        },
    )
    return load_model(b.save(tmp_path / "morph.glb")), positions, aside, wide


def test_morph_targets_move_vertices_by_their_weights(renderer, tmp_path):
    model, positions, aside, wide = morphing(tmp_path)
    for instance, (a, w) in (
        (Instance(model), (0.5, 0)),
        (Instance(model, weights=np.array([1.0, 1.5], np.float32)), (1, 1.5)),
        (Instance(model, animation=AnimationState("lean", 0.5)), (0.25, 0.25)),
    ):
        picture = pixels(renderer, Scene([instance], environment=MEASURE), size=SIZE)
        agrees(picture, covered_by(positions + a * aside + w * wide))
    two = [Instance(model, weights=np.array(w, np.float32)) for w in ([1.0, 0.0], [-1.0, 0.0])]
    both = pixels(renderer, Scene(two, environment=MEASURE), size=SIZE)
    agrees(both, covered_by(positions + aside) | covered_by(positions - aside))


def test_a_bent_thing_casts_the_shadow_of_its_pose(ctx, tmp_path):
    """A strip before a lit wall, bent sideways: the wall is dark behind where the strip is and lit where it was."""
    made = Renderer(ctx, dataclasses.replace(PLAIN, shadow_size=512))
    model, *_ = bent(tmp_path)
    wall = Instance(white_wall(tmp_path, 2.0), glm.translate(glm.vec3(0, 0, -1)))
    sun = Sun(glm.vec3(0, 0, -1), glm.vec3(2))
    strip_ = Instance(model, joints=turned(90).astype(np.float32), tint=(0, 0, 0, 1))
    view = frame_view(glm.vec3(0, 0, -0.5), glm.vec3(0, 0, -1), 120, 1)
    picture = shots(Scene([wall, strip_], sun=sun, environment=MEASURE), [view], SIZE, made)[0].astype(int).max(axis=2)
    scale = 48 / (0.5 * np.tan(np.radians(60)))
    arm = picture[48, int(48 - 0.45 * scale)]  # where the bent half's shadow falls
    gone = picture[int(48 - 0.45 * scale), 48]  # and where the straight half's would
    assert arm < 20
    assert gone > 100
    made.release()


def test_instances_of_a_node_are_drawn_where_the_file_says(renderer, tmp_path):
    b = Builder()
    mesh = b.quad(glow(b), 0.15)
    places = np.array([(-0.8, 0, 0), (0, 0.6, 0), (0.8, 0, 0)], np.float32)
    entry = {"attributes": {"TRANSLATION": b.accessor(places, "VEC3")}}
    b.document["extensionsUsed"] = ["EXT_mesh_gpu_instancing"]
    b.node("many", mesh=mesh, translation=[0, -0.3, 0], extensions={"EXT_mesh_gpu_instancing": entry})
    model = load_model(b.save(tmp_path / "many.glb"))
    picture = pixels(renderer, Scene([Instance(model)], environment=MEASURE), size=SIZE)
    assert renderer.stats.submissions == 2
    for x, y in places[:, :2] + np.array([0, -0.3]):
        assert picture[int(48 - y * SCALE), int(48 + x * SCALE), 1] > 128
    assert (picture[..., 1] > 128).sum() == pytest.approx(3 * (0.3 * SCALE) ** 2, rel=0.25)
