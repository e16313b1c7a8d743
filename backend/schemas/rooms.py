"""Who is in which room, and the token that opens it."""

from datetime import datetime
from uuid import UUID

from backend.schemas.drills import DrillOut
from backend.schemas.wire import Name, RoomId, Wire


class RoomTokenOut(Wire):
    """POST /api/rooms/{room}/token. Opens the two sockets and the voice of that room only; lives ten minutes."""

    token: str
    expires_at: datetime
    room: RoomId
    peer: int  # this person's number in the room, 1..65535


class PeerInfo(Wire):
    peer: int
    user: UUID
    name: Name


class RoomOut(Wire):
    """GET /api/rooms, for trainers: every room with somebody in it or a drill."""

    room: RoomId
    people: list[PeerInfo]
    drill: DrillOut | None = None
