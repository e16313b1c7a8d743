"""What stands beyond the foyer's glass and the flat's balcony: a street, and a yard with blocks of flats.

Everything is lit by the day, not by itself; coarse, and seen only from inside. The yard lies a storey below the balcony.
"""

from __future__ import annotations

import numpy as np

from assets.build import facades, foliage
from assets.build.fire_mesh import box
from assets.build.materials import CATALOGUE, tinted
from assets.build.mesh import quad
from assets.build.place import OUTSIDE, Build

assert facades  # its surfaces are in the recipes once it is imported
CATALOGUE["flats front"] = tinted("front_flats", detail="base", roughness=0.6)
CATALOGUE["street front"] = tinted("front_concrete", "#efe6d6", "base", 0.6)
AWNINGS = ("green", "red", "blue", "orange", "black", "walnut")


def outside(b: Build) -> None:
    street(b)
    yard(b)


def street(b: Build) -> None:
    """East of the foyer: paving, kerb, road with its line, four trees, small buildings opposite."""
    strips = (
        ("street paving", 13.36, 17.4, -0.06),
        ("asphalt", 17.6, 25.1, -0.18),
        ("street paving", 25.1, 29.0, -0.06),
    )
    for material, x0, x1, y in strips:
        b.add(material, quad((x0, y, 18), (x1 - x0, 0, 0), (0, 0, -50), 25), node=OUTSIDE)
    b.add("street wall", box(0.2, 0.16, 50, (17.5, -0.2, -7), 0.02), node=OUTSIDE)
    b.add("floor white", *(box(0.12, 0.01, 2.0, (21.3, -0.182, z), 0) for z in range(-28, 16, 4)), node=OUTSIDE)
    rng, z = np.random.default_rng(8), 16.0
    for k in range(8):
        w, h = float(rng.uniform(5.5, 8)), float(rng.uniform(9, 16))
        shop_front(b, 28.5, z - w, w, h, ("street brick", "street wall", "street front")[k % 3], k)
        z -= w
    for k, tz in enumerate((-13.0, -8.4, -4.0, 0.8)):
        b.put(foliage.street_tree(5.4 + 0.5 * (k % 2), 70 + k, 360), 16.6, -0.06, tz, 40 * k, solid=False, node=OUTSIDE)


def shop_front(b: Build, x: float, z: float, w: float, h: float, material: str, seed: int) -> None:
    """A small building towards -x: wall, shop window with its awning board, rows of windows in pale surrounds."""
    b.add(material, box(4, h, w - 0.05, (x + 2, -0.06, z + w / 2), 0.02), node=OUTSIDE)
    b.add("dark steel", box(0.10, 2.6, w - 0.7, (x - 0.02, 0.0, z + w / 2), 0.01), node=OUTSIDE)
    pane = (w - 1.0) / 3
    panes = [box(0.06, 2.2, pane - 0.08, (x - 0.08, 0.15, z + 0.5 + pane * (i + 0.5)), 0) for i in range(3)]
    b.add("glass dark", *panes, node=OUTSIDE)
    b.add(AWNINGS[seed % 6], box(0.22, 0.6, w - 0.5, (x - 0.10, 2.72, z + w / 2), 0.02), node=OUTSIDE)
    n, y = max(2, int(w // 1.7)), 4.0
    while y + 1.6 < h and material != "street front":
        for i in range(n):
            zc = z + w * (i + 0.5) / n
            b.add("white", box(0.05, 1.47, w / n - 0.43, (x + 0.005, y - 0.06, zc), 0), node=OUTSIDE)
            b.add("glass dark", box(0.04, 1.35, w / n - 0.55, (x - 0.02, y, zc), 0), node=OUTSIDE)
        y += 3.0


def yard(b: Build) -> None:
    """North of the balcony: a parking yard, a strip of lawn with trees, three slabs of flats."""
    y = -3.2
    b.add("asphalt", quad((-40, y, -19.2), (90, 0, 0), (0, 0, -14), 45), node=OUTSIDE)
    b.add("grass", quad((-40, y, -33.2), (90, 0, 0), (0, 0, -60), 45), node=OUTSIDE)
    lines = [box(0.10, 0.01, 4.6, (x, y, -29.6), 0) for x in np.arange(-20, 26, 2.5)]
    b.add("floor white", *lines, node=OUTSIDE)
    b.add("street wall", box(90, 0.3, 0.2, (5, y, -33.2), 0.02), node=OUTSIDE)
    for k, (x, z, w, h) in enumerate(((-14.0, -58.0, 34.0, 42.0), (26.0, -64.0, 34.0, 51.0), (6.0, -92.0, 40.0, 60.0))):
        b.add("flats front", box(w, h, 11, (x, y, z), 0.05), node=OUTSIDE)
        b.add("street wall", *(box(0.5, h + 1.2, 11.4, (x + s * w / 2, y, z), 0.05) for s in (-1, 1)), node=OUTSIDE)
        b.add("street paving", box(5, 3, 6, (x + 3 * k, y + h, z), 0.05), node=OUTSIDE)
    for k, x in enumerate((-13.0, -6.5, -0.5, 4.5, 10.5, 17.0)):
        tree = foliage.street_tree(5.5 + 0.7 * (k % 3), 90 + k, 300)
        b.put(tree, x, y, -35.5 - 1.3 * (k % 2), 70 * k, solid=False, node=OUTSIDE)
