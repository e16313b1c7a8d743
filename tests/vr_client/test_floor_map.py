"""The drawing of a building's floor is that of the place's own walls and furniture."""

from safety_training.building import load_building
from vr_client.floor_map import STEP_M, drawn


def test_the_hall_that_people_walk_in_is_the_one_that_was_drawn() -> None:
    x, z, rows = drawn("fire_hall")
    floor = load_building("fire_hall").floor
    assert floor is not None
    assert (floor.x_m, floor.z_m, floor.step_m) == (x, z, STEP_M)
    other = [sum(a != b for a, b in zip(now, then, strict=True)) for now, then in zip(rows, floor.rows, strict=True)]
    assert sum(other) <= 0.002 * sum(map(len, rows)), "draw it anew: python -m vr_client.floor_map fire_hall"
    assert floor.free(floor.cell((0.0, 0.0, -3.0)))
    wall = load_building("fire_hall").room("office").high[0] + 0.1
    assert not floor.free(floor.cell((wall, 0.0, -6.0))), "between office and hall is a wall"
