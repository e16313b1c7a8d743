"""The live page: rooms to the left, the chosen one's drill from above and through somebody's eyes, the controls to the right."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from nicegui import ui

from backend.console.acting import Acting
from backend.console.controls import Controls
from backend.console.films import Films
from backend.console.frames import compact
from backend.console.people import EventLog, PeopleTable
from backend.console.rooms import RoomList
from backend.console.start import StartForm
from backend.console.statics import names_of, plan_of, words
from backend.console.talking import Talk
from backend.console.transport import Transport
from backend.console.views import LiveView
from backend.drills.live import LiveDrill
from backend.schemas.drills import DrillOut
from safety_training.scenario import Scenario

LOOK_S = 0.2  # five pictures a second
ROOMS_S = 1.0


class ConsoleDesk:
    """One open tab."""

    def __init__(self, acting: Acting, films: Films) -> None:
        self.acting, self.films = acting, films
        self.room = ""
        self._drill: UUID | None = None
        self._parts: _Parts | None = None
        self._talk: Talk | None = None

    async def show(self, room: str) -> None:
        say, self.room = self.acting.say, room
        with ui.element("aside").classes("side"):
            ui.button(say("new_drill"), on_click=self._new).props("unelevated no-caps icon=add").classes("wide")
            self._rooms = RoomList(self.acting, self._choose)
        self._middle = ui.element("section").classes("middle")
        with ui.element("section").classes("right").props(f'aria-label="{say("controls")}"'):
            self._spoken = ui.element("div").classes("among")
            self._right = ui.element("div").classes("among")
        await self._refresh_rooms()
        self._follow()
        ui.timer(ROOMS_S, self._refresh_rooms)
        ui.timer(LOOK_S, self._follow)

    async def _new(self) -> None:
        await StartForm(self.acting, self._started).open(self.room or "fire_hall")

    async def _started(self, drill: DrillOut) -> None:
        await self._choose(drill.room)

    async def _choose(self, room: str) -> None:
        self.room = room
        await self._refresh_rooms()
        self._follow()

    async def _refresh_rooms(self) -> None:
        found = await self._rooms.refresh(self.room)
        if not self.room and len(found) == 1:
            self.room = found[0].room
            await self._rooms.refresh(self.room)

    def _follow(self) -> None:
        """The drill that runs in the chosen room, whichever that is by now; one that has ended stays in sight."""
        live = self.acting.server.drills.in_room(self.room) if self.room else None
        if live is None:
            if self._parts is None or self._parts.live.room != self.room:
                self._empty()
            else:
                self._parts.ended()
            return
        if self._parts is None or live.id != self._drill:
            self._open(live)
        if self._parts is not None:
            self._parts.refresh()

    def _empty(self) -> None:
        key = "room_without_drill" if self.room else "choose_room"
        if (self.room, None) == (getattr(self, "_empty_of", ""), self._drill) and self._parts is None and self._said:
            return
        self._empty_of, self._drill, self._parts, self._said = self.room, None, None, True
        self._hang_up()
        self._middle.clear()
        self._right.clear()
        with self._middle, ui.element("div").classes("empty"):
            if self.room:
                with ui.element("strong"):
                    ui.label(self._rooms.title(self.room))
            ui.label(self.acting.say(key))

    _said = False

    def _open(self, live: LiveDrill) -> None:
        watched = self._parts.watched if self._parts is not None else ""
        if self._talk is None or live.standing.branch_of != self._drill:
            self._hang_up()
            with self._spoken:
                self._talk = Talk(self.acting, live.id)
        self._drill = self._talk.drill = live.id
        self._middle.clear()
        self._right.clear()
        self._parts = _Parts(self.acting, live, self._middle, self._right, self._talk)
        self._parts.watch(watched)

    def _hang_up(self) -> None:
        if self._talk is not None:
            self._talk.close()
            self._talk = None
        self._spoken.clear()


class _Parts:
    """What is on the page for one drill."""

    def __init__(self, acting: Acting, live: LiveDrill, middle: Any, right: Any, talk: Talk) -> None:
        self.acting, self.live, self._talk, self._right = acting, live, talk, right
        self.watched, self._over = "", False
        scenario: Scenario = live.drill.scenario
        lang = acting.lang
        names = names_of(scenario, lang)
        with middle:
            self._transport = Transport(acting, live, scenario, self.watch, self._smoke)
            self._view = LiveView(plan_of(scenario, lang), words(lang))
            self._view.on("pick", self._picked)
            with ui.element("h2"):
                ui.label(acting.say("people"))
            self._people = PeopleTable(acting, names, self.watch)
            with ui.element("h2"):
                ui.label(acting.say("log"))
            self._log = EventLog(acting, names)
        with right:
            self._controls = Controls(acting, live.id, scenario, names)
            self._controls.show()

    def refresh(self) -> None:
        frame = compact(self.live.picture())
        self._view.show(frame)
        self._transport.refresh(frame)
        self._people.show(frame)
        self._controls.refresh(frame)
        self._talk.refresh(frame)
        self._log.show(self.live)

    def ended(self) -> None:
        """One can still look, and talk; there is nothing left to change."""
        if not self._over:
            self._over = True
            self._transport.ended()
            self._right.clear()

    def watch(self, person: str) -> None:
        self.watched = person
        self._transport.watching(person)
        self._view.look(person)

    def _smoke(self, on: bool) -> None:
        self._view.smoke(on)

    def _picked(self, event: Any) -> None:
        kind, name = event.args["kind"], event.args["name"]
        if kind == "person":
            self.watch("" if name == self.watched else name)
            self._talk.pick(name)
        self._controls.pick(kind, name)
