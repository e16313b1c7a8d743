"""The hands that a person sees of himself: fingers that rest, close round what they hold and point, and sleeves that run to the
elbows (assets/avatars/hands.glb, built by assets.build.hands). Stateless: the same arguments give the same instance.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

import glm
import numpy as np

from avatars.figure import FOLDER, coloured, sex_of
from avatars.look import Look
from renderer.animation import skeleton
from renderer.gltf import load_model
from renderer.gltf.model import Model
from renderer.scene import Instance
from renderer.spatial import Pose, yaw

_SIDES = (("left", -1.0), ("right", 1.0))
_SIZES = {"man": 1.0, "woman": 0.95}
_REST_FROM_GRIP = glm.vec3(0.024, 0.012, 0)  # right: so that a closed hand has the grip's origin in its fist
_ELBOW = glm.vec3(0.27, -0.55, 0.02)  # right, from the eyes, as one stands
_WRIST_BENDS_RAD = math.radians(58)
STEPS = 100  # in which fingers move from one pose to another: those at rest are then not computed again
_Y, _Z = glm.vec3(0, 1, 0), glm.vec3(0, 0, 1)

Digit = tuple[tuple[float, float, float], ...]  # the way each bone points, right hand, model axes


@dataclass(frozen=True, slots=True)
class Fingers:
    """What a hand does, 0..1 each. grip : closed round a handle of 3 cm. point : index stretched, the others closed.
    pull : the index on a trigger, drawn in as far as it goes; who points does not pull."""

    grip: float = 0.0
    point: float = 0.0
    pull: float = 0.0


def _bent(bends: tuple[float, float, float], side: float) -> Digit:
    """bends : of the bones, degrees, added up from straight. side : slope towards the little finger."""
    return tuple((-math.sin(a), -math.cos(a), side * max(0.0, math.cos(a))) for a in map(math.radians, bends))


_PULLED = _bent((46, 128, 176), -0.02)  # the index at the end of a trigger's way
_THUMB_OVER: Digit = ((-0.020, -0.028, -0.026), (-0.022, -0.022, -0.008), (-0.012, -0.022, 0.003))
_POSES: dict[str, tuple[Digit, ...]] = {
    "rest": (
        _bent((20, 46, 62), -0.06),
        _bent((26, 57, 75), -0.01),
        _bent((32, 66, 85), 0.04),
        _bent((36, 71, 91), 0.09),
        ((-0.014, -0.030, -0.020), (-0.010, -0.027, -0.008), (-0.007, -0.022, -0.001)),
    ),
    "grip": (
        _bent((32, 106, 152), -0.04),
        _bent((40, 120, 168), 0.0),
        _bent((35, 110, 160), 0.03),
        _bent((16, 72, 124), 0.07),
        _THUMB_OVER,
    ),
    "point": (
        _bent((3, 8, 12), -0.02),
        _bent((76, 165, 212), 0.0),
        _bent((79, 168, 214), 0.02),
        _bent((80, 168, 214), 0.04),
        ((-0.022, -0.028, -0.022), (-0.024, -0.020, -0.002), (-0.014, -0.018, 0.010)),
    ),
}


def own_instances(
    left: Pose | None,
    right: Pose | None,
    look: Look,
    head: Pose | None = None,
    fingers: dict[str, Fingers] | None = None,
) -> list[Instance]:
    """left, right : grip poses, world; None hides the hand. head : where the elbows are guessed from; None keeps the forearms
    straight. fingers : what "left" and "right" do; at rest where missing."""
    poses = {"left": left, "right": right}
    if left is None and right is None:
        return []
    moves: dict[str, glm.mat4] = {}
    for side, sign in _SIDES:
        pose = poses[side]
        if pose is not None:
            doing = (fingers or {}).get(side, Fingers())
            moves |= _moved(side, sign, pose, head, doing, _SIZES[sex_of(look)])
    return [Instance(model(look), joints=_packed(moves))]


@cache
def hands() -> Model:
    """Both hands and sleeves as the file has them: what is prepared of it serves all looks. Raises GltfError."""
    return load_model(FOLDER / "hands.glb", decode=False)


@lru_cache(maxsize=64)
def model(look: Look) -> Model:
    """Both hands and sleeves in the colours of this look. Raises GltfError."""
    return coloured(hands(), look)


@cache
def rest_joints() -> dict[str, glm.vec3]:
    """Where each joint is in the file, by name, in the skin's order."""
    found = hands()
    names = [found.nodes[i].name for i in skeleton(found).joints]
    return {name: glm.vec3(found.node_world(name)[3]) for name in names}


def _moved(side: str, sign: float, pose: Pose, head: Pose | None, doing: Fingers, size: float) -> dict[str, glm.mat4]:
    """world_from_rest of all joints of a hand, but for the translation to the joint."""
    at = rest_joints()
    shift = glm.vec3(sign * _REST_FROM_GRIP.x, _REST_FROM_GRIP.y, 0)
    world = pose.matrix() * glm.scale(glm.vec3(size)) * glm.translate(shift)
    wrist = at[f"{side}_hand"]
    moves = {f"{side}_hand": world * glm.translate(wrist)}
    moves[f"{side}_forearm"] = moves[f"{side}_hand"] * glm.mat4_cast(_bend(pose, sign, head))
    steps = Fingers(*(round(share * STEPS) / STEPS for share in (doing.grip, doing.point, doing.pull)))
    return moves | {name: world * local for name, local in _fingers(side, sign, steps).items()}


@lru_cache(maxsize=256)
def _fingers(side: str, sign: float, doing: Fingers) -> dict[str, glm.mat4]:
    """hand_from_rest of the joints of all fingers, in the model's axes."""
    moves = {}
    for k in range(5):
        turn, start = glm.quat(1, 0, 0, 0), rest_joints()[f"{side}_finger{k}_0"]
        for i, (bone, way) in enumerate(zip(_bones(side, k), _ways(k, sign, doing), strict=True)):
            turn = glm.quat(turn * glm.normalize(bone), way) * turn
            moves[f"{side}_finger{k}_{i}"] = glm.translate(start) * glm.mat4_cast(turn)
            start = start + turn * bone
    return moves


@cache
def _bones(side: str, k: int) -> tuple[glm.vec3, ...]:
    """The bones of a finger in the file; the last goes on as the one before, a little more bent."""
    at = rest_joints()
    a, b, c = (at[f"{side}_finger{k}_{i}"] for i in range(3))
    onward = glm.angleAxis((-1 if side == "right" else 1) * math.radians(4), _Z) * (c - b)
    return b - a, c - b, onward


def _ways(k: int, sign: float, doing: Fingers) -> list[glm.vec3]:
    """Unit vectors along the bones of a finger, between rest, grip, pulling and pointing."""
    point = max(0.0, min(1.0, doing.point))
    grip = max(0.0, min(1.0, doing.grip)) * (1 - point)
    pull = max(0.0, min(1.0, doing.pull)) * (1 - point) * (k == 0)
    ways: list[glm.vec3] = []
    for rest, closed, pointing in zip(*(_POSES[name][k] for name in ("rest", "grip", "point")), strict=True):
        way = _between(glm.vec3(rest), glm.vec3(closed), grip)
        way = _between(way, glm.vec3(_PULLED[len(ways)]), pull)
        way = _between(way, glm.vec3(pointing), point)
        ways.append(glm.vec3(sign * way.x, way.y, way.z))
    return ways


def _between(a: glm.vec3, b: glm.vec3, t: float) -> glm.vec3:
    """Turned from a to b, never through nothing: fingers turn by less than half a circle."""
    a, b = glm.normalize(a), glm.normalize(b)
    return glm.slerp(glm.quat(), glm.quat(a, b), t) * a if t > 0 else a


def _bend(pose: Pose, sign: float, head: Pose | None) -> glm.quat:
    """hand_from_forearm: towards the elbow, as far as a wrist bends."""
    if head is None:
        return glm.quat(1, 0, 0, 0)
    forward = head.forward()
    heading = yaw(math.atan2(-forward.x, -forward.z))
    elbow = head.position + heading * glm.vec3(sign * _ELBOW.x, _ELBOW.y, _ELBOW.z)
    to = glm.inverse(pose.orientation) * (elbow - pose.position)
    if glm.length(to) < 0.12:
        return glm.quat(1, 0, 0, 0)
    turn = glm.quat(_Y, glm.normalize(to))
    angle = 2 * math.acos(max(-1.0, min(1.0, abs(turn.w))))
    bent = angle if angle < _WRIST_BENDS_RAD else (angle + _WRIST_BENDS_RAD) / 2  # no wrist can: both sides yield
    return glm.slerp(glm.quat(), turn, bent / max(angle, 1e-6))


def _packed(moves: dict[str, glm.mat4]) -> np.ndarray:
    """`Instance.joints`; a hand that is not tracked shrinks to nothing."""
    nothing = glm.mat4(0)
    rows = b"".join([moves.get(name, nothing).to_bytes() for name in rest_joints()])
    return np.frombuffer(rows, np.float32).reshape(-1, 4, 4).transpose(0, 2, 1).copy()
