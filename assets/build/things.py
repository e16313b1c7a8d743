"""Things that hands meet, each its own model in assets/things: origin where it touches the floor (or the wall), front +Z.

extinguisher: 3.3 kg ABC powder, 0.45 m high, 0.13 m across. Nodes: body; hose; nozzle (origin where a hand holds it, the
jet leaves along its -Z); pin (origin at the lever, pulled along its +X); lever (hinged about its X at its origin);
gauge_needle (turns about its Z; rest = in the green).
What else the drills need stands in thing_agents, thing_fuels, thing_fixtures and thing_escape.
alarm_box: a manual call point, 0.22 x 0.32 m. Nodes: cover (hinged at its top edge, about X), button (pressed along -Z), lamp.
"""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np

from assets.build import signs, thing_agents, thing_escape, thing_fixtures, thing_fuels
from assets.build.materials import Material, glow, paint, srgb
from assets.build.mesh import Mesh, arc, box, cylinder, lathe, placement, quad, sheet, tube
from assets.build.place import Build
from assets.build.thing_kit import thing, wrap


def extinguisher_label() -> bytes:
    image, d = signs.canvas(512, 512, "#f4f2ec")
    d.rectangle((0, 0, 512, 92), fill="#b8120f")
    d.text((256, 32), "분말소화기", "#ffffff", signs.font("bold", 50), "mm")
    d.text((256, 74), "ABC POWDER EXTINGUISHER 3.3 kg", "#ffffff", signs.font("text", 24), "mm")
    steps = (
        ("1", "안전핀을 뽑는다", "Pull the pin"),
        ("2", "노즐을 불 쪽으로", "Aim at the base"),
        ("3", "손잡이를 쥔다", "Squeeze the lever"),
        ("4", "빗자루로 쓸듯이", "Sweep side to side"),
    )
    for k, (n, ko, en) in enumerate(steps):
        y = 138 + 78 * k
        d.ellipse((26, y - 28, 82, y + 28), fill="#b8120f")
        d.text((54, y), n, "#ffffff", signs.font("bold", 36), "mm")
        d.text((102, y - 14), ko, signs.INK, signs.font("bold", 34), "lm")
        d.text((102, y + 20), en, "#555555", signs.font("text", 23), "lm")
    for k, (letter, word) in enumerate((("A", "일반"), ("B", "유류"), ("C", "전기"))):
        x = 400
        d.rectangle((x, 112 + 96 * k, x + 84, 196 + 96 * k), outline=signs.INK, width=4)
        d.text((x + 42, 146 + 96 * k), letter, signs.INK, signs.font("bold", 46), "mm")
        d.text((x + 42, 182 + 96 * k), word, signs.INK, signs.font("text", 20), "mm")
    d.rectangle((0, 436, 512, 512), fill="#e7e3da")
    d.text((256, 474), "훈련용 · For training", "#b8120f", signs.font("bold", 30), "mm")
    return signs.encode(image)


def gauge_face() -> bytes:
    image, d = signs.canvas(128, 128, "#f7f7f2")
    for a0, a1, colour in ((150, 215, "#d23b2e"), (215, 325, "#2f9e44"), (325, 390, "#e0a02a")):
        d.arc((10, 10, 118, 118), a0, a1, fill=colour, width=20)
    d.text((64, 92), "MPa", signs.INK, signs.font("bold", 16), "mm")
    return signs.encode(image)


def extinguisher() -> Build:
    b = thing("extinguisher")
    r = 0.064
    red = b.material("bottle red", paint("#b5100e", 0.22))
    label = b.material("label", Material(picture=extinguisher_label(), roughness=0.4))
    face = b.material("gauge", Material(picture=gauge_face(), roughness=0.3))
    profile = [(0, 0.006), (r - 0.012, 0.0), (r - 0.002, 0.006), (r, 0.018), (r, 0.285)]
    profile += [(0.019 + (r - 0.019) * math.cos(a), 0.285 + 0.052 * math.sin(a)) for a in np.radians([22, 45, 66, 90])]
    b.add(red, lathe([*profile, (0.019, 0.355)], 40, 50), node="body")
    b.add(
        "black rubber",
        lathe([(r - 0.004, 0.0), (r + 0.002, 0.0), (r + 0.002, 0.02), (r - 0.001, 0.022)], 40),
        node="body",
    )
    b.add(label, wrap(r + 0.0006, 0.07, 0.25, 15, 165), node="body")
    b.add(
        "brass",
        cylinder(0.022, 0.045, 24).at(0, 0.35, 0),
        cylinder(0.013, 0.03, 16).at(0, 0.374, 0.014, 0, 90),
        node="body",
    )
    b.add("steel", box(0.026, 0.03, 0.05, (0, 0.385, -0.004)), node="body")
    # fixed carrying handle, reaching back (-z); the lever lies above it
    b.add(
        "black",
        box(0.022, 0.008, 0.115, (0, 0.395, -0.075)).at(0, 0, 0),
        box(0.022, 0.02, 0.008, (0, 0.385, -0.13)),
        node="body",
    )
    gx, gy = 0.024, 0.374
    b.add("steel", cylinder(0.017, 0.014, 24).at(gx - 0.006, gy, 0, 90, 90), node="body")
    b.add(
        face,
        quad((-0.0145, -0.0145, 0), (0.029, 0, 0), (0, 0.029, 0), 9, picture=True).at(gx + 0.009, gy, 0, 90),
        node="body",
    )
    b.matrices["gauge_needle"] = placement(gx + 0.0098, gy, 0, 90)
    b.add("black", box(0.0022, 0.012, 0.001, (0, -0.002, 0), 0.0003), node="gauge_needle")
    # the lever's hinge is above the valve
    b.matrices["lever"] = placement(0, 0.420, 0.014)
    b.add(
        "black",
        box(0.022, 0.007, 0.135, (0, -0.004, -0.066)).at(0, 0, 0, 0, 7),
        box(0.03, 0.016, 0.02, (0, -0.012, 0)),
        node="lever",
    )
    # pin through the valve block below the lever, ring on the right
    b.matrices["pin"] = placement(0, 0.408, -0.012)
    ring = tube(arc((0.040, 0, 0), 0.015, 0, 360, 22, "xy"), 0.0018, 8, closed=False)
    b.add("steel", tube([(-0.022, 0, 0), (0.026, 0, 0)], 0.0022, 8), ring, node="pin")
    b.add("yellow", box(0.004, 0.02, 0.006, (-0.020, -0.02, 0), 0.001), node="pin")
    hose = [(0, 0.374, 0.030), (-0.016, 0.376, 0.062), (-0.052, 0.352, 0.072), (-0.080, 0.290, 0.052)]
    hose += [(-0.086, 0.220, 0.030), (-0.082, 0.160, 0.022), (-0.078, 0.120, 0.020)]
    t = np.linspace(0, len(hose) - 1, 30)
    smooth = np.stack([np.interp(t, range(len(hose)), [p[i] for p in hose]) for i in range(3)], -1)
    for _ in range(6):
        smooth[1:-1] = (smooth[:-2] + 2 * smooth[1:-1] + smooth[2:]) / 4
    b.add("black rubber", tube(smooth, 0.0085, 12), node="hose")
    b.matrices["nozzle"] = placement(-0.078, 0.12, 0.020, 0, -90)
    horn = lathe(
        [(0, 0), (0.010, 0), (0.0105, 0.035), (0.013, 0.04), (0.014, 0.085), (0.011, 0.086), (0.007, 0.05), (0, 0.05)],
        20,
    )
    b.add("black", horn.at(0, 0, 0, 0, -90), node="nozzle")
    return b


def stand() -> Build:
    """A low red stand whose frame runs around the bottle, with a sign behind it; open to the front."""
    b = thing("extinguisher_stand")
    base = [box(0.22, 0.022, 0.018, (0, 0, z)) for z in (-0.10, 0.10)] + [
        box(0.018, 0.022, 0.20, (x, 0, 0)) for x in (-0.10, 0.10)
    ]
    b.add("fire red", *base, box(0.03, 0.60, 0.012, (0, 0, -0.105)), node="stand")
    hoop = tube(arc((0, 0.20, 0), 0.078, -215, 35, 20, "xz"), 0.005, 8)
    b.add("dark steel", hoop, tube([(0, 0.20, -0.078), (0, 0.20, -0.1)], 0.006, 8), node="stand")
    sign = b.material("stand sign", Material(picture=signs.extinguisher_sign(256), roughness=0.45))
    b.add("white", box(0.20, 0.25, 0.008, (0, 0.56, -0.104)), node="stand")
    b.add(sign, quad((-0.096, 0.564, -0.0995), (0.192, 0, 0), (0, 0.242, 0), 9, picture=True), node="stand")
    b.add(sign, quad((0.096, 0.564, -0.1086), (-0.192, 0, 0), (0, 0.242, 0), 9, picture=True), node="stand")
    return b


def alarm_box() -> Build:
    b = thing("alarm_box")
    plate = signs.two_lines("발신기", "FIRE ALARM", 320, 140, "#b8120f")
    text = b.material("alarm text", Material(picture=plate, roughness=0.35))
    push = b.material(
        "push text",
        Material(picture=signs.two_lines("누르시오", "PRESS", 256, 96, "#f4f1ea", signs.INK), roughness=0.4),
    )
    b.add("fire red", box(0.22, 0.32, 0.05, (0, -0.16, 0.025), 0.012), node="box")
    b.add(text, quad((-0.09, 0.015, 0.0508), (0.18, 0, 0), (0, 0.075, 0), 9, picture=True), node="box")
    b.add(push, quad((-0.05, -0.145, 0.0508), (0.10, 0, 0), (0, 0.032, 0), 9, picture=True), node="box")
    b.add(
        "white",
        lathe([(0.040, 0.0), (0.052, 0.0), (0.052, 0.004), (0.040, 0.004)][::1], 36, 30).at(0, -0.052, 0.050, 0, 90),
        node="box",
    )
    b.matrices["button"] = placement(0, -0.052, 0.050)
    button = b.material("button red", paint("#e02018", 0.35))
    b.add(
        button,
        lathe([(0, -0.004), (0.026, -0.004), (0.027, 0.008), (0.022, 0.012), (0, 0.0135)], 32).at(0, 0, 0, 0, 90),
        node="button",
    )
    b.matrices["cover"] = placement(0, -0.008, 0.058)
    clear = b.material("clear cover", Material(colour=(0.85, 0.95, 1.0, 0.22), roughness=0.08, alpha="BLEND"))
    b.add(clear, box(0.10, 0.092, 0.004, (0, -0.092, 0.008), 0.001), node="cover")
    b.add("light grey", tube([(-0.05, 0, 0.005), (0.05, 0, 0.005)], 0.0045, 8), node="cover")
    b.matrices["lamp"] = placement(0, 0.122, 0.050)
    lamp = b.material(
        "lamp red", Material(colour=srgb("#d0261c"), roughness=0.25, emissive=glow("#ff2418", 0.55).emissive)
    )
    b.add(
        "dark steel",
        lathe([(0.030, 0.0), (0.034, 0.0), (0.034, 0.006), (0.028, 0.006)], 32).at(0, 0.122, 0.050, 0, 90),
        node="box",
    )
    dome = [(0.028 * math.cos(a), 0.004 + 0.024 * math.sin(a)) for a in np.radians([0, 22, 45, 68, 90])]
    b.add(lamp, lathe(dome, 28, 60).at(0, 0, 0, 0, 90), node="lamp")
    return b


def crumple(radius: float, seed: int) -> Mesh:
    """A ball of waste paper."""
    rng = np.random.default_rng(seed)
    a, t = np.meshgrid(np.linspace(0, 2 * math.pi, 10), np.linspace(0.02, math.pi - 0.02, 7), indexing="ij")
    r = radius * rng.uniform(0.72, 1.1, a.shape)
    r[-1] = r[0]
    r[:, 0], r[:, -1] = r[0, 0], r[0, -1]
    points = np.stack([r * np.sin(t) * np.cos(a), r * np.cos(t), r * np.sin(t) * np.sin(a)], -1)
    mesh = sheet(points)
    flat = np.cross(mesh.p[:, 1] - mesh.p[:, 0], mesh.p[:, 2] - mesh.p[:, 0])
    outward = np.einsum("ij,ij->i", flat, mesh.p.mean(1)) > 0
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-12)
    n = np.repeat(np.where(outward[:, None], flat, -flat)[:, None], 3, 1)
    p, uv = mesh.p.copy(), mesh.uv
    p[~outward] = p[~outward][:, ::-1]
    return Mesh(p, n, uv)


def waste_bin() -> Build:
    """A painted steel bin, 0.36 m high, 0.30 m across at the rim, full of paper."""
    b = thing("waste_bin")
    outer = [
        (0, 0.0),
        (0.110, 0.0),
        (0.114, 0.006),
        (0.147, 0.345),
        (0.152, 0.35),
        (0.152, 0.36),
        (0.146, 0.36),
        (0.143, 0.345),
        (0.112, 0.02),
        (0, 0.018),
    ]
    grey = b.material("bin grey", paint("#5d666b", 0.4, 0.3))
    b.add(grey, lathe(outer, 36, 35), node="bin")
    rng = np.random.default_rng(4)
    balls = []
    for k in range(16):
        a, r = 2.4 * k, 0.095 * math.sqrt((k % 9) / 9)
        balls.append(
            crumple(0.048, k).at(r * math.cos(a), 0.20 + 0.05 * (k // 6) + float(rng.uniform(0, 0.03)), r * math.sin(a))
        )
    b.add("paper", *balls, node="paper")
    return b


def clipboard() -> Build:
    """An A4 clipboard standing upright, its page towards +Z, origin at its centre."""
    b = thing("clipboard")
    rows = [
        ("훈련 점검표", "bold", 46, signs.INK),
        ("Drill checklist", "text", 26, "#666666"),
        ("---", "", 0, signs.INK),
    ]
    rows += [
        (t, "text", 26, signs.INK)
        for t in (
            "□ 불이야! 알리기   Warn others",
            "□ 발신기 누르기   Press the alarm",
            "□ 119 신고   Call 119",
            "□ 소화기 사용   Use an extinguisher",
            "□ 대피와 확인   Leave and check",
        )
    ]
    page = b.material("checklist", Material(picture=signs.column(rows, 512, 724, "#fbfaf6", 44), roughness=0.85))
    b.add("maple", box(0.228, 0.318, 0.004, (0, -0.159, -0.002), 0.0015), node="board")
    b.add(page, quad((-0.105, -0.152, 0.0022), (0.21, 0, 0), (0, 0.297, 0), 9, picture=True), node="board")
    b.add(
        "steel",
        box(0.12, 0.03, 0.010, (0, 0.135, 0.006), 0.003),
        tube([(-0.05, 0.168, 0.004), (0.05, 0.168, 0.004)], 0.004, 8),
        node="board",
    )
    return b


THINGS = {
    "extinguisher": extinguisher,
    "extinguisher_stand": stand,
    "alarm_box": alarm_box,
    "waste_bin": waste_bin,
    "clipboard": clipboard,
    **thing_agents.MADE,
    **thing_fuels.MADE,
    **thing_fixtures.MADE,
    **thing_escape.MADE,
}


def build_all(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in THINGS.items():
        make().write_glb(folder / f"{name}.glb", baked=False)
