"""How one comes in: the sign-in page of an area, the bar above its pages, and who is asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from uuid import UUID

from fastapi import Response
from fastapi.responses import RedirectResponse
from nicegui import app as nicegui_app
from nicegui import ui

from backend.errors import Refusal
from backend.identity import repository as users
from backend.identity import service as identity
from backend.identity.models import User
from backend.identity.tokens import BadTokenError
from backend.schemas.identity import Role
from backend.server import Server
from backend.web.sessions import WebSessions
from backend.web.text import Lang, Say

_CSS = (Path(__file__).parent / "web.css").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Area:
    """say : texts, of which the door needs title, place, sign_in_why, not_allowed."""

    root: str  # "/staff"
    roles: tuple[Role, ...]
    say: Say
    css: str = ""

    def path(self, lang: Lang, page: str = "") -> str:
        """Korean at the root, English below en."""
        tail = "/".join(part for part in ("" if lang == "ko" else "en", page) if part)
        return f"{self.root}/{tail}"


class Door:
    def __init__(self, server: Server, sessions: WebSessions, area: Area) -> None:
        self.server, self.sessions, self.area = server, sessions, area

    # who --------------------------------------------------------------------------------------------------------------

    async def user(self) -> User | None:
        """The signed-in person, asked from the database each time: a role that was taken away counts at once."""
        return await self.user_of(browser())

    async def user_of(self, browser_id: str) -> User | None:
        user_id = self.sessions.who(browser_id)
        if user_id is None:
            return None
        async with self.server.database.unit() as unit:
            user = await users.by_id(unit, user_id)
        return user if user is not None and user.role in self.area.roles else None

    def enter(self, user: UUID) -> None:
        self.sessions.enter(browser(), user)

    def leave(self, lang: Lang) -> None:
        self.sessions.leave(browser())
        ui.navigate.to(self.area.path(lang, "login"))

    async def enter_by_link(self, token: str) -> str:
        """Key of a text that says what is wrong, or ""."""
        try:
            self.server.tokens.use_owner(token)
        except BadTokenError:
            return "wrong_link"
        async with self.server.database.unit() as unit:
            owner = await identity.owner(unit)
        self.enter(owner.id)
        return ""

    # what is seen -----------------------------------------------------------------------------------------------------

    def register_login(self, lang: Lang) -> None:
        area = self.area

        @ui.page(area.path(lang, "login"), title=area.say(lang, "sign_in"), language=tag_of(lang))
        async def login(owner: str = "") -> Response | None:
            wrong = await self.enter_by_link(owner) if owner else ""
            if await self.user() is not None:
                return RedirectResponse(area.path(lang))
            self.look()
            self._gate(lang, wrong)
            return None

    def look(self) -> None:
        ui.add_css(_CSS)
        if self.area.css:
            ui.add_css(self.area.css)
        ui.colors(primary="#0b57a4", positive="#1b6e3c", negative="#a11313")

    def bar(self, lang: Lang, user: User, page: str = "", more: Callable[[], None] | None = None) -> None:
        """more : draws what stands between the title and the way out."""
        say = self.area.say
        with ui.element("header").classes("bar"):
            with ui.element("div").classes("grow"):
                text_tag("h1", say(lang, "title"))
                text_tag("p", f"{say(lang, 'place')} · {user.name}")
            if more is not None:
                more()
            self._language(lang, page)
            ui.button(say(lang, "sign_out"), on_click=lambda: self.leave(lang)).props("outline no-caps")

    def _language(self, lang: Lang, page: str) -> None:
        other: Lang = "en" if lang == "ko" else "ko"
        target = self.area.path(other, page)
        ui.button(self.area.say(lang, "other_language"), on_click=lambda: ui.navigate.to(target)).props("flat no-caps")

    def _gate(self, lang: Lang, wrong: str) -> None:
        address, say, area = ui.context.client.ip or "unknown", self.area.say, self.area

        async def sign_in() -> None:
            try:
                self.server.limits.take(("login", address, str(email.value).lower()), self.server.settings.rate_login)
                async with self.server.database.unit() as unit:
                    user = await identity.login(unit, str(email.value or ""), str(password.value or ""))
            except Refusal as refusal:
                complaint.set_text(refused(lang, refusal))
                return
            if user.role not in area.roles:
                complaint.set_text(say(lang, "not_allowed"))
                return
            self.enter(user.id)
            ui.navigate.to(area.path(lang))

        with ui.element("main").classes("gate"):
            text_tag("h1", say(lang, "title"))
            text_tag("p", say(lang, "sign_in_why"))
            email = ui.input(say(lang, "email")).props("outlined type=email autocomplete=username autofocus")
            password = ui.input(say(lang, "password")).props("outlined type=password autocomplete=current-password")
            for field in (email, password):
                field.style("width: 100%; margin-bottom: 12px").on("keydown.enter", sign_in)
            ui.button(say(lang, "sign_in"), on_click=sign_in).props("unelevated size=lg no-caps")
            complaint = ui.label(say(lang, wrong) if wrong else "").classes("wrong").props("role=alert")
            self._language(lang, "login")


def browser() -> str:
    return str(nicegui_app.storage.browser["id"])


def tag_of(lang: Lang) -> Literal["ko-KR", "en-US"]:
    return "ko-KR" if lang == "ko" else "en-US"


def refused(lang: Lang, refusal: Refusal) -> str:
    return refusal.problem.message_ko if lang == "ko" else refusal.problem.message_en


def text_tag(name: str, text: str) -> None:
    with ui.element(name):
        ui.label(text)
