"""A real PostgreSQL of our own: a cluster in a folder, on a free port of this machine, that can be pulled away and given back."""

from __future__ import annotations

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest


def binaries() -> Path:
    """The folder of initdb and postgres, newest version first. Skips the test where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    if on_path is None:
        pytest.skip("PostgreSQL is not installed")
    return Path(on_path).parent


class Postgres:
    def __init__(self, folder: Path) -> None:
        self.folder, self.bin = folder, binaries()
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        # initdb and postgres refuse to be root
        self._as = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []

    def url(self, database: str = "postgres") -> str:
        return f"postgresql+asyncpg://seoul@127.0.0.1:{self.port}/{database}"

    def create(self) -> None:
        data = self.folder / "data"
        self.folder.mkdir(parents=True, exist_ok=True)
        if self._as:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run(
            "initdb", "-D", str(data), "-U", "seoul", "--auth=trust", "--encoding=UTF8", "--no-sync", "--locale=C"
        )

    def start(self) -> None:
        options = {
            "listen_addresses": "127.0.0.1",
            "port": self.port,
            "unix_socket_directories": "",
            "fsync": "off",
            "shared_buffers": "16MB",
        }
        flags = [part for key, value in options.items() for part in ("-c", f"{key}={value}")]
        log = (self.folder / "postgres.log").open("ab")
        with log:
            self._process = subprocess.Popen(
                [*self._as, str(self.bin / "postgres"), "-D", str(self.folder / "data"), *flags],
                stdout=log,
                stderr=log,
                cwd="/",
            )
        self._wait()

    def stop(self) -> None:
        """Every connection is cut; nothing listens any more."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)  # "fast" shutdown
        self._process.wait(60)
        self._process = None

    def hang(self) -> None:
        """Connections stay open and nothing is answered, as behind a network that has lost its way."""
        for pid in self._pids():
            os.kill(pid, signal.SIGSTOP)

    def wake(self) -> None:
        for pid in self._pids():
            os.kill(pid, signal.SIGCONT)

    def _pids(self) -> list[int]:
        """The postmaster (setpriv has become it) and its children, which lead sessions of their own."""
        assert self._process is not None
        found = [self._process.pid]
        for status in Path("/proc").glob("[0-9]*/stat"):
            with contextlib.suppress(OSError):
                if int(status.read_text().rsplit(")", 1)[1].split()[1]) == self._process.pid:
                    found.append(int(status.parent.name))
        return found

    def database(self) -> str:
        """The URL of a fresh, empty database."""
        name = f"t_{secrets.token_hex(6)}"
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "seoul", name)
        return self.url(name)

    def close(self) -> None:
        if self._process is not None:
            self.stop()

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [*self._as, str(self.bin / program), *arguments], capture_output=True, cwd="/", timeout=60
        )
        assert done.returncode == 0, done.stderr.decode()

    def _wait(self) -> None:
        ask = [str(self.bin / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        for _ in range(2000):
            assert self._process is not None
            assert self._process.poll() is None, (self.folder / "postgres.log").read_text()
            if subprocess.run(ask, timeout=60).returncode == 0:
                return
            time.sleep(0.05)
        raise AssertionError("PostgreSQL does not come up")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def cluster() -> Iterator[Postgres]:
    """A running cluster in a folder of its own: pytest's folders belong to root alone, and its next start makes them so again."""
    with tempfile.TemporaryDirectory(prefix="seoul-postgres-", ignore_cleanup_errors=True) as folder:
        made = Postgres(Path(folder))
        made.create()
        made.start()
        try:
            yield made
        finally:
            made.close()


@pytest.fixture(scope="session")
def postgres():
    with cluster() as made:
        yield made
