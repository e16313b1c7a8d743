"""The desk itself: what waits, what was answered, and the form that answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.element import Element
from pydantic import ValidationError

from backend.errors import Refusal
from backend.identity.models import User
from backend.schemas.suggestions import AnswerIn, StaffSuggestionOut
from backend.server import Server
from backend.staff.text import say
from backend.suggestions import service
from backend.web.door import refused
from backend.web.text import Lang, when

LOOK_AGAIN_S = 10.0


class Desk:
    """One open tab of a browser."""

    def __init__(self, server: Server, lang: Lang, user: Callable[[], Awaitable[User | None]]) -> None:
        self._server, self._lang, self._user = server, lang, user
        self._shown: set[object] = set()
        self._answered = False

    async def show(self) -> None:
        with (
            ui.tabs().props("align=left no-caps inline-label active-color=primary").on_value_change(self._turn) as tabs
        ):
            self._waiting_tab = ui.tab("waiting", label=self._say("waiting"))
            ui.tab("answered", label=self._say("answered"))
        tabs.set_value("waiting")
        self._more = ui.button("", on_click=self._fill).props("outline no-caps").style("margin: 16px 0 0")
        self._more.set_visibility(False)
        self._list = ui.element("section").style("margin-top: 20px")
        await self._fill()
        ui.timer(LOOK_AGAIN_S, self._look)

    def _say(self, key: str, **values: object) -> str:
        return say(self._lang, key, **values)

    async def _turn(self, change: object) -> None:
        self._answered = getattr(change, "value", "waiting") == "answered"
        if hasattr(self, "_list"):
            await self._fill()

    async def _read(self, answered: bool) -> list[StaffSuggestionOut]:
        async with self._server.database.unit() as unit:
            return await service.for_staff(unit, answered)

    async def _fill(self) -> None:
        try:
            found = await self._read(self._answered)
        except Refusal as refusal:
            self._complain(refusal)
            return
        if not self._answered:
            self._count(found)
            self._shown = {item.id for item in found}
        self._more.set_visibility(False)
        self._list.clear()
        with self._list:
            for item in found:
                self._letter(item)
            if not found:
                self._nothing()

    async def _look(self) -> None:
        """What is new is offered, not pushed in: somebody may be writing."""
        try:
            found = await self._read(False)
        except Refusal:
            return
        self._count(found)
        new = len({item.id for item in found} - self._shown)
        if new and not self._answered:
            if not self._shown:
                await self._fill()
                return
            self._more.set_text(self._say("show_new", n=new))
            self._more.set_visibility(True)

    def _count(self, waiting: list[StaffSuggestionOut]) -> None:
        self._waiting_tab.props(f'label="{self._say("waiting")} ({len(waiting)})"')

    def _nothing(self) -> None:
        with ui.element("div").classes("empty"):
            with ui.element("strong"):
                ui.label(self._say("nothing_answered" if self._answered else "nothing_waiting"))
            if not self._answered:
                ui.label(self._say("nothing_waiting_why"))

    def _letter(self, item: StaffSuggestionOut) -> None:
        with ui.element("article").classes("letter") as letter:
            with ui.element("div").classes("head"):
                with ui.element("h2"):
                    ui.label(self._say("from", name=item.author))
                ui.label(when(item.created_at))
                ui.label(self._say(f"lang_{item.language}")).classes("tag")
                if item.answered_at:
                    seen = "seen" if item.answer_seen else "unseen"
                    ui.label(self._say(seen)).classes("tag" if item.answer_seen else "tag warm")
            ui.label(item.text).classes("said").props(f"lang={item.language}")
            if item.answered_at:
                reply = ui.label(item.answer).classes("reply")
                with ui.element("div").classes("foot") as row:
                    ui.label(when(item.answered_at)).style("color: var(--soft); font-size: 14px; flex: 1")
                    ui.button(self._say("correct"), on_click=lambda: self._correct(letter, reply, row, item)).props(
                        "flat no-caps"
                    )
            else:
                self._form(item)

    def _correct(self, letter: Element, reply: Element, row: Element, item: StaffSuggestionOut) -> None:
        reply.set_visibility(False)
        row.set_visibility(False)
        with letter:
            self._form(item)

    def _form(self, item: StaffSuggestionOut) -> None:
        async def send() -> None:
            try:
                wanted = AnswerIn(answer=str(answer.value or "").strip())
            except ValidationError:
                answer.props(f'error error-message="{self._say("too_short")}"')
                return
            await self._send(item, wanted)

        label = f"{self._say('answer')} - {self._say('from', name=item.author)}"
        answer = ui.textarea(label, value=item.answer).props(f'outlined autogrow hint="{self._say("answer_hint")}"')
        answer.style("width: 100%").on("keydown.ctrl.enter", send)
        with ui.element("div").classes("foot"):
            if item.answered_at:
                ui.button(self._say("cancel"), on_click=self._fill).props("flat no-caps")
            ui.button(self._say("send"), on_click=send).props("unelevated no-caps")

    async def _send(self, item: StaffSuggestionOut, wanted: AnswerIn) -> None:
        staff = await self._user()
        if staff is None:
            ui.notify(self._say("signed_out"), type="negative")
            return
        try:
            async with self._server.database.unit() as unit:
                await service.answer(unit, self._server.hub, staff, item.id, wanted.answer)
        except Refusal as refusal:
            self._complain(refusal)
            return
        ui.notify(self._say("sent"), type="positive")
        await self._fill()

    def _complain(self, refusal: Refusal) -> None:
        ui.notify(refused(self._lang, refusal), type="negative")
