"""People as crowds to draw: one Crowd a sex, kept as long as the same people are there, posed anew in each frame."""

from __future__ import annotations

from itertools import groupby

import glm
import numpy as np

from avatars.bodies import HIPS, JOINTS, bodies
from avatars.body import Person, gathered
from avatars.figure import FACES, everybody, rest_of, sex_of, shade, shown, tints
from avatars.look import Look
from avatars.posing import pose
from renderer.animation import skeleton
from renderer.scene import Crowd, Instance

APART_S = 2.4  # of one's time and the next one's: not all blink at once


class Crowds:
    """`update` once a frame. Arrays are of all people, sex by sex, and each crowd looks at its share of them."""

    def __init__(self) -> None:
        self._looks: list[Look] = []
        self._order: list[int] = []  # whom of those that are given each row is
        self._hips = np.zeros((0, 3), np.float32)
        self.crowds: list[Crowd] = []

    def update(self, people: list[Person], time_s: float) -> list[Crowd]:
        """Raises GltfError, or KeyError for an unknown outfit."""
        looks = [person.look for person in people]
        if looks != self._looks:
            self._arrange(looks)
        if not people:
            return []
        self._pose([people[i] for i in self._order], time_s)
        return self.crowds

    def shades(self, people: list[Person]) -> list[Instance]:
        """On the floor below each, for places whose light knows no people."""
        at = [glm.vec3(*hips) for hips in self._hips.tolist()]
        for place, row in zip(at, self._order, strict=True):
            place.y = people[row].floor_m
        return [Instance(shade(), glm.translate(place)) for place in at]

    def _pose(self, people: list[Person], time_s: float) -> None:
        """people : in the order of the rows."""
        posed = pose(self._bodies, gathered(people), time_s + self._apart_s)
        palette = posed.palette(self._origin, self._unit_m).take(self._joints, axis=2)
        self._palette[:] = palette.transpose(3, 2, 0, 1)
        self._bounds[:], self._hips = posed.bounds(), posed.at[:, HIPS].T
        self._weights.reshape(-1, FACES, 2)[:] = posed.weights.T[:, None]

    def _arrange(self, looks: list[Look]) -> None:
        sexes = [sex_of(look) for look in looks]
        self._looks, count = looks, len(looks)
        self._order = sorted(range(count), key=lambda i: sexes[i])
        self._hips = np.zeros((count, 3), np.float32)
        if not looks:
            return
        rows = [sexes[i] for i in self._order]
        self._bodies, self._apart_s = bodies([rest_of(sex) for sex in rows]), APART_S * np.arange(count)
        self._joints = np.array([JOINTS.index(name) for name in rest_of(rows[0]).names])  # the same in both files
        self._origin, self._unit_m = (np.stack(each, axis=-1) for each in zip(*map(_mesh, rows), strict=True))
        self._palette = np.zeros((count, len(JOINTS), 3, 4), np.float32)
        self._bounds, self._weights = np.zeros((count, 4), np.float32), np.zeros((count, 2 * FACES), np.float32)
        runs = [list(run) for _, run in groupby(range(count), key=lambda row: rows[row])]
        self.crowds = [
            self._crowd([looks[self._order[row]] for row in run], slice(run[0], run[-1] + 1)) for run in runs
        ]

    def _crowd(self, looks: list[Look], rows: slice) -> Crowd:
        model, lods = everybody(sex_of(looks[0]))
        return Crowd(
            model, np.stack([tints(look) for look in looks]), self._palette[rows], self._bounds[rows], self._weights[rows],
            np.stack([shown(look) for look in looks]), lods,
        )  # fmt: skip


def _mesh(sex: str) -> tuple[np.ndarray, np.ndarray]:
    """Where the mesh's origin is, float32 [3, J], as each of JOINTS sees it, in the mesh's units; and these, metres."""
    names = rest_of(sex).names
    bind = skeleton(everybody(sex)[0]).joint_from_mesh[[names.index(name) for name in JOINTS]]
    return bind[:, :3, 3].T / bind[0, 0, 0], bind[0, 0, 0]
