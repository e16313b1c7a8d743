"""What is drawn of a drill comes from its snapshot alone: flames, smoke of each room, jets, clouds, marks, lamps, hoses."""

from __future__ import annotations

from typing import Any

import glm
import numpy as np
import pytest

from assets import THINGS
from renderer.gltf import load_model
from renderer.scene import Scene
from safety_training.scenario import list_scenarios, load_scenario
from tests.vr_client.drill_world import device, fire, open_vent, person, snapshot, step, tool, world_in
from tests.vr_client.stage import USER
from vr_client.drills.props import laid
from vr_client.places import Place, load_place
from vr_client.present import Presenter
from vr_client.settings import Settings
from vr_client.world import World

FLAT = {
    "name": "flat", "interface_m": 1.2, "upper_k": 500.0, "lower_k": 300.0, "extinction_upper_1_m": 1.5,
    "extinction_lower_1_m": 0.1, "o2": 0.2, "co_ppm": 400.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def hall() -> Place:
    return load_place("fire_hall", Settings())


def scene_of(world: World) -> Scene:
    return Presenter().present(world)[0]


def shown(hall: Place, **changes: Any) -> Scene:
    world = world_in(hall, snapshot(**changes), (0.0, 1.6, -3.0), (0.0, 1.6, -8.0))
    step(world)
    return scene_of(world)


def test_each_burning_thing_has_its_flame_and_lights_the_room_where_that_was_baked(hall: Place) -> None:
    sofa = fire((4.82, 0.45, -15.3), room="flat", height_m=2.0, tilt=(0.2, 0.0), heat_release_kw=700.0)
    scene = shown(hall, fires=[sofa, fire((2.0, 0.3, -6.5), burning=False, charred=0.6)])
    (flame,) = scene.flames
    assert flame.height_m == 2.0
    assert flame.tilt.x == pytest.approx(0.4), "how far its top leans"
    assert flame.ceiling_m == pytest.approx(2.4)
    assert flame.baked
    assert scene.light_weights["fire.sofa"] > 0
    (mark,) = scene.marks
    assert (mark.kind, mark.strength) == ("char", pytest.approx(0.6))


@pytest.mark.parametrize(("cover", "marks"), [("", ["foam"]), ("lid", [])])
def test_foam_lies_on_oil_where_an_agent_covered_it_and_not_under_a_lid(
    hall: Place, cover: str, marks: list[str]
) -> None:
    scenario = load_scenario("frying_oil")
    oil = next(item for item in scenario.items if item.fuel == "cooking_oil")
    covered = fire(oil.position, burning=False, item=oil.name, covered=1.0, cover=cover)
    assert [mark.kind for mark in shown(hall, scenario="frying_oil", fires=[covered]).marks] == marks


@pytest.mark.parametrize("scenario", list_scenarios("fire_hall"))
def test_whoever_begins_a_drill_stands_in_no_furniture(hall: Place, scenario: str) -> None:
    for role in load_scenario(scenario).roles:
        start = glm.vec3(*role.start)
        assert glm.distance(hall.physics.clear(start), start) < 1e-6, role.id


def test_every_rooms_smoke_is_a_volume_with_its_interface_above_its_floor(hall: Place) -> None:
    clear = FLAT | {"name": "office", "extinction_upper_1_m": 0.001, "extinction_lower_1_m": 0.0}
    (volume,) = shown(hall, rooms=[FLAT, clear]).smoke
    assert (volume.extinction_per_m, volume.below_per_m) == (1.5, 0.1)
    assert volume.interface_m == pytest.approx(1.2)
    assert volume.high.y == pytest.approx(2.4)
    assert volume.low.x == pytest.approx(0.6)


def test_jets_and_clouds_hang_where_they_are(hall: Place) -> None:
    jet = {
        "room": "hall",
        "centre": (2.0, 3.2, -6.5),
        "radius_m": 1.5,
        "depth_m": 0.2,
        "temperature_k": 340.0,
        "extinction_1_m": 0.4,
    }
    cloud = {"position": (2.0, 0.5, -6.0), "radius_m": 0.6, "extinction_1_m": 1.2, "agent": "co2"}
    scene = shown(hall, jets=[jet], clouds=[cloud])
    assert scene.ceiling_jets[0].radius_m == 1.5
    low, high = scene.ceiling_jets[0].room
    assert (low.z, high.y) == pytest.approx((-10.0, 3.2)), "it does not run through walls"
    assert scene.clouds[0].agent == "co2"


def test_others_jets_are_drawn_and_ones_own_is_drawn_by_the_hand(hall: Place) -> None:
    spraying = {
        "full_kg": 3.0,
        "flow_kg_s": 0.2,
        "throw_m": 4.0,
        "nozzle": (1.0, 1.0, -5.0),
        "direction": (0.0, 0.0, -1.0),
    }
    theirs = tool("a", "co2_3kg", (1.0, 0.0, -5.0), model="extinguisher", holder="other", agent="co2", **spraying)
    mine = tool("b", "abc_3_3kg", (1.0, 0.0, -5.0), model="extinguisher", holder=USER, agent="powder", **spraying)
    (spray,) = shown(hall, equipment=[theirs, mine]).sprays
    assert spray.agent == "co2"


@pytest.mark.parametrize(("here", "lamps"), [("hall", 0.0), ("flat", 6 / 7)])
def test_without_power_the_lamps_are_out_where_one_stands(hall: Place, here: str, lamps: float) -> None:
    power = dict.fromkeys(("hall", "stair", "entry", "flat", "balcony", "office", "foyer"), True) | {here: False}
    scene = shown(hall, power=power)
    assert scene.light_weights["lamps"] == pytest.approx(lamps)


def test_a_name_is_not_read_through_smoke(hall: Place) -> None:
    other = person(id="npc.1", name="이웃", npc=True, head=(0.0, 1.6, -7.0))
    plates = [len(shown(hall, people=[person(visibility_m=sight), other]).panels) for sight in (30.0, 2.0)]
    assert plates[0] == plates[1] + 1


def test_a_blocked_exit_and_a_sliding_leaf_that_is_shut_stop_one(hall: Place) -> None:
    state = snapshot()
    open_vent(state, "door.balcony", 0.0)
    open_vent(state, "exit.street", 0.0, blocked=True)
    world = world_in(hall, state, (3.0, 1.6, -16.5), (3.0, 1.6, -19.0))
    step(world)
    hit = hall.physics.ray(glm.vec3(3.0, 1.2, -16.9), glm.vec3(0, 0, -1), 1.0)
    assert hit is not None
    assert hit.point.z == pytest.approx(-17.5, abs=0.06)
    open_vent(state, "door.balcony", 1.0)
    step(world)
    assert hall.physics.ray(glm.vec3(3.0, 1.2, -16.9), glm.vec3(0, 0, -1), 1.0) is None


def test_a_hose_runs_along_the_floor_from_its_cabinet_to_the_nozzle(hall: Place) -> None:
    nozzle = tool("nozzle", "nozzle", (1.0, 1.0, -5.0), model="clipboard", holder="other")
    cabinet = device("hydrant.hall", "hydrant", (-6.0, 0.9, -4.35), water=True)
    scene = shown(hall, equipment=[nozzle], devices=[cabinet])
    (hose,) = [line for line in scene.lines if line.width_m >= 0.03]
    assert glm.distance(hose.points[0], glm.vec3(-6.0, 0.9, -4.35)) < 0.01
    assert glm.distance(hose.points[-1], glm.vec3(1.0, 1.0, -5.0)) < 0.01
    assert min(point.y for point in hose.points) == pytest.approx(0.03)


def test_a_valves_wheel_turns_in_its_own_plane(hall: Place) -> None:
    cabinet = device("hydrant.hall", "hydrant", (-6.0, 0.9, -4.35), box=True, valve=0.5)
    world = world_in(hall, snapshot(devices=[cabinet]), (0.0, 1.6, -4.0), (-6.0, 1.0, -4.4))
    step(world)
    turn = world.things["hydrant.hall.wheel"].node_from_rest["wheel"]
    low, high = (np.array(bound) for bound in load_model(THINGS / "hydrant_valve.glb").bounds())
    axle, rim = glm.vec4(*np.eye(4)[(high - low).argmin()]), glm.vec4(*np.eye(4)[(high - low).argmax()])
    assert glm.distance(turn * axle, axle) < 1e-5
    assert glm.distance(turn * rim, rim) > 0.1


def test_a_hose_never_hangs_in_the_air_between() -> None:
    points = laid(glm.vec3(0, 0.9, 0), glm.vec3(8, 1.2, 0))
    assert all(point.y < 0.05 for point in points[4:-6])
