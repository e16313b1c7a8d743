"""A loaded glTF file as plain data. Never changes after loading; what moves is a `renderer.scene.Instance` of it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any

import glm
import numpy as np

ANCHOR_PREFIX = "anchor:"
COLLISION_PREFIX = "collision:"
POINTS, LINES, TRIANGLES = 0, 1, 4  # primitive modes that are left after loading


class AlphaMode(Enum):
    OPAQUE = "OPAQUE"
    MASK = "MASK"
    BLEND = "BLEND"


@dataclass(slots=True, frozen=True)
class Sampler:
    """Filter and wrap modes by their GL enumerants, as glTF has them."""

    mag_filter: int = 9729  # LINEAR
    min_filter: int = 9987  # LINEAR_MIPMAP_LINEAR
    wrap_s: int = 10497  # REPEAT
    wrap_t: int = 10497


@dataclass(slots=True, frozen=True)
class TextureRef:
    """One use of an image. `transform` : (a, b, tx, c, d, ty), applied to the texture coordinate set `texcoord` as
    u' = a u + b v + tx, v' = c u + d v + ty (KHR_texture_transform). `scale` : normal scale or occlusion strength."""

    image: int
    sampler: Sampler = field(default_factory=Sampler)
    texcoord: int = 0
    transform: tuple[float, float, float, float, float, float] = (1, 0, 0, 0, 1, 0)
    scale: float = 1.0


@dataclass(slots=True)
class Material:
    """Metallic-roughness material with the extensions that we draw. Colours linear; emissive already times its strength.
    Lengths in metres of the mesh's own space, but iridescence thickness in nanometres."""

    name: str = ""
    base_colour: tuple[float, float, float, float] = (1, 1, 1, 1)
    metallic: float = 1.0
    roughness: float = 1.0
    emissive: tuple[float, float, float] = (0, 0, 0)
    base_texture: TextureRef | None = None
    metallic_roughness_texture: TextureRef | None = None
    normal_texture: TextureRef | None = None
    occlusion_texture: TextureRef | None = None
    emissive_texture: TextureRef | None = None
    alpha_mode: AlphaMode = AlphaMode.OPAQUE
    alpha_cutoff: float = 0.5
    double_sided: bool = False
    unlit: bool = False
    clearcoat: float = 0.0
    clearcoat_texture: TextureRef | None = None
    clearcoat_roughness: float = 0.0
    clearcoat_roughness_texture: TextureRef | None = None
    clearcoat_normal_texture: TextureRef | None = None
    sheen_colour: tuple[float, float, float] = (0, 0, 0)
    sheen_colour_texture: TextureRef | None = None
    sheen_roughness: float = 0.0
    sheen_roughness_texture: TextureRef | None = None
    specular: float = 1.0
    specular_texture: TextureRef | None = None
    specular_colour: tuple[float, float, float] = (1, 1, 1)
    specular_colour_texture: TextureRef | None = None
    ior: float = 1.5
    transmission: float = 0.0
    transmission_texture: TextureRef | None = None
    thickness: float = 0.0
    thickness_texture: TextureRef | None = None
    attenuation_colour: tuple[float, float, float] = (1, 1, 1)
    attenuation_distance: float = math.inf
    dispersion: float = 0.0
    diffuse_transmission: float = 0.0
    diffuse_transmission_texture: TextureRef | None = None
    diffuse_transmission_colour: tuple[float, float, float] = (1, 1, 1)
    diffuse_transmission_colour_texture: TextureRef | None = None
    anisotropy: float = 0.0
    anisotropy_rotation: float = 0.0
    anisotropy_texture: TextureRef | None = None
    iridescence: float = 0.0
    iridescence_texture: TextureRef | None = None
    iridescence_ior: float = 1.3
    iridescence_thickness: tuple[float, float] = (100.0, 400.0)
    iridescence_thickness_texture: TextureRef | None = None
    specular_glossiness: SpecularGlossiness | None = None
    uv_sets: tuple[int, ...] = (
        0,
        1,
    )  # which coordinate sets of the file are uv0 and uv1 of primitives in this material

    def blends(self) -> bool:
        """Whether what is behind it shows through."""
        return self.alpha_mode is AlphaMode.BLEND or self.transmission > 0

    def wants_tangents(self) -> bool:
        if self.unlit:
            return False
        return self.anisotropy > 0 or self.normal_texture is not None or self.clearcoat_normal_texture is not None


@dataclass(slots=True)
class SpecularGlossiness:
    """KHR_materials_pbrSpecularGlossiness, the old workflow: replaces metallic and roughness; base colour is its diffuse one.
    The texture has specular colour in RGB (sRGB) and glossiness in A."""

    specular: tuple[float, float, float] = (1, 1, 1)
    glossiness: float = 1.0
    texture: TextureRef | None = None


@dataclass(slots=True)
class Primitive:
    """Triangles of one material. All arrays have N rows; indices : uint32 [M, 3].

    positions float32 [N, 3] metres · normals float32 [N, 3] unit · tangents float32 [N, 4] · uv0, uv1 float32 [N, 2] ·
    colours float32 [N, 4] linear · joints uint16 [N, 4] · weights float32 [N, 4]
    """

    positions: np.ndarray
    normals: np.ndarray
    indices: np.ndarray
    tangents: np.ndarray | None = None
    uv0: np.ndarray | None = None
    uv1: np.ndarray | None = None
    colours: np.ndarray | None = None
    joints: np.ndarray | None = None
    weights: np.ndarray | None = None
    material: int = -1
    mode: int = (
        TRIANGLES  # of `indices`: POINTS uint32 [M, 1], LINES [M, 2], TRIANGLES [M, 3]; strips and fans are unrolled
    )
    morphs: list[Morph] = field(default_factory=list)
    variants: dict[str, int] = field(default_factory=dict)  # KHR_materials_variants: material by the variant's name


@dataclass(slots=True)
class Morph:
    """One morph target of a primitive: what is added to each vertex at weight 1, float32 [N, 3] each, None where nothing is.
    `tangents` are differences of the tangent's xyz; its handedness stays."""

    positions: np.ndarray | None = None
    normals: np.ndarray | None = None
    tangents: np.ndarray | None = None


@dataclass(slots=True)
class Mesh:
    """weights : of the morph targets where neither the node nor an animation says otherwise."""

    name: str
    primitives: list[Primitive]
    weights: list[float] = field(default_factory=list)
    target_names: list[str] = field(default_factory=list)  # extras.targetNames, as many tools write them


@dataclass(slots=True)
class Node:
    """`parent_from_node` is the rest pose, `model_from_node` the same up to the model's root."""

    name: str
    parent: int | None
    children: list[int]
    parent_from_node: glm.mat4
    model_from_node: glm.mat4
    mesh: int | None = None
    skin: int | None = None
    weights: list[float] | None = None  # morph weights of this node; None: the mesh's
    light: int | None = None  # index in Model.lights
    instances: np.ndarray | None = (
        None  # float32 [I, 4, 4], rows are columns: node_from_instance (EXT_mesh_gpu_instancing)
    )
    visible: bool = True
    extras: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Skin:
    """joints : node indices. joint_from_mesh : float32 [J, 4, 4], row-major mathematical order (inverse bind matrices)."""

    name: str
    joints: list[int]
    joint_from_mesh: np.ndarray


@dataclass(slots=True)
class AnimationSampler:
    """times_s : float32 [K], rising. values : float32 [K, C]; for "CUBICSPLINE" [K, 3, C]: in-tangent, value, out-tangent, the
    tangents per second (glTF 2.0 appendix C). interpolation : "LINEAR" (rotations: slerp), "STEP" or "CUBICSPLINE"."""

    times_s: np.ndarray
    values: np.ndarray
    interpolation: str = "LINEAR"


@dataclass(slots=True)
class Channel:
    """What a sampler drives. path : "translation" (C = 3), "rotation" (C = 4, x y z w), "scale" (3), "weights" (C = targets)."""

    node: int
    path: str
    sampler: int


@dataclass(slots=True)
class Animation:
    name: str
    channels: list[Channel]
    samplers: list[AnimationSampler]

    @property
    def duration_s(self) -> float:
        return max((float(s.times_s[-1]) for s in self.samplers if len(s.times_s)), default=0.0)


@dataclass(slots=True)
class Light:
    """KHR_lights_punctual; shines along -Z of its node. kind : "directional" (colour in lux), "point" or "spot" (candela).
    range_m : inf without a limit. Cone angles in radians, from the axis."""

    name: str
    kind: str
    colour: tuple[float, float, float]
    range_m: float = math.inf
    inner_cone: float = 0.0
    outer_cone: float = math.pi / 4


@dataclass(slots=True, eq=False, weakref_slot=True)
class Model:
    """A whole file. `order` lists the nodes of the default scene, parents before children."""

    path: Path
    nodes: list[Node]
    order: list[int]
    meshes: list[Mesh]
    materials: list[Material]
    images: Sequence[np.ndarray | None]  # uint8 [H, W, 4], or None; a list, or gltf.images.Undecoded
    skins: list[Skin] = field(default_factory=list)
    lightmapped: bool = (
        False  # the second texture coordinates of primitives are places on the lightmap of a renderer.light
    )
    animations: list[Animation] = field(default_factory=list)
    lights: list[Light] = field(default_factory=list)
    variants: list[str] = field(default_factory=list)
    prepared: Any = field(default=None, repr=False)  # renderer.gl.prepare keeps there what the graphics card will want
    _by_name: dict[str, int] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for index in reversed(self.order):
            self._by_name[self.nodes[index].name] = index

    def with_variant(self, name: str) -> Model:
        """The same model in other materials (KHR_materials_variants). Raises KeyError."""
        if name not in self.variants:
            raise KeyError(name)
        meshes = [
            replace(m, primitives=[replace(p, material=p.variants.get(name, p.material)) for p in m.primitives])
            for m in self.meshes
        ]
        return replace(self, meshes=meshes, prepared=None, _by_name={})

    def has_node(self, name: str) -> bool:
        return name in self._by_name

    def node_index(self, name: str) -> int:
        """Raises KeyError if the default scene has no such node."""
        return self._by_name[name]

    def node_world(self, name: str) -> glm.mat4:
        """model_from_node in the rest pose. Raises KeyError."""
        return glm.mat4(self.nodes[self._by_name[name]].model_from_node)

    def anchors(self) -> dict[str, glm.mat4]:
        """model_from_anchor of every node named "anchor:NAME", by NAME."""
        nodes = [self.nodes[i] for i in self.order]
        return {
            n.name[len(ANCHOR_PREFIX) :]: glm.mat4(n.model_from_node) for n in nodes if n.name.startswith(ANCHOR_PREFIX)
        }

    def drawn_nodes(self) -> list[int]:
        """Nodes of the default scene with a mesh that is not for collision only."""
        hidden: set[int] = set()
        for i in self.order:  # parents before children
            if not self.nodes[i].visible or self.nodes[i].parent in hidden:
                hidden.add(i)
        drawn = [i for i in self.order if self.nodes[i].mesh is not None and i not in hidden]
        return [i for i in drawn if not self._is_collision(i)]

    def bounds(self) -> tuple[np.ndarray, np.ndarray]:
        """Lowest and highest corner of all drawn vertices in the rest pose, float32 [3] each; zeros if nothing is drawn."""
        points = self.drawn_points()
        if not len(points):
            return np.zeros(3, np.float32), np.zeros(3, np.float32)
        return points.min(axis=0), points.max(axis=0)

    def drawn_points(self) -> np.ndarray:
        """All drawn vertices in the rest pose, float32 [N, 3]; of what stands in several places only the corners of its boxes."""
        points = [box for i in self.drawn_nodes() for box in self._boxes(self.nodes[i])]
        return np.concatenate(points) if points else np.zeros((0, 3), np.float32)

    def _boxes(self, node: Node) -> list[np.ndarray]:
        """Corners of what the node draws, float32 [N, 3] each: of all its vertices, or of a box where there are instances."""
        assert node.mesh is not None
        columns = np.frombuffer(node.model_from_node.to_bytes(), np.float32).reshape(1, 4, 4)
        places = columns if node.instances is None else node.instances @ columns
        found = []
        for primitive in self.meshes[node.mesh].primitives:
            points = primitive.positions[np.unique(primitive.indices)] if primitive.indices.size else np.zeros((0, 3))
            if not len(points):
                continue
            if node.skin is not None and primitive.joints is not None and primitive.weights is not None:
                found.append(self._at_rest(self.skins[node.skin], primitive))
                continue
            if len(places) > 1:
                points = np.stack(np.meshgrid(*zip(points.min(axis=0), points.max(axis=0), strict=True)), -1).reshape(
                    -1, 3
                )
            found.append((points @ places[:, :3, :3] + places[:, None, 3, :3]).reshape(-1, 3).astype(np.float32))
        return found

    def _at_rest(self, skin: Skin, primitive: Primitive) -> np.ndarray:
        """Where joints carry the drawn vertices, float32 [N, 3]: a skinned mesh does not move with its node (glTF, 3.7.3.3)."""
        assert primitive.joints is not None
        assert primitive.weights is not None
        palette = np.stack([np.array(self.nodes[j].model_from_node) for j in skin.joints])
        palette = palette @ skin.joint_from_mesh[: len(skin.joints)]
        drawn = np.unique(primitive.indices)
        points = np.pad(primitive.positions[drawn], ((0, 0), (0, 1)), constant_values=1)
        carriers = palette[np.minimum(primitive.joints[drawn], len(palette) - 1)]
        weights = primitive.weights[drawn]
        total = np.maximum(weights.sum(axis=1, keepdims=True), 1e-6)
        carried: np.ndarray = np.einsum("nj,njab,nb->na", weights / total, carriers, points)
        return carried[:, :3].astype(np.float32)

    def collision_triangles(self) -> tuple[np.ndarray, np.ndarray]:
        """Vertices float32 [N, 3] and triangles uint32 [M, 3] of the "collision:*" nodes; of all meshes if there are none."""
        chosen = [i for i in self.order if self.nodes[i].mesh is not None and self._is_collision(i)]
        return self._triangles(chosen or self.drawn_nodes())

    def drawn_triangles(self) -> tuple[np.ndarray, np.ndarray]:
        """Vertices float32 [N, 3] and triangles uint32 [M, 3] of everything that is drawn, in the rest pose."""
        return self._triangles(self.drawn_nodes())

    def _is_collision(self, index: int) -> bool:
        node = self.nodes[index]
        if node.name.startswith(COLLISION_PREFIX):
            return True
        return node.mesh is not None and self.meshes[node.mesh].name.startswith(COLLISION_PREFIX)

    def _triangles(self, nodes: list[int]) -> tuple[np.ndarray, np.ndarray]:
        vertices, triangles, count = [np.zeros((0, 3), np.float32)], [np.zeros((0, 3), np.uint32)], 0
        for index in nodes:
            node = self.nodes[index]
            assert node.mesh is not None
            columns = np.frombuffer(node.model_from_node.to_bytes(), np.float32).reshape(4, 4)
            for primitive in self.meshes[node.mesh].primitives:
                if primitive.mode != TRIANGLES:
                    continue
                vertices.append(primitive.positions @ columns[:3, :3] + columns[3, :3])
                triangles.append(primitive.indices + np.uint32(count))
                count += len(primitive.positions)
        return np.concatenate(vertices), np.concatenate(triangles)
