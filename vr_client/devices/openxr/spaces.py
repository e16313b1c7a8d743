"""Play space: the floor under the person, facing where they faced when they last recentred."""

from __future__ import annotations

import math
from ctypes import byref
from typing import Any

import glm
import xr

from renderer.spatial import Pose, yaw
from vr_client.devices.openxr.call import check, pose_from_xr, raw, xr_pose

Type = xr.ReferenceSpaceType
SEATED_EYES_M = 1.2  # assumed height of the eyes where the runtime only knows the head (LOCAL)
LOCATED = xr.SpaceLocationFlags.POSITION_VALID_BIT | xr.SpaceLocationFlags.ORIENTATION_VALID_BIT


class Spaces:
    """`play` is the space that everything is located in; `view` is the head."""

    def __init__(self, session: Any, local_floor: bool) -> None:
        self._session = session
        offered = set(xr.enumerate_reference_spaces(session))
        self.kind = choose_space(offered, local_floor)
        self._own = Pose()  # base_from_play, moved by our own recentring
        self._floor = Pose(glm.vec3(0, -SEATED_EYES_M, 0)) if self.kind == Type.LOCAL else Pose()
        self.play = self._create(self.kind, self._floor)
        self.view = self._create(Type.VIEW, Pose())
        self._location = xr.SpaceLocation()

    def _create(self, kind: Any, pose: Pose) -> Any:
        info = xr.ReferenceSpaceCreateInfo(reference_space_type=kind, pose_in_reference_space=xr_pose(pose))
        return xr.create_reference_space(self._session, info)

    def locate(self, space: Any, time: int) -> Pose | None:
        """Where `space` is in play space; None while it is not tracked."""
        check(raw.xrLocateSpace(space, self.play, time, byref(self._location)))
        if self._location._location_flags & LOCATED != LOCATED:
            return None
        return pose_from_xr(self._location.pose)

    def recentre(self, time: int) -> bool:
        """Puts the origin on the floor under the head, facing its way. False while the head is not tracked."""
        head = self.locate(self.view, time)
        if head is None:
            return False
        self._own = self._own * level(head)
        old, self.play = self.play, self._create(self.kind, self._floor * self._own)
        xr.destroy_space(old)
        return True

    def forget_recentring(self) -> None:
        """The runtime recentred: its new origin is the person's own wish, ours would only be added to it."""
        if self._own.position == glm.vec3(0) and self._own.orientation == glm.quat(1, 0, 0, 0):
            return
        self._own = Pose()
        old, self.play = self.play, self._create(self.kind, self._floor)
        xr.destroy_space(old)

    def destroy(self) -> None:
        for space in (self.play, self.view):
            xr.destroy_space(space)


def choose_space(offered: set[Any], local_floor: bool) -> Any:
    """LOCAL_FLOOR (the person's own height, recentred by the runtime), else STAGE (a real floor), else LOCAL."""
    if local_floor and Type.LOCAL_FLOOR in offered:
        return Type.LOCAL_FLOOR
    return Type.STAGE if Type.STAGE in offered else Type.LOCAL


def level(head: Pose) -> Pose:
    """`head` put on the floor and turned upright, keeping only the way it faces."""
    forward = head.forward()
    if math.hypot(forward.x, forward.z) < 1e-3:  # straight up or down: the top of the head tells
        up = head.orientation * glm.vec3(0, 1, 0)
        forward = up if forward.y < 0 else -up
    return Pose(glm.vec3(head.position.x, 0, head.position.z), yaw(math.atan2(-forward.x, -forward.z)))
