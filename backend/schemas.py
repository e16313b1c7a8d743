"""Wire types: everything that crosses the network, and the only module of the server that others import.

Ids that a client makes are UUIDs; sending the same id twice changes nothing (and answers the same), so a client may repeat
whatever it is not sure of. Times are UTC, ISO 8601.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictFloat,
    StrictInt,
    StrictStr,
)

API = "/api"
MAX_POSE_BYTES = 256
POSE_HZ = 20


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid")


def _written(value: Any) -> Any:
    # A number would be read as seconds since 1970: nobody means that.
    if isinstance(value, datetime) or (isinstance(value, str) and "-" in value[1:] and ":" in value):
        return value
    raise ValueError("not a date and time as in ISO 8601")


def _utc(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # the first and last hours of the calendar
        return moment.replace(tzinfo=UTC)


Language = Literal["ko", "en"]
Utc = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_utc)]
# One line with something visible in it; no control characters, nor those that turn the direction of writing.
_ODD = r"\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069"
Name = Annotated[str, Field(min_length=1, max_length=40, pattern=rf"^[^{_ODD}]*[^{_ODD}\s][^{_ODD}]*$")]
TextBlock = r"^[^\x00]*[^\x00\s][^\x00]*$"  # as a pattern: several lines, something visible in them
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
TaskId = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_.:-]{0,79}$")]
# Strict, or a text of digits longer than allowed would become a number.
_Number = Annotated[StrictInt, Field(ge=-(2**53), le=2**53)] | Annotated[StrictFloat, Field(allow_inf_nan=False)]
Detail = Annotated[
    dict[Slug, StrictBool | _Number | Annotated[StrictStr, Field(max_length=200, pattern=r"^[^\x00]*$")]],
    Field(max_length=30, json_schema_extra={"additionalProperties": False}),
]
Mark = Annotated[
    str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:-]*$")
]  # an id within a dossier
RoomId = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}(\.[a-z0-9-]{1,36})?$")
]  # place id, and a group where one plays apart


class Health(Wire):
    """GET /health. 200 when `status` is "ok", else 503."""

    status: Literal["ok", "degraded"]
    database: bool
    version: str
    statements: Literal["off", "ok", "behind"] = (
        "off"  # on their way to a learning record store; behind: it is out of reach
    )


class Problem(Wire):
    """Every refusal: a stable code, and a sentence in each language."""

    code: str
    message_ko: str
    message_en: str
    detail: Any = None


# identity ---------------------------------------------------------------------------------------------------------------


class Role(StrEnum):
    guest = "guest"
    citizen = "citizen"
    trainer = "trainer"
    staff = "staff"
    admin = "admin"


class GuestIn(Wire):
    """POST /api/guests. `secret` is made by the client and kept on its disk: the guest's key to come back with."""

    id: UUID
    secret: Annotated[str, Field(min_length=32, max_length=128, pattern=r"^[A-Za-z0-9_-]+$")]  # hex or base64url
    name: Name
    language: Language = "ko"


class AccountIn(Wire):
    """POST /api/accounts. Turns a guest (by its token) into a citizen, or makes a new citizen."""

    email: Annotated[str, Field(pattern=r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,190}$")]
    password: Annotated[str, Field(min_length=10, max_length=200, pattern=r"^[^\x00]*$")]
    name: Name
    language: Language = "ko"


class LoginIn(Wire):
    """POST /api/tokens."""

    email: Annotated[str, Field(max_length=256, pattern=r"^[^\x00]*$")]
    password: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class TokenOut(Wire):
    access_token: str
    token_type: Literal["bearer"] = "bearer"
    expires_at: datetime
    user: UserOut


class UserOut(Wire):
    id: UUID
    name: Name
    role: Role
    language: Language


class RoomTokenOut(Wire):
    """POST /api/rooms/{room}/token. Opens the two sockets and the voice of that room only; lives ten minutes."""

    token: str
    expires_at: datetime
    room: RoomId
    peer: int  # this person's number in the room, 1..65535


# sessions, progress, records ---------------------------------------------------------------------------------------------


class SessionIn(Wire):
    """PUT /api/sessions/{id}. One visit; sent again with `ended_at` when it is over."""

    place: RoomId
    device: Annotated[str, Field(max_length=80, pattern=r"^[^\x00]*$")]
    started_at: Utc
    ended_at: Utc | None = None


class SessionOut(SessionIn):
    id: UUID


class ProgressIn(Wire):
    """PUT /api/progress/{task}. Latest `at` wins, so that late repeats of old news change nothing."""

    state: Literal["seen", "started", "done"]
    at: Utc
    detail: Detail = {}


class ProgressOut(ProgressIn):
    task: str


class GradeLine(Wire):
    """One rule of a rubric: what was given of what was to be had, and the moment that decided it."""

    rule: str
    got: float
    of: float
    tick: int | None = None
    text_ko: str
    text_en: str


class GradeOut(Wire):
    score: float
    of: float = 100
    passed: bool
    critical: list[str] = []
    lines: list[GradeLine]


class Correction(Wire):
    """What came of an appeal that was right. The first grade stays beside it."""

    score: float
    passed: bool
    at: datetime
    why: str


class RecordOut(Wire):
    """GET /api/records: what one has done, newest first. appeal : how an appeal stands. certificate : its number, if any."""

    id: UUID
    kind: Literal["drill", "lease"]
    subject: UUID  # the drill or the lease
    title: str  # in the language of the person
    finished_at: datetime
    grade: GradeOut
    state_hash: str = ""
    corrected: Correction | None = None
    appeal: Literal["", "open", "upheld", "corrected"] = ""
    certificate: str = ""


class AppealIn(Wire):
    """PUT /api/records/{id}/appeal, by whose record it is. One a record; the id is the client's."""

    id: UUID
    text: Annotated[str, Field(min_length=2, max_length=2000, pattern=TextBlock)]


class AppealCheck(Wire):
    """What computing the drill again gave. problems : empty when the log is whole and gives the same drill."""

    done: bool
    problems: list[str] = []
    state_hash: str = ""
    score: float | None = None


class AppealOut(AppealIn):
    record: UUID
    title: str
    created_at: datetime
    check: AppealCheck
    state: Literal["open", "upheld", "corrected"]
    answer: str
    answered_at: datetime | None


class TrainerAppealOut(AppealOut):
    """GET /api/appeals, for trainers: everybody's, open ones first, oldest first."""

    author: Name
    subject: UUID
    grade: GradeOut
    corrected: Correction | None


class RulingIn(Wire):
    """PUT /api/appeals/{id}/ruling, by a trainer. score, passed : of a corrected grade."""

    state: Literal["upheld", "corrected"]
    answer: Annotated[str, Field(min_length=2, max_length=4000, pattern=TextBlock)]
    score: Annotated[float, Field(ge=0, le=100, allow_inf_nan=False)] | None = None
    passed: StrictBool | None = None


class CertificateOut(Wire):
    """GET /api/certificates/{number}, for anybody: exactly what the certificate says. mode : "" where there is none."""

    number: str
    url: str  # of the public page
    valid: bool
    name: str
    title_ko: str
    title_en: str
    mode: Literal["", "practice", "guided", "test"]
    score: float
    of: float
    finished_at: datetime
    issued_at: datetime
    withdrawn_at: datetime | None


# launches from a learning management system -----------------------------------------------------------------------------


class LaunchIn(Wire):
    """PUT /api/launches/{id}, by the page of a SCORM package, which made the id."""

    package: Annotated[str, Field(max_length=2000, pattern=r"^[A-Za-z0-9_.-]+$")]


class LaunchOut(Wire):
    """link : for the app. page : for a browser. token : for GET /api/launches/{id}/result."""

    id: UUID
    code: str
    link: str
    page: str
    token: str


class LaunchResult(Wire):
    """The best of what was finished since the launch was claimed."""

    state: Literal["waiting", "claimed", "finished"]
    passed: bool | None = None
    score: float | None = None
    of: float = 100
    seconds: float | None = None
    finished_at: datetime | None = None


class ClaimOut(Wire):
    """PUT /api/launches/{code}/claim, by whoever is to do the drill."""

    scenario: Slug
    place: RoomId
    mode: Literal["practice", "guided", "test"]
    title_ko: str
    title_en: str


# learning record store ----------------------------------------------------------------------------------------------------


class RefusedStatement(Wire):
    id: UUID
    why: str


class OutboxOut(Wire):
    """GET /api/xapi/outbox, for trainers. store : the address of the learning record store, "" if there is none."""

    store: str
    waiting: int
    sent: int  # of those still kept here
    refused: int
    oldest_waiting_at: datetime | None
    last_sent_at: datetime | None
    last_error: str
    last_error_at: datetime | None
    next_try_at: datetime | None
    refusals: list[RefusedStatement]


# drills -----------------------------------------------------------------------------------------------------------------


class DrillIn(Wire):
    """PUT /api/drills/{id}. Starts a drill in a room; whoever is in that room may join it.

    group, roles and paused are a trainer's: for whom it is, who has which of the scenario's roles, and that it waits to be resumed.
    """

    room: RoomId
    scenario: Slug
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    mode: Literal["practice", "guided", "test"] = "practice"
    group: UUID | None = None
    roles: Annotated[dict[UUID, Slug], Field(max_length=16, json_schema_extra={"additionalProperties": False})] = {}
    paused: bool = False


class DrillOut(DrillIn):
    id: UUID
    state: Literal["running", "finished", "abandoned", "rewound"]
    tick: int
    grade: GradeOut | None = None  # of the person who asks
    state_hash: str = ""
    branch_of: UUID | None = None  # the drill from whose tick `branch_tick` this one goes on
    branch_tick: int | None = None


class PauseIn(Wire):
    """PUT /api/drills/{id}/paused, by a trainer: the clock stands, or goes on."""

    paused: StrictBool


Control = Literal[
    "ignite", "growth", "vent", "smoke", "reignite", "fault", "power", "casualty", "block", "message", "role", "end"
]  # fmt: skip


class InjectIn(Wire):
    """PUT /api/drills/{id}/injections/{injection}, by a trainer: safety_training.events.Inject. Answered once it is kept."""

    control: Control
    target: Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")] = ""
    value: Annotated[float, Field(ge=-1000, le=1000, allow_inf_nan=False)] = 0.0
    what: Annotated[str, Field(max_length=400, pattern=r"^[^\x00]*$")] = ""


class InjectionOut(InjectIn):
    id: UUID
    tick: int  # at which it was applied
    by: UUID
    at: datetime


class RewindIn(Wire):
    """PUT /api/drills/{id}/branches/{branch}, by a trainer: a new drill that goes on from `tick` of this one, people and all.

    The old one, if it still runs, ends there as "rewound". The new one stands still until it is resumed, unless told otherwise."""

    tick: Annotated[int, Field(ge=0, lt=2**31)]
    paused: StrictBool = True


class DrillSummary(Wire):
    """GET /api/drills: for trainers, newest first."""

    id: UUID
    room: RoomId
    scenario: Slug
    seed: int
    mode: str
    state: str
    tick: int
    group: UUID | None
    started_at: datetime
    ended_at: datetime | None
    branch_of: UUID | None


class ScenarioOut(Wire):
    """GET /api/scenarios."""

    id: Slug
    place: RoomId
    people: int  # most that may take part
    title_ko: str
    title_en: str


class DrillLogOut(Wire):
    """GET /api/drills/{id}/log: all one needs to compute the drill again (see safety_training.replay)."""

    log: dict[str, Any]


# groups -----------------------------------------------------------------------------------------------------------------


class GroupIn(Wire):
    """PUT /api/groups/{id}, by a trainer, who then trains it."""

    name: Name


class MemberIn(Wire):
    """PUT /api/groups/{id}/members/{user}."""

    part: Literal["trainer", "trainee"] = "trainee"


class MemberOut(MemberIn):
    user: UUID
    name: Name


class GroupOut(GroupIn):
    """`members` : trainers first, each part by name."""

    id: UUID
    created_at: datetime
    members: list[MemberOut]


class ResultOut(Wire):
    """GET /api/groups/{id}/results: what its people have finished in the group's drills, oldest first."""

    user: UUID
    name: Name
    drill: UUID
    scenario: Slug
    mode: str
    finished_at: datetime
    score: float
    of: float
    passed: bool
    critical: list[str]


# leases -----------------------------------------------------------------------------------------------------------------


class LeaseIn(Wire):
    """PUT /api/leases/{id}. One attempt at a dossier: what was opened, what was found, what was decided, and why."""

    dossier: Slug
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    opened: Annotated[list[Mark], Field(max_length=50)]
    findings: Annotated[list[Mark], Field(max_length=50)]  # ids "document.field" marked as suspicious
    reason: Annotated[str, Field(max_length=60, pattern=r"^[A-Za-z0-9_.:-]*$")]  # id of the reason chosen
    decision: Literal["sign", "fix", "stop"]
    actions: Annotated[list[Mark], Field(max_length=20)] = []


class DossierOut(Wire):
    """GET /api/dossiers/{id}?seed=: safety_training.contract.Dossier.to_dict(), which holds no answers."""

    dossier: dict[str, Any]


class LeaseOut(LeaseIn):
    id: UUID
    grade: GradeOut
    finished_at: datetime


# suggestions ------------------------------------------------------------------------------------------------------------


class SuggestionIn(Wire):
    """PUT /api/suggestions/{id}."""

    text: Annotated[str, Field(min_length=2, max_length=2000, pattern=TextBlock)]
    language: Language = "ko"


class SuggestionOut(SuggestionIn):
    id: UUID
    state: Literal["received", "answered"]
    created_at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    answer_seen: bool = False


class StaffSuggestionOut(SuggestionOut):
    """GET /api/staff/suggestions: everybody's, oldest unanswered first."""

    author: Name


class AnswerIn(Wire):
    """PUT /api/suggestions/{id}/answer, by staff."""

    answer: Annotated[str, Field(min_length=2, max_length=4000, pattern=TextBlock)]


class SeenIn(Wire):
    """PUT /api/suggestions/{id}/seen, by the author: the answer was read. Nothing to say but that."""


# voice ------------------------------------------------------------------------------------------------------------------


class VoiceOffer(Wire):
    """POST /api/rooms/{room}/voice with the room token: an SDP offer with one audio line to send and SLOTS to receive."""

    sdp: Annotated[str, Field(max_length=60_000)]


class VoiceAnswer(Wire):
    sdp: str


VOICE_SLOTS = 8  # receive streams a listener; the RTP header's CSRC names the talker's peer number


# paths with a room token, `Authorization: Bearer <room token>` on all three (a browser may use `?token=` on the sockets) -------

EVENTS_PATH = "/rooms/{room}/events"  # WebSocket, JSON
POSES_PATH = "/rooms/{room}/poses"  # WebSocket, binary
VOICE_PATH = "/rooms/{room}/voice"  # POST VoiceOffer -> VoiceAnswer


# the room's event socket: JSON objects, `type` says which ------------------------------------------------------------------


class PeerInfo(Wire):
    peer: int
    user: UUID
    name: Name


class Welcome(Wire):
    type: Literal["welcome"] = "welcome"
    peer: int
    peers: list[PeerInfo]
    drill: DrillOut | None = None  # the one that is running here


class Joined(Wire):
    type: Literal["joined"] = "joined"
    who: PeerInfo


class Left(Wire):
    type: Literal["left"] = "left"
    peer: int


class RoomOut(Wire):
    """GET /api/rooms, for trainers: every room with somebody in it or a drill."""

    room: RoomId
    people: list[PeerInfo]
    drill: DrillOut | None = None


class DrillSnapshot(Wire):
    """20 times a second while a drill runs. `acked` is the highest input `seq` of this client that is safely in the log."""

    type: Literal["drill.snapshot"] = "drill.snapshot"
    drill: UUID
    acked: int
    snapshot: dict[str, Any]  # safety_training.drill.Snapshot


class DrillEvents(Wire):
    type: Literal["drill.events"] = "drill.events"
    drill: UUID
    events: list[dict[str, Any]]


class DrillEnded(Wire):
    type: Literal["drill.ended"] = "drill.ended"
    drill: UUID
    grade: GradeOut
    state_hash: str


class DrillRewound(Wire):
    """The trainer went back in time: `drill` is over without a grade, and `to` goes on from `tick` of it with the same people."""

    type: Literal["drill.rewound"] = "drill.rewound"
    drill: UUID
    to: UUID
    tick: int


class SuggestionAnswered(Wire):
    type: Literal["suggestion.answered"] = "suggestion.answered"
    id: UUID


class Refused(Wire):
    type: Literal["refused"] = "refused"
    problem: Problem


class DrillInput(Wire):
    """Client to server. `action` as in safety_training.events. The client repeats what was not acked after a reconnect."""

    type: Literal["drill.input"] = "drill.input"
    drill: UUID
    seq: Annotated[int, Field(ge=1, lt=2**53)]
    action: dict[str, Any]


ServerMessage = Annotated[
    Welcome | Joined | Left | DrillSnapshot | DrillEvents | DrillEnded | DrillRewound | SuggestionAnswered | Refused,
    Field(discriminator="type"),
]
ClientMessage = Annotated[DrillInput, Field(discriminator=None)]

# the room's pose socket: binary -----------------------------------------------------------------------------------------
# Client to server: one pose packet (avatars.pose_packet), at most MAX_POSE_BYTES. Server to client, once a tick:
# uint32 tick, uint16 count, then `count` times (uint16 peer, uint8 length, packet). Little endian.

_BATCH_HEAD = struct.Struct("<IH")
_BATCH_ITEM = struct.Struct("<HB")


def pack_pose_batch(tick: int, packets: dict[int, bytes]) -> bytes:
    """One message with everybody's newest packet."""
    parts = [_BATCH_HEAD.pack(tick & 0xFFFFFFFF, len(packets))]
    for peer, packet in packets.items():
        parts += (_BATCH_ITEM.pack(peer, len(packet)), packet)
    return b"".join(parts)


def unpack_pose_batch(data: bytes) -> tuple[int, dict[int, bytes]]:
    """The tick and the packets by peer. Raises ValueError if the message is cut short or too long."""
    try:
        tick, count = _BATCH_HEAD.unpack_from(data)
        offset, packets = _BATCH_HEAD.size, {}
        for _ in range(count):
            peer, length = _BATCH_ITEM.unpack_from(data, offset)
            offset += _BATCH_ITEM.size
            packets[peer] = data[offset : offset + length]
            if len(packets[peer]) != length:
                raise ValueError("pose batch is cut short")
            offset += length
    except struct.error as error:
        raise ValueError("pose batch is cut short") from error
    if offset != len(data):
        raise ValueError("pose batch has bytes left over")
    return tick, packets


TokenOut.model_rebuild()
