"""`seoul bake`: a place's light from its scene.glb and place.toml, written beside them in one step at the end."""

from __future__ import annotations

import io
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assets.bake.atlas import Atlas, unwrap
from assets.bake.cubes import packed_rows
from assets.bake.denoise import denoise_lightmap
from assets.bake.gather import Page, gather
from assets.bake.glb_write import rewrite
from assets.bake.groups import Group, LightTable, read_groups, read_table
from assets.bake.light_file import group_table, scene_hash, to_toml
from assets.bake.lights import Lights
from assets.bake.pack import Coded, encode_within, suffix
from assets.bake.paths import Tracer
from assets.bake.probes import Probe, place_probes, render_cubes
from assets.bake.progress import Steps
from assets.bake.sight import seen_faces, sight_of
from assets.bake.smooth import hidden_texels, smooth_narrow
from assets.bake.soup import Soup, read_soup
from assets.bake.surfaces import bake_surfaces
from assets.bake.tables import Tables, emitted
from assets.bake.volume import bake_volume
from renderer.light_file import VERSION
from vr_client.errors import UserError


@dataclass(slots=True, frozen=True)
class Effort:
    """density : texels per metre at most. samples : paths a texel. max_texels : of the page."""

    density: float
    samples: int
    max_texels: int
    picture_quality: int
    fast: bool
    probe_samples: int


PREVIEW = Effort(24.0, 16, 1600 * 1600, 85, True, 4)
FINAL = Effort(44.0, 64, 2048 * 2048, 97, False, 24)
PLACE_BYTES = (
    11_950_000  # a place shall have 12 MB; the lightmaps have what the rest leaves: their noise is what one sees
)
PROBE_BYTES = 700_000


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
    """A place, ready for the tracer. eyes : float [N, 3], where its views look from. read_hash : of the scene as it was read."""

    folder: Path
    scene: Path
    table: dict[str, Any]
    soup: Soup
    light: LightTable
    eyes: np.ndarray
    read_hash: str

    def tracer(self, slots: dict[str, tuple[int, float]]) -> Tracer:
        """slots : by group, (picture, weight)."""
        tables = Tables(self.soup, self.light.groups, slots)
        return Tracer(tables, Lights(self.soup, tables, self.light.groups, slots, self.eyes))

    def all_slots(self) -> dict[str, tuple[int, float]]:
        """A picture of its own for each group, at weight 1."""
        return {g.name: (i, 1.0) for i, g in enumerate(self.light.groups)}


def open_stage(folder: Path, scene: Path) -> Stage:
    """Raises UserError E21, E22, E85."""
    try:
        read_hash = scene_hash(scene.read_bytes())
    except OSError as error:
        raise UserError("E22", path=scene, reason=error) from error
    table, soup = read_table(folder), read_soup(scene)
    emissive = list(dict.fromkeys(m.name for m in soup.materials if any(emitted(m))))
    light = read_groups(folder, table, emissive)
    eyes = [view["eye"] for view in table.get("view", [])]
    if not eyes:
        inside = np.concatenate(
            [soup.positions[p.first_vertex :][: p.vertices] for p in soup.parts if not p.outside] or [soup.positions]
        )
        eyes = [inside.mean(axis=0)]
    return Stage(folder, scene, table, soup, light, np.array(eyes, np.float64), read_hash)


def bake(folder: Path, scene: Path, effort: Effort, probes: bool = True) -> Baked:
    """Bakes the place in `folder` whose model is `scene`. Raises UserError; leaves the place as it was if it does not end."""
    steps = Steps(["unwrap", "gather", "denoise", *(["probes", "volume"] if probes else []), "write"])
    with steps("unwrap"):
        stage = open_stage(folder, scene)
        tracer = stage.tracer(stage.all_slots())
        sight = sight_of(stage.soup, tracer.tables, stage.eyes)
        atlas = unwrap(stage.soup, effort.density, effort.max_texels, stage.eyes, seen_faces(stage.soup, sight))
        page = Page(stage.soup, atlas)
        hidden = hidden_texels(page, sight)
    with steps("gather") as show:
        gathered = gather(stage.soup, atlas, tracer, effort.samples, show, hidden)
    with steps("denoise") as show:
        maps = []
        smooth, lending = smooth_narrow(page, atlas, gathered.values, gathered.valid, gathered.covered)
        for number, values in enumerate(gathered.values):
            maps.append(denoise_lightmap(values, gathered.valid, smooth, gathered.covered, lending))
            show((number + 1) / len(gathered.values))
    extra = _in_the_air(stage, tracer, effort, steps) if probes else InTheAir()
    with steps("write"):
        left = PLACE_BYTES - len(rewrite(stage.scene, atlas)) - extra.size()
        sizes = _write(stage, atlas, encode_within(maps, left, effort.picture_quality, apart=True), extra)
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


@dataclass(slots=True)
class InTheAir:
    """Probes, their pictures by group, and files: distances, volume, surfaces. All empty where they are not wanted."""

    probes: list[Probe] = field(default_factory=list)
    cubes: list[Coded] = field(default_factory=list)
    depth: bytes = b""
    volume: bytes = b""
    surfaces: bytes = b""

    def files(self) -> dict[str, bytes]:
        """By name, those that there are."""
        named = {"depth.npz": self.depth, "volume.npz": self.volume, "surfaces.npz": self.surfaces}
        return {name: data for name, data in named.items() if data}

    def size(self) -> int:
        return sum(c.size for c in self.cubes) + sum(map(len, self.files().values()))


def _in_the_air(stage: Stage, tracer: Tracer, effort: Effort, steps: Steps) -> InTheAir:
    with steps("probes") as show:
        probes = place_probes(stage.soup, tracer, stage.table, stage.eyes)
        radiance, depth = render_cubes(tracer, probes, effort.probe_samples, show)
        coded = encode_within([packed_rows(group) for group in radiance], PROBE_BYTES, effort.picture_quality)
    with steps("volume") as show:
        volume = bake_volume(stage.soup, tracer, stage.eyes, 256 if effort.fast else 1024, show)
    surfaces = _packed(**bake_surfaces(stage.soup, probes)) if probes else b""
    return InTheAir(probes, coded, _packed(depth=depth.astype(np.float16)), _packed(**volume), surfaces)


def _packed(**arrays: np.ndarray) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def _write(stage: Stage, atlas: Atlas, maps: list[Coded], extra: InTheAir) -> dict[str, int]:
    """Everything into a temporary folder, then renamed. Bytes by file name."""
    fresh, old = stage.folder / f"light.{os.getpid()}.new", stage.folder / f"light.{os.getpid()}.old"
    scene = stage.scene.with_suffix(f".{os.getpid()}.new")
    try:
        if scene_hash(stage.scene.read_bytes()) != stage.read_hash:
            raise UserError("E87", path=stage.scene)
        fresh.mkdir()
        model = rewrite(stage.scene, atlas)
        scene.write_bytes(model)
        tables = [
            _write_group(fresh, g, coded, extra, i)
            for i, (g, coded) in enumerate(zip(stage.light.groups, maps, strict=True))
        ]
        boxes = [
            {"name": p.name, "position": p.position.tolist(), "low": p.low.tolist(), "high": p.high.tolist()}
            for p in extra.probes
        ]
        for name, data in extra.files().items():
            (fresh / name).write_bytes(data)
        head = {
            "version": VERSION,
            "scene_sha256": scene_hash(model),
            "size": [atlas.width, atlas.height],
            "density": atlas.density,
        }
        head |= {"volume": "volume.npz"} if extra.volume else {}
        (fresh / "light.toml").write_text(to_toml(head, {"group": tables, "probe": boxes}), encoding="utf-8")
        sizes = {f.name: f.stat().st_size for f in sorted(fresh.iterdir())} | {stage.scene.name: len(model)}
        if (stage.folder / "light").exists():
            (stage.folder / "light").rename(old)
        fresh.rename(stage.folder / "light")
        os.replace(scene, stage.scene)
        return sizes
    finally:
        scene.unlink(missing_ok=True)
        for leftover in (fresh, old):
            shutil.rmtree(leftover, ignore_errors=True)


def _write_group(folder: Path, group: Group, coded: Coded, extra: InTheAir, number: int) -> dict[str, Any]:
    def written(kind: str, data: bytes) -> str:
        name = f"{kind}{group.file_name()}{suffix(data)}"
        (folder / name).write_bytes(data)
        return name

    entries: dict[str, Any] = {"file": written("", coded.data), "range": coded.range, "exponent": coded.exponent}
    if coded.hue:
        entries["hue"] = written("hue_", coded.hue)
    if extra.cubes:
        cube = extra.cubes[number]
        entries["probes"] = written("probes_", cube.data)
        entries |= {"probe_range": cube.range, "probe_exponent": cube.exponent}
    return group_table(group, entries)
