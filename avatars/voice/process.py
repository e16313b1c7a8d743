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
from pathlib import Path
from typing import Any

import numpy as np

from avatars.voice.activity import VoiceActivity, loudness
from avatars.voice.call import Call, Room
from avatars.voice.capture import level_db, open_microphone, open_speaker
from avatars.voice.ears import Ears
from avatars.voice.opus import FRAME, Encoder
from avatars.voice.shared import CONNECTED, JOINING, Levels, SharedBlock
from avatars.voice.synth import KINDS, sound

log = logging.getLogger(__name__)
_GOODBYE_S = 0.8  # the main process waits little longer, if it is still there


class Voice:
    def __init__(self, shared: SharedBlock, loop: asyncio.AbstractEventLoop) -> None:
        self._shared, self._loop = shared, loop
        self._ears = Ears(shared)
        self.call = Call(self._ears.heard)
        self._encoder, self._activity = Encoder(), VoiceActivity()
        self._timestamp = 0
        self._spoke = False
        self._own = 0.0
        self._beat = 0
        self.muted = False
        self.has_microphone = self.has_speaker = False

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

    def render(self, n: int) -> np.ndarray:
        """float32 [n, 2] for the speaker, on its thread."""
        out = self._ears.render(n)
        self._tell()
        return out

    def _tell(self) -> None:
        self._beat = (self._beat + 1) & 0xFFFFFFFF
        heard = self._ears.levels
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
