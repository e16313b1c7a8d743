"""Writes plain glTF 2.0 binaries: no extensions but those asked for, 8-bit vertex colours, welded and indexed triangles.

One primitive a material and node, so that a whole room draws in few calls; pictures are embedded as JPEG or PNG.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assets.build.materials import Material
from assets.build.mesh import Mesh

FLOAT, U8, U16, U32 = 5126, 5121, 5123, 5125


@dataclass(slots=True)
class Node:
    """One named node: a matrix [4, 4] and triangles by material. colour : by material, float [T, 3] baked light 0..1."""

    name: str
    matrix: np.ndarray
    parts: dict[str, Mesh] = field(default_factory=dict)
    light: dict[str, np.ndarray] = field(default_factory=dict)


class Writer:
    """Collects accessors, pictures and materials, then writes one file."""

    def __init__(self) -> None:
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

    def _view(self, data: bytes, target: int | None = None) -> int:
        self.blob += b"\0" * (-len(self.blob) % 4)
        view: dict[str, Any] = {"buffer": 0, "byteOffset": len(self.blob), "byteLength": len(data)}
        if target:
            view["target"] = target
        self.blob += data
        self.doc["bufferViews"].append(view)
        return len(self.doc["bufferViews"]) - 1

    def _accessor(
        self, a: np.ndarray, component: int, kind: str, target: int, normalized: bool = False, span: bool = False
    ) -> int:
        entry: dict[str, Any] = {
            "bufferView": self._view(a.tobytes(), target),
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
            mime = "image/png" if data.startswith(b"\x89PNG") else "image/jpeg"
            self.doc["images"].append({"bufferView": self._view(data), "mimeType": mime})
            if not self.doc["samplers"]:
                self.doc["samplers"].append({"magFilter": 9729, "minFilter": 9987, "wrapS": 10497, "wrapT": 10497})
            self.doc["textures"].append({"sampler": 0, "source": len(self.doc["images"]) - 1})
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
        if any(m.emissive):
            entry["emissiveFactor"] = [min(1.0, e) for e in m.emissive]
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
        self, mesh: Mesh, material: str | None, spec: Material | None, light: np.ndarray | None
    ) -> dict[str, Any]:
        """material None makes a bare shape (collision): positions and indices only."""
        p = mesh.p.reshape(-1, 3)
        if spec is None:
            rows, index = np.unique(np.round(p, 4), axis=0, return_inverse=True)
            attributes = {"POSITION": self._accessor(rows.astype("<f4"), FLOAT, "VEC3", 34962, span=True)}
            return {"attributes": attributes, "indices": self._indices(index.ravel(), len(rows))}
        uv = mesh.uv.reshape(-1, 2) / (spec.tile_m or 1.0)
        if spec.tile_m:
            uv = uv - np.floor(uv.min(0))
        shade = np.ones(len(p)) if light is None else light.reshape(-1)
        table = np.concatenate(
            [np.round(p, 5), np.round(mesh.n.reshape(-1, 3), 3), np.round(uv, 4), np.round(shade * 255)[:, None]], 1
        )
        rows, index = np.unique(table, axis=0, return_inverse=True)
        n = rows[:, 3:6] / np.linalg.norm(rows[:, 3:6], axis=1, keepdims=True)
        attributes = {
            "POSITION": self._accessor(rows[:, :3].astype("<f4"), FLOAT, "VEC3", 34962, span=True),
            "NORMAL": self._accessor(n.astype("<f4"), FLOAT, "VEC3", 34962),
        }
        if "normal" in spec.pictures():
            tangents = _tangents(p, rows, index.ravel(), uv)
            attributes["TANGENT"] = self._accessor(tangents.astype("<f4"), FLOAT, "VEC4", 34962)
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

    def _indices(self, index: np.ndarray, count: int) -> int:
        wide = count > 65535
        return self._accessor(index.astype("<u4" if wide else "<u2"), U32 if wide else U16, "SCALAR", 34963)

    def node(self, node: Node, catalogue: dict[str, Material]) -> None:
        entry: dict[str, Any] = {"name": node.name}
        if not np.allclose(node.matrix, np.eye(4)):
            entry["matrix"] = [float(v) for v in np.round(node.matrix.T, 6).ravel()]
        if node.parts:
            bare = node.name.startswith("collision:")
            prims = [
                self.primitive(mesh, None if bare else name, None if bare else catalogue[name], node.light.get(name))
                for name, mesh in sorted(node.parts.items())
            ]
            self.doc["meshes"].append({"name": node.name, "primitives": prims})
            entry["mesh"] = len(self.doc["meshes"]) - 1
        self.doc["nodes"].append(entry)

    def write(self, path: Path) -> None:
        doc = {k: v for k, v in self.doc.items() if v or k == "asset"}
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
