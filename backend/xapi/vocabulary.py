"""The words of our xAPI profile "vr-drill" (docs/xapi): verbs, kinds of activities, extensions, and what each event is told as.

Verbs of ADL and cmi5 are used wherever one fits. The IRIs are names; they need not lead anywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

PROFILE = "https://w3id.org/metaverse-seoul/xapi/vr-drill"
PROFILE_VERSION = f"{PROFILE}/v1.0"
ACCOUNTS = "https://w3id.org/metaverse-seoul/accounts"  # actor.account.homePage where none is set

_ADL = "http://adlnet.gov/expapi/verbs/"
_TYPES = "http://adlnet.gov/expapi/activities/"


@dataclass(frozen=True, slots=True)
class Verb:
    id: str
    ko: str
    en: str
    definition: str = ""  # of our own ones, for the profile


VERBS: dict[str, Verb] = {
    "initialized": Verb(f"{_ADL}initialized", "시작함", "initialized"),
    "interacted": Verb(f"{_ADL}interacted", "조작함", "interacted"),
    "experienced": Verb(f"{_ADL}experienced", "겪음", "experienced"),
    "answered": Verb(f"{_ADL}answered", "답함", "answered"),
    "progressed": Verb(f"{_ADL}progressed", "나아감", "progressed"),
    "completed": Verb(f"{_ADL}completed", "마침", "completed"),
    "scored": Verb("http://adlnet.gov/expapi/verbs/scored", "점수를 받음", "scored"),
    "passed": Verb(f"{_ADL}passed", "합격함", "passed"),
    "failed": Verb(f"{_ADL}failed", "불합격함", "failed"),
    "terminated": Verb(f"{_ADL}terminated", "끝냄", "terminated"),
    "abandoned": Verb("https://w3id.org/xapi/adl/verbs/abandoned", "중단됨", "abandoned"),
    "erred": Verb(
        f"{PROFILE}/verbs/erred",
        "중대한 잘못을 함",
        "erred",
        "The learner did something after which nobody passes this drill, such as throwing water on burning oil.",
    ),
    "injected": Verb(
        f"{PROFILE}/verbs/injected",
        "상황을 부여함",
        "injected",
        "A trainer changed the running drill: lit an item, jammed a pin, cut the power, spoke to a trainee.",
    ),
    "appealed": Verb(
        f"{PROFILE}/verbs/appealed",
        "이의를 제기함",
        "appealed",
        "The learner contests a grade; the drill is computed again.",
    ),
    "ruled": Verb(
        f"{PROFILE}/verbs/ruled",
        "이의에 답함",
        "ruled",
        "A trainer answered an appeal, and upheld or corrected the grade.",
    ),
}

ACTIVITY_TYPES: dict[str, str] = {
    "scenario": f"{_TYPES}simulation",
    "session": f"{_TYPES}attempt",
    "task": f"{_TYPES}objective",
    "question": f"{_TYPES}cmi.interaction",
    "profile": f"{_TYPES}profile",
    "lease": f"{_TYPES}assessment",
    "step": f"{PROFILE}/activity-types/step",
    "rule": f"{PROFILE}/activity-types/rule",
    "control": f"{PROFILE}/activity-types/control",
    "grade": f"{PROFILE}/activity-types/grade",
}

OWN_TYPES: dict[str, tuple[str, str]] = {
    "step": ("Step of a drill", "One thing that a person did in a drill, or that happened to that person."),
    "rule": ("Rule of a rubric", "One rule by which a drill is graded; its points are published with the scenario."),
    "control": ("Trainer's control", "One of the controls with which a trainer changes a running drill."),
    "grade": ("Grade", "The grade of one person's attempt, against which one can appeal."),
}


@dataclass(frozen=True, slots=True)
class Extension:
    """where : "context" or "result". schema : a JSON schema of the value."""

    where: str
    schema: Mapping[str, object]
    label: str
    definition: str

    def iri(self, name: str) -> str:
        return f"{PROFILE}/extensions/{name}"


_NUMBER, _TEXT, _WHOLE = {"type": "number"}, {"type": "string"}, {"type": "integer"}
_SHA = {"type": "string", "pattern": "^([0-9a-f]{64})?$"}

EXTENSIONS: dict[str, Extension] = {
    "tick": Extension(
        "context", {"type": "integer", "minimum": 0}, "Tick", "Step of the drill, 20 a second, at which it happened."
    ),
    "mode": Extension(
        "context", {"enum": ["practice", "guided", "test"]}, "Mode", "Whether hints and task lists were shown."
    ),
    "seed": Extension("context", _WHOLE, "Seed", "Which variation of the scenario."),
    "device-class": Extension(
        "context", _TEXT, "Device class", "What the learner wore or sat at, as their client names it."
    ),
    "role": Extension("context", _TEXT, "Role", "The learner's part in a team."),
    "replay-hash": Extension(
        "context",
        _SHA,
        "Replay hash",
        "SHA-256 seal of the drill's log: whoever has the log can compute the drill again.",
    ),
    "state-hash": Extension("context", _SHA, "State hash", "SHA-256 of the state in which the drill ended."),
    "instructor-event": Extension(
        "context",
        _TEXT,
        "Instructor event",
        "Number of the trainer's injection in the drill's log, with its control and target.",
    ),
    "step-data": Extension(
        "result", {"type": "object"}, "Step data", "What the drill noted about the step (distances, devices)."
    ),
    "fed": Extension(
        "result",
        _NUMBER,
        "Fractional effective dose",
        "Gas dose at the learner's head, share of the incapacitating dose (ISO 13571).",
    ),
    "heat-dose": Extension(
        "result", _NUMBER, "Heat dose", "Heat dose at the learner's head, share of the tolerable dose (ISO 13571)."
    ),
    "agent-kg": Extension("result", _NUMBER, "Agent used", "Extinguishing agent discharged by the learner, kilograms."),
    "agent-on-base-kg": Extension(
        "result", _NUMBER, "Agent on base", "Of it, what reached the burning surface, kilograms."
    ),
    "head-over-layer-m": Extension(
        "result",
        _NUMBER,
        "Head over the smoke layer",
        "Farthest that the learner's head was above the lower edge of the smoke layer, metres; below 0: always under it.",
    ),
    "measures": Extension(
        "result", {"type": "object"}, "Measures", "Everything else that was measured of the attempt, by name."
    ),
    "critical": Extension(
        "result", {"type": "array", "items": _TEXT}, "Critical errors", "Ids of mistakes after which nobody passes."
    ),
}


def extension(name: str) -> str:
    """The IRI of one of our extensions. Raises KeyError if there is none of that name."""
    return EXTENSIONS[name].iri(name)


@dataclass(frozen=True, slots=True)
class Step:
    """How one kind of event is told."""

    verb: str
    ko: str
    en: str


@lru_cache
def steps() -> tuple[dict[str, Step], frozenset[str]]:
    """By kind of event how it is told; and the kinds that are not told at all."""
    data = tomllib.loads(files("backend.xapi").joinpath("steps.toml").read_text(encoding="utf-8"))
    told = {row["event"]: Step(row.get("verb", "interacted"), row["ko"], row["en"]) for row in data["step"]}
    return told, frozenset(data["silent"])


def step(kind: str) -> Step | None:
    """None for what is not told. An event that the table does not know yet is told by its own name, so that none is lost."""
    told, silent = steps()
    if kind in silent:
        return None
    words = kind.replace("_", " ")
    return told.get(kind) or Step("interacted", words, words)
