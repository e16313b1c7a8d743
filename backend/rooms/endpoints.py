"""The room token, the two sockets, and the door to the voice.

Close codes: 4401 bad token, 4403 token of another room, 4408 reads too slowly, 4409 taken over by the same person's newer socket,
4410 get a new room token, 4429 too many frames, 1003 wrong kind of frame, 1007 not a message, 1009 too big, 1012 server restarts.
"""

from __future__ import annotations

import asyncio
from typing import Annotated

import structlog
from fastapi import APIRouter, Depends, WebSocket
from pydantic import ValidationError

from backend.errors import Refusal, problems
from backend.identity.deps import CurrentUser
from backend.identity.tokens import RoomClaims
from backend.limits import Bucket
from backend.rooms.access import admit, bad_offer, room_claims, voice_of
from backend.rooms.hub import Room, Seat
from backend.rooms.outbox import EventOutbox, PoseOutbox
from backend.schemas.messages import EVENTS_PATH, DrillInput, Refused, Welcome
from backend.schemas.poses import MAX_POSE_BYTES, POSES_PATH
from backend.schemas.rooms import RoomTokenOut
from backend.schemas.voice import VOICE_PATH, VoiceAnswer, VoiceOffer
from backend.schemas.wire import RoomId
from backend.server import Server, ServerDep

log = structlog.get_logger(__name__)
router = APIRouter(tags=["rooms"])
TOO_OFTEN = 4429


@router.post("/rooms/{room}/token", responses=problems(401, 409))
async def enter_room(room: RoomId, server: ServerDep, user: CurrentUser) -> RoomTokenOut:
    """A token that opens the two sockets and the voice of this room, and one's number in it."""
    seat = server.hub.seat(room, user.id, user.name)
    token, expires = server.tokens.room(RoomClaims(user.id, user.name, room, seat.peer))
    return RoomTokenOut(token=token, expires_at=expires, room=room, peer=seat.peer)


@router.websocket(POSES_PATH)
async def poses(socket: WebSocket, room: str, server: ServerDep) -> None:
    admitted = await admit(socket, server, room)
    if admitted is None:
        return
    place, seat = admitted
    outbox = PoseOutbox()
    place.connect_poses(seat, outbox)
    sender = asyncio.create_task(outbox.run(socket))
    gauge = server.metrics.sockets.labels("poses")
    gauge.inc()
    try:
        outbox.close(await _take_poses(socket, server, seat, outbox))
        await sender
    finally:
        gauge.dec()
        sender.cancel()
        place.disconnect_poses(seat, outbox)


async def _take_poses(socket: WebSocket, server: Server, seat: Seat, outbox: PoseOutbox) -> int:
    """Until the socket ends; returns the code to close it with."""
    bucket = Bucket(*server.settings.rate_pose)
    taken = server.metrics.poses
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return 1000
        packet = message.get("bytes")
        if packet is None:
            return 1003
        if len(packet) > MAX_POSE_BYTES:
            return 1009
        if not packet:
            return 1007
        if bucket.take():
            return TOO_OFTEN
        if seat.poses is outbox:
            seat.pose, seat.fresh = packet, True
            taken.inc()


@router.websocket(EVENTS_PATH)
async def events(socket: WebSocket, room: str, server: ServerDep) -> None:
    admitted = await admit(socket, server, room)
    if admitted is None:
        return
    place, seat = admitted
    outbox = EventOutbox()
    outbox.put(_welcome(server, place, seat))
    place.enter(seat, outbox)
    server.drills.greet(place, seat)
    server.radio.greet(place, seat)
    sender = asyncio.create_task(outbox.run(socket))
    gauge = server.metrics.sockets.labels("events")
    gauge.inc()
    try:
        outbox.close(await _take_messages(socket, server, place, seat, outbox))
        await sender
    finally:
        gauge.dec()
        sender.cancel()
        if place.leave(seat, outbox) and server.voice is not None:
            # Without this, a client that was killed would be heard (or hold a stream) until its connection times out.
            await server.voice.leave(place.id, seat.peer)


def _welcome(server: Server, place: Room, seat: Seat) -> str:
    others = [other.info for other in place.present() if other is not seat]
    return Welcome(peer=seat.peer, peers=others, drill=server.drills.running_in(place.id)).model_dump_json()


async def _take_messages(socket: WebSocket, server: Server, place: Room, seat: Seat, outbox: EventOutbox) -> int:
    """Until the socket ends; returns the code to close it with."""
    bucket = Bucket(*server.settings.rate_input)
    while True:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            return 1000
        text = message.get("text")
        if text is None:
            return 1003
        if len(text) > server.settings.max_event_bytes:
            return 1009
        if bucket.take():
            return TOO_OFTEN
        try:
            heard = DrillInput.model_validate_json(text)
        except ValidationError:
            return 1007
        if seat.events is not outbox:
            continue
        try:
            server.drills.take(place, seat, heard)
        except Refusal as refusal:
            outbox.put(Refused(problem=refusal.problem).model_dump_json())


ClaimsDep = Annotated[RoomClaims, Depends(room_claims)]


@router.post(VOICE_PATH, responses=problems(401, 403))
async def offer_voice(room: RoomId, body: VoiceOffer, server: ServerDep, claims: ClaimsDep) -> VoiceAnswer:
    """Connect one's voice: an SDP offer with the room token; the answer's fingerprint is trusted because this channel is."""
    server.limits.take(("voice", claims.user), server.settings.rate_voice)
    voice = await voice_of(server)
    try:
        return VoiceAnswer(sdp=await voice.join(claims.room, claims.peer, body.sdp))
    except ValueError as error:
        raise bad_offer() from error


@router.delete(VOICE_PATH, status_code=204, responses=problems(401, 403))
async def leave_voice(room: RoomId, server: ServerDep, claims: ClaimsDep) -> None:
    if server.voice is not None:
        await server.voice.leave(claims.room, claims.peer)
