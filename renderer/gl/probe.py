"""What a room looks like from its middle, made ready for reflections and for ambient light. NumPy only."""

from __future__ import annotations

import math
from dataclasses import dataclass

import glm
import numpy as np

from renderer.gl.frame import irradiance_sh
from renderer.scene import View
from renderer.spatial import Fov, Pose

SIDE, LAYERS = 128, 6  # as shaders/environment.glsl
WORK_SIDES = (48, 32, 24, 16, 16)  # rough layers are made smaller and stretched
FACES = [  # forward, up
    ((1, 0, 0), (0, 1, 0)), ((-1, 0, 0), (0, 1, 0)), ((0, 1, 0), (0, 0, 1)),
    ((0, -1, 0), (0, 0, -1)), ((0, 0, 1), (0, 1, 0)), ((0, 0, -1), (0, 1, 0)),
]  # fmt: skip
MAX_RADIANCE = (
    24.0  # a lamp seen whole would leave blocks in rough reflections; its highlight comes from the light itself
)
NEAR_M = 0.05


def face_views(centre: glm.vec3) -> list[View]:
    """Six views of 90 degrees that see everything around `centre`."""
    quarter = math.pi / 4
    fov = Fov(-quarter, quarter, quarter, -quarter)
    return [View(Pose(centre, glm.quatLookAt(glm.vec3(*f), glm.vec3(*u))), fov, NEAR_M) for f, u in FACES]


@dataclass(slots=True)
class Captured:
    """Six faces. radiance : float32 [6, S, S, 3]; distance : float32 [6, S, S], metres to what is seen. Row 0 is the bottom,
    as GL reads it."""

    radiance: np.ndarray
    distance: np.ndarray


def face_directions(side: int) -> np.ndarray:
    """float32 [6, side, side, 3], unit, for the texels of the faces."""
    s = (np.arange(side) + 0.5) / side * 2 - 1
    x, y = np.meshgrid(s, s)
    result = np.zeros((6, side, side, 3))
    for face, (forward, up) in enumerate(FACES):
        f, u = np.array(forward, float), np.array(up, float)
        result[face] = f + x[..., None] * np.cross(f, u) + y[..., None] * u
    directions: np.ndarray = (result / np.linalg.norm(result, axis=-1, keepdims=True)).astype(np.float32)
    return directions


def solid_angles(side: int) -> np.ndarray:
    """float64 [6, side, side], steradians; they sum to 4 pi."""
    s = (np.arange(side) + 0.5) / side * 2 - 1
    x, y = np.meshgrid(s, s)
    one = (2 / side) ** 2 / (1 + x * x + y * y) ** 1.5
    return np.broadcast_to(one * (4 * math.pi / (6 * one.sum())), (6, side, side))


def ambient(captured: Captured) -> np.ndarray:
    """float32 [9, 4] for the shader: the irradiance at the probe, over pi."""
    side = captured.radiance.shape[1]
    directions = face_directions(side).reshape(-1, 3).astype(np.float64)
    return irradiance_sh(directions, captured.radiance.reshape(-1, 3), solid_angles(side).ravel())


def room_box(captured: Captured, centre: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The walls around `centre` (float32 [3] low, high): the median of what each face sees, so that a window or a shelf
    does not count as the wall."""
    directions = face_directions(captured.radiance.shape[1])
    low, high = np.zeros(3, np.float32), np.zeros(3, np.float32)
    for face, (forward, _) in enumerate(FACES):
        axis = int(np.argmax(np.abs(forward)))
        along = np.abs(directions[face][..., axis]) * captured.distance[face]
        wall = float(np.clip(np.median(along), 0.5, 20))
        if forward[axis] > 0:
            high[axis] = wall
        else:
            low[axis] = -wall
    return centre + low, centre + high


def prefiltered(captured: Captured) -> np.ndarray:
    """float16 [LAYERS, SIDE, SIDE, 4]: octahedral maps, one a roughness from 0 to 1."""
    layers = np.zeros((LAYERS, SIDE, SIDE, 4), np.float16)
    sharp = octahedral_directions(SIDE)
    layers[0, ..., :3] = sample_faces(captured.radiance, sharp)
    for layer in range(1, LAYERS):
        side = WORK_SIDES[layer - 1]
        source = octahedral_directions(side).reshape(-1, 3)
        light = sample_faces(box_blurred(captured.radiance, max(captured.radiance.shape[1] // side, 1)), source)
        # A GGX lobe seen from the mirrored ray is about a cosine power of (2 / alpha^2 - 2) / 4.
        power = max((2 / (layer / (LAYERS - 1)) ** 4 - 2) / 4, 0.0) + 1
        cosine = np.maximum(source @ source.T, 1e-6)
        weight = np.exp(power * np.log(cosine)) * (cosine > 1e-5)
        filtered = (weight @ light / np.maximum(weight.sum(axis=1, keepdims=True), 1e-9)).reshape(side, side, 3)
        layers[layer, ..., :3] = sample_octahedral(filtered, sharp)
    return layers


def octahedral_directions(side: int) -> np.ndarray:
    """float32 [side, side, 3] for maps with a border of one texel, so that filtering crosses edges rightly."""
    p = (np.arange(side) + 0.5) / side * 2 - 1
    p = p * side / (side - 2)
    x, z = np.meshgrid(p, p)
    # Beyond an edge the map goes on mirrored about the edge's middle.
    over_x, over_z = np.abs(x) > 1, np.abs(z) > 1
    x, z = np.where(over_x, np.sign(x) * 2 - x, x), np.where(over_x, -z, z)
    x, z = np.where(over_z, -x, x), np.where(over_z, np.sign(z) * 2 - z, z)
    y = 1 - np.abs(x) - np.abs(z)
    fx, fz = (1 - np.abs(z)) * np.where(x >= 0, 1, -1), (1 - np.abs(x)) * np.where(z >= 0, 1, -1)
    d = np.stack([np.where(y < 0, fx, x), y, np.where(y < 0, fz, z)], axis=-1)
    directions: np.ndarray = (d / np.linalg.norm(d, axis=-1, keepdims=True)).astype(np.float32)
    return directions


def sample_octahedral(image: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """Bilinear lookups in an octahedral map [S, S, 3] with its border."""
    d = directions / np.abs(directions).sum(axis=-1, keepdims=True)
    x, y, z = d[..., 0], d[..., 1], d[..., 2]
    fx, fz = (1 - np.abs(z)) * np.where(x >= 0, 1, -1), (1 - np.abs(x)) * np.where(z >= 0, 1, -1)
    u, v = np.where(y < 0, fx, x), np.where(y < 0, fz, z)
    side = image.shape[0]
    return _bilinear(
        image, (u * (side - 2) / side * 0.5 + 0.5) * side - 0.5, (v * (side - 2) / side * 0.5 + 0.5) * side - 0.5
    )


def sample_faces(faces: np.ndarray, directions: np.ndarray) -> np.ndarray:
    """Bilinear lookups, float32 [..., 3], in faces [6, S, S, 3] laid out as `face_directions`."""
    flat = directions.reshape(-1, 3)
    axis = np.abs(flat).argmax(axis=1)
    positive = np.take_along_axis(flat, axis[:, None], 1)[:, 0] > 0
    number, side = axis * 2 + ~positive, faces.shape[1]
    result = np.zeros((len(flat), 3), np.float32)
    for face, (forward, up) in enumerate(FACES):
        chosen = number == face
        f, u = np.array(forward, np.float32), np.array(up, np.float32)
        d = flat[chosen]
        depth = d @ f
        x, y = (d @ np.cross(f, u)) / depth, (d @ u) / depth
        result[chosen] = _bilinear(faces[face], (x * 0.5 + 0.5) * side - 0.5, (y * 0.5 + 0.5) * side - 0.5)
    return result.reshape(*directions.shape[:-1], 3)


def box_blurred(faces: np.ndarray, radius: int) -> np.ndarray:
    """Means over squares of 2 radius + 1 texels within each face."""
    for axis in (1, 2):
        pad = [(0, 0)] * 4
        pad[axis] = (radius + 1, radius)
        total = np.cumsum(np.pad(faces, pad, mode="edge"), axis=axis, dtype=np.float64)
        width = 2 * radius + 1
        ahead, behind = [slice(None)] * 4, [slice(None)] * 4
        ahead[axis], behind[axis] = slice(width, None), slice(None, -width)
        faces = ((total[tuple(ahead)] - total[tuple(behind)]) / width).astype(np.float32)
    return faces


def _bilinear(image: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    last = image.shape[0] - 1
    x, y = np.clip(x, 0, last), np.clip(y, 0, last)
    x0, y0 = np.minimum(x.astype(int), last - 1), np.minimum(y.astype(int), last - 1)
    fx, fy = (x - x0)[..., None], (y - y0)[..., None]
    low = image[y0, x0] * (1 - fx) + image[y0, x0 + 1] * fx
    high = image[y0 + 1, x0] * (1 - fx) + image[y0 + 1, x0 + 1] * fx
    mixed: np.ndarray = low * (1 - fy) + high * fy
    return mixed
