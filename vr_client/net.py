"""The network, as the main thread sees it: a thread of its own with one asyncio loop, bounded queues in, bounded queues out.

`publish` and `drain` never wait. What happens in the thread is in link.py; writes wait on disk in outbox.py.
"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any

from backend.schemas.messages import DrillSnapshot
from vr_client.identity import load_identity
from vr_client.link import Link
from vr_client.messages import DrillAction, EnterRoom, FromRoom, Get, Poses, Put, SetMuted
from vr_client.outbox import Outbox
from vr_client.own_pose import OwnPose
from vr_client.settings import Settings
from vr_client.world import World

log = logging.getLogger(__name__)
_IN_MOST = 2000


class Net:
    """url : the server's address, or a function that gives the present one ("" while it is not up).

    Guest identity is made on the first start and kept under settings.data_path(); `identity` tells id and name."""

    def __init__(self, settings: Settings, url: str | Callable[[], str]) -> None:
        self.identity = load_identity(settings.data_path(), settings.name, settings.language)
        self._settings = settings
        self._url = url if callable(url) else lambda: url
        self._inbox: deque[Any] = deque(maxlen=_IN_MOST)
        self._snapshots: dict[str, FromRoom] = {}  # newest by drill: a frame needs no older one
        self._lock = threading.Lock()
        self._own_pose = OwnPose()
        self._loop = asyncio.new_event_loop()
        self._link: Link | None = None
        self._main: asyncio.Task[None] | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="net", daemon=True)

    def start(self) -> Net:
        self._thread.start()
        self._ready.wait(10)
        return self

    def drain(self) -> list[Any]:
        """All that came since the last call, in order; of snapshots and own replays only the newest."""
        with self._lock:
            messages = [*self._inbox, *self._snapshots.values()]
            self._inbox.clear()
            self._snapshots.clear()
        return messages

    def publish(self, world: World) -> None:
        """Hands over `world.outbox` (and empties it) and, up to 20 times a second, the own pose."""
        messages, world.outbox = world.outbox, []
        pose = self._own_pose.next_packet(world)
        if messages or pose:
            self._call(self._deliver, messages, pose)

    def stop(self) -> None:
        """Puts what was published on disk and says goodbye. Never raises; a second call does nothing."""
        if self._thread.is_alive():
            self._call(self._cancel)
            self._thread.join(5)

    # in the thread ---------------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._live())
        except Exception:
            log.exception("the network thread ended")
        finally:
            self._ready.set()
            self._loop.close()

    async def _live(self) -> None:
        outbox = Outbox(self._settings.data_path() / "outbox.sqlite3")
        if outbox.set_aside:
            log.error("the queue of unsent writes was damaged and is kept as %s", outbox.set_aside)
        self._link = Link(self._url, self.identity, self._settings.language, outbox, self._emit)
        self._main = asyncio.ensure_future(self._link.run())
        self._ready.set()
        try:
            await self._main
        except asyncio.CancelledError:
            pass
        finally:
            await self._link.close()

    def _call(self, do: Callable[..., None], *args: Any) -> None:
        try:
            self._loop.call_soon_threadsafe(do, *args)
        except RuntimeError:  # the loop is closed: the program is ending
            log.debug("the network thread is gone")

    def _cancel(self) -> None:
        if self._main:
            self._main.cancel()

    def _deliver(self, messages: list[Any], pose: bytes | None) -> None:
        link = self._link
        if link is None:
            return
        if pose:
            link.room.pose(pose)
        for message in messages:
            match message:
                case Put():
                    link.put(message)
                case Get():
                    link.get(message)
                case EnterRoom():
                    link.room.enter(message.room)
                case DrillAction():
                    link.room.act(message.drill, _action(message.action))
                case SetMuted():
                    pass  # the voice process has it from audio.py; the pose's flag tells the others
                case _:
                    log.error("nobody sends a %s", type(message).__name__)

    def _emit(self, message: Any) -> None:
        with self._lock:
            if isinstance(message, FromRoom) and isinstance(message.message, DrillSnapshot):
                self._snapshots[str(message.message.drill)] = message
            elif isinstance(message, Poses) and len(self._inbox) > _IN_MOST // 2:
                pass  # nobody drains: keep the room for what cannot be said again
            else:
                self._inbox.append(message)


def _action(action: Any) -> dict[str, Any]:
    """A safety_training action (or its dictionary) as the wire has it."""
    return action if isinstance(action, dict) else dataclasses.asdict(action)
