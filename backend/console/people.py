"""Who takes part and how they are, and what has happened: two lists that follow a running drill."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nicegui import ui

from backend.console.acting import Acting
from backend.console.happenings import told
from backend.console.statics import called
from backend.drills.live import LiveDrill
from safety_training.drill import TICK_HZ

COLUMNS = ("name", "role", "state", "fed", "heat_dose", "sight", "holds", "room")
MOST_LINES = 300


class PeopleTable:
    """watch : called with a person's id when their row is pressed."""

    def __init__(self, acting: Acting, names: dict[str, str], watch: Callable[[str], None]) -> None:
        self._acting, self._names = acting, names
        say = acting.say
        labels = {"role": say("its_role"), "room": say("is_in")}
        columns = [
            {"name": key, "label": labels.get(key) or say(key), "field": key, "align": "left"} for key in COLUMNS
        ]
        self._table = ui.table(columns=columns, rows=[], row_key="id").classes("people").props("flat dense")
        self._table.props(f'hide-pagination :rows-per-page-options="[0]" no-data-label="{say("nobody_yet")}"')
        self._table.props(f'role=region aria-label="{say("people")}"')
        self._table.on("row-click", lambda event: watch(event.args[1]["id"]))

    def show(self, frame: dict[str, Any]) -> None:
        rows = [self._row(person) for person in frame["people"]]
        if rows != self._table.rows:
            self._table.rows = rows
            self._table.update()

    def _row(self, p: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": p["id"],
            "name": called(self._names, p["name"], p["role"], p["npc"]),
            "role": self._names.get(p["role"], "-"),
            "state": self._acting.say(_state(p)) + (f" · {self._acting.say('is_low')}" if p["low"] else ""),
            "fed": f"{p['fed']:.3f}",
            "heat_dose": f"{p['heat_dose']:.3f}",
            "sight": f"{p['visibility_m']:.1f} m",
            "holds": self._names.get(p["held"], p["held"]) or "-",
            "room": self._names.get(p["room"], p["room"]),
        }


def _state(p: dict[str, Any]) -> str:
    if p["incapacitated"]:
        return "is_down"
    if not p["present"]:
        return "is_away"
    if p["finished"]:
        return "is_done"
    if p["outside"]:
        return "is_outside"
    return "is_npc" if p["npc"] else "is_active"


class EventLog:
    def __init__(self, acting: Acting, names: dict[str, str]) -> None:
        """names : of things, by id."""
        self._acting, self._names = acting, names
        self._shown = 0
        with (
            ui.element("div")
            .classes("log")
            .props(f'role=log aria-label="{acting.say("log")}" tabindex=0') as self._list
        ):
            pass

    def show(self, live: LiveDrill) -> None:
        """Newest first."""
        events = live.drill.events
        names = self._names | {
            id_: called(self._names, person.name, person.role, bool(person.npc))
            for id_, person in live.drill.people.items()
        }
        for event in events[self._shown :]:
            text = told(self._acting.lang, event, names)
            if text:
                with self._list, ui.element("p") as line:
                    ui.label(f"{clock(event.tick)}  {text}")
                line.move(self._list, 0)
        self._shown = len(events)
        for old in self._list.default_slot.children[MOST_LINES:]:
            self._list.remove(old)


def clock(tick: int) -> str:
    seconds = tick // TICK_HZ
    return f"{seconds // 60}:{seconds % 60:02d}"
