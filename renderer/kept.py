"""What took long to make, kept on disk as the graphics card wants it: pictures, decoded and with their mipmaps, and geometry.

A place's take a second to decode and halve, and a twentieth of that to read. Any thread may ask. A damaged file is no error: what
was in it is made again.
"""

from __future__ import annotations

import hashlib
import logging
import mmap
import os
import shutil
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np

log = logging.getLogger(__name__)
MOST_BYTES = 1 << 30
MARK = b"SEOULPX1"  # at both ends: a file that was cut off, or never reached the disk, has not both
HEAD, SHAPE = struct.Struct("<8sI"), struct.Struct("<3I")
MOST_ARRAYS = 64
SUFFIX = ".pictures"

Arrays = list[np.ndarray]


class Kept:
    """Lists of uint8 arrays [H, W, C] by name. most_bytes : on disk; what was not read for longest goes first."""

    def __init__(self, folder: Path, most_bytes: int = MOST_BYTES) -> None:
        """folder : made when something is written."""
        self._folder, self._most_bytes = folder, most_bytes
        self._unwritten: dict[str, Arrays] = {}

    def get(self, name: str, make: Callable[[], Arrays]) -> Arrays:
        """What is kept under this name, or else what `make` returns, to be written by the next `write`."""
        known = self._unwritten.get(name) or read_arrays(self._path(name))
        if known is not None:
            return known
        made = make()
        self.put(name, made)
        return made

    def put(self, name: str, arrays: Arrays) -> None:
        """To be written by the next `write`, in place of what is there."""
        if self._most_bytes:
            self._unwritten[name] = arrays

    def write(self) -> None:
        """Writes what was made: later than it was made, for then somebody waits for it. A full disk is only a line in the log."""
        try:
            if self._unwritten and self._has_room():
                for name, arrays in list(self._unwritten.items()):
                    write_arrays(self._path(name), arrays)
                self._tidy()
        except OSError as error:
            log.warning("decoded pictures are not kept: %s", error)
        self._unwritten.clear()

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{SUFFIX}"

    def _has_room(self) -> bool:
        """Nobody's disk is filled for the sake of a second."""
        self._folder.mkdir(parents=True, exist_ok=True)
        return shutil.disk_usage(self._folder).free > 2 * self._most_bytes

    def _tidy(self) -> None:
        files = [(path, path.stat()) for path in self._folder.glob(f"*{SUFFIX}")]
        total = sum(stat.st_size for _, stat in files)
        for path, stat in sorted(files, key=lambda entry: entry[1].st_mtime):
            if total <= self._most_bytes:
                return
            path.unlink(missing_ok=True)
            total -= stat.st_size


def name_of(data: list[bytes], *what: object) -> str:
    """By content, not by path: a place that was built anew has other names. what : all else that decides what is made."""
    digest = hashlib.sha256(repr(what).encode())
    for part in data:
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest()[:32]


def read_arrays(path: Path) -> Arrays | None:
    """None where there is no such file, or a damaged one. Notes that it was read. The arrays are not to be written to."""
    try:
        blob = _content(path)
        os.utime(path)
    except (OSError, ValueError):  # the latter: empty
        return None
    whole = len(blob) > HEAD.size and blob[-len(MARK) :].tobytes() == MARK
    mark, count = HEAD.unpack(blob[: HEAD.size].tobytes()) if whole else (b"", 0)
    return _split(blob, count) if mark == MARK and count <= MOST_ARRAYS else None


def _content(path: Path) -> np.ndarray:
    """uint8 of a whole file. Mapped where the system can bring it all at once: fresh memory for a place's quarter of a gigabyte
    took half a second to touch (measured 2026-11), pages that the disk's cache has already take a fiftieth of that."""
    with path.open("rb") as file:
        if sys.platform != "linux":
            return np.fromfile(file, np.uint8)
        flags = mmap.MAP_PRIVATE | mmap.MAP_POPULATE
        return np.frombuffer(mmap.mmap(file.fileno(), 0, flags, mmap.PROT_READ), np.uint8)


def _split(blob: np.ndarray, count: int) -> Arrays | None:
    at = HEAD.size + count * SHAPE.size
    if len(blob) < at:
        return None
    shapes = list(SHAPE.iter_unpack(blob[HEAD.size : at].tobytes()))
    if len(blob) != at + sum(h * w * c for h, w, c in shapes) + len(MARK):
        return None
    arrays = []
    for h, w, c in shapes:
        arrays.append(blob[at : at + h * w * c].reshape(h, w, c))
        at += h * w * c
    return arrays


def write_arrays(path: Path, arrays: Arrays) -> None:
    """Whole or not at all. Raises OSError."""
    aside = path.with_suffix(f".{os.getpid()}.part")
    try:
        with aside.open("wb") as file:
            file.write(HEAD.pack(MARK, len(arrays)))
            for array in arrays:
                file.write(SHAPE.pack(*array.shape))
            for array in arrays:
                file.write(array.tobytes())
            file.write(MARK)
        os.replace(aside, path)
    finally:
        aside.unlink(missing_ok=True)
