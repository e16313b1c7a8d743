"""Head, face and hair. Simple and friendly on purpose: dark eyes with a glint, warm cheeks, no attempt at skin pores."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from avatars.mesh import Ring, Shape, ball, closed, loft, together, tube


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
    path = [(0.028 * t, FACE.mouth_y + 0.0150 * t * t - 0.004, FACE.mouth_z + 0.0115 * t * t - 0.003) for t in x]
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


# Height of the hair's edge by direction: degrees from straight ahead (0) over the ear (90) to the back (180)
_EDGES = {
    "short": ((0, 1.667), (30, 1.664), (48, 1.640), (62, 1.600), (78, 1.592), (98, 1.594), (118, 1.550), (180, 1.538)),
    "parted": ((0, 1.672), (30, 1.668), (48, 1.640), (62, 1.598), (78, 1.588), (98, 1.592), (118, 1.548), (180, 1.536)),
    "bun": ((0, 1.676), (34, 1.668), (52, 1.640), (68, 1.612), (84, 1.602), (100, 1.600), (122, 1.560), (180, 1.546)),
    "bob": ((0, 1.656), (34, 1.650), (50, 1.622), (60, 1.520), (74, 1.488), (110, 1.482), (180, 1.478)),
}


def _shell(style: str) -> Shape:
    """The skull's own shape a little larger, ending at the hairline, its edge turned in to the skin."""
    angle = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    away = np.degrees(np.abs(np.arctan2(np.cos(angle), -np.sin(angle))))  # from straight ahead, -Z
    keys = np.array(_EDGES[style])
    edge = np.interp(away, keys[:, 0], keys[:, 1])
    edge = np.mean([np.roll(edge, k) for k in range(-2, 3)], axis=0)  # no corners
    ys, rx, rz, z = (np.array([getattr(r, a) for r in _HEAD]) for a in ("y", "rx", "rz", "z"))
    rows = []
    for t, out in ((0.0, 0.97), (0.0, 1.045), (0.04, 1.075), *((t, 1.085) for t in (0.12, 0.25, 0.4, 0.55, 0.7)), (0.82, 1.09),
                   (0.9, 1.10), (0.96, 1.12)):  # fmt: skip
        y = edge + (1.738 - edge) * t
        full = 0.16 * np.clip((1.64 - y) / 0.16, 0, 1) if style == "bob" else 0.0
        level = np.maximum(y, 1.555)  # below the jaw's hinge hair falls straight
        wide, deep, at = (np.interp(level, ys, v) for v in (rx, rz, z))
        grow = np.where(out < 1, out, out + full)
        x = wide * grow * np.cos(angle)
        rows.append(np.stack([x, y + 0.016 * t, at + deep * grow * np.sin(angle)], -1))
    return closed(np.array(rows), (0, 1.60, 0.01), (0, 1.757, 0.008))


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
