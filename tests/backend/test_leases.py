"""A lease is graded by the server, once, and found in the records."""

from __future__ import annotations

import json

import pytest

from safety_training.contract import load_dossier
from tests.backend.people import new_id

SEED = 3


@pytest.fixture
def attempt():
    papers = load_dossier("new_villa", SEED)
    return {
        "dossier": "new_villa",
        "seed": SEED,
        "opened": [d.id for d in papers.documents],
        "findings": sorted({e.any_of[0] for e in papers.trap.evidence}),
        "reason": papers.trap.reason,
        "decision": "stop",
        "actions": [c.id for c in papers.actions if c.effect == "helps"][:1],
    }


def test_a_lease_is_graded_once_and_recorded(people, attempt):
    guest, lease = people.guest(), new_id()
    first = guest.put(f"/leases/{lease}", attempt)
    assert first.status_code == 200
    assert first.json()["grade"]["passed"] is True
    assert first.json()["grade"]["score"] == 100
    assert guest.put(f"/leases/{lease}", attempt).json() == first.json()
    assert guest.get(f"/leases/{lease}").json() == first.json()
    records = guest.get("/records").json()
    assert [(r["kind"], r["subject"], r["grade"]["score"]) for r in records] == [("lease", lease, 100)]
    changed = guest.put(f"/leases/{lease}", {**attempt, "decision": "sign"})
    assert (changed.status_code, changed.json()["code"]) == (409, "id_taken")


def test_signing_it_fails(people, attempt):
    guest = people.guest()
    grade = guest.put(f"/leases/{new_id()}", {**attempt, "decision": "sign"}).json()["grade"]
    assert grade["critical"] == ["wrong_signature"]
    assert grade["passed"] is False


def test_what_is_not_in_the_dossier_is_refused(people, attempt):
    guest = people.guest()
    assert guest.put(f"/leases/{new_id()}", {**attempt, "findings": ["no.such"]}).json()["code"] == "bad_lease"
    assert guest.put(f"/leases/{new_id()}", {**attempt, "dossier": "nothing"}).json()["code"] == "no_dossier"
    assert guest.get("/records").json() == []


def test_anothers_lease_does_not_exist(people, attempt):
    owner, other, lease = people.guest(), people.guest(), new_id()
    owner.put(f"/leases/{lease}", attempt).raise_for_status()
    assert other.get(f"/leases/{lease}").status_code == 404
    assert other.put(f"/leases/{lease}", attempt).status_code == 409
    assert other.get("/records").json() == []


def test_a_dossier_is_served_without_its_answers(people, attempt):
    guest = people.guest()
    answer = guest.get(f"/dossiers/new_villa?seed={SEED}")
    assert answer.json()["dossier"] == json.loads(json.dumps(load_dossier("new_villa", SEED).to_dict()))
    assert "trap" not in answer.text
    assert guest.get("/dossiers/nothing").status_code == 404
