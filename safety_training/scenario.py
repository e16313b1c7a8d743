"""A scenario is data: scenarios/<id>.toml holds the place, the fire, the tools, the limits and the rubric. No scenario needs code.

Same scenario and seed give the same variation (`Scenario.vary`): when it ignites, how fast it grows, which gauge is low.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from safety_training.chance import SplitMix64
from safety_training.numeric import Vec3, unit
from safety_training.tables import content_hash, read_toml, values


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads, in both languages."""

    ko: str
    en: str

    def to_dict(self) -> dict[str, str]:
        return {"ko": self.ko, "en": self.en}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a thing stands and which way its front looks. Metres, the place's frame."""

    name: str
    position: Vec3
    facing: Vec3
    kind: str = ""


@dataclass(frozen=True, slots=True)
class FireItem:
    """What burns. `position` is on the floor; the fuel burns `base_height_m` above it."""

    name: Text
    position: Vec3
    diameter_m: float
    base_height_m: float
    fuel_surface_m2: float
    fuel_kg: float
    heat_of_combustion_kj_kg: float
    peak_kw: float
    soot_yield: float
    co_yield: float
    core_heat_s: float
    core_cool_s: float
    core_hot: float
    cover_kg_m2: float
    noticed_s: float  # of growth behind it when its flames show

    @property
    def base(self) -> Vec3:
        return (self.position[0], self.position[1] + self.base_height_m, self.position[2])


@dataclass(frozen=True, slots=True)
class Vent:
    """An opening from the floor up to top_m."""

    name: str
    width_m: float
    top_m: float


@dataclass(frozen=True, slots=True)
class Room:
    low: Vec3
    high: Vec3
    vents: tuple[Vent, ...]

    @property
    def floor_m2(self) -> float:
        return (self.high[0] - self.low[0]) * (self.high[2] - self.low[2])

    @property
    def height_m(self) -> float:
        return self.high[1] - self.low[1]


@dataclass(frozen=True, slots=True)
class Exit:
    """The way out: a line on the floor through `position`; beyond it, towards `outward`, one is outside."""

    position: Vec3
    outward: Vec3
    half_width_m: float


@dataclass(frozen=True, slots=True)
class ExtinguisherKind:
    mass_kg: float
    flow_kg_s: float
    throw_m: float
    agent: str


@dataclass(frozen=True, slots=True)
class Limits:
    """When a drill ends, and where a person must not be. Seconds and metres; see scenarios/waste_bin.toml."""

    time_s: float
    out_s: float
    reach_m: float
    hand_m: float
    nozzle_m: float
    abandoned_s: float
    start_low_m: float
    start_high_m: float
    leave_layer_m: float
    stay_layer_m: float
    stay_s: float
    fed: float


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rubric. `full` and `zero` are the measured values that earn all and nothing (see grading)."""

    id: str
    points: float
    text: Text
    measured: Text  # with {value}; "" where the rule is simply met or not
    missed: Text  # said where there was nothing to measure
    full: float
    zero: float


@dataclass(frozen=True, slots=True)
class Critical:
    """A mistake after which no score counts above the cap."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Rubric:
    rules: tuple[Rule, ...]
    criticals: tuple[Critical, ...]
    pass_score: float
    critical_cap: float


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do, in order: an entry of the task list, with guided mode's hint. `done_when` names a moment of the drill."""

    id: str
    done_when: str
    task: Text
    hint: Text


@dataclass(frozen=True, slots=True)
class Danger:
    """A hint that outranks the steps while `when`, a danger the drill recognises, holds."""

    when: str
    hint: Text


@dataclass(frozen=True, slots=True)
class Variation:
    """What the seed decided."""

    ignition_delay_s: float
    growth_kw_s2: float
    gauge_mpa: Mapping[str, float]  # by extinguisher


@dataclass(frozen=True, slots=True)
class Scenario:
    id: str
    place: str
    people: int
    fire_class: str
    name: Text
    briefing: Text
    item: FireItem
    room: Room
    exit: Exit
    alarms: tuple[Spot, ...]
    extinguishers: tuple[Spot, ...]
    things: tuple[Spot, ...]  # furniture of the drill; kind is the model's name in assets/things
    kinds: Mapping[str, ExtinguisherKind]
    limits: Limits
    rubric: Rubric
    steps: tuple[Step, ...]
    warnings: tuple[Danger, ...]
    variation: Mapping[str, Any]
    content_hash: str

    def vary(self, seed: int) -> Variation:
        """The variation of a seed; every number is drawn in a fixed order."""
        chance, v = SplitMix64(seed), self.variation
        delay = chance.uniform(*v["ignition_delay_s"])
        growth = chance.uniform(*v["growth_kw_s2"])
        gauges = {spot.name: chance.uniform(*v["gauge_mpa"]) for spot in self.extinguishers}
        if chance.chance(v["low_gauge_chance"]):
            low = self.extinguishers[chance.below(len(self.extinguishers))].name
            gauges[low] = chance.uniform(*v["low_gauge_mpa"])
        return Variation(delay, growth, gauges)


def list_scenarios() -> list[str]:
    """The ids of all scenarios, in alphabetical order."""
    folder = files("safety_training").joinpath("scenarios")
    return sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))


@cache
def load_scenario(scenario_id: str) -> Scenario:
    """Reads scenarios/<id>.toml. Raises KeyError for an unknown id, ValueError for a file that is not a scenario."""
    if scenario_id not in list_scenarios():
        raise KeyError(f"no scenario {scenario_id!r}")
    raw = read_toml("scenarios", scenario_id)
    try:
        return _scenario(raw)
    except (KeyError, TypeError, IndexError) as error:
        raise ValueError(f"scenarios/{scenario_id}.toml: {error}") from error


def _scenario(raw: dict[str, Any]) -> Scenario:
    # The figures of physics belong to the content: with other constants the same log is another drill.
    content = content_hash({"scenario": raw, "fire": dict(values("fire"))})
    room, exit_, rubric = raw["room"], raw["exit"], raw["rubric"]
    return Scenario(
        id=raw["id"],
        place=raw["place"],
        people=raw["people"],
        fire_class=raw["fire_class"],
        name=_text(raw["name"]),
        briefing=_text(raw["briefing"]),
        item=_item(raw["item"]),
        room=Room(_vec(room["low"]), _vec(room["high"]), tuple(Vent(**v) for v in room["vent"])),
        exit=Exit(_vec(exit_["position"]), unit(_vec(exit_["outward"])), exit_["half_width_m"]),
        alarms=tuple(_spot(a) for a in raw["alarm"]),
        extinguishers=tuple(_spot(e) for e in raw["extinguisher"]),
        things=tuple(_spot({**t, "kind": t["model"]}) for t in raw["thing"]),
        kinds={k: _kind(v) for k, v in raw["extinguisher_kind"].items()},
        limits=Limits(**raw["limits"]),
        rubric=Rubric(
            tuple(_rule(r) for r in rubric["rule"]),
            tuple(Critical(c["id"], _text(c)) for c in rubric["critical"]),
            rubric["pass_score"],
            rubric["critical_cap"],
        ),
        steps=tuple(Step(s["id"], s["done_when"], _text(s["task"]), _text(s["hint"])) for s in raw["step"]),
        warnings=tuple(Danger(w["when"], _text(w)) for w in raw["warning"]),
        variation=raw["variation"],
        content_hash=content,
    )


def _text(raw: dict[str, Any]) -> Text:
    return Text(raw["ko"], raw["en"])


def _vec(raw: list[float]) -> Vec3:
    x, y, z = raw
    return (float(x), float(y), float(z))


def _spot(raw: dict[str, Any]) -> Spot:
    return Spot(raw["name"], _vec(raw["position"]), unit(_vec(raw["facing"])), raw.get("kind", ""))


def _kind(raw: dict[str, Any]) -> ExtinguisherKind:
    return ExtinguisherKind(raw["mass_kg"], raw["flow_kg_s"], raw["throw_m"], raw["agent"])


def _rule(raw: dict[str, Any]) -> Rule:
    measured = Text(raw.get("measured_ko", ""), raw.get("measured_en", ""))
    missed = Text(raw.get("missed_ko", ""), raw.get("missed_en", ""))
    return Rule(
        raw["id"],
        float(raw["points"]),
        _text(raw),
        measured,
        missed,
        float(raw.get("full", 1)),
        float(raw.get("zero", 0)),
    )


def _item(raw: dict[str, Any]) -> FireItem:
    about = {"name_ko", "name_en", "position", "source", "verified"}
    numbers = {k: float(v) for k, v in raw.items() if k not in about}
    return FireItem(name=Text(raw["name_ko"], raw["name_en"]), position=_vec(raw["position"]), **numbers)
