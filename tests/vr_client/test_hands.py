"""Pointing, touching, taking: with panels and things made here."""

import math
from pathlib import Path

import glm
import pytest

from renderer.gltf.model import Mesh, Model, Node, Primitive
from renderer.spatial import Pose, yaw
from tests.vr_client.rooms import boxes, room_world, standing
from vr_client.messages import Used
from vr_client.systems.grab import grab
from vr_client.systems.locomotion import arrive, locomotion
from vr_client.systems.pointer import pointer
from vr_client.ui.panel import UiPanel
from vr_client.ui.widgets import Button, Column
from vr_client.world import Interactable, Thing


@pytest.fixture
def world():
    world = room_world()
    arrive(world, standing(), world.place.anchors["spawn"])
    return world


def frame(world, given):
    events = []
    for system in (locomotion, grab, pointer):
        system(world, given, events, 1 / 60)
    return events


def aimed(world, at, trigger=0.0, squeeze=0.0, hand="right"):
    """Input whose hand stands where it always does and aims at a world point."""
    given = standing()
    mine = getattr(given, hand)
    play = world.user.world_from_play
    here = (play * mine.grip).position
    to = glm.normalize(at - here)
    mine.aim = Pose(mine.grip.position, glm.quatLookAt(to, glm.vec3(0, 1, 0)))
    mine.trigger, mine.squeeze = trigger, squeeze
    return given


def extinguisher(at=(0.5, 0.0, -1.6)):
    """A thing 45 cm high."""
    mesh = boxes(((0.15, 0.45, 0.15), (0, 0.225, 0)))
    primitive = Primitive(mesh.vertices.astype("f4"), mesh.vertex_normals.astype("f4"), mesh.faces.astype("u4"))
    node = Node("body", None, [], glm.mat4(1), glm.mat4(1), 0)
    return Thing(
        "red", Model(Path("x"), [node], [0], [Mesh("m", [primitive])], [], []), Pose(glm.vec3(*at)), grabbable=True
    )


# rays ----------------------------------------------------------------------------------------------------------------


def test_pointing_and_pressing_uses_a_spot_once(world):
    spot = world.interactables["bell"] = Interactable("bell", glm.vec3(0, 1.2, -4), 0.2, "종")
    assert frame(world, aimed(world, spot.centre)) == []
    assert world.memory["pointer"].hover == "bell"
    assert len(world.lines) == 1
    assert frame(world, aimed(world, spot.centre, trigger=1)) == [Used("bell", "right", "point")]
    assert frame(world, aimed(world, spot.centre, trigger=1)) == []
    assert frame(world, aimed(world, spot.centre)) == [Used("bell", "right", "release")]


def test_a_shaking_trigger_presses_once(world):
    spot = world.interactables["bell"] = Interactable("bell", glm.vec3(0, 1.2, -4), 0.2, "종")
    used = [frame(world, aimed(world, spot.centre, trigger=t)) for t in (0.5, 0.65, 0.55, 0.62, 0.45, 0.3)]
    assert [len(events) for events in used] == [0, 1, 0, 0, 0, 1]


def test_walls_hide_what_is_behind_them(world):
    world.interactables["bell"] = Interactable("bell", glm.vec3(0, 1.2, -12), 0.2, "종")
    world.settings = world.settings.__class__(ray_m=20)
    assert frame(world, aimed(world, glm.vec3(0, 1.2, -12), trigger=1)) == []
    assert world.memory["pointer"].hover == ""


def test_what_hangs_on_a_wall_is_not_hidden_by_it(world):
    spot = world.interactables["box"] = Interactable("box", glm.vec3(0, 1.2, -10.0), 0.15, "발신기")
    world.settings = world.settings.__class__(ray_m=20)
    assert frame(world, aimed(world, spot.centre, trigger=1)) == [Used("box", "right", "point")]


def test_a_spot_for_the_hand_is_not_used_from_afar_but_by_touch(world):
    spot = world.interactables["button"] = Interactable("button", glm.vec3(0.2, 1.2, -3), 0.1, "단추", far=False)
    assert frame(world, aimed(world, spot.centre, trigger=1)) == []
    spot.centre = glm.vec3(0.2, 1.2, -1.36)  # at the fingertip now
    assert frame(world, standing()) == [Used("button", "right", "touch")]
    assert frame(world, standing()) == []
    spot.centre = glm.vec3(0.2, 2.2, -1.36)
    assert frame(world, standing()) == [Used("button", "right", "release")]


def test_a_disabled_spot_does_nothing(world):
    world.interactables["bell"] = Interactable("bell", glm.vec3(0, 1.2, -4), 0.2, "종", enabled=False)
    assert frame(world, aimed(world, glm.vec3(0, 1.2, -4), trigger=1)) == []


def test_the_hand_that_pressed_last_has_the_ray(world):
    spot = world.interactables["bell"] = Interactable("bell", glm.vec3(0, 1.2, -4), 0.2, "종")
    assert frame(world, aimed(world, spot.centre, trigger=1, hand="left")) == [Used("bell", "left", "point")]
    assert world.memory["pointer"].ray_hand == "left"


# panels --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def panel(world):
    pressed = []
    made = UiPanel(
        "page", Pose(glm.vec3(0, 1.3, -3)), 1.0, 0.6, 300,
        lambda: Column([Button("yes", "예", lambda: pressed.append("yes"), grow=1)]),
    )  # fmt: skip
    made.draw_now()
    made.log = pressed
    world.panels["page"] = made
    return made


def test_a_button_on_a_panel_is_pressed_by_ray(world, panel):
    at = panel.pose.position
    frame(world, aimed(world, at))
    assert panel.hovered == "yes"
    frame(world, aimed(world, at, trigger=1))
    assert panel.log == []
    frame(world, aimed(world, at))
    assert panel.log == ["yes"]


def test_a_press_that_leaves_the_panel_is_none(world, panel):
    frame(world, aimed(world, panel.pose.position, trigger=1))
    frame(world, aimed(world, glm.vec3(0, 3, -3), trigger=1))
    frame(world, aimed(world, glm.vec3(0, 3, -3)))
    frame(world, aimed(world, panel.pose.position))
    assert panel.log == []


def test_a_fingertip_through_a_panel_presses_it(world, panel):
    tip_z = -1.36
    for distance in (0.10, 0.02, -0.01, -0.02, 0.01, 0.05):
        panel.pose = Pose(glm.vec3(0.2, 1.2, tip_z - distance))
        frame(world, standing())
    assert panel.log == ["yes"]


def test_a_panel_before_a_spot_takes_the_ray(world, panel):
    world.interactables["bell"] = Interactable("bell", glm.vec3(0, 1.3, -5), 0.3, "종")
    assert frame(world, aimed(world, panel.pose.position, trigger=1)) == []


def test_the_back_of_a_panel_lets_the_ray_through(world, panel):
    panel.pose = Pose(glm.vec3(0, 1.3, -3), yaw(math.pi))
    spot = world.interactables["bell"] = Interactable("bell", glm.vec3(0, 1.3, -5), 0.3, "종")
    assert frame(world, aimed(world, spot.centre, trigger=1)) == [Used("bell", "right", "point")]


def test_the_stick_does_not_throw_an_arc_while_it_scrolls(world, panel):
    frame(world, aimed(world, panel.pose.position))
    given = aimed(world, panel.pose.position)
    given.right.stick = glm.vec2(0, 1)
    frame(world, given)
    assert world.memory["locomotion"].landing is None


# things --------------------------------------------------------------------------------------------------------------


def at_hand(world, hand="right"):
    """The extinguisher's middle in the hand."""
    grip = getattr(world.user, hand).position
    return (grip.x, grip.y - 0.225, grip.z)


def test_a_squeeze_takes_what_is_at_hand_and_it_goes_along(world):
    frame(world, standing())
    world.things["red"] = extinguisher(at_hand(world))
    given = standing()
    given.right.squeeze = 1
    assert frame(world, given) == [Used("thing.red", "right", "grab")]
    before = glm.vec3(world.things["red"].pose.position)
    given = standing(stick=(0, 1))
    given.right.squeeze = 1
    frame(world, given)
    moved = world.things["red"].pose.position - before
    assert moved.z == pytest.approx(-world.settings.walk_speed_m_s / 60, rel=0.05)


def test_letting_go_puts_it_upright_on_the_floor(world):
    frame(world, standing())
    world.things["red"] = extinguisher(at_hand(world))
    given = standing()
    given.right.squeeze = 1
    frame(world, given)
    tilted = standing(head=Pose(glm.vec3(0, 1.6, 0), glm.angleAxis(0.6, glm.vec3(1, 0, 0))))
    tilted.right.squeeze = 1
    frame(world, tilted)
    assert frame(world, standing()) == [Used("thing.red", "right", "release")]
    thing = world.things["red"]
    assert thing.pose.position.y == pytest.approx(0, abs=1e-3)
    assert glm.distance(thing.pose.orientation * glm.vec3(0, 1, 0), glm.vec3(0, 1, 0)) < 1e-5
    assert world.held == {}


def test_it_is_taken_from_a_step_away_by_pointing_but_not_from_across_the_room(world):
    frame(world, standing())
    thing = world.things["red"] = extinguisher((0.5, 0.2, -2.0))
    middle = thing.pose.position + glm.vec3(0, 0.225, 0)
    assert frame(world, aimed(world, middle, squeeze=1)) == [Used("thing.red", "right", "grab")]
    assert glm.distance(thing.pose.position + glm.vec3(0, 0.45, 0), world.user.right.position) < 0.05, "now at the hand"
    frame(world, standing())
    far = world.things["red"] = extinguisher((0.5, 0.2, -6.0))
    assert frame(world, aimed(world, far.pose.position + glm.vec3(0, 0.2, 0), squeeze=1)) == []


def test_the_other_hand_helps_instead_of_taking(world):
    frame(world, standing())
    world.things["red"] = extinguisher(at_hand(world))
    given = standing()
    given.right.squeeze = 1
    frame(world, given)
    given = standing()
    given.right.squeeze = given.left.squeeze = 1
    given.left.grip = Pose(given.right.grip.position + glm.vec3(-0.05, 0.02, 0))
    assert frame(world, given) == []
    assert set(world.held) == {"right"}
    assert world.memory["grab"].helps["left"]
    given.left.squeeze = 0
    frame(world, given)
    assert not world.memory["grab"].helps["left"]


def test_a_thing_that_may_not_be_taken_is_not(world):
    frame(world, standing())
    thing = world.things["red"] = extinguisher(at_hand(world))
    thing.grabbable = False
    given = standing()
    given.right.squeeze = 1
    assert frame(world, given) == []
    assert world.held == {}


def test_a_squeeze_at_a_spot_grabs_it(world):
    frame(world, standing())
    spot = world.interactables["box"] = Interactable("box", glm.vec3(0.3, 1.2, -2.2), 0.15, "발신기", far=False)
    assert Used("box", "right", "grab") in frame(world, aimed(world, spot.centre, squeeze=1))


def test_a_hand_that_holds_does_not_press_panels(world, panel):
    frame(world, standing())
    world.things["red"] = extinguisher(at_hand(world))
    given = aimed(world, panel.pose.position, squeeze=1)
    frame(world, given)
    frame(world, aimed(world, panel.pose.position, trigger=1, squeeze=1))
    frame(world, aimed(world, panel.pose.position, squeeze=1))
    assert panel.log == []
