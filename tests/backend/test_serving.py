"""The server as a program: how it begins, waits and ends."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys

import pytest

from backend.folder import IN_USE
from tests.backend.serving import Child
from tests.system.witness import wait_for


@pytest.fixture
def child(tmp_path):
    made = Child(tmp_path / "data")
    yield made
    if made.process is not None:
        made.kill()


def test_a_server_that_is_told_to_stop_has_succeeded(child):
    child.start()
    assert child.stop() == 0


def test_a_second_server_finds_the_folder_taken_and_says_so(child):
    child.start()
    second = [sys.executable, "-m", "backend", "--data-dir", str(child.data_dir)]
    refused = subprocess.run(second, capture_output=True, text=True, timeout=60)
    assert refused.returncode == IN_USE
    assert str(child.process.pid) in refused.stderr
    child.kill()  # which leaves its lock file behind
    child.start()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGTERM to catch")
def test_it_waits_for_a_database_and_can_be_stopped_meanwhile(child):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))  # taken, but not listening: connections are refused
        child.arguments = ("--database", f"postgresql+asyncpg://seoul@127.0.0.1:{nobody.getsockname()[1]}/seoul")
        child.launch()
        wait_for(lambda: child.log().count("database.waiting") >= 2, "two lines that say what is waited for")
        assert child.process.poll() is None
        child.process.send_signal(signal.SIGTERM)
        assert child.process.wait(15) != 0  # it never served
