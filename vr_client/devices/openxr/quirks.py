"""What is known to be odd about single runtimes. The only place where a runtime's name decides anything."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quirks:
    """The defaults suit a runtime that keeps to the specification and one that we do not know.

    remake_current : the runtime leaves another GL context current after session, swapchain and frame calls.
    drain_gl_errors : it leaves GL's error flag set, and the next innocent check would be blamed. On for all: SteamVR and
        Monado both do, and a look costs a microsecond.
    depth_layer : it survives XR_KHR_composition_layer_depth.
    destroy_session : xrDestroySession and xrDestroyInstance come back (False: leave them to the end of the process).
    """

    remake_current: bool = False
    drain_gl_errors: bool = True
    depth_layer: bool = True
    destroy_session: bool = True


# Two single images for the eyes, never an array: SteamVR on Linux refuses arrays (466), nobody refuses single ones.
# First match in the runtime's name, lower case. Threads are github.com/ValveSoftware/SteamVR-for-Linux issues.
_KNOWN: tuple[tuple[str, str, Quirks], ...] = (
    # 421, 821: current context changed; 799: GL errors left set; 422, 479: destroying hangs at quit
    ("steamvr", "linux", Quirks(remake_current=True, depth_layer=False, destroy_session=False)),
    ("steamvr", "", Quirks(remake_current=True)),
)


def quirks_for(runtime_name: str, platform: str) -> Quirks:
    """platform : sys.platform."""
    name = runtime_name.lower()
    for part, where, quirks in _KNOWN:
        if part in name and platform.startswith(where):
            return quirks
    return Quirks()
