"""What bends meshes: joints and morph targets, as shaders/deform.glsl reads them."""

from __future__ import annotations

import moderngl
import numpy as np

from renderer.gl.pool import GrowingBuffer, Pool
from renderer.gltf.model import Primitive

SKIN = np.dtype([("joints", np.uint16, 4), ("weights", np.uint16, 4)])
DELTA = np.dtype((np.float32, 9))  # position, normal, tangent
NO_PALETTE = np.uint32(0xFFFFFFFF)
MAX_TARGETS = 255  # their number shares a word with the place of their weights
SKIN_BINDING, PALETTE_BINDING, DELTA_BINDING, WEIGHT_BINDING = 5, 6, 7, 8


def pack_skin(primitive: Primitive) -> np.ndarray:
    """SKIN [N], or [0] if the primitive has none."""
    if primitive.joints is None or primitive.weights is None:
        return np.zeros(0, SKIN)
    rows = np.zeros(len(primitive.positions), SKIN)
    total = np.maximum(primitive.weights.sum(axis=1, keepdims=True), 1e-6)
    rows["joints"], rows["weights"] = primitive.joints, np.round(primitive.weights / total * 65535)
    return rows


def pack_deltas(primitive: Primitive) -> np.ndarray:
    """float32 [N, targets, 9]."""
    morphs = primitive.morphs[:MAX_TARGETS]
    deltas = np.zeros((len(primitive.positions), len(morphs), 9), np.float32)
    for number, morph in enumerate(morphs):
        for first, values in ((0, morph.positions), (3, morph.normals), (6, morph.tangents)):
            if values is not None:
                deltas[:, number, first : first + 3] = values
    return deltas


def reach(primitive: Primitive, joint_from_mesh: np.ndarray) -> float:
    """How far vertices lie from the joints that carry them, metres in the joints' own axes: the larger, the more a pose's bounds
    must be widened."""
    if primitive.joints is None or primitive.weights is None or not len(primitive.positions):
        return 0.0
    farthest = 0.0
    for column in range(primitive.joints.shape[1]):
        carried = primitive.weights[:, column] > 0.01
        if carried.any():
            bind = joint_from_mesh[np.minimum(primitive.joints[carried, column], len(joint_from_mesh) - 1)]
            at = np.einsum("nij,nj->ni", bind[:, :3, :3], primitive.positions[carried]) + bind[:, :3, 3]
            farthest = max(farthest, float(np.sqrt(np.einsum("ni,ni->n", at, at).max())))
    return farthest


class Deforms:
    """The buffers: rows of vertices stay with their models, palettes and weights are written each frame."""

    def __init__(self, ctx: moderngl.Context) -> None:
        self.skins, self.deltas = Pool(ctx, SKIN.itemsize, 1 << 10), Pool(ctx, DELTA.itemsize, 1 << 8)
        self._palette, self._weights = GrowingBuffer(ctx, 1 << 16), GrowingBuffer(ctx, 1 << 12)

    def write(self, palettes: list[np.ndarray], weights: list[np.ndarray]) -> None:
        """palettes : float32 [J, 3, 4] each. weights : float32 [W] each."""
        if palettes:
            self._palette.write(palettes[0] if len(palettes) == 1 else np.concatenate(palettes))
        if weights:
            self._weights.write(weights[0] if len(weights) == 1 else np.concatenate(weights))

    def bind(self) -> None:
        self.skins.buffer.bind_to_storage_buffer(SKIN_BINDING)
        self._palette.buffer.bind_to_storage_buffer(PALETTE_BINDING)
        self.deltas.buffer.bind_to_storage_buffer(DELTA_BINDING)
        self._weights.buffer.bind_to_storage_buffer(WEIGHT_BINDING)

    def release(self) -> None:
        for part in (self.skins, self.deltas, self._palette, self._weights):
            part.release()
