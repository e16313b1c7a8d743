"""What the device does when a session is lost and comes back, with a rig that loses it on purpose. No runtime is needed."""

from types import SimpleNamespace

import pytest
import xr

from renderer.spatial import Pose
from vr_client.devices.openxr import device as module
from vr_client.devices.openxr.clock import MAX_DT_S
from vr_client.devices.openxr.device import OpenXrDevice
from vr_client.devices.openxr.quirks import Quirks
from vr_client.devices.openxr.session import SessionLife, State
from vr_client.errors import UserError
from vr_client.settings import Settings


class FakeRig:
    """A focused session. `fail` is raised by the next wait."""

    made = 0

    def __init__(self, *_arguments):
        type(self).made += 1
        self.fail = None
        self.closed = self.waited = self.begun = False
        self.size, self.spaces = (4, 4), SimpleNamespace(kind=2)
        life = SessionLife(state=State.FOCUSED, running=True)
        frame = SimpleNamespace(predicted_display_time=0)
        self.session = SimpleNamespace(life=life, frame=frame, poll_events=lambda: None)
        self.abandoned = 0

    def abandon_frame(self):
        self.abandoned += 1

    def wait(self):
        if self.fail:
            raise self.fail
        self.session.frame.predicted_display_time += 11_111_111

    def read(self, given):
        given.head, given.focused = Pose(), True

    def close(self):
        self.closed = True


@pytest.fixture
def device(monkeypatch):
    FakeRig.made = 0
    clock = SimpleNamespace(now=100.0)
    monkeypatch.setattr(module, "Rig", FakeRig)
    monkeypatch.setattr(module, "time", SimpleNamespace(perf_counter=lambda: clock.now, sleep=lambda s: None))
    monkeypatch.setattr(module, "find_headset", lambda runtime: None)
    monkeypatch.setattr(module, "graphics_requirements", lambda runtime: ((4, 0), (4, 6)))
    monkeypatch.setattr(OpenXrDevice, "_open", _open)
    runtime = SimpleNamespace(name="Fake", quirks=Quirks(drain_gl_errors=False), instance=None, close=lambda: None)
    monkeypatch.setattr(module, "open_runtime", lambda: runtime)
    made = OpenXrDevice(Settings())
    made.clock = clock
    return made


def _open(self):
    self._window = SimpleNamespace(poll=lambda: (frozenset(), "", False), make_current=lambda: None, close=lambda: None)
    self._binding = self.ctx = None
    self._rig = self._new_rig()


def test_a_lost_session_is_made_anew_after_a_rest(device):
    first = device._rig
    assert device.poll().visible
    first.fail = xr.SessionLostError()
    lost = device.poll()
    assert (lost.visible, lost.focused, lost.quit) == (False, False, False)
    assert first.closed
    assert device.state == "NONE"
    assert not device.poll().visible  # not at once: the headset may be away for long
    assert FakeRig.made == 1
    device.clock.now += module.RETRY_S + 0.1
    assert device.poll().visible
    assert (FakeRig.made, device.state) == (2, "FOCUSED")


def test_a_loss_that_is_announced_is_the_same(device):
    first = device._rig
    first.session.life.change(State.LOSS_PENDING)
    assert not device.poll().visible
    assert first.closed


def test_a_headset_that_stays_away_is_asked_for_again_and_again(device, monkeypatch):
    device._rig.fail = xr.SessionLostError()
    device.poll()

    def away(runtime):
        raise UserError("E02", runtime="Fake")

    monkeypatch.setattr(module, "find_headset", away)
    for _ in range(3):
        device.clock.now += module.RETRY_S + 0.1
        assert not device.poll().visible
    monkeypatch.setattr(module, "find_headset", lambda runtime: None)
    device.clock.now += module.RETRY_S + 0.1
    assert device.poll().visible


@pytest.mark.parametrize("error", [xr.InstanceLostError, xr.RuntimeFailureError])
def test_a_lost_runtime_is_told_once_and_never_called_again(device, error):
    rig = device._rig
    rig.fail = error()
    with pytest.raises(UserError, match="E05"):
        device.poll()
    assert rig.closed
    device.clock.now += 1000
    assert not device.poll().visible
    assert FakeRig.made == 1


def test_instance_loss_by_event_is_told_too(device):
    device._rig.session.life.instance_lost = True
    with pytest.raises(UserError, match="E05"):
        device.poll()


def test_time_follows_the_display_and_never_leaps(device):
    device.poll()
    device._rig.waited = True
    device.poll()
    device.clock.now += 5.0  # the program was held up; the display's own steps count
    assert device.poll().dt_s == pytest.approx(1 / 90, rel=1e-3)
    device._rig.session.frame.predicted_display_time += 10**10
    assert device.poll().dt_s == MAX_DT_S


def test_a_frame_that_was_not_drawn_is_brought_to_its_end(device):
    device.poll()
    device.poll()
    assert device._rig.abandoned == 2


def test_the_error_page_hangs_before_the_eyes_until_one_looks_away():
    import glm

    from renderer.spatial import yaw

    head = Pose(glm.vec3(0, 1.6, 0))
    place = module._page_place(head, None)
    assert glm.distance(place.position, glm.vec3(0, 1.6, -1.5)) < 1e-5
    assert module._page_place(Pose(head.position, yaw(0.5)), place) is place
    moved = module._page_place(Pose(head.position, yaw(1.5)), place)
    assert glm.dot(glm.normalize(moved.position - head.position), yaw(1.5) * glm.vec3(0, 0, -1)) > 0.99
