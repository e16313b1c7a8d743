"""A server with an account, a real browser, and a page of it that is watched: whatever it asks of another host, and whatever it
complains of, fails the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.backend.people import PASSWORD
from tests.backend.serving import Child

_FLAGS = ("--no-sandbox", "--disable-background-networking", "--disable-dev-shm-usage")


@contextmanager
def server_with(folder: Path, email: str, name: str, role: str) -> Iterator[Child]:
    """A server in a process of its own, and an account made as an operator makes it."""
    server = Child(folder)
    server.start()
    try:
        make_user(server, email, name, role)
        yield server
    finally:
        server.kill()


def make_user(server: Child, email: str, name: str, role: str) -> None:
    make = [sys.executable, "-m", "backend", "create-user", "--data-dir", str(server.data_dir)]
    make += ["--email", email, "--name", name, "--role", role]
    subprocess.run(make, env={**os.environ, "SEOUL_PASSWORD": PASSWORD}, check=True, timeout=300)


@contextmanager
def chromium(*flags: str) -> Iterator[Any]:
    """The machine's own; skips where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, headless=True, args=[*_FLAGS, *flags])
        yield opened
        opened.close()


@contextmanager
def watched(browser: Any, url: str, width: int, height: int) -> Iterator[Any]:
    """A Korean page."""
    context = browser.new_context(viewport={"width": width, "height": height}, locale="ko-KR")
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(90_000)
    yield page
    foreign = [other for other in asked if not other.startswith((url, "data:", "blob:"))]
    assert foreign == [], foreign
    assert complaints == [], complaints
    context.close()


def sign_in(page: Any, url: str, email: str) -> None:
    """url : of any page of an area; it leads to the door, and the door back."""
    page.goto(url)
    page.get_by_label("이메일").fill(email)
    page.get_by_label("비밀번호").fill(PASSWORD)
    page.get_by_label("비밀번호").press("Enter")
    page.get_by_role("button", name="로그아웃").wait_for()


def shoot(page: Any, name: str) -> None:
    """A picture for a person to look at, where SEOUL_SHOTS names a folder."""
    if folder := os.environ.get("SEOUL_SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)
