"""Films of ended drills: made by a process of its own, one at a time, and kept in the data folder. A film can always be made again
from the log; nothing depends on it."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from backend.console.filming import CHUNK_TICKS, EVERY_TICKS, FORMAT
from backend.drills.keeper import log_of
from backend.drills.models import DrillRow
from safety_training.events import Logged

log = structlog.get_logger(__name__)


class Films:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._making: dict[Path, asyncio.Task[None]] = {}
        self._failed: set[Path] = set()
        self._one = asyncio.Semaphore(1)

    def of(self, row: DrillRow) -> Path:
        return self._folder / f"{row.id}-{row.seal[:12] or row.tick}-{row.rules}-{FORMAT}"

    def done(self, row: DrillRow) -> dict[str, Any] | None:
        """The curves, once the film is complete."""
        path = self.of(row) / "done.json"
        found: dict[str, Any] | None = json.loads(path.read_text("utf-8")) if path.is_file() else None
        return found

    def progress(self, row: DrillRow) -> float:
        """0..1; -1 where it could not be made."""
        folder = self.of(row)
        if folder in self._failed:
            return -1.0
        path = folder / "progress.json"
        if not path.is_file():
            return 0.0
        told: dict[str, int] = json.loads(path.read_text("utf-8"))
        return min(1.0, told["chunks"] * CHUNK_TICKS / max(1, told["ticks"]))

    def want(self, row: DrillRow, inputs: list[Logged]) -> None:
        """Begin to make it, unless it is there or being made."""
        folder = self.of(row)
        if folder in self._making or (folder / "done.json").is_file():
            return
        self._failed.discard(folder)
        task = asyncio.create_task(self._make(folder, row, inputs), name=f"film {row.id}")
        self._making[folder] = task
        task.add_done_callback(lambda _: self._making.pop(folder, None))

    async def _make(self, folder: Path, row: DrillRow, inputs: list[Logged]) -> None:
        async with self._one:
            text = await asyncio.to_thread(lambda: log_of(row, inputs).to_json())
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "backend.console.filming", str(folder)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=asyncio.subprocess.PIPE,
            )
            try:
                _, said = await process.communicate(text.encode())
            except asyncio.CancelledError:
                process.kill()
                await process.wait()
                raise
        if process.returncode:
            self._failed.add(folder)
            log.error("film.failed", drill=str(row.id), said=said.decode(errors="replace")[-2000:])

    def chunk(self, folder_name: str, number: int) -> bytes | None:
        """Gzipped JSON; None while it is not made."""
        path = self._folder / folder_name / f"{number}.json.gz"
        if path.parent.parent != self._folder or not path.is_file():
            return None
        return path.read_bytes()

    async def close(self) -> None:
        for task in list(self._making.values()):
            task.cancel()
        await asyncio.gather(*self._making.values(), return_exceptions=True)


def film_of(row: DrillRow, url: str) -> dict[str, Any]:
    """What the viewer has to know of it."""
    return {"url": url, "ticks": row.tick, "every": EVERY_TICKS, "chunk": CHUNK_TICKS}


def drill_of(folder_name: str) -> UUID:
    """Raises ValueError."""
    return UUID(folder_name[:36])
