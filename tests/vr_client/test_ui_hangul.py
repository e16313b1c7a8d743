from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vr_client.ui import hangul
from vr_client.ui.edit import TextEdit


def typed(keys: str, edit: TextEdit | None = None) -> TextEdit:
    edit = edit or TextEdit()
    for key in keys:
        if key == "<":
            edit.backspace()
        else:
            edit.press(key)
    return edit


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("ㄱㅏㅂㅅ", "값"),
        ("ㄷㅏㄹㄱ", "닭"),
        ("ㄱㅗㅏ", "과"),
        ("ㅇㅜㅔ", "웨"),
        ("ㅇㅡㅣ", "의"),
        ("ㄲㅏㅊㅣ", "까치"),
        ("ㅃㅏㄹㄹㅣ", "빨리"),
        ("ㅇㅣㅆㄷㅏ", "있다"),
        ("ㄱㅏㄱㅏ", "가가"),  # 각 + ㅏ
        ("ㄷㅏㄹㄱㅏ", "달가"),  # 닭 + ㅏ: only the ㄱ moves on
        ("ㅇㅣㅆㅇㅓㅇㅛ", "있어요"),
        ("ㅂㅏㄲㅇㅔ", "밖에"),
        ("ㅂㅏㄲㅔ", "바께"),  # a double final moves whole
        ("ㄱㅜㄱㄱㅏ", "국가"),  # two single consonants never become a double one
        ("ㅇㅏㄸㅏ", "아따"),  # ㄸ can't be a final
        ("ㅁㅗㄹㄹㅏ", "몰라"),
        ("ㅂㅏㄹㄱㄱㅔ", "밝게"),
        ("ㅅㅗㅎㅘㄱㅣ", "소화기"),
        ("ㅋㅋㅋ", "ㅋㅋㅋ"),
        ("ㅠㅠ", "ㅠㅠ"),
        ("ㅗㅏ", "ㅘ"),
        ("ㅇㅏㄴㄴㅕㅇ Hi!", "안녕 Hi!"),
        ("ㄱㅏaㄱ", "가aㄱ"),
    ],
)
def test_letters_become_syllables(keys: str, text: str) -> None:
    assert typed(keys).text == text


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("ㄱㅏㅂㅅ<", "갑"),
        ("ㄱㅏㅂㅅ<<", "가"),
        ("ㄱㅏㅂㅅ<<<", "ㄱ"),
        ("ㄱㅏㅂㅅ<<<<", ""),
        ("ㄱㅗㅏ<", "고"),
        ("ㄱㅏㄱㅏ<", "가ㄱ"),
        ("ㄱㅏㄴㅏ <<", "가"),  # a closed syllable goes as a whole
        ("ㅗㅏ<", "ㅗ"),
        ("<", ""),
    ],
)
def test_backspace_takes_letters_of_the_open_syllable(keys: str, text: str) -> None:
    assert typed(keys).text == text


def test_after_other_characters_composition_starts_anew() -> None:
    edit = typed("ㄱㅏ")
    edit.type("나")
    edit.press("ㄴ")
    assert edit.text == "가나ㄴ"


def test_the_limit_holds_but_the_last_syllable_can_still_be_finished() -> None:
    edit = typed("ㄱㅏㄴㅏ", TextEdit(limit=2))
    typed("ㄴ", edit)
    assert edit.text == "가난"
    typed("ㅏ", edit)
    assert edit.text == "가난", "a third syllable doesn't fit"
    edit.type("더")
    assert edit.text == "가난"


def keys_of(syllable: str) -> str:
    """The keys that a typist presses for one syllable."""
    parts = {joined: pair for table in (hangul.VOWEL_PAIRS, hangul.FINAL_PAIRS) for pair, joined in table.items()}
    return "".join(parts.get(letter, letter) for letter in hangul.split(syllable))


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=6))
def test_every_text_of_syllables_can_be_typed_letter_by_letter(text: str) -> None:
    assert typed("".join(map(keys_of, text))).text == text


@given(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3))
def test_every_syllable_is_taken_away_key_by_key(syllable: str) -> None:
    keys = keys_of(syllable)
    for i in range(1, len(keys)):
        assert typed(keys + "<" * i).text == typed(keys[:-i]).text
