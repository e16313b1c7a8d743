"""The server killed in the middle of a drill, and started again: the drill goes on and ends with its grade."""

from __future__ import annotations

import secrets
import sqlite3
from contextlib import closing

import argon2
import httpx
import pytest

from backend.settings import Settings
from safety_training.replay import DrillLog, replay, verify
from tests.backend.fight import ALARM_STAND, Fighter
from tests.backend.people import People, Person, hear, new_id
from tests.backend.serving import Child


@pytest.fixture(scope="module")
def child(tmp_path_factory):
    server = Child(tmp_path_factory.mktemp("child") / "data")
    server.start()
    yield server
    server.kill()


def test_a_drill_survives_kill_9(child):
    settings = Settings(data_dir=child.data_dir)
    drill, room = new_id(), "fire_hall"
    with People(child.url, settings) as people:
        person = people.guest("박훈련")
        with person.socket(room, "events") as socket:
            body = {"room": room, "scenario": "waste_bin", "seed": 7, "mode": "test"}
            person.put(f"/drills/{drill}", body).raise_for_status()
            fighter = Fighter(person, socket, drill)
            fighter.join()
            fighter.move(ALARM_STAND, (-5.95, 1.3, -3.0))
            safe = fighter.wait_acked()
            # These may or may not have been kept when the server dies: the client repeats them.
            for x in (1.0, 2.0, 3.0):
                fighter.move((x, 1.6, -3.0))
            child.kill()

        child.start()
        assert person.get(f"/drills/{drill}").json()["state"] == "running"  # its token outlives the server
        with person.socket(room, "events") as socket:
            assert hear(socket, "welcome")["drill"]["id"] == drill
            first = hear(socket, "drill.snapshot")
            assert first["acked"] >= safe["acked"]
            assert first["snapshot"]["tick"] > 0
            fighter.socket = socket
            fighter.repeat_all()
            fighter.move(ALARM_STAND, (-5.95, 1.3, -3.0))
            fighter.wait_acked()
            fighter.sound_alarm_and_finish()
            ended = hear(socket, "drill.ended")
        _finished_once(person, drill, fighter, ended)


def _finished_once(person: Person, drill: str, fighter: Fighter, ended: dict) -> None:
    assert [r["grade"] for r in person.get("/records").json()] == [ended["grade"]]
    log = DrillLog.from_dict(person.get(f"/drills/{drill}/log").json()["log"])
    assert [i.seq for i in log.inputs] == list(range(1, fighter.seq + 1))  # nothing lost, nothing twice
    assert verify(log) == []
    assert replay(log).state_hash() == ended["state_hash"]


def test_what_was_answered_is_kept_through_kill_9(child):
    with People(child.url, Settings(data_dir=child.data_dir)) as people:
        person, suggestion = people.guest(), new_id()
        person.put(f"/suggestions/{suggestion}", {"text": "안녕하세요"}).raise_for_status()
        child.kill()
        child.start()
        assert [s["id"] for s in person.get("/suggestions").json()] == [suggestion]


def test_the_server_stops_when_its_parent_is_gone(tmp_path):
    """The embedded server's standard input is a pipe from the client."""
    import subprocess
    import sys

    from tests.backend.serving import wait_ready

    ready = tmp_path / "ready.json"
    command = [sys.executable, "-m", "backend", "--data-dir", str(tmp_path), "--ready-file", str(ready)]
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [*command, "--stop-with-stdin"], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=log
        )
    url = wait_ready(ready, lambda: process.poll() is None)["url"]
    assert httpx.get(f"{url}/health", timeout=10).json()["status"] == "ok"
    process.stdin.close()
    assert process.wait(20) == 0


def test_the_command_line_makes_staff(child, monkeypatch, capsys):
    from backend.cli import main

    password = secrets.token_hex(8)
    monkeypatch.setenv("SEOUL_PASSWORD", password)
    with pytest.raises(SystemExit) as ended:
        main(
            [
                "create-user",
                "--data-dir",
                str(child.data_dir),
                "--email",
                "Desk@example.org",
                "--name",
                "담당",
                "--role",
                "staff",
            ]
        )
    assert ended.value.code == 0
    assert "desk@example.org staff" in capsys.readouterr().out
    body = {"email": "desk@example.org", "password": password}
    assert httpx.post(f"{child.url}/api/tokens", json=body, timeout=10).json()["user"]["role"] == "staff"


def test_passwords_are_kept_as_a_hash_that_is_slow_to_guess(child):
    account = {"email": "citizen@example.org", "password": secrets.token_hex(8), "name": "시민"}
    httpx.post(f"{child.url}/api/accounts", json=account, timeout=10).raise_for_status()
    with closing(sqlite3.connect(child.data_dir / "seoul.sqlite3")) as database:
        (kept,) = database.execute("SELECT password_hash FROM users WHERE email = ?", [account["email"]]).fetchone()
    strength = argon2.extract_parameters(kept)
    assert strength.type is argon2.Type.ID
    assert strength.memory_cost >= 19 * 1024  # KiB, and at least two rounds: OWASP Password Storage Cheat Sheet
    assert strength.time_cost >= 2
