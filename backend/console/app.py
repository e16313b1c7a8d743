"""The pages of the trainer's console."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import get_args
from uuid import UUID

from fastapi import Response
from fastapi.responses import RedirectResponse
from nicegui import ui

from backend.console.acting import Acting
from backend.console.desk import ConsoleDesk
from backend.console.text import say
from backend.identity.deps import TRAINERS
from backend.server import Server
from backend.web.door import Area, Door, tag_of
from backend.web.sessions import WebSessions
from backend.web.text import Lang

_CSS = (Path(__file__).parent / "console.css").read_text(encoding="utf-8")
AREA = Area("/console", TRAINERS, say, _CSS)
PAGES = {"": "to_live", "drills": "to_drills", "groups": "to_groups"}


class ConsolePages:
    def __init__(self, server: Server, sessions: WebSessions) -> None:
        self.server, self.door = server, Door(server, sessions, AREA)

    def register(self) -> None:
        for lang in get_args(Lang):
            self.door.register_login(lang)
            self._live(lang)

    def _live(self, lang: Lang) -> None:
        @ui.page(AREA.path(lang), title=say(lang, "title"), language=tag_of(lang))
        async def live(room: str = "") -> Response | None:
            return await self._page(lang, "", lambda acting: ConsoleDesk(acting).show(room))

    async def _page(self, lang: Lang, page: str, show: Callable[[Acting], Awaitable[None]]) -> Response | None:
        user = await self.door.user()
        if user is None:
            return RedirectResponse(AREA.path(lang, "login"))
        self.door.look()
        self.door.bar(lang, user, page, lambda: self._ways(lang, page))
        with ui.element("main").classes("console"):
            await show(Acting(self.server, lang, self.door.user))
        with ui.element("footer").classes("foot-note"):
            ui.label(say(lang, "training_only"))
        return None

    def _ways(self, lang: Lang, page: str) -> None:
        with ui.element("nav").classes("ways"):
            for target, key in PAGES.items():
                here = page.split("/")[0] == target
                link = ui.link(say(lang, key), AREA.path(lang, target)).classes("here" if here else "")
                if here:
                    link.props("aria-current=page")


def drill_page(lang: Lang, drill: UUID) -> str:
    return AREA.path(lang, f"drills/{drill}")
