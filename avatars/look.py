"""How somebody looks: a few outfits, hair styles and colours that go together, chosen by who one is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

Colour = tuple[float, float, float]


def srgb(code: str) -> Colour:
    """Linear colour of "#rrggbb" (IEC 61966-2-1)."""
    values = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return r, g, b


@dataclass(frozen=True, slots=True)
class Look:
    """outfit : "coat" (a long durumagi-like coat) or "suit". hair : short, bob, bun, parted. Colours linear."""

    outfit: str
    hair: str
    skin: Colour
    hair_colour: Colour
    cloth: Colour
    accent: Colour
    glasses: bool = False
    badge: bool = False


SKINS = tuple(srgb(c) for c in ("#f3c9a5", "#eab98f", "#dca47a", "#c68a60", "#9c6642"))
HAIR_COLOURS = tuple(srgb(c) for c in ("#17130f", "#241a14", "#3b281c", "#5a3a22", "#8d8780"))
# Cloth and its accent, after the quiet dyes of hanbok: jade, indigo, persimmon, plum, pine, sky, millet, rose
CLOTHS = tuple(
    (srgb(a), srgb(b))
    for a, b in (
        ("#5fa395", "#e9dcc0"),
        ("#3d5a8c", "#d98a4e"),
        ("#d07f4c", "#35506e"),
        ("#7d5a86", "#e3c26f"),
        ("#3f6b4f", "#e6b7a0"),
        ("#7fb0cf", "#a8435a"),
        ("#d3ad5b", "#4a6a52"),
        ("#c4707f", "#50648c"),
    )
)
SUITS = tuple(
    (srgb(a), srgb(b))
    for a, b in (
        ("#2f3a4f", "#b5524a"),
        ("#4a4f57", "#5f8a9e"),
        ("#5b4b3f", "#3f6b4f"),
        ("#3c4a43", "#d3ad5b"),
        ("#6b7480", "#7d5a86"),
    )
)
HAIRS = ("short", "bob", "bun", "parted")


def look_of(user_id: str) -> Look:
    """Always the same for the same id: every client draws somebody alike without being told how."""
    digest = hashlib.sha256(user_id.encode()).digest()
    suited = digest[5] % 3 == 0
    choice = SUITS if suited else CLOTHS
    cloth, accent = choice[digest[0] % len(choice)]
    hair_colour = HAIR_COLOURS[digest[2] % (len(HAIR_COLOURS) * 3) // 3]
    return Look(
        "suit" if suited else "coat",
        HAIRS[digest[1] % len(HAIRS)],
        SKINS[(0, 0, 1, 1, 1, 2, 2, 3, 4)[digest[3] % 9]],
        hair_colour,
        cloth,
        accent,
        glasses=digest[4] % 5 == 0,
    )


def colour_of(user_id: str) -> Colour:
    """The main colour of that look, for name tags and the like."""
    return look_of(user_id).cloth


NPC_LOOKS = {
    "mayor": Look("suit", "parted", SKINS[1], srgb("#57524e"), srgb("#27364f"), srgb("#b5524a"), badge=True),
    "clerk": Look("coat", "bun", SKINS[0], srgb("#1d1612"), srgb("#5fa395"), srgb("#e9dcc0"), badge=True),
    "trainer": Look("suit", "short", SKINS[1], srgb("#17130f"), srgb("#a3432f"), srgb("#2e2e33"), badge=True),
    "agent": Look("suit", "short", SKINS[2], srgb("#241a14"), srgb("#6a5a4a"), srgb("#3f6b4f"), glasses=True),
}
