"""Reads fields of a case one by one, so that whatever is wrong is told by its name, in Korean and English."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import isfinite
from typing import Any


class CaseError(ValueError):
    """A case that cannot be run. `where` names the field, e.g. `room[2] "hall" height_m`."""

    def __init__(self, where: str, ko: str, en: str) -> None:
        super().__init__(f"{where}: {en}" if where else en)
        self.where, self.ko, self.en = where, ko, en

    def in_file(self, text: str) -> CaseError:
        """The same with the line of the file, where it can be told."""
        line = _line_of(self.where, text)
        return CaseError(f"{self.where} (line {line})" if line else self.where, self.ko, self.en)


def _line_of(where: str, text: str) -> int:
    """Of the field, or where that is missing of its table; 0 where there is none."""
    if not where:
        return 0
    part = re.match(r"(\w+)\[(\d+)\]", where)
    keys = re.findall(r"\w+", re.sub(r'".*"|\[\d+\]', " ", where))
    field = re.compile(rf"\s*({'|'.join(keys[1:] or keys)})\s*=")
    head, seen, found = "", 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        title = re.match(r"\s*\[+\s*(\w+)\s*\]+", line)
        if title:
            head, seen = title[1], seen + (part is not None and title[1] == part[1])
        inside = (head, seen) == (part[1], int(part[2])) if part else head == ("" if len(keys) == 1 else keys[0])
        if inside and field.match(line):
            return number
        found = number if inside and title and not found else found
    return found


@dataclass(frozen=True, slots=True)
class Fields:
    """One table of the file and its name there."""

    where: str
    raw: Mapping[str, Any]

    def fail(self, key: str, ko: str, en: str) -> CaseError:
        return CaseError(f"{self.where} {key}".strip(), ko, en)

    def only(self, *known: str) -> None:
        """Raises CaseError for a field that nobody reads: mostly a slip of the pen."""
        for key in self.raw:
            if key not in known:
                raise self.fail(key, "모르는 항목입니다", f"is not a known field; known: {', '.join(known)}")

    def number(
        self, key: str, default: float | None = None, low: float | None = None, high: float | None = None
    ) -> float:
        """A number, by default `default`, within low..high. Raises CaseError."""
        if key not in self.raw:
            if default is None:
                raise self.fail(key, "빠졌습니다", "is missing")
            return default
        value = self.raw[key]
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            raise self.fail(key, f"수가 아닙니다: {value!r}", f"is not a number: {value!r}")
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = f"{'' if low is None else low} .. {'' if high is None else high}"
            raise self.fail(key, f"{value}: {bounds} 밖에 있습니다", f"{value} is outside {bounds}")
        return float(value)

    def above(self, key: str, default: float | None = None) -> float:
        """A number over 0. Raises CaseError."""
        value = self.number(key, default)
        if value <= 0.0:
            raise self.fail(key, f"{value}: 0보다 커야 합니다", f"{value} is not above 0")
        return value

    def text(self, key: str, default: str | None = None, known: Sequence[str] = ()) -> str:
        """A word, one of `known` if given. Raises CaseError."""
        value = self.raw.get(key, default)
        if value is None:
            raise self.fail(key, "빠졌습니다", "is missing")
        if not isinstance(value, str) or (known and value not in known):
            choice = f" ({' | '.join(known)})" if known else ""
            raise self.fail(key, f"{value!r}은(는) 쓸 수 없습니다{choice}", f"{value!r} cannot be used{choice}")
        return value

    def numbers(self, key: str, count: int | None = None, default: Sequence[float] | None = None) -> list[float]:
        """A list of numbers, `count` of them if given. Raises CaseError."""
        value = self.raw.get(key, default)
        if value is None:
            raise self.fail(key, "빠졌습니다", "is missing")
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise self.fail(key, "수의 목록이어야 합니다", "is not a list of numbers")
        made = [Fields(f"{self.where} {key}", {str(i): v}).number(str(i)) for i, v in enumerate(value)]
        if not made or (count is not None and len(made) != count):
            wanted = count if count is not None else "1+"
            raise self.fail(key, f"수가 {wanted}개여야 합니다", f"needs {wanted} numbers, has {len(made)}")
        return made

    def pairs(self, key: str, ko: str, en: str) -> list[list[float]]:
        """A list of pairs of numbers, empty if it is not there. ko, en: what the two are. Raises CaseError."""
        value = self.raw.get(key, [])
        if (
            not isinstance(value, list)
            or (key in self.raw and not value)
            or not all(isinstance(x, list) for x in value)
        ):
            raise self.fail(key, f"[[{ko}], ...]이어야 합니다", f"must be [[{en}], ...]")
        return [Fields(self.where, {key: x}).numbers(key, 2) for x in value]

    def tables(self, key: str, least: int = 0) -> list[Fields]:
        """The tables [[key]]. Raises CaseError for fewer than `least`."""
        value = self.raw.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, Mapping) for v in value) or len(value) < least:
            raise self.fail(
                key, f"[[{key}]]가 {least}개 이상 있어야 합니다", f"[[{key}]] is needed {least} times or more"
            )
        return [Fields(f'{key}[{i + 1}] "{v.get("name", v.get("id", ""))}"', v) for i, v in enumerate(value)]

    def part(self, key: str) -> Fields:
        """The table [key], empty if it is not there. Raises CaseError."""
        value = self.raw.get(key, {})
        if not isinstance(value, Mapping):
            raise self.fail(key, "표여야 합니다", "is not a table")
        return Fields(f"{self.where} {key}".strip(), value)


@dataclass(frozen=True, slots=True)
class Curve:
    """Values over time, straight between the points, level beyond both ends."""

    times: tuple[float, ...]
    values: tuple[float, ...]

    def at(self, t: float) -> float:
        if t <= self.times[0]:
            return self.values[0]
        for k in range(1, len(self.times)):
            if t < self.times[k]:
                share = (t - self.times[k - 1]) / (self.times[k] - self.times[k - 1])
                return self.values[k - 1] + share * (self.values[k] - self.values[k - 1])
        return self.values[-1]


def curve_of(fields: Fields, key: str, times: Sequence[float], default: float | None = None) -> Curve:
    """A number that holds always, or a list as long as `times`. Raises CaseError."""
    value = fields.raw.get(key, default)
    if isinstance(value, list):
        return Curve(tuple(times), tuple(fields.numbers(key, len(times))))
    return Curve((0.0,), (fields.number(key, default),))


def rising(fields: Fields, key: str, times: Sequence[float]) -> None:
    """Raises CaseError unless each time is later than the one before."""
    for earlier, later in pairwise(times):
        if later <= earlier:
            raise fields.fail(key, "시각은 점점 커져야 합니다", f"times must rise: {later} after {earlier}")
