"""The asyncio side of the network thread: what must be written, what is asked for, and the room we are in.

One Link lives in one event loop. It never touches the world; `emit` hands messages to the main thread.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from vr_client.api import TRANSIENT, Api, is_passing
from vr_client.backoff import Backoff
from vr_client.identity import Identity
from vr_client.messages import Get, Put, Reply
from vr_client.outbox import Outbox
from vr_client.room_line import RoomLine

log = logging.getLogger(__name__)
_T = TypeVar("_T")


class Link:
    """url() : the server's present address, see Api. room : where one is."""

    def __init__(
        self, url: Callable[[], str], identity: Identity, language: str, outbox: Outbox, emit: Callable[[Any], None]
    ) -> None:
        self._outbox, self._emit = outbox, emit
        # An fsync may take as long as a disk likes; poses do not wait for it.
        self._disk = ThreadPoolExecutor(1, "outbox")
        self._api = Api(url, identity, language, emit)
        self.room = RoomLine(self._api, emit)
        self._written = asyncio.Event()
        self._gets: asyncio.Queue[Get] = asyncio.Queue(64)
        self._saving: set[asyncio.Task[Any]] = set()

    # what the main thread asks for (called in the loop) ------------------------------------------------------------------

    def put(self, message: Put) -> None:
        body = message.body.model_dump_json()
        task = asyncio.ensure_future(self._on_disk(self._outbox.add, message.path, body, message.tag))
        self._saving.add(task)
        task.add_done_callback(self._saved)

    def get(self, message: Get) -> None:
        try:
            self._gets.put_nowait(message)
        except asyncio.QueueFull:
            self._emit(Reply(message.tag, 0, None))

    # life --------------------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._send_writes())
            tasks.create_task(self._send_reads())
            tasks.create_task(self.room.run())

    async def close(self) -> None:
        if self._saving:
            await asyncio.wait(self._saving)
        await self._api.close()
        await self._on_disk(self._outbox.close)
        self._disk.shutdown()

    async def _send_writes(self) -> None:
        backoff = Backoff()
        while True:
            row = await self._on_disk(self._outbox.first)
            if row is None:
                self._written.clear()
                if not await self._on_disk(self._outbox.__len__):  # nothing came between the look and the clear
                    await self._written.wait()
                continue
            try:
                status, body = await self._api.request("PUT", row.path, json.loads(row.body))
            except TRANSIENT as error:
                self._api.say_online(False, error)
                await backoff.sleep()
                continue
            if is_passing(status):  # not the row's fault
                log.info("write %s: server says %d, trying again", row.path, status)
                await backoff.sleep()
                continue
            backoff.reset()
            await self._on_disk(self._outbox.remove, row.id)
            if status >= 400:
                log.error("write %s was refused and is dropped: %d %s", row.path, status, body)
            self._emit(Reply(row.tag, status, body))

    async def _send_reads(self) -> None:
        while True:
            message = await self._gets.get()
            try:
                status, body = await self._api.request("GET", message.path)
            except TRANSIENT as error:
                self._api.say_online(False, error)
                status, body = 0, None
            self._emit(Reply(message.tag, status, body))

    # disk ----------------------------------------------------------------------------------------------------------------

    async def _on_disk(self, do: Callable[..., _T], *args: Any) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._disk, do, *args)

    def _saved(self, task: asyncio.Task[Any]) -> None:
        self._saving.discard(task)
        self._written.set()
        if not task.cancelled() and (error := task.exception()):
            log.error("a write could not be kept on disk: %s", error)
