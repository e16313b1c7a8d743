"""Primitives packed by Draco (KHR_draco_mesh_compression), through DracoPy."""

from __future__ import annotations

from typing import Any

import numpy as np

from renderer.gltf.accessors import Accessors, item, normalised
from renderer.gltf.errors import GltfError


class Decompressed:
    """Stands in for Accessors: what Draco holds comes from there, all else from the file."""

    def __init__(self, accessors: Accessors, arrays: dict[int, np.ndarray]) -> None:
        self._accessors, self._arrays = accessors, arrays

    def raw(self, index: int) -> np.ndarray:
        return self._arrays[index] if index in self._arrays else self._accessors.raw(index)

    def floats(self, index: int, width: int) -> np.ndarray:
        if index not in self._arrays:
            return self._accessors.floats(index, width)
        return normalised(self._arrays[index], bool(self._accessors.entry(index).get("normalized")), index, width)


def decompressed(accessors: Accessors, entry: dict[str, Any], extension: dict[str, Any]) -> Decompressed:
    """entry : the primitive. Raises GltfError."""
    import DracoPy

    data = accessors.view_bytes(extension["bufferView"])
    try:
        mesh = DracoPy.decode(data)
        faces = np.asarray(mesh.faces, np.uint32).reshape(-1, 1)
        held = {a["unique_id"]: np.asarray(a["data"]) for a in mesh.attributes}
    except Exception as error:  # DracoPy raises its own, ValueError, AttributeError for a cloud of points ...
        raise GltfError(f"Draco data cannot be read: {error}") from error
    arrays = {}
    for name, number in extension["attributes"].items():
        index = entry["attributes"].get(name)
        if index is None or number not in held:
            raise GltfError(f"Draco data without {name}")
        accessor = accessors.entry(index)
        values = held[number].reshape(len(held[number]), -1)
        if len(values) != accessor.get("count"):
            raise GltfError(f"Draco data of another length than {name} says")
        arrays[index] = values
    if "indices" in entry:
        item([None] * len(accessors), entry["indices"], "accessor")
        arrays[entry["indices"]] = faces
    return Decompressed(accessors, arrays)
