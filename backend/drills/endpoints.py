from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter

from backend.drills import control, service
from backend.errors import problems
from backend.identity.deps import CurrentUser
from backend.schemas.drills import (
    DrillIn,
    DrillLogOut,
    DrillOut,
    DrillSummary,
    InjectIn,
    InjectionOut,
    PauseIn,
    RewindIn,
    ScenarioOut,
)
from backend.schemas.rooms import RoomOut
from backend.schemas.voice import TalkIn, VoiceAnswer, VoiceOffer
from backend.schemas.wire import RoomId
from backend.server import ServerDep, UnitDep

router = APIRouter(tags=["drills"])


@router.get("/scenarios", responses=problems())
async def scenarios() -> list[ScenarioOut]:
    """What drills there are."""
    return service.scenarios()


@router.put("/drills/{id}", responses=problems(401, 403, 404, 409))
async def put_drill(id: UUID, body: DrillIn, server: ServerDep, unit: UnitDep, user: CurrentUser) -> DrillOut:
    """Start a drill in a room. Where one runs already: 409 `room_busy` with its id, to be joined.

    It gives way to a new one if its people have been gone for a minute, or if it is the asker's own and nobody else is in it.
    """
    return await service.put(unit, server.drills, user, id, body)


@router.get("/drills/{id}", responses=problems(401, 404))
async def get_drill(id: UUID, server: ServerDep, unit: UnitDep, user: CurrentUser) -> DrillOut:
    """How it stands, with one's own grade once it is over. For those who take part, and for trainers."""
    return await service.get(unit, server.drills, user, id)


@router.get("/drills/{id}/log", responses=problems(401, 404))
async def get_drill_log(id: UUID, unit: UnitDep, user: CurrentUser) -> DrillLogOut:
    """All one needs to compute the drill again. For those who took part, and for trainers."""
    return await service.drill_log(unit, user, id)


# for trainers ---------------------------------------------------------------------------------------------------------


@router.get("/rooms", responses=problems(401, 403))
async def rooms(server: ServerDep, user: CurrentUser) -> list[RoomOut]:
    """Trainers only: where somebody is or a drill runs."""
    return control.rooms(server, user)


@router.get("/drills", responses=problems(401, 403))
async def drills(
    unit: UnitDep, user: CurrentUser, room: RoomId | None = None, group: UUID | None = None
) -> list[DrillSummary]:
    """Trainers only: the newest drills, but those of other trainers' groups."""
    return await control.newest(unit, user, room, group)


@router.put("/drills/{id}/paused", responses=problems(401, 403, 404, 409))
async def put_paused(id: UUID, body: PauseIn, server: ServerDep, unit: UnitDep, user: CurrentUser) -> DrillOut:
    """Trainers only: let the clock stand, or go on."""
    return await control.pause(unit, server, user, id, body.paused)


@router.put("/drills/{id}/injections/{injection}", responses=problems(401, 403, 404, 409))
async def put_injection(
    id: UUID, injection: UUID, body: InjectIn, server: ServerDep, unit: UnitDep, user: CurrentUser
) -> InjectionOut:
    """Trainers only: one of the controls, at the next tick. Answered once it is kept; asked again it is not done again."""
    await unit.commit()  # not to hold the database while waiting for a writer
    return await control.inject(server, user, id, injection, body)


@router.get("/drills/{id}/injections", responses=problems(401, 404))
async def injections(id: UUID, unit: UnitDep, user: CurrentUser) -> list[InjectionOut]:
    """What trainers did to it. For those who took part, and for trainers."""
    return await control.injections(unit, user, id)


@router.put("/drills/{id}/branches/{branch}", responses=problems(401, 403, 404, 409))
async def put_branch(
    id: UUID, branch: UUID, body: RewindIn, server: ServerDep, unit: UnitDep, user: CurrentUser
) -> DrillOut:
    """Trainers only: go back in time. A new drill goes on from that tick with the same people; the old one is kept as it was."""
    await unit.commit()
    return await control.rewind(server, user, id, branch, body)


# the trainer's voice --------------------------------------------------------------------------------------------------


@router.put("/drills/{id}/voices/{voice}", responses=problems(401, 403, 404, 409))
async def put_voice(
    id: UUID, voice: UUID, body: VoiceOffer, server: ServerDep, unit: UnitDep, user: CurrentUser
) -> VoiceAnswer:
    """Trainers only: connect a line to the room of a running drill. It begins silent; asked again, it gets a new connection."""
    await unit.commit()  # not to hold the database while addresses are gathered
    return VoiceAnswer(sdp=await server.radio.connect(server, user, id, voice, body.sdp))


@router.put("/drills/{id}/voices/{voice}/talk", status_code=204, responses=problems(401, 403, 404, 409))
async def put_talk(id: UUID, voice: UUID, body: TalkIn, server: ServerDep, unit: UnitDep, user: CurrentUser) -> None:
    """Trainers only: talk to one or to all, or fall silent; hear the room, or not. Those who are talked to are told."""
    await unit.commit()
    await server.radio.talk(server, user, id, voice, body)


@router.delete("/drills/{id}/voices/{voice}", status_code=204, responses=problems(401))
async def leave_voice(id: UUID, voice: UUID, server: ServerDep, user: CurrentUser) -> None:
    """Close one's line, if it is open."""
    server.radio.leave(server, user, voice)
