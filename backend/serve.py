"""uvicorn with what we need of it: a ready file, sockets without compression, and an end when our parent ends."""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from pathlib import Path

import uvicorn

from backend import logs
from backend.app import create_app
from backend.settings import Settings


def serve(settings: Settings, host: str, port: int, ready_file: Path | None, stop_with_stdin: bool) -> int:
    """Serve until SIGINT or SIGTERM. Returns the exit status: 0 if we came up, 1 if not."""
    logs.configure()
    server = make_server(settings, host, port, ready_file)
    if stop_with_stdin:
        threading.Thread(target=_watch_stdin, args=(server,), daemon=True, name="stdin").start()
    server.run()
    return 0 if server.was_ready else 1


def make_server(settings: Settings, host: str, port: int, ready_file: Path | None) -> _Server:
    """A server that has not begun; `run()` it, set `should_exit` to end it."""
    return _Server(_config(settings, host, port), ready_file)


def _config(settings: Settings, host: str, port: int) -> uvicorn.Config:
    return uvicorn.Config(
        create_app(settings),
        host=host,
        port=port,
        ws="websockets-sansio",
        ws_max_size=64 * 1024,
        ws_per_message_deflate=False,  # costs four times the CPU for poses
        ws_ping_interval=5.0,
        ws_ping_timeout=10.0,
        timeout_graceful_shutdown=settings.shutdown_s,
        server_header=False,
        access_log=False,  # ours is structured, see logs.RequestLog
        log_config=None,
    )


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready_file: Path | None) -> None:
        super().__init__(config)
        self._ready_file = ready_file
        self.was_ready = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self.was_ready = True
            self._say_ready()

    def _say_ready(self) -> None:
        host, port = self.servers[0].sockets[0].getsockname()[:2]
        text = json.dumps({"url": f"http://{f'[{host}]' if ':' in host else host}:{port}", "pid": os.getpid()})
        print(text, flush=True)
        if self._ready_file is not None:
            fresh = self._ready_file.with_name(f"{self._ready_file.name}.{os.getpid()}.new")
            fresh.write_text(text, encoding="utf-8")
            os.replace(fresh, self._ready_file)  # whoever waits for the file finds it whole


def _watch_stdin(server: _Server) -> None:
    while sys.stdin.buffer.read(4096):
        pass
    server.should_exit = True
