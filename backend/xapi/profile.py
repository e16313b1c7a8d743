"""Our profile as JSON-LD (xAPI Profiles 1.0): `python -m backend.xapi.profile > docs/xapi/profile.jsonld`. Made from the
vocabulary, so that what is published is what is sent."""

from __future__ import annotations

import json
import sys
from typing import Any

from backend.xapi.vocabulary import ACTIVITY_TYPES, EXTENSIONS, OWN_TYPES, PROFILE, PROFILE_VERSION, VERBS, extension

GENERATED = "2026-11-22T00:00:00Z"
_CONTEXT = "https://w3id.org/xapi/profiles/context"


def profile() -> dict[str, Any]:
    return {
        "id": PROFILE,
        "@context": _CONTEXT,
        "type": "Profile",
        "conformsTo": "https://w3id.org/xapi/profiles#1.0",
        "prefLabel": {"en": "VR drill", "ko": "가상현실 훈련"},
        "definition": {
            "en": "Fire drills in virtual reality that can be computed again: what a person did, what a trainer changed, how it "
            "was graded by which rule, and the hashes by which a grade can be checked. It trains people; it does not design "
            "buildings.",
            "ko": "다시 계산할 수 있는 가상현실 소방훈련: 한 사람이 한 일, 지도자가 부여한 상황, 어떤 기준으로 채점했는지, "
            "점수를 확인할 수 있는 해시. 사람을 훈련하기 위한 것이며 건물을 설계하는 데 쓰지 않는다.",
        },
        "author": {"type": "Organization", "name": "Metaverse Seoul contributors"},
        "versions": [{"id": PROFILE_VERSION, "generatedAtTime": GENERATED}],
        "concepts": [*_verbs(), *_types(), *_extensions()],
        "templates": _templates(),
        "patterns": _patterns(),
    }


def _concept(name: str, kind: str, en: str, definition: str, **more: Any) -> dict[str, Any]:
    texts = {"prefLabel": {"en": en}, "definition": {"en": definition}}
    return {"id": name, "type": kind, "inScheme": PROFILE_VERSION, **texts, **more}


def _verbs() -> list[dict[str, Any]]:
    """Ours only: those of ADL and cmi5 are defined by them."""
    found = []
    for verb in VERBS.values():
        if verb.definition:
            made = _concept(verb.id, "Verb", verb.en, verb.definition)
            made["prefLabel"]["ko"] = verb.ko
            found.append(made)
    return found


def _types() -> list[dict[str, Any]]:
    return [_concept(ACTIVITY_TYPES[name], "ActivityType", label, text) for name, (label, text) in OWN_TYPES.items()]


def _extensions() -> list[dict[str, Any]]:
    kinds = {"context": "ContextExtension", "result": "ResultExtension"}
    return [
        _concept(
            extension(name),
            kinds[e.where],
            e.label,
            e.definition,
            inlineSchema=json.dumps(dict(e.schema), ensure_ascii=False),
        )
        for name, e in EXTENSIONS.items()
    ]


_ALWAYS = (
    ("$.actor.account.name", "Every person is an account; no name, no mail address."),
    ("$.context.registration", "One attempt of one person at one drill: uuid5(drill, account name)."),
    ("$.context.platform", "The name of this system."),
    ("$.context.language", "What the person was spoken to in."),
    ("$.timestamp", "When it happened, counted back from the end by the drill's clock."),
)


def _template(name: str, verb: str, kind: str, en: str, definition: str, *rules: tuple[str, str]) -> dict[str, Any]:
    return {
        "id": f"{PROFILE}/templates/{name}",
        "type": "StatementTemplate",
        "inScheme": PROFILE_VERSION,
        "prefLabel": {"en": en},
        "definition": {"en": definition},
        "verb": VERBS[verb].id,
        "objectActivityType": ACTIVITY_TYPES[kind],
        "contextGroupingActivityType": [ACTIVITY_TYPES["session"]],
        "rules": [{"location": at, "presence": "included", "scopeNote": {"en": why}} for at, why in (*_ALWAYS, *rules)],
    }


def _templates() -> list[dict[str, Any]]:
    tick = (f"$.context.extensions['{extension('tick')}']", "The step of the drill at which it happened.")
    took = ("$.result.duration", "By the drill's clock.")
    measured = ("$.result.response", "What was measured.")
    yes, no = ("$.result.success", "Always true."), ("$.result.success", "Always false.")
    scaled = ("$.result.score.scaled", "Share of the points.")
    return [
        _template("initialized", "initialized", "scenario", "Attempt begun", "A person joined a drill.", tick),
        _template("step", "interacted", "step", "Step", "A person did something that the drill noticed.", tick),
        _template("experience", "experienced", "step", "Experience", "Something happened to a person.", tick),
        _template("error", "erred", "step", "Critical error", "A mistake after which nobody passes.", tick),
        _template(
            "answer", "answered", "question", "Answer", "What a person told the 119 dispatcher, or chose in a lease.",
            ("$.result.response", "The id of what was said or chosen."),
        ),
        _template("task", "completed", "task", "Task done", "A task of the list is done.", tick),
        _template("rule", "scored", "rule", "Rule", "What one rule of the rubric gave.", measured),
        _template(
            "completed", "completed", "scenario", "Attempt completed", "The drill has ended.",
            ("$.result.completion", "Always true."), took,
        ),
        _template("passed", "passed", "scenario", "Passed", "Graded and passed.", scaled, took, yes),
        _template("failed", "failed", "scenario", "Failed", "Graded and not passed.", scaled, took, no),
        _template("terminated", "terminated", "scenario", "Attempt over", "The last statement of an attempt.", took),
        _template("abandoned", "abandoned", "scenario", "Abandoned", "The drill was given up without a grade.", took),
        _template(
            "injection", "injected", "control", "Injection", "What a trainer changed; the trainer is the actor.", tick,
            (f"$.context.extensions['{extension('instructor-event')}']", "Its number in the log, control and target."),
        ),
        _template("appeal", "appealed", "grade", "Appeal", "A person contests the grade.", ("$.result.response", "Why.")),
        _template("ruling", "ruled", "grade", "Ruling", "How a trainer answered; the trainer is the actor.", scaled),
    ]  # fmt: skip


def _patterns() -> list[dict[str, Any]]:
    """The order of an attempt that is graded."""
    at, own = f"{PROFILE}/templates/", f"{PROFILE}/patterns/"
    order = [f"{at}initialized", f"{own}done", f"{at}completed", f"{own}verdict", f"{at}terminated"]
    done = [f"{at}{name}" for name in ("step", "experience", "error", "answer", "task", "rule")]
    whole = "Begun, done, graded rule by rule, completed, passed or failed, over; in the order that cmi5 wants."
    many = "Any number of steps, errors, answers, tasks and rules."
    return [
        {**_named("attempt", "A graded attempt", whole), "primary": True, "sequence": order},
        {**_named("done", "What was done", many), "zeroOrMore": f"{own}any"},
        {**_named("any", "Anything done", "Any of these."), "alternates": done},
        {**_named("verdict", "Verdict", "Passed or failed."), "alternates": [f"{at}passed", f"{at}failed"]},
    ]


def _named(name: str, label: str, definition: str) -> dict[str, Any]:
    texts = {"prefLabel": {"en": label}, "definition": {"en": definition}}
    return {
        "id": f"{PROFILE}/patterns/{name}",
        "type": "Pattern",
        "primary": False,
        "inScheme": PROFILE_VERSION,
        **texts,
    }


def text() -> str:
    return json.dumps(profile(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())
