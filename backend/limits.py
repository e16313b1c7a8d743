"""Limits of size and rate, kept in memory: one server, one memory. Token buckets, forgotten when full again."""

from __future__ import annotations

import time
from collections.abc import Hashable

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from backend.errors import answer, too_large, too_many


class Bucket:
    """A token bucket: `burst` at once, then `per_s` a second."""

    __slots__ = ("at", "burst", "per_s", "tokens")

    def __init__(self, per_s: float, burst: float) -> None:
        self.per_s, self.burst = per_s, burst
        self.tokens, self.at = burst, time.monotonic()

    def take(self, cost: float = 1.0) -> float:
        """0 if granted, else the seconds until it would be."""
        moment = time.monotonic()
        self.tokens = min(self.burst, self.tokens + (moment - self.at) * self.per_s)
        self.at = moment
        if self.tokens >= cost:
            self.tokens -= cost
            return 0.0
        return (cost - self.tokens) / self.per_s

    def full(self, moment: float) -> bool:
        return self.tokens + (moment - self.at) * self.per_s >= self.burst


class Limits:
    """Buckets by key. Bounded: full buckets say nothing and are dropped."""

    SWEEP = 10_000

    def __init__(self) -> None:
        self._buckets: dict[Hashable, Bucket] = {}

    def take(self, key: Hashable, rate: tuple[float, float]) -> None:
        """Raises Refusal 429 when `key` has used up its rate."""
        bucket = self._buckets.get(key)
        if bucket is None:
            self._sweep()
            bucket = self._buckets[key] = Bucket(*rate)
        if wait := bucket.take():
            raise too_many(wait)

    def _sweep(self) -> None:
        if len(self._buckets) >= self.SWEEP:
            moment = time.monotonic()
            self._buckets = {key: bucket for key, bucket in self._buckets.items() if not bucket.full(moment)}


class BodyLimit:
    """ASGI middleware: a request body over `limit` bytes is 413, whether its length was announced or not."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app, self.limit = app, limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        length = dict(scope["headers"]).get(b"content-length", b"0")
        if not length.isdigit() or int(length) > self.limit:
            await answer(too_large(self.limit))(scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > self.limit:
                raise HTTPException(413)  # the one kind of error that FastAPI's body reader lets through
            return message

        await self.app(scope, counted, send)
