"""Crowds placed: rows for everybody at every level of detail are made once, and a frame moves only the balls around people."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from renderer import animation
from renderer.gl.placed import FADE, IDENTITY, Placed, pack_commands
from renderer.gl.records import DRAW, LIGHTMAPPED
from renderer.gl.upload import GpuModel
from renderer.scene import Crowd

HIDDEN = np.float32(-1e9)  # a radius that nothing touches
STAYS = 0.05  # of a level's distance: who stands on the line does not flicker between two levels
FADE_S = 0.25  # in which one level dissolves into another, pixel by pixel
CLOSE_M, PART_M = 0.40, 0.50  # from the eyes' upright to somebody's: who is inside another sees nothing of them
HEAD_M = 1.2  # and at most that far above or below their middle
STILL_S = 0.2  # pictures so far apart, or of one moment, are no film: each is drawn as if it were the first
LEAVING = 0x8000  # of Draw.flags, see shaders/draws.glsl


@dataclass(slots=True, eq=False)
class Gathering:
    """A crowd with its rows: one Placed a level of detail, a ball around each person, whose palette is already in world space."""

    crowd: Crowd
    version: int
    levels: list[Placed]
    level: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # [I], which one each is drawn at
    before: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))  # [I], what dissolves
    since_s: np.ndarray = field(default_factory=lambda: np.zeros(0))  # [I]
    time_s: float = -math.inf
    codes: np.ndarray | None = None  # uint32 [levels + 1, I], Draw.flags from bit 8 on; None while nobody comes or goes

    @property
    def morphs(self) -> np.ndarray | None:
        """float32 [I * W], or None where nothing morphs."""
        rest = animation.skeleton(self.crowd.model).weights
        if not len(rest):
            return None
        given = self.crowd.weights
        return np.tile(rest, len(self.crowd.bounds)) if given is None else given.ravel()

    def follow(self, eye: np.ndarray, lens: float, time_s: float) -> None:
        """Takes over where they are now; each is drawn at the level that the distance asks for. eye : float32 [3]. lens : see
        `View.lens`."""
        bounds, film = self.crowd.bounds, 0 < time_s - self.time_s < STILL_S
        level, self.time_s = level_of(self.crowd, eye, lens, self.level if film else None), time_s
        if not film:
            self.level, self.before, self.since_s = level, level, np.full(len(level), -math.inf)
        changed = level != self.level
        if changed.any():
            self.before = np.where(changed, self.level, self.before)
            self.since_s = np.where(changed, time_s, self.since_s)
            self.level = level
        centre = bounds[:, :3]
        low, high = centre.min(axis=0), centre.max(axis=0)
        radius = np.where(level == np.arange(len(self.levels) + 1)[:, None], bounds[:, 3], HIDDEN)
        self._fade(time_s, radius)
        for placed, own in zip(self.levels, radius, strict=False):
            placed.centre, placed.low, placed.high, placed.radius = centre, low, high, own

    def _fade(self, time_s: float, radius: np.ndarray) -> None:
        """Shows for a moment what dissolves, too. radius : [levels + 1, I]. Only their rows are others then."""
        share = (time_s - self.since_s) / FADE_S
        who = np.flatnonzero(share < 1)
        if self.codes is None and not len(who):
            return
        was = np.zeros(radius.shape, np.uint32) if self.codes is None else self.codes
        codes = np.zeros(radius.shape, np.uint32)
        shown = (1 + 126 * share[who].clip(0, 1)).astype(np.uint32) << FADE
        codes[self.level[who], who], codes[self.before[who], who] = shown, shown | LEAVING
        radius[self.before[who], who] = self.crowd.bounds[who, 3]
        for number in np.flatnonzero((codes != was)[:-1].any(axis=1)).tolist():
            self.levels[number].flag(codes[number], codes[number] != was[number])
        self.codes = codes if len(who) else None


def level_of(crowd: Crowd, eye: np.ndarray, lens: float, before: np.ndarray | None) -> np.ndarray:
    """int [I], 0 the finest, one more than the coarsest for who is so close that the eyes would be in them. before : of the last
    frame; each stays at a fine one until he is clearly beyond."""
    offsets = crowd.bounds[:, :3] - eye
    away = np.einsum("ij,ij->i", offsets, offsets) * np.float32(lens * lens)
    eased, level = away * np.float32((1 - STAYS) ** 2), np.zeros(len(away), np.int64)
    for number, (from_m, _) in enumerate(crowd.lods):
        near = away if before is None else np.where(before <= number, eased, away)
        coarser = near >= from_m * from_m
        if number < len(crowd.most) and crowd.most[number] < len(away):
            coarser[np.argpartition(near, crowd.most[number])[crowd.most[number] :]] = True
        level += coarser
    if not crowd.in_mirrors:
        nothing = len(crowd.lods) + 1
        for who in np.flatnonzero(away < (HEAD_M * lens) ** 2 + (PART_M * lens) ** 2).tolist():
            x, y, z = offsets[who].tolist()
            reach = CLOSE_M if before is None or before[who] != nothing else PART_M
            if math.hypot(x, z) < reach and abs(y) < HEAD_M:
                level[who] = nothing
    return level


def gather(crowd: Crowd, gpus: list[GpuModel], serial: int) -> Gathering:
    """gpus : of the crowd's model and its lods. serial : of this gathering, never used before. Raises ValueError for arrays of a
    wrong shape."""
    levels = []
    for gpu in gpus:
        check(crowd, gpu)
        part, which = rows_of(crowd, gpu)
        levels.append(_level(crowd, gpu, part, which, (gpu.serial, "crowd", serial)))
    return Gathering(crowd, crowd.version, levels)


def check(crowd: Crowd, gpu: GpuModel) -> None:
    rest, path = animation.skeleton(gpu.model), gpu.model.path
    if crowd.palette.shape[1:] != (len(rest.joints), 3, 4):
        raise ValueError(f"{path}: {len(rest.joints)} joints of 3 x 4 expected, not {crowd.palette.shape[1:]}")
    if crowd.weights is not None and len(rest.weights) not in (
        0,
        crowd.weights.shape[1],
    ):  # what is far away may be stiff
        raise ValueError(f"{path}: {len(rest.weights)} morph weights expected")
    if not (gpu.parts.skin >= 0).all():
        raise ValueError(f"{path}: all of a crowd's model must hang on joints")


def rows_of(crowd: Crowd, gpu: GpuModel) -> tuple[np.ndarray, np.ndarray]:
    """Part and person of each row, int [rows]."""
    if crowd.shown is None:
        which, part = np.divmod(np.arange(len(crowd.bounds) * len(gpu.parts.node)), len(gpu.parts.node))
    else:
        which, part = np.nonzero(crowd.shown[:, gpu.parts.node])
    return part.astype(np.int32), which


def _level(crowd: Crowd, gpu: GpuModel, part: np.ndarray, which: np.ndarray, layout: tuple[object, ...]) -> Placed:
    rest, material = animation.skeleton(gpu.model), gpu.parts.material[part]
    records = np.zeros(len(part), DRAW)
    records["world_from_node"], records["emissive_scale"] = IDENTITY, 1.0
    records["tint"] = crowd.tint[which, np.minimum(material, crowd.tint.shape[1] - 1)]
    records["material"], records["deform"] = gpu.material_rows[material], gpu.deform[part]
    records["flags"] = gpu.parts.lightmapped[part] * np.uint32(LIGHTMAPPED)
    records["deform"][:, 0] += (which * len(rest.joints)).astype(np.uint32)
    records["deform"][:, 3] += (which * len(rest.weights) << 8).astype(np.uint32)
    nowhere, count = np.zeros(3, np.float32), len(crowd.bounds)
    return Placed(
        gpu, records, part, np.zeros((count, 3), np.float32), np.full(count, HIDDEN),
        gpu.sort_codes[material] | gpu.part_codes[part] | gpu.single_sided[material], gpu.blend[material],
        pack_commands(gpu, part), nowhere, nowhere, layout, layout, moves=True, which=which, in_mirrors=crowd.in_mirrors,
    )  # fmt: skip
