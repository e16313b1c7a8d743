"""What each kind of fuel does of its own: solids, pools, oil in a pan, live electrics, cells. kW, kJ, kg, K, s."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.fire.detectors import spray_factor
from safety_training.numeric import clamp, exp, power

if TYPE_CHECKING:
    from safety_training.fire.burning import Item, Surroundings
    from safety_training.fire.surface import Arrival

_AMBIENT_K = 293.0
_BOILS_K = 60.0  # above where oil lights by itself: it evaporates as fast as it is heated


def offered(item: Item, dt: float, around: Surroundings) -> float:
    """Free heat release of a burning item, with what oxygen and a hot layer make of it."""
    share = item.surface.share
    heat = share * _FREE[item.fuel.kind](item, dt, around) if share > 0.0 else 0.0
    ball = item.airborne_kg * item.fuel.heat_of_combustion_kj_kg / item.c["fireball_s"]
    item.airborne_kg *= exp(-dt / item.c["fireball_s"])
    return heat * _air(item, around) * _shine(item, heat, around) + ball


def _air(item: Item, around: Surroundings) -> float:
    """Peatross and Beyler 1997: the burning rate falls with the oxygen at the base. Cells bring their own heat."""
    if item.fuel.kind == "lithium":
        return 1.0
    slope, foot = item.c["oxygen_slope"], item.c["oxygen_foot"]
    return clamp((slope * around.oxygen - foot) / (slope * item.c["oxygen_full"] - foot), 0.0, 1.0)


def _shine(item: Item, heat_kw: float, around: Surroundings) -> float:
    """A hot layer's radiation evaporates fuel: dm/dt = q A / L (Drysdale 2011, 5.1)."""
    if around.layer_kw_m2 <= 0.5 or heat_kw <= 0.0 or item.fuel.kind == "lithium":
        return 1.0
    fuel = item.fuel
    lit = item.fuel.area_m2 * item.wider * item.extent * item.surface.share
    more = (
        item.c["pool_layer_share"] * around.layer_kw_m2 * lit * fuel.heat_of_combustion_kj_kg / fuel.gasification_kj_kg
    )
    return min(item.c["layer_gain_most"], 1.0 + more / heat_kw)


def _solid(item: Item, dt: float, around: Surroundings) -> float:
    """t-squared up to the peak, decaying when most of the fuel is gone. Time counts only where there are flames."""
    faster = power(around.growth_factor, 0.5) if around.growth_factor != 1.0 else 1.0
    if item.fuel.kind == "electric" and not item.energised:
        faster *= item.c["electric_dead_growth"]
    if around.sprinkled:
        faster = 0.0
    item.grown_s += dt * item.surface.share * faster
    grown = min(item.fuel.peak_kw, item.fuel.growth_kw_s2 * item.grown_s * item.grown_s)
    return grown * min(1.0, item.fuel_left / item.c["decay_below_fuel"])


def _pool(item: Item, dt: float, around: Surroundings) -> float:
    """m" (1 - exp(-k D)) (Babrauskas 1983)."""
    del dt
    fuel = item.fuel
    wide = item.fuel.diameter_m * power(item.wider, 0.5)
    deep = fuel.mass_flux_k_1_m * wide
    flux = fuel.mass_flux_kg_m2_s * ((1.0 - exp(-deep)) if deep < 30.0 else 1.0)
    return min(item.fuel.peak_kw, around.growth_factor * flux * item.area_m2 * fuel.heat_of_combustion_kj_kg)


def _oil(item: Item, dt: float, around: Surroundings) -> float:
    """Per area, the more the hotter it is: from where it just burns on to where it boils."""
    del dt
    fuel = item.fuel
    hot = clamp((item.liquid_k - fuel.reflash_k) / (fuel.autoignition_k + _BOILS_K - fuel.reflash_k), 0.0, 1.0)
    flux = fuel.hrr_low_kw_m2 + (fuel.hrr_high_kw_m2 - fuel.hrr_low_kw_m2) * hot
    return min(item.fuel.peak_kw, around.growth_factor * flux * item.area_m2)


def _cells(item: Item, dt: float, around: Surroundings) -> float:
    """What the cells vent burns off within some seconds."""
    del dt, around
    return item.venting_kj / item.fuel.cell_s


_FREE = {"solid": _solid, "electric": _solid, "pool": _pool, "oil": _oil, "lithium": _cells}


def inside(item: Item, dt: float, around: Surroundings) -> None:
    """What goes on in it with flames or without."""
    if item.fuel.kind == "oil":
        _heat_oil(item, dt)
    elif item.fuel.kind == "lithium" and item.begun:
        _next_cell(item, dt, around)


def _heat_oil(item: Item, dt: float) -> None:
    """Stove against losses. Its flame makes up for these and for evaporation; cooled below its flash point it goes out."""
    area = item.fuel.area_m2
    capacity = item.fuel_kg * item.fuel.specific_heat_kj_kg_k + area * item.c["pan_kj_m2_k"]
    sides = 0.0 if item.surface.burning else 1.0 if item.burner > 0.0 else 2.0
    lost = item.c["oil_loss_kw_m2_k"] * sides * area * (item.liquid_k - _AMBIENT_K)
    item.liquid_k += dt * (item.burner * item.fuel.stove_kw - lost) / capacity
    item.liquid_k = min(item.liquid_k, item.fuel.autoignition_k + _BOILS_K)
    if item.liquid_k < item.fuel.flash_k:
        item.surface.quell()
    hot = item.liquid_k >= item.fuel.autoignition_k and item.fuel_left > 0.02
    if hot and not item.begun and not item.cover and item.covered < 1.0:
        item.surface.light()
        item.begun = True
        item.news.append(("ignition", {"cause": "heat"}))


def extent(item: Item) -> float:
    """What share of a solid burns in a growing fire: as its heat release over that at the peak. Liquids burn all over."""
    if item.fuel.kind not in ("solid", "electric"):
        return 1.0
    grown = max(item.grown_s, 0.5 * item.fuel.noticed_s)
    return clamp(item.fuel.growth_kw_s2 * grown * grown / item.fuel.peak_kw, 0.005, 1.0)


def run_away(item: Item) -> None:
    """The first cell."""
    item.begun = True
    item.cells_gone = 1
    item.venting_kj = item.fuel.cell_kj
    item.next_cell_s = item.fuel.cell_gap_s


def _next_cell(item: Item, dt: float, around: Surroundings) -> None:
    """Cell heats cell, sooner and sooner as the pack grows hot; its gas lights again whatever was put on it."""
    fuel = item.fuel
    item.venting_kj = max(0.0, item.venting_kj - dt * item.venting_kj / fuel.cell_s)
    if item.cells_gone >= fuel.cells:
        return
    item.next_cell_s -= dt * around.growth_factor
    while item.next_cell_s <= 0.0 and item.cells_gone < fuel.cells:
        item.cells_gone += 1
        item.venting_kj += fuel.cell_kj
        gap = fuel.cell_gap_s * (1.0 - item.core_heat)
        item.next_cell_s += max(fuel.cell_gap_least_s, gap)
        item.surface.light()


def embers(item: Item, dt: float) -> None:
    """Heat stored below the surface, 0..1, for what comes back."""
    fuel = item.fuel
    if fuel.kind == "lithium":
        strength = min(1.0, item.venting_kj / (3.0 * fuel.cell_kj))
    else:
        strength = item.surface.share * power(item.extent, 0.5)
    wet = item.surface.wet
    soaked = 0.0
    for each in wet:
        soaked += min(1.0, each / (0.25 * item.c["film_kg_m2"]))
    cooling = 1.0 + item.covered + item.c["wet_cooling"] * soaked / len(wet)
    slow = fuel.core_heat_s if strength > item.core_heat else fuel.core_cool_s / cooling
    item.core_heat += dt * (strength - item.core_heat) / slow


def smoulders(item: Item) -> bool:
    """Whether an item without flames is hot or live enough for them to come back."""
    fuel = item.fuel
    if fuel.kind == "oil":
        return item.liquid_k >= fuel.reflash_k and item.begun and item.covered < 1.0
    if fuel.kind == "lithium":
        return item.begun and (item.cells_gone < fuel.cells or item.venting_kj > 5.0)
    return live(item) or (item.covered < 1.0 and item.core_heat > fuel.core_hot)


def live(item: Item) -> bool:
    """Whether a fault that has burnt still has current: it goes on heating, whatever was sprayed over it."""
    return item.energised and item.begun


def special(item: Item, dt: float, arrival: Arrival) -> None:
    """What an agent does besides putting out flames."""
    kg, effect = dt * arrival.kg_s, arrival.effect
    if effect.cools > 0.0:
        _cool(item, effect.cools * kg)
    if effect.how == "push" and item.wider < item.c["pool_grows"]:
        before = item.wider
        more = 1.0 + kg * effect.push_m2_kg / (item.fuel.area_m2 * item.wider)
        item.widen(min(more, item.c["pool_grows"] / item.wider))
        if before == 1.0:
            item.news.append(("pool_spread", {}))
    if effect.how == "slop":
        _slop(item, kg * effect.throws_kg_kg)


def _cool(item: Item, kg: float) -> None:
    taken = kg * item.c["water_heat_kj_kg"]
    if item.fuel.kind == "oil":
        capacity = item.fuel_kg * item.fuel.specific_heat_kj_kg_k + item.fuel.area_m2 * item.c["pan_kj_m2_k"]
        item.liquid_k = max(_AMBIENT_K, item.liquid_k - taken / capacity)
    elif item.fuel.kind == "lithium":
        left = (item.fuel.cells - item.cells_gone) * item.fuel.cell_kj
        item.core_heat = max(0.0, item.core_heat - taken / max(left, 10.0 * item.fuel.cell_kj))


def _slop(item: Item, thrown_kg: float) -> None:
    """Water boils below the surface of hot oil and throws it into the flames and over the rim."""
    if item.liquid_k < 423.0:
        return
    most = item.c["fireball_kw"] * item.c["fireball_s"] / item.fuel.heat_of_combustion_kj_kg
    thrown = max(0.0, min(thrown_kg, 0.9 * item.fuel_kg, most - item.airborne_kg))
    alight = item.burning or item.liquid_k >= item.fuel.reflash_k
    if not item.slopping and alight and thrown > 0.0:
        item.news.append(("slop_over", {"oil_k": item.liquid_k}))
        item.slopping = True
    if alight:
        item.airborne_kg += thrown
        if not item.surface.burning:
            item.surface.light()
    wider = item.c["oil_grows"] / item.wider
    item.widen(min(wider, 1.0 + thrown_kg / item.fuel.fuel_kg * item.c["oil_grows"]))


def sprinkle(item: Item, dt: float) -> None:
    """Flames die as detectors.spray_factor says; a kilogram on a square metre is a millimetre."""
    if item.fuel.kind not in ("solid", "electric") or not item.surface.burning:
        return
    fall = spray_factor(dt, item.c["sprinkler_kg_m2_s"])
    item.surface.flames = [flame * fall for flame in item.surface.flames]
    item.surface.wet = [min(0.2, wet + dt * item.c["sprinkler_kg_m2_s"]) for wet in item.surface.wet]
