"""What a trainer changes while a drill runs: fire, smoke, doors, extinguishers, power, casualties, roles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from nicegui import ui

from backend.console.acting import Acting
from backend.console.statics import text_in, vent_text
from backend.schemas.drills import Control
from safety_training.extinguishers import kinds
from safety_training.scenario import Scenario

FACTORS = {0.25: "×¼", 0.5: "×½", 1.0: "×1", 2.0: "×2", 4.0: "×4"}
FAULTS = ("low", "empty", "jammed")
ALL = ""


class Controls:
    """Of one drill. What is pressed on the plan is chosen here (`pick`)."""

    def __init__(self, acting: Acting, drill: UUID, scenario: Scenario, names: dict[str, str]) -> None:
        """names : of things, by id."""
        self._acting, self._drill, self._scenario, self._names = acting, drill, scenario, names
        self._choices: dict[str, ui.select] = {}
        self._people: dict[str, str] = {}

    def show(self) -> None:
        self._fire()
        self._vents()
        self._tools()
        self._power()
        self._casualties()
        self._roles()

    def pick(self, kind: str, name: str) -> None:
        choice = self._choices.get(kind)
        if choice is not None and name in dict(choice.options):
            choice.set_value(name)

    def refresh(self, frame: dict[str, Any]) -> None:
        """What there is to choose from changes with who and what is there."""
        people = {p["id"]: p["name"] for p in frame["people"] if p["present"] and not p["npc"]}
        if people != self._people:
            self._people = people
            self._offer("whose", people)
        tools = {t["name"]: self._names.get(t["name"], t["name"]) for t in frame["equipment"] if t["kind"] in kinds()}
        self._offer("tool", tools)

    def _offer(self, kind: str, options: dict[str, str]) -> None:
        choice = self._choices.get(kind)
        if choice is None or dict(choice.options) == options:
            return
        choice.set_options(options, value=choice.value if choice.value in options else next(iter(options), None))

    # parts ------------------------------------------------------------------------------------------------------------

    def _fire(self) -> None:
        with self._part("fire"):
            lang = self._acting.lang
            items = {item.name: text_in(lang, item.text, item.name) for item in self._scenario.items}
            self._choose("item", items, "item")
            for control in ("ignite", "reignite"):
                self._button(control, lambda c=control: self._inject(c, self._value("item"), told=c))
        for control in ("growth", "smoke"):
            with self._part(control):
                factor = ui.toggle(FACTORS, value=1.0).props("no-caps unelevated spread")
                factor.props(f'aria-label="{self._acting.say(control)}"').classes("wide")
                factor.on_value_change(lambda change, c=control: self._inject(c, value=float(change.value), told=c))

    def _vents(self) -> None:
        building, lang = self._scenario.building, self._acting.lang
        names = {v.name: vent_text(building, v.name, lang) for v in building.vents if v.kind != "leak"}
        names |= {e.name: f"{self._acting.say('exit')} · {names.get(e.name, e.name)}" for e in building.exits}
        with self._part("vents"):
            self._choose("vent", names, "vent")
            for key, control, value in (
                ("do_open", "vent", 1.0),
                ("half", "vent", 0.3),
                ("shut", "vent", 0.0),
                ("block", "block", 1.0),
                ("unblock", "block", 0.0),
            ):
                self._button(
                    key, lambda c=control, v=value, k=key: self._inject(c, self._value("vent"), value=v, told=k)
                )

    def _tools(self) -> None:
        with self._part("tools"):
            self._choose("tool", {}, "tool")
            for fault in FAULTS:
                key = f"fault_{fault}"
                self._button(key, lambda f=fault, k=key: self._inject("fault", self._value("tool"), what=f, told=k))
            self._button("fault_none", lambda: self._inject("fault", self._value("tool"), told="fault_none"))

    def _power(self) -> None:
        lang, rooms = self._acting.lang, self._scenario.building.rooms
        names = {ALL: self._acting.say("whole_building"), **{r.name: text_in(lang, r.text, r.name) for r in rooms}}
        with self._part("power"):
            self._choose("room", names, "which_room")
            self._button("power_off", lambda: self._inject("power", self._value("room"), value=0.0, told="power_off"))
            self._button("power_on", lambda: self._inject("power", self._value("room"), value=1.0, told="power_on"))

    def _casualties(self) -> None:
        spots = self._scenario.spots
        if not spots:
            return
        lang = self._acting.lang
        with self._part("casualty"):
            self._choose("spot", {name: text_in(lang, spot.text, name) for name, spot in spots.items()}, "where")
            self._button("add", lambda: self._inject("casualty", self._value("spot"), told="casualty"))

    def _roles(self) -> None:
        lang = self._acting.lang
        roles = {r.id: text_in(lang, r.text, r.id) for r in self._scenario.roles if r.open}
        if len(roles) < 2:
            return
        with self._part("role"):
            self._choose("whose", {}, "person")
            self._choose("role", roles, "its_role")
            self._button(
                "apply", lambda: self._inject("role", self._value("whose"), what=self._value("role"), told="role")
            )

    # pieces -----------------------------------------------------------------------------------------------------------

    @contextmanager
    def _part(self, key: str) -> Iterator[None]:
        with ui.element("fieldset").classes("part"):
            with ui.element("legend"):
                ui.label(self._acting.say(key))
            yield

    def _choose(self, kind: str, options: dict[str, str], label: str) -> None:
        first = next(iter(options), None)
        choice = ui.select(options, value=first, label=self._acting.say(label)).props("outlined dense options-dense")
        self._choices[kind] = choice.classes("wide")

    def _button(self, key: str, do: Any) -> None:
        ui.button(self._acting.say(key), on_click=do).props("outline no-caps dense").classes("act")

    def _value(self, kind: str) -> str:
        return str(self._choices[kind].value or "")

    async def _inject(
        self, control: Control, target: str = "", value: float = 0.0, what: str = "", told: str = ""
    ) -> bool:
        done = await self._acting.inject(self._drill, control, target, value, what)
        if done:
            ui.notify(self._acting.say("done", what=self._acting.say(told)), type="positive", timeout=1500)
        return done
