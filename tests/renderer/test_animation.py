"""Keys to poses: against the formulas of glTF 2.0, appendix C, written out."""

import glm
import numpy as np
import pytest

from renderer import animation
from renderer.gltf.model import Animation, AnimationSampler, Channel, Model, Node, Skin
from renderer.scene import AnimationState


def quaternion(degrees, axis=(0, 1, 0)):
    half = np.radians(degrees) / 2
    return [*(np.sin(half) * np.array(axis)), np.cos(half)]


def sampler(times, values, interpolation="LINEAR"):
    return AnimationSampler(np.array(times, np.float32), np.array(values, np.float32), interpolation)


def test_linear_and_step_hold_their_ends():
    keys = [1.0, 2.0, 4.0]
    values = [[0, 0, 0], [2, 0, 0], [2, 4, 0]]
    at = np.array([0.0, 1.0, 1.5, 2.0, 3.0, 4.0, 9.0])
    linear = animation.sample(sampler(keys, values), at)
    assert linear == pytest.approx(
        np.array([[0, 0, 0], [0, 0, 0], [1, 0, 0], [2, 0, 0], [2, 2, 0], [2, 4, 0], [2, 4, 0]])
    )
    step = animation.sample(sampler(keys, values, "STEP"), at)
    assert step[:, 0].tolist() == [0, 0, 0, 2, 2, 2, 2]
    assert step[:, 1].tolist() == [0, 0, 0, 0, 0, 4, 4]
    assert animation.sample(sampler([0.5], [[7.0]]), at).ravel().tolist() == [7.0] * 7


def test_rotations_go_the_shorter_way_at_an_even_pace():
    turn = sampler([0, 1], [quaternion(0), [-c for c in quaternion(90)]])
    for t in (0.0, 0.25, 0.5, 1.0):
        value = animation.sample(turn, np.array([t]), rotation=True)[0]
        assert abs(float(value @ quaternion(90 * t))) == pytest.approx(1, abs=1e-6)


def test_cubic_splines_pass_their_keys_with_their_tangents():
    """Of x = t^3 over two seconds the derivative is 3 t^2: the spline is the curve itself."""
    keys = [0.0, 2.0]
    values = [[[0.0], [0.0], [0.0]], [[12.0], [8.0], [12.0]]]
    at = np.linspace(0, 2, 9)
    assert animation.sample(sampler(keys, values, "CUBICSPLINE"), at)[:, 0] == pytest.approx(at**3, abs=1e-5)


def arm():
    """Two joints along +X, the second one metre from the first, both below a root that is no joint."""
    nodes = [
        Node("root", None, [1], glm.translate(glm.vec3(0, 1, 0)), glm.mat4(1)),
        Node("upper", 0, [2], glm.mat4(1), glm.mat4(1)),
        Node("lower", 1, [], glm.translate(glm.vec3(1, 0, 0)), glm.mat4(1)),
    ]
    for node in nodes:
        parent = nodes[node.parent].model_from_node if node.parent is not None else glm.mat4(1)
        node.model_from_node = parent * node.parent_from_node
    skin = Skin("arm", [1, 2], np.stack([np.eye(4, dtype=np.float32)] * 2))
    turn = sampler([0, 1], [quaternion(0, (0, 0, 1)), quaternion(90, (0, 0, 1))])
    grow = sampler([0, 1], [[1, 1, 1], [3, 1, 1]])
    wave = Animation("wave", [Channel(1, "rotation", 0), Channel(2, "scale", 1)], [turn, grow])
    return Model(None, nodes, [0, 1, 2], [], [], [], skins=[skin], animations=[wave])


def test_joints_follow_their_parents_for_many_times_at_once():
    joints, weights = animation.joint_poses(arm(), "wave", np.array([0.0, 0.5, 0.999999]))
    assert joints.shape == (3, 2, 4, 4)
    assert weights.shape == (3, 0)
    for number, degrees in enumerate((0, 45, 90)):
        c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
        assert joints[number, 1, :3, 3] == pytest.approx([c, 1 + s, 0], abs=1e-5)
        stretch = np.linalg.norm(joints[number, 1, :3, 0])
        assert stretch == pytest.approx(1 + 2 * degrees / 90, abs=1e-4)


def test_a_loop_begins_anew_and_an_end_stays():
    wave = arm().animations[0]
    assert animation.clip_time(wave, AnimationState("wave", 2.25)) == pytest.approx(0.25)
    assert animation.clip_time(wave, AnimationState("wave", 2.25, loop=False)) == 1.0
    with pytest.raises(KeyError):
        animation.find_animation(arm(), "jump")
    with pytest.raises(KeyError):
        animation.find_animation(arm(), 1)


def test_many_channels_are_sampled_as_each_alone():
    """Of different interpolations, paths and key times, at many times: the same as one sampler after the other."""
    rng = np.random.default_rng(3)
    model, samplers, channels = arm(), [], []
    for number, (node, path, kind) in enumerate(
        [
            (0, "rotation", "LINEAR"),
            (1, "rotation", "LINEAR"),
            (2, "rotation", "CUBICSPLINE"),
            (1, "translation", "STEP"),
        ]
    ):
        keys = np.sort(rng.random(4)) if number == 1 else np.array([0.0, 0.2, 0.5, 1.0])
        size = 4 if path == "rotation" else 3
        values = rng.normal(size=(4, 3, size) if kind == "CUBICSPLINE" else (4, size))
        if kind == "LINEAR":
            values /= np.linalg.norm(values, axis=-1, keepdims=True)
        samplers.append(sampler(keys, values, kind))
        channels.append(Channel(node, path, number))
    at = np.linspace(-0.1, 1.1, 7)
    local, _ = animation.local_poses(model, Animation("all", channels, samplers), at)
    for node in range(3):
        turn = animation.sample(samplers[node], at, rotation=True)
        for t in range(7):
            q = glm.quat(*map(float, turn[t][[3, 0, 1, 2]]))
            assert local[t, node, :3, :3] == pytest.approx(np.array(glm.mat3_cast(q).to_list()).T, abs=1e-4)
    assert local[:, 1, :3, 3] == pytest.approx(animation.sample(samplers[3], at))
    assert local[:, 2, :3, 3] == pytest.approx(np.tile([1, 0, 0], (7, 1)))
