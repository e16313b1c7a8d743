"""What is to be heard of a drill: from the newest snapshot to a list of sounds, each where it is heard from and how loud.

The voice process plays them (avatars.voice.sounds), with or without a microphone, a server or other people.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from avatars.voice.sounds import SOUND_SLOTS, Sound
from safety_training.plan import Building
from vr_client.drills.statics import building_of
from vr_client.drills.view import Entry, mine, snapshot_of
from vr_client.routes import Point, Route, heard_from, room_of, route
from vr_client.world import World

AGENTS = {"powder": "powder", "co2": "co2", "water": "water", "mist": "spray", "wet_chemical": "spray"}
FULL_FLOW_KG_S = {"powder": 0.25, "co2": 0.2, "water": 2.2, "mist": 0.1, "wet_chemical": 0.1}
ROAR_KW, FULL_KW = 150.0, 1200.0
MOST_WAYS = 200  # kept at once
ONCE_S = 2.0  # for so long a sound that plays once stays in the list
COUGH_BELOW_M, COUGH_S = 4.0, 5.0  # visibility, and how often
BURST_KW, BURST = 250.0, 1.8  # a fire that grows by this factor within a snapshot or two makes a noise of its own


@dataclass(slots=True)
class Once:
    sound: Sound
    until_s: float


@dataclass(slots=True)
class Listening:
    """`sounds` each frame. Keeps what changed since the last snapshot: doors, panes, alarms, bursts, what NPCs shout."""

    _tick: int = -1
    _opened: dict[str, float] = field(default_factory=dict)
    _pressed: dict[str, bool] = field(default_factory=dict)
    _burning_kw: dict[str, float] = field(default_factory=dict)
    _said: dict[str, str] = field(default_factory=dict)
    _once: list[Once] = field(default_factory=list)
    _count: int = 0
    _ways: dict[tuple[Point, str], Route] = field(default_factory=dict)  # from a sound to a room, until a door moves

    def sounds(self, world: World) -> list[Sound]:
        """The loudest at this person's ears first; [] without a drill, or while it stands still."""
        snapshot = snapshot_of(world)
        if not snapshot or snapshot.get("paused"):
            return []
        self._follow(world, snapshot)
        self._once = [one for one in self._once if one.until_s > world.time_s]
        found = [*steady(snapshot), *_own(world), *(one.sound for one in self._once)]
        found += world.memory.get("sounds", [])
        head = world.user.head.position
        ear, building = (float(head.x), float(head.y), float(head.z)), building_of(world)
        here = room_of(building, ear) if building is not None else ""
        placed = [self._heard(one, building, ear, here) for one in found]
        placed.sort(key=lambda one: -loudness_at(one, ear))
        return placed[:SOUND_SLOTS]

    def _follow(self, world: World, snapshot: Entry) -> None:
        if snapshot["tick"] == self._tick:
            return
        first, self._tick = self._tick < 0 or snapshot["tick"] < self._tick, snapshot["tick"]
        building = building_of(world)
        places = {vent.name: (vent.centre, vent.kind) for vent in building.vents} if building is not None else {}
        for event in (
            [] if first else [*self._doors(snapshot, places), *self._bursts(snapshot), *self._devices(snapshot)]
        ):
            self._play(world, *event)
        for person in snapshot["people"]:
            saying = person.get("saying") or ""
            if not first and saying and saying != self._said.get(person["id"]) and person["head"] is not None:
                self._play(world, "call", tuple(person["head"]), 0.9)
        opened = {vent["name"]: vent["open"] for vent in snapshot["vents"]}
        if opened != self._opened or len(self._ways) > MOST_WAYS:
            self._opened = opened
            self._ways.clear()
        self._burning_kw = {fire["item"]: fire["heat_release_kw"] for fire in snapshot["fires"]}
        self._pressed = {d["name"]: _pressed(d) for d in snapshot["devices"]}
        self._said = {person["id"]: person.get("saying") or "" for person in snapshot["people"]}

    def _heard(self, one: Sound, building: Building | None, ear: Point, here: str) -> Sound:
        """As it comes to an ear in that room: through doors, dulled by those that are shut."""
        if building is None:
            return one
        key = (one.position, here)
        if key not in self._ways:
            self._ways[key] = route(building, self._opened, one.position, ear)
        way = self._ways[key]
        position = heard_from(way, one.position, ear)
        return Sound(one.id, one.kind, position, one.gain * way.gain, max(one.muffle, way.muffle))

    def _play(self, world: World, kind: str, at: Point, gain: float) -> None:
        self._count += 1
        self._once.append(Once(Sound(0x40000000 + self._count, kind, at, gain), world.time_s + ONCE_S))

    def _doors(self, snapshot: Entry, places: dict[str, tuple[Point, str]]) -> Iterator[tuple[str, Point, float]]:
        for vent in snapshot["vents"]:
            before, now = self._opened.get(vent["name"]), vent["open"]
            if before is None or vent["name"] not in places:
                continue
            at, kind = places[vent["name"]]
            if kind == "window" and now > before + 0.3:
                yield "glass", at, 1.0
            elif kind != "leak" and before <= 0.03 < now:
                yield "open", at, 0.5
            elif kind != "leak" and now <= 0.03 < before:
                yield "shut", at, 0.8

    def _bursts(self, snapshot: Entry) -> Iterator[tuple[str, Point, float]]:
        for fire in snapshot["fires"]:
            before, now = self._burning_kw.get(fire["item"], 0.0), fire["heat_release_kw"]
            if now > BURST_KW and now > BURST * max(before, 1.0):
                yield "whoosh", tuple(fire["position"]), 1.0

    def _devices(self, snapshot: Entry) -> Iterator[tuple[str, Point, float]]:
        for device in snapshot["devices"]:
            if self._pressed.get(device["name"], _pressed(device)) != _pressed(device):
                yield "click", tuple(device["position"]), 0.6


def steady(snapshot: Entry) -> Iterator[Sound]:
    """What goes on: fires, alarms, agents, water, steam. World positions, gains at one metre."""
    for fire in snapshot["fires"]:
        if fire["burning"]:
            x, y, z = fire["position"]
            yield from _fire(fire["item"], fire["heat_release_kw"], (x, y + 0.4 * min(fire["height_m"], 2.0), z))
    for tool in snapshot["equipment"]:
        if tool["flow_kg_s"] > 0 and tool["nozzle"] is not None:
            agent = tool.get("agent") or "powder"
            gain = 0.9 * math.sqrt(min(tool["flow_kg_s"] / FULL_FLOW_KG_S.get(agent, 0.2), 1.0))
            yield _of(AGENTS.get(agent, "spray"), tool["name"], tuple(tool["nozzle"]), gain)
    for device in snapshot["devices"]:
        state, at = device["state"], tuple(device["position"])
        if device["kind"] == "alarm" and state.get("sounding"):
            yield _of("bell", device["name"], at, 1.0)
        elif device["kind"] == "detector" and state.get("active"):
            yield _of("beep", device["name"], at, 0.5)
        elif device["kind"] == "sprinkler" and state.get("active"):
            yield _of("water", device["name"], at, 1.0)
    for number, cloud in enumerate(snapshot["clouds"]):
        if cloud["agent"] == "steam":
            gain = min(cloud["extinction_1_m"] * cloud["radius_m"], 1.0)
            yield _of("steam", str(number), tuple(cloud["position"]), gain)


def _fire(item: str, kw: float, at: Point) -> Iterator[Sound]:
    yield _of("fire", item, at, min(0.25 + 0.6 * math.sqrt(max(kw, 0.0) / 300.0), 1.0))
    if kw > ROAR_KW:
        yield _of("roar", item, at, min(0.3 + 0.7 * (kw - ROAR_KW) / (FULL_KW - ROAR_KW), 1.0))


def _own(world: World) -> Iterator[Sound]:
    """One's own breath in smoke and under strain, one's cough, and the telephone at one's ear."""
    me = mine(world)
    if me is None:
        return
    head = world.user.head
    mouth = head.position + head.forward() * 0.12
    at = (float(mouth.x), float(mouth.y) - 0.08, float(mouth.z))
    strain = min(max((1.0 - me["walking_factor"]) * 1.2, 2.0 * me["fed"], 2.0 * me["heat_dose"], 0.0), 1.0)
    if strain > 0.05:
        yield _of("breath", me["id"], at, 0.15 + 0.45 * strain)
    if me["visibility_m"] < COUGH_BELOW_M and not me.get("incapacitated"):
        yield _of("cough", f"{me['id']} {int(world.time_s / COUGH_S)}", at, 0.5)
    if me["call"] is not None and me["call"]["state"] == "ringing":
        yield _of("ringing", me["id"], at, 0.25)


def _of(kind: str, name: str, at: Point, gain: float) -> Sound:
    return Sound(zlib.crc32(f"{kind} {name}".encode()) & 0x3FFFFFFF, kind, at, gain)


def at_volume(heard: list[Sound], volume: float) -> list[Sound]:
    """What the voice process plays of it; volume : 0 nothing, 1 as it is."""
    if volume <= 0:
        return []
    return [Sound(one.id, one.kind, one.position, min(one.gain * volume, 1.0), one.muffle) for one in heard]


def loudness_at(one: Sound, ear: Point) -> float:
    """What is left at an ear: as the spatialiser has it, 1 / distance beyond a metre."""
    return one.gain / max(math.dist(one.position, ear), 1.0) * (1.0 - 0.5 * one.muffle)


def _pressed(device: Entry) -> bool:
    state = device["state"]
    return bool(state.get("sounding") or state.get("called") or state.get("box")) or state.get("on") is False
