"""How every panel looks: one place for colours, sizes and distances.

Lengths are millimetres on the panel. Panels hang 1 to 1.5 m away, so 24 mm of text is about one degree high: legible in a
present headset (Google's Daydream guideline: 24 mm per metre of distance for body text). Easy mode multiplies text by 1.4.
Every pair of text and ground below keeps WCAG AA contrast (4.5:1), which a test computes.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

Colour = tuple[int, int, int]

COLOURS: dict[str, Colour] = {
    "paper": (251, 249, 243),
    "sheet": (255, 255, 255),
    "tint": (236, 240, 232),  # a quiet ground for groups
    "line": (206, 212, 200),
    "ink": (24, 38, 34),
    "soft": (84, 98, 92),  # captions and labels
    "green": (22, 88, 70),
    "green_hover": (32, 112, 90),
    "green_down": (14, 64, 51),
    "green_pale": (220, 234, 225),
    "accent": (178, 62, 36),  # the vermilion of palace woodwork: only for what matters now
    "accent_pale": (250, 229, 219),
    "good": (26, 106, 58),
    "amber": (140, 88, 0),
    "white": (255, 255, 255),
    "speaker": (150, 214, 186),  # who speaks, on night
    "night": (18, 28, 26),  # grounds of captions and error pages
}


@dataclass(frozen=True, slots=True)
class Theme:
    """Sizes in millimetres; `text` by style name."""

    text: dict[str, float] = field(
        default_factory=lambda: {"small": 19.0, "body": 24.0, "strong": 24.0, "heading": 30.0, "title": 40.0}
    )
    line_height: float = 1.42
    pad: float = 40.0
    gap: float = 16.0
    radius: float = 18.0
    button_height: float = 58.0  # at 1.2 m: 2.8 degrees, above the 2 degrees a pointing hand needs
    border: float = 1.6
    scale: float = 1.0

    def colour(self, name: str) -> Colour:
        return COLOURS[name]


NORMAL = Theme()
EASY = replace(
    NORMAL, text={name: size * 1.4 for name, size in NORMAL.text.items()}, button_height=58.0 * 1.25, scale=1.4
)


def theme_for(easy_mode: bool) -> Theme:
    return EASY if easy_mode else NORMAL


def contrast(a: Colour, b: Colour) -> float:
    """WCAG 2.1 contrast ratio of two sRGB colours, 1 to 21."""

    def luminance(colour: Colour) -> float:
        linear = [c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)
