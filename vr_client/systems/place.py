"""Runs the behaviour of the place one is in."""

from __future__ import annotations

from typing import Any

from vr_client.devices.device import Input
from vr_client.world import World


def place(world: World, input: Input, events: list[Any], dt: float) -> None:
    if world.place is not None and world.place.behaviour is not None:
        world.place.behaviour.update(world, input, events, dt)
