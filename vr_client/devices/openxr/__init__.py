"""The headset, through OpenXR. Only this folder imports `xr`.

`open_headset()` gives a `Device`, or raises UserError E01 (no runtime), E02 (runtime, no headset), E03 (runtime without
OpenGL), E04 (OpenGL too old), E06 (window system unsuited) or
E07 (session refused). A headset that dies later raises UserError E05 from `poll`.
Thread: main; GL is current on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vr_client.devices.openxr.device import OpenXrDevice
    from vr_client.settings import Settings

__all__ = ["open_headset"]


def open_headset(settings: Settings | None = None) -> OpenXrDevice:
    """Opens the active runtime's headset. Looks for a runtime before any window is made, so a refusal costs nothing.

    Raises UserError E01..E04, E06, E07, E10, E11.
    """
    from vr_client.devices.openxr.device import OpenXrDevice

    return OpenXrDevice(settings)
