"""Sets a paper: a Typst template of this folder and its data, to PDF. Typst is part of the package, fonts are the system's."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

_FOLDER = Path(str(files("backend.reports")))


class NoFontError(Exception):
    """None of the fonts that a paper may be set in is installed: Korean would come out as empty boxes."""


def typeset(template: str, data: dict[str, Any], form: Literal["pdf", "png"] = "pdf") -> bytes:
    """template : "drill" or "certificate". png : the first page only. Raises NoFontError, ValueError for data that does not fit."""
    import typst

    if not _has_font():
        raise NoFontError("NanumGothic, Malgun Gothic, Noto Sans CJK KR")
    inputs = {"data": json.dumps(data, ensure_ascii=False, allow_nan=False)}
    try:
        made = typst.compile(str(_FOLDER / f"{template}.typ"), root=str(_FOLDER), format=form, sys_inputs=inputs)
    except typst.TypstError as error:
        raise ValueError(f"{template}: {error}") from error
    page = made[0] if isinstance(made, list) else made
    if not isinstance(page, bytes):
        raise ValueError(f"{template}: nothing came of it")
    return page


@cache
def _has_font() -> bool:
    import typst

    found = {str(name).lower() for name in typst.Fonts().families()}
    return bool(found & {"nanumgothic", "malgun gothic", "noto sans cjk kr", "apple sd gothic neo"})
