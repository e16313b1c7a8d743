"""What a frame lacks is left out of its programs, where Quality.lean wants that: software GL runs both sides of every branch and
each loop at least once, so that a lamp, a probe or a shadow that is not there costs as much as one that is."""

from __future__ import annotations

import numpy as np


def left_out(frame: np.ndarray, place: np.ndarray, photographed: bool) -> frozenset[str]:
    """Names for the shaders. frame : the FRAME record. place : int [4], `place` of shaders/place_light.glsl. photographed :
    there is an environment map."""
    lamps, smoke = (int(n) for n in frame["counts"][:2])
    shadow = float(frame["sun_direction"][3])
    has = {
        "LAMPS": lamps > 0,
        "SMOKE": smoke > 0,
        "HAZE": frame["counts"][3] > 0,
        "SUN": bool(frame["sun_colour"][:3].any()),
        "SHADOW": shadow > 0.5,
        "PENUMBRA": shadow > 1.5,
        "ROOM_PROBE": bool(frame["probe_centre"][3]),
        "DISTANCE_FIELD": bool(frame["distance_low"][3]),
        "PHOTOGRAPH": photographed,
        "PLACE_LIGHT": bool(place[0]),
        "PROBES": place[1] > 0,
        "VOLUME": bool(place[2]),
        "OCCLUDERS": place[3] > 0,
    }
    return frozenset({"LEAN", *_without(has)})


def left_out_of_sky(frame: np.ndarray) -> frozenset[str]:
    """The same for shaders/sky.frag. frame : the FRAME record."""
    return _without({"SMOKE": frame["counts"][1] > 0, "CLOUDS": frame["sun_colour"][3] > 0})


def _without(has: dict[str, bool]) -> frozenset[str]:
    return frozenset(f"NO_{name}" for name, there in has.items() if not there)
