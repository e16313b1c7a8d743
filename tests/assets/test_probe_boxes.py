"""The room around a probe, from the distances that it sees."""

import numpy as np
import pytest

pytest.importorskip("mitsuba")
from assets.bake import cubes
from assets.bake.probes import walls


def inside_of(low, high, position, directions):
    """Distances to the sides of a box, from within."""
    safe = np.where(np.abs(directions) < 1e-9, 1e-9, directions)
    return np.maximum((low - position) / safe, (high - position) / safe).min(axis=-1)


@pytest.mark.parametrize("position", [(0.0, 1.6, 0.0), (-4.2, 1.0, -2.4), (4.5, 2.2, 2.6)])
def test_a_probe_in_a_corner_knows_the_far_walls_too(position):
    low, high, place_low, place_high = np.array([[-5.0, 0, -3], [5, 3, 3], [-20, 0, -20], [20, 3, 20]])
    d = cubes.directions(cubes.DEPTH_SIDE)
    distance = inside_of(low, high, np.array(position), d)
    # A doorway 1 m wide in the wall at x = 5, a room as large as the place behind it.
    hit = np.array(position) + d * distance[..., None]
    door = (hit[..., 0] > 4.99) & (np.abs(hit[..., 2]) < 0.5) & (hit[..., 1] < 2.1)
    distance = np.where(door, inside_of(place_low, place_high, np.array(position), d), distance)
    box = walls(np.array(position), distance, place_low, place_high)
    assert box == pytest.approx(np.array([low, high]), abs=0.15)


def test_a_window_is_a_wall():
    d = cubes.directions(cubes.DEPTH_SIDE)
    low, high = np.array([-2.0, 0, -2]), np.array([2.0, 3, 2])
    distance = inside_of(low, high, np.array([0, 1.5, 0]), d)
    hit = np.array([0, 1.5, 0]) + d * distance[..., None]
    distance = np.where((hit[..., 2] < -1.99) & (np.abs(hit[..., 1] - 1.5) < 1.2), 1000.0, distance)
    assert walls(np.array([0, 1.5, 0]), distance, low, high) == pytest.approx(np.array([low, high]), abs=0.15)
