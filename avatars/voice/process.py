"""The voice process: `python -m avatars.voice.process --shared FILE [--mic WHAT] [--speaker WHAT]`.

It obeys JSON lines on its standard input: {"do": "enter", "url", "room", "token"}, {"do": "leave"}, {"do": "mute", "muted"};
when that input ends (the main process is gone, however it died), so does this one. Three threads: the event loop (network),
the microphone's, the speaker's.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np

from avatars.voice.activity import VoiceActivity, loudness
from avatars.voice.call import Call, Room
from avatars.voice.capture import level_db, open_microphone, open_speaker
from avatars.voice.jitter import JitterBuffer
from avatars.voice.opus import FRAME, Encoder
from avatars.voice.rtp import Heard
from avatars.voice.shared import CONNECTED, JOINING, Levels, Poses, SharedBlock
from avatars.voice.sounds import SOUND_SLOTS, Player
from avatars.voice.spatial import Source, make_spatialiser
from avatars.voice.synth import KINDS, sound
from backend.schemas.voice import VOICE_SLOTS

log = logging.getLogger(__name__)
_GOODBYE_S = 0.8  # the main process waits little longer, if it is still there
_UNPLACED = (0.0, 0.0, -2.0)  # a voice whose body has not been seen yet: ahead, at talking distance


class Voice:
    def __init__(self, shared: SharedBlock, loop: asyncio.AbstractEventLoop) -> None:
        self._shared, self._loop = shared, loop
        self.call = Call(self._heard)
        self._jitter = [JitterBuffer() for _ in range(VOICE_SLOTS)]
        self._talkers = [0] * VOICE_SLOTS
        self._levels = [0.0] * VOICE_SLOTS
        self._encoder, self._activity = Encoder(), VoiceActivity()
        self._spatial = make_spatialiser(VOICE_SLOTS + SOUND_SLOTS)
        self._player, self._places = Player(), [_UNPLACED] * SOUND_SLOTS
        self._timestamp = 0
        self._spoke = False
        self._own = 0.0
        self._beat = 0
        self.muted = False
        self.has_microphone = self.has_speaker = False
        log.info("voices are placed by %s", self._spatial.name)

    def frame(self, pcm: np.ndarray) -> None:
        """One frame of the microphone, on its thread."""
        self._timestamp += FRAME
        db = level_db(pcm)
        speaks = self._activity.speaks(db) and not self.muted
        self._own = loudness(db) if speaks else 0.0
        if not speaks:
            self._spoke = False
            return
        payload = self._encoder.encode(pcm)
        if len(payload) > 2:  # fewer: Opus itself has nothing to say
            first, self._spoke = not self._spoke, True
            self._loop.call_soon_threadsafe(self._send, payload, self._timestamp, min(127, round(-db)), first)

    def _send(self, payload: bytes, timestamp: int, level: int, first: bool) -> None:
        if not self.muted:  # also what was on its way when the button was pressed
            self.call.send(payload, timestamp, level, first)

    def _heard(self, slot: int, packet: Heard) -> None:
        if packet.talker != self._talkers[slot]:
            self._jitter[slot].reset()
            self._talkers[slot] = packet.talker
        self._jitter[slot].push(packet.timestamp, packet.payload, time.monotonic() * 1000)

    def render(self, n: int) -> np.ndarray:
        """float32 [n, 2] for the speaker, on its thread."""
        now_ms = time.monotonic() * 1000
        poses = self._shared.read_poses()
        sources: dict[int, Source] = {}
        for slot in range(VOICE_SLOTS):
            voice = self._jitter[slot].read(n, now_ms)
            level = 0.0 if voice is None else loudness(level_db(voice))
            self._levels[slot] += (level - self._levels[slot]) * (0.5 if level > self._levels[slot] else 0.12)
            if voice is not None:
                position, gain = _seen_from(poses, self._talkers[slot])
                sources[slot] = (voice.astype(np.float32) * np.float32(gain / 32768), position)
        self._add_sounds(sources, poses, n)
        out = self._spatial.render(sources, n)
        self._tell()
        return np.tanh(out) if np.abs(out).max(initial=0.0) > 0.8 else out  # many at once do not crackle

    def _add_sounds(self, sources: dict[int, Source], poses: Poses, n: int) -> None:
        for slot, (block, position) in self._player.blocks(self._shared.read_sounds(), n).items():
            if position is not None:
                self._places[slot] = turned(poses.ears, np.array(position))
            sources[VOICE_SLOTS + slot] = (block, self._places[slot])

    def _tell(self) -> None:
        self._beat = (self._beat + 1) & 0xFFFFFFFF
        heard = {t: v for t, v in zip(self._talkers, self._levels, strict=True) if t and v > 0.01}
        state = CONNECTED if self.call.connected else JOINING if self.call.joining else 0
        self._shared.write_levels(Levels(state, self._own, self._beat, self.has_microphone, self.has_speaker, heard))

    def obey(self, order: dict[str, Any]) -> None:
        match order.get("do"):
            case "enter":
                self.call.enter(Room(order["url"], order["room"], order["token"]))
            case "leave":
                self.call.enter(None)
            case "mute":
                self.muted = bool(order["muted"])
            case other:
                log.error("unknown order %r", other)


def _seen_from(poses: Poses, talker: int) -> tuple[tuple[float, float, float], float]:
    """Where this talker's mouth is in the frame of our ears, and how loud we want them."""
    mouth = poses.mouths.get(talker)
    if mouth is None:
        return _UNPLACED, 1.0
    return turned(poses.ears, mouth[0]), mouth[1]


def turned(ears: np.ndarray, point: np.ndarray) -> tuple[float, float, float]:
    """A world point in the frame of these ears (float [7]: position, quaternion x y z w)."""
    x, y, z, w = (float(c) for c in ears[3:])
    to = point.astype(np.float64) - ears[:3]
    axis = np.array([-x, -y, -z])  # the inverse turn
    result = to + 2 * np.cross(axis, np.cross(axis, to) + w * to)
    return (float(result[0]), float(result[1]), float(result[2]))


async def live(arguments: argparse.Namespace) -> None:
    loop = asyncio.get_running_loop()
    shared = SharedBlock(arguments.shared)
    voice = Voice(shared, loop)
    threading.Thread(target=_make_sounds, name="sounds", daemon=True).start()
    over = asyncio.Event()
    threading.Thread(target=_read_orders, args=(loop, voice, over), name="orders", daemon=True).start()
    speaker = open_speaker(arguments.speaker, voice.render)
    microphone = open_microphone(arguments.mic, voice.frame)
    voice.has_speaker, voice.has_microphone = speaker.ok, microphone.ok and arguments.mic != "none"
    call = asyncio.create_task(voice.call.run())
    try:
        await asyncio.wait([call, asyncio.ensure_future(over.wait())], return_when=asyncio.FIRST_COMPLETED)
    finally:
        microphone.stop()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(voice.call.leave(), _GOODBYE_S)
        call.cancel()
        await asyncio.wait([call], timeout=1)
        speaker.stop()
        shared.close()


def _make_sounds() -> None:
    """Before they are wanted, so that the speaker's thread has not to."""
    for kind in KINDS:
        sound(kind)


def _read_orders(loop: asyncio.AbstractEventLoop, voice: Voice, over: asyncio.Event) -> None:
    for line in sys.stdin:
        try:
            order = json.loads(line)
        except ValueError:
            log.error("not an order: %r", line)
            continue
        if isinstance(order, dict) and order.get("do") == "mute":
            voice.muted = bool(order.get("muted"))  # at once, whatever the loop is busy with
        loop.call_soon_threadsafe(voice.obey, order)
    loop.call_soon_threadsafe(over.set)


def main() -> None:
    parser = argparse.ArgumentParser(prog="avatars.voice.process")
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--mic", default="device")
    parser.add_argument("--speaker", default="device")
    parser.add_argument("--log-level", default="INFO")
    arguments = parser.parse_args()
    logging.basicConfig(
        level=arguments.log_level, format="voice %(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("aioice").setLevel(logging.WARNING)
    logging.getLogger("aiortc").setLevel(logging.WARNING)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(live(arguments))


if __name__ == "__main__":
    main()
