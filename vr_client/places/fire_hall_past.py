"""The fire hall's debrief: the drill's log is fetched and shown again, and the log of one's best run beside it.

`state` is fire_hall.State."""

from __future__ import annotations

from typing import Any

from safety_training.scenario import load_scenario
from vr_client.drills import debrief
from vr_client.i18n import tr
from vr_client.messages import Get, Reply
from vr_client.world import World

LOG, BEST, GHOST = "drill.log:", "drill.best:", "drill.ghost:"


def heard(world: World, state: Any, reply: Reply) -> None:
    """An answer to one of the questions below."""
    if reply.tag == LOG + state.drill:
        log(world, state, reply)
    elif reply.status == 200 and reply.tag in (BEST + state.drill, GHOST + state.drill):
        ghost(world, state, reply)


def replay(world: World, state: Any, tick: int | None) -> None:
    """Shows the drill again, or the moment of a tick in it; its log is asked for first."""
    if debrief.debrief_of(world) is None:
        state.moment = tick
        world.outbox.append(Get(f"/drills/{state.drill}/log", LOG + state.drill))
    elif tick is not None:
        debrief.to_moment(world, tick)


def log(world: World, state: Any, reply: Reply) -> None:
    if reply.status != 200 or state.result is None:
        state.note = tr("훈련 기록을 가져오지 못했습니다. 잠시 뒤 다시 눌러 주세요.", world.user.language)
        return
    state.note = ""
    debrief.begin(world, state.drill, state.result, reply.body["log"])
    world.outbox.append(Get("/records", BEST + state.drill))
    if state.moment is not None:
        debrief.to_moment(world, state.moment)


def ghost(world: World, state: Any, reply: Reply) -> None:
    """First which run was the best, then that run's log."""
    shown = debrief.debrief_of(world)
    if shown is None:
        return
    if reply.tag.startswith(GHOST):
        debrief.haunt(shown, reply.body["log"])
        return
    name = load_scenario(state.scenario).name
    best = debrief.best_of(reply.body, state.drill, {name.ko, name.en})
    if best:
        world.outbox.append(Get(f"/drills/{best}/log", GHOST + state.drill))


def end_replay(world: World, state: Any) -> None:
    debrief.end(world)
    world.panels["debrief"].refresh()
