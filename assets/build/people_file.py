"""How people and hands are written: accessors of one binary chunk, pictures, and the glTF file."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import numpy as np
from PIL import Image


class Writer:
    """Collects accessors of one binary chunk."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[dict[str, object]] = []
        self.accessors: list[dict[str, object]] = []

    def view(self, data: bytes, target: int | None = None, stride: int | None = None) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        row: dict[str, object] = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)}
        if target:
            row["target"] = target
        if stride:
            row["byteStride"] = stride
        self.data += data
        self.views.append(row)
        return len(self.views) - 1

    def accessor(
        self,
        values: np.ndarray,
        kind: str,
        component: int,
        normalized: bool = False,
        indices: bool = False,
        bounds: bool = False,
    ) -> int:
        width = values.shape[1] * values.itemsize if values.ndim == 2 else values.itemsize
        padded = values
        if not indices and kind != "MAT4" and width % 4:
            spare = (-width % 4) // values.itemsize
            padded = np.concatenate([values, np.zeros((len(values), spare), values.dtype)], 1)
        stride = None if indices or kind == "MAT4" else padded.shape[1] * values.itemsize
        view = self.view(
            np.ascontiguousarray(padded).tobytes(), 34963 if indices else (None if kind == "MAT4" else 34962), stride
        )
        row: dict[str, object] = {"bufferView": view, "componentType": component, "count": len(values), "type": kind}
        if normalized:
            row["normalized"] = True
        if bounds:
            row |= {"min": values.min(0).tolist(), "max": values.max(0).tolist()}
        self.accessors.append(row)
        return len(self.accessors) - 1


def image(w: Writer, linear: np.ndarray, quality: int, raw: bool = False) -> dict[str, object]:
    """linear : float [H, W, 3]; stored as sRGB, unless it is `raw`."""
    encoded = (
        linear
        if raw
        else np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.clip(linear, 1e-6, None) ** (1 / 2.4) - 0.055)
    )
    out = io.BytesIO()
    Image.fromarray((np.clip(encoded, 0, 1) * 255).round().astype(np.uint8)).save(out, "JPEG", quality=quality)
    return {"bufferView": w.view(out.getvalue()), "mimeType": "image/jpeg"}


def save(document: dict[str, object], data: bytearray, path: Path) -> None:
    data += b"\0" * (-len(data) % 4)
    document["buffers"] = [{"byteLength": len(data)}]
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    path.parent.mkdir(parents=True, exist_ok=True)
    total = 12 + 8 + len(text) + 8 + len(data)
    head = struct.pack("<4sIIII", b"glTF", 2, total, len(text), 0x4E4F534A)
    path.write_bytes(head + text + struct.pack("<II", len(data), 0x004E4942) + bytes(data))
