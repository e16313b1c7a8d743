"""Glass and its metal: curtain walls, sliding doors, handrails, balustrades. Others may use them; z is the glass plane."""

from __future__ import annotations

import itertools

from assets.build.kit import Piece
from assets.build.mesh import Mesh, between, box, cylinder, join, quad, tube

Vec = tuple[float, float, float]


def mullion(x: float, y0: float, y1: float, z: float = 0.0, wide: float = 0.055, deep: float = 0.17) -> Mesh:
    """An extruded post: box inside, narrow neck at the glass, pressure cap outside (+z)."""
    return join(
        between((x - wide / 2, y0, z - deep), (x + wide / 2, y1, z - 0.012), 0.004, 9, "y"),
        between((x - wide / 5, y0, z - 0.014), (x + wide / 5, y1, z + 0.024), 0, 99),
        between((x - wide / 2, y0, z + 0.022), (x + wide / 2, y1, z + 0.062), 0.004, 9, "y"),
    )


def transom(x0: float, x1: float, y: float, z: float = 0.0, high: float = 0.055, deep: float = 0.13) -> Mesh:
    return join(
        between((x0, y - high / 2, z - deep), (x1, y + high / 2, z - 0.012), 0.004, 9, "x"),
        between((x0, y - high / 2, z + 0.022), (x1, y + high / 2, z + 0.05), 0.004, 9, "x"),
    )


def pane(x0: float, x1: float, y0: float, y1: float, z: float = 0.0) -> Mesh:
    """One sheet, seen from both sides by two faces 16 mm apart (a sealed unit)."""
    w, h = x1 - x0, y1 - y0
    return join(
        quad((x0, y0, z + 0.008), (w, 0, 0), (0, h, 0), 99),
        quad((x1, y0, z - 0.008), (-w, 0, 0), (0, h, 0), 99),
    )


def gasket(x0: float, x1: float, y0: float, y1: float, z: float = 0.0, bar: float = 0.012) -> Mesh:
    """The black rubber about a pane, both sides."""
    parts = []
    for side in (-1, 1):
        z0, z1 = sorted((z + side * 0.006, z + side * 0.016))
        parts += [between((x, y0, z0), (x + bar, y1, z1), 0, 99) for x in (x0, x1 - bar)]
        parts += [between((x0 + bar, y, z0), (x1 - bar, y + bar, z1), 0, 99) for y in (y0, y1 - bar)]
    return join(*parts)


def curtain_wall(
    xs: list[float],
    ys: list[float],
    z: float = 0.0,
    frame: str = "anodised",
    glass: str = "clear glass",
    gap: tuple[float, float, float] | None = None,
) -> Piece:
    """Posts at xs, bars at ys (lowest and highest are the ends). gap : x0, x1, y1 left open for doors."""
    posts: list[Mesh] = []
    bars: list[Mesh] = []
    panes: list[Mesh] = []
    rubber: list[Mesh] = []
    for x in xs:
        inside = gap is not None and gap[0] + 0.01 < x < gap[1] - 0.01
        posts.append(mullion(x, gap[2] if inside and gap else ys[0], ys[-1], z))
    for x0, x1 in itertools.pairwise(xs):
        open_ = gap is not None and gap[0] - 0.01 < x0 and x1 < gap[1] + 0.01
        for y in ys:
            if not (open_ and gap and y < gap[2] - 0.01):
                bars.append(transom(x0 + 0.0275, x1 - 0.0275, y, z))
        for y0, y1 in itertools.pairwise(ys):
            if not (open_ and gap and y1 < gap[2] + 0.01):
                panes.append(pane(x0 + 0.02, x1 - 0.02, y0 + 0.02, y1 - 0.02, z))
                rubber.append(gasket(x0 + 0.0275, x1 - 0.0275, y0 + 0.0275, y1 - 0.0275, z))
    return {frame: posts + bars, glass: panes, "black rubber": rubber, "solid": []}


def sliding_doors(width: float, height: float, frame: str = "anodised", glass: str = "clear glass") -> Piece:
    """Two automatic leaves between two fixed sheets, under their motor housing; the front towards +z, centred on x."""
    leaf = width / 4
    metal = [box(width, 0.20, 0.24, (0, height, -0.02), 0.006, 9)]
    metal.append(box(width, 0.012, 0.16, (0, -0.004, 0), 0.003, 9))
    sheets, rubber = [], []
    for k in range(4):
        x, z = (k - 1.5) * leaf, (0.035 if k in (0, 3) else -0.035)
        w = leaf - 0.004
        for at, bw, bh in (
            ((x - w / 2 + 0.02, 0.01, z), 0.04, height - 0.01),
            ((x + w / 2 - 0.02, 0.01, z), 0.04, height - 0.01),
        ):
            metal.append(box(bw, bh, 0.045, at, 0.004, 9, "y"))
        metal.append(box(w - 0.08, 0.09, 0.045, (x, 0.01, z), 0.004, 9))
        metal.append(box(w - 0.08, 0.06, 0.045, (x, height - 0.06, z), 0.004, 9))
        sheets.append(pane(x - w / 2 + 0.03, x + w / 2 - 0.03, 0.08, height - 0.05, z))
        if k in (1, 2):
            bar = x + (w / 2 - 0.09) * (1 if k == 1 else -1)
            rubber.append(box(0.006, height - 0.1, 0.05, (x + (w / 2) * (1 if k == 1 else -1), 0.02, z), 0, 99))
            for s in (-1, 1):
                metal.append(cylinder(0.014, 1.0, 14).at(bar, 0.75, z + s * 0.055))
                metal += [
                    cylinder(0.008, 0.05, 10).at(bar, y, z + (0.0 if s > 0 else -0.05), pitch=90) for y in (0.85, 1.65)
                ]
    sensor = [box(0.26, 0.06, 0.05, (0, height + 0.03, s * 0.14 - 0.02), 0.012, 9) for s in (-1, 1)]
    return {frame: metal, glass: sheets, "black rubber": rubber + sensor, "solid": []}


def handrail(
    path: list[Vec], posts: list[Vec], radius: float = 0.021, heights: tuple[float, float] = (0.85, 0.65)
) -> Piece:
    """Two round rails, one above the other (for adults and wheelchair users), along a path at floor level, on posts."""
    parts = []
    for h in heights:
        line = [(x, y + h, z) for x, y, z in path]
        parts.append(tube(_rounded(line), radius if h == heights[0] else radius * 0.8, 12))
    for x, y, z in posts:
        parts.append(cylinder(0.02, heights[0] - 0.02, 14).at(x, y, z))
        parts.append(cylinder(0.05, 0.012, 20).at(x, y, z))
    return {"brushed": parts, "solid": []}


def _rounded(line: list[Vec], r: float = 0.07) -> list[Vec]:
    """Corners of a polyline cut twice, so that a bent tube looks bent."""
    out: list[Vec] = [line[0]]
    for a, p, c in zip(line, line[1:], line[2:], strict=False):
        for q, t in ((a, 1.0), (a, 0.35), (c, 0.35), (c, 1.0)):
            d = [q[i] - p[i] for i in range(3)]
            n = max(sum(v * v for v in d) ** 0.5, 1e-9)
            out.append((p[0] + d[0] / n * r * t, p[1] + d[1] / n * r * t, p[2] + d[2] / n * r * t))
    return [*out, line[-1]]
