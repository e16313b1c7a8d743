"""People of a drill who have no device here: those played by nobody, and in a debrief everybody as they were then."""

from __future__ import annotations

import math
from typing import Any

import glm

from avatars.look import colour_of
from renderer.spatial import Pose, yaw
from safety_training.dialogue import dialogue
from vr_client.drills.bottle import towards
from vr_client.drills.models import thing_model
from vr_client.drills.statics import called
from vr_client.drills.view import Entry, snapshot_of
from vr_client.i18n import tr
from vr_client.messages import Captioned
from vr_client.world import Peer, Thing, World

LYING_M = 0.45
GHOST, PALE = "ghost", (0.55, 0.75, 0.95)


def follow_people(world: World, all_of_them: bool = False, later: Entry | None = None, share: float = 0.0) -> None:
    """world.actors as the snapshot has its people. all_of_them : also those who have a device. later, share : a snapshot to come
    and how far time is on its way there (0..1)."""
    ahead = {p["id"]: p for p in later["people"]} if later else {}
    here: dict[str, Peer] = {}
    for person in snapshot_of(world).get("people", ()):
        _lying(world, person)
        if person["head"] is None or not (person["npc"] or all_of_them) or _gone(person):
            continue
        actor = world.actors.get(person["id"]) or Peer(
            0, called(world, person), colour_of(person["id"]), user=person["id"]
        )
        head, facing = _between(person, ahead.get(person["id"]), share)
        actor.head = Pose(head, towards(glm.vec3(facing.x, 0, facing.z) + glm.vec3(0, 0, -1e-6)))
        actor.loudness = 0.7 if person.get("saying") else 0.0
        here[person["id"]] = actor
    world.actors = here


def cries(world: World) -> list[Captioned]:
    """What those who are played by nobody have begun to shout, with who it is."""
    said: dict[str, str] = world.memory.setdefault("cries", {})
    now = {p["id"]: p["saying"] for p in snapshot_of(world).get("people", ()) if p["npc"]}
    names = {p["id"]: called(world, p) for p in snapshot_of(world).get("people", ())}
    fresh = [(id_, what) for id_, what in now.items() if what and said.get(id_) != what]
    world.memory["cries"] = now
    words, lang = dialogue().cries, world.user.language
    return [
        Captioned(names[id_], words[what].ko if lang == "ko" else words[what].en)
        for id_, what in fresh
        if what in words
    ]


def follow_ghost(world: World, person: Entry | None) -> None:
    """One's best run walks along, pale."""
    if person is None:
        return
    head, facing = _between(person, None, 0.0)
    ghost = Peer(0, tr("가장 잘한 때", world.user.language), PALE, user=person["id"])
    ghost.head = Pose(head, towards(glm.vec3(facing.x, 0, facing.z) + glm.vec3(0, 0, -1e-6)))
    world.actors[GHOST] = ghost


def _gone(person: Entry) -> bool:
    """Who is not there to be seen upright."""
    return not person["present"] or _lies(person)


def _lies(person: Entry) -> bool:
    return bool(person["head"] and (person["incapacitated"] or (person["npc"] and person["head"][1] < LYING_M)))


def _lying(world: World, person: Entry) -> None:
    """Whoever has collapsed lies on the floor, as a figure of its own; not oneself, who looks through those eyes."""
    name, model = f"lying.{person['id']}", thing_model("casualty") if _lies(person) else None
    if model is None or not person["present"] or person["id"] == world.user.id:
        world.things.pop(name, None)
        return
    x, y, z = person["head"]
    fx, _, fz = person["facing"]
    floor = y if y < LYING_M else world.user.floor_m
    world.things[name] = Thing(name, model, Pose(glm.vec3(x, floor, z), yaw(math.atan2(fx, fz))))


def _between(now: Entry, after: Entry | None, share: float) -> tuple[glm.vec3, glm.vec3]:
    head, facing = glm.vec3(*now["head"]), glm.vec3(*now["facing"])
    if after is None or after["head"] is None:
        return head, facing
    return glm.mix(head, glm.vec3(*after["head"]), share), glm.mix(facing, glm.vec3(*after["facing"]), share)


def head_of(world: World, person: str) -> Pose | None:
    """Where the head of somebody in the drill is now: of an actor, a visitor, or as the snapshot has it."""
    if person in world.actors:
        return world.actors[person].head
    peer = next((p for p in world.peers.values() if p.user == person), None)
    if peer is not None:
        return peer.head
    entry: Any = next((p for p in snapshot_of(world).get("people", ()) if p["id"] == person), None)
    if entry is None or entry["head"] is None:
        return None
    x, _, z = entry["facing"]
    return Pose(glm.vec3(*entry["head"]), towards(glm.vec3(x, 0, z) + glm.vec3(0, 0, -1e-6)))
