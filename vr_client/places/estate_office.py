"""The estate agent's office: a dossier is read page by page, what looks wrong is marked, and then one signs, mends or walks away.
The server grades the attempt; the panel shows line by line what was found and what it would have cost."""

from __future__ import annotations

from typing import Any

import glm

from vr_client.devices.device import Input
from vr_client.i18n import tr
from vr_client.messages import Arrived, Captioned, Reply
from vr_client.places.dossier import PANEL, SENT, State, frame, fresh
from vr_client.places.dossier_pages import build
from vr_client.places.staff import attend, stand
from vr_client.systems.visits import note
from vr_client.ui.placing import hang
from vr_client.world import World

BESIDE_THE_PAPERS = glm.vec3(-1.05, 0, -0.2)  # or the papers would hide the agent from whoever comes in


def enter(world: World) -> None:
    # An unfinished dossier waits on the desk while one is elsewhere.
    state = world.memory.get("estate_office")
    if state is None:
        state = world.memory["estate_office"] = fresh()
    agent = stand(world, "agent", tr("공인중개사", world.user.language), "agent")
    agent.pose.position += agent.pose.orientation * BESIDE_THE_PAPERS
    pose, size = frame(world, state)
    hang(world, PANEL, pose, size, lambda: build(world, world.memory["estate_office"]), zoom=0.76, pixels_per_m=1450)


def update(world: World, input: Input, events: list[Any], dt: float) -> None:
    state: State = world.memory["estate_office"]
    agent = tr("공인중개사", world.user.language)
    attend(world, "agent", agent, dt)
    for event in list(events):
        match event:
            case Arrived():
                text = tr("어서 오세요. 좋은 신축 빌라가 나왔어요. 서류부터 천천히 보시지요.", world.user.language)
                events.append(Captioned(agent, text))
            case Reply(tag=tag) if tag == SENT + state.lease and state.lease:
                _graded(world, state, event)


def leave(world: World) -> None:
    world.npcs.clear()


def _graded(world: World, state: State, reply: Reply) -> None:
    world.panels[PANEL].refresh()
    if reply.status >= 400:
        known = isinstance(reply.body, dict) and reply.body.get(f"message_{world.user.language}")
        state.step, state.note = (
            "decide",
            str(known or tr("채점하지 못했습니다. 다시 눌러 주세요.", world.user.language)),
        )
        return
    state.step, state.grade = "graded", reply.body["grade"]
    note(world, f"lease.{state.dossier.id}", "done", score=state.grade["score"], passed=state.grade["passed"])
    world.panels[PANEL].scroll_to_top()
