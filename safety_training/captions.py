"""What people read when something happens in a drill: the words for events, in both languages (data/captions.toml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from safety_training.scenario import Text
from safety_training.tables import read_toml


@dataclass(frozen=True, slots=True)
class _Caption:
    event: str
    own: bool
    when: dict[str, Any]
    text: Text


@cache
def _captions() -> tuple[_Caption, ...]:
    raw = read_toml("data", "captions")["caption"]
    return tuple(_Caption(c["event"], c["scope"] == "own", c.get("when", {}), Text(c["ko"], c["en"])) for c in raw)


def caption(event: dict[str, Any], participant: str) -> Text | None:
    """The words for an event (as Event.to_dict gives it) that this participant should read; None where there are none."""
    data = event.get("data") or {}
    whose = event.get("participant") or data.get("participant", "")
    for c in _captions():
        fits = c.event == event.get("kind") and all(data.get(k) == v for k, v in c.when.items())
        if fits and (not c.own or whose == participant):
            return c.text
    return None
