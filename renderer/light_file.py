"""A place's folder `light/`: light.toml and what it names, written by assets.bake."""

from __future__ import annotations

import hashlib
import logging
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import glm
import numpy as np
from PIL import Image as PillowImage

from renderer.kept import Kept, name_of
from renderer.light import (
    CUBE_ROW,
    CUBE_SIDE,
    DEPTH_SIDE,
    FIRE_GAIN,
    LightError,
    LightGroup,
    PlaceLight,
    Probe,
    SurfaceField,
    Volume,
)
from renderer.scene import Sun

log = logging.getLogger(__name__)

KINDS = ("daylight", "lamps", "fire", "constant")
HUE_SIDE = 2  # texels of a lightmap that share a hue: light changes its brightness sharply, its colour softly
VERSION = 2  # of light.toml and what it names
CODES_VERSION = 2  # of what `read_lightmap` makes: another one where that changes, for it is kept on disk
FAR_M = 1000.0  # where a probe sees nothing


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
    if table["version"] != VERSION:
        raise LightError(f"light.toml: version {table['version']!r}, not {VERSION}: bake the place again")
    probes = [Probe(*(_vector(entry[k]) for k in ("position", "low", "high"))) for entry in table.get("probe", [])]
    entries = table["group"]
    size = _picture_size(folder / str(entries[0]["file"])) if entries else (1, 1)
    groups = [_group(folder, entry, size, len(probes), kept) for entry in entries]
    volume = _volume(folder / table.get("volume", "volume.npz"), len(groups))
    depth, baked_for = _depth(folder, len(probes)), str(table.get("scene_sha256", ""))
    path = folder / "surfaces.npz"
    surfaces = (lambda: read_surfaces(path)) if path.is_file() else None
    return PlaceLight(size, groups, probes, depth, volume, baked_for, surfaces)


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
    wide, high = (-(-n // HUE_SIDE) for n in size)
    return coloured(codes[..., 0], unstacked(read_codes(hue, (wide, 3 * high))[..., 0]))


def stacked(hue: np.ndarray) -> np.ndarray:
    """uint8 [3 H, W] of [H, W, 3]: as the file has it, its channels below each other."""
    return np.concatenate(list(np.moveaxis(hue, 2, 0)))


def unstacked(channels: np.ndarray) -> np.ndarray:
    """uint8 [H, W, 3] of [3 H, W]."""
    return np.ascontiguousarray(np.moveaxis(channels.reshape(3, -1, channels.shape[1]), 0, 2))


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


def read_surfaces(path: Path) -> SurfaceField:
    """Raises LightError."""
    values, low, metres = _arrays(path, ("values", "low", "metres"))
    if (
        values.dtype != np.uint8
        or values.ndim != 3
        or low.shape != (3,)
        or metres.shape != (2,)
        or not (metres > 0).all()
    ):
        raise LightError(f"{path.name}: arrays of the shapes {values.shape}, {low.shape}, {metres.shape}")
    return SurfaceField(values, low.astype(np.float32), *(float(m) for m in metres))


def _arrays(path: Path, names: tuple[str, ...]) -> list[np.ndarray]:
    try:
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            return [archive[name] for name in names]
    except Exception as error:  # a damaged archive raises what zipfile, zlib or NumPy raise
        raise LightError(f"{path.name}: {error}") from error


def _vector(values: Any) -> np.ndarray:
    x, y, z = (float(v) for v in values)
    return np.array([x, y, z], np.float32)
