"""What models share on the graphics card: rows are given back, and draws of many materials become one."""

from dataclasses import replace

import glm
import moderngl
import numpy as np
import pytest

from renderer.gl.pool import Pool
from renderer.gl.textures import MAX_LAYERS, ModelTextures, plan_layers
from renderer.gltf import load_model
from renderer.gltf.model import Sampler
from renderer.scene import Instance, Scene
from tests.renderer.glb import Builder
from tests.renderer.test_render import AHEAD, MEASURE, SIZE, middle, pixels

NEAREST = Sampler(min_filter=moderngl.NEAREST)


def test_a_pool_keeps_its_rows_when_it_grows_and_uses_freed_ones_again(ctx):
    pool = Pool(ctx, 4, 8)
    rows = np.arange(100, dtype=np.uint32)
    firsts = [pool.take(rows[i : i + 5]) for i in range(0, 100, 5)]
    held = np.frombuffer(pool.buffer.read(), np.uint32)
    for i, first in enumerate(firsts):
        assert held[first : first + 5].tolist() == rows[5 * i : 5 * i + 5].tolist()
    size = pool.buffer.size
    for first in firsts[1::2] + firsts[::2]:
        pool.give_back(first, 5)
    assert pool.take(rows) == 0, "all that was freed is one piece again"
    assert pool.buffer.size == size
    pool.release()


def test_pictures_of_one_kind_share_an_array():
    keys = [
        ((number, srgb, True), sampler)
        for number in range(3)
        for srgb, sampler in ((True, Sampler()), (False, NEAREST))
    ]
    plan = plan_layers(dict.fromkeys(keys, (64, 64, 7)))
    assert {plan[k][0] for k in keys if k[0][1]} == {0}
    assert sorted(plan[k][1] for k in keys if k[0][1]) == [0, 1, 2]
    assert len({n for n, _ in plan.values()}) == 2
    many = {((number, True, True), Sampler()): (8, 8, 4) for number in range(MAX_LAYERS + 1)}
    assert {n for n, _ in plan_layers(many).values()} == {0, 1}


def test_many_plain_materials_of_many_models_are_one_submission(renderer, tmp_path):
    """And each keeps its own colour."""
    instances = []
    for number in range(3):
        b = Builder()
        for step in range(4):
            entry = {"pbrMetallicRoughness": {"baseColorFactor": [0, 0, 0, 1]}, "doubleSided": True}
            entry["emissiveFactor"] = [number / 2, step / 3, 0]
            place = [-0.75 + 0.5 * step, 0.5 * (number - 1), 0]
            b.node(f"{step}", mesh=b.quad(b.add("materials", entry), 0.2), translation=place)
        instances.append(Instance(load_model(b.save(tmp_path / f"{number}.glb"))))
    scene = Scene(instances, environment=MEASURE)
    picture = pixels(renderer, scene)
    assert renderer.stats.draws == 12
    assert renderer.stats.submissions == 2, "the sky is the other one"
    scale = SIZE[0] / 2 / (3 * np.tan(np.radians(30)))
    for number in range(3):
        for step in range(4):
            x, y = 32 + (-0.75 + 0.5 * step) * scale, 32 - 0.5 * (number - 1) * scale
            linear = (picture[int(y), int(x)] / 255.0) ** 2.2
            assert linear[:2] == pytest.approx([number / 2, step / 3], abs=0.04)


def textured(tmp_path, colours):
    """A row of quads, each with a picture of its own colour, all of one size."""
    b = Builder()
    for i, colour in enumerate(colours):
        image = np.zeros((4, 4, 4), np.uint8)
        image[...] = (*colour, 255)
        texture = b.image(image)
        entry = {
            "pbrMetallicRoughness": {"baseColorTexture": {"index": texture}},
            "extensions": {"KHR_materials_unlit": {}},
        }
        b.node(f"{i}", mesh=b.quad(b.add("materials", entry), 0.2), translation=[-0.5 + 0.5 * i, 0, 0])
    return load_model(b.save(tmp_path / "row.glb"))


def test_materials_with_pictures_of_one_size_are_one_submission(renderer, tmp_path):
    colours = [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    picture = pixels(renderer, Scene([Instance(textured(tmp_path, colours))], environment=MEASURE))
    assert renderer.stats.submissions == 2
    scale = SIZE[0] / 2 / (3 * np.tan(np.radians(30)))
    for i, colour in enumerate(colours):
        assert np.abs(picture[32, int(32 + (-0.5 + 0.5 * i) * scale)].astype(int) - colour).max() <= 2


def test_models_of_one_file_share_their_pictures_until_the_last_of_them_is_gone(renderer, tmp_path, monkeypatch):
    made, colours = [], [(255, 0, 0), (0, 255, 0), (0, 0, 255)]
    arrays = ModelTextures._array
    monkeypatch.setattr(ModelTextures, "_array", lambda *args: made.append(arrays(*args)) or made[-1])
    near = textured(tmp_path, colours)
    far = replace(near, prepared=None)
    assert len(pixels(renderer, Scene([Instance(near), Instance(far)], environment=MEASURE)))
    assert len(made) == 1
    renderer.forget(near)
    picture = pixels(renderer, Scene([Instance(far)], environment=MEASURE))
    assert np.abs(picture[32, 32].astype(int) - colours[1]).max() <= 2
    renderer.forget(far)
    pixels(renderer, Scene([Instance(near)], environment=MEASURE))
    assert len(made) == 2


def test_more_materials_than_a_page_holds(renderer, tmp_path):
    rows = renderer._shared.materials.page_rows
    b = Builder()
    for i in range(rows + 3):
        last = i == rows + 2
        entry = {"emissiveFactor": [0, 1, 0] if last else [1, 0, 0], "doubleSided": True}
        entry["pbrMetallicRoughness"] = {"baseColorFactor": [0, 0, 0, 1]}
        b.node(f"{i}", mesh=b.quad(b.add("materials", entry), 0.3), translation=[0, 0, 0.5 if last else -0.01 * i])
    model = load_model(b.save(tmp_path / "many.glb"))
    scene = Scene([Instance(model)], environment=MEASURE)
    assert middle(pixels(renderer, scene, AHEAD))[1] > 250
    assert renderer.stats.submissions == 3
    renderer.forget(model)
    assert not renderer._shared.materials._taken.any()
    assert middle(pixels(renderer, Scene([Instance(model, glm.mat4(1))], environment=MEASURE)))[1] > 250
