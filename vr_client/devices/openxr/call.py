"""The loader's functions without pyopenxr's allocation of new structures at every call.

pyopenxr's wrappers build fresh structures and enumerate twice; at 90 frames a second that is garbage and time
(cmbruns/pyopenxr#116). Here the caller keeps its structures and passes them by reference.
"""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Callable, Iterator
from ctypes import Structure, c_void_p, cast, pointer
from typing import Any

import glm
import xr
from xr import raw_functions as raw

from renderer.spatial import Fov, Pose

__all__ = ["chain", "check", "extension_function", "pose_from_xr", "raw", "set_xr_pose"]


def check(result: int) -> int:
    """Raises the xr exception that belongs to a negative result, else returns it (qualified successes matter to some)."""
    if result < 0:
        raise xr.exception.check_result(xr.Result(result))
    return result


# Signals that a program may handle. A runtime that lives in another process (Monado) takes one arriving in the middle of its
# call (EINTR) for a lost instance: Ctrl-C would then look like a headset that died.
_SIGNALS = {
    getattr(signal, name)
    for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGCHLD", "SIGALRM", "SIGUSR1", "SIGUSR2", "SIGWINCH", "SIGPROF")
    if hasattr(signal, name)
}


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Within: signals wait, and are delivered at its end. Child processes must not be started here (they inherit it)."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def extension_function(instance: Any, name: str, prototype: Any) -> Callable[..., int]:
    """An extension's function, checked like the core ones. Raises xr.FunctionUnsupportedError where there is none."""
    function = cast(xr.get_instance_proc_addr(instance, name), prototype)

    def checked(*arguments: Any) -> int:
        return check(function(*arguments))

    return checked


def chain(structure: Structure) -> c_void_p:
    """A `next` pointer. The caller keeps `structure` alive."""
    return cast(pointer(structure), c_void_p)


def pose_from_xr(pose: Any) -> Pose:
    q, p = pose.orientation, pose.position
    return Pose(glm.vec3(p.x, p.y, p.z), glm.quat(q.w, q.x, q.y, q.z))


def fov_from_xr(fov: Any) -> Fov:
    return Fov(fov.angle_left, fov.angle_right, fov.angle_up, fov.angle_down)


def set_xr_pose(target: Any, pose: Pose) -> None:
    """Writes `pose` into an existing XrPosef."""
    q, p = target.orientation, target.position
    q.x, q.y, q.z, q.w = pose.orientation.x, pose.orientation.y, pose.orientation.z, pose.orientation.w
    p.x, p.y, p.z = pose.position.x, pose.position.y, pose.position.z


def xr_pose(pose: Pose) -> Any:
    made = xr.Posef()
    set_xr_pose(made, pose)
    return made
