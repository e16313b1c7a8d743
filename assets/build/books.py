"""Hundreds of different books from one picture: an atlas of drawn spines, and books whose spines, boards and pages are solids."""

from __future__ import annotations

import io
import math
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from assets.build import signs
from assets.build.materials import Material
from assets.build.mesh import Mesh, box, from_polygons, join
from assets.build.place import Build

COLUMNS, ROWS, WIDE, TALL = 26, 2, 60, 512  # cells of the atlas, pixels
TITLES = (
    "서울의 역사",
    "도시 계획론",
    "한강",
    "시정 백서",
    "건축과 사람",
    "지방 자치법",
    "걷고 싶은 거리",
    "공원의 탄생",
    "교통 연감",
    "시민의 목소리",
    "기후와 도시",
    "예산 개요",
    "골목 이야기",
    "조선의 길",
    "박물관 도록",
    "도시 재생",
    "복지 국가론",
    "물과 하수도",
    "안전 도시",
    "문화 유산 답사기",
    "URBAN DESIGN",
    "THE OPEN CITY",
    "PUBLIC LAW",
    "STREETS & SQUARES",
    "HANDBOOK OF TRANSIT",
    "SEOUL ATLAS",
    "주택 정책",
    "정조의 화성",
    "통계 연보",
    "대한민국 헌법",
)
CLOTHS = (
    "#5c1a1f",
    "#1d2f52",
    "#25462f",
    "#8c7340",
    "#d8cfba",
    "#2b2b30",
    "#6b4426",
    "#45637f",
    "#93432c",
    "#5b604c",
    "#cfc9bb",
    "#3d2742",
    "#7a2431",
    "#b9ab8c",
    "#24424a",
    "#a8843f",
    "#1c1c20",
    "#e6e1d4",
    "#345a3d",
    "#66788c",
    "#c4b391",
    "#4a1518",
    "#0f2a45",
    "#77705f",
)


def _ink(cloth: str) -> str:
    dark = sum(int(cloth[i : i + 2], 16) for i in (1, 3, 5)) < 360
    return "#d9bd7d" if dark else "#2c2621"


def _spine(number: int, rng: np.random.Generator) -> Image.Image:
    """One drawn spine, WIDE x TALL: cloth, bands, a title down the middle, a publisher's mark."""
    cloth = CLOTHS[number % len(CLOTHS)]
    image, d = signs.canvas(WIDE, TALL, cloth)
    ink, style = _ink(cloth), int(rng.integers(5))
    if style in (0, 3):
        for y in (38, 46, TALL - 70, TALL - 62):
            d.line((0, y, WIDE, y), fill=ink, width=3)
    if style == 1:
        d.rectangle((0, 70, WIDE, 250), fill=CLOTHS[(number * 7 + 5) % len(CLOTHS)])
    if style == 2:
        for y in (60, 150, 240, 330, 420):
            d.line((0, y, WIDE, y), fill=ink, width=4)
            d.line((0, y + 9, WIDE, y + 9), fill=ink, width=2)
    if style == 4:
        d.rectangle((0, 0, WIDE, 120), fill="#ece5d6")
    title = TITLES[number % len(TITLES)]
    size = 38 if len(title) < 9 else 28
    face = "serif" if number % 3 else "bold"
    band = CLOTHS[(number * 7 + 5) % len(CLOTHS)] if style == 1 else cloth
    strip = Image.new("RGBA", (300, WIDE), (0, 0, 0, 0))
    ImageDraw.Draw(strip).text(
        (150, WIDE / 2), title, _ink(band) if style == 1 else ink, signs.fitted(face, size, title, 250), "mm"
    )
    turned = strip.rotate(-90, expand=True)
    image.paste(turned, (0, 70 if style == 1 else 120), turned)
    d.text((WIDE / 2, TALL - 34), ("서울", "한강", "시정", "SMG")[number % 4], ink, signs.font("text", 17), "mm")
    return image


@cache
def atlas() -> bytes:
    """COLUMNS x ROWS spines, shaded round and rubbed at head and foot; the lowest rows of a cell are its plain board."""
    rng = np.random.default_rng(7)
    sheet = Image.new("RGB", (COLUMNS * WIDE, ROWS * TALL))
    for k in range(COLUMNS * ROWS):
        sheet.paste(_spine(k, rng), (k % COLUMNS * WIDE, k // COLUMNS * TALL))
    a = np.asarray(sheet.filter(ImageFilter.GaussianBlur(0.4)), float) / 255
    u = (np.arange(a.shape[1]) % WIDE + 0.5) / WIDE
    v = (np.arange(a.shape[0]) % TALL) / TALL
    a = a * (0.80 + 0.20 * np.sin(math.pi * u) ** 0.5)[None, :, None]
    rub = np.exp(-np.minimum(v, 1 - v) * 60)[:, None] * np.clip(rng.normal(0.5, 0.5, a.shape[:2]), 0, 1)
    a = a * (1 - 0.25 * rub[..., None]) + 0.25 * rub[..., None] * np.array([0.78, 0.74, 0.66])
    a = a + rng.normal(0, 0.012, a.shape[:2])[..., None]
    out = io.BytesIO()
    Image.fromarray((np.clip(a, 0, 1) * 255).astype(np.uint8)).resize((1536, 1024), Image.Resampling.LANCZOS).save(
        out, "WEBP", quality=76, method=5
    )
    return out.getvalue()


def _seen(mesh: Mesh, *ways: tuple[int, int]) -> Mesh:
    """Only the faces of a box that look along the given (axis, sign)."""
    n = mesh.n[:, 0]
    keep = np.any([n[:, axis] * sign > 0.5 for axis, sign in ways], axis=0)
    return Mesh(*(a[keep] for a in (mesh.p, mesh.n, mesh.uv)))


def book(
    thick: float, tall: float, deep: float, number: int, soft: bool = False, lying: bool = False
) -> tuple[Mesh, Mesh]:
    """(covers mapped on the atlas, pages): standing at the origin's right, spine towards +z at z = 0, depth towards -z.

    Faces that a shelf hides are left out; `lying` keeps those that a table shows."""
    ends = ((1, 1), (1, -1), (2, -1)) if lying else ((1, 1),)
    t = 0.0012 if soft else 0.0028
    over = 0.0 if soft else 0.003
    bulge = 0.0 if soft else min(0.006, thick * 0.18)
    xs = np.array([0.0, thick * 0.25, thick * 0.75, thick])
    zs = np.array([-bulge, 0.0, 0.0, -bulge])
    points, uv = [], []
    column, row = number % COLUMNS, number // COLUMNS % ROWS
    for x, z in zip(xs, zs, strict=True):
        for y in (0.0, tall):
            points.append((x, y, z))
            uv.append(((column + 0.04 + 0.92 * x / thick) / COLUMNS, (row + 1 - 0.004 - 0.992 * y / tall) / ROWS))
    faces = [[2 * k, 2 * k + 2, 2 * k + 3, 2 * k + 1] for k in range(3)]
    spine = from_polygons(np.array(points), faces, 60)
    lookup = {tuple(np.round(p, 7)): q for p, q in zip(points, uv, strict=True)}
    spine.uv[:] = [[lookup[tuple(np.round(c, 7))] for c in tri] for tri in spine.p]
    boards = []
    for x0 in (0.0, thick - t):
        side = box(t, tall, deep - bulge, (x0 + t / 2, 0, -(deep + bulge) / 2), 0, 99)
        side.uv[:] = ((column + 0.5) / COLUMNS, (row + 0.992) / ROWS)
        boards.append(_seen(side, (0, -1 if x0 == 0 else 1), *ends))
    block = deep - bulge - 2 * over - 0.002
    pages = box(thick - 2 * t, tall - 2 * over - 0.001, block, (thick / 2, over, -(deep + bulge) / 2), 0, 99)
    return join(spine, *boards), _seen(pages, *ends)


def row_of_books(
    width: float, height: float, depth: float, seed: int, fill: float = 0.95
) -> tuple[list[Mesh], list[Mesh]]:
    """Covers and pages of books from x = 0 to at most `width`: sets, singles, leaning ones, a lying stack now and then."""
    rng, x = np.random.default_rng(seed), 0.004
    covers: list[Mesh] = []
    pages: list[Mesh] = []
    tries = 0
    while x < width * fill - 0.02 and tries < 5:
        roll = rng.random()
        number = int(rng.integers(COLUMNS * ROWS))
        if roll < 0.10 and width - x > 0.32:
            x = _stack(covers, pages, rng, x, height, depth)
            continue
        run = int(rng.choice([1, 1, 1, 2, 3, 6], p=[0.3, 0.2, 0.15, 0.15, 0.1, 0.1]))
        thick = float(rng.uniform(0.018, 0.046))
        tall = min(height - 0.02, float(rng.choice([0.188, 0.21, 0.225, 0.24, 0.26, 0.297]) * rng.uniform(0.96, 1.03)))
        deep = min(depth - 0.01, tall * float(rng.uniform(0.66, 0.76)))
        for k in range(run):
            w = thick * float(rng.uniform(0.92, 1.08)) if run > 1 else thick
            lean = float(rng.uniform(3, 9)) if rng.random() < 0.05 and k == run - 1 else 0.0
            take = w + tall * math.sin(math.radians(lean))
            if x + take > width - 0.004:
                tries += 1
                break
            out = -float(rng.uniform(0.0, 0.012)) if run == 1 else -0.003
            for where, m in zip(
                (covers, pages), book(w - 0.0007, tall, deep, number, rng.random() < 0.25), strict=True
            ):
                where.append(m.at(0, 0, 0, 0, 0, lean).at(x + (take - w if lean else 0), 0, out))
            x += take
        if rng.random() < 0.04:
            x += float(rng.uniform(0.02, 0.07))
    return covers, pages


def _stack(
    covers: list[Mesh], pages: list[Mesh], rng: np.random.Generator, x: float, height: float, depth: float
) -> float:
    """Three to five books lying on each other, spines out."""
    y, wide = 0.0, 0.0
    for _ in range(int(rng.integers(2, 5))):
        thick, tall = float(rng.uniform(0.02, 0.04)), float(rng.uniform(0.21, 0.28))
        if y + thick > height - 0.03:
            break
        for where, m in zip(
            (covers, pages),
            book(thick, tall, min(depth - 0.02, tall * 0.7), int(rng.integers(52)), lying=True),
            strict=True,
        ):
            where.append(
                m.at(0, 0, 0, 0, 0, 90).at(x + tall, y, -float(rng.uniform(0, 0.012)), float(rng.uniform(-3, 3)))
            )
        y, wide = y + thick, max(wide, tall)
    return x + wide + 0.012


def use(b: Build) -> None:
    """Tells a place the two materials of `row_of_books`."""
    b.material("books", Material(picture=atlas(), roughness=0.62))
    b.material("pages", Material(colour=(0.72, 0.66, 0.53, 1), roughness=0.9))


def lying(numbers: list[int], turns: list[float], wide: float = 0.21) -> tuple[Mesh, Mesh]:
    """A pile on a table, the lowest first."""
    covers, pages, y = [], [], 0.0
    for n, turn in zip(numbers, turns, strict=True):
        thick = 0.018 + 0.004 * (n % 5)
        c, p = book(thick, wide * 1.35, wide, n, lying=True)
        for where, m in ((covers, c), (pages, p)):
            where.append(m.at(-thick / 2, -wide * 0.675, wide / 2).at(0, 0, 0, 0, 0, 90).at(0, y + thick / 2, 0, turn))
        y += thick
    return join(*covers), join(*pages)
