"""Keeping C libraries off the terminal: what they say goes to the log, or nowhere."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator


@contextlib.contextmanager
def held_stderr(kept: list[str]) -> Iterator[None]:
    """Keeps what C libraries write to standard error off the terminal; it lands in `kept`, line by line.

    The loader prints five lines of its own for the everyday case that no runtime is installed (cmbruns/pyopenxr#79).
    """
    try:
        saved = os.dup(2)
    except OSError:  # a windowed program on Windows has no standard error
        yield
        return
    with tempfile.TemporaryFile() as held:
        try:
            sys.stderr.flush()
            os.dup2(held.fileno(), 2)
            yield
        finally:
            os.dup2(saved, 2)
            os.close(saved)
            held.seek(0)
            kept.extend(held.read().decode("utf-8", "replace").splitlines())
