"""Head, face and hair. Simple and friendly on purpose: dark eyes with a glint, warm cheeks, no attempt at skin pores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from avatars.mesh import Ring, Shape, ball, loft, together, tube


@dataclass(frozen=True, slots=True)
class Face:
    """Where the features are: metres in the figure's frame, facing -Z."""

    eye_x: float = 0.034
    eye_y: float = 1.598
    eye_z: float = -0.0935
    mouth_y: float = 1.524
    mouth_z: float = -0.094
    cheeks: tuple[tuple[float, float, float], ...] = ((-0.052, 1.558, -0.086), (0.052, 1.558, -0.086))


FACE = Face()
_HEAD = [
    Ring(1.470, 0.026, 0.028, z=-0.050),
    Ring(1.482, 0.046, 0.052, z=-0.036),
    Ring(1.510, 0.066, 0.080, z=-0.016),
    Ring(1.550, 0.081, 0.097, z=-0.004, power=2.15),
    Ring(1.600, 0.089, 0.104, z=0.002, power=2.2),
    Ring(1.650, 0.091, 0.106, z=0.004, power=2.15),
    Ring(1.695, 0.080, 0.093, z=0.006),
    Ring(1.725, 0.054, 0.062, z=0.008),
    Ring(1.738, 0.018, 0.020, z=0.008),
]


def head() -> Shape:
    nose = ball((0, 1.566, -0.104), (0.0125, 0.0125, 0.014), 16, 10)
    bridge = tube([(0, 1.600, -0.097), (0, 1.572, -0.105)], [0.007, 0.010], 10)
    ears = [ball((s * 0.092, 1.578, 0.010), (0.012, 0.027, 0.018), 14, 10) for s in (-1, 1)]
    return together([loft(_HEAD, 36), nose, bridge, *ears])


def eyes() -> tuple[Shape, Shape]:
    """The dark of both eyes with lashes, and their glints."""
    dark, shine = [], []
    for s in (-1, 1):
        x, y, z = s * FACE.eye_x, FACE.eye_y, FACE.eye_z
        dark.append(ball((x, y, z), (0.0118, 0.0165, 0.0085), 20, 12))
        lash = [
            (x - s * 0.012, y + 0.011, z - 0.0045),
            (x, y + 0.0175, z - 0.006),
            (x + s * 0.015, y + 0.011, z + 0.0005),
        ]
        dark.append(tube(lash, [0.0012, 0.0022, 0.0016], 8))
        shine.append(ball((x - 0.004, y + 0.006, z - 0.0077), (0.0033, 0.0038, 0.0016), 10, 6))
    return together(dark), together(shine)


def lids() -> Shape:
    """Skin over the closed eyes; drawn only while somebody blinks."""
    return together([ball((s * FACE.eye_x, FACE.eye_y, FACE.eye_z), (0.016, 0.0205, 0.0105), 16, 10) for s in (-1, 1)])


def mouth() -> Shape:
    """The open mouth in its own frame: hidden in the face while its node's Y is scaled to nothing."""
    return ball((0, 0, 0), (0.017, 0.013, 0.006), 20, 10)


def smile() -> Shape:
    x = np.linspace(-1, 1, 7)
    path = [(0.024 * t, FACE.mouth_y + 0.0075 * t * t - 0.002, FACE.mouth_z + 0.0095 * t * t - 0.003) for t in x]
    return tube(path, [0.0012, 0.0020, 0.0026, 0.0028, 0.0026, 0.0020, 0.0012], 8)


def hair(style: str) -> Shape:
    """A shell over the skull, tucked into it in front of the hairline, plus what makes the style; and the brows."""
    shapes = [_shell(style), *_brows()]
    if style == "bun":
        shapes.append(ball((0, 1.735, 0.070), (0.048, 0.044, 0.048), 22, 14))
        shapes.append(tube([(-0.03, 1.715, 0.052), (0, 1.728, 0.040), (0.03, 1.715, 0.052)], [0.012, 0.014, 0.012], 10))
    if style == "parted":
        shapes.append(ball((0.032, 1.712, -0.058), (0.058, 0.030, 0.044), 20, 12))
    if style == "short":
        shapes += [ball((x, 1.705, -0.068), (0.034, 0.026, 0.032), 16, 10) for x in (-0.036, 0.006, 0.044)]
    return together(shapes)


def _shell(style: str) -> Shape:
    low = {"bob": 1.478, "bun": 1.545, "parted": 1.535, "short": 1.540}[style]
    out = 1.16 if style == "bob" else 1.07
    rings = [Ring(low, 0.080 * out, 0.092, z=0.020), Ring(low + 0.012, 0.088 * out, 0.100, z=0.020)]
    for y, rx, rz in (
        (1.60, 0.094, 0.107),
        (1.65, 0.099, 0.114),
        (1.70, 0.089, 0.105),
        (1.738, 0.062, 0.074),
        (1.754, 0.020, 0.024),
    ):
        wide = 1 + (out - 1.07) * max(0.0, (1.68 - y) / 0.2)
        if y > low + 0.02:
            rings.append(Ring(y, rx * wide, rz, z=0.008, power=2.1))

    def tuck(p: np.ndarray) -> np.ndarray:
        """Points before the hairline go inside the head."""
        x, y, z = p.T
        fringe = {"bob": 1.650, "bun": 1.668, "parted": 1.672 + 0.10 * np.clip(-x, 0, 0.1), "short": 1.664}[style]
        line = fringe - 0.9 * np.clip(np.abs(x) - 0.045, 0, 1)  # lower at the temples
        front = np.clip((-z - 0.012) / 0.03, 0, 1)  # 0 behind the ears, 1 on the face
        depth = np.clip((line - y) / 0.012, 0, 1) * front
        middle = np.array([0, 1.62, 0.01])
        return middle + (p - middle) * (1 - 0.30 * depth)[:, None]

    return loft(rings, 64, 6).bent(tuck)


def _brows() -> list[Shape]:
    brows = []
    for s in (-1, 1):
        x, y, z = s * FACE.eye_x, FACE.eye_y + 0.033, FACE.eye_z - 0.0035
        path = [(x - s * 0.016, y - 0.001, z - 0.003), (x, y + 0.003, z - 0.002), (x + s * 0.018, y - 0.003, z + 0.009)]
        brows.append(tube(path, [0.0028, 0.0034, 0.0018], 8))
    return brows


def glasses() -> Shape:
    shapes = []
    angle = np.linspace(0, 2 * np.pi, 25)
    for s in (-1, 1):
        x, y, z = s * 0.036, FACE.eye_y - 0.001, -0.1105
        ring = [
            (x + 0.026 * np.cos(a), y + 0.023 * np.sin(a), z + 0.010 * abs(np.cos(a)) * (s * np.cos(a) > 0))
            for a in angle
        ]
        shapes.append(tube(ring, [0.0019] * len(ring), 8, 1))
        shapes.append(
            tube(
                [(s * 0.062, y + 0.004, -0.100), (s * 0.094, y + 0.004, -0.03), (s * 0.096, y, 0.012)], [0.0018] * 3, 8
            )
        )
    shapes.append(
        tube(
            [
                (-0.010, FACE.eye_y + 0.004, -0.112),
                (0, FACE.eye_y + 0.007, -0.114),
                (0.010, FACE.eye_y + 0.004, -0.112),
            ],
            [0.0017] * 3,
            8,
        )
    )
    return together(shapes)
