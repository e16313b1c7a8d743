"""Numbering of what a person does in a drill, kept until the server has it in its log."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from pydantic import BaseModel

from backend.schemas.messages import DrillEnded, DrillInput, DrillRewound, DrillSnapshot

_CONTINUOUS = ("move", "aim")  # only the newest says anything; the others are deeds, each counts
_MOST = 1000


class DrillInputs:
    """Each action gets a number above all before, also above those of this client's earlier lives: it starts from the clock."""

    def __init__(self) -> None:
        self._last = time.time_ns() // 1_000_000
        self._kept: list[DrillInput] = []
        self._sent = 0  # how many of `_kept` went out on the present connection

    def add(self, drill: str, action: dict[str, Any]) -> None:
        newest = self._kept[-1] if len(self._kept) > self._sent else None
        if newest and newest.action["kind"] == action["kind"] in _CONTINUOUS and str(newest.drill) == drill:
            self._kept.pop()  # the connection is behind or gone: an old aim would only be replayed late
        self._last += 1
        self._kept.append(DrillInput(drill=UUID(drill), seq=self._last, action=action))
        if len(self._kept) > _MOST:
            del self._kept[0]
            self._sent = max(0, self._sent - 1)

    def unsent(self) -> Iterator[DrillInput]:
        while self._sent < len(self._kept):
            self._sent += 1
            yield self._kept[self._sent - 1]

    def rewind(self) -> None:
        """A new connection: whatever was not acked goes again."""
        self._sent = 0

    def heard(self, message: BaseModel) -> None:
        if isinstance(message, DrillSnapshot):
            self._last = max(self._last, message.acked)
            self._forget(lambda kept: kept.drill == message.drill and kept.seq <= message.acked)
        elif isinstance(message, DrillEnded | DrillRewound):
            self._forget(lambda kept: kept.drill == message.drill)

    def _forget(self, gone: Any) -> None:
        sent_gone = sum(1 for kept in self._kept[: self._sent] if gone(kept))
        self._kept = [kept for kept in self._kept if not gone(kept)]
        self._sent -= sent_gone
