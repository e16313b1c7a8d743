"""glTF materials with the extensions that we draw."""

from __future__ import annotations

import math
from typing import Any

from renderer.gltf.accessors import item
from renderer.gltf.errors import GltfError
from renderer.gltf.model import AlphaMode, Material, Sampler, TextureRef


def read_materials(document: dict[str, Any]) -> list[Material]:
    return [_material(entry, document) for entry in document.get("materials", [])]


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
    coat = extensions.get("KHR_materials_clearcoat", {})
    material.clearcoat = number(coat.get("clearcoatFactor", 0))
    material.clearcoat_roughness = number(coat.get("clearcoatRoughnessFactor", 0))
    specular = extensions.get("KHR_materials_specular", {})
    material.specular = number(specular.get("specularFactor", 1))
    material.specular_colour = numbers(specular.get("specularColorFactor", (1, 1, 1)), 3)  # type: ignore[assignment]
    material.ior = number(extensions.get("KHR_materials_ior", {}).get("ior", 1.5))
    material.transmission = number(extensions.get("KHR_materials_transmission", {}).get("transmissionFactor", 0))


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
    if texcoord not in (0, 1):
        raise GltfError(f"texture coordinate set {texcoord}: only 0 and 1 are drawn")
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
