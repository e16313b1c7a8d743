"""Who changes the world in a frame, and in which order.

A system is a function (world, input, events, dt). `events` is this frame's one list: what the network said comes first, what
a system finds out (Used, Arrived, ...) is appended, and the systems after it see that.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from vr_client.devices.device import Input
from vr_client.world import World

System: TypeAlias = Callable[[World, Input, list[Any], float], None]


def systems() -> tuple[System, ...]:
    """SYSTEMS, imported when the first frame needs them: `seoul --help` must not load physics and text layout."""
    from vr_client.systems.captions import captions
    from vr_client.systems.comfort import comfort
    from vr_client.systems.grab import grab
    from vr_client.systems.hearing import hearing
    from vr_client.systems.hour import hour
    from vr_client.systems.locomotion import locomotion
    from vr_client.systems.menu import menu
    from vr_client.systems.peers import peers
    from vr_client.systems.place import place
    from vr_client.systems.pointer import pointer
    from vr_client.systems.radio import radio
    from vr_client.systems.seats import seats
    from vr_client.systems.tools import tools
    from vr_client.systems.travel import travel
    from vr_client.systems.visits import visits

    return (
        travel,  # fade, load, arrive
        hour,  # in which light
        locomotion,  # where the person is: head and hands are world poses from here on
        peers,  # where the others are
        grab,  # what the hands hold
        pointer,  # what the hands point at and press: Used events
        seats,  # what one sits on
        tools,  # what a held tool does
        place,  # what this place does with all that
        hearing,  # what is to be heard of it, also in words
        radio,  # a trainer's voice, in words
        captions,
        menu,
        visits,
        comfort,  # last: it answers to how the picture moved
    )
