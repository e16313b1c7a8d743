"""Others in the world: they come with their room, and stay behind in it."""

from __future__ import annotations

import time
import uuid
from typing import Any

import pytest

from avatars.pose_packet import HandPose, PosePacket, encode
from backend.schemas.messages import Left, Welcome
from backend.schemas.rooms import PeerInfo
from vr_client.devices.device import Input
from vr_client.messages import Arrived, Entered, FromRoom, Poses, RoomRefused
from vr_client.systems.peers import peers
from vr_client.world import World

HAND = HandPose((0.2, 1.1, -0.3), (0, 0, 0, 1))
UPRIGHT = (0.0, 0.0, 0.0, 1.0)


def entered(room: str) -> Entered:
    return Entered("http://127.0.0.1:1", room, "token", 1)


def welcome(*names: str) -> FromRoom:
    people = [PeerInfo(peer=2 + n, user=uuid.uuid4(), name=name) for n, name in enumerate(names)]
    return FromRoom(Welcome(peer=1, peers=people, drill=None))


def pose_of(*numbers: int) -> Poses:
    packet = encode(PosePacket(1, 0, (1.0, 1.6, -2.0), UPRIGHT, HAND, HAND))
    return Poses(time.monotonic() - 1, dict.fromkeys(numbers, packet))


def frame(world: World, *events: Any) -> list[str]:
    """Names of those who are drawn after a frame with these events."""
    peers(world, Input(), list(events), 1 / 60)
    return sorted(peer.name for peer in world.peers.values())


def test_those_of_a_room_are_drawn_once_they_were_seen() -> None:
    world = World()
    assert frame(world, entered("entrance"), welcome("가람", "나래")) == []
    assert frame(world, pose_of(2)) == ["가람"]
    assert frame(world, pose_of(3)) == ["가람", "나래"]
    assert frame(world, FromRoom(Left(peer=2))) == ["나래"]
    assert frame(world, pose_of(2)) == ["나래"]  # a late packet brings nobody back


def test_nobody_comes_along_to_another_place_even_if_its_room_is_out_of_reach() -> None:
    world = World()
    assert frame(world, entered("entrance"), welcome("가람"), pose_of(2)) == ["가람"]
    world.peers.clear()  # as travel does on leaving
    assert frame(world, Arrived("fire_hall", "spawn")) == []
    assert frame(world, pose_of(2)) == []  # the old room's socket has not been closed yet
    assert frame(world, welcome("가람"), pose_of(2)) == []
    assert frame(world, entered("fire_hall"), welcome("다온"), pose_of(2)) == ["다온"]


def test_arriving_where_one_is_already_known_changes_nothing() -> None:
    world = World()
    assert frame(world, entered("entrance"), Arrived("entrance", "spawn"), welcome("가람"), pose_of(2)) == ["가람"]
    assert frame(world, Arrived("entrance", "board"), entered("entrance")) == ["가람"]


@pytest.mark.parametrize(
    ("language", "words"), [("ko", "방이 찼습니다. 자리가 나면"), ("en", "The room is full. You will")]
)
def test_one_is_told_why_one_is_alone(language: str, words: str) -> None:
    world = World()
    world.user.language = language
    body = {"code": "room_full", "message_ko": "방이 찼습니다.", "message_en": "The room is full."}
    events: list[Any] = [RoomRefused("entrance", body)]
    peers(world, Input(), events, 1 / 60)
    assert events[-1].text.startswith(words)


def test_numbers_given_anew_by_a_restarted_server_bring_no_body_of_somebody_else() -> None:
    world = World()
    first, second = (PeerInfo(peer=2 + n, user=uuid.uuid4(), name=name) for n, name in enumerate(("가람", "나래")))
    before = FromRoom(Welcome(peer=1, peers=[first, second], drill=None))
    assert frame(world, entered("entrance"), before, pose_of(2, 3)) == ["가람", "나래"]
    swapped = [PeerInfo(peer=2, user=second.user, name="나래"), PeerInfo(peer=3, user=first.user, name="가람")]
    assert (
        frame(world, FromRoom(Welcome(peer=1, peers=swapped, drill=None))) == []
    )  # nobody was seen under the new numbers
    assert frame(world, pose_of(3)) == ["가람"]
    assert world.peers[3].user == str(first.user)
