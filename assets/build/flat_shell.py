"""Walls, floors, doors and windows of the flat to let. Plan and measures: see `let_flat`."""

from __future__ import annotations

import numpy as np
from PIL import Image

from assets.build import household, textures, villa
from assets.build.cores import slab_above, slab_below, wall_core
from assets.build.estate_papers import webp
from assets.build.materials import Material
from assets.build.mesh import Mesh, between, box, quad, sheet
from assets.build.place import Build
from assets.build.shell import Opening, Room

X0, X1, Z0, HEIGHT, FLOOR = -2.6, 2.9, -6.0, 2.36, 0.06
T = 0.10  # inner walls
Hole = tuple[float, float, float, float]  # start along the wall, height, width, tall


def face(
    b: Build,
    material: str,
    along: str,
    at: float,
    start: float,
    length: float,
    holes: tuple[Hole, ...],
    towards: int,
    depth: float = T,
    y0: float = 0.0,
    y1: float = HEIGHT,
) -> None:
    """One side of a wall that runs along x or z from `start`, seen from the side `towards` (+1, -1 on the other axis)."""
    cut = [(s - start if towards > 0 else start + length - s - w, y - y0, w, h) for s, y, w, h in holes]
    if along == "z":  # local +x runs along -z for a face towards +x
        cut = [(length - x - w, y, w, h) for x, y, w, h in cut]
    meshes = villa.wall_with_holes(length, y1 - y0, cut, depth)
    yaw = {("x", 1): 0, ("x", -1): 180, ("z", 1): 90, ("z", -1): -90}[along, towards]
    low = start if towards > 0 else start + length
    at_ = (low, y0, at) if along == "x" else (at, y0, start + length if towards > 0 else start)
    b.add(material, *(m.at(*at_, yaw) for m in meshes))


def partition(
    b: Build,
    along: str,
    at: float,
    start: float,
    length: float,
    plus: str,
    minus: str,
    holes: tuple[Hole, ...] = (),
    ends: tuple[bool, bool] = (False, False),
) -> None:
    """An inner wall 10 cm thick, its middle at `at`; materials of its two sides, door holes with their reveals, free ends."""
    face(b, plus, along, at + T / 2, start, length, holes, 1)
    face(b, minus, along, at - T / 2, start, length, holes, -1, 0)
    for k, free in enumerate(ends):
        if free:
            e = start + length * k
            s = 1 if k else -1
            if along == "x":
                b.add(plus, quad((e, 0, at + s * T / 2), (0, 0, -s * T), (0, HEIGHT, 0), 99))
            else:
                b.add(plus, quad((at - s * T / 2, 0, e), (s * T, 0, 0), (0, HEIGHT, 0), 99))
    lo = start
    for s, _, w, _ in [*sorted(holes), (start + length, 0.0, 0.0, 0.0)]:
        if s - lo > 0.01:
            lo_, hi_ = (
                ((lo, 0, at - T / 2), (s, HEIGHT, at + T / 2))
                if along == "x"
                else ((at - T / 2, 0, lo), (at + T / 2, HEIGHT, s))
            )
            b.block(lo_, hi_)
        lo = s + w


def shell(b: Build) -> None:
    floors(b)
    outer_walls(b)
    partition(b, "z", -0.70, -2.05, 2.05, "silk paper", "wall tile")
    partition(b, "x", -2.0, X0, 1.85, "wall tile", "silk paper", ((-1.60, 0.0, 0.70, 1.98),))
    partition(b, "z", 0.80, -1.25, 1.25, "silk paper", "silk paper", (), (True, False))
    partition(b, "x", -3.45, -0.90, 3.8, "silk paper", "silk paper", ((0.05, 0.0, 0.80, 2.06),))
    partition(b, "z", -0.95, Z0, 2.6, "point paper", "silk paper")
    b.add("silk paper", quad((-1.0, 0, -3.4), (0.1, 0, 0), (0, HEIGHT, 0), 99))
    doors(b)
    windows(b)
    trim(b)


def floors(b: Build) -> None:
    def level(material: str, x0: float, x1: float, z0: float, z1: float, y: float) -> None:
        b.add(material, quad((x0, y, z1), (x1 - x0, 0, 0), (0, 0, z0 - z1), 99, uv0=(x0, -z1)))
        b.block((x0, y - 0.2, z0), (x1, y, z1))

    level("hall tile", -0.65, 0.75, -1.20, 0.02, 0.0)
    level("jangpan", 0.75, X1, -1.20, 0.0, FLOOR)
    level("jangpan", -0.65, X1, -2.05, -1.20, FLOOR)
    level("jangpan", X0, X1, -3.50, -2.05, FLOOR)
    level("jangpan", X0, X1, Z0, -3.50, FLOOR)
    level("floor tile", X0, -0.75, -2.0, 0.0, 0.0)
    b.add("walnut", box(1.40, FLOOR + 0.012, 0.05, (0.05, 0, -1.20), 0.006))  # the step up from the entrance
    b.add("marble", box(0.70, FLOOR + 0.02, 0.14, (-1.25, 0, -2.0), 0.006))
    b.add(
        "silk paper",
        quad((X0, HEIGHT, Z0), (X1 - X0, 0, 0), (0, 0, -2.0 - Z0), 99),
        quad((-0.7, HEIGHT, -2.0), (X1 + 0.7, 0, 0), (0, 0, 2.0), 99),
    )
    b.add("pvc", quad((X0, 2.22, -1.95), (1.85, 0, 0), (0, 0, 1.95), 99))
    b.block((X0 - 0.3, HEIGHT, Z0 - 0.3), (X1 + 0.3, HEIGHT + 0.2, 0.3))
    b.block((X0 - 0.4, -0.4, Z0 - 0.4), (X1 + 0.4, -0.2, 0.4))


def outer_walls(b: Build) -> None:
    """Inner faces of the outside walls, the windows' deep reveals, their collision; the damp corner has its own papers."""
    n = (-2.35, 0.55, 1.25, 1.52)
    bed = (0.10, 0.86, 1.80, 1.21)
    face(b, "silk paper", "x", Z0, X0, 1.60, (n,), 1, 0.22)
    face(b, "silk paper", "x", Z0, -0.90, 2.80, (bed,), 1, 0.22)
    face(b, "silk paper", "x", Z0, 1.90, 1.0, (), 1, 0.22, DAMP_TOP, HEIGHT)
    face(b, "silk paper", "z", X1, Z0, 2.55, (), -1, 0.22, DAMP_TOP, HEIGHT)
    face(b, "silk paper", "z", X1, Z0 + DAMP_W, 2.55 - DAMP_W, (), -1, 0.22, 0, DAMP_TOP)
    kit_ = (-1.62, 1.12, 0.95, 0.80)
    face(b, "silk paper", "z", X1, -3.45, 2.25, (kit_,), -1, 0.22)
    face(b, "wall tile", "z", X1, -1.20, 1.20, (), -1, 0.22, FLOOR, 1.51)
    face(b, "silk paper", "z", X1, -1.20, 1.20, (), -1, 0.22, 1.51, HEIGHT)
    face(b, "wall tile", "x", 0.0, 0.85, X1 - 0.85, (), -1, 0.1, FLOOR, 1.51)
    face(b, "silk paper", "x", 0.0, 0.85, X1 - 0.85, (), -1, 0.1, 1.51, HEIGHT)
    door = (-0.47, 0.0, 1.04, 2.11)
    face(b, "silk paper", "x", 0.0, -0.65, 1.40, (door,), -1, 0.1)
    face(b, "wall tile", "x", 0.0, X0, 1.85, (), -1)
    bath = (-1.30, 1.50, 0.50, 0.42)
    face(b, "wall tile", "z", X0, -1.95, 1.95, (bath,), 1, 0.22)
    face(b, "silk paper", "z", X0, Z0, 3.95, (), 1)
    for lo, hi in (
        ((X0 - 0.3, 0, Z0), (X0, HEIGHT, 0)),
        ((X1, 0, Z0), (X1 + 0.3, HEIGHT, 0)),
        ((X0, 0, 0.0), (X1, HEIGHT, 0.3)),
        ((X0, 0, Z0 - 0.3), (X1, HEIGHT, Z0)),
    ):
        b.block(lo, hi)
    cores(b, {"north": (n, bed), "east": (kit_,), "south": (door,), "west": (bath,)})
    damp(b)


def cores(b: Build, holes: dict[str, tuple[Hole, ...]]) -> None:
    """The inside of the outer walls, the floor and the ceiling; a hole starts at the wall's lower x or z."""
    flat = Room(X0, X1, Z0, 0.0, HEIGHT)
    for side, cut in holes.items():
        b.add("galvanised", *wall_core(flat, side, tuple(Opening(s, s + w, y, y + h) for s, y, w, h in cut)))
    b.add("galvanised", slab_above(flat), slab_below(flat))


DAMP_W, DAMP_TOP = 1.0, 1.50


def damp_picture(px: int = 512) -> bytes:
    """Wallpaper of the corner, DAMP_W wide (its right edge is the corner) and DAMP_TOP high: a tide line, yellowed paper,
    colonies of black mould that thin out with distance from the corner and from the floor."""
    s = textures.surface("silk_paper")
    h, n = px * 3 // 2, s.base.shape[0]
    y, x = np.mgrid[0:h, 0:px] / px * DAMP_W
    base = s.base[(y / s.metres * n).astype(int) % n, (x / s.metres * n).astype(int) % n].copy()
    wob = textures.noise(601, 1.7, n=1024)[:h, :px]
    fine = textures.noise(602, 0.95, low=8, n=1024)[:h, :px]
    corner = DAMP_W - x
    reach = 0.95 * np.exp(-((corner / 0.36) ** 1.2)) + 0.10 + 0.06 * wob  # how high the wet climbs, metres
    up = DAMP_TOP - y
    edge = np.clip(x / 0.12, 0, 1) * np.clip(y / 0.15, 0, 1)  # dry at the patch's own borders
    for height, strength in ((1.0, 1.0), (0.72, 0.6)):  # an old tide and a newer one within it
        wet = strength / (1 + np.exp(np.clip((up - height * reach) / 0.022, -30, 30))) * edge
        tide = strength * np.exp(-(((up - height * reach) / 0.016) ** 2)) * edge
        base = base * (1 - wet[..., None] * (0.05, 0.09, 0.18)) * (1 - tide[..., None] * (0.10, 0.19, 0.33))
    near = np.exp(-corner / 0.24) * np.exp(-up / 0.70) + 0.5 * np.exp(-up / 0.10) * np.exp(-corner / 0.5)
    colony = np.clip(fine * 0.55 + 0.25 * wob + 4.2 * near - 1.7, 0, 1.0) * edge
    base = base * (1 - 0.84 * colony[..., None]) + 0.05 * colony[..., None] * np.array([0.9, 1.0, 0.85])
    image = Image.fromarray((np.clip(base, 0, 1) * 255).astype(np.uint8))
    return webp(image, 84)


def damp(b: Build) -> None:
    """The bedroom's north-east corner: what a visitor should find behind where the wardrobe stood."""
    m = b.material("damp paper", Material(picture=damp_picture(), roughness=0.8))
    east = quad((0, 0, 0), (DAMP_W, 0, 0), (0, DAMP_TOP, 0), 99, picture=True)
    north = quad((0, 0, 0), (DAMP_W, 0, 0), (0, DAMP_TOP, 0), 99, picture=True)
    b.add(m, north.at(X1 - DAMP_W, 0, Z0), density=1.5)
    for mesh in (east, north):
        mesh.uv[:] = mesh.uv * 0.996 + 0.002  # or the repeating sampler bleeds the foot into the top
    east.uv[..., 0] = 1 - east.uv[..., 0]
    b.add(m, east.at(X1, 0, Z0, -90), density=1.5)
    t = np.linspace(0, 1, 9)
    u, v = np.meshgrid(t, t, indexing="ij")
    curl = 2.6 * v
    points = np.stack(
        [
            0.16 * (u - 0.5) * (1 - 0.3 * v),
            0.20 - 0.09 * np.sin(curl) * 0.9 - 0.05 * v,
            0.003 + 0.05 * (1 - np.cos(curl)) * 0.6,
        ],
        -1,
    )
    b.add("loose paper", sheet(points, flip=True).at(X1 - 0.34, FLOOR + 0.10, Z0 + 0.002, 0, 0, 4))


def doors(b: Build) -> None:
    b.put(household.entrance_door(), 0.05, 0, 0.02, 180, solid=False)
    for x, z, w, h, yaw, side in ((-1.25, -2.0, 0.70, 1.98, 100, "bath"), (0.45, -3.45, 0.80, 2.06, 72, "bed")):
        frame = household.door_frame(w - 0.09, h - 0.045, 0.15)
        b.add("door film", *(m.at(x, 0.0 if side == "bath" else FLOOR, z) for m in frame))
        leaf = household.door_leaf(w - 0.12, h - 0.125, "door film")
        hinge = x - (w - 0.09) / 2 + 0.018
        y = FLOOR + 0.022 if side == "bath" else FLOOR + 0.004
        b.put(leaf, hinge, y, z - 0.055, yaw, solid=False)


def windows(b: Build) -> None:
    for x, y, w, h, z in ((-1.725, 0.55, 1.25, 1.52, Z0), (1.0, 0.86, 1.80, 1.21, Z0)):
        b.put(household.sliding_window(w, h), x, y, z - 0.05, 0, solid=False)
        b.add("marble", between((x - w / 2 - 0.03, y - 0.03, z - 0.06), (x + w / 2 + 0.03, y, z + 0.05), 0.004, 99))
    b.put(household.sliding_window(0.95, 0.80), X1 + 0.05, 1.12, -1.145, -90, solid=False)
    b.put(household.sliding_window(0.50, 0.42, "frost", False), X0 - 0.05, 1.50, -1.05, 90, solid=False)
    for x, y, z, w, h, yaw in ((-1.725, 0.55, Z0 - 0.22, 1.25, 1.52, 180), (1.0, 0.86, Z0 - 0.22, 1.80, 1.21, 180)):
        villa.put_outside(b, villa.grille(w, h), x, y, z, yaw)


def rails(
    b: Build, material: str, runs: list[tuple[str, float, float, float, int]], y: float, h: float, thick: float
) -> None:
    """Strips along walls: (axis, wall position, from, to, side it stands on)."""
    for along, at, a, c, side in runs:
        lo, hi = (at, at + side * thick) if side > 0 else (at + side * thick, at)
        mesh: Mesh = (
            between((a, y, lo), (c, y + h, hi), 0.004, 99)
            if along == "x"
            else between((lo, y, a), (hi, y + h, c), 0.004, 99)
        )
        b.add(material, mesh, casts=False)


def trim(b: Build) -> None:
    """Skirting in wood film, coving at the ceiling."""
    skirt = [
        ("x", -2.05, X0, -1.60, -1),
        ("x", -2.05, -0.90, -0.65, -1),
        ("z", -0.65, -2.05, -1.2, 1),
        ("x", -3.40, -1.0, 0.0, 1),
        ("x", -3.40, 0.90, X1, 1),
        ("z", -1.0, Z0, -3.4, -1),
        ("x", Z0, X0, -1.0, 1),
        ("z", X0, Z0, -2.05, 1),
        ("z", X1, -3.4, -0.58, -1),
        ("x", -1.25, 0.75, 0.85, -1),
        ("x", -3.50, -0.90, 0.0, -1),
        ("x", -3.50, 0.90, X1, -1),
        ("z", -0.90, Z0, -3.5, 1),
        ("x", Z0, -0.90, X1, 1),
        ("z", X1, Z0, -3.5, -1),
    ]
    rails(b, "door film", skirt, FLOOR, 0.07, 0.010)
    cove = [
        ("x", -2.05, X0, -0.65, -1),
        ("z", -0.65, -2.05, 0.0, 1),
        ("x", -3.40, -1.0, X1, 1),
        ("z", -1.0, Z0, -3.4, -1),
        ("x", Z0, X0, -1.0, 1),
        ("z", X0, Z0, -2.05, 1),
        ("z", X1, -3.4, 0.0, -1),
        ("x", 0.0, -0.65, 0.75, -1),
        ("x", 0.0, 0.85, X1, -1),
        ("z", 0.75, -1.25, 0.0, -1),
        ("z", 0.85, -1.25, 0.0, 1),
        ("x", -3.50, -0.90, X1, -1),
        ("z", -0.90, Z0, -3.5, 1),
        ("x", Z0, -0.90, X1, 1),
        ("z", X1, Z0, -3.5, -1),
    ]
    rails(b, "pvc", cove, HEIGHT - 0.045, 0.045, 0.035)
