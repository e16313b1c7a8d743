"""Dynamic resolution: a smaller picture within the same framebuffer is drawn into a corner of the same target."""

import dataclasses

import glm
import numpy as np
import pytest

from renderer.gltf import load_model
from renderer.scene import Environment, Instance, PointLight, Scene, View
from renderer.shot import frame_view
from renderer.spatial import Pose
from tests.renderer.conftest import PLAIN
from tests.renderer.glb import Builder, sphere
from tests.renderer.test_materials import material

FULL, HALF = (96, 64), (48, 32)


@pytest.fixture(params=["plain", "bloom", "4 samples"])
def quality(request):
    more = {"plain": {"samples": 1}, "bloom": {"samples": 1, "bloom": 0.05}, "4 samples": {"samples": 4, "bloom": 0.05}}
    return dataclasses.replace(PLAIN, **more[request.param])


def glass(tmp_path):
    """A clear ball before a lamp."""
    b = Builder()
    points, triangles = sphere(16)
    clear = material(0, 0.1, transmission={"transmissionFactor": 1}, volume={"thicknessFactor": 0.5})
    b.node("ball", mesh=b.mesh(points, triangles, b.add("materials", clear), points))
    lamp = {"emissiveFactor": [1, 0.4, 0.1], "pbrMetallicRoughness": {"baseColorFactor": [0, 0, 0, 1]}}
    b.node("lamp", mesh=b.quad(b.add("materials", lamp), 1.0), translation=[1, 0.5, -2])
    return load_model(b.save(tmp_path / "g.glb"))


def drawn(ctx, renderer, model, size, room, eyes=2):
    """uint8 [eyes, H, W, 4] : `size` of framebuffers that are as large as `room`."""
    fov = frame_view(glm.vec3(0, 0, 4), glm.vec3(0), 60, 1.5).fov
    views = [View(Pose(glm.vec3(0.03 * (2 * i - 1), 0, 4)), fov) for i in range(eyes)]
    textures = [ctx.texture(room, 4) for _ in views]
    framebuffers = [ctx.framebuffer([t]) for t in textures]
    scene = Scene([Instance(model)], lights=[PointLight(glm.vec3(2), glm.vec3(5))], environment=Environment())
    renderer.render(scene, views, framebuffers, size, srgb=False)
    seen = [np.frombuffer(t.read(), np.uint8).reshape(room[1], room[0], 4)[: size[1], : size[0]] for t in textures]
    for thing in (*framebuffers, *textures):
        thing.release()
    return np.array(seen).astype(int)


@pytest.mark.parametrize("eyes", [1, 2])
def test_half_the_size_is_the_same_picture_and_no_other_target(ctx, renderer, tmp_path, eyes):
    model = glass(tmp_path)
    alone = drawn(ctx, renderer, model, HALF, HALF, eyes)
    whole = drawn(ctx, renderer, model, FULL, FULL, eyes)
    target = renderer._last
    part = drawn(ctx, renderer, model, HALF, FULL, eyes)
    assert renderer._last is target
    assert np.abs(part - alone).max() <= 1, "what lies beyond in the target is not seen"
    halved = whole.reshape(eyes, HALF[1], 2, HALF[0], 2, 4).mean(axis=(2, 4))
    assert np.abs(halved - part).mean() < 6, "the same picture"
    assert part[..., 0].max() > 150
