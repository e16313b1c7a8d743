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
from renderer.spatial import Pose

APART_S = 2.4  # of one's time and the next one's: not all blink at once
OFTEN_M, BEHIND_M = 5.0, 1.0  # beyond, they are posed in every second frame; behind the eye in every fourth


@dataclass(slots=True)
class Drawn:
    """The people of one sex. who : int [I], which of all. joints : int [J], which of JOINTS the joints of the skin are."""

    crowd: Crowd
    who: np.ndarray
    joints: np.ndarray


class Crowds:
    """`update` once a frame. Who is near and in sight is posed in every frame, others less often."""

    def __init__(self) -> None:
        self._looks: list[Look] = []
        self._bodies: Bodies | None = None
        self._frame = 0
        self.drawn: list[Drawn] = []
        self._turn = self._at = self._bounds = self._weights = np.zeros(0, np.float32)

    def update(self, people: list[Person], time_s: float, eye: Pose) -> list[Crowd]:
        """eye : who looks at them, world. Raises GltfError, or KeyError for an unknown outfit."""
        looks = [person.look for person in people]
        if looks != self._looks:
            self._arrange(looks)
        if self._bodies is None:
            return []
        self._frame += 1
        due = np.flatnonzero((np.arange(len(people)) + self._frame) % self._frames_apart(people, eye) == 0)
        self._pose([people[i] for i in due], due, time_s)
        for one in self.drawn:
            each = one.who[:, None], one.joints
            one.crowd.palette = self._turn[each] @ skeleton(one.crowd.model).joint_from_mesh[:, :3]
            one.crowd.palette[..., 3] += self._at[each]
            one.crowd.bounds, one.crowd.weights = self._bounds[one.who], self._weights[one.who]
        return [one.crowd for one in self.drawn]

    def _frames_apart(self, people: list[Person], eye: Pose) -> np.ndarray:
        """int [N]: in every how-many-th frame each is posed."""
        if self._frame == 1:
            return np.ones(len(people), np.int64)
        to = self._bounds[:, :3] - np.array(eye.position, np.float32)
        near = np.square(to).sum(axis=1) < OFTEN_M**2
        apart: np.ndarray = np.where(near, 1, 2)
        apart[to @ np.array(eye.forward(), np.float32) < -BEHIND_M] = 4
        return apart

    def _pose(self, people: list[Person], who: np.ndarray, time_s: float) -> None:
        assert self._bodies is not None
        if not people:
            return
        posed = pose(self._bodies.of(who), gathered(people), time_s + APART_S * who)
        self._turn[who], self._at[who], self._bounds[who] = in_world(posed)
        self._weights[who] = posed.weights

    def shades(self, people: list[Person]) -> list[Instance]:
        """On the floor below each, for places whose light knows no people."""
        hips = self._at[:, JOINTS.index("hips")].tolist() if people else []
        at = [glm.vec3(x, person.floor_m, z) for (x, _, z), person in zip(hips, people, strict=True)]
        return [Instance(shade(), glm.translate(place)) for place in at]

    def _arrange(self, looks: list[Look]) -> None:
        self._looks, self._frame, count = looks, 0, len(looks)
        sexes = np.array([sex_of(look) for look in looks])
        self._bodies = bodies([rest_of(sex) for sex in sexes.tolist()]) if looks else None
        self.drawn = [_drawn(looks, sex, np.flatnonzero(sexes == sex)) for sex in np.unique(sexes).tolist()]
        self._turn = np.zeros((count, len(JOINTS), 3, 3), np.float32)
        self._at = np.zeros((count, len(JOINTS), 3), np.float32)
        self._bounds, self._weights = np.zeros((count, 4), np.float32), np.zeros((count, 2), np.float32)


def _drawn(looks: list[Look], sex: str, who: np.ndarray) -> Drawn:
    model, lods = everybody(sex)
    tint, nodes = np.stack([tints(looks[i]) for i in who]), np.stack([shown(looks[i]) for i in who])
    joints = np.array([JOINTS.index(name) for name in rest_of(sex).names])
    nothing = np.zeros((len(who), len(joints), 3, 4), np.float32)
    return Drawn(Crowd(model, tint, nothing, np.zeros((len(who), 4), np.float32), shown=nodes, lods=lods), who, joints)
