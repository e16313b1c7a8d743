"""The session's life, the choices of binding, space, format and rate, and the bindings table: all that needs no runtime."""

import itertools
import re

import glm
import pytest
import xr
from OpenGL import GL

from renderer.spatial import Pose, yaw
from vr_client.devices.openxr.binding import EGL_KIND, GLX, WGL, check_gl_version, choose_binding
from vr_client.devices.openxr.bindings import PROFILES, usable_profiles
from vr_client.devices.openxr.hands import FINGER_TIPS, Joint, grasp, grip_from_palm, pinch
from vr_client.devices.openxr.quirks import Quirks, quirks_for
from vr_client.devices.openxr.refresh import choose_rate
from vr_client.devices.openxr.session import Order, SessionLife, State
from vr_client.devices.openxr.spaces import Type, choose_space, level
from vr_client.devices.openxr.swapchain import COLOUR_FORMATS, DEPTH_FORMATS, choose_format
from vr_client.devices.openxr.window import cover
from vr_client.errors import UserError


def live(*states, life=None):
    life = life or SessionLife()
    return life, [life.change(state) for state in states]


def test_from_idle_to_focused_only_ready_asks_for_something():
    life, orders = live(State.IDLE, State.READY, State.SYNCHRONIZED, State.VISIBLE, State.FOCUSED)
    assert orders == [Order.NOTHING, Order.BEGIN, Order.NOTHING, Order.NOTHING, Order.NOTHING]
    assert (life.running, life.visible, life.focused, life.worn) == (True, True, True, True)


def test_a_system_menu_takes_the_hands_but_not_the_eyes():
    life, _ = live(State.READY, State.FOCUSED, State.VISIBLE)
    assert (life.visible, life.focused) == (True, False)


def test_taken_off_by_a_runtime_that_keeps_the_session_running():
    life, orders = live(State.READY, State.FOCUSED, State.VISIBLE, State.SYNCHRONIZED)
    assert Order.END not in orders
    assert (life.running, life.visible, life.worn) == (True, False, False)
    _, orders = live(State.VISIBLE, State.FOCUSED, life=life)
    assert orders == [Order.NOTHING, Order.NOTHING]
    assert life.worn


def test_taken_off_by_a_runtime_that_stops_the_session_and_put_on_again():
    life, orders = live(State.READY, State.FOCUSED, State.STOPPING, State.IDLE, State.READY, State.FOCUSED)
    assert orders == [Order.BEGIN, Order.NOTHING, Order.END, Order.NOTHING, Order.BEGIN, Order.NOTHING]
    assert life.running
    assert not life.leaving


def test_user_presence_says_more_than_the_state():
    life, _ = live(State.READY, State.FOCUSED)
    life.user_present = False
    assert (life.visible, life.worn) == (True, False)


def test_the_runtimes_wish_to_end_and_its_loss_are_two_things():
    life, orders = live(State.READY, State.FOCUSED, State.STOPPING, State.IDLE, State.EXITING)
    assert (orders[-1], life.leaving, life.lost, life.running) == (Order.LEAVE, True, False, False)
    life, orders = live(State.READY, State.FOCUSED, State.LOSS_PENDING)
    assert (orders[-1], life.leaving, life.lost, life.running) == (Order.RENEW, False, True, False)


def test_no_order_of_states_begins_twice_or_ends_what_does_not_run():
    every = [State.IDLE, State.READY, State.VISIBLE, State.STOPPING, State.LOSS_PENDING, State.EXITING]
    for states in itertools.product(every, repeat=4):
        running = False
        life = SessionLife()
        for state in states:
            order = life.change(state)
            assert not (order is Order.BEGIN and running)
            assert not (order is Order.END and not running)
            running = {Order.BEGIN: True, Order.NOTHING: running}.get(order, False)
            assert life.running == running


def test_recentring_is_told_once():
    life = SessionLife(recentred={int(Type.LOCAL_FLOOR)}, profile_changed=True)
    assert [life.take_recentred(Type.LOCAL_FLOOR), life.take_recentred(Type.LOCAL_FLOOR)] == [True, False]
    life.recentred.add(int(Type.LOCAL))
    assert not life.take_recentred(Type.STAGE)  # another space than ours
    assert [life.take_profile_changed(), life.take_profile_changed()] == [True, False]


# choices --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("platform", "env", "egl", "kind"),
    [
        ("win32", {}, False, WGL),
        ("linux", {"DISPLAY": ":0"}, True, GLX),
        ("linux", {"DISPLAY": ":0"}, False, GLX),
        ("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, True, EGL_KIND),
        ("linux", {"DISPLAY": ":0", "XDG_SESSION_TYPE": "wayland"}, False, GLX),  # Xwayland
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True, EGL_KIND),
        ("linux", {"DISPLAY": ":0", "SEOUL_XR_BINDING": "egl"}, True, EGL_KIND),
    ],
)
def test_binding(platform, env, egl, kind):
    assert choose_binding(platform, env, egl) == kind


@pytest.mark.parametrize("env", [{"WAYLAND_DISPLAY": "wayland-0"}, {"DISPLAY": ":0", "SEOUL_XR_BINDING": "egl"}])
def test_no_binding_is_an_error_to_read(env):
    with pytest.raises(UserError, match="E06"):
        choose_binding("linux", env, runtime_has_egl=False)


def test_an_old_gl_is_named_with_what_is_needed():
    check_gl_version((4, 5), (4, 3))
    with pytest.raises(UserError, match=r"E04.*found 3\.3, needed 4\.3"):
        check_gl_version((3, 3), (4, 3))


def test_space_prefers_the_persons_own_floor():
    every = {Type.VIEW, Type.LOCAL, Type.STAGE, Type.LOCAL_FLOOR}
    assert choose_space(every, local_floor=True) == Type.LOCAL_FLOOR
    assert choose_space(every, local_floor=False) == Type.STAGE
    assert choose_space({Type.VIEW, Type.LOCAL}, local_floor=True) == Type.LOCAL


@pytest.mark.parametrize("turned", [0.0, 0.7, -2.5])
@pytest.mark.parametrize("nod", [0.0, 1.2, -1.2, 1.5707963, -1.5707963])
def test_recentring_keeps_only_where_one_faces(turned, nod):
    head = Pose(glm.vec3(1, 1.6, 2), yaw(turned) * glm.angleAxis(nod, glm.vec3(1, 0, 0)))
    flat = level(head)
    assert flat.position == glm.vec3(1, 0, 2)
    expected = yaw(turned) * glm.vec3(0, 0, -1)
    assert glm.distance(flat.forward(), expected) < 1e-3


def test_formats_prefer_srgb_and_deep_depth():
    monado = [0x805B, 0x881A, 0x8C43, 0x8058, 0x8CAC, 0x81A5, 0x88F0, 0x8CAD]
    assert choose_format(COLOUR_FORMATS, monado) == GL.GL_SRGB8_ALPHA8
    assert choose_format(DEPTH_FORMATS, monado) == GL.GL_DEPTH_COMPONENT32F
    assert choose_format(DEPTH_FORMATS, [0x8C43]) is None


def test_refresh_rate_is_one_that_can_be_held():
    assert choose_rate([72.0, 80.0, 90.0, 120.0]) == 90.0
    assert choose_rate([72.0, 89.98, 144.0]) == 89.98
    assert choose_rate([120.0, 144.0]) == 120.0
    assert choose_rate([]) is None


def test_quirks_by_runtime_and_platform():
    assert quirks_for("SteamVR/OpenXR", "linux").depth_layer is False
    assert quirks_for("SteamVR/OpenXR", "win32") == Quirks(remake_current=True)
    assert quirks_for("Something new", "linux") == Quirks()


@pytest.mark.parametrize(
    ("source", "target", "part"),
    [
        ((320, 240), (640, 480), (0, 0, 320, 240)),
        ((2000, 2200), (1000, 500), (0, 600, 2000, 1600)),
        ((2000, 1000), (500, 500), (500, 0, 1500, 1000)),
    ],
)
def test_the_mirror_fills_its_window_without_stretching(source, target, part):
    assert cover(source, target) == part


# bindings -------------------------------------------------------------------------------------------------------------


def test_the_controllers_promised_are_there_and_only_with_their_extension():
    bare = {p.path.split("/")[-1] for p in usable_profiles(frozenset())}
    assert bare == {"simple_controller", "touch_controller", "index_controller", "vive_controller", "motion_controller"}
    every = {p.extension for p in PROFILES} - {""}
    names = {p.path.split("/")[-1] for p in usable_profiles(frozenset(every))}
    promised = {"touch_controller_plus", "pico4_controller", "pico_neo3_controller", "hand_interaction_ext"}
    assert promised <= names


@pytest.mark.parametrize("profile", PROFILES, ids=lambda p: p.path.split("/")[-1])
def test_a_profile_gives_both_hands_a_grip_an_aim_and_a_trigger(profile):
    pairs = list(profile.pairs())
    assert len(set(pairs)) == len(pairs)
    for side in ("left", "right"):
        actions = {action for action, path in pairs if f"/{side}/" in path}
        assert {"grip", "aim", "trigger"} <= actions
    for _, path in pairs:
        assert re.fullmatch(r"/user/hand/(left|right)/(input|output)/[a-z_]+(/[a-z_]+)?", path)


def test_every_extension_that_a_profile_needs_is_asked_for():
    from vr_client.devices.openxr.instance import WANTED

    assert {p.extension for p in PROFILES if p.extension} <= set(WANTED)


# hands ----------------------------------------------------------------------------------------------------------------


def test_palm_to_grip_follows_the_specification():
    """Hands held out flat, palms down: fingers along -Z, backs up. A fist's tube then runs across: thumbs point inwards."""
    right, left = grip_from_palm(Pose(), "right"), grip_from_palm(Pose(), "left")
    assert glm.distance(right.forward(), glm.vec3(-1, 0, 0)) < 1e-5  # to the thumb of a right hand: left
    assert glm.distance(left.forward(), glm.vec3(1, 0, 0)) < 1e-5
    assert glm.distance(right.orientation * glm.vec3(1, 0, 0), glm.vec3(0, 1, 0)) < 1e-5  # into the palm: up
    assert glm.distance(left.orientation * glm.vec3(1, 0, 0), glm.vec3(0, -1, 0)) < 1e-5  # out of the palm: down


def joints(fingers_m, tips_apart_m):
    """An 0.1 m palm whose finger tips are `fingers_m` from its middle."""
    at = {joint: glm.vec3(0) for joint in Joint}
    at[Joint.WRIST], at[Joint.MIDDLE_PROXIMAL] = glm.vec3(0, 0, 0.05), glm.vec3(0, 0, -0.05)
    for tip in FINGER_TIPS:
        at[tip] = glm.vec3(0, 0, -fingers_m)
    at[Joint.THUMB_TIP], at[Joint.INDEX_TIP] = glm.vec3(0.05, 0, 0), glm.vec3(0.05 + tips_apart_m, 0, 0)
    return at


def test_pinch_and_fist_run_from_open_to_closed():
    assert [round(pinch(joints(0.1, d)), 2) for d in (0.09, 0.06, 0.039, 0.015)] == [0, 0, 0.5, 1]
    assert [round(grasp(joints(d, 0.1)), 2) for d in (0.16, 0.095, 0.06)] == [0, 0.5, 1]


def test_a_half_open_hand_is_no_fist():
    at = joints(0.06, 0.1)
    at[Joint.LITTLE_TIP] = glm.vec3(0, 0, -0.15)
    assert grasp(at) == 0


# errors ---------------------------------------------------------------------------------------------------------------


def test_no_runtime_opengl_or_headset_each_say_so(monkeypatch):
    from vr_client.devices.openxr import instance

    def raising(error):
        def call(*_arguments, **_named):
            raise error

        return call

    monkeypatch.setattr(instance.xr, "enumerate_instance_extension_properties", raising(xr.RuntimeUnavailableError()))
    with pytest.raises(UserError, match="E01"):
        instance.open_runtime()

    vulkan_only = [xr.ExtensionProperties(extension_name="XR_KHR_vulkan_enable2")]
    monkeypatch.setattr(instance.xr, "enumerate_instance_extension_properties", lambda: vulkan_only)
    with pytest.raises(UserError, match="E03"):
        instance.open_runtime()

    runtime = instance.Runtime(None, 0, "SteamVR/OpenXR", "2", "", frozenset(), (1, 0), Quirks())
    monkeypatch.setattr(instance.xr, "get_system", raising(xr.FormFactorUnavailableError()))
    with pytest.raises(UserError, match=r"E02.*SteamVR/OpenXR"):
        instance.find_headset(runtime)


def test_a_runtime_that_refuses_the_newest_api_gets_the_older_one(monkeypatch):
    from vr_client.devices.openxr import instance

    asked = []

    def create(info):
        version = info.application_info.api_version
        asked.append((version.major, version.minor))
        if version.minor == 1:
            raise xr.ApiVersionUnsupportedError
        return "instance"

    monkeypatch.setattr(instance.xr, "create_instance", create)
    assert instance._create_instance([]) == ("instance", (1, 0))
    assert asked == [(1, 1), (1, 0)]


def test_windows_binding_takes_the_current_context(monkeypatch):
    """With fakes: the real one needs Windows."""
    import sys
    from types import SimpleNamespace

    import glfw
    import OpenGL

    from vr_client.devices.openxr import binding

    wgl = SimpleNamespace(wglGetCurrentDC=lambda: 17)
    monkeypatch.setitem(sys.modules, "OpenGL.WGL", wgl)
    monkeypatch.setattr(OpenGL, "WGL", wgl, raising=False)
    monkeypatch.setattr(glfw, "get_wgl_context", lambda window: window, raising=False)
    structure = type("Binding", (), {})
    monkeypatch.setattr(binding.xr, "GraphicsBindingOpenGLWin32KHR", structure, raising=False)
    made = binding.make_binding(WGL, 23)
    assert (made.h_dc, made.h_glrc) == (17, 23)
    with pytest.raises(UserError, match="E06"):
        binding.make_binding(WGL, 0)


def test_signals_wait_until_the_runtime_has_answered():
    """Monado takes a signal during its call for its own end."""
    import signal
    import threading

    from vr_client.devices.openxr.call import uninterrupted

    if not hasattr(signal, "pthread_sigmask"):
        return  # Windows has no such signals
    came = []
    before = signal.signal(signal.SIGUSR1, lambda *_: came.append(1))
    try:
        with uninterrupted():
            signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
            during = list(came)
        assert (during, came) == ([], [1])
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_what_c_libraries_say_stays_off_the_terminal(capfd):
    import os

    from vr_client.devices.openxr.quiet import held_stderr

    kept = []
    with held_stderr(kept):
        os.write(2, b"loader: no runtime\n")
    assert kept == ["loader: no runtime"]
    assert capfd.readouterr().err == ""
