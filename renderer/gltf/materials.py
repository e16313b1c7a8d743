"""glTF materials with the extensions that we draw."""

from __future__ import annotations

import logging
import math
from dataclasses import fields, replace
from typing import Any

from renderer.gltf.accessors import item
from renderer.gltf.errors import GltfError
from renderer.gltf.model import AlphaMode, Material, Sampler, SpecularGlossiness, TextureRef

log = logging.getLogger(__name__)

# By the end of the extension's name: a field of Material and its property in the file.
EXTENSIONS = {
    "clearcoat": {
        "clearcoat": "clearcoatFactor",
        "clearcoat_texture": "clearcoatTexture",
        "clearcoat_roughness": "clearcoatRoughnessFactor",
        "clearcoat_roughness_texture": "clearcoatRoughnessTexture",
        "clearcoat_normal_texture": "clearcoatNormalTexture",
    },
    "sheen": {
        "sheen_colour": "sheenColorFactor",
        "sheen_colour_texture": "sheenColorTexture",
        "sheen_roughness": "sheenRoughnessFactor",
        "sheen_roughness_texture": "sheenRoughnessTexture",
    },
    "specular": {
        "specular": "specularFactor",
        "specular_texture": "specularTexture",
        "specular_colour": "specularColorFactor",
        "specular_colour_texture": "specularColorTexture",
    },
    "ior": {"ior": "ior"},
    "transmission": {"transmission": "transmissionFactor", "transmission_texture": "transmissionTexture"},
    "volume": {
        "thickness": "thicknessFactor",
        "thickness_texture": "thicknessTexture",
        "attenuation_colour": "attenuationColor",
        "attenuation_distance": "attenuationDistance",
    },
    "dispersion": {"dispersion": "dispersion"},
    "diffuse_transmission": {
        "diffuse_transmission": "diffuseTransmissionFactor",
        "diffuse_transmission_texture": "diffuseTransmissionTexture",
        "diffuse_transmission_colour": "diffuseTransmissionColorFactor",
        "diffuse_transmission_colour_texture": "diffuseTransmissionColorTexture",
    },
    "anisotropy": {
        "anisotropy": "anisotropyStrength",
        "anisotropy_rotation": "anisotropyRotation",
        "anisotropy_texture": "anisotropyTexture",
    },
    "iridescence": {
        "iridescence": "iridescenceFactor",
        "iridescence_texture": "iridescenceTexture",
        "iridescence_ior": "iridescenceIor",
        "iridescence_thickness_texture": "iridescenceThicknessTexture",
    },
}


def read_materials(document: dict[str, Any]) -> list[Material]:
    return [_with_uv_sets(_material(entry, document)) for entry in document.get("materials", [])]


def texture_fields(material: Material) -> dict[str, TextureRef]:
    """The textures in use by the names of Material's fields."""
    found = {f.name: getattr(material, f.name) for f in fields(material) if f.name.endswith("_texture")}
    return {name: reference for name, reference in found.items() if reference is not None}


def _with_uv_sets(material: Material) -> Material:
    """Two sets of texture coordinates reach the graphics card: those that this material uses."""
    textures = texture_fields(material)
    gloss = material.specular_glossiness
    everything = [*textures.values(), *([gloss.texture] if gloss and gloss.texture else [])]
    used = sorted({reference.texcoord for reference in everything})
    if not used or used[-1] <= 1:
        return material
    if len(used) > 2:
        log.warning(
            "material %r uses %d sets of texture coordinates; all but two read the second", material.name, len(used)
        )
    numbers = {number: min(i, 1) for i, number in enumerate(used)}
    changed: dict[str, Any] = {n: replace(r, texcoord=numbers[r.texcoord]) for n, r in textures.items()}
    if gloss and gloss.texture:
        changed["specular_glossiness"] = replace(
            gloss, texture=replace(gloss.texture, texcoord=numbers[gloss.texture.texcoord])
        )
    return replace(material, uv_sets=tuple(used[:2]), **changed)


def image_index(texture: dict[str, Any]) -> int | None:
    """The image of a texture; WebP first, because files carry both for old readers."""
    webp = texture.get("extensions", {}).get("EXT_texture_webp", {}).get("source")
    return webp if webp is not None else texture.get("source")


def _material(entry: dict[str, Any], document: dict[str, Any]) -> Material:
    pbr, extensions = entry.get("pbrMetallicRoughness", {}), entry.get("extensions", {})
    strength = number(extensions.get("KHR_materials_emissive_strength", {}).get("emissiveStrength", 1))
    red, green, blue = (c * strength for c in numbers(entry.get("emissiveFactor", (0, 0, 0)), 3))
    material = Material(
        name=str(entry.get("name", "")),
        base_colour=numbers(pbr.get("baseColorFactor", (1, 1, 1, 1)), 4),  # type: ignore[arg-type]
        metallic=number(pbr.get("metallicFactor", 1)),
        roughness=number(pbr.get("roughnessFactor", 1)),
        emissive=(red, green, blue),
        base_texture=_texture(pbr.get("baseColorTexture"), document),
        metallic_roughness_texture=_texture(pbr.get("metallicRoughnessTexture"), document),
        normal_texture=_texture(entry.get("normalTexture"), document, "scale"),
        occlusion_texture=_texture(entry.get("occlusionTexture"), document, "strength"),
        emissive_texture=_texture(entry.get("emissiveTexture"), document),
        alpha_mode=_alpha_mode(entry.get("alphaMode", "OPAQUE")),
        alpha_cutoff=number(entry.get("alphaCutoff", 0.5)),
        double_sided=bool(entry.get("doubleSided", False)),
        unlit="KHR_materials_unlit" in extensions,
    )
    _read_extensions(material, extensions, document)
    return material


def _read_extensions(material: Material, extensions: dict[str, Any], document: dict[str, Any]) -> None:
    """Every KHR_materials_* that is drawn: numbers, colours and textures by the names of Material's fields."""
    for extension, properties in EXTENSIONS.items():
        entry = extensions.get(f"KHR_materials_{extension}")
        if entry is None:
            continue
        for name, key in properties.items():
            if key not in entry:
                continue
            if name.endswith("_texture"):
                setattr(material, name, _texture(entry[key], document))
            elif name.endswith("_colour"):
                setattr(material, name, numbers(entry[key], 3))
            else:
                setattr(material, name, number(entry[key]))
    film = extensions.get("KHR_materials_iridescence", {})
    material.iridescence_thickness = (
        number(film.get("iridescenceThicknessMinimum", 100)), number(film.get("iridescenceThicknessMaximum", 400)),
    )  # fmt: skip
    if material.attenuation_distance <= 0:
        material.attenuation_distance = math.inf
    old = extensions.get("KHR_materials_pbrSpecularGlossiness")
    if old is not None:
        _read_specular_glossiness(material, old, document)


def _read_specular_glossiness(material: Material, entry: dict[str, Any], document: dict[str, Any]) -> None:
    material.base_colour = numbers(entry.get("diffuseFactor", (1, 1, 1, 1)), 4)  # type: ignore[assignment]
    material.base_texture = _texture(entry.get("diffuseTexture"), document)
    material.metallic, material.metallic_roughness_texture = 0.0, None
    material.specular_glossiness = SpecularGlossiness(
        numbers(entry.get("specularFactor", (1, 1, 1)), 3),  # type: ignore[arg-type]
        number(entry.get("glossinessFactor", 1)),
        _texture(entry.get("specularGlossinessTexture"), document),
    )


def _texture(info: Any, document: dict[str, Any], scale_key: str = "scale") -> TextureRef | None:
    if info is None:
        return None
    texture = item(document.get("textures", []), info["index"], "texture")
    image = image_index(texture)
    if image is None:
        return None
    item(document.get("images", []), image, "image")
    transform = info.get("extensions", {}).get("KHR_texture_transform", {})
    texcoord = transform.get("texCoord", info.get("texCoord", 0))
    if not isinstance(texcoord, int) or not 0 <= texcoord < 32:
        raise GltfError(f"texture coordinate set {texcoord}")
    return TextureRef(
        image, _sampler(texture, document), texcoord, _transform(transform), number(info.get(scale_key, 1))
    )


def _transform(transform: dict[str, Any]) -> tuple[float, float, float, float, float, float]:
    """Translation * rotation * scale, as KHR_texture_transform composes them."""
    (tx, ty), (sx, sy) = numbers(transform.get("offset", (0, 0)), 2), numbers(transform.get("scale", (1, 1)), 2)
    angle = number(transform.get("rotation", 0))
    cos, sin = math.cos(angle), math.sin(angle)
    return (cos * sx, sin * sy, tx, -sin * sx, cos * sy, ty)


def _sampler(texture: dict[str, Any], document: dict[str, Any]) -> Sampler:
    if "sampler" not in texture:
        return Sampler()
    entry, default = item(document.get("samplers", []), texture["sampler"], "sampler"), Sampler()
    return Sampler(
        int(entry.get("magFilter", default.mag_filter)),
        int(entry.get("minFilter", default.min_filter)),
        int(entry.get("wrapS", default.wrap_s)),
        int(entry.get("wrapT", default.wrap_t)),
    )


def _alpha_mode(name: Any) -> AlphaMode:
    try:
        return AlphaMode(name)
    except ValueError:
        raise GltfError(f"unknown alpha mode {name}") from None


def number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise GltfError(f"{str(value)[:40]!r} is no number")
    return float(value)


def numbers(values: Any, count: int) -> tuple[float, ...]:
    if not isinstance(values, (list, tuple)) or len(values) != count:
        raise GltfError(f"expected {count} numbers")
    return tuple(number(v) for v in values)
