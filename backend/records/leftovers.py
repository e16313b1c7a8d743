"""What was computed from the log of a drill and lies on disk beside the database: films and the figures of reports. All of it can
be computed again for as long as the log is kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from uuid import UUID

KEPT_DAYS = 30


def forget(data_dir: Path, drills: Iterable[tuple[UUID, str]]) -> None:
    """Of these drills (id, seal of the log), whose logs are gone."""
    for drill, seal in drills:
        for found in chain((data_dir / "films").glob(f"{drill}-*"), _figures(data_dir, seal)):
            _remove(found)


def _figures(data_dir: Path, seal: str) -> Iterable[Path]:
    return (data_dir / "reports").glob(f"{seal}.*") if seal else ()


def forget_old(data_dir: Path, moment: datetime) -> None:
    """What nobody has computed for a month."""
    before = (moment - timedelta(days=KEPT_DAYS)).timestamp()
    for found in chain((data_dir / "films").glob("*"), (data_dir / "reports").glob("*.json")):
        if found.stat().st_mtime < before:
            _remove(found)


def _remove(found: Path) -> None:
    if found.is_dir():
        shutil.rmtree(found, ignore_errors=True)
    else:
        found.unlink(missing_ok=True)
