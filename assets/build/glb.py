"""Writes glTF 2.0 binaries: welded, indexed triangles, small (KHR_mesh_quantization) where nothing moves them.

One primitive a material and node, so that a whole room draws in few calls; pictures are embedded as WebP, JPEG or PNG.
Positions are int16 on a grid of a power of two metres (1/4096 m for a room up to 16 m), normals and tangents int8: a
vertex takes 12 bytes instead of 24, which is what keeps a whole room of 200 000 triangles within its budget.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assets.build.materials import Material
from assets.build.mesh import Mesh

FLOAT, I8, U8, I16, U16, U32 = 5126, 5120, 5121, 5122, 5123, 5125
LARGEST = 32767  # of a normalised int16


@dataclass(slots=True)
class Node:
    """One named node: a matrix [4, 4] and triangles by material. light : by material, float [T, 3] baked light 0..1.
    density : lightmap texels along a metre, against a place's usual; written as extras where it is not 1."""

    name: str
    matrix: np.ndarray
    parts: dict[str, Mesh] = field(default_factory=dict)
    light: dict[str, np.ndarray] = field(default_factory=dict)
    density: float = 1.0

    @property
    def still(self) -> bool:
        """Whether nobody moves it or reads its numbers: then its vertices may be small ones."""
        return not self.name.startswith(("collision:", "moving:", "anchor:"))


@dataclass(frozen=True, slots=True)
class Grid:
    """Positions as integers: metres = origin + step * integer. One grid serves all primitives of a mesh."""

    origin: np.ndarray
    step: float

    @classmethod
    def around(cls, points: np.ndarray) -> Grid:
        """points : float [N, 3]. The step is a power of two, so that neighbours' grids agree wherever they can."""
        lo, hi = points.min(0), points.max(0)
        step = 2.0 ** max(-14, math.ceil(math.log2(max(float((hi - lo).max()), 1e-3) / 2 / (LARGEST - 1))))
        return cls(np.round((lo + hi) / 2 / step) * step, step)

    def integers(self, points: np.ndarray) -> np.ndarray:
        return np.round((points - self.origin) / self.step)

    def matrix(self) -> np.ndarray:
        """[4, 4] from normalised int16 to metres."""
        m = np.diag([self.step * LARGEST] * 3 + [1.0])
        m[:3, 3] = self.origin
        return m


class Writer:
    """Collects accessors, pictures and materials, then writes one file."""

    def __init__(self, small: bool = True) -> None:
        """`small` False writes floats throughout, and no required extension but for pictures."""
        self.small = small
        self.blob = bytearray()
        self.doc: dict[str, Any] = {"asset": {"version": "2.0", "generator": "metaverse-seoul assets.build"}}
        for key in (
            "scenes",
            "nodes",
            "meshes",
            "materials",
            "accessors",
            "bufferViews",
            "images",
            "textures",
            "samplers",
        ):
            self.doc[key] = []
        self._materials: dict[str, int] = {}
        self._pictures: dict[bytes, int] = {}
        self._used: set[str] = set()
        self._needed: set[str] = set()

    def _extension(self, name: str, required: bool = False) -> None:
        self._used.add(name)
        if required:
            self._needed.add(name)

    def _view(self, data: bytes, target: int | None = None, stride: int | None = None) -> int:
        self.blob += b"\0" * (-len(self.blob) % 4)
        view: dict[str, Any] = {"buffer": 0, "byteOffset": len(self.blob), "byteLength": len(data)}
        if target:
            view["target"] = target
        if stride:
            view["byteStride"] = stride
        self.blob += data
        self.doc["bufferViews"].append(view)
        return len(self.doc["bufferViews"]) - 1

    def _accessor(
        self, a: np.ndarray, component: int, kind: str, target: int, normalized: bool = False, span: bool = False
    ) -> int:
        """Vertex rows start on multiples of four bytes (glTF 2.0 section 3.6.2.4): short ones are padded."""
        data, stride = a, None
        if target == 34962 and a[0].nbytes % 4:
            lanes = -(-a[0].nbytes // 4) * 4 // a.itemsize
            data, stride = np.zeros((len(a), lanes), a.dtype), lanes * a.itemsize
            data[:, : a.shape[1]] = a
        entry: dict[str, Any] = {
            "bufferView": self._view(data.tobytes(), target, stride),
            "componentType": component,
            "count": len(a),
            "type": kind,
        }
        if normalized:
            entry["normalized"] = True
        if span:
            entry["min"], entry["max"] = a.min(0).tolist(), a.max(0).tolist()
        self.doc["accessors"].append(entry)
        return len(self.doc["accessors"]) - 1

    def _texture(self, data: bytes) -> dict[str, int]:
        if data not in self._pictures:
            webp = data[8:12] == b"WEBP"
            mime = "image/webp" if webp else "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
            self.doc["images"].append({"bufferView": self._view(data), "mimeType": mime})
            if not self.doc["samplers"]:
                self.doc["samplers"].append({"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497})
            source = {"source": len(self.doc["images"]) - 1}
            if webp:
                self._extension("EXT_texture_webp", required=True)
                source = {"extensions": {"EXT_texture_webp": source}}  # type: ignore[dict-item]
            self.doc["textures"].append({"sampler": 0, **source})
            self._pictures[data] = len(self.doc["textures"]) - 1
        return {"index": self._pictures[data]}

    def material(self, name: str, m: Material) -> int:
        if name in self._materials:
            return self._materials[name]
        pbr: dict[str, Any] = {
            "baseColorFactor": [round(c, 5) for c in m.colour],
            "metallicFactor": m.metallic,
            "roughnessFactor": m.roughness,
        }
        entry: dict[str, Any] = {"name": name, "pbrMetallicRoughness": pbr}
        pictures = m.pictures()
        if "base" in pictures:
            pbr["baseColorTexture"] = self._texture(pictures["base"])
        if "rough" in pictures:
            pbr["metallicRoughnessTexture"] = self._texture(pictures["rough"])
        if "normal" in pictures:
            entry["normalTexture"] = self._texture(pictures["normal"])
            if m.relief != 1.0:
                entry["normalTexture"]["scale"] = m.relief
        if any(m.emissive):
            strength = max(1.0, *m.emissive)
            entry["emissiveFactor"] = [round(e / strength, 5) for e in m.emissive]
            if strength > 1:
                self._extension("KHR_materials_emissive_strength")
                entry["extensions"] = {"KHR_materials_emissive_strength": {"emissiveStrength": round(strength, 4)}}
            if "base" in pictures and m.emits_picture:
                entry["emissiveTexture"] = self._texture(pictures["base"])
        if m.alpha != "OPAQUE":
            entry["alphaMode"] = m.alpha
        if m.two_sided:
            entry["doubleSided"] = True
        self.doc["materials"].append(entry)
        self._materials[name] = len(self.doc["materials"]) - 1
        return self._materials[name]

    def primitive(
        self,
        mesh: Mesh,
        material: str | None,
        spec: Material | None,
        light: np.ndarray | None,
        grid: Grid | None = None,
    ) -> dict[str, Any]:
        """material None makes a bare shape (collision): positions and indices only. grid : small vertices."""
        p = mesh.p.reshape(-1, 3)
        if spec is None:
            rows, index = np.unique(np.round(p, 4), axis=0, return_inverse=True)
            attributes = {"POSITION": self._accessor(rows.astype("<f4"), FLOAT, "VEC3", 34962, span=True)}
            return {"attributes": attributes, "indices": self._indices(index.ravel(), len(rows))}
        uv = mesh.uv.reshape(-1, 2) / (spec.tile_m or 1.0)
        if spec.tile_m:
            uv = uv - np.floor(uv.min(0))
        elif not spec.textured:
            uv = np.zeros_like(uv)  # nothing reads it, and equal corners weld
        shade = np.ones(len(p)) if light is None else light.reshape(-1)
        points = np.round(p, 5) if grid is None else grid.integers(p)
        normals = np.round(mesh.n.reshape(-1, 3) * (127 if grid else 1000))
        table = np.concatenate([points, normals, np.round(uv, 4), np.round(shade * 255)[:, None]], 1)
        rows, index = np.unique(table, axis=0, return_inverse=True)
        attributes = self._places(rows, grid)
        if "normal" in spec.pictures():
            tangents = _tangents(p, rows, index.ravel(), uv)
            attributes["TANGENT"] = self._directions(tangents, grid)
        if spec.textured:
            attributes["TEXCOORD_0"] = self._accessor(rows[:, 6:8].astype("<f4"), FLOAT, "VEC2", 34962)
        if light is not None:
            c = np.repeat(rows[:, 8:9], 4, 1).astype(np.uint8)
            c[:, 3] = 255
            attributes["COLOR_0"] = self._accessor(c, U8, "VEC4", 34962, normalized=True)
        assert material is not None
        return {
            "attributes": attributes,
            "indices": self._indices(index.ravel(), len(rows)),
            "material": self.material(material, spec),
        }

    def _places(self, rows: np.ndarray, grid: Grid | None) -> dict[str, int]:
        """POSITION and NORMAL of welded rows."""
        n = rows[:, 3:6] / np.maximum(np.linalg.norm(rows[:, 3:6], axis=1, keepdims=True), 1e-9)
        if grid is None:
            position = self._accessor(rows[:, :3].astype("<f4"), FLOAT, "VEC3", 34962, span=True)
        else:
            self._extension("KHR_mesh_quantization", required=True)
            position = self._accessor(rows[:, :3].astype("<i2"), I16, "VEC3", 34962, normalized=True, span=True)
        return {"POSITION": position, "NORMAL": self._directions(n, grid)}

    def _directions(self, a: np.ndarray, grid: Grid | None) -> int:
        kind = f"VEC{a.shape[1]}"
        if grid is None:
            return self._accessor(a.astype("<f4"), FLOAT, kind, 34962)
        return self._accessor(np.round(a * 127).astype("<i1"), I8, kind, 34962, normalized=True)

    def _indices(self, index: np.ndarray, count: int) -> int:
        wide = count > 65535
        return self._accessor(index.astype("<u4" if wide else "<u2"), U32 if wide else U16, "SCALAR", 34963)

    def node(self, node: Node, catalogue: dict[str, Material]) -> None:
        entry: dict[str, Any] = {"name": node.name}
        matrix, grid = node.matrix, None
        if node.parts and node.still and self.small:
            grid = Grid.around(np.concatenate([m.p.reshape(-1, 3) for m in node.parts.values()]))
            matrix = matrix @ grid.matrix()
        if not np.allclose(matrix, np.eye(4)):
            entry["matrix"] = [float(v) for v in np.round(matrix.T, 9).ravel()]
        if node.density != 1.0:
            entry["extras"] = {"seoul_lightmap_scale": node.density}
        if node.parts:
            bare = node.name.startswith("collision:")
            prims = [
                self.primitive(
                    mesh, None if bare else name, None if bare else catalogue[name], node.light.get(name), grid
                )
                for name, mesh in sorted(node.parts.items())
            ]
            self.doc["meshes"].append({"name": node.name, "primitives": prims})
            entry["mesh"] = len(self.doc["meshes"]) - 1
        self.doc["nodes"].append(entry)

    def write(self, path: Path) -> None:
        doc = {k: v for k, v in self.doc.items() if v or k == "asset"}
        for key, names in (("extensionsUsed", self._used), ("extensionsRequired", self._needed)):
            if names:
                doc[key] = sorted(names)
        doc["scenes"], doc["scene"] = [{"nodes": list(range(len(self.doc["nodes"])))}], 0
        self.blob += b"\0" * (-len(self.blob) % 4)
        doc["buffers"] = [{"byteLength": len(self.blob)}]
        text = json.dumps(doc, ensure_ascii=False, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 4)
        head = struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(self.blob))
        chunks = (
            struct.pack("<I4s", len(text), b"JSON")
            + text
            + struct.pack("<I4s", len(self.blob), b"BIN\0")
            + bytes(self.blob)
        )
        path.write_bytes(head + chunks)


def _tangents(p: np.ndarray, rows: np.ndarray, index: np.ndarray, uv: np.ndarray) -> np.ndarray:
    """float [V, 4] for welded rows (position, normal, ...): along +u; w signs the bitangent, which runs against v."""
    q, t = p.reshape(-1, 3, 3), uv.reshape(-1, 3, 2)
    e1, e2, d1, d2 = q[:, 1] - q[:, 0], q[:, 2] - q[:, 0], t[:, 1] - t[:, 0], t[:, 2] - t[:, 0]
    area = d1[:, 0] * d2[:, 1] - d2[:, 0] * d1[:, 1]
    sign = np.where(area < 0, -1.0, 1.0)[:, None]
    along_u = sign * (e1 * d2[:, 1:] - e2 * d1[:, 1:])
    along_v = sign * (e2 * d1[:, :1] - e1 * d2[:, :1])
    u_sum, v_sum = np.zeros((len(rows), 3)), np.zeros((len(rows), 3))
    np.add.at(u_sum, index, np.repeat(along_u, 3, 0))
    np.add.at(v_sum, index, np.repeat(along_v, 3, 0))
    n = rows[:, 3:6] / np.linalg.norm(rows[:, 3:6], axis=1, keepdims=True)
    tangent = u_sum - n * np.einsum("ij,ij->i", u_sum, n)[:, None]
    weak = np.linalg.norm(tangent, axis=1) < 1e-12
    spare = np.cross(n, np.where(np.abs(n[:, 1:2]) < 0.9, [[0.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]]))
    tangent[weak] = spare[weak]
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    w = np.where(np.einsum("ij,ij->i", np.cross(n, tangent), -v_sum) < 0, -1.0, 1.0)
    return np.concatenate([tangent, w[:, None]], 1)
