"""The server as our child: a real one."""

import os
import signal
import subprocess
import sys
import time
import urllib.request

import pytest

from vr_client.embedded import EmbeddedServer


def until(true, seconds=180):
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.05)


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


@pytest.fixture
def server(tmp_path):
    server = EmbeddedServer(tmp_path).start()
    assert server.ready.wait(180)
    yield server
    server.stop()


def test_it_serves_is_shared_and_comes_back_on_the_same_port(server, tmp_path):
    url, first = server.url(), server.pid
    with urllib.request.urlopen(url + "/health", timeout=60) as answer:
        assert answer.status == 200
    neighbour = EmbeddedServer(tmp_path).start()
    assert neighbour.ready.wait(60)
    assert (neighbour.url(), neighbour.pid) == (url, 0), "a second window uses the first one's server"
    neighbour.stop()
    assert alive(first), "and leaves it running"

    os.kill(first, signal.SIGKILL)
    until(lambda: server.pid not in (0, first) and server.url())
    assert server.url() == url
    with urllib.request.urlopen(url + "/health", timeout=60) as answer:
        assert answer.status == 200
    second = server.pid
    server.stop()
    assert not alive(second)


def test_two_windows_that_start_at_once_share_one_server(tmp_path):
    windows = [EmbeddedServer(tmp_path).start() for _ in range(2)]
    try:
        assert all(window.ready.wait(180) for window in windows)
        until(lambda: sorted(bool(window.pid) for window in windows) == [False, True])
        until(lambda: windows[0].url() == windows[1].url() != "")
        host = next(window for window in windows if window.pid)
        guest = next(window for window in windows if window is not host)
        host.stop()
        until(lambda: guest.pid and guest.url())  # it goes on with a server of its own
        with urllib.request.urlopen(guest.url() + "/health", timeout=60) as answer:
            assert answer.status == 200
    finally:
        for window in windows:
            window.stop()


@pytest.mark.skipif(sys.platform == "win32", reason="/proc tells whether a process lives")
def test_it_ends_even_when_we_are_killed(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from vr_client.embedded import EmbeddedServer\n"
        "server = EmbeddedServer(Path(sys.argv[1])).start(); server.ready.wait(180)\n"
        "print(server.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], stdout=subprocess.PIPE, text=True)
    try:
        child = int(parent.stdout.readline())
        assert alive(child)
        parent.kill()
        parent.wait(60)
        until(lambda: not alive(child))
    finally:
        parent.kill()
        parent.stdout.close()
        parent.wait(60)
