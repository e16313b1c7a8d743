"""The parts of the page that JavaScript draws."""

from __future__ import annotations

import time
from typing import Any

import nicegui.elements.scene  # noqa: F401  (registers Three.js, which comes with NiceGUI)
from nicegui.element import Element

from backend.console.statics import called

ANSWER_S = 2.0  # a browser that has not drawn the last frame for so long gets another one all the same


class LiveView(Element, component="live_view.js", esm={"seoul-view": "view"}):
    """The floor plan, and what one person sees. Emits `pick` with {kind, name} when a thing on the plan is pressed."""

    def __init__(self, building: dict[str, Any], words: dict[str, Any]) -> None:
        super().__init__()
        self._props["building"] = building
        self._props["words"] = words
        self._shown: tuple[Any, ...] = ()
        self._sent_at: float | None = None
        self.on("drawn", self._drawn, [])

    def show(self, frame: dict[str, Any]) -> None:
        """Sends the frame unless it is the one on the screen, or the browser still draws the last one."""
        key = (frame["tick"], frame["paused"], len(frame["people"]))
        waiting = self._sent_at is not None and time.monotonic() - self._sent_at < ANSWER_S
        if key == self._shown or waiting:
            return
        self._shown, self._sent_at = key, time.monotonic()
        self.run_method("show", frame)

    def look(self, person: str) -> None:
        """Through whose eyes; "" for nobody's."""
        self.run_method("look", person)

    def smoke(self, on: bool) -> None:
        self.run_method("smoke", on)

    def _drawn(self) -> None:
        self._sent_at = None


class DebriefView(Element, component="debrief_view.js", esm={"seoul-view": "view"}):
    """A film with its slider. chart : id of the chart that gets a line at the present moment; a press on it goes there."""

    def __init__(
        self,
        building: dict[str, Any],
        words: dict[str, Any],
        film: dict[str, Any],
        track: dict[str, Any],
        chart: int,
    ) -> None:
        super().__init__()
        names = building["names"]
        people = [
            {"id": key, "name": called(names, p["name"], p["role"], p["npc"])} for key, p in track["people"].items()
        ]
        curves = {key: {axis: p["curves"][axis] for axis in ("x", "z")} for key, p in track["people"].items()}
        given = {"people": people, "tracks": curves, "agents": track["agent"], "chart": chart}
        for name, value in {"building": building, "words": words, "film": film, **given}.items():
            self._props[name] = value

    def compare(self, ghosts: list[dict[str, Any]]) -> None:
        """ghosts : [{id, name, x, z}], where somebody was at each second of another run."""
        self.run_method("compare", ghosts)

    def seek(self, tick: int) -> None:
        self.run_method("seek", tick)
