"""Light groups of a place, as place.toml names them ([[light_group]]), or made from an older place's sky, sun and lamps.

Units: sky colours are linear radiance; a sun's colour is the irradiance on a surface facing it; both as renderer.scene has them.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from vr_client.errors import UserError

KINDS = ("daylight", "lamps", "fire", "constant")
FIRE_COLOUR = (1.0, 0.42, 0.12)
CONSTANT = "constant"


@dataclass(slots=True)
class Sky:
    """Gradient of renderer/shaders/environment.glsl; linear radiance, float [3] each."""

    sky: tuple[float, float, float]
    horizon: tuple[float, float, float]
    ground: tuple[float, float, float]


@dataclass(slots=True)
class Sun:
    """direction : unit, FROM the sun. colour : linear RGB irradiance on a surface that faces it."""

    direction: tuple[float, float, float]
    colour: tuple[float, float, float]


@dataclass(slots=True)
class PointLamp:
    """A [[light]] of a place without light groups: candela, with the renderer's window function over range_m."""

    position: tuple[float, float, float]
    colour: tuple[float, float, float]
    range_m: float


@dataclass(slots=True)
class Group:
    """One light group; which fields count depends on `kind`."""

    name: str
    kind: str
    default: float = 1.0
    sky: Sky | None = None
    sun: Sun | None = None
    materials: tuple[str, ...] = ()
    position: tuple[float, float, float] = (0, 0, 0)
    radius_m: float = 0.15
    height_m: float = 0.6
    gain: float = 1.2  # weight a kilowatt: renderer/light.py: FIRE_GAIN
    lamps: list[PointLamp] = field(default_factory=list)

    def fire_radiance(self) -> np.ndarray:
        """float [3]: unit flux over the cylinder's side."""
        return np.array(FIRE_COLOUR) / (math.pi * 2 * math.pi * self.radius_m * self.height_m)

    def file_name(self) -> str:
        return "".join(c if c.isalnum() or c in "._-" else "_" for c in self.name)


@dataclass(slots=True)
class LightTable:
    """What place.toml says about light. `groups` ends with the "constant" one if anything drawn always emits."""

    groups: list[Group]
    exposure: float
    tone_map: str

    def weights(self, changed: dict[str, float] | None = None) -> dict[str, float]:
        """Weight by group name. Raises UserError E84 for a name that is no group's."""
        weights = {g.name: g.default for g in self.groups}
        for name, value in (changed or {}).items():
            if name not in weights:
                raise UserError("E84", name=name, known=", ".join(weights))
            weights[name] = value
        return weights


def read_table(folder: Path) -> dict[str, Any]:
    """place.toml as a table; empty where there is none (a bare glTF file). Raises UserError E21."""
    path = folder / "place.toml"
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError("E21", path=path, reason=error) from error


def read_groups(folder: Path, table: dict[str, Any], emissive: list[str]) -> LightTable:
    """emissive : names of the glTF materials that emit. Raises UserError E21 for a malformed group."""
    try:
        entries = table.get("light_group", [])
        groups = [_group(entry) for entry in entries] if entries else _default_groups(table, emissive)
        environment = table.get("environment", {})
        named = {name for g in groups for name in g.materials}
        if any(name not in named for name in emissive) and all(g.name != CONSTANT for g in groups):
            groups.append(Group(CONSTANT, "constant", materials=tuple(n for n in emissive if n not in named)))
        return LightTable(groups, float(environment.get("exposure", 1)), str(environment.get("tone_map", "neutral")))
    except (KeyError, TypeError, ValueError) as error:
        raise UserError("E21", path=folder / "place.toml", reason=f"light_group: {error}") from error


def _group(entry: dict[str, Any]) -> Group:
    group = Group(str(entry["name"]), str(entry["kind"]), float(entry.get("default", 1.0)))
    if group.kind not in KINDS:
        raise ValueError(f"{group.name}: kind {group.kind!r} is none of {', '.join(KINDS)}")
    if group.kind == "daylight":
        group.sky = Sky(*(_three(entry[key]) for key in ("sky", "horizon", "ground")))
        group.sun = _sun(entry.get("sun"))
    group.materials = tuple(str(name) for name in entry.get("materials", ()))
    if group.kind == "fire":
        group.position = _three(entry["position"])
        group.radius_m, group.height_m = float(entry["radius_m"]), float(entry["height_m"])
        group.gain = float(entry.get("gain", 1.2))
        if min(group.radius_m, group.height_m) <= 0:
            raise ValueError(f"{group.name}: a fire needs a radius and a height")
    return group


def _default_groups(table: dict[str, Any], emissive: list[str]) -> list[Group]:
    """One daylight from [environment] and [sun], one of all that shines and the [[light]] points."""
    environment = table.get("environment", {})
    factor = float(environment.get("ambient", 1))
    defaults = {"sky": (0.55, 0.70, 0.95), "horizon": (0.85, 0.88, 0.92), "ground": (0.30, 0.28, 0.25)}
    colours = [tuple(factor * c for c in _three(environment.get(key, value))) for key, value in defaults.items()]
    daylight = Group("daylight", "daylight", sky=Sky(*colours), sun=_sun(table.get("sun")))  # type: ignore[arg-type]
    lamps = [
        PointLamp(_three(e["position"]), _three(e["colour"]), float(e.get("range_m", 8)))
        for e in table.get("light", [])
    ]
    return [daylight, Group("lamps", "lamps", materials=tuple(emissive), lamps=lamps)]


def _sun(entry: dict[str, Any] | None) -> Sun | None:
    if not entry:
        return None
    direction = np.array(_three(entry["direction"]))
    return Sun(_three(direction / np.linalg.norm(direction)), _three(entry["colour"]))


def _three(values: Any) -> tuple[float, float, float]:
    x, y, z = values
    return float(x), float(y), float(z)
