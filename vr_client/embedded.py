"""Our own server as a child process, for whoever is not told of another: started beside the window, restarted when it dies.

Thread: a watcher of its own; `url()` may be asked from any. The child ends when its standard input closes, that is with us,
even if we are killed. A second window of the same person uses the server of the first, also if both start at once: the server locks
its folder, and the child that comes late ends with folder.IN_USE.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path
from typing import IO

from backend.folder import IN_USE, READY_FILE

log = logging.getLogger(__name__)
START_S = 60.0
CHECK_S = 0.5
REST_S = (0.0, 0.5, 1.0, 2.0, 5.0)  # pauses before the first, second ... restart in a row


class EmbeddedServer:
    """data_dir : the user's data folder; the server keeps its database and log in it."""

    def __init__(self, data_dir: Path, database: str = "") -> None:
        self._data_dir = data_dir
        self._database = database
        self._ready_file = data_dir / READY_FILE
        self._child: subprocess.Popen[bytes] | None = None
        self._log: IO[bytes] | None = None
        self._url = ""
        self._port = 0
        self._stopping = threading.Event()
        self.ready = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="server", daemon=True)

    def start(self) -> EmbeddedServer:
        """Returns at once; `ready` is set when the server answers."""
        self._thread.start()
        return self

    def url(self) -> str:
        """Where it serves; "" while it does not."""
        return self._url

    @property
    def pid(self) -> int:
        """Of the child; 0 if none runs."""
        child = self._child
        return child.pid if child is not None and child.poll() is None else 0

    def stop(self) -> None:
        """Ends the child; waits for it to write what it has."""
        self._stopping.set()
        self._thread.join(START_S)
        child = self._child
        if child is None:
            return
        if child.stdin is not None:
            child.stdin.close()
        try:
            child.wait(10)
        except subprocess.TimeoutExpired:
            log.warning("the server did not end by itself")
            child.kill()
            child.wait(5)
        self._close_log()

    # in the thread --------------------------------------------------------------------------------------------------

    def _watch(self) -> None:
        failures = 0
        while not self._stopping.is_set():
            neighbour = served_at(self._data_dir)
            if neighbour:
                self._follow(neighbour)
                continue
            if self._stopping.wait(REST_S[min(failures, len(REST_S) - 1)]):
                return
            failures = 0 if self._run_child() else failures + 1
            if self._child is not None and self._child.returncode == IN_USE:
                failures = 0
                self._stopping.wait(CHECK_S)  # until the other one has come up

    def _follow(self, url: str) -> None:
        log.info("using the server at %s", url)
        self._serve_at(url)
        while not self._stopping.wait(CHECK_S * 4) and _answers(url):
            pass
        self._url = ""

    def _run_child(self) -> bool:
        """Starts the child and stays until it ends. True if it ever answered."""
        before = self._said()
        self._child = self._spawn()
        came_up, waited = False, 0.0
        while self._child.poll() is None and not self._stopping.wait(CHECK_S / 10 if not came_up else CHECK_S):
            waited += CHECK_S / 10
            if not came_up and (said := self._said()) not in ("", before):
                came_up = True
                self._serve_at(json.loads(said)["url"])
            elif not came_up and waited > START_S:
                log.error("the server did not start within %d s", START_S)
                self._child.kill()
                self._child.wait(5)
        if self._child.poll() == IN_USE:
            log.info("another server has %s", self._data_dir)
        elif not self._stopping.is_set():
            log.error("the server ended with status %s; see %s", self._child.poll(), self._data_dir / "server.log")
        if not self._stopping.is_set():
            self._url = ""
        return came_up

    def _said(self) -> str:
        """What the server wrote when it was ready: JSON, different each time; "" if nothing."""
        try:
            return self._ready_file.read_text("utf-8")
        except OSError:
            return ""

    def _serve_at(self, url: str) -> None:
        self._port = int(url.rsplit(":", 1)[1])
        self._url = url
        self.ready.set()
        log.info("server ready at %s", url)

    def _spawn(self) -> subprocess.Popen[bytes]:
        """On the same port as last time, so that open sockets find it again."""
        command = [sys.executable, "-m", "backend", "serve", "--data-dir", str(self._data_dir)]
        command += ["--port", str(self._port), "--ready-file", str(self._ready_file), "--stop-with-stdin"]
        if self._database:
            command += ["--database", self._database]
        if self._child is not None and self._child.stdin is not None:
            self._child.stdin.close()
        self._close_log()
        self._log = (self._data_dir / "server.log").open("ab")
        # Found from wherever we were started, installed or not.
        root = str(Path(__file__).resolve().parent.parent)
        path = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=self._log,
            stderr=self._log,
            env={**os.environ, "PYTHONPATH": path},
            creationflags=flags,
            start_new_session=sys.platform != "win32",  # Ctrl+C in the terminal is for us; we then close its input
        )

    def _close_log(self) -> None:
        if self._log is not None:
            self._log.close()
            self._log = None


def served_at(data_dir: Path) -> str:
    """The address of a server that serves this data folder now, or ""."""
    try:
        url = str(json.loads((data_dir / READY_FILE).read_text("utf-8"))["url"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return url if _answers(url) else ""


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False
