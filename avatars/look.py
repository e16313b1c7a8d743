"""How somebody looks: a few outfits, hair styles and colours that go together, chosen by who one is."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

Colour = tuple[float, float, float]


def srgb(code: str) -> Colour:
    """Linear colour of "#rrggbb" (IEC 61966-2-1)."""
    values = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return r, g, b


@dataclass(frozen=True, slots=True)
class Look:
    """outfit : suit, vest or workwear (men), suit or cardigan (women). hair : short, parted (men), bob, bun (women).
    cloth : of what is worn outermost; lower : of the trousers. Colours linear."""

    outfit: str
    hair: str
    skin: Colour
    hair_colour: Colour
    cloth: Colour
    accent: Colour
    lower: Colour


SKINS = tuple(srgb(c) for c in ("#e6c0a8", "#dfb398", "#d6a88a", "#c69574", "#ab7a5b"))
HAIR_COLOURS = tuple(srgb(c) for c in ("#1a1614", "#221b17", "#2f251f", "#43342a", "#8d8a86"))
# Cloth and its accent: quiet wool and knitwear, ties and scarves after the dyes of hanbok
KNITS = tuple(
    (srgb(a), srgb(b))
    for a, b in (
        ("#657a76", "#d3c9b3"),
        ("#455063", "#a37f67"),
        ("#8c7061", "#465463"),
        ("#635968", "#b0a180"),
        ("#4e5d52", "#ad938a"),
        ("#8b97a0", "#79525b"),
        ("#a29780", "#526557"),
        ("#82676c", "#57637b"),
    )
)
SUITS = tuple(
    (srgb(a), srgb(b))
    for a, b in (
        ("#272d38", "#6f4041"),
        ("#3b3d41", "#4f6772"),
        ("#443d37", "#44574a"),
        ("#303834", "#897a55"),
        ("#595e65", "#57485e"),
    )
)
TROUSERS = tuple(srgb(c) for c in ("#24262a", "#353639", "#3a3530", "#2a303b"))
HAIRS = ("short", "bob", "bun", "parted")


@lru_cache(maxsize=1024)
def look_of(user_id: str) -> Look:
    """Always the same for the same id: every client draws somebody alike without being told how."""
    digest = hashlib.sha256(user_id.encode()).digest()
    hair = HAIRS[digest[1] % len(HAIRS)]
    suited = digest[5] % 2 == 0
    choice = SUITS if suited else KNITS
    cloth, accent = choice[digest[0] % len(choice)]
    relaxed = "cardigan" if hair in ("bob", "bun") else "vest"
    return Look(
        "suit" if suited else relaxed,
        hair,
        SKINS[(0, 0, 1, 1, 1, 2, 2, 3, 4)[digest[3] % 9]],
        HAIR_COLOURS[digest[2] % (len(HAIR_COLOURS) * 3) // 3],
        cloth,
        accent,
        cloth if suited else TROUSERS[digest[4] % len(TROUSERS)],
    )


def colour_of(user_id: str) -> Colour:
    """The main colour of that look, for name tags and the like."""
    return look_of(user_id).cloth


_INK, _NAVY = srgb("#282a2f"), srgb("#2a3142")
NPC_LOOKS = {
    "mayor": Look("suit", "parted", SKINS[1], srgb("#6f6b67"), srgb("#2a2f3a"), srgb("#6b3c3d"), srgb("#2a2f3a")),
    "clerk": Look("cardigan", "bun", SKINS[0], srgb("#1d1815"), srgb("#5a6c69"), srgb("#c4b89c"), _INK),
    "trainer": Look("workwear", "short", SKINS[2], srgb("#1a1614"), srgb("#bd5a2c"), srgb("#c9b52c"), _NAVY),
    "agent": Look("vest", "short", SKINS[1], srgb("#2a211b"), srgb("#5d6258"), srgb("#6f5142"), srgb("#34363b")),
}
