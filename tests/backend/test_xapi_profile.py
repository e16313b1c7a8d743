"""The published profile: it is what is sent, and it hangs together as xAPI Profiles 1.0 wants."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from backend.xapi import profile
from backend.xapi.vocabulary import ACTIVITY_TYPES, EXTENSIONS, PROFILE, PROFILE_VERSION, VERBS, Step, step, steps

FILE = Path(__file__).parents[2] / "docs" / "xapi" / "profile.jsonld"


@pytest.fixture(scope="module")
def published():
    return json.loads(FILE.read_text("utf-8"))


def test_what_is_published_is_what_is_sent():
    assert FILE.read_text("utf-8") == profile.text(), "python -m backend.xapi.profile > docs/xapi/profile.jsonld"


def test_every_part_has_a_name_of_its_own_and_belongs_to_this_version(published):
    parts = [*published["concepts"], *published["templates"], *published["patterns"]]
    names = [part["id"] for part in parts]
    assert len(set(names)) == len(names)
    for part in parts:
        assert part["inScheme"] == published["versions"][0]["id"] == PROFILE_VERSION
        assert part["prefLabel"]["en"]
        assert part["definition"]["en"]
        assert part["id"].startswith(PROFILE)


def test_patterns_lead_to_templates_only(published):
    known = {part["id"] for part in (*published["templates"], *published["patterns"])}
    for pattern in published["patterns"]:
        (kind,) = {"sequence", "alternates", "zeroOrMore"} & set(pattern)
        inner = pattern[kind] if isinstance(pattern[kind], list) else [pattern[kind]]
        assert set(inner) <= known
    assert [p["id"] for p in published["patterns"] if p["primary"]] == [f"{PROFILE}/patterns/attempt"]


def test_schemas_of_extensions_are_json(published):
    found = [c for c in published["concepts"] if c["type"].endswith("Extension")]
    assert len(found) == len(EXTENSIONS)
    for concept in found:
        assert isinstance(json.loads(concept["inlineSchema"]), dict)


def test_templates_use_known_words(published):
    verbs, types = {verb.id for verb in VERBS.values()}, set(ACTIVITY_TYPES.values())
    for template in published["templates"]:
        assert template["verb"] in verbs
        assert template["objectActivityType"] in types
        assert template["rules"]


def test_events_are_told_in_both_languages_and_the_unknown_by_their_own_name():
    told, silent = steps()
    assert all(row.verb in VERBS and row.ko and row.en for row in told.values())
    assert not set(told) & silent
    assert step("something_new") == Step("interacted", "something new", "something new")
    assert step("joined") is None
