"""Hands on doors, devices and covers; the card that offers the same to a keyboard or one hand; what a drill does to one's body."""

from __future__ import annotations

from typing import Any

import glm
import pytest

from renderer.spatial import Pose
from safety_training.events import (
    Call,
    Count,
    Door,
    Finish,
    HangUp,
    Move,
    Operate,
    PressAlarm,
    Say,
    Signal,
    TouchDoor,
    Warn,
)
from tests.vr_client.drill_world import device, fire, open_vent, person, snapshot, stand, step, tool, world_in
from tests.vr_client.stage import USER
from vr_client.devices.device import Hand, Input
from vr_client.drills import posture
from vr_client.drills.card import ROWS, on_page
from vr_client.drills.doors import doors_of, handle_of
from vr_client.drills.offers import DESCENDER, offers_of
from vr_client.drills.statics import building_of
from vr_client.messages import Used
from vr_client.places import Place, load_place
from vr_client.settings import Settings
from vr_client.systems.locomotion import locomotion, walker
from vr_client.world import Held, World

SQUEEZE = Input(right=Hand(active=True, squeeze=1.0), left=Hand(active=True))
AT_OFFICE, OFFICE = (-5.0, 1.6, -8.6), (-6.1, 1.2, -8.6)


@pytest.fixture(scope="module")
def hall() -> Place:
    return load_place("fire_hall", Settings())


def deeds(sent: list[Any]) -> list[Any]:
    return [action for action in sent if not isinstance(action, Move)]


def at_office(hall: Place, open_: float = 0.0) -> World:
    state = snapshot()
    open_vent(state, "door.office", open_)
    world = world_in(hall, state, AT_OFFICE, OFFICE)
    walker(world).feet = glm.vec3(AT_OFFICE[0], 0, AT_OFFICE[2])
    step(world, times=120)
    return world


def vent(world: World, name: str) -> Any:
    building = building_of(world)
    assert building is not None
    return building.vent(name)


# doors -----------------------------------------------------------------------------------------------------------------


def test_a_door_stands_as_the_snapshot_has_it(hall: Place) -> None:
    world = at_office(hall)
    node = glm.vec3(world.moved_nodes["moving:door.office"] * glm.vec4(1, 0, 0, 1))
    assert abs(node.z) == pytest.approx(1.0, abs=0.01), "turned by a right angle"
    assert hall.physics.ray(glm.vec3(-5.5, 1.2, -8.6), glm.vec3(-1, 0, 0), 1.0) is not None
    assert world.drill is not None
    open_vent(world.drill.snapshot, "door.office", 1.0)
    step(world, times=120)
    assert hall.physics.ray(glm.vec3(-5.5, 1.2, -8.6), glm.vec3(-1, 0, 0), 1.0) is None
    assert handle_of(world, vent(world, "door.office")).x < -6.8, "the handle has gone along"


def test_a_door_does_not_shut_upon_somebody_and_does_when_they_have_gone(hall: Place) -> None:
    world = at_office(hall, 1.0)
    walker(world).feet = glm.vec3(-6.2, 0, -8.6)
    assert world.drill is not None
    open_vent(world.drill.snapshot, "door.office", 0.0)
    step(world, times=60)
    assert doors_of(world).stands["moving:door.office"] is None
    walker(world).feet = glm.vec3(-5.0, 0, -8.6)
    step(world, times=2)
    assert hall.physics.ray(glm.vec3(-5.5, 1.2, -8.6), glm.vec3(-1, 0, 0), 1.0) is not None


def at_handle(hall: Place, open_: float) -> World:
    world = at_office(hall, open_)
    x, _, z = handle_of(world, vent(world, "door.office"))
    stand(world, (x + 0.5, 1.6, z + 0.3), (x, 1.2, z))
    world.user.right = Pose(glm.vec3(x, 1.0, z))
    step(world)
    return world


@pytest.mark.parametrize(("now", "wanted"), [(0.0, 1.0), (1.0, 0.0)])
def test_a_trigger_opens_and_shuts_and_brushing_past_does_not(hall: Place, now: float, wanted: float) -> None:
    world = at_handle(hall, now)
    assert not deeds(step(world, Used("door.door.office", "right", "touch")))
    assert deeds(step(world, Used("door.door.office", "right", "point"))) == [Door("door.office", wanted)]


@pytest.mark.parametrize(("now", "wanted"), [(0.0, 0.15), (1.0, 0.15), (0.15, 1.0)])
def test_a_squeeze_without_a_pull_sets_ajar_or_opens_what_is_ajar(hall: Place, now: float, wanted: float) -> None:
    world = at_handle(hall, now)
    assert not deeds(step(world, Used("door.door.office", "right", "grab"), input=SQUEEZE, times=3))
    assert deeds(step(world)) == [Door("door.office", wanted)]


def test_a_squeezed_handle_takes_the_leaf_along(hall: Place) -> None:
    world = at_handle(hall, 0.0)
    step(world, Used("door.door.office", "right", "grab"), input=SQUEEZE)
    leaf = hall.leaves["moving:door.office"]
    ahead = leaf.turned(leaf.closing(glm.vec3(-6.1, 1.05, -8.6)) * 0.75)
    world.user.right = Pose(ahead.position + ahead.orientation * glm.vec3(leaf.width_m - 0.2, 1.0, 0))
    (door,) = [a for a in deeds(step(world, input=SQUEEZE)) if isinstance(a, Door)]
    assert door.open == pytest.approx(0.25, abs=0.02)
    assert not [a for a in deeds(step(world)) if isinstance(a, Door)], "letting go leaves it there"


def test_a_door_out_of_reach_is_not_opened(hall: Place) -> None:
    world = at_office(hall)
    stand(world, (-2.0, 1.6, -8.6), OFFICE)
    assert not deeds(step(world, Used("door.door.office", "right", "point")))


@pytest.mark.parametrize(("back_first", "back"), [(True, True), (False, False)])
def test_a_hand_laid_on_a_door_feels_it(hall: Place, back_first: bool, back: bool) -> None:
    """OpenXR: the right hand's +X goes into the palm, so it is the way that the back of the hand looks."""
    world = at_office(hall)
    leaf = hall.leaves["moving:door.office"]
    middle = leaf.middle(doors_of(world).angle["moving:door.office"]).position
    away = glm.vec3(-1, 0, 0) if back_first else glm.vec3(1, 0, 0)
    turn = glm.quat(glm.vec3(1, 0, 0), away) if back_first else glm.quat(1, 0, 0, 0)
    world.user.right = Pose(glm.vec3(middle.x + 0.03, 1.3, middle.z), turn)
    assert TouchDoor("door.office", back) in step(world)
    assert not deeds(step(world, times=5)), "once, until the hand leaves"


# devices ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "state", "expected"),
    [
        ("alarm", {"sounding": False}, PressAlarm("it")),
        ("phone", {"busy": False}, Call("it")),
        ("breaker", {"on": True}, Operate("it", "switch", 0.0)),
        ("breaker", {"on": False}, Operate("it", "switch", 1.0)),
        ("stove", {"knob": 1.0}, Operate("it", "knob", 0.0)),
        ("lift", {"called": False}, Operate("it", "call", 1.0)),
    ],
)
def test_a_press_says_what_the_device_is_for(hall: Place, kind: str, state: dict[str, Any], expected: Any) -> None:
    shown = snapshot(devices=[device("it", kind, (-1.0, 1.2, -3.5), **state)])
    world = world_in(hall, shown, (0.0, 1.6, -3.0), (-1.0, 1.2, -3.5))
    step(world)
    assert expected in step(world, Used(f"{kind}.it", "right", "point"))


def test_out_of_reach_one_is_asked_to_come_closer(hall: Place) -> None:
    shown = snapshot(devices=[device("it", "lift", (-5.0, 1.2, -3.5), called=False)])
    world = world_in(hall, shown, (0.0, 1.6, -3.0), (-1.0, 1.2, -3.5))
    step(world)
    assert not deeds(step(world, Used("lift.it", "right", "point")))


# covers ----------------------------------------------------------------------------------------------------------------


def lid_in_hand(hall: Place, burning: bool = True) -> World:
    fires = [fire((0.0, 1.0, -3.7))] if burning else []
    lid = tool("lid", "lid", (0.0, 1.0, -3.4), model="clipboard", holder=USER)
    world = world_in(
        hall, snapshot(fires=fires, equipment=[lid], people=[person(held="lid")]), (0, 1.6, -3), (0, 1, -4)
    )
    step(world)
    world.held["right"] = Held("lid", "right")
    world.user.right = Pose(glm.vec3(0.0, 1.1, -3.6))
    return world


def test_a_lid_let_go_over_the_fire_covers_it(hall: Place) -> None:
    world = lid_in_hand(hall)
    world.things["lid"].pose = Pose(glm.vec3(0.0, 1.1, -3.6))
    world.held.clear()
    sent = deeds(step(world, Used("thing.lid", "right", "release")))
    assert sent == [Operate("lid", "cover", 1.0)]


def test_a_trigger_with_the_lid_over_the_fire_covers_it_too(hall: Place) -> None:
    world = lid_in_hand(hall)
    pull = Input(right=Hand(active=True, trigger=1.0, squeeze=1.0), left=Hand(active=True))
    assert deeds(step(world, input=pull, times=3)) == [Operate("lid", "cover", 1.0)]
    assert not world.held


def test_without_a_fire_a_lid_is_put_down(hall: Place) -> None:
    world = lid_in_hand(hall, burning=False)
    world.held.clear()
    (sent,) = deeds(step(world, Used("thing.lid", "right", "release")))
    assert sent.kind == "put_down"


def test_a_towel_at_the_face_is_breathed_through(hall: Place) -> None:
    towel = tool("towel", "towel", (0.0, 1.0, -3.4), model="clipboard", holder=USER)
    world = world_in(hall, snapshot(equipment=[towel], people=[person(held="towel")]), (0, 1.6, -3), (0, 1, -4))
    step(world)
    world.held["right"] = Held("towel", "right")
    world.user.right = Pose(world.user.head.position + world.user.head.orientation * glm.vec3(0, -0.08, -0.1))
    assert deeds(step(world, times=4)) == [Operate("towel", "mouth", 1.0)]
    world.user.right = Pose(world.user.head.position - glm.vec3(0, 0.6, 0))
    assert deeds(step(world, times=4)) == [Operate("towel", "mouth", 0.0)]


# the card --------------------------------------------------------------------------------------------------------------


def offered(world: World) -> dict[str, Any]:
    return {offer.id: offer for offer in offers_of(world, 2)}


def choose(world: World, id_: str) -> list[Any]:
    offered(world)[id_].do()
    sent, world.outbox = [message.action for message in world.outbox], []
    return deeds(sent)


def test_a_closed_door_is_offered_to_be_felt_opened_and_set_ajar(hall: Place) -> None:
    world = at_office(hall)
    assert choose(world, "back:door.office") == [TouchDoor("door.office", True)]
    assert choose(world, "ajar:door.office") == [Door("door.office", 0.15)]
    assert choose(world, "open:door.office") == [Door("door.office", 1.0)]
    assert "shut:door.office" not in offered(world)


def test_every_step_of_the_descender_is_offered_but_not_in_its_order(hall: Place) -> None:
    shown = snapshot(devices=[device("rope", "descender", (5.0, 1.2, -18.4), step=0, holder="")])
    world = world_in(hall, shown, (4.0, 1.6, -18.2), (5.0, 1.2, -18.4))
    step(world)
    listed = [id_.partition(":")[0] for id_ in offered(world) if id_.endswith(":rope")]
    assert set(DESCENDER) <= set(listed)
    assert listed[: len(DESCENDER)] != list(DESCENDER)
    assert choose(world, "belt:rope") == [Operate("rope", "belt", 1.0)]
    assert choose(world, "descend:rope") == [Operate("rope", "descend", 0.0)]
    world.user.left = Pose(world.user.head.position + glm.vec3(0, 0.3, 0))
    assert choose(world, "descend:rope") == [Operate("rope", "descend", 1.0)], "an arm above the head"
    assert choose(world, "signal") == [Signal()]


def test_keys_choose_and_the_end_is_asked_for_twice(hall: Place) -> None:
    world = world_in(hall, snapshot(), (0, 1.6, -3), (0, 1.6, -8))
    step(world)
    card = world.memory["card"]
    at = [offer.id for offer in card.offers].index("end")
    assert not deeds(step(world, input=Input(keys=frozenset({str(at + 1)}))))
    step(world, times=20)
    assert [offer.id for offer in card.offers][at] == "finish"
    assert deeds(step(world, input=Input(keys=frozenset({str(at + 1)})))) == [Finish()]


def test_at_the_assembly_point_one_counts_and_reports(hall: Place) -> None:
    world = world_in(hall, snapshot(), (0, 1.6, -3), (0, 1.6, -8))
    step(world)
    building = building_of(world)
    assert building is not None
    point = building.assemblies[0].position
    stand(world, (point[0], point[1] + 1.6, point[2]), (0, 1.6, -8))
    step(world)
    assert choose(world, "count:report") == [Count(2)]
    choose(world, "count:more")
    assert world.memory["card"].count == 2


def test_a_call_is_spoken_and_answered_by_number(hall: Place) -> None:
    question = {"ko": "불이 난 곳이 어디입니까?", "en": "Where is the fire?"}
    options = [
        {"id": "here", "ko": "시청입니다.", "en": "The city hall."},
        {"id": "help", "ko": "빨리요!", "en": "Hurry!"},
    ]
    call = {"state": "asking", "question": question, "options": options, "filled": ["fire"]}
    world = world_in(hall, snapshot(people=[person(call=call)]), (0, 1.6, -3), (0, 1.6, -8))
    assert deeds(step(world, input=Input(keys=frozenset({"2"})))) == [Say("help")]
    assert deeds(step(world, input=Input(keys=frozenset({"3"})))) == [HangUp()]
    panel = world.panels["card"]
    panel.draw_now()
    assert panel.visible
    assert {"say:here", "say:help", "hang_up"} <= set(panel.ids())


# the body --------------------------------------------------------------------------------------------------------------


def test_smoke_slows_one_and_narrows_the_view(hall: Place) -> None:
    choking = person(walking_factor=0.4, fed=0.6, visibility_m=2.0)
    world = world_in(hall, snapshot(people=[choking]), (0, 1.6, -3), (0, 1.6, -8))
    step(world)
    assert world.pace == pytest.approx(0.4)
    assert 0.4 < world.dimmed < 0.7
    posture.set_low(world, True)
    step(world)
    assert world.pace < 0.3


def test_stooping_by_a_button_lowers_the_eyes_says_so_and_ends_with_the_drill(hall: Place) -> None:
    world = world_in(hall, snapshot(), (0, 1.6, -3), (0, 1.6, -8))
    step(world)
    choose(world, "low")
    locomotion(world, Input(), [], 1 / 60)
    assert world.user.world_from_play.position.y == pytest.approx(-posture.LOW_M)
    assert world.user.floor_m == pytest.approx(0.0, abs=1e-6)
    moves = [a for a in step(world, times=30) if isinstance(a, Move)]
    assert moves
    assert all(a.low for a in moves)
    assert world.drill is not None
    world.drill.snapshot["people"] = [person(finished=True)]
    step(world)
    locomotion(world, Input(), [], 1 / 60)
    assert world.user.world_from_play.position.y == pytest.approx(0.0, abs=1e-6)


def test_a_shout_is_heard_by_key_or_by_half_a_second_of_voice(hall: Place) -> None:
    world = world_in(hall, snapshot(), (0, 1.6, -3), (0, 1.6, -8))
    assert Warn() in step(world, input=Input(keys=frozenset({"F"})))
    world.time_s += 10
    world.memory["voice.level"] = 0.9
    assert Warn() not in step(world, times=20), "a cough is no shout"
    assert step(world, times=20).count(Warn()) == 1
    world.user.muted = True
    world.time_s += 10
    assert Warn() not in step(world, times=60)


def test_what_the_server_puts_into_my_hand_comes_into_it(hall: Place) -> None:
    nozzle = tool("nozzle", "nozzle", (0.0, 1.0, -3.4), model="clipboard", holder=USER)
    world = world_in(hall, snapshot(equipment=[nozzle], people=[person(held="nozzle")]), (0, 1.6, -3), (0, 1, -4))
    step(world, times=60)
    assert world.held["right"].thing == "nozzle"


def test_who_has_collapsed_only_watches(hall: Place) -> None:
    other = person(id="other", name="도윤", head=(2.0, 1.6, -5.0))
    world = world_in(hall, snapshot(people=[person(incapacitated=True), other]), (0, 1.6, -3), (0, 1.6, -8))
    assert not deeds(step(world, input=Input(keys=frozenset({"F"})), times=20))
    assert [offer.id for offer in world.memory["card"].offers] == ["eyes:other"]
    step(world, input=Input(keys=frozenset({"1"})))
    step(world, times=60)
    assert glm.distance(world.user.head.position, glm.vec3(2.0, 1.6, -5.0)) < 0.05


def test_in_a_window_the_same_key_turns_to_the_other_offers_on_every_page(hall: Place) -> None:
    shown = snapshot(devices=[device("rope", "descender", (5.0, 1.2, -18.4), done=[], holder="", left_s=0.0)])
    world = world_in(hall, shown, (4.0, 1.6, -18.2), (5.0, 1.2, -18.4))
    world.device_name = "window"
    step(world, times=30)
    card, pages = world.memory["card"], []
    for _ in range(3):
        pages.append([offer.id for offer in on_page(world, card)])
        assert pages[-1][-1] == "more"
        assert len(pages[-1]) <= ROWS
        step(world, input=Input(keys=frozenset({"7"})))
    assert [offer.id for offer in on_page(world, card)] == pages[0], "after the last comes the first"
    turned = [id_ for page in pages for id_ in page if id_ != "more"]
    assert turned == [offer.id for offer in card.offers]


def test_what_the_server_gives_and_takes_is_in_the_hand_and_out_of_it(hall: Place) -> None:
    """The nozzle that one asked for; not while a trigger is pulled, which would open it at once."""
    nozzle = tool("hydrant.hall.nozzle", "nozzle", (0.2, 1.1, -3.2), model="hydrant_nozzle", holder=USER)
    shown = snapshot(equipment=[nozzle])
    world = world_in(hall, shown, (0, 1.6, -3), (0, 1.6, -8))
    step(world, input=Input(right=Hand(active=True, trigger=1.0), left=Hand(active=True, trigger=1.0)))
    assert not world.held
    step(world)
    assert [held.thing for held in world.held.values()] == ["hydrant.hall.nozzle"]
    world.held.clear()  # I let go; the server has not heard of it yet
    step(world, times=5)
    assert not world.held
    nozzle["holder"] = ""
    step(world)
    nozzle["holder"] = USER
    step(world)
    assert world.held
    nozzle["holder"] = ""  # farther than the hose reaches
    step(world)
    assert not world.held


def test_one_goes_down_with_the_rope_and_is_out_with_the_others(hall: Place) -> None:
    state = {"done": ["descend"], "holder": USER, "left_s": 8.0}
    shown = snapshot(devices=[device("descender.balcony", "descender", (5.3, 1.2, -18.2), **state)])
    world = world_in(hall, shown, (4.0, 1.6, -18.2), (5.0, 1.2, -18.4))
    step(world)
    assert world.user.head.position.z < -19.0, "over the rail"
    shown["devices"][0]["state"]["left_s"] = 2.0
    step(world)
    assert world.user.lowered_m == pytest.approx(5.5 * 0.75)
    shown["devices"][0]["state"] |= {"left_s": 0.0, "holder": ""}
    step(world)
    assert world.user.lowered_m == 0
    building = building_of(world)
    assert building is not None
    assert world.user.head.position.x == pytest.approx(building.assemblies[0].position[0], abs=0.01)
