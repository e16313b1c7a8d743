"""From thing to thing: what a cold item gathers of others' flames and of the layer until it lights."""

from __future__ import annotations

from collections.abc import Sequence

from safety_training.fire.burning import Item
from safety_training.fire.flames import Flame, flux_kw_m2, touches
from safety_training.numeric import Vec3, distance
from safety_training.tables import values

_C = values("spread")


def incident_kw_m2(item: Item, flames: Sequence[Flame], layer_kw_m2: float) -> float:
    """On the nearest edge of the item. flames: those it can see."""
    total = layer_kw_m2
    for flame in flames:
        total += max(flux_kw_m2(flame, _edge(item, flame.middle)), _contact(item, flame))
    return total


def _contact(item: Item, flame: Flame) -> float:
    foot = item.spec.position[1]
    return _C["contact_flux"] if touches(flame, foot, item.base, item.fuel.diameter_m) else 0.0


def _edge(item: Item, towards: Vec3) -> Vec3:
    """The point of the item that is nearest to a flame, not behind its middle."""
    away = distance(item.base, towards)
    share = min(0.9, 0.5 * item.fuel.diameter_m / away) if away > 0.0 else 0.0
    (x, y, z), (u, v, w) = item.base, towards
    return (x + share * (u - x), y + share * (v - y), z + share * (w - z))


def gather(item: Item, dt: float, flux: float) -> bool:
    """Whether the item lights now. Above the critical flux it gathers t q^2 (thick) or t q (thin) of what is above; see
    Fuel.ignition_product (flux-time product: Smith and Satija 1983)."""
    over = flux - item.fuel.critical_flux_kw_m2
    if over <= 0.0:
        item.gathered = max(0.0, item.gathered - dt * item.gathered / _C["forget_s"])
        return False
    item.gathered += dt * (over if item.fuel.thin else over * over)
    return item.gathered >= item.fuel.ignition_product and item.covered < 1.0 and not item.cover
