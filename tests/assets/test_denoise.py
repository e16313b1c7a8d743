"""What is put where a lightmap has no measured texels."""

import numpy as np
import pytest

pytest.importorskip("mitsuba")
pytest.importorskip("pyoidn")
from assets.bake.denoise import beside_holes, denoise_lightmap, smoothly_filled
from assets.bake.smooth import Lending


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


def test_what_has_no_light_of_its_own_gets_that_of_others_without_their_noise():
    rng = np.random.default_rng(3)
    values = np.maximum(rng.normal(1, 0.5, (64, 64, 3)), 0).astype(np.float32)
    numbers = np.arange(64 * 64).reshape(64, 64)
    own = numbers % 64 < 40
    lent = numbers[:, 48:].ravel()
    lenders = rng.choice(numbers[own], (len(lent), 4))
    clean = denoise_lightmap(values, own, covered=np.ones((64, 64), bool), lending=Lending(lent, lenders))
    assert values.reshape(-1, 3)[lenders].mean(axis=1).std() > 0.2
    assert clean[:, 48:].std() < 0.05
    assert abs(clean[:, 48:].mean() - values[own].mean()) < 0.05


def test_noise_beside_holes_is_averaged_and_no_other_texel_touched() -> None:
    rng = np.random.default_rng(1)
    values = (1 + 0.2 * rng.standard_normal((48, 48, 3))).astype(np.float32)
    hole = np.zeros((48, 48), bool)
    hole[2:6, 2:6] = True
    calm = beside_holes(values, ~hole, hole)
    near, far = np.s_[7:12, 2:12], np.s_[20:, 20:]
    assert calm[near].std() < 0.4 * values[near].std()
    assert calm[near].mean() == pytest.approx(1, abs=0.05)
    assert np.array_equal(calm[far], values[far])
    assert np.array_equal(beside_holes(values, ~np.zeros_like(hole), np.zeros_like(hole)), values)
