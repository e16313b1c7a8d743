"""The public page of a certificate: plain HTML without scripts, in Korean or English."""

from __future__ import annotations

from html import escape

from backend.reports.document import when
from backend.reports.words import WORDS, Lang, say
from backend.schemas.certificates import CertificateOut

_TEXT: dict[str, tuple[str, str]] = {
    "title": ("수료증 확인", "Checking a certificate"),
    "valid": ("유효한 수료증입니다.", "This certificate is valid."),
    "withdrawn": (
        "이 수료증은 거두어들였습니다. 더는 유효하지 않습니다.",
        "This certificate was withdrawn. It is no longer valid.",
    ),
    "unknown": ("이런 번호의 수료증은 없습니다.", "There is no certificate of this number."),
    "unknown_why": ("번호를 다시 확인해 주세요.", "Please check the number once more."),
    "number": ("번호", "Number"),
    "name": ("이름", "Name"),
    "training": ("훈련", "Training"),
    "mode": ("방식", "Mode"),
    "score": ("점수", "Score"),
    "date": ("훈련한 날", "Date of the training"),
    "issued": ("발급한 날", "Date of issue"),
    "other": ("English", "한국어"),
}
_STYLE = (
    "body{font:18px/1.6 'NanumGothic','Malgun Gothic',system-ui,sans-serif;color:#222;background:#f4f6f9;margin:0}"
    "main{max-width:640px;margin:6vh auto;background:#fff;padding:32px 40px;border-radius:10px;border:1px solid #d5d8dc}"
    "h1{font-size:26px;margin:0 0 16px}dl{display:grid;grid-template-columns:auto 1fr;gap:6px 24px;margin:20px 0}"
    "dt{color:#5f6368}dd{margin:0;font-weight:bold}.good{color:#1b6e3c;font-weight:bold}.bad{color:#a11313;font-weight:bold}"
    "footer{font-size:14px;color:#5f6368;border-top:1px solid #d5d8dc;padding-top:12px}a{color:#0b57a4}"
)


def page(found: CertificateOut | None, number: str, lang: Lang) -> str:
    """found : None for a number that nobody has."""
    t = {key: pair[lang == "en"] for key, pair in _TEXT.items()}
    other = "ko" if lang == "en" else "en"
    body = _found(found, t, lang) if found else _unknown(number, t)
    title, purpose = t["title"], WORDS["purpose"][lang == "en"]
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
        f"<style>{_STYLE}</style></head><body><main><h1>{title}</h1>{body}"
        f'<footer><p>{purpose}</p><p><a href="?lang={other}" lang="{other}">{t["other"]}</a></p></footer>'
        "</main></body></html>"
    )


def _unknown(number: str, t: dict[str, str]) -> str:
    return f'<p class="bad" role="status">{t["unknown"]}</p><p>{escape(number)}</p><p>{t["unknown_why"]}</p>'


def _found(found: CertificateOut, t: dict[str, str], lang: Lang) -> str:
    rows = [
        (t["number"], found.number),
        (t["name"], found.name),
        (t["training"], found.title_en if lang == "en" else found.title_ko),
        *([(t["mode"], say(lang, found.mode))] if found.mode else []),
        (t["score"], f"{found.score:g} / {found.of:g}"),
        (t["date"], when(found.finished_at.isoformat())[:10]),
        (t["issued"], when(found.issued_at.isoformat())[:10]),
    ]
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows)
    state = (
        f'<p class="good" role="status">{t["valid"]}</p>'
        if found.valid
        else f'<p class="bad" role="status">{t["withdrawn"]}</p>'
    )
    return f"{state}<dl>{listed}</dl>"
