"""Limits of size and rate, and what a probe of the server's health and figures finds."""

from __future__ import annotations

import time

import httpx
import pytest

from backend.limits import Bucket
from backend.schemas.identity import Role
from backend.settings import Settings
from tests.backend.people import People, new_id
from tests.backend.serving import in_thread


@pytest.fixture(scope="module")
def tight(tmp_path_factory):
    """A server whose limits are within a test's reach."""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("tight"),
        rate_user=(0.01, 5.0),
        rate_address=(0.01, 8.0),
        rate_login=(0.01, 2.0),
        rate_paper=(0.01, 1.0),
        max_people_in_room=2,
    )
    with in_thread(settings) as url, People(url, settings) as people:
        yield people


def test_a_user_is_slowed_down_and_others_are_not(tight):
    first, second = tight.guest(), tight.guest()
    codes = [first.get("/me").status_code for _ in range(7)]
    assert codes == [200] * 5 + [429] * 2
    refused = first.get("/me")
    assert refused.json()["code"] == "too_many"
    assert int(refused.headers["retry-after"]) >= 1
    assert second.get("/me").status_code == 200


def test_papers_have_a_pace_of_their_own(tight):
    person = tight.with_role(Role.citizen)  # made past the address' rate
    paths = (f"/drills/{new_id()}/report.pdf", f"/records/{new_id()}/certificate.pdf")
    assert [person.get(path).status_code for path in paths] == [404, 429]


def test_guessing_a_password_is_slowed_down(tight):
    body = {"email": "somebody@example.org", "password": "guess"}
    codes = [httpx.post(f"{tight.url}/api/tokens", json=body, timeout=60).status_code for _ in range(3)]
    assert codes == [401, 401, 429]


def test_a_full_room_takes_nobody_else(served, tmp_path):
    settings = Settings(data_dir=tmp_path, max_people_in_room=2)
    with in_thread(settings) as url, People(url, settings) as people:
        three = [people.guest() for _ in range(3)]
        answers = [p.http.post("/rooms/entrance/token") for p in three]
        assert [a.status_code for a in answers] == [200, 200, 409]
        assert answers[2].json()["code"] == "room_full"


@pytest.mark.parametrize("announced", [True, False])
def test_a_body_too_large_is_413(people, announced):
    guest, body = people.guest(), b'{"text": "' + b"x" * 200_000 + b'"}'

    def pieces():
        for start in range(0, len(body), 10_000):
            yield body[start : start + 10_000]

    answer = guest.http.put(
        f"/suggestions/{new_id()}",
        content=body if announced else pieces(),
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 413
    assert answer.json()["code"] == "too_large"


def test_a_bucket_refills():
    bucket = Bucket(1000.0, 1.0)
    assert bucket.take() == 0.0
    bucket.take()
    time.sleep(0.01)
    assert bucket.take() == 0.0
    assert bucket.take(5.0) > 0.0


def test_health_and_figures(served, people):
    health = httpx.get(f"{served.url}/health", timeout=60)
    assert health.status_code == 200
    assert health.json()["status"] == "ok"
    people.guest().get("/me")
    figures = httpx.get(f"{served.url}/metrics", timeout=60).text
    assert 'seoul_http_requests_total{method="GET",route="/me",status="200"}' in figures
    assert "seoul_drill_inputs_unsaved" in figures


def test_every_answer_has_a_request_id_and_unknown_paths_a_problem(served):
    one, two = (httpx.get(f"{served.url}/nothing/here", timeout=60) for _ in range(2))
    assert one.status_code == 404
    assert one.json()["code"] == "not_found"
    assert one.headers["x-request-id"] != two.headers["x-request-id"]
    assert httpx.put(f"{served.url}/api/guests", timeout=60).json()["code"] == "method_not_allowed"


def test_browsers_are_told_what_a_page_may_do(served, people):
    page = httpx.get(f"{served.url}/certificates/x", timeout=60)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    for answer in (page, people.guest().get("/me"), httpx.get(f"{served.url}/nothing", timeout=60)):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["cache-control"] == "no-store"
        assert "strict-transport-security" not in answer.headers


def test_behind_https_browsers_stay_there_and_figures_may_be_shut(tmp_path):
    settings = Settings(data_dir=tmp_path, public_url="https://seoul.example", metrics_token="figures")
    with in_thread(settings) as url:
        assert httpx.get(f"{url}/metrics", timeout=60).status_code == 401
        good, bad = (
            httpx.get(f"{url}/metrics", headers={"Authorization": f"Bearer {t}"}, timeout=60)
            for t in ("figures", "other")
        )
        assert (good.status_code, bad.status_code) == (200, 401)
        assert "max-age" in good.headers["strict-transport-security"]
