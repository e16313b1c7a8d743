"""The keyboard on a panel: two-set Korean, English and symbols, worked by ray, finger or mouse. It writes into a TextEdit.

A person with a real keyboard never needs it: typed text goes to the focused field directly (see UiPanel.type).
"""

from __future__ import annotations

from functools import partial

from vr_client.i18n import tr
from vr_client.ui.edit import TextEdit
from vr_client.ui.widgets import Action, Button, Column, Node, Row, Space

DIGITS = "1234567890"
KO = ("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "ㅋㅌㅊㅍㅠㅜㅡ")
KO_SHIFT = dict(zip("ㅂㅈㄷㄱㅅㅐㅔ", "ㅃㅉㄸㄲㅆㅒㅖ", strict=True))
EN = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SYMBOLS = ("!?.,:;'\"~-", "()[]{}<>/", "@#%&*+=")
GAP = 8.0


def keyboard(edit: TextEdit, lang: str, on_done: Action | None = None) -> Node:
    """Five rows of keys. on_done : what the key at the lower right does; without one it breaks the line."""
    rows = {"ko": KO, "en": EN, "symbols": SYMBOLS}[edit.layout]
    done = tr("완료", lang) if on_done else tr("줄바꿈", lang)
    last = Row(
        [
            _key("lang", "한/영", edit.switch, grow=1.5),
            _key("symbols", "가나다" if edit.layout == "symbols" else "?!#", partial(_symbols, edit), grow=1.5),
            _key("space", tr("띄어쓰기", lang), partial(edit.press, " "), grow=4.5),
            _key(".", ".", partial(edit.press, "."), grow=1),
            _key("done", done, on_done or partial(edit.press, "\n"), grow=2),
        ],
        gap=GAP,
    )
    shift = _key("shift", "⇧", partial(_toggle_shift, edit), grow=1.5, selected=edit.shift)
    back = _key("backspace", "⌫", edit.backspace, grow=1.5)
    third = Row([shift, *_letters(edit, rows[2]), back], gap=GAP)
    second = Row([Space(grow=0.5), *_letters(edit, rows[1]), Space(grow=0.5)], gap=GAP)
    return Column(
        [Row(_letters(edit, DIGITS), gap=GAP), Row(_letters(edit, rows[0]), gap=GAP), second, third, last],
        gap=GAP,
        pad=16,
        ground="tint",
    )


def _letters(edit: TextEdit, letters: str) -> list[Node]:
    shown = [_shifted(edit, c) for c in letters]
    return [_key(c, c, partial(edit.press, c), grow=1) for c in shown]


def _shifted(edit: TextEdit, char: str) -> str:
    if not edit.shift:
        return char
    return KO_SHIFT.get(char, char.upper())


def _key(name: str, label: str, action: Action, grow: float, selected: bool = False) -> Button:
    return Button(f"key:{name}", label, action, kind="key", grow=grow, selected=selected)


def _symbols(edit: TextEdit) -> None:
    edit.layout = "ko" if edit.layout == "symbols" else "symbols"
    edit.open = edit.shift = False


def _toggle_shift(edit: TextEdit) -> None:
    edit.shift = not edit.shift
