"""How long to wait before trying again."""

from __future__ import annotations

import asyncio
import random


class Backoff:
    """0.1 s, doubling to `most_s`, each up to a quarter off, so that a room full of clients does not come back at once."""

    def __init__(self, most_s: float = 3.0) -> None:
        self.most_s = most_s
        self.next_s = 0.1

    def reset(self) -> None:
        self.next_s = 0.1

    async def sleep(self) -> None:
        wait, self.next_s = self.next_s, min(self.most_s, self.next_s * 2)
        await asyncio.sleep(wait * random.uniform(0.75, 1.25))
