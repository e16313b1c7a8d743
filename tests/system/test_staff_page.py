"""The staff desk in a real browser: sign in, read, answer, correct, by keyboard as well, with nothing from another host."""

from __future__ import annotations

import re
import secrets
import subprocess
import sys

import pytest

from backend.settings import Settings
from tests.backend.people import PASSWORD, People, hear, new_id
from tests.system.pages import chromium, server_with, shoot, sign_in, watched

pytestmark = pytest.mark.system
EMAIL = "desk@example.org"


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    with server_with(tmp_path_factory.mktemp("staff"), EMAIL, "한담당", "staff") as server:
        yield server


@pytest.fixture(scope="module")
def browser():
    with chromium("--disable-gpu") as opened:
        yield opened


@pytest.fixture
def page(browser, child):
    with watched(browser, child.url, 1100, 860) as opened:
        yield opened


@pytest.fixture
def people(child):
    with People(child.url, Settings(data_dir=child.data_dir)) as made:
        yield made


def test_staff_answer_a_citizen_who_hears_of_it_at_once(page, child, people):
    author, suggestion = people.guest("김한강"), new_id()
    other, waiting = people.guest("Sarah"), new_id()
    text = "한강 산책로의 밤길이 어둡습니다.\n<b>가로등</b>을 더 밝혀 주세요."
    author.put(f"/suggestions/{suggestion}", {"text": text}).raise_for_status()
    english = {"text": "Please add benches near the library.", "language": "en"}
    other.put(f"/suggestions/{waiting}", english).raise_for_status()
    page.goto(f"{child.url}/staff/")
    page.get_by_label("이메일").wait_for()
    shoot(page, "login")
    assert page.locator("html").get_attribute("lang") == "ko-KR"
    sign_in(page, f"{child.url}/staff/", EMAIL)
    letter = page.get_by_role("article").filter(has_text="김한강")
    letter.wait_for()
    assert "<b>가로등</b>" in letter.inner_text()  # as text
    shoot(page, "desk")
    with author.socket("mayor_office", "events") as socket:
        hear(socket, "welcome")
        field = letter.get_by_label(re.compile("^답변"))
        field.fill("x")
        letter.get_by_role("button", name="답변 보내기").click()
        letter.get_by_text("2자 이상 4000자 이하").wait_for()
        field.fill("다음 달에 가로등 30개를 세우겠습니다.")
        field.press("Control+Enter")
        assert hear(socket, "suggestion.answered")["id"] == suggestion
    page.get_by_text("답변을 보냈습니다.").wait_for()
    assert author.get("/suggestions").json()[0]["answer"] == "다음 달에 가로등 30개를 세우겠습니다."
    page.get_by_role("tab", name="답한 의견").click()
    done = page.get_by_role("article").filter(has_text="김한강")
    done.get_by_text("아직 읽지 않음").wait_for()
    shoot(page, "answered")
    done.get_by_role("button", name="답변 고치기").click()
    done.get_by_label(re.compile("^답변")).fill("이번 달에 가로등 30개를 세우겠습니다.")
    done.get_by_role("button", name="답변 보내기").click()
    page.get_by_text("이번 달에 가로등").first.wait_for()
    assert author.get("/suggestions").json()[0]["answer"].startswith("이번 달")


def test_english_and_the_way_out(page, child, people):
    sign_in(page, f"{child.url}/staff/", EMAIL)
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="The mayor's suggestion box").wait_for()
    assert page.locator("html").get_attribute("lang") == "en-US"
    shoot(page, "english")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("E-mail").wait_for()
    page.goto(f"{child.url}/staff/en")
    page.get_by_label("E-mail").wait_for()  # and the desk stays shut


def test_a_citizen_and_a_wrong_password_stay_outside(page, child):
    import httpx

    email = f"{secrets.token_hex(4)}@example.org"
    httpx.post(
        f"{child.url}/api/accounts", json={"email": email, "password": PASSWORD, "name": "이시민"}, timeout=20
    ).raise_for_status()
    page.goto(f"{child.url}/staff/login")
    for address, password, complaint in (
        (email, PASSWORD, "담당자 계정이 아닙니다."),
        (EMAIL, "wrong password", "이메일이나 비밀번호가 맞지 않습니다."),
    ):
        page.get_by_label("이메일").fill(address)
        page.get_by_label("비밀번호").fill(password)
        page.get_by_role("button", name="로그인").click()
        page.get_by_role("alert").filter(has_text=complaint).wait_for()


def test_the_owner_comes_in_by_a_link_that_works_once(page, child):
    cli = [sys.executable, "-m", "backend", "owner-link", "--data-dir", str(child.data_dir), "--url", child.url]
    link = subprocess.run(cli, capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    page.goto(link)
    page.get_by_role("button", name="로그아웃").click()
    page.get_by_label("이메일").wait_for()
    page.goto(link)
    page.get_by_role("alert").filter(has_text="이 연결은 이미 쓰였거나").wait_for()
