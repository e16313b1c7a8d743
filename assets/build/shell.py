"""The building itself: floors, walls with openings and reveals, doors, windows, baseboards, lamps in the ceiling.

Walls are named by compass: north is -Z, south +Z, west -X, east +X. Along a wall, `s` runs with x (north, south) or
z (west, east), in the place's own coordinates.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from assets.build.materials import Material, glowing_picture
from assets.build.mesh import Mesh, between, box, cylinder, join, lathe, quad
from assets.build.place import Build

WALL_CELL, FLOOR_CELL = 0.42, 0.40


@dataclass(frozen=True, slots=True)
class Opening:
    """A hole from s0 to s1 along the wall and from y0 to y1 above the floor; `depth` is the reveal's."""

    s0: float
    s1: float
    y0: float
    y1: float
    depth: float = 0.20


@dataclass(frozen=True, slots=True)
class Room:
    """Inner faces of a rectangular room."""

    x0: float
    x1: float
    z0: float
    z1: float
    height: float

    def on_wall(self, wall: str, s: float, y: float, out: float = 0.0) -> tuple[float, float, float]:
        """A point on a wall, `out` metres into the room."""
        return {
            "north": (s, y, self.z0 + out),
            "south": (s, y, self.z1 - out),
            "west": (self.x0 + out, y, s),
            "east": (self.x1 - out, y, s),
        }[wall]

    def span(self, wall: str) -> tuple[float, float]:
        return (self.x0, self.x1) if wall in ("north", "south") else (self.z0, self.z1)


YAW = {"north": 0.0, "west": 90.0, "south": 180.0, "east": -90.0}  # turns a front (+Z) into the room


def patch(
    room: Room,
    wall: str,
    s0: float,
    s1: float,
    y0: float,
    y1: float,
    out: float = 0.0,
    cell: float = WALL_CELL,
    picture: bool = False,
) -> Mesh:
    """A rectangle of a wall, facing into the room."""
    start, end = np.array(room.on_wall(wall, s0, y0, out)), np.array(room.on_wall(wall, s1, y0, out))
    inward = np.array(room.on_wall(wall, s0, y0, out + 1)) - start
    if float(np.cross(end - start, [0, 1, 0]) @ inward) < 0:
        start, end, s0 = end, start, -s1
    return quad(tuple(start), tuple(end - start), (0, y1 - y0, 0), cell, picture, (s0, y0))


def wall(
    b: Build,
    room: Room,
    side: str,
    material: str,
    openings: tuple[Opening, ...] = (),
    y0: float = 0.0,
    y1: float | None = None,
    solid: bool = True,
) -> None:
    """One wall in one material, holes cut out, with reveals and collision."""
    y1 = room.height if y1 is None else y1
    lo, hi = room.span(side)
    ss = sorted({lo, hi, *(o.s0 for o in openings), *(o.s1 for o in openings)})
    ys = sorted({y0, y1, *(y for o in openings for y in (o.y0, o.y1) if y0 < y < y1)})
    for a, c in itertools.pairwise(ss):
        for lo_y, hi_y in itertools.pairwise(ys):
            middle = ((a + c) / 2, (lo_y + hi_y) / 2)
            if not any(o.s0 < middle[0] < o.s1 and o.y0 < middle[1] < o.y1 for o in openings):
                b.add(material, patch(room, side, a, c, lo_y, hi_y))
                if solid:
                    b.solids.append(slab(room, side, a, c, lo_y, hi_y))
    for o in openings:
        if y0 <= o.y0 < y1:
            b.add(material, *reveal(room, side, o))


def slab(
    room: Room, side: str, s0: float, s1: float, y0: float, y1: float, thick: float = 0.3, out: float = 0.0
) -> Mesh:
    """A box behind the wall's face (for collision and shadow), or in front of it with negative thickness."""
    a, c = room.on_wall(side, s0, y0, out), room.on_wall(side, s1, y1, out - thick)
    lo, hi = np.minimum(a, c), np.maximum(a, c)
    return between(tuple(lo), tuple(hi), bevel=0, cell=99)


def reveal(room: Room, side: str, o: Opening) -> list[Mesh]:
    """The four inner faces of an opening (no bottom face for a door)."""
    out = []
    edges = [((o.s0, o.y0), (o.s0, o.y1)), ((o.s1, o.y0), (o.s1, o.y1)), ((o.s0, o.y1), (o.s1, o.y1))]
    if o.y0 > 0.02:
        edges.append(((o.s0, o.y0), (o.s1, o.y0)))
    middle = np.array(room.on_wall(side, (o.s0 + o.s1) / 2, (o.y0 + o.y1) / 2, -o.depth / 2))
    for (sa, ya), (sb, yb) in edges:
        p, q, back = (
            np.array(room.on_wall(side, s, y, d)) for s, y, d in ((sa, ya, 0), (sb, yb, 0), (sa, ya, -o.depth))
        )
        mesh = quad(tuple(p), tuple(q - p), tuple(back - p), WALL_CELL)
        if float(mesh.n[0, 0] @ (middle - (p + q) / 2)) < 0:
            mesh = quad(tuple(p), tuple(back - p), tuple(q - p), WALL_CELL)
        out.append(mesh)
    return out


def floor(b: Build, room: Room, material: str, cell: float = FLOOR_CELL) -> None:
    w, d = room.x1 - room.x0, room.z1 - room.z0
    b.add(material, quad((room.x0, 0, room.z1), (w, 0, 0), (0, 0, -d), cell))
    b.block((room.x0 - 0.4, -0.3, room.z0 - 0.4), (room.x1 + 0.4, 0, room.z1 + 0.4))


def ceiling(b: Build, room: Room, material: str, cell: float = 0.5, y: float | None = None) -> None:
    w, d, h = room.x1 - room.x0, room.z1 - room.z0, room.height if y is None else y
    b.add(material, quad((room.x0, h, room.z0), (w, 0, 0), (0, 0, d), cell))
    b.block((room.x0 - 0.3, h, room.z0 - 0.3), (room.x1 + 0.3, h + 0.2, room.z1 + 0.3))


def baseboard(
    b: Build,
    room: Room,
    material: str,
    gaps: dict[str, list[tuple[float, float]]],
    height: float = 0.10,
    thick: float = 0.014,
) -> None:
    """Skirting along all four walls but at the gaps (doors)."""
    for side in ("north", "south", "west", "east"):
        lo, hi = room.span(side)
        for gap in [*sorted(gaps.get(side, [])), (hi, hi)]:
            if gap[0] - lo > 0.02:
                a, c = room.on_wall(side, lo, 0, 0.0), room.on_wall(side, gap[0], height, thick)
                b.add(material, between(tuple(np.minimum(a, c)), tuple(np.maximum(a, c)), 0.003, 1.0))
            lo = gap[1]


def frame(
    width: float,
    height: float,
    bar: float = 0.07,
    depth: float = 0.12,
    sill: bool = True,
    bars_x: tuple[float, ...] = (),
    bars_y: tuple[float, ...] = (),
) -> Mesh:
    """A window or door frame standing at y = 0, centred in x, its front at +z = depth/2; inner bars by fraction."""
    parts = [box(bar, height, depth, (s * (width - bar) / 2, 0, 0)) for s in (-1, 1)]
    parts.append(box(width - 2 * bar, bar, depth, (0, height - bar, 0)))
    if sill:
        parts.append(box(width - 2 * bar, bar, depth, (0, 0, 0)))
    parts += [box(bar * 0.8, height - bar, depth * 0.8, ((f - 0.5) * width, 0, 0)) for f in bars_x]
    parts += [box(width - 2 * bar, bar * 0.8, depth * 0.8, (0, f * height, 0)) for f in bars_y]
    return join(*parts)


def door(
    width: float = 0.95,
    height: float = 2.1,
    leaf: str = "walnut",
    trim: str = "dark steel",
    double: bool = False,
    glazed: bool = False,
) -> dict[str, list[Mesh]]:
    """A closed door in its frame, front at +z, centred in x on the wall's face; the leaf stands 5 cm back."""
    piece: dict[str, list[Mesh]] = {
        trim: [frame(width + 0.14, height + 0.07, 0.07, 0.16, sill=False)],
        leaf: [],
        "steel": [],
        "glass": [],
    }
    count = 2 if double else 1
    w = width / count - 0.004
    for k in range(count):
        x = (k - (count - 1) / 2) * width / count
        if glazed:
            piece["steel"].append(frame(w, height - 0.01, 0.06, 0.045).at(x, 0.005, -0.03))
            piece["glass"].append(box(w - 0.12, height - 0.13, 0.012, (x, 0.065, -0.03), 0))
        else:
            piece[leaf].append(box(w, height - 0.01, 0.045, (x, 0.005, -0.03), 0.004, grain="y"))
            piece[leaf] += [
                box(w - 0.24, h, 0.012, (x, y, -0.008), 0.008, grain="y")
                for y, h in ((0.16, 0.75), (1.10, height - 1.28))
            ]
        hand = (1 if k == 0 else -1) if double else -1
        hx = x + hand * (w / 2 - 0.075)
        piece["steel"].append(cylinder(0.026, 0.012).at(hx, 1.02, -0.005, pitch=90))
        piece["steel"].append(box(0.13, 0.02, 0.018, (hx - hand * 0.05, 1.01, 0.05), 0.006))
        piece["steel"].append(cylinder(0.009, 0.06, 10).at(hx, 1.02, -0.002, pitch=90))
    piece["solid"] = [box(width + 0.14, height + 0.07, 0.12, (0, 0, -0.05), 0, 99)]
    return piece


def panel_light(
    b: Build,
    x: float,
    y: float,
    z: float,
    w: float = 1.2,
    d: float = 0.6,
    material: str = "lamp",
    candela: float = 6.0,
    drop: float = 0.35,
    **lamp: object,
) -> None:
    """A flat luminaire in the ceiling at height y: a thin frame, a glowing panel, and its point light a little below."""
    b.add("white", box(w + 0.05, 0.03, d + 0.05, (x, y - 0.03, z)))
    b.add(material, quad((x - w / 2, y - 0.032, z - d / 2), (w, 0, 0), (0, 0, d), 9))
    if candela:
        b.lamp(x, y - drop, z, candela, size=(w, d), **lamp)  # type: ignore[arg-type]


def downlight(
    b: Build, x: float, y: float, z: float, radius: float = 0.07, candela: float = 0.0, **lamp: object
) -> None:
    """A round recessed lamp: a rim and a glowing disc."""
    b.add("white", lathe([(radius, -0.002), (radius + 0.018, -0.006), (radius + 0.02, 0)], 20).at(x, y, z))
    b.add("lamp warm", lathe([(0.0, -0.003), (radius, -0.003)], 16).at(x, y, z))
    if candela:
        b.lamp(x, y - 0.3, z, candela, size=(0.15, 0.15), **lamp)  # type: ignore[arg-type]


def plate(
    b: Build,
    name: str,
    picture: bytes,
    x: float,
    y: float,
    z: float,
    w: float,
    h: float,
    yaw: float = 0,
    lit: bool = False,
    edge: str = "dark steel",
    thick: float = 0.025,
    pitch: float = 0,
) -> None:
    """A sign or picture: a thin board centred at (x, y, z), its face towards +z turned by yaw; `lit` shines by itself."""
    material = b.material(name, glowing_picture(picture, 0.95) if lit else Material(picture=picture, roughness=0.5))
    face = quad((-w / 2, -h / 2, thick + 0.0015), (w, 0, 0), (0, h, 0), 0.6, picture=True)
    b.add(edge, box(w + 0.02, h + 0.02, thick, (0, -h / 2 - 0.01, thick / 2)).at(x, y, z, yaw, pitch), casts=False)
    b.add(material, face.at(x, y, z, yaw, pitch), casts=False)


def clock(b: Build, picture: bytes, x: float, y: float, z: float, radius: float, yaw: float) -> None:
    """A round wall clock: a brass rim and its dial, facing +z turned by yaw."""
    rim = lathe([(radius + 0.012, 0), (radius + 0.012, 0.028), (radius - 0.004, 0.032)], 40)
    disc = lathe([(radius, 0.026), (0, 0.026)], 40)
    disc.uv[:] = 0.5 + disc.p[..., [0, 2]] / (2 * radius)
    material = b.material("clock dial", Material(picture=picture, roughness=0.4))
    for name, part in (("brass", rim), (material, disc)):
        b.add(name, part.at(0, 0, 0, 0, 90).at(x, y, z, yaw), casts=False)
