"""An Instance turned into draw records. What did not change since the last frame is not computed again."""

from __future__ import annotations

from dataclasses import dataclass

import glm
import numpy as np

from renderer.gl.records import COMMAND, DRAW, LIGHTMAPPED, MIRRORED
from renderer.gl.upload import GpuModel
from renderer.scene import Instance


@dataclass(slots=True)
class Placed:
    """records : DRAW [D]. part : int32 [D], rows of gpu.parts. centre float32 [D, 3] and radius [D] : world bounds.
    bucket : uint64 [D], what upload.bucket_code says, and culling. blend : bool [D]. commands : COMMAND [D].
    low, high : float32 [3], world box around it all. `still` : it has been there, unchanged, since an earlier frame."""

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
    still: bool = False
    lit_by: bytes = b"-"  # the lights that the records' masks are about


def instance_key(instance: Instance, serial: int) -> tuple[object, ...]:
    moved = tuple((name, m.to_bytes()) for name, m in sorted(instance.node_from_rest.items()))
    world = instance.world_from_model.to_bytes()
    return (serial, world, moved, instance.hidden_nodes, tuple(instance.tint), instance.emissive_scale)


def place(instance: Instance, gpu: GpuModel, key: tuple[object, ...]) -> Placed:
    """`key` : instance_key(instance, gpu.serial)."""
    parts = gpu.parts
    part = np.arange(len(parts.node), dtype=np.int32)
    local = parts.model_from_node
    if instance.hidden_nodes or instance.node_from_rest:
        matrices, shown = posed_nodes(instance)
        part = part[shown[parts.node]]
        local = matrices[parts.node[part]]
    world_columns = np.frombuffer(instance.world_from_model.to_bytes(), np.float32).reshape(4, 4)
    world = local @ world_columns
    material, turn = parts.material[part], world[:, :3, :3]
    mirrored = np.linalg.det(turn) < 0
    records = np.zeros(len(part), DRAW)
    records["world_from_node"], records["tint"] = world, instance.tint
    records["material"], records["emissive_scale"] = gpu.material_rows[material], instance.emissive_scale
    records["flags"] = mirrored * np.uint32(MIRRORED) + parts.lightmapped[part] * np.uint32(LIGHTMAPPED)
    centre = (parts.centre[part, None] @ turn)[:, 0] + world[:, 3, :3]
    half = (parts.half_size[part, None] @ np.abs(turn))[:, 0]
    low = (centre - half).min(axis=0) if len(part) else np.zeros(3, np.float32)
    high = (centre + half).max(axis=0) if len(part) else np.zeros(3, np.float32)
    radius = np.sqrt(np.einsum("di,di->d", half, half))
    bucket = gpu.sort_codes[material] | (gpu.single_sided[material] & ~mirrored)
    blend, commands = gpu.blend[material], pack_commands(gpu, part)
    return Placed(gpu, records, part, centre, radius, bucket, blend, commands, low, high, key)


def pack_commands(gpu: GpuModel, part: np.ndarray) -> np.ndarray:
    command = np.zeros(len(part), COMMAND)
    command["count"], command["instances"] = gpu.parts.index_count[part], 1
    command["first_index"] = gpu.parts.first_index[part] + np.uint32(gpu.first_index)
    command["base_vertex"] = gpu.parts.base_vertex[part] + np.int32(gpu.first_vertex)
    return command


def posed_nodes(instance: Instance) -> tuple[np.ndarray, np.ndarray]:
    """model_from_node float32 [nodes, 4, 4] (rows are columns) with `node_from_rest` applied in each node's own axes, and
    bool [nodes]: shown. A hidden node hides its children."""
    model, moves, hidden = instance.model, instance.node_from_rest, instance.hidden_nodes
    posed: list[glm.mat4] = [node.model_from_node for node in model.nodes]
    shown, changed = [True] * len(posed), [False] * len(posed)  # a parent outside the scene neither hides nor moves
    for index in model.order:
        node = model.nodes[index]
        parent, moved = node.parent, moves.get(node.name)
        if parent is not None and changed[parent]:
            posed[index], changed[index] = posed[parent] * node.parent_from_node, True
        if moved is not None:
            posed[index], changed[index] = posed[index] * moved, True
        shown[index] = (parent is None or shown[parent]) and node.name not in hidden
    matrices = np.frombuffer(b"".join([m.to_bytes() for m in posed]), np.float32).reshape(-1, 4, 4)
    return matrices, np.array(shown)
