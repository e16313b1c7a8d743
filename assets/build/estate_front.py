"""The glass front of the shop: panes with listings on wires, the door, letters on the glass."""

from __future__ import annotations

from assets.build import estate_papers, worn  # noqa: F401  worn: its materials
from assets.build.kit import Piece
from assets.build.materials import Material
from assets.build.mesh import Mesh, between, box, lathe, quad, tube
from assets.build.place import Build

PANES = ((-2.4, -0.66), (0.66, 2.4))  # the two shop windows, from x to x


SILL = 0.46


HEAD = 2.36


GLASS_Z = 0.12


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
    mat = b.material(
        "door mat", Material(colour=(0.045, 0.04, 0.038, 1), surface="carpet", detail="base", roughness=0.98)
    )
    b.add(mat, box(1.0, 0.012, 0.62, (0, 0, -0.50), 0.004, 99))
    b.add("black rubber", *(box(1.04, 0.008, 0.03, (0, 0, -0.50 + s * 0.325), 0.003) for s in (-1, 1)))


def glass_door() -> Piece:
    """A glass door in a steel frame, floor spring, long pull handles on both sides, a bell at the top."""
    w, h = 1.10, 2.34
    frame = [box(0.05, h, 0.10, (s * (w / 2 - 0.02), 0, 0), 0.003) for s in (-1, 1)] + [
        box(w - 0.09, 0.05, 0.10, (0, h - 0.05, 0), 0.003)
    ]
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
    """Listings clipped to two wires, printed on both sides: readable from the street and from the sofa."""
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
            b.add(
                "chrome",
                *(box(0.012, 0.028, 0.010, (s * 0.08, h + 0.012, 0), 0.003).at(**at) for s in (-1, 1)),
                casts=False,
            )
    for row in range(2):
        y = 1.46 - 0.44 * row + h + 0.038
        b.add("chrome", tube([(left + 0.02, y, 0.045), (left + 1.72, y, 0.045)], 0.0015, 5, False), casts=False)


def letters(b: Build) -> None:
    """Vinyl letters on the outside of the glass: from within one reads them mirrored."""
    rows = (
        (
            "letters left",
            [("전세 · 월세 · 매매", "bold", 96, "#c8281e"), ("상가 · 원룸 · 투룸 · 빌라", "bold", 50, "#1f5c4a")],
            -2.33,
            1.0,
        ),
        (
            "letters right",
            [("새싹부동산", "bold", 110, "#1f5c4a"), ("☎ 000-0000 (훈련용)", "bold", 48, "#c8281e")],
            0.78,
            1.0,
        ),
    )
    for name, lines, x, _ in rows:
        m = Material(picture=estate_papers.cut_letters(lines, 1024, 200), roughness=0.5, alpha="MASK", two_sided=True)
        b.material(name, m)
        b.add(name, quad((x, 1.96, GLASS_Z + 0.004), (1.6, 0, 0), (0, 0.3125, 0), 99, picture=True), casts=False)
    pull = Material(
        picture=estate_papers.cut_letters(
            [("당기세요", "bold", 100, "#1d5fa8"), ("PULL", "bold", 70, "#1d5fa8")], 400, 220
        ),
        roughness=0.5,
        alpha="MASK",
        two_sided=True,
    )
    b.material("pull", pull)
    b.add("pull", quad((-0.04, 1.12, GLASS_Z - 0.004), (-0.24, 0, 0), (0, 0.13, 0), 99, picture=True), casts=False)
    hours = b.material(
        "hours",
        Material(
            picture=estate_papers.notice(
                "영업 시간",
                ["평일 09:30 - 19:00", "토 10:00 - 16:00", "일 · 공휴일 쉽니다", "훈련용 · TRAINING"],
                300,
                300,
            ),
            roughness=0.5,
        ),
    )
    b.add(hours, quad((0.40, 1.25, GLASS_Z - 0.003), (-0.22, 0, 0), (0, 0.22, 0), 99, picture=True), casts=False)
    b.add("paper", quad((0.18, 1.25, GLASS_Z + 0.003), (0.22, 0, 0), (0, 0.22, 0), 99), casts=False)
