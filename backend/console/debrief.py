"""The debrief of a drill: again from above and through anybody's eyes, curves, what happened, grades linked to their moments,
questions at the turning points, and everybody side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from nicegui import ui

from backend.console.acting import Acting
from backend.console.charts import timeline
from backend.console.films import Films, film_of
from backend.console.happenings import told
from backend.console.past import Graded, Past, read
from backend.console.people import clock
from backend.console.statics import called, names_of, plan_of, text_in, words
from backend.console.views import DebriefView
from backend.drills import control
from backend.errors import Refusal
from backend.schemas.drills import InjectionOut
from backend.web.door import refused, text_tag
from backend.web.text import when
from safety_training.events import Event
from safety_training.scenario import Scenario, load_scenario

LOOK_S = 0.5


class Debrief:
    """One open tab."""

    def __init__(self, acting: Acting, films: Films) -> None:
        self._acting, self._films = acting, films

    async def show(self, drill: UUID) -> None:
        user = await self._acting.user()
        if user is None:
            return
        try:
            async with self._acting.unit() as unit:
                self._past = await read(unit, user, drill)
                self._spoken = await control.spoken(unit, user, drill)
        except Refusal as refusal:
            with ui.element("div").classes("empty"):
                ui.label(refused(self._acting.lang, refusal))
            return
        past = self._past
        if past.row.state != "running":
            self._films.want(past.row, past.inputs)
            if past.best is not None:
                self._films.want(past.best.row, past.best.inputs)
        self._scenario = load_scenario(past.row.scenario)
        self._head(past)
        self._body = ui.element("div").classes("debrief")
        with self._body:
            self._waiting = ui.element("div").classes("empty").props("role=status")
            with self._waiting:
                self._said = ui.label(self._acting.say("computing"))
                self._bar = ui.linear_progress(0, show_value=False).props("instant-feedback")
        self._timer = ui.timer(LOOK_S, self._look)

    def _head(self, past: Past) -> None:
        say, row = self._acting.say, past.row
        with ui.element("div").classes("debrief-head"):
            text_tag("h2", text_in(self._acting.lang, self._scenario.name, row.scenario))
            about = [
                when(row.started_at),
                say(f"mode_{row.mode}"),
                f"{say('seed')} {row.seed}",
                say(f"state_{row.state}"),
            ]
            ui.label(" · ".join(about)).classes("soft")
            with ui.element("div").classes("line"):
                for key, paper in (("report_ko", "report.pdf?lang=ko"), ("report_en", "report.pdf?lang=en")):
                    ui.link(say(key), f"/console/papers/{row.id}/{paper}", new_tab=True).classes("as-button quiet")
                ui.link(say("roster"), f"/console/papers/{row.id}/roster.csv?lang={self._acting.lang}").classes(
                    "as-button quiet"
                )

    async def _look(self) -> None:
        past = self._past
        if past.row.state == "running":
            self._said.set_text(self._acting.say("still_running"))
            return
        share = self._films.progress(past.row)
        if share < 0.0:
            self._said.set_text(self._acting.say("no_film"))
            self._bar.set_visibility(False)
            self._timer.cancel()
            return
        track = self._films.done(past.row)
        self._bar.set_value(share)
        if track is None:
            return
        self._timer.cancel()
        self._waiting.delete()
        with self._body:
            self._show(past, track)
            self._timer = ui.timer(LOOK_S, self._compare_with_best)

    # what is seen -----------------------------------------------------------------------------------------------------

    def _show(self, past: Past, track: dict[str, Any]) -> None:
        lang, scenario = self._acting.lang, self._scenario
        rooms = {room.name: text_in(lang, room.text, room.name) for room in scenario.building.rooms}
        heights = {room.name: room.height_m for room in scenario.building.rooms}
        options = timeline(self._acting, track, rooms, heights)
        height = options.pop("height_px")
        with ui.element("section").classes("middle"):
            view_place = ui.element("div")
            text_tag("h2", self._acting.say("curves"))
            chart = ui.echart(options).classes("curves").style(f"height: {height}px")
            with view_place:
                self._view = DebriefView(
                    plan_of(scenario, lang),
                    words(lang),
                    film_of(past.row, self._url(past)),
                    track,
                    chart.id,
                )
        with ui.element("section").classes("right wide-right"):
            self._tabs(past, track)

    def _url(self, past: Past) -> str:
        return f"/console/films/{self._films.of(past.row).name}"

    def _compare_with_best(self) -> None:
        """As soon as the film of the best run is there."""
        best = self._past.best
        if best is None or self._films.progress(best.row) < 0.0:
            self._timer.cancel()
            return
        track = self._films.done(best.row)
        if track is None:
            return
        self._timer.cancel()
        person = track["people"].get(str(best.user))
        if person is not None:
            name = f"{best.name} ({best.score:.0f})"
            curves = person["curves"]
            self._view.compare([{"id": str(best.user), "name": name, "x": curves["x"], "z": curves["z"]}])

    def _tabs(self, past: Past, track: dict[str, Any]) -> None:
        say = self._acting.say
        with ui.tabs().props("align=left no-caps dense active-color=primary") as tabs:
            for key in ("log", "grades", "questions", "compare"):
                ui.tab(key, label=say(f"tab_{key}"))
        with ui.tab_panels(tabs, value="log").classes("panels"):
            with ui.tab_panel("log"):
                self._log(track)
            with ui.tab_panel("grades"):
                self._grades(past.graded)
            with ui.tab_panel("questions"):
                self._questions(track)
            with ui.tab_panel("compare"):
                self._compare(past.graded)

    def _log(self, track: dict[str, Any]) -> None:
        names = names_of(self._scenario, self._acting.lang)
        names |= {id_: called(names, p["name"], p["role"], p["npc"]) for id_, p in track["people"].items()}
        with ui.element("div").classes("log tall"):
            events = [*(Event(**raw) for raw in track["events"]), *(self._talk(one) for one in self._spoken)]
            for event in sorted(events, key=lambda event: event.tick):
                text = told(self._acting.lang, event, names)
                if text:
                    self._moment(event.tick, text)

    def _talk(self, spoken: InjectionOut) -> Event:
        return Event(spoken.tick, "radio", data={"target": spoken.target or self._acting.say("everybody")})

    def _moment(self, tick: int | None, text: str, more: str = "", lost: bool = False) -> None:
        """A line that shows its moment when it is pressed."""
        with ui.element("div" if tick is None else "button").classes("moment") as line:
            ui.label("" if tick is None else clock(tick)).classes("clock")
            ui.label(text)
            if more:
                ui.label(more).classes("points")
        line.classes("still" if tick is None else "").classes("lost" if lost else "")
        if tick is not None:
            line.props("type=button").on("click", lambda: self._view.seek(tick))

    def _grades(self, graded: list[Graded]) -> None:
        if not graded:
            ui.label(self._acting.say("no_grades")).classes("soft")
            return
        names = {str(person.user): f"{person.name} · {person.grade.score:.0f}" for person in graded}
        of = ui.select(names, value=str(graded[0].user), label=self._acting.say("person")).props("outlined dense")
        sheet = ui.element("div")

        def turn() -> None:
            sheet.clear()
            with sheet:
                self._grade(next(person for person in graded if str(person.user) == of.value))

        of.classes("grade-of").on_value_change(turn)
        turn()

    def _grade(self, person: Graded) -> None:
        say, grade, ko = self._acting.say, person.grade, self._acting.lang == "ko"
        text_tag("h3", f"{person.name} · {grade.score:.0f} / {grade.of:.0f}")
        ui.label(say("passed" if grade.passed else "not_passed")).classes("tag" if grade.passed else "tag warm")
        if grade.passed:
            with ui.element("div").classes("line"):
                for lang in ("ko", "en"):
                    target = f"/console/papers/records/{person.record}/certificate.pdf?lang={lang}"
                    ui.link(say(f"certificate_{lang}"), target, new_tab=True).classes("as-button quiet")
        for line in grade.lines:
            text = line.text_ko if ko else line.text_en
            self._moment(line.tick, text, f"{line.got:.1f} / {line.of:.1f}", line.of - line.got > 0.05)

    def _questions(self, track: dict[str, Any]) -> None:
        first: dict[str, int] = {}
        for event in track["events"]:
            first.setdefault(event["kind"], event["tick"])
        asked = [q for q in self._scenario.questions if q.at in first]
        for question in sorted(asked, key=lambda q: first[q.at]):
            self._moment(first[question.at], text_in(self._acting.lang, question.text, ""))
        if not asked:
            ui.label(self._acting.say("no_questions")).classes("soft")

    def _compare(self, graded: list[Graded]) -> None:
        say, ko = self._acting.say, self._acting.lang == "ko"
        rules: dict[str, str] = {}
        for person in graded:
            for line in person.grade.lines:
                rules.setdefault(line.rule, line.text_ko if ko else line.text_en)
        columns = [{"name": "rule", "label": say("rule"), "field": "rule", "align": "left"}]
        columns += [{"name": str(p.user), "label": p.name, "field": str(p.user), "align": "right"} for p in graded]
        rows = [{"id": rule, "rule": _rule_name(self._scenario, rule, self._acting)} for rule in rules]
        for row in rows:
            for person in graded:
                got = next((line for line in person.grade.lines if line.rule == row["id"]), None)
                row[str(person.user)] = f"{got.got:.1f} / {got.of:.1f}" if got else "-"
        total = {"id": "total", "rule": say("total")}
        total |= {str(p.user): f"{p.grade.score:.0f}" for p in graded}
        ui.table(columns=columns, rows=[*rows, total], row_key="id").props("flat dense hide-pagination").classes(
            "people"
        )


def _rule_name(scenario: Scenario, rule: str, acting: Acting) -> str:
    known = {r.id: r.text for r in scenario.rubric.rules} | {c.id: c.text for c in scenario.rubric.criticals}
    return text_in(acting.lang, known[rule], rule) if rule in known else rule
