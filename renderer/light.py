"""The baked light of a place as data: read by renderer.light_file from its folder `light/` and drawn by renderer.gl. No GL.

`light.toml` names light groups (daylight, lamps, fires) that were baked one by one. Light adds up, so what a place looks
like at any hour is the sum of its groups, each times a weight: `Scene.light_weights`. Pictures are decoded by worker threads, when
a group is first wanted.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from typing import Any

import glm
import numpy as np

from renderer.scene import Environment, Sun
from renderer.workers import workers

log = logging.getLogger(__name__)

CUBE_SIDE, CUBE_MIPS = 128, 6  # of a probe: roughness 0 to 1 in even steps
CUBE_ROW = 6 * sum(CUBE_SIDE >> m for m in range(CUBE_MIPS))  # pixels: six faces of each mip side by side
DEPTH_SIDE = 64
# Weight of a fire's group, a kilowatt: its flux in units of what was baked (1; luminance of its colour 0.52). Three tenths of the
# heat released are radiated (wood, plastics: Drysdale, "An Introduction to Fire Dynamics", 2011), as by a grey body of 1700 K, so
# with 0.34 lm/W (Planck's law and V(lambda)): 103 lm/kW. A candle has 157. One unit of our light is 160 (effects/flame.py), and
# 103 / 160 / 0.52 = 1.2, which is also what flames have whose light is not baked: 4 pi x 0.085 x 0.58 / 0.52.
FIRE_GAIN = 1.2


class LightError(Exception):
    """A light folder that cannot be used, and why."""


@dataclass(slots=True, eq=False)
class LightGroup:
    """Light that is switched as one. range, exponent : value = range * (code / 255) ** exponent, of the lightmap (irradiance
    over pi); probe_range the same for the probes (radiance). sky, horizon, ground, sun : daylight only. position : fire only,
    metres. materials : names of those whose glow is this group's."""

    name: str
    kind: str
    default: float
    range: float
    exponent: float
    probe_range: float
    probe_exponent: float
    read_lightmap: Callable[[], np.ndarray]
    read_probes: Callable[[], np.ndarray] | None = None
    sky: glm.vec3 | None = None
    horizon: glm.vec3 | None = None
    ground: glm.vec3 | None = None
    sun: Sun | None = None
    position: glm.vec3 | None = None
    gain: float = FIRE_GAIN
    materials: frozenset[str] = frozenset()
    _decoding: Future[tuple[np.ndarray, np.ndarray | None] | None] | None = field(default=None, repr=False)

    def decode(self) -> Future[tuple[np.ndarray, np.ndarray | None] | None]:
        """Begins decoding, unless that was done before. Codes of the lightmap, uint8 [H, W, 3], and of the probes, uint8
        [P * CUBE_SIDE, CUBE_ROW, 3] or None; None for a group whose pictures are damaged (the log says so)."""
        if self._decoding is None:
            self._decoding = workers().submit(self._decode)
        return self._decoding

    def forget(self) -> None:
        """Lets the decoded pictures go: the graphics card has them."""
        self._decoding = None

    def _decode(self) -> tuple[np.ndarray, np.ndarray | None] | None:
        try:
            return self.read_lightmap(), self.read_probes() if self.read_probes else None
        except LightError as error:
            log.error("light group %s is left out: %s", self.name, error)
            return None


@dataclass(slots=True, eq=False)
class Probe:
    """Where a reflection was taken and the box that it holds for, metres."""

    position: np.ndarray
    low: np.ndarray
    high: np.ndarray


@dataclass(slots=True, eq=False)
class Volume:
    """Light in the air, for whatever moves. origin, step : float32 [3], metres. sh : float16 [G, X, Y, Z, 9, 3], real spherical
    harmonics of irradiance over pi, in the order of the groups."""

    origin: np.ndarray
    step: np.ndarray
    sh: np.ndarray

    def mixed(self, weights: np.ndarray) -> np.ndarray:
        """float32 [X, Y, Z, 9, 3] : the groups' sum by weight (float32 [G])."""
        total = np.zeros(self.sh.shape[1:], np.float32)
        for weight, group in zip(weights, self.sh, strict=True):
            if weight:
                total += np.float32(weight) * group
        return total


@dataclass(slots=True, eq=False)
class SurfaceField:
    """How far the nearest still and solid surface is, on a grid. values : uint8 [Z, Y, X], 0 at a surface, 255 at reach_m or more.
    low : float32 [3], the grid's corner, metres."""

    values: np.ndarray
    low: np.ndarray
    voxel_m: float
    reach_m: float


@dataclass(slots=True, eq=False)
class PlaceLight:
    """All baked light of one place. depth : float32 [P, 6, DEPTH_SIDE, DEPTH_SIDE], metres from each probe to what it sees.
    faces are +X -X +Y -Y +Z -Z as GL has them."""

    size: tuple[int, int]
    groups: list[LightGroup]
    probes: list[Probe] = field(default_factory=list)
    depth: np.ndarray | None = None
    volume: Volume | None = None
    scene_sha256: str = ""
    read_surfaces: Callable[[], SurfaceField] | None = None  # raises LightError
    prepared: Any = field(
        default=None, repr=False
    )  # renderer.gl.place_light keeps there what the graphics card will want

    def weights(self, chosen: Mapping[str, float]) -> np.ndarray:
        """float32 [G] : the groups' defaults but for those chosen."""
        return np.array([max(chosen.get(g.name, g.default), 0.0) for g in self.groups], np.float32)

    def decode(self, chosen: Mapping[str, float] | None = None) -> None:
        """Has everything ready that shines with these weights. Takes a second; any thread may."""
        for future in self.decoding(chosen):
            future.result()

    def decoding(self, chosen: Mapping[str, float] | None = None) -> list[Future[Any]]:
        """As `decode`, which has begun then."""
        weights = self.weights(chosen or {})
        return [group.decode() for group, weight in zip(self.groups, weights, strict=True) if weight]

    def sun(self, chosen: Mapping[str, float]) -> Sun | None:
        """Of the brightest hour: the daylight group of the highest weight, its colour times the weight."""
        shining = [(w, g.sun) for g, w in zip(self.groups, self.weights(chosen), strict=True) if w and g.sun]
        if not shining:
            return None
        weight, sun = max(shining, key=lambda pair: pair[0])
        return Sun(sun.direction, sun.colour * float(weight))

    def environment(self, chosen: Mapping[str, float], base: Environment) -> Environment:
        """`base` with the sky of these weights: gradients add up like all light."""
        sums = {"sky": glm.vec3(0), "horizon": glm.vec3(0), "ground": glm.vec3(0)}
        found = False
        for group, weight in zip(self.groups, self.weights(chosen), strict=True):
            for name in sums:
                colour = getattr(group, name)
                if colour is not None:
                    found, sums[name] = True, sums[name] + colour * float(weight)
        if not found:
            return base
        return replace(base, **sums, ambient=1.0)

    def fire_near(self, position: glm.vec3, reach_m: float = 1.0) -> LightGroup | None:
        """The fire group nearest to a flame's base (world, metres), if there is one within reach."""
        fires = [(float(glm.distance(g.position, position)), g) for g in self.groups if g.position is not None]
        distance, group = min(fires, key=lambda pair: pair[0], default=(reach_m + 1, None))
        return group if distance <= reach_m else None
