"""Which draws a frame needs, in which order: culled, sorted by material, as indirect commands."""

from __future__ import annotations

from dataclasses import dataclass, field

import moderngl
import numpy as np

from renderer.gl.placed import Placed
from renderer.gl.records import COMMAND, DRAW, MIRRORED
from renderer.gl.upload import GpuModel, MaterialUse


@dataclass(slots=True)
class Bucket:
    """Commands `first` .. `first + count` share a program, a material and a vertex buffer."""

    gpu: GpuModel
    use: MaterialUse
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


def visible(centre: np.ndarray, radius: np.ndarray, views: list[np.ndarray]) -> np.ndarray:
    """bool [D]: the sphere touches the frustum of at least one view."""
    seen = np.zeros(len(centre), bool)
    for planes in views:
        seen |= (centre @ planes[:, :3].T + planes[:, 3] >= -radius[:, None]).all(axis=1)
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


def build_batch(
    placed: list[Placed], views: list[np.ndarray], eye: np.ndarray, lights: np.ndarray, eyes: int = 1
) -> tuple[Batch, np.ndarray, np.ndarray]:
    """The batch, its DRAW records and its COMMANDs. `views` : frustum planes; `eye` float32 [3] orders what is see-through;
    `eyes` : 2 draws each twice, its instances counted as shaders/surface.vert does."""
    rows, keys, commands, tables = [], [], [], {}
    for one in placed:
        if not len(one.part):
            continue
        seen = visible(one.centre, one.radius, views)
        if not seen.any():
            continue
        part, records = one.part[seen], one.records[seen]
        records["light_mask"] = light_masks(one.centre[seen], one.radius[seen], lights)
        tables[one.gpu.serial] = one.gpu
        rows.append(records)
        keys.append(sort_keys(one.gpu, part, records, one.centre[seen], eye))
        commands.append(pack_commands(one.gpu, part))
    batch = Batch()
    if not rows:
        return batch, np.zeros(0, DRAW), np.zeros(0, COMMAND)
    key = np.concatenate(keys)
    order = np.lexsort((key["bucket"], key["depth"]))
    key, command = key[order], np.concatenate(commands)[order]
    command["instances"], command["base_instance"] = eyes, np.arange(len(order)) * eyes
    batch.triangles, batch.draws = int(command["count"].sum()) // 3, len(order)
    split_buckets(batch, key, tables)
    return batch, np.concatenate(rows)[order], command


KEY = np.dtype([("depth", np.float32), ("bucket", np.uint64)])


def sort_keys(gpu: GpuModel, part: np.ndarray, records: np.ndarray, centre: np.ndarray, eye: np.ndarray) -> np.ndarray:
    """KEY [D]. Opaque draws have depth -inf and are ordered by bucket; blended ones by distance, the farthest first."""
    material = gpu.parts.material[part]
    key = np.zeros(len(part), KEY)
    cull = gpu.single_sided[material] & ((records["flags"] & MIRRORED) == 0)
    key["bucket"] = gpu.sort_codes[material] | cull
    key["depth"] = np.where(gpu.blend[material], -np.linalg.norm(centre - eye, axis=1), -np.inf)
    return key


def pack_commands(gpu: GpuModel, part: np.ndarray) -> np.ndarray:
    command = np.zeros(len(part), COMMAND)
    command["count"], command["instances"] = gpu.parts.index_count[part], 1
    command["first_index"], command["base_vertex"] = gpu.parts.first_index[part], gpu.parts.base_vertex[part]
    return command


def split_buckets(batch: Batch, key: np.ndarray, tables: dict[int, GpuModel]) -> None:
    """Runs of the same bucket become one multi-draw."""
    buckets = key["bucket"]
    starts = np.flatnonzero(np.concatenate([[True], buckets[1:] != buckets[:-1]]))
    ends = np.append(starts[1:], len(buckets))
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        code = int(buckets[start])
        gpu = tables[code >> 20 & 0xFFFFF]
        use = gpu.uses[code >> 1 & 0x7FFFF]
        target = batch.blended if use.blend else batch.opaque
        target.append(Bucket(gpu, use, bool(code & 1), start, end - start))
