"""OpenAL Soft's HRTF through its loopback device: it renders into our memory, we own the sound device.

Functions and numbers after the headers of OpenAL Soft 1.25 (AL/al.h, AL/alc.h, ALC_SOFT_loopback, ALC_SOFT_HRTF).
"""

from __future__ import annotations

import ctypes
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from avatars.voice.opus import RATE_HZ
from avatars.voice.spatial import REFERENCE_M, Source

_FORMAT_CHANNELS, _STEREO, _FORMAT_TYPE, _FLOAT, _FREQUENCY, _HRTF, _HRTF_STATUS = (
    0x1990, 0x1501, 0x1991, 0x1406, 0x1007, 0x1992, 0x1993,
)  # fmt: skip
_MONO_FLOAT32 = 0x10010
_POSITION, _SOURCE_STATE, _PLAYING, _PROCESSED = 0x1004, 0x1010, 0x1012, 0x1016
_REFERENCE_DISTANCE, _ROLLOFF, _INVERSE_CLAMPED = 0x1020, 0x1021, 0xD002
_AHEAD = 2  # buffers queued per source: one playing, one waiting


class OpenAlSpatialiser:
    """Raises ImportError, OSError or RuntimeError where OpenAL Soft or its HRTF is not to be had."""

    name = "OpenAL Soft HRTF"

    def __init__(self, slots: int) -> None:
        self._al = _load()
        self._device = self._al.alcLoopbackOpenDeviceSOFT(None)
        if not self._device:
            raise RuntimeError("no loopback device")
        wanted = (ctypes.c_int * 9)(
            _FORMAT_CHANNELS, _STEREO, _FORMAT_TYPE, _FLOAT, _FREQUENCY, RATE_HZ, _HRTF, 1, 0
        )  # fmt: skip
        self._context = self._al.alcCreateContext(self._device, wanted)
        if not self._context:
            raise RuntimeError("no context")
        self._al.alcMakeContextCurrent(self._context)
        status = ctypes.c_int()
        self._al.alcGetIntegerv(self._device, _HRTF_STATUS, 1, ctypes.byref(status))
        if status.value != 1:
            raise RuntimeError(f"HRTF status {status.value}")
        self._al.alDistanceModel(_INVERSE_CLAMPED)
        self._sources = [_Voice(self._al) for _ in range(slots)]

    def render(self, sources: dict[int, Source], n: int) -> np.ndarray:
        for slot, voice in enumerate(self._sources):
            if slot in sources:
                voice.feed(*sources[slot])
        out = np.empty((n, 2), np.float32)
        self._al.alcRenderSamplesSOFT(self._device, out.ctypes.data, n)
        return out

    def close(self) -> None:
        self._al.alcMakeContextCurrent(None)
        self._al.alcDestroyContext(self._context)
        self._al.alcCloseDevice(self._device)


class _Voice:
    """One source fed block by block."""

    def __init__(self, al: Any) -> None:
        self._al = al
        self._source = ctypes.c_uint()
        al.alGenSources(1, ctypes.byref(self._source))
        al.alSourcef(self._source, _REFERENCE_DISTANCE, REFERENCE_M)
        al.alSourcef(self._source, _ROLLOFF, 1.0)
        buffers = (ctypes.c_uint * (_AHEAD + 2))()
        al.alGenBuffers(len(buffers), buffers)
        self._free = list(buffers)

    def feed(self, sound: np.ndarray, position: tuple[float, float, float]) -> None:
        al = self._al
        done = ctypes.c_int()
        al.alGetSourcei(self._source, _PROCESSED, ctypes.byref(done))
        for _ in range(done.value):
            buffer = ctypes.c_uint()
            al.alSourceUnqueueBuffers(self._source, 1, ctypes.byref(buffer))
            self._free.append(buffer.value)
        al.alSource3f(self._source, _POSITION, *map(float, position))
        if self._free:
            buffer = ctypes.c_uint(self._free.pop(0))
            pcm = np.ascontiguousarray(sound, np.float32)
            al.alBufferData(buffer, _MONO_FLOAT32, pcm.ctypes.data, pcm.nbytes, RATE_HZ)
            al.alSourceQueueBuffers(self._source, 1, ctypes.byref(buffer))
        state = ctypes.c_int()
        al.alGetSourcei(self._source, _SOURCE_STATE, ctypes.byref(state))
        if state.value != _PLAYING:
            al.alSourcePlay(self._source)


def _load() -> Any:
    """The library inside the pyalsoft wheel. Raises ImportError if it is not installed."""
    spec = find_spec("pyalsoft")
    if spec is None or not spec.submodule_search_locations:
        raise ImportError("pyalsoft is not installed")
    folder = Path(next(iter(spec.submodule_search_locations)))
    pattern = {"win32": "*.dll", "darwin": "*.dylib*"}.get(sys.platform, "*.so*")
    found = sorted(p for p in folder.rglob(pattern) if "openal" in p.name.lower() or "soft_oal" in p.name.lower())
    if not found:
        raise ImportError("pyalsoft carries no OpenAL Soft for this system")
    al = ctypes.CDLL(str(found[0]))
    pointer, integer, real, unsigned = ctypes.c_void_p, ctypes.c_int, ctypes.c_float, ctypes.c_uint
    al.alcLoopbackOpenDeviceSOFT.restype = al.alcCreateContext.restype = pointer
    for name, arguments in {
        "alcLoopbackOpenDeviceSOFT": [ctypes.c_char_p], "alcCreateContext": [pointer, pointer],
        "alcMakeContextCurrent": [pointer], "alcDestroyContext": [pointer], "alcCloseDevice": [pointer],
        "alcRenderSamplesSOFT": [pointer, pointer, integer], "alcGetIntegerv": [pointer, integer, integer, pointer],
        "alDistanceModel": [integer], "alGenSources": [integer, pointer], "alGenBuffers": [integer, pointer],
        "alSourcef": [unsigned, integer, real], "alSource3f": [unsigned, integer, real, real, real],
        "alGetSourcei": [unsigned, integer, pointer], "alSourcePlay": [unsigned],
        "alSourceQueueBuffers": [unsigned, integer, pointer], "alSourceUnqueueBuffers": [unsigned, integer, pointer],
        "alBufferData": [unsigned, integer, pointer, integer, integer],
    }.items():  # fmt: skip
        getattr(al, name).argtypes = arguments
    return al
