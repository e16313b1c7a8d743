"""Finding a runtime and its headset, and saying in one sentence why there is none."""

from __future__ import annotations

import contextlib
import logging
import sys
from dataclasses import dataclass
from typing import Any

import xr

from vr_client.devices.openxr.call import uninterrupted
from vr_client.devices.openxr.manifest import active_runtime
from vr_client.devices.openxr.quiet import held_stderr
from vr_client.devices.openxr.quirks import Quirks, quirks_for
from vr_client.errors import UserError

log = logging.getLogger(__name__)

APPLICATION_NAME = "Metaverse Seoul"
OPENGL = xr.KHR_OPENGL_ENABLE_EXTENSION_NAME
EGL = "XR_MNDX_egl_enable"
# Asked for where the runtime has them; everything works, a little worse, without any of them.
WANTED = (
    EGL,
    "XR_KHR_composition_layer_depth",
    "XR_KHR_visibility_mask",
    "XR_EXT_local_floor",
    "XR_EXT_user_presence",
    "XR_EXT_hand_tracking",
    "XR_EXT_hand_interaction",
    "XR_FB_display_refresh_rate",
    # interaction profiles, see bindings.py
    "XR_META_touch_controller_plus",
    "XR_FB_touch_controller_pro",
    "XR_BD_controller_interaction",
    "XR_EXT_hp_mixed_reality_controller",
    "XR_HTC_vive_cosmos_controller_interaction",
    "XR_HTC_vive_focus3_controller_interaction",
)


@dataclass(slots=True)
class Runtime:
    """A live instance and the headset it found."""

    instance: Any
    system: int
    name: str
    version: str
    headset: str
    extensions: frozenset[str]  # those enabled
    api: tuple[int, int]
    quirks: Quirks

    def close(self) -> None:
        if self.instance is not None and self.quirks.destroy_session:
            with contextlib.suppress(xr.exception.XrException):
                xr.destroy_instance(self.instance)
        self.instance = None


def loader_version() -> str:
    """Of the OpenXR loader that comes with pyopenxr."""
    return f"OpenXR {xr.version.XR_CURRENT_API_VERSION_STRING}"


def open_runtime() -> Runtime:
    """Creates the instance and asks for a headset. Raises UserError E01, E02 or E03."""
    said: list[str] = []
    try:
        with uninterrupted(), held_stderr(said):
            return _open_runtime()
    finally:
        for line in said:
            log.debug("loader: %s", line)


def _open_runtime() -> Runtime:
    offered = _offered_extensions()
    if OPENGL not in offered:
        raise UserError("E03", runtime=_manifest_name())
    enabled = [OPENGL, *(name for name in WANTED if name in offered)]
    instance, api = _create_instance(enabled)
    properties = xr.get_instance_properties(instance)
    name = properties.runtime_name.decode("utf-8", "replace")
    quirks = quirks_for(name, sys.platform)
    runtime = Runtime(instance, 0, name, str(properties.runtime_version), "", frozenset(enabled), api, quirks)
    try:
        find_headset(runtime)
    except BaseException:
        runtime.close()
        raise
    return runtime


def find_headset(runtime: Runtime) -> None:
    """Asks again for the headset: after a lost session, or when one may have been plugged in. Raises UserError E02."""
    form = xr.SystemGetInfo(form_factor=xr.FormFactor.HEAD_MOUNTED_DISPLAY)
    try:
        runtime.system = xr.get_system(runtime.instance, form)
    except (xr.FormFactorUnavailableError, xr.FormFactorUnsupportedError) as error:
        raise UserError("E02", runtime=runtime.name) from error
    system = xr.get_system_properties(runtime.instance, runtime.system)
    runtime.headset = system.system_name.decode("utf-8", "replace")


def _offered_extensions() -> frozenset[str]:
    try:
        found = xr.enumerate_instance_extension_properties()
    except xr.exception.XrException as error:
        raise _no_runtime(error) from error
    return frozenset(item.extension_name.decode() for item in found)


def _create_instance(extensions: list[str]) -> tuple[Any, tuple[int, int]]:
    """The newest API the runtime takes: 1.1 has local-floor in its core, some runtimes still refuse it."""
    refused: Exception | None = None
    for api in ((1, 1), (1, 0)):
        application = xr.ApplicationInfo(
            application_name=APPLICATION_NAME,
            application_version=1,
            engine_name="seoul",
            api_version=xr.Version(*api, 0),
        )
        info = xr.InstanceCreateInfo(application_info=application, enabled_extension_names=extensions)
        try:
            return xr.create_instance(info), api
        except xr.ApiVersionUnsupportedError as error:
            refused = error
        except xr.exception.XrException as error:
            raise _no_runtime(error) from error
    raise _no_runtime(refused) from refused


def _no_runtime(error: Exception | None) -> UserError:
    active = active_runtime()
    found = f"{active.manifest} {active.problem}".strip() if active else "-"
    log.info("no OpenXR runtime: %s (manifest %s)", type(error).__name__, found)
    return UserError("E01", manifest=found)


def _manifest_name() -> str:
    active = active_runtime()
    return (active.name or str(active.manifest)) if active else "?"
