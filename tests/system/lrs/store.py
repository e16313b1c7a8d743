"""A real learning record store beside us: Ralph, in its own environment, keeping statements in a file."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

PYTHON = Path(sys.prefix) / "lrs" / "bin" / "python"
USER, PASSWORD = "seoul", "a key for the tests"
_HASH = "import bcrypt, sys; print(bcrypt.hashpw(sys.argv[1].encode(), bcrypt.gensalt(4)).decode())"


class Ralph:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}/xAPI"
        self.process: subprocess.Popen[bytes] | None = None
        folder.mkdir(parents=True, exist_ok=True)
        hashed = subprocess.run(
            [PYTHON, "-c", _HASH, PASSWORD], capture_output=True, check=True, text=True
        ).stdout.strip()
        agent = {"account": {"homePage": "https://lrs.example.org", "name": USER}}
        users = [{"agent": agent, "scopes": ["all"], "hash": hashed, "username": USER}]
        (folder / "auth.json").write_text(json.dumps(users))

    def start(self) -> None:
        own = {
            "RALPH_APP_DIR": str(self.folder),
            "RALPH_AUTH_FILE": str(self.folder / "auth.json"),
            "RALPH_RUNSERVER_BACKEND": "fs",
            "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(self.folder / "kept"),
        }
        command = [PYTHON, Path(__file__).with_name("serve.py"), str(self.port)]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(command, env={**os.environ, **own}, cwd=self.folder, stdout=log, stderr=log)
        for _ in range(3600):
            try:
                httpx.get(f"http://127.0.0.1:{self.port}/__lbheartbeat__", timeout=5).raise_for_status()
                return
            except httpx.HTTPError:
                assert self.process.poll() is None, (self.folder / "log").read_text()[-3000:]
                time.sleep(0.05)
        raise AssertionError("Ralph is not ready after three minutes")

    def stop(self) -> None:
        """Politely: it finishes what it writes. (Killed in the middle of a line, its file backend could not read its own file.)"""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None

    def kept(self) -> list[dict]:
        """Every statement in its file, in the order in which they came."""
        files = sorted((self.folder / "kept").rglob("*.jsonl"))
        return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line]

    def ask(self, **query: str) -> list[dict]:
        """As anybody would, over HTTP."""
        answer = httpx.get(f"{self.url}/statements", params=query, auth=(USER, PASSWORD), timeout=20)
        return answer.raise_for_status().json()["statements"]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
