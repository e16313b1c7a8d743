"""What is too fine on a face for a mesh, as a normal map: pores, wrinkles, the lips' creases, the brows' hairs."""

from __future__ import annotations

import numpy as np

from assets.build.people_head import EYE_X
from assets.build.people_sdf import smooth
from assets.build.people_skin import FINE, SIDE, Map, above_hairline, noise


def relief(at: Map, hairs: np.ndarray, seed: int = 4) -> np.ndarray:
    """float [SIDE, SIDE], metres over the sculpted surface."""
    rng, face = np.random.default_rng(seed), at.face
    x, y, f = at.m.T
    hair = smooth(above_hairline(at.q, face), 0.0, 0.006)
    fine, rough = noise(rng, 480), noise(rng, 260)
    oily = at.spot(0.016, -0.035, 0.032, 0.026) + 0.5 * at.spot(0, 0.032, 0.045, 0.02)
    skin = 0.000010 + (0.000012 + 0.000006 * (face.beard > 0)) * oily + 0.000010 * face.age
    pits = np.clip(fine - 0.4, 0, 2)  # pores
    h = skin * (0.7 * rough + 0.5 * fine - 1.6 * pits) + 0.000030 * face.age * noise(rng, 90)
    h += 0.00008 * hairs
    h -= _wrinkles(at, rng) * (1 - hair)
    lips = smooth(np.abs(y + 0.0745), 0.0085, 0.0060) * smooth(x, 0.024, 0.019) * (f > 0)
    h -= lips * 0.00009 * np.clip(np.sin(at.q[:, 0] * 3600 + 2.0 * noise(rng, 40)), 0, 1)
    return h.reshape(SIDE, SIDE)


def _wrinkles(at: Map, rng: np.random.Generator) -> np.ndarray:
    """How deep they are, metres."""
    a, (x, y, f), q = at.face.age, at.m.T, at.q
    deep = np.zeros(len(x))
    for k, row in enumerate((0.034, 0.042, 0.050)):
        line = (
            row + 0.0016 * np.sin(q[:, 0] * 70 + 2 * k) + 0.0007 * np.sin(q[:, 0] * 190 + k) - 0.0030 * (x / 0.04) ** 2
        )
        deep += 0.00042 * a * np.exp(-(((y - line) / 0.0011) ** 2)) * smooth(x, 0.052, 0.030 + 0.004 * k) * (f > -0.06)
    for k in range(5):  # from the outer corner of the eye
        t = np.radians(28 - 17 * k)
        ox, oy = x - 0.0480, y - 0.0005
        along, off = (
            ox * np.cos(t) + oy * np.sin(t),
            -ox * np.sin(t) + oy * np.cos(t) - 3.0 * np.maximum(ox, 0) ** 2 * (k - 2),
        )
        deep += (
            0.00038
            * a
            * np.exp(-((off / 0.0007) ** 2))
            * smooth(along, 0.0, 0.003)
            * smooth(along, 0.020, 0.008)
            * (f > -0.075)
        )
    frown = x - 0.0055 - 0.10 * (y - 0.018)
    deep += 0.00040 * a * np.exp(-((frown / 0.0009) ** 2)) * smooth(np.abs(y - 0.019), 0.010, 0.004)
    for k in range(2):  # below the eyes
        low = -0.0085 - 0.0032 * k + 0.10 * (x - EYE_X) ** 2 / 0.015
        deep += 0.00022 * (0.2 + a) * np.exp(-(((y - low) / 0.0007) ** 2)) * smooth(np.abs(x - EYE_X), 0.016, 0.006)
    for row in (-0.146, -0.166):
        line = row + 0.10 * x**2 / 0.05 + 0.001 * np.sin(q[:, 0] * 90)
        deep += 0.00045 * (0.25 + a) * np.exp(-(((y - line) / 0.0012) ** 2)) * smooth(x, 0.05, 0.02) * (f > -0.09)
    return deep * (1 + 0.2 * noise(rng, 60))


def roughness(at: Map, side: int = 256, seed: int = 7) -> np.ndarray:
    """float [side, side, 3] as glTF has it, roughness in green: forehead, nose and lips shine a little, neck and scalp do not.
    Faces are much alike in it: one picture is enough for all."""
    rng, y = np.random.default_rng(seed), at.m[:, 1]
    rough = 0.54 + 0.05 * smooth(y, -0.105, -0.140) + 0.12 * smooth(above_hairline(at.q, at.face), 0.0, 0.01)
    oily = (
        at.spot(0.0, -0.022, 0.013, 0.032)
        + 0.8 * at.spot(0.0, 0.040, 0.034, 0.018)
        + 0.5 * at.spot(0.0, -0.106, 0.016, 0.011)
    )
    rough -= 0.13 * np.clip(oily + 0.45 * at.spot(0.038, -0.024, 0.018, 0.012), 0, 1)
    rough -= 0.16 * at.spot(0.0, -0.0755, 0.019, 0.006) + 0.10 * at.spot(EYE_X, 0.004, 0.014, 0.005)
    rough += 0.030 * noise(rng, 300) + 0.020 * noise(rng, 70)
    g = np.clip(rough, 0.28, 0.75).reshape(side, SIDE // side, side, SIDE // side).mean((1, 3))
    return np.stack([np.ones_like(g), g, np.zeros_like(g)], 2)


def normal_map(at: Map, height: np.ndarray, side: int = FINE) -> np.ndarray:
    """float [side, side, 3] of 0..1, from the height (metres) over the head."""
    q = at.q.reshape(SIDE, SIDE, 3)
    du, dv = np.gradient(q, axis=1), np.gradient(q, axis=0)
    n = np.stack(
        [-np.gradient(height, axis=1) / np.maximum(np.linalg.norm(du, axis=2), 1.2e-4),
         np.gradient(height, axis=0) / np.maximum(np.linalg.norm(dv, axis=2), 1.2e-4), np.ones((SIDE, SIDE))], -1
    )  # fmt: skip
    n = n.reshape(side, SIDE // side, side, SIDE // side, 3).mean((1, 3))
    return n / np.linalg.norm(n, axis=2, keepdims=True) * 0.5 + 0.5
