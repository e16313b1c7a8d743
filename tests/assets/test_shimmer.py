"""What `seoul compare --shimmer` compares; needs the bake packages."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("mitsuba", reason="path tracing needs the packages of requirements-bake.txt")

from assets.bake.reference import look_at
from assets.bake.shimmer import DISTANCE_M, FRAMES, coarser, path


def test_a_fine_picture_is_averaged_as_light_not_as_codes() -> None:
    board = np.indices((4, 8)).sum(axis=0) % 2 * 255
    assert np.all(coarser(np.repeat(board[..., None], 3, axis=2).astype(np.uint8), 2) == 188)


def test_the_camera_goes_a_quarter_pixel_a_frame() -> None:
    camera = look_at((1.0, 1.6, 2.0), (1.0, 1.6, -5.0), 50.0)
    cameras, height = path(camera, 320), 320
    point = camera.eye + camera.forward * DISTANCE_M
    seen = [np.dot(point - c.eye, c.right) / DISTANCE_M / camera.half_height * height / 2 for c in cameras]
    assert len(cameras) == FRAMES
    assert np.allclose(np.diff(seen), -0.25)
