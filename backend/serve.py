"""uvicorn with what we need of it: a ready file, sockets without compression, and an end when our parent ends."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import structlog
import uvicorn

from backend import logs
from backend.app import create_app
from backend.server import url_of
from backend.settings import Settings

if TYPE_CHECKING:
    from fastapi import FastAPI

    from backend.server import Server

LOOPBACK = ("127.0.0.1", "::1", "localhost")

log = structlog.get_logger(__name__)


def serve(settings: Settings, host: str, port: int, ready_file: Path | None, stop_with_stdin: bool) -> int:
    """Serve until SIGINT or SIGTERM. Returns 0 once it has served; uvicorn raises SystemExit where that did not come about."""
    logs.configure()
    if not settings.public_url and host not in LOOPBACK:
        log.warning(
            "public_url.missing", what="papers and links bear the address of this machine that was asked", host=host
        )
    server = make_server(settings, host, port, ready_file)
    if stop_with_stdin:
        threading.Thread(target=_watch_stdin, args=(server,), daemon=True, name="stdin").start()
    server.run()
    return 0 if server.started else 1


def make_server(settings: Settings, host: str, port: int, ready_file: Path | None) -> _Server:
    """A server that has not begun; `run()` it, `stop()` it."""
    app = create_app(settings)
    return _Server(_config(app, settings, host, port), app.state.server, ready_file)


def _config(app: FastAPI, settings: Settings, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=64 * 1024,
        ws_per_message_deflate=False,  # costs four times the CPU for poses
        ws_ping_interval=2.5,  # who has lost power or network is gone from the room after 7.5 s at most
        ws_ping_timeout=5.0,
        timeout_graceful_shutdown=settings.shutdown_s,
        server_header=False,
        access_log=False,  # ours is structured, see logs.RequestLog
        log_config=None,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, server: Server, ready_file: Path | None) -> None:
        super().__init__(config)
        self._server, self._ready_file = server, ready_file

    def stop(self) -> None:
        self.should_exit = self._server.stopping = True

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """uvicorn's own raises the signal once more at the end, so that a stop that was asked for would look like a failure."""
        if self.should_exit and sig == signal.SIGINT:
            self.force_exit = True
        self.stop()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._say_ready()

    def _say_ready(self) -> None:
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        text = json.dumps({"url": url_of(host, port), "pid": os.getpid(), "since": time.time()})
        print(text, flush=True)
        if self._ready_file is not None:
            fresh = self._ready_file.with_name(f"{self._ready_file.name}.{os.getpid()}.new")
            fresh.write_text(text, encoding="utf-8")
            os.replace(fresh, self._ready_file)  # whoever waits for the file finds it whole


def _watch_stdin(server: _Server) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    server.stop()
