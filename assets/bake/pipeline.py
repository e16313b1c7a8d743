"""`seoul bake`: a place's light from its scene.glb and place.toml, written beside them in one step at the end."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assets.bake.atlas import Atlas, unwrap
from assets.bake.denoise import denoise_lightmap
from assets.bake.gather import gather
from assets.bake.glb_write import rewrite
from assets.bake.groups import LightTable, read_groups, read_table
from assets.bake.light_file import VERSION, group_table, scene_hash, to_toml
from assets.bake.lights import Lights
from assets.bake.pack import Coded, encode
from assets.bake.paths import Tracer
from assets.bake.progress import Steps
from assets.bake.soup import Soup, read_soup
from assets.bake.tables import Tables, emitted


@dataclass(slots=True, frozen=True)
class Effort:
    """density : texels per metre at most. samples : paths a texel. max_texels : of the page."""

    density: float
    samples: int
    max_texels: int
    webp_quality: int
    fast: bool


PREVIEW = Effort(24.0, 16, 1600 * 1600, 85, True)
FINAL = Effort(56.0, 96, 2304 * 2304, 90, False)


@dataclass(slots=True)
class Baked:
    """What was done, for the report."""

    place: Path
    density: float
    page: tuple[int, int]
    texels: int
    invalid_share: float
    triangles: int
    groups: list[str]
    seconds: dict[str, float] = field(default_factory=dict)
    bytes: dict[str, int] = field(default_factory=dict)


@dataclass(slots=True)
class Stage:
    """A place, ready for the tracer. eyes : float [N, 3], where its views look from."""

    folder: Path
    scene: Path
    table: dict[str, Any]
    soup: Soup
    light: LightTable
    eyes: np.ndarray

    def tracer(self, slots: dict[str, tuple[int, float]]) -> Tracer:
        """slots : by group, (picture, weight)."""
        tables = Tables(self.soup, self.light.groups, slots)
        return Tracer(tables, Lights(self.soup, tables, self.light.groups, slots, self.eyes))

    def all_slots(self) -> dict[str, tuple[int, float]]:
        """A picture of its own for each group, at weight 1."""
        return {g.name: (i, 1.0) for i, g in enumerate(self.light.groups)}


def open_stage(folder: Path, scene: Path) -> Stage:
    """Raises UserError E21, E22, E85."""
    table, soup = read_table(folder), read_soup(scene)
    emissive = list(dict.fromkeys(m.name for m in soup.materials if any(emitted(m))))
    light = read_groups(folder, table, emissive)
    eyes = [view["eye"] for view in table.get("view", [])]
    if not eyes:
        inside = np.concatenate(
            [soup.positions[p.first_vertex :][: p.vertices] for p in soup.parts if not p.outside] or [soup.positions]
        )
        eyes = [inside.mean(axis=0)]
    return Stage(folder, scene, table, soup, light, np.array(eyes, np.float64))


def bake(folder: Path, scene: Path, effort: Effort, probes: bool = True) -> Baked:
    """Bakes the place in `folder` whose model is `scene`. Raises UserError; leaves the place as it was if it does not end."""
    steps = Steps(["unwrap", "gather", "denoise", "write"])
    with steps("unwrap"):
        stage = open_stage(folder, scene)
        atlas = unwrap(stage.soup, effort.density, effort.max_texels, stage.eyes)
    with steps("gather") as show:
        tracer = stage.tracer(stage.all_slots())
        gathered = gather(stage.soup, atlas, tracer, effort.samples, show)
    with steps("denoise") as show:
        maps = []
        for number, values in enumerate(gathered.values):
            maps.append(encode(denoise_lightmap(values, gathered.valid, effort.fast), effort.webp_quality))
            show((number + 1) / len(gathered.values))
    with steps("write"):
        sizes = _write(stage, atlas, maps)
    covered = int(gathered.covered.sum())
    invalid = 1 - float(gathered.valid.sum()) / max(covered, 1)
    names = [g.name for g in stage.light.groups]
    return Baked(
        folder,
        atlas.density,
        (atlas.width, atlas.height),
        covered,
        invalid,
        len(stage.soup.faces),
        names,
        steps.seconds,
        sizes,
    )


def _write(stage: Stage, atlas: Atlas, maps: list[Coded]) -> dict[str, int]:
    """Everything into a temporary folder, then renamed. Bytes by file name."""
    fresh, old = stage.folder / f"light.{os.getpid()}.new", stage.folder / f"light.{os.getpid()}.old"
    scene = stage.scene.with_suffix(f".{os.getpid()}.new")
    try:
        fresh.mkdir()
        data = rewrite(stage.scene, atlas)
        scene.write_bytes(data)
        tables = []
        for group, coded in zip(stage.light.groups, maps, strict=True):
            name = f"{group.file_name()}.webp"
            (fresh / name).write_bytes(coded.data)
            tables.append(group_table(group, {"file": name, "range": coded.range, "exponent": coded.exponent}))
        head = {
            "version": VERSION,
            "scene_sha256": scene_hash(data),
            "size": [atlas.width, atlas.height],
            "density": atlas.density,
        }
        (fresh / "light.toml").write_text(to_toml(head, {"group": tables}), encoding="utf-8")
        sizes = {f.name: f.stat().st_size for f in sorted(fresh.iterdir())} | {stage.scene.name: len(data)}
        if (stage.folder / "light").exists():
            (stage.folder / "light").rename(old)
        fresh.rename(stage.folder / "light")
        os.replace(scene, stage.scene)
        return sizes
    finally:
        scene.unlink(missing_ok=True)
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)
