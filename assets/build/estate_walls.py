"""What stands along the walls of the estate agent's shop."""

from __future__ import annotations

from assets.build import (
    deskware,
    estate_desk,
    estate_papers,
    flags,
    greenery,
    kit,
    officeware,
    organic,
    shopware,
)
from assets.build.estate_shell import ROOM
from assets.build.materials import Material
from assets.build.mesh import box, quad
from assets.build.place import Build
from assets.build.shell import clock


def framed(
    b: Build,
    name: str,
    picture: bytes,
    x: float,
    y: float,
    z: float,
    w: float,
    h: float,
    yaw: float = 0,
    wood: str = "walnut",
    bar: float = 0.028,
) -> None:
    """A picture behind a frame of four mouldings, hung at (x, y, z) on a wall whose front is +z turned by yaw."""
    m = b.material(name, Material(picture=picture, roughness=0.32))
    rails = [box(w + 2 * bar, bar, 0.022, (0, s, 0.011), 0.006) for s in (h / 2, -h / 2 - bar)]
    rails += [box(bar, h, 0.022, (s * (w + bar) / 2, -h / 2, 0.011), 0.006) for s in (-1, 1)]
    b.add(wood, *(r.at(x, y, z, yaw) for r in rails), casts=False)
    b.add(
        m, quad((-w / 2, -h / 2, 0.012), (w, 0, 0), (0, h, 0), 9, picture=True).at(x, y, z, yaw), casts=False, density=2
    )


def back_wall(b: Build) -> None:
    """Walnut boards behind the agent with the licences; a low cabinet with printer and router; steel cabinets."""
    z = ROOM.z0
    b.add(
        "walnut",
        *(box(0.516, 2.6, 0.014, (-1.04 + 0.52 * k, 0.075, z + 0.007), 0.003, 99, "y") for k in range(5)),
        casts=False,
    )
    b.add("charcoal", box(2.59, 2.59, 0.006, (0, 0.08, z + 0.003), 0), casts=False)
    papers = (
        ("개설등록증", "Registration of the office", "제 훈련-0000-0000호", "가상시 새싹구청장", "#b08d57"),
        ("공인중개사 자격증", "Estate agent's licence", "제 훈련-0000호", "가상시장", "#5f7d5a"),
        ("공제증서", "Certificate of indemnity insurance", "훈련용 증서 0호", "가상공제회", "#4a6d99"),
    )
    for k, entry in enumerate(papers):
        framed(
            b,
            f"licence {k}",
            estate_papers.certificate(*entry),
            -0.80 + 0.66 * k,
            1.80,
            z + 0.014,
            0.50,
            0.357,
            0,
            "brass" if k == 1 else "walnut",
            0.024,
        )
    fee = estate_papers.notice(
        "중개보수 안내",
        [
            "Commission: ask for the dated table",
            "계약 전 서류를 꼭 확인하세요",
            "Read every paper before you sign",
            "훈련용 · TRAINING",
        ],
        420,
        320,
    )
    framed(b, "advice", fee, 1.02, 1.80, z + 0.014, 0.40, 0.305, 0, "chrome", 0.015)
    name = estate_papers.cut_letters([("새싹 공인중개사사무소", "serif", 96, "#d9b873")], 1100, 112)
    b.material("brass letters", Material(picture=name, roughness=0.35, alpha="MASK"))
    b.add("brass letters", quad((-0.85, 2.22, z + 0.018), (1.7, 0, 0), (0, 0.173, 0), 99, picture=True), casts=False)
    for dx in (0.0, 0.462):
        b.put(shopware.steel_cabinet(0.46, 1.32, 0.5, 4), -2.33 + dx, 0, z + 0.27)
    b.put(shopware.archive_box(), -2.30, 1.32, z + 0.25, 5, solid=False)
    b.put(shopware.archive_box(), -1.84, 1.32, z + 0.27, -4, solid=False)
    low = [
        box(1.25, 0.66, 0.42, (0, 0.04, 0), 0.004, 99, "x"),
        box(1.29, 0.025, 0.45, (0, 0.70, 0.005), 0.004, 99, "x"),
    ]
    doors = [box(0.405, 0.60, 0.016, (-0.415 + 0.415 * k, 0.07, 0.218), 0.003, 99, "y") for k in range(3)]
    pulls = [box(0.10, 0.012, 0.018, (-0.415 + 0.415 * k, 0.61, 0.233), 0.004) for k in range(3)]
    b.put(
        {"old white": [*low[:1], *doors], "ash": low[1:], "charcoal": [box(1.2, 0.04, 0.38), *pulls]},
        -0.25,
        0,
        z + 0.25,
    )
    b.put(printer(), -0.55, 0.725, z + 0.24, solid=False)
    b.put(officeware.router(), 0.02, 0.725, z + 0.28, 8, solid=False)
    b.put(greenery.plant(0.38, 77, "ceramic", 24, 0.22), 0.27, 0.725, z + 0.24, 30, solid=False)
    b.put(
        {"kraft": [box(0.31, 0.05, 0.22, bevel=0.003)], "paper": [box(0.29, 0.004, 0.205, (0, 0.05, 0), 0)]},
        -0.16,
        0.725,
        z + 0.2,
        12,
        solid=False,
    )


def printer() -> kit.Piece:
    return {
        "light grey": [box(0.44, 0.24, 0.38, bevel=0.014), box(0.40, 0.03, 0.30, (0, 0.235, -0.03), 0.008)],
        "charcoal": [
            box(0.36, 0.06, 0.10, (0, 0.10, 0.16), 0.004),
            box(0.42, 0.012, 0.36, (0, 0.262, -0.01), 0.005),
            box(0.10, 0.03, 0.05, (0.14, 0.235, 0.165), 0.004),
        ],
        "paper": [
            box(0.21, 0.006, 0.20, (0, 0.115, 0.19), 0),
            box(0.21, 0.02, 0.03, (0, 0.30, -0.12), 0).at(0, -0.02, 0, 0, -18),
        ],
        "led green": [box(0.012, 0.003, 0.008, (0.165, 0.266, 0.175), 0)],
    }


def west_wall(b: Build) -> None:
    """Cork board with the listings of the day, clock, calendar, air conditioner, binders."""
    x = ROOM.x0
    cork = b.material("cork", Material(colour=(0.46, 0.29, 0.15, 1), surface="carpet", detail="base", roughness=0.95))
    rails = [box(1.54, 0.03, 0.024, (0, s, 0.012), 0.005) for s in (0.42, -0.45)] + [
        box(0.03, 0.84, 0.024, (s * 0.755, -0.42, 0.012), 0.005) for s in (-1, 1)
    ]
    b.add("ash", *(r.at(x, 1.52, -2.15, 90) for r in rails), casts=False)
    b.add(cork, quad((-0.74, -0.42, 0.010), (1.48, 0, 0), (0, 0.84, 0), 9).at(x, 1.52, -2.15, 90), casts=False)
    for k in range(6):
        dx, dy, tilt = (
            -0.47 + 0.47 * (k % 3) + (0.03, -0.02, 0.01)[k % 3],
            (0.04, -0.40)[k // 3],
            (1.5, -2, 0.6, -1, 2.2, -0.5)[k],
        )
        sheet = quad((-0.125, 0, 0.0125 + 0.0006 * k), (0.25, 0, 0), (0, 0.35, 0), 9, picture=True)
        b.add(
            f"listing {(5 * k + 2) % 6}", sheet.at(dx, dy, 0, 0, 0, tilt).at(x, 1.52, -2.15, 90), casts=False, density=2
        )
        pin = organic.cushion(0.014, 0.014, 0.014, 0.006).at(dx, dy + 0.33, 0.02)
        b.add(("red", "blue", "yellow")[k % 3], pin.at(x, 1.52, -2.15, 90), casts=False)
    clock(b, flags.clock_face(), x + 0.001, 2.25, -2.15, 0.15, 90)
    sheet = b.material("calendar", Material(picture=estate_papers.calendar(), roughness=0.7))
    b.add(
        sheet,
        quad((-0.21, -0.28, 0.006), (0.42, 0, 0), (0, 0.56, 0), 9, picture=True).at(x, 1.5, -3.5, 90, -0.6),
        casts=False,
        density=2,
    )
    b.add("chrome", box(0.42, 0.018, 0.012, (0, 0.275, 0.006), 0.004).at(x, 1.5, -3.5, 90), casts=False)
    b.put(officeware.wall_aircon(), x, 2.34, -4.1, 90, solid=False)
    b.put(shopware.binder_shelf(1.30, 1.85, 0.32, 5, 5), x + 0.17, 0, -5.15, 90)
    b.put(shopware.steel_cabinet(0.46, 1.05, 0.5, 3), x + 0.26, 0, -3.95, 90)
    b.put(greenery.plant(0.42, 81, "terracotta", 26, 0.26), x + 0.28, 1.05, -3.95, 0, solid=False)


def east_wall(b: Build) -> None:
    """The map of the quarter above a low shelf, the keys of the houses, water and coffee."""
    x = ROOM.x1
    framed(b, "map", estate_papers.neighbourhood(), x, 1.58, -2.35, 1.5, 1.125, -90, "chrome", 0.02)
    rack = [box(1.5, 0.02, 0.30, (0, y, 0), 0.003, 99, "x") for y in (0.06, 0.36, 0.68)] + [
        box(0.02, 0.70, 0.30, (s * 0.74, 0, 0), 0.003, 99, "y") for s in (-1, 0, 1)
    ]
    b.put({"ash": rack, "solid": kit.solid(1.5, 0.7, 0.3)}, x - 0.16, 0, -2.35, -90)
    for k, (z, y, run) in enumerate(
        ((-3.04, 0.08, 0.58), (-2.26, 0.38, 0.50), (-3.04, 0.38, 0.34), (-2.28, 0.08, 0.30))
    ):
        b.put(shopware.binders(run, 31 + k, 0.27, 0.22), x - 0.16, y, z, -90, solid=False)
    b.put(estate_desk.clear_folder(), x - 0.17, 0.70, -2.0, 78, solid=False)
    b.put(deskware.papers(5, 9), x - 0.18, 0.70, -2.75, 84, solid=False)
    estate_desk.page(b, "register page", x - 0.18, 0.70, -2.75, 82, lift=0.0235)
    b.put(greenery.plant(0.34, 78, "ceramic", 20, 0.2), x - 0.16, 0.70, -2.38, 0, solid=False)
    for name, head, rows, at_y, at_z, w, h, tone in (
        (
            "self service",
            "물 · 커피는 셀프",
            ["Water and coffee: help yourself", "다 쓴 컵은 아래 통에"],
            1.62,
            -4.95,
            0.24,
            0.17,
            "#8a5a34",
        ),
        (
            "report",
            "계약 신고 안내",
            ["계약하면 30일 안에 신고", "전입신고 · 확정일자", "Report your lease in 30 days", "훈련용 · TRAINING"],
            1.42,
            -5.75,
            0.30,
            0.42,
            "#1d5fa8",
        ),
        (
            "deposit",
            "보증금을 지키는 법",
            ["등기부 먼저 · 신탁 확인", "선순위 · 체납 확인", "Check the register first", "훈련용 · TRAINING"],
            1.44,
            -6.12,
            0.30,
            0.42,
            "#b3261e",
        ),
    ):
        m = b.material(
            name, Material(picture=estate_papers.notice(head, rows, 420, int(420 * h / w), tone), roughness=0.7)
        )
        b.add(
            m,
            quad((-w / 2, 0, 0.002), (w, 0, 0), (0, h, 0), 99, picture=True).at(x, at_y, at_z, -90, 0, 0.5),
            casts=False,
            density=2,
        )
    b.put(officeware.key_cabinet(), x, 1.50, -3.62, -90, solid=False)
    b.put(officeware.water_dispenser(), x - 0.19, 0, -4.35, -90)
    low = {
        "old white": [
            box(0.90, 0.72, 0.40, (0, 0.05, 0), 0.004),
            *(box(0.437, 0.66, 0.016, (s * 0.222, 0.08, 0.208), 0.003) for s in (-1, 1)),
        ],
        "ash": [box(0.93, 0.025, 0.43, (0, 0.77, 0.005), 0.004, 99, "x")],
        "charcoal": [
            box(0.86, 0.05, 0.36),
            *(box(0.012, 0.10, 0.018, (s * 0.03, 0.55, 0.222), 0.004) for s in (-1, 1)),
        ],
    }
    b.put(low, x - 0.22, 0, -5.08, -90)
    b.put(officeware.coffee_corner(), x - 0.22, 0.795, -5.02, -90, solid=False)
    b.put({"ceramic": deskware.cup()["ceramic"]}, x - 0.16, 0.795, -5.40, 30, solid=False)
    b.put({"ceramic": deskware.cup()["ceramic"]}, x - 0.26, 0.795, -5.34, 120, solid=False)
