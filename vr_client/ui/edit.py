"""The text being written in a field: shared by the field that shows it, the on-screen keyboard and a physical keyboard."""

from __future__ import annotations

from dataclasses import dataclass

from vr_client.ui import hangul


@dataclass(slots=True)
class TextEdit:
    """`open` says that the last syllable is still being composed. limit : greatest length in characters."""

    text: str = ""
    limit: int = 2000
    open: bool = False
    layout: str = "ko"  # of the on-screen keyboard: ko, en, symbols
    shift: bool = False

    def press(self, char: str) -> None:
        """One key of the on-screen keyboard: a letter, a Korean letter (composed), or any other character."""
        if hangul.is_jamo(char):
            self._compose(char)
        else:
            self.type(char)
        self.shift = False

    def typed(self, text: str) -> None:
        """What a physical keyboard or its IME gives. An IME gives whole syllables, which stay as they are; without one, letters are
        composed here: Korean ones always, Latin ones while `layout` (which the person sees and switches) is Korean."""
        for char in text:
            jamo = hangul.KEYS.get(char, char) if self.layout == "ko" else char
            if hangul.is_jamo(jamo):
                self._compose(jamo)
            else:
                self.type(char)

    def switch(self) -> None:
        """Between Korean and Latin letters, as the 한/영 key does."""
        self.layout = "en" if self.layout == "ko" else "ko"
        self.open = self.shift = False

    def type(self, text: str) -> None:
        """Whole characters, as they are."""
        self.open = False
        self.text = (self.text + "".join(c for c in text if c.isprintable() or c == "\n"))[: self.limit]

    def backspace(self) -> None:
        """Takes away one letter of an open syllable, else one character."""
        if self.open and self.text:
            left = hangul.remove(self.text[-1])
            self.text = self.text[:-1] + left
            self.open = bool(left)
        else:
            self.text = self.text[:-1]

    def clear(self) -> None:
        self.text, self.open = "", False

    def _compose(self, jamo: str) -> None:
        last = self.text[-1] if self.open and self.text else ""
        text = self.text[: len(self.text) - len(last)] + hangul.add(last, jamo)
        if len(text) <= self.limit:
            self.text, self.open = text, True
