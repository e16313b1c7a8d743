"""Averages in the world instead of on the page."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("mitsuba", reason="path tracing needs the packages of requirements-bake.txt")

from assets.bake.smooth import (
    BOXES,
    NARROW,
    NEIGHBOURS,
    THIN,
    calm_means,
    chart_depths,
    hashed,
    near_means,
    nearest_texels,
)


def test_charts_are_measured_by_their_widest_place() -> None:
    covered = np.zeros((60, 60), bool)
    covered[2:5, 2:50] = True  # three texels wide: two from the middle to the edge
    covered[10:50, 10:50] = True
    depth = chart_depths(covered)
    assert depth[3, 10] == depth[2, 49] == THIN
    assert depth[10, 10] == depth[30, 30] == 20 > NARROW
    assert depth[0, 0] == 0


def strip(count: int = 4000) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Texels along 10 m, every second one turned to the other side."""
    position = np.zeros((count, 3), np.float32)
    position[:, 0] = np.linspace(0, 10, count)
    normal = np.tile([[0, 1, 0], [0, -1, 0]], (count // 2, 1)).astype(np.float32)
    return position, normal, np.full(count, 0.02, np.float32)


def test_noise_goes_and_slow_changes_stay() -> None:
    position, normal, size = strip()
    slope = position[:, 0] / 10
    noise = np.random.default_rng(2).normal(0, 0.2, len(slope))
    values = np.repeat((slope + noise)[None, :, None], 3, axis=2).astype(np.float32)
    near, left = near_means(position, normal, size, values, *BOXES[NARROW])
    assert np.std(near[0, :, 0] - slope) < 0.2 / 4
    assert near.mean() == pytest.approx(values.mean(), abs=1e-3)
    assert np.var(near[0, :, 0] - slope) < left.mean() * 0.2**2 < 4 * np.var(near[0, :, 0] - slope)


def test_where_nothing_but_noise_is_to_be_seen_more_of_it_goes_and_edges_stay() -> None:
    position, normal, size = strip()
    edge = (position[:, 0] > 5).astype(float)
    noise = np.random.default_rng(3).normal(0, 0.2, len(edge))
    values = np.repeat((edge + noise)[None, :, None], 3, axis=2).astype(np.float32)
    near, calm = (
        near_means(position, normal, size, values, *BOXES[NARROW])[0],
        calm_means(position, normal, size, values, *BOXES[NARROW]),
    )
    away, at = np.abs(position[:, 0] - 5) > 1, np.abs(position[:, 0] - 5) < 0.03
    assert np.std((calm[0, :, 0] - edge)[away]) < 0.65 * np.std((near[0, :, 0] - edge)[away])
    assert np.abs(calm - near)[0, at].max() < 0.1


def test_two_sides_of_a_sheet_keep_their_own_light() -> None:
    position, normal, size = strip()
    values = np.repeat((normal[:, 1] > 0)[None, :, None], 3, axis=2).astype(np.float32)
    for box in BOXES.values():
        assert calm_means(position, normal, size, values, *box) == pytest.approx(values, abs=1e-6)


def test_surfaces_one_behind_another_keep_their_own_light() -> None:
    position, normal, size = strip()
    normal[:] = (0, 0, 1)
    position[::2, 2] = 0.1
    values = np.repeat((position[:, 2] > 0)[None, :, None], 3, axis=2).astype(np.float32)
    near, _ = near_means(position, normal, size, values, *BOXES[NARROW])
    assert np.abs(near - values).max() < 0.1


def test_equal_rows_have_one_number_and_others_another() -> None:
    rows = np.random.default_rng(5).integers(-50, 50, (5000, 8))
    numbers = hashed(rows)
    assert len(np.unique(numbers)) == len(np.unique(rows, axis=0))
    assert np.array_equal(hashed(rows[:7]), numbers[:7])


def test_what_lends_its_light_lies_near_and_faces_alike() -> None:
    position, normal, _ = strip()
    poor = np.array([1000, 2001])
    sure = np.setdiff1d(np.arange(len(position)), np.r_[poor, np.arange(3000, 4000)])
    far = np.array([3999])
    lent, lenders = nearest_texels(position, normal, sure, np.r_[poor, far])
    assert lent.tolist() == poor.tolist()  # the last one is more than REACH_M away from all
    assert lenders.shape == (2, NEIGHBOURS)
    assert (normal[lenders] == normal[poor][:, None]).all()
    assert np.abs(position[lenders, 0] - position[poor, 0][:, None]).max() < 0.02
