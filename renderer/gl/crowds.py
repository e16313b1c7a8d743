"""Posed instances of one model, placed together: a hundred people cost little more than one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from renderer import animation
from renderer.gl.placed import Placed, bend, determinants, morph_weights, template
from renderer.gl.records import MIRRORED
from renderer.gl.upload import GpuModel
from renderer.gltf.model import Model
from renderer.scene import Crowd, Instance


def is_plain(instance: Instance) -> bool:
    """Whether it can be placed together with others of its model."""
    return instance.joints is not None and not (instance.node_from_rest or instance.hidden_nodes or instance.animation)


@dataclass(slots=True)
class Group:
    """Several of one model. worlds : float32 [I, 4, 4], rows are columns. joints : [I, J, 3 or 4, 4]. tint : [I, 4]. weights :
    [I, W] or None. emissive_scale : [I] or one for all."""

    worlds: np.ndarray
    joints: np.ndarray
    tint: np.ndarray
    weights: np.ndarray | None = None
    emissive_scale: np.ndarray | float = 1.0


def group_of(instances: list[Instance]) -> Group:
    """Raises ValueError for joints of different shapes."""
    weights = [one.weights for one in instances]
    if any(w is None for w in weights):
        rest = animation.skeleton(instances[0].model).weights
        weights = [rest if w is None else w for w in weights]
    return Group(
        np.frombuffer(b"".join([one.world_from_model.to_bytes() for one in instances]), np.float32).reshape(-1, 4, 4),
        np.stack([one.joints for one in instances if one.joints is not None]),
        np.array([one.tint for one in instances], np.float32),
        np.stack([w for w in weights if w is not None]),
        np.array([one.emissive_scale for one in instances], np.float32),
    )


def crowd_groups(crowd: Crowd, eye: np.ndarray) -> list[tuple[Model, Group]]:
    """The people of a crowd by the model that their distance asks for. eye : float32 [3]."""
    worlds = crowd.world_from_model.transpose(0, 2, 1)
    if not crowd.lods:
        return [(crowd.model, Group(worlds, crowd.joints, crowd.tint, crowd.weights))] if len(worlds) else []
    offsets = worlds[:, 3, :3] - eye
    level = np.searchsorted([d * d for d, _ in crowd.lods], np.einsum("ij,ij->i", offsets, offsets), side="right")
    groups = []
    for number, model in enumerate((crowd.model, *(model for _, model in crowd.lods))):
        which = np.flatnonzero(level == number)
        if len(which):
            weights = None if crowd.weights is None else crowd.weights[which]
            groups.append((model, Group(worlds[which], crowd.joints[which], crowd.tint[which], weights)))
    return groups


def place_group(group: Group, gpu: GpuModel, key: tuple[object, ...], held: tuple[object, ...] = ()) -> Placed:
    """Raises ValueError for joints or weights of a wrong shape."""
    count, rest, parts = len(group.worlds), animation.skeleton(gpu.model), gpu.parts
    if group.joints.shape[1] != len(rest.joints) or group.joints.shape[2] not in (3, 4) or group.joints.shape[3] != 4:
        raise ValueError(f"joints of shape {group.joints.shape[1:]}, not ({len(rest.joints)}, 3 or 4, 4)")
    form = template(gpu, count)
    part, records = form.part, form.records.copy()
    if len(parts.node) == 1 and form.skinned.all():
        world = group.worlds
    else:
        world = (parts.model_from_node[None] @ group.worlds[:, None]).reshape(-1, 4, 4)
    records["world_from_node"] = world
    one_each = len(part) == count
    records["tint"] = group.tint if one_each else group.tint[form.which]
    scale = group.emissive_scale
    records["emissive_scale"] = scale if one_each or isinstance(scale, float) else scale[form.which]
    mirrored = determinants(world) < 0
    if mirrored.any():
        records["flags"] |= mirrored * np.uint32(MIRRORED)
    centre, half = np.empty((len(part), 3), np.float32), np.empty((len(part), 3), np.float32)
    if not form.skinned.all():
        turn = world[:, :3, :3]
        centre[:] = (parts.centre[part, None] @ turn)[:, 0] + world[:, 3, :3]
        half[:] = (parts.half_size[part, None] @ np.abs(turn))[:, 0]
    palette = bend(centre, half, form.skinned, form.which, gpu, group.joints, group.worlds)
    weights = morph_weights(group.weights, count, rest.weights, gpu)
    bucket = form.bucket | (form.single_sided & ~mirrored)
    layout = (gpu.serial, count, mirrored.tobytes() if mirrored.any() else b"")
    low, high = (centre - half).min(axis=0), (centre + half).max(axis=0)
    radius = np.sqrt(np.einsum("di,di->d", half, half))
    return Placed(
        gpu, records, part, centre, radius, bucket, form.blend, form.commands, low, high, key, layout, palette, weights,
        held=held,
    )  # fmt: skip
