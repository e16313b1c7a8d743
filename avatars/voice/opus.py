"""libopus through ctypes: the copy that the PyAV wheel carries (Linux .so, Windows .dll, macOS .dylib), with what PyAV's own
wrapper leaves out: in-band error correction and concealment of losses. 48 kHz mono, 20 ms frames.

Opus' own silence suppression (DTX) stays off: it takes a steady sound (a tone, a held note, an alarm) for background noise and
stops sending it. Silence is not sent here either, but by our own judgement of it (activity.py), before the encoder.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

RATE_HZ = 48_000
FRAME = 960  # 20 ms
MAX_FRAME = 5760  # 120 ms, the longest packet there is
_APPLICATION_VOIP = 2048
_SET_BITRATE, _SET_COMPLEXITY, _SET_FEC, _SET_LOSS, _SET_DTX, _RESET = 4002, 4010, 4012, 4014, 4016, 4028


class Encoder:
    """Complexity 5 and 10 % assumed loss at 32 kb/s: error correction that works, at 0.3 ms a frame."""

    def __init__(self, bitrate: int = 32_000, complexity: int = 5, loss_percent: int = 10) -> None:
        error = ctypes.c_int()
        self._lib = _library()
        self._state = self._lib.opus_encoder_create(RATE_HZ, 1, _APPLICATION_VOIP, ctypes.byref(error))
        _check(error.value)
        for request, value in (
            (_SET_BITRATE, bitrate), (_SET_COMPLEXITY, complexity), (_SET_FEC, 1), (_SET_LOSS, loss_percent), (_SET_DTX, 0),
        ):  # fmt: skip
            _check(self._lib.opus_encoder_ctl(self._state, request, value))
        self._buffer = ctypes.create_string_buffer(1500)

    def encode(self, pcm: np.ndarray) -> bytes:
        """pcm : int16 [960]. One packet."""
        pcm = np.ascontiguousarray(pcm, np.int16)
        if len(pcm) != FRAME:
            raise ValueError(f"{len(pcm)} samples, {FRAME} expected")
        return self._buffer.raw[
            : _check(self._lib.opus_encode(self._state, pcm.ctypes.data, FRAME, self._buffer, 1500))
        ]

    def __del__(self) -> None:
        if getattr(self, "_state", None):
            self._lib.opus_encoder_destroy(self._state)


class Decoder:
    def __init__(self) -> None:
        error = ctypes.c_int()
        self._lib = _library()
        self._state = self._lib.opus_decoder_create(RATE_HZ, 1, ctypes.byref(error))
        _check(error.value)

    def decode(self, packet: bytes) -> np.ndarray:
        """int16 [N], as long as the packet says. Raises ValueError for a packet that is not Opus."""
        return self._run(packet, MAX_FRAME, False)

    def recover(self, following: bytes) -> np.ndarray:
        """The lost frame before `following`, from the copy that it carries (or concealed, if it carries none). int16 [960]."""
        return self._run(following, FRAME, True)

    def conceal(self) -> np.ndarray:
        """A frame in the place of one that never came. int16 [960]."""
        return self._run(None, FRAME, False)

    def reset(self) -> None:
        """Another talker begins."""
        _check(self._lib.opus_decoder_ctl(self._state, _RESET))

    def _run(self, packet: bytes | None, samples: int, from_next: bool) -> np.ndarray:
        out = np.empty(samples, np.int16)
        size = len(packet) if packet else 0
        got = _check(self._lib.opus_decode(self._state, packet, size, out.ctypes.data, samples, int(from_next)))
        return out[:got]

    def __del__(self) -> None:
        if getattr(self, "_state", None):
            self._lib.opus_decoder_destroy(self._state)


@lru_cache(maxsize=1)
def _library() -> Any:
    """Raises OSError if there is no libopus."""
    import av

    package = Path(av.__file__).parent
    found = [
        p
        for folder in (package.parent / "av.libs", package / ".dylibs", package)
        for p in sorted(folder.glob("*opus*"))
    ]
    names = [str(p) for p in found if p.suffix != ".py"] or [ctypes.util.find_library("opus") or "libopus.so.0"]
    lib = ctypes.CDLL(names[0])
    pointer, integer = ctypes.c_void_p, ctypes.c_int
    lib.opus_encoder_create.restype = lib.opus_decoder_create.restype = pointer
    lib.opus_encode.argtypes = [pointer, pointer, integer, pointer, integer]
    lib.opus_decode.argtypes = [pointer, pointer, integer, pointer, integer, integer]
    lib.opus_encoder_ctl.argtypes = [pointer, integer, integer]
    lib.opus_decoder_ctl.argtypes = [pointer, integer]
    lib.opus_encoder_destroy.argtypes = lib.opus_decoder_destroy.argtypes = [pointer]
    return lib


def _check(result: int) -> int:
    """Negative results are libopus' error codes (-1 bad argument, -4 invalid packet, ...)."""
    if result < 0:
        raise ValueError(f"libopus error {result}")
    return result
