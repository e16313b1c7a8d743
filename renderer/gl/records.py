"""The memory layout of vertices, of shaders/draws.glsl and shaders/material.glsl."""

from __future__ import annotations

import numpy as np

from renderer.gl.extras import SRGB, extra_slots
from renderer.gltf.model import Material, TextureRef

VERTEX = np.dtype(
    [
        ("position", np.float32, 3),
        ("normal", np.float32, 3),
        ("tangent", np.float16, 4),
        ("uv0", np.float32, 2),
        ("uv1", np.float32, 2),
        ("colour", np.float16, 4),
    ]
)
SLOTS = 5  # of every material; those of extensions follow
SRGB_SLOTS = (0, 4, *(SLOTS + i for i in SRGB))  # base colour, emissive ...
DRAW = np.dtype(
    [
        ("world_from_node", np.float32, (4, 4)),  # rows here are columns there
        ("tint", np.float32, 4),
        ("material", np.uint32),  # row of the page of the material table
        ("light_mask", np.uint32),
        ("flags", np.uint32),
        ("emissive_scale", np.float32),
        ("deform", np.uint32, 4),  # see GpuModel._deform
    ]
)
MATERIAL = np.dtype(
    [
        ("base_colour", np.float32, 4),
        ("emissive", np.float32, 4),
        ("surface", np.float32, 4),
        ("specular", np.float32, 4),
        ("layers", np.float32, 4),
        ("uv_u", np.float32, (SLOTS, 4)),
        ("uv_v", np.float32, (SLOTS, 4)),
        # New fields go here, and in the same order at the end of `Material` in shaders/material.glsl.
    ]
)
assert MATERIAL.itemsize % 16 == 0, "std140: so is the stride of an array"
COMMAND = np.dtype(
    [
        ("count", np.uint32),
        ("instances", np.uint32),
        ("first_index", np.uint32),
        ("base_vertex", np.int32),
        ("base_instance", np.uint32),
    ]
)
MIRRORED, LIGHTMAPPED, ONE_SIDED = 1, 2, 4  # flags


def texture_slots(material: Material) -> tuple[TextureRef | None, ...]:
    """The textures of a material in the order of the shader's slots."""
    return (
        material.base_texture,
        material.metallic_roughness_texture,
        material.normal_texture,
        material.occlusion_texture,
        material.emissive_texture,
        *extra_slots(material),
    )


def pack_materials(materials: list[Material], layers: np.ndarray) -> np.ndarray:
    """MATERIAL [M]. layers : int [M, at least SLOTS], which layer of its array each texture is."""
    records = np.zeros(len(materials), MATERIAL)
    for record, m, layer in zip(records, materials, layers, strict=True):
        reflectance = ((m.ior - 1) / (m.ior + 1)) ** 2 if m.ior > 0 else 1.0
        normal_scale = m.normal_texture.scale if m.normal_texture else 1
        occlusion = m.occlusion_texture.scale if m.occlusion_texture else 0
        record["base_colour"] = m.base_colour
        record["emissive"] = (*m.emissive, m.alpha_cutoff)
        record["surface"] = (m.metallic, m.roughness, normal_scale, occlusion)
        record["specular"] = (*m.specular_colour, reflectance)
        record["layers"] = (m.clearcoat, m.clearcoat_roughness, m.transmission, m.specular)
        for slot, texture in enumerate(texture_slots(m)[:SLOTS]):
            if texture is None:
                record["uv_u"][slot] = (0, 0, 0, -1)
                continue
            a, b, tx, c, d, ty = texture.transform
            record["uv_u"][slot], record["uv_v"][slot] = (a, b, tx, texture.texcoord), (c, d, ty, layer[slot])
    return records
