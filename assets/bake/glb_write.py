"""Puts lightmap coordinates into a GLB: TEXCOORD_1 on each lightmapped primitive, its vertices split where charts end.

Everything else stays as it is, extensions that we do not know included: no accessor or bufferView changes its number. What a
split replaces gives its number to what replaces it, and the binary chunk is packed anew.
"""

from __future__ import annotations

import json
import struct
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np

from assets.bake.atlas import Atlas, Unwrapped
from renderer.gltf.accessors import COMPONENT_TYPES, Accessors
from renderer.gltf.container import CHUNK_BIN, CHUNK_JSON, GLB_MAGIC, read_container
from vr_client.errors import UserError

EXTENSION, VERSION = "SEOUL_lightmap", 1
ARRAY_BUFFER, ELEMENT_BUFFER = 34962, 34963
U16, U32 = 5123, 5125
FIRST_TEXCOORD, TEXCOORD = "TEXCOORD_0", "TEXCOORD_1"


def rewrite(source: Path, atlas: Atlas) -> bytes:
    """The GLB at `source` with the atlas' coordinates. Raises UserError E22 for what is no GLB with one binary chunk."""
    document, binary = read_container(source)
    if binary is None or any("uri" in b for b in document.get("buffers", [])[:1]):
        raise UserError("E22", path=source, reason="only a .glb with its data inside can be baked")
    own = _own_meshes(document, atlas)
    file = _File(document, binary)
    file.strip({(u.part.node, u.part.primitive) for u in atlas.parts})
    jobs = [(document["meshes"][own[u.part.node]]["primitives"][u.part.primitive], u) for u in atlas.parts]
    for primitive, _ in jobs:  # first all, so that no number is left over
        if primitive["attributes"].get(TEXCOORD, -1) == primitive["attributes"].get(FIRST_TEXCOORD):
            file.release([primitive["attributes"].pop(FIRST_TEXCOORD)])  # one that we put there
        file.release([*primitive["attributes"].values(), *([primitive["indices"]] if "indices" in primitive else [])])
    for primitive, unwrapped in jobs:
        file.replace(primitive, unwrapped)
    document.setdefault("extensions", {})[EXTENSION] = {"version": VERSION}
    document["extensionsUsed"] = sorted({*document.get("extensionsUsed", []), EXTENSION})
    return file.write()


def _own_meshes(document: dict[str, Any], atlas: Atlas) -> dict[int, int]:
    """Mesh by lightmapped node: nodes that share a mesh get copies, for each has its own place in the page."""
    users = Counter(n["mesh"] for n in document["nodes"] if "mesh" in n)
    own: dict[int, int] = {}
    for node in sorted({u.part.node for u in atlas.parts}):
        mesh = document["nodes"][node]["mesh"]
        if users[mesh] > 1:
            users[mesh] -= 1
            document["meshes"].append(json.loads(json.dumps(document["meshes"][mesh])))
            mesh = document["nodes"][node]["mesh"] = len(document["meshes"]) - 1
        own[node] = mesh
    return own


def _reads_second_set(document: dict[str, Any], primitive: dict[str, Any]) -> bool:
    if "material" not in primitive:
        return False
    return '"texCoord": 1' in json.dumps(document["materials"][primitive["material"]])


class _File:
    """A GLB being changed. `_content` holds new bytes of bufferViews by number."""

    def __init__(self, document: dict[str, Any], binary: bytes) -> None:
        self.document, self._binary = document, binary
        before = json.loads(json.dumps(document))  # slots are written anew while others are still to be read
        self._accessors, self._entries = Accessors(before, [binary]), before["accessors"]
        self._content: dict[int, bytes] = {}
        self._known: dict[tuple[Any, ...], tuple[dict[str, int], int]] = {}
        self._users = self._count_users()
        self._view_users = Counter(a["bufferView"] for a in document["accessors"] if "bufferView" in a)
        self._free: list[int] = []
        self._free_views: list[int] = []

    def _count_users(self) -> Counter[int]:
        """How often each accessor is used; wherever a number might mean one, rather too often."""
        users: Counter[int] = Counter()
        for mesh in self.document["meshes"]:
            for p in mesh["primitives"]:
                users.update([*p["attributes"].values(), *([p["indices"]] if "indices" in p else [])])
                users.update(a for target in p.get("targets", []) for a in target.values())
        for animation in self.document.get("animations", []):
            users.update(s[key] for s in animation["samplers"] for key in ("input", "output"))
        users.update(s["inverseBindMatrices"] for s in self.document.get("skins", []) if "inverseBindMatrices" in s)
        for node in self.document["nodes"]:
            users.update(node.get("extensions", {}).get("EXT_mesh_gpu_instancing", {}).get("attributes", {}).values())
        return users

    def strip(self, baked: set[tuple[int, int]]) -> None:
        """No TEXCOORD_1 is left where there is no lightmap, unless the material reads it."""
        nodes_of: dict[int, list[int]] = {}
        for number, node in enumerate(self.document["nodes"]):
            nodes_of.setdefault(node.get("mesh", -1), []).append(number)
        for number, mesh in enumerate(self.document["meshes"]):
            for index, primitive in enumerate(mesh["primitives"]):
                lit = any((node, index) in baked for node in nodes_of.get(number, []))
                attributes = primitive["attributes"]
                if not lit and TEXCOORD in attributes and not _reads_second_set(self.document, primitive):
                    last = attributes.pop(TEXCOORD)
                    self.release(
                        [last, *([attributes.pop(FIRST_TEXCOORD)] if attributes.get(FIRST_TEXCOORD) == last else [])]
                    )

    def replace(self, primitive: dict[str, Any], u: Unwrapped) -> None:
        """New vertices, indices and TEXCOORD_1 of one primitive."""
        old = {name: a for name, a in primitive["attributes"].items() if name != TEXCOORD}
        raw = {name: self._accessors.raw(a) for name, a in old.items()}
        order = u.source if "NORMAL" in old else self._corners(primitive, len(raw["POSITION"]))[u.source]
        uv = np.rint(u.uv * 65535).astype("<u2")
        rows = np.concatenate([_bytes(raw[name][order]) for name in sorted(raw)] + [_bytes(uv)], axis=1)
        first, faces = unique_rows(rows, u.faces)
        key = (tuple(sorted(old.items())), order[first].tobytes(), faces.tobytes())
        if key not in self._known:
            attributes = {name: self._vertices(raw[name][order][first], old[name], name) for name in old}
            self._known[key] = attributes, self._indices(faces, len(first))
        attributes, indices = self._known[key]
        template = {"componentType": U16, "normalized": True, "type": "VEC2"}
        coordinates = self._accessor(uv[first], template, ARRAY_BUFFER)
        # Sets are counted from 0 without gaps (glTF 2.0 section 3.7.2.1): what has no texture gets the same one twice.
        primitive["attributes"] = {FIRST_TEXCOORD: coordinates, **attributes, TEXCOORD: coordinates}
        primitive["indices"] = indices
        primitive.pop("mode", None)

    def _corners(self, primitive: dict[str, Any], vertices: int) -> np.ndarray:
        """Without normals the loader gives each corner a vertex of its own: which of the file's it came from."""
        if "indices" not in primitive:
            return np.arange(vertices)
        return self._accessors.raw(primitive["indices"])[:, 0].astype(np.int64)

    def _vertices(self, values: np.ndarray, like: int, name: str) -> int:
        entry = self._entries[like]
        template = {k: entry[k] for k in ("componentType", "normalized", "type", "name", "extras") if k in entry}
        if name == "POSITION":
            template["min"], template["max"] = values.min(axis=0).tolist(), values.max(axis=0).tolist()
        return self._accessor(values, template, ARRAY_BUFFER)

    def _indices(self, faces: np.ndarray, vertices: int) -> int:
        component = U32 if vertices > 65535 else U16
        values = faces.reshape(-1, 1).astype(COMPONENT_TYPES[component])
        return self._accessor(values, {"componentType": component, "type": "SCALAR"}, ELEMENT_BUFFER)

    def _accessor(self, values: np.ndarray, template: dict[str, Any], target: int) -> int:
        data, stride = values.tobytes(), None
        if target == ARRAY_BUFFER and values[0].nbytes % 4:  # vertex rows start on multiples of four (section 3.6.2.4)
            stride = -(-values[0].nbytes // 4) * 4
            padded = np.zeros((len(values), stride), np.uint8)
            padded[:, : values[0].nbytes] = _bytes(values)
            data = padded.tobytes()
        view = {"buffer": 0, "byteLength": len(data), "target": target} | ({"byteStride": stride} if stride else {})
        number = _put(self.document["bufferViews"], self._free_views, view)
        self._content[number] = data
        return _put(self.document["accessors"], self._free, {"bufferView": number, "count": len(values), **template})

    def release(self, accessors: list[int]) -> None:
        """What no primitive uses any more may be overwritten."""
        for number in accessors:
            self._users[number] -= 1
            if self._users[number] == 0:
                self._free.append(number)
                view = self.document["accessors"][number].get("bufferView")
                if view is not None:
                    self._view_users[view] -= 1
                    if self._view_users[view] == 0 and "extensions" not in self.document["bufferViews"][view]:
                        self._free_views.append(view)

    def write(self) -> bytes:
        """The whole file. Unused numbers that are left keep the least that is legal."""
        blob = bytearray()
        for number in self._free:
            self.document["accessors"][number] = {"componentType": U16, "count": 1, "type": "SCALAR"}
        for number, view in enumerate(self.document["bufferViews"]):
            if view["buffer"] != 0:
                continue
            data = self._content.get(number)
            if number in self._free_views:
                data = bytes(4)
                view.pop("byteStride", None)
            if data is None:
                start = view.get("byteOffset", 0)
                data = self._binary[start : start + view["byteLength"]]
            blob += b"\0" * (-len(blob) % 8)
            view["byteOffset"], view["byteLength"] = len(blob), len(data)
            blob += data
        blob += b"\0" * (-len(blob) % 4)
        self.document["buffers"][0]["byteLength"] = len(blob)
        return pack_glb(self.document, bytes(blob))


def pack_glb(document: dict[str, Any], binary: bytes) -> bytes:
    """A GLB of JSON and one binary chunk (glTF 2.0 section 4.4)."""
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    head = struct.pack("<III", GLB_MAGIC, 2, 28 + len(text) + len(binary))
    chunks = struct.pack("<II", len(text), CHUNK_JSON) + text + struct.pack("<II", len(binary), CHUNK_BIN) + binary
    return head + chunks


def unique_rows(rows: np.ndarray, faces: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(index of one of each set of equal rows, in order of appearance; faces that use their numbers). rows : uint8 [N, B]."""
    packed = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.shape[1]))).ravel()
    _, first, inverse = np.unique(packed, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first, kind="stable")] = np.arange(len(first))
    return np.sort(first), rank[inverse.ravel()][faces]


def _bytes(values: np.ndarray) -> np.ndarray:
    """uint8 [N, bytes of a row]."""
    return np.ascontiguousarray(values).view(np.uint8).reshape(len(values), -1)


def _put(items: list[dict[str, Any]], free: list[int], entry: dict[str, Any]) -> int:
    if free:
        number = free.pop(0)
        items[number] = entry
        return number
    items.append(entry)
    return len(items) - 1


__all__ = ["EXTENSION", "pack_glb", "rewrite", "unique_rows"]
