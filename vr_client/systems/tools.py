"""What hands do in a drill, in the order of a frame. Each noun has its module in vr_client/drills.

The server decides what happens; here hands become safety_training actions, and only what a hand feels at once is shown before
the server answers. `world.things` follows the drill's snapshots.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import glm

from safety_training.events import PutDown, Take
from vr_client.devices.device import Input
from vr_client.drills import covers, devices, posture, shout
from vr_client.drills.actors import cries, follow_ghost, follow_people
from vr_client.drills.barriers import barriers
from vr_client.drills.body import body
from vr_client.drills.bottle import HANDLE, Bottles, in_hand, next_due, put_away, sprays
from vr_client.drills.card import card
from vr_client.drills.debrief import debrief_of, ghost_at
from vr_client.drills.door_hands import door_hands
from vr_client.drills.doors import doors
from vr_client.drills.eyes import follow_eyes
from vr_client.drills.follow import follow_snapshot
from vr_client.drills.given import given
from vr_client.drills.props import props
from vr_client.drills.rig import descend, rigs
from vr_client.drills.touch import felt
from vr_client.drills.view import act, equipment, mine, move, taking_part, vec
from vr_client.messages import Used
from vr_client.world import World

__all__ = ["HANDLE", "mine", "taking_part", "tools"]

NAME, THING = "tools", "thing."
MOVE_S = 1 / 5


@dataclass(slots=True)
class State:
    """What is remembered within one drill."""

    drill: str = ""
    move_due_s: float = 0.0
    bottles: Bottles = field(default_factory=Bottles)


def tools(world: World, input: Input, events: list[Any], dt: float) -> None:
    state = world.memory.get(NAME)
    if state is None:
        state = world.memory[NAME] = State()
    world.sprays = []
    doors(world, dt)
    door_hands(world, input, events)
    felt(world)
    if world.drill is None or not world.drill.snapshot:
        world.pace, world.dimmed = 1.0, 0.0
        posture.set_low(world, False)
        return
    if state.drill != world.drill.id:
        world.memory[NAME] = state = State(drill=world.drill.id)
    follow_snapshot(world, state.bottles.pulled)
    barriers(world)
    props(world)
    rigs(world)
    devices.show_spots(world)
    _people(world, dt)
    events += cries(world)
    body(world, events, dt)
    card(world, input, events, dt)
    if not taking_part(world):
        return
    given(world, input)
    posture.follow(world, input)
    descend(world, input)
    shout.listen(world, input, dt)
    _where_i_am(world, state, input)
    for event in list(events):
        if isinstance(event, Used):
            devices.use(world, event, events)
            _take_or_put(world, state, event)
    for hand, held in list(world.held.items()):
        tool = equipment(world).get(held.thing)
        if tool is not None and sprays(tool):
            in_hand(world, state.bottles, input, hand, tool, dt)
        elif tool is not None:
            covers.in_hand(world, input, hand, tool)


def _people(world: World, dt: float) -> None:
    """Those without a device here; in a debrief everybody, on their way from one frame to the next."""
    playing = debrief_of(world)
    if playing is not None and playing.player is not None:
        follow_people(world, True, *playing.player.coming())
        follow_ghost(world, ghost_at(playing, world.user.id))
    else:
        follow_people(world)
    follow_eyes(world, dt)


def _where_i_am(world: World, state: State, input: Input) -> None:
    if world.time_s >= state.move_due_s:
        state.move_due_s = next_due(state.move_due_s, world.time_s, MOVE_S)
        move(world, "right" if input.right.active else "left")


def _take_or_put(world: World, state: State, event: Used) -> None:
    name = event.name.removeprefix(THING)
    if not event.name.startswith(THING) or name not in equipment(world):
        return
    if event.how == "grab" and event.hand in world.held:
        move(world, event.hand)
        act(world, Take(name))
        state.bottles.looked_s = 0.0
    elif event.how == "release" and not covers.let_go(world, equipment(world)[name]):
        position = glm.vec3(world.things[name].pose.position)
        position.y = max(0.0, position.y)
        act(world, PutDown(vec(position)))
        put_away(world.things[name])
