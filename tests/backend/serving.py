"""A real server on a free port, in this process (a thread with its own loop) or in a child process."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from backend.serve import make_server
from backend.settings import Settings


@contextmanager
def in_thread(settings: Settings) -> Iterator[str]:
    """Yields the URL."""
    ready = settings.data_dir / "ready.json"
    server = make_server(settings, "127.0.0.1", 0, ready)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield wait_ready(ready, thread.is_alive)["url"]
    finally:
        server.stop()
        thread.join(60)
        assert not thread.is_alive(), "the server does not stop"


class Child:
    """`python -m backend` as a process that can be killed and started again on the same data and port."""

    def __init__(self, data_dir: Path, *arguments: str) -> None:
        self.data_dir, self.arguments = data_dir, arguments
        self.port = 0
        self.url = ""
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self.launch()
        self.wait()

    def launch(self) -> None:
        """Without waiting for it."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        ready = self.data_dir / "ready.json"
        ready.unlink(missing_ok=True)
        command = [sys.executable, "-m", "backend", "--data-dir", str(self.data_dir), "--port", str(self.port)]
        with (self.data_dir / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--ready-file", str(ready), *self.arguments], stdout=subprocess.DEVNULL, stderr=log
            )

    def wait(self) -> None:
        """Until it serves."""
        process = self.process
        assert process is not None
        self.url = wait_ready(self.data_dir / "ready.json", lambda: process.poll() is None)["url"]
        self.port = int(self.url.rsplit(":", 1)[1])

    def log(self) -> str:
        return (self.data_dir / "server.log").read_text("utf-8")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait(60)

    def stop(self) -> int:
        assert self.process is not None
        self.process.terminate()
        return self.process.wait(60)


def wait_ready(ready: Path, alive) -> dict:
    for _ in range(3600):
        if ready.exists():
            return json.loads(ready.read_text())
        assert alive(), "the server ended before it served"
        time.sleep(0.05)
    raise AssertionError("the server is not ready after three minutes")
