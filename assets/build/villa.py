"""Low brick houses (빌라) and what stands before them in a Seoul lane: poles and cables, trees, a scooter, pipes, condensers.

Everything goes to the node "outside" in true materials: sun and sky light it when the place is baked.
"""

from __future__ import annotations

import itertools

import numpy as np

from assets.build import worn  # noqa: F401  its materials
from assets.build.kit import Piece
from assets.build.materials import CATALOGUE, Material, paint, srgb
from assets.build.mesh import Mesh, box, join, lathe, quad, tube
from assets.build.place import OUTSIDE, Build
from assets.build.shopware import merged, moved

CATALOGUE.update(
    {
        "pane": Material(colour=srgb("#2c3a42"), roughness=0.06),
        "curtain": paint("#cfc8b8", 0.9),
        "shop dark": Material(colour=srgb("#20262a"), roughness=0.08),
        "tree bark": paint("#5d5246", 0.9),
        "tree leaf": Material(colour=srgb("#5f7f3a"), roughness=0.6, two_sided=True),
        "tree leaf dark": Material(colour=srgb("#3f5f2c"), roughness=0.65, two_sided=True),
        "tank": paint("#3f77b0", 0.45),
        "roof green": paint("#4d7a5c", 0.8),
        "scooter red": paint("#a81f1c", 0.25),
        "tail lamp": paint("#7a1210", 0.2),
    }
)


def window(w: float, h: float, half: bool = True) -> Piece:
    """A white sliding window seen from outside, its pane 6 cm back, a sill below; front at z = 0, base at y = 0."""
    bars = [box(w, 0.05, 0.06, (0, 0, -0.06), 0.003), box(w, 0.05, 0.06, (0, h - 0.05, -0.06), 0.003)]
    bars += [box(0.05, h - 0.1, 0.06, (s * (w / 2 - 0.025), 0.05, -0.06), 0.003) for s in (-1, 1)] + [
        box(0.06, h - 0.1, 0.05, (0, 0.05, -0.05), 0.003)
    ]
    pane = quad((-w / 2, 0, -0.07), (w, 0, 0), (0, h, 0), 9)
    shade = quad((-w / 2 + 0.05, 0.05, -0.068), (w * (0.42 if half else 0.9), 0, 0), (0, h - 0.1, 0), 9)
    return {
        "pvc": bars,
        "pane": [pane],
        "curtain": [shade],
        "streaked": [box(w + 0.16, 0.06, 0.16, (0, -0.06, 0.0), 0.004)],
    }


def grille(w: float, h: float) -> Piece:
    """Security bars before a low window."""
    bars = [box(0.014, h, 0.014, (x, 0, 0.10), 0.002) for x in np.arange(-w / 2, w / 2 + 0.01, 0.11)]
    rails = [box(w + 0.03, 0.025, 0.012, (0, y, 0.10), 0.002) for y in (0.06, h / 2, h - 0.08)]
    return {
        "galvanised": [
            *bars,
            *rails,
            *(box(0.012, 0.02, 0.12, (s * w / 2, y, 0.04), 0.002) for s in (-1, 1) for y in (0.06, h - 0.08)),
        ]
    }


def condenser() -> Piece:
    """The outdoor unit of an air conditioner, on brackets; origin at the wall, below its middle."""
    rings = [
        lathe([(r, 0), (r + 0.004, 0.003), (r + 0.008, 0)], 24).at(-0.12, 0.28, 0.355, pitch=90)
        for r in (0.05, 0.09, 0.13, 0.17, 0.205)
    ]
    fan = lathe([(0.215, 0.0), (0, 0.0)], 24).at(-0.12, 0.28, 0.352, pitch=90)
    slots = [box(0.16, 0.008, 0.004, (0.26, 0.12 + 0.03 * k, 0.352), 0) for k in range(12)]
    arms = [box(0.035, 0.035, 0.40, (s * 0.28, -0.035, 0.2), 0.002) for s in (-1, 1)]
    return {
        "old white": [box(0.76, 0.54, 0.29, (0, 0, 0.205), 0.012)],
        "grey": rings,
        "charcoal": [fan, *slots],
        "galvanised": arms,
    }


def wall_with_holes(
    w: float, h: float, holes: list[tuple[float, float, float, float]], depth: float = 0.12
) -> list[Mesh]:
    """A wall facing +z, x 0..w, y 0..h, with (x, y, w, h) holes and their reveals."""
    xs = sorted({0.0, w, *(v for x, _, a, _ in holes for v in (x, x + a))})
    ys = sorted({0.0, h, *(v for _, y, _, a in holes for v in (y, y + a))})
    out = []
    for y0, y1 in itertools.pairwise(ys):
        run = None
        for x0, x1 in [*itertools.pairwise(xs), (w, w)]:
            mx, my = (x0 + x1) / 2, (y0 + y1) / 2
            solid = x1 > x0 and not any(x < mx < x + a and y < my < y + c for x, y, a, c in holes)
            if solid and run is None:
                run = x0
            if not solid and run is not None:
                out.append(quad((run, y0, 0), (x0 - run, 0, 0), (0, y1 - y0, 0), 99, uv0=(run, y0)))
                run = None
    for x, y, a, c in holes if depth else ():
        sides = [quad((x, y, 0), (0, 0, -depth), (0, c, 0), 99), quad((x + a, y, -depth), (0, 0, depth), (0, c, 0), 99)]
        sides += [quad((x, y + c, 0), (0, 0, -depth), (a, 0, 0), 99)]
        if y > 0.001:
            sides.append(quad((x, y, -depth), (0, 0, depth), (a, 0, 0), 99))
        for m in sides:
            m.uv[:] = m.uv[..., ::-1]
        out += sides
    return out


def villa(w: float, floors: int, brick: str, seed: int, shop: str = "", base: float = 0.0) -> Piece:
    """A house w metres wide, its front at z = 0 facing +z, centred; windows by seed; `shop` a material for its sign, or none."""
    rng, h = np.random.default_rng(seed), 0.3 + 2.75 * floors
    holes, piece = [], {}  # type: ignore[var-annotated]
    ground = (w * 0.08, 0.12, w * 0.84, 2.35)
    start = 1 if shop else 0
    if shop:
        holes.append(ground)
    bays = 2 if w < 7 else 3
    for f in range(start, floors):
        for k in range(bays):
            ww, hh = (1.7, 1.25) if (k + seed) % 3 else (1.0, 0.8)
            x, y = w * (k + 0.5) / bays - ww / 2, 0.3 + 2.75 * f + 0.85
            holes.append((x, y, ww, hh))
            piece = merged(piece, moved(window(ww, hh, bool(rng.random() < 0.6)), x + ww / 2, y, 0))
            if f == 0 or (f == 1 and not shop):
                piece = merged(piece, moved(grille(ww, hh), x + ww / 2, y, 0))
            if rng.random() < 0.3:
                piece = merged(piece, moved(condenser(), x + ww + 0.42, y - 0.35, 0))
    piece = merged(piece, {brick: wall_with_holes(w, h, holes)})
    piece = merged(
        piece,
        {
            brick: [quad((0, 0, -9), (0, 0, 9), (0, h, 0), 99), quad((w, 0, 0), (0, 0, -9), (0, h, 0), 99)],
            "roof green": [quad((0, h - 0.9, 0), (w, 0, 0), (0, 0, -9), 99)],
        },
    )
    piece = merged(
        piece,
        {
            "streaked": [
                box(w + 0.1, 0.10, 0.30, (w / 2, h - 0.05, -0.10), 0.01),
                *(box(w, 0.09, 0.06, (w / 2, 0.3 + 2.75 * f - 0.05, 0.0), 0.005) for f in range(1, floors)),
            ]
        },
    )
    piece = merged(piece, pipes(w, h, rng))
    if shop:
        piece = merged(piece, shop_front(w, ground, shop, seed))
    return {k: [join(*v).at(-w / 2, base, 0)] for k, v in piece.items() if v}


def pipes(w: float, h: float, rng: np.random.Generator) -> Piece:
    """Gas pipe (yellow), rain pipe with its brackets, a meter box, a blue water tank and an aerial on the roof."""
    x, rx = w * 0.035, w * 0.965
    gas = [
        tube([(x, 0.6, 0.05), (x, h - 1.3, 0.05)], 0.016, 6, False),
        tube([(x, h - 1.3, 0.05), (w * 0.4, h - 1.3, 0.05)], 0.016, 6, False),
    ]
    rain = [tube([(rx, 0.1, 0.06), (rx, h - 0.4, 0.06)], 0.04, 8, False)]
    clips = [box(0.11, 0.02, 0.07, (rx, y, 0.035), 0.002) for y in np.arange(0.8, h - 0.6, 1.6)]
    tank = lathe([(0, 0), (0.75, 0), (0.8, 0.1), (0.8, 1.2), (0.55, 1.45), (0.2, 1.5), (0.2, 1.58), (0, 1.58)], 18)
    return {
        "yellow": gas,
        "grey": rain,
        "galvanised": [
            *clips,
            box(0.34, 0.42, 0.14, (x + 0.35, 1.2, 0.07), 0.004),
            tube([(w * 0.7, h, -2), (w * 0.7, h + 1.6, -2)], 0.02, 6),
        ],
        "tank": [tank.at(w * float(rng.uniform(0.25, 0.7)), h - 0.6, -3)],
    }


def shop_front(w: float, hole: tuple[float, float, float, float], sign: str, seed: int) -> Piece:
    """Glass front with a door, dark inside with shelves seen dimly, the sign board above, goods before it."""
    x, y, a, c = hole
    bars = [box(0.05, c, 0.06, (x + a * f, y, -0.08), 0.003) for f in (0.012, 0.36, 0.64, 0.988)] + [
        box(a, 0.06, 0.06, (x + a / 2, y + v, -0.08), 0.003) for v in (0.0, c - 0.06, 1.98)
    ]
    board = box(a + 0.3, 0.72, 0.14, (x + a / 2, y + c + 0.02, 0.07), 0.01)
    face = quad((x - 0.11, y + c + 0.06, 0.1425), (a + 0.22, 0, 0), (0, 0.64, 0), 9, picture=True)
    goods = [box(0.5, 0.28, 0.34, (x + a * 0.14 + 0.55 * k, 0, 0.3), 0.01) for k in range(2)] if seed % 2 else []
    posters = [
        quad((x + a * (0.06 + 0.09 * k), y + 0.75 + 0.1 * (k % 2), -0.088), (0.32, 0, 0), (0, 0.44, 0), 9)
        for k in range(3)
    ]
    return {
        "shop dark": [quad((x, y, -0.10), (a, 0, 0), (0, c, 0), 99)],
        "galvanised": bars,
        "charcoal": [board],
        sign: [face],
        "kraft": goods,
        "cream": posters[:2],
        "pink": posters[2:],
    }


def put_outside(
    b: Build, piece: Piece, x: float, y: float, z: float, yaw: float = 0, density: float | None = None
) -> None:
    b.put(piece, x, y, z, yaw, solid=False, node=OUTSIDE, density=density)
