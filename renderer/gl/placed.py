"""An Instance turned into draw records. What did not change since the last frame is not computed again."""

from __future__ import annotations

from dataclasses import dataclass

import glm
import numpy as np

from renderer.gl.records import DRAW, MIRRORED
from renderer.gl.upload import GpuModel
from renderer.scene import Instance


@dataclass(slots=True)
class Placed:
    """records : DRAW [D]. part : int32 [D], rows of gpu.parts. centre float32 [D, 3] and radius [D] : world bounds.
    low, high : float32 [3], world box around it all. `still` : it has been there, unchanged, since an earlier frame."""

    gpu: GpuModel
    records: np.ndarray
    part: np.ndarray
    centre: np.ndarray
    radius: np.ndarray
    low: np.ndarray
    high: np.ndarray
    key: tuple[object, ...]
    still: bool = False


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
    records = np.zeros(len(part), DRAW)
    records["world_from_node"], records["tint"] = world, instance.tint
    records["material"], records["emissive_scale"] = parts.material[part], instance.emissive_scale
    records["flags"] = np.where(np.linalg.det(world[:, :3, :3]) < 0, MIRRORED, 0)
    centre = np.einsum("di,dij->dj", parts.centre[part], world[:, :3, :3]) + world[:, 3, :3]
    half = np.einsum("di,dij->dj", parts.half_size[part], np.abs(world[:, :3, :3]))
    low = (centre - half).min(axis=0) if len(part) else np.zeros(3, np.float32)
    high = (centre + half).max(axis=0) if len(part) else np.zeros(3, np.float32)
    return Placed(gpu, records, part, centre, np.linalg.norm(half, axis=1), low, high, key)


def posed_nodes(instance: Instance) -> tuple[np.ndarray, np.ndarray]:
    """model_from_node float32 [nodes, 4, 4] (rows are columns) with `node_from_rest` applied in each node's own axes, and
    bool [nodes]: shown. A hidden node hides its children."""
    model = instance.model
    matrices, shown = np.zeros((len(model.nodes), 4, 4), np.float32), np.zeros(len(model.nodes), bool)
    posed: dict[int, glm.mat4] = {}
    for index in model.order:
        node = model.nodes[index]
        parent = node.parent if node.parent in posed else None
        matrix = posed[parent] * node.parent_from_node if parent is not None else node.model_from_node
        moved = instance.node_from_rest.get(node.name)
        posed[index] = matrix * moved if moved is not None else matrix
        shown[index] = node.name not in instance.hidden_nodes and (parent is None or bool(shown[parent]))
        matrices[index] = np.frombuffer(posed[index].to_bytes(), np.float32).reshape(4, 4)
    return matrices, shown
