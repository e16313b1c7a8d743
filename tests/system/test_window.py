"""The desktop window as a person has it: a real X server, real key strokes and mouse movements."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import time

import glm
import pytest
from PIL import ImageGrab

pytestmark = pytest.mark.system

# Runs in a process of its own: glfw wants the main thread, and DISPLAY to be set before it starts.
CHILD = """
import sys, json
from vr_client.devices.flat import FlatDevice
from vr_client.settings import Settings
device = FlatDevice(Settings(window_width=400, window_height=300), "E01")
print("ready", flush=True)
for line in sys.stdin:
    order = json.loads(line)
    device.typing, device.holding = order.get("typing", False), frozenset(order.get("holding", []))
    keys, text = set(), ""
    for _ in range(order.get("frames", 5)):
        given = device.poll()
        keys |= given.keys
        text += given.text
        targets = device.begin()
        assert targets.shown == (400, 300) and not targets.srgb
        targets.framebuffers[0].clear(124 / 255, 188 / 255, 231 / 255, 1.0, viewport=(0, 0, *targets.shown))
        device.submit(targets, [])
    print(json.dumps({
        "keys": sorted(keys), "text": text, "stick": list(given.left.stick), "turn": list(given.right.stick),
        "forward": list(given.head.forward()), "head": list(given.head.position), "quit": given.quit,
        "right": [given.right.trigger, given.right.squeeze, *given.right.grip.position],
        "left": [given.left.trigger, given.left.squeeze, *given.left.grip.position],
        "aim": list(given.right.aim.forward()), "retry": given.retry_headset,
        "fov": targets.views[0].fov.up, "size": list(targets.size),
    }), flush=True)
device.close()
"""


class Window:
    def __init__(self, display):
        import json
        import os

        self.json, self.env = json, {**os.environ, "DISPLAY": display, "LC_ALL": "C.UTF-8"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=self.env
        )
        assert self.process.stdout.readline().strip() == "ready"
        self.look()

    def look(self, **order):
        """Some frames; what the last of them saw, with all keys and text of all of them."""
        self.process.stdin.write(self.json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self.json.loads(self.process.stdout.readline())

    def do(self, *what):
        for command in (what, ("getmouselocation",)):  # the second is answered when the first has been done
            subprocess.run(["xdotool", *command], env=self.env, check=True, stdout=subprocess.DEVNULL)
        time.sleep(0.05)

    def close(self):
        with contextlib.suppress(BrokenPipeError):  # it died: the tests have said so
            self.process.stdin.close()
        self.process.wait(60)
        self.process.stdout.close()


@pytest.fixture(scope="module")
def window():
    for program in ("Xvfb", "xdotool"):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    window = None
    try:
        window = Window(":" + server.stdout.readline().strip())
        yield window
    finally:
        if window is not None:
            window.close()
        server.terminate()
        server.wait(60)
        server.stdout.close()


def test_keys_walk_and_turn(window):
    window.do("keydown", "w", "keydown", "d")
    seen = window.look()
    window.do("keyup", "w", "keyup", "d")
    assert seen["stick"] == pytest.approx([0.7071, 0.7071], abs=1e-3)
    window.do("keydown", "Right")
    seen = window.look()
    window.do("keyup", "Right")
    assert seen["turn"] == [1, 0]
    assert window.look()["stick"] == [0, 0]


def test_the_mouse_looks(window):
    before = window.look()["forward"]
    window.do("mousemove_relative", "--", "200", "0")
    after = window.look()["forward"]
    assert glm.cross(glm.vec3(*before), glm.vec3(*after)).y < -0.2, "to the right"
    window.do("mousemove_relative", "--", "0", "-100")
    assert window.look()["forward"][1] > after[1] + 0.1, "and up"


def test_left_button_is_the_trigger_and_the_hand_reaches_out(window):
    rest = window.look(frames=30)
    window.do("mousedown", "1")
    seen = window.look(frames=30)
    window.do("mouseup", "1")
    assert seen["right"][0] == 1
    far, near = (glm.distance(glm.vec3(*s["right"][2:]), glm.vec3(*s["head"])) for s in (seen, rest))
    assert far == pytest.approx(0.62, abs=0.03)
    assert far > near
    assert window.look()["right"][0] == 0


def test_e_takes_keeps_and_lets_go(window):
    window.do("keydown", "e")
    assert window.look()["right"][1] == 1
    window.look(holding=["right"])
    window.do("keyup", "e")
    assert window.look(holding=["right"])["right"][1] == 1, "what was taken stays without the key"
    window.do("keydown", "e")
    assert window.look(holding=["right"])["right"][1] == 0, "the next press lets go"
    assert window.look()["right"][1] == 0, "and does not take again while it is down"
    window.do("keyup", "e")
    window.look()


def test_e_at_nothing_holds_nothing(window):
    window.do("keydown", "e")
    assert window.look()["right"][1] == 1
    window.do("keyup", "e")
    assert window.look()["right"][1] == 0


def test_q_brings_the_left_hand_to_the_right_one_and_squeezes(window):
    window.do("keydown", "q")
    first = window.look(frames=1)
    assert first["left"][1] == 0, "first the way there"
    seen = window.look(frames=60)
    window.do("keyup", "q")
    assert seen["left"][1] == 1
    assert glm.distance(glm.vec3(*seen["left"][2:]), glm.vec3(*seen["right"][2:])) < 0.08
    assert window.look()["left"][1] == 0


def test_a_tap_between_two_pictures_still_counts(window):
    window.look()
    window.do("key", "q", "key", "e", "click", "1")
    seen = window.look(frames=1)
    assert seen["right"][:2] == [1, 1]
    assert window.look(frames=1)["right"][:2] == [0, 0]
    assert window.look(frames=20)["left"][1] == 1, "the left hand goes to the pin after a mere tap"
    assert window.look(frames=60)["left"][1] == 0, "and comes back"


def test_c_crouches_and_stands_up(window):
    window.do("key", "c")
    assert window.look(frames=40)["head"][1] < 1.05
    window.do("key", "c")
    assert window.look(frames=40)["head"][1] > 1.55


def test_z_looks_closer_and_back(window):
    wide = window.look(frames=40)["fov"]
    window.do("key", "z")
    assert window.look(frames=40)["fov"] < wide / 1.8
    window.do("key", "z")
    assert window.look(frames=40)["fov"] > wide * 0.98


def test_letters_are_text_while_a_field_has_the_keyboard(window):
    window.look(typing=True)
    window.do("type", "wecq")
    window.do("keydown", "w")
    seen = window.look(typing=True)
    window.do("keyup", "w")
    assert seen["text"].startswith("wecq")
    assert seen["stick"] == [0, 0]
    assert seen["right"][1] == 0
    assert window.look(frames=40)["head"][1] > 1.55, "c did not crouch"


def test_escape_frees_the_cursor_which_then_points(window):
    window.do("key", "Escape")
    window.look()
    window.do("mousemove", "30", "30")
    aim, forward = (window.look()[k] for k in ("aim", "forward"))
    assert glm.dot(glm.vec3(*aim), glm.vec3(*forward)) < 0.95
    window.do("key", "Escape")
    seen = window.look()
    assert seen["aim"] == pytest.approx(seen["forward"], abs=1e-5)


def test_f8_and_names_of_keys(window):
    window.do("key", "F8", "key", "Tab", "key", "Return", "key", "m")
    seen = window.look()
    assert {"F8", "TAB", "ENTER", "M"} <= set(seen["keys"])


def test_software_gl_draws_fewer_pixels_and_the_screen_shows_them(window):
    """`size` is half of what is shown; what is drawn there as sRGB bytes is seen as it is."""
    assert window.look()["size"] == [200, 150]
    grabbed = ImageGrab.grab(bbox=(0, 0, 400, 300), xdisplay=window.env["DISPLAY"])
    assert list(grabbed.getpixel((100, 100))[:3]) == pytest.approx([124, 188, 231], abs=2)
