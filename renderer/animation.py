"""Animations of glTF files, sampled: keys become poses of nodes, poses become joint matrices. NumPy only, many at once.

T times (or people) are computed together: arrays begin with T. Matrices are float32 [..., 4, 4], row-major mathematical order.
"""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from renderer.gltf.model import Animation, AnimationSampler, Model
from renderer.scene import AnimationState


@dataclass(slots=True)
class Skeleton:
    """What of a model's pose never changes. levels : node indices, parents before children, those of one depth together."""

    parent_from_node: np.ndarray  # float32 [N, 4, 4], rest pose
    model_from_node: np.ndarray  # float32 [N, 4, 4], rest pose; nodes outside the scene too
    levels: list[tuple[np.ndarray, np.ndarray]]  # children, their parents
    joints: np.ndarray  # int [J], node indices, of all skins one after the other
    joint_from_mesh: np.ndarray  # float32 [J, 4, 4], inverse bind matrices
    first_joint: list[int]  # of each skin
    slots: dict[int, slice]  # morph weights of each node with targets
    weights: np.ndarray  # float32 [W], as the file says


_skeletons: WeakKeyDictionary[Model, Skeleton] = WeakKeyDictionary()


def skeleton(model: Model) -> Skeleton:
    """Made once a model."""
    known = _skeletons.get(model)
    if known is None:
        known = _skeletons[model] = _skeleton(model)
    return known


def joint_nodes(model: Model) -> np.ndarray:
    """int [J]: the nodes whose matrices `Instance.joints` holds: the joints of all skins, one skin after the other."""
    return skeleton(model).joints


def weight_slots(model: Model) -> dict[int, slice]:
    """Where the morph weights of each node stand in `Instance.weights`."""
    return skeleton(model).slots


def _skeleton(model: Model) -> Skeleton:
    def rows(matrices: list[bytes]) -> np.ndarray:
        return np.frombuffer(b"".join(matrices), np.float32).reshape(-1, 4, 4).transpose(0, 2, 1).copy()

    depth: dict[int, int] = {}
    for index in model.order:
        parent = model.nodes[index].parent
        depth[index] = depth.get(parent, -1) + 1 if parent is not None else 0
    levels = []
    for level in range(1, max(depth.values(), default=0) + 1):
        chosen = [i for i, d in depth.items() if d == level]
        levels.append((np.array(chosen), np.array([model.nodes[i].parent for i in chosen])))
    slots, weights = _weights(model)
    first = np.cumsum([0, *(len(skin.joints) for skin in model.skins)]).tolist()
    bind = [np.asarray(skin.joint_from_mesh, np.float32)[: len(skin.joints)] for skin in model.skins]
    return Skeleton(
        rows([n.parent_from_node.to_bytes() for n in model.nodes]),
        rows([n.model_from_node.to_bytes() for n in model.nodes]),
        levels,
        np.array([j for skin in model.skins for j in skin.joints], np.int64),
        np.concatenate([np.zeros((0, 4, 4), np.float32), *bind]),
        first[:-1],
        slots,
        weights,
    )


def _weights(model: Model) -> tuple[dict[int, slice], np.ndarray]:
    slots: dict[int, slice] = {}
    values: list[float] = []
    for index in model.drawn_nodes():
        node = model.nodes[index]
        mesh = model.meshes[node.mesh or 0]
        targets = max((len(p.morphs) for p in mesh.primitives), default=0)
        if targets:
            given = (node.weights or mesh.weights or [])[:targets]
            slots[index] = slice(len(values), len(values) + targets)
            values += [*given, *[0.0] * (targets - len(given))]
    return slots, np.array(values, np.float32)


def find_animation(model: Model, name: str | int) -> Animation:
    """Raises KeyError if the model has none of that name or number."""
    if isinstance(name, int):
        if not 0 <= name < len(model.animations):
            raise KeyError(name)
        return model.animations[name]
    return next((a for a in model.animations if a.name == name), None) or _missing(name)


def _missing(name: str) -> Animation:
    raise KeyError(name)


def clip_time(animation: Animation, state: AnimationState) -> float:
    """Seconds into the animation."""
    length = animation.duration_s
    if state.loop and length > 0:
        return float(state.time_s % length)
    return float(min(max(state.time_s, 0.0), length))


def sample(sampler: AnimationSampler, times_s: np.ndarray, rotation: bool = False) -> np.ndarray:
    """float32 [T, C]: the sampler's value at each time [T] (glTF 2.0 appendix C). Before the first and after the last key these
    stay. rotation : the values are unit quaternions; LINEAR goes the shorter way round the sphere."""
    keys = sampler.times_s
    after = np.clip(np.searchsorted(keys, times_s, side="right"), 1, max(len(keys) - 1, 1))
    before = after - 1
    after = np.minimum(after, len(keys) - 1)
    span = np.maximum(keys[after] - keys[before], 1e-9).astype(np.float32)
    t = np.clip((times_s - keys[before]) / span, 0, 1).astype(np.float32)[:, None]
    if sampler.interpolation == "CUBICSPLINE":
        value = _cubic(sampler.values, before, after, span[:, None], t)
        return value / np.linalg.norm(value, axis=1, keepdims=True) if rotation else value
    low, high = sampler.values[before], sampler.values[after]
    if sampler.interpolation == "STEP":
        return np.where(t >= 1, high, low)
    return slerp(low, high, t) if rotation else (low + (high - low) * t).astype(np.float32)


def _cubic(values: np.ndarray, before: np.ndarray, after: np.ndarray, span: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Hermite spline; its tangents are stored per second."""
    p0, m0 = values[before, 1], values[before, 2] * span
    p1, m1 = values[after, 1], values[after, 0] * span
    t2, t3 = t * t, t * t * t
    value: np.ndarray = (2 * t3 - 3 * t2 + 1) * p0 + (t3 - 2 * t2 + t) * m0 + (3 * t2 - 2 * t3) * p1 + (t3 - t2) * m1
    return value.astype(np.float32)


def slerp(low: np.ndarray, high: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Unit quaternions [T, 4] at t [T, 1] between two, the shorter way (Shoemake 1985)."""
    cosine = np.einsum("tc,tc->t", low, high)[:, None]
    high, cosine = np.where(cosine < 0, -high, high), np.minimum(np.abs(cosine), 1.0)
    angle = np.arccos(cosine)
    sine = np.sin(angle)
    close = sine < 1e-4  # there the straight way is as good, and nothing is divided by zero
    safe = np.where(close, 1, sine)
    a = np.where(close, 1 - t, np.sin((1 - t) * angle) / safe)
    b = np.where(close, t, np.sin(t * angle) / safe)
    value = a * low + b * high
    result: np.ndarray = (value / np.linalg.norm(value, axis=1, keepdims=True)).astype(np.float32)
    return result


def rotations(quaternions: np.ndarray) -> np.ndarray:
    """float32 [T, 3, 3] of unit quaternions [T, 4], x y z w."""
    x, y, z, w = quaternions.T
    result = np.empty((len(quaternions), 3, 3), np.float32)
    result[:, 0, 0], result[:, 0, 1], result[:, 0, 2] = (
        1 - 2 * (y * y + z * z),
        2 * (x * y - z * w),
        2 * (x * z + y * w),
    )
    result[:, 1, 0], result[:, 1, 1], result[:, 1, 2] = (
        2 * (x * y + z * w),
        1 - 2 * (x * x + z * z),
        2 * (y * z - x * w),
    )
    result[:, 2, 0], result[:, 2, 1], result[:, 2, 2] = (
        2 * (x * z - y * w),
        2 * (y * z + x * w),
        1 - 2 * (x * x + y * y),
    )
    return result


def local_poses(model: Model, animation: Animation, times_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """parent_from_node [T, N, 4, 4] and morph weights float32 [T, W] at each time [T]."""
    rest = skeleton(model)
    local = np.broadcast_to(rest.parent_from_node, (len(times_s), *rest.parent_from_node.shape)).copy()
    weights = np.broadcast_to(rest.weights, (len(times_s), len(rest.weights))).copy()
    driven: dict[int, dict[str, np.ndarray]] = {}
    for channel in animation.channels:
        values = sample(animation.samplers[channel.sampler], times_s, channel.path == "rotation")
        if channel.path == "weights":
            slot = rest.slots.get(channel.node)
            if slot is not None:
                weights[:, slot] = values[:, : slot.stop - slot.start]
        else:
            driven.setdefault(channel.node, {})[channel.path] = values
    for node, parts in driven.items():
        local[:, node] = _composed(rest.parent_from_node[node], parts, len(times_s))
    return local, weights


def _composed(rest: np.ndarray, parts: dict[str, np.ndarray], count: int) -> np.ndarray:
    """[T, 4, 4] from what is animated of translation, rotation and scale, and the rest pose of what is not."""
    size = np.linalg.norm(rest[:3, :3], axis=0)
    if np.linalg.det(rest[:3, :3]) < 0:
        size[0] = -size[0]
    turn = rest[:3, :3] / np.where(size == 0, 1, size)
    result = np.zeros((count, 4, 4), np.float32)
    result[:, 3, 3] = 1
    result[:, :3, 3] = parts.get("translation", rest[:3, 3])
    turned = rotations(parts["rotation"]) if "rotation" in parts else turn
    scale = parts.get("scale", size)
    result[:, :3, :3] = turned * np.broadcast_to(scale, (count, 3))[:, None, :]
    return result


def model_poses(model: Model, parent_from_node: np.ndarray) -> np.ndarray:
    """model_from_node [T, N, 4, 4] from parent_from_node [T, N, 4, 4]."""
    result = parent_from_node.copy()
    for children, parents in skeleton(model).levels:
        result[:, children] = result[:, parents] @ parent_from_node[:, children]
    return result


def joint_poses(model: Model, name: str | int, times_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For many people at once: `Instance.joints` [T, J, 4, 4] and `Instance.weights` [T, W] of an animation at times [T], which
    loop. Raises KeyError."""
    animation = find_animation(model, name)
    local, weights = local_poses(model, animation, np.mod(times_s, max(animation.duration_s, 1e-9)))
    return model_poses(model, local)[:, skeleton(model).joints], weights
