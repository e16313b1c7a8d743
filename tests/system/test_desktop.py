"""The desktop window as a citizen has it: a real screen, mouse and keyboard, the drill from the door to the grade; and a suggestion
typed, answered by staff, and found on the next visit."""

from __future__ import annotations

import contextlib
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import glm
import httpx
import pytest

from tests.backend.serving import Child
from tests.system.desk import Desk, Screen, screen
from tests.system.spots import button, finish_button, in_front_of
from tests.system.witness import Witness, guest_of, wait_for
from vr_client.places import fire_hall, load_place, mayor_office
from vr_client.settings import Settings

pytestmark = pytest.mark.system
NAME = "민지"
FEW_PIXELS = 'quality = "low"\nrender_scale = 0.25\n'  # drawn by the processor, which has the server to run as well
BASE = glm.vec3(2.0, 0.30, -6.5)  # of the fire: see safety_training/scenarios/waste_bin.toml


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Child]:
    child = Child(tmp_path / "server")
    child.start()
    yield child
    child.stop()


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Screen]:
    with screen() as made:
        yield made
        made.picture(tmp_path / "end.png")


class Client:
    """`seoul --flat` on a screen, as a process."""

    def __init__(self, screen: Screen, data: Path, server: str, place: str) -> None:
        self.data = data
        data.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "vr_client", "--flat", "--server", server, "--name", NAME, "--language", "ko",
                   "--place", place, "--data-dir", str(data)]  # fmt: skip
        settings = data / "settings.toml"
        settings.write_text(FEW_PIXELS)
        quiet = {"SEOUL_SETTINGS": str(settings), "SEOUL_MICROPHONE": "none", "SEOUL_SPEAKER": "none"}
        with (data / "client.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=screen.env | quiet, stdout=log, stderr=log)

    def stop(self) -> int:
        """As closing the window does; its last words are shown by a test that failed."""
        self.process.terminate()
        try:
            return self.process.wait(20)
        finally:
            self.process.kill()
            self.process.wait()
            print((self.data / "client.log").read_text()[-2000:])


def snapshot(watcher: Witness) -> dict[str, Any]:
    assert watcher.snapshot is not None
    return watcher.snapshot


def test_the_drill_by_mouse_and_keyboard(server: Child, desktop: Screen, tmp_path: Path) -> None:
    """From before the door of the hall to a passed grade in one's records, without a hand on anything but mouse and keys."""
    client = Client(desktop, tmp_path / "client", server.url, "fire_hall")
    watcher = Witness(server.url, "fire_hall")
    person = Desk(desktop, NAME)
    try:
        person.arrive(watcher)
        drill = start_drill(person, watcher)
        press_alarm(person, watcher)
        take(person, watcher)
        put_out(person, watcher)
        finish(person, watcher)
    finally:
        left = client.stop()
    own = Witness(server.url, "entrance", identity=guest_of(tmp_path / "client"))
    records = wait_for(lambda: own.http.get("/records").raise_for_status().json(), "the record")
    for witness in (watcher, own):
        witness.close()
    assert left == 0
    assert (records[0]["kind"], records[0]["subject"]) == ("drill", drill)
    assert records[0]["grade"]["passed"], records[0]["grade"]


def test_a_suggestion_typed_answered_and_found_on_the_next_visit(
    server: Child, desktop: Screen, tmp_path: Path
) -> None:
    """On a keyboard without a Korean IME; staff answer over HTTP; the next visit shows the answer, and the server is told so."""
    office = load_place("mayor_office", Settings())
    field, send = (button(mayor_office, office, "suggestions", id_) for id_ in ("text", "send"))
    watcher = Witness(server.url, "mayor_office")
    person = Desk(desktop, NAME)
    client = Client(desktop, tmp_path / "client", server.url, "mayor_office/suggestions")
    try:
        person.arrive(watcher)
        own = Witness(server.url, "entrance", identity=guest_of(tmp_path / "client"))

        def mine() -> list[dict[str, Any]]:
            return own.http.get("/suggestions").raise_for_status().json()

        person.press(field)
        time.sleep(0.5)
        desktop.do("type", "--delay", "80", "rhddnjsdp rmsmfdmf")
        until(person, lambda: person.press(send), mine, "the suggestion has come")
    finally:
        assert client.stop() == 0
    (written,) = mine()
    assert (written["text"], written["state"]) == ("공원에 그늘을", "received")

    staff = staff_of(server)
    answer = {"answer": "내년 봄에 나무를 심겠습니다."}
    staff.put(f"/suggestions/{written['id']}/answer", json=answer).raise_for_status()
    assert not mine()[0]["answer_seen"]

    client = Client(desktop, tmp_path / "client", server.url, "mayor_office")
    try:
        person.arrive(watcher)
        wait_for(lambda: mine()[0]["answer_seen"], "the answer shown")
        desktop.picture(tmp_path / "answer.png")
    finally:
        assert client.stop() == 0
    for witness in (watcher, own):
        witness.close()
    staff.close()


def staff_of(server: Child) -> httpx.Client:
    """Signed in as somebody whom the owner has made staff on the command line."""
    password = secrets.token_urlsafe(16)
    command = [sys.executable, "-m", "backend", "create-user", "--data-dir", str(server.data_dir),
               "--email", "staff@seoul.invalid", "--name", "담당", "--role", "staff"]  # fmt: skip
    subprocess.run(command, env=os.environ | {"SEOUL_PASSWORD": password}, check=True, timeout=60)
    http = httpx.Client(base_url=server.url + "/api", timeout=10)
    token = http.post("/tokens", json={"email": "staff@seoul.invalid", "password": password}).raise_for_status().json()
    http.headers["Authorization"] = f"Bearer {token['access_token']}"
    return http


def start_drill(person: Desk, watcher: Witness) -> str:
    hall = load_place("fire_hall", Settings())
    spot = in_front_of(hall, "board", 1.8)
    person.walk_to(spot.x, spot.z, 0.4)
    start = button(fire_hall, hall, "board", "start")
    until(
        person, lambda: person.press(start), lambda: watcher.snapshot and watcher.snapshot["people"], "in the drill", 10
    )
    return watcher.drill_id


def until(person: Desk, act: Callable[[], None], look: Callable[[], Any], what: str, seconds: float = 6) -> None:
    """Acts, looks whether it worked, and tries again, as a person does; three times at most. What was done is not done again
    before the client has seen it: a key that takes also puts down."""
    for _ in range(3):
        act()
        person.noticed()
        with contextlib.suppress(TimeoutError):
            wait_for(look, what, seconds)
            return
    raise TimeoutError(f"{what}: not after three tries")


def alarm_of(watcher: Witness) -> dict[str, Any]:
    return next(device for device in snapshot(watcher)["devices"] if device["name"] == "alarm_1")


def press_alarm(person: Desk, watcher: Witness) -> None:
    box = glm.vec3(*alarm_of(watcher)["position"])
    person.walk_to(box.x + 0.9, box.z, 0.3)
    until(person, lambda: person.press(box), lambda: alarm_of(watcher)["state"]["sounding"], "the alarm sounds")


def mine(watcher: Witness, name: str) -> dict[str, Any]:
    return next(t for t in snapshot(watcher)["equipment"] if t["name"] == name)


def take(person: Desk, watcher: Witness) -> None:
    """E takes it, G reads its gauge, Q pulls its pin."""
    tool = next(t for t in snapshot(watcher)["equipment"] if t["gauge"] >= t["green_low"])
    at, name = glm.vec3(*tool["position"]), tool["name"]
    person.walk_to(at.x + 0.8, at.z, 0.3)
    person.look_at(at + glm.vec3(0, 0.25, 0), 0.03)
    until(person, lambda: person.tap("e"), lambda: mine(watcher, name)["holder"], "the extinguisher is in the hand")
    person.tap("g")
    person.noticed()
    time.sleep(3)  # a look at the gauge: it is lowered again by itself
    until(person, lambda: person.tap("q"), lambda: mine(watcher, name)["pin_out"], "the pin is out")


def put_out(person: Desk, watcher: Witness) -> None:
    """From two and a half metres, door behind: sprays, backs away and watches; and again if it comes back."""
    for _ in range(3):
        if watcher.held_kg() == 0:
            person.tap("e")  # empty: put down, and another one
            take(person, watcher)
        person.walk_to(0.35, -4.75, 0.25)
        wait_for(lambda: snapshot(watcher)["phase"] == "fire", "a fire")
        person.look_at(BASE, 0.02)
        spray(person, watcher)
        person.down("s")
        time.sleep(1.0)
        person.up("s")
        if watcher.stays_out():
            return
    raise AssertionError(snapshot(watcher))


def spray(person: Desk, watcher: Witness) -> None:
    """Sweeps over the base until nothing glows, as the solver's bots do, or the bottle is empty."""
    side = 0.04
    person.screen.do("mousedown", "1")
    try:
        while snapshot(watcher)["phase"] == "fire" and watcher.held_kg() > 0:
            person.glance(BASE + glm.vec3(side, 0, side))
            side = -side
    finally:
        person.screen.do("mouseup", "1")
    person.noticed()


def finish(person: Desk, watcher: Witness) -> None:
    """The board's button; first the hand that held the extinguisher puts it down."""
    hall = load_place("fire_hall", Settings())
    spot = in_front_of(hall, "board", 1.8)
    person.walk_to(spot.x, spot.z, 0.4)
    person.tap("e")
    wait_for(lambda: not any(t["holder"] for t in snapshot(watcher)["equipment"]), "the extinguisher put down")
    done = finish_button(hall)
    until(person, lambda: person.press(done), lambda: snapshot(watcher)["phase"] == "finished", "the drill is over", 10)
