"""Words: Korean is the source, English complete. gettext catalogues under locale/ (written with Babel, see catalogue.py).

The key of a sentence is the Korean sentence itself: `tr("{name:이/가} 들어왔습니다.", lang, name="민지")`. A placeholder with a
particle pair as its format takes the right particle in Korean and none in English; "{name:|이/가}" is the particle alone.
"""

from __future__ import annotations

import gettext
import string
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from vr_client.i18n.particles import josa, particle

__all__ = ["LANGUAGES", "ErrorText", "error_codes", "error_text", "josa", "later", "particle", "tr"]

LANGUAGES = ("ko", "en")
LOCALE_DIR = Path(__file__).parent / "locale"
DOMAIN = "seoul"


class _Format(string.Formatter):
    def format_field(self, value: Any, format_spec: str) -> str:
        if "/" in format_spec and not format_spec.isascii():
            alone = format_spec.startswith("|")  # the word itself stands elsewhere, in quotes
            return particle(str(value), format_spec[1:]) if alone else josa(str(value), format_spec)
        return str(super().format_field(value, format_spec))


_FORMAT = _Format()


@cache
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALE_DIR, languages=[lang], fallback=True)


def tr(key: str, lang: str = "ko", **values: object) -> str:
    """The sentence `key` (Korean) in `lang`, placeholders filled. What is not in the catalogue stays Korean."""
    text = key if lang == "ko" else _catalogue(lang).gettext(key)
    return _FORMAT.vformat(text, (), values) if values else text


def later(key: str) -> str:
    """Marks a sentence for the catalogue that is translated elsewhere, by tr(variable)."""
    return key


@dataclass(frozen=True, slots=True)
class ErrorText:
    """What happened, and the one thing to try."""

    cause: str
    remedy: str


class _Lenient(dict[str, object]):
    """A placeholder nobody filled stays visible: an error page must never fail itself."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


@cache
def _errors() -> dict[str, dict[str, dict[str, str]]]:
    with (Path(__file__).parent / "errors.toml").open("rb") as file:
        return tomllib.load(file)


def error_codes() -> dict[str, dict[str, dict[str, str]]]:
    """code -> {"cause": {"ko", "en"}, "remedy": {"ko", "en"}}, as in errors.toml."""
    return _errors()


def error_text(code: str, lang: str = "ko", **values: object) -> ErrorText:
    """Cause and remedy of `code`. An unknown code gets the entry of E99 (something unforeseen)."""
    entry = _errors().get(code) or _errors()["E99"]
    lang = lang if lang in LANGUAGES else "en"
    filled = _Lenient({"code": code, **values})
    cause, remedy = (_FORMAT.vformat(entry[part][lang], (), filled) for part in ("cause", "remedy"))
    return ErrorText(cause, remedy)
