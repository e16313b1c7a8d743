"""What a check says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vr_client.i18n import error_text, tr
from vr_client.settings import Settings

OK, FAIL, ABSENT = "OK", "FAIL", "--"


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. detail : what was found. remedy : the one thing to do, "" where nothing is to be done."""

    mark: str
    name: str
    detail: str
    remedy: str = ""


@dataclass(slots=True)
class Visit:
    """What checks hand on to later ones."""

    settings: Settings
    gl_version: tuple[int, int] = (0, 0)

    @property
    def language(self) -> str:
        return self.settings.language

    def tr(self, key: str, **values: object) -> str:
        return tr(key, self.language, **values)

    def trouble(self, name: str, code: str, mark: str = FAIL, **values: Any) -> Finding:
        """The finding for an error of the catalogue."""
        text = error_text(code, self.language, **values)
        return Finding(mark, self.tr(name), f"{text.cause} ({code})", text.remedy)
