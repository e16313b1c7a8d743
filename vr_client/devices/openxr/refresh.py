"""XR_FB_display_refresh_rate: the fastest rate that a Python frame can hope to hold."""

from __future__ import annotations

from ctypes import byref, c_float, c_uint32
from typing import Any

import xr

from vr_client.devices.openxr.call import extension_function
from vr_client.devices.openxr.instance import Runtime

EXTENSION = "XR_FB_display_refresh_rate"
PREFERRED_HZ = 90.0


def choose_rate(offered: list[float], preferred: float = PREFERRED_HZ) -> float | None:
    """The highest offered rate not above `preferred`, else the lowest."""
    within = [rate for rate in offered if rate <= preferred + 0.5]
    return max(within) if within else min(offered, default=None)


def ask_for_refresh_rate(runtime: Runtime, session: Any) -> float | None:
    """Asks once; the rate asked for, or None where the runtime keeps the choice to itself."""
    if EXTENSION not in runtime.extensions:
        return None
    enumerate_rates = extension_function(
        runtime.instance, "xrEnumerateDisplayRefreshRatesFB", xr.PFN_xrEnumerateDisplayRefreshRatesFB
    )
    request = extension_function(
        runtime.instance, "xrRequestDisplayRefreshRateFB", xr.PFN_xrRequestDisplayRefreshRateFB
    )
    count = c_uint32()
    try:
        enumerate_rates(session, 0, byref(count), None)
        rates = (c_float * max(count.value, 1))()
        enumerate_rates(session, count.value, byref(count), rates)
        rate = choose_rate([float(r) for r in rates[: count.value]])
        if rate is not None:
            request(session, rate)
    except xr.exception.XrException:
        return None
    return rate
