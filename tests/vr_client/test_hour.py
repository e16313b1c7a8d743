from concurrent.futures import Future
from datetime import UTC, datetime

import pytest

from renderer.light import LightGroup, PlaceLight
from tests.vr_client.rooms import room_world, standing
from vr_client.systems.hour import FADE_S, hour, hour_in_seoul, weights_at


def group(name, kind, default):
    return LightGroup(name, kind, default, *([None] * (len(LightGroup.__dataclass_fields__) - 3)))


@pytest.fixture
def world(monkeypatch):
    """A place with three hours and lamps whose light is decoded by hand."""
    world, decoding = room_world(), []
    kinds = (
        ("noon", "daylight", 1.0),
        ("morning", "daylight", 0.0),
        ("dusk", "daylight", 0.0),
        ("lamps", "lamps", 0.6),
    )
    world.place.light = PlaceLight((1, 1), [group(*kind) for kind in kinds])
    world.memory["decoding"] = decoding
    monkeypatch.setattr(PlaceLight, "decoding", lambda _light, _chosen: decoding)
    return world


def choose(world, wanted):
    from dataclasses import replace

    world.settings = replace(world.settings, hour=wanted)


def shining(world):
    return dict(
        zip(("noon", "morning", "dusk", "lamps"), world.place.light.weights(world.place.light_weights), strict=True)
    )


def frames(world, seconds):
    for _ in range(round(seconds * 50)):
        hour(world, standing(), [], 0.02)


def test_a_place_is_entered_in_the_hour_that_was_chosen(world):
    choose(world, "dusk")
    frames(world, 0.02)
    assert shining(world) == pytest.approx({"noon": 0, "morning": 0, "dusk": 1, "lamps": 1})


def test_the_places_own_hour_is_as_it_was_designed(world):
    frames(world, 0.02)
    assert world.place.light_weights == {}


def test_the_hour_turns_slowly_once_its_light_is_there(world):
    frames(world, 0.02)
    waits = Future()
    world.memory["decoding"].append(waits)
    choose(world, "morning")
    frames(world, 5)
    assert shining(world)["noon"] == 1
    waits.set_result(None)
    frames(world, FADE_S / 2)
    half = shining(world)
    assert half["noon"] == pytest.approx(0.5, abs=0.05)
    assert half["morning"] == pytest.approx(1 - half["noon"], abs=1e-6)
    assert 0.6 < half["lamps"] < 0.8
    frames(world, FADE_S)
    assert shining(world) == pytest.approx({"noon": 0, "morning": 1, "dusk": 0, "lamps": 0.8})
    choose(world, "noon")
    frames(world, FADE_S + 0.1)
    assert world.place.light_weights == {}


def test_a_place_of_one_hour_keeps_it(world):
    del world.place.light.groups[1:3]
    assert weights_at(world.place, "dusk") == {}


@pytest.mark.parametrize(
    ("utc", "seoul"), [("21:00", "morning"), ("02:00", "noon"), ("06:59", "noon"), ("07:00", "dusk"), ("15:00", "dusk")]
)
def test_now_is_seouls_clock(utc, seoul):
    assert hour_in_seoul(datetime.fromisoformat(f"2026-11-22T{utc}").replace(tzinfo=UTC)) == seoul
