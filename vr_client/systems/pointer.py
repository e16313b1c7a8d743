"""What the hands point at, touch and press: panels get pointer calls, Interactables become Used events. Text goes to the panel
that wants it.

One hand has the ray: the one that pressed its trigger last. Either hand may touch. A hand that holds a thing does neither.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import glm

from renderer.scene import Line
from renderer.spatial import Pose
from vr_client.devices.device import Hand, Input
from vr_client.messages import Used
from vr_client.world import Interactable, World

if TYPE_CHECKING:
    from vr_client.ui.panel import UiPanel

RAY_COLOUR = (0.55, 0.80, 1.0, 0.55)
RAY_HOVER = (0.75, 0.92, 1.0, 0.95)
FINGER_M = 0.06  # the fingertip is about this far from the grip
SCROLL_NOTCHES_S = 6.0  # stick fully up over a panel
NEAR_LABEL_M = 1.6  # things for the hand show their label from here on


@dataclass(slots=True)
class Target:
    """What a ray met. Exactly one of panel and spot is set."""

    distance_m: float
    panel: UiPanel | None = None
    spot: Interactable | None = None
    u: float = 0.0
    v: float = 0.0


@dataclass(slots=True)
class HandState:
    down: bool = False  # trigger, with hysteresis
    panel: UiPanel | None = None  # under the ray
    pressing: UiPanel | None = None
    used: str = ""  # the Interactable this hand holds down
    touching: str = ""
    poking: UiPanel | None = None
    poked_at: tuple[float, float] = (0.0, 0.0)


@dataclass(slots=True)
class PointerState:
    hands: dict[str, HandState] = field(default_factory=lambda: {"left": HandState(), "right": HandState()})
    ray_hand: str = "right"
    hover: str = ""  # name of the Interactable one points at: its label is shown
    scrolling: bool = False  # the ray is over a panel: the stick scrolls it and does not teleport


def pointer(world: World, input: Input, events: list[Any], dt: float) -> None:
    state = world.memory.get("pointer")
    if state is None:
        state = world.memory["pointer"] = PointerState()
    state.hover = ""
    user = world.user
    for name, hand, grip, aim in (
        ("left", input.left, user.left, user.left_aim),
        ("right", input.right, user.right, user.right_aim),
    ):
        mine = state.hands[name]
        pressed, released = _edges(mine, hand, world)
        if not (hand.active and input.focused) or name in world.held:
            _let_go(mine, name, events)
            continue
        if pressed:
            state.ray_hand = name
        tip = grip.position + aim.forward() * FINGER_M
        _touch(world, mine, name, tip, events)
        if name == state.ray_hand:
            _point(world, state, mine, name, grip, aim, (pressed, released), events)
        else:
            _leave_panel(mine, None)
    _scroll(world, state, input, dt)
    _type(world, input)


def _edges(mine: HandState, hand: Hand, world: World) -> tuple[bool, bool]:
    """Whether the trigger went down or up in this frame."""
    was = mine.down
    mine.down = hand.trigger > (world.settings.release_at if was else world.settings.press_at)
    return mine.down and not was, was and not mine.down


def _let_go(mine: HandState, name: str, events: list[Any]) -> None:
    _leave_panel(mine, None)
    if mine.used or mine.touching:
        events.append(Used(mine.used or mine.touching, name, "release"))
    mine.used = mine.touching = ""
    if mine.poking is not None:
        mine.poking.pointer_leave()
        mine.poking = None


def _leave_panel(mine: HandState, now: UiPanel | None) -> None:
    if mine.panel is not None and mine.panel is not now:
        mine.panel.pointer_leave()
        mine.pressing = None
    mine.panel = now


# rays ----------------------------------------------------------------------------------------------------------------


def _point(
    world: World,
    state: PointerState,
    mine: HandState,
    name: str,
    grip: Pose,
    aim: Pose,
    edges: tuple[bool, bool],
    events: list[Any],
) -> None:
    target = find_target(world, aim)
    pressed, released = edges
    panel = target.panel if target else None
    if panel is not mine.panel and panel is not None:
        world.haptics.append((name, 0.15, 0.01))
    _leave_panel(mine, panel)
    if panel is not None and target is not None and mine.poking is None:
        panel.pointer_move(target.u, target.v)
        if pressed:
            panel.pointer_down(target.u, target.v)
            mine.pressing = panel
            world.haptics.append((name, 0.4, 0.02))
        elif released and mine.pressing is panel:
            panel.pointer_up(target.u, target.v)
    spot = target.spot if target else None
    if spot is not None:
        state.hover = spot.name
    if pressed and spot is not None and spot.far and mine.touching != spot.name:
        mine.used = spot.name
        events.append(Used(spot.name, name, "point"))
        world.haptics.append((name, 0.4, 0.02))
    if released and mine.used:
        events.append(Used(mine.used, name, "release"))
        mine.used = ""
    if target is not None:
        end = aim.position + aim.forward() * target.distance_m
        world.lines.append(Line([grip.position, end], RAY_HOVER if mine.down else RAY_COLOUR, 0.004))


def find_target(world: World, aim: Pose) -> Target | None:
    """The nearest panel or Interactable along the ray that no wall hides."""
    origin, direction = aim.position, aim.forward()
    best: Target | None = None
    for panel in world.panels.values():
        hit = panel.hit(origin, direction) if panel.visible and panel.pointable else None
        if hit is not None and hit[0] < world.settings.ray_m and (best is None or hit[0] < best.distance_m):
            best = Target(hit[0], panel=panel, u=hit[1], v=hit[2])
    for spot in world.interactables.values():
        distance = _meets(origin, direction, spot) if spot.enabled else None
        if distance is None or distance > (world.settings.ray_m if spot.far else NEAR_LABEL_M):
            continue
        if best is None or distance < best.distance_m:
            best = Target(distance, spot=spot)
    if best is None or world.place is None:
        return best
    # A spot on a wall has its centre at the wall's face: only what lies clearly before it hides it.
    slack = best.spot.radius_m if best.spot is not None else 0.05
    wall = world.place.physics.ray(origin, direction, max(best.distance_m - slack, 0.01))
    return None if wall is not None else best


def _meets(origin: glm.vec3, direction: glm.vec3, spot: Interactable) -> float | None:
    """Distance along the ray to where it passes the centre, if it passes within the radius."""
    to = spot.centre - origin
    along = glm.dot(to, direction)
    if along <= 0 or glm.length(to - direction * along) > spot.radius_m:
        return None
    return float(along)


# touch ---------------------------------------------------------------------------------------------------------------


def _touch(world: World, mine: HandState, name: str, tip: glm.vec3, events: list[Any]) -> None:
    spots = world.interactables.values()
    near = [s for s in spots if s.enabled and glm.distance(tip, s.centre) < s.radius_m and s.by_touch]
    touched = near[0].name if near else ""
    if mine.touching and mine.touching != touched:
        events.append(Used(mine.touching, name, "release"))
        mine.touching = ""
    if touched and touched not in (mine.touching, mine.used):
        mine.touching = touched
        events.append(Used(touched, name, "touch"))
        world.haptics.append((name, 0.6, 0.03))
    _poke(world, mine, name, tip)


def _poke(world: World, mine: HandState, name: str, tip: glm.vec3) -> None:
    """A fingertip that goes through a panel from the front presses it; coming back out releases."""
    if mine.poking is not None:
        at = _over(mine.poking, tip)
        if at is None:
            mine.poking.pointer_leave()
            mine.poking = None
        elif at[2] > world.settings.poke_m / 2:
            mine.poking.pointer_up(*mine.poked_at)
            mine.poking = None
        else:
            mine.poked_at = at[:2]
            mine.poking.pointer_move(*mine.poked_at)
        return
    for panel in world.panels.values():
        at = _over(panel, tip) if panel.visible and panel.pointable else None
        if at is not None and -world.settings.poke_m < at[2] <= 0:
            mine.poking, mine.poked_at = panel, at[:2]
            panel.pointer_down(*mine.poked_at)
            world.haptics.append((name, 0.5, 0.02))
            return


def _over(panel: UiPanel, tip: glm.vec3) -> tuple[float, float, float] | None:
    """u, v and height over the panel's face in metres, or None beside it or more than 15 cm away."""
    inverse = panel.pose.inverse()
    local = inverse.orientation * tip + inverse.position
    u, v = local.x / panel.width_m + 0.5, 0.5 - local.y / panel.height_m
    return (u, v, local.z) if 0 <= u <= 1 and 0 <= v <= 1 and abs(local.z) < 0.15 else None


# wheel and keys ------------------------------------------------------------------------------------------------------


def _scroll(world: World, state: PointerState, input: Input, dt: float) -> None:
    panel = state.hands[state.ray_hand].panel
    state.scrolling = panel is not None
    if panel is None:
        return
    stick = (input.right if state.ray_hand == "right" else input.left).stick.y
    stick = stick if state.ray_hand == "right" and abs(stick) > world.settings.stick_dead_zone else 0.0
    amount = input.scroll + stick * SCROLL_NOTCHES_S * dt
    if amount:
        panel.scroll(amount)


def _type(world: World, input: Input) -> None:
    """Typed text belongs to the one visible panel that has a text field in use."""
    writing = next((p for p in world.panels.values() if p.visible and p.wants_text), None)
    world.typing = writing is not None
    if writing is not None and (input.text or input.keys):
        writing.type(input.text, input.keys)
