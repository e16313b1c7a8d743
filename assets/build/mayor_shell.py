"""The mayor's office as a room: parquet, walnut panels with shadow gaps, the window wall, what is fitted to walls and ceiling."""

from __future__ import annotations

import numpy as np

from assets.build import blender, mayor_ceiling
from assets.build.materials import Material, glow, srgb
from assets.build.mayor_ceiling import SOFFIT
from assets.build.mesh import Mesh, between, box, cylinder, join, lathe, quad, tube
from assets.build.place import Build
from assets.build.shell import YAW, Room, frame

ROOM = Room(-5, 5, -8, 0, 3.2)
SILL, HEAD, SIDE = 0.50, 2.86, 4.40  # the window: its lower and upper edge, half its width
DOOR = (0.57, 2.27)
FAR = 99.0  # no subdivision: light lies in lightmaps


def varied(mesh: Mesh, seed: int) -> Mesh:
    """The same shape cut from elsewhere in the veneer."""
    shift = np.random.default_rng(seed).uniform(0, 7, 2)
    return Mesh(mesh.p, mesh.n, mesh.uv + shift)


def board(
    w: float, h: float, d: float, at: tuple[float, float, float], seed: int, grain: str = "y", bevel: float = 0.002
) -> Mesh:
    """A veneered board with its own figure."""
    return varied(box(w, h, d, at, bevel, FAR, grain), seed)


def shell(b: Build) -> None:
    materials(b)
    floor(b)
    south_wall(b)
    east_wall(b)
    west_wall(b)
    window_wall(b)
    mayor_ceiling.roof(b)
    fittings(b)


def materials(b: Build) -> None:
    """Paints and lamps of this room alone."""
    b.material("wall", Material(colour=srgb("#ebe6dc"), roughness=0.9, surface="plaster", detail="normal", relief=0.8))
    b.material("ceiling", Material(colour=srgb("#f4f3f0"), roughness=0.92))
    b.material("gap", Material(colour=srgb("#14100d"), roughness=0.95))
    b.material("bronze", Material(colour=srgb("#3b342d"), roughness=0.38, metallic=0.85))
    b.material("porcelain", Material(colour=srgb("#eeece4"), roughness=0.16))
    b.material("celadon", Material(colour=srgb("#8fa893"), roughness=0.14))
    b.material("map globe", Material(colour=srgb("#31506b"), roughness=0.35))
    b.material("lamp panel", glow("#fff7ee", 8.5))
    b.material("lamp cove", glow("#ffeed8", 17.0))
    b.material("lamp spot", glow("#ffe9cc", 60.0))
    b.material("lamp shade", glow("#ffd7a1", 3.2))


def floor(b: Build) -> None:
    """Herringbone with a walnut line and a border of straight boards."""
    x, z0, z1, edge = 4.52, -7.30, -0.48, 0.06
    field = quad((-x, 0, z1), (2 * x, 0, 0), (0, 0, z0 - z1), FAR)
    turn = np.sqrt(0.5)
    field.uv[:] = field.uv @ np.array([[turn, -turn], [turn, turn]])
    b.add("parquet", field)
    for k, (lo, hi) in enumerate(_ring(-x, x, z0, z1, edge)):
        b.add("walnut", varied(_level(lo, hi), k))
    for k, (lo, hi) in enumerate(_ring(-x - edge, x + edge, z0 - edge, z1 + edge, None)):
        b.add("oak floor", varied(_level(lo, hi), 10 + k))
    b.block((-5.4, -0.3, -8.4), (5.4, 0, 0.4))


def _ring(
    x0: float, x1: float, z0: float, z1: float, edge: float | None
) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    """Four strips around a rectangle, `edge` wide, or out to the walls."""
    a, c = (x0 - edge, x1 + edge) if edge else (ROOM.x0, ROOM.x1)
    d, e = (z0 - edge, z1 + edge) if edge else (ROOM.z0, ROOM.z1)
    return [((a, d), (c, z0)), ((a, z1), (c, e)), ((a, z0), (x0, z1)), ((x1, z0), (c, z1))]


def _level(lo: tuple[float, float], hi: tuple[float, float], y: float = 0.0) -> Mesh:
    """A rectangle facing up; u along its longer side."""
    w, d = hi[0] - lo[0], hi[1] - lo[1]
    if w >= d:
        return quad((lo[0], y, hi[1]), (w, 0, 0), (0, 0, -d), FAR)
    return quad((lo[0], y, lo[1]), (0, 0, d), (w, 0, 0), FAR)


def panelled(
    b: Build, wall: str, s0: float, s1: float, y0: float, y1: float, count: int, thick: float = 0.024, seed: int = 0
) -> None:
    """Walnut panels in front of a dark ground, 9 mm of shadow between them."""
    yaw, step = YAW[wall], (s1 - s0) / count
    low = 0.0 if y0 < 0.2 else y0  # down behind the skirting
    back = box(s1 - s0, y1 - low, 0.004, (0, low, 0.002), 0, FAR)
    x, _, z = ROOM.on_wall(wall, (s0 + s1) / 2, 0)
    b.add("gap", back.at(x, 0, z, yaw))
    for k in range(count):
        x, _, z = ROOM.on_wall(wall, s0 + (k + 0.5) * step, 0)
        b.add(
            "walnut",
            board(step - 0.009, y1 - y0 - 0.009, thick, (0, y0 + 0.0045, 0.004 + thick / 2), seed + k).at(x, 0, z, yaw),
        )


def skirting(b: Build, wall: str, s0: float, s1: float, out: float = 0.0) -> None:
    a, c = ROOM.on_wall(wall, s0, 0, out), ROOM.on_wall(wall, s1, 0.09, out + 0.014)
    b.add("walnut dark", between(tuple(np.minimum(a, c)), tuple(np.maximum(a, c)), 0.003, FAR))


def south_wall(b: Build) -> None:
    """Full-height panels; the door in its frame, a lever handle, hinges."""
    half, top = DOOR
    wide = half + 0.09
    for k, (s0, s1, count) in enumerate(((-5.0, -wide, 5), (wide, 5.0, 5))):
        panelled(b, "south", s0, s1, 0.10, 2.10, count, seed=40 + 10 * k)
        panelled(b, "south", s0, s1, 2.10, SOFFIT, count, seed=60 + 10 * k)
        skirting(b, "south", s0, s1, 0.004)
        b.block((s0, 0, -0.03), (s1, 3.2, 0.3))
    panelled(b, "south", -wide, wide, top + 0.09, SOFFIT, 1, seed=80)
    b.block((-half, 0, 0.02), (half, 2.3, 0.3))
    b.add("walnut dark", frame(2 * wide, top + 0.09, 0.09, 0.20, sill=False).at(0, 0, 0.06, 180))
    leaf = blender.boolean(
        box(1.12, top - 0.01, 0.05, (0, 0.006, 0), 0, FAR, "y"),
        join(*(box(0.86, h, 0.02, (0, y, 0.027), 0, FAR, "y") for y, h in ((0.14, 0.82), (1.08, 1.04)))),
    )
    leaf = blender.bevelled(leaf, 0.004, 2)
    b.add("walnut", varied(blender.remapped(leaf, "y"), 91).at(0, 0, 0.065, 180))
    for y, h in ((0.15, 0.80), (1.09, 1.02)):
        b.add("walnut", board(0.80, h, 0.016, (0, y + 0.01, 0.020), 92 + int(y), "y", 0.006).at(0, 0, 0.065, 180))
    lever = [(0, 0, 0.0), (0, 0, 0.052), (-0.012, 0, 0.060), (-0.13, -0.002, 0.060)]
    for part in (cylinder(0.027, 0.010, 28).at(0, 0, 0, 0, 90), tube(lever, 0.0095, 12)):
        b.add("brushed brass", part.at(-0.49, 1.03, 0.040, 180))
    b.add("brushed brass", cylinder(0.020, 0.008, 24).at(0, 0, 0, 0, 90).at(-0.49, 0.93, 0.040, 180))
    b.add("gap", box(0.004, 0.014, 0.002, (0, 0, 0.009), 0).at(-0.49, 0.923, 0.040, 180))
    b.add("brushed brass", *(cylinder(0.008, 0.10, 12).at(0.556, y, 0.034) for y in (0.25, 1.1, 1.95)))
    b.add("gap", quad((-0.7, 0, 0.2), (0, 2.4, 0), (1.4, 0, 0), FAR))


def east_wall(b: Build) -> None:
    """Plaster over a low wainscot with a rail."""
    b.add("wall", quad((5, 0.95, -8), (0, 0, 8), (0, SOFFIT - 0.95, 0), FAR))
    b.block((5.0, 0, -8), (5.3, 3.2, 0))
    panelled(b, "east", -7.98, -0.03, 0.10, 0.92, 9, 0.018, 110)
    b.add("walnut", box(8.0, 0.035, 0.05, (0, 0.92, 0.025), 0.006, FAR).at(5, 0, -4, -90))
    skirting(b, "east", -8, -0.03, 0.004)
    b.add("walnut", box(8.0, 0.02, 0.012, (0, 2.62, 0.006), 0.004, FAR).at(5, 0, -4, -90))


def west_wall(b: Build) -> None:
    """What the library leaves of it."""
    b.add("wall", quad((-5, 0, 0), (0, 0, -8), (0, SOFFIT, 0), FAR))
    b.block((-5.3, 0, -8), (-5.0, 3.2, 0))
    panelled(b, "west", -1.289, -0.03, 0.10, SOFFIT, 2, 0.024, 130)
    skirting(b, "west", -1.289, -0.03, 0.004)


def window_wall(b: Build) -> None:
    """Glass from a low stone sill to the soffit, bronze frames, blinds, a convector bench."""
    for s in (-1, 1):
        x0, x1 = sorted((s * SIDE, s * 5.0))
        b.add("wall", quad((x0, 0, -8), (x1 - x0, 0, 0), (0, SOFFIT, 0), FAR))
        b.add("wall", _facing(s * SIDE, -s))
    b.add("wall", quad((-SIDE, HEAD, -8), (2 * SIDE, 0, 0), (0, SOFFIT - HEAD, 0), FAR))
    b.add("wall", quad((-SIDE, HEAD, -8.3), (2 * SIDE, 0, 0), (0, 0, 0.3), FAR))
    b.block((-5, 0, -8.5), (5, 3.2, -7.98))
    bars = (0.2, 0.4, 0.6, 0.8)
    b.add("bronze", frame(2 * SIDE, HEAD - SILL, 0.055, 0.14, bars_x=bars).at(0, SILL, -8.19))
    for k in range(5):
        x = (k - 2) * 2 * SIDE / 5
        b.add("bronze", frame(2 * SIDE / 5 - 0.075, HEAD - SILL - 0.13, 0.034, 0.05).at(x, SILL + 0.065, -8.19))
    b.add("glass", quad((-SIDE, SILL, -8.19), (2 * SIDE, 0, 0), (0, HEAD - SILL, 0), FAR))
    for k in (0, 2, 4):
        x = (k - 2) * 2 * SIDE / 5 + 0.80
        b.add(
            "brushed steel",
            box(0.022, 0.06, 0.012, (x, 1.42, -8.155), 0.004),
            box(0.014, 0.014, 0.035, (x, 1.45, -8.14)),
        )
        b.add("brushed steel", box(0.014, 0.11, 0.012, (x, 1.36, -8.125), 0.005))
    bench(b)
    for k in range(5):  # roller blinds, drawn up but for a hand's breadth
        x, w = (k - 2) * 2 * SIDE / 5, 2 * SIDE / 5 - 0.03
        drop = (0.16, 0.16, 0.13, 0.16, 0.20)[k]
        b.add("brushed steel", cylinder(0.032, w, 16).at(0, 0, 0, 0, 0, 90).at(x + w / 2, HEAD - 0.045, -8.06))
        b.add("linen", box(w - 0.03, drop, 0.002, (x, HEAD - 0.045 - drop, -8.03), 0, FAR))
        b.add("brushed steel", box(w - 0.03, 0.022, 0.012, (x, HEAD - 0.065 - drop, -8.03), 0.004))


def _facing(x: float, way: int) -> Mesh:
    """A side of the window's reveal at x, facing `way` along x."""
    if way > 0:
        return quad((x, SILL, -8), (0, 0, -0.3), (0, HEAD - SILL, 0), FAR)
    return quad((x, SILL, -8.3), (0, 0, 0.3), (0, HEAD - SILL, 0), FAR)


def bench(b: Build) -> None:
    """Stone sill over convectors: walnut doors in front, a brass grille on top."""
    b.add("stone sill", blender.bevelled(box(8.8, 0.035, 0.56, (0, SILL - 0.035, -7.99), 0, FAR), 0.006, 2))
    panel = 8.8 / 8
    for k in range(8):
        x = -4.4 + (k + 0.5) * panel
        b.add("walnut", board(panel - 0.008, SILL - 0.125, 0.02, (x, 0.085, -7.745), 150 + k, "x"))
        b.add("brushed brass", box(panel - 0.10, 0.006, 0.10, (x, SILL - 0.0008, -7.86), 0.002, FAR))
        b.add(
            "gap",
            *(box(panel - 0.14, 0.0012, 0.006, (x, SILL + 0.005, -7.90 + 0.0135 * j), 0, FAR) for j in range(7)),
            density=0,
        )
    b.add("gap", box(8.8, 0.085, 0.02, (0, 0, -7.79), 0, FAR), box(8.8, 0.38, 0.004, (0, 0.085, -7.758), 0, FAR))
    b.block((-5, 0, -8), (5, SILL, -7.72))
    for s in (-1, 1):
        b.add("wall", box(0.6, SILL, 0.02, (s * 4.7, 0, -7.99), 0, FAR))


def fittings(b: Build) -> None:
    """Spots, air slots, sprinklers, a smoke detector, loudspeakers, switches and sockets."""
    rim = lathe([(0.036, -0.010), (0.046, -0.004), (0.048, 0)], 24)
    inner = lathe([(0.030, 0.03), (0.036, -0.010)], 24)
    for x in (-4.40, 4.40):
        for z in (-7.0, -5.6, -4.2, -2.8, -1.4):
            b.add("white", rim.at(x, SOFFIT, z))
            b.add("chrome", inner.at(x, SOFFIT, z))
            b.add("lamp spot", lathe([(0.0, -0.001), (0.034, -0.001)], 20).at(x, SOFFIT - 0.002, z))
    for x in (-2.6, 0, 2.6):
        for j in range(3):
            b.add("gap", box(1.5, 0.003, 0.014, (x, SOFFIT - 0.003, -7.40 + 0.032 * j), 0), density=0)
        b.add("white", frame(1.56, 0.13, 0.012, 0.008).at(x, SOFFIT - 0.003, -7.305, 0, -90))
        for j in range(3):
            b.add("gap", box(1.2, 0.003, 0.014, (x, SOFFIT - 0.003, -0.58 + 0.032 * j), 0), density=0)
        b.add("white", frame(1.26, 0.13, 0.012, 0.008).at(x, SOFFIT - 0.003, -0.485, 0, -90))
    head = lathe(
        [
            (0.0, -0.045),
            (0.014, -0.043),
            (0.012, -0.038),
            (0.005, -0.035),
            (0.006, -0.012),
            (0.026, -0.006),
            (0.030, 0),
        ],
        20,
    )
    b.add(
        "chrome",
        *(head.at(x, y, z) for x, y, z in ((-1.8, 3.03, -4), (1.8, 3.03, -4), (0, 3.03, -5.75), (0, 3.03, -2.25))),
    )
    smoke = lathe([(0, -0.042), (0.028, -0.040), (0.046, -0.026), (0.050, -0.010), (0.058, -0.008), (0.060, 0)], 32)
    b.add("white", smoke.at(-4.4, SOFFIT, -0.75), smoke.at(4.4, SOFFIT, -7.45))
    for x, z in ((-2.2, -0.75), (2.2, -0.75)):
        b.add("white", lathe([(0.0, -0.004), (0.085, -0.004), (0.095, 0)], 32).at(x, SOFFIT, z))
        b.add("gap", lathe([(0.0, -0.0048), (0.075, -0.0048)], 32).at(x, SOFFIT, z))
    for wall, s, y in (("south", -0.86, 1.20), ("east", -0.45, 1.20)):
        plate = join(
            box(0.09, 0.09, 0.009, (0, 0, 0.0045), 0.003),
            *(box(0.034, 0.07, 0.006, (d, 0.01, 0.010), 0.002) for d in (-0.019, 0.019)),
        )
        out = 0.028 if wall == "south" else 0.0
        p = ROOM.on_wall(wall, s, y, out)
        b.add("white", plate.at(*p, YAW[wall]))
    for wall, s in (("east", -2.75), ("east", -6.2), ("south", 1.4), ("south", -3.4)):
        p = ROOM.on_wall(wall, s, 0.22, 0.023 if wall == "east" else 0.029)
        b.add("white", join(box(0.14, 0.085, 0.008, (0, 0, 0.004), 0.003)).at(*p, YAW[wall]))
        holes = [cylinder(0.019, 0.001, 20).at(d, 0.0425, 0.0085, 0, 90) for d in (-0.035, 0.035)]
        b.add("light grey", join(*holes).at(*p, YAW[wall]))
