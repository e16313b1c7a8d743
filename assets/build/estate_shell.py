"""The estate agent's shop as a building: floor, walls, glass front with its door and letters, ceiling with two light panels."""

from __future__ import annotations

from assets.build import estate_papers, worn  # noqa: F401  worn: its materials
from assets.build.estate_front import HEAD, PANES, SILL, glass_front
from assets.build.materials import Material, glow
from assets.build.mesh import arc, between, box, cylinder, lathe, quad, tube
from assets.build.place import Build
from assets.build.shell import Opening, Room, baseboard, ceiling, floor, wall
from assets.build.shopware import merged

ROOM = Room(-2.6, 2.6, -6.6, 0, 2.7)
BACK_DOOR = 1.92


def shell(b: Build) -> None:
    floor(b, ROOM, "deco tile", 99)
    front = (Opening(-0.56, 0.56, 0, HEAD, 0.2), *(Opening(a, c, SILL, HEAD, 0.2) for a, c in PANES))
    wall(b, ROOM, "south", "silk paper", front)
    wall(b, ROOM, "north", "silk paper", (Opening(BACK_DOOR - 0.45, BACK_DOOR + 0.45, 0, 2.08, 0.12),))
    for side in ("west", "east"):
        wall(b, ROOM, side, "silk paper")
    ceiling(b, ROOM, "gypsum board", 99)
    # The floor above: a ceiling as thin as paper would let the sun in along its edge.
    wide, deep = ROOM.x1 - ROOM.x0 + 0.3, ROOM.z1 - ROOM.z0 + 0.3
    b.add("charcoal", box(wide, 0.15, deep, (0, ROOM.height + 0.02, (ROOM.z0 + ROOM.z1) / 2), 0))
    baseboard(
        b, ROOM, "charcoal", {"south": [(-0.56, 0.56)], "north": [(BACK_DOOR - 0.5, BACK_DOOR + 0.5)]}, 0.075, 0.011
    )
    for side, axis in (("x", ROOM.x0), ("x", ROOM.x1), ("z", ROOM.z0), ("z", ROOM.z1)):  # ceiling moulding
        s = 1 if axis < -1 else -1
        if side == "x":
            b.add(
                "old white",
                between(
                    (min(axis, axis + s * 0.03), 2.665, ROOM.z0), (max(axis, axis + s * 0.03), 2.7, ROOM.z1), 0.01, 99
                ),
            )
        else:
            s = 1 if axis < -1 else -1
            b.add(
                "old white",
                between(
                    (ROOM.x0, 2.665, min(axis, axis + s * 0.03)), (ROOM.x1, 2.7, max(axis, axis + s * 0.03)), 0.01, 99
                ),
            )
    lights(b)
    glass_front(b)
    back_door(b)
    small_things(b)


def lights(b: Build) -> None:
    """Two flat panels of 120 x 60 cm let into the boards; what the place's "lamps" group lights."""
    b.material("lamp panel", glow("#fffaf1", 32.0))
    for z in (-2.1, -4.75):
        w, d = 1.2, 0.6
        b.add("lamp panel", quad((-w / 2, 2.694, z - d / 2), (w, 0, 0), (0, 0, d), 9), casts=False)
        rim = [box(w + 0.04, 0.016, 0.02, (0, 2.684, z + s * (d / 2 + 0.01)), 0.003) for s in (-1, 1)]
        rim += [box(0.02, 0.016, d, (s * (w / 2 + 0.01), 2.684, z), 0.003) for s in (-1, 1)]
        b.add("old white", *rim, casts=False)
    for x in (-1.3, 1.3):
        for z in (-1.3, -3.3, -5.4):
            b.lamp(x, 2.25, z, 2.6, (1.0, 0.96, 0.90), (1.2, 0.6), range_m=7)


def back_door(b: Build) -> None:
    """A laminate door at the back: behind it the way to the flat that is to be let."""
    x, z = BACK_DOOR, ROOM.z0
    casing = [box(0.07, 2.13, 0.16, (s * 0.465, 0, 0), 0.006) for s in (-1, 1)] + [
        box(0.86, 0.07, 0.16, (0, 2.06, 0), 0.006)
    ]
    leaf = [box(0.84, 2.045, 0.04, (0, 0.006, -0.04), 0.004, grain="y")]
    trims = [box(0.50, hh, 0.014, (0, y, -0.02), 0.006, grain="y") for y, hh in ((0.18, 0.72), (1.05, 0.80))]
    lever = merged(
        {
            "chrome": [
                cylinder(0.027, 0.010, 20).at(-0.36, 1.0, -0.021, pitch=90),
                tube([(-0.36, 1.0, -0.012), (-0.36, 1.0, 0.04), (-0.345, 1.0, 0.048), (-0.24, 1.0, 0.048)], 0.0095, 10),
                cylinder(0.012, 0.012, 14).at(-0.36, 0.93, -0.02, pitch=90),
            ]
        }
    )
    b.put({"walnut": [*casing, *leaf, *trims], **lever}, x, 0, z, solid=False)
    b.block((x - 0.5, 0, z - 0.2), (x + 0.5, 2.1, z - 0.02))
    sign = estate_papers.notice(
        "집 보러 가기",
        ["오늘 보실 집 · 투룸 2층", "See the flat to let", "2천 / 65 · 약 33㎡", "훈련용 · TRAINING"],
        420,
        300,
        "#b3261e",
    )
    m = b.material("see the flat", Material(picture=sign, roughness=0.6))
    b.add(m, quad((x - 0.19, 1.42, z + 0.0), (0.38, 0, 0), (0, 0.271, 0), 99, picture=True), casts=False, density=2)
    tape = [box(0.05, 0.018, 0.001, (x + s * 0.16, 1.683, z + 0.0), 0).at(0, 0, 0.001) for s in (-1, 1)]
    b.add("cream", *tape, casts=False)


def small_things(b: Build) -> None:
    """Sockets, switches, smoke alarm, emergency light, an inspection hatch: what every such room has."""
    plates = {"old white": [], "charcoal": [], "red": []}  # type: ignore[var-annotated]
    for x, y, z, yaw in (
        (0.62, 1.2, 0.0, 180),
        (-2.6, 0.3, -2.9, 90),
        (2.6, 0.3, -4.1, -90),
        (-0.9, 0.3, -6.6, 0),
        (2.6, 0.3, -1.3, -90),
        (1.33, 1.15, -6.6, 0),
    ):
        plates["old white"].append(box(0.075, 0.118, 0.009, (0, -0.06, 0.0045), 0.003).at(x, y, z, yaw))
        plates["charcoal"] += (
            [cylinder(0.016, 0.001, 16).at(0, v, 0.0092, pitch=90).at(x, y, z, yaw) for v in (-0.026, 0.026)]
            if y < 1
            else []
        )
        plates["old white"] += (
            [box(0.045, 0.03, 0.006, (0, v, 0.011), 0.003).at(x, y, z, yaw) for v in (-0.045, 0.005)] if y > 1 else []
        )
    plates["old white"].append(
        lathe([(0.0, -0.042), (0.035, -0.04), (0.052, -0.018), (0.056, 0)], 24).at(0.0, 2.7, -3.4)
    )
    plates["red"].append(lathe([(0.0, -0.044), (0.004, -0.043)], 8).at(0.03, 2.695, -3.4))
    hatch = [box(0.45, 0.006, 0.02, (1.6, 2.694, -3.4 + s * 0.225), 0.002) for s in (-1, 1)] + [
        box(0.02, 0.006, 0.43, (1.6 + s * 0.215, 2.694, -3.4), 0.002) for s in (-1, 1)
    ]
    plates["old white"] += hatch
    for name, meshes in plates.items():
        b.add(name, *meshes, casts=False)
    duct = [box(0.025, 0.016, 1.9, (2.588, 0.10, -3.0), 0.003), box(0.016, 1.05, 0.025, (2.592, 0.11, -3.95), 0.003)]
    b.add("old white", *duct, casts=False)
    extinguisher = [
        lathe(
            [
                (0, 0.01),
                (0.07, 0.012),
                (0.075, 0.03),
                (0.075, 0.36),
                (0.05, 0.41),
                (0.02, 0.43),
                (0.02, 0.46),
                (0, 0.46),
            ],
            24,
        )
    ]
    hose = tube(arc((0.03, 0.40, 0), 0.09, 60, -60, 10), 0.010, 8)
    b.put(
        {
            "fire red": extinguisher,
            "black": [
                hose,
                box(0.09, 0.02, 0.025, (0.02, 0.475, 0), 0.004),
                box(0.03, 0.05, 0.03, (0, 0.45, 0), 0.005),
            ],
            "paper": [quad((-0.05, 0.14, 0.0765), (0.10, 0, 0), (0, 0.14, 0), 9)],
        },
        0.74,
        0,
        -0.14,
        160,
        solid=False,
    )
