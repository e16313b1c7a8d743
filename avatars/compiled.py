"""People drawn by compiled code: the functions of drawing.py, translated by numba person by person, in a tenth of NumPy's time.

Nobody waits for it. `python -m avatars.compiled` (setup.sh calls it) compiles into a cache on disk, named by a hash of the sources
and the compiler; `load`, beside the frames, takes it from there. Before, or where there is none, NumPy draws, to the same result.
"""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs

from avatars import drawing, limbs, posing, turns
from avatars.bodies import bodies
from avatars.figure import SEXES, rest_of

MODULES = (turns, limbs, posing, drawing)
READY = "ready"  # says which processor the code in a folder is for
log = logging.getLogger(__name__)
_compiled: list[Callable[..., None]] = []


def draw(*arrays: Any) -> None:
    """drawing.draw_together, as fast as can be by now."""
    (_compiled[0] if _compiled else drawing.draw_together)(*arrays)


def load() -> bool:
    """Takes compiled code that is ready, a second's work beside the frames. False: there is none, NumPy goes on."""
    try:
        if not _compiled and _is_ready(folder()):
            _compiled.append(_translate())
    except Exception:  # a damaged cache, or no compiler: NumPy does the same
        log.warning("people are drawn by NumPy", exc_info=True)
    return bool(_compiled)


def warm() -> Path:
    """Fills the cache and clears away older ones; does nothing where that is done. Raises ImportError without numba, OSError where
    nothing can be written."""
    made = folder()
    if not _is_ready(made):
        made.mkdir(parents=True, exist_ok=True)
        _translate()
        (made / READY).write_text(_cpu(), encoding="utf-8")
        for old in made.parent.glob(f"{_prefix()}*"):
            if old != made:
                shutil.rmtree(old, ignore_errors=True)
    return made


def folder() -> Path:
    """Of the cache, beside the package or else with the user: another one where sources or compiler are others."""
    digest = hashlib.sha256(f"{version('numba')} {np.__version__}".encode())
    for source in (__file__, *(str(module.__file__) for module in MODULES)):
        digest.update(Path(source).read_bytes())
    own, users = Path(__file__).parent, Path(platformdirs.user_cache_dir("seoul", appauthor=False))
    return (own / "__pycache__" if os.access(own, os.W_OK) else users) / f"{_prefix()}{digest.hexdigest()[:16]}"


def _prefix() -> str:
    return f"people-{sys.version_info[0]}{sys.version_info[1]}-"


def _is_ready(made: Path) -> bool:
    mark = made / READY
    return os.access(made, os.W_OK) and mark.exists() and mark.read_text(encoding="utf-8") == _cpu()


def _cpu() -> str:
    from llvmlite.binding import get_host_cpu_name

    return str(get_host_cpu_name())


def _translate() -> Any:
    """Compiled, or read from the cache, and tried."""
    import numba
    from numba.extending import register_jitable

    for module in MODULES:
        for value in vars(module).values():
            if getattr(value, "__module__", "") == module.__name__ and not isinstance(value, type) and callable(value):
                register_jitable(value)
    settings: Any = numba.config
    njit: Any = numba.njit
    before, settings.CACHE_DIR = settings.CACHE_DIR, str(folder())
    try:
        # _nrt: nothing here makes or keeps an array; counting who refers to each took a third of the time
        made: Any = njit(cache=True, error_model="numpy", nogil=True, _nrt=False)(drawing.draw_one_by_one)
    finally:
        settings.CACHE_DIR = before
    made(*example())
    made.disable_compile()  # other arrays than these would otherwise be compiled for, in the middle of a frame
    return made


def example(count: int = 2) -> tuple[Any, ...]:
    """What `draw` takes, of people who stand at the origin."""
    who = bodies([rest_of(SEXES[number % 2]) for number in range(count)])
    numbers = np.zeros(count, np.float32)
    turn = np.zeros((4, 3, count), np.float32)
    turn[3] = 1
    no = np.zeros((2, count), bool)
    people = posing.People(np.ones((3, 3, count), np.float32), turn, no, numbers, numbers, no[0], np.zeros(count))
    mesh = drawing.Mesh(
        np.zeros((3, posing.COUNT, count), np.float32), np.ones(count, np.float32), np.arange(posing.COUNT)
    )
    return who, people, mesh, posing.room_for(count), drawing.room_for(count)


if __name__ == "__main__":
    print(warm())
