"""Extinguishing agents: how a jet flies and what share of it arrives. Figures: data/agents.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import Any

from safety_training.fire.air import GRAVITY
from safety_training.numeric import Vec3, clamp, dot, exp, floor_distance, length, sub, unit
from safety_training.tables import read_toml

_NOT_FIGURES = ("source", "as_of", "verified")
_STEP_S = 0.02
_PATH_STEPS = 150


@dataclass(frozen=True, slots=True)
class Delivery:
    """One jet of agent during one step: where the nozzle is, where it points, how much leaves it, how far it can reach.
    `spread_rad` 0 means the agent's usual cone."""

    agent: str
    nozzle: Vec3
    direction: Vec3
    flow_kg_s: float
    throw_m: float
    spread_rad: float = 0.0


@dataclass(frozen=True, slots=True)
class Agent:
    """How an agent flies and hangs in the air. See data/agents.toml."""

    id: str
    spread_rad: float
    capture_m: float
    full_throw: float
    splash_m: float
    drag_1_m: float
    conducts_m: float
    extinction_m2_kg: float
    cloud_life_s: float
    cloud_growth_m_s: float
    inert: bool
    steam_share: float


@dataclass(frozen=True, slots=True)
class Effect:
    """What an agent does to one kind of fuel. See data/agents.toml."""

    agent: str
    fuel: str
    how: str  # "knock" "quench" "slop" "push" "none"
    critical_kg_m2_s: float = 1e9
    rate_1_s: float = 0.0
    soak_kg_m2: float = 1.0
    deposit: float = 0.0
    throws_kg_kg: float = 0.0
    push_m2_kg: float = 0.0
    cools: float = 0.0


def _rows(table: str, of: type[Any]) -> list[Any]:
    known = {field.name for field in fields(of)}
    made = []
    for raw in read_toml("data", "agents")[table]:
        extra = [key for key in raw if key not in known and key not in _NOT_FIGURES]
        if extra or not raw.get("source"):
            raise ValueError(f"data/agents.toml: {table} {raw!r} has unknown fields {extra} or no source")
        made.append(of(**{key: value for key, value in raw.items() if key in known}))
    return made


@cache
def agents() -> Mapping[str, Agent]:
    """All agents by id. Raises ValueError for a row with an unknown field or no source."""
    return {agent.id: agent for agent in _rows("agent", Agent)}


@cache
def effects() -> Mapping[tuple[str, str], Effect]:
    """By (agent, kind of fuel); every pair has a row."""
    return {(effect.agent, effect.fuel): effect for effect in _rows("effect", Effect)}


@dataclass(frozen=True, slots=True)
class Path:
    """The middle of a jet: points a little apart, and how far along each lies."""

    points: tuple[Vec3, ...]
    along_m: tuple[float, ...]

    def nearest(self, target: Vec3) -> tuple[float, float]:
        """(how far the middle misses the target, how far it had flown there), metres."""
        best, flown = 1e9, 0.0
        for i in range(len(self.points) - 1):
            off, share = _off_segment(self.points[i], self.points[i + 1], target)
            if off < best:
                best, flown = off, self.along_m[i] + share * (self.along_m[i + 1] - self.along_m[i])
        return best, flown


def path_of(jet: Delivery) -> Path:
    """Straight for powder and gas. Drops and jets of water fall: dv/dt = g - k |v| v from the speed that reaches `throw_m`."""
    drag = agents()[jet.agent].drag_1_m
    if drag == 0.0:
        x, y, z = jet.nozzle
        dx, dy, dz = jet.direction
        t = jet.throw_m
        return Path((jet.nozzle, (x + t * dx, y + t * dy, z + t * dz)), (0.0, t))
    return _fall(jet.nozzle, jet.direction, launch_speed(jet.agent, jet.throw_m), drag)


def _fall(nozzle: Vec3, direction: Vec3, speed: float, drag: float) -> Path:
    (x, y, z), along = nozzle, 0.0
    u, v, w = speed * direction[0], speed * direction[1], speed * direction[2]
    points, flown = [nozzle], [0.0]
    for i in range(_PATH_STEPS):
        now = sqrt(u * u + v * v + w * w)
        slow = 1.0 / (1.0 + _STEP_S * drag * now)
        u, v, w = u * slow, v * slow - GRAVITY * _STEP_S, w * slow
        x, y, z = x + u * _STEP_S, y + v * _STEP_S, z + w * _STEP_S
        along += now * _STEP_S
        if i % 3 == 2 or y < -1.0:
            points.append((x, y, z))
            flown.append(along)
        if y < -1.0:
            break
    return Path(tuple(points), tuple(flown))


def launch_speed(agent: str, throw_m: float) -> float:
    """m/s: with it a jet held at 1 m and 30 degrees upwards lands throw_m away, to a decimetre."""
    return _launch(agent, int(10.0 * throw_m + 0.5))


@cache
def _launch(agent: str, throw_dm: int) -> float:
    drag, slow, fast, throw_m = agents()[agent].drag_1_m, 1.0, 80.0, 0.1 * throw_dm
    for _ in range(30):
        middle = 0.5 * (slow + fast)
        if _lands(middle, drag) < throw_m:
            slow = middle
        else:
            fast = middle
    return 0.5 * (slow + fast)


def _lands(speed: float, drag: float) -> float:
    path = _fall((0.0, 1.0, 0.0), (0.8660254037844386, 0.5, 0.0), speed, drag)
    for point in path.points:
        if point[1] <= 0.0:
            return point[0]
    return path.points[-1][0]


def aimed(agent: str, nozzle: Vec3, target: Vec3, throw_m: float) -> Vec3:
    """The direction in which a jet meets the target, its fall allowed for: what a person does by looking at where it lands."""
    lift = 0.0
    direction = unit(sub(target, nozzle))
    if agents()[agent].drag_1_m == 0.0:
        return direction
    for _ in range(8):
        path = path_of(Delivery(agent, nozzle, direction, 0.0, throw_m))
        lift += 0.8 * (target[1] - _height_at(path, floor_distance(nozzle, target)))
        direction = unit(sub((target[0], target[1] + lift, target[2]), nozzle))
    return direction


def _height_at(path: Path, away_m: float) -> float:
    """Of the middle of the jet, so far along the floor from the nozzle."""
    start = path.points[0]
    for a, b in pairwise(path.points):
        one, other = floor_distance(start, a), floor_distance(start, b)
        if other >= away_m > one:
            return a[1] + (away_m - one) / (other - one) * (b[1] - a[1])
    return path.points[-1][1]


def _off_segment(a: Vec3, b: Vec3, target: Vec3) -> tuple[float, float]:
    ab, at = sub(b, a), sub(target, a)
    long2 = dot(ab, ab)
    share = clamp(dot(at, ab) / long2, 0.0, 1.0) if long2 > 0.0 else 0.0
    return length((at[0] - share * ab[0], at[1] - share * ab[1], at[2] - share * ab[2])), share


@dataclass(frozen=True, slots=True)
class Hit:
    """What of a jet reaches a burning surface: the share, and the width of the jet there."""

    share: float
    sigma_m: float


def hit(jet: Delivery, path: Path, base: Vec3, diameter_m: float) -> Hit:
    """What passes through the base of the fire, a disc widened by what the fire's own draught draws in.

    The agent is spread normally about the path, sigma = way flown * tan(half angle). Aimed at the flame's tips, the base
    lies many sigma off and gets next to nothing.
    """
    agent = agents()[jet.agent]
    off, flown = path.nearest(base)
    reach = clamp((jet.throw_m - flown) / (jet.throw_m * (1.0 - agent.full_throw)), 0.0, 1.0)
    sigma = max(0.02, flown * (jet.spread_rad or agent.spread_rad))
    if reach == 0.0 or flown <= 0.0 or off > 0.5 * diameter_m + agent.capture_m + 5.0 * sigma:
        return Hit(0.0, sigma)
    radius = 0.5 * diameter_m + agent.capture_m
    centred = 1.0 - exp(-0.5 * (radius / sigma) * (radius / sigma)) if radius < 6.0 * sigma else 1.0
    # inside the disc's edge aim does not matter much; outside it the normal tail decides
    miss = max(0.0, off - 0.5 * radius) / sigma
    return Hit(reach * centred * exp(-0.5 * miss * miss) * (0.5 if flown < agent.splash_m else 1.0), sigma)
