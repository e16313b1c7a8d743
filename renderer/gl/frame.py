"""The memory layout of shaders/frame.glsl, and the numbers that go into it."""

from __future__ import annotations

import math
from functools import lru_cache

import glm
import numpy as np

from renderer.scene import Environment, PointLight, Scene, View
from renderer.spatial import Fov

MAX_VIEWS, MAX_LIGHTS, MAX_SMOKE, MAX_FIRES = 2, 32, 12, 8
VEC = (np.float32, 4)
MAT = (np.float32, (4, 4))

VIEW = np.dtype([("clip_from_world", *MAT), ("world_from_clip", *MAT), ("eye", *VEC)])
LIGHT = np.dtype([(name, *VEC) for name in ("position_range", "colour", "direction", "shape", "room_low", "room_high")])
SMOKE = np.dtype([("low", *VEC), ("high", *VEC), ("layer", *VEC), ("light", *VEC), ("albedo", *VEC)])
FIRE = np.dtype([("position", *VEC), ("colour", *VEC)])
FRAME = np.dtype(
    [
        ("shadow_from_world", *MAT),
        ("shadow_far_from_world", *MAT),
        ("shadow", *VEC),
        ("ambient_sh", np.float32, (9, 4)),
        ("sky", *VEC),
        ("horizon", *VEC),
        ("ground", *VEC),
        ("sun_direction", *VEC),
        ("sun_colour", *VEC),
        ("probe_centre", *VEC),
        ("probe_low", *VEC),
        ("probe_high", *VEC),
        ("distance_low", *VEC),
        ("distance_scale", *VEC),
        ("counts", np.int32, 4),
        ("smoke", SMOKE, MAX_SMOKE),
        ("fires", FIRE, MAX_FIRES),
        ("lights", LIGHT, MAX_LIGHTS),
    ]
)


def projection(fov: Fov, near_m: float, reverse: bool) -> glm.mat4:
    """clip_from_view with the far plane at infinity. reverse : depth 1 at the near plane and 0 far away, for clip space from 0 to
    1 (floating point is then fine everywhere: Reed 2015, "Depth Precision Visualized"); else -1 and 1, for that from -1 to 1."""
    left, right, up, down = (math.tan(a) for a in (fov.left, fov.right, fov.up, fov.down))
    width, height = right - left, up - down
    slope, offset = (0, near_m) if reverse else (-1, -2 * near_m)
    return glm.mat4(
        2 / width, 0, 0, 0,
        0, 2 / height, 0, 0,
        (right + left) / width, (up + down) / height, slope, -1,
        0, 0, offset, 0,
    )  # fmt: skip


def distance_along(depth: np.ndarray, near_m: float, reverse: bool) -> np.ndarray:
    """Metres along the view of what a depth texture (0 to 1) holds."""
    nearness: np.ndarray = depth if reverse else 1 - depth
    metres: np.ndarray = near_m / np.maximum(nearness, 1e-5)
    return metres


def clip_from_world(view: View, reverse: bool) -> glm.mat4:
    return projection(view.fov, view.near_m, reverse) * view.world_from_view.inverse().matrix()


def pack_views(views: list[View], reverse: bool = False) -> np.ndarray:
    """VIEW [MAX_VIEWS]."""
    records = np.zeros(MAX_VIEWS, VIEW)
    for record, view in zip(records, views, strict=False):
        matrix = clip_from_world(view, reverse)
        record["clip_from_world"] = columns(matrix)
        record["world_from_clip"] = columns(glm.inverse(matrix))
        record["eye"] = (*view.world_from_view.position, view.near_m)
    return records


def columns(matrix: glm.mat4) -> np.ndarray:
    """float32 [4, 4] whose rows are the matrix's columns, as GL wants them in memory."""
    return np.frombuffer(matrix.to_bytes(), np.float32).reshape(4, 4)


def gather_lights(scene: Scene, moving: list[PointLight], eye: glm.vec3) -> np.ndarray:
    """LIGHT [at most MAX_LIGHTS]; where there are more, those that shine brightest at the eye stay."""
    tagged = [(light, 0.0) for light in scene.lights] + [(light, 1.0) for light in moving]
    if len(tagged) > MAX_LIGHTS:

        def dimness(entry: tuple[PointLight, float]) -> float:
            offset = entry[0].position - eye
            return -float(max(entry[0].colour) / max(glm.dot(offset, offset), 1.0))

        tagged = sorted(tagged, key=dimness)[:MAX_LIGHTS]
    records = np.zeros(len(tagged), LIGHT)
    for record, (light, is_moving) in zip(records, tagged, strict=True):
        record["position_range"] = (*light.position, light.range_m)
        record["colour"] = (*light.colour, is_moving)
        record["direction"][:3] = glm.normalize(light.direction)
        record["shape"] = cone(light)
        if light.room is not None:
            record["room_low"], record["room_high"] = (*light.room[0], 1), (*light.room[1], 0)
    return records


def cone(light: PointLight) -> tuple[float, float, float, float]:
    """Light.shape of shaders/frame.glsl; the edge of a spot is KHR_lights_punctual's."""
    if light.outer_cone is None:
        return 0.0, 1.0, light.radius_m, float(light.directional)
    outer, inner = math.cos(light.outer_cone), math.cos(light.inner_cone)
    scale = 1 / max(1e-3, inner - outer)
    return scale, -outer * scale, light.radius_m, float(light.directional)


def gradient_sh(environment: Environment) -> np.ndarray:
    """float32 [9, 4]: irradiance over pi of the gradient sky, for shaders/environment.glsl: ambient_diffuse."""
    key = tuple(
        round(float(c), 4) for c in (*environment.sky, *environment.horizon, *environment.ground, environment.ambient)
    )
    return _gradient_sh(key)


@lru_cache(maxsize=16)
def _gradient_sh(key: tuple[float, ...]) -> np.ndarray:
    directions = fibonacci_sphere(512)
    sky, horizon, ground = (np.array(key[i : i + 3]) for i in (0, 3, 6))
    y = directions[:, 1:2]
    up, down = smoothstep(0, 0.6, y), smoothstep(0, 0.25, -y)
    radiance = (horizon * (1 - np.sqrt(up)) + sky * np.sqrt(up)) * (1 - down) + ground * down
    return irradiance_sh(directions, radiance * key[9], np.full(len(directions), 4 * math.pi / len(directions)))


def irradiance_sh(directions: np.ndarray, radiance: np.ndarray, solid_angle: np.ndarray) -> np.ndarray:
    """float32 [9, 4]: coefficients so that the shader's polynomial gives irradiance / pi.

    directions [N, 3] unit, radiance [N, 3], solid_angle [N] steradians. Ramamoorthi and Hanrahan 2001, equations 7 to 12:
    cosine lobe factors pi, 2 pi / 3 and pi / 4 per band, here divided by pi and multiplied by the basis constants.
    """
    x, y, z = directions.T
    one = np.ones_like(x)
    basis = np.stack([one, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y])
    squares = np.array([0.282095, *[0.488603] * 3, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274]) ** 2
    lobes = np.array([1.0, *[2 / 3] * 3, *[1 / 4] * 5])
    coefficients = (basis * solid_angle) @ radiance * (squares * lobes)[:, None]
    result = np.zeros((9, 4), np.float32)
    result[:, :3] = coefficients
    return result


def fibonacci_sphere(count: int) -> np.ndarray:
    """float64 [count, 3]: unit vectors spread evenly."""
    i = np.arange(count) + 0.5
    y, angle = 1 - 2 * i / count, i * math.pi * (3 - math.sqrt(5))
    r = np.sqrt(1 - y * y)
    return np.stack([np.cos(angle) * r, y, np.sin(angle) * r], axis=1)


def smoothstep(low: float, high: float, x: np.ndarray) -> np.ndarray:
    t = np.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)
