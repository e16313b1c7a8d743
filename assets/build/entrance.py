"""The entrance hall: 16 x 14 x 6 m, where everybody arrives and finds the way.

Floor plan (x to the right, z towards the street; one comes in at the origin and walks to -z):

    z -14  +--board------[ fire hall ]------ logo / desk wall --+
           |   bench          |                 clerk           |
           |                  |              [ desk ]           |
           |  (column)        |                    (column)     |
    z  -7  [ mayor's          | runner          estate agent's  ]
           |  office                                    office  |
           |  (column)                             (column)     |
           |  bench, plants                     bench, plants   |
    z   0  +---- glass ------[ glass doors ]------ glass -------+
           x -8                   0                            x 8

The fire hall lies straight ahead, the mayor's office to the left, the estate agent's to the right; the desk is where
the eye falls after the doors. Stone floor with a darker runner, oak slats under the ceiling, light between the slats.
"""

from __future__ import annotations

from assets.build import deskware, greenery, kit, outside, signs
from assets.build.bake import Sky
from assets.build.materials import tinted
from assets.build.mesh import Mesh, between, box, join, lathe, quad
from assets.build.place import Build
from assets.build.shell import (
    YAW,
    Opening,
    Room,
    baseboard,
    ceiling,
    door,
    frame,
    panel_light,
    patch,
    plate,
    wall,
)

ROOM = Room(-8, 8, -14, 0, 6.0)
DOOR_W, DOOR_H = 1.8, 2.4
PORTALS = {
    "fire_hall": ("north", 0.0, "소방안전 체험관", "Fire Safety Hall", "#9e1b1b"),
    "mayor_office": ("west", -7.0, "시장실", "Mayor's Office", signs.NAVY),
    "estate_office": ("east", -7.0, "부동산 중개사무소", "Estate Agent's Office", "#1f5c4a"),
}


def place() -> Build:
    b = Build("entrance", ("가상 서울시청 로비", "City Hall Entrance"), exposure=1.15)
    b.sun = ((0.42, -0.72, -0.62), (5.0, 4.6, 4.0))
    b.sky = Sky((0.40, 0.40, 0.39), (0.36, 0.36, 0.36), (0.44, 0.43, 0.40))
    shell(b)
    for to in PORTALS:
        portal(b, to)
    front(b)
    roof(b)
    desk(b)
    board(b)
    furnish(b)
    b.anchor("spawn", 0, 0, -1.6)
    b.views = [
        ("arrival", (0, 1.65, -1.2), (0, 2.1, -14), 58),
        ("desk", (1.2, 1.6, -7.6), (4.2, 1.3, -13), 52),
        ("mayor_door", (-2.6, 1.6, -6.2), (-8, 1.8, -7.0), 52),
        ("agent_door", (2.6, 1.6, -6.2), (8, 1.8, -7.0), 52),
        ("board", (-3.2, 1.6, -9.8), (-4.8, 1.7, -14), 50),
        ("street", (0.8, 1.65, -11.5), (-0.6, 1.9, 0), 58),
        ("seated", (-6.4, 1.2, -3.2), (5, 1.8, -12), 60),
    ]
    return b


def shell(b: Build) -> None:
    dark = b.material("stone dark", tinted("stone", "#6f6a64"))
    w = 1.3
    for x0, x1, m in ((-8, -w, "stone floor"), (-w, w, dark), (w, 8, "stone floor")):
        b.add(m, quad((x0, 0, 0), (x1 - x0, 0, 0), (0, 0, -14), 0.42, uv0=(x0, 0)))
    b.block((-9, -0.3, -15), (9, 0, 3))
    holes: dict[str, tuple[Opening, ...]] = {"north": (), "west": (), "east": ()}
    for side, s, *_ in PORTALS.values():
        holes[side] = (Opening(s - DOOR_W / 2 - 0.07, s + DOOR_W / 2 + 0.07, 0, DOOR_H + 0.07, 0.28),)
    for side in ("north", "west", "east"):
        wall(b, ROOM, side, "marble" if side == "north" else "plaster warm", holes[side], 0, 3.4)
        wall(b, ROOM, side, "plaster", (), 3.4, 6.0)
        cornice = patch(ROOM, side, *ROOM.span(side), 3.36, 3.44, 0.03)
        b.add("brass", cornice)
    gaps = {side: [(s - 1.0, s + 1.0)] for side, s, *_ in PORTALS.values()} | {"south": [(-8, 8)]}
    baseboard(b, ROOM, "dark steel", gaps, 0.14)
    for side in ("west", "east"):  # oak slats on the long walls, clear of the doors
        for lo, hi in ((-13.6, -9.2), (-4.8, -0.4)):
            n = int((hi - lo) / 0.16)
            for k in range(n):
                a = ROOM.on_wall(side, lo + (k + 0.2) * 0.16, 0.14, 0.0)
                c = ROOM.on_wall(side, lo + (k + 0.75) * 0.16, 3.36, 0.05)
                b.add("maple", between(*_ordered(a, c), 0.004, 1.1, "y"))


def _ordered(
    a: tuple[float, float, float], c: tuple[float, float, float]
) -> tuple[tuple[float, float, float], tuple[float, float, float]]:
    lo = (min(a[0], c[0]), min(a[1], c[1]), min(a[2], c[2]))
    return lo, (max(a[0], c[0]), max(a[1], c[1]), max(a[2], c[2]))


def portal(b: Build, to: str) -> None:
    """A double door in a walnut portal with its lit sign above."""
    side, s, ko, en, colour = PORTALS[to]
    x, _, z = ROOM.on_wall(side, s, 0, 0)
    yaw = YAW[side]
    b.put(door(DOOR_W, DOOR_H, "walnut", "dark steel", double=True), x, 0, z, yaw)
    jambs = [box(0.22, 3.3, 0.24, (k * (DOOR_W / 2 + 0.20), 0, 0.10), 0.008, 0.6, "y") for k in (-1, 1)]
    lintel = box(DOOR_W + 0.62, 0.24, 0.30, (0, 3.3, 0.12), 0.008, 0.6)
    fill = box(DOOR_W + 0.2, 0.16, 0.06, (0, DOOR_H + 0.05, 0.02))
    b.put(
        {
            "walnut": [*jambs, lintel, fill],
            "solid": [box(0.22, 3.3, 0.24, (k * (DOOR_W / 2 + 0.20), 0, 0.10), 0, 99) for k in (-1, 1)],
        },
        x,
        0,
        z,
        yaw,
    )
    sx, sy, sz = ROOM.on_wall(side, s, 2.95, 0.07)
    plate(
        b,
        f"sign {to}",
        signs.two_lines(ko, en, 1024, 320, colour, band="#d2ac66"),
        sx,
        sy,
        sz,
        DOOR_W + 0.14,
        0.585,
        yaw,
        lit=True,
    )
    ax, _, az = ROOM.on_wall(side, s, 0, 0.15)
    b.anchor(f"portal.{to}", ax, 0, az, yaw)
    b.portal(to, ko, en)
    lx, _, lz = ROOM.on_wall(side, s, 0, 0.9)
    b.lamp(lx, 3.0, lz, 2.2, (1.0, 0.90, 0.76), (1.2, 0.2), range_m=4.5)


def front(b: Build) -> None:
    """The glass front: mullions every 2 m, glazed double doors, and the street beyond."""
    for k in range(9):
        x = -8 + 2 * k
        if abs(x) > 0.5:
            b.add("dark steel", box(0.07, 6.0, 0.16, (x, 0, 0.08), 0.004, 0.8))
    for y in (0.0, 2.72, 4.6, 5.92):
        for x0, x1 in ((-8, -1.0), (1.0, 8)) if y == 0.0 else ((-8, 8),):
            b.add("dark steel", between((x0, y, 0.02), (x1, y + 0.08, 0.14), 0.004, 0.8))
    b.add(
        "glass",
        quad((-8, 0.08, 0.08), (7, 0, 0), (0, 5.9, 0), 9),
        quad((1, 0.08, 0.08), (7, 0, 0), (0, 5.9, 0), 9),
        quad((-1, 2.76, 0.08), (2, 0, 0), (0, 3.2, 0), 9),
    )
    b.put(door(1.9, 2.62, "steel", "dark steel", double=True, glazed=True), 0, 0, 0.09, 180)
    for x0, x1 in ((-8, -1), (1, 8)):
        b.block((x0, 0, 0.0), (x1, 6, 0.3))
    b.block((-1, 0, 0.02), (1, 6, 0.3))
    exit_ = signs.exit_sign()
    plate(b, "exit sign", exit_, 0, 2.92, 0.0, 0.60, 0.24, 180, lit=True)
    outside.ground(b, "paving", -40, 40, 0.2, 34, -0.02, 6)
    outside.ground(b, "grass", -16, 16, 12, 26, -0.005, 6)
    for k, x in enumerate((-13, -8.5, -4.6, 5.2, 9, 13.5)):
        outside.tree(b, x, 0, 9.5 + (k % 2) * 1.6, 4.6 + 0.5 * (k % 3), k)
    for x, z, w, h, wall_ in (
        (-21, 36, 13, 17, "#c9bda9"),
        (-6, 38, 15, 12, "#b9a58e"),
        (10, 37, 14, 21, "#aab6bf"),
        (26, 35, 13, 15, "#d6cfc2"),
    ):
        outside.building(b, x, z, w, h, 8, wall_, -0.02, 5, "-z")
    outside.backdrop(b, "city", outside.panorama(), (0, -9, 62), 190, 62, 180, 0.22)


def roof(b: Build) -> None:
    """A white ceiling with oak baffles below it and long lights between them."""
    ceiling(b, ROOM, "plaster", 0.7)
    for k in range(33):
        x = -7.84 + k * 0.49
        if all(abs(x - lx) > 0.30 for lx in (-5.4, -1.8, 1.8, 5.4)):
            b.add("maple", box(0.05, 0.26, 13.8, (x, 5.55, -7), 0.003, 1.3))
    for x in (-5.4, -1.8, 1.8, 5.4):
        for z in (-2.4, -7.0, -11.6):
            panel_light(b, x, 5.72, z, 0.34, 3.6, "lamp", 17.0 if abs(x) > 3 else 15.0, 0.5, range_m=13.0)


def column() -> Mesh:
    return join(
        lathe([(0.34, 0), (0.34, 0.10), (0.29, 0.13)], 32),
        lathe([(0.28, 0.13), (0.28, 1.5), (0.275, 3.0), (0.27, 4.4), (0.265, 5.55)], 32),
    )


def desk(b: Build) -> None:
    """Information desk: walnut front, stone top for the visitor, a lower working top for the clerk behind it."""
    x, z = 4.5, -11.0
    parts = {
        "walnut": [box(0.07, 1.0, 0.62, (k * 0.09 - 1.75, 0, 0.30), 0.01, 0.4, "y").at(0, 0, -0.29) for k in range(0)]
        + [box(3.6, 0.98, 0.06, (0, 0.08, 0.30), 0.004, 0.4)]
        + [box(0.03, 0.9, 0.02, (-1.75 + 0.10 * k, 0.10, 0.335), 0.004, 0.5, "y") for k in range(36)]
        + [box(0.06, 0.98, 0.8, (s * 1.8, 0.08, -0.07), 0.004, 0.4) for s in (-1, 1)],
        "dark steel": [box(3.5, 0.08, 0.56, (0, 0, 0.0))],
        "marble": [box(3.8, 0.04, 0.40, (0, 1.06, 0.22), 0.006, 0.35)],
        "maple": [box(3.5, 0.03, 0.62, (0, 0.72, -0.15), 0.004, 0.35)],
        "solid": [box(3.8, 1.1, 0.9, (0, 0, -0.05), 0, 99)],
    }
    b.put(parts, x, 0, z)
    name = signs.two_lines("안내", "Information", 1024, 256, "#17365d", band="#d2ac66")
    plate(b, "information", name, x, 0.62, z + 0.345, 1.5, 0.375, 0, lit=True)
    b.put(deskware.monitor(), x - 0.7, 0.75, z - 0.1, 180, solid=False)
    b.put(deskware.keyboard(), x - 0.7, 0.75, z - 0.32, 180, solid=False)
    b.put(deskware.telephone(), x + 0.2, 0.75, z - 0.2, 180, solid=False)
    b.put(deskware.papers(3), x + 0.85, 0.75, z - 0.2, 10, solid=False)
    b.put(kit.office_chair("fabric navy"), x + 1.2, 0, z - 0.85, 30)
    b.put(deskware.pen_cup(), x + 1.3, 1.10, z + 0.22, 0, solid=False)
    b.put(greenery.plant(0.42, 8, "ceramic", 24, 0.2), x - 1.55, 1.10, z + 0.2, 0, solid=False)
    b.anchor("clerk", x - 0.1, 0, z - 0.95, 180)
    name = signs.two_lines("가상 서울시청", "VIRTUAL SEOUL CITY HALL", 1024, 300, "#efe9df", "#17365d")
    plate(b, "house name", name, x, 2.72, ROOM.z0 + 0.02, 3.6, 1.05, 0, edge="brass")
    b.lamp(x, 3.1, z + 0.4, 2.5, (1.0, 0.92, 0.8), (2.0, 0.3), range_m=5)


def board(b: Build) -> None:
    """The board of today's drills: an empty frame, its page is hung by the program at the anchor."""
    x, y, z = -4.7, 1.75, ROOM.z0
    title = signs.two_lines("오늘의 훈련", "Today's Drills", 1024, 180, "#22303c")
    b.add("dark steel", frame(2.60, 1.66, 0.07, 0.07).at(x, y - 0.83, z + 0.035))
    backing = b.material("board backing", tinted("fabric", "#2c3f4e", detail="base", roughness=0.95))
    b.add(backing, quad((x - 1.23, y - 0.76, z + 0.02), (2.46, 0, 0), (0, 1.52, 0), 0.4))
    plate(b, "board title", title, x, y + 1.05, z + 0.01, 1.8, 0.32, 0, lit=True)
    b.anchor("board", x, y, z + 0.05, 0)
    b.lamp(x, 3.0, z + 0.9, 1.8, (1.0, 0.95, 0.86), (1.5, 0.2), range_m=4)


def furnish(b: Build) -> None:
    for x in (-5.4, 5.4):
        for z in (-2.6, -9.2):
            b.add("terrazzo", column().at(x, 0, z))
            b.block((x - 0.28, 0, z - 0.28), (x + 0.28, 5.5, z + 0.28))
    for x, z, yaw in ((-7.2, -3.6, 90), (7.2, -3.6, -90), (-7.2, -10.9, 90)):
        b.put(kit.bench(2.0), x, 0, z, yaw)
    for k, (x, z, h) in enumerate(
        (
            (-7.3, -1.3, 2.1),
            (7.3, -1.3, 2.1),
            (-7.3, -13.2, 1.8),
            (7.4, -13.2, 2.2),
            (-1.75, -13.45, 1.4),
            (1.75, -13.45, 1.4),
        )
    ):
        b.put(greenery.plant(h, 20 + k, "ceramic" if k % 2 else "dark steel", 54), x, 0, z, 40 * k)
    way = signs.pointing(
        [
            ("<", "시장실", "Mayor's Office"),
            ("^", "소방안전 체험관", "Fire Safety Hall"),
            (">", "부동산 중개사무소", "Estate Agent's Office"),
        ]
    )
    x, z, yaw = 2.95, -5.4, -24
    b.add("dark steel", box(0.09, 2.08, 0.06).at(x, 0, z, yaw), box(0.42, 0.03, 0.42).at(x, 0, z, yaw))
    plate(b, "wayfinding", way, x + 0.015 * yaw / 24, 1.74, z + 0.03, 0.96, 0.64, yaw)
    b.block((x - 0.2, 0, z - 0.2), (x + 0.2, 2.1, z + 0.2))
    mat = b.material("door mat", tinted("carpet", "#3b3e42", detail="base", roughness=0.98))
    b.add(mat, box(2.6, 0.012, 1.5, (0, 0, -0.9), 0.004, 0.5))
