"""light/light.toml: what lies in a place's light folder. Read by renderer.light_file; written here."""

from __future__ import annotations

import hashlib
from typing import Any

from assets.bake.groups import Group


def scene_hash(data: bytes) -> str:
    """Of the scene.glb that the light belongs to."""
    return hashlib.sha256(data).hexdigest()


def group_table(group: Group, entries: dict[str, Any]) -> dict[str, Any]:
    """A [[group]]: what place.toml says of it, and `entries` (files, ranges)."""
    table: dict[str, Any] = {"name": group.name, "kind": group.kind, "default": group.default, **entries}
    if group.sky is not None:
        table |= {"sky": group.sky.sky, "horizon": group.sky.horizon, "ground": group.sky.ground}
    if group.sun is not None:
        table["sun"] = {"direction": group.sun.direction, "colour": group.sun.colour}
    if group.materials:
        table["materials"] = group.materials
    if group.kind == "fire":
        table |= {
            "position": group.position,
            "radius_m": group.radius_m,
            "height_m": group.height_m,
            "gain": group.gain,
        }
    return table


def to_toml(head: dict[str, Any], lists: dict[str, list[dict[str, Any]]]) -> str:
    """A TOML document: plain keys, then arrays of tables."""
    lines = [f"{key} = {_value(value)}" for key, value in head.items()]
    for name, tables in lists.items():
        for table in tables:
            lines += ["", f"[[{name}]]", *(f"{key} = {_value(value)}" for key, value in table.items())]
    return "\n".join(lines) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(v) for v in value) + "]"
    if isinstance(value, float):
        return repr(round(value, 6)) if abs(value) >= 1e-3 or value == 0 else repr(float(f"{value:.6g}"))
    return repr(value)
