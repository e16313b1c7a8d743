"""What a process with a headset asks of its operating system."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable
from typing import Any


def on_terminate(stop: Callable[[], None]) -> Any:
    """SIGTERM ends the loop instead of the process: SteamVR breaks after a client that died without leaving. The former
    handler, or None where the program has one of its own already."""
    if threading.current_thread() is not threading.main_thread() or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        return None
    return signal.signal(signal.SIGTERM, lambda *_: stop())


def precise_timer(on: bool) -> None:
    """Windows wakes sleepers every 15.6 ms unless asked for better: 64 frames a second of 90 (OpenXR-SDK 227)."""
    if sys.platform == "win32":
        import ctypes

        (ctypes.windll.winmm.timeBeginPeriod if on else ctypes.windll.winmm.timeEndPeriod)(1)
