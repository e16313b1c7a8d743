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
    """outfit : suit, vest or workwear (men), suit or cardigan (women). hair : short, parted (men), bob, bun (women).
    cloth : of what is worn outermost; lower : of the trousers. Colours linear."""

    outfit: str
    hair: str
    skin: Colour
    hair_colour: Colour
    cloth: Colour
    accent: Colour
    lower: Colour


SKINS = tuple(srgb(c) for c in ("#e9bd9f", "#dfae8c", "#d3a07c", "#b98460", "#8f6145"))
HAIR_COLOURS = tuple(srgb(c) for c in ("#1a1614", "#221b17", "#2f251f", "#43342a", "#8d8a86"))
# Cloth and its accent: quiet wool and knitwear, ties and scarves after the dyes of hanbok
KNITS = tuple(
    (srgb(a), srgb(b))
    for a, b in (
        ("#5c7f78", "#d9c9a4"),
        ("#3f5170", "#b57a52"),
        ("#9a6b52", "#3f566e"),
        ("#67566f", "#b9a06a"),
        ("#48614f", "#b98f80"),
        ("#8499a8", "#8a4a58"),
        ("#a99670", "#4a6a52"),
        ("#8f6169", "#50648c"),
    )
)
SUITS = tuple(
    (srgb(a), srgb(b))
    for a, b in (
        ("#252d3d", "#7d3a3c"),
        ("#3a3d43", "#48697a"),
        ("#463c34", "#3f5a48"),
        ("#2e3934", "#8f7a45"),
        ("#575e68", "#5a4565"),
    )
)
TROUSERS = tuple(srgb(c) for c in ("#23262c", "#34363b", "#3b352e", "#283040"))
HAIRS = ("short", "bob", "bun", "parted")


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


_INK, _NAVY = srgb("#23262c"), srgb("#1f2a40")
NPC_LOOKS = {
    "mayor": Look("suit", "parted", SKINS[1], srgb("#6f6b67"), srgb("#222a3b"), srgb("#6e3336"), srgb("#222a3b")),
    "clerk": Look("cardigan", "bun", SKINS[0], srgb("#1d1815"), srgb("#4f6f6a"), srgb("#c9b78f"), _INK),
    "trainer": Look("workwear", "short", SKINS[2], srgb("#1a1614"), srgb("#c2541f"), srgb("#c9b52c"), _NAVY),
    "agent": Look("vest", "short", SKINS[1], srgb("#2a211b"), srgb("#55604f"), srgb("#7a4a35"), srgb("#34363b")),
}
