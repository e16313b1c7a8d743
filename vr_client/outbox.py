"""Writes that must reach the server, kept on disk until it has them: they survive a dead network, a dead server and a dead client.

First in, first out. The server's writes are idempotent by the id in their path, so a row may be sent again when its answer was
lost; nothing is lost because a row goes only after an answer, and nothing doubles because the id is the same.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    path: str
    body: str  # JSON
    tag: str


class Outbox:
    """Used from one thread. file : an SQLite database, made if missing; a damaged one is set aside, not deleted."""

    def __init__(self, file: Path) -> None:
        self.set_aside: Path | None = None
        try:
            self._db = _open(file)
        except sqlite3.DatabaseError:
            self.set_aside = file.with_suffix(".damaged")
            file.replace(self.set_aside)
            self._db = _open(file)

    def add(self, path: str, body: str, tag: str = "") -> int:
        """Returns when the row is on the disk."""
        with self._db:
            return int(
                self._db.execute("INSERT INTO outbox(path, body, tag) VALUES (?, ?, ?)", (path, body, tag)).lastrowid
                or 0
            )

    def first(self) -> Row | None:
        row = self._db.execute("SELECT id, path, body, tag FROM outbox ORDER BY id LIMIT 1").fetchone()
        return Row(*row) if row else None

    def remove(self, row_id: int) -> None:
        with self._db:
            self._db.execute("DELETE FROM outbox WHERE id = ?", (row_id,))

    def __len__(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM outbox").fetchone()[0])

    def close(self) -> None:
        self._db.close()


def _open(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, check_same_thread=False, timeout=10)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")  # WAL's usual NORMAL may lose the last rows when the power goes
        db.execute(
            "CREATE TABLE IF NOT EXISTS outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, "
            "path TEXT NOT NULL, body TEXT NOT NULL, tag TEXT NOT NULL)"
        )
        db.commit()
    except BaseException:
        db.close()
        raise
    return db
