"""What stands in a lane: trees, poles with cables, a scooter, bollards. As in `kit`."""

from __future__ import annotations

import math

import numpy as np

from assets.build import worn  # noqa: F401  its materials
from assets.build.kit import Piece
from assets.build.mesh import Mesh, _facing_out, arc, box, cylinder, lathe, tube
from assets.build.organic import cushion


def tree(height: float, seed: int, leaves: int = 1500) -> Piece:
    """A street tree: trunk with a fork, branches, small single leaves in clumps."""
    rng, wood, green = np.random.default_rng(seed), [], {"tree leaf": [], "tree leaf dark": []}  # type: ignore[var-annotated]
    fork = height * 0.42
    wood.append(tube([(0, 0, 0), (0.03, fork * 0.5, 0.02), (0, fork, 0)], 0.10, 8, False))
    clumps = []
    for k in range(9):
        a, r = 2.4 * k, height * float(rng.uniform(0.10, 0.27))
        tip = np.array([r * math.cos(a), fork + height * float(rng.uniform(0.12, 0.52)), r * math.sin(a)])
        wood.append(tube([(0, fork - 0.1, 0), tuple(0.5 * tip + (0, fork * 0.42, 0)), tuple(tip)], 0.035, 5, False))
        clumps.append((tip, height * float(rng.uniform(0.12, 0.17))))
    per = leaves // len(clumps)
    for n, (tip, r) in enumerate(clumps):
        way = rng.normal(size=(per, 3))
        at = tip + way / np.linalg.norm(way, axis=1, keepdims=True) * r * rng.uniform(0.5, 1.05, (per, 1)) * (
            1.15,
            0.8,
            1.15,
        )
        u = rng.normal(size=(per, 3))
        u /= np.linalg.norm(u, axis=1, keepdims=True)
        v = np.cross(u, rng.normal(size=(per, 3)))
        v /= np.linalg.norm(v, axis=1, keepdims=True)
        n_out = at - tip + (0, 0.4 * r, 0)
        long, wide = rng.uniform(0.07, 0.13, (per, 1)), rng.uniform(0.03, 0.05, (per, 1))
        corners = np.stack([at - u * long, at + v * wide, at + u * long, at - v * wide], 1)
        p = np.concatenate([corners[:, [0, 1, 2]], corners[:, [0, 2, 3]]])
        normal = (
            np.repeat((n_out / np.linalg.norm(n_out, axis=1, keepdims=True))[None], 2, 0).reshape(-1, 1, 3).repeat(3, 1)
        )
        green["tree leaf" if n % 3 else "tree leaf dark"].append(_facing_out(p, normal, np.zeros((*p.shape[:2], 2))))
    return {"tree bark": wood, **green}


def cables(points: list[tuple[tuple[float, float, float], tuple[float, float, float], float]]) -> list[Mesh]:
    """Catenary-like cables from (start, end, sag)."""
    out = []
    for a, c, sag in points:
        t = np.linspace(0, 1, 11)[:, None]
        p = np.asarray(a) * (1 - t) + np.asarray(c) * t
        p[:, 1] -= sag * 4 * (t * (1 - t))[:, 0]
        out.append(tube(p, 0.012, 4, False))
    return out


def pole(height: float = 8.5) -> Piece:
    """A concrete pole with yellow-black guard, cross arms, insulators, a transformer and a lamp on its arm."""
    arms = [box(1.7, 0.09, 0.09, (0, y, 0.16), 0.004) for y in (height - 0.5, height - 1.1)]
    pots = [
        lathe([(0.03, 0), (0.05, 0.04), (0.03, 0.06), (0.05, 0.10), (0.02, 0.14), (0, 0.14)], 9).at(x, y + 0.09, 0.16)
        for y in (height - 0.5, height - 1.1)
        for x in (-0.75, -0.3, 0.3, 0.75)
    ]
    can = lathe([(0, 0), (0.27, 0), (0.28, 0.03), (0.28, 0.75), (0.25, 0.80), (0, 0.82)], 18).at(-0.42, height - 2.5, 0)
    lamp = tube([(0, 5.2, 0.1), (0, 5.9, 0.5), (0, 6.0, 1.3)], 0.035, 8)
    guard = lathe([(0.165, 0.3), (0.163, 1.5)], 14)
    stripes = [lathe([(0.1665, y), (0.166, y + 0.12)], 14) for y in np.arange(0.35, 1.4, 0.28)]
    boxes = [box(0.30, 0.42, 0.20, (0.05, 2.5, 0.22), 0.01), box(0.5, 0.3, 0.16, (0, 4.6, 0.2), 0.01)]
    return {
        "pole concrete": [lathe([(0.16, 0), (0.10, height), (0, height)], 14)],
        "galvanised": [*arms, lamp, *boxes],
        "ceramic": pots,
        "grey": [can, box(0.2, 0.08, 0.5, (0, 5.96, 1.45), 0.02)],
        "yellow": [guard],
        "black": stripes,
    }


def scooter() -> Piece:
    """A parked delivery scooter, nose to +x, on its side stand: wheels, leg shield, seat, box."""

    def wheel(x: float) -> list[Mesh]:
        return [tube(arc((x, 0.24, 0), 0.195, 0, 360, 25), 0.048, 9, False)]

    rims = [
        lathe([(0.06, -0.03), (0.155, -0.02), (0.155, 0.02), (0.06, 0.03)], 20).at(x, 0.24, 0, pitch=90)
        for x in (-0.58, 0.62)
    ]
    body = [
        cushion(0.62, 0.30, 0.30, 0.10).at(-0.42, 0.36, 0),
        cushion(0.46, 0.10, 0.30, 0.04).at(0.05, 0.26, 0),
        cushion(0.10, 0.62, 0.36, 0.045).at(0.38, 0.34, 0, 0, 0, 14),
        cushion(0.34, 0.10, 0.16, 0.045).at(0.62, 0.40, 0),
    ]
    seat = cushion(0.66, 0.11, 0.27, 0.05).at(-0.38, 0.66, 0)
    fork = [tube([(0.62, 0.24, s * 0.065), (0.46, 0.80, s * 0.05)], 0.018, 8) for s in (-1, 1)] + [
        tube(
            [(0.34, 1.02, -0.33), (0.40, 1.05, -0.15), (0.42, 1.02, 0), (0.40, 1.05, 0.15), (0.34, 1.02, 0.33)],
            0.013,
            8,
        )
    ]
    fork += [tube([(0.40, 1.05, s * 0.18), (0.44, 1.24, s * 0.28)], 0.006, 6) for s in (-1, 1)] + [
        tube([(-0.05, 0.24, 0.12), (0.02, 0.02, 0.26)], 0.012, 7)
    ]
    mirrors = [
        lathe([(0, 0), (0.055, 0.004), (0.05, 0.02), (0, 0.028)], 16).at(0.44, 1.27, s * 0.28, 0, 0, 90)
        for s in (-1, 1)
    ]
    box_ = [box(0.42, 0.38, 0.44, (-0.72, 0.80, 0), 0.03)]
    lamp = lathe([(0, 0.0), (0.075, 0.0), (0.07, 0.03), (0, 0.045)], 20).at(0.46, 0.88, 0, 0, 0, -80)
    grips = [tube([(0.34, 1.02, s * 0.24), (0.335, 1.015, s * 0.35)], 0.018, 8) for s in (-1, 1)]
    return {
        "scooter red": body,
        "black rubber": [*wheel(-0.58), *wheel(0.62), *grips],
        "galvanised": rims,
        "black": [seat, *mirrors],
        "chrome": [*fork, lamp],
        "blue": box_,
        "tail lamp": [box(0.02, 0.05, 0.16, (-0.74, 0.55, 0), 0.008)],
        "yellow": [box(0.004, 0.10, 0.17, (-0.945, 0.55, 0), 0.001)],
    }


def bollard() -> Piece:
    return {"charcoal": [cylinder(0.055, 0.85, 16, 0.02)], "yellow": [lathe([(0.0556, 0.55), (0.0556, 0.68)], 16)]}
