"""A real OpenXR runtime with a headset moved by us: Xvfb, Monado's service with its null compositor, and its remote driver.

    with Monado() as monado:                     # skips the test where Monado is not installed
        client = subprocess.Popen([...], env=monado.env())
        monado.headset.set(left_stick=(0, 1))    # or .move(1.0, right=(0.2, 1.2, -0.5)), .play("x.track")
        ...
        assert monado.complaints() == []

Outside pytest: python -m tests.system.monado [--track FILE] [--egl] -- COMMAND...

Facts (Monado 25.0.0): the remote driver listens on one fixed port, so one harness runs at a time (a lock is taken and waited
for); the service needs a standard input that epoll takes, hence the FIFO; the validation layer knows no EGL binding, so with
egl=True it is left out. Poses sent are poses in play space (LOCAL_FLOOR). The null compositor shows 20 frames a second.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import fcntl
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import glm

from renderer.spatial import Pose
from vr_client.devices.device import Hand, Input
from vr_client.devices.track import START, Track, glide, look
from vr_client.devices.track_text import load_track

MANIFEST = Path("/usr/share/openxr/1/openxr_monado.json")
LAYERS = Path("/usr/share/openxr/1/api_layers/explicit.d")
ADDRESS = ("127.0.0.1", 4242)
LOCK = Path(tempfile.gettempdir()) / "seoul-monado.lock"
SEND_HZ = 60
PACKET_BYTES = 376
_LIBC = ctypes.CDLL(None)
NEEDED = ("monado-service", "Xvfb")


def missing() -> str:
    """What keeps this machine from running Monado; "" where nothing does."""
    lacking = [name for name in NEEDED if not shutil.which(name)]
    lacking += [str(path) for path in (MANIFEST, LAYERS) if not path.exists()]
    return ", ".join(lacking)


# the remote driver's packet, little endian ------------------------------------------------------------------------------


def pack_pose(pose: Pose) -> bytes:
    q, p = pose.orientation, pose.position
    return struct.pack("<7f", q.x, q.y, q.z, q.w, p.x, p.y, p.z)


def pack_head(head: Pose) -> bytes:
    """Two views with their own data unused, then the head; the driver's own eyes are 63 mm apart."""
    views = b"".join(struct.pack("<4f", -0.8, 0.8, 0.8, -0.8) + pack_pose(Pose()) + bytes(4) for _ in range(2))
    return views + pack_pose(head) + bytes(4)


def pack_hand(hand: Hand) -> bytes:
    curl = max(hand.trigger, hand.squeeze)
    body = pack_pose(hand.grip) + bytes(24) + struct.pack("<5f", *([curl] * 5))
    body += struct.pack("<8f", hand.trigger, hand.squeeze, hand.squeeze, hand.stick.x, hand.stick.y, 0, 0, 0)
    a, b = hand.primary, hand.secondary
    flags = [
        hand.is_tracked_hand,
        hand.active,
        0,
        0,
        a,
        a,
        b,
        b,
        hand.trigger > 0.9,
        hand.trigger > 0.1,
        hand.menu,
        hand.menu,
    ]
    return body + bytes([*map(int, flags), 0, 0, 0, 0])


def pack(given: Input) -> bytes:
    """376 bytes: header, head, left hand, right hand."""
    return b"mndrmt3\0" + pack_head(given.head) + pack_hand(given.left) + pack_hand(given.right)


# the headset ------------------------------------------------------------------------------------------------------------

ANALOG = ("trigger", "squeeze", "stick")
BUTTONS = ("primary", "secondary", "menu", "active", "is_tracked_hand")


class RemoteHeadset:
    """Head and hands that a test moves by hand or by track. A thread sends the present state 60 times a second.

    What can be set: head, left, right (a Pose, or a position (x, y, z) that keeps its orientation), look, left_look,
    right_look (a point to face, after the position), and HAND_trigger, HAND_squeeze, HAND_stick=(x, y), HAND_primary,
    HAND_secondary, HAND_menu, HAND_active, HAND_is_tracked_hand.
    """

    def __init__(self, wait_s: float = 120.0) -> None:
        self._socket = _connect(wait_s)
        self._lock = threading.Lock()
        self._state = Input(head=START["head"])
        self._state.left = Hand(active=True, grip=START["left.grip"])
        self._state.right = Hand(active=True, grip=START["right.grip"])
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._send_forever, name="remote headset", daemon=True)
        self._thread.start()

    def set(self, **changes: Any) -> None:
        """At once."""
        with self._lock:
            _apply(self._state, changes)

    def move(self, seconds: float, **changes: Any) -> None:
        """Smoothly, over `seconds`; comes back when it is there. Buttons change at the start."""
        with self._lock:
            begin = _copy(self._state)
            goal = _copy(self._state)
        _apply(goal, changes)
        start = time.monotonic()
        while (part := (time.monotonic() - start) / max(seconds, 1e-6)) < 1:
            with self._lock:
                _between(self._state, begin, goal, part)
            time.sleep(1 / SEND_HZ)
        with self._lock:
            _between(self._state, begin, goal, 1.0)

    def hold(self, seconds: float, **changes: Any) -> None:
        """Sets, waits, and puts back what was before: a stick pushed for a while, a button pressed."""
        with self._lock:
            before = _copy(self._state)
            _apply(self._state, changes)
        time.sleep(seconds)
        with self._lock:
            _between(self._state, before, before, 1.0)

    def play(self, track: Track | Path | str, wait: bool = False) -> threading.Thread:
        """Plays a track in a thread (`wait`: to its end). Keyboard lines have no place here: ValueError."""
        played = track if isinstance(track, Track) else load_track(track)
        if played.events:
            raise ValueError("a headset has no keyboard: this track has key, text, recentre or quit lines")
        thread = threading.Thread(target=self._play, args=(played,), name="track", daemon=True)
        thread.start()
        if wait:
            thread.join()
        return thread

    def _play(self, track: Track) -> None:
        start = time.monotonic()
        while (t := time.monotonic() - start) < track.duration_s + 1 / SEND_HZ and not self._stopping.is_set():
            with self._lock:
                self._state = track.sample(t)
            time.sleep(1 / SEND_HZ)

    def _send_forever(self) -> None:
        while not self._stopping.wait(1 / SEND_HZ):
            with self._lock:
                data = pack(self._state)
            try:
                self._socket.sendall(data)
            except OSError:
                return

    def close(self) -> None:
        self._stopping.set()
        self._thread.join()
        self._socket.close()


def _connect(wait_s: float) -> socket.socket:
    end = time.monotonic() + wait_s
    while True:
        try:
            return socket.create_connection(ADDRESS, 2)
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def _copy(given: Input) -> Input:
    copied = Input(head=_copy_pose(given.head))
    for side in ("left", "right"):
        old, new = getattr(given, side), Hand()
        for name in (*BUTTONS, "trigger", "squeeze"):
            setattr(new, name, getattr(old, name))
        new.grip, new.stick = _copy_pose(old.grip), glm.vec2(old.stick)
        setattr(copied, side, new)
    return copied


def _copy_pose(pose: Pose) -> Pose:
    return Pose(glm.vec3(pose.position), glm.quat(pose.orientation))


def _apply(state: Input, changes: dict[str, Any]) -> None:
    for name in sorted(changes, key=lambda n: n.endswith("look")):  # a look starts at the new position
        value = changes[name]
        side, _, what = name.partition("_")
        if name in ("head", "left", "right"):
            _set_pose(state, name, value)
        elif name.endswith("look"):
            pose = _pose_of(state, "head" if name == "look" else side)
            pose.orientation = look(pose.position, glm.vec3(value))
        elif side in ("left", "right") and what in (*ANALOG, *BUTTONS):
            setattr(getattr(state, side), what, glm.vec2(value) if what == "stick" else value)
        else:
            raise TypeError(f"a headset has no {name}")


def _pose_of(state: Input, name: str) -> Pose:
    return state.head if name == "head" else getattr(state, name).grip


def _set_pose(state: Input, name: str, value: Any) -> None:
    new = value if isinstance(value, Pose) else Pose(glm.vec3(value), _pose_of(state, name).orientation)
    if name == "head":
        state.head = new
    else:
        getattr(state, name).grip = new


def _between(state: Input, begin: Input, goal: Input, part: float) -> None:
    state.head = glide(begin.head, goal.head, part)
    for side in ("left", "right"):
        now, a, b = getattr(state, side), getattr(begin, side), getattr(goal, side)
        now.grip = glide(a.grip, b.grip, part)
        for name in ANALOG:
            start = getattr(a, name)
            setattr(now, name, start + (getattr(b, name) - start) * part)
        for name in BUTTONS:
            setattr(now, name, getattr(b, name))


# the runtime ------------------------------------------------------------------------------------------------------------


class Monado:
    """Xvfb and Monado as a context manager. `headset` moves it, `env()` is for clients, `display` and `folder` for the rest.

    headset=False starts Monado without the remote driver's headset being connected to; start=False gives a runtime whose
    service does not run. log() is the service's own output.
    """

    def __init__(self, validation: bool = True, headset: bool = True, start: bool = True) -> None:
        self._validation, self._want_headset, self._start = validation, headset, start
        self._exits = contextlib.ExitStack()
        self.headset: RemoteHeadset | Any = None
        self.service: subprocess.Popen[bytes] | Any = None

    def __enter__(self) -> Monado:
        if reason := missing():
            import pytest

            pytest.skip(f"no Monado here: {reason}")
        try:
            self._open()
        except BaseException:
            self._exits.close()
            raise
        return self

    def __exit__(self, *error: object) -> None:
        self._exits.close()

    def _open(self) -> None:
        self._exits.enter_context(_only_one())
        self.folder = Path(self._exits.enter_context(tempfile.TemporaryDirectory(prefix="seoul-monado-")))
        self.folder.chmod(0o700)
        self.validation_file = self.folder / "validation.txt"
        self.display = self._start_xvfb()
        if self._start:
            self.start_service()
        if self._start and self._want_headset:
            self.headset = RemoteHeadset()
            self._exits.callback(self.headset.close)

    def _start_xvfb(self) -> str:
        """On a display of its own choosing."""
        read, write = os.pipe()
        command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        with (self.folder / "xvfb.log").open("wb") as log:
            process = subprocess.Popen(command, pass_fds=[write], stdout=log, stderr=log, preexec_fn=_die_with_us)
        self._exits.callback(_end, process)
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start: {(self.folder / 'xvfb.log').read_text()}")
        return f":{number}"

    def start_service(self) -> None:
        """(Again) after kill_service."""
        fifo = self.folder / "stdin"
        if not fifo.exists():
            os.mkfifo(fifo)
        keeper = os.open(fifo, os.O_RDWR)
        self._exits.callback(os.close, keeper)
        (self.folder / "monado_comp_ipc").unlink(missing_ok=True)
        env = os.environ | {
            "XDG_RUNTIME_DIR": str(self.folder),
            "DISPLAY": self.display,
            "HOME": str(self.folder),
            "XRT_COMPOSITOR_NULL": "1",
            "P_OVERRIDE_ACTIVE_CONFIG": "remote",
        }
        with (self.folder / "monado.log").open("ab") as log:
            self.service = subprocess.Popen(
                ["monado-service"], stdin=keeper, stdout=log, stderr=log, env=env, preexec_fn=_die_with_us
            )
        self._exits.callback(_end, self.service)
        end = time.monotonic() + 120
        while not (self.folder / "monado_comp_ipc").exists():
            if self.service.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"monado-service did not start: {self.log()}")
            time.sleep(0.05)

    def kill_service(self) -> None:
        """As a crash of the runtime would."""
        self.service.send_signal(signal.SIGKILL)
        self.service.wait()

    def reconnect(self) -> None:
        """A headset for a service that was started again."""
        if self.headset:
            self.headset.close()
        self.headset = RemoteHeadset()
        self._exits.callback(self.headset.close)

    def env(self, egl: bool = False, **more: str) -> dict[str, str]:
        """The environment for a client of this runtime."""
        env = os.environ | {
            "XDG_RUNTIME_DIR": str(self.folder),
            "XDG_SESSION_TYPE": "x11",
            "DISPLAY": self.display,
            "XR_RUNTIME_JSON": str(MANIFEST),
        }
        env.pop("WAYLAND_DISPLAY", None)
        if egl:
            env["SEOUL_XR_BINDING"] = "egl"
        elif self._validation:
            env |= {
                "XR_API_LAYER_PATH": str(LAYERS),
                "XR_ENABLE_API_LAYERS": "XR_APILAYER_LUNARG_core_validation",
                "XR_CORE_VALIDATION_EXPORT_TYPE": "text",
                "XR_CORE_VALIDATION_FILE_NAME": str(self.validation_file),
            }
        return env | more

    def complaints(self) -> list[str]:
        """What the validation layer said beyond that it was there. Raises where it was not: silence must mean something."""
        text = self.validation_file.read_text(errors="replace") if self.validation_file.exists() else ""
        if "Core Validation Layer is initialized" not in text:
            raise AssertionError("the validation layer was not loaded")
        harmless = ("VUID-CoreValidation-Initialize", "VUID-CoreValidation-Destroy")
        return [line for line in text.splitlines() if line.strip() and not any(word in line for word in harmless)]

    def focus_first(self) -> None:
        """Gives the eyes to the client that came first."""
        clients = self.ctl().split("Devices:")[0]
        self.ctl("-p", re.findall(r"id:\s*(\d+)", clients)[0])

    def log(self) -> str:
        path = self.folder / "monado.log"
        return path.read_text(errors="replace") if path.exists() else ""

    def ctl(self, *arguments: str) -> str:
        """monado-ctl: lists clients; -p N gives one the eyes; -c recentres."""
        env = os.environ | {"XDG_RUNTIME_DIR": str(self.folder)}
        done = subprocess.run(
            ["monado-ctl", *arguments], env=env, capture_output=True, text=True, check=True, timeout=60
        )
        return done.stdout + done.stderr


def _die_with_us() -> None:
    """A test that is killed leaves no X server or runtime behind: the kernel ends them (prctl PR_SET_PDEATHSIG, Linux)."""
    _LIBC.prctl(1, signal.SIGTERM)


@contextlib.contextmanager
def _only_one() -> Iterator[None]:
    with LOCK.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.system.monado", description="Runs COMMAND as a client of Monado."
    )
    parser.add_argument("--track", type=Path, help="what the headset does (else it stands still)")
    parser.add_argument(
        "--delay", type=float, default=0.0, help="seconds before the track begins (a client needs a few)"
    )
    parser.add_argument("--repeat", action="store_true", help="play the track again and again")
    parser.add_argument("--egl", action="store_true", help="bind through EGL (without the validation layer)")
    parser.add_argument("command", nargs="+")
    given = parser.parse_args(arguments)
    if reason := missing():
        print(f"no Monado here: {reason}", file=sys.stderr)
        return 77
    with Monado() as monado:
        client = subprocess.Popen(given.command, env=monado.env(egl=given.egl))
        with contextlib.suppress(subprocess.TimeoutExpired):
            client.wait(given.delay)
        while given.track:
            thread = monado.headset.play(given.track)
            while thread.is_alive() and client.poll() is None:
                thread.join(0.1)
            if not given.repeat or client.poll() is not None:
                break
        try:
            status = client.wait()
        except KeyboardInterrupt:
            client.terminate()
            status = client.wait()
        said = [] if given.egl else monado.complaints()
        print(f"validation layer: {'silent' if not said else 'complained'}", *said, sep="\n", file=sys.stderr)
    return status or bool(said)


if __name__ == "__main__":
    sys.exit(main())
