"""How a logged action reaches a drill: coming, going and moving here, all else in the unit that it is about. A thing that cannot
be done becomes an event `rejected`, never an exception."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training import events as e
from safety_training.numeric import Vec3, clamp, distance, unit
from safety_training.people import EYE_M, Person
from safety_training.places import reaches
from safety_training.plan import OUTSIDE
from safety_training.refusals import reject
from safety_training.roles import give_part
from safety_training.tables import values
from safety_training.units import ACTIONS, CONTROLS, OPERATIONS
from safety_training.units.egress import leaves_by_the_door
from safety_training.units.tools import drop

if TYPE_CHECKING:
    from safety_training.drill import Drill

__all__ = ["apply", "do", "drop", "inject"]


def apply(drill: Drill, logged: e.Logged) -> None:
    """Lets one logged action happen, unless it came before (see Logged)."""
    if logged.participant.startswith(e.TRAINER):
        if isinstance(logged.action, e.Inject):
            inject(drill, logged.action)
        return
    person = drill.participants.get(logged.participant)
    if logged.seq and person and logged.seq <= person.last_seq:
        return
    if isinstance(logged.action, e.Join):
        person = _join(drill, logged, logged.action, person)
    if person is None:
        return
    person.last_seq = max(person.last_seq, logged.seq)
    if isinstance(logged.action, e.Leave) and logged.seq and person.active and leaves_by_the_door(drill, person):
        return  # went through the door; seq 0 is the server's: the connection was lost
    if not isinstance(logged.action, e.Join):
        do(drill, person, logged.action)


def do(drill: Drill, person: Person, action: e.Action) -> None:
    """What the person does, if it can be done now. NPCs come in here too."""
    if not person.active:
        reject(drill, person, action, "not_taking_part")
    elif isinstance(action, e.Move):
        _move(drill, person, action)
    elif isinstance(action, e.Leave):
        _leave(drill, person)
    elif isinstance(action, e.Finish):
        drill.finish(person, "reported")
    elif isinstance(action, e.Operate):
        _operate(drill, person, action)
    elif type(action) in ACTIONS:
        ACTIONS[type(action)](drill, person, action)


def inject(drill: Drill, action: e.Inject) -> None:
    """One of the trainer's controls, or a happening of the scenario's script."""
    done = action.control in CONTROLS and CONTROLS[action.control](drill, action)
    data = {"control": action.control, "target": action.target, "value": action.value, "what": action.what}
    drill.emit("injected" if done else "not_injected", None, **data)


def _join(drill: Drill, logged: e.Logged, action: e.Join, person: Person | None) -> Person | None:
    if person is None:
        if len(drill.participants) >= drill.scenario.people:
            drill.emit("rejected", None, action="join", reason="full", participant=logged.participant)
            return None
        person = drill.participants[logged.participant] = Person(logged.participant, action.name, eye_m=action.eye_m)
        give_part(drill, person, action.role)
        drill.emit("joined", person, name=person.name, role=person.role)
    elif not person.present:
        person.present = True
        drill.emit("came_back", person)
    return person


def _leave(drill: Drill, person: Person) -> None:
    drop(drill, person)
    person.present = False
    drill.emit("left", person)


def _move(drill: Drill, person: Person, action: e.Move) -> None:
    hand = action.hand
    if hand is not None and distance(hand, action.head) > drill.scenario.limits.hand_m:
        hand = None
    person.head, person.facing, person.hand = stooped(person, action), unit(action.facing), hand
    person.low = action.low
    room = drill.building.room_at(person.head)
    person.room = room.name if room else OUTSIDE


def stooped(person: Person, action: e.Move) -> Vec3:
    """Where the head is: who stoops by a button has it as low as who can, in proportion to their height."""
    x, y, z = action.head
    return (x, min(y, values("drill")["low_m"] * person.eye_m / EYE_M * 0.9), z) if action.low else action.head


def _operate(drill: Drill, person: Person, action: e.Operate) -> None:
    kind, position = drill.kind_of(action.device)
    operation = OPERATIONS.get((kind, action.part))
    if operation is None:
        reject(drill, person, action, "no_such_device")
    elif position is not None and not reaches(drill, person, position):
        reject(drill, person, action, "out_of_reach")
    else:
        operation(drill, person, action.device, clamp(action.value, 0.0, 1.0))
