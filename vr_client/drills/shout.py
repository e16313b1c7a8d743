"""Warning others by voice: whoever really shouts is heard, whoever cannot has a button and a key.

The voice process tells how loud the open microphone is; half a second above the limit is a shout.
"""

from __future__ import annotations

from dataclasses import dataclass

from safety_training.events import Warn
from vr_client.devices.device import Input
from vr_client.drills.view import act, move
from vr_client.world import World

LOUD, LONG_S, AGAIN_S = 0.85, 0.5, 4.0  # -18 dB (see avatars.voice.activity); so long; not again before


@dataclass(slots=True)
class Shout:
    loud_s: float = 0.0
    quiet_until_s: float = 0.0


def listen(world: World, input: Input, dt: float) -> None:
    state: Shout = world.memory.setdefault("shout", Shout())
    level = 0.0 if world.user.muted else float(world.memory.get("voice.level", 0.0))
    state.loud_s = state.loud_s + dt if level > LOUD else 0.0
    by_key = "F" in input.keys and not world.typing
    if (state.loud_s >= LONG_S or by_key) and world.time_s >= state.quiet_until_s:
        warn(world)


def warn(world: World) -> None:
    state: Shout = world.memory.setdefault("shout", Shout())
    state.quiet_until_s, state.loud_s = world.time_s + AGAIN_S, 0.0
    move(world)
    act(world, Warn())
