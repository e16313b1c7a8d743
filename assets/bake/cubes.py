"""Cube maps as the renderer reads them: face and texel to direction, and the GGX prefilter as one sparse matrix."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from scipy import sparse

SIDE, MIPS, DEPTH_SIDE = 128, 6, 64
ROW = 6 * sum(SIDE >> m for m in range(MIPS))
SAMPLES = 256


def directions(side: int) -> np.ndarray:
    """float64 [6, side, side, 3] unit: faces +X -X +Y -Y +Z -Z in GL's orientation (OpenGL 4.6, table 8.19), first row first."""
    c = (np.arange(side) + 0.5) / side * 2 - 1
    t, s = np.meshgrid(c, c, indexing="ij")
    one = np.ones_like(s)
    faces = [(one, -t, -s), (-one, -t, s), (s, one, t), (s, -one, -t), (s, -t, one), (-s, -t, -one)]
    out = np.stack([np.stack(f, axis=-1) for f in faces])
    return out / np.linalg.norm(out, axis=-1, keepdims=True)


def texel_of(d: np.ndarray, side: int) -> np.ndarray:
    """int64 [N]: index into a flattened [6, side, side] cube of directions [N, 3]."""
    x, y, z = d.T
    ax, ay, az = np.abs(d).T
    on_x, on_y = (ax >= ay) & (ax >= az), (ay > ax) & (ay >= az)
    face = np.where(on_x, np.where(x > 0, 0, 1), np.where(on_y, np.where(y > 0, 2, 3), np.where(z > 0, 4, 5)))
    s = np.where(on_x, -np.sign(x) * z, np.where(on_y, x, np.sign(z) * x))
    t = np.where(on_y, np.sign(y) * z, -y)
    depth = np.maximum(np.maximum(ax, ay), az)
    column, row = (np.clip(((v / depth + 1) / 2 * side).astype(np.int64), 0, side - 1) for v in (s, t))
    return (face * side + row) * side + column


@lru_cache(maxsize=1)
def prefilter_matrix() -> sparse.csr_matrix:
    """[texels of all mips above 0, texels of the sharp cube]: GGX lobes with n = v = r and roughness = mip / (MIPS - 1)
    (Karis, "Real Shading in Unreal Engine 4", 2013)."""
    blocks = []
    for mip in range(1, MIPS):
        side = SIDE >> mip
        n = directions(side).reshape(-1, 3)
        local, weight = lobe((mip / (MIPS - 1)) ** 2)
        helper = np.where(np.abs(n[:, 1:2]) < 0.9, [[0.0, 1.0, 0.0]], [[1.0, 0.0, 0.0]])
        u = np.cross(helper, n)
        u /= np.linalg.norm(u, axis=1, keepdims=True)
        v = np.cross(n, u)
        d = local[:, 0, None, None] * u + local[:, 1, None, None] * v + local[:, 2, None, None] * n
        source = SIDE >> (mip - 1)  # wide lobes look at averages: fewer samples then miss nothing small and bright
        columns = texel_of(d.reshape(-1, 3), source)
        rows = np.tile(np.arange(len(n)), len(local))
        values = np.repeat(weight / weight.sum(), len(n)).astype(np.float32)
        lobes = sparse.csr_matrix((values, (rows, columns)), shape=(len(n), 6 * source * source))
        blocks.append(lobes @ averages(source))
    return sparse.vstack(blocks).tocsr()


def averages(side: int) -> sparse.csr_matrix:
    """[6 side side, texels of the sharp cube]: the mean of the texels that lie under each coarser one."""
    face, row, column = np.unravel_index(np.arange(6 * SIDE * SIDE), (6, SIDE, SIDE))
    ratio = SIDE // side
    coarse = (face * side + row // ratio) * side + column // ratio
    values = np.full(len(coarse), 1 / ratio**2, np.float32)
    return sparse.csr_matrix((values, (coarse, np.arange(len(coarse)))), shape=(6 * side * side, len(coarse)))


def lobe(alpha: float) -> tuple[np.ndarray, np.ndarray]:
    """Directions float64 [S, 3] around +z of light that a GGX surface seen from +z mirrors, and their weights n . l."""
    i = np.arange(SAMPLES)
    u, phi = (i + 0.5) / SAMPLES, i * np.pi * (3 - np.sqrt(5))
    cos2 = (1 - u) / (1 + (alpha * alpha - 1) * u)
    cos, sin = np.sqrt(cos2), np.sqrt(np.maximum(1 - cos2, 0))
    light = np.stack([2 * cos * sin * np.cos(phi), 2 * cos * sin * np.sin(phi), 2 * cos2 - 1], axis=1)
    keep = light[:, 2] > 0
    return light[keep], light[keep, 2]


def packed_rows(cubes: np.ndarray) -> np.ndarray:
    """float32 [P * SIDE, ROW, 3] of sharp cubes [P, 6, SIDE, SIDE, 3]: per probe one row of images, mip by mip, six faces each,
    side by side from the top."""
    probes = len(cubes)
    flat = cubes.reshape(probes, -1, 3).transpose(1, 0, 2).reshape(-1, probes * 3)
    blurred = (prefilter_matrix() @ flat).reshape(-1, probes, 3).transpose(1, 0, 2)
    out = np.zeros((probes, SIDE, ROW, 3), np.float32)
    column, start = 0, 0
    for mip in range(MIPS):
        side = SIDE >> mip
        if mip == 0:
            faces = cubes
        else:
            faces = blurred[:, start : start + 6 * side * side].reshape(probes, 6, side, side, 3)
            start += 6 * side * side
        for face in range(6):
            # Below a small image its last row goes on, so that WebP has no edge to smear.
            out[:, :, column : column + side] = np.pad(
                faces[:, face], ((0, 0), (0, SIDE - side), (0, 0), (0, 0)), mode="edge"
            )
            column += side
    return out.reshape(probes * SIDE, ROW, 3)
