"""Tiny glTF scenes whose light is known by formula, for the tests of assets.bake."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assets.bake.glb_write import pack_glb

Quad = tuple[tuple[float, float, float], ...]
LAMBERT = {"KHR_materials_specular": {"specularFactor": 0.0}}


@dataclass
class SceneFile:
    """Collects meshes of quads, then writes one GLB."""

    materials: list[dict[str, Any]] = field(default_factory=list)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    meshes: list[dict[str, Any]] = field(default_factory=list)
    accessors: list[dict[str, Any]] = field(default_factory=list)
    views: list[dict[str, Any]] = field(default_factory=list)
    blob: bytearray = field(default_factory=bytearray)
    more: dict[str, Any] = field(default_factory=dict)

    def material(self, name: str, albedo: float = 0.5, glow: float = 0.0, **more: Any) -> int:
        """A Lambert material."""
        entry: dict[str, Any] = {
            "name": name,
            "pbrMetallicRoughness": {"baseColorFactor": [albedo] * 3 + [1], "metallicFactor": 0, "roughnessFactor": 1},
            "extensions": dict(LAMBERT),
        } | more
        if glow:
            entry["emissiveFactor"] = [1, 1, 1]
            entry["extensions"] |= {"KHR_materials_emissive_strength": {"emissiveStrength": glow}}
        self.materials.append(entry)
        return len(self.materials) - 1

    def mesh(self, quads: list[Quad], material: int) -> int:
        """Each quad counter-clockwise as seen from its front."""
        p = np.array([corner for quad in quads for corner in quad], np.float32)
        n = np.repeat([np.cross(np.subtract(q[1], q[0]), np.subtract(q[2], q[0])) for q in quads], 4, axis=0)
        n = (n / np.linalg.norm(n, axis=1, keepdims=True)).astype(np.float32)
        i = (np.array([[0, 1, 2], [0, 2, 3]]) + 4 * np.arange(len(quads))[:, None, None]).reshape(-1).astype(np.uint16)
        span = {"min": p.min(0).tolist(), "max": p.max(0).tolist()}
        primitive = {
            "attributes": {
                "POSITION": self.accessor(p, 5126, "VEC3", 34962, **span),
                "NORMAL": self.accessor(n, 5126, "VEC3", 34962),
            },
            "indices": self.accessor(i, 5123, "SCALAR", 34963),
            "material": material,
        }
        self.meshes.append({"primitives": [primitive]})
        return len(self.meshes) - 1

    def accessor(self, values: np.ndarray, component: int, kind: str, target: int | None, **more: Any) -> int:
        self.blob += b"\0" * (-len(self.blob) % 4)
        view = {"buffer": 0, "byteOffset": len(self.blob), "byteLength": values.nbytes}
        self.views.append(view | ({"target": target} if target else {}))
        self.blob += values.tobytes()
        entry = {"bufferView": len(self.views) - 1, "componentType": component, "count": len(values), "type": kind}
        self.accessors.append(entry | more)
        return len(self.accessors) - 1

    def node(self, name: str, mesh: int, **more: Any) -> int:
        self.nodes.append({"name": name, "mesh": mesh} | more)
        return len(self.nodes) - 1

    def write(self, path: Path) -> Path:
        used = {
            "KHR_materials_specular",
            *(["KHR_materials_emissive_strength"] if "emissiveStrength" in str(self.materials) else []),
        }
        document = {
            "asset": {"version": "2.0"}, "extensionsUsed": sorted(used), "scene": 0,
            "scenes": [{"nodes": list(range(len(self.nodes)))}], "nodes": self.nodes, "meshes": self.meshes,
            "materials": self.materials, "accessors": self.accessors, "bufferViews": self.views,
            "buffers": [{"byteLength": len(self.blob)}],
        }  # fmt: skip
        for key, value in self.more.items():
            document[key] = sorted({*document.get(key, []), *value}) if key == "extensionsUsed" else value
        path.write_bytes(pack_glb(json.loads(json.dumps(document)), bytes(self.blob) + b"\0" * (-len(self.blob) % 4)))
        return path


def floor(half: float, y: float = 0.0) -> Quad:
    """A square that faces up."""
    return ((-half, y, half), (half, y, half), (half, y, -half), (-half, y, -half))


def ceiling(half: float, y: float) -> Quad:
    """A square that faces down."""
    return tuple(reversed(floor(half, y)))


def box(low: tuple[float, float, float], high: tuple[float, float, float], inward: bool = False) -> list[Quad]:
    """Six faces."""
    (x0, y0, z0), (x1, y1, z1) = low, high
    quads: list[Quad] = [
        ((x0, y1, z1), (x1, y1, z1), (x1, y1, z0), (x0, y1, z0)), ((x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)),
        ((x1, y0, z1), (x1, y0, z0), (x1, y1, z0), (x1, y1, z1)), ((x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)),
        ((x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)), ((x1, y0, z0), (x0, y0, z0), (x0, y1, z0), (x1, y1, z0)),
    ]  # fmt: skip
    return [tuple(reversed(q)) for q in quads] if inward else quads


def furnace(folder: Path, albedo: float, glow: float, side: float = 1.0) -> Path:
    """A closed cube whose walls emit and reflect: everywhere within, the radiance is glow / (1 - albedo)."""
    scene = SceneFile()
    wall = scene.material("wall", albedo, glow)
    scene.node("room", scene.mesh(box((0, 0, 0), (side, side, side), inward=True), wall))
    return scene.write(folder / "scene.glb")
