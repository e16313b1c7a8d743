"""The kinds of extinguishers: data/extinguishers.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from safety_training.tables import read_toml
from safety_training.texts import Text, text_of


@dataclass(frozen=True, slots=True)
class Kind:
    """gauge, pin : whether it has one. classes : of fires that it is for. model : its file in assets/things."""

    id: str
    agent: str
    mass_kg: float
    flow_kg_s: float
    throw_m: float
    gauge: bool
    pin: bool
    classes: tuple[str, ...]
    text: Text
    model: str


@cache
def kinds() -> Mapping[str, Kind]:
    """All of them by id."""
    return {
        k["id"]: Kind(
            k["id"],
            k["agent"],
            float(k["mass_kg"]),
            float(k["flow_kg_s"]),
            float(k["throw_m"]),
            k["gauge"],
            k["pin"],
            tuple(k["classes"]),
            text_of(k["text"]),
            k.get("model", "extinguisher"),
        )
        for k in read_toml("data", "extinguishers")["kind"]
    }
