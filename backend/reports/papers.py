"""Papers as answers, and what a certificate prints."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from fastapi import Response

from backend.errors import problems
from backend.reports.document import when
from backend.reports.words import Lang, say, words
from backend.schemas.certificates import CertificateOut

PDF, CSV, ZIP = "application/pdf", "text/csv", "application/zip"


def answers(media: str, *refusals: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI `responses` of an operation that gives a file. (Refusals are JSON all the same.)"""
    content = {media: {"schema": {"type": "string", "format": "binary"}}}
    return {**problems(*refusals), 200: {"content": content, "description": "The file"}}


def pdf(content: bytes, name: str) -> Response:
    return Response(content, headers=_named(name), media_type=PDF)


def csv(content: bytes, name: str) -> Response:
    return Response(content, headers=_named(name), media_type=f"{CSV}; charset=utf-8")


def _named(name: str) -> dict[str, str]:
    """Shown by the browser, saved under this name. Never kept by a cache between: it tells of a person."""
    return {"Content-Disposition": f"inline; filename*=UTF-8''{quote(name)}", "Cache-Control": "private, no-store"}


def certificate_data(found: CertificateOut, lang: Lang, organisation: str) -> dict[str, Any]:
    """For the template certificate.typ."""
    rows = [
        [say(lang, "r_title"), found.title_en if lang == "en" else found.title_ko],
        *([[say(lang, "r_mode"), say(lang, found.mode)]] if found.mode else []),
        [say(lang, "r_score"), f"{found.score:g} / {found.of:g}"],
        [say(lang, "r_date"), when(found.finished_at.isoformat())[:10]],
    ]
    return {
        "language": lang,
        "words": words(lang),
        "title": say(lang, "title_certificate", number=found.number),
        "organisation": organisation or say(lang, "organisation"),
        "name": found.name,
        "sentence": say(lang, "certify"),
        "rows": rows,
        "issued": say(lang, "issued", date=when(found.issued_at.isoformat())[:10]),
        "number": found.number,
        "check": say(lang, "check", url=found.url),
    }
