"""The estate agent's shop as a building: floor, walls, glass front with its door and letters, ceiling with two light panels."""

from __future__ import annotations

from assets.build import estate_papers, worn  # noqa: F401  worn: its materials
from assets.build.kit import Piece
from assets.build.materials import Material, glow
from assets.build.mesh import Mesh, arc, between, box, cylinder, lathe, quad, tube
from assets.build.place import Build
from assets.build.shell import Opening, Room, baseboard, ceiling, floor, wall
from assets.build.shopware import merged

ROOM = Room(-2.6, 2.6, -6.6, 0, 2.7)
PANES = ((-2.4, -0.66), (0.66, 2.4))  # the two shop windows, from x to x
SILL, HEAD, GLASS_Z = 0.46, 2.36, 0.12
BACK_DOOR = 1.92


def shell(b: Build) -> None:
    floor(b, ROOM, "deco tile", 99)
    front = (Opening(-0.56, 0.56, 0, HEAD, 0.2), *(Opening(a, c, SILL, HEAD, 0.2) for a, c in PANES))
    wall(b, ROOM, "south", "silk paper", front)
    wall(b, ROOM, "north", "silk paper", (Opening(BACK_DOOR - 0.45, BACK_DOOR + 0.45, 0, 2.08, 0.12),))
    for side in ("west", "east"):
        wall(b, ROOM, side, "silk paper")
    ceiling(b, ROOM, "gypsum board", 99)
    baseboard(b, ROOM, "charcoal", {"south": [(-0.56, 0.56)], "north": [(BACK_DOOR - 0.5, BACK_DOOR + 0.5)]}, 0.075, 0.011)
    for side, axis in (("x", ROOM.x0), ("x", ROOM.x1), ("z", ROOM.z0), ("z", ROOM.z1)):  # ceiling moulding
        s = 1 if axis < -1 else -1
        if side == "x":
            b.add("old white", between((min(axis, axis + s * 0.03), 2.665, ROOM.z0), (max(axis, axis + s * 0.03), 2.7, ROOM.z1), 0.01, 99))
        else:
            s = 1 if axis < -1 else -1
            b.add("old white", between((ROOM.x0, 2.665, min(axis, axis + s * 0.03)), (ROOM.x1, 2.7, max(axis, axis + s * 0.03)), 0.01, 99))
    lights(b)
    glass_front(b)
    back_door(b)
    small_things(b)


def lights(b: Build) -> None:
    """Two flat panels of 120 x 60 cm let into the boards; what the place's "lamps" group lights."""
    b.material("lamp panel", glow("#fff4e4", 11.0))
    for z in (-2.1, -4.75):
        w, d = 1.2, 0.6
        b.add("lamp panel", quad((-w / 2, 2.694, z - d / 2), (w, 0, 0), (0, 0, d), 9), casts=False)
        rim = [box(w + 0.04, 0.016, 0.02, (0, 2.684, z + s * (d / 2 + 0.01)), 0.003) for s in (-1, 1)]
        rim += [box(0.02, 0.016, d, (s * (w / 2 + 0.01), 2.684, z), 0.003) for s in (-1, 1)]
        b.add("old white", *rim, casts=False)
    for x in (-1.3, 1.3):
        for z in (-1.3, -3.3, -5.4):
            b.lamp(x, 2.25, z, 2.6, (1.0, 0.96, 0.90), (1.2, 0.6), range_m=7)


def aluminium(width: float, height: float, mid: float | None = None) -> list[Mesh]:
    """A frame of hollow profiles, base centre at the origin; `mid` a rail at that height."""
    t, d = 0.045, 0.07
    out = [box(t, height, d, (s * (width - t) / 2, 0, 0), 0.003) for s in (-1, 1)]
    out += [box(width - 2 * t, t, d, (0, y, 0), 0.003) for y in (0, height - t, *([mid] if mid else []))]
    out += [box(0.008, height - 2 * t, 0.02, (s * (width / 2 - t - 0.004), t, 0), 0.001) for s in (-1, 1)]
    return out


def glass_front(b: Build) -> None:
    for k, (a, c) in enumerate(PANES):
        w, x = c - a, (a + c) / 2
        b.add("charcoal", *(m.at(x, SILL, GLASS_Z) for m in aluminium(w, HEAD - SILL)))
        b.add("clear", quad((a + 0.04, SILL + 0.04, GLASS_Z), (w - 0.08, 0, 0), (0, HEAD - SILL - 0.08, 0), 99))
        b.add("ash", between((a - 0.02, SILL - 0.025, -0.10), (c + 0.02, SILL + 0.002, GLASS_Z - 0.035), 0.004, 99))
        sheets(b, a, k)
    letters(b)
    b.put(glass_door(), 0, 0, GLASS_Z, solid=False)
    b.block((-0.6, 0, 0.06), (0.6, HEAD, 0.2))
    for a, c in PANES:
        b.block((a, SILL, 0.06), (c, HEAD, 0.2))
    mat = b.material("door mat", Material(colour=(0.045, 0.04, 0.038, 1), surface="carpet", detail="base", roughness=0.98))
    b.add(mat, box(1.0, 0.012, 0.62, (0, 0, -0.50), 0.004, 99))
    b.add("black rubber", *(box(1.04, 0.008, 0.03, (0, 0, -0.50 + s * 0.325), 0.003) for s in (-1, 1)))


def glass_door() -> Piece:
    """A glass door in a steel frame, floor spring, long pull handles on both sides, a bell at the top."""
    w, h = 1.10, 2.34
    frame = [box(0.05, h, 0.10, (s * (w / 2 - 0.02), 0, 0), 0.003) for s in (-1, 1)] + [box(w - 0.09, 0.05, 0.10, (0, h - 0.05, 0), 0.003)]
    leaf = [box(0.055, 2.20, 0.04, (s * 0.455, 0.03, 0), 0.003) for s in (-1, 1)]
    leaf += [box(0.86, z, 0.04, (0, y, 0), 0.003) for y, z in ((0.03, 0.14), (2.17, 0.07))]
    handles = []
    for s in (-1, 1):
        handles += [tube([(-0.36, 0.75, s * 0.075), (-0.36, 1.45, s * 0.075)], 0.016, 14)]
        handles += [tube([(-0.36, y, s * 0.018), (-0.36, y, s * 0.075)], 0.010, 10) for y in (0.85, 1.35)]
    bell = lathe([(0.028, 0), (0.026, 0.006), (0.017, 0.02), (0.013, 0.034), (0.0, 0.04)], 20)
    hook = tube([(0.15, 2.22, -0.02), (0.15, 2.235, -0.075), (0.15, 2.17, -0.085)], 0.004, 6)
    closer = [box(0.26, 0.06, 0.05, (0.28, 2.245, -0.06), 0.008), box(0.34, 0.018, 0.012, (0.14, 2.275, -0.10), 0.003)]
    return {
        "charcoal": frame,
        "galvanised": [*leaf, *closer],
        "chrome": handles,
        "brass": [bell.at(0.15, 2.12, -0.085), hook, bell.at(0.185, 2.135, -0.08).scaled(1)],
        "clear": [quad((-0.43, 0.17, 0), (0.86, 0, 0), (0, 2.0, 0), 99)],
    }


def sheets(b: Build, left: float, window: int) -> None:
    """Listings in clear pockets on two wires, printed on both sides: readable from the street and from the sofa."""
    w, h = 0.25, 0.35
    for k in range(6):
        b.material(f"listing {k}", Material(picture=estate_papers.sheet_picture(k), roughness=0.55))
    for col in range(5):
        for row in range(2):
            if (col, row, window) in ((2, 1, 0), (3, 1, 1)):
                continue  # let: a gap
            k = (col + 2 * row + 3 * window) % 6
            x, y = left + 0.07 + 0.335 * col, 1.46 - 0.44 * row
            lean = (0.4, -0.7, 0.2, 0.9, -0.3)[(col + row) % 5]
            front = quad((-w / 2, 0, 0.002), (w, 0, 0), (0, h, 0), 99, picture=True)
            back = quad((w / 2, 0, -0.002), (-w, 0, 0), (0, h, 0), 99, picture=True)
            at = {"x": x + w / 2, "y": y, "z": 0.045, "roll": lean}
            b.add(f"listing {k}", front.at(**at), casts=False)
            b.add(f"listing {(k + 1) % 6}", back.at(**at), casts=False)
            b.add("clear", box(w + 0.016, h + 0.03, 0.007, (0, -0.008, 0), 0).at(**at), casts=False)
            b.add("chrome", *(box(0.012, 0.028, 0.010, (s * 0.08, h + 0.012, 0), 0.003).at(**at) for s in (-1, 1)), casts=False)
    for row in range(2):
        y = 1.46 - 0.44 * row + h + 0.038
        b.add("chrome", tube([(left + 0.02, y, 0.045), (left + 1.72, y, 0.045)], 0.0015, 5, False), casts=False)


def letters(b: Build) -> None:
    """Vinyl letters on the outside of the glass: from within one reads them mirrored."""
    rows = (
        ("letters left", [("전세 · 월세 · 매매", "bold", 96, "#c8281e"), ("상가 · 원룸 · 투룸 · 빌라", "bold", 50, "#1f5c4a")], -2.33, 1.0),
        ("letters right", [("새싹부동산", "bold", 110, "#1f5c4a"), ("☎ 000-0000 (훈련용)", "bold", 48, "#c8281e")], 0.78, 1.0),
    )
    for name, lines, x, _ in rows:
        m = Material(picture=estate_papers.cut_letters(lines, 1024, 200), roughness=0.5, alpha="MASK", two_sided=True)
        b.material(name, m)
        b.add(name, quad((x, 1.96, GLASS_Z + 0.004), (1.6, 0, 0), (0, 0.3125, 0), 99, picture=True), casts=False)
    pull = Material(picture=estate_papers.cut_letters([("당기세요", "bold", 100, "#1d5fa8"), ("PULL", "bold", 70, "#1d5fa8")], 400, 220), roughness=0.5, alpha="MASK", two_sided=True)
    b.material("pull", pull)
    b.add("pull", quad((-0.04, 1.12, GLASS_Z - 0.004), (-0.24, 0, 0), (0, 0.13, 0), 99, picture=True), casts=False)
    hours = b.material("hours", Material(picture=estate_papers.notice("영업 시간", ["평일 09:30 - 19:00", "토 10:00 - 16:00", "일 · 공휴일 쉽니다", "훈련용 · TRAINING"], 300, 300), roughness=0.5))
    b.add(hours, quad((0.40, 1.25, GLASS_Z - 0.003), (-0.22, 0, 0), (0, 0.22, 0), 99, picture=True), casts=False)
    b.add("paper", quad((0.18, 1.25, GLASS_Z + 0.003), (0.22, 0, 0), (0, 0.22, 0), 99), casts=False)


def back_door(b: Build) -> None:
    """A laminate door at the back: behind it the way to the flat that is to be let."""
    x, z = BACK_DOOR, ROOM.z0
    casing = [box(0.07, 2.13, 0.16, (s * 0.465, 0, 0), 0.006) for s in (-1, 1)] + [box(0.86, 0.07, 0.16, (0, 2.06, 0), 0.006)]
    leaf = [box(0.84, 2.045, 0.04, (0, 0.006, -0.04), 0.004, grain="y")]
    trims = [box(0.50, hh, 0.014, (0, y, -0.02), 0.006, grain="y") for y, hh in ((0.18, 0.72), (1.05, 0.80))]
    lever = merged({"chrome": [cylinder(0.027, 0.010, 20).at(-0.36, 1.0, -0.021, pitch=90), tube([(-0.36, 1.0, -0.012), (-0.36, 1.0, 0.04), (-0.345, 1.0, 0.048), (-0.24, 1.0, 0.048)], 0.0095, 10), cylinder(0.012, 0.012, 14).at(-0.36, 0.93, -0.02, pitch=90)]})
    b.put({"walnut": [*casing, *leaf, *trims], **lever}, x, 0, z, solid=False)
    b.block((x - 0.5, 0, z - 0.2), (x + 0.5, 2.1, z - 0.02))
    sign = estate_papers.notice("집 보러 가기", ["오늘 보실 집 · 투룸 2층", "See the flat to let", "2천 / 65 · 약 33㎡", "훈련용 · TRAINING"], 420, 300, "#b3261e")
    m = b.material("see the flat", Material(picture=sign, roughness=0.6))
    b.add(m, quad((x - 0.19, 1.42, z + 0.0), (0.38, 0, 0), (0, 0.271, 0), 99, picture=True), casts=False, density=2)
    tape = [box(0.05, 0.018, 0.001, (x + s * 0.16, 1.683, z + 0.0), 0).at(0, 0, 0.001) for s in (-1, 1)]
    b.add("cream", *tape, casts=False)


def small_things(b: Build) -> None:
    """Sockets, switches, smoke alarm, emergency light, an inspection hatch: what every such room has."""
    plates = {"old white": [], "charcoal": [], "red": []}  # type: ignore[var-annotated]
    for x, y, z, yaw in ((0.62, 1.2, 0.0, 180), (-2.6, 0.3, -2.9, 90), (2.6, 0.3, -4.1, -90), (-0.9, 0.3, -6.6, 0), (2.6, 0.3, -1.3, -90), (1.33, 1.15, -6.6, 0)):
        plates["old white"].append(box(0.075, 0.118, 0.009, (0, -0.06, 0.0045), 0.003).at(x, y, z, yaw))
        plates["charcoal"] += [cylinder(0.016, 0.001, 16).at(0, v, 0.0092, pitch=90).at(x, y, z, yaw) for v in (-0.026, 0.026)] if y < 1 else []
        plates["old white"] += [box(0.045, 0.03, 0.006, (0, v, 0.011), 0.003).at(x, y, z, yaw) for v in (-0.045, 0.005)] if y > 1 else []
    plates["old white"].append(lathe([(0.0, -0.042), (0.035, -0.04), (0.052, -0.018), (0.056, 0)], 24).at(0.0, 2.7, -3.4))
    plates["red"].append(lathe([(0.0, -0.044), (0.004, -0.043)], 8).at(0.03, 2.695, -3.4))
    hatch = [box(0.45, 0.006, 0.02, (1.6, 2.694, -3.4 + s * 0.225), 0.002) for s in (-1, 1)] + [box(0.02, 0.006, 0.43, (1.6 + s * 0.215, 2.694, -3.4), 0.002) for s in (-1, 1)]
    plates["old white"] += hatch
    for name, meshes in plates.items():
        b.add(name, *meshes, casts=False)
    duct = [box(0.025, 0.016, 1.9, (2.588, 0.10, -3.0), 0.003), box(0.016, 1.05, 0.025, (2.592, 0.11, -3.95), 0.003)]
    b.add("old white", *duct, casts=False)
    extinguisher = [lathe([(0, 0.01), (0.07, 0.012), (0.075, 0.03), (0.075, 0.36), (0.05, 0.41), (0.02, 0.43), (0.02, 0.46), (0, 0.46)], 24)]
    hose = tube(arc((0.03, 0.40, 0), 0.09, 60, -60, 10), 0.010, 8)
    b.put({"fire red": extinguisher, "black": [hose, box(0.09, 0.02, 0.025, (0.02, 0.475, 0), 0.004), box(0.03, 0.05, 0.03, (0, 0.45, 0), 0.005)], "paper": [quad((-0.05, 0.14, 0.0765), (0.10, 0, 0), (0, 0.14, 0), 9)]}, 0.74, 0, -0.14, 160, solid=False)
