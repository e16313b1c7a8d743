"""One HTTP conversation with a learning record store: post a batch, and understand the answer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx

from backend.settings import Settings

VERSION_HEADER = "X-Experience-API-Version"


class LrsAwayError(Exception):
    """The store is out of reach, or not to be spoken with now; nothing is known to be lost. wait_s : what it asked for, or None."""

    def __init__(self, why: str, wait_s: float | None = None) -> None:
        super().__init__(why)
        self.wait_s = wait_s


@dataclass(slots=True)
class Outcome:
    """What became of each statement of a batch."""

    sent: list[UUID] = field(default_factory=list)
    refused: dict[UUID, str] = field(default_factory=dict)


class Sender:
    def __init__(self, settings: Settings, transport: httpx.AsyncBaseTransport | None = None) -> None:
        """Raises ValueError for an address that is none."""
        address = httpx.URL(settings.xapi_url)
        if address.scheme not in ("http", "https") or not address.host:
            raise ValueError(f"xapi_url: {settings.xapi_url!r} is not the address of a learning record store")
        self.host = f"{address.scheme}://{address.netloc.decode()}".replace(address.userinfo.decode() + "@", "")
        base = settings.xapi_url.rstrip("/")
        self._statements = base if base.endswith("/statements") else f"{base}/statements"
        self._settings = settings
        self._transport = transport
        self._client: httpx.AsyncClient | None = None

    async def send(self, batch: Sequence[tuple[UUID, dict[str, Any]]]) -> Outcome:
        """Post them all. Where the store refuses the batch, one by one, to find out which it was. Raises LrsAwayError; then some
        may have arrived all the same, which does no harm: the store knows them by their ids."""
        outcome = Outcome()
        answer = await self._post([made for _, made in batch])
        if answer.is_success:
            outcome.sent = [key for key, _ in batch]
            return outcome
        if len(batch) > 1:
            for one in batch:
                found = await self.send([one])
                outcome.sent += found.sent
                outcome.refused |= found.refused
            return outcome
        key = batch[0][0]
        if answer.status_code == 409 and await self._has(key):
            outcome.sent = [key]
        else:
            outcome.refused[key] = f"{answer.status_code} {answer.text[:300]}"
        return outcome

    async def close(self) -> None:
        if self._client is not None:
            await self._client.aclose()

    async def _has(self, key: UUID) -> bool:
        """Whether the store holds a statement of this id: ours, then, since nobody else can have made it."""
        answer = await self._ask("GET", params={"statementId": str(key)})
        return answer.status_code == 200

    async def _post(self, statements: list[dict[str, Any]]) -> httpx.Response:
        body = json.dumps(statements, ensure_ascii=False, separators=(",", ":")).encode()
        return await self._ask("POST", content=body, headers={"Content-Type": "application/json"})

    async def _ask(self, method: str, **more: Any) -> httpx.Response:
        """Raises LrsAwayError for whatever may be different next time: no connection, a fault of theirs, too fast, a wrong key."""
        try:
            answer = await self._http().request(method, self._statements, **more)
        except httpx.HTTPError as error:
            raise LrsAwayError(f"{type(error).__name__}: {error}"[:300]) from error
        if answer.status_code >= 500 or answer.status_code in (401, 403, 404, 408, 425, 429) or answer.is_redirect:
            if method == "GET" and answer.status_code == 404:
                return answer
            raise LrsAwayError(f"{answer.status_code} {answer.text[:300]}", _retry_after(answer))
        return answer

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            given = self._settings
            headers = {VERSION_HEADER: given.xapi_version}
            if given.xapi_token:
                headers["Authorization"] = f"Bearer {given.xapi_token}"
            auth = httpx.BasicAuth(given.xapi_user, given.xapi_password) if given.xapi_user else None
            self._client = httpx.AsyncClient(
                headers=headers, auth=auth, timeout=given.xapi_timeout_s, transport=self._transport
            )
        return self._client


def _retry_after(answer: httpx.Response) -> float | None:
    try:
        return max(0.0, float(answer.headers["Retry-After"]))
    except (KeyError, ValueError):
        return None
