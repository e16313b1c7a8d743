"""The stair hall behind the training hall's fire door: painted flight up to a half landing, the flat's front door on the right.

Seven risers of 170 mm, treads of 280 mm with yellow nosings, a handrail on balusters; a shut steel door leads on to the roof.
"""

from __future__ import annotations

import numpy as np

from assets.build import signs
from assets.build.fire_equipment import detector, emergency_light, exit_light, sign, sprinkler
from assets.build.fire_mesh import between, box
from assets.build.fire_rooms import FLAT_DOOR, STAIR, STAIR_DOOR, deck, jamb, leaf_parts, skirting, walls
from assets.build.mesh import cylinder, quad, tube
from assets.build.place import Build
from assets.build.shell import frame

RISE, TREAD, STEPS, X0, X1, FOOT = 0.17, 0.28, 7, -6.0, -4.75, -11.7


def stairs(b: Build) -> None:
    walls(
        b,
        STAIR,
        "block white",
        {"south": (STAIR_DOOR,), "east": (FLAT_DOOR,)},
        reveals=("east",),
        dado=("block grey", 1.2),
    )
    deck(b, STAIR, "stair paint", "concrete soffit")
    skirting(b, STAIR, "dark steel", {"south": [(-4.3, -3.1)], "east": [(-13.5, -12.4)]}, 0.09)
    jamb(b, STAIR, "south", STAIR_DOOR)
    flight(b)
    rails(b)
    roof_door(b)
    signs_and_lamps(b)


def flight(b: Build) -> None:
    """Steps as solids one above the other, nosings, and the landing."""
    for k in range(STEPS):
        z1, y = FOOT - TREAD * k, RISE * (k + 1)
        last = k == STEPS - 1
        z0 = STAIR.z0 if last else z1 - TREAD
        b.add("stair paint", between((X0, 0, z0), (X1, y, z1), 0.006, 1.0))
        b.add("floor yellow", box(X1 - X0 - 0.16, 0.004, 0.045, ((X0 + X1) / 2, y - 0.001, z1 - 0.030), 0.001))
        b.block((X0, 0, z0), (X1, y, z1))


def rails(b: Build) -> None:
    top = [(X1 - 0.06, RISE * (k + 1) + 0.92, FOOT - TREAD * (k + 0.5)) for k in range(STEPS)]
    end = (X1 - 0.06, top[-1][1], STAIR.z0 + 0.10)
    b.add("door paint", tube([(X1 - 0.06, top[0][1] - 0.10, FOOT + 0.02), *top, end], 0.024, 14))
    for x, y, z in [*top, end]:
        b.add("dark steel", cylinder(0.011, 0.92, 12).at(x, y - 0.92, z))
    low = [(x, y - 0.45, z) for x, y, z in top]
    b.add("dark steel", tube([*low, (end[0], end[1] - 0.45, end[2])], 0.009, 10))
    wall_rail = [(X0 + 0.07, y, z) for _, y, z in top]
    b.add("door paint", tube(wall_rail, 0.022, 12))
    b.add(
        "dark steel",
        *(
            tube([(X0, y - 0.03, z), (X0 + 0.07, y - 0.03, z), (X0 + 0.07, y, z)], 0.007, 8)
            for _, y, z in wall_rail[::3]
        ),
    )
    b.block((X1 - 0.09, 0, STAIR.z0), (X1 - 0.03, 2.0, FOOT - TREAD))


def roof_door(b: Build) -> None:
    """Shut, at the landing's end."""
    y, z = RISE * STEPS, STAIR.z0
    parts = leaf_parts(0.84, 1.86, "door paint", False)
    b.put(parts, -5.80, y, z + 0.03, 0, solid=False)
    b.add("dark steel", frame(0.96, 1.95, 0.06, 0.10, sill=False).at(-5.38, y, z + 0.03))


def signs_and_lamps(b: Build) -> None:
    number = signs.two_lines("1F", "Training flat · 체험 아파트", 320, 320, "#eceae2", "#2c5a49")
    sign(b, number, -3.002, 1.66, -14.35, 0.42, 0.42, -90)
    roof = signs.two_lines("옥상 출입문", "ROOF · opens in a fire", 480, 130, "#2c5a49")
    sign(b, roof, -5.38, 2.98, STAIR.z0 + 0.002, 0.48, 0.13, 0)
    exit_light(b, -3.7, 2.42, STAIR.z1 - 0.002, 180)
    exit_light(b, -3.002, 0.35, -14.5, -90, "<", low=True)
    emergency_light(b, -3.004, 2.3, -11.4, -90)
    detector(b, -4.2, 3.1, -13.2)
    sprinkler(b, -4.0, 3.1, -14.2)
    for z in (-11.6, -13.9):
        b.add("cabinet white", box(0.16, 0.07, 1.22, (-4.2, 3.03, z), 0.012))
        b.add("lamp hall", quad((-4.27, 3.028, z - 0.58), (0.14, 0, 0), (0, 0, 1.16), 9), casts=False)
        b.lamp(-4.2, 2.8, z, 3.0, size=(0.2, 1.2), range_m=6)
    for dz in np.linspace(-0.02, 0.02, 2):
        b.add(
            "galvanised",
            tube([(-3.03, 3.02, STAIR.z1 + dz - 0.2), (-3.03, 3.02, STAIR.z0 + 0.2)], 0.012, 8).at(0, dz, 0),
        )
