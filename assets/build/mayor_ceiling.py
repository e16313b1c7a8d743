"""The ceiling of the mayor's office: a lowered rim with hidden light along its inner edge, and within it a raft of twelve
coffers with a gap of light around, each with a panel behind a lattice of walnut.

Every part is one skin without faces that nobody sees: texels of what lies inside something take light from neighbours, and
beams that cross would show it.
"""

from __future__ import annotations

import numpy as np

from assets.build import blender
from assets.build.mesh import Mesh, box, quad
from assets.build.place import Build
from assets.build.shell import frame

SOFFIT, TOP = 2.90, 3.20  # the lowered rim; the slab
RIM = (-4.0, 4.0, -7.0, -1.0)  # x0, x1, z0, z1 of the rim's inner edge; to the walls it is a metre on all sides
RAFT, UNDER = (-3.73, 3.73, -6.73, -1.27), 3.03  # edges of the raft of coffers, and its underside
COFFER, CENTRES = 1.54, ((-2.7, -0.9, 0.9, 2.7), (-5.75, -4.0, -2.25))  # an opening's side; in x and z
PANEL = 0.92  # side of a light's frame
BEVEL, COVE = 0.016, 0.07
DENSITY = 1.5  # lightmap texels, against the room's: edges throw fine shadows here
FAR = 99.0
Rect = tuple[float, float, float, float]


def roof(b: Build) -> None:
    b.block((-5.3, TOP, -8.3), (5.3, 3.4, 0.3))
    b.add("ceiling", rim(), outside(), *underside(), density=DENSITY)
    tubes(b)
    for x in CENTRES[0]:
        for z in CENTRES[1]:
            b.add("ceiling", coffer().at(x, 0, z), density=DENSITY)
            light(b, x, z)


def around(rect: Rect, profile: list[tuple[float, float]]) -> Mesh:
    """A profile [(metres out of the rectangle, height)] carried around it, facing down."""
    x0, x1, z0, z1 = rect
    mesh = blender.swept([(x0, 0, z1), (x1, 0, z1), (x1, 0, z0), (x0, 0, z0)], profile, True, False)
    level = np.cross(mesh.p[:, 1] - mesh.p[:, 0], mesh.p[:, 2] - mesh.p[:, 0])[:, 1].sum()
    return mesh if level < 0 else Mesh(mesh.p[:, ::-1], -mesh.n[:, ::-1], mesh.uv[:, ::-1])


def rim() -> Mesh:
    """From the walls to the edge, up its lip, and around the trough of the hidden light to the slab."""
    low = SOFFIT + 0.05
    lip = [(BEVEL, SOFFIT), (0.0, SOFFIT + BEVEL), (0.0, SOFFIT + 0.115), (0.03, SOFFIT + 0.115), (0.03, low)]
    return around(RIM, [(1.0, SOFFIT), *lip, (0.16, low), (0.16, TOP)])


def outside() -> Mesh:
    """The raft's outer side and the strip of slab between it and the trough."""
    reach = RIM[1] + 0.16 - RAFT[1]
    return around(RAFT, [(-BEVEL, UNDER), (0.0, UNDER + BEVEL), (0.0, TOP), (reach, TOP)])


def coffer() -> Mesh:
    """About the origin: bevel, side, a hollow moulding, and the slab as far as the light's frame covers it."""
    half = COFFER / 2
    arc = [(-COVE * (1 - np.cos(t)), TOP - COVE * (1 - np.sin(t))) for t in np.linspace(0, np.pi / 2, 4)]
    profile = [(BEVEL, UNDER), (0.0, UNDER + BEVEL), *arc, (PANEL / 2 - 0.01 - half, TOP)]
    return around((-half, half, -half, half), profile)


def underside() -> list[Mesh]:
    """What is left of the raft's lower face between the openings: bars along x, and pieces between them."""
    open_, (x0, x1, z0, z1) = COFFER / 2 + BEVEL, RAFT
    xs = [x0 + BEVEL, *(x + s * open_ for x in CENTRES[0] for s in (-1, 1)), x1 - BEVEL]
    zs = [z0 + BEVEL, *(z + s * open_ for z in CENTRES[1] for s in (-1, 1)), z1 - BEVEL]
    bars = [(xs[0], xs[-1], zs[k], zs[k + 1]) for k in range(0, len(zs), 2)]
    bars += [(xs[i], xs[i + 1], zs[k], zs[k + 1]) for k in range(1, len(zs) - 1, 2) for i in range(0, len(xs), 2)]
    return [quad((a, UNDER, c), (e - a, 0, 0), (0, 0, d - c), FAR) for a, e, c, d in bars]


def tubes(b: Build) -> None:
    """Light lines in the trough."""
    x0, x1, z0, z1 = RIM
    y, out, wide = SOFFIT + 0.054, 0.095, 0.028
    for x in (x0 - out, x1 + out):
        b.add("lamp cove", quad((x - wide / 2, y, z1), (wide, 0, 0), (0, 0, z0 - z1), FAR))
    for z in (z0 - out, z1 + out):
        b.add("lamp cove", quad((x0, y, z + wide / 2), (x1 - x0, 0, 0), (0, 0, -wide), FAR))


def light(b: Build, x: float, z: float) -> None:
    """A glowing panel in a walnut frame, behind bars that cross near its corners as on a paper window."""
    b.add("walnut", frame(PANEL, PANEL, 0.035, 0.03).at(x, TOP - 0.015, z + PANEL / 2, 0, -90))
    side = PANEL - 0.07
    b.add("lamp panel", quad((x - side / 2, TOP - 0.012, z - side / 2), (side, 0, 0), (0, 0, side), FAR))
    for at in (-0.27, 0.27):
        b.add("walnut", box(0.014, 0.014, side, (x + at, TOP - 0.028, z), 0, FAR), density=0)
        b.add("walnut", box(side, 0.012, 0.014, (x, TOP - 0.027, z + at), 0, FAR), density=0)
    b.lamp(x, 2.9, z, 3.4, (1.0, 0.94, 0.86), (0.85, 0.85), range_m=8.0)
