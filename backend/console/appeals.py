"""Appeals: who contests which grade, what computing the drill again has shown, and the trainer's ruling."""

from __future__ import annotations

from nicegui import ui
from pydantic import ValidationError

from backend.appeals import service
from backend.console.acting import Acting
from backend.errors import Refusal
from backend.schemas.appeals import RulingIn, TrainerAppealOut
from backend.web.door import refused, text_tag
from backend.web.text import when


class AppealsPage:
    """drills : under which the debriefs in this language stand, with a slash at its end."""

    def __init__(self, acting: Acting, drills: str) -> None:
        self._acting, self._drills = acting, drills

    async def show(self) -> None:
        with ui.element("section").classes("sheet-page") as self._page:
            pass
        await self._refresh()

    async def _refresh(self) -> None:
        user = await self._acting.user()
        if user is None:
            return
        async with self._acting.unit() as unit:
            found = await service.every(unit, user)
        self._page.clear()
        with self._page:
            text_tag("h2", self._acting.say("to_appeals"))
            for appeal in found:
                self._appeal(appeal)
            if not found:
                ui.label(self._acting.say("no_appeals")).classes("soft")

    def _appeal(self, appeal: TrainerAppealOut) -> None:
        say = self._acting.say
        with ui.element("article").classes("past"):
            with ui.element("div").classes("line"):
                ui.label(
                    f"{appeal.author} · {appeal.title} · {appeal.grade.score:.0f} / {appeal.grade.of:.0f}"
                ).classes("room-title")
                ui.label(say(f"appeal_{appeal.state}")).classes("tag warm" if appeal.state == "open" else "tag")
                ui.link(say("to_debrief"), f"{self._drills}{appeal.subject}")
            ui.label(f"{when(appeal.created_at)} · {say(_check(appeal))}").classes("soft")
            ui.label(appeal.text).classes("appeal-text")
            if appeal.state == "open":
                self._form(appeal)
            else:
                ui.label(appeal.answer).classes("appeal-text answered")

    def _form(self, appeal: TrainerAppealOut) -> None:
        say = self._acting.say
        answer = ui.textarea(f"{say('ruling')} - {appeal.author}").props("outlined autogrow dense").classes("wide")
        score = ui.number(say("new_score"), min=0, max=100).props("outlined dense")
        passed = ui.checkbox(say("passed"), value=appeal.grade.passed)

        async def rule(state: str) -> None:
            corrected = state == "corrected"
            given = {"score": score.value, "passed": bool(passed.value)} if corrected else {}
            try:
                body = RulingIn.model_validate({"state": state, "answer": str(answer.value or "").strip(), **given})
            except ValidationError:
                answer.props("error")
                return
            await self._rule(appeal, body)

        with ui.element("div").classes("line"):
            ui.button(say("uphold"), on_click=lambda: rule("upheld")).props("outline no-caps")
            ui.button(say("correct"), on_click=lambda: rule("corrected")).props("outline no-caps")

    async def _rule(self, appeal: TrainerAppealOut, body: RulingIn) -> None:
        user = await self._acting.user()
        if user is None:
            return
        try:
            async with self._acting.unit() as unit:
                await service.rule(unit, user, appeal.id, body, self._acting.server.settings.xapi_home_page)
        except Refusal as refusal:
            ui.notify(refused(self._acting.lang, refusal), type="negative")
            return
        ui.notify(self._acting.say("ruled"), type="positive")
        await self._refresh()


def _check(appeal: TrainerAppealOut) -> str:
    if not appeal.check.done:
        return "check_unknown"
    return "check_different" if appeal.check.problems else "check_same"
