"""Smoke as the shaders want it: boxes of extinction, integrated along the ray in shaders/smoke.glsl, and what light they are in."""

from __future__ import annotations

from functools import lru_cache

import glm
import numpy as np

from renderer.effects import flame as flames
from renderer.effects.surroundings import BAND_0, LUMINANCE
from renderer.gl.frame import FIRE, MAX_FIRES, MAX_SMOKE, SMOKE
from renderer.light import PlaceLight
from renderer.scene import Flame, Scene, SmokeVolume, View

# Share of the light it meets that is scattered. Flaming soot: Mulholland, SFPE Handbook 5th ed., ch. 24; droplets of water and
# powder absorb next to nothing.
ALBEDO = {"soot": (0.25, 0.24, 0.23), "steam": (0.98, 0.98, 0.98), "powder": (0.90, 0.90, 0.87)}
WALL_M = 0.3  # boxes whose sides are nearer than this are two rooms with a wall between
BOUNCED = 0.3  # of a flame's light in a room, what walls have sent back
NOTHING_1_M = 1e-4


def pack(scene: Scene, views: list[View], ambient: np.ndarray, most: int = MAX_SMOKE) -> tuple[np.ndarray, np.ndarray]:
    """SMOKE [at most `most`] of what may be seen, the nearest to the eyes first; FIRE [at most MAX_FIRES].
    ambient : float32 [3], mean radiance where no baked light says better."""
    gas = [v for v in scene.smoke if max(v.extinction_per_m, v.below_per_m) > NOTHING_1_M and v.high.y > v.low.y]
    gas = [v for v in gas if any(_ahead(v, view) for view in views)]
    if not gas:
        return np.zeros(0, SMOKE), np.zeros(0, FIRE)
    gas.sort(key=lambda v: min(_distance(v, view.world_from_view.position) for view in views))
    records = np.zeros(len(gas), SMOKE)
    for record, volume in zip(records, gas, strict=True):
        _fill(record, volume, scene, ambient)
    _join(records)
    records = records[:most]
    burning = sorted((f for f in scene.flames if f.heat_release_kw > 0), key=lambda f: -f.heat_release_kw)
    return records, _fires(burning[:MAX_FIRES], records, scene.time_s)


def _ahead(volume: SmokeVolume, view: View) -> bool:
    """Whether some of the box lies before the eye."""
    forward, eye = view.world_from_view.forward(), view.world_from_view.position
    farthest = glm.vec3(*(volume.high[i] if forward[i] > 0 else volume.low[i] for i in range(3)))
    return bool(glm.dot(farthest - eye, forward) > 0)


def _distance(volume: SmokeVolume, eye: glm.vec3) -> float:
    return float(glm.distance(glm.clamp(eye, volume.low, volume.high), eye))


def _fill(record: np.void, volume: SmokeVolume, scene: Scene, ambient: np.ndarray) -> None:
    above = volume.high.y - (volume.low.y if volume.interface_m is None else volume.interface_m)
    edge = min(max(volume.edge_m, 0.01), max(above, 0.01))  # no more than there is
    floor = volume.low.y if volume.interface_m is not None else volume.low.y - 2 * edge
    albedo = np.array(ALBEDO.get(volume.kind, ALBEDO["soot"]), np.float32)
    light, fire_share = _light_in(scene, volume, ambient)
    record["low"] = (volume.low.x, floor, volume.low.z, volume.extinction_per_m)
    record["high"] = (*volume.high, volume.below_per_m)
    record["layer"][:2] = (volume.low.y if volume.interface_m is None else volume.interface_m, edge)
    record["light"] = (*(albedo * light), fire_share)
    record["albedo"][:3] = albedo


def _join(records: np.ndarray) -> None:
    """Moves sides that have a wall between them to its middle: what hangs in a doorway belongs to a room, too."""
    low, high = records["low"], records["high"]
    for axis in (0, 2):
        other = 2 - axis
        for i in range(len(records)):
            for j in range(len(records)):
                gap = low[j, axis] - high[i, axis]
                beside = min(high[i, other], high[j, other]) > max(low[i, other], low[j, other])
                if 0 < gap <= WALL_M and beside:
                    high[i, axis] = low[j, axis] = high[i, axis] + gap / 2


def _light_in(scene: Scene, volume: SmokeVolume, ambient: np.ndarray) -> tuple[np.ndarray, float]:
    """Mean radiance in a box without its smoke but for what comes straight from flames (the shader adds that), float32 [3]; and
    the share of all light there that flames give."""
    if scene.light is None or scene.light.volume is None:
        return ambient, 0.0
    corners = tuple(round(float(c), 2) for c in (*volume.low, *volume.high))
    groups = _mean_radiance(scene.light, corners)
    weights = scene.light.weights(scene.light_weights)
    by_fires = np.array([g.kind == "fire" for g in scene.light.groups])
    fire, other = (weights * by_fires) @ groups, (weights * ~by_fires) @ groups
    brightness = float((fire + other) @ LUMINANCE)
    share = float(fire @ LUMINANCE) / brightness if brightness > 1e-6 else 0.0
    return (other + BOUNCED * fire).astype(np.float32), share


@lru_cache(maxsize=64)
def _mean_radiance(light: PlaceLight, corners: tuple[float, ...]) -> np.ndarray:
    """float32 [G, 3]: of each light group, over the light volume's points in a box, or the one nearest to its middle."""
    assert light.volume is not None
    origin, step, sh = light.volume.origin, light.volume.step, light.volume.sh
    low, high = np.array(corners[:3]), np.array(corners[3:])
    last = np.array(sh.shape[1:4]) - 1
    first = np.clip(np.ceil((low - origin) / step), 0, last).astype(int)
    end = np.clip(np.floor((high - origin) / step), 0, last).astype(int)
    middle = np.clip(np.round(((low + high) / 2 - origin) / step), 0, last).astype(int)
    first, end = np.where(end < first, middle, first), np.where(end < first, middle, end)
    inside = sh[:, first[0] : end[0] + 1, first[1] : end[1] + 1, first[2] : end[2] + 1, 0, :]
    mean: np.ndarray = inside.astype(np.float32).mean(axis=(1, 2, 3)) * np.float32(BAND_0)
    return mean


def _fires(burning: list[Flame], records: np.ndarray, time_s: float) -> np.ndarray:
    """FIRE of flames, each with the box that it burns in."""
    result = np.zeros(len(burning), FIRE)
    for record, flame in zip(result, burning, strict=True):
        at = flames.glowing_point(flame)
        inside = np.all((records["low"][:, :3] <= at) & (records["high"][:, :3] >= at), axis=1)
        record["position"] = (*at, 0.15 + 0.35 * max(flame.diameter_m, 0.3 * flame.height_m))
        record["colour"] = (*flames.intensity(flame, time_s), np.flatnonzero(inside)[0] if inside.any() else -1)
    return result
