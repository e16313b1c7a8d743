"""Which device: a headset if a runtime has one, else a window that says why, else an error that says what to do."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator

from vr_client.devices.device import Device
from vr_client.errors import UserError
from vr_client.settings import Settings

log = logging.getLogger(__name__)

Opener = Callable[[Settings, str], Device]  # settings, and the code that says why it is not a headset ("" if it is)


def open_headset(settings: Settings, _why: str) -> Device:
    from vr_client.devices.openxr import open_headset as open_openxr

    return open_openxr(settings)


def open_window(settings: Settings, why: str) -> Device:
    from vr_client.devices.flat import FlatDevice

    return FlatDevice(settings, window_title(settings.language, why))


def open_offscreen(settings: Settings, _why: str) -> Device:
    from vr_client.devices.offscreen import OffscreenDevice

    return OffscreenDevice(settings)


OPENERS: dict[str, Opener] = {"headset": open_headset, "flat": open_window, "offscreen": open_offscreen}


def window_title(language: str, why: str) -> str:
    """ "메타버스 서울 (평면 화면: OpenXR 런타임 없음 (E01))": the code lets one look up the rest."""
    from vr_client.i18n import error_text

    name = "메타버스 서울" if language == "ko" else "Metaverse Seoul"
    if not why:
        return name
    flat = "평면 화면" if language == "ko" else "flat window"
    return f"{name} ({flat}: {error_text(why, language).cause.rstrip('.')} ({why}))"


def candidates(settings: Settings, openers: dict[str, Opener] = OPENERS) -> Iterator[tuple[Device | None, str]]:
    """Tries in order, each as (device or None, code of the reason it is not a headset)."""
    kinds = {"auto": ("headset", "flat"), "headset": ("headset",)}.get(settings.device, (settings.device,))
    why = ""
    for kind in kinds:
        try:
            yield openers[kind](settings, why), why
        except UserError as error:
            log.warning("no %s: %s", kind, error)
            why = why or error.code
            yield None, error.code


def choose(settings: Settings, openers: dict[str, Opener] = OPENERS) -> tuple[Device, str]:
    """The first device that opens, and why it is flat: "" or an error code. Raises UserError of the likeliest cause."""
    code = "E10"
    for device, why in candidates(settings, openers):
        if device is not None:
            log.info("device: %s%s", device.name, f" (no headset: {why})" if why else "")
            return scripted(device, settings), why
        code = why
    raise UserError(code)


def scripted(device: Device, settings: Settings) -> Device:
    """The device, played by settings.scripted if there is one."""
    if not settings.scripted:
        return device
    from vr_client.devices.scripted import Scripted

    return Scripted(device, settings.scripted, settings)
