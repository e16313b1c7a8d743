"""`python -m tests.golden.record [PLACE...] [--sheets]`: takes the golden pictures anew, or the contact sheets of docs/pictures.

Golden pictures belong to one driver, the one of .ci/run's root: record them there. Look at the sheets before you commit either.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from tests.golden.views import PLACES, draw_views, driver, studio

HERE = Path(__file__).parent
SHEETS = HERE.parents[1] / "docs" / "pictures"
SIZE, SHEET_SIZE, COLUMNS, LABEL = (320, 200), (640, 400), 3, 28


def record(places: list[str]) -> None:
    with studio() as renderer:
        (HERE / "driver.txt").write_text(driver(renderer) + "\n", "utf-8")
        for place in places:
            folder = HERE / place
            folder.mkdir(exist_ok=True)
            for old in folder.glob("*.webp"):
                old.unlink()
            for name, pixels in draw_views(renderer, place, SIZE):
                Image.fromarray(pixels).save(folder / f"{name}.webp", quality=95, method=6)
            print(place, len(list(folder.iterdir())), "views")


def sheets(places: list[str]) -> None:
    with studio() as renderer:
        for place in places:
            views = list(draw_views(renderer, place, SHEET_SIZE))
            sheet(views).save(SHEETS / f"{place}_views.jpg", quality=86)
            print(SHEETS / f"{place}_views.jpg")


def sheet(views: list[tuple[str, np.ndarray]]) -> Image.Image:
    """All views in rows of three, each with its name below."""
    width, height = SHEET_SIZE
    rows = -(-len(views) // COLUMNS)
    page = Image.new("RGB", (COLUMNS * width, rows * (height + LABEL)), "white")
    draw = ImageDraw.Draw(page)
    for i, (name, pixels) in enumerate(views):
        x, y = i % COLUMNS * width, i // COLUMNS * (height + LABEL)
        page.paste(Image.fromarray(pixels), (x, y))
        draw.text((x + 8, y + height + 5), name, fill="black", font_size=16)
    return page


if __name__ == "__main__":
    chosen = [a for a in sys.argv[1:] if not a.startswith("-")] or PLACES
    (sheets if "--sheets" in sys.argv else record)(chosen)
