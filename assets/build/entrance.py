"""The entrance hall: 16 x 14 x 7.2 m, where everybody arrives and finds the way.

Floor plan (x to the right, z towards the plaza; one comes in at the origin and walks to -z):

               gallery on the upper floor (glass balustrade, walnut battens)
    z -14  +-tree--[ board ]--leaflets-[ FIRE HALL ]-clock-- brass letters --tree-+
           | bench                  |  basalt  |         clerk                   |
           |                        |  band    |    [desk with low counter]      |
    z -9.8 |  []                    |          |=====apron===   kiosk         [] |
           |            basalt band across  :yellow tactile path:                |
    z -7   [ MAYOR'S OFFICE         |  aisle : under the skylight  ESTATE AGENT'S]
           |  walnut, brass         |        :                   shop front      |
    z -4.2 |  [] AED           hanging sign :                                 [] |
           | bins     directory     |        :       kiosks       relief of Seoul|
           | planter  bench         |  mat   |    sanitiser bench     planter    |
    z   0  +--- glass, posts every 1.6 m --[ automatic doors ]--- glass ----------+
           x -8                    canopy, steps, ramp                           x 8
                         plaza, oval lawn, trees, old library, city, hills

Why so: the fire hall lies straight ahead because training leads; the mayor's door and the shop face each other across the
hall's middle, framed by two columns each; the desk stands where the eye falls after the doors, out of the way between
them. Nothing higher than a knee stands in the aisle or in the band that crosses it. Floor of pale granite with basalt
bands, walls of limestone to 3.6 m under oak battens washed by hidden light, slats and a skylight above.

Light: noon sun comes down through the skylight to the fire hall's door and through the front to the mat; morning sun lies
long to the left, the evening's to the right; the lamps are six lines between the slats, coves, desk and shop.
"""

from __future__ import annotations

from assets.build import (
    entrance_city,
    entrance_desk,
    entrance_front,
    entrance_furnish,
    entrance_plaza,
    entrance_portals,
    entrance_relief,
    entrance_shell,
)
from assets.build.bake import Sky
from assets.build.place import Build

NOON = ((1.0, 1.35, 1.95), (1.8, 2.0, 2.2), (0.5, 0.47, 0.42))
MORNING = ((0.85, 1.15, 1.7), (2.1, 1.9, 1.65), (0.45, 0.42, 0.38))
DUSK = ((0.16, 0.24, 0.50), (1.35, 0.72, 0.42), (0.16, 0.13, 0.12))
SMALL = {
    "anodised", "bark", "black", "black rubber", "blossom", "brass", "brushed", "celadon", "city flag", "dark steel",
    "door steel", "fabric navy", "fire red gloss", "korean flag", "leather brown", "limestone", "oak batten", "paper",
    "polished brass", "red", "river", "soil", "steel", "tactile yellow", "terracotta", "white",
}  # fmt: skip
LAMPS = ("hall light", "cove light", "portal light", "shop light", "desk light", "spot light", "street lamp")


def light(b: Build) -> None:
    b.light_group("noon", "daylight", 1.0, sky=NOON, sun=((0.25, -0.78, -0.57), (9.5, 8.8, 7.8)))
    b.light_group("morning", "daylight", 0.0, sky=MORNING, sun=((-0.74, -0.42, -0.53), (13.0, 10.4, 7.4)))
    b.light_group("dusk", "daylight", 0.0, sky=DUSK, sun=((0.80, -0.17, -0.57), (6.5, 3.0, 1.1)))
    b.light_group("lamps", "lamps", 0.8, materials=LAMPS)
    for x in (-5.4, 0.0, 5.4):  # what lights the hall where no light was baked
        for z in (-2.4, -7.0, -11.6):
            b.lamp(x, 6.3, z, 7.0, range_m=16.0)


def views(b: Build) -> None:
    b.views = [
        ("arrival", (0, 1.62, -1.1), (0, 2.55, -14), 60),
        ("desk", (0.4, 1.58, -8.0), (4.3, 1.55, -12.2), 55),
        ("mayor_door", (-3.4, 1.58, -6.1), (-8, 1.75, -7.1), 58),
        ("fire_door", (0.5, 1.6, -10.2), (-0.05, 1.75, -14), 56),
        ("agent_door", (2.9, 1.6, -6.0), (8, 1.6, -7.1), 58),
        ("board", (-3.4, 1.6, -10.4), (-4.8, 1.75, -14), 56),
        ("street", (1.2, 1.62, -12.4), (-0.4, 2.3, 0), 60),
        ("seated", (-5.9, 1.2, -3.0), (5, 2.4, -12), 60),
        ("skylight", (-1.6, 1.55, -3.4), (1.6, 5.6, -11.5), 70),
        ("relief", (4.9, 1.6, -3.3), (8, 1.75, -2.2), 52),
        ("counter", (4.0, 1.52, -9.55), (4.75, 1.16, -10.9), 48),
        ("tactile", (0.2, 1.5, -0.9), (1.3, 0.0, -4.6), 55),
        ("plaza", (-1.9, 1.62, -3.0), (1.0, 1.2, 12), 55),
        ("colonnade", (-4.4, 1.6, -13.0), (-6.0, 2.5, -2.0), 60),
        ("gallery", (5.6, 1.6, -6.2), (-3.5, 4.4, -14), 60),
    ]


def unmap(b: Build) -> None:
    """Takes what is small, or metal and so hardly lit by a lightmap, off the lightmap: the light volume lights it, and the
    page's texels go to floor, walls, ceiling and wood (counted: 16 800 islands of triangles became 350)."""
    for node in ("static", "outside near x0.3"):
        for name in [m for m in b.parts.get(node, {}) if m in SMALL]:
            b.add(name, *b.parts[node].pop(name), node=node.split(" x")[0], casts=False, density=0.0)


def place() -> Build:
    b = Build("entrance", ("가상 서울시청 로비", "City Hall Entrance"), exposure=1.6)
    b.sun = ((0.25, -0.78, -0.57), (3.0, 2.8, 2.5))
    b.sky = Sky((0.20, 0.20, 0.20), (0.17, 0.17, 0.165), (0.22, 0.21, 0.20))
    parts = (entrance_shell, entrance_portals, entrance_desk, entrance_plaza, entrance_city, entrance_furnish)
    for part in (*parts, entrance_front, entrance_relief):
        part.build(b)
    unmap(b)
    light(b)
    views(b)
    b.anchor("spawn", 0, 0, -1.6)
    return b
