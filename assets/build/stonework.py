"""Cut stone: granite floors of single slabs, walls and columns clad in panels, and the surfaces they are made of.

A texture holds eight different slabs with their joints; every slab of a floor or wall takes one of the eight at random,
so that nothing repeats over a hall, while the whole stays one flat sheet: one lightmap chart, whose light can be denoised
(walls of single bevelled panels were tried: each panel's light had its own stains).
"""

from __future__ import annotations

import itertools

import numpy as np

from assets.build import textures
from assets.build.materials import CATALOGUE, tinted
from assets.build.mesh import Mesh, box, join, quad
from assets.build.place import Build
from assets.build.shell import Opening, Room, patch, slab
from assets.build.textures import Surface, noise

TILE_M, ROWS, COLS = 2.4, 4, 2  # a floor texture: slabs of 1.2 x 0.6 m
SIDE = 1024


def _slabs(joint_px: float) -> tuple[np.ndarray, np.ndarray]:
    return textures._cells(ROWS, COLS, joint_px, n=SIDE)


def _granite(
    seed: int, pale: tuple[float, ...], grey: tuple[float, ...], black: tuple[float, ...], share: float
) -> np.ndarray:
    """float [N, N, 3]: crystals of feldspar, quartz and mica, 3 to 6 mm across. `share` moves the share of black."""
    a, b = noise(seed, 0.45, low=70, n=SIDE), noise(seed + 1, 0.55, low=50, n=SIDE)
    cloud = noise(seed + 2, 1.7, n=SIDE)
    base = textures._mix(pale, grey, np.clip(0.5 + 0.75 * a + 0.10 * cloud, 0, 1))
    mica = np.clip((b - share) * 2.2, 0, 1)
    return base * (1 - mica[..., None]) + np.asarray(black) * mica[..., None]


def granite_slabs() -> Surface:
    """Pale grey Korean granite, honed: slabs 1.2 x 0.6 m with 3 mm joints, eight of them, each with its own tone."""
    ids, inside = _slabs(1.7)
    base = _granite(501, (0.76, 0.75, 0.73), (0.63, 0.625, 0.615), (0.33, 0.33, 0.34), 1.25)
    tone = np.array([0.0, 0.022, -0.020, 0.010, -0.012, 0.016, -0.004, -0.026])[ids]
    warm = np.array([0.0, 0.008, -0.004, 0.004, 0.010, -0.006, 0.002, 0.006])[ids]
    base = base + tone[..., None] + warm[..., None] * np.array([1, 0.3, -1.2])
    base = base * (0.50 + 0.50 * inside[..., None])
    wear = noise(504, 1.8, n=SIDE)
    rough = 0.26 + 0.035 * wear + 0.012 * noise(505, 0.6, n=SIDE) + np.array([0, 0.02, -0.015, 0.01] * 2)[ids]
    return Surface(base, rough + 0.35 * (1 - inside), 0.0010 * inside, TILE_M)


def basalt_slabs() -> Surface:
    """Jeju basalt for inlaid bands: dark, fine-pored, the same module as the granite."""
    _, inside = _slabs(1.5)
    pores = np.clip(noise(512, 0.7, low=60, n=SIDE) - 1.7, 0, 1)
    base = np.array([0.285, 0.285, 0.29]) + (0.018 * noise(511, 1.2, n=SIDE))[..., None]
    base = base * (1 - 0.45 * pores[..., None]) * (0.72 + 0.28 * inside[..., None])
    return Surface(base, 0.34 + 0.03 * noise(513, 1.6, n=SIDE) + 0.25 * pores, 0.0008 * inside - 0.0006 * pores, TILE_M)


def paving_slabs() -> Surface:
    """Flamed granite of the plaza outside: rough, paler, with dirt in its joints."""
    _, inside = _slabs(2.4)
    base = _granite(521, (0.72, 0.705, 0.68), (0.60, 0.59, 0.575), (0.38, 0.375, 0.37), 1.35)
    stain = np.clip(noise(524, 1.9, n=SIDE), -1.5, 1.5)
    base = (base + 0.022 * stain[..., None]) * (0.66 + 0.34 * inside[..., None])
    return Surface(base, np.full((SIDE, SIDE), 0.82), 0.002 * inside + 0.0004 * noise(525, 0.5, n=SIDE), TILE_M * 2)


def limestone() -> Surface:
    """Cream limestone for walls, sawn along its bed: faint level bands, shell fragments, small pits."""
    bed = noise(531, 1.5, (5.0, 0.35), 2, SIDE)
    shells = np.clip(noise(532, 0.9, (2.5, 1), 40, SIDE) - 1.2, 0, 1.6)
    pits = np.clip(noise(533, 0.55, (2.0, 1), 70, SIDE) - 2.1, 0, 1)
    base = textures._mix((0.895, 0.865, 0.81), (0.80, 0.755, 0.685), 0.42 + 0.17 * bed + 0.06 * noise(534, 1.8, n=SIDE))
    base = base + 0.035 * shells[..., None] - 0.22 * pits[..., None]
    rough = 0.52 + 0.05 * noise(535, 1.2, n=SIDE) + 0.2 * pits
    return Surface(base, rough, -0.0012 * pits + 0.00006 * bed, 2.0)


def limestone_slabs() -> Surface:
    """The same limestone cut to panels of 1.2 x 0.6 m, eight of them, with open joints of 6 mm and eased edges."""
    ids, inside = _slabs(3.4)
    stone = limestone()
    tone = np.array([0.0, 0.018, -0.014, 0.008, -0.020, 0.012, 0.004, -0.008])[ids]
    rows, cols = (
        np.array([0, 311, 97, 640, 205, 533, 811, 410])[ids],
        np.array([0, 540, 220, 90, 760, 400, 610, 150])[ids],
    )
    y, x = np.mgrid[0:SIDE, 0:SIDE]
    figure = stone.base[(y + rows) % SIDE, (x + cols) % SIDE]
    open_ = np.clip((0.55 - inside) * 4, 0, 1)
    base = (figure + tone[..., None]) * (1 - 0.72 * open_[..., None])
    return Surface(base, stone.rough + 0.3 * open_, 0.0022 * np.clip(inside, 0, 1), TILE_M)


def slate() -> Surface:
    """Dark honed stone for the desk and plinths: nearly black, with pale threads."""
    warp = noise(541, 1.9, n=SIDE)
    thread = np.exp(-np.abs(np.sin(2.2 * warp + 0.9 * noise(542, 1.6, n=SIDE))) * 26)
    base = np.array([0.175, 0.178, 0.185]) + (0.014 * noise(543, 1.1, n=SIDE))[..., None] + 0.20 * thread[..., None]
    return Surface(base, 0.24 + 0.03 * noise(544, 1.5, n=SIDE), np.zeros((SIDE, SIDE)), 1.8)


for _recipe in (granite_slabs, basalt_slabs, paving_slabs, limestone, limestone_slabs, slate):
    textures.RECIPES[_recipe.__name__] = _recipe
CATALOGUE |= {
    "granite floor": tinted("granite_slabs"),
    "basalt floor": tinted("basalt_slabs", detail="base normal", roughness=0.36),
    "granite paving": tinted("paving_slabs", "#c9c6c0", detail="base", roughness=0.85),
    "granite steps": tinted("paving_slabs", "#c2bfb9", detail="base", roughness=0.8),
    "limestone": tinted("limestone", detail="base normal", roughness=0.52),
    "limestone wall": tinted("limestone_slabs", detail="base normal", roughness=0.52),
    "limestone carved": tinted("limestone", "#fbf7ee", detail="base", roughness=0.6),
    "slate": tinted("slate", detail="base", roughness=0.26),
}


def floor_of_slabs(
    x0: float, x1: float, z0: float, z1: float, seed: int, y: float = 0.0, size: tuple[float, float] = (1.2, 0.6)
) -> Mesh:
    """A level field of slabs laid from (x0, z1); those at the far edges are cut. size : metres along x and z."""
    rng, parts = np.random.default_rng(seed), []
    xs = [*np.arange(x0, x1 - 1e-6, size[0]), x1]
    zs = [*np.arange(z0, z1 - 1e-6, size[1]), z1]
    turned = size[0] < size[1]
    for (a, c), (lo, hi) in itertools.product(itertools.pairwise(xs), itertools.pairwise(zs)):
        mesh = quad((a, y, hi), (c - a, 0, 0), (0, 0, lo - hi), 9)
        uv = mesh.uv[..., ::-1] if turned else mesh.uv
        if rng.integers(2):
            uv = np.array([1.2, 0.6]) - uv
        mesh.uv = uv + np.array([rng.integers(COLS) * 1.2, rng.integers(ROWS) * 0.6])
        parts.append(mesh)
    return join(*parts)


def band(x0: float, x1: float, z0: float, z1: float, seed: int, y: float = 0.0) -> Mesh:
    """An inlaid strip: slabs as wide as the strip, 1.2 m long, along its longer side."""
    along_x = x1 - x0 > z1 - z0
    return floor_of_slabs(x0, x1, z0, z1, seed, y, (1.2, 0.6) if along_x else (0.6, 1.2))


def clad(
    b: Build,
    room: Room,
    side: str,
    y0: float,
    y1: float,
    openings: tuple[Opening, ...] = (),
    material: str = "limestone wall",
    seed: int = 0,
) -> None:
    """A wall of panels 1.2 x 0.6 m, each one of the texture's eight; one flat sheet, so that its baked light is seamless."""
    lo, hi = room.span(side)
    pick = np.random.default_rng(seed + 17 * len(side)).integers(0, (COLS, ROWS), (64, 64, 2))
    ss = sorted({lo, hi, *np.arange(lo, hi, 1.2), *(e for o in openings for e in (o.s0, o.s1))})
    ys = sorted({y0, y1, *np.arange(y0, y1, 0.6), *(e for o in openings for e in (o.y0, o.y1) if y0 < e < y1)})
    for (a, c), (d, e) in itertools.product(itertools.pairwise(ss), itertools.pairwise(ys)):
        if c - a < 1e-4 or e - d < 1e-4:
            continue
        if any(o.s0 < (a + c) / 2 < o.s1 and o.y0 < (d + e) / 2 < o.y1 for o in openings):
            continue
        mesh = patch(room, side, a, c, d, e, 0.0, 99)
        s = mesh.p[..., 0] if side in ("north", "south") else mesh.p[..., 2]
        i, k = int(((a + c) / 2 - lo) // 1.2), int(((d + e) / 2 - y0) // 0.6)
        shift = pick[i, k] * np.array([1.2, 0.6])
        mesh.uv = np.stack([s - (lo + 1.2 * i), mesh.p[..., 1] - (y0 + 0.6 * k)], -1) + shift
        b.add(material, mesh)
        b.solids.append(slab(room, side, a, c, d, e, 0.3))


def clad_column(h: float, w: float = 0.66, material: str = "limestone wall", seed: int = 1) -> dict[str, list[Mesh]]:
    """A square column clad in courses of 0.6 m, on a steel shoe; collision included."""
    shaft = box(w, h - 0.12, w, (0, 0.12, 0), 0.006, 99, "z")
    across = np.where(np.abs(shaft.n[..., :1]) > 0.5, shaft.p[..., 2:], shaft.p[..., :1])
    course = shaft.p[..., 1:2] - 0.12 + 0.6 * (seed % ROWS)
    shaft.uv = np.concatenate([across + 0.6 + 1.2 * (seed % COLS), course], -1)
    return {
        material: [shaft],
        "dark steel": [box(w - 0.03, 0.118, w - 0.03, (0, 0, 0), 0.004, 9)],
        "solid": [box(w, h, w, (0, 0, 0), 0, 99)],
    }
