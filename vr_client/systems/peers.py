"""Others in this room: who is here, from the event socket; where they are, from the pose socket, drawn a tenth of a second late."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field
from typing import Any

from avatars.interpolate import PoseTrack
from avatars.look import colour_of
from avatars.pose_packet import decode
from backend.schemas.messages import Joined, Left, Welcome
from backend.schemas.rooms import PeerInfo
from vr_client.devices.device import Input
from vr_client.i18n import tr
from vr_client.messages import Arrived, Captioned, Entered, FromRoom, Online, Poses, RoomRefused
from vr_client.world import Peer, World

log = logging.getLogger(__name__)
_CAPTION_S = 4.0
_REFUSED_S = 10.0


@dataclass(slots=True)
class _Others:
    """Kept in world.memory["peers"]."""

    known: dict[int, PeerInfo] = field(default_factory=dict)
    tracks: dict[int, PoseTrack] = field(default_factory=dict)
    room: str = ""


def peers(world: World, inputs: Input, events: list[Any], dt_s: float) -> None:
    """Keeps world.peers: one for each person who is here and has been seen."""
    others: _Others = world.memory.setdefault("peers", _Others())
    for event in list(events):
        match event:
            case Arrived():
                if (
                    event.place != others.room
                ):  # those of the room before do not come along, whenever the next one answers
                    _forget_all(world, others)
                    others.room = ""
            case Entered():
                if event.room != others.room:
                    _forget_all(world, others)
                    others.room = event.room
            case Online(online=online):
                world.online = online
            case RoomRefused(body=body):
                events.append(Captioned("", _refusal(body, world.user.language), _REFUSED_S))
            case _ if not others.room:
                pass
            case FromRoom(message=Welcome() as welcome):
                _welcome(world, others, welcome)
            case FromRoom(message=Joined() as joined):
                others.known[joined.who.peer] = joined.who
                events.append(
                    Captioned(
                        "", tr("{name:이/가} 들어왔습니다.", world.user.language, name=joined.who.name), _CAPTION_S
                    )
                )
            case FromRoom(message=Left() as left):
                if who := others.known.get(left.peer):
                    events.append(
                        Captioned("", tr("{name:이/가} 나갔습니다.", world.user.language, name=who.name), _CAPTION_S)
                    )
                _forget(world, others, left.peer)
            case Poses():
                _take(others, event)
    _move(world, others, time.monotonic())


def _refusal(body: Any, language: str) -> str:
    """What the server said, and that one may go on alone."""
    said = body.get(f"message_{language}", "") if isinstance(body, dict) else ""
    return f"{said} {tr('자리가 나면 함께하게 됩니다. 그때까지는 혼자 둘러보세요.', language)}".strip()


def _welcome(world: World, others: _Others, welcome: Welcome) -> None:
    here = {info.peer: info for info in welcome.peers}
    for number, who in list(others.known.items()):  # a server that was restarted gives its numbers anew
        if number not in here or here[number].user != who.user:
            _forget(world, others, number)
    others.known = here


def _take(others: _Others, poses: Poses) -> None:
    for peer, packet in poses.packets.items():
        try:
            others.tracks.setdefault(peer, PoseTrack()).push(decode(packet), poses.received_s)
        except ValueError as error:
            log.warning("pose of peer %d: %s", peer, error)


def _move(world: World, others: _Others, now_s: float) -> None:
    for number, who in others.known.items():
        track = others.tracks.get(number)
        body = track.at(now_s) if track else None
        if body is None:
            continue
        peer = world.peers.get(number)
        if peer is None:
            peer = world.peers[number] = Peer(number, who.name, colour_of(str(who.user)), user=str(who.user))
        peer.head, peer.left, peer.right, peer.sits = body.head, body.left, body.right, body.sits


def _forget(world: World, others: _Others, peer: int) -> None:
    for kept in (others.known, others.tracks, world.peers):
        kept.pop(peer, None)


def _forget_all(world: World, others: _Others) -> None:
    for peer in [*others.known, *world.peers]:
        _forget(world, others, peer)
    others.tracks.clear()
