"""What stands behind everything: a gradient, clouds on it above the horizon, in every eye alike."""

import dataclasses

import glm
import numpy as np

from renderer.scene import Environment, Scene, Sun
from renderer.shot import frame_view, shots

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
