"""What hangs on nodes: animations, punctual lights, instances, and the names of a file's variants."""

from __future__ import annotations

import logging
import math
from typing import Any

import numpy as np

from renderer.gltf.accessors import Accessors, item
from renderer.gltf.errors import GltfError
from renderer.gltf.materials import number, numbers
from renderer.gltf.model import Animation, AnimationSampler, Channel, Light, Node

log = logging.getLogger(__name__)
WIDTHS = {"translation": 3, "rotation": 4, "scale": 3}
MAX_INSTANCES = 1_000_000


def read_variants(document: dict[str, Any]) -> list[str]:
    entries = document.get("extensions", {}).get("KHR_materials_variants", {}).get("variants", [])
    return [str(entry.get("name", f"variant{i}")) for i, entry in enumerate(entries)]


def read_animations(document: dict[str, Any], accessors: Accessors, nodes: list[Node]) -> list[Animation]:
    meshes = document.get("meshes", [])
    return [
        _animation(entry, f"animation{i}", accessors, nodes, meshes)
        for i, entry in enumerate(document.get("animations", []))
    ]


def _animation(
    entry: dict[str, Any], name: str, accessors: Accessors, nodes: list[Node], meshes: list[dict[str, Any]]
) -> Animation:
    channels: list[Channel] = []
    samplers: list[AnimationSampler] = []
    made: dict[tuple[int, int], int] = {}
    for channel in entry.get("channels", []):
        target = channel["target"]
        node, path = target.get("node"), target.get("path")
        if node is None or path not in (*WIDTHS, "weights"):
            log.warning("animation %r: a channel of %r is left out", entry.get("name", name), path)
            continue
        index = channel["sampler"]
        width = WIDTHS.get(path) or _targets(item(nodes, node, "node"), meshes)
        item(nodes, node, "node")
        if (index, width) not in made:
            made[index, width] = len(samplers)
            samplers.append(_sampler(item(entry.get("samplers", []), index, "sampler"), width, accessors))
        channels.append(Channel(node, path, made[index, width]))
    return Animation(str(entry.get("name", name)), channels, samplers)


def _targets(node: Node, meshes: list[dict[str, Any]]) -> int:
    """How many morph targets the node's mesh has."""
    primitives = meshes[node.mesh].get("primitives", []) if node.mesh is not None else []
    count = max((len(p.get("targets", [])) for p in primitives), default=0)
    if not count:
        raise GltfError("an animation of weights without morph targets")
    return count


def _sampler(entry: dict[str, Any], width: int, accessors: Accessors) -> AnimationSampler:
    times, kind = accessors.floats(entry["input"], 1)[:, 0], entry.get("interpolation", "LINEAR")
    if kind not in ("LINEAR", "STEP", "CUBICSPLINE"):
        raise GltfError(f"unknown interpolation {kind}")
    stored = accessors.entry(entry["output"])
    values = accessors.floats(entry["output"], accessors.raw(entry["output"]).shape[1]).ravel()
    if len(times) < 1 or (np.diff(times) < 0).any():
        raise GltfError("keys of an animation are not in the order of time")
    cubic = 3 if kind == "CUBICSPLINE" else 1
    if len(values) != len(times) * cubic * width:
        raise GltfError(f"an animation has {stored.get('count')} values for {len(times)} keys")
    shape = (len(times), 3, width) if cubic == 3 else (len(times), width)
    return AnimationSampler(times, values.reshape(shape), kind)


def read_lights(document: dict[str, Any]) -> list[Light]:
    """KHR_lights_punctual. Raises GltfError."""
    entries = document.get("extensions", {}).get("KHR_lights_punctual", {}).get("lights", [])
    return [_light(entry, i) for i, entry in enumerate(entries)]


def _light(entry: dict[str, Any], index: int) -> Light:
    kind = entry.get("type")
    if kind not in ("directional", "point", "spot"):
        raise GltfError(f"unknown light type {kind}")
    intensity = number(entry.get("intensity", 1))
    red, green, blue = (c * intensity for c in numbers(entry.get("color", (1, 1, 1)), 3))
    reach, spot = entry.get("range"), entry.get("spot", {})
    outer = min(max(number(spot.get("outerConeAngle", math.pi / 4)), 1e-3), math.pi / 2)
    inner = min(max(number(spot.get("innerConeAngle", 0)), 0), outer - 1e-4)
    limit = number(reach) if reach is not None else math.inf
    return Light(str(entry.get("name", f"light{index}")), kind, (red, green, blue), limit, inner, outer)


def read_instances(attributes: dict[str, int], accessors: Accessors) -> np.ndarray:
    """float32 [I, 4, 4], rows are columns (EXT_mesh_gpu_instancing). Raises GltfError."""
    widths = {"TRANSLATION": 3, "ROTATION": 4, "SCALE": 3}
    arrays = {name: accessors.floats(attributes[name], width) for name, width in widths.items() if name in attributes}
    counts = {len(a) for a in arrays.values()}
    if len(counts) != 1 or max(counts) > MAX_INSTANCES:
        raise GltfError("instances without one count")
    count = counts.pop()
    result = np.zeros((count, 4, 4), np.float32)
    result[:, :3, :3] = rotation_columns(
        arrays.get("ROTATION", np.tile(np.array([0, 0, 0, 1], np.float32), (count, 1)))
    )
    result[:, :3, :3] *= arrays.get("SCALE", np.ones((count, 3), np.float32))[:, :, None]
    result[:, 3, :3] = arrays.get("TRANSLATION", 0)
    result[:, 3, 3] = 1
    return result


def rotation_columns(quaternions: np.ndarray) -> np.ndarray:
    """[N, 3, 3] whose rows are the columns of the rotations of x, y, z, w [N, 4]."""
    q = quaternions / np.maximum(np.linalg.norm(quaternions, axis=1, keepdims=True), 1e-12)
    x, y, z, w = q.T
    rows = [
        [1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)],
        [2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)],
        [2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)],
    ]
    return np.array(rows).transpose(2, 0, 1)
