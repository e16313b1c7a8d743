"""Panels: widgets, layout, painting, text. Imports its modules only when asked for a name of theirs: two threads import from
here at the start (a place's behaviour, and the systems), and a package that imports its own modules then hands one of the
two a half-made one."""

from importlib import import_module
from typing import Any

_HOMES = {"error_page": "cards", "name_plate": "cards", "sign": "cards"}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
