"""Which button of which controller does what: a table of suggested bindings, one entry an interaction profile.

Paths are those of the OpenXR registry (1.1, section 6.4, and the extensions named). A profile is suggested only where its
extension is enabled; the runtime maps controllers that we do not know to one that we do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

HANDS = ("left", "right")
# Actions. A binding's key is one of these; "left"/"right" in a Profile narrow it to a hand.
POSES = {"grip": "input/grip/pose", "aim": "input/aim/pose"}
HAPTIC = {"haptic": "output/haptic"}


@dataclass(frozen=True, slots=True)
class Profile:
    """both : action -> component for both hands. left, right : what only one hand has.

    extension : needed, or "". stick_is_pad : the stick action is a touch pad, which counts only while pressed, or walking
    would start wherever a thumb rests.
    """

    path: str
    both: dict[str, str]
    left: dict[str, str]
    right: dict[str, str]
    extension: str = ""
    stick_is_pad: bool = False

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(action, full input path) of every suggested binding."""
        for hand, own in (("left", self.left), ("right", self.right)):
            for action, component in {**self.both, **own}.items():
                yield action, f"/user/hand/{hand}/{component}"


_CONTROLLER = POSES | HAPTIC
_ANALOG = {"trigger": "input/trigger/value", "squeeze": "input/squeeze/value", "stick": "input/thumbstick"}
_TOUCH_LEFT = {"primary": "input/x/click", "secondary": "input/y/click", "menu": "input/menu/click"}
_TOUCH_RIGHT = {"primary": "input/a/click", "secondary": "input/b/click"}


def _touch_like(path: str, extension: str = "", **right: str) -> Profile:
    """Everything laid out like an Oculus Touch: X, Y and menu on the left, A and B on the right."""
    return Profile(path, _CONTROLLER | _ANALOG, _TOUCH_LEFT, _TOUCH_RIGHT | right, extension)


PROFILES: tuple[Profile, ...] = (
    Profile(
        "/interaction_profiles/khr/simple_controller",
        _CONTROLLER | {"trigger": "input/select/click", "menu": "input/menu/click"},
        {},
        {},
    ),
    _touch_like("/interaction_profiles/oculus/touch_controller"),
    _touch_like("/interaction_profiles/meta/touch_controller_plus", "XR_META_touch_controller_plus"),
    _touch_like("/interaction_profiles/facebook/touch_controller_pro", "XR_FB_touch_controller_pro"),
    Profile(
        "/interaction_profiles/valve/index_controller",
        _CONTROLLER | _ANALOG | {"primary": "input/a/click", "secondary": "input/b/click"},
        {"menu": "input/thumbstick/click"},  # an Index controller's system button belongs to SteamVR
        {},
    ),
    Profile(
        "/interaction_profiles/htc/vive_controller",
        _CONTROLLER
        | {
            "trigger": "input/trigger/value",
            "squeeze": "input/squeeze/click",
            "stick": "input/trackpad",
            "pad_pressed": "input/trackpad/click",
            "menu": "input/menu/click",
        },
        {},
        {},
        stick_is_pad=True,
    ),
    Profile(
        "/interaction_profiles/microsoft/motion_controller",
        _CONTROLLER
        | {
            "trigger": "input/trigger/value",
            "squeeze": "input/squeeze/click",
            "stick": "input/thumbstick",
            "primary": "input/trackpad/click",
            "secondary": "input/thumbstick/click",
            "menu": "input/menu/click",
        },
        {},
        {},
    ),
    Profile(
        "/interaction_profiles/hp/mixed_reality_controller",
        _CONTROLLER | _ANALOG | {"menu": "input/menu/click"},
        {"primary": "input/x/click", "secondary": "input/y/click"},
        {"primary": "input/a/click", "secondary": "input/b/click"},
        "XR_EXT_hp_mixed_reality_controller",
    ),
    Profile(
        "/interaction_profiles/htc/vive_cosmos_controller",
        _CONTROLLER | _ANALOG | {"squeeze": "input/squeeze/click"},
        _TOUCH_LEFT,
        _TOUCH_RIGHT,
        "XR_HTC_vive_cosmos_controller_interaction",
    ),
    _touch_like("/interaction_profiles/htc/vive_focus3_controller", "XR_HTC_vive_focus3_controller_interaction"),
    Profile(  # Pico 4: the right hand has no menu button of its own
        "/interaction_profiles/bytedance/pico4_controller",
        _CONTROLLER | _ANALOG,
        _TOUCH_LEFT,
        _TOUCH_RIGHT,
        "XR_BD_controller_interaction",
    ),
    _touch_like(
        "/interaction_profiles/bytedance/pico_neo3_controller", "XR_BD_controller_interaction", menu="input/menu/click"
    ),
    Profile(
        "/interaction_profiles/ext/hand_interaction_ext",
        POSES | {"trigger": "input/pinch_ext/value", "squeeze": "input/grasp_ext/value"},
        {},
        {},
        "XR_EXT_hand_interaction",
    ),
)


def usable_profiles(extensions: frozenset[str]) -> list[Profile]:
    """Those whose extension is enabled."""
    return [profile for profile in PROFILES if not profile.extension or profile.extension in extensions]
