import math
import types
from concurrent.futures import Future

import glm
import pytest

from renderer.spatial import Pose, yaw
from tests.vr_client.rooms import PORTAL, standing, write_place
from vr_client.errors import UserError
from vr_client.messages import Arrived, EnterRoom, Put, Used
from vr_client.places import find_places
from vr_client.settings import Settings
from vr_client.systems import travel as travelling
from vr_client.systems.ahead import AFTER_S, Ahead
from vr_client.systems.locomotion import arrive, locomotion
from vr_client.systems.visits import visits
from vr_client.world import World


@pytest.fixture
def two_places(tmp_path, monkeypatch):
    folders = {
        "near": write_place(tmp_path / "near", "near", to="far", spots={"corner": (3, 0, -8)}),
        "far": write_place(tmp_path / "far", "far", to="near"),
    }
    monkeypatch.setattr("vr_client.places.find_places", lambda: folders)
    return folders


def frames(world, count, **hands):
    """What the app does with these two systems; returns all events."""
    seen = []
    for _ in range(count):
        events = []
        travelling.travel(world, standing(**hands), events, 1 / 60)
        locomotion(world, standing(**hands), events, 1 / 60)
        visits(world, standing(**hands), events, 1 / 60)
        world.preparing.clear()  # the app's part: what is to be uploaded is uploaded
        world.time_s += 1 / 60
        seen += events
    return seen


def until_arrived(world, place):
    """Frames until the worker has read the place; it takes as long as it takes, so the worker is waited for."""
    seen = []
    for _ in range(200):
        journey = world.memory["travel"]
        if journey.loading is not None:
            journey.loading.exception(30)
        seen += frames(world, 1)
        if any(isinstance(e, Arrived) and e.place == place for e in seen):
            return seen
    raise AssertionError(f"never arrived in {place}")


@pytest.fixture
def world(two_places):
    world = World(settings=Settings())
    travelling.begin(world, "near", "")
    until_arrived(world, "near")
    frames(world, 60)
    return world


def test_the_first_place_appears_out_of_the_dark(two_places):
    world = World(settings=Settings())
    travelling.begin(world, "near", "corner")
    assert world.fade == 1.0
    frames(world, 1)
    assert world.notice[-3:] in ("1/3", "2/3"), "how far it is"
    seen = until_arrived(world, "near")
    assert [e for e in seen if isinstance(e, Arrived)] == [Arrived("near", "corner")]
    assert glm.distance(world.user.head.position, glm.vec3(3, 1.6, -8)) < 1e-4, "a deep link goes to its spot"
    assert [m for m in world.outbox if isinstance(m, EnterRoom)] == [EnterRoom("near")]
    frames(world, 60)
    assert world.fade == 0.0
    assert world.notice == ""


def test_an_unknown_spot_still_gets_one_in(two_places, caplog):
    world = World(settings=Settings())
    travelling.begin(world, "near", "no_such_corner")
    seen = until_arrived(world, "near")
    assert Arrived("near", "spawn") in seen
    assert "no_such_corner" in caplog.text


def test_walking_into_a_portal_goes_through_it(world):
    arrive(world, standing(), world.place.anchors["spawn"])
    for _ in range(600):
        frames(world, 1, stick=(0, 1))
        if world.pending_place:
            break
    assert world.pending_place == "far"
    feet = world.memory["locomotion"].feet
    assert glm.distance(feet, glm.vec3(*PORTAL)) < travelling.WALK_IN_M + 0.1
    until_arrived(world, "far")
    assert world.place.id == "far"


def test_using_a_portal_from_afar_goes_through_it(world):
    events = [Used("portal.far", "right", "point")]
    travelling.travel(world, standing(), events, 1 / 60)
    assert world.pending_place == "far"


def test_letting_go_of_the_trigger_on_a_portal_does_not(world):
    travelling.travel(world, standing(), [Used("portal.far", "right", "release")], 1 / 60)
    assert world.pending_place == ""


def test_one_who_arrives_beside_a_portal_is_not_sent_back(world):
    spot = world.place.anchors["portal.far"]
    world.pending_place, world.pending_anchor = "near", "portal.far"
    until_arrived(world, "near")
    assert glm.distance(world.memory["locomotion"].feet, spot.position) < 0.01
    frames(world, 60)
    assert world.pending_place == ""
    arrive(world, standing(), world.place.anchors["spawn"])
    frames(world, 2)
    arrive(world, standing(), spot)
    frames(world, 1)
    assert world.pending_place == "far", "but it works again after one has been away"


def test_portals_can_be_pointed_at_and_read(world):
    spot = world.interactables["portal.far"]
    assert spot.label == "far(으)로"
    assert spot.far


def test_the_dark_lasts_until_everything_is_on_the_graphics_card(world):
    world.pending_place = "far"
    for _ in range(100):
        events = []
        travelling.travel(world, standing(), events, 1 / 60)
        if events:
            break
        if world.memory["travel"].loading is not None:
            world.memory["travel"].loading.exception(30)
    assert world.preparing == [world.place.model]
    for _ in range(30):
        travelling.travel(world, standing(), [], 1 / 60)
    assert world.fade == 1.0
    world.preparing.clear()
    travelling.travel(world, standing(), [], 1 / 60)
    assert world.fade < 1.0


def test_a_broken_place_leaves_one_where_one_is(world, two_places):
    (two_places["far"] / "place.toml").write_text("id = = 3")
    world.pending_place = "far"
    world.user.language = "en"
    for _ in range(100):
        frames(world, 1)
        if world.memory["travel"].loading is not None:
            world.memory["travel"].loading.exception(30)
        if not world.pending_place:
            break
    assert world.place.id == "near"
    assert world.notice.startswith("E21")
    frames(world, 60)
    assert world.fade == 0.0


def test_without_any_place_to_be_the_error_is_raised(two_places):
    (two_places["near"] / "place.toml").write_text("id = = 3")
    world = World(settings=Settings())
    travelling.begin(world, "near", "")
    with pytest.raises(UserError) as error:
        until_arrived(world, "near")
    assert error.value.code == "E21"


def test_behaviours_are_told_of_coming_and_going(world, two_places, monkeypatch):
    told = []
    module = types.ModuleType("guide_of_far")
    module.enter = lambda w: told.append(("enter", w.place.id))
    module.leave = lambda w: told.append(("leave", w.place.id))
    module.update = lambda w, i, e, dt: None
    monkeypatch.setitem(__import__("sys").modules, "guide_of_far", module)
    file = two_places["far"] / "place.toml"
    file.write_text('behaviour = "guide_of_far"\n' + file.read_text("utf-8"), "utf-8")
    world.pending_place = "far"
    until_arrived(world, "far")
    world.place_state["left"] = "behind"
    world.pending_place = "near"
    until_arrived(world, "near")
    assert told == [("enter", "far"), ("leave", "far")]
    assert world.place_state == {}


def test_the_server_hears_of_each_visit_and_its_end(world):
    world.pending_place = "far"
    until_arrived(world, "far")
    sent = [m for m in world.outbox if isinstance(m, Put)]
    assert [m.path for m in sent if m.tag == "progress"] == ["/progress/place.near", "/progress/place.far"]
    puts = [m for m in sent if m.tag == "session"]
    assert [(p.body.place, p.body.ended_at is not None) for p in puts] == [
        ("near", False),
        ("near", True),
        ("far", False),
    ]
    assert puts[0].path == puts[1].path != puts[2].path


def test_facing_the_way_the_spot_faces(two_places):
    world = World(settings=Settings())
    travelling.begin(world, "near", "")
    until_arrived(world, "near")
    assert glm.distance(world.user.head.forward(), yaw(0) * glm.vec3(0, 0, -1)) < 1e-5


def test_real_places_open_by_name():
    assert "entrance" in find_places()


def test_a_link_to_a_panel_puts_one_before_it_and_not_into_the_wall() -> None:
    panel = Pose(glm.vec3(4.93, 1.55, -1.7), yaw(-math.pi / 2))  # on the east wall: -Z of it looks into the wall
    spot = travelling.before(panel)
    assert (spot.position.x, spot.position.y, spot.position.z) == (pytest.approx(3.68), 0.0, pytest.approx(-1.7))
    assert spot.forward().x == pytest.approx(1.0), "facing the panel"
    floor = Pose(glm.vec3(1, 0, -3))
    assert travelling.before(floor) is floor


def stand_still(world, seconds):
    world.time_s += seconds
    frames(world, 1)


def ahead_of(world):
    return world.memory["travel"].ahead


def test_the_place_behind_the_nearest_door_is_read_before_one_goes_there(world, monkeypatch):
    stand_still(world, AFTER_S)
    reading = ahead_of(world).reading
    far = reading.result(30)
    assert travelling.next_model(world) is far.model
    monkeypatch.setattr(travelling, "read_ready", None)  # nothing is read again
    world.pending_place = "far"
    until_arrived(world, "far")
    assert world.place is far
    assert travelling.next_model(world) is None, "one is there"


def test_who_has_just_come_reads_nothing_ahead(world):
    world.memory["travel"].ahead.arrived(world.time_s)
    stand_still(world, AFTER_S / 2)
    assert ahead_of(world).reading is None


def test_a_place_that_was_left_is_read_ahead_as_it_was(world):
    near = world.place
    world.pending_place = "far"
    until_arrived(world, "far")
    frames(world, 60)
    stand_still(world, AFTER_S)
    assert ahead_of(world).reading.result(30) is near


def test_what_is_wrong_with_a_place_is_said_to_who_goes_there_and_not_before(world, two_places):
    scene = two_places["far"] / "scene.glb"
    scene.write_bytes(b"broken")
    stand_still(world, AFTER_S)
    assert ahead_of(world).reading.exception(30) is not None
    frames(world, 2)
    assert world.notice == ""
    assert travelling.next_model(world) is None
    world.pending_place = "far"
    for _ in range(60):
        frames(world, 1)
        if journey_loading := world.memory["travel"].loading:
            journey_loading.exception(30)
    assert "E22" in world.notice


def test_a_little_nearer_to_another_door_is_no_reason_to_read_again():
    ahead, asked = Ahead(), []

    def read(to):
        asked.append(to)
        done = Future()
        done.set_result(None)
        return done

    ahead.arrived(0.0)
    for gaps in ({"a": 3.0, "b": 4.0}, {"a": 3.5, "b": 3.0}, {"a": 5.0, "b": 2.0}, {"a": 5.0, "b": 1.0}):
        ahead.look(AFTER_S, gaps, read)
    assert asked == ["a", "b"]
