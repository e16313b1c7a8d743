"""Every view of every place looks as it did when somebody last looked at it. Compared on the driver of .ci/run only: pictures of
another driver differ in every edge; there, each view is still drawn and must show something."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from renderer.gl import Renderer
from tests.golden.views import PLACES, draw_views, driver, studio

HERE = Path(__file__).parent
SIZE = (320, 200)
FLIP_MOST = 0.065  # the pictures are kept with loss, which alone makes 0.03-0.053 at this size


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renderer]:
    with studio() as renderer:
        yield renderer


def kept(place: str) -> dict[str, Path]:
    return {path.stem: path for path in (HERE / place).glob("*.webp")}


@pytest.mark.parametrize("place", PLACES)
def test_views(place: str, renderer: Renderer, tmp_path: Path) -> None:
    compare = driver(renderer) == (HERE / "driver.txt").read_text("utf-8").strip()
    drawn, wrong = dict(draw_views(renderer, place, SIZE)), {}
    assert len(drawn) >= 12
    assert set(drawn) == set(kept(place))
    for name, pixels in drawn.items():
        assert pixels.std() > 8, f"{name} shows nothing"
        if compare and (difference := flip(np.array(Image.open(kept(place)[name]).convert("RGB")), pixels)) > FLIP_MOST:
            wrong[name] = round(difference, 4)
            Image.fromarray(pixels).save(tmp_path / f"{name}.png")
    assert not wrong, f"FLIP to the golden picture; what was drawn lies in {tmp_path}"


def flip(reference: np.ndarray, test: np.ndarray) -> float:
    import flip_evaluator

    _, mean, _ = flip_evaluator.evaluate((reference / 255).astype("f4"), (test / 255).astype("f4"), "LDR")
    return float(mean)


def test_a_wrong_picture_would_be_seen() -> None:
    """A shift of one pixel, or a tenth less light, is more than what is let pass."""
    some = next(iter(sorted((HERE / PLACES[0]).glob("*.webp"))))
    pixels = np.array(Image.open(some).convert("RGB"))
    assert flip(pixels, np.roll(pixels, 1, axis=1)) > FLIP_MOST
    assert flip(pixels, (pixels * 0.9).astype(np.uint8)) > FLIP_MOST
