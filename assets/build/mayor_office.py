"""The mayor's office: 10 x 8 x 3.2 m on the sixth floor, a wide window onto the plaza."""
from __future__ import annotations
from assets.build import mayor_cloth, mayor_desk, mayor_library, mayor_seats, mayor_shell, mayor_view
from assets.build.bake import Sky
from assets.build.place import Build
def place() -> Build:
    b = Build("mayor_office", ("시장실", "Mayor's Office"), exposure=1.0)
    b.sky = Sky((0.46, 0.45, 0.43), (0.42, 0.42, 0.41), (0.34, 0.31, 0.28))
    mayor_shell.shell(b)
    mayor_view.view(b)
    mayor_library.library(b)
    mayor_desk.desk(b)
    mayor_seats.seats(b)
    mayor_cloth.cloth(b)
    b.sun = ((-0.30, -0.60, 0.74), (4.6, 4.3, 3.8))
    b.anchor("spawn", 0, 0, -1.0)
    b.anchor("portal.entrance", 0, 0, -0.15, 180)
    b.portal("entrance", "로비", "Entrance Hall")
    b.view("arrival", (0.2, 1.6, -0.55), (0.0, 1.35, -8), 62)
    b.view("ceiling", (-3.2, 1.2, -1.2), (1.5, 3.1, -6), 65)
    b.view("door", (0.8, 1.5, -4.2), (0, 1.2, 0), 50)
    b.view("window", (2.9, 1.55, -5.0), (-1.4, 0.9, -12), 62)
    b.view("library", (0.6, 1.6, -2.2), (-5, 1.35, -4.9), 58)
    b.view("shelf_detail", (-3.75, 1.5, -3.2), (-4.9, 1.52, -3.75), 45)
    b.view("desk", (-1.7, 1.55, -3.7), (0.9, 0.75, -6.2), 50)
    b.view("desk_detail", (0.0, 1.25, -4.9), (0.45, 0.78, -6.0), 42)
    b.view("from_desk", (0.65, 1.25, -6.95), (-0.2, 1.15, 0), 62)
    b.view("sofa", (0.9, 1.5, -2.3), (4.4, 0.6, -4.5), 52)
    b.view("table", (-0.35, 1.5, -0.75), (-2.9, 0.65, -2.6), 52)
    return b
