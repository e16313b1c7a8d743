"""An extinguisher (or a hydrant's nozzle) in the hand: it hangs from its handle, its gauge is read, its pin pulled, its jet aimed.

Two hands do it as on a real one: one carries and squeezes, the other pulls the pin and then holds the nozzle. One hand can do it
all: A or X (G) raises the gauge, B or Y (Q) pulls the pin, and the jet goes where the carrying hand points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import glm

from renderer.scene import Line, Spray
from renderer.spatial import Pose, yaw
from safety_training.events import Aim, CheckGauge, PullPin
from vr_client.devices.device import Hand, Input
from vr_client.drills.follow import squeeze_lever
from vr_client.drills.view import Entry, act, aim, grip, vec
from vr_client.ui.placing import facing
from vr_client.world import Thing, World

AIM_S = 1 / 20
NOZZLE = "nozzle"  # of a hydrant: no pin, and water only once the valve is open
LEVER_OPENS = 0.5  # of its travel, as the rules have it
LEVER = glm.vec3(0, 0.42, 0.014)  # of extinguisher.glb; other bottles carry theirs at another height
HANDLE_AT, HOSE_AT, BEFORE = (
    glm.vec3(0, -0.025, -0.089),
    glm.vec3(0, -0.046, 0.016),
    glm.vec3(0, -0.06, 0.146),
)  # from the lever
HANDLE = LEVER + HANDLE_AT  # where a hand carries it
NOZZLE_LENGTH_M = 0.086
GAUGE_M, GAUGE_COS, GAUGE_S = 0.75, 0.88, 0.5  # so near, so straight before the eyes, for so long is to have read it
GAUGE_BEFORE_EYES_M = 0.36  # wherever one looks, up or down
RAISED_S = 1.8  # how long the gauge is held up when asked for by a button
PIN_M = 0.16  # how near a hand must be to pull the pin
MEETS_M = 2.5  # where the jet of a carried bottle meets the line of pointing: the distance from which one sprays


@dataclass(slots=True)
class Bottles:
    """checked : whose gauge was read, pulled : whose pin my hand has drawn, in this drill."""

    aim_due_s: float = 0.0
    looked_s: float = 0.0
    raised_until_s: float = 0.0
    checked: set[str] = field(default_factory=set)
    pulled: set[str] = field(default_factory=set)
    helps_before: bool = False
    button_before: bool = False


def sprays(tool: Entry) -> bool:
    """Whether this piece of equipment has a jet."""
    return bool(tool["full_kg"] > 0 or tool["kind"] == NOZZLE)


def in_hand(world: World, state: Bottles, input: Input, name: str, tool: Entry, dt: float) -> None:
    """One frame of the extinguisher in hand `name`."""
    thing = world.things[tool["name"]]
    hand, other = (input.left, "right") if name == "left" else (input.right, "left")
    _hang(world, thing, name)
    squeezes = world.memory.get("grab")
    helps = bool(squeezes and squeezes.helps[other])
    if thing.model.has_node("gauge_needle"):
        _gauge(world, state, input, thing, hand, dt)
    if thing.model.has_node("pin"):
        _pin(world, state, thing, tool, hand, helps, name, other)
    state.helps_before, state.button_before = helps, hand.secondary
    squeeze_lever(thing, hand.trigger)
    out = tool["pin_out"] or thing.name in state.pulled or tool["kind"] == NOZZLE
    nozzle = _nozzle(world, thing, name, other if helps and out else "")
    if world.time_s >= state.aim_due_s:
        state.aim_due_s = next_due(state.aim_due_s, world.time_s, AIM_S)
        act(world, Aim(vec(nozzle.position), vec(nozzle.forward()), min(1.0, max(0.0, hand.trigger))))
    flows = tool["flow_kg_s"] > 0 if tool["kind"] == NOZZLE else tool["remaining_kg"] > 0
    if out and hand.trigger >= LEVER_OPENS and flows:
        _jet(world, tool, nozzle, name)


def put_away(thing: Thing) -> None:
    """The hand has let go: the hose hangs at the bottle again."""
    thing.node_from_rest.pop("nozzle", None)
    thing.hidden_nodes -= {"hose"}


def next_due(due_s: float, now_s: float, every_s: float) -> float:
    """Keeps the mean rate whatever the frame rate is, without catching up after a pause."""
    return due_s + every_s if now_s - due_s < every_s else now_s + every_s


def _jet(world: World, tool: Entry, nozzle: Pose, hand: str) -> None:
    """Drawn at once; what it does is the server's to say."""
    tip = nozzle.position + nozzle.forward() * NOZZLE_LENGTH_M
    flow = tool["flow_kg_s"] or 0.2  # until the first snapshot says how much comes out
    world.sprays.append(Spray(tip, nozzle.forward(), tool["throw_m"], flow, tool.get("agent") or "powder"))
    world.haptics.append((hand, 0.35, 0.05))


def _hang(world: World, thing: Thing, name: str) -> None:
    """Three kilograms hang straight down from a handle: the hand moves and turns the bottle but does not tilt it."""
    hand, handle = grip(world, name), _handle(thing)
    forward = hand.forward()
    if glm.length(glm.vec2(forward.x, forward.z)) > 0.05:
        turn = yaw(math.atan2(forward.x, forward.z))
        thing.pose = Pose(hand.position - turn * handle, turn)
    else:
        thing.pose = Pose(hand.position - thing.pose.orientation * handle, thing.pose.orientation)


def _handle(thing: Thing) -> glm.vec3:
    """Where a hand holds it: at the lever, else where the model says, else in its middle."""
    return node_at(thing, "lever", LEVER) + HANDLE_AT if thing.model.has_node("lever") else glm.vec3(0, 0, 0)


def _gauge(world: World, state: Bottles, input: Input, thing: Thing, hand: Hand, dt: float) -> None:
    """Looked at from near by, or brought before the eyes by a button (A or X, or G on a keyboard) for one-handed people."""
    if (hand.primary or "G" in input.keys) and world.time_s >= state.raised_until_s:
        state.raised_until_s = world.time_s + RAISED_S
    raised, gauge, head = world.time_s < state.raised_until_s, node_at(thing, "gauge_needle"), world.user.head
    if raised:
        at = head.position + head.forward() * GAUGE_BEFORE_EYES_M
        turn = facing(at, head.position) * yaw(-math.pi / 2)  # the dial looks along the model's +X
        thing.pose = Pose(at - turn * gauge, turn)
    to = thing.pose.position + thing.pose.orientation * gauge - head.position
    seen = glm.length(to) < GAUGE_M and glm.dot(glm.normalize(to), head.forward()) > GAUGE_COS
    state.looked_s = state.looked_s + dt if seen or raised else 0.0
    if state.looked_s >= GAUGE_S and thing.name not in state.checked:
        state.checked.add(thing.name)
        act(world, CheckGauge())


def node_at(thing: Thing, node: str, otherwise: glm.vec3 = LEVER) -> glm.vec3:
    """Where a node of the model rests, in the model's frame."""
    return glm.vec3(thing.model.node_world(node)[3]) if thing.model.has_node(node) else otherwise


def _pin(
    world: World, state: Bottles, thing: Thing, tool: dict[str, Any], hand: Hand, helps: bool, name: str, other: str
) -> None:
    """The other hand squeezes at the pin, or, for one-handed people, the holding hand's second button."""
    if tool["pin_out"] or thing.name in state.pulled:
        return
    pin = thing.pose.position + thing.pose.orientation * node_at(thing, "pin")
    by_hand = helps and not state.helps_before and glm.distance(grip(world, other).position, pin) < PIN_M
    if not (by_hand or (hand.secondary and not state.button_before)):
        return
    lever = min(1.0, max(0.0, hand.trigger))
    act(world, PullPin(lever))
    if lever < 0.1:  # as the rules have it: a squeezed lever jams the pin, and then the hand feels it stick
        state.pulled.add(thing.name)
    world.haptics.append((other if by_hand else name, 0.8, 0.06))


def _nozzle(world: World, thing: Thing, name: str, guide: str) -> Pose:
    """Where the jet leaves: in the guiding hand if there is one, else before the bottle, where the carrying hand aims."""
    if guide:
        nozzle = Pose(grip(world, guide).position, aim(world, guide).orientation)
    else:
        carrying = aim(world, name)
        at = thing.pose.position + thing.pose.orientation * (node_at(thing, "lever") + BEFORE)
        if not thing.model.has_node("lever"):
            at = grip(world, name).position
        nozzle = Pose(at, towards(carrying.position + carrying.forward() * MEETS_M - at))
    if thing.model.has_node("nozzle"):
        rest = glm.inverse(thing.model.node_world("nozzle"))
        thing.node_from_rest["nozzle"] = rest * glm.inverse(thing.pose.matrix()) * nozzle.matrix()
        if thing.model.has_node("hose") and thing.model.has_node("lever"):
            thing.hidden_nodes |= {"hose"}
            start = thing.pose * Pose(node_at(thing, "lever") + HOSE_AT)
            world.lines.append(Line(_hose(start, nozzle), (0.01, 0.01, 0.01, 1.0), 0.017))
    return nozzle


def towards(direction: glm.vec3) -> glm.quat:
    """The orientation whose -Z runs along `direction`, without roll."""
    along = glm.normalize(direction)
    return glm.quatLookAt(along, glm.vec3(0, 1, 0) if abs(along.y) < 0.99 else glm.vec3(0, 0, 1))


def _hose(bottle: Pose, nozzle: Pose) -> list[glm.vec3]:
    """A slack hose from the valve to the nozzle: a cubic whose ends leave along both fittings."""
    a = bottle.position
    d = nozzle.position
    b = a + bottle.orientation * glm.vec3(0, -0.10, 0.18)
    c = d - nozzle.forward() * 0.12 - glm.vec3(0, 0.10, 0)
    steps = (i / 12 for i in range(13))
    return [a * (1 - t) ** 3 + b * 3 * t * (1 - t) ** 2 + c * 3 * t * t * (1 - t) + d * t**3 for t in steps]
