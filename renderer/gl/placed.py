"""Instances turned into draw records. What did not change since the last frame is not computed again."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from renderer import animation
from renderer.gl.posing import posed_nodes
from renderer.gl.records import COMMAND, DRAW, LIGHTMAPPED, MIRRORED
from renderer.gl.upload import GpuModel
from renderer.scene import Instance

IDENTITY = np.eye(4, dtype=np.float32)
FADE = 8  # the first bit of Draw.flags that says how something dissolves, see shaders/draws.glsl


@dataclass(slots=True, eq=False)
class Placed:
    """One instance, or a crowd at one level of detail: then D counts the parts of all.

    records : DRAW [D]. part : int32 [D], rows of gpu.parts. centre float32 [B, 3] and radius [B] : balls around it, world.
    which : int [D], the ball that each row is in; None: the row's own, B = D.
    bucket : uint64 [D], what upload.bucket_code says, and culling. blend : bool [D]. commands : COMMAND [D].
    low, high : float32 [3], world box around it all. layout : equal ones have equal bucket, blend and commands.
    `still` : it has been there, unchanged, since an earlier frame. `moves` : centre and radius (negative: not drawn) may be others
    in each frame. palette : float32 [J, 3, 4], model_from_mesh of each joint. weights : float32 [W], of its morph targets.
    version : grows with each change of the records. touched : int, the rows that the last one changed; None: any."""

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
    moves: bool = False
    version: int = 0
    touched: np.ndarray | None = None
    which: np.ndarray | None = None
    skinned: np.ndarray | None = None  # bool [D]
    in_mirrors: bool | None = None  # see Instance
    held: tuple[object, ...] = ()  # the instance's joints and weights: others than before have others' ids

    def follow(self, instance: Instance) -> None:
        """As the instance is posed now: it is the one that was placed, `still` unless its joints or weights are other arrays."""
        now = (instance.joints, instance.weights)
        self.still = now[0] is self.held[0] and now[1] is self.held[1]
        if self.still:
            return
        self.held, self.moves = now, True
        if instance.weights is not None:
            self.weights = morph_weights(instance.weights, animation.skeleton(self.gpu.model).weights, self.gpu)
        if instance.joints is not None and self.skinned is not None:
            turn = np.frombuffer(instance.world_from_model.to_bytes(), np.float32).reshape(4, 4)
            self.palette, centre, half = bend(self.gpu, instance.joints, turn)
            self.centre[self.skinned], self.radius[self.skinned] = centre, math.sqrt(half @ half)

    def drawn(self) -> np.ndarray:
        """bool [D]: the rows that are drawn at all."""
        balls: np.ndarray = self.radius >= 0
        return balls if self.which is None else balls[self.which]

    def move_rows(self, first_joint: int, first_weight: int) -> None:
        """Makes the records say where palette and weights now are."""
        if first_joint != self.first_joint:
            skinned = self.gpu.parts.skin[self.part] >= 0
            self.records["deform"][skinned, 0] += np.uint32((first_joint - self.first_joint) & 0xFFFFFFFF)
            self.first_joint = first_joint
            self._touch(None)
        if first_weight != self.first_weight:
            self.records["deform"][:, 3] += np.uint32((first_weight - self.first_weight) << 8 & 0xFFFFFFFF)
            self.first_weight = first_weight
            self._touch(None)

    def flag(self, codes: np.ndarray, of: np.ndarray) -> None:
        """Gives the rows of some balls these flags from FADE on. codes : uint32 [B]. of : bool [B]."""
        which = np.arange(len(self.part)) if self.which is None else self.which
        rows, flags = np.flatnonzero(of[which]), self.records["flags"]
        flags[rows] = flags[rows] & ((1 << FADE) - 1) | codes[which[rows]]
        self._touch(rows)

    def _touch(self, rows: np.ndarray | None) -> None:
        self.version, self.touched = self.version + 1, rows


def instance_key(instance: Instance, serial: int) -> tuple[object, ...]:
    """All that a Placed depends on but `joints` and `weights`, which `Placed.follow` takes over."""
    moved = tuple((name, m.to_bytes()) for name, m in sorted(instance.node_from_rest.items()))
    world, posed = (
        instance.world_from_model.to_bytes(),
        (instance.animation, instance.joints is None, instance.weights is None, instance.in_mirrors),
    )
    return (serial, world, moved, instance.hidden_nodes, tuple(instance.tint), instance.emissive_scale, posed)


@dataclass(slots=True)
class Template:
    """What all instances of a model with the same nodes hidden have in common, for D parts."""

    part: np.ndarray
    records: np.ndarray
    bucket: np.ndarray
    single_sided: np.ndarray
    blend: np.ndarray
    commands: np.ndarray
    skinned: np.ndarray  # bool [D]


def template(gpu: GpuModel, hidden: frozenset[str], shown: np.ndarray | None) -> Template:
    """shown : bool [nodes], by `posed_nodes`, of these hidden ones; None: all."""
    known = gpu.templates.get(hidden)
    if known is None:
        part = np.arange(len(gpu.parts.node), dtype=np.int32)
        part = part if shown is None else part[shown[gpu.parts.node]]
        if len(gpu.templates) > 64:  # many nodes may hide and show
            gpu.templates.clear()
        known = gpu.templates[hidden] = _template(gpu, part)
    return known


def _template(gpu: GpuModel, part: np.ndarray) -> Template:
    parts, records, material = gpu.parts, np.zeros(len(part), DRAW), gpu.parts.material[part]
    records["material"], records["deform"] = gpu.material_rows[material], gpu.deform[part]
    records["flags"] = parts.lightmapped[part] * np.uint32(LIGHTMAPPED)
    bucket, skinned = gpu.sort_codes[material] | gpu.part_codes[part], parts.skin[part] >= 0
    commands = pack_commands(gpu, part)
    return Template(part, records, bucket, gpu.single_sided[material], gpu.blend[material], commands, skinned)


def place(instance: Instance, gpu: GpuModel, key: tuple[object, ...]) -> Placed:
    """key : instance_key(instance, gpu.serial). Raises ValueError for joints or weights of a wrong shape."""
    parts, rest = gpu.parts, animation.skeleton(gpu.model)
    matrices, shown, weights = None, None, rest.weights
    if instance.hidden_nodes or instance.node_from_rest or instance.animation:
        matrices, shown, weights = posed_nodes(instance, gpu.model)
    form = template(gpu, instance.hidden_nodes, shown)
    part, records = form.part, form.records.copy()
    world = np.frombuffer(instance.world_from_model.to_bytes(), np.float32).reshape(4, 4)
    world = _local(gpu, form, matrices) @ world
    mirrored, turn = determinants(world) < 0, world[:, :3, :3]
    records["world_from_node"], records["tint"] = world, instance.tint
    records["emissive_scale"] = instance.emissive_scale
    if mirrored.any():
        records["flags"] |= mirrored * np.uint32(MIRRORED)
    centre = (parts.centre[part, None] @ turn)[:, 0] + world[:, 3, :3]
    half = (parts.half_size[part, None] @ np.abs(turn))[:, 0]
    palette = None
    if len(rest.joints):
        joints = instance.joints
        if joints is None:
            joints = (rest.model_from_node if matrices is None else matrices.transpose(0, 2, 1))[rest.joints]
        turn = np.frombuffer(instance.world_from_model.to_bytes(), np.float32).reshape(4, 4)
        palette, centre[form.skinned], half[form.skinned] = bend(gpu, joints, turn)
    morphs = morph_weights(weights if instance.weights is None else instance.weights, rest.weights, gpu)
    low = (centre - half).min(axis=0) if len(part) else np.zeros(3, np.float32)
    high = (centre + half).max(axis=0) if len(part) else np.zeros(3, np.float32)
    bucket = form.bucket | form.single_sided.astype(np.uint64) << mirrored.astype(np.uint64)
    layout = (gpu.serial, 1, instance.hidden_nodes, mirrored.tobytes() if mirrored.any() else b"", instance.in_mirrors)
    return Placed(
        gpu, records, part, centre, np.sqrt(np.einsum("di,di->d", half, half)), bucket, form.blend, form.commands, low, high,
        key, layout, palette, morphs, skinned=form.skinned, held=(instance.joints, instance.weights),
        moves=instance.joints is not None or instance.weights is not None, in_mirrors=instance.in_mirrors,
    )  # fmt: skip


def _local(gpu: GpuModel, form: Template, matrices: np.ndarray | None) -> np.ndarray:
    """model_from_part, float32 [D, 4, 4], rows are columns; the identity for what is skinned."""
    parts, part = gpu.parts, form.part
    if matrices is None:
        return np.asarray(parts.model_from_node)
    local: np.ndarray = matrices[parts.node[part]]
    if parts.is_instanced:
        local = parts.node_from_part[part] @ local
    if form.skinned.any():
        local[form.skinned] = IDENTITY
    return local


def determinants(world: np.ndarray) -> np.ndarray:
    """float32 [D] of the upper left 3 x 3 of [D, 4, 4]; LAPACK's cost three times as much."""
    (a, b, c), (d, e, f), (g, h, i) = world[:, :3, :3].transpose(1, 2, 0)
    result: np.ndarray = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
    return result


def morph_weights(given: np.ndarray, rest: np.ndarray, gpu: GpuModel) -> np.ndarray | None:
    """float32 [W], or None where nothing morphs."""
    if len(given) != len(rest):
        raise ValueError(f"{gpu.model.path}: {len(rest)} morph weights expected")
    return np.ascontiguousarray(given, np.float32) if len(rest) else None


def bend(gpu: GpuModel, joints: np.ndarray, world: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The palette, float32 [J, 3, 4], and the box around the joints with what they carry: its middle and half its size, world.
    joints : float32 [J, 3 or 4, 4]. world : world_from_model, float32 [4, 4], rows are columns."""
    bind = animation.skeleton(gpu.model).joint_from_mesh
    if joints.shape not in ((len(bind), 3, 4), (len(bind), 4, 4)):
        raise ValueError(f"{gpu.model.path}: joints of shape {joints.shape}, not ({len(bind)}, 3 or 4, 4)")
    palette = np.ascontiguousarray((joints @ bind)[:, :3], np.float32)
    at = joints[:, :3, 3] @ world[:3, :3] + world[3, :3]
    # A vertex lies between the places where its joints would carry it: within their reach, stretched as they are.
    stretch = np.sqrt(np.square(joints[:, :3, :3]).sum(axis=1).max())
    margin = stretch * np.sqrt(np.square(world[:3, :3]).sum(axis=1).max()) * gpu.reach_m
    low, high = at.min(axis=0) - margin, at.max(axis=0) + margin
    return palette, (low + high) / 2, (high - low) / 2


def pack_commands(gpu: GpuModel, part: np.ndarray) -> np.ndarray:
    command = np.zeros(len(part), COMMAND)
    command["count"], command["instances"] = gpu.parts.index_count[part], 1
    command["first_index"] = gpu.parts.first_index[part] + np.uint32(gpu.first_index)
    command["base_vertex"] = gpu.parts.base_vertex[part] + np.int32(gpu.first_vertex)
    return command
