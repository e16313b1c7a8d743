"""Adaptive jitter buffer of one receive stream: waits as long as the network's unevenness asks, mends what is missing.

Delay aims at the 98th percentile of the last three seconds' lateness. A lost frame is rebuilt from the copy inside the next
packet (Opus in-band FEC), else concealed; after 60 ms of nothing the stream is taken to pause. Clocks that drift apart are met by
leaving out or adding a whole frame.
"""

from __future__ import annotations

import threading
from collections import deque

import numpy as np

from avatars.voice.opus import FRAME, RATE_HZ, Decoder

_SAMPLES_PER_MS = RATE_HZ / 1000
_HISTORY = 150  # packets: three seconds
_LEAST_MS, _MOST_MS = 20.0, 200.0
_CONCEALED_MOST = 3  # frames, then silence
_BUFFERED_MOST = 50  # packets: a second


class JitterBuffer:
    """push from the network's thread, read from the sound device's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._decoder = Decoder()
        self._packets: dict[int, bytes] = {}  # by unwrapped RTP timestamp
        self._transit_ms: deque[float] = deque(maxlen=_HISTORY)
        self._newest = 0
        self._next: int | None = None  # timestamp of the frame to play next; None while pausing
        self._rest = np.zeros(0, np.int16)
        self._concealed = 0
        self.target_ms = 40.0
        self.counts = {"played": 0, "recovered": 0, "concealed": 0, "late": 0, "skipped": 0}

    def push(self, timestamp: int, payload: bytes, now_ms: float) -> None:
        """timestamp : of the RTP header, 32 bits. now_ms : the clock that `read` uses, too."""
        with self._lock:
            unwrapped = self._unwrap(timestamp)
            self._measure(now_ms - unwrapped / _SAMPLES_PER_MS)
            if self._next is not None and unwrapped < self._next:
                self.counts["late"] += 1
                return
            self._packets[unwrapped] = payload
            while len(self._packets) > _BUFFERED_MOST:
                del self._packets[min(self._packets)]

    def read(self, samples: int, now_ms: float) -> np.ndarray | None:
        """int16 [samples] to play now, or None while this stream is silent."""
        with self._lock:
            parts, missing = [self._rest], samples - len(self._rest)
            while missing > 0:
                frame = self._frame(now_ms)
                if frame is None:
                    break
                parts.append(frame)
                missing -= len(frame)
            sound = np.concatenate(parts)
            self._rest = sound[samples:]
            if not len(sound):
                return None
            return sound[:samples] if missing <= 0 else np.pad(sound, (0, samples - len(sound)))

    def reset(self) -> None:
        """Somebody else speaks through this stream from now on."""
        with self._lock:
            self._packets.clear()
            self._transit_ms.clear()
            self._next, self._concealed, self._rest = None, 0, self._rest[:0]
            self._newest = 0
            self._decoder.reset()

    def _unwrap(self, timestamp: int) -> int:
        if not self._newest:
            self._newest = timestamp + (1 << 32)  # room below, for packets older than the first
        step = (timestamp - self._newest) & 0xFFFFFFFF
        unwrapped = self._newest + (step - (1 << 32) if step >= 1 << 31 else step)
        self._newest = max(self._newest, unwrapped)
        return unwrapped

    def _measure(self, transit_ms: float) -> None:
        if self._transit_ms and abs(transit_ms - self._transit_ms[-1]) > 1000:
            self._transit_ms.clear()  # the sender's clock jumped
            self._packets.clear()
            self._next = None
        self._transit_ms.append(transit_ms)
        late = sorted(t - min(self._transit_ms) for t in self._transit_ms)
        wanted = min(_MOST_MS, max(_LEAST_MS, late[int(0.98 * (len(late) - 1))] + 5))
        # Up at once, down slowly: being too short is heard, being too long hardly.
        self.target_ms += (wanted - self.target_ms) * (0.3 if wanted > self.target_ms else 0.02)

    def _due(self, now_ms: float) -> float:
        """The timestamp that should be playing now."""
        return (now_ms - min(self._transit_ms) - self.target_ms) * _SAMPLES_PER_MS

    def _frame(self, now_ms: float) -> np.ndarray | None:
        if not self._transit_ms:
            return None
        due = self._due(now_ms)
        if self._next is None:
            ready = [t for t in self._packets if t <= due]
            if not ready:
                return None
            self._next, self._concealed = min(ready), 0
        if self._next < due - 1.25 * FRAME and self._next in self._packets and self._next + FRAME in self._packets:
            del self._packets[self._next]
            self._next += FRAME  # our device is slower than theirs, or a delay is over
            self.counts["skipped"] += 1
        if self._next > due + 2 * FRAME and self._concealed == 0:
            self._concealed = 1  # we run ahead: one frame more
            return self._decoder.conceal()
        return self._play(self._next)

    def _play(self, at: int) -> np.ndarray | None:
        packet = self._packets.pop(at, None)
        if packet is not None:
            try:
                frame = self._decoder.decode(packet)
            except ValueError:
                frame = self._decoder.conceal()
            self._next, self._concealed = at + len(frame), 0
            self.counts["played"] += 1
            return frame
        soon = min((t for t in self._packets if at < t < at + FRAME), default=None)
        if soon is not None:  # their frames are shorter than ours: fill up to the next
            self._next = soon
            return self._decoder.conceal()[: soon - at]
        following = self._packets.get(at + FRAME)
        if following is None and self._concealed >= _CONCEALED_MOST:
            self._next = None
            return None
        self._next = at + FRAME
        self._concealed += 1
        self.counts["recovered" if following else "concealed"] += 1
        try:
            return self._decoder.recover(following) if following else self._decoder.conceal()
        except ValueError:
            return self._decoder.conceal()
