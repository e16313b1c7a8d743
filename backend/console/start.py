"""The form that starts a drill."""

from __future__ import annotations

import random
from collections.abc import Awaitable, Callable
from uuid import UUID

from nicegui import ui

from backend.console.acting import Acting
from backend.console.statics import text_in
from backend.groups import service as groups
from backend.identity.models import User
from backend.schemas.drills import DrillIn, DrillOut
from backend.schemas.groups import GroupOut
from safety_training.scenario import Scenario, list_scenarios, load_scenario

MODES = ("practice", "guided", "test")


class StartForm:
    """started : called with the drill, and the room that it is in."""

    def __init__(self, acting: Acting, started: Callable[[DrillOut], Awaitable[None]]) -> None:
        self._acting, self._started = acting, started
        self._groups: dict[str, GroupOut] = {}

    async def open(self, room: str) -> None:
        user = await self._acting.user()
        if user is None:
            return
        await self._read_groups(user)
        self._dialog = ui.dialog().props("aria-labelledby=start-title")
        with self._dialog, ui.card().classes("sheet"):
            self._form(room)
        self._dialog.on("hide", self._dialog.delete)
        self._dialog.open()

    async def _read_groups(self, user: User) -> None:
        async with self._acting.unit() as unit:
            self._groups = {str(group.id): group for group in await groups.own(unit, user)}

    def _form(self, room: str) -> None:
        say = self._acting.say
        with ui.element("h2").props("id=start-title"):
            ui.label(say("new_drill"))
        self._scenario = ui.select(self._scenarios(), label=say("scenario"), on_change=self._redraw_roles)
        self._briefing = ui.label("").classes("soft")
        with ui.element("div").classes("line"):
            self._seed = ui.number(say("seed"), value=random.randrange(1000), min=0, max=2**31 - 1, precision=0)
            ui.button(say("another_seed"), on_click=self._reseed).props("outline no-caps")
        self._mode = ui.select({mode: say(f"mode_{mode}") for mode in MODES}, value="practice", label=say("mode"))
        names = {"": say("no_group"), **{key: group.name for key, group in self._groups.items()}}
        self._group = ui.select(names, value="", label=say("group"), on_change=self._regroup)
        self._room = ui.input(say("room"), value=room)
        self._roles = ui.element("fieldset").classes("roles")
        self._wait = ui.checkbox(say("wait_for_me"), value=True)
        for field in (self._scenario, self._seed, self._mode, self._group, self._room):
            field.props("outlined dense")
        with ui.element("div").classes("line end"):
            ui.button(say("cancel"), on_click=self._dialog.close).props("flat no-caps")
            ui.button(say("start"), on_click=self._start).props("unelevated no-caps")
        self._scenario.set_value(next(iter(self._scenarios())))

    def _scenarios(self) -> dict[str, str]:
        lang = self._acting.lang
        return {id_: text_in(lang, load_scenario(id_).name, id_) for id_ in list_scenarios()}

    def _chosen(self) -> Scenario:
        return load_scenario(str(self._scenario.value))

    def _reseed(self) -> None:
        self._seed.set_value(random.randrange(1000))

    def _regroup(self) -> None:
        """A group has a room of its own, where nobody else comes by."""
        place = self._chosen().place
        self._room.set_value(f"{place}.{self._group.value}" if self._group.value else place)
        self._redraw_roles()

    def _redraw_roles(self) -> None:
        scenario, say, lang = self._chosen(), self._acting.say, self._acting.lang
        self._briefing.set_text(text_in(lang, scenario.briefing, ""))
        group = self._groups.get(str(self._group.value))
        trainees = [member for member in group.members if member.part == "trainee"] if group else []
        roles = {"": say("role_free"), **{r.id: text_in(lang, r.text, r.id) for r in scenario.roles if r.open}}
        self._given: dict[UUID, ui.select] = {}
        self._roles.clear()
        self._roles.set_visibility(bool(trainees) and len(roles) > 1)
        with self._roles:
            with ui.element("legend"):
                ui.label(say("roles"))
            for member in trainees:
                self._given[member.user] = ui.select(roles, value="", label=member.name).props("outlined dense")

    async def _start(self) -> None:
        try:
            body = DrillIn.model_validate(
                {
                    "room": str(self._room.value).strip(),
                    "scenario": self._scenario.value,
                    "seed": int(self._seed.value or 0),
                    "mode": self._mode.value,
                    "group": self._group.value or None,
                    "roles": {str(user): field.value for user, field in self._given.items() if field.value},
                    "paused": bool(self._wait.value),
                }
            )
        except ValueError:
            self._room.props("error")
            return
        drill = await self._acting.start(body)
        if drill is not None:
            self._dialog.close()
            ui.notify(self._acting.say("started"), type="positive")
            await self._started(drill)
