"""Lid and fire blanket over a burning thing: when they help, and how long it takes."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from safety_training.fire.burning import Item


def put(item: Item, kind: str) -> str:
    """Lays a "lid" or "blanket" over it: "covered". Too wide a fire is "too_big" for it; a blanket over tall flames, and any
    cover over cells that run away, is "cover_burnt" and falls off. Limits: data/agents.toml."""
    wide = item.fuel.diameter_m * sqrt(item.wider * item.extent)
    if item.fuel.kind == "lithium" and item.begun:
        return "cover_burnt"
    if wide > item.c[f"{kind}_diameter_m"]:
        return "too_big"
    if kind == "blanket" and item.heat_kw > item.c["blanket_kw"]:
        return "cover_burnt"
    item.cover, item.cover_s = kind, 0.0
    return "covered"


def smother(item: Item, dt: float) -> None:
    """The air below lasts for seconds."""
    item.cover_s += dt
    if item.cover_s >= item.c[f"{item.cover}_s"]:
        item.surface.quell()
        item.airborne_kg = 0.0
