"""People as crowds to draw: one Crowd a sex, kept as long as the same people are there, posed anew in each frame."""

from __future__ import annotations

from itertools import groupby

import glm
import numpy as np

from avatars.body import Person, gathered
from avatars.figure import FACES, everybody, rest_of, sex_of, shade, shown, tints
from avatars.look import Look
from avatars.posing import JOINTS, bodies, in_world, pose
from renderer.animation import skeleton
from renderer.scene import Crowd, Instance
from renderer.spatial import Pose

APART_S = 2.4  # of one's time and the next one's: not all blink at once
OFTEN_M, BEHIND_M = 5.0, 1.0  # beyond, they are posed in every second frame; behind the eye in every fourth


class Crowds:
    """`update` once a frame. Who is near and in sight is posed in every frame, others less often. Arrays are of all people, sex by
    sex, and each crowd looks at its share of them."""

    def __init__(self) -> None:
        self._looks: list[Look] = []
        self._order: list[int] = []  # whom of those that are given each row is
        self._frame = 0
        self._hips = np.zeros((0, 3), np.float32)
        self.crowds: list[Crowd] = []

    def update(self, people: list[Person], time_s: float, eye: Pose) -> list[Crowd]:
        """eye : who looks at them, world. Raises GltfError, or KeyError for an unknown outfit."""
        looks = [person.look for person in people]
        if looks != self._looks:
            self._arrange(looks)
        if not people:
            return []
        self._frame += 1
        rows = np.arange(len(people))
        due = np.flatnonzero((rows + self._frame) % self._frames_apart(eye) == 0)
        if len(due):
            self._pose([people[self._order[row]] for row in due], due, time_s)
        return self.crowds

    def shades(self, people: list[Person]) -> list[Instance]:
        """On the floor below each, for places whose light knows no people."""
        at = [glm.vec3(*hips) for hips in self._hips.tolist()]
        for place, row in zip(at, self._order, strict=True):
            place.y = people[row].floor_m
        return [Instance(shade(), glm.translate(place)) for place in at]

    def _frames_apart(self, eye: Pose) -> np.ndarray:
        """int [N]: in every how-many-th frame each is posed."""
        if self._frame == 1:
            return np.ones(len(self._order), np.int64)
        to = self._bounds[:, :3] - np.array(eye.position, np.float32)
        near = np.einsum("ij,ij->i", to, to) < OFTEN_M**2
        apart: np.ndarray = np.where(near, 1, 2)
        apart[to @ np.array(eye.forward(), np.float32) < -BEHIND_M] = 4
        return apart

    def _pose(self, people: list[Person], rows: np.ndarray, time_s: float) -> None:
        posed = pose(self._bodies.of(rows), gathered(people), time_s + APART_S * rows)
        turn, at, self._bounds[rows] = in_world(posed)
        palette = turn @ self._bind[rows]
        palette[..., 3] += at
        self._palette[rows] = palette[np.arange(len(rows))[:, None], self._joints[rows]]
        self._hips[rows], self._weights[rows] = at[:, 0], np.tile(posed.weights, FACES)

    def _arrange(self, looks: list[Look]) -> None:
        sexes = [sex_of(look) for look in looks]
        self._looks, self._frame, count = looks, 0, len(looks)
        self._order = sorted(range(count), key=lambda i: sexes[i])
        self._hips = np.zeros((count, 3), np.float32)
        if not looks:
            return
        rests = [rest_of(sexes[i]) for i in self._order]
        self._bodies = bodies(rests)
        self._joints = np.array([[JOINTS.index(name) for name in rest.names] for rest in rests])
        self._bind = np.stack([_bind(sexes[i]) for i in self._order])
        self._palette = np.zeros((count, len(JOINTS), 3, 4), np.float32)
        self._bounds, self._weights = np.zeros((count, 4), np.float32), np.zeros((count, 2 * FACES), np.float32)
        runs = [list(run) for _, run in groupby(range(count), key=lambda row: sexes[self._order[row]])]
        self.crowds = [
            self._crowd([looks[self._order[row]] for row in run], slice(run[0], run[-1] + 1)) for run in runs
        ]

    def _crowd(self, looks: list[Look], rows: slice) -> Crowd:
        model, lods = everybody(sex_of(looks[0]))
        return Crowd(
            model, np.stack([tints(look) for look in looks]), self._palette[rows], self._bounds[rows], self._weights[rows],
            np.stack([shown(look) for look in looks]), lods,
        )  # fmt: skip


def _bind(sex: str) -> np.ndarray:
    """float32 [J, 3, 4], joint_from_mesh in the order of JOINTS."""
    names = rest_of(sex).names
    return skeleton(everybody(sex)[0]).joint_from_mesh[[names.index(name) for name in JOINTS], :3]
