"""The whole client without a window: the loop, the error page, a scripted person. GL is real, the server is not there."""

import math

import glm
import numpy as np
import pytest

from tests.vr_client.rooms import write_place
from vr_client import logs
from vr_client.app import App
from vr_client.getting_ready import prepare_places
from vr_client.settings import Settings

NOBODY = "http://127.0.0.1:9"  # the discard port: no server, so the client is offline


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Starts an App over two test places, in 160 x 100 pixels."""
    folders = {n: write_place(tmp_path / n, n, to=to) for n, to in (("near", "far"), ("far", "near"))}
    monkeypatch.setattr("vr_client.places.find_places", lambda: folders)
    opened = []

    def start_it(**changes):
        values = {"device": "offscreen", "place": "near", "server": NOBODY, "data_dir": str(tmp_path / "data"),
                  "window_width": 160, "window_height": 100, "language": "en", **changes}  # fmt: skip
        app = App(Settings(**values))
        opened.append(app)
        return app.open()

    yield start_it
    for app in opened:
        app.close()
    logs.stop_logs()


def keep_last_picture(app):
    """app.run closes the device; this keeps what it showed last."""
    pictures = []
    submit = app.device.submit

    def keep(targets, crisp):
        submit(targets, crisp)
        pictures[:] = [app.device.read()]

    app.device.submit = keep
    return pictures


def test_it_draws_the_place_and_ends_by_itself(start):
    app = start(frames=60)
    pictures = keep_last_picture(app)
    assert app.run() == 0
    assert app.frames == 60
    assert app.world.place.id == "near"
    assert app.world.fade == 0
    picture = pictures[0]
    assert picture.shape == (100, 160, 4)
    wall, floor = picture[55:60, 70:90, :3].mean(), picture[90:98, 70:90, :3].mean()
    assert wall > 60, "the room is lit"
    assert abs(wall - floor) > 5, "and it is a room, not one colour"
    assert "first frame" in app.phases.seconds


def test_a_deep_link_to_a_spot(start):
    app = start(place="near/portal.far", frames=5)
    app.run()
    assert app.world.place.id == "near"
    assert app.world.user.head.position.z == pytest.approx(-7.0, abs=0.01)


def test_a_time_limit_in_the_worlds_own_time(start):
    app = start(seconds=0.5)
    app.run()
    assert app.frames == pytest.approx(30, abs=2)


def test_a_script_walks_through_the_portal(start, tmp_path):
    track = tmp_path / "walk.track"
    track.write_text("at 1.5 left stick 0 1 for 7\nwait 0.5\nquit\n", "utf-8")
    app = start(scripted=str(track), fixed_dt_s=1 / 30)
    assert app.run() == 0
    assert app.world.place.id == "far"
    assert app.world.time_s < 12


def test_an_uncaught_error_is_drawn_and_ends_with_1(start, capsys):
    app = start()
    shown = []
    app.device.show_error = shown.append
    calls = []

    def broken(world, input, events, dt):
        calls.append(1)
        if len(calls) == 3:
            raise ZeroDivisionError("a system that fails")

    app.systems = (*app.systems, broken)
    assert app.run() == 1
    assert len(shown) == 1
    assert shown[0].pixels.shape[2] == 4
    assert "E99" in capsys.readouterr().out
    log = app.log_path.read_text("utf-8")
    assert "ZeroDivisionError: a system that fails" in log


def test_the_error_page_can_be_read_on_the_device(start):
    app = start(frames=1)
    app._show(RuntimeError("x"))
    page = app.device.read()
    assert np.ptp(page[..., :3].astype(int)) > 100, "letters on a ground"


def test_a_lost_headset_goes_on_in_a_window_with_the_same_world(start, monkeypatch):
    from vr_client.devices.offscreen import OffscreenDevice
    from vr_client.errors import UserError

    app = start(frames=40)
    window = OffscreenDevice(app.settings, size=(64, 64))
    monkeypatch.setattr("vr_client.app.choose", lambda settings: (window, ""))
    first, poll = app.device, app.device.poll

    def dies():
        if app.frames >= 10:
            raise UserError("E05")
        return poll()

    first.poll = dies
    world = app.world
    assert app.run() == 0
    assert app.world is world
    assert world.flat_reason == "E05"
    assert app.frames == 40
    assert window.frame == 30


def test_retrying_without_a_headset_says_why_and_goes_on(start, monkeypatch):
    from vr_client.errors import UserError

    def refuse(_settings, _why):
        raise UserError("E02")

    monkeypatch.setattr("vr_client.app.open_headset", refuse)
    app = start(frames=12)
    app.world.flat_reason = "E01"
    app.device.input.retry_headset = True
    assert app.run() == 0
    assert "E02" in app.world.notice


def test_walking_and_looking_change_the_picture(start):
    from vr_client import loop

    app = start()
    for _ in range(60):
        loop.frame(app)
    before = app.device.read().astype(int)
    head = app.device.input.head
    head.orientation = glm.angleAxis(math.radians(40), glm.vec3(0, 1, 0))
    loop.frame(app)
    assert np.abs(app.device.read().astype(int) - before).mean() > 2


def test_the_menus_end_is_the_end(start):
    app = start(frames=500)
    app.world.quit = True
    app.run()
    assert app.frames <= 1


def test_set_up_leaves_what_the_first_visit_of_each_place_would_wait_for(start, tmp_path, capsys):
    settings = Settings(data_dir=str(tmp_path / "ready"), language="en")
    assert prepare_places([], settings) == 0
    said = [line.split() for line in capsys.readouterr().err.splitlines()]
    assert said == [["1/4", "near"], ["2/4", "far"], ["3/4", "near"], ["4/4", "far"]]
    logs.stop_logs()
    kept = {path.name for path in (settings.cache_path() / "pictures").iterdir()}
    assert (settings.data_path() / "quality.json").is_file()
    app = start(data_dir=settings.data_dir, frames=40)
    app.run()
    assert {path.name for path in (settings.cache_path() / "pictures").iterdir()} == kept
