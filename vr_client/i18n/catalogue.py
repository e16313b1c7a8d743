"""Keeps the catalogues: collects sentences from the source, writes seoul.po for translators and seoul.mo for the program.

`python -m vr_client.i18n.catalogue` brings all three files up to date: new sentences enter the .po untranslated, and a test
fails until somebody has written the English. The program itself only reads the .mo (Babel would cost 0.25 s at start).
"""

from __future__ import annotations

import ast
import io
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from vr_client.i18n import DOMAIN, LOCALE_DIR, error_codes

SOURCE = Path(__file__).parents[1]
PO = LOCALE_DIR / "en" / "LC_MESSAGES" / f"{DOMAIN}.po"
MO = PO.with_suffix(".mo")
ERRORS_PAGE = SOURCE.parent / "docs" / "errors.md"
FUNCTIONS = {"tr", "later"}


def sentences(root: Path = SOURCE) -> dict[str, list[tuple[str, int]]]:
    """Every first argument of tr() and later() below `root`: sentence -> (file, line) of its uses."""
    found: dict[str, list[tuple[str, int]]] = {}
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and node.args and _name(node.func) in FUNCTIONS):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.setdefault(first.value, []).append((path.relative_to(root.parent).as_posix(), node.lineno))
    return found


def _name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def read(path: Path = PO) -> dict[str, str]:
    """Korean sentence -> English, as written in the .po."""
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="en") if m.id}


def catalogue(translations: dict[str, str], places: dict[str, list[tuple[str, int]]]) -> Catalog:
    out = Catalog(locale="en", project="Metaverse Seoul", header_comment="# English of the Metaverse Seoul client.")
    for sentence in sorted(set(translations) & set(places)) if places else sorted(translations):
        files = sorted({file for file, _ in places.get(sentence, [])})
        out.add(sentence, translations[sentence], locations=[(file, 0) for file in files])
    return out


def po_bytes(translations: dict[str, str], places: dict[str, list[tuple[str, int]]]) -> bytes:
    buffer = io.BytesIO()
    write_po(buffer, catalogue(translations, places), omit_header=True, include_lineno=False, width=0)
    head = b'msgid ""\nmsgstr ""\n"Language: en\\n"\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    return head + buffer.getvalue()


def mo_bytes(translations: dict[str, str]) -> bytes:
    """The compiled catalogue. The header's dates stand still, so that the same sentences give the same bytes."""
    out = Catalog(locale="en", charset="utf-8")
    out.creation_date = out.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    for sentence in sorted(translations):
        if translations[sentence]:
            out.add(sentence, translations[sentence])
    buffer = io.BytesIO()
    write_mo(buffer, out)
    return buffer.getvalue()


def errors_page() -> str:
    """docs/errors.md: the index of codes."""
    lines = [
        "# 오류 코드 · Error codes",
        "",
        "이 표는 `vr_client/i18n/errors.toml`에서 만들어집니다. This table is made from `vr_client/i18n/errors.toml`.",
        "",
        "| 코드 Code | 무슨 일 · What happened | 해결 · What to do |",
        "| --- | --- | --- |",
    ]
    for code, entry in sorted(error_codes().items()):
        cause, remedy = (f"{entry[part]['ko']}<br>{entry[part]['en']}" for part in ("cause", "remedy"))
        lines.append(f"| {code} | {cause} | {remedy} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    places = sentences()
    known = read() if PO.is_file() else {}
    translations = {sentence: known.get(sentence, "") for sentence in places}
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po_bytes(translations, places))
    MO.write_bytes(mo_bytes(translations))
    ERRORS_PAGE.write_text(errors_page(), "utf-8")
    missing = [sentence for sentence, english in translations.items() if not english]
    print(f"{len(translations)} sentences, {len(missing)} without English")
    for sentence in missing:
        print("  ", sentence)


if __name__ == "__main__":
    main()
