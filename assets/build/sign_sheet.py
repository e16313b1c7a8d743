"""Many small signs on one picture: a room with fifty notices draws them in two calls (lit ones, and the others).

`board` hangs a sign and notes its picture; `flush`, once all hang, packs the pictures on shelves and adds the faces.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import numpy as np
from PIL import Image

from assets.build.fire_mesh import box
from assets.build.materials import Material, glowing_picture
from assets.build.mesh import Mesh, join, quad
from assets.build.place import Build

SIDE, PAD = 2048, 6


@dataclass(slots=True)
class Sheet:
    """Pictures (encoded bytes) in the order they came, and the faces that show them: (index, mesh with uv 0..1, node)."""

    pictures: list[bytes] = field(default_factory=list)
    faces: list[tuple[int, Mesh, str]] = field(default_factory=list)

    def add(self, picture: bytes, face: Mesh, node: str) -> None:
        if picture not in self.pictures:
            self.pictures.append(picture)
        self.faces.append((self.pictures.index(picture), face, node))


SHEETS: dict[str, Sheet] = {}


def begin() -> None:
    """Forgets what an earlier build left."""
    SHEETS.clear()


def face(name: str, picture: bytes, mesh: Mesh, node: str = "static") -> None:
    """A face (uv 0..1) that shows a picture of the sheet `name`, "signs" or "signs lit"."""
    SHEETS.setdefault(name, Sheet()).add(picture, mesh, node)


def board(
    b: Build,
    picture: bytes,
    at: tuple[float, float, float],
    size: tuple[float, float],
    yaw: float = 0,
    lit: bool = False,
    edge: str = "cabinet white",
    thick: float = 0.004,
) -> None:
    """A thin board centred at `at`, its face towards +z turned by yaw, as shell.plate; `lit` shines by itself."""
    w, h = size
    b.add(edge, box(w + 0.02, h + 0.02, thick, (0, -h / 2 - 0.01, thick / 2)).at(*at, yaw), casts=False)
    shown = quad((-w / 2, -h / 2, thick + 0.0015), (w, 0, 0), (0, h, 0), 9, picture=True)
    face("signs lit" if lit else "signs", picture, shown.at(*at, yaw))


def _places(sizes: list[tuple[int, int]], side: int) -> tuple[list[tuple[int, int]], int]:
    """Shelf packing, tallest first: top-left corners and the height used."""
    order = sorted(range(len(sizes)), key=lambda k: (-sizes[k][1], k))
    corners, x, y, shelf = [(0, 0)] * len(sizes), 0, 0, 0
    for k in order:
        w, h = sizes[k][0] + 2 * PAD, sizes[k][1] + 2 * PAD
        if x + w > side:
            x, y, shelf = 0, y + shelf, 0
        corners[k], x, shelf = (x + PAD, y + PAD), x + w, max(shelf, h)
    return corners, y + shelf


def flush(b: Build, strength: float = 1.1) -> None:
    """Packs every sheet into one picture and adds its faces to the place."""
    for name, sheet in SHEETS.items():
        images = [Image.open(io.BytesIO(p)).convert("RGB") for p in sheet.pictures]
        scale = 1.0
        while True:
            sizes = [(max(8, int(i.width * scale)), max(8, int(i.height * scale))) for i in images]
            corners, height = _places(sizes, SIDE)
            if height <= SIDE:
                break
            scale *= 0.96
        tall = 1 << (height - 1).bit_length()
        canvas = np.full((tall, SIDE, 3), 200, np.uint8)
        for image, (x, y), size in zip(images, corners, sizes, strict=True):
            small = np.asarray(image.resize(size, Image.Resampling.LANCZOS))
            padded = np.pad(small, ((PAD, PAD), (PAD, PAD), (0, 0)), mode="edge")
            canvas[y - PAD : y - PAD + padded.shape[0], x - PAD : x - PAD + padded.shape[1]] = padded
        out = io.BytesIO()
        Image.fromarray(canvas).save(out, "WEBP", quality=82, method=4)
        spec = Material(picture=out.getvalue(), roughness=0.42)
        material = b.material(name, glowing_picture(out.getvalue(), strength) if "lit" in name else spec)
        by_node: dict[str, list[Mesh]] = {}
        for k, mesh, node in sheet.faces:
            (x, y), (w, h) = corners[k], sizes[k]
            uv = (mesh.uv * [w, h] + [x, y]) / [SIDE, tall]
            by_node.setdefault(node, []).append(Mesh(mesh.p, mesh.n, uv))
        for node, meshes in by_node.items():
            b.add(material, join(*meshes), node=node, casts=False)
