"""A person in a headset, as a test moves one: eyes, feet and two hands through the runtime's remote driver, steered by what a
witness in the same room sees. Knows no more of the client than another visitor would."""

from __future__ import annotations

import contextlib
import math
import time

import glm

from renderer.spatial import Pose, yaw
from tests.system.monado import RemoteHeadset
from tests.system.witness import PATIENCE_S, Witness, wait_for
from vr_client.systems.locomotion import heading

EYES = glm.vec3(0, 1.6, 0)
REST = {
    "left": glm.vec3(-0.22, 1.05, -0.32),
    "right": glm.vec3(0.22, 1.05, -0.32),
}  # before the body, head turned to -Z


def towards(direction: glm.vec3) -> glm.quat:
    return glm.quatLookAt(glm.normalize(direction), glm.vec3(0, 1, 0))


class Person:
    """Stands at the middle of play space and turns on the spot; the left stick walks. Points are world metres."""

    def __init__(self, headset: RemoteHeadset, name: str) -> None:
        self.headset, self.name = headset, name
        self.witness: Witness
        self.turned = 0.0  # heading in play space
        self.play_yaw = 0.0  # world_from_play
        self.play_at = glm.vec3()
        self.raised: set[str] = set()  # hands that are not at rest and stay where they were put
        self.face_play(0.0)

    # where -----------------------------------------------------------------------------------------------------------

    def arrive(self, witness: Witness, seconds: float = PATIENCE_S) -> None:
        """Waits until the witness sees this person in its room, and learns how play space lies there."""
        self.witness = witness
        wait_for(self.here, f"{self.name} in {witness.room}", seconds)
        self._settle()

    def _settle(self) -> None:
        """World from play, once what the witness sees has stopped changing."""
        before = None
        end = time.monotonic() + 8
        while time.monotonic() < end:
            now = self.witness.pose(self.name)
            state = (*now.head_position, *now.head_orientation)
            if before is not None and max(abs(a - b) for a, b in zip(state, before, strict=True)) < 0.004:
                break
            before = state
            time.sleep(0.35)
        packet = self.witness.pose(self.name)
        x, y, z, w = packet.head_orientation
        self.play_yaw = heading(glm.quat(w, x, y, z)) - self.turned
        self.play_at = glm.vec3(*packet.head_position) - yaw(self.play_yaw) * EYES

    def here(self) -> bool:
        return self.witness.find(self.name) is not None

    def at(self) -> glm.vec3:
        return glm.vec3(*self.witness.pose(self.name).head_position)

    def _play(self, point: glm.vec3) -> glm.vec3:
        return yaw(-self.play_yaw) * (point - self.play_at)

    # head and feet -----------------------------------------------------------------------------------------------------

    def face_play(self, turned: float, pitch: float = 0.0) -> None:
        self.turned = turned
        self.look = yaw(turned) * glm.angleAxis(pitch, glm.vec3(1, 0, 0))
        changes: dict[str, Pose] = {"head": Pose(glm.vec3(EYES), self.look)}
        for side in ("left", "right"):
            if side not in self.raised:
                changes[side] = Pose(yaw(turned) * REST[side], yaw(turned))
        self.headset.set(**changes)

    def look_at(self, point: glm.vec3) -> None:
        to = point - (self.play_at + yaw(self.play_yaw) * EYES)
        pitch = math.atan2(to.y, math.hypot(to.x, to.z))
        self.face_play(math.atan2(-to.x, -to.z) - self.play_yaw, pitch)

    def walk_to(self, x: float, z: float, within_m: float = 0.2, seconds: float = PATIENCE_S) -> None:
        """By the left stick, looking where one goes. Ends early when the person leaves the room (through a door)."""
        end = time.monotonic() + seconds
        while True:
            try:
                here = self.at()
            except KeyError:
                break
            gap = math.hypot(x - here.x, z - here.z)
            if gap < within_m:
                break
            if time.monotonic() > end:
                raise TimeoutError(f"walking to ({x}, {z}): still at ({here.x:.2f}, {here.z:.2f})")
            self.play_at = glm.vec3(here.x, 0, here.z) - yaw(self.play_yaw) * glm.vec3(EYES.x, 0, EYES.z)
            self.look_at(glm.vec3(x, 1.6, z))
            self.headset.set(left_stick=(0, 1.0 if gap > 0.8 else 0.4))
            time.sleep(0.05)
        self.headset.set(left_stick=(0, 0))
        with contextlib.suppress(KeyError):  # gone through a door meanwhile
            self._settle()

    def walk_through(self, portal: glm.vec3, into: Witness, seconds: float = PATIENCE_S) -> None:
        """Through a door, until the witness beyond it sees this person; then stands there."""
        end = time.monotonic() + seconds
        while into.find(self.name) is None:
            if time.monotonic() > end:
                raise TimeoutError(f"{self.name} never came from {self.witness.room} to {into.room}")
            if self.here():
                self.walk_to(portal.x, portal.z, within_m=0.1, seconds=max(1.0, end - time.monotonic()))
            self.headset.set(left_stick=(0, 0))
            time.sleep(0.05)
        self.arrive(into)

    def noticed(self, seconds: float = PATIENCE_S) -> None:
        """Until the client has drawn frames with what the headset says now, however slow it is: a head that is raised by a little
        and lowered again has been seen by the witness."""
        for height in (EYES.y + 0.02, EYES.y):
            self.headset.set(head=Pose(glm.vec3(EYES.x, height, EYES.z), self.look))
            wanted = self.play_at.y + height
            wait_for(
                lambda y=wanted: abs(self.at().y - y) < 0.006,
                f"{self.name}'s head at {wanted:.2f} m",
                seconds,
            )

    # hands -------------------------------------------------------------------------------------------------------------

    def reach(self, hand: str, point: glm.vec3, look_at: glm.vec3, seconds: float = 0.5) -> None:
        """Moves a hand to a point, aiming at another."""
        at = self._play(point)
        self.raised.add(hand)
        self.headset.move(seconds, **{hand: Pose(at, towards(self._play(look_at) - at))})

    def rest(self, hand: str) -> None:
        self.raised.discard(hand)
        self.face_play(self.turned)

    def carry(self, hand: str, offset: glm.vec3, seconds: float = 0.4) -> glm.vec3:
        """Holds a hand at an offset from the feet, in the heading's frame, level. Returns where that is in the world."""
        turn = yaw(self.turned)
        self.raised.add(hand)
        self.headset.move(seconds, **{hand: Pose(turn * offset, turn)})
        return self.play_at + yaw(self.play_yaw) * (turn * offset)

    def press(self, point: glm.vec3, hand: str = "right") -> None:
        """Points at something from where the hand rests and pulls the trigger."""
        self.look_at(point)
        at = self.play_at + yaw(self.play_yaw) * (yaw(self.turned) * REST[hand])
        self.reach(hand, at, point, 0.3)
        self.noticed()
        self.headset.set(**{f"{hand}_trigger": 1.0})
        self.noticed()
        self.headset.set(**{f"{hand}_trigger": 0.0})
        self.noticed()
        self.rest(hand)
