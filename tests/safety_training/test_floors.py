"""Ways round what stands on a floor."""

import random
from itertools import pairwise

import pytest

from safety_training.building import load_building
from safety_training.floors import Floor, floor_of
from safety_training.numeric import Vec3, floor_distance

WALL = ("..........", "....#.....", "....#.....", "....#.....", "....#.....")  # a gap above, none below


def floor(*rows: str) -> Floor:
    return floor_of({"x_m": 0.0, "z_m": 0.0, "step_m": 0.2, "rows": list(rows)})


def length(points: list[Vec3]) -> float:
    return sum(floor_distance(a, b) for a, b in pairwise(points))


def test_a_clear_way_is_straight_and_another_goes_round() -> None:
    drawn = floor(*WALL)
    a, b = (0.3, 0.0, 0.9), (1.5, 0.0, 0.9)
    assert drawn.round(a, (0.3, 0.0, 0.1)) == [(0.3, 0.0, 0.1)]
    way = [a, *drawn.round(a, b)]
    assert way[-1] == b
    assert all(drawn.clear(p, q) for p, q in pairwise(way))
    shortest = floor_distance(a, (0.7, 0, 0.1)) + floor_distance((0.7, 0, 0.1), (1.1, 0, 0.1))
    shortest += floor_distance((1.1, 0, 0.1), b)
    assert length(way) <= 1.1 * shortest


def test_where_no_way_leads_one_goes_straight() -> None:
    shut = floor(*("....#.....",) * 5)
    assert shut.round((0.3, 0.0, 0.5), (1.5, 0.0, 0.5)) == [(1.5, 0.0, 0.5)]


def test_out_of_a_tight_place_and_out_of_the_drawing() -> None:
    """Who sits at a desk, and who goes through a door in the wall at the edge."""
    drawn = floor("...####...", ".....#....", "..........", "#####.####")
    way = [(0.9, 0.0, 0.1), *drawn.round((0.9, 0.0, 0.1), (1.1, 0.0, 1.3))]
    assert way[-1] == (1.1, 0.0, 1.3)
    assert all(drawn.clear(p, q) for p, q in pairwise(way[1:])), "only the first step is where nobody fits"


def test_round_the_fire_halls_furniture() -> None:
    drawn = load_building("fire_hall").floor
    assert drawn is not None
    chance = random.Random(5)
    rooms = {room.name: room for room in load_building("fire_hall").rooms}
    turned = 0
    for _ in range(60):
        room = rooms[chance.choice(["hall", "flat", "office", "foyer"])]
        a, b = (
            (chance.uniform(room.low[0], room.high[0]), 0.0, chance.uniform(room.low[2], room.high[2])) for _ in "ab"
        )
        if not drawn.free(drawn.cell(a)) or not drawn.free(drawn.cell(b)):
            continue
        way = drawn.round(a, b)
        assert way == drawn.round(a, b)
        if len(way) > 1:
            turned += 1
            assert all(drawn.clear(p, q) for p, q in pairwise([a, *way]))
    assert turned >= 5


@pytest.mark.parametrize("rows", [[], ["..", "."], ["ab"]])
def test_what_is_no_drawing_is_refused(rows: list[str]) -> None:
    with pytest.raises(ValueError, match="floor"):
        floor(*rows)
