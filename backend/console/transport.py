"""Above the plan: the clock of the drill, to let it stand, go back, end it; and through whose eyes one looks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from backend.console.acting import Acting
from backend.console.people import clock
from backend.console.statics import called, names_of, text_in
from backend.drills.live import LiveDrill
from backend.web.door import text_tag
from safety_training.drill import TICK_HZ
from safety_training.scenario import Scenario

BACK_S = (5, 15, 30, 60)


class Transport:
    def __init__(
        self,
        acting: Acting,
        live: LiveDrill,
        scenario: Scenario,
        watch: Callable[[str], None],
        smoke: Callable[[bool], None],
    ) -> None:
        self._acting, self._live, self._names = acting, live, names_of(scenario, acting.lang)
        self._wanted = ""  # whom to watch, as soon as they are there
        say = acting.say
        with ui.element("div").classes("transport"):
            with ui.element("div").classes("grow"):
                text_tag("h2", text_in(acting.lang, scenario.name, scenario.id))
                self._state = ui.label("").classes("soft").props("role=status")
            self._pause = ui.button(say("pause"), on_click=self._turn).props("unelevated no-caps icon=pause")
            with ui.dropdown_button(say("rewind"), auto_close=True).props("outline no-caps icon=replay") as self._back:
                for seconds in BACK_S:
                    ui.item(say("rewind_s", n=seconds), on_click=lambda s=seconds: self._rewind(s))
                ui.item(say("rewind_start"), on_click=lambda: self._rewind(None))
            self._end = ui.button(say("end"), on_click=self._ask).props("outline no-caps color=negative")
        with ui.element("div").classes("looking"):
            self._watched = ui.select({"": say("nobody")}, value="", label=say("watch")).props("outlined dense")
            self._watched.on_value_change(lambda change: watch(str(change.value or "")))
            box = ui.checkbox(say("smoke_shown"), value=True)
            box.on_value_change(lambda change: smoke(bool(change.value)))
        self._after = ui.element("div")

    def refresh(self, frame: dict[str, Any]) -> None:
        say = self._acting.say
        phase = say("paused") if frame["paused"] else say(f"phase_{frame['phase']}")
        left = say("time_left", at=clock(int(frame["time_left_s"] * TICK_HZ)))
        seed = f"{say('seed')} {self._live.drill.seed}"
        mode = say(f"mode_{self._live.drill.mode}")
        told = (clock(int(frame["time_s"] * TICK_HZ)), phase, left, mode, seed)
        self._state.set_text(
            " · ".join(part.replace(" ", "\u00a0") for part in told)
        )  # a line breaks between them only
        self._pause.set_text(say("resume" if frame["paused"] else "pause"))
        self._pause.props(f"icon={'play_arrow' if frame['paused'] else 'pause'}")
        here = [p for p in frame["people"] if p["present"]]
        people = {p["id"]: called(self._names, p["name"], p["role"], p["npc"]) for p in here}
        people = {"": say("nobody"), **people}
        if people != dict(self._watched.options):
            self._watched.set_options(people, value=self._wanted if self._wanted in people else "")

    def watching(self, person: str) -> None:
        self._wanted = person
        if person in dict(self._watched.options) and person != self._watched.value:
            self._watched.set_value(person)

    def ended(self) -> None:
        for button in (self._pause, self._back, self._end):
            button.disable()
        self._state.set_text(self._acting.say("phase_finished"))
        with self._after:
            lang = self._acting.lang
            target = f"/console/{'en/' if lang == 'en' else ''}drills/{self._live.id}"
            ui.link(self._acting.say("to_debrief"), target).classes("as-button")

    async def _turn(self) -> None:
        await self._acting.pause(self._live.id, not self._live.paused)

    async def _rewind(self, seconds: int | None) -> None:
        tick = 0 if seconds is None else max(0, self._live.drill.tick - seconds * TICK_HZ)
        if await self._acting.rewind(self._live.id, tick) is not None:
            ui.notify(self._acting.say("rewound", at=clock(tick)), type="positive")

    async def _ask(self) -> None:
        say = self._acting.say
        with ui.dialog() as dialog, ui.card().classes("sheet"):
            ui.label(say("end_sure"))
            with ui.element("div").classes("line end"):
                ui.button(say("cancel"), on_click=lambda: dialog.submit(False)).props("flat no-caps")
                ui.button(say("end"), on_click=lambda: dialog.submit(True)).props("unelevated no-caps color=negative")
        if await dialog:
            await self._acting.inject(self._live.id, "end")
        dialog.delete()
