"""Figures as data: every number of physics or law is a row with unit, source, date and whether somebody has checked it."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """One figure. `verified` is true where the stated source itself was read, false where it is from memory or derived."""

    id: str
    value: float
    unit: str
    source: str
    as_of: date
    verified: bool
    note: str = ""


def read_toml(folder: str, name: str) -> dict[str, Any]:
    """A data file of this package, e.g. ("data", "zones"). Raises FileNotFoundError. Line endings do not matter."""
    return tomllib.loads(files("safety_training").joinpath(folder, f"{name}.toml").read_text(encoding="utf-8"))


@cache
def rows(name: str) -> Mapping[str, Row]:
    """The rows of data/<name>.toml by id. Raises ValueError for a row that lacks a source, or two of one id."""
    table: dict[str, Row] = {}
    for raw in read_toml("data", name)["row"]:
        row = Row(**raw)
        if row.id in table or not row.source:
            raise ValueError(f"data/{name}.toml: row {row.id!r} is double or has no source")
        table[row.id] = row
    return table


@cache
def values(name: str) -> Mapping[str, float]:
    """Only the numbers of data/<name>.toml, as floats."""
    return {key: float(row.value) for key, row in rows(name).items()}


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no canonical form")


def content_hash(content: Any) -> str:
    """Hex SHA-256 of data as canonical JSON: equal for equal content, whatever the file's comments or line endings."""
    text = json.dumps(
        content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, default=_plain
    )
    return hashlib.sha256(text.encode()).hexdigest()
