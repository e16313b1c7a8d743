"""Those who are played by nobody: they see, hear, breathe and act like people, by simple rules.

companion, crowd : leave by themselves when they know of the fire. warden : shouts and presses the alarm first. caller : calls 119
once safe. valve : mans the hydrant's valve. led : waits until somebody comes, then follows,
and down the 완강기. casualty : lies where it lies.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from safety_training import deeds
from safety_training.events import Inject
from safety_training.numeric import Vec3, floor_distance
from safety_training.people import Person
from safety_training.roles import npc_id, npc_of
from safety_training.scenario import Npc, Role
from safety_training.units.assembly import at_assembly
from safety_training.units.unit import Unit
from safety_training.walking import walk_to, walked_way

if TYPE_CHECKING:
    from safety_training.drill import Drill

_NEAR_M = 1.5
_FOUND_M = 2.0
_CRUMB_M = 0.5
_KEEPS_OFF_M = 0.9
_STEP_TICKS = 30  # between two steps at the 완강기, by somebody who is told what to do


@dataclass(slots=True)
class Mind:
    """alert_tick : when it knew. way : points still to be walked through; set_out : it was decided. leader : whom it follows."""

    alert_tick: int = -1
    set_out: bool = False
    way: list[Vec3] = field(default_factory=list)
    leader: str = ""
    done: list[str] = field(default_factory=list)
    next_tick: int = 0
    said_tick: int = -1000


def enter(drill: Drill) -> None:
    """Everybody of the scenario who is played by nobody, and the casualties of the variation."""
    for role in drill.scenario.roles:
        if role.npc is not None and role.id not in drill.variation.absent:
            person = npc_of(drill, role, role.npc)
            drill.npcs[person.id] = person
    for spot in drill.variation.casualties:
        if spot in drill.scenario.spots:
            _lay_down(drill, spot)


def act(drill: Drill) -> None:
    """One tick of everybody who is played by nobody."""
    behaviours = {role.id: role.npc for role in drill.scenario.roles if role.npc is not None}
    for person in list(drill.npcs.values()):
        mind = person.note(Mind)
        if person.saying and drill.tick - mind.said_tick > 40:
            person.saying = ""
        if person.active and _knows(drill, person, mind):
            _BEHAVIOURS[person.npc](drill, person, mind, behaviours.get(person.role))


def _knows(drill: Drill, person: Person, mind: Mind) -> bool:
    """It has noticed the fire, and its time to think is over."""
    if mind.alert_tick < 0 and "ignition" in drill.moments:
        known = any(m in person.moments for m in ("fire_seen", "smoke_seen", "was_warned"))
        if known or "alarm_sounds" in drill.moments or person.npc in ("valve", "led", "casualty"):
            mind.alert_tick = drill.tick
    return mind.alert_tick >= 0


def _thought(drill: Drill, mind: Mind, npc: Npc | None) -> bool:
    return (drill.tick - mind.alert_tick) * 0.05 >= (npc.delay_s if npc else 3.0)


def _companion(drill: Drill, person: Person, mind: Mind, npc: Npc | None) -> None:
    if not _thought(drill, mind, npc):
        return
    if not mind.set_out:
        mind.set_out, mind.way = True, walked_way(drill, person, npc)
    walk_to(drill, person, mind.way)


def _warden(drill: Drill, person: Person, mind: Mind, npc: Npc | None) -> None:
    if "warned" not in mind.done:
        mind.done.append("warned")
        cry(drill, person, "fire")
        deeds.warn(drill, person)
    if "alarm" not in mind.done and deeds.press_near_alarm(drill, person):
        mind.done.append("alarm")
    _companion(drill, person, mind, npc)


def _caller(drill: Drill, person: Person, mind: Mind, npc: Npc | None) -> None:
    _companion(drill, person, mind, npc)
    safe = person.outside or (mind.set_out and not mind.way)
    if safe and drill.tick >= mind.next_tick and "called" not in mind.done:
        if "calling" not in mind.done:
            mind.done.append("calling")
            cry(drill, person, "calling")
        mind.next_tick = drill.tick + 60
        if deeds.go_on_calling(drill, person):
            mind.done.append("called")


def _valve(drill: Drill, person: Person, mind: Mind, npc: Npc | None) -> None:
    if drill.must_leave(person):
        _companion(drill, person, mind, npc)
        return
    hydrant = deeds.hydrant_in_use(drill)
    if hydrant is None:
        return
    to = (
        hydrant.spot.position[0] + 0.7 * hydrant.spot.facing[0],
        0.0,
        hydrant.spot.position[2] + 0.7 * hydrant.spot.facing[2],
    )
    if person.head is not None and floor_distance(person.head, to) > 0.3:
        walk_to(drill, person, [to])
    elif deeds.man_the_valve(drill, person, hydrant):
        cry(drill, person, "water")


def _led(drill: Drill, person: Person, mind: Mind, npc: Npc | None) -> None:
    """Follows in the footsteps of whoever came near, until out."""
    if not mind.leader:
        near = [p for p in drill.participants.values() if p.active and p.head is not None and p.room == person.room]
        for other in near:
            assert other.head is not None
            if person.head is not None and floor_distance(other.head, person.head) <= _NEAR_M:
                mind.leader = other.id
                drill.emit("led_along", other, npc=person.id)
                cry(drill, person, "follow")
                break
        return
    leader = drill.participants.get(mind.leader)
    if leader is None or leader.head is None or person.head is None:
        return
    if "descended" in leader.moments:
        _comes_down(drill, person, mind)
        return
    last = mind.way[-1] if mind.way else person.head
    if floor_distance(last, leader.head) > _CRUMB_M:
        mind.way.append(leader.head)
    if floor_distance(person.head, leader.head) > _KEEPS_OFF_M or _goes_further(drill, person, leader):
        walk_to(drill, person, mind.way)


def _goes_further(drill: Drill, person: Person, leader: Person) -> bool:
    """Who follows is still on the wrong side of the exit, or beside the circle in which the leader waits."""
    if leader.outside and not person.outside:
        return True
    return at_assembly(drill, leader) is not None and at_assembly(drill, person) is None


def _comes_down(drill: Drill, person: Person, mind: Mind) -> None:
    """After whoever led, by the other end of the same rope; out of sight once on the ground."""
    if "descended" in person.moments:
        person.present = not person.outside
        return
    spots = [s for s in drill.building.devices if s.kind == "descender"]
    if not spots or person.head is None:
        return
    spot = min(spots, key=lambda s: floor_distance(s.position, person.head or s.position))
    if floor_distance(person.head, spot.position) > _KEEPS_OFF_M:
        walk_to(drill, person, [spot.position])
    elif drill.tick >= mind.next_tick:
        mind.next_tick = drill.tick + _STEP_TICKS
        deeds.next_step_down(drill, person, spot)


def _casualty(drill: Drill, person: Person, mind: Mind, npc: Npc | None) -> None:
    for other in drill.participants.values():
        if not other.active or other.head is None or person.head is None or other.room != person.room:
            continue
        if floor_distance(other.head, person.head) <= _FOUND_M:
            drill.once("casualty_found", other, npc=person.id)


def cry(drill: Drill, person: Person, what: str) -> None:
    """Says one of the cries of data/dialogue.toml, for as long as it is shown."""
    person.saying, person.note(Mind).said_tick = what, drill.tick


def _lay_down(drill: Drill, spot_name: str) -> bool:
    spot, id_ = drill.scenario.spots[spot_name], npc_id(f"casualty.{spot_name}")
    if id_ in drill.npcs:
        return False
    npc = Npc("casualty", 0.0, ())
    role = Role(f"casualty.{spot_name}", spot.text, spot.text, spot.position, spot.facing, npc, False)
    drill.npcs[id_] = npc_of(drill, role, npc)
    return True


def _inject_casualty(drill: Drill, action: Inject) -> bool:
    return action.target in drill.scenario.spots and _lay_down(drill, action.target)


_BEHAVIOURS: dict[str, Callable[[Drill, Person, Mind, Npc | None], None]] = {
    "companion": _companion,
    "crowd": _companion,
    "warden": _warden,
    "caller": _caller,
    "valve": _valve,
    "led": _led,
    "casualty": _casualty,
}

UNIT = Unit("npc", controls={"casualty": _inject_casualty})
