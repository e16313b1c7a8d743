"""How much of the fuel burns for want of oxygen, where, and what comes of it."""

from __future__ import annotations

from safety_training.fire.air import CP
from safety_training.fire.layout import (
    B_BASE,
    B_BURNT,
    B_BURNT_UPPER,
    B_CARBON,
    B_CO,
    B_DIAMETER,
    B_ENTRAINED,
    B_FLAME,
    B_HCN,
    B_HEAT,
    B_HRR,
    B_HYDROGEN,
    B_IMAGES,
    B_INERT,
    B_RADIANT,
    B_ROOM,
    B_SOOT,
    B_STEAM,
    CO,
    CO2,
    ENERGY,
    FUEL,
    FUEL_C,
    FUEL_H,
    FUEL_HEAT,
    H2O,
    HCN,
    LOWER,
    MASS,
    N_ROOMS,
    N_SOURCES,
    O2,
    QUANTITIES,
    R_HEIGHT,
    ROOM,
    SOOT,
    SOURCE,
    UPPER,
    Z_INTERFACE,
    Z_RHO_L,
    Z_RHO_U,
    Z_TL,
    Z_TU,
    Z_WIND,
    ZONE,
    State,
)
from safety_training.fire.plume import blown, entrainment, flame_height
from safety_training.numeric import tanh
from safety_training.tables import values

_V = values("zones")
ENERGY_PER_OXYGEN = _V["energy_per_oxygen"]
OXYGEN_LIMIT = _V["oxygen_limit"]
STEEPNESS = _V["oxygen_limit_steepness"]
OFFSET = _V["oxygen_limit_offset"]
FLAME_K = _V["critical_flame_k"]
IGNITION_K = _V["fuel_ignition_k"]
NORMAL_K = 293.15
TURNOVER_1_S = 20.0  # no flow takes a layer away faster than so often a second
MIXING_S = 2.0  # a layer does not give its oxygen up faster than this
BOILING_K = 373.15
CO_CARBON = 12.011 / 28.010
HCN_CARBON = 12.011 / 27.025
HCN_HYDROGEN = 1.008 / 27.025
CO2_PER_CARBON = 44.009 / 12.011
H2O_PER_HYDROGEN = 18.015 / 2.016


def oxygen_share(oxygen: float, temperature: float) -> float:
    """Of the oxygen drawn in, the share that can burn, 0..1: smoothed at the limit, which hot air lowers (Beyler)."""
    limit = OXYGEN_LIMIT * (FLAME_K - temperature) / (FLAME_K - NORMAL_K)
    limit = limit if limit > 0.0 else 0.0
    return 0.5 * (tanh(STEEPNESS * (oxygen - limit) - OFFSET) + 1.0)


def fraction(s: State, room: int, layer: int, species: int) -> float:
    i = (2 * room + layer) * QUANTITIES
    return s.gas[i + species] / s.gas[i + MASS]


def burn(s: State) -> None:
    """Adds every source to state.rate: burning, its products, and the air that its plume lifts into the upper layer."""
    for n in range(s.counts[N_SOURCES]):
        b = n * SOURCE
        room = int(s.source[b + B_ROOM])
        s.source[b + B_BURNT] = 0.0
        s.source[b + B_BURNT_UPPER] = 0.0
        s.source[b + B_ENTRAINED] = 0.0
        s.source[b + B_FLAME] = 0.0
        if s.source[b + B_HRR] > 0.0:
            _burn_one(s, b, room)
        _add_steam(s, b, room)


def _burn_one(s: State, b: int, room: int) -> None:
    """First in the air that the plume draws in below the layer, then in what it draws in within."""
    offered, below = s.source[b + B_HRR], s.zone[room * ZONE + Z_INTERFACE] - s.source[b + B_BASE]
    extra = _blown(s, b, room, below)
    air = _air(s, b, room, offered, below, LOWER) + extra
    burnt = _burns(s, room, air, LOWER)
    burnt = burnt if burnt < offered else offered
    within = _air(s, b, room, offered, s.room[room * ROOM + R_HEIGHT] - s.source[b + B_BASE], UPPER) - air
    more = _burns(s, room, within, UPPER) if within > 0.0 else 0.0
    more = more if more < offered - burnt else offered - burnt
    ready = s.gas[(2 * room + UPPER) * QUANTITIES + O2] * ENERGY_PER_OXYGEN / MIXING_S
    more = more if more < ready else ready
    drawn = _drawn(s, b, room, burnt + more, below, extra)
    limit = drawn * fraction(s, room, LOWER, O2) * ENERGY_PER_OXYGEN + ready
    if burnt + more > limit:  # a weak plume draws less than it could burn
        burnt = limit - more
    s.source[b + B_BURNT] = burnt + more
    s.source[b + B_BURNT_UPPER] = more
    s.source[b + B_ENTRAINED] = drawn
    s.source[b + B_FLAME] = flame_height(0.001 * (burnt + more), s.source[b + B_DIAMETER], s.source[b + B_IMAGES])
    _lift(s, room, drawn)
    _products(s, b, room, burnt, more, offered, drawn)


def _blown(s: State, b: int, room: int, below: float) -> float:
    z = room * ZONE
    return blown(below, s.zone[z + Z_WIND], s.source[b + B_DIAMETER], s.source[b + B_IMAGES], s.zone[z + Z_RHO_L])


def _air(s: State, b: int, room: int, watts: float, reach: float, layer: int) -> float:
    """kg/s that a fire of so much heat draws in up to `reach` over its base, out of gas as that of a layer."""
    z, kw = room * ZONE, 0.001 * watts
    density = s.zone[z + (Z_RHO_U if layer == UPPER else Z_RHO_L)]
    temperature = s.zone[z + (Z_TU if layer == UPPER else Z_TL)]
    convective = (1.0 - s.source[b + B_RADIANT]) * kw
    return entrainment(reach, kw, convective, s.source[b + B_DIAMETER], s.source[b + B_IMAGES], density, temperature)


def _burns(s: State, room: int, air: float, layer: int) -> float:
    """W that so much gas of a layer, kg/s, has oxygen for."""
    oxygen = fraction(s, room, layer, O2)
    temperature = s.zone[room * ZONE + (Z_TU if layer == UPPER else Z_TL)]
    return air * oxygen * oxygen_share(oxygen, temperature) * ENERGY_PER_OXYGEN


def _drawn(s: State, b: int, room: int, burnt: float, below: float, extra: float) -> float:
    """kg/s that the plume lifts into the layer: no more than it can make as hot as that is, nor than there is."""
    z = room * ZONE
    drawn = _air(s, b, room, burnt, below, LOWER) + extra
    warmer = s.zone[z + Z_TU] - s.zone[z + Z_TL]
    if warmer > 0.01:
        cap = (1.0 - s.source[b + B_RADIANT]) * burnt / (CP * warmer)
        drawn = drawn if drawn < cap else cap
    most = s.gas[(2 * room + LOWER) * QUANTITIES + MASS] * TURNOVER_1_S
    return drawn if drawn < most else most


def _lift(s: State, room: int, drawn: float) -> None:
    """What the plume draws in goes up, all of it: mass, enthalpy and every species."""
    upper = (2 * room + UPPER) * QUANTITIES
    lower = (2 * room + LOWER) * QUANTITIES
    share = drawn / s.gas[lower + MASS]
    for q in range(QUANTITIES):
        moved = share * s.gas[lower + q]
        if q == ENERGY:
            moved = drawn * CP * s.zone[room * ZONE + Z_TL]
        s.rate[upper + q] += moved
        s.rate[lower + q] -= moved


def _products(s: State, b: int, room: int, burnt: float, more: float, offered: float, drawn: float) -> None:
    upper = (2 * room + UPPER) * QUANTITIES
    fuel = offered / s.source[b + B_HEAT]
    used = (burnt + more) / s.source[b + B_HEAT]
    soot, co, hcn = s.source[b + B_SOOT], s.source[b + B_CO], s.source[b + B_HCN]
    carbon, hydrogen = s.source[b + B_CARBON], s.source[b + B_HYDROGEN]
    to_co2 = carbon - soot - co * CO_CARBON - hcn * HCN_CARBON
    s.rate[upper + MASS] += fuel
    s.rate[upper + ENERGY] += (1.0 - s.source[b + B_RADIANT]) * (burnt + more)
    s.rate[upper + ENERGY] += (
        (fuel - used) * CP * s.zone[room * ZONE + Z_TL]
    )  # what does not burn is a gas to be warmed
    s.rate[upper + O2] -= (burnt + more) / ENERGY_PER_OXYGEN
    s.rate[upper + CO2] += used * (to_co2 if to_co2 > 0.0 else 0.0) * CO2_PER_CARBON
    s.rate[upper + CO] += used * co
    s.rate[upper + HCN] += used * hcn
    s.rate[upper + SOOT] += used * soot
    s.rate[upper + H2O] += used * (hydrogen - hcn * HCN_HYDROGEN) * H2O_PER_HYDROGEN
    s.rate[upper + FUEL] += fuel - used
    s.rate[upper + FUEL_HEAT] += offered - burnt - more
    s.rate[upper + FUEL_C] += (fuel - used) * carbon
    s.rate[upper + FUEL_H] += (fuel - used) * hydrogen


def _add_steam(s: State, b: int, room: int) -> None:
    """Boiled water rises to the upper layer; carbon dioxide from an extinguisher, cold and heavy, stays in the lower."""
    upper = (2 * room + UPPER) * QUANTITIES
    lower = (2 * room + LOWER) * QUANTITIES
    steam, inert = s.source[b + B_STEAM], s.source[b + B_INERT]
    s.rate[upper + MASS] += steam
    s.rate[upper + ENERGY] += steam * CP * BOILING_K
    s.rate[upper + H2O] += steam
    s.rate[lower + MASS] += inert
    s.rate[lower + ENERGY] += inert * CP * s.zone[room * ZONE + Z_TL]
    s.rate[lower + CO2] += inert


def burn_unburnt(s: State) -> None:
    """Fuel that found no oxygen burns where a layer is hot enough to light it and has some again."""
    for room in range(s.counts[N_ROOMS]):
        i = (2 * room + UPPER) * QUANTITIES
        hot = s.zone[room * ZONE + Z_TU]
        if s.gas[i + FUEL_HEAT] <= 0.0 or hot < IGNITION_K:
            continue
        oxygen = s.gas[i + O2] * oxygen_share(s.gas[i + O2] / s.gas[i + MASS], hot) * ENERGY_PER_OXYGEN
        heat = s.gas[i + FUEL_HEAT] if s.gas[i + FUEL_HEAT] < oxygen else oxygen
        burn_fuel(s, room, i, heat / MIXING_S)


def burn_fuel(s: State, room: int, i: int, heat: float) -> None:
    """Burns so many watts of the unburnt fuel of the room's upper layer, in layer i; all its carbon becomes CO2."""
    store = (2 * room + UPPER) * QUANTITIES
    share = heat / s.gas[store + FUEL_HEAT]
    s.rate[i + FUEL] -= share * s.gas[store + FUEL]
    s.rate[i + FUEL_HEAT] -= heat
    s.rate[i + FUEL_C] -= share * s.gas[store + FUEL_C]
    s.rate[i + FUEL_H] -= share * s.gas[store + FUEL_H]
    s.rate[i + ENERGY] += heat
    s.rate[i + O2] -= heat / ENERGY_PER_OXYGEN
    s.rate[i + CO2] += share * s.gas[store + FUEL_C] * CO2_PER_CARBON
    s.rate[i + H2O] += share * s.gas[store + FUEL_H] * H2O_PER_HYDROGEN
