"""The server's HTTP as our guest: requests with a bearer token that is fetched and renewed as needed."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
from websockets.exceptions import WebSocketException

from backend.schemas.identity import GuestIn, TokenOut
from backend.schemas.rooms import RoomTokenOut
from backend.schemas.wire import API
from vr_client.identity import Identity
from vr_client.messages import Online

log = logging.getLogger(__name__)
TRANSIENT = (OSError, httpx.HTTPError, WebSocketException, TimeoutError)


class RefusedError(Exception):
    """The server said no, and asking again would not help. body : a backend.schemas.problems.Problem as JSON, where it sent one."""

    def __init__(self, status: int, body: Any) -> None:
        super().__init__(f"{status}: {body}")
        self.status, self.body = status, body


class Api:
    """url() : the server's present address ("" while there is none); it may change when an embedded server was restarted.

    emit is told when the server comes and goes."""

    def __init__(self, url: Callable[[], str], identity: Identity, language: str, emit: Callable[[Any], None]) -> None:
        self._url, self._identity, self._language, self._emit = url, identity, language, emit
        self._http = httpx.AsyncClient(timeout=5.0, trust_env=False)
        self._token: tuple[str, str, float] = ("", "", 0.0)  # server's address, bearer, when to renew it (time.time())
        self._token_lock = asyncio.Lock()
        self._online: bool | None = None

    async def close(self) -> None:
        await self._http.aclose()

    async def request(self, method: str, path: str, body: Any = None) -> tuple[int, Any]:
        """Status and decoded JSON, with our bearer token; a token the server no longer knows is renewed once."""
        for again in (True, False):
            url, bearer = await self._bearer()
            response = await self._http.request(
                method, url + API + path, json=body, headers={"Authorization": f"Bearer {bearer}"}
            )
            if response.status_code == 401 and again:
                self._token = ("", "", 0.0)
                continue
            break
        self.say_online(True)
        return response.status_code, _json(response)

    async def room_token(self, room: str) -> tuple[str, RoomTokenOut]:
        status, body = await self.request("POST", f"/rooms/{room}/token")
        if is_passing(status):
            raise ConnectionError(f"room token: {status}")
        if status >= 400:
            raise RefusedError(status, body)
        return self._token[0], RoomTokenOut.model_validate(body)

    def say_online(self, online: bool, why: object = "") -> None:
        if online != self._online:
            self._online = online
            log.info("online" if online else "offline: %s", *([] if online else [why]))
            self._emit(Online(online))

    async def _bearer(self) -> tuple[str, str]:
        """The server's address and a token of its, made by signing in as our guest where needed.

        Raises ConnectionError while there is no server, and httpx errors."""
        async with self._token_lock:
            url = self._url().rstrip("/")
            if not url:
                raise ConnectionError("no server yet")
            if self._token[0] != url or time.time() > self._token[2]:
                guest = GuestIn.model_validate({**_named(self._identity), "language": self._language})
                response = await self._http.post(f"{url}{API}/guests", json=guest.model_dump(mode="json"))
                if response.status_code >= 400:
                    raise httpx.HTTPStatusError(
                        f"sign-in: {response.text}", request=response.request, response=response
                    )
                token = TokenOut.model_validate(response.json())
                life = (token.expires_at - datetime.now(token.expires_at.tzinfo)).total_seconds()
                self._token = (url, token.access_token, time.time() + max(5.0, life * 0.8))
            return url, self._token[1]


def is_passing(status: int) -> bool:
    """The server's trouble or its pace: worth asking again."""
    return status >= 500 or status in (408, 429)


def _named(identity: Identity) -> dict[str, str]:
    return {"id": identity.id, "secret": identity.secret, "name": identity.name}


def _json(response: httpx.Response) -> Any:
    try:
        return response.json()
    except ValueError:
        return None
