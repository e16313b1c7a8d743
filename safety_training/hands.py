"""What each action does to a drill. A thing that cannot be done becomes an event `rejected`, never an exception."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from safety_training import events as e
from safety_training.numeric import Vec3, distance, floor_distance, unit
from safety_training.people import Extinguisher, Participant

if TYPE_CHECKING:
    from safety_training.drill import Drill

PIN_JAMS_ABOVE = 0.1  # of the lever's travel
_REJECT_EVERY_TICKS = 20
_HANDLE_M = 0.4  # where one grasps an extinguisher that stands on the floor


def apply(drill: Drill, logged: e.Logged) -> None:
    """Lets one logged action happen, unless it came before (see Logged)."""
    person = drill.participants.get(logged.participant)
    if logged.seq and person and logged.seq <= person.last_seq:
        return
    if isinstance(logged.action, e.Join):
        person = _join(drill, logged, person)
    if person is None:
        return
    person.last_seq = max(person.last_seq, logged.seq)
    if isinstance(logged.action, e.Join):
        return
    if person.finished or not person.present:
        reject(drill, person, logged.action, "not_taking_part")
    elif isinstance(logged.action, e.Leave) and logged.seq and _at_exit(drill, person):
        drill.leave_by_exit(person)  # went through the door; seq 0 is the server's: the connection was lost
    else:
        rule = _RULES.get(type(logged.action))
        if rule is None:
            reject(drill, person, logged.action, "not_here")
        else:
            rule(drill, person, logged.action)


def reject(drill: Drill, person: Participant, action: e.Action, reason: str) -> None:
    """At most one a second and person, so that a stuck client does not flood the log."""
    if drill.tick - person.rejected_tick >= _REJECT_EVERY_TICKS:
        person.rejected_tick = drill.tick
        drill.emit("rejected", person, action=action.kind, reason=reason)


def drop(drill: Drill, person: Participant, position: Vec3 | None = None) -> None:
    """Puts down what is held: at `position`, else at the feet."""
    tool = drill.extinguishers.get(person.held)
    if tool is None:
        return
    if person.discharging:
        drill.stopped(person)
    if position is None:
        x, _, z = person.head or tool.position
        position = (x, drill.scenario.room.low[1], z)
    tool.holder, tool.position, tool.flow_kg_s, tool.facing = "", position, 0.0, _level(person.facing, tool.facing)
    person.held, person.nozzle, person.lever = "", None, 0.0
    drill.emit("extinguisher_put_down", person, device=tool.name)


def _join(drill: Drill, logged: e.Logged, person: Participant | None) -> Participant | None:
    assert isinstance(logged.action, e.Join)
    if person is None:
        if len(drill.participants) >= drill.scenario.people:
            drill.emit("rejected", None, action="join", reason="full", participant=logged.participant)
            return None
        person = drill.participants[logged.participant] = Participant(logged.participant, logged.action.name)
        drill.emit("joined", person, name=person.name)
    elif not person.present:
        person.present = True
        drill.emit("came_back", person)
    return person


def _leave(drill: Drill, person: Participant, _: e.Leave) -> None:
    drop(drill, person)
    person.present = False
    drill.emit("left", person)


def _move(drill: Drill, person: Participant, action: e.Move) -> None:
    if person.head is not None:
        person.measures.path_m += distance(person.head, action.head)
    hand = action.hand
    if hand is not None and distance(hand, action.head) > drill.scenario.limits.hand_m:
        hand = None
    person.head, person.facing, person.hand = action.head, unit(action.facing), hand


def _press_alarm(drill: Drill, person: Participant, action: e.PressAlarm) -> None:
    box = drill.alarms.get(action.device)
    if box is None:
        reject(drill, person, action, "no_such_device")
    elif not _reaches(drill, person, box.position):
        reject(drill, person, action, "out_of_reach")
    else:
        person.moments.setdefault("alarm_pressed", drill.tick)
        if not box.sounding:
            box.sounding = True
            drill.emit("alarm_on", person, device=box.name)


def _take(drill: Drill, person: Participant, action: e.Take) -> None:
    tool = drill.extinguishers.get(action.device)
    if tool is None:
        reject(drill, person, action, "no_such_device")
    elif tool.holder:
        reject(drill, person, action, "already_taken")
    elif person.held:
        reject(drill, person, action, "hands_full")
    elif not _reaches(drill, person, (tool.position[0], tool.position[1] + _HANDLE_M, tool.position[2])):
        reject(drill, person, action, "out_of_reach")
    else:
        tool.holder, person.held, person.lever = person.id, tool.name, 0.0
        drill.emit("extinguisher_taken", person, device=tool.name)


def _put_down(drill: Drill, person: Participant, action: e.PutDown) -> None:
    if not person.held:
        reject(drill, person, action, "nothing_held")
    elif person.head is None or distance(person.head, action.position) > 2.0 * drill.scenario.limits.hand_m:
        reject(drill, person, action, "out_of_reach")
    else:
        drop(drill, person, action.position)


def _check_gauge(drill: Drill, person: Participant, action: e.CheckGauge) -> None:
    tool = drill.extinguishers.get(person.held)
    if tool is None:
        reject(drill, person, action, "nothing_held")
        return
    person.moments.setdefault("gauge_of." + tool.name, drill.tick)
    drill.emit("gauge_checked", person, device=tool.name, green=drill.is_green(tool))


def _pull_pin(drill: Drill, person: Participant, action: e.PullPin) -> None:
    tool = drill.extinguishers.get(person.held)
    if tool is None:
        reject(drill, person, action, "nothing_held")
    elif tool.pin_out:
        reject(drill, person, action, "pin_is_out")
    elif max(action.lever, person.lever if drill.aims(person) else 0.0) > PIN_JAMS_ABOVE:
        tool.pin_jammed = True
        person.measures.pin_jams += 1
        drill.emit("pin_jammed", person, device=tool.name)
    else:
        tool.pin_out, tool.pin_jammed = True, False
        drill.emit("pin_out", person, device=tool.name)


def _aim(drill: Drill, person: Participant, action: e.Aim) -> None:
    tool = drill.extinguishers.get(person.held)
    if tool is None:
        reject(drill, person, action, "nothing_held")
    elif person.head is None or distance(person.head, action.nozzle) > drill.scenario.limits.nozzle_m:
        reject(drill, person, action, "out_of_reach")
    else:
        person.nozzle, person.direction = action.nozzle, unit(action.direction)
        person.lever, person.aim_tick = action.lever, drill.tick
        _blocked_lever(drill, person, tool)


def _blocked_lever(drill: Drill, person: Participant, tool: Extinguisher) -> None:
    squeezed = person.lever >= drill.LEVER_OPENS and not tool.pin_out
    if squeezed and not person.lever_blocked:
        drill.emit("lever_blocked", person, device=tool.name)
    person.lever_blocked = squeezed


def _finish(drill: Drill, person: Participant, _: e.Finish) -> None:
    drill.finish(person, "reported")


def _at_exit(drill: Drill, person: Participant) -> bool:
    exit_ = drill.scenario.exit
    inside_once = "came_in" in person.moments and person.head is not None
    return (
        inside_once and floor_distance(person.head or exit_.position, exit_.position) <= drill.scenario.limits.reach_m
    )


def _reaches(drill: Drill, person: Participant, position: Vec3) -> bool:
    reach = drill.scenario.limits.reach_m
    return any(at is not None and distance(at, position) <= reach for at in (person.head, person.hand))


def _level(facing: Vec3, otherwise: Vec3) -> Vec3:
    level = (facing[0], 0.0, facing[2])
    return unit(level) if distance(level, (0.0, 0.0, 0.0)) > 1e-6 else otherwise


_RULES: dict[type[Any], Callable[[Drill, Participant, Any], None]] = {
    e.Leave: _leave,
    e.Move: _move,
    e.PressAlarm: _press_alarm,
    e.Take: _take,
    e.PutDown: _put_down,
    e.CheckGauge: _check_gauge,
    e.PullPin: _pull_pin,
    e.Aim: _aim,
    e.Finish: _finish,
}
