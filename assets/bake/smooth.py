"""Noise in narrow charts. A denoiser of pictures sees only their few texels between those of strangers; here texels are
averaged with those that lie near in the world and face the same way, whichever chart they are in.

Texels are thrown into randomly shifted boxes of position, facing and depth along the normal, and averaged within each; the
mean over many shifts is a smooth kernel (random binning: Rahimi and Recht 2007).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy import ndimage, spatial

from assets.bake.atlas import Atlas
from assets.bake.backend import mi
from assets.bake.gather import Page, first_points
from assets.bake.sight import Sight

NARROW, THIN = 9, 2  # texels from the middle of a chart to its edge, at most
DEPTH_SHARE = 0.3  # of a box, against its side
BOXES = {NARROW: (6.0, 0.6), THIN: (14.0, 0.8)}  # side in texels, width in normals; a bevel has few that are like it
SHIFTS = 12
COARSER = (9.0, 3.0, 1.0)  # times a box's side, where the light of narrow charts is even
TRIES = ((0.5, 0.5), *first_points(31))  # a strip may be much narrower than its texels
FACING_M, REACH_M, NEIGHBOURS = (
    0.15,
    0.6,
    4,
)  # of what lends its light: metres that unit normals apart count for; at most


def chart_depths(covered: np.ndarray) -> np.ndarray:
    """int [H, W]: texels from the deepest point of each texel's chart to its edge; 0 where there is no chart."""
    charts, count = ndimage.label(covered, np.ones((3, 3)))
    depth = ndimage.distance_transform_cdt(np.pad(covered, 1), "chessboard")[1:-1, 1:-1]
    widest = np.asarray(ndimage.maximum(depth, charts, np.arange(count + 1)), np.int64)
    return np.where(covered, widest[charts], 0)


@dataclass(slots=True, frozen=True)
class Lending:
    """Texels without light of their own, by number, int [M], and those that lie near them and face alike, int [M, NEIGHBOURS]."""

    texels: np.ndarray
    lenders: np.ndarray

    def fill(self, values: np.ndarray) -> None:
        """values float32 [H, W, 3], in place: noise must be out of them, or it would come in spots of several texels."""
        flat = values.reshape(-1, 3)
        flat[self.texels] = flat[self.lenders].mean(axis=1)


def smooth_narrow(
    page: Page, atlas: Atlas, values: np.ndarray, valid: np.ndarray, covered: np.ndarray
) -> tuple[np.ndarray, Lending]:
    """Smooths values float32 [G, H, W, 3] in place where charts are narrow. (What is smooth now, bool [H, W]; who lends light to
    the texels of charts that are not `valid`.)"""
    position, normal, found = where_texels_are(page, covered)
    sizes = texel_sizes(page, atlas, covered)
    texels = np.flatnonzero(covered)
    depths = chart_depths(covered).ravel()[texels]
    usable = np.flatnonzero(found & valid.ravel()[texels] & (sizes > 0))
    flat = values.reshape(len(values), -1, 3)
    noisy = flat[:, texels[usable]].copy()
    done = np.zeros(covered.size, bool)
    for least, most in ((THIN, NARROW), (0, THIN)):
        chosen = (depths[usable] > least) & (depths[usable] <= most)
        if chosen.any():
            calm = calm_means(position[usable], normal[usable], sizes[usable], noisy, *BOXES[most])
            flat[:, texels[usable[chosen]]] = calm[:, chosen]
            done[texels[usable[chosen]]] = True
    sure, poor = (np.flatnonzero(found & (valid.ravel()[texels] == is_valid)) for is_valid in (True, False))
    lent, lenders = nearest_texels(position, normal, sure, poor)
    return done.reshape(covered.shape), Lending(texels[lent], texels[lenders])


def hidden_texels(page: Page, sight: Sight) -> np.ndarray:
    """bool [H, W]: covered texels whose middle nobody sees."""
    covered = np.zeros((page.height, page.width), bool)
    covered.ravel()[page.covered_texels()] = True
    position, normal, found = where_texels_are(page, covered)
    seen = sight.of(position[found], normal[found], np.zeros(int(found.sum()), bool))
    hidden = np.zeros_like(covered)
    hidden.ravel()[np.flatnonzero(covered)[found]] = ~seen
    return hidden


def nearest_texels(
    position: np.ndarray, normal: np.ndarray, sure: np.ndarray, poor: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(those of `poor` that have neighbours [M], numbers of `sure` ones that lie near and face alike [M, NEIGHBOURS])."""
    if len(sure) < NEIGHBOURS or not len(poor):
        return poor[:0], np.zeros((0, NEIGHBOURS), np.int64)
    place = np.concatenate([position, normal * FACING_M], axis=1)
    tree = spatial.cKDTree(place[sure], balanced_tree=False, compact_nodes=False)
    distance, near = tree.query(place[poor], NEIGHBOURS, distance_upper_bound=REACH_M, workers=-1)
    good = np.isfinite(distance).all(axis=1)
    return poor[good], sure[near[good]]


def where_texels_are(page: Page, covered: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """(world position float32 [N, 3], normal [N, 3], whether found [N]) of the covered texels."""
    texels = np.flatnonzero(covered).astype(np.uint32)
    position, normal = np.zeros((2, len(texels), 3), np.float32)
    found = np.zeros(len(texels), bool)
    for x, y in TRIES:
        missing = np.flatnonzero(~found)
        if not len(missing):
            break
        p, n, _, met = page.place(mi.UInt32(texels[missing]), mi.Float(x), mi.Float(y))
        hit = np.array(met)
        position[missing[hit]], normal[missing[hit]] = np.array(p).T[hit], np.array(n).T[hit]
        found[missing[hit]] = True
    return position, normal, found


def texel_sizes(page: Page, atlas: Atlas, covered: np.ndarray) -> np.ndarray:
    """float32 [N]: metres along a texel's side; 0 outside, where texels grow with distance and light is even."""
    of_part = np.concatenate(
        [np.full(u.part.faces, 0 if u.part.outside else 1 / (atlas.density * u.part.scale)) for u in atlas.parts]
    )
    texels = np.flatnonzero(covered).astype(np.uint32)
    size = np.zeros(len(texels), np.float32)
    missing = np.arange(len(texels))
    for x, y in TRIES:
        if not len(missing):
            break
        face, met = page.face(mi.UInt32(texels[missing]), x, y)
        size[missing[met]] = of_part[face[met]]
        missing = missing[~met]
    return size


def calm_means(
    position: np.ndarray, normal: np.ndarray, size: np.ndarray, values: np.ndarray, box: float, width: float
) -> np.ndarray:
    """`near_means` [G, N, 3], but those of wider boxes as far as the two differ by no more than noise explains: local Wiener
    filters from coarse to fine (Lee 1980, "Digital image enhancement and noise filtering by use of local statistics"). A ceiling
    of narrow strips would else have blotches as large as the boxes."""
    where = (position, normal, size)
    calm, _ = near_means(*where, values, COARSER[0] * box, width)
    for wide, fine in pairwise(COARSER):
        near, share = near_means(*where, values, fine * box, width)
        noise = share[:, None] * np.square(values - near).sum(axis=2, keepdims=True)
        seen = np.square(near - calm).sum(axis=2, keepdims=True)
        both, _ = near_means(*where, np.concatenate([noise, seen], axis=2), wide * box, width)
        calm += np.clip(1 - both[..., :1] / np.maximum(both[..., 1:], 1e-12), 0, 1) * (near - calm)
    return calm


def near_means(
    position: np.ndarray, normal: np.ndarray, size: np.ndarray, values: np.ndarray, box: float, width: float
) -> tuple[np.ndarray, np.ndarray]:
    """float32 [G, N, C]: values [G, N, C] averaged over what is near and faces the same way; float32 [N]: what is left of the
    variance of noise, at most. size : metres [N]; box : side in texels; width : of a box of normals."""
    rng = np.random.default_rng(1)
    # Boxes of parts with other densities are never shared: their sides go up in powers of two.
    step = box * 2.0 ** np.round(np.log2(np.maximum(size, 1e-6)))
    total, share = np.zeros_like(values), np.zeros(len(size), np.float32)
    for _ in range(SHIFTS):
        shift, turn = rng.random(3), np.linalg.qr(rng.normal(size=(3, 3)))[0]
        offset = rng.random(3)
        facing = np.floor((normal @ turn) / width + offset).astype(np.int64)
        middle = ((facing + 0.5 - offset) * width) @ turn.T
        middle /= np.maximum(np.linalg.norm(middle, axis=1, keepdims=True), 1e-9)
        depth = np.floor(np.einsum("ij,ij->i", position, middle) / (step * DEPTH_SHARE) + rng.random()).astype(np.int64)
        cell = np.floor(position / step[:, None] + shift).astype(np.int64)
        key = hashed(np.column_stack([cell, facing, depth, np.log2(step).astype(np.int64)]))
        _, owner = np.unique(key, return_inverse=True)
        count = np.bincount(owner)
        share += (1 / count)[owner]
        for group, sums in zip(values, total, strict=True):
            for channel in range(values.shape[2]):
                sums[:, channel] += (np.bincount(owner, group[:, channel]) / count)[owner]
    return total / SHIFTS, share / SHIFTS


def hashed(columns: np.ndarray) -> np.ndarray:
    """uint64 [N] of int64 [N, K]: equal rows give equal numbers (FNV-1a over words)."""
    value = np.full(len(columns), 0xCBF29CE484222325, np.uint64)
    for column in columns.T:
        value = (value ^ column.astype(np.uint64)) * np.uint64(0x100000001B3)
        value ^= value >> np.uint64(29)
    return value
