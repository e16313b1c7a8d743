"""The step of the zone model compiled by numba, from the very functions that run in pure Python: the same bits, far sooner.

Compiling takes a while, so nobody waits for it unasked: `python -m safety_training.fire.compiled` (setup.sh calls it) fills a
cache on disk, named by a hash of these sources, the figures and the compiler. Where there is none, the model runs in pure Python.
No fast-math and no threads: LLVM then neither reorders nor fuses what it is given, and both ways agree to the last bit (tested).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import platformdirs

from safety_training import numeric
from safety_training.fire import (
    air,
    ceiling_jet,
    combustion,
    detectors,
    flame_light,
    geometry,
    layout,
    openings,
    plume,
    pressure,
    radiation,
    step,
    transfer,
    vents,
    walls,
)
from safety_training.fire.layout import State

MODULES = (
    numeric,
    layout,
    air,
    plume,
    combustion,
    vents,
    pressure,
    transfer,
    walls,
    openings,
    geometry,
    flame_light,
    radiation,
    ceiling_jet,
    detectors,
    step,
)
_kernels: dict[str, Callable[..., None]] = {}


def runner(state: State, compiled: bool | None) -> Callable[[float], None]:
    """What advances this state by some seconds. compiled: True compiles if need be, None only reads what is there."""
    if compiled is None:
        compiled = bool(_kernels) or warmed()
    try:
        kernel = _kernel() if compiled else step.advance
    except OSError:  # a cache that this user can neither write nor copy
        kernel, compiled = step.advance, False
    if not compiled:
        return lambda dt: step.advance(state, dt)
    view = views(state)
    return lambda dt: kernel(view, dt)


def views(state: State) -> State:
    """The same memory as NumPy arrays."""
    import numpy as np

    stores: tuple[Any, ...] = tuple(state)  # array.array, whose type code NumPy shares
    arrays: list[Any] = [np.frombuffer(store, dtype=store.typecode) for store in stores]
    return State(*arrays)


@cache
def fingerprint() -> str:
    """Changes with every source and figure that the compiled code was made from."""
    digest = hashlib.sha256(f"{sys.version_info[:2]} {_numba_version()}".encode())
    for module in MODULES:
        name = module.__name__.removeprefix("safety_training.").split(".")
        digest.update(files("safety_training").joinpath(*name[:-1], f"{name[-1]}.py").read_bytes())
    digest.update(files("safety_training").joinpath("data", "zones.toml").read_bytes())
    return digest.hexdigest()[:16]


def _numba_version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("numba")
    except PackageNotFoundError:
        return ""


def folders() -> tuple[Path, Path]:
    """Where the cache may lie: beside the package (made by who installs it), or with the user."""
    mark = f"zones-{fingerprint()}"
    own = Path(str(files("safety_training"))) / "fire" / "__pycache__" / mark
    return own, Path(platformdirs.user_cache_dir("seoul", appauthor=False)) / mark


@cache
def cpu() -> str:
    """The processor that code is compiled for; "" without a compiler."""
    if find_spec("numba") is None:
        return ""
    from llvmlite.binding import get_host_cpu_name

    return str(get_host_cpu_name())


def ready_folder() -> Path | None:
    """Where compiled code of these very sources lies, for a processor like this one."""
    for folder in folders():
        try:
            if cpu() and (folder / "ready").read_text(encoding="utf-8") == cpu():
                return folder
        except OSError:
            continue
    return None


def warmed() -> bool:
    return ready_folder() is not None


def _kernel() -> Callable[..., None]:
    if not _kernels:
        _kernels["advance"] = _compile()
    return _kernels["advance"]


def _compile() -> Callable[..., None]:
    import numba
    from numba.extending import register_jitable

    for module in MODULES:
        for value in list(vars(module).values()):
            if callable(value) and getattr(value, "__module__", "") == module.__name__ and not isinstance(value, type):
                register_jitable(value)
    folder = _writable_copy(ready_folder())
    settings: Any = numba.config
    before = settings.CACHE_DIR
    settings.CACHE_DIR = str(folder)
    try:
        made: Any = numba.njit(cache=True, error_model="python", fastmath=False)(step.advance)
    finally:
        settings.CACHE_DIR = before
    return made  # type: ignore[no-any-return]


def _writable_copy(folder: Path | None) -> Path:
    """The folder itself, or, as numba reads none that it cannot write to, its copy with the user. Raises OSError."""
    if folder is not None and os.access(folder, os.W_OK):
        return folder
    for other in folders():
        try:
            other.mkdir(parents=True, exist_ok=True)
            (other / "try").write_bytes(b"")
            (other / "try").unlink()
            if folder is not None:
                shutil.copytree(folder, other, dirs_exist_ok=True)
        except OSError:
            continue
        return other
    raise OSError("neither the package nor the user's cache folder can be written")


def warm() -> Path:
    """Compiles, runs a step, marks the cache as ready and clears away older ones; does nothing where all that is done.

    Raises ImportError without numba, OSError where nothing can be written."""
    from safety_training.fire.spec import Layout, Lining, RoomSpec
    from safety_training.fire.zones import ZoneModel

    ready = ready_folder()
    if ready is not None:
        return ready
    board = (Lining(0.2, 1000.0, 800.0, 0.02),)
    room = RoomSpec("room", 4.0, 3.0, 2.4, ceiling=board, walls=board, floor=board)
    ZoneModel(Layout((room,)), compiled=True).step(0.05, [])
    folder = _writable_copy(None)
    (folder / "ready").write_text(cpu(), encoding="utf-8")
    for old in folder.parent.glob("zones-*"):
        if old != folder:
            shutil.rmtree(old, ignore_errors=True)
    return folder


if __name__ == "__main__":
    print(warm())
