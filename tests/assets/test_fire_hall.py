"""The fire hall's rooms can be walked through, its doors hang on hinges, and every fire has a light group where it burns."""

from __future__ import annotations

import numpy as np
import pytest

from tests.assets.test_places import anchors, hits, scene, table, triangles

ROOMS = {  # a spot on the floor of every room, metres
    "drill floor": (2.0, -5.0),
    "stair hall": (-3.9, -12.0),
    "flat's entrance": (-1.0, -12.9),
    "kitchen": (3.9, -11.6),
    "living room": (2.0, -16.6),
    "balcony": (3.2, -18.2),
    "office": (-7.4, -8.4),
    "server corner": (-10.4, -8.3),
    "foyer": (9.6, -6.2),
}
DOORS = {"door.stairs", "door.flat", "door.office", "door.foyer.north", "door.foyer.south", "hydrant.hall"}
FIRES = {"waste_bin", "stove", "sofa", "socket", "server", "foyer_bin"}
BODY_M, STEP_M = 0.22, 0.1


def walkable() -> set[tuple[int, int]]:
    """Cells of 0.1 m that a body 0.44 m wide reaches from the spawn, knee to head clear."""
    solids = triangles("fire_hall", "collision:")
    low, high = solids[..., 1].min(1), solids[..., 1].max(1)
    body = solids[(high > 0.35) & (low < 1.7)]
    lo = np.floor((body.min(1)[:, [0, 2]] - BODY_M) / STEP_M).astype(int)
    hi = np.ceil((body.max(1)[:, [0, 2]] + BODY_M) / STEP_M).astype(int)
    taken = np.zeros((400, 400), bool)
    for (x0, z0), (x1, z1) in zip(lo + 200, hi + 200, strict=True):
        taken[max(x0 + 1, 0) : x1, max(z0 + 1, 0) : z1] = True
    start = anchors("fire_hall")["spawn"][:3, 3]
    queue = [(round(start[0] / STEP_M) + 200, round(start[2] / STEP_M) + 200)]
    seen = set(queue)
    while queue:
        i, j = queue.pop()
        for near in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if near not in seen and max(near) < 400 and min(near) >= 0 and not taken[near]:
                seen.add(near)
                queue.append(near)
    return seen


def test_one_walks_from_the_door_into_every_room() -> None:
    seen = walkable()
    for name, (x, z) in ROOMS.items():
        assert (round(x / STEP_M) + 200, round(z / STEP_M) + 200) in seen, name


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_has_a_floor_and_a_ceiling(room: str) -> None:
    x, z = ROOMS[room]
    solids = triangles("fire_hall", "collision:")
    below = hits(solids, np.array([x, 1.0, z]), np.array([0.0, -1.0, 0.0]))
    above = hits(solids, np.array([x, 1.0, z]), np.array([0.0, 1.0, 0.0]))
    assert below[0] == pytest.approx(1.0, abs=0.05)
    assert 1.2 < above[0] < 2.3


def test_doors_turn_about_their_hinges() -> None:
    """A moving node's origin is the hinge: its meshes begin there and reach to +X, as wide as a leaf."""
    doc = scene("fire_hall")
    nodes = {n.name.removeprefix("moving:"): n for n in doc.nodes if n.name.startswith("moving:")}
    assert nodes.keys() >= DOORS
    for name in DOORS:
        ends = [doc.accessors[p.attributes.POSITION] for p in doc.meshes[nodes[name].mesh].primitives]
        low, high = np.min([a.min for a in ends], 0), np.max([a.max for a in ends], 0)
        assert low[0] == pytest.approx(0, abs=0.03)
        assert 0.55 < high[0] < 1.05
        assert high[2] - low[2] < 0.25  # closer and lever stand out
        assert nodes[name].matrix is not None


def test_every_fire_has_its_light_and_its_anchor() -> None:
    groups = {g["name"]: g for g in table("fire_hall")["light_group"]}
    assert {"noon", "lamps", *(f"fire.{spot}" for spot in FIRES)} <= groups.keys()
    for spot in FIRES:
        group, at = groups[f"fire.{spot}"], anchors("fire_hall")[f"fire.{spot}"][:3, 3]
        assert group["kind"] == "fire"
        assert at == pytest.approx(group["position"], abs=1e-4)
        above = hits(triangles("fire_hall", "collision:"), at, np.array([0.0, 1.0, 0.0]))
        assert above.size
    assert groups["fire.waste_bin"]["position"][::2] == [2.0, -6.5]
    names = {m.name for m in scene("fire_hall").materials}
    assert set(groups["lamps"]["materials"]) <= names


def test_there_is_a_view_of_every_corner() -> None:
    assert len(table("fire_hall")["view"]) >= 12
