import math
from types import SimpleNamespace

import glm
import numpy as np
import pytest

from renderer.effects.flame import lights as flame_lights
from renderer.light_file import read_light
from renderer.scene import Environment, Flame, Scene
from renderer.spatial import Pose, yaw
from tests.renderer.baked import write_light
from tests.renderer.test_mirror import mirror
from vr_client.present import Presenter, foremost_panel, light_by
from vr_client.systems.grab import Squeezes
from vr_client.systems.pointer import HandState, PointerState
from vr_client.ui.panel import UiPanel
from vr_client.ui.widgets import Column, Text
from vr_client.world import Held, Npc, World


def hung(world, name, x, z=-2.0, turn=0.0, **options):
    """A crisp panel at eye height; turn 0 faces the person at the origin who looks along -Z."""
    options = {"crisp": True, **options}
    made = UiPanel(name, Pose(glm.vec3(x, 1.6, z), yaw(turn)), 0.8, 0.5, 300, lambda: Column([Text("쪽")]), **options)
    world.panels[name] = made
    return made


@pytest.fixture
def world():
    world = World(fade=0.0)
    world.user.head = Pose(glm.vec3(0, 1.6, 0))
    return world


def test_the_layer_belongs_to_the_panel_one_looks_at(world):
    hung(world, "left", -1.5)
    hung(world, "right", 1.5)
    hung(world, "plain", 0.0, crisp=False)
    world.user.head.orientation = yaw(math.radians(30))
    scene, layers = Presenter().present(world, quad_layers=True)
    assert [panel.image for panel in layers] == [world.panels["left"].image]
    assert len(scene.panels) == 2
    world.user.head.orientation = yaw(math.radians(-30))
    assert foremost_panel(world) == "right"
    world.user.head.orientation = yaw(math.radians(-3))
    assert foremost_panel(world, "left") == "left", "a glance of some degrees does not take it away"
    world.user.head.orientation = yaw(math.radians(180))
    assert foremost_panel(world, "left") == ""


def test_the_panel_one_works_with_has_it_wherever_one_looks(world):
    hung(world, "seen", 0.0)
    used = hung(world, "used", 1.8)
    world.memory["pointer"] = PointerState(hands={"left": HandState(), "right": HandState(pressing=used)})
    assert foremost_panel(world, "seen") == "used"


def test_no_layer_for_backs_hidden_panels_or_devices_without_layers(world):
    hung(world, "back", 0.0, turn=math.pi)
    assert foremost_panel(world) == ""
    hung(world, "hidden", 0.3).visible = False
    assert foremost_panel(world) == ""
    hung(world, "shown", 0.6)
    scene, layers = Presenter().present(world, quad_layers=False)
    assert layers == []
    assert len(scene.panels) == 2


def test_a_flame_lights_the_room_through_its_group_and_one_elsewhere_is_a_lamp(tmp_path):
    group = {"codes": np.zeros((4, 4, 3), np.uint8), "kind": "fire", "default": 0.0, "position": [1, 0, 0], "gain": 0.1}
    scene = Scene(light=read_light(write_light(tmp_path / "light", {"fire.bin": group})), time_s=2.0)
    near, far = (Flame(glm.vec3(x, 0, 0), 0.3, 0.5, 80.0) for x in (1.2, 4.0))
    for flame in (near, far):
        light_by(scene, flame)
    assert scene.light_weights["fire.bin"] == pytest.approx(80 * 0.1, rel=0.25)  # it flickers
    assert (near.baked, far.baked) == (True, False)
    assert flame_lights(near, 2.0) == []
    assert len(flame_lights(far, 2.0)) == 1


def test_people_keep_light_from_the_floor_around_them(world):
    world.npcs["clerk"] = Npc("안내", Pose(glm.vec3(2, 0.5, -1)))
    scene, _ = Presenter().present(world)
    (body,) = scene.occluders
    assert body.foot.x == body.head.x == 2
    assert 0.5 < body.foot.y < 0.8
    assert 1.8 < body.head.y < 2.2


def hands_joints(presenter, world):
    instances = presenter.present(world)[0].instances
    return next(i for i in instances if any(m.name == "inside" for m in i.model.materials)).joints


def test_own_hands_close_when_they_squeeze_or_hold_point_at_panels_and_rest_again(world):
    world.user.left, world.user.right = (Pose(glm.vec3(x, 1.2, -0.4)) for x in (-0.2, 0.2))
    presenter = Presenter()
    resting = hands_joints(presenter, world)
    world.memory["grab"] = Squeezes()
    shown = {}
    for name in ("squeezes", "rests", "holds", "points"):
        world.memory["grab"].down["right"] = name == "squeezes"
        world.held = {"right": Held("bottle", "right")} if name == "holds" else {}
        used = hung(world, "board", 0.0) if name == "points" else None
        world.memory["pointer"] = PointerState(hands={"left": HandState(), "right": HandState(panel=used)})
        world.time_s += 0.03
        half = hands_joints(presenter, world)
        world.time_s += 2.0
        shown[name] = hands_joints(presenter, world)
        assert not np.allclose(half, shown[name], atol=1e-3), "fingers move, they do not jump"
        assert np.array_equal(shown[name], hands_joints(presenter, world)), "the same moment, the same fingers"
    assert np.allclose(shown["rests"], resting, atol=1e-4)
    assert np.allclose(shown["holds"], shown["squeezes"], atol=1e-4)
    assert not np.allclose(shown["points"], shown["holds"], atol=1e-2)
    assert np.allclose(shown["points"][17:], resting[17:], atol=1e-4), "the left hand did nothing"


def test_where_mirrors_hang_one_has_a_body_that_only_they_show(world, tmp_path):
    world.user.left, world.user.right = (Pose(glm.vec3(x, 1.2, -0.4)) for x in (-0.2, 0.2))
    for metallic, bodies in ((1, [True]), (0, [])):
        model = mirror(tmp_path, f"m{metallic}", metallicFactor=metallic)
        world.place = SimpleNamespace(model=model, light=None, lights=[], sun=None, environment=Environment())
        scene, _ = Presenter().present(world)
        assert [crowd.in_mirrors for crowd in scene.crowds] == bodies
        hands = scene.instances[-1]
        assert hands.joints is not None
        assert hands.in_mirrors is (False if bodies else None), "its body has hands"


def test_in_the_dark_a_sign_stands_above_the_line_that_says_what_is_awaited(world):
    world.between = True
    presenter = Presenter()
    assert presenter.present(world)[0].panels == [], "nothing is awaited for long"
    line = hung(world, "captions", 0.0, z=-1.3)
    scene, layers = presenter.present(world, quad_layers=True)
    assert not layers
    below, sign = scene.panels
    assert below.image is line.image
    to_eyes = glm.normalize(world.user.head.position - sign.world_from_panel.position)
    assert glm.dot(sign.world_from_panel.orientation * glm.vec3(0, 0, 1), to_eyes) > 0.9
    assert sign.world_from_panel.position.y - sign.height_m / 2 > line.pose.position.y
    assert (sign.image.pixels[..., 3] > 0).any()
    assert sign.width_m / sign.height_m == pytest.approx(sign.image.pixels.shape[1] / sign.image.pixels.shape[0], 0.01)
    assert presenter.present(world)[0].panels[1].image is sign.image, "painted once"
