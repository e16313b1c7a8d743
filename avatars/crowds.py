"""People as crowds to draw: one Crowd a sex, kept as long as the same people are there, posed anew in each frame."""

from __future__ import annotations

from itertools import groupby

import glm
import numpy as np

from avatars import compiled, drawing, posing
from avatars.bodies import HIPS, JOINTS, bodies
from avatars.body import Person, gathered
from avatars.drawing import Mesh
from avatars.figure import MOST, everybody, rest_of, sex_of, shade, shown, tints
from avatars.look import Look
from renderer.animation import skeleton
from renderer.scene import Crowd, Instance

APART_S = 2.4  # of one's time and the next one's: not all blink at once


class Crowds:
    """`update` once a frame. Arrays are of all people, sex by sex, and each crowd looks at its share of them."""

    def __init__(self, in_mirrors: bool | None = None) -> None:
        """in_mirrors : of the crowds, see renderer.scene.Crowd."""
        self._in_mirrors = in_mirrors
        self._looks: list[Look] = []
        self._order: list[int] = []  # whom of those that are given each row is
        self._posed = posing.room_for(0)
        self.crowds: list[Crowd] = []

    def update(self, people: list[Person], time_s: float) -> list[Crowd]:
        """Raises GltfError, or KeyError for an unknown outfit."""
        looks = [person.look for person in people]
        if looks != self._looks:
            self._arrange(looks)
        if not people:
            return []
        now = gathered([people[i] for i in self._order], time_s + self._apart_s)
        compiled.draw(self._bodies, now, self._mesh, self._posed, self._drawn)
        return self.crowds

    def shades(self, people: list[Person]) -> list[Instance]:
        """On the floor below each, for places whose light knows no people."""
        at = [glm.vec3(*hips) for hips in self._posed.at[:, HIPS].T.tolist()]
        for place, row in zip(at, self._order, strict=True):
            place.y = people[row].floor_m
        return [Instance(shade(), glm.translate(place)) for place in at]

    def _arrange(self, looks: list[Look]) -> None:
        sexes = [sex_of(look) for look in looks]
        self._looks, count = looks, len(looks)
        self._order = sorted(range(count), key=lambda i: sexes[i])
        self._posed, self._drawn = posing.room_for(count), drawing.room_for(count)
        if not looks:
            return
        rows = [sexes[i] for i in self._order]
        self._bodies, self._apart_s = bodies([rest_of(sex) for sex in rows]), APART_S * np.arange(count)
        self._mesh = _mesh(rows)
        runs = [list(run) for _, run in groupby(range(count), key=lambda row: rows[row])]
        self.crowds = [
            self._crowd([looks[self._order[row]] for row in run], slice(run[0], run[-1] + 1)) for run in runs
        ]

    def _crowd(self, looks: list[Look], rows: slice) -> Crowd:
        model, lods = everybody(sex_of(looks[0]))
        palette, bounds, weights = (part[rows] for part in self._drawn)
        tint, nodes = np.stack([tints(look) for look in looks]), np.stack([shown(look) for look in looks])
        return Crowd(model, tint, palette, bounds, weights, nodes, lods, MOST, in_mirrors=self._in_mirrors)


def _mesh(sexes: list[str]) -> Mesh:
    """Of people of these sexes. The joints of both files are in one order."""
    names = rest_of(sexes[0]).names
    order = np.array([names.index(name) for name in JOINTS])
    binds = np.stack([skeleton(everybody(sex)[0]).joint_from_mesh[order] for sex in sexes], axis=-1)
    unit_m = binds[0, 0, 0]
    return Mesh(np.ascontiguousarray(binds[:, :3, 3].swapaxes(0, 1) / unit_m), unit_m.copy(), order)
