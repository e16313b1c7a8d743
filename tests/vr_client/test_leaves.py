"""Doors of the fire hall: found in its model, in nobody's way at rest, in the way when shut."""

from __future__ import annotations

import math

import glm
import pytest

from vr_client.places import Place, load_place
from vr_client.settings import Settings

OPENINGS = {  # the middle of the doorway each leaf shuts, on the floor
    "moving:door.stairs": glm.vec3(-3.7, 1.0, -10.1),
    "moving:door.office": glm.vec3(-6.1, 1.0, -8.6),
    "moving:door.flat": glm.vec3(-2.9, 1.0, -12.95),
    "moving:door.foyer.north": glm.vec3(6.1, 1.0, -4.05),
    "moving:door.foyer.south": glm.vec3(6.1, 1.0, -4.05),
}


@pytest.fixture(scope="module")
def hall() -> Place:
    return load_place("fire_hall", Settings())


def test_every_door_is_found_and_the_hydrants_lid_is_none(hall: Place) -> None:
    assert set(hall.leaves) == set(OPENINGS)


@pytest.mark.parametrize("node", OPENINGS)
def test_a_leaf_shuts_its_doorway_and_lets_through_when_it_is_open(hall: Place, node: str) -> None:
    leaf = hall.leaves[node]
    closing = leaf.closing(OPENINGS[node])
    assert abs(closing) == pytest.approx(math.pi / 2)
    middle = leaf.middle(closing)
    through = middle.orientation * glm.vec3(0, 0, 1)
    start, wanted = middle.position - through * 0.45, through * 0.9
    feet = glm.vec3(start.x, 0.0, start.z)
    assert glm.length(hall.physics.walk(feet, wanted, 1.0).by) > 0.7, "open"
    hall.physics.hang(node, middle, leaf.size_m)
    assert glm.length(hall.physics.walk(feet, wanted, 1.0).by) < 0.3, "shut"
    hit = hall.physics.ray(feet + glm.vec3(0, 1.2, 0), through, 0.9)
    assert hit is not None
    assert hit.distance_m == pytest.approx(0.45 - leaf.size_m.z / 2, abs=0.02)
    hall.physics.hang(node, None, leaf.size_m)
    assert glm.length(hall.physics.walk(feet, wanted, 1.0).by) > 0.7, "taken away while somebody stands in it"
    hall.physics.hang(node, leaf.middle(0.0), leaf.size_m)


def test_a_leaf_at_rest_stands_where_it_is_drawn(hall: Place) -> None:
    leaf = hall.leaves["moving:door.office"]
    at = leaf.middle(0.0)
    hit = hall.physics.ray(at.position + glm.vec3(0, 0, 0.5), glm.vec3(0, 0, -1), 1.0)
    assert hit is not None
    assert hit.distance_m == pytest.approx(0.5 - leaf.size_m.z / 2, abs=0.01)
