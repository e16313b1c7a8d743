"""What a person chose in the menu, written into settings.toml for the next time."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path

from vr_client.errors import UserError
from vr_client.settings import settings_file


def save(changes: Mapping[str, str | bool | int | float], file: Path | None = None) -> None:
    """Writes these settings into settings.toml and leaves every other line as it is. All or nothing, also amid a crash.

    Raises OSError where it cannot be written, UserError E70 where the file there is not TOML (it is not touched then).
    """
    file = settings_file() if file is None else file
    _must_be_toml(file)
    lines = file.read_text("utf-8").splitlines() if file.is_file() else []
    tables = next((i for i, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    for name, value in changes.items():
        text = f"{name} = {json.dumps(value, ensure_ascii=False)}"  # JSON's texts, numbers and truths are TOML's
        at = next((i for i in range(tables) if re.match(rf"\s*{name}\s*=", lines[i])), None)
        if at is None:
            lines.insert(tables, text)
            tables += 1
        else:
            lines[at] = text
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(file.name + ".new")
    beside.write_text("\n".join(lines) + "\n", "utf-8")
    os.replace(beside, file)


def _must_be_toml(file: Path) -> None:
    if not file.is_file():
        return
    try:
        tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("E70", path=file, reason=error) from error
