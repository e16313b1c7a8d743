"""The doctor's lines, marks and exit status. What really works here is looked at for real; what does not is made not to."""

import io
import json
import re

import pytest
from rich.console import Console

from vr_client import doctor
from vr_client.devices.openxr.manifest import active_runtime
from vr_client.doctor import computer, examine, graphics, headset, run_doctor, sound
from vr_client.doctor.finding import ABSENT, FAIL, OK, Finding, Visit
from vr_client.errors import UserError
from vr_client.settings import Settings


@pytest.fixture
def settings(tmp_path):
    return Settings(data_dir=str(tmp_path / "data"), language="en")


def screen(settings, *checks, monkeypatch):
    monkeypatch.setattr(doctor, "CHECKS", checks)
    monkeypatch.setattr(doctor.examine, "__defaults__", (checks,))
    text = io.StringIO()
    status = run_doctor(settings, Console(file=text, width=100, highlight=False))
    return status, text.getvalue()


def good(_visit):
    return Finding(OK, "Good", "fine")


def absent(visit):
    return visit.trouble("헤드셋", "E02", ABSENT, runtime="Monado")


def bad(visit):
    return visit.trouble("한글 글꼴", "E50")


def broken(_visit):
    raise RuntimeError("surprise")


def test_what_is_absent_is_told_and_no_failure(settings, monkeypatch):
    status, text = screen(settings, good, absent, monkeypatch=monkeypatch)
    assert status == 0
    lines = text.splitlines()
    assert re.match(r"OK +Good +fine", lines[0])
    assert re.match(r"-- +Headset +The OpenXR runtime \(Monado\)", lines[1])
    assert "→" in text
    assert "All that is needed works." in lines[-1]


def test_each_failure_has_a_code_and_one_remedy_and_sets_the_status(settings, monkeypatch):
    status, text = screen(settings, good, bad, broken, monkeypatch=monkeypatch)
    assert status == 1
    assert text.count("FAIL") == 2
    assert text.count("→") == 2
    assert "(E50)" in text
    assert "surprise" in text
    assert "To be put right: 2." in text


def test_korean_is_the_first_language(tmp_path, monkeypatch):
    _, text = screen(Settings(data_dir=str(tmp_path)), absent, bad, monkeypatch=monkeypatch)
    assert "헤드셋" in text
    assert "sudo apt install fonts-nanum" in text
    assert "고칠 것이 1개 있습니다." in text


def test_everything_a_check_may_say_has_english(settings):
    import inspect

    from vr_client.i18n import tr

    source = "".join(inspect.getsource(module) for module in (computer, graphics, headset, sound, doctor))
    sentences = set(re.findall(r'(?:later|\.tr|\btr)\("([^"]+)"', source))
    assert len(sentences) > 15
    assert [s for s in sentences if re.search("[가-힣]", s) and re.search("[가-힣]", tr(s, "en"))] == []


def test_this_computer_is_looked_at_without_a_surprise(settings):
    quick = tuple(c for c in doctor.CHECKS if c is not computer.check_server)
    findings = list(examine(settings, quick))
    assert [f for f in findings if "E99" in f.detail] == []
    assert all(f.remedy for f in findings if f.mark == FAIL)
    named = {f.name: f for f in findings}
    assert named["Python"].mark == OK
    assert named["Graphics"].detail.startswith("OpenGL ")
    assert named["Data folder"].mark == OK


def test_the_embedded_server_is_really_started_and_asked(settings, monkeypatch):
    monkeypatch.setattr(computer, "SERVER_START_S", 180.0)  # nobody waits for it here
    finding = computer.check_server(Visit(settings))
    assert finding.mark == OK
    assert re.search(r"http://127\.0\.0\.1:\d+", finding.detail)


def test_a_server_that_does_not_answer_is_a_failure(tmp_path):
    finding = computer.check_server(Visit(Settings(data_dir=str(tmp_path), server="http://127.0.0.1:9", language="en")))
    assert finding.mark == FAIL
    assert "E30" in finding.detail


def test_a_data_folder_that_cannot_be_written_is_a_failure(tmp_path):
    (tmp_path / "file").write_text("")
    finding = computer.check_folder(Visit(Settings(data_dir=str(tmp_path / "file"), language="en")))
    assert finding.mark == FAIL
    assert "E81" in finding.detail


def test_an_old_python_is_a_failure(settings, monkeypatch):
    monkeypatch.setattr(computer.sys, "version_info", (3, 10, 4, "final", 0))
    finding = computer.check_python(Visit(settings))
    assert (finding.mark, "3.10.4" in finding.detail) == (FAIL, True)


def test_software_rendering_is_told_with_a_remedy(settings, monkeypatch):
    import contextlib
    from types import SimpleNamespace

    def context(renderer, version):
        made = SimpleNamespace(info={"GL_RENDERER": renderer}, version_code=version)
        monkeypatch.setattr(graphics, "_context", lambda: contextlib.nullcontext(made))
        return graphics.check_graphics(Visit(settings))

    assert context("llvmpipe (LLVM 19)", 450).mark == ABSENT
    assert "driver" in context("llvmpipe (LLVM 19)", 450).remedy
    assert context("AMD Radeon", 460).mark == OK
    assert context("Intel HD 3000", 310).mark == FAIL


def test_missing_portaudio_and_missing_devices_are_told_apart(settings, monkeypatch):
    import sys
    from types import SimpleNamespace

    class NoDeviceError(Exception):
        pass

    def no_device(kind):
        raise NoDeviceError(kind)

    def microphone(kind):
        return {"name": "USB mic", "default_samplerate": 48000.0}

    class NoLibrary:
        def find_spec(self, name, path=None, target=None):
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    fake = SimpleNamespace(PortAudioError=NoDeviceError, query_devices=no_device)
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    absent_finding = sound.check_microphone(Visit(settings))
    assert (absent_finding.mark, "E40" in absent_finding.detail) == (ABSENT, True)
    fake.query_devices = microphone
    assert sound.check_microphone(Visit(settings)).detail == "USB mic · 48000 Hz"
    monkeypatch.delitem(sys.modules, "sounddevice")
    monkeypatch.setattr(sys, "meta_path", [NoLibrary(), *sys.meta_path])
    assert "E42" in sound.check_speaker(Visit(settings)).detail


def test_a_silent_linux_without_a_sound_server_is_explained(settings, monkeypatch, tmp_path):
    monkeypatch.setattr(sound.sys, "platform", "linux")
    monkeypatch.delenv("PULSE_SERVER", raising=False)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert "PulseAudio" in sound._why_silent(Visit(settings))
    (tmp_path / "pipewire-0").touch()
    assert sound._why_silent(Visit(settings)) == ""


# the active runtime, as the loader finds it ---------------------------------------------------------------------------


def manifest(path, **runtime):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"file_format_version": "1.0.0", "runtime": runtime}))
    return path


def test_no_runtime_anywhere(tmp_path):
    env = {"HOME": str(tmp_path), "XDG_CONFIG_DIRS": str(tmp_path / "none")}
    found = active_runtime(env, "linux")
    assert found is None or found.source == "/etc/openxr/1"  # a machine of its own may have one there


def test_the_environment_wins_over_the_users_setting(tmp_path):
    mine = manifest(tmp_path / ".config/openxr/1/active_runtime.json", library_path="libmine.so", name="Mine")
    other = manifest(tmp_path / "other.json", library_path="libother.so", name="Other")
    env = {"HOME": str(tmp_path)}
    assert (active_runtime(env, "linux").manifest, active_runtime(env, "linux").name) == (mine, "Mine")
    forced = active_runtime(env | {"XR_RUNTIME_JSON": str(other)}, "linux")
    assert (forced.name, forced.source) == ("Other", "XR_RUNTIME_JSON")


def test_what_the_loader_cannot_use_is_named(tmp_path):
    gone = active_runtime({"XR_RUNTIME_JSON": str(tmp_path / "gone.json")}, "linux")
    assert gone.problem
    no_library = manifest(tmp_path / "a.json", library_path="./lib/libgone.so")
    assert "libgone.so" in active_runtime({"XR_RUNTIME_JSON": str(no_library)}, "linux").problem
    broken_file = tmp_path / "b.json"
    broken_file.write_text("{")
    assert active_runtime({"XR_RUNTIME_JSON": str(broken_file)}, "linux").problem == "not a runtime manifest"


def test_windows_asks_the_registry(tmp_path, monkeypatch):
    from vr_client.devices.openxr import manifest as module

    path = manifest(tmp_path / "steamxr_win64.json", library_path="openxr_api.dll", name="SteamVR")
    monkeypatch.setattr(module, "_registry_manifest", lambda: str(path))
    assert active_runtime({}, "win32").name == "SteamVR"
    monkeypatch.setattr(module, "_registry_manifest", lambda: "")
    assert active_runtime({}, "win32") is None


def test_the_headset_line_follows_the_runtime(settings, monkeypatch):
    from vr_client.devices.openxr import instance

    def raising(code, **values):
        def open_runtime():
            raise UserError(code, **values)

        return open_runtime

    monkeypatch.setattr(instance, "open_runtime", raising("E02", runtime="SteamVR"))
    finding = doctor.check_headset(Visit(settings))
    assert (finding.mark, "SteamVR" in finding.detail) == (ABSENT, True)
    monkeypatch.setattr(instance, "open_runtime", raising("E01", manifest="-"))
    assert doctor.check_headset(Visit(settings)).detail == "no OpenXR runtime to ask (E01)"
