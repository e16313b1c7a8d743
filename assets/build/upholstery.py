"""Upholstered and turned furniture with believable edges: seat pads with crown and piping, pillows, chairs, sofas.

As in `kit`: {material: [meshes]}, standing on y = 0, the sitter looking towards +z; "solid" lists boxes for collision."""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from assets.build import blender
from assets.build.kit import Piece, solid
from assets.build.mesh import Mesh, box, cylinder, join, lathe, lattice, sheet, tube

FAR = 99.0


@cache
def pad(
    w: float,
    h: float,
    d: float,
    crown: float = 0.02,
    edge: float = 0.03,
    cells: int = 7,
    seed: int = 0,
    sag: float = 0.004,
) -> Mesh:
    """An upholstered block, base centre at the origin: rounded edges, a crowned top, faint wrinkles."""
    cut = np.linspace(-1, 1, cells)
    faces = []
    for axis in range(3):
        i, j = (axis + 1) % 3, (axis + 2) % 3
        for sign in (-1, 1):
            a, c = np.meshgrid(cut, cut, indexing="ij")
            q = np.zeros((cells, cells, 3))
            q[..., axis], q[..., i], q[..., j] = sign, a, c
            n = np.zeros(3)
            n[axis] = sign
            uv = np.stack([a * (w, h, d)[i] / 2, c * (w, h, d)[j] / 2], -1)
            faces.append(lattice(q, np.broadcast_to(n, q.shape), uv))
    block = join(*faces)
    half, e = np.array([w, h, d]) / 2, min(edge, min(w, h, d) * 0.48)
    q = block.p
    inner = np.clip(q * half, -(half - e), half - e)
    away = q * half - inner
    length = np.linalg.norm(away, axis=-1, keepdims=True)
    block.p[:] = inner + away / np.maximum(length, 1e-9) * np.minimum(length, e)
    fall = (1 - np.clip(q[..., 0], -1, 1) ** 2) * (1 - np.clip(q[..., 2], -1, 1) ** 2)
    block.p[..., 1] += np.where(q[..., 1] > -0.5, crown * fall * (q[..., 1] + 1) / 2, 0) + half[1]
    return blender.displaced(block, sag, 0.14, 500 + seed, 1e-4)


@cache
def pillow(w: float, h: float, thick: float = 0.14, seed: int = 0, cells: int = 10) -> Mesh:
    """A scatter cushion standing on its edge, facing +z, its middle at half its height; pinched corners, a seam."""
    u = np.sin(np.linspace(-1, 1, cells + 1) * math.pi / 2)
    a, c = np.meshgrid(u, u, indexing="ij")
    full = (np.clip(1 - a**4, 0, 1) * np.clip(1 - c**4, 0, 1)) ** 0.5
    pull = 1 - 0.10 * (1 - (1 - np.abs(a)) * 1) * (a**2) * (1 - c**2) - 0.0
    x = a * w / 2 * (1 - 0.07 * (1 - c**2) * np.abs(a)) * np.where(pull > 0, 1, 1)
    y = c * h / 2 * (1 - 0.07 * (1 - a**2) * np.abs(c))
    rng = np.random.default_rng(seed)
    crease = sum(np.sin(a * rng.uniform(2, 7) + c * rng.uniform(2, 7) + rng.uniform(0, 6)) for _ in range(4)) * 0.004
    sides = []
    for s in (1, -1):
        z = s * thick / 2 * full + crease * full
        points = np.stack([x, y, z], -1)
        sides.append(sheet(points, np.stack([x, y], -1), flip=s < 0))
    mesh = join(*sides)
    return (
        mesh
        if (mesh.n[: len(mesh.n) // 2, :, 2].mean() > 0)
        else Mesh(mesh.p[:, ::-1], -mesh.n[:, ::-1], mesh.uv[:, ::-1])
    )


def welt(w: float, d: float, y: float, r: float = 0.005, corner: float = 0.03) -> Mesh:
    """Piping around a pad's edge at height y."""
    pts = []
    for sx, sz, start in ((1, 1, 0), (-1, 1, 90), (-1, -1, 180), (1, -1, 270)):
        for t in np.radians(np.linspace(start, start + 90, 4)):
            pts.append((sx * (w / 2 - corner) + corner * math.cos(t), y, sz * (d / 2 - corner) + corner * math.sin(t)))
    pts.append(pts[0])
    return tube(pts, r, 5, closed=False)


def tapered_leg(h: float, top: float = 0.02, foot: float = 0.011, lean: float = 0.0) -> Mesh:
    mesh = lathe([(0, 0), (foot, 0), (top, h), (0, h)], 14, 30)
    mesh.p[..., 0] += lean * (1 - mesh.p[..., 1] / h)
    return mesh


def conference_chair(cloth: str = "fabric navy", wood: str = "walnut") -> Piece:
    """An upholstered shell that wraps the sitter, arms included, on four turned legs; seat 0.46 m."""
    turn = np.linspace(-1, 1, 15)
    angle = turn * math.radians(112)
    height = 0.74 + 0.10 * np.cos(turn * math.pi / 2) ** 1.2 - 0.10 * np.abs(turn) ** 3
    rows = []
    for v, out in ((0.0, 0.0), (0.35, 0.012), (0.75, 0.022), (1.0, 0.02)):
        y = 0.40 + (height - 0.40) * v
        r = 0.275 + out + 0.035 * v
        rows.append(np.stack([r * np.sin(angle), y, -r * 0.95 * np.cos(angle)], -1))
    back = sheet(
        np.array(rows).transpose(1, 0, 2),
        np.stack(np.broadcast_arrays(turn[:, None] * 0.5, np.array([0, 0.15, 0.3, 0.4])[None]), -1),
    )
    shell = blender.bevelled(blender.solidified(back, 0.045, 0.0), 0.016, 2, 50)
    seat = pad(0.50, 0.10, 0.50, 0.02, 0.04, 6, 3).at(0, 0.375, 0.03)
    legs = [tapered_leg(0.40, 0.021, 0.012, s * 0.03).at(s * 0.18, 0, z) for s in (-1, 1) for z in (-0.15, 0.20)]
    rails = [box(0.36, 0.035, 0.03, (0, 0.355, z), 0.004, FAR) for z in (-0.15, 0.20)]
    return {
        cloth: [shell, seat],
        wood: legs + rails,
        "solid": solid(0.56, 0.46, 0.54) + solid(0.56, 0.8, 0.1, 0, -0.24),
    }


def executive_chair(hide: str = "leather black", metal: str = "chrome") -> Piece:
    """High back in channelled leather on a five-star base; seat 0.49 m, back 1.22 m."""
    soft = [pad(0.54, 0.11, 0.52, 0.022, 0.045, 7, 11).at(0, 0.42, 0.02)]
    y, z, lean = 0.53, -0.235, 6.0
    for k, (tall, wide) in enumerate(((0.14, 0.50), (0.14, 0.52), (0.14, 0.52), (0.13, 0.50), (0.16, 0.44))):
        roll = pad(wide, 0.085, tall + 0.012, 0.014, 0.04, 6, 20 + k).at(0, 0, 0, 0, 90)
        soft.append(roll.at(0, y + tall / 2, z, 0, -lean))
        y, z, lean = y + tall * 0.99, z - tall * math.sin(math.radians(lean)), lean + 2.2
    spine = [box(0.36, 0.62, 0.02, (0, 0, 0), 0.008, FAR).at(0, 0.54, -0.285, 0, -9.5)]
    arms, pads = [], []
    for s in (-1, 1):
        arms.append(
            tube(
                [(s * 0.24, 0.44, 0.0), (s * 0.315, 0.44, 0.0), (s * 0.325, 0.50, 0.0), (s * 0.325, 0.655, 0.03)],
                0.014,
                10,
            )
        )
        pads.append(pad(0.065, 0.03, 0.29, 0.006, 0.014, 5, 31).at(s * 0.325, 0.655, 0.02))
    star = []
    for k in range(5):
        a = 72 * k + 18
        arm = blender.bevelled(box(0.30, 0.03, 0.05, (0.17, 0, 0), 0, FAR), 0.008, 2)
        arm.p[..., 1] -= 0.10 * np.clip(arm.p[..., 0], 0, 1)
        star.append(arm.at(0, 0.105, 0, a))
        caster = join(
            cylinder(0.029, 0.018, 16).at(0, 0, 0.006, 0, 90), cylinder(0.029, 0.018, 16).at(0, 0, -0.024, 0, 90)
        )
        pads.append(caster.at(0.30, 0.03, 0).at(0, 0, 0, a))
    lift = [
        cylinder(0.05, 0.09, 20).at(0, 0.075, 0),
        cylinder(0.026, 0.30, 18).at(0, 0.12, 0),
        box(0.24, 0.045, 0.26, (0, 0.385, 0), 0.01, FAR),
    ]
    return {
        hide: soft,
        "black": [*spine, *pads],
        metal: [*arms, *star, *lift],
        "solid": solid(0.55, 0.5, 0.55) + solid(0.5, 1.2, 0.14, 0, -0.28),
    }


def lounge(cloth: str, w: float, seats: int, leg: str = "walnut", seed: int = 0) -> Piece:
    """A sofa or armchair, w metres wide: loose seat and back cushions with piping between slim arms; seat 0.43 m."""
    arm, depth = 0.13, 0.88
    inner = w - 2 * arm
    each = inner / seats
    soft, pipes = [], []
    for k in range(seats):
        x = (k - (seats - 1) / 2) * each
        soft.append(pad(each - 0.006, 0.17, 0.66, 0.03, 0.045, 8, seed + k).at(x, 0.265, 0.085))
        pipes.append(welt(each - 0.02, 0.645, 0.415, 0.005, 0.04).at(x, 0, 0.085))
        soft.append(pad(each - 0.012, 0.17, 0.44, 0.045, 0.055, 8, seed + 10 + k).at(0, 0, 0, 0, 78).at(x, 0.63, -0.33))
    soft += [pad(arm, 0.47, depth, 0.004, 0.03, 6, seed + 20).at(s * (w - arm) / 2, 0.13, 0) for s in (-1, 1)]
    soft.append(pad(w - 0.04, 0.58, 0.15, 0.004, 0.035, 6, seed + 21).at(0, 0.15, -depth / 2 + 0.085))
    base = box(inner + 0.02, 0.13, depth - 0.10, (0, 0.14, 0.03), 0.012, FAR)
    legs = [
        tapered_leg(0.145, 0.022, 0.014).at(sx * (w / 2 - 0.08), 0, sz * (depth / 2 - 0.09))
        for sx in (-1, 1)
        for sz in (-1, 1)
    ]
    return {
        cloth: [*soft, *pipes, base],
        leg: legs,
        "solid": solid(w, 0.44, depth) + solid(w, 0.74, 0.22, 0, -depth / 2 + 0.11),
    }


def visitor_chair(hide: str = "leather brown", wood: str = "walnut") -> Piece:
    """A low armchair with an open wooden frame: leather seat and back between bent arms; seat 0.44 m."""
    soft = [
        pad(0.54, 0.11, 0.54, 0.022, 0.035, 7, 41).at(0, 0.345, 0.03),
        pad(0.54, 0.10, 0.44, 0.03, 0.035, 7, 42).at(0, 0, 0, 0, 76).at(0, 0.645, -0.27),
    ]
    frame = []
    for s in (-1, 1):
        x = s * 0.305
        frame += [tapered_leg(0.60, 0.017, 0.012).at(x, 0, 0.27), tapered_leg(0.60, 0.017, 0.012).at(x, 0, -0.26)]
        arm = blender.bevelled(box(0.058, 0.024, 0.62, (x, 0.598, 0.0), 0, FAR, "z"), 0.010, 3)
        frame += [arm, box(0.022, 0.045, 0.52, (x, 0.33, 0.0), 0.006, FAR, "z")]
    frame += [box(0.60, 0.05, 0.024, (0, 0.31, z), 0.006, FAR) for z in (0.27, -0.24)]
    frame += [box(0.60, 0.05, 0.022, (0, y, z), 0.006, FAR) for y, z in ((0.46, -0.30), (0.80, -0.375))]
    frame += [tube([(s * 0.285, 0.33, -0.25), (s * 0.285, 0.84, -0.385)], 0.015, 10) for s in (-1, 1)]
    return {hide: soft, wood: frame, "solid": solid(0.66, 0.46, 0.62) + solid(0.66, 0.84, 0.12, 0, -0.3)}
