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
    """outfit : suit, vest or workwear (men), suit or cardigan (women). hair : short, parted, swept (men), bob, bun, perm (women);
    swept and perm are partly grey, and hair_colour is their grey. face : elder, square, oval (men), heart, round, older (women).
    cloth : of what is worn outermost; lower : of the trousers. Colours linear."""

    outfit: str
    hair: str
    skin: Colour
    hair_colour: Colour
    cloth: Colour
    accent: Colour
    lower: Colour
    face: str = ""


SKINS = tuple(srgb(c) for c in ("#e5c6b3", "#dcb8a2", "#d2ab92", "#c6a087", "#b68f77"))
HAIR_COLOURS = tuple(srgb(c) for c in ("#282321", "#2b2522", "#302824", "#3a302a", "#4a3b32"))
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
        ("#343c4b", "#6f4041"),
        ("#47494e", "#4f6772"),
        ("#4d463f", "#44574a"),
        ("#3b4540", "#897a55"),
        ("#62676e", "#57485e"),
    )
)
TROUSERS = tuple(srgb(c) for c in ("#24262a", "#353639", "#3a3530", "#2a303b"))
HAIRS = (*("short", "bob", "bun", "parted") * 2, "swept", "perm")  # one in five is old
OLD = {"swept": "elder", "perm": "older"}
FACES = {
    "short": ("square", "oval"),
    "parted": ("oval", "square"),
    "bob": ("heart", "round"),
    "bun": ("heart", "round"),
}
GREY = srgb("#a9a49e")


@lru_cache(maxsize=1024)
def look_of(user_id: str) -> Look:
    """Always the same for the same id: every client draws somebody alike without being told how."""
    digest = hashlib.sha256(user_id.encode()).digest()
    hair = HAIRS[digest[1] % len(HAIRS)]
    suited = digest[5] % 2 == 0
    choice = SUITS if suited else KNITS
    cloth, accent = choice[digest[0] % len(choice)]
    relaxed = "cardigan" if hair in ("bob", "bun", "perm") else "vest"
    return Look(
        "suit" if suited else relaxed,
        hair,
        SKINS[(0, 0, 1, 1, 1, 2, 2, 3, 4)[digest[3] % 9]],
        GREY if hair in OLD else HAIR_COLOURS[digest[2] % len(HAIR_COLOURS)],
        cloth,
        accent,
        cloth if suited else TROUSERS[digest[4] % len(TROUSERS)],
        OLD.get(hair) or FACES[hair][digest[6] % 2],
    )


def colour_of(user_id: str) -> Colour:
    """The main colour of that look, for name tags and the like."""
    return look_of(user_id).cloth


_INK, _NAVY = srgb("#282a2f"), srgb("#2a3142")
NPC_LOOKS = {
    "mayor": Look("suit", "swept", SKINS[1], GREY, srgb("#363b46"), srgb("#7c3f44"), srgb("#363b46"), "elder"),
    "clerk": Look("cardigan", "bob", SKINS[0], srgb("#2f2724"), srgb("#5a6c69"), srgb("#c4b89c"), _INK, "heart"),
    "trainer": Look("workwear", "short", SKINS[2], srgb("#282321"), srgb("#bd5a2c"), srgb("#c9b52c"), _NAVY, "square"),
    "agent": Look(
        "vest", "parted", SKINS[1], srgb("#322a25"), srgb("#5d6258"), srgb("#6f5142"), srgb("#34363b"), "oval"
    ),
}
