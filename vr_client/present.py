"""World -> renderer.Scene: the only translator between the two. Reads the world, changes nothing in it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import glm
import numpy as np

from avatars.body import Person, npc_head
from avatars.crowds import Crowds
from avatars.gestures import host_hands
from avatars.look import NPC_LOOKS, look_of
from renderer.mirrors import find_mirrors
from renderer.scene import Environment, Image, Instance, Occluder, Panel, Scene, Sun
from renderer.spatial import Pose
from vr_client.drills.view import mine
from vr_client.places import Place
from vr_client.present_drill import draw_drill, light_by
from vr_client.present_hands import OwnHands, apart
from vr_client.present_names import SPEAKS, Names
from vr_client.world import Peer, User, World

__all__ = ["Presenter", "foremost_panel", "light_by"]

NPC_EYES_M, BODY_RADIUS_M = 1.6, 0.2
SIGN_M = (1.28, 0.525)
# As far from the eyes as they are, and turned to them
SIGN_ABOVE_CAPTIONS = Pose(glm.vec3(0, 0.40, 0.06), glm.angleAxis(math.radians(17), glm.vec3(1, 0, 0)))
LABEL_COLOUR = (0.05, 0.35, 0.75)
WITHIN_M = 0.3
NAMES = 12  # over so many heads, of those who are nearest; and over those who speak
OCCLUDERS = 32  # what the renderer takes
LOOKED_AT_RAD = math.radians(50)  # from straight ahead to a panel's middle
LAYER_STAYS_RAD = math.radians(8)


class Presenter:
    """Keeps what is the same in every frame: pictures of names, the place's own instance."""

    def __init__(self, waits: bool = True) -> None:
        """waits : for names to be painted, as pictures want it; else they appear some frames later."""
        self._names = Names(waits)
        self._placed: tuple[Place, Instance] | None = None
        self._sky: tuple[Place, dict[str, float], Sun | None, Environment] | None = None
        self._hands = OwnHands()
        self._crowds, self._oneself = Crowds(), Crowds(in_mirrors=True)
        self._mirrors = False  # in this place
        self._layer = ""  # the panel that has the quad layer
        self._signs: Image | None = None

    def present(self, world: World, quad_layers: bool = False) -> tuple[Scene, list[Panel]]:
        """The scene, and the crisp panels that the device shows itself (poses in play space)."""
        if world.between or world.preparing:
            return self._between(world), []
        return self.inside(world, quad_layers)

    def inside(self, world: World, quad_layers: bool = False) -> tuple[Scene, list[Panel]]:
        """As `present`, of the place as it will be once it is ready."""
        scene = Scene(time_s=world.time_s, vignette=max(world.vignette, world.dimmed), fade=_darkness(world))
        if world.place is not None:
            self._place(scene, world.place, world)
        scene.instances += [_thing(t) for t in world.things.values() if t.visible]
        self._people(scene, world)
        scene.lines, scene.sprays = list(world.lines), list(world.sprays)
        crisp = self._panels(scene, world, quad_layers)
        if world.drill is not None and world.drill.snapshot:
            draw_drill(scene, world)
        return scene, crisp

    def _between(self, world: World) -> Scene:
        """Darkness, a sign, and the line that says what is being waited for."""
        dark = glm.vec3(0.004, 0.005, 0.008)
        scene = Scene(environment=Environment(dark, dark, dark), time_s=world.time_s)
        panel = world.panels.get("captions")
        if panel is not None and panel.visible:
            scene.panels.append(Panel(panel.image, panel.pose, panel.width_m, panel.height_m))
            scene.panels.append(Panel(self._sign(), panel.pose * SIGN_ABOVE_CAPTIONS, *SIGN_M))
        return scene

    def _sign(self) -> Image:
        if self._signs is None:
            from vr_client.ui import sign

            self._signs = sign()
        return self._signs

    def _place(self, scene: Scene, place: Place, world: World) -> None:
        if self._placed is None or self._placed[0] is not place:
            self._placed = (place, Instance(place.model))
            self._mirrors = bool(find_mirrors(place.model))
        self._placed[1].node_from_rest = world.moved_nodes
        scene.instances.append(self._placed[1])
        light = scene.light = place.light
        if light is None:
            scene.lights, scene.sun, scene.environment = list(place.lights), place.sun, place.environment
            return
        scene.light_weights = dict(place.light_weights)
        if self._sky is None or self._sky[0] is not place or self._sky[1] != place.light_weights:
            weights = dict(place.light_weights)
            self._sky = place, weights, light.sun(weights), light.environment(weights, place.environment)
        scene.sun, scene.environment = self._sky[2:]

    # people ----------------------------------------------------------------------------------------------------------

    def _people(self, scene: Scene, world: World) -> None:
        people = [*self._hosts(scene, world), *self._others(scene, world)]
        scene.crowds += self._crowds.update(people, world.time_s)
        if scene.light is None:  # a shade of their own is for places whose light knows no people
            scene.instances += self._crowds.shades(people)
        hands = self._hands.instances(world)
        if self._mirrors:
            scene.crowds += self._oneself.update([_oneself(world.user)], world.time_s)
            for instance in hands:
                instance.in_mirrors = False
        scene.instances += hands

    def _others(self, scene: Scene, world: World) -> list[Person]:
        everybody, floor_m = [*world.peers.values(), *world.actors.values()], world.user.floor_m
        if not everybody:
            return []
        eye, forward = (np.array(v, np.float32) for v in (world.user.head.position, world.user.head.forward()))
        to = np.asarray(glm.array([p.head.position for p in everybody])) - eye
        away_m = np.sqrt(np.einsum("ij,ij->i", to, to))
        inside = away_m < WITHIN_M  # one looks through these eyes
        nearest = np.argsort(away_m, kind="stable")[np.count_nonzero(inside) :].tolist()
        seen_m = (mine(world) or {}).get("visibility_m", math.inf)  # no name shines through smoke
        ahead = ((to @ forward > 0) & (away_m < seen_m)).tolist()
        before_us = [everybody[i] for i in nearest if ahead[i]]
        named = before_us[:NAMES] + [peer for peer in before_us[NAMES:] if peer.loudness > SPEAKS]
        scene.panels += self._names.over(named, world.user.head.position)
        scene.occluders += [_standing(everybody[i].head.position, floor_m) for i in nearest[:OCCLUDERS]]
        here = (peer for peer, hidden in zip(everybody, inside.tolist(), strict=True) if not hidden)
        return [_person(peer, floor_m) for peer in here]

    def _hosts(self, scene: Scene, world: World) -> Iterator[Person]:
        for role, npc in world.npcs.items():
            loudness, floor_m = 0.5 + 0.5 * math.sin(world.time_s * 11) if npc.speaking else 0.0, npc.pose.position.y
            scene.occluders.append(_standing(npc.pose.position + glm.vec3(0, NPC_EYES_M, 0), floor_m))
            above = npc.pose.position + glm.vec3(0, 1.95, 0)
            eyes = world.user.head.position
            scene.panels.append(self._names.plate((npc.name, npc.colour, npc.speaking), above, eyes))
            head = npc_head(role, npc.pose, npc.look_at, loudness, world.time_s)
            hands = host_hands(NPC_LOOKS[role], head, npc.eager, world.time_s)
            yield Person(NPC_LOOKS[role], head, *hands, loudness=loudness, floor_m=floor_m)

    # panels ----------------------------------------------------------------------------------------------------------

    def _panels(self, scene: Scene, world: World, quad_layers: bool) -> list[Panel]:
        """Fills scene.panels; returns those that leave the scene for a quad layer."""
        crisp: list[Panel] = []
        play_from_world = world.user.world_from_play.inverse()
        layers = quad_layers and world.settings.quad_layers and scene.fade == 0
        self._layer = foremost_panel(world, self._layer) if layers else ""
        for name, panel in world.panels.items():
            if not panel.visible:
                continue
            shown = Panel(
                panel.image,
                panel.pose,
                panel.width_m,
                panel.height_m,
                panel.crisp,
                panel.on_top,
                panel.opacity,
            )
            if name == self._layer:  # one layer: every runtime has room for that
                shown.world_from_panel = play_from_world * panel.pose
                crisp.append(shown)
            else:
                scene.panels.append(shown)
        scene.panels += self._hover_label(world)
        return crisp

    def _hover_label(self, world: World) -> Iterator[Panel]:
        pointing = world.memory.get("pointer")
        spot = world.interactables.get(pointing.hover) if pointing is not None else None
        if spot is not None and spot.label:
            eyes = world.user.head.position
            towards = eyes - spot.centre
            at = spot.centre + glm.normalize(towards) * min(spot.radius_m, 0.3) + glm.vec3(0, 0.12, 0)
            yield self._names.plate((spot.label, LABEL_COLOUR, True), at, eyes, on_top=True)


def foremost_panel(world: World, before: str = "") -> str:
    """The name of the crisp panel one works with, else of the one one looks at, else "". A layer lies over all that is drawn,
    so no other panel may have it. before : who had it; two panels side by side shall not take it from each other at each glance."""
    eyes = world.user.head
    pointing = world.memory.get("pointer")
    hands = pointing.hands.values() if pointing is not None else ()
    used = {id(panel) for hand in hands for panel in (hand.pressing, hand.poking, hand.panel) if panel is not None}
    best, least = "", LOOKED_AT_RAD
    for name, panel in world.panels.items():
        to_panel = panel.pose.position - eyes.position
        seen_from_behind = glm.dot(to_panel, panel.pose.orientation * glm.vec3(0, 0, 1)) >= 0
        if not (panel.visible and panel.crisp) or seen_from_behind:
            continue
        angle = math.acos(max(-1.0, min(1.0, glm.dot(glm.normalize(to_panel), eyes.forward()))))
        angle -= LAYER_STAYS_RAD * (name == before) + math.pi * (id(panel) in used)
        if angle < least:
            best, least = name, angle
    return best


def _darkness(world: World) -> float:
    comfort = world.memory.get("comfort")
    return max(world.fade, comfort.wall if comfort is not None else 0.0)


def _standing(head: glm.vec3, floor_m: float) -> Occluder:
    """The body under a head: legs and trunk as one capsule."""
    foot = glm.vec3(head.x, floor_m + BODY_RADIUS_M * 0.6, head.z)
    return Occluder(foot, glm.vec3(head.x, max(head.y - 0.1, foot.y), head.z), BODY_RADIUS_M)


def _person(peer: Peer, floor_m: float) -> Person:
    look, loudness = look_of(peer.user or peer.name), 0.0 if peer.muted_by_me else peer.loudness
    return Person(look, peer.head, peer.left, peer.right, loudness, floor_m, peer.sits)


def _oneself(user: User) -> Person:
    """As mirrors show one."""
    left, right = (pose if apart(pose, user.head) else None for pose in (user.left, user.right))
    return Person(look_of(user.id), user.head, left, right, 0.0, user.floor_m, user.seat is not None)


def _thing(thing: Any) -> Instance:
    return Instance(
        thing.model, thing.pose.matrix(), thing.node_from_rest, thing.hidden_nodes, emissive_scale=thing.emissive_scale
    )
