"""For how long records are kept: a data row with its source."""

from __future__ import annotations

import tomllib
from datetime import datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def row(name: str = "drill_record") -> dict[str, Any]:
    """Raises KeyError if there is no such row."""
    rows = tomllib.loads(files("backend.records").joinpath("retention.toml").read_text(encoding="utf-8"))["row"]
    found = next((r for r in rows if r["id"] == name), None)
    if found is None:
        raise KeyError(name)
    return dict(found)


def kept_from(now: datetime) -> datetime:
    """Drills that ended before this moment need be kept no longer. A year has 366 days here, to be on the safe side."""
    return now - timedelta(days=366 * int(row()["value"]))
