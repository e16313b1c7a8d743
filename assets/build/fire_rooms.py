"""Walls, fire doors and glazing of the fire hall: rooms share partitions of 0.2 m, doors hang on hinges that move.

A door stands open in the rest pose, so that one walks through; its node's pivot is the hinge line at the floor, and a
quarter turn about +Y closes it.
"""

from __future__ import annotations

import itertools

import numpy as np

from assets.build import signs
from assets.build.cores import slab_above, wall_core
from assets.build.fire_mesh import box
from assets.build.mesh import Mesh, cylinder, join, quad, tube
from assets.build.place import Build
from assets.build.shell import YAW, Opening, Room, baseboard, frame, patch, reveal, slab
from assets.build.sign_sheet import face

THICK, CELL = 0.2, 1.0
HALL = Room(-6, 6, -10, 0, 3.2)
STAIR = Room(-6, -3, -15.2, -10.2, 3.1)
ENTRY = Room(-2.8, 0.4, -13.7, -12.1, 2.4)
FLAT = Room(0.6, 5.4, -17.4, -10.2, 2.4)
BALCONY = Room(0.6, 5.4, -19.0, -17.6, 2.4)
OFFICE = Room(-12.0, -6.2, -10.0, -4.8, 2.7)
FOYER = Room(6.2, 13.2, -9.2, -0.6, 3.2)

EXIT_DOOR = Opening(-0.57, 0.57, 0, 2.17, 0.25)
STAIR_DOOR = Opening(-4.25, -3.15, 0, 2.15, THICK)
OFFICE_DOOR = Opening(-9.15, -8.05, 0, 2.15, THICK)
FOYER_DOOR = Opening(-5.0, -3.1, 0, 2.2, THICK)
WATCH_WINDOW = Opening(1.6, 4.4, 0.95, 2.2, THICK)
FLAT_DOOR = Opening(-13.45, -12.45, 0, 2.12, THICK)
ARCH = Opening(-13.45, -12.35, 0, 2.15, THICK)
BALCONY_DOOR = Opening(1.2, 4.8, 0.0, 2.2, THICK)


def walls(
    b: Build,
    room: Room,
    material: str | dict[str, str],
    openings: dict[str, tuple[Opening, ...]],
    reveals: tuple[str, ...] = (),
    dado: tuple[str, float] | None = None,
    skip: tuple[str, ...] = (),
) -> None:
    """Four walls with holes. reveals : sides whose openings get their inner faces here (the other room shares them).
    dado : (material, height) of a band from the floor. Collision follows the holes."""
    for side in ("north", "south", "west", "east"):
        if side in skip:
            continue
        name = material if isinstance(material, str) else material[side]
        holes = openings.get(side, ())
        solid_wall(b, room, side, holes)
        b.add("galvanised", *wall_core(room, side, holes, skip))
        bands = [(0.0, room.height, name)]
        if dado:
            bands = [(0.0, dado[1], dado[0]), (dado[1], room.height, name)]
        for y0, y1, m in bands:
            b.add(m, *faces(room, side, holes, y0, y1))
        if side in reveals:
            for o in holes:
                b.add(bands[0][2], *reveal(room, side, o))


def faces(room: Room, side: str, holes: tuple[Opening, ...], y0: float, y1: float) -> list[Mesh]:
    """The rectangles of a wall between two heights that are left around its holes."""
    lo, hi = room.span(side)
    ss = sorted({lo, hi, *(o.s0 for o in holes), *(o.s1 for o in holes)})
    ys = sorted({y0, y1, *(y for o in holes for y in (o.y0, o.y1) if y0 < y < y1)})
    out = []
    for (a, c), (p, q) in itertools.product(itertools.pairwise(ss), itertools.pairwise(ys)):
        s, y = (a + c) / 2, (p + q) / 2
        if not any(o.s0 < s < o.s1 and o.y0 < y < o.y1 for o in holes):
            out.append(patch(room, side, a, c, p, q, cell=CELL))
    return out


def solid_wall(b: Build, room: Room, side: str, holes: tuple[Opening, ...]) -> None:
    """Collision of one wall, as thick as the partition, open where one walks through."""
    edge, end = room.span(side)
    for o in sorted(holes, key=lambda h: h.s0):
        b.solids.append(slab(room, side, edge, o.s0, 0, room.height, THICK))
        b.solids.append(slab(room, side, o.s0, o.s1, o.y1, room.height, THICK))
        if o.y0 > 0.01:
            b.solids.append(slab(room, side, o.s0, o.s1, 0, o.y1, THICK))
        edge = o.s1
    b.solids.append(slab(room, side, edge, end, 0, room.height, THICK))


def deck(b: Build, room: Room, material: str, soffit: str = "", y: float = 0.0) -> None:
    """Floor, and ceiling if named, with collision; the floor reaches under the partitions, so that sills are closed."""
    w, d = room.x1 - room.x0, room.z1 - room.z0
    b.add(material, quad((room.x0, y, room.z1), (w, 0, 0), (0, 0, -d), CELL, uv0=(room.x0, -room.z1)))
    b.block((room.x0 - THICK, y - 0.3, room.z0 - THICK), (room.x1 + THICK, y, room.z1 + THICK))
    if soffit:
        b.add(soffit, quad((room.x0, room.height, room.z0), (w, 0, 0), (0, 0, d), CELL, uv0=(room.x0, room.z0)))
        b.add("galvanised", slab_above(room))
        b.block((room.x0 - 0.1, room.height, room.z0 - 0.1), (room.x1 + 0.1, room.height + 0.2, room.z1 + 0.1))


def skirting(b: Build, room: Room, material: str, gaps: dict[str, list[tuple[float, float]]], h: float = 0.08) -> None:
    baseboard(b, room, material, gaps, h, 0.012)


def sill(b: Build, room: Room, side: str, o: Opening, material: str = "brushed") -> None:
    """The floor inside a doorway: a plate from face to face of the partition."""
    p, q = np.array(room.on_wall(side, o.s0, 0, 0)), np.array(room.on_wall(side, o.s1, 0, -o.depth))
    lo, hi = np.minimum(p, q), np.maximum(p, q)
    b.add(material, box(hi[0] - lo[0], 0.006, hi[2] - lo[2], ((lo[0] + hi[0]) / 2, -0.002, (lo[2] + hi[2]) / 2), 0.002))


def jamb(b: Build, room: Room, side: str, o: Opening, material: str = "dark steel", solid_sill: bool = True) -> None:
    """A pressed steel frame lining an opening, 40 mm proud of both faces, with a stop bead for the leaf."""
    x, _, z = room.on_wall(side, (o.s0 + o.s1) / 2, 0, -o.depth / 2)
    w, h = o.s1 - o.s0, o.y1 - o.y0
    outer = frame(w + 0.01, h + 0.005, 0.05, o.depth + 0.03, sill=o.y0 > 0.01)
    stop = frame(w - 0.07, h - 0.035, 0.02, 0.05, sill=o.y0 > 0.01)
    b.add(material, outer.at(x, o.y0, z, YAW[side]), stop.at(x, o.y0, z, YAW[side]))
    if solid_sill and o.y0 < 0.01:
        sill(b, room, side, o)


def leaf_parts(w: float, h: float, paint: str, vision: bool, lever: bool = True) -> dict[str, list[Mesh]]:
    """A steel leaf from its hinge (x = 0) to +x, 44 mm thick about z = 0, seen from both sides."""
    t = 0.044
    out: dict[str, list[Mesh]] = {paint: [], "brushed": []}
    if vision:
        x0, x1, y0, y1 = w - 0.34, w - 0.14, 1.20, 1.80
        out[paint] += [
            box(x0, h, t, (x0 / 2, 0, 0), 0.003),
            box(w - x1, h, t, ((x1 + w) / 2, 0, 0), 0.003),
            box(x1 - x0, y0, t, ((x0 + x1) / 2, 0, 0), 0.001),
            box(x1 - x0, h - y1, t, ((x0 + x1) / 2, y1, 0), 0.001),
        ]
        out["brushed"].append(frame(x1 - x0 + 0.03, y1 - y0 + 0.03, 0.022, t + 0.012).at((x0 + x1) / 2, y0 - 0.015, 0))
        out["glass"] = [box(x1 - x0, y1 - y0, 0.008, ((x0 + x1) / 2, y0, 0), 0)]
    else:
        out[paint].append(box(w, h, t, (w / 2, 0, 0), 0.003))
    out["brushed"] += [box(w - 0.06, 0.22, 0.0015, (w / 2, 0.015, s * (t / 2 + 0.0006)), 0.0005) for s in (-1, 1)]
    out["brushed"] += [cylinder(0.011, 0.12, 12).at(-0.004, y, 0.026) for y in (0.20, h / 2, h - 0.32)]
    if lever:
        for s in (-1, 1):
            x, y, z = w - 0.065, 1.0, s * t / 2
            out["brushed"].append(box(0.045, 0.20, 0.008, (x, y - 0.10, z + s * 0.004), 0.003))
            out["brushed"].append(
                tube(
                    [(x, y, z), (x, y, z + s * 0.045), (x - 0.02, y, z + s * 0.055), (x - 0.125, y, z + s * 0.055)],
                    0.0085,
                    10,
                )
            )
    return out


def panic_bar(w: float, side: int = 1) -> dict[str, list[Mesh]]:
    """A push bar across a leaf at 1.0 m, on its +z (side 1) or -z face."""
    z = side * 0.022
    rail = box(w - 0.16, 0.062, 0.036, (w / 2, 0.985, z + side * 0.030), 0.008)
    pad = box(w - 0.34, 0.046, 0.022, (w / 2 + 0.02, 0.993, z + side * 0.054), 0.008)
    ends = [box(0.06, 0.085, 0.056, (x, 0.973, z + side * 0.028), 0.008) for x in (0.09, w - 0.09)]
    return {"brushed": [rail, *ends], "fire red": [pad]}


def closer() -> dict[str, list[Mesh]]:
    """A surface door closer near the hinge at the leaf's head, arm folded."""
    return {
        "brushed": [
            box(0.23, 0.062, 0.045, (0.20, 0, 0.046), 0.006),
            box(0.20, 0.010, 0.020, (0.16, 0.066, 0.080), 0.003).at(0, 0, 0, -8),
            cylinder(0.012, 0.02, 12).at(0.24, 0.058, 0.05),
        ]
    }


def fire_label() -> bytes:
    image, d = signs.canvas(320, 200, "#f4f2ec")
    d.rectangle((0, 0, 320, 62), fill="#b8120f")
    d.text((160, 31), "방 화 문", "#ffffff", signs.font("bold", 44), "mm")
    d.text((160, 92), "항상 닫아 두세요", signs.INK, signs.font("bold", 34), "mm")
    d.text((160, 136), "FIRE DOOR · KEEP SHUT", "#555555", signs.font("text", 24), "mm")
    d.text((160, 174), "60분+ 방화문", "#8a1a16", signs.font("bold", 22), "mm")
    return signs.encode(image)


def fire_door(
    b: Build,
    name: str,
    hinge: tuple[float, float],
    yaw_open: float,
    w: float,
    h: float,
    paint: str = "door paint",
    vision: bool = True,
    bar: int = 0,
    label: int = 1,
    block: bool = True,
) -> str:
    """A leaf hung at (x, z), turned by yaw_open degrees in its rest pose (0 lets it reach from the hinge to +x).

    bar : face with a panic bar (1, -1, 0 none). label : face with the plate. block : collision where it stands, which
    must be along an axis. Returns the node's name."""
    node = b.moving(name, hinge[0], 0.008, hinge[1], yaw_open)
    parts = leaf_parts(w, h, paint, vision, lever=not bar)
    for extra in (
        panic_bar(w, bar) if bar else {},
        {k: [m.at(0, h - 0.11, 0) for m in v] for k, v in closer().items()},
    ):
        for k, v in extra.items():
            parts.setdefault(k, []).extend(v)
    for k, v in parts.items():
        b.add(k, join(*v), node=node, casts=False)
    if label:
        shown = quad((-0.12, -0.075, 0), (0.24, 0, 0), (0, 0.15, 0), 9, picture=True)
        face("signs", fire_label(), shown.at(w * 0.36, 1.52, label * 0.0232, 0 if label > 0 else 180), node)
    if block:
        far = (b.matrices[node] @ np.array([w, h, 0, 1]))[:3]
        lo, hi = np.minimum([hinge[0], 0, hinge[1]], far), np.maximum([hinge[0], h, hinge[1]], far)
        b.block(tuple(lo - 0.02 * np.array([1, 0, 1])), tuple(hi + 0.02 * np.array([1, 0, 1])))
    return node


def glazing(b: Build, room: Room, side: str, o: Opening, bars: tuple[float, ...], material: str = "dark steel") -> None:
    """A fixed window in a partition: frame with mullions at the fractions `bars`, one pane, gaskets."""
    x, _, z = room.on_wall(side, (o.s0 + o.s1) / 2, 0, -o.depth / 2)
    w, h = o.s1 - o.s0, o.y1 - o.y0
    b.add(material, frame(w, h, 0.05, 0.09, bars_x=bars).at(x, o.y0, z, YAW[side]))
    b.add("glass", box(w - 0.08, h - 0.08, 0.012, (0, 0.04, 0), 0).at(x, o.y0, z, YAW[side]), casts=False)
