"""Who this device is to the server: a guest with an id and a secret of its own, made once and kept on disk."""

from __future__ import annotations

import json
import os
import secrets
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

_FIRST = {"ko": ("맑은", "푸른", "반가운", "느긋한", "상냥한", "씩씩한", "고운", "산뜻한"),
          "en": ("Bright", "Blue", "Merry", "Easy", "Kind", "Brave", "Gentle", "Fresh")}  # fmt: skip
_SECOND = {"ko": ("까치", "해치", "은행나무", "남산", "한강", "참새", "소나무", "달항아리"),
           "en": ("Magpie", "Haechi", "Ginkgo", "Namsan", "Hangang", "Sparrow", "Pine", "Moon Jar")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    id: str  # UUID
    secret: str
    name: str


def load_identity(folder: Path, name: str = "", language: str = "ko") -> Identity:
    """The guest kept in `folder`/guest.json, made on the first call. A given `name` replaces the kept one.

    A file that cannot be read is set aside as guest.damaged, and a new guest is made."""
    file = folder / "guest.json"
    kept = _read(file)
    identity = Identity(
        kept["id"] if kept else str(uuid.uuid4()),
        kept["secret"] if kept else secrets.token_urlsafe(32),
        name or (kept["name"] if kept else _friendly_name(language)),
    )
    if kept != asdict(identity):
        _write(file, json.dumps(asdict(identity), ensure_ascii=False))
    return identity


def _read(file: Path) -> dict[str, str] | None:
    try:
        kept = json.loads(file.read_text("utf-8"))
        uuid.UUID(kept["id"])
        if len(kept["secret"]) >= 32 and 1 <= len(kept["name"]) <= 40:
            return {key: str(kept[key]) for key in ("id", "secret", "name")}
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    file.replace(file.with_suffix(".damaged"))
    return None


def _write(file: Path, text: str) -> None:
    """Whole or not at all, and readable by this user only: the secret is the guest's key."""
    part = file.with_suffix(".part")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)


def _friendly_name(language: str) -> str:
    language = language if language in _FIRST else "ko"
    return f"{secrets.choice(_FIRST[language])} {secrets.choice(_SECOND[language])} {secrets.randbelow(90) + 10}"
