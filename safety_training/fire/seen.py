"""What a FireWorld shows of itself, worked out from its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING

from safety_training.fire import heat
from safety_training.fire.burning import Item
from safety_training.fire.flames import AIR_DENSITY, Flame, extension_m, flux_kw_m2, height_m, tilt
from safety_training.fire.items import ItemState
from safety_training.fire.layout import CO, CO2, HCN, LOWER, O2, UPPER
from safety_training.fire.states import Air, VentState
from safety_training.fire.zones import VentFlow, ZoneModel
from safety_training.numeric import Vec3, clamp
from safety_training.plan import Room, Vent
from safety_training.tables import values

if TYPE_CHECKING:
    from safety_training.fire.world import FireWorld

_FRESH_O2, _FRESH_CO2 = 0.2095, 0.0004  # of dry air, by volume


def walls_near(item: Item, room: Room) -> int:
    """0 free, 1 at a wall, 2 in a corner: from which sides the fire draws no air."""
    if item.spec.wall >= 0:
        return min(2, item.spec.wall)
    (x, _, z), near = item.base, values("spread")["wall_near_m"] + 0.5 * item.fuel.diameter_m
    beside = min(x - room.low[0], room.high[0] - x) < near
    behind = min(z - room.low[2], room.high[2] - z) < near
    return int(beside) + int(behind)


def flame_of(item: Item, wall: int, room: Room, vents: Sequence[tuple[Vent, VentFlow]]) -> Flame:
    wide = item.diameter_m
    tall = height_m(item.heat_kw, wide, wall)
    left = room.high[1] - item.base[1]
    lean = tilt(draught(item.base, room.name, vents), item.heat_kw, item.fuel.heat_of_combustion_kj_kg, wide)
    radiant = item.fuel.radiative_fraction * item.heat_kw
    return Flame(item.surface.centre, item.heat_kw, radiant, wide, tall, extension_m(tall, left, wide), lean, left)


def draught(at: Vec3, room: str, vents: Sequence[tuple[Vent, VentFlow]]) -> Vec3:
    """m/s at a fire: the air that comes in at the room's openings, weaker with the distance."""
    u = w = 0.0
    for vent, flow in vents:
        if room not in vent.rooms or flow.open <= 0.0:
            continue
        into = flow.flow_in_kg_s if vent.rooms[0] == room else flow.flow_out_kg_s
        neutral = vent.soffit_m if flow.neutral_m is None else flow.neutral_m
        high = clamp(neutral - vent.sill_m, 0.1, vent.soffit_m - vent.sill_m)
        speed = into / (AIR_DENSITY * vent.width_m * high)
        dx, dz = at[0] - vent.centre[0], at[2] - vent.centre[2]
        away = max(0.3, sqrt(dx * dx + dz * dz))
        speed *= min(1.0, vent.width_m / away)
        u, w = u + speed * dx / away, w + speed * dz / away
    return (u, 0.0, w)


def vent_states(flows: Sequence[VentFlow], leaves: Mapping[str, heat.Leaf], ambient_k: float) -> tuple[VentState, ...]:
    made = []
    for f in flows:
        plate = leaves[f.name].cool_k if f.name in leaves else ambient_k
        made.append(VentState(f.name, f.open, f.flow_in_kg_s, f.flow_out_kg_s, f.neutral_m, plate))
    return tuple(made)


def item_state(item: Item, room: str, flame: Flame | None) -> ItemState:
    wet = 0.0
    for each in item.surface.wet:
        wet += each
    full = item.c["film_kg_m2"] * len(item.surface.wet)
    return ItemState(
        id=item.spec.name,
        room=room,
        base=item.surface.centre,
        heat_release_kw=item.heat_kw,
        flame_height_m=flame.height_m if flame else 0.0,
        extension_m=flame.extension_m if flame else 0.0,
        flame_diameter_m=flame.diameter_m if flame else 0.0,
        tilt=flame.tilt if flame else (0.0, 0.0),
        share=item.surface.share,
        fuel_left=item.fuel_left,
        core_heat=item.core_heat,
        temperature_k=item.liquid_k,
        covered=item.covered,
        cover=item.cover,
        wet=min(1.0, wet / full),
        charred=item.charred,
        energised=item.energised,
        burning=item.burning,
        can_reflash=item.can_reflash(),
        hit_shares=tuple(each.share for each in item.hits),
    )


def air_at(world: FireWorld, gases: ZoneModel, agent: float, p: Vec3) -> Air:
    """agent: extinction of what hangs in the air there."""
    room = world.lines.room_at(p)
    if room < 0:
        return Air("", "lower", world.ambient_k, agent, _FRESH_O2, _FRESH_CO2, 0.0, 0.0, 0.0)
    state = world.rooms[room]
    upper = p[1] - world.building.rooms[room].low[1] > state.interface_m
    layer = UPPER if upper else LOWER
    thick = state.extinction_upper_1_m if upper else state.extinction_lower_1_m
    return Air(
        room=state.name,
        layer="upper" if upper else "lower",
        temperature_k=state.upper_k if upper else state.lower_k,
        extinction_1_m=thick + agent,
        o2=gases.mole_fraction(room, layer, O2),
        co2=gases.mole_fraction(room, layer, CO2),
        co_ppm=1e6 * gases.mole_fraction(room, layer, CO),
        hcn_ppm=1e6 * gases.mole_fraction(room, layer, HCN),
        interface_m=state.interface_m,
    )


def radiation(world: FireWorld, at: Vec3) -> float:
    """kW/m2 of the flames in sight and of the layer of the room."""
    total = 0.0
    for _, flame in world.things.flames:
        if world.clear(flame.middle, at):
            total += flux_kw_m2(flame, at)
    place = world.lines.room_at(at)
    if place >= 0:
        room = world.building.rooms[place]
        emissive = heat.emissive_kw_m2(room, world.rooms[place], world.ambient_k)
        total += heat.layer_kw_m2(room, world.rooms[place], emissive, at)
    return total
