"""What hands do with a drill's equipment: the alarm box, and an extinguisher from the stand to the last of its powder.

The server decides what happens; here hands become safety_training actions, and only what a hand feels at once is shown before
the server answers: the thing in the hand, the pin, the lever, the jet. `world.things` follows the drill's snapshots.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

import glm

from renderer.scene import Line, Spray
from renderer.spatial import Pose, yaw
from safety_training.events import Aim, CheckGauge, Move, PressAlarm, PullPin, PutDown, Take
from vr_client.devices.device import Hand, Input
from vr_client.i18n import tr
from vr_client.messages import Captioned, DrillAction, Used
from vr_client.present import thing_model
from vr_client.ui.placing import facing
from vr_client.world import Interactable, Thing, World

NAME = "tools"
ALARM, THING = "alarm.", "thing."
AIM_S, MOVE_S = 1 / 20, 1 / 5
LEVER_OPENS = 0.5  # as safety_training.drill.Drill.LEVER_OPENS
ALARM_REACH_M = 1.45  # the server allows 1.5
HANDLE = glm.vec3(0, 0.395, -0.075)  # where a hand carries extinguisher.glb
HOSE_FROM = glm.vec3(0, 0.374, 0.03)
NOZZLE_LENGTH_M = 0.086
GAUGE_M, GAUGE_COS, GAUGE_S = 0.75, 0.88, 0.5  # so near, so straight before the eyes, for so long is to have read it
GAUGE_BEFORE_EYES_M = 0.36  # wherever one looks, up or down
RAISED_S = 1.8  # how long the gauge is held up when asked for by a button
PIN_M = 0.16  # how near a hand must be to pull the pin
MEETS_M = 2.5  # where the jet of a carried bottle meets the line of pointing: the distance from which one sprays
SOURCE_OF_TURN = math.radians(270)  # of the gauge's needle over its whole dial


@dataclass(slots=True)
class State:
    """What this system remembers. `waiting` : devices asked for and not yet confirmed by a snapshot, since world time."""

    drill: str = ""
    aim_due_s: float = 0.0
    move_due_s: float = 0.0
    looked_s: float = 0.0
    raised_until_s: float = 0.0
    checked: set[str] = field(default_factory=set)
    pulled: set[str] = field(default_factory=set)
    helps_before: bool = False
    button_before: bool = False


def tools(world: World, input: Input, events: list[Any], dt: float) -> None:
    state = world.memory.get(NAME)
    if state is None:
        state = world.memory[NAME] = State()
    world.sprays = []
    if world.drill is None or not world.drill.snapshot:
        return
    if state.drill != world.drill.id:
        world.memory[NAME] = state = State(drill=world.drill.id)
    follow_snapshot(world)
    if not taking_part(world):
        return
    _where_i_am(world, state, input)
    for event in events:
        if isinstance(event, Used):
            _used(world, state, event, events)
    for hand, held in list(world.held.items()):
        if held.thing in _equipment(world):
            _in_hand(world, state, input, hand, dt)


def taking_part(world: World) -> bool:
    """The drill runs and this person is in it."""
    if world.drill is None or world.drill.result is not None:
        return False
    me = mine(world)
    return me is not None and me["present"] and not me["finished"] and world.drill.snapshot["phase"] != "finished"


def mine(world: World) -> dict[str, Any] | None:
    """This person in the newest snapshot."""
    if world.drill is None or not world.drill.snapshot:
        return None
    return next((p for p in world.drill.snapshot["participants"] if p["id"] == world.user.id), None)


def _equipment(world: World) -> dict[str, dict[str, Any]]:
    assert world.drill is not None
    return {tool["name"]: tool for tool in world.drill.snapshot["equipment"]}


def _act(world: World, action: Any) -> None:
    assert world.drill is not None
    world.outbox.append(DrillAction(world.drill.id, action))


# the snapshot's things ---------------------------------------------------------------------------------------------------


def follow_snapshot(world: World) -> None:
    """Equipment, alarm boxes and furniture as the newest snapshot has them, except what my own hand carries."""
    assert world.drill is not None
    snapshot, part = world.drill.snapshot, taking_part(world)
    carried = {held.thing for held in world.held.values()}
    for entry in (*snapshot["things"], *snapshot["alarms"], *snapshot["equipment"]):
        thing = world.things.get(entry["name"])
        if thing is None:
            thing = world.things[entry["name"]] = Thing(entry["name"], thing_model(entry["model"]))
        if entry["name"] not in carried:
            thing.pose = _pose_of(entry)
    for tool in snapshot["equipment"]:
        _extinguisher(world, tool, part)
    for alarm in snapshot["alarms"]:
        _alarm_box(world, alarm, part)


def _pose_of(entry: dict[str, Any]) -> Pose:
    """The front of our models is +Z, and `facing` is where the front looks."""
    x, _, z = entry["facing"]
    return Pose(glm.vec3(*entry["position"]), yaw(math.atan2(x, z)))


def _extinguisher(world: World, tool: dict[str, Any], part: bool) -> None:
    thing = world.things[tool["name"]]
    thing.grabbable = part and not tool["holder"]
    state: State = world.memory[NAME]
    out = tool["pin_out"] or tool["name"] in state.pulled
    thing.hidden_nodes = frozenset({"pin"}) if out else frozenset()
    turn = glm.rotate((0.5 - tool["gauge"]) * SOURCE_OF_TURN, glm.vec3(0, 0, 1))
    thing.node_from_rest["gauge_needle"] = turn
    if tool["holder"] != world.user.id:
        thing.node_from_rest.pop("nozzle", None)
        _lever(thing, tool["lever"])
    held = next((h for h, item in world.held.items() if item.thing == tool["name"]), None)
    if held and tool["holder"] not in ("", world.user.id):
        del world.held[held]  # somebody else was faster


def _lever(thing: Thing, lever: float) -> None:
    thing.node_from_rest["lever"] = glm.rotate(math.radians(11) * lever, glm.vec3(1, 0, 0))


def _alarm_box(world: World, alarm: dict[str, Any], part: bool) -> None:
    thing = world.things[alarm["name"]]
    sounding = alarm["sounding"]
    thing.emissive_scale = (1.0 if world.time_s % 1.0 < 0.6 else 0.15) if sounding else 0.0
    thing.node_from_rest["button"] = glm.translate(glm.vec3(0, 0, -0.006 if sounding else 0.0))
    name = ALARM + alarm["name"]
    label = tr("발신기 (눌림)", world.user.language) if sounding else tr("발신기", world.user.language)
    centre = thing.pose.position + thing.pose.orientation * glm.vec3(0, 0, 0.04)
    spot = world.interactables.get(name)
    if spot is None:
        world.interactables[name] = spot = Interactable(name, centre, 0.14, label)
    spot.label, spot.enabled = label, part


# what I do -------------------------------------------------------------------------------------------------------------


def _where_i_am(world: World, state: State, input: Input) -> None:
    if world.time_s < state.move_due_s:
        return
    state.move_due_s = _next_due(state.move_due_s, world.time_s, MOVE_S)
    _move(world, "right" if input.right.active else "left")


def _next_due(due_s: float, now_s: float, every_s: float) -> float:
    """Keeps the mean rate whatever the frame rate is, without catching up after a pause."""
    return due_s + every_s if now_s - due_s < every_s else now_s + every_s


def _move(world: World, hand: str) -> None:
    head = world.user.head
    _act(world, Move(_vec(head.position), _vec(head.forward()), _vec(_grip(world, hand).position)))


def _used(world: World, state: State, event: Used, events: list[Any]) -> None:
    if event.name.startswith(ALARM) and event.how != "release":
        _press_alarm(world, event, events)
    elif event.name.startswith(THING) and event.name.removeprefix(THING) in _equipment(world):
        _take_or_put(world, state, event.name.removeprefix(THING), event)


def _press_alarm(world: World, event: Used, events: list[Any]) -> None:
    spot = world.interactables[event.name]
    near = min(glm.distance(spot.centre, p.position) for p in (world.user.head, _grip(world, event.hand)))
    if near > ALARM_REACH_M:
        events.append(Captioned("", tr("발신기가 멀리 있습니다. 한 걸음 더 다가가세요.", world.user.language), 3.0))
        return
    _move(world, event.hand)  # the server measures the reach from where it last heard of us
    _act(world, PressAlarm(event.name.removeprefix(ALARM)))
    world.haptics.append((event.hand, 0.9, 0.08))


def _take_or_put(world: World, state: State, name: str, event: Used) -> None:
    thing = world.things[name]
    if event.how == "grab" and event.hand in world.held:
        _move(world, event.hand)
        _act(world, Take(name))
        state.looked_s = 0.0
    elif event.how == "release":
        position = glm.vec3(thing.pose.position)
        position.y = max(0.0, position.y)
        _act(world, PutDown(_vec(position)))
        thing.node_from_rest.pop("nozzle", None)
        thing.hidden_nodes -= {"hose"}


def _in_hand(world: World, state: State, input: Input, name: str, dt: float) -> None:
    """An extinguisher in hand `name`: it hangs upright from its handle; the other hand may pull the pin, then hold the nozzle."""
    held = world.held[name]
    thing, tool = world.things[held.thing], _equipment(world)[held.thing]
    hand, other = (input.left, "right") if name == "left" else (input.right, "left")
    _hang(world, thing, name)
    _gauge(world, state, input, thing, hand, dt)
    squeezes = world.memory.get("grab")
    helps = bool(squeezes and squeezes.helps[other])
    _pin(world, state, thing, tool, hand, helps, name, other)
    state.helps_before, state.button_before = helps, hand.secondary
    _lever(thing, hand.trigger)
    out = tool["pin_out"] or thing.name in state.pulled
    nozzle = _nozzle(world, thing, name, other if helps and out else "")
    if world.time_s >= state.aim_due_s:
        state.aim_due_s = _next_due(state.aim_due_s, world.time_s, AIM_S)
        lever = min(1.0, max(0.0, hand.trigger))
        _act(world, Aim(_vec(nozzle.position), _vec(nozzle.forward()), lever))
    if out and hand.trigger >= LEVER_OPENS and tool["remaining_kg"] > 0:
        tip = nozzle.position + nozzle.forward() * NOZZLE_LENGTH_M
        flow = tool["flow_kg_s"] or 0.2  # until the first snapshot says how much comes out
        world.sprays.append(Spray(tip, nozzle.forward(), tool["throw_m"], flow))
        world.haptics.append((name, 0.35, 0.05))


def _hang(world: World, thing: Thing, name: str) -> None:
    """Three kilograms hang straight down from a handle: the hand moves and turns the bottle but does not tilt it."""
    grip = _grip(world, name)
    forward = grip.forward()
    if glm.length(glm.vec2(forward.x, forward.z)) > 0.05:
        turn = yaw(math.atan2(forward.x, forward.z))
        thing.pose = Pose(grip.position - turn * HANDLE, turn)
    else:
        thing.pose = Pose(grip.position - thing.pose.orientation * HANDLE, thing.pose.orientation)


def _gauge(world: World, state: State, input: Input, thing: Thing, hand: Hand, dt: float) -> None:
    """Looked at from near by, or brought before the eyes by a button (A or X, or G on a keyboard) for one-handed people."""
    if (hand.primary or "G" in input.keys) and world.time_s >= state.raised_until_s:
        state.raised_until_s = world.time_s + RAISED_S
    raised = world.time_s < state.raised_until_s
    gauge = _node_at(thing, "gauge_needle")
    if raised:
        at = world.user.head.position + world.user.head.forward() * GAUGE_BEFORE_EYES_M
        turn = facing(at, world.user.head.position) * yaw(-math.pi / 2)  # the dial looks along the model's +X
        thing.pose = Pose(at - turn * gauge, turn)
    head = world.user.head
    to = thing.pose.position + thing.pose.orientation * gauge - head.position
    seen = glm.length(to) < GAUGE_M and glm.dot(glm.normalize(to), head.forward()) > GAUGE_COS
    state.looked_s = state.looked_s + dt if seen or raised else 0.0
    if state.looked_s >= GAUGE_S and thing.name not in state.checked:
        state.checked.add(thing.name)
        _act(world, CheckGauge())


def _node_at(thing: Thing, node: str) -> glm.vec3:
    return glm.vec3(thing.model.node_world(node)[3]) if thing.model.has_node(node) else glm.vec3(0, 0.37, 0)


def _pin(
    world: World, state: State, thing: Thing, tool: dict[str, Any], hand: Hand, helps: bool, name: str, other: str
) -> None:
    """The other hand squeezes at the pin, or, for one-handed people, the holding hand's second button."""
    if tool["pin_out"] or thing.name in state.pulled:
        return
    pin = thing.pose.position + thing.pose.orientation * _node_at(thing, "pin")
    by_hand = helps and not state.helps_before and glm.distance(_grip(world, other).position, pin) < PIN_M
    if not (by_hand or (hand.secondary and not state.button_before)):
        return
    lever = min(1.0, max(0.0, hand.trigger))
    _act(world, PullPin(lever))
    if lever < 0.1:  # as the rules have it: a squeezed lever jams the pin, and then the hand feels it stick
        state.pulled.add(thing.name)
    world.haptics.append((other if by_hand else name, 0.8, 0.06))


def _nozzle(world: World, thing: Thing, name: str, guide: str) -> Pose:
    """Where the jet leaves: in the guiding hand if there is one, else before the bottle, where the carrying hand aims."""
    if guide:
        nozzle = Pose(_grip(world, guide).position, _aim(world, guide).orientation)
    else:
        aim, at = _aim(world, name), thing.pose.position + thing.pose.orientation * glm.vec3(0, 0.36, 0.16)
        nozzle = Pose(at, towards(aim.position + aim.forward() * MEETS_M - at))
    if thing.model.has_node("nozzle"):
        rest = glm.inverse(thing.model.node_world("nozzle"))
        thing.node_from_rest["nozzle"] = rest * glm.inverse(thing.pose.matrix()) * nozzle.matrix()
        thing.hidden_nodes |= {"hose"}
        world.lines.append(Line(_hose(thing.pose, nozzle), (0.01, 0.01, 0.01, 1.0), 0.017))
    return nozzle


def towards(direction: glm.vec3) -> glm.quat:
    """The orientation whose -Z runs along `direction`, without roll."""
    along = glm.normalize(direction)
    return glm.quatLookAt(along, glm.vec3(0, 1, 0) if abs(along.y) < 0.99 else glm.vec3(0, 0, 1))


def _hose(bottle: Pose, nozzle: Pose) -> list[glm.vec3]:
    """A slack hose from the valve to the nozzle: a cubic whose ends leave along both fittings."""
    a = bottle.position + bottle.orientation * HOSE_FROM
    d = nozzle.position
    b = a + bottle.orientation * glm.vec3(0, -0.10, 0.18)
    c = d - nozzle.forward() * 0.12 - glm.vec3(0, 0.10, 0)
    steps = (i / 12 for i in range(13))
    return [a * (1 - t) ** 3 + b * 3 * t * (1 - t) ** 2 + c * 3 * t * t * (1 - t) + d * t**3 for t in steps]


def _grip(world: World, hand: str) -> Pose:
    return world.user.left if hand == "left" else world.user.right


def _aim(world: World, hand: str) -> Pose:
    return world.user.left_aim if hand == "left" else world.user.right_aim


def _vec(v: glm.vec3) -> tuple[float, float, float]:
    return (float(v.x), float(v.y), float(v.z))
