"""What the server says is mine is in my hand: the nozzle for which one has asked, or what one held when the connection was lost."""

from __future__ import annotations

from vr_client.devices.device import Input
from vr_client.drills.follow import held_by
from vr_client.drills.view import equipment
from vr_client.systems.grab import hold
from vr_client.world import World

NAME = "given"
PULLED = 0.1  # a trigger beyond this would open what comes into the hand


def given(world: World, input: Input) -> None:
    """Every frame. Only what has changed hands is followed: what I take or let go before the server knows it stays my own doing."""
    known: set[str] = world.memory.setdefault(NAME, set())
    now = {name for name, tool in equipment(world).items() if tool["holder"] == world.user.id}
    for name in known - now:
        known.discard(name)
        world.held.pop(held_by(world, name), None)
    for name in sorted(now - known):
        if held_by(world, name) or _into_hand(world, input, name):
            known.add(name)


def _into_hand(world: World, input: Input, name: str) -> bool:
    """False while no hand is free for it or its trigger is pulled."""
    thing = world.things.get(name)
    for hand, state in (("right", input.right), ("left", input.left)):
        if thing is not None and hand not in world.held and state.trigger < PULLED:
            hold(world, thing, hand)
            return True
    return False
