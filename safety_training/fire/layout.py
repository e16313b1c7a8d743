"""Where each number of the zone model stands: flat arrays, so that the same functions run on Python's arrays and compiled.

`State` bundles them. In pure Python its fields are `array.array`, compiled they are NumPy views of the same memory.
SI units throughout: kg, m, s, K, J, W, Pa; pressures are over the still outside air of the same height.
"""

from __future__ import annotations

from collections.abc import MutableSequence
from typing import NamedTuple, TypeAlias

Floats: TypeAlias = MutableSequence[float]
Ints: TypeAlias = MutableSequence[int]

MAX_ROOMS = 10
CELLS = 20  # of every wall, from the room outwards
UPPER, LOWER = 0, 1
CEILING, UPPER_WALL, LOWER_WALL, FLOOR = 0, 1, 2, 3

# a layer of gas (state.gas and state.rate): [room, layer, quantity]
MASS, ENERGY, O2, CO2, CO, HCN, SOOT, H2O, FUEL, FUEL_HEAT, FUEL_C, FUEL_H = range(12)
QUANTITIES = 12
SPECIES = (O2, CO2, CO, HCN, SOOT, H2O, FUEL, FUEL_HEAT, FUEL_C, FUEL_H)

# a room as built (state.room)
R_VOLUME, R_AREA, R_HEIGHT, R_FLOOR, R_LENGTH, R_WIDTH, R_VIEW, R_SECTIONS = range(8)
# where a room is not a box: up to so many sections from the floor to the top, straight between them
MAX_SECTIONS = 8
X_HEIGHT, X_AREA, X_BELOW = range(3)  # m over the floor, m2, m3 below it
SECTION = 3
ROOM = 8 + MAX_SECTIONS * SECTION

# a room as it is (state.zone), made from the gas
Z_PRESSURE, Z_INTERFACE, Z_TU, Z_TL, Z_RHO_U, Z_RHO_L, Z_VU, Z_JET_H, Z_OPEN_U, Z_OPEN_L, Z_WIND, Z_JET_RISE = range(12)
Z_GLOW_U, Z_GLOW_L, Z_SHINE_U, Z_SHINE_L = range(
    12, 16
)  # irradiation of the walls, W/m2; what shines in by openings, W
ZONE = 16

# a surface (state.surface): [room, surface]
S_AREA, S_FLUX, S_SLOPE, S_FACE, S_EMISSIVITY, S_FIRST, S_RADIANT = range(7)
SURFACE = 7
# a cell of a surface (state.cell): [room, surface, quantity, cell]
# K, J/(m2 K), W/(m2 K) to the next cell (the last: half a cell to the back)
C_TEMPERATURE, C_CAPACITY, C_CONDUCTANCE = range(3)

# a vent as built and as it is (state.vent). Heights above the datum; room -1 is the outside
(V_KIND, V_A, V_B, V_WIDTH, V_SILL, V_SOFFIT, V_OPEN, V_CRACK, V_FLOW, V_FULL, V_STALL, V_IN, V_OUT,
 V_NEUTRAL) = range(14)  # fmt: skip
VENT = 14
K_WALL, K_HOLE, K_FAN = 0, 1, 2  # a hole lies in the ceiling of A and the floor of B; a fan blows from A to B
SLABS = 6
# a slab of a vent (state.slab): [vent, slab]
L_FLOW, L_SLOPE, L_LOW, L_HIGH, L_LAYER = range(5)  # kg/s from A to B, kg/(s Pa), m, m, layer it comes from
SLAB = 5

# a source (state.source)
(B_ROOM, B_BASE, B_X, B_Z, B_HRR, B_DIAMETER, B_RADIANT, B_HEAT, B_SOOT, B_CO, B_HCN, B_CARBON, B_HYDROGEN, B_IMAGES, B_STEAM,
 B_INERT, B_BURNT, B_ENTRAINED, B_FLAME, B_BURNT_UPPER) = range(20)  # fmt: skip
SOURCE = 20


# a detector as built and as it is (state.detector)
D_KIND, D_ROOM, D_X, D_Y, D_Z, D_RTI, D_ACT, D_TEMPERATURE, D_SMOKE, D_GAS, D_SPEED, D_TRIPPED = range(12)
DETECTOR = 12
D_SMOKES, D_HEATS, D_SPRINKLES = 0, 1, 2


class State(NamedTuple):
    """All that the future depends on, and what is worked out from it."""

    counts: Ints  # rooms, vents, sources, then what the last step needed: substeps, rounds of the pressure
    ambient: Floats  # outside: temperature, density, pressure, then mass fractions in the order of QUANTITIES
    room: Floats
    gas: Floats
    zone: Floats
    rate: Floats  # of the gas, by all processes
    surface: Floats
    cell: Floats
    vent: Floats
    slab: Floats
    source: Floats
    detector: Floats
    work: Floats


N_ROOMS, N_VENTS, N_SOURCES, N_SUBSTEPS, N_ROUNDS, N_DETECTORS = range(6)
A_TEMPERATURE, A_DENSITY, A_PRESSURE, A_FRACTION = 0, 1, 2, 3
WORK = 512
