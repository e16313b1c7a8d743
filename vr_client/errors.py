"""Errors that a person meets: a code, what happened, and the one thing to try."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can read and act on.

    `code` names an entry of the catalogue `vr_client/i18n/errors.toml`, which holds cause and remedy in Korean and English;
    `values` fill its placeholders.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def __str__(self) -> str:
        from vr_client.i18n import error_text

        text = error_text(self.code, "en", **self.values)
        return f"{self.code}: {text.cause} {text.remedy}"
