"""Keeping low under the smoke: by stooping, or by a button for those who cannot (or sit).

A person who stoops is low by the height of the head, which the server measures. The button lowers the eyes of this device and
says so: the head is then where a stooping person's would be.
"""

from __future__ import annotations

from vr_client.devices.device import Input
from vr_client.world import World

LOW_M = 0.65  # how much lower the eyes are then


def is_low(world: World) -> bool:
    return bool(world.memory.get("posture_low", False))


def set_low(world: World, low: bool) -> None:
    """Moves the play space, so that everything is seen from there."""
    if low != is_low(world):
        world.memory["posture_low"] = low
        world.user.world_from_play.position.y += -LOW_M if low else LOW_M


def follow(world: World, input: Input) -> None:
    """A person who really stands up again or recentres is upright."""
    if is_low(world) and input.recentre:
        set_low(world, False)
