"""The pages of the staff desk."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from fastapi import Response
from fastapi.responses import RedirectResponse
from nicegui import ui

from backend.identity.deps import STAFF
from backend.server import Server
from backend.staff.desk import Desk
from backend.staff.text import say
from backend.web.door import Area, Door, tag_of
from backend.web.sessions import WebSessions
from backend.web.text import Lang

_CSS = (Path(__file__).parent / "desk.css").read_text(encoding="utf-8")
AREA = Area("/staff", STAFF, say, _CSS)


class StaffPages:
    def __init__(self, server: Server, sessions: WebSessions) -> None:
        self.server, self.door = server, Door(server, sessions, AREA)

    def register(self) -> None:
        for lang in get_args(Lang):
            self.door.register_login(lang)
            self._desk(lang)

    def _desk(self, lang: Lang) -> None:
        @ui.page(AREA.path(lang), title=say(lang, "title"), language=tag_of(lang))
        async def desk() -> Response | None:
            user = await self.door.user()
            if user is None:
                return RedirectResponse(AREA.path(lang, "login"))
            self.door.look()
            self.door.bar(lang, user)
            with ui.element("main").classes("desk"):
                await Desk(self.server, lang, self.door.user).show()
            return None
