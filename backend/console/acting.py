"""What the buttons of the console do: each through the same service as the API, refusals shown where one looks."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from nicegui import ui

from backend.console.text import say
from backend.db import Unit
from backend.drills import control, service
from backend.errors import Refusal
from backend.identity.models import User
from backend.schemas.drills import Control, DrillIn, DrillOut, InjectIn, InjectionOut, RewindIn
from backend.schemas.voice import TalkIn
from backend.server import Server
from backend.web.door import refused
from backend.web.text import Lang

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

T = TypeVar("T")


class Acting:
    """For one open tab. Every method is False or None where it was refused, and has told so."""

    def __init__(self, server: Server, lang: Lang, who: Callable[[], Awaitable[User | None]]) -> None:
        self.server, self.lang, self._who = server, lang, who

    def say(self, key: str, **values: object) -> str:
        return say(self.lang, key, **values)

    async def user(self) -> User | None:
        user = await self._who()
        if user is None:
            ui.notify(self.say("signed_out"), type="negative")
        return user

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        async with self.server.database.unit() as unit:
            yield unit

    async def start(self, body: DrillIn) -> DrillOut | None:
        async def do(user: User) -> DrillOut:
            async with self.unit() as unit:
                return await service.put(unit, self.server.drills, user, uuid4(), body)

        return await self._try(do)

    async def pause(self, drill: UUID, paused: bool) -> DrillOut | None:
        async def do(user: User) -> DrillOut:
            async with self.unit() as unit:
                return await control.pause(unit, self.server, user, drill, paused)

        return await self._try(do)

    async def inject(
        self, drill: UUID, control_name: Control, target: str = "", value: float = 0.0, what: str = ""
    ) -> bool:
        body, number = InjectIn(control=control_name, target=target, value=value, what=what), uuid4()

        async def do(user: User) -> bool:
            try:
                done = await control.inject(self.server, user, drill, number, body)
            except Refusal as refusal:
                if refusal.status != 503:
                    raise
                done = await control.inject(self.server, user, drill, number, body)  # asked again, not done again
            if self._was_refused(drill, done):
                ui.notify(self.say("not_now"), type="warning")
                return False
            return True

        return await self._try(do) or False

    def _was_refused(self, drill: UUID, done: InjectionOut) -> bool:
        """By the drill itself: what has burnt up, say, cannot be lit again."""
        live = self.server.drills.get(drill)
        events = live.drill.events if live is not None else []
        return any(
            event.kind == "not_injected" and (event.data or {}).get("control") == done.control
            for event in reversed(events)
            if event.tick == done.tick
        )

    async def connect_voice(self, drill: UUID, line: UUID, offer: str) -> tuple[str, str]:
        """The answer to an SDP offer, or "" and why there is none."""
        user = await self.user()
        if user is None:
            return "", self.say("signed_out")
        try:
            return await self.server.radio.connect(self.server, user, drill, line, offer), ""
        except Refusal as refusal:
            return "", refused(self.lang, refusal)

    async def talk(self, drill: UUID, line: UUID, body: TalkIn) -> bool:
        async def do(user: User) -> bool:
            await self.server.radio.talk(self.server, user, drill, line, body)
            return True

        return await self._try(do) or False

    async def rewind(self, drill: UUID, tick: int) -> DrillOut | None:
        async def do(user: User) -> DrillOut:
            return await control.rewind(self.server, user, drill, uuid4(), RewindIn(tick=tick))

        return await self._try(do)

    async def _try(self, do: Callable[[User], Awaitable[T]]) -> T | None:
        user = await self.user()
        if user is None:
            return None
        try:
            return await do(user)
        except Refusal as refusal:
            ui.notify(refused(self.lang, refusal), type="negative")
            return None
