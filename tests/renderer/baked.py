"""Small light folders, made in the test: what `seoul bake` writes, with numbers that a test can foretell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from renderer.light import CUBE_MIPS, CUBE_ROW, CUBE_SIDE, DEPTH_SIDE

FACE_AXES = [  # direction = major + s * right + t * down, s and t from -1 to 1 (OpenGL 4.6, table 8.19)
    ((1, 0, 0), (0, 0, -1), (0, -1, 0)), ((-1, 0, 0), (0, 0, 1), (0, -1, 0)), ((0, 1, 0), (1, 0, 0), (0, 0, 1)),
    ((0, -1, 0), (1, 0, 0), (0, 0, -1)), ((0, 0, 1), (1, 0, 0), (0, -1, 0)), ((0, 0, -1), (-1, 0, 0), (0, -1, 0)),
]  # fmt: skip


def face_directions(side: int) -> np.ndarray:
    """[6, side, side, 3], not normalised; row 0 is the top of the picture."""
    at = (np.arange(side) + 0.5) / side * 2 - 1
    s, t = np.meshgrid(at, at)
    axes = np.array(FACE_AXES, float)
    return axes[:, None, None, 0] + s[..., None] * axes[:, None, None, 1] + t[..., None] * axes[:, None, None, 2]


def row_of(faces: list[np.ndarray]) -> np.ndarray:
    """uint8 [CUBE_SIDE, CUBE_ROW, 3] : faces[m] uint8 [6, side, side, 3] of each mip, side by side."""
    row, x = np.zeros((CUBE_SIDE, CUBE_ROW, 3), np.uint8), 0
    for level in faces:
        for face in level:
            row[: len(face), x : x + len(face)] = face
            x += len(face)
    return row


def even_faces(colours: Any) -> list[np.ndarray]:
    """Each face of one colour (codes), in all mips."""
    sides = [CUBE_SIDE >> m for m in range(CUBE_MIPS)]
    return [np.repeat(np.array(colours, np.uint8), s * s, 0).reshape(6, s, s, 3) for s in sides]


def save_codes(path: Path, codes: np.ndarray) -> None:
    Image.fromarray(codes).save(path, "WEBP", lossless=True, quality=0, method=0)


def write_light(
    folder: Path,
    groups: dict[str, dict[str, Any]],
    probes: list[dict[str, Any]] | None = None,
    volume: dict[str, np.ndarray] | None = None,
    surfaces: dict[str, np.ndarray] | None = None,
) -> Path:
    """groups : by name; "codes" uint8 [H, W, 3], "rows" a row of codes a probe, all else goes to light.toml.
    probes : position, low, high, depth [6, S, S]."""
    folder.mkdir(exist_ok=True)
    lines = ["version = 2", 'scene_sha256 = ""']
    for name, group in groups.items():
        entry = {"kind": "daylight", "default": 1.0, "range": 2.0, "exponent": 2.0, "file": f"{name}.webp"} | group
        codes, rows = entry.pop("codes"), entry.pop("rows", None)
        save_codes(folder / f"{name}.webp", codes)
        if rows is not None:
            save_codes(folder / f"probes_{name}.webp", np.concatenate(rows))
        lines += ["[[group]]", f'name = "{name}"', *(f"{key} = {_toml(value)}" for key, value in entry.items())]
    for number, probe in enumerate(probes or []):
        lines += ["[[probe]]", f'name = "p{number}"']
        lines += [f"{key} = {_toml(probe[key])}" for key in ("position", "low", "high")]
    if probes:
        np.savez_compressed(folder / "depth.npz", depth=np.array([p["depth"] for p in probes], np.float16))
    for name, arrays in (("volume", volume), ("surfaces", surfaces)):
        if arrays:
            np.savez_compressed(folder / f"{name}.npz", **arrays)
    (folder / "light.toml").write_text("\n".join(lines), "utf-8")
    return folder


def _toml(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_toml(v)}" for k, v in value.items()) + " }"
    return str([_toml(v) for v in value]).replace("'", "") if isinstance(value, list | tuple) else str(value)


def far_depth(metres: float) -> np.ndarray:
    return np.full((6, DEPTH_SIDE, DEPTH_SIDE), metres)
