"""The pages of the trainer's console."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import get_args
from uuid import UUID

from fastapi import Response
from fastapi.responses import RedirectResponse
from nicegui import app as nicegui_app
from nicegui import ui

from backend.console.acting import Acting
from backend.console.appeals import AppealsPage
from backend.console.debrief import Debrief
from backend.console.desk import ConsoleDesk
from backend.console.films import Films
from backend.console.lists import GroupsPage, PastDrills
from backend.console.routes import Routes
from backend.console.text import say
from backend.identity.deps import TRAINERS
from backend.server import Server
from backend.web.door import Area, Door, tag_of
from backend.web.sessions import WebSessions
from backend.web.text import Lang

_CSS = (Path(__file__).parent / "console.css").read_text(encoding="utf-8")
AREA = Area("/console", TRAINERS, say, _CSS)
PAGES = {"": "to_live", "drills": "to_drills", "groups": "to_groups", "appeals": "to_appeals"}


class ConsolePages:
    def __init__(self, server: Server, sessions: WebSessions) -> None:
        self.server, self.door = server, Door(server, sessions, AREA)
        self.films = Films(server.settings.data_dir / "films")
        self.routes = Routes(self.door, self.films)

    def register(self) -> None:
        for lang in get_args(Lang):
            self.door.register_login(lang)
            self._live(lang)
            self._debrief(lang)
            self._lists(lang)
        self.routes.register()
        nicegui_app.on_shutdown(self.films.close)

    def _live(self, lang: Lang) -> None:
        @ui.page(AREA.path(lang), title=say(lang, "title"), language=tag_of(lang))
        async def live(room: str = "") -> Response | None:
            return await self._page(lang, "", lambda acting: ConsoleDesk(acting, self.films).show(room))

    def _debrief(self, lang: Lang) -> None:
        @ui.page(AREA.path(lang, "drills/{drill}"), title=say(lang, "title"), language=tag_of(lang))
        async def debrief(drill: UUID) -> Response | None:
            return await self._page(lang, f"drills/{drill}", lambda acting: Debrief(acting, self.films).show(drill))

    def _lists(self, lang: Lang) -> None:
        @ui.page(AREA.path(lang, "drills"), title=say(lang, "to_drills"), language=tag_of(lang))
        async def drills() -> Response | None:
            return await self._page(
                lang, "drills", lambda acting: PastDrills(acting, AREA.path(lang, "drills/")).show()
            )

        @ui.page(AREA.path(lang, "groups"), title=say(lang, "to_groups"), language=tag_of(lang))
        async def group_list() -> Response | None:
            return await self._page(lang, "groups", lambda acting: GroupsPage(acting).show())

        @ui.page(AREA.path(lang, "appeals"), title=say(lang, "to_appeals"), language=tag_of(lang))
        async def appeals() -> Response | None:
            return await self._page(
                lang, "appeals", lambda acting: AppealsPage(acting, AREA.path(lang, "drills/")).show()
            )

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
