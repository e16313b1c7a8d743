"""What is put where a lightmap has no measured texels."""

import numpy as np
import pytest

pytest.importorskip("mitsuba")
pytest.importorskip("pyoidn")
from assets.bake.denoise import denoise_lightmap, smoothly_filled


def disk_of_unknown(side=128, radius=30):
    y, x = np.mgrid[:side, :side] - side / 2
    return x * x + y * y > radius * radius


def test_the_noise_of_an_edge_is_not_drawn_out_into_streaks():
    valid = disk_of_unknown()
    noisy = np.random.default_rng(0).gamma(2, 0.5, (128, 128, 3)).astype(np.float32)
    clean = denoise_lightmap(noisy, valid)
    assert np.sqrt(((clean - 1)[~valid] ** 2).mean()) < 0.15  # nearest texels: 0.3
    assert clean.mean() == pytest.approx(1, abs=0.05)


def test_measured_texels_stay_and_others_lie_between_them():
    valid = disk_of_unknown(101, 20)  # an odd size, at each level
    ramp = np.repeat(np.linspace(0, 1, 101, dtype=np.float32)[None, :, None], 101, axis=0)
    filled = smoothly_filled(np.where(valid[..., None], ramp, 50.0).astype(np.float32), valid)
    assert np.array_equal(filled[valid], ramp[valid])
    assert filled.min() >= 0
    assert filled.max() <= 1
    assert filled[50, 35, 0] < filled[50, 65, 0]
