"""The voice, as the main thread sees it: a process of its own (avatars.voice.process), a block of shared memory, and a pipe.

Nothing here waits: poses and levels are copied to and from memory, orders go through a queue and a thread. No sound device, no
voice process, no server: each is logged once, and everything else goes on.
"""

from __future__ import annotations

import json
import logging
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import glm
import numpy as np

from avatars.voice.shared import CONNECTED, Levels, Poses, SharedBlock
from renderer.spatial import Pose
from vr_client.messages import Arrived, Entered
from vr_client.settings import Settings
from vr_client.sounds import at_volume
from vr_client.world import World

log = logging.getLogger(__name__)
_RESTARTS_MOST = 5
_MOUTH_FROM_HEAD = glm.vec3(0, -0.075, 0)
_QUIET = Levels(0, 0.0, 0, False, False, {})


class Audio:
    """start() once, update() each frame, stop() at the end; enter() and leave() may also be called directly."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._orders: queue.Queue[dict[str, Any] | None] = queue.Queue(64)
        self._shared: SharedBlock | None = None
        self._folder = tempfile.TemporaryDirectory(prefix="seoul-voice-", ignore_cleanup_errors=True)
        self._file = Path(self._folder.name) / "voice.shared"
        self._process: subprocess.Popen[str] | None = None
        self._ending = False
        self._muted = False
        self._room = ""
        self._last: dict[str, dict[str, Any]] = {}  # by kind: what a restarted process must be told again
        self._thread = threading.Thread(target=self._keep_alive, name="voice", daemon=True)
        self.levels = _QUIET

    def start(self) -> Audio:
        self._shared = SharedBlock(self._file, create=True)
        self._thread.start()
        return self

    @property
    def connected(self) -> bool:
        """Voice is up in the present room."""
        return self.levels.state == CONNECTED

    def enter(self, url: str, room: str, token: str) -> None:
        self._order("room", {"do": "enter", "url": url, "room": room, "token": token})

    def leave(self) -> None:
        self._order("room", {"do": "leave"})

    def update(self, world: World, events: Sequence[Any] = ()) -> None:
        """Ears, mouths and sounds out; loudness of peers, and our own (world.memory["voice.level"]), in. Follows rooms and mute."""
        for event in events:
            if isinstance(event, Entered):
                self._room = event.room
                self.enter(event.url, event.room, event.token)
            elif isinstance(event, Arrived) and event.place != self._room:
                self._room = ""
                self.leave()  # the voices of the room before do not come along
        if world.user.muted != self._muted:
            self._muted = world.user.muted
            self._order("mute", {"do": "mute", "muted": self._muted})
        if self._shared is None:
            return
        self._shared.write_poses(_poses(world))
        self._shared.write_sounds(at_volume(world.memory.get("heard", []), world.settings.sound_volume))
        self.levels = self._shared.read_levels()
        world.memory["voice.level"] = 0.0 if self._muted else self.levels.own
        for peer in world.peers.values():
            peer.loudness = self.levels.heard.get(peer.id, 0.0)

    def stop(self) -> None:
        """Ends the process within a second and a half. A second call does nothing."""
        if self._ending:
            return
        self._ending = True
        self._orders.put(None)
        if self._thread.is_alive():
            self._thread.join(3)
        if self._shared is not None:
            self._shared.close()
            self._shared = None
        self._folder.cleanup()

    def _order(self, kind: str, order: dict[str, Any]) -> None:
        self._last[kind] = order
        try:
            self._orders.put_nowait(order)
        except queue.Full:
            log.error("the voice process takes no orders")

    # on the thread -----------------------------------------------------------------------------------------------------------

    def _keep_alive(self) -> None:
        """Runs the process, writes orders to it, starts it again when it died."""
        for attempt in range(_RESTARTS_MOST + 1):
            try:
                self._process = self._spawn()
            except OSError as error:
                log.error("voice cannot be started: %s", error)
                return
            self._feed(self._process)
            if self._ending:
                return
            log.error("the voice process ended (%s), attempt %d", self._process.returncode, attempt + 1)
            time.sleep(min(5.0, 0.5 * 2**attempt))
        log.error("voice is given up")

    def _spawn(self) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "avatars.voice.process", "--shared", str(self._file)]
        command += ["--mic", self._settings.microphone, "--speaker", self._settings.speaker]
        log_file = (self._settings.data_path() / "voice.log").open("a", encoding="utf-8")
        with log_file:
            return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log_file, text=True)

    def _feed(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin
        waiting: list[dict[str, Any] | None] = list(self._last.values())
        try:
            while process.poll() is None:
                try:
                    order = waiting.pop(0) if waiting else self._orders.get(timeout=0.5)
                except queue.Empty:
                    continue
                if order is None:
                    break
                process.stdin.write(json.dumps(order) + "\n")
                process.stdin.flush()
        except OSError:
            pass  # it died while we wrote; the caller sees that
        self._reap(process)

    def _reap(self, process: subprocess.Popen[str]) -> None:
        try:
            process.communicate(timeout=1.5)  # closes its input, which tells it to end
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _poses(world: World) -> Poses:
    mouths = {}
    for peer in world.peers.values():
        mouth = peer.head.position + peer.head.orientation * _MOUTH_FROM_HEAD
        mouths[peer.id] = (np.array([mouth.x, mouth.y, mouth.z]), 0.0 if peer.muted_by_me else 1.0)
    return Poses(_seven(world.user.head), mouths)


def _seven(pose: Pose) -> np.ndarray:
    p, q = pose.position, pose.orientation
    return np.array([p.x, p.y, p.z, q.x, q.y, q.z, q.w], np.float32)
