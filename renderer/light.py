"""The baked light of a place as data: its folder `light/`, read here and drawn by renderer.gl. No GL.

`light.toml` names light groups (daylight, lamps, fires) that were baked one by one. Light adds up, so what a place looks
like at any hour is the sum of its groups, each times a weight: `Scene.light_weights`. Pictures are decoded by worker threads, when
a group is first wanted.
"""

from __future__ import annotations

import hashlib
import logging
import tomllib
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import glm
import numpy as np
from PIL import Image as PillowImage

from renderer.kept import Kept, name_of
from renderer.scene import Environment, Sun
from renderer.workers import workers

log = logging.getLogger(__name__)

KINDS = ("daylight", "lamps", "fire", "constant")
CUBE_SIDE, CUBE_MIPS = 128, 6  # of a probe: roughness 0 to 1 in even steps
CUBE_ROW = 6 * sum(CUBE_SIDE >> m for m in range(CUBE_MIPS))  # pixels: six faces of each mip side by side
DEPTH_SIDE = 64
HUE_SIDE = 4  # texels of a lightmap that share a hue: light changes its brightness sharply, its colour softly
CODES_VERSION = 1  # of what `read_lightmap` makes: another one where that changes, for it is kept on disk
FAR_M = 1000.0  # where a probe sees nothing
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
class PlaceLight:
    """All baked light of one place. depth : float32 [P, 6, DEPTH_SIDE, DEPTH_SIDE], metres from each probe to what it sees.
    faces are +X -X +Y -Y +Z -Z as GL has them."""

    size: tuple[int, int]
    groups: list[LightGroup]
    probes: list[Probe] = field(default_factory=list)
    depth: np.ndarray | None = None
    volume: Volume | None = None
    scene_sha256: str = ""
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


def load_light(folder: Path, scene: Path | None = None, kept: Kept | None = None) -> PlaceLight | None:
    """The light of a place's folder `light`; None where there is none, or, with an error in the log, a damaged one. scene : the
    model that it shall belong to; a warning in the log tells if it was baked for another. kept : where its pictures may lie
    decoded."""
    if not (folder / "light.toml").is_file():
        return None
    try:
        light = read_light(folder, kept)
        if scene is not None and light.scene_sha256 not in ("", hashlib.sha256(scene.read_bytes()).hexdigest()):
            log.warning("%s was baked for another %s: bake the place again", folder, scene.name)
        return light
    except LightError as error:
        log.error("%s: %s; the place is drawn without its baked light", folder, error)
        return None


def read_light(folder: Path, kept: Kept | None = None) -> PlaceLight:
    """Raises LightError."""
    try:
        table = tomllib.loads((folder / "light.toml").read_text("utf-8"))
        return _light(folder, table, kept)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LightError(f"light.toml: {error}") from error
    except KeyError as error:
        raise LightError(f"light.toml: {error.args[0]!r} is missing") from error
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise LightError(f"light.toml: {error}") from error


def _light(folder: Path, table: dict[str, Any], kept: Kept | None) -> PlaceLight:
    if table["version"] != 1:
        raise LightError(f"light.toml: version {table['version']!r}, not 1")
    probes = [Probe(*(_vector(entry[k]) for k in ("position", "low", "high"))) for entry in table.get("probe", [])]
    entries = table["group"]
    size = _picture_size(folder / str(entries[0]["file"])) if entries else (1, 1)
    groups = [_group(folder, entry, size, len(probes), kept) for entry in entries]
    volume = _volume(folder / table.get("volume", "volume.npz"), len(groups))
    return PlaceLight(size, groups, probes, _depth(folder, len(probes)), volume, str(table.get("scene_sha256", "")))


def _group(folder: Path, entry: dict[str, Any], size: tuple[int, int], probes: int, kept: Kept | None) -> LightGroup:
    name, kind = str(entry["name"]), str(entry["kind"])
    if kind not in KINDS:
        raise LightError(f"light.toml: group {name}: what is the kind {kind!r}?")
    lightmap, cubes = folder / str(entry["file"]), folder / str(entry.get("probes", f"probes_{entry['file']}"))
    hue = folder / str(entry["hue"]) if "hue" in entry else None
    rows = CUBE_ROW, CUBE_SIDE * probes
    for path in (lightmap, *([cubes] if probes else ()), *([hue] if hue else ())):
        if not path.is_file():
            raise LightError(f"{path.name} is missing")
    sun = entry.get("sun")
    colours: dict[str, Any] = {
        k: glm.vec3(*_vector(entry[k])) for k in ("sky", "horizon", "ground", "position") if k in entry
    }
    if sun:
        direction, colour = (glm.vec3(*_vector(sun[k])) for k in ("direction", "colour"))
        colours["sun"] = Sun(glm.normalize(direction), colour)
    return LightGroup(
        name,
        kind,
        float(entry["default"]),
        float(entry["range"]),
        float(entry["exponent"]),
        float(entry.get("probe_range", entry["range"])),
        float(entry.get("probe_exponent", entry["exponent"])),
        lambda: _kept(kept, [lightmap, *([hue] if hue else [])], size, lambda: read_lightmap(lightmap, hue, size)),
        (lambda: _kept(kept, [cubes], rows, lambda: read_codes(cubes, rows))) if probes else None,
        gain=float(entry.get("gain", FIRE_GAIN)),
        materials=frozenset(map(str, entry.get("materials", ()))),
        **colours,
    )


def _kept(kept: Kept | None, files: list[Path], size: tuple[int, int], read: Callable[[], np.ndarray]) -> np.ndarray:
    """What `read` makes of the files; raises what it raises."""
    if kept is None:
        return read()
    try:
        name = name_of([path.read_bytes() for path in files], "codes", CODES_VERSION, size)
    except OSError as error:
        raise LightError(f"{files[0].name}: {error}") from error
    (codes,) = kept.get(name, lambda: [read()])
    return codes


def read_lightmap(path: Path, hue: Path | None, size: tuple[int, int]) -> np.ndarray:
    """uint8 [H, W, 3] of a lightmap of this size (width, height); its hue may lie in a picture beside it. Raises LightError."""
    codes = read_codes(path, size)
    if hue is None:
        return codes
    return coloured(codes[..., 0], read_codes(hue, (-(-size[0] // HUE_SIDE), -(-size[1] // HUE_SIDE))))


def coloured(value: np.ndarray, hue: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 3]: value uint8 [H, W], of the strongest channel, times hue uint8 [H / HUE_SIDE, W / HUE_SIDE, 3] / 255."""
    height, width = value.shape
    full = (hue.shape[1] * HUE_SIDE, hue.shape[0] * HUE_SIDE)
    smooth = np.asarray(PillowImage.fromarray(hue).resize(full, PillowImage.Resampling.BILINEAR))[:height, :width]
    codes: np.ndarray = (smooth.astype(np.uint16) * value[..., None] + 127) // 255
    return codes.astype(np.uint8)


def read_codes(path: Path, size: tuple[int, int]) -> np.ndarray:
    """uint8 [H, W, 3] of a picture of this size (width, height). Raises LightError."""
    try:
        with PillowImage.open(path) as picture:
            if picture.size != size:
                raise LightError(f"{path.name} has {picture.size} pixels, not {size}")
            return np.asarray(picture.convert("RGB"))
    except (OSError, ValueError, SyntaxError) as error:  # what Pillow raises for damaged pictures
        raise LightError(f"{path.name}: {error}") from error


def _picture_size(path: Path) -> tuple[int, int]:
    try:
        with PillowImage.open(path) as picture:
            return picture.size
    except (OSError, ValueError, SyntaxError) as error:
        raise LightError(f"{path.name}: {error}") from error


def _depth(folder: Path, probes: int) -> np.ndarray | None:
    if not probes:
        return None
    (depth,) = _arrays(folder / "depth.npz", ("depth",))
    if depth.shape != (probes, 6, DEPTH_SIDE, DEPTH_SIDE):
        raise LightError(f"depth.npz has the shape {depth.shape}")
    metres = np.nan_to_num(depth.astype(np.float32), nan=FAR_M, posinf=FAR_M, neginf=0)
    return np.clip(metres, 0, FAR_M)


def _volume(path: Path, groups: int) -> Volume | None:
    if not path.is_file():
        return None
    origin, step, sh = _arrays(path, ("origin", "step", "sh"))
    if sh.ndim != 6 or sh.shape[0] != groups or sh.shape[4:] != (9, 3) or origin.shape != (3,) or step.shape != (3,):
        raise LightError(f"{path.name}: arrays of the shapes {origin.shape}, {step.shape}, {sh.shape}")
    return Volume(origin.astype(np.float32), step.astype(np.float32), np.nan_to_num(sh))


def _arrays(path: Path, names: tuple[str, ...]) -> list[np.ndarray]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return [archive[name] for name in names]
    except Exception as error:  # a damaged archive raises what zipfile, zlib or NumPy raise
        raise LightError(f"{path.name}: {error}") from error


def _vector(values: Any) -> np.ndarray:
    x, y, z = (float(v) for v in values)
    return np.array([x, y, z], np.float32)
