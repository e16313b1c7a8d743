"""What a person in a drill hears: from snapshots that the test writes, in a building of two rooms and a door."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import glm
import pytest

from avatars.voice.sounds import Sound
from safety_training.building import building_of
from safety_training.plan import Building
from vr_client import sounds
from vr_client.devices.device import Input
from vr_client.routes import SHUT, heard_from, route
from vr_client.settings import Settings
from vr_client.sounds import Listening, at_volume
from vr_client.systems.hearing import hearing
from vr_client.world import DrillView, World

TEXT = {"ko": "방", "en": "room"}
WALLS = {"walls": "gypsum", "ceiling": "gypsum", "floor": "concrete", "text": TEXT}
HERE, BESIDE, CORNER = (-1.0, 1.6, 0.0), (3.0, 0.5, 0.0), (3.0, 0.5, 8.0)


@pytest.fixture
def building() -> Building:
    """Three rooms in a row, doors between them."""
    rooms = [
        {"name": "west", "low": [-4, 0, -3], "high": [0, 2.4, 3], **WALLS},
        {"name": "east", "low": [0.2, 0, -3], "high": [4, 2.4, 3], **WALLS},
        {"name": "south", "low": [0.2, 0, 3.2], "high": [4, 2.4, 9], **WALLS},
    ]
    vents = [
        {"name": "door", "kind": "door", "rooms": ["west", "east"], "centre": [0.1, 1, 2], "normal": [1, 0, 0]},
        {"name": "gate", "kind": "door", "rooms": ["east", "south"], "centre": [2, 1, 3.1], "normal": [0, 0, 1]},
        {"name": "pane", "kind": "window", "rooms": ["west", "outside"], "centre": [-4, 1, 0], "normal": [-1, 0, 0]},
    ]
    shape = {"width_m": 0.9, "sill_m": 0.0, "soffit_m": 2.0, "open": 1.0}
    return building_of({"id": "row", "room": rooms, "vent": [{**shape, **v} for v in vents], "exit": []})


def person(**changes: Any) -> dict[str, Any]:
    me = {
        "id": "me", "head": [-1.0, 1.6, 0.0], "walking_factor": 1.0, "fed": 0.0, "heat_dose": 0.0, "visibility_m": 30.0,
        "incapacitated": False, "call": None, "saying": "",
    }  # fmt: skip
    return {**me, **changes}


def fire(kw: float = 80.0, burning: bool = True) -> dict[str, Any]:
    return {"item": "bin", "burning": burning, "heat_release_kw": kw, "position": [3.0, 0.4, 0.0], "height_m": 0.8}


def snapshot(tick: int = 1, **changes: Any) -> dict[str, Any]:
    empty: dict[str, Any] = {key: [] for key in ("fires", "clouds", "vents", "equipment", "devices")}
    return {**empty, "tick": tick, "scenario": "", "people": [person()], "paused": False, **changes}


@pytest.fixture
def world(building: Building, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setattr(sounds, "building_of", lambda _: building)
    made = World()
    made.user.id, made.user.head.position = "me", glm.vec3(*HERE)
    made.drill = DrillView("d", snapshot())
    return made


def hears(listening: Listening, world: World, shown: dict[str, Any]) -> list[Sound]:
    assert world.drill is not None
    world.drill.snapshot = shown
    world.time_s += 0.05
    return listening.sounds(world)


def kinds(found: list[Sound]) -> set[str]:
    return {one.kind for one in found}


def test_a_fire_crackles_and_a_great_one_roars(world: World) -> None:
    listening = Listening()
    small = hears(listening, world, snapshot(1, fires=[fire(20)]))
    assert kinds(small) == {"fire"}
    large = hears(listening, world, snapshot(2, fires=[fire(40)]))
    assert large[0].id == small[0].id
    assert large[0].gain > small[0].gain
    assert kinds(hears(Listening(), world, snapshot(3, fires=[fire(800)]))) == {"fire", "roar"}
    assert hears(listening, world, snapshot(4, fires=[fire(20, burning=False)])) == []


def test_volume_pause_and_no_drill_are_silence(world: World) -> None:
    burning = snapshot(1, fires=[fire()])
    loud = hears(Listening(), world, burning)
    assert at_volume(loud, 0.5)[0].gain == pytest.approx(loud[0].gain / 2)
    assert at_volume(loud, 9.0)[0].gain == 1.0
    assert at_volume(loud, 0.0) == []
    assert hears(Listening(), world, {**burning, "paused": True}) == []
    world.drill = None
    assert Listening().sounds(world) == []


def test_what_begins_to_be_heard_is_told_in_words_once(world: World) -> None:
    def told(shown: dict[str, Any], after_s: float = 0.1) -> list[str]:
        assert world.drill is not None
        world.drill.snapshot, events = shown, []
        world.time_s += after_s
        hearing(world, Input(), events, after_s)
        return [event.text for event in events]

    world.settings = replace(Settings(), sound_volume=0.0)  # who hears nothing reads it all the more
    assert told(snapshot(1)) == []
    assert told(snapshot(2, fires=[fire()])) == ["[불이 타닥타닥 타는 소리]"]
    assert told(snapshot(3, fires=[fire()])) == []
    assert world.memory["heard"][0].kind == "fire"
    assert told(snapshot(4), 5) == []
    assert told(snapshot(5, fires=[fire()]), 5) == []
    world.user.language = "en"
    assert told(snapshot(6, fires=[fire()]), 60) == ["[fire crackles]"]


def test_agents_alarms_and_sprinklers_sound_while_they_work(world: World) -> None:
    tool = {"name": "e1", "flow_kg_s": 0.25, "nozzle": [-1, 1, 0], "agent": "co2"}
    devices = [
        {"name": "box", "kind": "alarm", "position": [-2, 1.4, 0], "state": {"sounding": True}},
        {"name": "head", "kind": "sprinkler", "position": [-2, 2.4, 0], "state": {"active": True}},
        {"name": "nose", "kind": "detector", "position": [-2, 2.4, 1], "state": {"active": False}},
    ]
    assert kinds(hears(Listening(), world, snapshot(1, equipment=[tool], devices=devices))) == {"co2", "bell", "water"}
    idle = [{**tool, "flow_kg_s": 0.0}]
    assert kinds(hears(Listening(), world, snapshot(1, equipment=idle, devices=devices[2:]))) == set()


def test_doors_panes_and_bursts_are_heard_once(world: World) -> None:
    def shown(tick: int, door: float, pane: float, kw: float) -> dict[str, Any]:
        vents = [{"name": "door", "open": door}, {"name": "pane", "open": pane}]
        return snapshot(tick, vents=vents, fires=[fire(kw)])

    listening = Listening()
    assert kinds(hears(listening, world, shown(1, 0.0, 0.0, 100))) == {"fire"}
    opened = hears(listening, world, shown(2, 0.5, 0.0, 100))
    assert kinds(opened) == {"fire", "open"}
    again = hears(listening, world, shown(3, 1.0, 1.0, 900))
    assert kinds(again) == {"fire", "roar", "open", "glass", "whoosh"}
    assert len([one for one in again if one.kind == "open"]) == 1
    world.time_s += 10
    assert kinds(hears(listening, world, shown(4, 0.0, 1.0, 900))) == {"fire", "roar", "shut"}


def test_smoke_is_heard_in_ones_own_breath(world: World) -> None:
    assert hears(Listening(), world, snapshot(1)) == []
    in_smoke = [person(walking_factor=0.6, visibility_m=2.0)]
    breath = hears(Listening(), world, snapshot(1, people=in_smoke))
    assert kinds(breath) == {"breath", "cough"}
    assert all(math.dist(one.position, HERE) < 0.2 for one in breath)
    down = [person(walking_factor=0.6, visibility_m=2.0, incapacitated=True)]
    assert kinds(hears(Listening(), world, snapshot(1, people=down))) == {"breath"}


def test_a_shout_is_heard_where_it_is_shouted(world: World) -> None:
    listening, npc = Listening(), person(id="npc", head=[-3.0, 1.6, 1.0])
    hears(listening, world, snapshot(1, people=[person(), npc]))
    called = hears(listening, world, snapshot(2, people=[person(), {**npc, "saying": "fire"}]))
    assert [(one.kind, one.position) for one in called] == [("call", (-3.0, 1.6, 1.0))]


def test_a_shut_door_dulls_and_an_open_one_leads(building: Building) -> None:
    same = route(building, {}, (-3.0, 1.0, 1.0), HERE)
    assert (same.last, same.gain, same.muffle) == (None, 1.0, 0.0)
    through = route(building, {"door": 1.0}, BESIDE, HERE)
    assert (through.gain, through.muffle) == (pytest.approx(1.0), 0.0)
    shut = route(building, {"door": 0.0}, BESIDE, HERE)
    assert (shut.gain, shut.muffle) == (pytest.approx(SHUT), 1.0)
    ajar = route(building, {"door": 0.1}, BESIDE, HERE)
    assert shut.gain < ajar.gain < through.gain
    assert 0 < ajar.muffle < 1


def test_a_sound_comes_from_the_door_it_comes_through(building: Building) -> None:
    way = route(building, {}, BESIDE, HERE)
    seems = heard_from(way, BESIDE, HERE)
    towards_door = glm.normalize(glm.vec3(0.1, 1, 2) - glm.vec3(*HERE))
    assert glm.dot(glm.normalize(glm.vec3(*seems) - glm.vec3(*HERE)), towards_door) > 0.999
    door = (0.1, 1.0, 2.0)
    assert math.dist(seems, HERE) == pytest.approx(math.dist(HERE, door) + math.dist(door, BESIDE))
    two = route(building, {"door": 0.0, "gate": 1.0}, CORNER, HERE)
    assert two.gain == pytest.approx(SHUT)
    assert two.metres > math.dist(CORNER, (2, 1, 3.1))
