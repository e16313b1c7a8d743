"""The rules by which drills are graded: rubric.toml holds every rule with its points, texts and source; a scenario uses those that
apply and may give them other points. How a rule is measured is code, in the unit that it is about (`Rule.measure`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from safety_training.tables import read_toml
from safety_training.texts import Text, text_of

GROUPS = ("alarm", "call", "decision", "tool", "technique", "exposure", "egress", "after")


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rubric. `full` and `zero` are the measured values that earn all and nothing (see grading).

    measured : with {value} or {percent}; missed : said where there was nothing to measure. roles : in a team, of whom it is asked;
    () of all. source, verified : where the rule comes from, and whether that was read."""

    id: str
    group: str
    points: float
    text: Text
    measured: Text
    missed: Text
    full: float
    zero: float
    roles: tuple[str, ...]
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Critical:
    """A mistake after which no score counts above the cap. Its id is a moment of the person."""

    id: str
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Rubric:
    rules: tuple[Rule, ...]
    criticals: tuple[Critical, ...]
    pass_score: float
    critical_cap: float


@cache
def all_rules() -> Rubric:
    """Every rule and critical mistake there is. Raises ValueError for two of one id or an unknown group."""
    raw = read_toml("", "rubric")
    rules = tuple(_rule(r) for r in raw["rule"])
    criticals = tuple(Critical(c["id"], text_of(c), c["source"]) for c in raw["critical"])
    ids = [r.id for r in rules] + [c.id for c in criticals]
    if len(set(ids)) != len(ids) or not {r.group for r in rules} <= set(GROUPS):
        raise ValueError("rubric.toml: two rules of one id, or a group that is not known")
    return Rubric(rules, criticals, float(raw["pass_score"]), float(raw["critical_cap"]))


def rubric_of(raw: Mapping[str, Any]) -> Rubric:
    """A scenario's [rubric]: use = [id or { id, points, full, zero, roles, ko, en }], critical = [ids] (all, where it is left out).
    Raises KeyError for a rule that does not exist."""
    every = all_rules()
    rules, criticals = {r.id: r for r in every.rules}, {c.id: c for c in every.criticals}
    used = tuple(_used(rules, entry) for entry in raw["use"])
    fatal = tuple(criticals[id_] for id_ in raw.get("critical", criticals))
    score, cap = raw.get("pass_score", every.pass_score), raw.get("critical_cap", every.critical_cap)
    return Rubric(used, fatal, float(score), float(cap))


def _used(rules: Mapping[str, Rule], entry: str | Mapping[str, Any]) -> Rule:
    if isinstance(entry, str):
        return rules[entry]
    rule = rules[entry["id"]]
    points, full, zero = (float(entry.get(key, getattr(rule, key))) for key in ("points", "full", "zero"))
    text = text_of(entry) if "ko" in entry else rule.text
    return replace(rule, text=text, roles=tuple(entry.get("roles", rule.roles)), points=points, full=full, zero=zero)


def _rule(raw: Mapping[str, Any]) -> Rule:
    return Rule(
        id=raw["id"],
        group=raw["group"],
        points=float(raw["points"]),
        text=text_of(raw),
        measured=text_of(raw, "measured"),
        missed=text_of(raw, "missed"),
        full=float(raw.get("full", 1.0)),
        zero=float(raw.get("zero", 0.0)),
        roles=tuple(raw.get("roles", ())),
        source=raw["source"],
        verified=raw["verified"],
    )
