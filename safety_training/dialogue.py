"""The words of the 119 call and of those who are played by nobody: data/dialogue.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from safety_training.tables import read_toml
from safety_training.texts import Text, text_of


@dataclass(frozen=True, slots=True)
class Option:
    """One sentence that may be said. right : fills the slot; when : only where this holds of the fire ("" always)."""

    id: str
    text: Text
    right: bool
    when: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One thing that the dispatcher must know. again : asked when the answer was vague."""

    id: str
    ask: Text
    again: Text
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Dialogue:
    opening: Text
    fire: Option
    danger: Option
    go: Text
    closing: Text
    slots: tuple[Slot, ...]
    cries: Mapping[str, Text]


@cache
def dialogue() -> Dialogue:
    raw = read_toml("data", "dialogue")
    return Dialogue(
        text_of(raw["opening"]),
        _option(raw["opening"]["option"]),
        _option(raw["danger"]),
        text_of(raw["go"]),
        text_of(raw["closing"]),
        tuple(
            Slot(s["id"], text_of(s["ask"]), text_of(s["again"]), tuple(_option(o) for o in s["option"]))
            for s in raw["slot"]
        ),
        {c["id"]: text_of(c) for c in raw["cry"]},
    )


def _option(raw: Mapping[str, Any]) -> Option:
    return Option(raw["id"], text_of(raw), raw.get("answer") == "right", raw.get("when", ""))
