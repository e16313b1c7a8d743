"""What hands do, through OpenXR actions: one action set, attached once, read each frame into reused structures.

Actions answer only while the session is FOCUSED; before that hands are inactive, not an error.
"""

from __future__ import annotations

import logging
from ctypes import byref
from typing import Any

import glm
import xr

from vr_client.devices.device import Hand
from vr_client.devices.openxr.bindings import HANDS, Profile, usable_profiles
from vr_client.devices.openxr.call import check, raw
from vr_client.devices.openxr.spaces import Spaces

log = logging.getLogger(__name__)
Kind = xr.ActionType
ACTIONS: dict[str, tuple[Any, str]] = {
    "grip": (Kind.POSE_INPUT, "Hand"),
    "aim": (Kind.POSE_INPUT, "Pointing direction"),
    "trigger": (Kind.FLOAT_INPUT, "Use"),
    "squeeze": (Kind.FLOAT_INPUT, "Hold"),
    "stick": (Kind.VECTOR2F_INPUT, "Walk and turn"),
    "pad_pressed": (Kind.BOOLEAN_INPUT, "Walk while pressed"),
    "primary": (Kind.BOOLEAN_INPUT, "First button"),
    "secondary": (Kind.BOOLEAN_INPUT, "Second button"),
    "menu": (Kind.BOOLEAN_INPUT, "Menu"),
    "haptic": (Kind.VIBRATION_OUTPUT, "Vibration"),
}
HAND_PROFILE = "/interaction_profiles/ext/hand_interaction_ext"


class Actions:
    """The action set of `session`. Its bindings follow the interaction profile that the runtime reports."""

    def __init__(self, instance: Any, session: Any, extensions: frozenset[str]) -> None:
        self._instance, self._session = instance, session
        self._paths = {hand: xr.string_to_path(instance, f"/user/hand/{hand}") for hand in HANDS}
        info = xr.ActionSetCreateInfo(action_set_name="visit", localized_action_set_name="Visit", priority=0)
        self._set = xr.create_action_set(instance, info)
        self._actions = {name: self._create(name, kind, label) for name, (kind, label) in ACTIONS.items()}
        self._profiles = {xr.string_to_path(instance, p.path).value: p for p in usable_profiles(extensions)}
        for path, profile in self._profiles.items():
            self._suggest(path, profile)
        self._spaces = {(hand, pose): self._space(hand, pose) for hand in HANDS for pose in ("grip", "aim")}
        xr.attach_session_action_sets(session, xr.SessionActionSetsAttachInfo(action_sets=[self._set]))
        self._gets = {
            (hand, name): xr.ActionStateGetInfo(action=action, subaction_path=self._paths[hand])
            for hand in HANDS
            for name, action in self._actions.items()
        }
        self._sync = xr.ActionsSyncInfo(active_action_sets=[xr.ActiveActionSet(self._set, xr.NULL_PATH)])
        self._float, self._boolean = xr.ActionStateFloat(), xr.ActionStateBoolean()
        self._vector, self._pose = xr.ActionStateVector2f(), xr.ActionStatePose()
        self.profile: dict[str, Profile | None] = dict.fromkeys(HANDS)

    def _create(self, name: str, kind: Any, label: str) -> Any:
        info = xr.ActionCreateInfo(
            action_name=name,
            action_type=kind,
            localized_action_name=label,
            subaction_paths=list(self._paths.values()),
        )
        return xr.create_action(self._set, info)

    def _suggest(self, path: int, profile: Profile) -> None:
        pairs = [
            xr.ActionSuggestedBinding(self._actions[action], xr.string_to_path(self._instance, component))
            for action, component in profile.pairs()
        ]
        info = xr.InteractionProfileSuggestedBinding(interaction_profile=path, suggested_bindings=pairs)
        try:
            xr.suggest_interaction_profile_bindings(self._instance, info)
        except xr.PathUnsupportedError:  # a runtime older than this table: the others still count
            log.warning("the runtime refuses bindings for %s", profile.path)

    def _space(self, hand: str, pose: str) -> Any:
        info = xr.ActionSpaceCreateInfo(action=self._actions[pose], subaction_path=self._paths[hand])
        return xr.create_action_space(self._session, info)

    def profile_changed(self) -> None:
        """Asks which controllers the runtime sees now; called upon its event."""
        for hand in HANDS:
            state = xr.get_current_interaction_profile(self._session, self._paths[hand])
            self.profile[hand] = self._profiles.get(state.interaction_profile)
            found = self.profile[hand]
            log.info("%s hand: %s", hand, found.path if found else "nothing")

    def sync(self) -> bool:
        """Refreshes every action. False while the session is not focused."""
        return bool(check(raw.xrSyncActions(self._session, byref(self._sync))) != xr.Result.SESSION_NOT_FOCUSED)

    def read(self, side: str, spaces: Spaces, time: int, hand: Hand) -> None:
        """Fills `hand` with what the controller (or a hand seen as one) at `side` does, posed for `time`."""
        profile = self.profile[side]
        hand.is_tracked_hand = profile is not None and profile.path == HAND_PROFILE
        grip = self._locate(side, "grip", spaces, time)
        aim = self._locate(side, "aim", spaces, time)
        hand.active = grip is not None or aim is not None
        if grip is not None or aim is not None:
            hand.grip = grip or aim
            hand.aim = aim or grip
        hand.trigger, hand.squeeze = self._value(side, "trigger"), self._value(side, "squeeze")
        hand.primary, hand.secondary = self._pressed(side, "primary"), self._pressed(side, "secondary")
        hand.menu = self._pressed(side, "menu")
        hand.stick = self._stick(side, profile)

    def _locate(self, side: str, pose: str, spaces: Spaces, time: int) -> Any:
        check(raw.xrGetActionStatePose(self._session, byref(self._gets[side, pose]), byref(self._pose)))
        return spaces.locate(self._spaces[side, pose], time) if self._pose.is_active else None

    def _value(self, side: str, name: str) -> float:
        check(raw.xrGetActionStateFloat(self._session, byref(self._gets[side, name]), byref(self._float)))
        return float(self._float.current_state) if self._float.is_active else 0.0

    def _pressed(self, side: str, name: str) -> bool:
        check(raw.xrGetActionStateBoolean(self._session, byref(self._gets[side, name]), byref(self._boolean)))
        return bool(self._boolean.is_active and self._boolean.current_state)

    def _stick(self, side: str, profile: Profile | None) -> glm.vec2:
        check(raw.xrGetActionStateVector2f(self._session, byref(self._gets[side, "stick"]), byref(self._vector)))
        if not self._vector.is_active or (profile and profile.stick_is_pad and not self._pressed(side, "pad_pressed")):
            return glm.vec2(0)
        return glm.vec2(self._vector.current_state.x, self._vector.current_state.y)

    def vibrate(self, side: str, amplitude: float, duration_s: float) -> None:
        """amplitude : 0..1. A duration of 0 asks for the shortest pulse the controller can make."""
        info = xr.HapticActionInfo(action=self._actions["haptic"], subaction_path=self._paths[side])
        duration = max(round(duration_s * 1e9), xr.MIN_HAPTIC_DURATION)
        xr.apply_haptic_feedback(
            self._session, info, xr.HapticVibration(duration=duration, frequency=0, amplitude=amplitude)
        )

    def destroy(self) -> None:
        """Spaces belong to the session; the set to the instance, and a second session needs a set of its own."""
        for space in self._spaces.values():
            xr.destroy_space(space)
        xr.destroy_action_set(self._set)
