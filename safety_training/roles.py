"""Who plays which part: people first, in the parts that they ask for; nobody (an NPC) the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.people import EYE_M, Person
from safety_training.plan import OUTSIDE
from safety_training.scenario import Npc, Role

if TYPE_CHECKING:
    from safety_training.drill import Drill


def give_part(drill: Drill, person: Person, wanted: str) -> None:
    """The wanted part if it is open and free, else the first that is. Whoever played it as an NPC goes."""
    taken = {p.role for p in drill.participants.values() if p is not person}
    free = [role.id for role in drill.scenario.roles if role.open and role.id not in taken]
    person.role = wanted if wanted in free else (free[0] if free else "")
    if drill.npcs.pop(npc_id(person.role), None) is not None:
        drill.emit("npc_relieved", person, role=person.role)


def npc_id(role: str) -> str:
    return f"npc.{role}"


def npc_of(drill: Drill, role: Role, npc: Npc) -> Person:
    """Somebody played by nobody, where the part begins."""
    x, y, z = role.start
    person = Person(npc_id(role.id), role.text.ko, role.id, npc.kind)
    person.head = (x, y + (0.3 if npc.kind == "casualty" else EYE_M), z)
    person.facing = role.facing
    room = drill.building.room_at(person.head)
    person.room = room.name if room else OUTSIDE
    return person


def played(drill: Drill, role: str) -> bool:
    """Whether anybody, person or NPC, has this part."""
    return npc_id(role) in drill.npcs or any(p.role == role for p in drill.participants.values())


def asked_of(drill: Drill, person: Person, roles: tuple[str, ...]) -> bool:
    """Whether a task or a rule for these parts is asked of the person: it has one of them, or nobody has."""
    return not roles or person.role in roles or not any(played(drill, role) for role in roles)
