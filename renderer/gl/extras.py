"""The memory layout of shaders/extras.glsl: what extensions say of a material, and their textures."""

from __future__ import annotations

import math

import numpy as np

from renderer.gltf.model import Material, TextureRef

EXTRA_BINDING = 7
FIRST_UNIT = 20  # of the textures below; what the place's light binds stands before
SRGB = (3, 6, 13, 14)
COUNT = 15
VEC = (np.float32, 4)
EXTRA = np.dtype(
    [
        ("coat", *VEC),
        ("sheen", *VEC),
        ("volume", *VEC),
        ("absorption", *VEC),
        ("anisotropy", *VEC),
        ("film", *VEC),
        ("through", *VEC),
        ("gloss", *VEC),
        ("uv_u", np.float32, (COUNT, 4)),
        ("uv_v", np.float32, (COUNT, 4)),
        ("padding", np.float32, 40),
    ]
)
assert EXTRA.itemsize % 256 == 0, "blocks begin at multiples of 256 bytes, the largest alignment drivers ask for"


def extra_slots(m: Material) -> tuple[TextureRef | None, ...]:
    """The textures of extensions in the order of the shader."""
    return (
        m.clearcoat_texture, m.clearcoat_roughness_texture, m.clearcoat_normal_texture,
        m.sheen_colour_texture, m.sheen_roughness_texture, m.specular_texture, m.specular_colour_texture,
        m.transmission_texture, m.thickness_texture, m.anisotropy_texture,
        m.iridescence_texture, m.iridescence_thickness_texture,
        m.diffuse_transmission_texture, m.diffuse_transmission_colour_texture,
        m.specular_glossiness.texture if m.specular_glossiness else None,
    )  # fmt: skip


def extra_features(m: Material) -> frozenset[str]:
    """Names for the shader. A surface without colour of its own to show or to hide wants none."""
    if m.unlit:
        return frozenset()
    wants = {
        "COAT": m.clearcoat > 0,
        "SHEEN": max(m.sheen_colour) > 0,
        "ANISOTROPY": m.anisotropy > 0,
        "IRIDESCENCE": m.iridescence > 0,
        "TRANSMISSION": refracts(m),
        "DIFFUSE_TRANSMISSION": m.diffuse_transmission > 0,
        "SPECULAR_MAPS": m.specular_texture is not None or m.specular_colour_texture is not None,
        "GLOSSINESS": m.specular_glossiness is not None,
    }
    names = {name for name, on in wants.items() if on}
    return frozenset(names | {"EXTRA"}) if names else frozenset()


def refracts(m: Material) -> bool:
    """Whether a picture of what is behind is needed: a smooth, clear, thin pane shows it by blending, for nothing."""
    if m.transmission <= 0 or m.unlit:
        return False
    plain = min(m.base_colour[:3]) >= 0.8 and m.base_texture is None and m.transmission_texture is None
    thin = m.thickness == 0 and m.roughness < 0.1 and m.metallic_roughness_texture is None and m.metallic == 0
    return not (plain and thin and m.transmission == 1)


def pack_extra(m: Material, layers: np.ndarray) -> np.ndarray:
    """EXTRA []. layers : int [COUNT], which layer of its array each texture is."""
    record = np.zeros((), EXTRA)
    scale = m.clearcoat_normal_texture.scale if m.clearcoat_normal_texture else 1
    record["coat"] = (m.clearcoat, m.clearcoat_roughness, scale, 0)
    record["sheen"] = (*m.sheen_colour, m.sheen_roughness)
    record["volume"] = (m.transmission, m.thickness, m.dispersion, m.ior if m.ior > 0 else 1e3)
    if math.isfinite(m.attenuation_distance):
        # Beer and Lambert: at the attenuation distance the attenuation colour is left.
        record["absorption"][:3] = -np.log(np.clip(m.attenuation_colour, 1e-5, 1)) / m.attenuation_distance
    record["anisotropy"] = (m.anisotropy, math.cos(m.anisotropy_rotation), math.sin(m.anisotropy_rotation), 0)
    record["film"] = (m.iridescence, m.iridescence_ior, *m.iridescence_thickness)
    record["through"] = (*m.diffuse_transmission_colour, m.diffuse_transmission)
    if m.specular_glossiness:
        record["gloss"] = (*m.specular_glossiness.specular, m.specular_glossiness.glossiness)
    for i, texture in enumerate(extra_slots(m)):
        if texture is None:
            record["uv_u"][i] = (0, 0, 0, -1)
            continue
        a, b, tx, c, d, ty = texture.transform
        record["uv_u"][i], record["uv_v"][i] = (a, b, tx, texture.texcoord), (c, d, ty, layers[i])
    return record
