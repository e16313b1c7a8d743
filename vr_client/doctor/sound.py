"""Microphone and speaker."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from vr_client.doctor.finding import ABSENT, OK, Finding, Visit
from vr_client.i18n import error_text, later


def check_microphone(visit: Visit) -> Finding:
    return check_audio(visit, "input")


def check_speaker(visit: Visit) -> Finding:
    return check_audio(visit, "output")


def check_audio(visit: Visit, kind: str) -> Finding:
    """kind : "input" or "output"."""
    name, code = (later("마이크"), "E40") if kind == "input" else (later("소리 출력"), "E41")
    from vr_client.devices.openxr.quiet import held_stderr

    try:
        with held_stderr([]):  # ALSA tells the terminal of every card that it does not find
            import sounddevice
    except OSError:  # what the package raises without PortAudio
        return visit.trouble(name, "E42")
    try:
        device = sounddevice.query_devices(kind=kind)
    except (ValueError, sounddevice.PortAudioError):
        text = error_text(code, visit.language)
        return Finding(ABSENT, visit.tr(name), f"{text.cause} ({code}){_why_silent(visit)}", text.remedy)
    rate = round(float(device["default_samplerate"]))
    return Finding(OK, visit.tr(name), f"{device['name']} · {rate} Hz")


def _why_silent(visit: Visit) -> str:
    """On Linux, sound without a sound server reaches only a bare card, and mostly nothing."""
    if not sys.platform.startswith("linux") or sound_server():
        return ""
    return " " + visit.tr("PulseAudio나 PipeWire가 돌고 있지 않습니다.")


def sound_server() -> str:
    """The socket of PulseAudio or PipeWire, "" where neither runs for this user."""
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
    named = os.environ.get("PULSE_SERVER", "")
    return named or next((str(p) for p in (folder / "pulse/native", folder / "pipewire-0") if p.exists()), "")
