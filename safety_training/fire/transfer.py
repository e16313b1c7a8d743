"""Where gas goes that flows through vents: which layer gives it, which takes it, and what it drags along.

Hot gas that enters under a layer rises through the air there as a spill plume (Poreh et al. 1998); cold air that enters
into a layer falls through it and drags smoke down, by the same equation turned over (CFAST Technical Reference).
"""

from __future__ import annotations

from safety_training.fire.air import CP, GRAVITY
from safety_training.fire.combustion import (
    ENERGY_PER_OXYGEN,
    IGNITION_K,
    TURNOVER_1_S,
    burn_fuel,
    fraction,
    oxygen_share,
)
from safety_training.fire.layout import (
    A_FRACTION,
    ENERGY,
    FUEL_HEAT,
    K_FAN,
    K_WALL,
    L_FLOW,
    L_HIGH,
    L_LAYER,
    L_LOW,
    LOWER,
    MASS,
    N_ROOMS,
    N_VENTS,
    O2,
    QUANTITIES,
    R_FLOOR,
    ROOM,
    SLAB,
    SLABS,
    UPPER,
    V_A,
    V_B,
    V_IN,
    V_KIND,
    V_OPEN,
    V_OUT,
    V_SILL,
    V_SOFFIT,
    V_WIDTH,
    VENT,
    Z_INTERFACE,
    Z_RHO_L,
    Z_RHO_U,
    Z_TL,
    Z_TU,
    ZONE,
    State,
)
from safety_training.fire.plume import far_plume
from safety_training.fire.vents import temperature_at
from safety_training.numeric import power
from safety_training.tables import values

SPILL = values("zones")["spill_coefficient"]
CP_KJ = CP / 1000.0
LEAVING = 170  # in state.work: what leaves each layer, kg/s
BLUR_K = 2.0  # layers nearer than this in temperature are told apart as if they were this far


def share_up(s: State, room: int, temperature: float) -> float:
    """Of gas entering a room, the share that ends in the upper layer: by its temperature between those of the layers."""
    cool, hot = s.zone[room * ZONE + Z_TL], s.zone[room * ZONE + Z_TU]
    span = hot - cool if hot - cool > BLUR_K else BLUR_K
    share = (temperature - cool) / span
    return 0.0 if share < 0.0 else 1.0 if share > 1.0 else share


def move(s: State, source: int, layer: int, target: int, flow: float, up: float) -> None:
    """flow kg/s of a layer (source -1: of the outside) into both layers of the target, its share `up` into the upper."""
    heat = flow * CP * temperature_at(s, source, layer)
    for q in range(QUANTITIES):
        if source < 0:
            moved = flow * s.ambient[A_FRACTION + q]
        else:
            i = (2 * source + layer) * QUANTITIES
            moved = flow * s.gas[i + q] / s.gas[i + MASS]
        if q == ENERGY:
            moved = heat
        if source >= 0:
            s.rate[(2 * source + layer) * QUANTITIES + q] -= moved
        if target >= 0:
            s.rate[(2 * target + UPPER) * QUANTITIES + q] += up * moved
            s.rate[(2 * target + LOWER) * QUANTITIES + q] += (1.0 - up) * moved


def _spill(
    flow: float, warm: float, cool: float, density: float, temperature: float, width: float, rise: float
) -> float:
    """Entrainment of a spill plume, kg/s: `flow` of gas at warm K through air at cool K, of which it takes along (Poreh)."""
    if rise <= 0.0 or warm <= cool or flow <= 0.0:
        return 0.0
    heat = CP_KJ * (warm - cool) * flow
    third = 1.0 / 3.0
    buoyancy = power(GRAVITY * density * density / (CP_KJ * temperature), third)
    return SPILL * power(cool / warm, 2.0 * third) * buoyancy * power(heat * width * width, third) * rise


def transfer(s: State, h: float) -> None:
    """Adds what flows through every vent to state.rate, over a step of h seconds."""
    _limit(s, h)
    for n in range(s.counts[N_VENTS]):
        v = n * VENT
        a, b = int(s.vent[v + V_A]), int(s.vent[v + V_B])
        fan = int(s.vent[v + V_KIND]) == K_FAN and b >= 0
        mixed = _fall(s, n, a, b) if fan else 0.0
        s.vent[v + V_IN] = 0.0
        s.vent[v + V_OUT] = 0.0
        for k in range(SLABS):
            slab = (n * SLABS + k) * SLAB
            flow = s.slab[slab + L_FLOW]
            if flow == 0.0:
                continue
            layer = int(s.slab[slab + L_LAYER])
            source, target = (a, b) if flow > 0.0 else (b, a)
            s.vent[v + (V_OUT if flow > 0.0 else V_IN)] += abs(flow)
            up = mixed if fan else 0.0 if target < 0 else share_up(s, target, temperature_at(s, source, layer))
            move(s, source, layer, target, abs(flow), up)
        if int(s.vent[v + V_KIND]) == K_WALL:
            if b >= 0:
                _mix(s, n, a, b, 1.0)
            _mix(s, n, b, a, -1.0)


def _limit(s: State, h: float) -> None:
    """No layer gives more than half of itself in one step: all that leaves it is scaled down alike."""
    for i in range(2 * s.counts[N_ROOMS]):
        s.work[LEAVING + i] = 0.0
    for scale in range(2):
        for n in range(s.counts[N_VENTS]):
            a, b = int(s.vent[n * VENT + V_A]), int(s.vent[n * VENT + V_B])
            for k in range(SLABS):
                slab = (n * SLABS + k) * SLAB
                flow = s.slab[slab + L_FLOW]
                source = a if flow > 0.0 else b
                if flow == 0.0 or source < 0:
                    continue
                i = 2 * source + int(s.slab[slab + L_LAYER])
                if scale == 0:
                    s.work[LEAVING + i] += abs(flow)
                else:
                    most = 0.5 * s.gas[i * QUANTITIES + MASS] / h
                    if s.work[LEAVING + i] > most:
                        s.slab[slab + L_FLOW] = flow * most / s.work[LEAVING + i]


def _mix(s: State, n: int, source: int, target: int, sign: float) -> None:
    """What the flow into one room drags along there: fresh air up by hot gas, smoke down by cold air."""
    v, z = n * VENT, target * ZONE
    interface = s.room[target * ROOM + R_FLOOR] + s.zone[z + Z_INTERFACE]
    rising = falling = rising_from = falling_from = 0.0
    bottom, top = 1.0e9, -1.0e9
    for k in range(SLABS):
        slab = (n * SLABS + k) * SLAB
        flow = sign * s.slab[slab + L_FLOW]
        if flow <= 0.0:
            continue
        layer = int(s.slab[slab + L_LAYER])
        middle = 0.5 * (s.slab[slab + L_LOW] + s.slab[slab + L_HIGH])
        if layer == UPPER and middle < interface:
            rising += flow
            rising_from = temperature_at(s, source, UPPER)
            bottom = s.slab[slab + L_LOW] if s.slab[slab + L_LOW] < bottom else bottom
        if layer == LOWER and middle > interface:
            falling += flow
            falling_from = temperature_at(s, source, LOWER)
            top = s.slab[slab + L_HIGH] if s.slab[slab + L_HIGH] > top else top
    width = s.vent[v + V_WIDTH] * s.vent[v + V_OPEN]
    cool, hot = s.zone[z + Z_TL], s.zone[z + Z_TU]
    lifted = _spill(rising, rising_from, cool, s.zone[z + Z_RHO_L], cool, width, interface - bottom)
    most = s.gas[(2 * target + LOWER) * QUANTITIES + MASS] * TURNOVER_1_S
    lifted = lifted if lifted < most else most
    if lifted > 0.0:
        move(s, target, LOWER, target, lifted, 1.0)
        _burn_in_jet(s, source, target, rising, lifted, rising_from)
    dragged = _spill(falling, hot, falling_from, s.zone[z + Z_RHO_U], hot, width, top - interface)
    most = s.gas[(2 * target + UPPER) * QUANTITIES + MASS] * TURNOVER_1_S
    dragged = dragged if dragged < most else most
    if dragged > 0.0:
        move(s, target, UPPER, target, dragged, 0.0)


def _fall(s: State, n: int, source: int, target: int) -> float:
    """Cold air that a fan blows into a hot layer sinks through it as a plume upside down and drags of it along (Heskestad).

    Returns how much of both ends in the upper layer: air that has mixed until it is warmer than the lower one sinks no further."""
    v, z = n * VENT, target * ZONE
    hot, interface = s.zone[z + Z_TU], s.room[target * ROOM + R_FLOOR] + s.zone[z + Z_INTERFACE]
    drop = 0.5 * (s.vent[v + V_SILL] + s.vent[v + V_SOFFIT]) - interface
    blown = heat = 0.0
    for k in range(SLABS):
        slab = (n * SLABS + k) * SLAB
        if s.slab[slab + L_FLOW] > 0.0:
            blown += s.slab[slab + L_FLOW]
            heat += CP_KJ * (hot - temperature_at(s, source, int(s.slab[slab + L_LAYER]))) * s.slab[slab + L_FLOW]
    if blown <= 0.0:
        return 0.0
    if drop <= 0.0 or heat <= 0.0:
        return share_up(s, target, hot - heat / (CP_KJ * blown))
    dragged = far_plume(drop, 0.0, heat, s.zone[z + Z_RHO_U], hot)
    most = s.gas[(2 * target + UPPER) * QUANTITIES + MASS] * TURNOVER_1_S
    dragged = dragged if dragged < most else most
    up = share_up(s, target, hot - heat / (CP_KJ * (blown + dragged)))
    move(s, target, UPPER, target, dragged, up)
    return up


def _burn_in_jet(s: State, source: int, target: int, flow: float, lifted: float, temperature: float) -> None:
    """Unburnt fuel leaving through the door meets fresh air there and burns, if it is hot enough to light itself."""
    if source < 0 or temperature < IGNITION_K:
        return
    store = s.gas[(2 * target + UPPER) * QUANTITIES + FUEL_HEAT]
    if store <= 0.0:
        return
    oxygen = fraction(s, target, LOWER, O2)
    heat = lifted * oxygen * oxygen_share(oxygen, s.zone[target * ZONE + Z_TL]) * ENERGY_PER_OXYGEN
    brought = flow * fraction(s, source, UPPER, FUEL_HEAT)
    heat = heat if heat < brought else brought
    burn_fuel(s, target, (2 * target + UPPER) * QUANTITIES, heat if heat < store else store)
