"""The pages of the staff desk. Nothing of them comes from another host."""

from __future__ import annotations

from pathlib import Path
from typing import get_args
from uuid import UUID

from fastapi import FastAPI, Response
from fastapi.responses import RedirectResponse
from nicegui import app as nicegui_app
from nicegui import ui

from backend.errors import Refusal
from backend.identity import repository as users
from backend.identity import service as identity
from backend.identity.deps import STAFF
from backend.identity.models import User
from backend.identity.tokens import BadTokenError
from backend.server import Server
from backend.staff.desk import Desk
from backend.staff.sessions import DeskSessions
from backend.staff.text import Lang, say

_CSS = (Path(__file__).parent / "desk.css").read_text(encoding="utf-8")


def build(server: Server) -> FastAPI:
    """An application to be mounted on /staff, whose lifespan has to be run."""
    pages = Pages(server)
    for lang in get_args(Lang):
        pages.register(lang)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    ui.run_with(
        app,
        title="시장실 의견함",
        tailwind=False,
        storage_secret=server.tokens.derived("staff desk"),
        session_middleware_kwargs={"same_site": "strict", "max_age": server.settings.staff_session_s},
        show_welcome_message=False,
        reconnect_timeout=10.0,
    )
    return app


def path(lang: Lang, page: str = "") -> str:
    """Within the desk: Korean at the root, English below /en."""
    return f"{'' if lang == 'ko' else '/en'}/{page}".rstrip("/") or "/"


class Pages:
    def __init__(self, server: Server) -> None:
        self.server = server
        self.sessions = DeskSessions(server.settings.staff_session_s)

    def register(self, lang: Lang) -> None:
        @ui.page(path(lang), title=say(lang, "title"), language="ko-KR" if lang == "ko" else "en-US")
        async def desk() -> Response | None:
            user = await self.user()
            if user is None:
                return RedirectResponse(f"/staff{path(lang, 'login')}")
            _look()
            self._bar(lang, user)
            with ui.element("div").classes("desk"):
                await Desk(self.server, lang, self.user).show()
            return None

        @ui.page(path(lang, "login"), title=say(lang, "sign_in"), language="ko-KR" if lang == "ko" else "en-US")
        async def login(owner: str = "") -> Response | None:
            wrong = await self._enter_by_link(owner) if owner else ""
            if await self.user() is not None:
                return RedirectResponse(f"/staff{path(lang)}")
            _look()
            self._gate(lang, wrong)
            return None

    # who --------------------------------------------------------------------------------------------------------------

    async def user(self) -> User | None:
        """The signed-in person, asked from the database each time: a role that was taken away counts at once."""
        user_id = self.sessions.who(_browser())
        if user_id is None:
            return None
        async with self.server.database.unit() as unit:
            user = await users.by_id(unit, user_id)
        return user if user is not None and user.role in STAFF else None

    def _enter(self, user: UUID) -> None:
        self.sessions.enter(_browser(), user)

    async def _enter_by_link(self, token: str) -> str:
        """Key of a text that says what is wrong, or ""."""
        try:
            self.server.tokens.use_owner(token)
        except BadTokenError:
            return "wrong_link"
        async with self.server.database.unit() as unit:
            owner = await identity.owner(unit)
        self._enter(owner.id)
        return ""

    # what is seen -----------------------------------------------------------------------------------------------------

    def _bar(self, lang: Lang, user: User) -> None:
        def leave() -> None:
            self.sessions.leave(_browser())
            ui.navigate.to(path(lang, "login"))

        with ui.element("header").classes("bar"):
            with ui.element("div").classes("grow"):
                _tag("h1", say(lang, "title"))
                _tag("p", f"{say(lang, 'desk')} · {user.name}")
            self._language(lang, "")
            ui.button(say(lang, "sign_out"), on_click=leave).props("outline no-caps")

    def _language(self, lang: Lang, page: str) -> None:
        other: Lang = "en" if lang == "ko" else "ko"
        ui.button(say(lang, "other_language"), on_click=lambda: ui.navigate.to(path(other, page))).props("flat no-caps")

    def _gate(self, lang: Lang, wrong: str) -> None:
        address = ui.context.client.ip or "unknown"

        async def sign_in() -> None:
            try:
                self.server.limits.take(("login", address, str(email.value).lower()), self.server.settings.rate_login)
                async with self.server.database.unit() as unit:
                    user = await identity.login(unit, str(email.value or ""), str(password.value or ""))
            except Refusal as refusal:
                complaint.set_text(refusal.problem.message_ko if lang == "ko" else refusal.problem.message_en)
                return
            if user.role not in STAFF:
                complaint.set_text(say(lang, "not_staff"))
                return
            self._enter(user.id)
            ui.navigate.to(path(lang))

        with ui.element("div").classes("gate"):
            _tag("h1", say(lang, "title"))
            _tag("p", say(lang, "sign_in_why"))
            email = ui.input(say(lang, "email")).props("outlined type=email autocomplete=username autofocus")
            password = ui.input(say(lang, "password")).props("outlined type=password autocomplete=current-password")
            for field in (email, password):
                field.style("width: 100%; margin-bottom: 12px").on("keydown.enter", sign_in)
            ui.button(say(lang, "sign_in"), on_click=sign_in).props("unelevated size=lg no-caps")
            complaint = ui.label(say(lang, wrong) if wrong else "").classes("wrong").props("role=alert")
            self._language(lang, "login")


def _browser() -> str:
    return str(nicegui_app.storage.browser["id"])


def _look() -> None:
    ui.add_css(_CSS)
    ui.colors(primary="#0b57a4", positive="#1b6e3c", negative="#a11313")


def _tag(name: str, text: str) -> None:
    with ui.element(name):
        ui.label(text)
