"""The staff desk in a real browser: sign in, read, answer, correct, by keyboard as well, with nothing from another host."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import sys

import pytest

from backend.settings import Settings
from tests.backend.people import PASSWORD, People, hear, new_id
from tests.backend.serving import Child

pytestmark = pytest.mark.system
EMAIL = "desk@example.org"


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    server = Child(tmp_path_factory.mktemp("staff"))
    server.start()
    cli = [sys.executable, "-m", "backend", "create-user", "--data-dir", str(server.data_dir)]
    more = ["--email", EMAIL, "--name", "한담당", "--role", "staff"]
    subprocess.run([*cli, *more], env={**os.environ, "SEOUL_PASSWORD": PASSWORD}, check=True, timeout=60)
    yield server
    server.kill()


@pytest.fixture(scope="module")
def browser():
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, headless=True, args=flags)
        yield opened
        opened.close()


@pytest.fixture
def page(browser, child):
    context = browser.new_context(viewport={"width": 1100, "height": 860}, locale="ko-KR")
    opened = context.new_page()
    opened.asked, opened.complaints = [], []
    opened.on("request", lambda request: opened.asked.append(request.url))
    opened.on("console", lambda m: opened.complaints.append(m.text) if m.type == "error" else None)
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    opened.set_default_timeout(90_000)
    yield opened
    assert [url for url in opened.asked if not url.startswith((child.url, "data:"))] == []
    assert opened.complaints == []
    context.close()


@pytest.fixture
def people(child):
    with People(child.url, Settings(data_dir=child.data_dir)) as made:
        yield made


def _sign_in(page, child):
    page.goto(f"{child.url}/staff/")
    page.get_by_label("이메일").fill(EMAIL)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_label("비밀번호").press("Enter")
    page.get_by_role("heading", name="시장실 의견함").wait_for()
    page.get_by_role("button", name="로그아웃").wait_for()


def _shoot(page, name):
    if folder := os.environ.get("SEOUL_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_staff_answer_a_citizen_who_hears_of_it_at_once(page, child, people):
    author, suggestion = people.guest("김한강"), new_id()
    other, waiting = people.guest("Sarah"), new_id()
    text = "한강 산책로의 밤길이 어둡습니다.\n<b>가로등</b>을 더 밝혀 주세요."
    author.put(f"/suggestions/{suggestion}", {"text": text}).raise_for_status()
    english = {"text": "Please add benches near the library.", "language": "en"}
    other.put(f"/suggestions/{waiting}", english).raise_for_status()
    page.goto(f"{child.url}/staff/")
    page.get_by_label("이메일").wait_for()
    _shoot(page, "login")
    assert page.locator("html").get_attribute("lang") == "ko-KR"
    _sign_in(page, child)
    letter = page.get_by_role("article").filter(has_text="김한강")
    letter.wait_for()
    assert "<b>가로등</b>" in letter.inner_text()  # as text
    _shoot(page, "desk")
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
    _shoot(page, "answered")
    done.get_by_role("button", name="답변 고치기").click()
    done.get_by_label(re.compile("^답변")).fill("이번 달에 가로등 30개를 세우겠습니다.")
    done.get_by_role("button", name="답변 보내기").click()
    page.get_by_text("이번 달에 가로등").first.wait_for()
    assert author.get("/suggestions").json()[0]["answer"].startswith("이번 달")


def test_english_and_the_way_out(page, child, people):
    _sign_in(page, child)
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="The mayor's suggestion box").wait_for()
    assert page.locator("html").get_attribute("lang") == "en-US"
    _shoot(page, "english")
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
