"""The fire hall: a training hall of 12 x 10 x 3.2 m with four places around it where things burn.

Floor plan (x to the right; one comes in at the origin and walks to -z; partitions are 0.2 m):

    z -19      stairs up to the     +-- balcony --+
               roof door            |  living room|
      -15.2 +-------+ +-- entrance -+  sofa, TV   |
            | stair | |  shoes     ..  dining     |
      -10.2 +--[ ]--+ +------------|  KITCHEN     |
     z -10 +[=]-- desk, whiteboard -[ window ]----+---------------------+ -9.2
           |[door] .  .  .  .  .  .  .  .  lockers|  auditorium doors   |
    office |       .                      .  coats|  posters, bin       |
    server |BOARD  .    (bin) 2.0,-6.5    .       |                     | glass
    corner |       .                      .  [  ] | foyer, queue belts  | street
       -4  |hydrant.      kept free       .  [  ] |  ticket counter     |
     -3.0  |ALARM  .                      .       |                     |
     -2.0  |EXTING..  .  .  .  .  .  .  .  .  wall|  bench              |
    z   0  +---- bench ---[ exit ]--- DEBRIEF gear+---------------------+ -0.6
          -6               0                      6                    13.2

Rooms: `fire_rooms` (shell, doors), `fire_stairs`, `fire_flat` and `fire_kitchen`, `fire_office`, `fire_foyer`; the hall's
own things are here and in `fire_gear`. Materials of their own: `fire_surfaces`. Fires have light groups of their own.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.build import (
    blender,
    deskware,
    fire_flat,
    fire_foyer,
    fire_kitchen,
    fire_office,
    fire_outside,
    fire_stairs,
    fire_surfaces,
    kit,
    sign_sheet,
    signs,
)
from assets.build.bake import Sky
from assets.build.fire_equipment import (
    desk_screen,
    detector,
    emergency_light,
    exit_light,
    hydrant,
    keyboard,
    sign,
    sprinkler,
)
from assets.build.fire_gear import cone, equipment_wall, floor_square, lockers
from assets.build.fire_mesh import between, box
from assets.build.fire_rooms import (
    EXIT_DOOR,
    FOYER_DOOR,
    HALL,
    OFFICE_DOOR,
    STAIR_DOOR,
    WATCH_WINDOW,
    deck,
    fire_door,
    glazing,
    jamb,
    skirting,
    walls,
)
from assets.build.mesh import cylinder, flat, lathe, quad, tube
from assets.build.place import Build
from assets.build.shell import door, frame, reveal
from assets.build.sign_sheet import board

assert fire_surfaces  # its materials are in the catalogue once it is imported

FIRES = (
    ("fire.waste_bin", (2.0, 0.25, -6.5), 0.15, 0.6),
    ("fire.stove", (5.06, 0.93, -12.52), 0.13, 0.5),
    ("fire.sofa", (4.82, 0.45, -15.3), 0.25, 0.7),
    ("fire.socket", (1.02, 0.04, -14.32), 0.08, 0.35),
    ("fire.server", (-11.0, 1.25, -8.85), 0.15, 0.5),
    ("fire.foyer_bin", (6.75, 0.5, -7.3), 0.14, 0.6),
)


def place() -> Build:
    b = Build("fire_hall", ("소방안전 체험관", "Fire Safety Hall"), exposure=1.2)
    b.sky = Sky((0.44, 0.44, 0.44), (0.38, 0.38, 0.38), (0.50, 0.50, 0.48))
    sign_sheet.begin()
    hall(b)
    fire_stairs.stairs(b)
    fire_flat.flat(b)
    fire_kitchen.kitchen(b)
    fire_office.office(b)
    fire_foyer.foyer(b)
    sign_sheet.flush(b)
    fire_outside.outside(b)
    unmapped(b)
    light(b)
    b.anchor("spawn", 0, 0, -1.0)
    b.anchor("portal.entrance", 0, 0, -0.15, 180)
    b.portal("entrance", "로비", "Entrance Hall")
    b.anchor("board", -5.93, 1.62, -6.6, 90)
    b.anchor("debrief", 3.3, 1.62, -0.07, 180)
    for name, (x, y, z), _, _ in FIRES:
        b.anchor(name, x, y, z)
    b.views = views()
    return b


def views() -> list[tuple[str, tuple[float, float, float], tuple[float, float, float], float]]:
    return [
        ("arrival", (0, 1.65, -0.6), (0.6, 1.3, -10), 62),
        ("bin", (0.6, 1.6, -3.6), (2.0, 0.4, -6.5), 55),
        ("equipment", (-3.2, 1.6, -3.4), (-6, 1.1, -3.2), 58),
        ("lockers", (2.2, 1.6, -5.0), (6, 1.0, -7.4), 58),
        ("exit", (-1.2, 1.6, -8.2), (1.4, 1.45, 0), 60),
        ("crawling", (1.0, 0.7, -7.6), (-0.4, 0.9, 0), 60),
        ("stairs", (-3.35, 1.6, -10.7), (-4.9, 1.25, -15.2), 66),
        ("entrance", (0.2, 1.55, -13.0), (-2.9, 0.85, -12.75), 70),
        ("kitchen", (1.7, 1.55, -10.7), (5.0, 1.0, -13.2), 64),
        ("stove", (3.9, 1.5, -11.6), (5.2, 1.05, -12.5), 55),
        ("living", (1.4, 1.5, -13.2), (4.2, 0.75, -17.4), 68),
        ("tv", (4.1, 1.45, -16.9), (0.9, 0.6, -14.5), 62),
        ("balcony", (2.3, 1.6, -17.85), (5.3, 1.0, -19.0), 70),
        ("office", (-6.9, 1.6, -7.7), (-11.2, 0.9, -5.6), 64),
        ("servers", (-9.95, 1.55, -8.15), (-11.1, 1.1, -9.2), 68),
        ("foyer", (7.3, 1.6, -4.7), (12.2, 1.2, -8.6), 66),
        ("box_office", (7.6, 1.6, -6.9), (11.2, 1.2, -1.0), 62),
        ("foyer_bin", (8.6, 1.5, -5.6), (6.4, 0.9, -8.0), 58),
    ]


UNMAPPED = (
    *("black", "black rubber", "dark steel", "brushed", "chrome", "brass", "galvanised", "cast iron", "glass dark"),
    *("hose canvas", "coat sand", "coat band", "reflex", "helmet yellow", "helmet red", "leaf", "leaf dark", "bark"),
    *("leaf bright", "blue", "led green", "led red", "led amber", "led blue", "yellow", "frosted lens"),
)


def unmapped(b: Build) -> None:
    """Metals and blacks show no diffuse light, leaves and cables are too fine for texels: the light volume serves them."""
    for node in [n for n in b.parts if n.startswith(("static", "outside")) and not n.endswith(" x0")]:
        for material in [m for m in UNMAPPED if m in b.parts[node]]:
            to = f"{node.split(' ')[0]} x0"
            b.densities[to] = 0.0
            b.parts.setdefault(to, {}).setdefault(material, []).extend(b.parts[node].pop(material))


def light(b: Build) -> None:
    """Daylight comes in by the balcony and the foyer's front only; everything else is lamps, and what burns."""
    sky = ((0.85, 1.25, 2.0), (1.7, 1.85, 2.0), (0.55, 0.52, 0.48))
    b.light_group("noon", "daylight", 1.0, sky=sky, sun=((-0.62, -0.60, 0.50), (10.5, 9.6, 8.2)))
    b.light_group(
        "lamps",
        "lamps",
        1.0,
        materials=("lamp hall", "lamp panel", "lamp small", "lamp warm", "lamp spot", "lamp cove"),
    )
    for name, position, radius, height in FIRES:
        b.light_group(name, "fire", 0.0, position=position, radius_m=radius, height_m=height)


def hall(b: Build) -> None:
    shell(b)
    west_wall(b)
    north_wall(b)
    lockers(b)
    equipment_wall(b)
    markings(b)
    roof(b)
    south_wall(b)
    letters(b)


def shell(b: Build) -> None:
    """Painted block over a grey dado with a red line, sealed floor, doors in three walls, the window to the flat."""
    holes = {"south": (EXIT_DOOR,), "north": (STAIR_DOOR, WATCH_WINDOW), "west": (OFFICE_DOOR,), "east": (FOYER_DOOR,)}
    walls(b, HALL, "block white", holes, reveals=("south", "west", "east"), dado=("block grey", 1.2))
    b.add("block grey", *reveal(HALL, "north", STAIR_DOOR))
    deck(b, HALL, "epoxy hall", "concrete soffit")
    gaps = {"south": [(-0.62, 0.62)], "north": [(-4.3, -3.1)], "west": [(-9.2, -8.0)], "east": [(-5.05, -3.05)]}
    skirting(b, HALL, "dark steel", gaps, 0.10)
    for side, opening in (("north", STAIR_DOOR), ("west", OFFICE_DOOR), ("east", FOYER_DOOR)):
        jamb(b, HALL, side, opening)
    glazing(b, HALL, "north", WATCH_WINDOW, (1 / 3, 2 / 3))
    b.add("brushed", between((1.5, 0.93, -10.0), (4.5, 0.955, -9.94), 0.004))
    fire_door(b, "door.stairs", (-4.195, -9.978), -90, 0.995, 2.09, label=-1)
    fire_door(b, "door.office", (-6.215, -9.095), 180, 0.995, 2.09, label=1)
    b.put(door(1.0, 2.1, "door paint", "dark steel"), 0, 0, 0, 180)
    b.block((-0.57, 0, 0.0), (0.57, 2.17, 0.25))


def west_wall(b: Build) -> None:
    """What a drill needs stands along the west wall; the alarm box and the extinguishers come as things."""
    for z in (-2.0, -1.3):
        sign(b, signs.extinguisher_sign(256), -5.998, 1.72, z, 0.26, 0.325, 90)
    hydrant(b, "hall", -6.0, -4.35, 90)
    b.block((-6, 0.3, -4.70), (-5.79, 1.5, -4.0))
    b.add("black", quad((-5.985, 1.0, -5.58), (0, 0, -2.04), (0, 1.24, 0), 0.5))
    b.add("dark steel", frame(2.1, 1.3, 0.05, 0.05).at(-5.975, 0.97, -6.6, 90))
    title = signs.two_lines("훈련 안내", "Briefing", 512, 120, signs.NAVY)
    board(b, title, (-5.99, 2.46, -6.6), (1.1, 0.26), 90, lit=True)
    exit_light(b, -5.998, 0.32, -7.9, 90, "<", low=True)
    call = signs.two_lines("발신기", "FIRE ALARM", 320, 120, "#b8120f")
    sign(b, call, -5.998, 1.72, -3.0, 0.30, 0.1125, 90)


def north_wall(b: Build) -> None:
    """Trainer's desk, whiteboard, and a bench below the observation window."""
    b.put(kit.table(1.40, 0.70, 0.73, "maple", "dark steel"), -2.15, 0, -9.56)
    b.put(kit.drawer_unit(0.40, 0.55, 0.60, "light grey", 3, "brushed"), -1.70, 0, -9.58)
    desk_screen(b, -2.25, 0.73, -9.72, 0)
    b.put(deskware.monitor("black"), -2.25, 0.73, -9.72, 0, solid=False)
    b.put(keyboard(), -2.25, 0.73, -9.42, 0, solid=False)
    b.put(deskware.mouse(), -1.92, 0.73, -9.40, 0, solid=False)
    b.put(deskware.papers(5), -1.68, 0.73, -9.48, 12, solid=False)
    b.put(deskware.telephone(), -2.68, 0.73, -9.55, 15, solid=False)
    b.put(deskware.cup("red"), -1.58, 0.73, -9.76, 40, solid=False)
    b.put(kit.office_chair("fabric grey"), -2.5, 0, -8.95, 160)
    whiteboard(b)
    b.put(kit.bench(2.6), 3.0, 0, -9.68, 0)
    watch = signs.two_lines("관찰창 · 체험 아파트", "TRAINING FLAT", 640, 120, "#2c5a49")
    sign(b, watch, 3.0, 2.40, -9.998, 1.10, 0.206, 0)
    exit_light(b, -3.7, 2.34, -9.998, 0)
    lab = signs.two_lines("계단 · 아파트", "STAIRS · FLAT", 420, 110, signs.NAVY)
    sign(b, lab, -4.68, 1.62, -9.998, 0.46, 0.12, 0)


def whiteboard(b: Build) -> None:
    """A lesson left on the board: what a fire needs, and how one speaks the steps."""
    image, d = signs.canvas(900, 600, "#f7f8f8")
    d.line([(190, 150), (70, 380), (320, 380), (190, 150)], fill="#27406b", width=5)
    for text, x, y in (("열", 190, 118), ("산소", 40, 416), ("가연물", 330, 416)):
        d.text((x, y), text, "#a3261f", signs.font("bold", 40), "mm")
    d.text((192, 320), "연소", "#27406b", signs.font("bold", 44), "mm")
    d.text((470, 70), "소화기 : 핀 → 노즐 → 손잡이 → 쓸기", "#1d2733", signs.font("text", 26), "lm")
    for k, (ko, en) in enumerate(
        (("불이야!", "shout"), ("발신기", "alarm"), ("119", "call"), ("소화 / 대피", "fight or leave"))
    ):
        y = 150 + 92 * k
        d.ellipse((468, y - 26, 520, y + 26), outline="#2a7a4a", width=4)
        d.text((494, y), str(k + 1), "#2a7a4a", signs.font("bold", 32), "mm")
        d.text((540, y - 6), ko, "#1d2733", signs.font("bold", 40), "lm")
        d.text((760, y), en, "#66707c", signs.font("text", 28), "lm")
    d.line([(60, 530), (840, 524)], fill="#a3261f", width=4)
    d.text((450, 560), "연기가 머리까지 내려오면 나간다", "#a3261f", signs.font("bold", 34), "mm")
    board(b, signs.encode(image), (0.1, 1.62, -9.998), (1.80, 1.20), 0, edge="brushed", thick=0.018)
    b.add("brushed", box(1.5, 0.012, 0.07, (0.1, 0.985, -9.955), 0.004))
    for k, m in enumerate(("blue", "red", "black", "green")):
        b.add(m, cylinder(0.008, 0.13, 10).at(0.42 + 0.16 * k, 1.006, -9.95, 0, 0, 90))
    b.add("black", box(0.13, 0.035, 0.05, (-0.35, 0.998, -9.955), 0.008))


def markings(b: Build) -> None:
    """Painted zones: drill floor edged in yellow, red ring around the bin, green way to the door; soot where things burnt."""
    y, t = 0.002, 0.08
    for x0, x1, z0, z1 in (
        (-1, 4.5, -9, -9 + t),
        (-1, 4.5, -1.5 - t, -1.5),
        (-1, -1 + t, -9 + t, -1.5 - t),
        (4.5 - t, 4.5, -9 + t, -1.5 - t),
    ):
        b.add("floor yellow", floor_square(x0, z0, x1, z1, y))
    b.add("floor green", floor_square(-3.3, -8.9, -2.5, -0.9, y), floor_square(-3.3, -0.9, 0.55, -0.12, y))
    for x in (-3.38, -2.5):
        b.add("floor white", floor_square(x, -8.9, x + 0.08, -0.9, y))
    for radius, width, colour in ((0.62, 0.07, "floor red"), (2.5, 0.05, "floor white")):
        b.add(colour, lathe([(radius, y), (radius - width, y)], 72).at(2.0, 0, -6.5))
    for z in (-2.6, -4.6, -6.6):
        outline = [(-0.05, -0.45), (0.05, -0.45), (0.05, 0.0), (0.16, 0.0), (0.0, 0.24), (-0.16, 0.0), (-0.05, 0.0)]
        b.add("floor white", flat([(x - 2.9, z + dz) for x, dz in outline], y + 0.0015))
    for x, z, s in ((2.0, -6.5, 1.25), (3.35, -3.2, 0.8), (0.45, -7.7, 0.55)):
        spot = quad((x - s, y + 0.002, z + s), (2 * s, 0, 0), (0, 0, -2 * s), 9, picture=True)
        b.add("soot floor", spot, casts=False)
    joints = [box(0.010, 0.004, 10.0, (x, -0.001, -5.0), 0) for x in (-4.0, 4.8)]
    b.add("black rubber", *joints)
    for x, z in ((4.95, -5.25), (4.95, -2.95), (4.85, -9.45)):
        b.put(cone(), x, 0, z, 20 * x, solid=False)


def roof(b: Build) -> None:
    """Beams, a round duct, red sprinkler mains with branches, battens on wires, detectors."""
    for z in (-3.33, -6.67):
        b.add(
            "beam",
            between((-6, 2.96, z - 0.075), (6, 2.972, z + 0.075), 0.002, 2),
            between((-6, 2.972, z - 0.006), (6, 3.188, z + 0.006), 0.001, 2),
            between((-6, 3.188, z - 0.075), (6, 3.2, z + 0.075), 0.002, 2),
        )
    duct = tube([(-5.98, 2.80, -9.35), (5.98, 2.80, -9.35)], 0.19, 32)
    b.add(
        "duct",  # it has a lightmap, for half of what it would mirror lies behind beams
        duct,
        *(tube([(x, 2.80, -9.35), (x + 0.035, 2.80, -9.35)], 0.197, 32) for x in np.arange(-5.4, 6, 1.2)),
        density=0.5,
    )
    b.add("dark steel", *(tube([(x, 2.99, -9.35), (x, 3.2, -9.35)], 0.006, 6) for x in np.arange(-5.2, 6, 2.4)))
    for x in (-3.6, 0.0, 3.6):
        b.add("galvanised", box(0.44, 0.02, 0.14, (x, 2.66, -9.22), 0.004).at(0, 0, 0))
        b.add("black", *(box(0.40, 0.006, 0.008, (x, 2.657, -9.27 + 0.02 * k), 0) for k in range(6)))
    b.add("pipe red", tube([(-5.55, 3.06, -0.1), (-5.55, 3.06, -9.1)], 0.038, 16))
    for z in (-1.7, -5.0, -8.3):
        b.add(
            "pipe red",
            tube([(-5.55, 3.06, z), (5.6, 3.06, z)], 0.021, 12),
            *(cylinder(0.028, 0.05, 14).at(x, 3.02, z) for x in (-3.9, -1.3, 1.3, 3.9)),
        )
        b.add("dark steel", *(tube([(x, 3.08, z), (x, 3.2, z)], 0.005, 6) for x in (-5.0, -2.6, 0.0, 2.6, 5.0)))
        for x in (-3.9, -1.3, 1.3, 3.9):
            sprinkler(b, x, 3.05, z, 0.02, escutcheon=False)
    for x in (-3.9, 0.3, 3.9):
        for z in (-2.1, -5.1, -8.1):
            batten(b, x, 2.90, z)
    for x, z in ((0.3, -3.8), (0.3, -6.2), (-4.2, -6.2)):
        detector(b, x, 3.2, z)
    exit_light(b, 0.0, 2.42, -0.004, 180)
    exit_light(b, 5.998, 2.42, -4.05, -90)
    exit_light(b, -5.998, 2.40, -8.6, 90)
    for at in ((1.35, 2.55, -0.004, 180), (5.996, 2.62, -9.4, -90), (-5.996, 2.75, -5.2, 90)):
        emergency_light(b, *at)


def batten(b: Build, x: float, y: float, z: float) -> None:
    """A linear luminaire of 1.5 m on two wires."""
    b.add("cabinet white", box(1.52, 0.06, 0.24, (x, y, z), 0.014))
    b.add("lamp hall", quad((x - 0.74, y - 0.001, z - 0.10), (1.48, 0, 0), (0, 0, 0.20), 9), casts=False)
    up = quad((x - 0.72, y + 0.0615, z + 0.07), (1.44, 0, 0), (0, 0, -0.14), 9)
    b.add("lamp panel", up, casts=False)  # a third of its light goes up, so that the soffit is not a black lid
    b.add("dark steel", *(tube([(x + s * 0.6, y + 0.06, z), (x + s * 0.6, 3.2, z)], 0.0025, 5) for s in (-1, 1)))
    b.lamp(x, y - 0.2, z, 5.2, size=(1.5, 0.24), range_m=8.5)


def letters(b: Build) -> None:
    """The hall's name and its rule in solid letters on the block."""
    heavy = next(str(Path(d) / n) for d in signs.FOLDERS for n in signs.FACES["bold"] if (Path(d) / n).exists())
    name = blender.lettering("소방안전 체험관", 0.40, 0.018, 0.0, heavy)
    b.add("pipe red", name.at(-2.9, 2.62, -0.012, 180))
    rule = blender.lettering("119  불은 작을 때, 대피는 빠를 때", 0.26, 0.014, 0.0, heavy)
    b.add("pipe red", rule.at(5.99, 2.42, -7.3, -90))


def south_wall(b: Build) -> None:
    """The debriefing screen's frame, a bench for those who watch, posters."""
    b.add("dark steel", frame(2.1, 1.3, 0.05, 0.05).at(3.3, 0.97, -0.025, 180))
    b.add("black", quad((4.32, 1.0, -0.015), (-2.04, 0, 0), (0, 1.24, 0), 0.5))
    title = signs.two_lines("훈련 결과", "Results", 512, 120, signs.NAVY)
    board(b, title, (3.3, 2.46, -0.01), (1.1, 0.26), 180, lit=True)
    b.put(kit.bench(1.8), -4.2, 0, -0.38, 180)
    rows = [
        ("화재 시 행동 요령", "bold", 44, "#9e1b1b"),
        ("What to do in a fire", "text", 26, "#555555"),
        ("---", "", 0, "#9e1b1b"),
    ]
    for ko, en in (
        ("1 불이야! 하고 외친다", "Shout “Fire!”"),
        ("2 발신기를 누른다", "Press the alarm button"),
        ("3 119에 신고한다", "Call 119"),
        ("4 작은 불만 끈다", "Fight only a small fire"),
        ("5 낮은 자세로 대피한다", "Stay low and leave"),
    ):
        rows += [(ko, "bold", 32, signs.INK), (en, "text", 22, "#666666")]
    sign(b, signs.column(rows, 512, 724, "#fbf7ee", 40), -4.2, 1.68, -0.002, 0.62, 0.877, 180)
    exit_light(b, -0.95, 0.32, -0.002, 180, "<", low=True)
