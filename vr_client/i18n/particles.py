"""Korean particles (josa): which of a pair a word takes. Korean spelling rules, article 41; ㄹ + 로 as the one exception."""

from __future__ import annotations

_PAIRS = {
    "은/는": ("은", "는"),
    "이/가": ("이", "가"),
    "을/를": ("을", "를"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
    "아/야": ("아", "야"),
    "이랑/랑": ("이랑", "랑"),
    "이나/나": ("이나", "나"),
    "이라/라": ("이라", "라"),
    "이에요/예요": ("이에요", "예요"),
    "이여/여": ("이여", "여"),
}
# The last sound of a figure read in Sino-Korean: 영 일 이 삼 사 오 육 칠 팔 구. "ㄹ" marks the ones 로 follows without 으.
_DIGIT_FINALS: dict[str, str] = {
    "0": "ㅇ",
    "1": "ㄹ",
    "2": "",
    "3": "ㅁ",
    "4": "",
    "5": "",
    "6": "ㄱ",
    "7": "ㄹ",
    "8": "ㄹ",
    "9": "",
}
_ZEROS_FINALS = {
    1: "ㅂ",
    2: "ㄱ",
    3: "ㄴ",
    4: "ㄴ",
    5: "ㄴ",
    6: "ㄴ",
    7: "ㄴ",
}  # 십 백 천 만 십만 백만 천만; from 억 on: ㄱ
# The name of a letter, when an abbreviation is spelt out (엘, 엠, 엔, 아르/알): only these end in a consonant.
_LETTER_FINALS = {"L": "ㄹ", "M": "ㅁ", "N": "ㄴ", "R": "ㄹ"}
_LATIN_SOUNDS = {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "b": "ㅂ", "k": "ㄱ", "p": "ㅂ", "c": "ㄱ"}
_FINALS: list[str] = ["", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"]


def final_sound(word: str) -> str:
    """The final consonant a Korean reader pronounces at the end of `word`; "" after a vowel. Closing brackets, quotes and
    percent signs are looked through or read out. Latin words go by their spelling, abbreviations by their letters' names."""
    word = word.rstrip(" \t\n\"'”’」』)]}>.,!?…")
    if not word:
        return ""
    last = word[-1]
    if "가" <= last <= "힣":
        return _FINALS[(ord(last) - 0xAC00) % 28]
    if last.isdigit():
        return _number_final(word)
    if last == "%":
        return ""  # 퍼센트
    if last.isascii() and last.isalpha():
        return _latin_final(word)
    return ""


def _number_final(word: str) -> str:
    digits: str = word[len(word.rstrip("0123456789,.")) :].replace(",", "")
    whole, dot, _ = digits.partition(".")
    zeros = len(whole) - len(whole.rstrip("0"))
    if dot or not zeros or zeros == len(whole):
        return _DIGIT_FINALS[digits[-1]]
    return _ZEROS_FINALS.get(zeros, "ㄱ")


def _latin_final(word: str) -> str:
    tail = word[len(word.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")) :]
    if tail.isupper():
        return _LETTER_FINALS.get(tail[-1], "")
    if tail.endswith("ng"):
        return "ㅇ"
    return _LATIN_SOUNDS.get(tail[-1].lower(), "")


def particle(word: str, pair: str) -> str:
    """Only the particle of `pair` ("을/를", in either order) that follows `word`. Raises ValueError for an unknown pair."""
    key = pair if pair in _PAIRS else "/".join(reversed(pair.split("/")))
    if key not in _PAIRS:
        raise ValueError(f"unknown particle pair {pair!r}")
    after_consonant, after_vowel = _PAIRS[key]
    final = final_sound(word)
    if final == "ㄹ" and key == "으로/로":
        return after_vowel
    return after_consonant if final else after_vowel


def josa(word: str, pair: str) -> str:
    """`word` with its particle: josa("소화기", "을/를") == "소화기를"."""
    return word + particle(word, pair)
