"""Typed views into glTF buffers (glTF 2.0 section 3.6.2): strides, normalised integers, sparse accessors."""

from __future__ import annotations

from typing import Any

import numpy as np

from renderer.gltf.errors import GltfError

COMPONENT_TYPES: dict[int, type[np.generic]] = {
    5120: np.int8,
    5121: np.uint8,
    5122: np.int16,
    5123: np.uint16,
    5125: np.uint32,
    5126: np.float32,
}
COMPONENTS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}
MAX_ELEMENTS = 50_000_000  # a damaged count must not ask for all memory


class Accessors:
    """Reads accessors of one document by index. Every fault raises GltfError."""

    def __init__(self, document: dict[str, Any], buffers: list[bytes]) -> None:
        self._accessors = document.get("accessors", [])
        self._views = document.get("bufferViews", [])
        self._buffers = buffers

    def view_bytes(self, index: int) -> bytes:
        """The bytes of a bufferView."""
        return bytes(self._view(index))

    def _view(self, index: int) -> memoryview:
        """The same, not copied."""
        view = item(self._views, index, "bufferView")
        data, start, size = item(self._buffers, view["buffer"], "buffer"), view.get("byteOffset", 0), view["byteLength"]
        if start < 0 or size < 0 or start + size > len(data):
            raise GltfError(f"bufferView {index} reaches beyond its buffer")
        return memoryview(data)[start : start + size]

    def entry(self, index: int) -> dict[str, Any]:
        found: dict[str, Any] = item(self._accessors, index, "accessor")
        return found

    def __len__(self) -> int:
        return len(self._accessors)

    def raw(self, index: int) -> np.ndarray:
        """[count, components] in the stored type."""
        accessor = item(self._accessors, index, "accessor")
        dtype, width, count = self._layout(accessor, index)
        if "bufferView" in accessor:
            values = self._strided(accessor["bufferView"], accessor.get("byteOffset", 0), dtype, width, count)
        else:
            values = np.zeros((count, width), dtype)
        if "sparse" in accessor:
            values = self._with_sparse(values, accessor["sparse"])
        return values

    def floats(self, index: int, width: int) -> np.ndarray:
        """float32 [count, width]; integers are normalised where the accessor says so (section 3.11)."""
        return normalised(self.raw(index), bool(self.entry(index).get("normalized")), index, width)

    def _layout(self, accessor: dict[str, Any], index: int) -> tuple[np.dtype[Any], int, int]:
        kind, component, count = accessor.get("type"), accessor.get("componentType"), accessor.get("count")
        if kind not in COMPONENTS or component not in COMPONENT_TYPES:
            raise GltfError(f"accessor {index}: unknown type {kind} of {component}")
        if not isinstance(count, int) or not 0 <= count <= MAX_ELEMENTS:
            raise GltfError(f"accessor {index}: impossible count {count}")
        return np.dtype(COMPONENT_TYPES[component]), COMPONENTS[kind], count

    def _strided(self, view_index: int, offset: int, dtype: np.dtype[Any], width: int, count: int) -> np.ndarray:
        view, data = item(self._views, view_index, "bufferView"), self._view(view_index)
        size = dtype.itemsize * width
        stride = view.get("byteStride") or size
        if offset < 0 or stride < size or (count and offset + stride * (count - 1) + size > len(data)):
            raise GltfError(f"an accessor reaches beyond bufferView {view_index}")
        if not count:
            return np.zeros((0, width), dtype)
        return np.ndarray((count, width), dtype, data, offset, (stride, dtype.itemsize))

    def _with_sparse(self, values: np.ndarray, sparse: dict[str, Any]) -> np.ndarray:
        count, places, changes = sparse["count"], sparse["indices"], sparse["values"]
        if not 0 <= count <= len(values):
            raise GltfError("impossible sparse count")
        place_type = np.dtype(COMPONENT_TYPES[places["componentType"]])
        where = self._strided(places["bufferView"], places.get("byteOffset", 0), place_type, 1, count)[:, 0]
        if count and int(where.max()) >= len(values):
            raise GltfError("sparse index out of range")
        result = values.copy()
        result[where] = self._strided(
            changes["bufferView"], changes.get("byteOffset", 0), values.dtype, values.shape[1], count
        )
        return result


def normalised(values: np.ndarray, is_normalised: bool, index: int, width: int) -> np.ndarray:
    """float32 [count, width] of stored values; integers as shares of their range where `is_normalised`."""
    if values.shape[1] != width:
        raise GltfError(f"accessor {index} has {values.shape[1]} components, expected {width}")
    if is_normalised and values.dtype.kind in "iu":
        values = np.maximum(values.astype(np.float32) / float(np.iinfo(values.dtype).max), -1)
    values = np.ascontiguousarray(values, np.float32)
    if not np.isfinite(values).all():
        raise GltfError(f"accessor {index} holds values that are not finite")
    return values


def item(items: Any, index: Any, what: str) -> Any:
    """items[index], never counting from the end."""
    if not isinstance(index, int) or isinstance(index, bool) or not 0 <= index < len(items):
        raise GltfError(f"no {what} {index}")
    return items[index]
