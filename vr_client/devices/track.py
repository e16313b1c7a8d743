"""A person's doings over time, as a headset or window would tell of them. `track_text` reads them from a file."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import glm

from renderer.spatial import Pose
from vr_client.devices.device import Hand, Input

T = TypeVar("T")
UP = glm.vec3(0, 1, 0)
START = {
    "head": Pose(glm.vec3(0, 1.6, 0)),
    "left.grip": Pose(glm.vec3(-0.2, 1.1, -0.35)),
    "right.grip": Pose(glm.vec3(0.2, 1.1, -0.35)),
}


def lerp(a: Any, b: Any, t: float) -> Any:
    return a + (b - a) * t


def glide(a: Pose, b: Pose, t: float) -> Pose:
    """Straight in position, shortest turn in orientation."""
    return Pose(glm.mix(a.position, b.position, t), glm.slerp(a.orientation, b.orientation, t))


@dataclass(slots=True)
class Channel:
    """One value over time. Keys never go back in time; two at the same time make a jump."""

    start: Any
    blend: Callable[[Any, Any, float], Any] = lerp
    times: list[float] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)

    def add(self, time_s: float, value: Any) -> None:
        self.times.append(time_s)
        self.values.append(value)

    def last(self) -> Any:
        return self.values[-1] if self.values else self.start

    def at(self, time_s: float) -> Any:
        index = bisect_right(self.times, time_s)
        if index == 0:  # the first line says where it begins
            return self.values[0] if self.values and self.blend is glide else self.start
        if index == len(self.times):
            return self.values[-1]
        before, after = self.times[index - 1], self.times[index]
        return self.blend(self.values[index - 1], self.values[index], (time_s - before) / (after - before))


@dataclass(slots=True)
class Track:
    """A parsed track. `events` are (time, kind, value): keys, text, recentre, quit."""

    channels: dict[str, Channel] = field(default_factory=dict)
    events: list[tuple[float, str, str]] = field(default_factory=list)
    duration_s: float = 0.0

    def value(self, name: str, time_s: float, default: T) -> T:
        channel = self.channels.get(name)
        return default if channel is None else channel.at(time_s)

    def sample(self, time_s: float, since_s: float = -math.inf) -> Input:
        """The Input at `time_s`, with the events after `since_s` up to and including it. time, dt and visible are not set."""
        given = Input(time_s=time_s, head=self.value("head", time_s, START["head"]))
        given.left, given.right = self._hand("left", time_s), self._hand("right", time_s)
        given.worn = self.value("worn", time_s, 1.0) >= 0.5
        happened = [event for event in self.events if since_s < event[0] <= time_s]
        given.keys = frozenset(value for _, kind, value in happened if kind == "key")
        given.text = "".join(value for _, kind, value in happened if kind == "text")
        given.recentre = any(kind == "recentre" for _, kind, _ in happened)
        given.quit = any(kind == "quit" for _, kind, _ in happened)
        given.retry_headset = "F8" in given.keys
        return given

    def _hand(self, side: str, t: float) -> Hand:
        grip = self.value(f"{side}.grip", t, START[f"{side}.grip"])
        pressed = {name: self.value(f"{side}.{name}", t, 0.0) >= 0.5 for name in ("primary", "secondary", "menu")}
        return Hand(
            active=self.value(f"{side}.active", t, 1.0) >= 0.5,
            grip=grip,
            aim=self.value(f"{side}.aim", t, grip),
            trigger=self.value(f"{side}.trigger", t, 0.0),
            squeeze=self.value(f"{side}.squeeze", t, 0.0),
            stick=glm.vec2(self.value(f"{side}.stick", t, glm.vec2(0))),
            is_tracked_hand=self.value(f"{side}.tracked", t, 0.0) >= 0.5,
            **pressed,
        )


def look(origin: glm.vec3, target: glm.vec3) -> glm.quat:
    """The orientation at `origin` whose -Z points at `target`, upright. Raises ValueError where they are the same point."""
    along = target - origin
    if glm.length(along) < 1e-6:
        raise ValueError("look needs another point than the position")
    along = glm.normalize(along)
    return glm.quatLookAt(along, UP if abs(along.y) < 0.999 else glm.vec3(0, 0, -1))


def turn(yaw_rad: float, pitch_rad: float = 0.0, roll_rad: float = 0.0) -> glm.quat:
    """Left by yaw, then up by pitch, then counter-clockwise by roll (as seen by the person)."""
    about_y = glm.angleAxis(yaw_rad, UP)
    about_x = glm.angleAxis(pitch_rad, glm.vec3(1, 0, 0))
    return about_y * about_x * glm.angleAxis(roll_rad, glm.vec3(0, 0, 1))
