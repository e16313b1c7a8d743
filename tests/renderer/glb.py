"""Small glTF files, made in the test."""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image


class Builder:
    """Collects a GLB: add arrays, meshes, materials and nodes, then `save`."""

    def __init__(self) -> None:
        self.binary = bytearray()
        self.document: dict[str, Any] = {"asset": {"version": "2.0"}, "scene": 0, "scenes": [{"nodes": []}]}

    def _list(self, name: str) -> list[Any]:
        return self.document.setdefault(name, [])

    def add(self, name: str, entry: dict[str, Any]) -> int:
        self._list(name).append(entry)
        return len(self._list(name)) - 1

    def view(self, data: bytes, **extra: Any) -> int:
        self.binary += bytes(-len(self.binary) % 4)
        entry = {"buffer": 0, "byteOffset": len(self.binary), "byteLength": len(data), **extra}
        self.binary += data
        return self.add("bufferViews", entry)

    def accessor(self, values: np.ndarray, kind: str, **extra: Any) -> int:
        component = {"b": 5120, "B": 5121, "h": 5122, "H": 5123, "I": 5125, "f": 5126}[values.dtype.char]
        entry = {
            "bufferView": self.view(values.tobytes()),
            "componentType": component,
            "count": len(values),
            "type": kind,
        }
        return self.add("accessors", entry | extra)

    def image(self, pixels: np.ndarray, form: str = "PNG") -> int:
        """A texture of uint8 [H, W, 3 or 4]."""
        stream = io.BytesIO()
        Image.fromarray(pixels).save(stream, form, **({"lossless": True} if form == "WEBP" else {}))
        image = self.add("images", {"bufferView": self.view(stream.getvalue()), "mimeType": f"image/{form.lower()}"})
        if form == "WEBP":
            return self.add("textures", {"extensions": {"EXT_texture_webp": {"source": image}}})
        return self.add("textures", {"source": image})

    def mesh(
        self, positions: Any, triangles: Any, material: int | None = None, normals: Any = None, **attributes: int
    ) -> int:
        names = {"POSITION": self.accessor(np.array(positions, np.float32), "VEC3")}
        if normals is not None:
            names["NORMAL"] = self.accessor(np.array(normals, np.float32), "VEC3")
        primitive: dict[str, Any] = {"attributes": names | attributes}
        primitive["indices"] = self.accessor(np.array(triangles, np.uint16).ravel(), "SCALAR")
        if material is not None:
            primitive["material"] = material
        return self.add("meshes", {"primitives": [primitive]})

    def quad(self, material: int | None = None, half: float = 0.5) -> int:
        """Facing +Z, centred."""
        corners = [(-half, -half, 0), (half, -half, 0), (half, half, 0), (-half, half, 0)]
        uv = self.accessor(np.array([(0, 1), (1, 1), (1, 0), (0, 0)], np.float32), "VEC2")
        return self.mesh(corners, [0, 1, 2, 0, 2, 3], material, [(0, 0, 1)] * 4, TEXCOORD_0=uv)

    def node(self, name: str, parent: int | None = None, **entry: Any) -> int:
        index = self.add("nodes", {"name": name, **entry})
        if parent is None:
            self.document["scenes"][0]["nodes"].append(index)
        else:
            self.document["nodes"][parent].setdefault("children", []).append(index)
        return index

    def bytes(self) -> bytes:
        document = dict(self.document)
        if self.binary:
            document["buffers"] = [{"byteLength": len(self.binary)}]
        text = json.dumps(document).encode()
        text += b" " * (-len(text) % 4)
        binary = bytes(self.binary) + bytes(-len(self.binary) % 4)
        chunks = struct.pack("<II", len(text), 0x4E4F534A) + text
        if binary:
            chunks += struct.pack("<II", len(binary), 0x004E4942) + binary
        return struct.pack("<III", 0x46546C67, 2, 12 + len(chunks)) + chunks

    def save(self, path: Path) -> Path:
        path.write_bytes(self.bytes())
        return path


def sphere(rings: int = 24) -> tuple[np.ndarray, np.ndarray]:
    """Unit sphere: positions (and normals) [N, 3], triangles [M, 3]."""
    v, u = np.meshgrid(np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, 2 * rings + 1), indexing="ij")
    points = np.stack([np.sin(v) * np.sin(u), np.cos(v), np.sin(v) * np.cos(u)], axis=-1).reshape(-1, 3)
    row = 2 * rings + 1
    i = (np.arange(rings)[:, None] * row + np.arange(2 * rings)).ravel()
    triangles = np.concatenate([np.stack([i, i + row, i + 1], 1), np.stack([i + 1, i + row, i + row + 1], 1)])
    return points.astype(np.float32), triangles


def box(low: Any, high: Any) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Positions, triangles and normals of a box seen from outside."""
    low, high = np.array(low, float), np.array(high, float)
    positions, triangles, normals = [], [], []
    for axis in range(3):
        for side in (0, 1):
            a, b = (axis + 1) % 3, (axis + 2) % 3
            square = np.zeros((4, 3))
            square[:, axis] = (low, high)[side][axis]
            square[:, a] = [low[a], high[a], high[a], low[a]]
            square[:, b] = [low[b], low[b], high[b], high[b]]
            if side == 0:
                square = square[::-1]
            start = len(positions) * 4
            triangles += [(start, start + 1, start + 2), (start, start + 2, start + 3)]
            positions.append(square)
            normal = np.zeros(3)
            normal[axis] = 1 if side else -1
            normals.append(np.tile(normal, (4, 1)))
    return np.concatenate(positions), np.array(triangles), np.concatenate(normals)
