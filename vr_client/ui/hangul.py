"""Hangul composition for a two-set (두벌식, KS X 5002) keyboard: letters in, syllables out, backspace letter by letter.

Works on plain strings: only the last syllable can be open. Compound vowels and final clusters form as in the usual IMEs
(ㅗ + ㅏ = ㅘ, ㄹ + ㄱ = ㄺ); a vowel after a final takes the last consonant with it (각 + ㅏ = 가가, 닭 + ㅏ = 달가).
Double consonants come from Shift and are never made of two single ones (국가, not 구까).
"""

from __future__ import annotations

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
FINALS = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]
VOWEL_PAIRS = {"ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ"}
FINAL_PAIRS = {
    "ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ",
    "ㄹㅅ": "ㄽ", "ㄹㅌ": "ㄾ", "ㄹㅍ": "ㄿ", "ㄹㅎ": "ㅀ", "ㅂㅅ": "ㅄ",
}  # fmt: skip
# Which letter a key of a Latin keyboard is on a two-set one; a capital without a letter of its own is the small one.
KEYS = dict(zip("qwertyuiopasdfghjklzxcvbnm", "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", strict=True))
KEYS = {c.upper(): jamo for c, jamo in KEYS.items()} | KEYS | dict(zip("QWERTOP", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
_VOWEL_PARTS = {joined: pair for pair, joined in VOWEL_PAIRS.items()}
_FINAL_PARTS = {joined: pair for pair, joined in FINAL_PAIRS.items()}


def is_jamo(char: str) -> bool:
    return len(char) == 1 and "ㄱ" <= char <= "ㅣ"


def split(syllable: str) -> tuple[str, str, str]:
    """Initial, vowel and final of one character; missing ones are "". Compound letters stay whole."""
    if "가" <= syllable <= "힣":
        index = ord(syllable) - 0xAC00
        return INITIALS[index // 588], VOWELS[index % 588 // 28], FINALS[index % 28]
    if syllable in VOWELS:
        return "", syllable, ""
    return syllable, "", ""


def join(initial: str, vowel: str, final: str = "") -> str:
    """The character of these letters; the inverse of split."""
    if initial and vowel:
        return chr(0xAC00 + INITIALS.index(initial) * 588 + VOWELS.index(vowel) * 28 + FINALS.index(final))
    return initial or vowel


def add(last: str, jamo: str) -> str:
    """What the open character `last` ("" if none) becomes when `jamo` is typed: one or two characters, the last one open."""
    if not last or not (is_jamo(last) or "가" <= last <= "힣"):
        return last + jamo
    initial, vowel, final = split(last)
    if jamo in VOWELS:
        return _add_vowel(initial, vowel, final, jamo)
    if not (initial and vowel):
        return last + jamo
    if not final:
        return join(initial, vowel, jamo) if jamo in FINALS else last + jamo
    cluster = FINAL_PAIRS.get(final + jamo)
    return join(initial, vowel, cluster) if cluster else last + jamo


def _add_vowel(initial: str, vowel: str, final: str, jamo: str) -> str:
    if final:
        parts = _FINAL_PARTS.get(final, final)
        kept, moved = parts[:-1], parts[-1]
        return join(initial, vowel, kept) + join(moved, jamo)
    if not vowel:
        return join(initial, jamo)
    pair = VOWEL_PAIRS.get(vowel + jamo)
    return join(initial, pair) if pair else join(initial, vowel) + jamo


def remove(last: str) -> str:
    """The open character `last` without the letter typed last; "" when nothing is left."""
    initial, vowel, final = split(last)
    if final:
        return join(initial, vowel, _FINAL_PARTS[final][0] if final in _FINAL_PARTS else "")
    if vowel in _VOWEL_PARTS:
        return join(initial, _VOWEL_PARTS[vowel][0])
    return join(initial, "") if vowel else ""
