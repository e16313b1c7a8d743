"""Potted plants with believable leaves: rubber tree, areca palm, snake plant, and the orchids that offices are given.

As in `kit`: {material: [meshes]}, standing on y = 0. Leaves share one picture (veins, edges, spots), mapped 0..1."""

from __future__ import annotations

import io
import math
from functools import cache

import numpy as np
from PIL import Image

from assets.build.kit import Piece, solid
from assets.build.materials import CATALOGUE, Material, paint, srgb
from assets.build.mesh import Mesh, lathe, sheet, tube


@cache
def leaf_picture(bright: float = 1.0) -> bytes:
    """A leaf from stalk (below) to tip: midrib, side veins, paler edge, uneven green; [256, 128]."""
    v, u = np.mgrid[0:256, 0:128]
    v, u = 1 - v / 255, u / 127 * 2 - 1
    rib = np.exp(-((u / 0.035) ** 2))
    side = np.exp(-(((np.abs(u) * 0.9 - v * 1.0) * 11 % 1 - 0.5) ** 2) / 0.006) * (1 - np.abs(u)) * 0.5
    rng = np.random.default_rng(2)
    slow = sum(np.sin(u * rng.uniform(2, 9) + v * rng.uniform(2, 14) + rng.uniform(0, 6)) for _ in range(5)) * 0.05
    green = np.stack([0.145 + 0.10 * slow, 0.27 + 0.22 * slow, 0.105 + 0.06 * slow], -1)
    green = green + (0.16 * rib + 0.06 * side)[..., None] * np.array([1.0, 1.1, 0.55])
    green = green + (np.abs(u) ** 6 * 0.06)[..., None] + rng.normal(0, 0.008, (*u.shape, 1))
    green = green * np.array([bright, bright, 0.8 * bright if bright > 1 else 1.0])
    out = io.BytesIO()
    Image.fromarray((np.clip(green, 0, 1) * 255).astype(np.uint8)).save(out, "JPEG", quality=84)
    return out.getvalue()


CATALOGUE["plant leaf"] = Material(picture=leaf_picture(), roughness=0.36, two_sided=True)
CATALOGUE["plant leaf pale"] = Material(picture=leaf_picture(1.3), roughness=0.45, two_sided=True)
CATALOGUE["plant stem"] = paint("#4d4a2c", 0.7)
CATALOGUE["pot dark"] = paint("#35383a", 0.55)
CATALOGUE["pot white"] = Material(colour=srgb("#dedad0"), roughness=0.3)
CATALOGUE["petal"] = Material(colour=srgb("#f2e6ea"), roughness=0.6, two_sided=True)
CATALOGUE["ribbon"] = Material(colour=srgb("#b3222c"), roughness=0.4, two_sided=True)
CATALOGUE["moss"] = paint("#4a4a30", 0.95)


def leaf(
    length: float,
    width: float,
    droop: float = 0.5,
    fold: float = 0.25,
    segments: int = 6,
    slim: float = 0.75,
    twist: float = 0.0,
    ribs: int = 2,
) -> Mesh:
    """A blade growing along +z from the origin: bent by its weight, folded along its rib; uv 0..1."""
    t = np.linspace(0, 1, segments + 1)
    half = width / 2 * np.sin(np.pi * np.clip(t, 0.0, 1)) ** slim * (1.12 - 0.35 * t)
    half[0], half[-1] = width * 0.03, width * 0.01
    bend = droop * t * 1.1
    z = np.concatenate([[0], np.cumsum(np.cos(bend[:-1]) * length / segments)])
    y = -np.concatenate([[0], np.cumsum(np.sin(bend[:-1]) * length / segments)])
    rows, uv = [], []
    for s in np.linspace(-1, 1, 2 * ribs + 1):
        turn = twist * t
        lift = abs(s) ** 1.3 * fold * half - 0.10 * half * abs(math.sin(s * math.pi))
        rows.append(np.stack([s * half * np.cos(turn), y + lift + s * half * np.sin(turn), z], -1))
        uv.append(np.stack([np.full_like(t, 0.5 + 0.5 * s), 1 - t], -1))
    mesh = sheet(np.stack(rows, 1), np.stack(uv, 1))
    return mesh if mesh.n[..., 1].mean() > 0 else sheet(np.stack(rows, 1), np.stack(uv, 1), flip=True)


def pot(radius: float, height: float, kind: str = "pot dark") -> Piece:
    body = lathe(
        [
            (0, 0),
            (radius * 0.70, 0),
            (radius * 0.74, 0.012),
            (radius * 0.96, height - 0.02),
            (radius, height - 0.012),
            (radius, height),
            (radius * 0.93, height),
            (radius * 0.90, height - 0.05),
        ],
        36,
        40,
    )
    return {kind: [body], "moss": [lathe([(radius * 0.905, height - 0.045), (0.0, height - 0.03)], 28)]}


def rubber(height: float = 1.6, seed: int = 3) -> Piece:
    """Ficus elastica: few stems, large leathery leaves on short stalks."""
    rng, pot_r, pot_h = np.random.default_rng(seed), 0.19, 0.36
    piece = pot(pot_r, pot_h)
    stems, leaves = [], []
    for s in range(3):
        a, lean = s * 2.1 + float(rng.uniform(0, 1)), float(rng.uniform(0.05, 0.20))
        top = height * (1.0, 0.84, 0.68)[s]
        path = [
            (
                math.cos(a) * (0.03 + lean * t**1.6),
                pot_h - 0.06 + (top - pot_h) * t,
                math.sin(a) * (0.03 + lean * t**1.6),
            )
            for t in np.linspace(0, 1, 7)
        ]
        stems.append(tube(path, 0.011, 7))
        count = int(13 * (top - pot_h))
        for k in range(count):
            t = 0.16 + 0.84 * (k + 0.5) / count
            p = [float(np.interp(t, np.linspace(0, 1, 7), [q[i] for q in path])) for i in range(3)]
            yaw, pitch = 137.5 * k + 70 * s, float(rng.uniform(12, 48)) * (1.25 - t * 0.3) - (28 if t > 0.94 else 0)
            long = float(rng.uniform(0.19, 0.27)) * (1.08 - 0.35 * t)
            stalk = tube([(0, 0, 0), (0, 0.004, 0.05)], 0.0035, 5, closed=False)
            leaves.append(
                leaf(long, long * 0.48, float(rng.uniform(0.3, 0.9)), 0.28)
                .at(0, 0.004, 0.05)
                .at(0, 0, 0, yaw, -pitch)
                .at(*p)
            )
            stems.append(stalk.at(0, 0, 0, yaw, -pitch).at(*p))
    return piece | {"plant stem": stems, "plant leaf": leaves, "solid": solid(0.42, height * 0.7, 0.42)}


def palm(height: float = 1.9, seed: int = 4) -> Piece:
    """Areca: arching fronds of narrow leaflets from one crown of canes."""
    rng = np.random.default_rng(seed)
    piece = pot(0.20, 0.34, "pot white")
    stems, leaves = [], []
    for k in range(11):
        yaw, long = 137.5 * k, height * float(rng.uniform(0.68, 0.95)) - 0.2
        lean = float(rng.uniform(0.25, 0.75))
        t = np.linspace(0, 1, 12)
        path = np.stack(
            [
                np.zeros(12),
                0.32 + long * (t * 0.98 - 0.20 * lean * t**3),
                0.02 + long * lean * (0.12 * t + 0.55 * t**2.4),
            ],
            -1,
        )
        stems.append(tube(path, 0.0065, 5, closed=False).at(0, 0, 0, yaw))
        ahead = np.gradient(path, axis=0)
        for j in range(20):
            f = 0.36 + 0.63 * j / 19
            p = np.array([np.interp(f, t, path[:, i]) for i in range(3)])
            d = np.array([np.interp(f, t, ahead[:, i]) for i in range(3)])
            tilt = math.degrees(math.atan2(d[1], d[2]))
            size = 0.30 * math.sin(math.pi * (0.16 + 0.78 * (f - 0.36) / 0.63)) + 0.05
            for s in (-1, 1):
                blade = leaf(size, 0.021, float(rng.uniform(0.5, 1.1)), 0.5, 3, 0.6, 0.0, 1)
                leaves.append(
                    blade.at(0, 0, 0, s * float(rng.uniform(48, 60)), 0).at(0, 0, 0, 0, -tilt).at(*p).at(0, 0, 0, yaw)
                )
    return piece | {"plant stem": stems, "plant leaf pale": leaves, "solid": solid(0.44, 1.2, 0.44)}


def snake(height: float = 0.95, seed: int = 6) -> Piece:
    """Sansevieria: stiff upright blades."""
    rng = np.random.default_rng(seed)
    piece = pot(0.17, 0.30, "pot white")
    blades = []
    for k in range(14):
        a, r = 137.5 * k, 0.09 * math.sqrt(k / 14)
        long = (height - 0.28) * float(rng.uniform(0.55, 1.0))
        blade = leaf(long, 0.065, float(rng.uniform(0.02, 0.16)), 0.55, 6, 0.42, float(rng.uniform(-0.6, 0.6)))
        blades.append(blade.at(0, 0, 0, 0, -float(rng.uniform(76, 88))).at(0, 0.265, r).at(0, 0, 0, a))
    return piece | {"plant leaf": blades, "solid": solid(0.36, 0.8, 0.36)}


def orchid(seed: int = 7) -> Piece:
    """A moth orchid in a white pot: strap leaves, two arching sprays, a red ribbon with good wishes."""
    rng = np.random.default_rng(seed)
    piece = pot(0.075, 0.15, "pot white")
    leaves = [
        leaf(float(rng.uniform(0.16, 0.23)), 0.055, float(rng.uniform(0.6, 1.2)), 0.5, 5, 0.5)
        .at(0, 0, 0, 0, -50)
        .at(0, 0.12, 0.01)
        .at(0, 0, 0, 72 * k + 20)
        for k in range(5)
    ]
    stems, petals = [], []
    for k in range(2):
        yaw = 40 + 150 * k
        t = np.linspace(0, 1, 10)
        path = np.stack([np.zeros(10), 0.13 + 0.42 * np.sin(t * 1.75), 0.02 + 0.20 * t**1.7], -1)
        stems.append(tube(path, 0.0028, 5, closed=False).at(0, 0, 0, yaw))
        for j in range(7):
            p = np.array([np.interp(0.52 + 0.08 * j, t, path[:, i]) for i in range(3)])
            size = 0.040 - 0.003 * j
            for a in range(0, 360, 72):
                petal = leaf(size, size * (1.05 if a in (72, 288) else 0.7), 0.35, 0.2, 3, 0.6, 0.0, 1)
                petals.append(
                    petal.at(0, 0, 0, 0, -70)
                    .at(0, 0, 0, 0, 0, a)
                    .at(0, 0, 0, float(rng.uniform(-30, 30)), 25)
                    .at(*p)
                    .at(0, 0, 0, yaw + (28 if j % 2 else -28))
                )
    bow = [leaf(0.10, 0.032, 0.9, 0.1, 4, 0.3).at(0, 0.135, 0.072, s * 55, 10) for s in (-1, 1)]
    tails = [leaf(0.17, 0.030, 0.1, 0.05, 3, 0.15).at(0, 0, 0, 0, 80).at(s * 0.018, 0.135, 0.082) for s in (-1, 1)]
    return piece | {"plant leaf": leaves, "plant stem": stems, "petal": petals, "ribbon": bow + tails}
