"""To talk to one or to all: by radio, and in writing."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from uuid import UUID, uuid4

from nicegui import ui
from nicegui.element import Element

from backend.console.acting import Acting
from backend.console.text import RADIO_WORDS
from backend.schemas.voice import TalkIn

ALL = ""


class Microphone(Element, component="radio.js"):
    """A button to talk and one to listen. Emits `offer` with {sdp}, to be answered, and `air` with {talking, listening}."""

    def __init__(self, words: dict[str, str]) -> None:
        super().__init__()
        self._props["words"] = words

    def answer(self, sdp: str, why: str) -> None:
        self.run_method("answer", sdp, why)

    def silence(self) -> None:
        self.run_method("silenced")


class Talk:
    """Of one drill, and of the branches as which it goes on: set `drill` to those."""

    def __init__(self, acting: Acting, drill: UUID) -> None:
        self._acting, self.drill, self._line = acting, drill, uuid4()
        self._people: dict[str, str] = {}
        self._air = {"talking": False, "listening": False}
        self._turn = asyncio.Lock()  # what is pressed is done in that order
        say = acting.say
        with ui.element("fieldset").classes("part"):
            with ui.element("legend"):
                ui.label(say("talk"))
            self._to = ui.select({ALL: say("everybody")}, value=ALL, label=say("to_whom"))
            self._to.props("outlined dense options-dense").classes("wide").on_value_change(self._turn_to)
            self._microphone = Microphone({key: say(key) for key in RADIO_WORDS})
            self._microphone.on("offer", self._connect).on("air", self._speak)
            self._text = ui.input(say("message")).props("outlined dense maxlength=400").classes("message")
            self._text.on("keydown.enter", self._send)
            ui.button(say("send"), on_click=self._send).props("outline no-caps dense").classes("act")
        client = ui.context.client
        client.on_disconnect(self._cut_off)  # who holds a button that the server no longer sees does not talk on
        client.on_delete(self.close)

    def refresh(self, frame: dict[str, Any]) -> None:
        people = {p["id"]: p["name"] for p in frame["people"] if p["present"] and not p["npc"]}
        if people == self._people:
            return
        self._people = people
        value = self._to.value if self._to.value in people else ALL
        self._to.set_options({ALL: self._acting.say("everybody"), **people}, value=value)

    def pick(self, person: str) -> None:
        if person in self._people:
            self._to.set_value(person)

    def close(self) -> None:
        self._acting.server.radio.close(self._acting.server, self._line)

    async def _connect(self, event: Any) -> None:
        # A browser hides its addresses until it may use the microphone; that by which it reached us is one of them.
        offer = re.sub(r"\S+\.local(?= )", str(ui.context.client.ip), str(event.args["sdp"])[:60_000])
        self._air = {"talking": False, "listening": False}  # as each connection begins
        answer, why = await self._acting.connect_voice(self.drill, self._line, offer)
        self._microphone.answer(answer, why)

    async def _speak(self, event: Any) -> None:
        await self._set_air(bool(event.args["talking"]), bool(event.args["listening"]))

    async def _turn_to(self) -> None:
        if self._air["talking"]:
            await self._set_air(**self._air)

    def _cut_off(self) -> None:
        self._air = {"talking": False, "listening": False}
        self._acting.server.radio.silence(self._acting.server, self._line)
        if not self._microphone.is_deleted:
            self._microphone.silence()

    async def _set_air(self, talking: bool, listening: bool) -> None:
        async with self._turn:
            to = UUID(self._to.value) if self._to.value else None
            body = TalkIn(talking=talking, to=to, listening=listening)
            done = await self._acting.talk(self.drill, self._line, body)
            self._air = {"talking": talking and done, "listening": listening and done}
            if not done:
                self._microphone.silence()

    async def _send(self) -> None:
        text = str(self._text.value or "").strip()
        if text and await self._acting.inject(self.drill, "message", str(self._to.value or ""), what=text):
            say = self._acting.say
            ui.notify(say("done", what=say("talk")), type="positive", timeout=1500)
            self._text.set_value("")
