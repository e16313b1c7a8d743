"""Programs that leave out what a frame lacks draw what those with everything draw."""

import dataclasses

import glm
import numpy as np
import pytest

from renderer.environment import EnvironmentMap
from renderer.gl import Renderer
from renderer.gl.lean import left_out
from renderer.gl.upload import feature_names
from renderer.light_file import load_light
from renderer.scene import Environment, Instance, Occluder, PointLight, Scene, SmokeVolume, Sun
from renderer.shot import frame_view, shots
from tests.renderer.baked import even_faces, far_depth, row_of, write_light
from tests.renderer.conftest import PLAIN
from tests.renderer.test_light import grey, wall
from tests.renderer.test_materials import ball, material

AHEAD = frame_view(glm.vec3(0.5, 0.4, 3), glm.vec3(0), 60, 1)
SHINY = material(0.0, 0.3, (0.8, 0.5, 0.3, 1), clearcoat={"clearcoatFactor": 0.5})
LAMP = PointLight(glm.vec3(1, 2, 2), glm.vec3(3))
SUN = Sun(glm.vec3(-1, -2, -1), glm.vec3(2, 1.9, 1.7))
SMOKE = SmokeVolume(glm.vec3(-3, 0, -3), glm.vec3(3, 3, 3), 0.5)
PHOTOGRAPH = EnvironmentMap(np.linspace(0, 1, 16 * 32 * 3, dtype=np.float32).reshape(16, 32, 3))
BAKED = {
    "day": {"codes": grey(180), "rows": [row_of(even_faces([(90 + 20 * i, 120, 60) for i in range(6)]))]},
}
PROBE = [{"position": [0, 0, 1], "low": [-3, -3, -1], "high": [3, 3, 4], "depth": far_depth(3.0)}]
SH = np.zeros((1, 2, 2, 2, 9, 3), np.float16)
SH[..., 0, :] = 0.8
VOLUME = {"origin": np.full(3, -2.0), "step": np.full(3, 4.0), "sh": SH}
SCENES = {
    "nothing": {},
    "lamp": {"lights": [LAMP]},
    "sun with its shadow": {"sun": SUN},
    "smoke": {"lights": [LAMP], "smoke": [SMOKE]},
    "photograph": {"environment": Environment(map=PHOTOGRAPH)},
    "baked": {"light": True},
    "baked, and somebody near": {
        "light": True,
        "occluders": [Occluder(glm.vec3(0, -1, 0.4), glm.vec3(0, 1, 0.4), 0.3)],
        "sun": SUN,
    },
}


@pytest.fixture
def both(ctx):
    plain = dataclasses.replace(PLAIN, reflection_steps=0)
    made = [Renderer(ctx, plain), Renderer(ctx, dataclasses.replace(plain, lean=True))]
    yield made
    for one in made:
        one.release()


@pytest.mark.parametrize("name", SCENES)
def test_pictures_are_the_same(both, tmp_path, name):
    given = dict(SCENES[name])
    if given.get("light"):
        given["light"] = load_light(write_light(tmp_path / "light", BAKED, PROBE, VOLUME))
    scene = Scene(
        [Instance(wall(tmp_path)), Instance(ball(tmp_path, SHINY), glm.translate(glm.vec3(0, 0, 1)))], **given
    )
    full, lean = (shots(scene, [AHEAD], (64, 64), one)[0].astype(int) for one in both)
    assert full[..., :3].max() > 20, "something is seen"
    assert np.abs(full - lean).max() <= 2


@pytest.mark.parametrize("given", [{}, {"environment": Environment(clouds=0.7)}, {"smoke": [SMOKE]}])
def test_skies_are_the_same(both, given):
    up = frame_view(glm.vec3(0, 0, 0), glm.vec3(0, 1, -2), 60, 1)
    full, lean = (shots(Scene(**given), [up], (64, 64), one)[0].astype(int) for one in both)
    assert np.ptp(full[..., :3]) > 20, "something is seen"
    assert np.abs(full - lean).max() <= 2


def test_what_is_there_is_not_left_out():
    from renderer.gl.frame import FRAME

    frame = np.zeros((), FRAME)
    frame["counts"][0], frame["sun_colour"][0] = 2, 1.0
    names = left_out(frame, np.array([1, 0, 1, 0]), photographed=False)
    assert {"NO_SMOKE", "NO_SHADOW", "NO_PROBES", "NO_OCCLUDERS", "NO_PHOTOGRAPH"} <= names
    assert not {"NO_LAMPS", "NO_SUN", "NO_PLACE_LIGHT", "NO_VOLUME"} & names


@pytest.mark.parametrize(("pixels", "drawn"), [(0.0, 2), (1.5, 1)])
def test_what_looks_smaller_than_asked_is_not_drawn(ctx, tmp_path, pixels, drawn):
    model = ball(tmp_path, SHINY)  # radius 1 m
    tiny = Instance(model, glm.translate(glm.vec3(1, 0, -5)) * glm.scale(glm.vec3(0.02)))
    made = Renderer(ctx, dataclasses.replace(PLAIN, smallest_px=pixels))
    try:
        shots(Scene([Instance(model), tiny], lights=[LAMP]), [AHEAD], (64, 64), made)
        assert made.stats.draws == drawn
    finally:
        made.release()


def test_what_is_near_is_drawn_first_and_clear_glass_last(ctx, tmp_path):
    """Near and far things of two programs, and glass that shows a picture of what is behind it: in the same picture."""
    matt = ball(tmp_path, material(0.0, 0.9))
    coated, glass = ball(tmp_path, SHINY), ball(tmp_path, material(0, 0.1, transmission={"transmissionFactor": 0.7}))
    places = {"near": (matt, 1.5), "coated": (coated, -3), "far": (matt, -30), "glass": (glass, 1.2)}
    models = [Instance(m, glm.translate(glm.vec3(0.3 * i, 0, z))) for i, (m, z) in enumerate(places.values())]
    pictures, orders = [], []
    for near_first in (False, True):
        made, order = Renderer(ctx, dataclasses.replace(PLAIN, near_first=near_first)), []
        solid = made._forward._surface_pass
        draw = solid.draw
        solid.draw = lambda buckets, *rest, order=order, draw=draw: (order.extend(buckets), draw(buckets, *rest))
        pictures.append(shots(Scene(models, lights=[LAMP]), [AHEAD], (64, 64), made)[0].astype(int))
        orders.append(["+".join(sorted(feature_names(bucket.features))) for bucket in order])
        made.release()
    assert np.abs(pictures[0] - pictures[1]).max() <= 1
    by_program, by_distance = orders
    assert by_program == ["", "COAT+EXTRA", "EXTRA+TRANSMISSION"]
    assert by_distance == ["", "COAT+EXTRA", "", "EXTRA+TRANSMISSION"]
