"""People as crowds to draw: one Crowd a sex, kept as long as the same people are there, posed anew in each frame."""

from __future__ import annotations

from dataclasses import dataclass

import glm
import numpy as np

from avatars.body import Person, gathered
from avatars.figure import everybody, rest_of, sex_of, shade, shown, tints
from avatars.look import Look
from avatars.posing import JOINTS, Bodies, bodies, in_world, pose
from renderer.animation import skeleton
from renderer.scene import Crowd, Instance

_APART_S = 2.4  # of one's time and the next one's: not all blink at once


@dataclass(slots=True)
class Crowds:
    """`update` once a frame; the same people give the same picture at the same time, whoever was drawn before."""

    looks: list[Look]
    drawn: list[tuple[Crowd, np.ndarray, np.ndarray]]  # who of all, and which of JOINTS the joints of the skin are
    bodies: Bodies | None
    hips: np.ndarray  # float32 [N, 3], world

    def __init__(self) -> None:
        self.looks, self.drawn, self.bodies, self.hips = [], [], None, np.zeros((0, 3), np.float32)

    def update(self, people: list[Person], time_s: float) -> list[Crowd]:
        """Raises GltfError, or KeyError for an unknown outfit."""
        looks = [person.look for person in people]
        if looks != self.looks:
            self._arrange(looks)
        if self.bodies is None:
            return []
        posed = pose(self.bodies, gathered(people), time_s + _APART_S * np.arange(len(people)))
        turn, at, bounds = in_world(posed)
        self.hips = at[:, 0]
        for crowd, who, joints in self.drawn:
            each = who[:, None], joints
            crowd.palette = turn[each] @ skeleton(crowd.model).joint_from_mesh[:, :3]
            crowd.palette[..., 3] += at[each]
            crowd.bounds, crowd.weights = bounds[who], posed.weights[who]
        return [crowd for crowd, _, _ in self.drawn]

    def shades(self, people: list[Person]) -> list[Instance]:
        """On the floor below each, for places whose light knows no people."""
        at = [glm.vec3(x, person.floor_m, z) for (x, _, z), person in zip(self.hips.tolist(), people, strict=True)]
        return [Instance(shade(), glm.translate(place)) for place in at]

    def _arrange(self, looks: list[Look]) -> None:
        self.looks, sexes = looks, np.array([sex_of(look) for look in looks])
        self.bodies = bodies([rest_of(sex) for sex in sexes.tolist()]) if looks else None
        self.drawn = [_crowd(looks, sex, np.flatnonzero(sexes == sex)) for sex in np.unique(sexes).tolist()]


def _crowd(looks: list[Look], sex: str, who: np.ndarray) -> tuple[Crowd, np.ndarray, np.ndarray]:
    model, lods = everybody(sex)
    tint, nodes = np.stack([tints(looks[i]) for i in who]), np.stack([shown(looks[i]) for i in who])
    joints = np.array([JOINTS.index(name) for name in rest_of(sex).names])
    nothing = np.zeros((len(who), len(joints), 3, 4), np.float32)
    return Crowd(model, tint, nothing, np.zeros((len(who), 4), np.float32), shown=nodes, lods=lods), who, joints
