"""The soup in the arrays that the tracer's kernels read: vertices, materials and every texture's texels in flat buffers.

One mesh, one material function and tables instead of Mitsuba's objects: a kernel without virtual calls is traced and compiled
in seconds however many materials a place has (measured: 108 materials).
"""

from __future__ import annotations

import numpy as np

from assets.bake.backend import dr, mi
from assets.bake.groups import CONSTANT, Group
from assets.bake.soup import Soup
from renderer.gl.tables import lobe_integrals
from renderer.gltf.model import AlphaMode, Material, TextureRef

MATERIAL_ROWS, TEXTURES = 5, 4  # float4 rows a material; base colour, metallic-roughness, normal, emissive
OPAQUE, MASK, BLEND = 0.0, 1.0, 2.0
WRAP_CLAMP, WRAP_MIRROR = 33071, 33648


class Tables:
    """Buffers of one soup. `slot_of` : by material, into which picture its own light goes (-1: it has none)."""

    def __init__(self, soup: Soup, groups: list[Group], slots: dict[str, tuple[int, float]]) -> None:
        """slots : by group name, (picture index, weight); groups without an entry stay dark."""
        self.soup = soup
        self.has_uv1 = any(ref is not None and ref.texcoord == 1 for m in soup.materials for ref in _textures(m))
        self.has_colours = bool((soup.colours != 1).any())
        self.slot_of, weights = material_slots(soup.materials, groups, slots)
        self.emission = np.array([emitted(m) for m in soup.materials]) * weights[:, None]
        self._upload_geometry(soup)
        self._upload_materials(soup.materials)
        self._upload_textures(soup)
        self.face_clear = clear_faces(soup)
        opaque = np.flatnonzero(~self.face_clear)
        self.all_scene = scene_of(soup.positions, soup.faces)
        self.opaque_scene = scene_of(soup.positions, soup.faces[opaque]) if len(opaque) else None
        self.any_clear = bool(self.face_clear.any())
        if self.any_clear:
            chosen = np.flatnonzero(self.face_clear)
            self.clear_scene = scene_of(soup.positions, soup.faces[chosen])
            self.clear_face = mi.UInt32(chosen.astype(np.uint32))

    def _upload_geometry(self, soup: Soup) -> None:
        first = np.concatenate([soup.normals, soup.uv[:, 0, :1]], axis=1)
        second = np.concatenate([soup.tangents[:, :3], soup.uv[:, 0, 1:]], axis=1)
        self.position = _floats(np.pad(soup.positions, ((0, 0), (0, 1))))
        self.normal_u, self.tangent_v = _floats(first), _floats(second)
        self.uv1 = _floats(soup.uv[:, 1]) if self.has_uv1 else None
        self.colour = _floats(soup.colours) if self.has_colours else None
        hand = soup.tangents[soup.faces[:, 0], 3] < 0
        code = soup.face_material.astype(np.uint32) | (hand.astype(np.uint32) << 31)
        self.face = mi.UInt32(np.concatenate([soup.faces, code[:, None]], axis=1).astype(np.uint32).ravel())

    def _upload_materials(self, materials: list[Material]) -> None:
        rows = np.zeros((len(materials), MATERIAL_ROWS, 4), np.float32)
        modes = {AlphaMode.OPAQUE: OPAQUE, AlphaMode.MASK: MASK, AlphaMode.BLEND: BLEND}
        for row, m, slot, glow in zip(rows, materials, self.slot_of, self.emission, strict=True):
            f0 = ((m.ior - 1) / (m.ior + 1)) ** 2
            scale = m.normal_texture.scale if m.normal_texture else 1.0
            row[0] = m.base_colour
            row[1] = (*glow, slot)
            row[2] = (m.metallic, m.roughness, scale, m.alpha_cutoff)
            row[3] = (*(np.minimum(f0 * np.array(m.specular_colour), 1) * m.specular), m.specular)
            row[4] = (m.transmission, modes[m.alpha_mode], m.double_sided, m.unlit)
        self.material = _floats(rows)
        table = lobe_integrals()[..., :2].astype(np.float32)
        self.integral, self.integral_side = _floats(table), len(table)

    def _upload_textures(self, soup: Soup) -> None:
        texels: list[np.ndarray] = [np.zeros(1, np.uint32)]
        starts: dict[int, tuple[int, int, int]] = {}
        used, total = [[_textures(m)[k] for k in range(TEXTURES)] for m in soup.materials], 1
        for image in sorted({ref.image for row in used for ref in row if ref is not None}):
            pixels = soup.model.images[image]
            if pixels is None:
                continue
            starts[image] = (total, pixels.shape[1], pixels.shape[0])
            texels.append(np.ascontiguousarray(pixels).view(np.uint32).ravel())
            total += pixels.shape[0] * pixels.shape[1]
        header, transform = (
            np.zeros((len(used), TEXTURES, 4), np.uint32),
            np.zeros((len(used), TEXTURES, 2, 4), np.float32),
        )
        for i, row in enumerate(used):
            for k, ref in enumerate(row):
                if ref is not None and ref.image in starts:
                    header[i, k] = (*starts[ref.image], _wrap(ref))
                    transform[i, k] = (*ref.transform[:3], ref.texcoord), (*ref.transform[3:], 0)
        self.texel = mi.UInt32(np.concatenate(texels))
        self.texture, self.texture_transform = mi.UInt32(header.ravel()), _floats(transform)
        self.textured = [bool(header[:, k, 1].any()) for k in range(TEXTURES)]


def scene_of(positions: np.ndarray, faces: np.ndarray) -> mi.Scene:
    """A scene of one bare mesh; a hit's prim_index is the row of `faces`."""
    mesh = mi.Mesh("soup", len(positions), len(faces))
    parameters = mi.traverse(mesh)
    parameters["vertex_positions"] = mi.Float(np.ascontiguousarray(positions, np.float32).ravel())
    parameters["faces"] = mi.UInt32(np.ascontiguousarray(faces, np.uint32).ravel())
    parameters.update()
    return mi.load_dict({"type": "scene", "soup": mesh})


def emitted(material: Material) -> tuple[float, float, float]:
    """What a material sends out by itself; an unlit one its base colour."""
    return tuple(material.base_colour[:3]) if material.unlit else material.emissive  # type: ignore[return-value]


def material_slots(
    materials: list[Material], groups: list[Group], slots: dict[str, tuple[int, float]]
) -> tuple[np.ndarray, np.ndarray]:
    """(slot int [M], -1 for none; weight float [M])."""
    group_of = {name: g.name for g in groups for name in g.materials}
    slot, weight = np.full(len(materials), -1), np.zeros(len(materials))
    for i, material in enumerate(materials):
        name = CONSTANT if material.unlit else group_of.get(material.name, CONSTANT)
        if any(emitted(material)) and name in slots:
            slot[i], weight[i] = slots[name]
    return slot, weight


def _textures(m: Material) -> list[TextureRef | None]:
    glow = m.base_texture if m.unlit else m.emissive_texture
    return [m.base_texture, m.metallic_roughness_texture, m.normal_texture, glow]


def _wrap(ref: TextureRef) -> int:
    """Two bits a direction: 0 repeat, 1 clamp, 2 mirror."""
    codes = {WRAP_CLAMP: 1, WRAP_MIRROR: 2}
    return codes.get(ref.sampler.wrap_s, 0) | codes.get(ref.sampler.wrap_t, 0) << 2


def _floats(values: np.ndarray) -> mi.Float:
    array = mi.Float(np.ascontiguousarray(values, np.float32).ravel())
    dr.eval(array)
    return array


def clear_faces(soup: Soup) -> np.ndarray:
    """bool [T]: of what can be looked through: panes, leaves, cut-outs."""
    clear = np.array([m.alpha_mode is not AlphaMode.OPAQUE or m.transmission > 0 for m in soup.materials])
    of_faces: np.ndarray = clear[soup.face_material]
    return of_faces
