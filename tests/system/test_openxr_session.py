"""OpenXrDevice on a real runtime: Monado with its remote driver, watched by the core-validation layer."""

import json
import math
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.system.monado import Monado

pytestmark = pytest.mark.system
ROOT = Path(__file__).parents[2]
CLIENT = [sys.executable, "-m", "tests.system.openxr_client"]
PATIENCE_S = 180


class Client:
    """The client program, its lines as they come."""

    def __init__(self, env, *arguments):
        self.process = subprocess.Popen(
            [*CLIENT, *map(str, arguments)],
            env=env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.lines, self.errors = [], []
        self._queue = queue.Queue()
        self._threads = [
            threading.Thread(target=self._read, daemon=True),
            threading.Thread(target=lambda: self.errors.extend(self.process.stderr), daemon=True),
        ]
        for thread in self._threads:
            thread.start()

    def _read(self):
        for line in self.process.stdout:
            self._queue.put(json.loads(line))
        self._queue.put(None)

    def wait_for(self, wanted):
        """The next line for which `wanted(line)` is true."""
        while (line := self._queue.get(timeout=PATIENCE_S)) is not None:
            self.lines.append(line)
            if wanted(line):
                return line
        raise AssertionError(f"the client ended without it: {self.lines[-5:]} {''.join(self.errors[-20:])}")

    def finish(self):
        """(exit status, all lines)."""
        status = self.process.wait(PATIENCE_S)
        for thread in self._threads:
            thread.join(5)
        while not self._queue.empty():
            if (line := self._queue.get()) is not None:
                self.lines.append(line)
        self.process.stdout.close()
        self.process.stderr.close()
        return status, self.lines

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
        self.finish()


@pytest.fixture
def monado():
    with Monado() as running:
        yield running


@pytest.fixture
def start(monado):
    clients = []

    def begin(*arguments, egl=False, **env):
        clients.append(Client(monado.env(egl=egl, **env), *arguments))
        return clients[-1]

    yield begin
    for client in clients:
        client.end()


def states(lines):
    return [line["state"] for line in lines if "state" in line]


def pick(lines, key):
    return next(line for line in lines if key in line)


def test_a_whole_session_without_a_complaint(monado, start):
    client = start("--frames", 100000, "--recentre-at", 40)
    client.wait_for(lambda line: line.get("state") == "FOCUSED")
    monado.headset.set(head=(0.5, 1.7, 0.25), right=(0.3, 1.2, -0.4), right_look=(0.3, 1.2, -2), right_trigger=0.75)
    monado.headset.set(left_stick=(-0.5, 1), left_squeeze=1.0, right_primary=True)
    seen = client.wait_for(lambda line: line.get("right", {}).get("trigger") == 0.75)
    assert seen["head"] == pytest.approx([0.5, 1.7, 0.25], abs=1e-3)
    assert seen["right"]["grip"] == pytest.approx([0.3, 1.2, -0.4], abs=1e-3)
    assert seen["left"]["stick"] == pytest.approx([-0.5, 1], abs=1e-2)
    assert (seen["left"]["squeeze"], seen["right"]["primary"], seen["right"]["secondary"]) == (1, True, False)
    assert (seen["worn"], seen["visible"], seen["focused"]) == (True, True, True)

    monado.headset.move(0.2, head=(1, 1.7, 0), look=(2, 1.7, 0))  # facing +X
    client.wait_for(lambda line: line.get("recentred"))
    after = client.wait_for(lambda line: "frame" in line and line["frame"] > 40)
    assert after["head"] == pytest.approx([0, 1.7, 0], abs=2e-3)
    assert after["forward"] == pytest.approx([0, 0, -1], abs=2e-3)

    client.process.send_signal(signal.SIGTERM)
    status, lines = client.finish()
    assert status == 0, "".join(client.errors)
    assert states(lines)[-1] == "FOCUSED"
    drawn = pick(lines, "pixels")
    assert drawn["pixels"] == [[51, 128, 0, 255], [51, 128, 204, 255]]
    assert drawn["depth"] == [True, True]
    left, right = drawn["eyes"]
    assert right[0] - left[0] == pytest.approx(0.063, abs=0.002)
    assert pick(lines, "done")["new_objects"] < 50  # structures are made once, not for every frame
    assert monado.complaints() == []


def test_hands_without_controllers_are_read_from_their_joints(monado, start):
    hand = {"right_is_tracked_hand": True, "right_active": False, "left_active": False, "right": (0.3, 1.3, -0.4)}
    monado.headset.set(**hand)
    client = start("--frames", 100000)
    seen = client.wait_for(lambda line: line.get("right", {}).get("tracked") and line["frame"] > 20)
    assert seen["right"]["active"]
    assert not seen["left"]["active"]
    assert seen["right"]["grip"] == pytest.approx([0.3, 1.3, -0.45], abs=0.05)  # the palm lies before the wrist
    assert seen["right"]["forward"] == pytest.approx([-1, 0, 0], abs=0.05)  # from the little finger to the thumb
    assert seen["right"]["squeeze"] < 0.2
    monado.headset.set(right_squeeze=1.0)
    client.wait_for(lambda line: line.get("right", {}).get("squeeze") == 1)
    client.process.send_signal(signal.SIGTERM)
    assert client.finish()[0] == 0
    assert monado.complaints() == []


def test_the_runtime_recentres(monado, start):
    client = start("--frames", 100000)
    client.wait_for(lambda line: line.get("state") == "FOCUSED")
    monado.headset.move(0.2, head=(1, 1.6, 0.5), look=(1, 1.6, 2))  # one metre aside and turned round
    client.wait_for(lambda line: line.get("head", [0])[0] == 1)
    monado.ctl("-c")
    client.wait_for(lambda line: line.get("recentre"))
    after = client.wait_for(lambda line: "frame" in line and not line["recentre"])
    assert after["head"][0] == pytest.approx(0, abs=2e-3)
    assert after["head"][2] == pytest.approx(0, abs=2e-3)
    assert after["head"][1] == pytest.approx(1.6, abs=0.05)  # still above the floor
    client.process.send_signal(signal.SIGTERM)
    assert client.finish()[0] == 0
    assert monado.complaints() == []


def test_egl_binding(start):
    status, lines = start("--frames", 20, egl=True).finish()
    assert status == 0
    assert pick(lines, "binding")["binding"] == "egl"
    assert pick(lines, "pixels")["pixels"][1] == [51, 128, 204, 255]
    assert pick(lines, "done")["done"] == 20


def test_a_second_session_in_the_same_process(monado, start):
    status, lines = start("--frames", 12, "--sessions", 2).finish()
    assert status == 0
    assert [line["done"] for line in lines if "done" in line] == [12, 12]
    assert monado.complaints() == []


def test_not_looked_at_and_looked_at_again(monado, start):
    """A second program takes the eyes away, as taking the headset off does: SYNCHRONIZED, nothing drawn; then all is back."""
    client = start("--frames", 100000)
    client.wait_for(lambda line: line.get("state") == "FOCUSED")
    other = start("--frames", 20)
    hidden = client.wait_for(lambda line: line.get("state") == "SYNCHRONIZED")
    assert not hidden["worn"]
    assert not hidden["visible"]
    assert other.finish()[0] == 0
    monado.focus_first()
    client.wait_for(lambda line: line.get("state") == "FOCUSED")
    drawn = client.wait_for(lambda line: line.get("right", {}).get("active", False))
    assert drawn["visible"]
    client.process.send_signal(signal.SIGTERM)
    assert client.finish()[0] == 0
    assert monado.complaints() == []


def test_a_runtime_that_dies_is_an_error_to_read_not_a_crash(monado, start):
    client = start("--frames", 100000)
    client.wait_for(lambda line: "frame" in line)
    monado.kill_service()
    status, lines = client.finish()
    assert (status, pick(lines, "error")["error"]) == (3, "E05")


def test_a_runtime_that_died_and_came_back_can_be_opened_again(monado, start):
    client = start("--frames", 40, "--sessions", 100, "--retry")
    client.wait_for(lambda line: "frame" in line)
    monado.kill_service()
    monado.start_service()
    monado.reconnect()
    client.wait_for(lambda line: line.get("error") == "E05")
    assert client.wait_for(lambda line: "done" in line)["done"] == 40
    assert client.finish()[0] == 0


def test_an_error_page_is_shown_in_the_window_and_the_headset(monado, start):
    from PIL import ImageGrab

    client = start("--frames", 100000, "--error-at", 10)
    client.wait_for(lambda line: line.get("showing") == "error")
    deadline = threading.Event()
    for _ in range(100):
        picture = ImageGrab.grab(xdisplay=monado.display)
        colours = {picture.getpixel((x, y)) for x in range(0, 1280, 40) for y in range(0, 800, 40)}
        if {(200, 30, 30), (30, 30, 200)} <= colours:
            break
        deadline.wait(0.1)
    else:
        raise AssertionError(f"the page is not in the window: {sorted(colours)[:10]}")
    ys = {c: [y for y in range(0, 800, 8) if picture.getpixel((640, y)) == c] for c in ((200, 30, 30), (30, 30, 200))}
    assert max(ys[30, 30, 200]) < min(ys[200, 30, 30])  # the page's first row is at the top
    client.process.send_signal(signal.SIGTERM)
    assert client.finish()[0] == 0
    assert monado.complaints() == []


def test_no_runtime_is_e01_without_a_word_on_the_terminal(start, tmp_path):
    client = start("--frames", 1, XR_RUNTIME_JSON=str(tmp_path / "none.json"))
    status, lines = client.finish()
    assert (status, pick(lines, "error")["error"]) == (3, "E01")
    assert not any("loader" in line.lower() for line in client.errors)


def test_a_runtime_whose_service_does_not_run_is_an_error_with_a_code():
    with Monado(start=False) as monado:
        client = Client(monado.env(), "--frames", 1)
        status, lines = client.finish()
        assert status == 3
        assert pick(lines, "error")["error"] in ("E01", "E02")


def test_poses_arrive_as_often_as_the_runtime_shows_frames(monado, start):
    client = start("--frames", 60)
    status, lines = client.finish()
    done = pick(lines, "done")
    assert status == 0
    assert math.isclose(
        done["dt_s"], 0.05, rel_tol=0.02
    )  # the null compositor's 20 frames a second: paced, not spinning
