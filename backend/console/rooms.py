"""The list of rooms: who is there, and what runs."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from nicegui import ui

from backend.console.acting import Acting
from backend.console.people import clock
from backend.console.statics import place_name, text_in
from backend.drills import control
from backend.errors import Refusal
from backend.groups import service as groups
from backend.identity.models import User
from backend.schemas.rooms import RoomOut
from safety_training.scenario import load_scenario


class RoomList:
    """choose : called with the room that was pressed."""

    def __init__(self, acting: Acting, choose: Callable[[str], Awaitable[None]]) -> None:
        self._acting, self._choose = acting, choose
        self._shown: list[RoomOut] | None = None
        self._chosen = ""
        self._groups: dict[str, str] = {}  # names, by id
        self._asked: set[str] = set()
        self._list = ui.element("div").classes("rooms").props(f'role=group aria-label="{acting.say("rooms")}"')

    async def refresh(self, chosen: str) -> list[RoomOut]:
        user = await self._acting.user()
        if user is None:
            return []
        try:
            found = control.rooms(self._acting.server, user)
        except Refusal:
            return []
        await self._name_groups(user, found)
        if self._changed(found) or chosen != self._chosen:
            self._chosen = chosen
            self._draw(found)
        return found

    async def _name_groups(self, user: User, found: list[RoomOut]) -> None:
        """A group's own room goes by the group's name."""
        new = {group for group in (room.room.partition(".")[2] for room in found) if group} - self._asked
        if not new:
            return
        self._asked |= new
        async with self._acting.unit() as unit:
            self._groups = {str(group.id): group.name for group in await groups.own(unit, user)}

    def title(self, room: str) -> str:
        place, _, group = room.partition(".")
        name = place_name(place, self._acting.lang)
        return f"{name} · {self._groups.get(group, group[:8])}" if group else name

    def _changed(self, found: list[RoomOut]) -> bool:
        def still(rooms: list[RoomOut] | None) -> list[object]:
            return [(r.room, r.people, r.drill and (r.drill.id, r.drill.state, r.drill.paused)) for r in rooms or []]

        changed = self._shown is None or still(found) != still(self._shown)
        self._shown = found
        return changed

    def _draw(self, found: list[RoomOut]) -> None:
        say = self._acting.say
        self._list.clear()
        with self._list:
            for room in found:
                self._card(room)
            if not found:
                with ui.element("div").classes("empty small"):
                    with ui.element("strong"):
                        ui.label(say("no_rooms"))
                    ui.label(say("no_rooms_why"))

    def _card(self, room: RoomOut) -> None:
        say = self._acting.say
        here = room.room == self._chosen
        with ui.element("button").classes("room-card here" if here else "room-card") as card:
            ui.label(self.title(room.room)).classes("room-title")
            ui.label(say("people_n", n=len(room.people)) + self._names(room)).classes("soft")
            ui.label(self._drill(room)).classes("tag warm" if room.drill and not room.drill.paused else "tag")
        card.props(f"type=button aria-pressed={'true' if here else 'false'}")
        card.on("click", lambda r=room.room: self._choose(r))

    def _names(self, room: RoomOut) -> str:
        return " · " + ", ".join(person.name for person in room.people) if room.people else ""

    def _drill(self, room: RoomOut) -> str:
        if room.drill is None:
            return self._acting.say("no_drill")
        name = text_in(self._acting.lang, load_scenario(room.drill.scenario).name, room.drill.scenario)
        state = self._acting.say("paused") if room.drill.paused else clock(room.drill.tick)
        return f"{name} · {state}" if room.drill.paused else name
