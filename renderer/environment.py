"""Light from a photograph: Radiance .hdr files, their irradiance, and where what was computed from them is kept. No GL."""

from __future__ import annotations

import hashlib
import math
import os
import re
import tempfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

MAX_PIXELS = 1 << 27  # 16k x 8k
RESOLUTION = re.compile(rb"^([-+])Y (\d+) \+X (\d+)$")
KEPT_FILES = 12  # of 13 MB each
CACHE_VERSION = 2  # raise it when the filter changes


class EnvironmentFileError(Exception):
    """The file is no Radiance picture, or damaged. The text says what is wrong."""


@dataclass(slots=True, eq=False)
class EnvironmentMap:
    """An equirectangular picture of all that surrounds a thing.

    radiance : float32 [H, W, 3], linear, first row at the top. The picture's middle column lies towards +X and its columns
    go on to the right towards +Z, -X, -Z, as in three.js, <model-viewer> and the glTF Sample Viewer.
    """

    radiance: np.ndarray
    digest: str = ""
    prepared: Any = field(default=None, repr=False)  # renderer.gl keeps there what the graphics card made of it

    def __post_init__(self) -> None:
        if not self.digest:
            self.digest = hashlib.sha256(self.radiance.tobytes()).hexdigest()


def load_environment(path: str | Path) -> EnvironmentMap:
    """Reads a Radiance .hdr, or an 8-bit sRGB picture (.jpg, .png, .webp). Raises EnvironmentFileError."""
    path = Path(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise EnvironmentFileError(f"{path}: {error.strerror or error}") from error
    pixels = read_hdr(data) if data[:2] == b"#?" else _read_picture(data)
    return EnvironmentMap(pixels, hashlib.sha256(data).hexdigest())


def _read_picture(data: bytes) -> np.ndarray:
    import io

    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "WEBP")) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise EnvironmentFileError("the picture is too large")
            encoded = np.asarray(picture.convert("RGB"), np.float32) / 255
    except EnvironmentFileError:
        raise
    except Exception as error:  # Pillow's decoders raise all kinds on damaged data
        raise EnvironmentFileError(f"neither a Radiance .hdr nor a picture: {error}") from error
    linear: np.ndarray = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    return linear.astype(np.float32)


def read_hdr(data: bytes) -> np.ndarray:
    """float32 [H, W, 3] of a Radiance picture in RGBE: flat, old or new run-length encoding (Ward, "Real Pixels", 1991).
    Raises EnvironmentFileError."""
    end = data.find(b"\n\n")
    header = data[: max(end, 0)].replace(b"\r", b"").split(b"\n")
    if end < 0 or not header[0].startswith(b"#?"):
        raise EnvironmentFileError("not a Radiance picture")
    formats = [line for line in header if line.startswith(b"FORMAT=")]
    if formats and formats[-1].strip() != b"FORMAT=32-bit_rle_rgbe":
        raise EnvironmentFileError(f"pixels of another kind: {formats[-1][:40].decode('ascii', 'replace')}")
    start = end + 2
    stop = data.find(b"\n", start)
    match = RESOLUTION.match(data[start:stop].strip()) if stop > 0 else None
    if match is None:
        raise EnvironmentFileError("no resolution line, or an unusual order of pixels")
    height, width = int(match.group(2)), int(match.group(3))
    if not 0 < height * width <= MAX_PIXELS:
        raise EnvironmentFileError(f"impossible size {width}x{height}")
    rgbe = _scanlines(np.frombuffer(data, np.uint8, offset=stop + 1), height, width)
    if match.group(1) == b"+":
        rgbe = rgbe[::-1]
    return from_rgbe(rgbe)  # EXPOSURE= stays in the pixels, as with other viewers of glTF


def from_rgbe(rgbe: np.ndarray) -> np.ndarray:
    """float32 [..., 3] of uint8 [..., 4]: mantissas and a shared exponent."""
    scale = np.where(rgbe[..., 3] > 0, np.ldexp(np.float32(1), rgbe[..., 3].astype(np.int32) - 136), np.float32(0))
    values: np.ndarray = rgbe[..., :3].astype(np.float32) * scale[..., None]
    return values


def _scanlines(data: np.ndarray, height: int, width: int) -> np.ndarray:
    """uint8 [H, W, 4]."""
    new_form = 8 <= width < 32768 and len(data) >= 4 and data[0] == 2 and data[1] == 2 and data[2] < 128
    if not new_form:
        return _old_scanlines(data, height, width)
    result = np.empty((height, 4, width), np.uint8)
    view, at = data.tobytes(), 0
    for row in result:
        if view[at : at + 2] != b"\x02\x02" or at + 4 > len(view) or view[at + 2] << 8 | view[at + 3] != width:
            raise EnvironmentFileError("a scanline is damaged")
        at = _planes(view, at + 4, row.reshape(-1), width)
    return result.transpose(0, 2, 1)


def _planes(view: bytes, at: int, row: np.ndarray, width: int) -> int:
    """Unpacks the four planes of one scanline and returns where the next begins."""
    target, done, size = row.data, 0, 4 * width
    while done < size:
        if at + 1 >= len(view):
            raise EnvironmentFileError("the pixels end too early")
        count, at = view[at], at + 1
        run = count > 128
        count = count - 128 if run else count
        if not count or done % width + count > width:
            raise EnvironmentFileError("a run is longer than its scanline")
        if run:
            row[done : done + count] = view[at]
            at += 1
        else:
            piece = view[at : at + count]
            if len(piece) < count:
                raise EnvironmentFileError("the pixels end too early")
            target[done : done + count] = piece
            at += count
        done += count
    return at


def _old_scanlines(data: np.ndarray, height: int, width: int) -> np.ndarray:
    """Flat pixels, or the old form in which (1, 1, 1, n) repeats the pixel before n times."""
    pixels, size = data[: len(data) // 4 * 4].reshape(-1, 4), height * width
    marks = (pixels[:, :3] == 1).all(axis=1)
    if not marks.any():
        if len(pixels) < size:
            raise EnvironmentFileError("the pixels end too early")
        return pixels[:size].reshape(height, width, 4)
    counts, shift = np.ones(len(pixels), np.int64), 0
    for i in np.flatnonzero(marks):
        shift = shift + 8 if i and marks[i - 1] else 0  # marks in a row are digits of one number, the lowest first
        counts[i] = int(pixels[i, 3]) << min(shift, 24)
    source = np.arange(len(pixels))
    source[marks] = 0
    full = np.repeat(np.maximum.accumulate(source), np.minimum(counts, size))
    if marks[0] or len(full) < size:
        raise EnvironmentFileError("the pixels end too early")
    unpacked: np.ndarray = pixels[full[:size]].reshape(height, width, 4)
    return unpacked


def irradiance(radiance: np.ndarray) -> np.ndarray:
    """float32 [9, 3]: what shaders/environment.glsl's ambient_diffuse multiplies: irradiance / pi as spherical harmonics of
    bands 0 to 2 (Ramamoorthi and Hanrahan 2001, equations 7 to 12)."""
    small = _shrunk(radiance)
    height, width, _ = small.shape
    polar = (np.arange(height) + 0.5) / height * math.pi
    azimuth = ((np.arange(width) + 0.5) / width - 0.5) * 2 * math.pi
    y = np.broadcast_to(np.cos(polar)[:, None], (height, width))
    x, z = np.sin(polar)[:, None] * np.cos(azimuth), np.sin(polar)[:, None] * np.sin(azimuth)
    # Exact areas of the rows' cells, so that they sum to 4 pi.
    edges = np.cos(np.arange(height + 1) / height * math.pi)
    area = ((edges[:-1] - edges[1:]) * 2 * math.pi / width)[:, None]
    basis = np.stack([np.ones_like(y), y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y])
    squares = np.array([0.282095, *[0.488603] * 3, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274]) ** 2
    lobes = np.array([1.0, *[2 / 3] * 3, *[1 / 4] * 5])
    sums = np.einsum("khw,hwc->kc", basis * area, small.astype(np.float64))
    coefficients: np.ndarray = (sums * (squares * lobes)[:, None]).astype(np.float32)
    return coefficients


def _shrunk(radiance: np.ndarray, most: int = 512) -> np.ndarray:
    """Averaged to at most `most` columns: bands up to 2 see no difference."""
    step = max(1, radiance.shape[1] // most)
    while step > 1 and (radiance.shape[0] % step or radiance.shape[1] % step):
        step -= 1
    h, w, _ = radiance.shape
    mean: np.ndarray = radiance.reshape(h // step, step, w // step, step, 3).mean(axis=(1, 3), dtype=np.float64)
    return mean


def cache_file(folder: Path, digest: str, size: int) -> Path:
    return folder / f"environment-{CACHE_VERSION}-{size}-{digest[:32]}.npz"


def read_cache(path: Path) -> dict[str, np.ndarray] | None:
    """The arrays of a cache file; None if there is none, or it is damaged."""
    try:
        with path.open("rb") as stream, np.load(stream) as arrays:
            return {name: arrays[name] for name in arrays.files}
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def write_cache(path: Path, arrays: dict[str, np.ndarray]) -> None:
    """Whole or not at all; a full disk is no reason to show no picture."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".npz")
        with os.fdopen(handle, "wb") as stream:
            np.savez(stream, **arrays)  # type: ignore[arg-type]
        os.replace(name, path)
        files = sorted(path.parent.glob("environment-*.npz"), key=lambda file: file.stat().st_mtime)
        for old in files[:-KEPT_FILES]:
            old.unlink(missing_ok=True)
    except OSError:
        return
