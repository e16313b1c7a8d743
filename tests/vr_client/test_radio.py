"""A trainer by radio, in words: what stands in a trainee's view while somebody talks or listens."""

from __future__ import annotations

from typing import Any

from backend.schemas.messages import TrainerVoice, Welcome
from backend.schemas.voice import TRAINERS_FROM
from vr_client.devices.device import Input
from vr_client.messages import Arrived, Entered, FromRoom
from vr_client.systems.captions import captions
from vr_client.systems.radio import LISTENS, TO_ALL, TO_ME, radio
from vr_client.world import World

A, B = TRAINERS_FROM, TRAINERS_FROM + 1


def voice(peer: int = A, **air: bool) -> FromRoom:
    return FromRoom(TrainerVoice(peer=peer, name="한교관", **{"talking": True, **air}))


def read(world: World, *events: Any, seconds: float = 0.1) -> list[str]:
    """What is to be read after so long, in which these events came first."""
    heard = list(events)
    for _ in range(max(1, round(seconds * 10))):
        world.time_s += 0.1
        radio(world, Input(), heard, 0.1)
        captions(world, Input(), heard, 0.1)
        heard = []
    return [caption.text for caption in world.captions]


def in_the_hall() -> World:
    world = World(fade=0.0)
    read(
        world,
        Arrived("fire_hall", "spawn"),
        Entered("http://x", "fire_hall", "t", 1),
        FromRoom(Welcome(peer=1, peers=[])),
    )
    return world


def test_it_is_read_for_as_long_as_the_trainer_talks_and_then_no_more() -> None:
    world = in_the_hall()
    assert read(world, voice(), seconds=30) == [TO_ALL]
    assert read(world, voice(alone=True)) == [TO_ME]
    assert read(world, voice(talking=False)) == []


def test_one_trainer_falls_silent_beside_another_who_talks_on() -> None:
    world = in_the_hall()
    read(world, voice(A), voice(B))
    assert read(world, voice(A, talking=False)) == [TO_ALL]
    assert read(world, voice(B, talking=False)) == []


def test_listening_is_announced_once() -> None:
    world = in_the_hall()
    assert read(world, voice(talking=False, listening=True)) == [LISTENS]
    assert read(world, voice(talking=True, listening=True), seconds=12) == [TO_ALL]


def test_nothing_is_read_on_in_another_room_or_after_a_restart() -> None:
    world = in_the_hall()
    read(world, voice())
    assert read(world, Arrived("fire_hall", "door")) == [TO_ALL]  # the same room: nobody has left it
    assert read(world, Arrived("entrance", "spawn"), seconds=5) == []
    read(world, Entered("http://x", "entrance", "t", 1), voice())
    assert read(world, FromRoom(Welcome(peer=1, peers=[])), seconds=5) == []
