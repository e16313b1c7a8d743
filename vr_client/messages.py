"""What systems tell the network thread, and what they hear back. Plain values: they cross threads through bounded queues.

To send: `world.outbox.append(Put(...))`. To hear: every system gets this frame's `events`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

# out ----------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Put:
    """A write, idempotent by the id in its path. Kept on disk until the server has it, whatever happens in between."""

    path: str  # below backend.schemas.wire.API, e.g. "/suggestions/6f1c..."
    body: BaseModel
    tag: str = ""


@dataclass(slots=True)
class Get:
    """A read; the answer comes as Reply with the same tag. Not kept when offline: a Reply with status 0 says so."""

    path: str
    tag: str


@dataclass(slots=True)
class EnterRoom:
    """Leave the present room, if any, and enter this one (its sockets and its voice)."""

    room: str


@dataclass(slots=True)
class DrillAction:
    """One safety_training action; the network thread numbers it and repeats it until acked."""

    drill: str
    action: Any


@dataclass(slots=True)
class SetMuted:
    muted: bool


# in -----------------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Reply:
    tag: str
    status: int  # HTTP status; 0: no connection
    body: Any  # decoded JSON


@dataclass(slots=True)
class Online:
    online: bool


@dataclass(slots=True)
class FromRoom:
    """A message of the room's event socket, one of backend.schemas.messages.ServerMessage."""

    message: BaseModel


@dataclass(slots=True)
class Entered:
    """We are in this room (said again whenever its token was renewed): where its sockets and its voice are, and who we are."""

    url: str  # of the server, "http://127.0.0.1:4711"
    room: str
    token: str
    peer: int


@dataclass(slots=True)
class RoomRefused:
    """The server does not let us into this room (it is full, say). Said once; the network thread goes on trying."""

    room: str
    body: Any  # decoded JSON: code, message_ko, message_en


@dataclass(slots=True)
class Poses:
    """One tick of the pose socket: avatars.pose_packet bytes by peer. received_s : time.monotonic() of its arrival."""

    received_s: float
    packets: dict[int, bytes]


@dataclass(slots=True)
class Used:
    """A person touched, clicked or grabbed an Interactable. how : "point", "touch", "grab" or "release"."""

    name: str
    hand: str
    how: str


@dataclass(slots=True)
class Arrived:
    place: str
    anchor: str


@dataclass(slots=True)
class Captioned:
    """Something was said or heard that must also be readable."""

    speaker: str
    text: str
    seconds: float = 6.0
    data: dict[str, Any] = field(default_factory=dict)
