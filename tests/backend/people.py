"""Persons for tests: each with a token of their own and an HTTP client that carries it."""

from __future__ import annotations

import asyncio
import json
import secrets
import uuid
from typing import Any

import httpx
import websockets.sync.client as ws

from backend.db import Database
from backend.identity import service
from backend.schemas.identity import Role
from backend.settings import Settings

PASSWORD = "correct horse battery"
PATIENCE_S = 60.0  # with a busy machine; nothing waits longer than it must


class Person:
    def __init__(self, url: str, token: str, user: dict[str, Any]) -> None:
        self.url, self.id, self.user = url, user["id"], user
        self.http = httpx.Client(
            base_url=f"{url}/api", headers={"Authorization": f"Bearer {token}"}, timeout=PATIENCE_S
        )

    def get(self, path: str, **more: Any) -> httpx.Response:
        return self.http.get(path, **more)

    def put(self, path: str, body: Any) -> httpx.Response:
        return self.http.put(path, json=body)

    def room_token(self, room: str) -> dict[str, Any]:
        return self.http.post(f"/rooms/{room}/token").raise_for_status().json()

    def socket(self, room: str, kind: str, token: str | None = None) -> ws.ClientConnection:
        """kind : "events" or "poses"."""
        token = token or self.room_token(room)["token"]
        url = f"{self.url.replace('http', 'ws')}/api/rooms/{room}/{kind}?token={token}"
        return ws.connect(url, open_timeout=PATIENCE_S, max_queue=None, legacy=True)


class People:
    def __init__(self, url: str, settings: Settings) -> None:
        self.url, self.settings = url, settings
        self._made: list[Person] = []

    def __enter__(self) -> People:
        return self

    def __exit__(self, *_: object) -> None:
        for person in self._made:
            person.http.close()

    def guest(self, name: str = "손님") -> Person:
        body = {"id": str(uuid.uuid4()), "secret": secrets.token_hex(16), "name": name}
        answer = httpx.post(f"{self.url}/api/guests", json=body, timeout=PATIENCE_S).raise_for_status().json()
        return self._person(answer)

    def with_role(self, role: Role) -> Person:
        """Made as an operator makes them, past the API."""
        email = f"{secrets.token_hex(6)}@example.org"
        self.give_role(email, role)
        return self.sign_in(email)

    def sign_in(self, email: str) -> Person:
        body = {"email": email, "password": PASSWORD}
        return self._person(
            httpx.post(f"{self.url}/api/tokens", json=body, timeout=PATIENCE_S).raise_for_status().json()
        )

    def give_role(self, email: str, role: Role) -> None:
        """Makes the account, or changes the role of the one with this address."""

        async def make() -> None:
            database = Database(self.settings.database_url)
            try:
                async with database.unit() as unit:
                    await service.make_user(unit, email, PASSWORD, role.value, role)
            finally:
                await database.close()

        asyncio.run(make())

    def _person(self, answer: dict[str, Any]) -> Person:
        person = Person(self.url, answer["access_token"], answer["user"])
        self._made.append(person)
        return person


def hear(socket: ws.ClientConnection, kind: str, timeout: float = PATIENCE_S) -> dict[str, Any]:
    """The next message of this kind; others are passed over."""
    while True:
        message = json.loads(socket.recv(timeout))
        if message["type"] == kind:
            return message


def new_id() -> str:
    return str(uuid.uuid4())


def room_name(place: str = "fire_hall") -> str:
    """A room that no other test uses."""
    return f"{place}.{uuid.uuid4()}"
