"""Certificates: for what was passed, with a number that nobody can guess or invent and anybody can check."""

from __future__ import annotations

import json
from uuid import uuid4

import httpx
import pytest

from backend.certificates.service import number_of, read_number
from backend.schemas.identity import Role
from safety_training.contract import load_dossier
from tests.backend.pdf_text import letters
from tests.backend.people import new_id


@pytest.fixture
def passed(people):
    """Somebody who has passed a lease, and the record of it."""
    papers = load_dossier("new_villa", 3)
    attempt = {
        "dossier": "new_villa",
        "seed": 3,
        "opened": [d.id for d in papers.documents],
        "findings": sorted({e.any_of[0] for e in papers.trap.evidence}),
        "reason": papers.trap.reason,
        "decision": "stop",
        "actions": [c.id for c in papers.actions if c.effect == "helps"][:1],
    }
    person = people.guest("홍<길>동")
    person.put(f"/leases/{new_id()}", attempt).raise_for_status()
    (record,) = person.get("/records").json()
    return person, record, attempt


def test_the_same_record_has_the_same_number_and_anybody_can_check_it(people, served, passed):
    person, record, _ = passed
    made = person.put(f"/records/{record['id']}/certificate", None).json()
    assert person.put(f"/records/{record['id']}/certificate", None).json() == made
    assert made["valid"] is True
    assert (made["name"], made["score"], made["of"]) == ("홍<길>동", 100.0, 100.0)
    assert made["url"] == f"{served.url}/certificates/{made['number']}"
    for typed in (made["number"], made["number"].lower(), made["number"].replace("-", "")):
        found = httpx.get(f"{served.url}/api/certificates/{typed}", timeout=20)
        assert found.json() == made
    assert set(made) == {
        "number", "url", "valid", "name", "title_ko", "title_en", "mode", "score", "of", "finished_at", "issued_at",
        "withdrawn_at",
    }  # fmt: skip


def test_links_bear_no_host_that_somebody_made_up(people, served, passed):
    person, record, _ = passed
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    made = person.http.put(f"/records/{record['id']}/certificate", headers=forged).json()
    assert made["url"] == f"{served.url}/certificates/{made['number']}"


def test_the_page_needs_no_account_and_runs_nothing(people, served, passed):
    person, record, _ = passed
    made = person.put(f"/records/{record['id']}/certificate", None).json()
    page = httpx.get(made["url"], timeout=20)
    assert page.status_code == 200
    assert 'lang="ko"' in page.text
    assert "유효한 수료증입니다" in page.text
    assert "홍&lt;길&gt;동" in page.text
    assert "<script" not in page.text
    assert "This certificate is valid." in httpx.get(made["url"], params={"lang": "en"}, timeout=20).text
    assert 'lang="en"' in httpx.get(made["url"], headers={"Accept-Language": "en-GB,en;q=0.9"}, timeout=20).text


@pytest.mark.parametrize("number", ["K7Q2-0M4X-9RTA-53HV", "x", "<b>", "K7Q2-0M4X-9RTA-53H!", "가나다"])
def test_a_number_that_nobody_has_says_so(served, number):
    page = httpx.get(f"{served.url}/certificates/{number}", timeout=20)
    assert page.status_code == 404
    assert "이런 번호의 수료증은 없습니다" in page.text
    assert "<b>" not in page.text
    assert httpx.get(f"{served.url}/api/certificates/{number}", timeout=20).status_code == 404


def test_only_what_was_passed_and_only_by_its_holder(people, passed):
    person, record, attempt = passed
    for other in (people.guest(), people.with_role(Role.trainer)):  # a trainer leads drills, not leases
        assert other.put(f"/records/{record['id']}/certificate", None).status_code == 404
    person.put(f"/leases/{new_id()}", {**attempt, "decision": "sign"}).raise_for_status()
    failed = next(r for r in person.get("/records").json() if not r["grade"]["passed"])
    refused = person.put(f"/records/{failed['id']}/certificate", None)
    assert (refused.status_code, refused.json()["code"]) == (409, "not_passed")
    assert person.put(f"/records/{uuid4()}/certificate", None).status_code == 404


@pytest.mark.parametrize(("lang", "said"), [("ko", "수료증홍길동훈련용"), ("en", "CERTIFICATE")])
def test_it_can_be_printed(passed, lang, said):
    person, record, _ = passed
    paper = person.get(f"/records/{record['id']}/certificate.pdf", params={"lang": lang}, timeout=60)
    assert paper.headers["content-type"] == "application/pdf"
    assert set(said) <= letters(paper.content)


def test_numbers_follow_from_the_key():
    record = uuid4()
    number = number_of("k" * 64, record)
    assert number == number_of("k" * 64, record) != number_of("l" * 64, record)
    assert read_number(number) == number
    assert read_number("o" * 16) == "0000-0000-0000-0000"
    assert read_number("") == read_number("U" * 16) == ""
    assert json.dumps(number).isascii()
