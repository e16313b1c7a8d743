"""What goes to the graphics card when: the place one comes to at once, others a piece a frame."""

import gc
from types import SimpleNamespace

import pytest

from vr_client import uploading
from vr_client.settings import Settings
from vr_client.uploading import Uploads
from vr_client.world import World

PIECES = 3


class Card:
    """Counts how often each model was begun; one that is begun twice would be there twice."""

    def __init__(self):
        self.stats = SimpleNamespace(whole_ms=0.0)
        self.begun, self.there, self.pieces = [], set(), 0

    def has(self, model):
        return model in self.there

    def upload(self, model):
        if model in self.there:
            return
        self.begun.append(model)
        for _ in range(PIECES):
            self.pieces += 1
            yield
        self.there.add(model)

    def begin(self, scene):
        return iter(())

    def forget(self, model):
        self.there.discard(model)


@pytest.fixture
def next_door(monkeypatch):
    """Who stands for people, and what is read ahead: a list of one."""
    read = [None]
    monkeypatch.setattr(uploading, "everybodys_models", lambda: ("man", "woman"))
    monkeypatch.setattr(uploading, "next_model", lambda world: read[0])
    return read


def visit(uploads, world, model):
    world.place = SimpleNamespace(model=model)
    world.preparing.append(model)
    uploads.step(world)
    assert not world.preparing


@pytest.fixture
def world():
    return World(settings=Settings())


def test_people_and_the_place_behind_the_door_come_a_piece_a_frame(next_door, world):
    card = Card()
    uploads = Uploads(card, scene=lambda: None)
    visit(uploads, world, "hall")
    assert "hall" in card.there
    assert not uploads.at_rest()
    next_door[0] = "office"
    for _ in range(30):
        before = card.pieces
        uploads.step(world)
        assert card.pieces <= before + 1
    assert card.begun == ["hall", "man", "woman", "office"]
    assert uploads.has_next(world)
    assert uploads.at_rest()


def test_who_goes_through_the_door_meanwhile_waits_for_the_rest_alone(next_door, world):
    card = Card()
    card.there |= {"man", "woman"}
    uploads = Uploads(card, scene=lambda: None)
    visit(uploads, world, "hall")
    next_door[0] = "office"
    for _ in range(2):
        uploads.step(world)
    assert card.begun == ["hall", "office"]
    next_door[0] = None
    visit(uploads, world, "office")
    assert card.begun == ["hall", "office"]
    assert "office" in card.there


def test_behind_another_door_is_another_place_and_the_one_not_visited_goes(next_door, world):
    card = Card()
    uploads = Uploads(card, scene=lambda: None)
    visit(uploads, world, "hall")
    for model in ("office", "shop"):
        next_door[0] = model
        for _ in range(30):
            uploads.step(world)
    assert card.there == {"hall", "man", "woman", "shop"}


def test_three_places_at_most(next_door, world):
    card = Card()
    uploads = Uploads(card, scene=lambda: None)
    for model, ahead in (("a", "b"), ("b", "c"), ("c", "d"), ("d", "e")):
        visit(uploads, world, model)
        next_door[0] = ahead
        for _ in range(30):
            uploads.step(world)
    assert card.there == {"man", "woman", "c", "d", "e"}


def test_what_a_place_brings_is_searched_for_garbage_only_on_the_way_to_the_next(world, next_door):
    class Watching(Card):
        def upload(self, model):
            self.frozen[model] = gc.get_freeze_count()
            return super().upload(model)

    card = Watching()
    card.frozen = {}
    uploads = Uploads(card, lambda: None)
    visit(uploads, world, "hall")
    assert gc.get_freeze_count() > 1000
    visit(uploads, world, "office")
    assert card.frozen["office"] == 0
    assert gc.get_freeze_count() > 1000
    gc.unfreeze()
