"""Which draws a frame needs, in which order: culled, sorted by material, as indirect commands."""

from __future__ import annotations

from dataclasses import dataclass, field

import moderngl
import numpy as np

from renderer.gl.placed import Placed
from renderer.gl.records import COMMAND, DRAW
from renderer.gl.upload import program_number

BLEND = program_number(frozenset({"BLEND"}))


@dataclass(slots=True)
class Bucket:
    """Commands `first` .. `first + count` share a program (number of its features), a page of materials, a set of textures and the
    sides drawn."""

    features: int
    page: int
    textures: int
    cull: bool
    first: int
    count: int


@dataclass(slots=True)
class Batch:
    """One frame's surfaces."""

    opaque: list[Bucket] = field(default_factory=list)
    blended: list[Bucket] = field(default_factory=list)
    triangles: int = 0
    draws: int = 0


class GrowingBuffer:
    """A buffer that is written anew each frame and grows when it must."""

    def __init__(self, ctx: moderngl.Context, size: int) -> None:
        self._ctx = ctx
        self.buffer = ctx.buffer(reserve=size, dynamic=True)

    def write(self, data: np.ndarray) -> bool:
        """True if the buffer is another one now."""
        grown = data.nbytes > self.buffer.size
        if grown:
            self.buffer.release()
            self.buffer = self._ctx.buffer(reserve=data.nbytes * 2, dynamic=True)
        else:
            self.buffer.orphan()
        if data.nbytes:
            self.buffer.write(data)
        return grown


def frustum_planes(clip_from_world: np.ndarray) -> np.ndarray:
    """float32 [5, 4]: left, right, bottom, top, near; a point p is inside where plane . (p, 1) >= 0 (Gribb, Hartmann 2001).
    `clip_from_world` in mathematical order."""
    m = clip_from_world
    planes = np.stack([m[3] + m[0], m[3] - m[0], m[3] + m[1], m[3] - m[1], m[3] + m[2]])
    unit: np.ndarray = planes / np.linalg.norm(planes[:, :3], axis=1, keepdims=True)
    return unit


def visible(centre: np.ndarray, radius: np.ndarray, views: np.ndarray) -> np.ndarray:
    """bool [D]: the sphere touches the frustum of at least one view. `views` : float32 [V, 5, 4]."""
    planes = views.reshape(-1, 4)
    inside = centre @ planes[:, :3].T + planes[:, 3] >= -radius[:, None]
    seen: np.ndarray = inside.reshape(-1, len(views), 5).all(axis=2).any(axis=1)
    return seen


def light_masks(centre: np.ndarray, radius: np.ndarray, lights: np.ndarray) -> np.ndarray:
    """uint32 [D]: bit i is set where light i (position, range: float32 [L, 4]) reaches the sphere."""
    if not len(lights):
        return np.zeros(len(centre), np.uint32)
    offsets = centre[:, None, :] - lights[None, :, :3]
    reach = radius[:, None] + lights[None, :, 3]
    touches = np.einsum("dli,dli->dl", offsets, offsets) <= reach * reach
    bits = np.uint32(1) << np.arange(len(lights), dtype=np.uint32)
    masks: np.ndarray = (touches * bits).sum(axis=1, dtype=np.uint32)
    return masks


def light_up(one: Placed, lights: np.ndarray) -> None:
    """Notes in the records which lights reach what; only when lights have changed, or the thing moved (it is a new one then)."""
    key = lights.tobytes()
    if one.lit_by != key:
        one.records["light_mask"] = light_masks(one.centre, one.radius, lights)
        one.lit_by = key


def build_batch(
    placed: list[Placed], views: list[np.ndarray], eye: np.ndarray, lights: np.ndarray, eyes: int = 1
) -> tuple[Batch, np.ndarray, np.ndarray]:
    """The batch, its DRAW records and its COMMANDs. `views` : frustum planes; `eye` float32 [3] orders what is see-through;
    `eyes` : 2 draws each twice, its instances counted as shaders/surface.vert does."""
    batch, drawn = Batch(), [one for one in placed if len(one.part)]
    if not drawn:
        return batch, np.zeros(0, DRAW), np.zeros(0, COMMAND)
    for one in drawn:
        light_up(one, lights)
    centre = np.concatenate([one.centre for one in drawn])
    seen = np.flatnonzero(visible(centre, np.concatenate([one.radius for one in drawn]), np.array(views)))
    if not len(seen):
        return batch, np.zeros(0, DRAW), np.zeros(0, COMMAND)
    bucket = np.concatenate([one.bucket for one in drawn])[seen]
    # What is see-through comes last, the farthest first; all else in the order of programs and materials.
    distance = np.linalg.norm(centre[seen] - eye, axis=1)
    depth = np.where(np.concatenate([one.blend for one in drawn])[seen], -distance, -np.inf)
    order = np.lexsort((bucket, depth))
    seen, bucket = seen[order], bucket[order]
    command = np.concatenate([one.commands for one in drawn])[seen]
    command["instances"], command["base_instance"] = eyes, np.arange(0, len(seen) * eyes, eyes)
    batch.triangles, batch.draws = int(command["count"].sum()) // 3, len(seen)
    split_buckets(batch, bucket)
    return batch, np.concatenate([one.records for one in drawn])[seen], command


def split_buckets(batch: Batch, buckets: np.ndarray) -> None:
    """Runs of the same bucket become one multi-draw."""
    cuts = np.flatnonzero(buckets[1:] != buckets[:-1]) + 1
    starts = [0, *cuts.tolist()]
    for start, end, code in zip(starts, [*starts[1:], len(buckets)], buckets[starts].tolist(), strict=True):
        features = code >> 32
        target = batch.blended if features & BLEND else batch.opaque
        target.append(Bucket(features, code >> 24 & 0xFF, code >> 1 & 0x7FFFFF, bool(code & 1), start, end - start))
