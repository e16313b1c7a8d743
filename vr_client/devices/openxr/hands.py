"""Bare hands by XR_EXT_hand_tracking, for runtimes that give joints but no hand interaction profile.

A pinch of thumb and index is the trigger, a fist is the squeeze, as XR_EXT_hand_interaction defines them.
"""

from __future__ import annotations

import logging
from ctypes import POINTER, byref, cast
from typing import Any

import glm
import xr

from renderer.spatial import Pose
from vr_client.devices.device import Hand
from vr_client.devices.openxr.bindings import HANDS
from vr_client.devices.openxr.call import extension_function, pose_from_xr
from vr_client.devices.openxr.instance import Runtime

log = logging.getLogger(__name__)
EXTENSION = "XR_EXT_hand_tracking"
Joint = xr.HandJointEXT
JOINTS = 26  # XR_HAND_JOINT_COUNT_EXT
# Distances between joint centres, metres. Touching finger tips are about 15 mm apart (two finger radii).
PINCH_CLOSED_M, PINCH_OPEN_M = 0.018, 0.060
# A finger's tip from the palm's centre, in lengths of the palm (wrist to middle knuckle), so that hand size drops out.
FIST_CLOSED, FIST_OPEN = 0.75, 1.15
FINGER_TIPS = (Joint.MIDDLE_TIP, Joint.RING_TIP, Joint.LITTLE_TIP)
LOCATED = xr.SpaceLocationFlags.POSITION_VALID_BIT | xr.SpaceLocationFlags.ORIENTATION_VALID_BIT


def ramp(value: float, closed: float, opened: float) -> float:
    """1 at `closed`, 0 at `opened`, straight in between."""
    return min(1.0, max(0.0, (opened - value) / (opened - closed)))


def pinch(joints: dict[Any, glm.vec3]) -> float:
    """0..1. joints : positions, metres."""
    return ramp(glm.distance(joints[Joint.THUMB_TIP], joints[Joint.INDEX_TIP]), PINCH_CLOSED_M, PINCH_OPEN_M)


def grasp(joints: dict[Any, glm.vec3]) -> float:
    """0..1: how far middle, ring and little finger are closed, by the one closed least."""
    palm = glm.distance(joints[Joint.WRIST], joints[Joint.MIDDLE_PROXIMAL]) or 1.0
    farthest = max(glm.distance(joints[tip], joints[Joint.PALM]) for tip in FINGER_TIPS)
    return ramp(farthest / palm, FIST_CLOSED, FIST_OPEN)


def grip_from_palm(palm: Pose, side: str) -> Pose:
    """The grip pose of a hand whose palm joint is `palm`.

    The palm's -Z runs to the fingers and its +Y out of the back of the hand; a grip's -Z runs from the little finger to the
    thumb and its +X through the palm, towards the back in the right hand and out of the palm in the left (OpenXR 1.1,
    sections 6.3.2 and XR_EXT_hand_tracking).
    """
    right = side == "right"
    x = glm.vec3(0, 1, 0) if right else glm.vec3(0, -1, 0)
    z = glm.vec3(1, 0, 0) if right else glm.vec3(-1, 0, 0)
    palm_from_grip = glm.quat_cast(glm.mat3(x, glm.cross(z, x), z))
    return Pose(palm.position, palm.orientation * palm_from_grip)


def aim_from_joints(joints: dict[Any, glm.vec3], palm: Pose) -> Pose:
    """A ray from the index knuckle, along the line from the wrist through it: steadier than a finger that pinches."""
    origin = joints[Joint.INDEX_PROXIMAL]
    along = origin - joints[Joint.WRIST]
    if glm.length(along) < 1e-4:
        return palm
    up = palm.orientation * glm.vec3(0, 1, 0)
    return Pose(origin, glm.quatLookAt(glm.normalize(along), up))


class HandTrackers:
    """Both hands' joints. Does nothing where the runtime or the headset has no hand tracking."""

    def __init__(self, runtime: Runtime, session: Any) -> None:
        self._trackers: dict[str, Any] = {}
        if EXTENSION not in runtime.extensions or not _supported(runtime):
            return
        create = extension_function(runtime.instance, "xrCreateHandTrackerEXT", xr.PFN_xrCreateHandTrackerEXT)
        self._destroy = extension_function(runtime.instance, "xrDestroyHandTrackerEXT", xr.PFN_xrDestroyHandTrackerEXT)
        self._call = extension_function(runtime.instance, "xrLocateHandJointsEXT", xr.PFN_xrLocateHandJointsEXT)
        for side, which in zip(HANDS, (xr.HandEXT.LEFT, xr.HandEXT.RIGHT), strict=True):
            tracker = xr.HandTrackerEXT()
            create(session, byref(xr.HandTrackerCreateInfoEXT(hand=which)), byref(tracker))
            self._trackers[side] = tracker
        self._info = xr.HandJointsLocateInfoEXT()
        self._joints = (xr.HandJointLocationEXT * JOINTS)()
        self._found = xr.HandJointLocationsEXT()
        self._found.joint_count = JOINTS
        self._found._joint_locations = cast(self._joints, POINTER(xr.HandJointLocationEXT))

    def read(self, side: str, space: Any, time: int, hand: Hand) -> None:
        """Fills `hand` from joints where they are tracked, and leaves it inactive where not."""
        if side not in self._trackers:
            return
        self._info.base_space, self._info.time = space, time
        self._call(self._trackers[side], byref(self._info), byref(self._found))
        if not self._found.is_active or not all(j._location_flags & LOCATED == LOCATED for j in self._joints):
            return
        palm = pose_from_xr(self._joints[Joint.PALM].pose)
        at = {joint: pose_from_xr(self._joints[joint].pose).position for joint in Joint if joint < JOINTS}
        hand.active = hand.is_tracked_hand = True
        hand.grip, hand.aim = grip_from_palm(palm, side), aim_from_joints(at, palm)
        hand.trigger, hand.squeeze = pinch(at), grasp(at)

    def destroy(self) -> None:
        for tracker in self._trackers.values():
            self._destroy(tracker)
        self._trackers.clear()


def _supported(runtime: Runtime) -> bool:
    hand_tracking = xr.SystemHandTrackingPropertiesEXT()
    properties = xr.SystemProperties(next=hand_tracking)
    xr.raw_functions.xrGetSystemProperties(runtime.instance, runtime.system, byref(properties))
    return bool(hand_tracking.supports_hand_tracking)
