"""Past drills, and groups with their people and results."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from uuid import UUID, uuid4

from nicegui import ui
from pydantic import ValidationError

from backend.console.acting import Acting
from backend.console.charts import progress
from backend.console.people import clock
from backend.console.statics import text_in
from backend.db import Unit
from backend.drills import control
from backend.errors import Refusal
from backend.groups import service as groups
from backend.identity import repository as users
from backend.identity.models import User
from backend.schemas.drills import DrillSummary
from backend.schemas.groups import GroupIn, GroupOut, MemberIn, ResultOut
from backend.web.door import refused, text_tag
from backend.web.text import when
from safety_training.scenario import load_scenario


class PastDrills:
    def __init__(self, acting: Acting, drills: str) -> None:
        self._acting, self._drills = acting, drills

    async def show(self) -> None:
        user = await self._acting.user()
        if user is None:
            return
        async with self._acting.unit() as unit:
            found = await control.newest(unit, user, None, None)
            names = {group.id: group.name for group in await groups.own(unit, user)}
        say = self._acting.say
        with ui.element("section").classes("sheet-page"):
            text_tag("h2", say("to_drills"))
            for drill in found:
                self._line(drill, names)
            if not found:
                ui.label(say("no_past")).classes("soft")

    def _line(self, drill: DrillSummary, names: dict[UUID, str]) -> None:
        say = self._acting.say
        with ui.element("a").classes("past").props(f'href="{self._drills}{drill.id}"'):
            ui.label(scenario_name(self._acting, drill.scenario)).classes("room-title")
            about = [when(drill.started_at), clock(drill.tick), say(f"mode_{drill.mode}"), say(f"state_{drill.state}")]
            if drill.group is not None:
                about.append(names.get(drill.group, ""))
            ui.label(" · ".join(part for part in about if part)).classes("soft")


def scenario_name(acting: Acting, scenario: str) -> str:
    try:
        return text_in(acting.lang, load_scenario(scenario).name, scenario)
    except (KeyError, ValueError):
        return scenario


class GroupsPage:
    def __init__(self, acting: Acting) -> None:
        self._acting = acting
        self._chosen: UUID | None = None

    async def show(self) -> None:
        say = self._acting.say
        with ui.element("aside").classes("side"):
            name = ui.input(say("group_name")).props("outlined dense maxlength=40")
            ui.button(say("new_group"), on_click=lambda: self._make(name)).props("unelevated no-caps icon=add")
            self._list = ui.element("div").classes("rooms")
        self._page = ui.element("section").classes("group-page")
        await self._refresh()

    async def _make(self, name: ui.input) -> None:
        try:
            body = GroupIn(name=str(name.value or "").strip())
        except ValidationError:
            name.props("error")
            return
        name.props(remove="error").set_value("")
        self._chosen = made = uuid4()
        await self._do(lambda unit, user: groups.put(unit, user, made, body))

    async def _do(self, change: Callable[[Unit, User], Awaitable[object]]) -> None:
        user = await self._acting.user()
        if user is None:
            return
        try:
            async with self._acting.unit() as unit:
                await change(unit, user)
        except Refusal as refusal:
            ui.notify(refused(self._acting.lang, refusal), type="negative")
        await self._refresh()

    async def _refresh(self) -> None:
        user = await self._acting.user()
        if user is None:
            return
        async with self._acting.unit() as unit:
            found = await groups.own(unit, user)
            self._chosen = self._chosen or (found[0].id if found else None)
            results = await groups.results(unit, user, self._chosen) if self._chosen else []
        self._draw_list(found)
        self._page.clear()
        chosen = next((group for group in found if group.id == self._chosen), None)
        with self._page:
            if chosen is None:
                ui.label(self._acting.say("no_groups")).classes("empty")
            else:
                self._members(chosen)
                self._results(chosen, results)

    def _draw_list(self, found: list[GroupOut]) -> None:
        self._list.clear()
        with self._list:
            for group in found:
                here = group.id == self._chosen
                with ui.element("button").classes("room-card here" if here else "room-card") as card:
                    ui.label(group.name).classes("room-title")
                    ui.label(self._acting.say("people_n", n=len(group.members))).classes("soft")
                card.props(f"type=button aria-pressed={'true' if here else 'false'}")
                card.on("click", lambda g=group.id: self._choose(g))

    async def _choose(self, group: UUID) -> None:
        self._chosen = group
        await self._refresh()

    def _members(self, group: GroupOut) -> None:
        say = self._acting.say
        text_tag("h2", f"{group.name} · {say('members')}")
        with ui.element("div").classes("members"):
            for member in group.members:
                with ui.element("div").classes("member"):
                    ui.label(member.name)
                    ui.label(say(f"part_{member.part}")).classes("tag")
                    away = ui.button(say("remove"), on_click=lambda m=member.user: self._remove(group.id, m))
                    away.props(f'flat no-caps dense aria-label="{say("remove")} {member.name}"')
        with ui.element("div").classes("line"):
            here = self._present(group)
            if here:
                who = ui.select(here, label=say("somebody_here")).props("outlined dense").style("min-width: 220px")
                ui.button(say("add_member"), on_click=lambda: self._add(group.id, who.value)).props("outline no-caps")
            email = ui.input(say("by_email")).props("outlined dense type=email")
            ui.button(say("add_member"), on_click=lambda: self._add_by_email(group.id, email)).props("outline no-caps")

    def _present(self, group: GroupOut) -> dict[str, str]:
        known = {str(member.user) for member in group.members}
        rooms = self._acting.server.hub.rooms.values()
        found = {str(seat.user): seat.name for room in rooms for seat in room.present()}
        return {user: name for user, name in sorted(found.items(), key=lambda item: item[1]) if user not in known}

    async def _add(self, group: UUID, member: object) -> None:
        if member:
            await self._do(lambda unit, user: groups.put_member(unit, user, group, UUID(str(member)), MemberIn()))

    async def _add_by_email(self, group: UUID, email: ui.input) -> None:
        async with self._acting.unit() as unit:
            person: User | None = await users.by_email(unit, str(email.value or "").strip().lower())
        if person is None:
            email.props(f'error error-message="{self._acting.say("no_such_account")}"')
            return
        await self._add(group, person.id)

    async def _remove(self, group: UUID, member: UUID) -> None:
        await self._do(lambda unit, user: groups.remove_member(unit, user, group, member))

    def _results(self, group: GroupOut, results: list[ResultOut]) -> None:
        say, lang = self._acting.say, self._acting.lang
        text_tag("h2", say("results"))
        if not results:
            ui.label(say("no_results")).classes("soft")
            return
        ui.echart(progress(self._acting, results)).style("height: 320px")
        ui.link(say("roster"), f"/console/papers/groups/{group.id}/roster.csv?lang={lang}").classes("as-button quiet")
        labels = {"at": "when", "name": "name", "what": "scenario", "score": "score", "result": "result"}
        columns = [{"name": k, "label": say(v), "field": k, "align": "left"} for k, v in labels.items()]
        rows = [
            {
                "id": f"{r.drill}{r.user}",
                "at": when(r.finished_at),
                "name": r.name,
                "what": scenario_name(self._acting, r.scenario),
                "score": f"{r.score:.0f} / {r.of:.0f}",
                "result": say("passed" if r.passed else "not_passed"),
            }
            for r in reversed(results)
        ]
        ui.table(columns=columns, rows=rows, row_key="id").props("flat dense").classes("people")
