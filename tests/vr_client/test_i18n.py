from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from vr_client.errors import UserError
from vr_client.i18n import catalogue, error_codes, error_text, josa, particle, tr

ROOT = Path(__file__).parents[2]
PACKAGES = ("vr_client", "renderer", "avatars", "backend", "safety_training")


@pytest.mark.parametrize(
    ("word", "pair", "want"),
    [
        ("소화기", "을/를", "소화기를"),
        ("안전핀", "을/를", "안전핀을"),
        ("서울", "으로/로", "서울로"),  # ㄹ + 로
        ("부산", "으로/로", "부산으로"),
        ("시청", "은/는", "시청은"),
        ("민지", "이/가", "민지가"),
        ("민준", "가/이", "민준이"),
        ("3", "이/가", "3이"),
        ("7", "으로/로", "7로"),
        ("10", "을/를", "10을"),
        ("2", "과/와", "2와"),
        ("1,000", "은/는", "1,000은"),
        ("20,000", "이/가", "20,000이"),
        ("100000000", "이/가", "100000000이"),
        ("0", "을/를", "0을"),
        ("30%", "을/를", "30%를"),
        ("Kim", "이/가", "Kim이"),
        ("Lee", "이/가", "Lee가"),
        ("VR", "을/를", "VR을"),
        ("GPU", "을/를", "GPU를"),
        ("PDF", "으로/로", "PDF로"),
        ("URL", "으로/로", "URL로"),
        ("(소화전)", "을/를", "(소화전)을"),
        ("'전세'", "이라/라", "'전세'라"),
        ("", "을/를", "를"),
    ],
)
def test_particles(word: str, pair: str, want: str) -> None:
    assert josa(word, pair) == want


def test_an_unknown_particle_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown particle"):
        particle("말", "마다/마다")


def test_a_placeholder_takes_its_particle_in_korean_only() -> None:
    assert error_text("E20", "ko", place="바다", known="entrance").cause == "장소 '바다'를 찾지 못했습니다."
    assert error_text("E20", "en", place="sea", known="entrance").cause == "There is no place called 'sea'."


def test_every_sentence_in_the_source_has_english() -> None:
    english = catalogue.read()
    missing = sorted(s for s in catalogue.sentences() if not english.get(s))
    assert not missing, (
        "write English in vr_client/i18n/locale/en/LC_MESSAGES/seoul.po, then run vr_client.i18n.catalogue"
    )


def test_no_sentence_is_left_over_and_the_compiled_catalogue_is_current() -> None:
    english = catalogue.read()
    assert set(english) <= set(catalogue.sentences())
    assert catalogue.MO.read_bytes() == catalogue.mo_bytes(english)
    some = next(s for s in english if "{" not in s)
    assert tr(some, "en") == english[some] != tr(some, "ko") == some


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_translations_keep_the_placeholders_and_no_korean() -> None:
    for korean, english in catalogue.read().items():
        assert fields(korean) == fields(english), korean
        assert not re.search("[가-힣]", english) or "한/영" in english, english


def codes_in_source() -> dict[str, str]:
    """Every literal code of UserError(...) in the program, and where it is raised."""
    found = {}
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                named = (
                    isinstance(node, ast.Call)
                    and getattr(node.func, "id", getattr(node.func, "attr", "")) == "UserError"
                )
                if named and node.args and isinstance(node.args[0], ast.Constant):
                    found[str(node.args[0].value)] = f"{path.relative_to(ROOT)}:{node.lineno}"
    return found


def test_every_code_in_the_source_is_explained() -> None:
    unknown = {code: place for code, place in codes_in_source().items() if code not in error_codes()}
    assert not unknown, "add them to vr_client/i18n/errors.toml"


@pytest.mark.parametrize("code", sorted(error_codes()))
def test_every_error_is_complete_in_both_languages(code: str) -> None:
    entry = error_codes()[code]
    assert re.fullmatch(r"E\d\d", code)
    for part in ("cause", "remedy"):
        assert set(entry[part]) == {"ko", "en"}
        assert fields(entry[part]["ko"]) == fields(entry[part]["en"])
        assert re.search("[가-힣]", entry[part]["ko"])
        assert not re.search("[가-힣]", entry[part]["en"])


def test_an_error_reads_as_a_sentence_even_with_values_missing_or_code_unknown() -> None:
    assert str(UserError("E01")).startswith("E01: No OpenXR runtime")
    assert "{path}" in error_text("E70", "en").cause
    assert "E77" in error_text("E77", "ko").cause


def test_the_index_of_codes_is_current() -> None:
    assert catalogue.ERRORS_PAGE.read_text("utf-8") == catalogue.errors_page()
