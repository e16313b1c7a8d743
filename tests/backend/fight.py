"""Somebody who takes part in a drill through the event socket, as a client would."""

from __future__ import annotations

import json
import math
from typing import Any

from tests.backend.people import Person, hear

ALARM, ALARM_STAND = "alarm_1", (-5.3, 1.6, -3.0)


class Fighter:
    def __init__(self, person: Person, socket: Any, drill: str) -> None:
        self.person, self.socket, self.drill = person, socket, drill
        self.seq = 0
        self.sent: list[dict[str, Any]] = []

    def send(self, action: dict[str, Any]) -> None:
        self.seq += 1
        self.sent.append({"type": "drill.input", "drill": self.drill, "seq": self.seq, "action": action})
        self.socket.send(json.dumps(self.sent[-1]))

    def repeat_all(self) -> None:
        """As after a reconnect."""
        for message in self.sent:
            self.socket.send(json.dumps(message))

    def join(self) -> None:
        self.send({"kind": "join", "name": self.person.user["name"]})

    def move(self, head: tuple[float, float, float], towards: tuple[float, float, float] = (0.0, 1.6, -100.0)) -> None:
        way = [b - a for a, b in zip(head, towards, strict=True)]
        size = math.hypot(*way)
        self.send({"kind": "move", "head": list(head), "facing": [w / size for w in way]})

    def wait_acked(self) -> dict[str, Any]:
        """Until everything sent is safely in the log; returns that snapshot message."""
        while True:
            message = hear(self.socket, "drill.snapshot")
            if message["acked"] >= self.seq:
                return message

    def wait_event(self, kind: str) -> dict[str, Any]:
        while True:
            for event in hear(self.socket, "drill.events")["events"]:
                if event["kind"] == kind:
                    return event

    def sound_alarm_and_finish(self) -> None:
        """Not a good drill, but a whole one."""
        self.move(ALARM_STAND, (-5.95, 1.3, -3.0))
        self.send({"kind": "press_alarm", "device": ALARM})
        self.wait_event("alarm_on")
        self.send({"kind": "finish"})
