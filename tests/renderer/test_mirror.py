"""A flat mirror shows what a mirrored copy of the scene would, to each eye, and nothing that is behind it."""

import dataclasses

import glm
import numpy as np
import pytest

from renderer.gl import Renderer
from renderer.gltf import load_model
from renderer.mirrors import find_mirrors
from renderer.scene import Environment, Instance, Scene
from renderer.shot import frame_view, shots
from tests.renderer.conftest import PLAIN
from tests.renderer.glb import Builder, box, sphere

GREY = glm.vec3(0.1)
MEASURE = Environment(GREY, GREY, GREY, tone_map="none")
SIZE = (160, 120)
LEFT, RIGHT = (frame_view(glm.vec3(x, 0.2, 2.0), glm.vec3(0.1, 0, 0), 60, 4 / 3) for x in (0.3, 0.9))
MIRRORS = dataclasses.replace(PLAIN, mirror_px=768)
SILVER = {"baseColorFactor": [1, 1, 1, 1], "metallicFactor": 1, "roughnessFactor": 0}


@pytest.fixture
def quality():
    return MIRRORS


def mirror(tmp_path, name="mirror", half=0.5, extras=None, node=None, **pbr):
    """A square mirror at the origin that faces +Z."""
    b = Builder()
    material = b.add("materials", {"pbrMetallicRoughness": SILVER | pbr})
    b.node(name, mesh=b.quad(material, half), **({"extras": extras} if extras else {}), **(node or {}))
    return load_model(b.save(tmp_path / f"{name}.glb"))


def things(tmp_path):
    """Glowing boxes before the mirror, beside the eyes and behind them; and a green one behind the mirror."""
    b = Builder()
    for name, colour, low, high in (
        ("red", [1, 0, 0], (-0.5, -0.4, 0.3), (-0.3, 0.1, 0.5)),
        ("blue", [0, 0, 1], (-1.2, -0.3, 1.0), (-0.7, 0.6, 1.6)),
        ("white", [0.7, 0.7, 0.7], (-2.5, -2, 3.0), (0.0, 0.4, 3.2)),
        ("yellow", [0.7, 0.6, 0.1], (0.05, 0.1, 0.02), (0.2, 0.2, 0.06)),
    ):
        b.node(name, mesh=glowing_box(b, colour, low, high))
    return load_model(b.save(tmp_path / "things.glb"))


def behind(tmp_path):
    b = Builder()
    b.node("green", mesh=glowing_box(b, [0, 1, 0], (-3, -3, -1.2), (3, 3, -0.4)))
    return load_model(b.save(tmp_path / "behind.glb"))


def glowing_box(b, colour, low, high):
    entry = {"pbrMetallicRoughness": {"baseColorFactor": [0, 0, 0, 1], "metallicFactor": 0}, "emissiveFactor": colour}
    positions, triangles, normals = box(low, high)
    return b.mesh(positions, triangles, b.add("materials", entry), normals)


def inside(view, half=0.5):
    """bool [H, W]: pixels that the mirror covers, less those at its rim."""
    width, height = SIZE
    x, y = np.meshgrid((np.arange(width) + 0.5) / width * 2 - 1, 1 - (np.arange(height) + 0.5) / height * 2)
    tall = np.tan(view.fov.up)
    rays = np.stack([x * np.tan(view.fov.right), y * tall, -np.ones_like(x)], -1).reshape(-1, 3)
    turn = np.array(glm.mat3_cast(view.world_from_view.orientation))
    way, eye = rays @ turn.T, np.array(view.world_from_view.position)
    at = eye + way * (-eye[2] / way[:, 2:])
    return (np.abs(at[:, :2]).max(axis=1) < half - 0.03).reshape(height, width)


def at_edges(picture):
    """bool [H, W]: pixels beside others, which lie between those of the mirror's picture."""
    step = [
        np.abs(picture.astype(int) - np.roll(picture, shift, axis)).max(axis=-1) > 3
        for axis in (0, 1)
        for shift in (-1, 1)
    ]
    edge = np.any(step, axis=0)
    return edge | np.any([np.roll(edge, shift, axis) for axis in (0, 1) for shift in (-1, 1)], axis=0)


def copies(tmp_path):
    """The mirror with the things before it, and in its place a copy of them turned inside out."""
    seen, model = things(tmp_path), mirror(tmp_path)
    with_mirror = Scene([Instance(model), Instance(seen), Instance(behind(tmp_path))], environment=MEASURE)
    flipped = glm.scale(glm.vec3(1, 1, -1))
    return with_mirror, Scene([Instance(seen), Instance(seen, flipped)], environment=MEASURE)


@pytest.mark.parametrize("views", [[LEFT], [RIGHT], [LEFT, RIGHT]], ids=["left", "right", "both"])
def test_a_mirror_shows_what_a_mirrored_copy_would(renderer, tmp_path, views):
    mirrored, drawn = (shots(scene, views, SIZE, renderer) for scene in copies(tmp_path))
    for view, picture, wanted in zip(views, mirrored, drawn, strict=True):
        here = inside(view)
        assert here.sum() > 1500
        assert len(np.unique(wanted[here] // 64, axis=0)) >= 4, "the copy shows several things"
        even = here & ~at_edges(wanted)
        off = np.abs(picture[even].astype(int) - wanted[even].astype(int)).max(axis=-1)
        assert even.sum() > 0.5 * here.sum()
        assert off.max() <= 3


def test_what_is_behind_a_mirror_is_not_seen_in_it(renderer, tmp_path):
    picture = shots(copies(tmp_path)[0], [LEFT], SIZE, renderer)[0].astype(int)
    here = picture[inside(LEFT)]
    assert not ((here[:, 1] > 200) & (here[:, 0] < 100) & (here[:, 2] < 100)).any()
    assert ((picture[..., 1] > 200) & (picture[..., 0] < 100)).any(), "around the mirror it is"


def test_without_mirror_pictures_a_mirror_shows_what_rough_metal_would(ctx, tmp_path):
    plain = Renderer(ctx, PLAIN)
    picture = shots(copies(tmp_path)[0], [LEFT], SIZE, plain)[0].astype(int)
    plain.release()
    here = picture[inside(LEFT)]
    assert here.max(axis=-1).std() < here.max(), "the grey around, but for what stands before the mirror"
    assert np.median(here.max(axis=-1)) < 120


def test_places_without_a_mirror_in_view_pay_nothing(renderer, tmp_path):
    seen, model = things(tmp_path), mirror(tmp_path)
    away = frame_view(glm.vec3(0, 0, 2), glm.vec3(0, 0, 5), 60, 4 / 3)
    shots(Scene([Instance(seen)], environment=MEASURE), [away], SIZE, renderer)
    alone = renderer.stats.submissions
    shots(Scene([Instance(seen), Instance(model)], environment=MEASURE), [away], SIZE, renderer)
    assert renderer.stats.submissions == alone
    shots(Scene([Instance(seen), Instance(model)], environment=MEASURE), [LEFT], SIZE, renderer)
    assert renderer.stats.submissions > 2 * alone


def test_some_things_are_seen_in_mirrors_alone_and_others_never(renderer, tmp_path):
    seen, model = things(tmp_path), mirror(tmp_path)
    wide = frame_view(LEFT.world_from_view.position, glm.vec3(-0.4, 0, 0), 110, 4 / 3)
    within, around = inside(wide), ~inside(wide, 0.6)

    def blue(in_mirrors):
        scene = Scene([Instance(model), Instance(seen, in_mirrors=in_mirrors)], environment=MEASURE)
        picture = shots(scene, [wide], SIZE, renderer)[0].astype(int)
        pixels = (picture[..., 2] > 200) & (picture[..., 1] < 60)
        return (pixels & within).sum() > 10, (pixels & around).sum() > 100

    assert blue(None) == (True, True)
    assert blue(True) == (True, False)
    assert blue(False) == (False, True)


def test_a_mirror_behind_a_wall_pays_for_no_picture(renderer, tmp_path):
    b = Builder()
    b.node("wall", mesh=glowing_box(b, [0.2, 0.2, 0.2], (-3, -3, 0.5), (3, 3, 0.6)))
    wall, model = load_model(b.save(tmp_path / "wall.glb")), mirror(tmp_path)
    hidden = Scene([Instance(wall), Instance(model)], environment=MEASURE)
    free = Scene([Instance(model)], environment=MEASURE)

    def submissions(scene):
        shots(scene, [LEFT, RIGHT], SIZE, renderer)  # it reads pixels: the card has caught up
        return renderer.stats.submissions

    first, second, third = (submissions(hidden) for _ in range(3))
    assert second == third < first, "the first frame cannot know"
    assert submissions(free) < submissions(free), "seen again, it has its picture a frame later"


def test_mirrors_are_smooth_bare_metal_or_what_a_node_says(tmp_path):
    scaled = {"scale": [2, 1, 1], "translation": [0, 1, 0]}
    assert find_mirrors(mirror(tmp_path, "plain", node=scaled))[0].corners.tolist() == pytest.approx(
        np.array([(-0.5, -0.5, 0), (0.5, -0.5, 0), (0.5, 0.5, 0), (-0.5, 0.5, 0)])
    )
    assert not find_mirrors(mirror(tmp_path, "rough", roughnessFactor=0.3))
    assert not find_mirrors(mirror(tmp_path, "paint", metallicFactor=0))
    assert not find_mirrors(mirror(tmp_path, "tiny", half=0.05))
    assert find_mirrors(mirror(tmp_path, "floor", extras={"seoul_mirror": True}, metallicFactor=0))
    assert not find_mirrors(mirror(tmp_path, "not", extras={"seoul_mirror": False}))


def test_a_curved_thing_is_no_mirror(tmp_path):
    b = Builder()
    points, triangles = sphere()
    b.node("ball", mesh=b.mesh(points, triangles, b.add("materials", {"pbrMetallicRoughness": SILVER}), points))
    assert not find_mirrors(load_model(b.save(tmp_path / "ball.glb")))
