"""Instances turned into draw records. What did not change since the last frame is not computed again."""

from __future__ import annotations

from dataclasses import dataclass

import glm
import numpy as np

from renderer import animation
from renderer.gl.records import COMMAND, DRAW, LIGHTMAPPED, MIRRORED
from renderer.gl.upload import GpuModel
from renderer.gltf.model import Model
from renderer.scene import Instance

IDENTITY = np.eye(4, dtype=np.float32)


@dataclass(slots=True, eq=False)
class Placed:
    """One instance, or several of one model: then D counts all of their parts, those of the first instance first.

    records : DRAW [D]. part : int32 [D], rows of gpu.parts. centre float32 [D, 3] and radius [D] : world bounds.
    bucket : uint64 [D], what upload.bucket_code says, and culling. blend : bool [D]. commands : COMMAND [D].
    low, high : float32 [3], world box around it all. layout : equal ones have equal bucket, blend and commands.
    `still` : it has been there, unchanged, since an earlier frame. palette : float32 [J, 3, 4], model_from_mesh of each joint of
    each instance. weights : float32 [W], of their morph targets."""

    gpu: GpuModel
    records: np.ndarray
    part: np.ndarray
    centre: np.ndarray
    radius: np.ndarray
    bucket: np.ndarray
    blend: np.ndarray
    commands: np.ndarray
    low: np.ndarray
    high: np.ndarray
    key: tuple[object, ...]
    layout: tuple[object, ...]
    palette: np.ndarray | None = None
    weights: np.ndarray | None = None
    first_joint: int = 0  # where they lie in the buffers of this frame
    first_weight: int = 0
    still: bool = False
    held: tuple[object, ...] = ()  # arrays whose ids are in the key

    def move_rows(self, first_joint: int, first_weight: int) -> None:
        """Makes the records say where palette and weights now are."""
        if first_joint != self.first_joint:
            skinned = self.gpu.parts.skin[self.part] >= 0
            self.records["deform"][skinned, 0] += np.uint32((first_joint - self.first_joint) & 0xFFFFFFFF)
            self.first_joint = first_joint
        if first_weight != self.first_weight:
            self.records["deform"][:, 3] += np.uint32((first_weight - self.first_weight) << 8 & 0xFFFFFFFF)
            self.first_weight = first_weight


def instance_key(instance: Instance, serial: int) -> tuple[object, ...]:
    moved = tuple((name, m.to_bytes()) for name, m in sorted(instance.node_from_rest.items()))
    world, posed = instance.world_from_model.to_bytes(), (instance.animation, id(instance.joints), id(instance.weights))
    return (serial, world, moved, instance.hidden_nodes, tuple(instance.tint), instance.emissive_scale, posed)


def is_plain(instance: Instance) -> bool:
    """Whether it can be placed together with others of its model."""
    return instance.joints is not None and not (instance.node_from_rest or instance.hidden_nodes or instance.animation)


def crowd_key(crowd: list[Instance], serial: int) -> tuple[object, ...]:
    worlds = b"".join([one.world_from_model.to_bytes() for one in crowd])
    return (serial, worlds, *[(id(o.joints), id(o.weights), o.tint, o.emissive_scale) for o in crowd])


def place(crowd: list[Instance], gpu: GpuModel, key: tuple[object, ...]) -> Placed:
    """crowd : one instance, or several for which `is_plain`. Raises ValueError for joints or weights of a wrong shape."""
    parts, rest, first = gpu.parts, animation.skeleton(gpu.model), crowd[0]
    part = np.arange(len(parts.node), dtype=np.int32)
    local, matrices, posed_weights = parts.model_from_node, None, rest.weights
    if first.hidden_nodes or first.node_from_rest or first.animation:
        matrices, shown, posed_weights = posed_nodes(first, gpu.model)
        part = part[shown[parts.node]]
        local = parts.node_from_part[part] @ matrices[parts.node[part]]
        local[parts.skin[part] >= 0] = IDENTITY
    turns = np.frombuffer(b"".join([one.world_from_model.to_bytes() for one in crowd]), np.float32).reshape(-1, 4, 4)
    world = (local[None] @ turns[:, None]).reshape(-1, 4, 4)
    mirrored = np.linalg.det(world[:, :3, :3]) < 0
    part = np.tile(part, len(crowd)) if len(crowd) > 1 else part
    records = _records(crowd, gpu, part, world, mirrored)
    turn = world[:, :3, :3]
    centre = (parts.centre[part, None] @ turn)[:, 0] + world[:, 3, :3]
    half = (parts.half_size[part, None] @ np.abs(turn))[:, 0]
    palette = weights = None
    if len(rest.joints):
        joints = _joints(crowd, rest, matrices)
        palette = _bend(records, centre, half, part, gpu, rest, joints, turns)
    if len(rest.weights):
        given = [posed_weights if one.weights is None else one.weights for one in crowd]
        weights = np.concatenate(given, dtype=np.float32)
        if len(weights) != len(crowd) * len(rest.weights):
            raise ValueError(f"{gpu.model.path}: {len(rest.weights)} morph weights expected")
        each = np.repeat(np.arange(len(crowd)), len(part) // len(crowd)) * (len(rest.weights) << 8)
        records["deform"][:, 3] += each.astype(np.uint32)
    low = (centre - half).min(axis=0) if len(part) else np.zeros(3, np.float32)
    high = (centre + half).max(axis=0) if len(part) else np.zeros(3, np.float32)
    radius = np.sqrt(np.einsum("di,di->d", half, half))
    material = parts.material[part]
    bucket = (gpu.sort_codes[material] | gpu.part_codes[part]) | (gpu.single_sided[material] & ~mirrored)
    layout = (gpu.serial, len(crowd), first.hidden_nodes, mirrored.tobytes() if mirrored.any() else b"")
    held = tuple(array for one in crowd for array in (one.joints, one.weights))
    blend, commands = gpu.blend[material], pack_commands(gpu, part)
    return Placed(
        gpu, records, part, centre, radius, bucket, blend, commands, low, high, key, layout, palette, weights, held=held
    )


def _records(
    crowd: list[Instance], gpu: GpuModel, part: np.ndarray, world: np.ndarray, mirrored: np.ndarray
) -> np.ndarray:
    records, parts = np.zeros(len(part), DRAW), gpu.parts
    each = len(part) // len(crowd)
    records["world_from_node"] = world
    if len(crowd) == 1:
        records["tint"], records["emissive_scale"] = crowd[0].tint, crowd[0].emissive_scale
    else:
        records["tint"] = np.repeat(np.array([one.tint for one in crowd], np.float32), each, axis=0)
        records["emissive_scale"] = np.repeat(np.array([one.emissive_scale for one in crowd], np.float32), each)
    records["material"] = gpu.material_rows[parts.material[part]]
    records["flags"] = mirrored * np.uint32(MIRRORED) + parts.lightmapped[part] * np.uint32(LIGHTMAPPED)
    records["deform"] = gpu.deform[part]
    return records


def _joints(crowd: list[Instance], rest: animation.Skeleton, matrices: np.ndarray | None) -> np.ndarray:
    """float32 [I, J, 3 or 4, 4], model_from_joint."""
    if crowd[0].joints is not None:
        joints = np.stack([one.joints for one in crowd if one.joints is not None])
        if joints.shape[1] != len(rest.joints) or joints.shape[2] not in (3, 4) or joints.shape[3] != 4:
            raise ValueError(f"joints of shape {joints.shape[1:]}, not ({len(rest.joints)}, 3 or 4, 4)")
        return joints
    posed = rest.model_from_node if matrices is None else matrices.transpose(0, 2, 1)
    return posed[rest.joints][None]


def _bend(
    records: np.ndarray,
    centre: np.ndarray,
    half: np.ndarray,
    part: np.ndarray,
    gpu: GpuModel,
    rest: animation.Skeleton,
    joints: np.ndarray,
    turns: np.ndarray,
) -> np.ndarray:
    """The palette, float32 [I * J, 3, 4]; what is skinned gets its place there, and bounds around its joints."""
    count, number = joints.shape[:2]
    palette = np.ascontiguousarray(joints[:, :, :3] @ rest.joint_from_mesh, np.float32).reshape(-1, 3, 4)
    skinned = gpu.parts.skin[part] >= 0
    which = np.repeat(np.arange(count), len(part) // count)[skinned]
    records["deform"][skinned, 0] += (which * number).astype(np.uint32)
    at = joints[:, :, :3, 3] @ turns[:, :3, :3] + turns[:, 3:, :3]
    # A vertex lies between the places where its joints would carry it: within their reach, stretched as they are.
    stretch = np.sqrt(np.einsum("tjrc,tjrc->tjc", joints[:, :, :3, :3], joints[:, :, :3, :3]).max(axis=(1, 2)))
    size = np.sqrt(np.einsum("trc,trc->tr", turns[:, :3, :3], turns[:, :3, :3]).max(axis=1))
    margin = (stretch * size * gpu.reach_m)[:, None]
    low, high = at.min(axis=1) - margin, at.max(axis=1) + margin
    centre[skinned], half[skinned] = ((low + high) / 2)[which], ((high - low) / 2)[which]
    return palette


def pack_commands(gpu: GpuModel, part: np.ndarray) -> np.ndarray:
    command = np.zeros(len(part), COMMAND)
    command["count"], command["instances"] = gpu.parts.index_count[part], 1
    command["first_index"] = gpu.parts.first_index[part] + np.uint32(gpu.first_index)
    command["base_vertex"] = gpu.parts.base_vertex[part] + np.int32(gpu.first_vertex)
    return command


def posed_nodes(instance: Instance, model: Model) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """model_from_node float32 [nodes, 4, 4] (rows are columns) as animated and then with `node_from_rest` applied in each node's
    own axes; bool [nodes]: shown (a hidden node hides its children); and the morph weights. Raises KeyError for an unknown
    animation."""
    moves, hidden = instance.node_from_rest, instance.hidden_nodes
    locals_, weights, every = [node.parent_from_node for node in model.nodes], animation.skeleton(model).weights, False
    if instance.animation is not None:
        clip = animation.find_animation(model, instance.animation.name)
        time_s = np.array([animation.clip_time(clip, instance.animation)])
        poses, weights = (one[0] for one in animation.local_poses(model, clip, time_s))
        locals_, every = [glm.mat4(*m.T.ravel().tolist()) for m in poses], True
    posed: list[glm.mat4] = [node.model_from_node for node in model.nodes]
    shown, changed = [True] * len(posed), [every] * len(posed)  # a parent outside the scene neither hides nor moves
    for index in model.order:
        node = model.nodes[index]
        parent, moved = node.parent, moves.get(node.name)
        if every or (parent is not None and changed[parent]):
            posed[index] = posed[parent] * locals_[index] if parent is not None else locals_[index]
            changed[index] = True
        if moved is not None:
            posed[index], changed[index] = posed[index] * moved, True
        shown[index] = (parent is None or shown[parent]) and node.name not in hidden
    matrices = np.frombuffer(b"".join([m.to_bytes() for m in posed]), np.float32).reshape(-1, 4, 4)
    return matrices, np.array(shown), weights
