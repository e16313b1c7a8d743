"""What a person does, written down: a small text format that plays through any device and through a real OpenXR runtime.

    # a line is a comment, an empty line, or:  [at TIME] WHAT
    at 0    head 0 1.6 0 look 0 1.5 -3      # metres in play space; `look` a point, or `turn YAW [PITCH [ROLL]]` in degrees
    at 2    head 0.3 1.6 0 turn 30          # poses glide (linear, slerp) from one line to the next
    right grip 0.2 1.1 -0.4 over 0.5        # `over`: stays until now, then gets there in 0.5 s (`over 0` jumps)
    right trigger 1 over 0.2 for 1.5        # everything else steps, or ramps with `over`; `for`: then goes back
    left stick 0 1 for 2.5                  # also written `stick left 0 1 for 2.5`
    right primary press                     # short for `primary 1 for 0.1`
    wait 1
    key F8                                  # keys of the keyboard, `text 안녕하세요`, `recentre`, `worn 0`, `quit`

Time: `at` sets the time of its line and of those that follow; `wait`, `over` and `for` advance it. A hand's words are
grip X Y Z, aim X Y Z, trigger, squeeze (0..1), stick X Y (-1..1), primary, secondary, menu, active, tracked (0 or 1).
Parsing is strict: whatever is not understood is an error that names its line.
"""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import glm

from renderer.spatial import Pose
from vr_client.devices.track import START, Channel, Track, glide, lerp, look, turn

PRESS_S = 0.1
HANDS = ("left", "right")
ANALOG, BUTTONS = ("trigger", "squeeze"), ("primary", "secondary", "menu", "active", "tracked")


class TrackError(ValueError):
    """A line that cannot be read. str() gives "FILE line N: why"."""


def load_track(path: Path | str) -> Track:
    """Raises TrackError, or OSError where there is no such file."""
    path = Path(path)
    return parse_track(path.read_text(encoding="utf-8"), path.name)


def parse_track(text: str, name: str = "track") -> Track:
    """Raises TrackError with `name` and the line."""
    reader = _Reader()
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#", 1)[0].split()
        if not words:
            continue
        try:
            reader.line(words)
        except (ValueError, IndexError) as error:
            why = "something is missing at its end" if isinstance(error, IndexError) else str(error)
            raise TrackError(f"{name} line {number}: {why}: {line.strip()}") from None
    return reader.finish()


class _Words:
    """The words of a line, taken from the left."""

    def __init__(self, words: list[str]) -> None:
        self._words = words

    def __bool__(self) -> bool:
        return bool(self._words)

    def next(self) -> str:
        return self._words.pop(0)

    def take(self, word: str) -> bool:
        """Takes `word` if it comes next."""
        found = bool(self._words) and self._words[0] == word
        if found:
            self._words.pop(0)
        return found

    def rest(self) -> str:
        text = " ".join(self._words)
        self._words.clear()
        return text

    def number(self, low: float = -math.inf, high: float = math.inf) -> float:
        word = self.next()
        try:
            value = float(word)
        except ValueError:
            raise ValueError(f"'{word}' is not a number") from None
        if not (low <= value <= high and math.isfinite(value)):
            raise ValueError(f"{word} is not between {low:g} and {high:g}")
        return value

    def numbers_ahead(self) -> int:
        count = 0
        for word in self._words:
            try:
                float(word)
            except ValueError:
                break
            count += 1
        return count

    def vec3(self) -> glm.vec3:
        return glm.vec3(self.number(), self.number(), self.number())


class _Reader:
    def __init__(self) -> None:
        self.track = Track()
        self.now = 0.0

    def line(self, given: list[str]) -> None:
        words = _Words(given)
        if words.take("at"):
            self.now = words.number(0)
        elif words.take("wait"):
            self.now += words.number(0)
        if words:
            self._subject(words)
        if words:
            raise ValueError(f"'{words.next()}' is not expected here")
        self.track.duration_s = max(self.track.duration_s, self.now)

    def finish(self) -> Track:
        self.track.events.sort(key=lambda event: event[0])
        return self.track

    def _subject(self, words: _Words) -> None:
        what = words.next()
        if what == "head":
            self._pose("head", words)
        elif what in HANDS:
            self._hand(what, words)
        elif what == "stick":
            side = words.next()
            if side not in HANDS:
                raise ValueError(f"'{side}' is neither left nor right")
            self._stick(side, words)
        elif what == "worn":
            self._set([("worn", words.number(0, 1), lerp, 1.0)], words)
        elif what in ("key", "text"):
            value = words.rest()
            for item in value.split() if what == "key" else [value]:
                self.track.events.append((self.now, what, item.upper() if what == "key" else item))
            if not value:
                raise ValueError(f"{what} needs a value")
        elif what in ("recentre", "quit"):
            self.track.events.append((self.now, what, ""))
        else:
            raise ValueError(f"'{what}' is not known")

    def _hand(self, side: str, words: _Words) -> None:
        changes: list[tuple[str, Any, Any, Any]] = []
        while words:
            what = words.next()
            if what in ("over", "for"):
                words._words.insert(0, what)
                break
            if what in ("grip", "aim"):
                start = START[f"{side}.grip"]
                changes.append((f"{side}.{what}", self._read_pose(f"{side}.{what}", words, start), glide, start))
            elif what == "stick":
                changes.append((f"{side}.stick", _stick(words), lerp, glm.vec2(0)))
            elif what in ANALOG:
                changes.append((f"{side}.{what}", words.number(0, 1), lerp, 0.0))
            elif what in BUTTONS:
                if words.take("press"):
                    changes.append((f"{side}.{what}", 1.0, lerp, 0.0))
                    words._words[:0] = ["for", str(PRESS_S)]
                else:
                    changes.append((f"{side}.{what}", words.number(0, 1), lerp, 1.0 if what == "active" else 0.0))
            else:
                raise ValueError(f"'{what}' is nothing a hand does")
        if not changes:
            raise ValueError("a hand must do something")
        self._set(changes, words)

    def _stick(self, side: str, words: _Words) -> None:
        self._set([(f"{side}.stick", _stick(words), lerp, glm.vec2(0))], words)

    def _pose(self, name: str, words: _Words) -> None:
        self._set([(name, self._read_pose(name, words, START[name]), glide, START[name])], words)

    def _read_pose(self, name: str, words: _Words, start: Pose) -> Pose:
        """X Y Z and/or a direction; what is left out stays as it was."""
        channel = self.track.channels.get(name)
        before: Pose = channel.last() if channel else start
        position = words.vec3() if words.numbers_ahead() else before.position
        if words.take("look"):
            return Pose(position, look(position, words.vec3()))
        if words.take("turn"):
            angles = [math.radians(words.number()) for _ in range(min(max(words.numbers_ahead(), 1), 3))]
            return Pose(position, turn(*angles))
        return Pose(position, before.orientation)

    def _set(self, changes: list[tuple[str, Any, Any, Any]], words: _Words) -> None:
        over = words.number(0) if words.take("over") else None
        hold = words.number(0) if words.take("for") else None
        begin = self.now
        reached = begin + (over or 0.0)
        for name, value, blend, start in changes:
            channel = self.track.channels.setdefault(name, Channel(start, blend))
            before = channel.last()
            if channel.times and begin < channel.times[-1]:
                raise ValueError(f"{name} is already set at {channel.times[-1]:g} s, later than {begin:g} s")
            if over is not None or blend is not glide:
                channel.add(begin, before)
            channel.add(reached, value)
            if hold is not None:
                back = before if blend is glide else start
                channel.add(reached + hold, value)
                channel.add(reached + hold, back)
        self.now = reached + (hold or 0.0)


def _stick(words: _Words) -> glm.vec2:
    return glm.vec2(words.number(-1, 1), words.number(-1, 1))
