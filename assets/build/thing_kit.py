"""What the scripts of things share: labels around bottles, levers with pins, and the like."""

from __future__ import annotations

import math

import numpy as np

from assets.build import signs
from assets.build.materials import Material, paint
from assets.build.mesh import Mesh, arc, box, cylinder, lathe, lattice, placement, quad, sheet, tube
from assets.build.place import Build

Point = tuple[float, float, float]


def thing(name: str) -> Build:
    return Build(name, (name, name))


def wrap(radius: float, y0: float, y1: float, start: float, stop: float) -> Mesh:
    """A label on an upright cylinder between two angles (degrees from +X towards +Z), its picture upright outside."""
    a = np.radians(np.linspace(start, stop, 17))
    rows = [np.stack([radius * np.cos(a), np.full_like(a, y), radius * np.sin(a)], -1) for y in (y0, y1)]
    points = np.stack(rows, 1)
    uv = np.stack(np.meshgrid(np.linspace(1, 0, 17), [1.0, 0.0], indexing="ij"), -1)
    normals = points * [1, 0, 1] / radius
    return lattice(points, normals, uv)


def eased(points: list[Point], count: int = 24, rounds: int = 5) -> np.ndarray:
    """float64 [count, 3]: a bent line without corners."""
    t = np.linspace(0, len(points) - 1, count)
    line = np.stack([np.interp(t, range(len(points)), [p[i] for p in points]) for i in range(3)], -1)
    for _ in range(rounds):
        line[1:-1] = (line[:-2] + 2 * line[1:-1] + line[2:]) / 4
    return line


def plate(b: Build, name: str, picture: bytes, at: Point, size: tuple[float, float], node: str = "body") -> None:
    """A printed page facing +Z, its middle at `at`."""
    w, h = size
    material = b.material(name, Material(picture=picture, roughness=0.5))
    b.add(material, quad((at[0] - w / 2, at[1] - h / 2, at[2]), (w, 0, 0), (0, h, 0), 9, picture=True), node=node)


def instructions(title: str, english: str, band: str, classes: str) -> bytes:
    """An extinguisher's label: its name, three steps, and the letters of the fires it is for."""
    image, d = signs.canvas(320, 320, "#f4f2ec")
    d.rectangle((0, 0, 320, 66), fill=band)
    d.text((160, 24), title, "#ffffff", signs.fitted("bold", 34, title, 300), "mm")
    d.text((160, 52), english, "#ffffff", signs.fitted("text", 17, english, 300), "mm")
    steps = (("1", "안전핀 뽑기", "Pull"), ("2", "불 밑동 겨누기", "Aim low"), ("3", "손잡이 쥐기", "Squeeze"))
    for k, (number, ko, en) in enumerate(steps):
        y = 100 + 58 * k
        d.ellipse((18, y - 20, 58, y + 20), fill=band)
        d.text((38, y), number, "#ffffff", signs.font("bold", 26), "mm")
        d.text((72, y - 10), ko, signs.INK, signs.font("bold", 25), "lm")
        d.text((72, y + 15), en, "#555555", signs.font("text", 17), "lm")
    for k, letter in enumerate(classes):
        d.rectangle((258, 84 + 56 * k, 306, 132 + 56 * k), outline=signs.INK, width=3)
        d.text((282, 108 + 56 * k), letter, signs.INK, signs.font("bold", 32), "mm")
    d.text((160, 294), "훈련용 · For training", band, signs.font("bold", 22), "mm")
    return signs.encode(image)


def valve_head(b: Build, y: float) -> None:
    """Handle, lever (hinged about X) and pin (pulled along +X) on a valve whose top is at y."""
    b.add(
        "black",
        box(0.022, 0.008, 0.115, (0, y + 0.01, -0.075)),
        box(0.022, 0.02, 0.008, (0, y, -0.13)),
        node="body",
    )
    b.add("steel", box(0.026, 0.03, 0.05, (0, y, -0.004)), node="body")
    b.matrices["lever"] = placement(0, y + 0.035, 0.014)
    lever = box(0.022, 0.007, 0.135, (0, -0.004, -0.066)).at(0, 0, 0, 0, 7)
    b.add("black", lever, box(0.03, 0.016, 0.02, (0, -0.012, 0)), node="lever")
    b.matrices["pin"] = placement(0, y + 0.023, -0.012)
    ring = tube(arc((0.040, 0, 0), 0.015, 0, 360, 22, "xy"), 0.0018, 8, closed=False)
    b.add("steel", tube([(-0.022, 0, 0), (0.026, 0, 0)], 0.0022, 8), ring, node="pin")
    b.add("yellow", box(0.004, 0.02, 0.006, (-0.020, -0.02, 0), 0.001), node="pin")


def bottle(radius: float, shoulder: float, neck: float) -> Mesh:
    """An upright cylinder with a dome; `shoulder` : where it begins, `neck` : where it ends."""
    dome = [
        (0.019 + (radius - 0.019) * math.cos(a), shoulder + 0.052 * math.sin(a)) for a in np.radians([22, 45, 66, 90])
    ]
    profile = [(0, 0.006), (radius - 0.012, 0.0), (radius - 0.002, 0.006), (radius, 0.018), (radius, shoulder), *dome]
    return lathe([*profile, (0.019, neck)], 36, 50)


def cloth(w: float, h: float, folds: float, depth: float, columns: int = 25, rows: int = 13) -> Mesh:
    """A sheet hanging from y = 0, both sides of it, its folds deeper towards the hem."""
    s, t = np.meshgrid(np.linspace(-0.5, 0.5, columns), np.linspace(0, 1, rows), indexing="ij")
    z = depth * (0.25 + 0.75 * t) * np.sin(2 * math.pi * folds * s + 1.3 * t) + 0.3 * depth * np.sin(9 * t + 5 * s)
    sag = 0.03 * h * (1 - (2 * s) ** 2)
    points = np.stack([s * w * (1 - 0.04 * t), -t * h - sag * (1 - t), z], -1)
    uv = np.stack([s * w, t * h], -1)
    return sheet(points, uv) + sheet(points, uv, flip=True)


def plain(code: str, roughness: float = 0.9) -> Material:
    """A rough cloth or card of one colour."""
    return paint(code, roughness)


def wheel(radius: float, thick: float = 0.008) -> list[Mesh]:
    """A hand wheel with three spokes about Y, its middle at the origin."""
    a = np.linspace(-math.pi, math.pi, 11)
    rim = lathe([(radius - thick + thick * math.cos(t), thick * math.sin(t)) for t in a], 28, 80)
    spokes = [box(2 * (radius - thick), 0.008, 0.010, (0, -0.004, 0), 0.002).at(0, 0, 0, k) for k in (0, 60, 120)]
    return [rim, *spokes, cylinder(0.012, 0.022, 14).at(0, -0.011, 0)]
