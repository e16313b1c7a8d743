"""The flat to be let: two rooms of a brick villa, second floor, 33 m2; empty but for what the last tenant left.

Floor plan (x to the right; one comes in at the origin and walks to -z; ceilings 2.36 m; living floor 6 cm above the entrance):

    z -6    +--- window ---+----- window --------- DAMP +
            |              |                            |
            |    living    |          bedroom           |
    z -3.5  |              +--- door -------------------+
            |                                           |
            |  living-kitchen               window to   |
    z -2    +-- door --+            +       brick wall  |
            | basin wc |  entrance  |   kitchen         |
            | washer   |  shoes     | sink ... gas range|
    z 0     +----------+--[ door ]--+-------------------+
            x -2.6   -0.7    0     0.8                x 2.9

To discover: damp and mould in the bedroom's north-east corner, a cracked tile and dark grout in the bathroom, a window
that looks on the neighbour's wall, a breaker that is down. North (-z) is the alley behind the house.
"""

from __future__ import annotations

from assets.build import flat_alley, flat_things
from assets.build.bake import Sky
from assets.build.flat_shell import FLOOR, shell
from assets.build.materials import glow
from assets.build.place import Build


class Flat(Build):
    """A place without a program of its own: one just looks around."""

    def toml(self) -> str:
        return "".join(line for line in super().toml().splitlines(keepends=True) if not line.startswith("behaviour"))


def place() -> Build:
    b = Flat("let_flat", ("보러 온 집", "The flat to let"), exposure=1.5)
    b.sky = Sky((0.46, 0.45, 0.43), (0.42, 0.42, 0.41), (0.52, 0.50, 0.46))
    b.material("room lamp", glow("#fffaf2", 15.0))
    b.material("dome lamp", glow("#fff6e8", 48.0))
    shell(b)
    flat_things.everything(b)
    flat_alley.alley(b)
    b.anchor("spawn", 0.05, 0, -0.75)
    b.anchor("portal.estate_office", 0.05, 0, -0.15, 180)
    b.portal("estate_office", "부동산으로 돌아가기", "Back to the estate agent")
    for name, x, z, yaw in (("damp", 2.2, -5.3, -45), ("bath", -1.25, -1.5, 0), ("kitchen", 1.7, -1.2, 180)):
        b.anchor(name, x, FLOOR if name != "bath" else 0.0, z, yaw)
    daylight(b)
    b.views = [
        ("arrival", (0.05, 1.58, -0.40), (-0.35, 1.15, -4.0), 66),
        ("living", (-1.40, 1.50, -2.65), (-1.84, 0.98, -6.0), 62),
        ("living_back", (-2.2, 1.50, -5.5), (-0.6, 0.95, -1.5), 66),
        ("kitchen", (0.35, 1.50, -3.0), (2.2, 1.0, -0.4), 62),
        ("hob", (1.95, 1.42, -1.55), (1.35, 0.90, -0.2), 56),
        ("wall_view", (1.15, 1.45, -1.9), (3.4, 1.45, -1.0), 46),
        ("bedroom", (0.42, 1.52, -3.62), (1.35, 0.95, -6.0), 70),
        ("damp", (1.75, 1.25, -4.85), (2.85, 0.55, -6.0), 54),
        ("bedroom_door", (2.55, 1.45, -5.55), (0.0, 1.0, -3.7), 66),
        ("bathroom", (-1.2, 1.50, -2.3), (-1.9, 0.75, 0.0), 66),
        ("basin", (-1.05, 1.45, -0.75), (-2.6, 1.05, -1.25), 54),
        ("entrance", (-0.2, 1.45, -2.75), (0.15, 1.0, 0.0), 58),
        ("shoes", (-0.45, 1.35, -1.15), (0.75, 0.85, -0.45), 58),
        ("alley", (1.0, 1.50, -5.45), (0.75, 1.2, -9.0), 58),
    ]  # fmt: skip
    return b


def daylight(b: Build) -> None:
    """The alley lies north of the house and is 3 m wide: skylight, and the sun on the neighbours' upper walls."""
    b.light_group(
        "morning",
        "daylight",
        0.0,
        sky=((0.90, 1.25, 1.90), (1.75, 1.85, 1.95), (0.34, 0.31, 0.28)),
        sun=((-0.72, -0.50, -0.48), (4.2, 3.5, 2.6)),
    )
    b.light_group(
        "noon",
        "daylight",
        1.0,
        sky=((1.30, 1.60, 2.10), (2.40, 2.45, 2.55), (0.45, 0.42, 0.39)),
        sun=((-0.20, -0.76, -0.62), (6.0, 5.6, 5.0)),
    )
    b.light_group(
        "dusk",
        "daylight",
        0.0,
        sky=((0.30, 0.40, 0.70), (1.35, 0.85, 0.55), (0.14, 0.13, 0.12)),
        sun=((0.80, -0.30, -0.52), (2.2, 1.2, 0.6)),
    )
    b.light_group("lamps", "lamps", 0.8, materials=("room lamp", "dome lamp"))
