"""The sun's shadow: what casts it, how soft it is, and that what moves is added to what stands."""

import dataclasses

import glm
import numpy as np
import pytest

from renderer.gl import Renderer
from renderer.gl.shadow import SunShadow
from renderer.gltf import load_model
from renderer.scene import Crowd, Environment, Instance, Scene, Sun
from renderer.shot import frame_view, shots
from tests.renderer.conftest import PLAIN
from tests.renderer.glb import Builder, box
from tests.renderer.test_deform import bent

MEASURE = Environment(glm.vec3(0), glm.vec3(0), glm.vec3(0), tone_map="none")
NOON = Sun(glm.normalize(glm.vec3(0, -1, -0.001)), glm.vec3(2))


def block(tmp_path, name, low, high, alpha=1.0):
    b = Builder()
    entry = {"pbrMetallicRoughness": {"metallicFactor": 0, "baseColorFactor": [1, 1, 1, alpha]}}
    material = b.add("materials", entry | ({"alphaMode": "BLEND"} if alpha < 1 else {}))
    positions, triangles, normals = box(low, high)
    b.node(name, mesh=b.mesh(positions, triangles, material, normals))
    return load_model(b.save(tmp_path / f"{name}.glb"))


@pytest.fixture
def floor(tmp_path):
    return Instance(block(tmp_path, "floor", (-3, -0.2, -3), (3, 0, 3)))


def from_beside(renderer, scene, size=(96, 96)):
    """The floor's middle metre, seen from below a roof's height."""
    return shots(scene, [frame_view(glm.vec3(0, 0.45, 0.9), glm.vec3(0), 60, 1)], size, renderer)[0].astype(int)


def test_a_thing_that_moves_takes_its_shadow_along(renderer, tmp_path, floor):
    roof = block(tmp_path, "roof", (-0.3, 1, -0.3), (0.3, 1.1, 0.3))
    scene = Scene([floor, Instance(roof)], sun=NOON, environment=MEASURE)
    for _ in range(3):
        standing = from_beside(renderer, scene)
    assert not renderer.stats.shadow_drawn  # nothing moved since
    assert standing[48, 48].max() < 10
    for x in (2.0, 2.2, 2.4):
        scene.instances[1] = Instance(roof, glm.translate(glm.vec3(x, 0, 0)))
        moved = from_beside(renderer, scene)
        assert moved[48, 48].min() > 150
    scene.instances[1] = Instance(roof)
    assert from_beside(renderer, scene)[48, 48].max() < 10
    scene.instances.pop()
    assert from_beside(renderer, scene)[48, 48].min() > 150


def test_while_a_place_is_made_ready_its_shadow_is_drawn_once(ctx, tmp_path, floor, monkeypatch):
    """Other pictures are drawn between the steps, the people in it are other arrays each time, and own hands rest before they
    move."""
    model, *_ = bent(tmp_path)
    made = Renderer(ctx, dataclasses.replace(PLAIN, moving_shadows=False))
    people = Crowd(
        model, np.ones((1, 1, 4), np.float32), np.zeros((1, 2, 3, 4), np.float32), np.ones((1, 4), np.float32)
    )
    hands = Instance(model, joints=np.zeros((2, 4, 4), np.float32))
    scene = Scene([floor, hands], crowds=[people], sun=NOON, environment=MEASURE)
    from_beside(made, Scene(environment=MEASURE))
    drawn = []
    monkeypatch.setattr(SunShadow, "_draw", lambda *_: drawn.append(1))
    steps = 0
    for _ in made.begin(scene):
        people.palette = people.palette.copy()
        from_beside(made, Scene(environment=MEASURE))
        steps += 1
    for moves in (False, False, True):
        hands.joints = hands.joints + 0 if moves else hands.joints
        from_beside(made, scene)
    made.release()
    assert steps > 3
    assert len(drawn) == 1


def test_glass_casts_no_shadow(renderer, tmp_path, floor):
    pane = Instance(block(tmp_path, "pane", (-0.3, 1, -0.3), (0.3, 1.1, 0.3), alpha=0.2))
    scene = Scene([floor, pane], sun=NOON, environment=MEASURE)
    assert from_beside(renderer, scene)[48, 48].min() > 150


@pytest.mark.parametrize("height", [0.5, 4.0])
def test_a_penumbra_is_as_wide_as_the_sun_makes_it(ctx, tmp_path, floor, height):
    """The sun's disk is 0.0093 radians wide: so much of the height of an edge is its penumbra."""
    roof = Instance(block(tmp_path, "roof", (-0.6, height, -0.6), (0, height + 0.05, 0.6)))
    scene = Scene([floor, roof], sun=NOON, environment=MEASURE)
    made = Renderer(ctx, dataclasses.replace(PLAIN, shadow_size=4096, samples=1))
    view = frame_view(glm.vec3(0, 0.4, 0), glm.vec3(0, 0, 0), 30, 1)  # 0.214 m of floor
    row = shots(scene, [view], (256, 64), made)[0][32, :, 0] / 255
    made.release()
    light = np.where(row <= 0.04045, row / 12.92, ((row + 0.055) / 1.055) ** 2.4) / (2 / np.pi)
    width_m = ((light > 0.1) & (light < 0.9)).sum() / 256 * 2 * 0.4 * np.tan(np.radians(15))
    # From 10 to 90 % of a disk seen behind an edge: 0.69 of its width; a shadow texel here is 1.5 mm.
    assert width_m == pytest.approx(0.69 * 0.0093 * height, abs=0.0035)


def test_a_lit_floor_has_no_acne_at_grazing_light(renderer, floor):
    scene = Scene([floor], sun=Sun(glm.normalize(glm.vec3(1, -0.12, 0.3)), glm.vec3(6)), environment=MEASURE)
    picture = from_beside(renderer, scene)[60:]
    assert picture.min() > 40
    assert np.ptp(picture[..., 0]) <= 25  # the mirrored part of the sun changes a little over the view


def test_what_is_cut_out_of_a_leaf_lets_the_sun_through(renderer, tmp_path, floor):
    b = Builder()
    pixels = np.full((8, 8, 4), 255, np.uint8)
    pixels[:, :4, 3] = 0  # the half at low u is air
    base = {"baseColorTexture": {"index": b.image(pixels)}}
    leaf = b.quad(b.add("materials", {"pbrMetallicRoughness": base, "alphaMode": "MASK", "doubleSided": True}))
    b.node("leaf", mesh=leaf, translation=[0, 1, 0], rotation=[-(0.5**0.5), 0, 0, 0.5**0.5])
    scene = Scene([floor, Instance(load_model(b.save(tmp_path / "leaf.glb")))], sun=NOON, environment=MEASURE)
    ground = from_beside(renderer, scene)
    assert ground[48, 30].min() > 150  # under the air
    assert ground[48, 66].max() < 10  # under the leaf
