"""What stands in data files: sentences in both languages, and vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from safety_training.numeric import Vec3


@dataclass(frozen=True, slots=True)
class Text:
    """What a person reads, in both languages."""

    ko: str
    en: str

    def to_dict(self) -> dict[str, str]:
        return {"ko": self.ko, "en": self.en}


NO_TEXT = Text("", "")


def text_of(raw: Mapping[str, Any], stem: str = "") -> Text:
    """From {ko, en}, or with a stem from {<stem>_ko, <stem>_en}; what is missing is "". Raises ValueError for one language only."""
    ko, en = raw.get(f"{stem}_ko" if stem else "ko", ""), raw.get(f"{stem}_en" if stem else "en", "")
    if not (isinstance(ko, str) and isinstance(en, str)) or bool(ko) != bool(en):
        raise ValueError(f"a text in one language only: {ko or en!r}")
    return Text(ko, en)


def vec_of(raw: Sequence[float]) -> Vec3:
    """Raises TypeError or ValueError for whatever is not three numbers."""
    x, y, z = raw
    return (float(x), float(y), float(z))
