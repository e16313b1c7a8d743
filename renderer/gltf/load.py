"""`load_model`: a glTF 2.0 file (.glb or .gltf) becomes a Model."""

from __future__ import annotations

import logging
import struct
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import glm
import numpy as np

from renderer.gltf.accessors import Accessors, item
from renderer.gltf.container import read_buffers, read_container
from renderer.gltf.errors import GltfError
from renderer.gltf.geometry import read_meshes
from renderer.gltf.images import Encoded, Undecoded, encoded
from renderer.gltf.materials import EXTENSIONS, image_index, number, numbers, read_materials
from renderer.gltf.model import Model, Node, Skin
from renderer.gltf.nodes import read_animations, read_instances, read_lights, read_variants
from renderer.kept import name_of
from renderer.workers import workers

log = logging.getLogger(__name__)

KNOWN_EXTENSIONS = {
    "EXT_mesh_gpu_instancing",
    "EXT_texture_webp",
    "KHR_draco_mesh_compression",
    "KHR_lights_punctual",
    "KHR_materials_emissive_strength",
    "KHR_materials_pbrSpecularGlossiness",
    "KHR_materials_unlit",
    "KHR_materials_variants",
    "KHR_mesh_quantization",
    "KHR_node_visibility",
    "KHR_texture_transform",
    "SEOUL_lightmap",
} | {f"KHR_materials_{name}" for name in EXTENSIONS}
# What damaged JSON can cause below: values of other types, missing keys, numbers out of range.
MALFORMED = (
    KeyError, IndexError, TypeError, ValueError, AttributeError, OverflowError, RecursionError, MemoryError, struct.error,
)  # fmt: skip


def load_model(path: str | Path, decode: bool = True) -> Model:
    """Reads a .glb or .gltf file. Raises GltfError, whatever is wrong with it.

    decode : its pictures now; else each when it is asked for, and a damaged one is an error then.
    """
    path = Path(path)
    try:
        with np.errstate(all="ignore"):
            return _load(path, decode)
    except GltfError as error:
        raise GltfError(f"{path.name}: {error}") from error
    except MALFORMED as error:
        raise GltfError(f"{path.name}: malformed glTF ({type(error).__name__}: {error})") from error


def _load(path: Path, decode: bool) -> Model:
    document, binary = read_container(path)
    version = str(document.get("asset", {}).get("version", ""))
    if not version.startswith("2."):
        raise GltfError(f"glTF version {version or 'unknown'}, not 2.0")
    _check_extensions(document, path)
    buffers = read_buffers(document, binary, path.parent)
    accessors, digest = Accessors(document, buffers), "" if decode else name_of([repr(document).encode(), *buffers])
    lights = read_lights(document)
    nodes = _nodes(document, accessors, len(lights))
    order = _place(nodes, _roots(document, nodes))
    materials, variants = read_materials(document), read_variants(document)
    return Model(
        path,
        nodes,
        order,
        read_meshes(document, accessors, materials, variants),
        materials,
        _images(document, accessors, path.parent, digest),
        _skins(document, accessors, nodes),
        animations=read_animations(document, accessors, nodes),
        lights=lights,
        variants=variants,
        lightmapped="SEOUL_lightmap" in document.get("extensions", {}),
    )


def _check_extensions(document: dict[str, Any], path: Path) -> None:
    unknown = sorted(set(document.get("extensionsRequired", [])) - KNOWN_EXTENSIONS)
    if unknown:
        raise GltfError(f"needs the extension {', '.join(unknown)}, which is not supported")
    for name in sorted(set(document.get("extensionsUsed", [])) - KNOWN_EXTENSIONS):
        log.warning("%s: the optional extension %s is ignored", path.name, name)


def _nodes(document: dict[str, Any], accessors: Accessors, lights: int) -> list[Node]:
    entries, nodes = document.get("nodes", []), []
    for index, entry in enumerate(entries):
        mesh, skin, extensions = entry.get("mesh"), entry.get("skin"), entry.get("extensions", {})
        if mesh is not None:
            item(document.get("meshes", []), mesh, "mesh")
        if skin is not None:
            item(document.get("skins", []), skin, "skin")
        children = [c for c in entry.get("children", []) if item(entries, c, "node") is not None]
        local = _local_matrix(entry)
        node = Node(str(entry.get("name", f"node{index}")), None, children, local, glm.mat4(1), mesh, skin)
        if "weights" in entry:
            node.weights = [number(w) for w in entry["weights"]]
        node.light = extensions.get("KHR_lights_punctual", {}).get("light")
        if node.light is not None:
            item(range(lights), node.light, "light")
        if "EXT_mesh_gpu_instancing" in extensions:
            node.instances = read_instances(extensions["EXT_mesh_gpu_instancing"]["attributes"], accessors)
        node.visible = extensions.get("KHR_node_visibility", {}).get("visible", True) is not False
        node.extras = entry["extras"] if isinstance(entry.get("extras"), dict) else {}
        nodes.append(node)
    for index, node in enumerate(nodes):
        for child in node.children:
            if nodes[child].parent is not None or child == index:
                raise GltfError(f"node {child} has two parents")
            nodes[child].parent = index
    return nodes


def _local_matrix(entry: dict[str, Any]) -> glm.mat4:
    if "matrix" in entry:
        return glm.mat4(*numbers(entry["matrix"], 16))  # both column-major
    translation = glm.vec3(*numbers(entry.get("translation", (0, 0, 0)), 3))
    x, y, z, w = numbers(entry.get("rotation", (0, 0, 0, 1)), 4)
    scale = glm.vec3(*numbers(entry.get("scale", (1, 1, 1)), 3))
    return glm.translate(translation) * glm.mat4_cast(glm.quat(w, x, y, z)) * glm.scale(scale)


def _roots(document: dict[str, Any], nodes: list[Node]) -> list[int]:
    scenes = document.get("scenes", [])
    if not scenes:
        return [i for i, n in enumerate(nodes) if n.parent is None]
    roots = item(scenes, document.get("scene", 0), "scene").get("nodes", [])
    return [r for r in roots if item(nodes, r, "node") is not None]


def _place(nodes: list[Node], roots: list[int]) -> list[int]:
    """Fills model_from_node and returns parents before children. A cycle has no root, so it is never entered."""
    order, waiting, seen = [], list(reversed(roots)), set()
    while waiting:
        index = waiting.pop()
        if index in seen:
            raise GltfError(f"node {index} appears twice in the scene")
        seen.add(index)
        node = nodes[index]
        parent = nodes[node.parent].model_from_node if node.parent is not None else glm.mat4(1)
        node.model_from_node = parent * node.parent_from_node
        order.append(index)
        waiting.extend(reversed(node.children))
    return order


def _images(document: dict[str, Any], accessors: Accessors, folder: Path, digest: str) -> Sequence[np.ndarray | None]:
    """Only the pictures that a texture uses are decoded: a file may carry a PNG twin beside each WebP. digest : "" decodes now."""
    used = {image_index(texture) for texture in document.get("textures", [])}
    entries = enumerate(document.get("images", []))
    files = [encoded(entry, accessors, folder) if i in used else None for i, entry in entries]
    if digest:
        return Undecoded(files, digest)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # damaged EXIF and the like: the pixels decide
        decoding = [workers().submit(Encoded.decode, file) if file is not None else None for file in files]
        return [one.result() if one is not None else None for one in decoding]


def _skins(document: dict[str, Any], accessors: Accessors, nodes: list[Node]) -> list[Skin]:
    skins = []
    for entry in document.get("skins", []):
        joints = [j for j in entry["joints"] if item(nodes, j, "node") is not None]
        if "inverseBindMatrices" in entry:
            matrices = accessors.floats(entry["inverseBindMatrices"], 16).reshape(-1, 4, 4).transpose(0, 2, 1)
        else:
            matrices = np.broadcast_to(np.eye(4, dtype=np.float32), (len(joints), 4, 4))
        if len(matrices) < len(joints):
            raise GltfError("a skin has fewer matrices than joints")
        skins.append(Skin(str(entry.get("name", "")), joints, matrices))
    return skins
