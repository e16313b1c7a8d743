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


def physical(text: str, edit: TextEdit | None = None) -> TextEdit:
    """One character at a time, as a window hands them on."""
    edit = edit or TextEdit()
    for char in text:
        edit.typed(char)
    return edit


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("rhddnjsdp rmsmf", "공원에 그늘"),
        ("Ekfrl WKd", "딸기 짱"),  # Shift on a letter that has no double: the letter
        ("ㄱㅗㅇ", "공"),  # an X keyboard layout gives letters, nobody composes them
        ("안녕 gksrmf", "안녕 한글"),  # an IME's syllables stay as they are
        ("12, ok!", "12, ㅐㅏ!"),
    ],
)
def test_without_an_ime_the_keys_write_korean_while_the_field_is_korean(keys: str, text: str) -> None:
    assert physical(keys).text == text


def test_the_switch_decides_between_korean_and_latin_letters() -> None:
    edit = physical("tjdnf ")
    edit.switch()
    physical("Seoul ", edit)
    edit.switch()
    assert physical("tl", edit).text == "서울 Seoul 시"
    edit.backspace()
    assert edit.text == "서울 Seoul ㅅ", "the open syllable goes letter by letter"


@given(st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=6))
def test_every_text_of_syllables_can_be_typed_on_latin_keys(text: str) -> None:
    keys = {jamo: key for key, jamo in sorted(hangul.KEYS.items())}
    assert physical("".join(keys[letter] for letter in "".join(map(keys_of, text)))).text == text
