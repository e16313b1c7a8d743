"""Texts that all web pages share, and how a page says its own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Literal, Protocol

Lang = Literal["ko", "en"]
Texts = Mapping[str, tuple[str, str]]

COMMON: Texts = {
    "sign_in": ("로그인", "Sign in"),
    "email": ("이메일", "E-mail"),
    "password": ("비밀번호", "Password"),
    "wrong_link": ("이 연결은 이미 쓰였거나 시간이 지났습니다.", "This link has been used or has expired."),
    "sign_out": ("로그아웃", "Sign out"),
    "other_language": ("English", "한국어"),
    "signed_out": (
        "로그인 시간이 지났습니다. 다시 로그인해 주세요.",
        "Your sign-in has expired. Please sign in again.",
    ),
}


class Say(Protocol):
    def __call__(self, lang: Lang, key: str, **values: object) -> str: ...


def speaker(texts: Texts) -> Say:
    """say(lang, key, **values) over these texts and the common ones. Raises KeyError for a text that there is not."""
    known = {**COMMON, **texts}

    def say(lang: Lang, key: str, **values: object) -> str:
        return known[key][0 if lang == "ko" else 1].format(**values)

    return say


_SEOUL = timezone(timedelta(hours=9))  # no summer time since 1988; Windows has no zone files


def when(moment: datetime) -> str:
    """Seoul's clock, wherever the server stands."""
    return moment.astimezone(_SEOUL).strftime("%Y-%m-%d %H:%M")
