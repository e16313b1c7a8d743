"""The mayor's office: 10 x 8 x 3.2 m on the sixth floor, a wide window onto the plaza.

Floor plan (x to the right; one comes in at the origin and walks to -z):

    z -8  +==[curtain]======= window, stone sill ======[curtain]==+
          |L |ladder  flags          chair              +-------+ |
          |I |                    [==== desk ====]      | city  | |
    z -6  |B |  snake             [==============]      | model | |  calligraphy
          |R |  plant                                   +-------+ |
          |A |        mayor         (blue rug)      plant, lamp   |
    z -4  |R |                     chair  chair    (red rug)      |
          |Y |                              armchair  table sofa  |  landscape
          |  |   chairs   visitor           armchair  table sofa  |
    z -2  |  |  ( round                                    plant  |
          |  |    table )                        suggestion panel |
          | palm                                 counter, box     |
    z  0  +---[ plan ]-------[ door ]---[ sideboard ]---- poster -+
          x -5                 0                                x 5

Each part has its purpose: one is received on the axis door - desk - window, where the old library's dome stands over the
mayor's chair; talks are held at the round table under the books; guests sit in the corner by the landscape, with tea; the
city model stands in the daylight, where one can walk around three of its sides; who has something to say writes it by the
door, without having to cross the room. Walnut on two walls and plaster on the third keep the room warm and not dark;
herringbone oak, stone on the sill, brass where hands touch. Light: a wide window (morning from the left, noon, dusk from
the right), coffers, hidden light along the ceiling's rim, spots along the walls, a shaded lamp by the sofa, one on the desk.
"""

from __future__ import annotations

from assets.build import (
    mayor_cloth,
    mayor_corner,
    mayor_desk,
    mayor_library,
    mayor_seats,
    mayor_shell,
    mayor_view,
)
from assets.build.bake import Sky
from assets.build.place import Build

LAMPS = ("lamp panel", "lamp cove", "lamp spot", "lamp shade")
# Daylight: radiance of zenith, horizon and ground; where the sun shines to, and how strongly.
HOURS = {
    "morning": (((0.62, 0.86, 1.25), (1.35, 1.28, 1.15), (0.34, 0.32, 0.29)), ((0.66, -0.42, 0.62), (6.4, 5.0, 3.5))),
    "noon": (((0.80, 1.10, 1.60), (1.75, 1.85, 1.95), (0.46, 0.44, 0.41)), ((-0.55, -0.52, 0.62), (7.6, 7.0, 6.1))),
    "dusk": (((0.20, 0.27, 0.46), (0.80, 0.50, 0.34), (0.13, 0.11, 0.11)), ((-0.80, -0.17, 0.58), (2.6, 1.25, 0.52))),
}


def place() -> Build:
    b = Build("mayor_office", ("시장실", "Mayor's Office"), exposure=1.2, haze_m=750.0)
    b.sky = Sky(*HOURS["noon"][0])
    b.sun = HOURS["noon"][1]
    mayor_shell.shell(b)
    mayor_view.view(b)
    mayor_library.library(b)
    mayor_desk.desk(b)
    mayor_seats.seats(b)
    mayor_cloth.cloth(b)
    mayor_corner.corner(b)
    light(b)
    anchors(b)
    views(b)
    return b


def light(b: Build) -> None:
    for name, (sky, sun) in HOURS.items():
        b.light_group(name, "daylight", 1.0 if name == "noon" else 0.0, sky=sky, sun=sun)
    b.light_group("lamps", "lamps", 1.0, materials=LAMPS)


def anchors(b: Build) -> None:
    b.anchor("spawn", 0, 0, -1.0)
    b.anchor("portal.entrance", 0, 0, -0.15, 180)
    b.portal("entrance", "로비", "Entrance Hall")
    b.anchor("mayor", -1.15, 0, -4.75, 172)
    b.anchor("visitor", -0.9, 0, -3.1, 5)
    b.anchor("suggestions", 4.93, 1.55, -1.7, -90)
    b.anchor("seat.mayor", mayor_desk.X - 0.05, 0, mayor_desk.Z - 1.02, 14)
    b.anchor("seat.visitor.0", mayor_desk.X - 0.62, 0, mayor_desk.Z + 1.38, 168)
    b.anchor("seat.visitor.1", mayor_desk.X + 0.62, 0, mayor_desk.Z + 1.42, 194)


def views(b: Build) -> None:
    """Eye level standing 1.5 to 1.65 m, seated 1.2 m; details from where one would bend down."""
    b.view("arrival", (-0.35, 1.58, -0.55), (0.25, 1.28, -8), 60)
    b.view("desk", (-0.45, 1.55, -3.7), (0.95, 0.80, -6.2), 52)
    b.view("window", (2.35, 1.60, -4.6), (-2.0, 0.95, -11), 60)
    b.view("library", (0.3, 1.58, -1.9), (-5, 1.30, -4.9), 58)
    b.view("sofa", (0.9, 1.5, -2.3), (4.4, 0.65, -4.5), 52)
    b.view("city_model", (2.15, 1.62, -5.55), (4.0, 0.92, -7.0), 50)
    b.view("suggestions", (2.7, 1.55, -2.35), (5, 1.32, -1.45), 54)
    b.view("from_desk", (0.65, 1.25, -6.95), (-0.2, 1.15, 0), 62)
    b.view("table", (-0.35, 1.5, -0.75), (-2.9, 0.65, -2.6), 52)
    b.view("ceiling", (-3.2, 1.25, -1.0), (1.4, 2.75, -6), 62)
    b.view("door", (1.3, 1.5, -4.4), (-0.2, 1.25, 0), 52)
    b.view("shelf_detail", (-3.75, 1.5, -3.2), (-4.9, 1.52, -3.75), 45)
    b.view("desk_detail", (0.0, 1.25, -4.9), (0.45, 0.78, -6.0), 42)
    b.view("tea", (2.55, 1.15, -3.35), (3.45, 0.42, -4.15), 45)
    b.view("plaza", (0.1, 1.62, -7.45), (-1.5, -10, -45), 60)
