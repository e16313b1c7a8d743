"""From place to place: fade out, load in a worker, arrive at the spot, tell the room server, fade in.

One asks by `world.pending_place` (and `pending_anchor`): portals, deep links, the menu and place modules all do.
"""

from __future__ import annotations

import logging
import math
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import glm

from renderer.kept import Kept
from renderer.spatial import Pose
from vr_client.devices.device import Input
from vr_client.errors import UserError
from vr_client.i18n import error_text, later, tr
from vr_client.messages import Arrived, EnterRoom, Used
from vr_client.places import Place
from vr_client.places.ready import make_ready, read_ready
from vr_client.systems.ahead import Ahead
from vr_client.systems.locomotion import stand, walker
from vr_client.world import Interactable, World

if TYPE_CHECKING:
    from renderer.gltf.model import Model

log = logging.getLogger(__name__)
PORTAL = "portal."
WALK_IN_M = 0.55  # so near to a portal's anchor one has walked into it
LEAVE_M = 1.2  # one arrives beside a portal: it works again after one has been this far from it
NOTICE_S = 8.0
OFF_FLOOR_M = 0.5
STAGES = (later("장소를 읽는 중… 1/3"), later("그림을 준비하는 중… 2/3"), later("화면에 올리는 중… 3/3"))
SETTLED_S = 4.0  # after one has arrived nothing is waited for any more
PANEL_STEP_BACK_M = 1.25  # the distance for which the theme sizes its text


@dataclass(slots=True)
class Journey:
    """What travel remembers between frames."""

    pictures: Kept  # what was decoded and made small before, on disk
    worker: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "place"))
    loading: Future[Place] | None = None
    kept: dict[str, Place] = field(default_factory=dict)  # places seen before open at once
    ahead: Ahead = field(default_factory=Ahead)
    armed: bool = False
    tells: bool = False  # how far it is: not of places that open at once
    write_at_s: float = math.inf  # when the pictures of the place one came to go to disk


def begin(world: World, place: str, spot: str) -> None:
    """Starts towards a first place before there is a frame: reading it takes as long as opening a window."""
    world.pending_place, world.pending_anchor = place, spot
    _start_loading(world, _journey(world))


def wait_for_place(world: World, timeout_s: float) -> None:
    """Until the place is read that one is on the way to, but no longer than this."""
    loading = _journey(world).loading
    if loading is not None:
        wait([loading], timeout_s)


def next_model(world: World) -> Model | None:
    """Of the place that one is likely to go to next, ready for the graphics card; None while there is none."""
    return _journey(world).ahead.model()


def _journey(world: World) -> Journey:
    if "travel" not in world.memory:
        settings = world.settings
        kept = Kept(settings.cache_path() / "pictures", settings.kept_pictures_mb << 20)
        world.memory["travel"] = Journey(kept)
    journey: Journey = world.memory["travel"]
    return journey


def travel(world: World, input: Input, events: list[Any], dt: float) -> None:
    journey = _journey(world)
    if not world.pending_place:
        _use_portals(world, journey, events)
    step = dt / max(world.settings.fade_s, 1e-3)
    if world.preparing:
        _tell(world, journey, 2)
        return
    world.between = bool(world.pending_place) and world.fade >= 1.0
    if not world.pending_place:
        world.fade = max(world.fade - step, 0.0)
        if world.time_s > journey.write_at_s:
            journey.write_at_s = math.inf
            journey.worker.submit(journey.pictures.write)
        if world.settings.read_ahead:
            journey.ahead.look(world.time_s, _gaps(world), lambda to: _read_ahead(world, journey, to))
        if world.notice and world.time_s > world.memory.get("notice_until_s", 0.0):
            world.notice = ""
        return
    _start_loading(world, journey)
    _tell(world, journey, int(world.loading))
    world.fade = min(world.fade + step, 1.0)
    if world.fade >= 1.0 and journey.loading is not None and journey.loading.done():
        _finish(world, journey, input, events)


def _use_portals(world: World, journey: Journey, events: list[Any]) -> None:
    """Walked into, or used from afar."""
    place = world.place
    if place is None:
        return
    names = {PORTAL + p.to: p for p in place.portals}
    for event in events:
        if isinstance(event, Used) and event.name in names and event.how != "release":
            world.pending_place = names[event.name].to
            return
    gaps = _gaps(world)
    nearest = min(gaps, key=lambda to: gaps[to], default="")
    if not nearest or gaps[nearest] > LEAVE_M:
        journey.armed = True
    elif journey.armed and gaps[nearest] < WALK_IN_M:
        world.pending_place = nearest


def _gaps(world: World) -> dict[str, float]:
    """Metres to each portal, by where it leads."""
    place = world.place
    if place is None:
        return {}
    feet = walker(world).feet
    return {p.to: glm.distance(feet, place.anchors[p.anchor].position) for p in place.portals}


def _start_loading(world: World, journey: Journey) -> None:
    if journey.loading is not None:
        return
    wanted = world.pending_place
    ahead = journey.ahead.take(wanted)
    journey.tells = wanted not in journey.kept and (ahead is None or not ahead.done())
    if ahead is None and journey.tells:
        world.loading = 0.0
    journey.loading = ahead or _read(world, journey, wanted)


def _read_ahead(world: World, journey: Journey, place: str) -> Future[Place]:
    reading = _read(world, journey, place)
    journey.worker.submit(journey.pictures.write)  # after that
    return reading


def _read(world: World, journey: Journey, place: str) -> Future[Place]:
    """In the worker."""
    if place in journey.kept:
        return journey.worker.submit(make_ready, journey.kept[place], journey.pictures)

    def progress(done: float) -> None:
        if place == world.pending_place:
            world.loading = done  # one float, written by one thread: no lock needed

    return journey.worker.submit(read_ready, place, world.settings, progress, journey.pictures)


def _tell(world: World, journey: Journey, stage: int) -> None:
    if journey.tells:
        world.notice = tr(STAGES[stage], world.user.language)


def _finish(world: World, journey: Journey, input: Input, events: list[Any]) -> None:
    """The new place is here: leave the old one, stand in the new one."""
    assert journey.loading is not None
    future, journey.loading = journey.loading, None
    anchor, came_from = world.pending_anchor, world.place.id if world.place else ""
    world.pending_place = world.pending_anchor = ""
    world.loading = 1.0  # still between: the picture stays dark until the graphics card has what it needs
    try:
        place = future.result()
    except UserError as error:
        journey.tells = False
        if world.place is None:
            raise  # nowhere to be: the error page says why
        text = error_text(error.code, world.user.language, **error.values)
        world.notice = f"{error.code}: {text.cause} {text.remedy}"
        world.memory["notice_until_s"] = world.time_s + NOTICE_S
        log.warning("cannot go there: %s", error)
        return
    journey.kept[place.id] = place
    journey.ahead.arrived(world.time_s)
    journey.write_at_s = world.time_s + SETTLED_S
    _leave(world)
    world.place = place
    world.preparing.append(place.model)
    spot = spot_in(place, anchor, came_from)
    stand(world, input, before(place.anchors[spot]))
    journey.armed = False
    _show_portals(world, place)
    if place.behaviour is not None:
        place.behaviour.enter(world)
    world.outbox.append(EnterRoom(place.id))
    events.append(Arrived(place.id, spot))
    log.info("arrived in %s at %s", place.id, spot)


def _leave(world: World) -> None:
    if world.place is None:
        return
    if world.place.behaviour is not None:
        world.place.behaviour.leave(world)
    world.drill = None
    for things in (
        world.held,
        world.things,
        world.npcs,
        world.panels,
        world.interactables,
        world.peers,
        world.place_state,
    ):
        things.clear()


def spot_in(place: Place, anchor: str, came_from: str) -> str:
    """Where one appears: the anchor asked for, or beside the door one came through, or the spawn point."""
    if anchor:
        if anchor in place.anchors:
            return anchor
        log.warning("%s has no spot %r; going to its entrance", place.id, anchor)
    return "spawn"


def before(anchor: Pose) -> Pose:
    """Where to stand for an anchor: on it; a panel or another thing off the floor is stood before, facing it (its front is +Z)."""
    if anchor.position.y < OFF_FLOOR_M:
        return anchor
    front = anchor.position + anchor.orientation * glm.vec3(0, 0, PANEL_STEP_BACK_M)
    return Pose(glm.vec3(front.x, 0, front.z), anchor.orientation)


def _show_portals(world: World, place: Place) -> None:
    for portal in place.portals:
        at = place.anchors[portal.anchor].position + glm.vec3(0, 1.2, 0)
        label = portal.names.get(world.user.language, portal.names["ko"])
        name = PORTAL + portal.to
        world.interactables[name] = Interactable(
            name, at, 0.6, label, by_touch=False
        )  # walking in is using it, brushing past is not
