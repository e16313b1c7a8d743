"""The fire hall's training room: 12 x 10 x 3.2 m, a flat's kitchen and a small office around a floor kept free.

Floor plan (x to the right; one comes in at the origin and walks to -z):

    z -10  +-- desk -- desk --|---- kitchen: sink, stove, hood ----+
           | chair   chair    |                            counter |
           |                  .  .  .  .  .  .  .  .  .  .  fridge |
     -6.6  | BOARD            .                          .         |
           |                  .      (bin) 2.0,-6.5      .  window |
     -4.3  | hydrant          .                          .         |
     -3.0  | ALARM (thing)    .      kept free           .  lockers|
     -2.0  | EXTINGUISHER     .  .  .  .  .  .  .  .  .  .         |
           | bench                                  DEBRIEF  bench |
    z   0  +-------------------[ exit ]----------------------------+
           x -6                    0                             x 6

Painted brick over a darker band, sealed floor with yellow lines around the drill's floor, tiles and lamps above.
"""

from __future__ import annotations

import math

from assets.build import deskware, fire_kitchen, greenery, kit, outside, shelves, signs
from assets.build.bake import Sky
from assets.build.fire_kitchen import ROOM
from assets.build.mesh import between, box, cylinder, flat, lathe, quad
from assets.build.place import Build
from assets.build.shell import Opening, baseboard, ceiling, door, floor, frame, panel_light, patch, plate, wall

WINDOW = Opening(-4.9, -2.5, 1.0, 2.5, 0.22)


def place() -> Build:
    b = Build("fire_hall", ("소방안전 체험관", "Fire Safety Hall"), exposure=1.2)
    b.sky = Sky((0.44, 0.44, 0.44), (0.38, 0.38, 0.38), (0.50, 0.50, 0.48))
    shell(b)
    west_wall(b)
    fire_kitchen.kitchen(b)
    office(b)
    markings(b)
    roof(b)
    rest(b)
    b.anchor("spawn", 0, 0, -1.0)
    b.anchor("portal.entrance", 0, 0, -0.15, 180)
    b.portal("entrance", "로비", "Entrance Hall")
    b.anchor("board", -5.93, 1.62, -6.6, 90)
    b.anchor("debrief", 3.3, 1.62, -0.07, 180)
    b.views = [
        ("arrival", (0, 1.65, -0.6), (0.6, 1.3, -10), 62),
        ("bin", (0.6, 1.6, -3.6), (2.0, 0.4, -6.5), 55),
        ("equipment", (-3.2, 1.6, -3.4), (-6, 1.3, -3.0), 55),
        ("kitchen", (2.2, 1.6, -6.4), (5.2, 1.1, -9.6), 58),
        ("office", (-1.6, 1.6, -6.6), (-4.6, 1.0, -9.8), 58),
        ("exit", (0.8, 1.6, -7.4), (0.2, 1.5, 0), 55),
        ("crawling", (1.0, 0.7, -7.6), (-0.4, 0.9, 0), 60),
    ]
    return b


def shell(b: Build) -> None:
    floor(b, ROOM, "epoxy")
    hole = Opening(-0.57, 0.57, 0, 2.17, 0.25)
    for side, holes in (("north", ()), ("south", (hole,)), ("west", ()), ("east", (WINDOW,))):
        wall(b, ROOM, side, "brick low", holes, 0, 1.0)
        wall(b, ROOM, side, "brick", holes, 1.0, 3.2)
        b.add("dark steel", patch(ROOM, side, *ROOM.span(side), 0.985, 1.015, 0.004)) if side in (
            "north",
            "west",
        ) else None
    baseboard(b, ROOM, "grey", {"south": [(-0.6, 0.6)]}, 0.09)
    b.put(door(1.0, 2.1, "green door", "dark steel"), 0, 0, 0, 180)
    plate(b, "exit sign", signs.exit_sign(), 0, 2.42, -0.005, 0.60, 0.24, 180, lit=True, edge="white", thick=0.04)
    plate(
        b, "exit sign side", signs.exit_sign(">"), 5.99, 2.62, -8.0, 0.45, 0.18, -90, lit=True, edge="white", thick=0.03
    )
    b.add("white", frame(2.4, 1.5, 0.06, 0.08, bars_x=(0.5,)).at(6.12, 1.0, -3.7, -90))
    b.add("glass", quad((6.12, 1.05, -4.85), (0, 0, 2.3), (0, 1.4, 0), 9))
    b.add("light grey", between((5.94, 0.975, -4.95), (6.2, 1.0, -2.45)))
    outside.backdrop(b, "city", outside.panorama(1024, 512, 0.55, 12), (34, -8, -4), 70, 34, -90, 0.15)
    for k, z in enumerate((-12, -7, -1.5, 4)):
        outside.tree(b, 13 + 2 * (k % 2), -3.6, z, 6.2 + 0.4 * k, 40 + k)


def west_wall(b: Build) -> None:
    """What a drill needs stands along the west wall; the alarm box and the extinguisher come as things."""
    plate(
        b,
        "extinguisher sign",
        signs.extinguisher_sign(256),
        -5.995,
        1.72,
        -2.0,
        0.26,
        0.325,
        90,
        edge="white",
        thick=0.012,
    )
    # indoor hydrant: a red steel cabinet with a glazed slot, bilingual lettering and its lamp
    x, z = -6.0, -4.35
    b.add(
        "fire red", box(0.24, 1.25, 0.80, (x + 0.12, 0.35, z), 0.008), box(0.02, 1.17, 0.72, (x + 0.25, 0.39, z), 0.006)
    )
    b.add(
        "steel",
        box(0.03, 0.10, 0.03, (x + 0.275, 0.92, z + 0.30)),
        cylinder(0.010, 0.05).at(x + 0.26, 0.97, z + 0.30, 90, 90),
    )
    text = signs.two_lines("소화전", "FIRE HYDRANT", 512, 192, "#b8120f")
    plate(b, "hydrant sign", text, x + 0.262, 1.30, z, 0.56, 0.21, 90, edge="fire red", thick=0.004)
    steps = [
        ("1 발신기를 누른다", "bold", 30, signs.INK),
        ("Press the alarm button", "text", 20, "#555555"),
        ("2 호스를 끝까지 편다", "bold", 30, signs.INK),
        ("Unroll the whole hose", "text", 20, "#555555"),
        ("3 밸브를 열어 방수한다", "bold", 30, signs.INK),
        ("Open the valve, then the nozzle", "text", 20, "#555555"),
    ]
    plate(
        b,
        "hydrant steps",
        signs.column(steps, 384, 256, "#f4f1ea", 18),
        x + 0.262,
        0.88,
        z - 0.06,
        0.42,
        0.28,
        90,
        edge="white",
        thick=0.004,
    )
    b.add(
        "led red",
        lathe([(0.045 * math.cos(a), 0.045 * math.sin(a)) for a in (0, 0.5, 1.0, 1.57)], 24, 60).at(
            x + 0.005, 1.95, z, 90, 90
        ),
    )
    b.block((x, 0, z - 0.4), (x + 0.28, 1.6, z + 0.4))
    b.add("dark steel", frame(2.1, 1.3, 0.05, 0.05).at(-5.975, 0.97, -6.6, 90))
    b.add("black", quad((-5.985, 1.0, -5.58), (0, 0, -2.04), (0, 1.24, 0), 0.5))
    plate(
        b,
        "board title",
        signs.two_lines("훈련 안내", "Briefing", 512, 120, signs.NAVY),
        -5.99,
        2.46,
        -6.6,
        1.1,
        0.26,
        90,
        lit=True,
    )
    b.put(kit.bench(1.5), -5.6, 0, -0.9 + 0.0, 90)


def office(b: Build) -> None:
    """Two desks at the north wall's left half, with a pin board above."""
    screen = signs.column(
        [
            ("훈련 관제", "bold", 40, "#ffffff"),
            ("Training control", "text", 24, "#9fc2e8"),
            ("---", "", 0, "#5580aa"),
            ("대기 중  Ready", "bold", 34, "#7fe0a0"),
        ],
        512,
        288,
        "#12304f",
        30,
    )
    from assets.build.materials import glowing_picture

    b.material("screen", glowing_picture(screen, 0.85))
    for k, x in enumerate((-4.7, -2.7)):
        b.put(kit.table(1.6, 0.72, 0.73, "maple", "dark steel"), x, 0, -9.55)
        b.put(kit.drawer_unit(0.40, 0.55, 0.60), x + 0.52, 0, -9.6)
        b.put(deskware.monitor("screen"), x - 0.1, 0.73, -9.72, 0, solid=False)
        b.put(deskware.keyboard(), x - 0.1, 0.73, -9.40, 0, solid=False)
        b.put(deskware.mouse(), x + 0.24, 0.73, -9.38, 0, solid=False)
        b.put(deskware.papers(k + 5), x + 0.55, 0.73, -9.45, 12 - 30 * k, solid=False)
        b.put(kit.office_chair("fabric grey" if k else "fabric navy"), x - 0.1, 0, -8.85, 175 + 20 * k)
    b.put(deskware.telephone(), -5.3, 0.73, -9.5, 15, solid=False)
    b.put(deskware.pen_cup(), -3.3, 0.73, -9.75, 0, solid=False)
    b.put(deskware.cup(), -2.1, 0.73, -9.75, 0, solid=False)
    b.put(shelves.bookshelf(0.9, 1.9, 0.32, 1, 5, "maple", 31), -1.25 + 0.0, 0, -9.83)
    poster = [
        ("화재 시 행동 요령", "bold", 44, "#9e1b1b"),
        ("What to do in a fire", "text", 26, "#555555"),
        ("---", "", 0, "#9e1b1b"),
    ]
    poster += [
        (t, s, n, c)
        for ko, en in (
            ("1 불이야! 하고 외친다", "Shout “Fire!”"),
            ("2 발신기를 누른다", "Press the alarm button"),
            ("3 119에 신고한다", "Call 119"),
            ("4 작은 불만 끈다", "Fight only a small fire"),
            ("5 낮은 자세로 대피한다", "Stay low and leave"),
        )
        for t, s, n, c in ((ko, "bold", 32, signs.INK), (en, "text", 22, "#666666"))
    ]
    plate(
        b,
        "poster",
        signs.column(poster, 512, 724, "#fbf7ee", 40),
        -3.7,
        1.75,
        -9.995,
        0.62,
        0.877,
        0,
        edge="white",
        thick=0.012,
    )


def markings(b: Build) -> None:
    """Lines on the floor: the drill's floor in yellow, the fire's place in red, a green way to the door."""
    y, t = 0.003, 0.07
    for x0, x1, z0, z1 in (
        (-1, 4.5, -9, -9 + t),
        (-1, 4.5, -1.5 - t, -1.5),
        (-1, -1 + t, -9, -1.5),
        (4.5 - t, 4.5, -9, -1.5),
    ):
        b.add("yellow", quad((x0, y, z1), (x1 - x0, 0, 0), (0, 0, z0 - z1), 0.5))
    for radius, width, colour in ((0.55, 0.06, "red"), (2.5, 0.05, "white")):
        b.add(colour, lathe([(radius, y), (radius - width, y)], 56).at(2.0, 0, -6.5))
    for z in (-1.1, -2.4, -3.7):
        outline = [(-0.05, -0.45), (0.05, -0.45), (0.05, 0.0), (0.16, 0.0), (0.0, 0.24), (-0.16, 0.0), (-0.05, 0.0)]
        b.add("green", flat([(x, z + dz) for x, dz in outline], y + 0.001))


def roof(b: Build) -> None:
    ceiling(b, ROOM, "ceiling tile", 0.6)
    for x in (-3.9, 0.3, 3.9):
        for z in (-2.1, -5.1, -8.1):
            panel_light(b, x, 3.2, z, 1.2, 0.6, "lamp", 5.2, 0.45, range_m=8.5)
    for x, z in ((-1.8, -3.6), (2.1, -3.6), (-1.8, -6.6), (2.1, -6.6), (4.8, -8.9)):
        rod = [(0.03, 0), (0.012, -0.012), (0.008, -0.03), (0.022, -0.045), (0.022, -0.048), (0, -0.048)]
        b.add("steel", lathe(rod[::-1], 16).at(x, 3.2, z))
        b.add("red", cylinder(0.004, 0.018, 8).at(x, 3.165, z))
    for x, z in ((0.3, -3.6), (0.3, -6.6), (-4.2, -6.6)):
        b.add("white", lathe([(0, -0.045), (0.035, -0.042), (0.05, -0.02), (0.055, 0)], 28, 50).at(x, 3.2, z))
        b.add("led green", lathe([(0.0, -0.0465), (0.004, -0.0465)], 8).at(x + 0.018, 3.2, z))


def rest(b: Build) -> None:
    """Lockers, the debriefing screen's frame, benches, a plant."""
    for k in range(4):
        z = -1.35 - 0.0 - 0.42 * k + 0.9
        b.add("light grey", box(0.45, 0.9, 0.41, (5.775, 0, z - 0.7), 0.006))
        b.add("blue" if k % 2 else "grey", box(0.012, 0.82, 0.37, (5.545, 0.04, z - 0.7), 0.004))
        b.add("steel", box(0.02, 0.09, 0.015, (5.535, 0.48, z - 0.56), 0.004))
    b.block((5.5, 0, -2.3), (6, 0.9, -0.3))
    b.add("dark steel", frame(2.1, 1.3, 0.05, 0.05).at(3.3, 0.97, -0.025, 180))
    b.add("black", quad((4.32, 1.0, -0.015), (-2.04, 0, 0), (0, 1.24, 0), 0.5))
    plate(
        b,
        "debrief title",
        signs.two_lines("훈련 결과", "Results", 512, 120, signs.NAVY),
        3.3,
        2.46,
        -0.01,
        1.1,
        0.26,
        180,
        lit=True,
    )
    b.put(greenery.plant(1.5, 61, "grey", 42), -5.5, 0, -8.0, 0)
    b.put(greenery.plant(1.3, 62, "ceramic", 42), 1.6, 0, -0.5, 0)
