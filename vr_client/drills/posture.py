"""Keeping low under the smoke: by stooping, or by a button for those who cannot (or sit).

A person who stoops is low by the height of the head, which the server measures. The button lowers the eyes of this device and
says so: the head is then where a stooping person's would be.
"""

from __future__ import annotations

from vr_client.devices.device import Input
from vr_client.world import World

LOW_M = 0.65  # how much lower the eyes are then


def is_low(world: World) -> bool:
    return world.user.lowered_m > 0


def set_low(world: World, low: bool) -> None:
    """From the next frame on (see locomotion)."""
    world.user.lowered_m = LOW_M if low else 0.0


def follow(world: World, input: Input) -> None:
    """Who recentres is upright again."""
    if input.recentre and is_low(world):
        set_low(world, False)
