"""What stands behind everything: a gradient, clouds on it above the horizon, in every eye alike; and the air before what is far."""

import dataclasses

import glm
import numpy as np

from renderer.gltf import load_model
from renderer.scene import Environment, Instance, Scene, Sun
from renderer.shot import frame_view, shots
from tests.renderer.glb import Builder

CLEAR = Environment(glm.vec3(0.1, 0.2, 0.5), glm.vec3(0.4), glm.vec3(0.1), tone_map="none")
CLOUDY = dataclasses.replace(CLEAR, clouds=0.5)
SUN = Sun(glm.vec3(0, -1, 0), glm.vec3(2))


def looking(renderer, up, environment, time_s=0.0):
    eye = frame_view(glm.vec3(0), glm.vec3(0, up, -1), 60, 1)
    return shots(Scene(environment=environment, sun=SUN, time_s=time_s), [eye], (64, 64), renderer)[0].astype(int)


def test_clouds_cover_about_their_share_of_the_sky_and_leave_the_rest_blue(renderer):
    clear, cloudy = (looking(renderer, 1.0, e) for e in (CLEAR, CLOUDY))
    changed = (np.abs(cloudy - clear).max(-1) > 12).mean()
    assert 0.2 < changed < 0.9
    grey = cloudy.max(-1) - cloudy.min(-1)
    assert grey.min() < (clear.max(-1) - clear.min(-1)).min() - 20, "a cloud is less blue than the sky"


def test_below_the_horizon_there_are_none(renderer):
    assert np.array_equal(looking(renderer, -2.0, CLEAR), looking(renderer, -2.0, CLOUDY))


def test_they_drift(renderer):
    assert np.array_equal(looking(renderer, 1.0, CLOUDY), looking(renderer, 1.0, CLOUDY))
    assert not np.array_equal(looking(renderer, 1.0, CLOUDY), looking(renderer, 1.0, CLOUDY, 120.0))


def black_wall(renderer, tmp_path, away_m, **environment):
    """Its middle: uint8 [3]. It fills the picture, whatever its distance."""
    b = Builder()
    b.node("wall", mesh=b.quad(half=away_m), translation=[0, 0, -away_m])
    wall = Instance(load_model(b.save(tmp_path / f"{away_m}.glb")), tint=glm.vec4(0, 0, 0, 1))
    scene = Scene([wall], environment=dataclasses.replace(CLEAR, **environment))
    view = frame_view(glm.vec3(0), glm.vec3(0, 0, -1), 60, 1)
    return shots(scene, [view], (16, 16), renderer)[0][8, 8].astype(int)


def test_haze_takes_what_is_far_towards_the_sky_and_nothing_in_a_room(renderer, tmp_path):
    """Two thirds at haze_m; nearer than 30 m none."""
    near, far, farther = (black_wall(renderer, tmp_path, m, haze_m=200.0) for m in (9.0, 230.0, 900.0))
    assert np.array_equal(near, black_wall(renderer, tmp_path, 9.0))
    assert (far > near + 20).all()
    assert (farther > far + 10).all()
    assert farther[2] > farther[0], "as blue as the sky above the horizon"
