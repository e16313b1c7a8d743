"""What the renderer wants of posed people: palettes of joints, balls around them, faces. Of one person, or of all, see turns.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from avatars.bodies import Bodies
from avatars.figure import FACES
from avatars.limbs import quaternion, vector
from avatars.posing import ALL, COUNT, People, Posed, pose
from avatars.turns import Array, Number, matrix, minus, plus, times

_REACH_M = 0.4  # from the outermost joint to what hangs on it: hair, shoes, fingers


class Mesh(NamedTuple):
    """origin : float32 [3, J, N], that of the mesh as each of JOINTS sees it, in the mesh's own units of `unit_m` [N] metres.
    order : int [J], which joint of the file each of JOINTS is."""

    origin: Array
    unit_m: Array
    order: Array


class Drawn(NamedTuple):
    """float32, as in renderer.scene.Crowd: palette [N, J, 3, 4], bounds [N, 4], weights [N, W]."""

    palette: Array
    bounds: Array
    weights: Array


def room_for(count: int) -> Drawn:
    """Of so many people, to be filled in."""
    return Drawn(*(np.zeros((count, *shape), np.float32) for shape in ((COUNT, 3, 4), (4,), (2 * FACES,))))


def draw_one_by_one(who: Bodies, people: People, mesh: Mesh, posed: Posed, drawn: Drawn) -> None:
    """Fills in `posed` and `drawn`: what is compiled."""
    turned = _people_last(drawn)
    for i in range(len(posed.size)):
        _draw(i, range(COUNT), who, people, mesh, posed, turned)


def draw_together(who: Bodies, people: People, mesh: Mesh, posed: Posed, drawn: Drawn) -> None:
    """The same by NumPy."""
    _draw(ALL, (ALL,), who, people, mesh, posed, _people_last(drawn))


def _people_last(drawn: Drawn) -> Drawn:
    return Drawn(drawn.palette.T, drawn.bounds.T, drawn.weights.T)


def _draw(
    i: Number, joints: Iterable[Any], who: Bodies, people: People, mesh: Mesh, posed: Posed, drawn: Drawn
) -> None:
    """drawn : with people last."""
    pose(i, joints, who, people, posed)
    for joint in joints:
        _palette(i, joint, posed, mesh, drawn.palette)
    _bounds(i, posed, drawn.bounds)
    for face in range(len(drawn.weights) // 2):
        drawn.weights[2 * face, i], drawn.weights[2 * face + 1, i] = posed.weights[0, i], posed.weights[1, i]


def _palette(i: Number, joint: Number, posed: Posed, mesh: Mesh, result: Array) -> None:
    number, (x, y, z) = mesh.order[joint], vector(mesh.origin, joint, i)
    rows = matrix(quaternion(posed.turn, joint, i), posed.size[i] * mesh.unit_m[i])
    for row in range(3):
        a, b, c = rows[row]
        c = c * posed.deep[joint, i]
        result[0, row, number, i], result[1, row, number, i], result[2, row, number, i] = a, b, c
        result[3, row, number, i] = a * x + b * y + c * z + posed.at[row, joint, i]


def _bounds(i: Number, posed: Posed, result: Array) -> None:
    low, high = vector(posed.at, 0, i), vector(posed.at, 0, i)
    for joint in range(1, COUNT):
        x, y, z = vector(posed.at, joint, i)
        low = np.minimum(low[0], x), np.minimum(low[1], y), np.minimum(low[2], z)
        high = np.maximum(high[0], x), np.maximum(high[1], y), np.maximum(high[2], z)
    x, y, z = minus(high, low)
    result[0, i], result[1, i], result[2, i] = times(plus(low, high), 0.5)
    result[3, i] = np.sqrt(x * x + y * y + z * z) * 0.5 + _REACH_M * posed.size[i]
