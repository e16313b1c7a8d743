"""The door of the log: only what is exactly an action comes in."""

import math
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety_training.events import (
    CONTROLS,
    Action,
    Aim,
    Call,
    CheckGauge,
    Count,
    Door,
    Finish,
    HangUp,
    Inject,
    Join,
    Leave,
    Move,
    Operate,
    PressAlarm,
    PullPin,
    PutDown,
    Say,
    Signal,
    Take,
    TouchDoor,
    Warn,
    action_to_dict,
)
from safety_training.wire import action_from_dict, trainee_action

EVERY: list[Action] = [
    Join("시민"),
    Leave(),
    Move((1.0, 1.6, -2.0), (0.0, 0.0, -1.0)),
    Move((1.0, 1.6, -2.0), (0.0, 0.6, -0.8), hand=(1.2, 1.2, -2.3)),
    PressAlarm("alarm_1"),
    Take("extinguisher_1"),
    PutDown((0.0, 0.0, 0.0)),
    CheckGauge(),
    PullPin(0.0),
    Aim((0.0, 1.0, 0.0), (0.0, 0.0, -1.0), 1.0),
    Finish(),
    Join("시민", role="caller", eye_m=1.2),
    Move((1.0, 0.6, -2.0), (0.0, 0.0, -1.0), low=True),
    Warn(),
    Call(),
    Call("phone_1"),
    Say("address.full"),
    HangUp(),
    Door("door.flat", 0.1),
    TouchDoor("door.flat", back=True),
    Operate("breaker_1", "switch", 0.0),
    Count(4),
    Signal(),
    Inject("fault", "extinguisher_1", what="jammed"),
    Inject("message", what="모두 나가세요."),
]


@pytest.mark.parametrize("action", EVERY, ids=lambda a: a.kind)
def test_every_action_survives_the_wire(action: Action) -> None:
    assert action_from_dict(action_to_dict(action)) == action


MOVE: dict[str, Any] = {"kind": "move", "head": [0, 1.6, 0], "facing": [0, 0, -1]}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        (None, "action"),
        ([], "action"),
        ({}, "kind"),
        ({"kind": "teleport"}, "kind"),
        ({"kind": ["move"]}, "kind"),
        ({"kind": "finish", "score": 100}, "score"),
        ({"kind": "move", "head": [0, 0, 0]}, "facing"),
        ({**MOVE, "head": [0, 0]}, "head"),
        ({**MOVE, "head": [0, math.nan, 0]}, "head"),
        ({**MOVE, "head": [0, math.inf, 0]}, "head"),
        ({**MOVE, "head": [0, 100.1, 0]}, "head"),
        ({**MOVE, "head": [0, 10**400, 0]}, "head"),
        ({**MOVE, "head": [0, True, 0]}, "head"),
        ({**MOVE, "head": "abc"}, "head"),
        ({**MOVE, "facing": [0, 0, -1.1]}, "facing"),
        ({**MOVE, "facing": [0, 0, 0]}, "facing"),
        ({**MOVE, "hand": [1]}, "hand"),
        ({"kind": "pull_pin", "lever": -0.1}, "lever"),
        ({"kind": "pull_pin", "lever": 1.1}, "lever"),
        ({"kind": "pull_pin", "lever": "1"}, "lever"),
        ({"kind": "pull_pin", "lever": None}, "lever"),
        ({"kind": "press_alarm", "device": ""}, "device"),
        ({"kind": "press_alarm", "device": "a" * 41}, "device"),
        ({"kind": "join", "name": "a\nb"}, "name"),
        ({"kind": "join", "name": "a", "eye_m": 0.1}, "eye_m"),
        ({"kind": "join", "name": "a", "role": 1}, "role"),
        ({**MOVE, "low": 1}, "low"),
        ({"kind": "count", "people": True}, "people"),
        ({"kind": "count", "people": 2.0}, "people"),
        ({"kind": "count", "people": -1}, "people"),
        ({"kind": "touch_door", "device": "door"}, "back"),
        ({"kind": "operate", "device": "a", "part": "b", "value": 2}, "value"),
        ({"kind": "inject", "control": "teleport"}, "control"),
        ({"kind": "inject", "control": "growth", "value": 1e9}, "value"),
        ({"kind": "inject", "control": "message", "what": "x" * 401}, "what"),
    ],
)
def test_what_is_no_action_is_refused_by_name(data: Any, field: str) -> None:
    with pytest.raises(ValueError, match=rf"^{field}:"):
        action_from_dict(data)


def test_a_trainee_cannot_inject() -> None:
    for control in CONTROLS:
        with pytest.raises(ValueError, match="trainer"):
            trainee_action({"kind": "inject", "control": control})
    assert trainee_action(MOVE) == action_from_dict(MOVE)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=50),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@settings(deadline=None)
@given(kind=st.sampled_from([a.kind for a in EVERY]), fields=st.dictionaries(st.sampled_from(
    ["head", "facing", "hand", "lever", "device", "name", "position", "nozzle", "direction", "role", "eye_m", "low",
     "open", "back", "part", "value", "people", "control", "target", "what", "option"]), JSON, max_size=4))  # fmt: skip
def test_garbage_gives_nothing_but_value_errors(kind: str, fields: dict[str, Any]) -> None:
    try:
        action = action_from_dict({"kind": kind, **fields})
    except ValueError:
        return
    assert action_to_dict(action)["kind"] == kind
