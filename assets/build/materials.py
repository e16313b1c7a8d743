"""The catalogue of materials. Names are shared by all places; a surface's pictures are embedded once a file."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from functools import cache

import numpy as np

from assets.build import cloths, facades, minerals, textures, wood

FAMILIES = (cloths, facades, minerals, wood)  # their import registers their @surface recipes

Colour = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Material:
    """glTF metallic-roughness. colour and emissive are linear. `surface` names a recipe of `textures`, `picture` is an
    encoded image mapped 0..1. `detail` says which of a surface's maps are worth their bytes."""

    colour: Colour = (1, 1, 1, 1)
    roughness: float = 0.6
    metallic: float = 0.0
    surface: str = ""
    picture: bytes = b""
    emissive: tuple[float, float, float] = (0, 0, 0)
    emits_picture: bool = False
    alpha: str = "OPAQUE"
    two_sided: bool = False
    detail: str = "base rough normal"
    relief: float = 1.0  # times the normal map's slopes

    @property
    def textured(self) -> bool:
        return bool(self.surface or self.picture)

    @property
    def tile_m(self) -> float | None:
        """Metres of surface one picture covers; None where uv already runs 0..1 or there is no picture."""
        return tile_side(self.surface) if self.surface else None

    @property
    def lit(self) -> bool:
        """Whether baked light belongs on it (lamps and the world behind the window glow by themselves)."""
        return not any(self.emissive) and self.alpha != "BLEND"

    def pictures(self) -> dict[str, bytes]:
        if self.picture:
            return {"base": self.picture}
        return {k: v for k, v in _maps(self.surface).items() if k in self.detail} if self.surface else {}


@cache
def _maps(name: str) -> dict[str, bytes]:
    """Encoded pictures of a surface. Roughness stands in green (glTF); blue is 1, so that the metallic factor decides."""
    path = textures.CACHE / f"{textures.recipe_key(name)}.pickle"
    if path.exists():
        return dict(pickle.loads(path.read_bytes()))
    maps = _encoded(textures.surface(name))
    textures.CACHE.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_bytes(pickle.dumps(maps))
    draft.replace(path)
    return maps


def _encoded(s: textures.Surface) -> dict[str, bytes]:
    rough = textures.reduced(s.rough, min(256, s.px))
    packed = np.stack([np.ones_like(rough), rough, np.ones_like(rough)], -1)
    return {
        "base": textures.webp(textures.reduced(s.base, s.px), 80),
        "rough": textures.webp(packed, 75),
        "normal": textures.webp(_shortened(s.normal(), s.px), 82),
    }


@cache
def tile_side(name: str) -> float:
    """Metres of surface that a recipe's pictures cover."""
    path = textures.CACHE / f"{textures.recipe_key(name)}.metres"
    if not path.exists():
        textures.CACHE.mkdir(parents=True, exist_ok=True)
        path.write_text(repr(textures.surface(name).metres))
    return float(path.read_text())


def _shortened(normal: np.ndarray, side: int) -> np.ndarray:
    """Normals averaged down and made unit vectors again; 0..1 in and out."""
    n = textures.reduced(normal * 2 - 1, side)
    return n / np.linalg.norm(n, axis=-1, keepdims=True) * 0.5 + 0.5


def srgb(code: str, alpha: float = 1.0) -> Colour:
    """'#rrggbb' -> linear RGBA."""
    c = np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    lin = np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)
    return (float(lin[0]), float(lin[1]), float(lin[2]), alpha)


def paint(code: str, roughness: float = 0.5, metallic: float = 0.0) -> Material:
    return Material(colour=srgb(code), roughness=roughness, metallic=metallic)


def tinted(surface: str, code: str = "#ffffff", detail: str = "base rough normal", roughness: float = 1.0) -> Material:
    """A surface's own pictures times a colour; where the roughness map is left out, `roughness` stands for it."""
    return Material(colour=srgb(code), roughness=roughness, surface=surface, detail=detail)


def glow(code: str, strength: float = 1.0) -> Material:
    r, g, b, _ = srgb(code)
    return Material(colour=srgb("#101010"), emissive=(r * strength, g * strength, b * strength), roughness=0.9)


def glowing_picture(data: bytes, strength: float = 1.0) -> Material:
    """A picture that shines by itself: a lit sign, a screen, the far city."""
    return Material(colour=(0, 0, 0, 1), picture=data, emissive=(strength,) * 3, emits_picture=True, roughness=0.9)


CATALOGUE: dict[str, Material] = {
    # building
    "stone floor": tinted("stone"),
    "terrazzo": tinted("terrazzo", detail="base"),
    "stone sill": tinted("marble", "#d6cfc4", detail="base", roughness=0.28),
    "marble": tinted("marble", detail="base", roughness=0.18),
    "plaster": tinted("plaster", detail="base normal", roughness=0.88),
    "plaster warm": tinted("plaster", "#f3ead9", detail="base normal", roughness=0.88),
    "plaster blue": tinted("plaster", "#c9d8df", detail="base normal", roughness=0.88),
    "ceiling tile": tinted("ceiling_tile", detail="base normal", roughness=0.92),
    "white tile": tinted("white_tile"),
    "brick": tinted("brick"),
    "brick low": tinted("brick", "#b4c4c0"),
    "epoxy": tinted("epoxy"),
    "concrete": tinted("concrete"),
    "oak floor": tinted("oak"),
    "parquet": tinted("parquet"),
    "walnut": tinted("walnut", detail="base rough"),
    "walnut dark": tinted("walnut", "#a89a92", detail="base rough"),
    "maple": tinted("maple", detail="base rough"),
    "cherry": tinted("cherry", detail="base rough"),
    "oak": tinted("oak_veneer", detail="base rough"),
    "carpet blue": tinted("carpet", "#41587a", detail="base", roughness=0.96),
    "carpet grey": tinted("carpet", "#8c8d8b", detail="base", roughness=0.96),
    "rug": tinted("carpet", "#8a3b32", detail="base", roughness=0.96),
    "rug pale": tinted("carpet", "#e5d9c0", detail="base", roughness=0.96),
    # metals, glass, plastics
    "steel": paint("#c3c6c9", 0.32, 1.0),
    "dark steel": paint("#4a4d51", 0.42, 0.9),
    "brass": paint("#d2ac66", 0.30, 1.0),
    "brushed steel": Material(
        colour=srgb("#c9cbcd"), roughness=1.0, metallic=1.0, surface="brushed", detail="rough normal"
    ),
    "brushed brass": Material(
        colour=srgb("#cfa964"), roughness=1.0, metallic=1.0, surface="brushed", detail="rough normal"
    ),
    "chrome": paint("#dfe1e3", 0.08, 1.0),
    "black": paint("#1b1c1e", 0.45),
    "black rubber": paint("#161616", 0.85),
    "grey": paint("#8d9194", 0.5),
    "light grey": paint("#d4d6d6", 0.45),
    "white": paint("#f1f1ee", 0.42),
    "paper": paint("#f6f4ee", 0.85),
    "red": paint("#c3201c", 0.35),
    "fire red": paint("#b8120f", 0.30),
    "green": paint("#1f8a4c", 0.5),
    "blue": paint("#1d5fa8", 0.4),
    "yellow": paint("#f0b81e", 0.5),
    "orange": paint("#e2762b", 0.5),
    "terracotta": paint("#a9573a", 0.8),
    "ceramic": paint("#ece7dd", 0.25),
    "soil": paint("#3a2a1f", 0.95),
    "glass": Material(colour=(0.75, 0.85, 0.85, 0.08), roughness=0.32, alpha="BLEND"),
    "green door": paint("#3c7a63", 0.5),
    "frosted": Material(colour=(0.90, 0.95, 0.95, 0.42), roughness=0.5, alpha="BLEND"),
    "water": Material(colour=(0.55, 0.75, 0.90, 0.40), roughness=0.1, alpha="BLEND"),
    # cloth and green
    "fabric grey": tinted("fabric", "#77797c", detail="base normal"),
    "fabric navy": tinted("fabric", "#2f4262", detail="base normal"),
    "fabric green": tinted("fabric", "#5f7a62", detail="base normal"),
    "fabric sand": tinted("fabric", "#d8c7a6", detail="base normal"),
    "fabric mustard": tinted("fabric", "#c9973a", detail="base normal"),
    "boucle cream": tinted("boucle", "#efe6d6", detail="base normal"),
    "linen": tinted("linen", "#f0e8d8", detail="base normal"),
    "leather brown": tinted("leather", "#7a4a2e", detail="base rough normal"),
    "leather black": tinted("leather", "#2c2b2a", detail="base rough normal"),
    "leather cream": tinted("leather", "#e9decb"),
    "leaf": Material(colour=(1, 1, 1, 1), surface="leaves", roughness=0.55, two_sided=True, detail="base"),
    "grass": tinted("grass", detail="base"),
    # light
    "lamp": glow("#fffaf0"),
    "lamp warm": glow("#ffe9c4"),
    "led green": glow("#36e07a"),
    "led red": glow("#ff4030"),
}

BOOK_COLOURS = (
    "#7d2027",
    "#22385f",
    "#2f5d46",
    "#c8a24c",
    "#e6dfcf",
    "#3a3a3e",
    "#8a5a34",
    "#5a7fa3",
    "#b5563c",
    "#6c6f58",
    "#d9d4c8",
    "#4b2f4f",
)
CATALOGUE |= {f"book {i}": paint(code, 0.62) for i, code in enumerate(BOOK_COLOURS)}
