"""Who may open a room's sockets and voice: the bearer of that room's token."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.websockets import WebSocket

from backend.errors import Refusal, forbidden, unauthenticated
from backend.identity.tokens import BadTokenError, RoomClaims
from backend.rooms.hub import NO_SEAT, Room, Seat
from backend.schemas.wire import RoomId
from backend.server import Server, ServerDep

if TYPE_CHECKING:
    from backend.rooms.voice import VoiceNode

BAD_TOKEN = 4401
WRONG_ROOM = 4403

_bearer = HTTPBearer(auto_error=False, scheme_name="RoomToken", description="token of POST /api/rooms/{room}/token")


def room_claims(
    room: RoomId, server: ServerDep, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> RoomClaims:
    try:
        claims = server.tokens.read_room(given.credentials if given else "")
    except BadTokenError as error:
        raise unauthenticated() from error
    # After a restart a token may name a number that is another's now: nobody shall speak, or fall silent, in their place.
    if claims.room != room or server.hub.claim(claims.room, claims.user, claims.name, claims.peer) is None:
        raise forbidden()
    return claims


async def admit(socket: WebSocket, server: Server, room_id: str) -> tuple[Room, Seat] | None:
    """Accept the socket if its token opens this room, else close it with a code that says why."""
    await socket.accept()
    scheme, _, bearer = socket.headers.get("authorization", "").partition(" ")
    token = bearer.strip() if scheme.lower() == "bearer" else socket.query_params.get("token", "")
    try:
        claims = server.tokens.read_room(token)
    except BadTokenError:
        await socket.close(BAD_TOKEN, "bad token")
        return None
    if claims.room != room_id:
        await socket.close(WRONG_ROOM, "token of another room")
        return None
    seat = server.hub.claim(claims.room, claims.user, claims.name, claims.peer)
    if seat is None:
        await socket.close(NO_SEAT, "get a new room token")
        return None
    return server.hub.room(room_id), seat


async def voice_of(server: Server) -> VoiceNode:
    """Made when first asked for."""
    if server.voice is None:
        make = await asyncio.to_thread(_load_voice)
        server.voice = server.voice or make()
    return server.voice


def bad_offer() -> Refusal:
    return Refusal(422, "bad_offer", "음성 연결 제안을 이해할 수 없습니다.", "The voice offer is not usable.")


def _load_voice() -> type[VoiceNode]:
    from backend.rooms.voice import VoiceNode  # aiortc takes a second to import

    node: type[VoiceNode] = VoiceNode
    return node
