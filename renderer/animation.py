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
    levels: list[tuple[slice | np.ndarray, slice | np.ndarray]]  # children, their parents
    joint_run: slice | np.ndarray  # the same as `joints`
    joints: np.ndarray  # int [J], node indices, of all skins one after the other
    joint_from_mesh: np.ndarray  # float32 [J, 4, 4], inverse bind matrices
    first_joint: list[int]  # of each skin
    slots: dict[int, slice]  # morph weights of each node with targets
    weights: np.ndarray  # float32 [W], as the file says
    plans: dict[int, Plan]  # of animations, by id


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
        levels.append((_run(np.array(chosen)), _run(np.array([model.nodes[i].parent for i in chosen]))))
    slots, weights = _weights(model)
    first = np.cumsum([0, *(len(skin.joints) for skin in model.skins)]).tolist()
    bind = [np.asarray(skin.joint_from_mesh, np.float32)[: len(skin.joints)] for skin in model.skins]
    joints = np.array([j for skin in model.skins for j in skin.joints], np.int64)
    return Skeleton(
        rows([n.parent_from_node.to_bytes() for n in model.nodes]),
        rows([n.model_from_node.to_bytes() for n in model.nodes]),
        levels,
        _run(joints),
        joints,
        np.concatenate([np.zeros((0, 4, 4), np.float32), *bind]),
        first[:-1],
        slots,
        weights,
        {},
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
    """float32 [T, ..., C]: the sampler's values [K, ..., C] at each time [T] (glTF 2.0 appendix C). Before the first and after the
    last key these stay. rotation : the values are unit quaternions; LINEAR goes the shorter way round the sphere."""
    keys = sampler.times_s
    after = np.searchsorted(keys, times_s, side="right").clip(1, max(len(keys) - 1, 1))
    before = after - 1
    after = np.minimum(after, len(keys) - 1)
    span = np.maximum(keys[after] - keys[before], 1e-9).astype(np.float32)
    t: np.ndarray = ((times_s - keys[before]) / span).clip(0, 1).astype(np.float32)
    cubic = sampler.interpolation == "CUBICSPLINE"
    shape = (-1, *[1] * (sampler.values.ndim - 1 - cubic))
    t, span = t.reshape(shape), span.reshape(shape)
    if cubic:
        spline = _cubic(sampler.values, before, after, span, t)
        unit: np.ndarray = spline / _length(spline) if rotation else spline
        return unit
    low, high = sampler.values[before], sampler.values[after]
    if sampler.interpolation == "STEP":
        held: np.ndarray = np.where(t >= 1, high, low)
        return held
    if rotation:
        return slerp(low, high, t)
    straight: np.ndarray = (low + (high - low) * t).astype(np.float32)
    return straight


def _length(value: np.ndarray) -> np.ndarray:
    """Of the vectors along the last axis, which stays."""
    result: np.ndarray = np.sqrt(np.einsum("...c,...c->...", value, value))[..., None]
    return result


def _cubic(values: np.ndarray, before: np.ndarray, after: np.ndarray, span: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Hermite spline; its tangents are stored per second."""
    p0, m0 = values[before, 1], values[before, 2] * span
    p1, m1 = values[after, 1], values[after, 0] * span
    t2, t3 = t * t, t * t * t
    value: np.ndarray = (2 * t3 - 3 * t2 + 1) * p0 + (t3 - 2 * t2 + t) * m0 + (3 * t2 - 2 * t3) * p1 + (t3 - t2) * m1
    return value.astype(np.float32)


def slerp(low: np.ndarray, high: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Unit quaternions [..., 4] at t [..., 1] between two, the shorter way (Shoemake 1985)."""
    cosine = np.einsum("...c,...c->...", low, high)[..., None]
    side = np.sign(cosine) + (cosine == 0)
    angle = np.arccos(np.minimum(np.abs(cosine), np.float32(1.0)))
    sine = np.sin(angle)
    close = sine < 1e-4  # there the straight way is as good, and nothing is divided by zero
    safe = sine + close
    a = np.where(close, 1 - t, np.sin((1 - t) * angle) / safe)
    b = np.where(close, t, np.sin(t * angle) / safe) * side
    value = a * low + b * high
    result: np.ndarray = (value / _length(value)).astype(np.float32)
    return result


def rotations(quaternions: np.ndarray) -> np.ndarray:
    """float32 [..., 3, 3] of unit quaternions [..., 4], x y z w."""
    twice = quaternions + quaternions
    products = quaternions[..., :, None] * twice[..., None, :]
    xx, yy, zz = products[..., 0, 0], products[..., 1, 1], products[..., 2, 2]
    xy, xz, yz = products[..., 0, 1], products[..., 0, 2], products[..., 1, 2]
    xw, yw, zw = products[..., 0, 3], products[..., 1, 3], products[..., 2, 3]
    result = np.empty((*quaternions.shape[:-1], 3, 3), np.float32)
    result[..., 0, 0], result[..., 0, 1], result[..., 0, 2] = 1 - (yy + zz), xy - zw, xz + yw
    result[..., 1, 0], result[..., 1, 1], result[..., 1, 2] = xy + zw, 1 - (xx + zz), yz - xw
    result[..., 2, 0], result[..., 2, 1], result[..., 2, 2] = xz - yw, yz + xw, 1 - (xx + yy)
    return result


@dataclass(slots=True)
class Track:
    """Channels of one path, interpolation and key times, sampled together."""

    path: str
    nodes: np.ndarray  # int [n]
    sampler: AnimationSampler  # values : float32 [K, n, C], cubic splines [K, 3, n, C]


@dataclass(slots=True)
class Plan:
    """How an animation is sampled, made once. The rest poses are of the `driven` nodes."""

    animation: Animation  # held, because plans are found by its id
    driven: slice | np.ndarray
    tracks: list[tuple[Track, slice | np.ndarray]]  # and which of `driven` its nodes are
    weights: list[tuple[slice, AnimationSampler]]
    translation: np.ndarray  # float32 [D, 3]
    turn: np.ndarray  # float32 [D, 3, 3]
    scale: np.ndarray  # float32 [D, 3]


def _plan(rest: Skeleton, animation: Animation) -> Plan:
    known = rest.plans.get(id(animation))
    if known is None:
        known = rest.plans[id(animation)] = _planned(rest, animation)
    return known


def _planned(rest: Skeleton, animation: Animation) -> Plan:
    groups: dict[tuple[object, ...], list[tuple[int, AnimationSampler]]] = {}
    weights = []
    for channel in animation.channels:
        sampler = animation.samplers[channel.sampler]
        if channel.path == "weights":
            if channel.node in rest.slots:
                weights.append((rest.slots[channel.node], sampler))
        else:
            key = (channel.path, sampler.interpolation, sampler.times_s.tobytes())
            groups.setdefault(key, []).append((channel.node, sampler))
    driven = np.array(sorted({node for group in groups.values() for node, _ in group}), np.int64)
    tracks = []
    for (path, interpolation, _), group in groups.items():
        first, nodes = group[0][1], np.array([node for node, _ in group])
        values = np.stack([sampler.values for _, sampler in group], axis=-2)
        track = Track(str(path), nodes, AnimationSampler(first.times_s, values, str(interpolation)))
        tracks.append((track, _run(np.searchsorted(driven, nodes))))
    local = rest.parent_from_node[driven]
    scale = np.linalg.norm(local[:, :3, :3], axis=1)
    scale[np.linalg.det(local[:, :3, :3]) < 0, 0] *= -1
    turn = local[:, :3, :3] / np.where(scale == 0, 1, scale)[:, None, :]
    return Plan(animation, _run(driven), tracks, weights, local[:, :3, 3].copy(), turn, scale)


def _run(numbers: np.ndarray) -> slice | np.ndarray:
    """The same numbers as a slice where they are one after the other: that is indexed several times faster."""
    if len(numbers) and (np.diff(numbers) == 1).all():
        return slice(int(numbers[0]), int(numbers[-1]) + 1)
    return numbers


def local_poses(model: Model, animation: Animation, times_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """parent_from_node [T, N, 4, 4] and morph weights float32 [T, W] at each time [T]."""
    rest = skeleton(model)
    plan, count = _plan(rest, animation), len(times_s)
    local = np.empty((count, *rest.parent_from_node.shape), np.float32)
    local[:] = rest.parent_from_node
    weights = np.empty((count, len(rest.weights)), np.float32)
    weights[:] = rest.weights
    for slot, sampler in plan.weights:
        weights[:, slot] = sample(sampler, times_s)[:, : slot.stop - slot.start]
    if len(plan.scale):
        local[:, plan.driven] = _composed(plan, times_s)
    return local, weights


def _composed(plan: Plan, times_s: np.ndarray) -> np.ndarray:
    """parent_from_node [T, D, 4, 4] from what is animated of translation, rotation and scale, and the rest of what is not."""
    count, number = len(times_s), len(plan.scale)
    result = np.zeros((count, number, 4, 4), np.float32)
    result[:, :, 3, 3] = 1
    result[:, :, :3, 3], result[:, :, :3, :3] = plan.translation, plan.turn
    scale = plan.scale
    for track, which in plan.tracks:
        values = sample(track.sampler, times_s, track.path == "rotation")
        if track.path == "translation":
            result[:, :, :3, 3][:, which] = values
        elif track.path == "rotation":
            result[:, :, :3, :3][:, which] = rotations(values)
        else:
            if scale is plan.scale:
                scale = np.broadcast_to(plan.scale, (count, number, 3)).copy()
            scale[:, which] = values
    if scale is not plan.scale or (scale != 1).any():
        result[:, :, :3, :3] *= scale[..., None, :]
    return result


def model_poses(model: Model, parent_from_node: np.ndarray) -> np.ndarray:
    """model_from_node [T, N, 4, 4] from parent_from_node [T, N, 4, 4]."""
    result = parent_from_node.copy()
    for children, parents in skeleton(model).levels:
        result[:, children] = result[:, parents] @ result[:, children]
    return result


def joint_poses(model: Model, name: str | int, times_s: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For many people at once: `Instance.joints` [T, J, 4, 4] and `Instance.weights` [T, W] of an animation at times [T], which
    loop. Raises KeyError."""
    animation = find_animation(model, name)
    local, weights = local_poses(model, animation, np.mod(times_s, max(animation.duration_s, 1e-9)))
    return model_poses(model, local)[:, skeleton(model).joint_run], weights


def palettes(model: Model, joints: np.ndarray, world_from_model: np.ndarray) -> np.ndarray:
    """`Crowd.palette`, float32 [T, J, 3, 4]. joints : float32 [T, J, 3 or 4, 4]. world_from_model : float32 [T, 4, 4]."""
    local = joints @ skeleton(model).joint_from_mesh
    result: np.ndarray = world_from_model[:, None, :3, :3] @ local[:, :, :3]
    result[..., 3] += world_from_model[:, None, :3, 3]
    return result
