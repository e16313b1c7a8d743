"""Which draws a frame needs, in which order: culled, sorted by program and textures, as indirect commands."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from renderer.gl.placed import Placed
from renderer.gl.pool import GrowingBuffer
from renderer.gl.records import COMMAND, DRAW
from renderer.gl.upload import bucket_code, program_number

__all__ = ["BLEND", "Batch", "Bucket", "GrowingBuffer", "Surfaces", "frustum_planes", "light_masks", "visible"]

BLEND = program_number(frozenset({"BLEND"}))
LAST = np.uint64(bucket_code(program_number(frozenset({"TRANSMISSION"})), 0, 0))  # and all above: after all else opaque
BEYOND = np.int16(1 << 12)  # more than there are shells
NO_ROWS = np.zeros(0, np.int64)


@dataclass(slots=True)
class Bucket:
    """Commands `first` .. `first + count` share a program (number of its features), a page of materials, a set of textures and the
    sides drawn. cull : 0 none, 1 back faces, 2 front faces, which are the back of what is mirrored."""

    features: int
    page: int
    textures: int
    cull: int
    first: int
    count: int


@dataclass(slots=True)
class Batch:
    """One frame's surfaces. draws : things drawn, for one eye; equal ones side by side are one command."""

    opaque: list[Bucket] = field(default_factory=list)
    blended: list[Bucket] = field(default_factory=list)
    triangles: int = 0
    draws: int = 0


def frustum_planes(clip_from_world: np.ndarray, reverse: bool) -> np.ndarray:
    """float32 [V, 5, 4], of each view: left, right, bottom, top, near; a point p is inside where plane . (p, 1) >= 0 (Gribb,
    Hartmann 2001). `clip_from_world` [V, 4, 4] in mathematical order, of frame.projection."""
    x, y, z, w = clip_from_world.swapaxes(0, 1)
    planes = np.stack([w + x, w - x, w + y, w - y, w - z if reverse else w + z], axis=1)
    unit: np.ndarray = planes / np.sqrt(np.einsum("vpi,vpi->vp", planes[..., :3], planes[..., :3]))[..., None]
    return unit


def visible(centre: np.ndarray, radius: np.ndarray, views: np.ndarray) -> np.ndarray:
    """bool [B]: the ball touches the frustum of at least one view. `views` : float32 [V, 5, 4]."""
    planes = views.reshape(-1, 4)
    inside = planes[:, :3] @ centre.T
    inside += planes[:, 3:]
    inside += radius
    seen: np.ndarray = (inside.reshape(len(views), 5, -1).min(axis=1) >= 0).any(axis=0)
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


class Surfaces:
    """All that is placed, sorted once and kept: opaque things by program, textures and mesh, then what is see-through. A frame
    copies only what has moved, and looks at what it sees: at the balls around things, of which a person with all that is worn
    has one. `records` : DRAW [D] in that order; a draw's number is its row."""

    def __init__(self) -> None:
        self._layout: list[tuple[object, ...]] = []
        self._known: list[tuple[Placed, int]] = []
        self._slots: list[np.ndarray] = []
        self._lights = b""
        self._first_blended = 0
        self._arrange([])

    def update(self, placed: list[Placed], lights: np.ndarray) -> np.ndarray:
        """Takes over what has changed since the last time. lights : position and range, float32 [L, 4]. Returns which rows of
        `records` did: int [R]."""
        drawn = [one for one in placed if len(one.part)]
        layout = [one.layout for one in drawn]
        if layout != self._layout:
            self._arrange(drawn)
            self._layout = layout
        changed, moving = [NO_ROWS], []
        for number, one in enumerate(drawn):
            known, version = self._known[number]
            same = known is one and version == one.version
            if one.moves and len(lights):
                moving.append(self._slots[number])
            if one.moves or not same:
                self._centre[self._balls[number]], self._radius[self._balls[number]] = one.centre, one.radius
            if not same:
                rows = one.touched if known is one and version == one.version - 1 else None
                own = self._slots[number] if rows is None else self._slots[number][rows]
                self.records[own] = one.records if rows is None else one.records[rows]
                self._known[number] = one, one.version
                changed.append(own)
        key = lights.tobytes()
        if key != self._lights:
            self._lights, changed, moving = key, [np.arange(len(self.records))], []
        rows = changed[0] if len(changed) == 1 else np.concatenate(changed)
        if len(rows) or moving:
            masks = light_masks(self._centre, self._radius, lights)
            self.records["light_mask"][rows] = masks[self._ball[rows]]
            rows = np.concatenate([rows, *(self._light_moving(moved, masks) for moved in moving)])
        return rows

    def _light_moving(self, rows: np.ndarray, masks: np.ndarray) -> np.ndarray:
        """People walk from lamp to lamp: those of the rows that others light now. masks : uint32 [B]."""
        now = masks[self._ball[rows]]
        others = now != self.records["light_mask"][rows]
        found: np.ndarray = rows[others]
        self.records["light_mask"][found] = now[others]
        return found

    def _arrange(self, drawn: list[Placed]) -> None:
        """Finds each thing its rows."""
        code = np.concatenate([np.zeros(0, np.uint64), *(one.bucket for one in drawn)])
        template = np.concatenate([np.zeros(0, COMMAND), *(one.commands for one in drawn)])
        blend = np.concatenate([np.zeros(0, bool), *(one.blend for one in drawn)])
        order = np.lexsort((template["first_index"], code, blend))
        row = np.empty(len(order), np.int64)
        row[order] = np.arange(len(order))
        ends = np.cumsum([0, *(len(one.part) for one in drawn)])
        self._slots = [row[a:b] for a, b in pairwise(ends)]
        self._code, self._template = code[order], template[order]
        self._first_blended = int((~blend).sum())
        self._late = (self._code >= LAST) * BEYOND
        same = (self._code[1:] == self._code[:-1]) & (self._template[1:] == self._template[:-1])
        self._mesh = np.concatenate([np.zeros(min(len(order), 1), np.int64), np.cumsum(~same)])
        self.records, self._commands = np.zeros(len(order), DRAW), np.zeros(len(order), COMMAND)
        self._known = [(one, -1) for one in drawn]
        self._arrange_balls(drawn)

    def _arrange_balls(self, drawn: list[Placed]) -> None:
        starts = np.cumsum([0, *(len(one.radius) for one in drawn)]).tolist()
        self._balls = [slice(a, b) for a, b in pairwise(starts)]
        self._ball = np.zeros(len(self.records), np.int64)
        for one, rows, first in zip(drawn, self._slots, starts, strict=False):
            self._ball[rows] = first + (np.arange(len(rows)) if one.which is None else one.which)
        kinds = {one.in_mirrors for one in drawn} - {None}
        self._shown_by = {  # balls that a picture has, where not all have: by whether it is a mirror's
            mirror: np.repeat([one.in_mirrors in (None, mirror) for one in drawn], [len(one.radius) for one in drawn])
            for mirror in (False, True)
            if kinds - {mirror}
        }
        self._centre, self._radius = np.zeros((starts[-1], 3), np.float32), np.zeros(starts[-1], np.float32)

    def batch(
        self,
        views: np.ndarray,
        eye: np.ndarray,
        eyes: int = 1,
        smallest: float = 0.0,
        mirror: bool = False,
        near_first: bool = False,
    ) -> tuple[Batch, np.ndarray]:
        """What one frame draws, and its COMMANDs (good until the next call). `views` : of frustum_planes; `eye` float32 [3] orders
        what is see-through; `eyes` : 2 draws each twice, its instances counted as shaders/surface.vert does. smallest : share of
        its distance that a thing's radius must have to be drawn. mirror : whether this is the picture of one. near_first : see
        Quality.near_first."""
        batch = Batch()
        if not len(self.records):
            return batch, self._commands[:0]
        shown = visible(self._centre, self._radius, views)
        if mirror in self._shown_by:
            shown &= self._shown_by[mirror]
        if smallest:
            offsets = self._centre - eye
            shown &= np.square(self._radius) >= smallest**2 * np.einsum("di,di->d", offsets, offsets)
        seen = np.flatnonzero(shown[self._ball])
        cut = int(np.searchsorted(seen, self._first_blended))
        solid, clear = seen[:cut], seen[cut:]
        if near_first:
            solid = self._in_shells(solid, eye)
        offsets = self._centre[self._ball[clear]] - eye
        clear = clear[np.argsort(-np.einsum("di,di->d", offsets, offsets), kind="stable")]
        count = self._fill(batch.opaque, solid, eyes, 0)
        count = self._fill(batch.blended, clear, eyes, count)
        used = self._commands[:count]
        batch.triangles = int((used["count"].astype(np.int64) * used["instances"]).sum()) // 3
        batch.draws = len(seen)
        return batch, used

    def _in_shells(self, rows: np.ndarray, eye: np.ndarray) -> np.ndarray:
        """Solid rows by how far from `eye` they end, in shells half as far again each; within one in the order they had, by
        program."""
        balls = self._ball[rows]
        offsets = self._centre[balls] - eye
        far = np.sqrt(np.einsum("di,di->d", offsets, offsets)) + self._radius[balls]
        shell = np.floor(2 * np.log2(np.maximum(far, 0.1))).astype(np.int16)
        ordered: np.ndarray = rows[np.argsort(shell + self._late[rows], kind="stable")]
        return ordered

    def _fill(self, buckets: list[Bucket], rows: np.ndarray, eyes: int, first: int) -> int:
        """Commands for `rows`, from number `first` on; neighbours of one mesh become instances of one command."""
        if not len(rows):
            return first
        mesh, first_of = self._mesh[rows], np.empty(len(rows), bool)
        first_of[0] = True
        np.not_equal(rows[1:] - rows[:-1], 1, out=first_of[1:])
        first_of[1:] |= mesh[1:] != mesh[:-1]
        starts = np.flatnonzero(first_of)
        lead = rows[starts]
        command = self._commands[first : first + len(lead)]
        command[:] = self._template[lead]
        command["instances"][:-1] = (starts[1:] - starts[:-1]) * eyes
        command["instances"][-1] = (len(rows) - starts[-1]) * eyes
        command["base_instance"] = lead * eyes
        split_buckets(buckets, self._code[lead], first)
        return first + len(lead)


def split_buckets(buckets: list[Bucket], codes: np.ndarray, first: int) -> None:
    """Runs of the same code become one multi-draw."""
    cuts = np.flatnonzero(codes[1:] != codes[:-1]) + 1
    starts = [0, *cuts.tolist()]
    for start, end, code in zip(starts, [*starts[1:], len(codes)], codes[starts].tolist(), strict=True):
        textures = code >> 2 & 0x3FFFFF
        buckets.append(Bucket(code >> 32, code >> 24 & 0xFF, textures, code & 3, first + start, end - start))
