"""A scenario is data: scenarios/<id>.toml holds what burns in which building, who is there, what varies, what is to be done and
how it is graded. No scenario needs code.

Read and checked here. `variation` draws what a seed decides, `rubric` holds the rules by which scenarios grade.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any

from safety_training.building import Building, Spot, load_building, spot_of
from safety_training.numeric import Vec3, unit
from safety_training.rubric import Rubric, rubric_of
from safety_training.tables import content_hash, read_toml, values
from safety_training.texts import Text, text_of, vec_of
from safety_training.variation import Axis, Variation, axes_of, vary

NPC_KINDS = ("companion", "caller", "valve", "led", "casualty", "crowd", "warden")
# Data that decide what happens: every file of data/ but the rates of the bots.
FIGURES = ("agents", "dialogue", "drill", "exposure", "extinguishers", "fuels", "materials", "spread", "zones")


@dataclass(frozen=True, slots=True)
class Item:
    """What can burn. fuel : id of data/fuels.toml, whose figures `over` replaces. position : of its base, on the floor or on
    what it stands on. stove : the device whose knob heats it. lit : where the fire begins, unless the variation says otherwise.
    model : its file in assets/things, "" where the place shows it; it looks along `facing`."""

    name: str
    fuel: str
    position: Vec3
    text: Text
    lit: bool
    stove: str
    over: Mapping[str, float]
    model: str = ""
    facing: Vec3 = (0.0, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Npc:
    """How somebody behaves who is played by nobody (NPC_KINDS; see `npc`). route : where they go when they leave, on the floor."""

    kind: str
    delay_s: float
    route: tuple[Vec3, ...]


@dataclass(frozen=True, slots=True)
class Role:
    """A part for one person. npc : who plays it while no person does; None: nobody. Where open is false, only an NPC plays it."""

    id: str
    text: Text
    duty: Text
    start: Vec3
    facing: Vec3
    npc: Npc | None
    open: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """When a drill ends, and where a person must not be. Seconds and metres: rows of data/drill.toml, unless the scenario says
    otherwise."""

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
class Step:
    """One thing to do, in order: an entry of the task list, with guided mode's hint. done_when : a moment of the person, or of
    anybody where it is shared. roles : whose task it is in a team; () for all. unless : moments of which each makes it void."""

    id: str
    done_when: str
    task: Text
    hint: Text
    shared: bool
    roles: tuple[str, ...]
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Danger:
    """A hint that outranks the steps while `when`, a danger that one of the units recognises, holds."""

    when: str
    hint: Text


@dataclass(frozen=True, slots=True)
class Question:
    """What the trainer asks afterwards, at the tick of the moment `at`."""

    id: str
    at: str
    text: Text


@dataclass(frozen=True, slots=True)
class Happening:
    """after_s after the first `moment` ("joined" begins the clock), a control as a trainer would use it. text : of a message."""

    moment: str
    after_s: float
    control: str
    target: str
    value: float
    what: str
    text: Text


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What the five answers of a 119 call should be; trapped and how big the fire is are seen from the state."""

    address: Text
    floor: Text
    fire: Text


@dataclass(frozen=True, slots=True)
class Scenario:
    id: str
    building: Building
    people: int
    fire_class: str
    name: Text
    briefing: Text
    exits: tuple[str, ...]  # of the building's: beyond them one is out of danger
    items: tuple[Item, ...]
    roles: tuple[Role, ...]
    tools: tuple[str, ...]  # of the building's extinguishers and tools, those that are there
    extra: tuple[Spot, ...]  # extinguishers and tools of this scenario alone
    things: tuple[Spot, ...]  # furniture of the drill; `model` is its file in assets/things
    spots: Mapping[str, Spot]  # where casualties may lie
    right_tools: tuple[str, ...]  # kinds of extinguisher, tools or "leave" that fit this fire
    call: CallFacts
    limits: Limits
    axes: tuple[Axis, ...]
    rubric: Rubric
    steps: tuple[Step, ...]
    warnings: tuple[Danger, ...]
    questions: tuple[Question, ...]
    script: tuple[Happening, ...]
    content_hash: str

    @property
    def place(self) -> str:
        return self.building.id

    @property
    def leaving_ends(self) -> bool:
        """Whether there is nothing more to do for who has left: no call, no assembly."""
        return not any(r.group == "call" or r.id in ("egress.assembly", "egress.count") for r in self.rubric.rules)

    @property
    def combinations(self) -> int:
        """How many variations differ in more than a measure: seeds 0 .. combinations - 1 give each of them once."""
        product = 1
        for axis in self.axes:
            product *= len(axis.options)
        return product

    def vary(self, seed: int) -> Variation:
        return vary(self.axes, seed)

    def item(self, name: str) -> Item:
        """Raises KeyError."""
        for item in self.items:
            if item.name == name:
                return item
        raise KeyError(name)


def list_scenarios(place: str = "") -> list[str]:
    """The ids of all scenarios (of a place), in alphabetical order."""
    folder = files("safety_training").joinpath("scenarios")
    ids = sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return [id_ for id_ in ids if not place or load_scenario(id_).place == place]


@cache
def load_scenario(scenario_id: str) -> Scenario:
    """Reads scenarios/<id>.toml. Raises KeyError for an unknown id, ValueError for a file that is not a scenario."""
    if scenario_id not in list_scenarios():
        raise KeyError(f"no scenario {scenario_id!r}")
    try:
        return scenario_of(read_toml("scenarios", scenario_id))
    except (KeyError, TypeError, IndexError, ValueError) as error:
        raise ValueError(f"scenarios/{scenario_id}.toml: {error!r}") from error


def scenario_of(raw: Mapping[str, Any]) -> Scenario:
    """A scenario from its parsed TOML. Raises KeyError, TypeError or ValueError for what is missing or wrong."""
    building = load_building(raw["building"])
    items = tuple(_item(i) for i in raw["item"])
    if not items[0].lit and not any(i.lit for i in items):
        raise ValueError("no item is lit")
    return Scenario(
        id=raw["id"],
        building=building,
        people=raw["people"],
        fire_class=raw["fire_class"],
        name=text_of(raw["name"]),
        briefing=text_of(raw["briefing"]),
        exits=tuple(raw["exits"]),
        items=items,
        roles=tuple(_role(r) for r in raw["role"]),
        tools=tuple(raw["tools"]),
        extra=tuple(spot_of(s) for s in raw.get("tool", [])),
        things=tuple(spot_of(t) for t in raw.get("thing", [])),
        spots={s["name"]: spot_of(s) for s in raw.get("spot", [])},
        right_tools=tuple(raw["right_tools"]),
        call=CallFacts(*(text_of(raw["call"][key]) for key in ("address", "floor", "fire"))),
        limits=_limits(raw["limits"]),
        axes=axes_of(raw["variation"]),
        rubric=rubric_of(raw["rubric"]),
        steps=tuple(_step(s) for s in raw["step"]),
        warnings=tuple(Danger(w["when"], text_of(w)) for w in raw.get("warning", [])),
        questions=tuple(Question(q["id"], q["at"], text_of(q)) for q in raw.get("question", [])),
        script=tuple(_happening(h) for h in raw.get("script", [])),
        content_hash=_content(raw, building),
    )


def _content(raw: Mapping[str, Any], building: Building) -> str:
    """Figures of physics and rules belong to the content: with other ones the same log is another drill."""
    return content_hash({"scenario": raw, "building": building.content_hash, **_rules()})


@cache
def _rules() -> dict[str, Any]:
    """What all scenarios have in common: reading it takes longer than all of them."""
    return {"figures": {name: read_toml("data", name) for name in FIGURES}, "rubric": read_toml("", "rubric")}


def _item(raw: Mapping[str, Any]) -> Item:
    text, position = text_of(raw["text"]), vec_of(raw["position"])
    over = {key: float(value) for key, value in raw.get("over", {}).items()}
    facing = unit(vec_of(raw.get("facing", (0.0, 0.0, 1.0))))
    lit, stove, model = raw.get("lit", False), raw.get("stove", ""), raw.get("model", "")
    return Item(raw["name"], raw["fuel"], position, text, lit, stove, over, model, facing)


def _role(raw: Mapping[str, Any]) -> Role:
    npc = raw.get("npc")
    played = None
    if npc is not None:
        if npc["kind"] not in NPC_KINDS:
            raise ValueError(f"role {raw['id']}: no npc {npc['kind']!r}")
        played = Npc(npc["kind"], float(npc.get("delay_s", 3.0)), tuple(vec_of(p) for p in npc.get("route", [])))
    start, facing = vec_of(raw["start"]), vec_of(raw.get("facing", (0.0, 0.0, -1.0)))
    return Role(raw["id"], text_of(raw["text"]), text_of(raw["duty"]), start, facing, played, raw.get("open", True))


def _limits(raw: Mapping[str, Any]) -> Limits:
    defaults = values("drill")
    return Limits(**{f.name: float(raw[f.name] if f.name in raw else defaults[f.name]) for f in fields(Limits)})


def _step(raw: Mapping[str, Any]) -> Step:
    roles, shared = tuple(raw.get("roles", ())), raw.get("shared", False)
    task, hint = text_of(raw["task"]), text_of(raw["hint"])
    return Step(raw["id"], raw["done_when"], task, hint, shared, roles, tuple(raw.get("unless", ())))


def _happening(raw: Mapping[str, Any]) -> Happening:
    when, do = raw["when"], raw["do"]
    target, what, text = do.get("target", ""), do.get("what", ""), text_of(do.get("text", {}))
    return Happening(
        when["moment"], float(when["after_s"]), do["control"], target, float(do.get("value", 0.0)), what, text
    )
