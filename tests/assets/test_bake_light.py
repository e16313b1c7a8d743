"""Baked and traced light against formulas."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("mitsuba", reason="path tracing needs the packages of requirements-bake.txt")

from assets.bake import cubes, reference
from assets.bake.atlas import unwrap
from assets.bake.gather import Page, gather
from assets.bake.pipeline import PREVIEW, Stage, bake, open_stage
from assets.bake.space import look_around
from assets.bake.volume import harmonics
from renderer.gltf import load_model
from renderer.light_file import read_light
from tests.assets.bake_scenes import SceneFile, box, ceiling, floor, furnace
from vr_client.errors import UserError

TINY = replace(PREVIEW, density=24.0, samples=64, probe_samples=16)
DARK = "sky = [0, 0, 0]\nhorizon = [0, 0, 0]\nground = [0, 0, 0]\n"


def stage_of(folder: Path, toml: str = "[environment]\n" + DARK) -> Stage:
    (folder / "place.toml").write_text(toml, encoding="utf-8")
    return open_stage(folder, folder / "scene.glb")


def texels_at(folder: Path, group: str, points: np.ndarray) -> np.ndarray:
    """Irradiance over pi read from the baked files at points of the first node's triangles, as the renderer would."""
    light = read_light(folder / "light")
    found = next(g for g in light.groups if g.name == group)
    codes = found.read_lightmap().astype(float) / 255
    primitive = load_model(folder / "scene.glb").meshes[0].primitives[0]
    values = []
    for point in points:
        uv = uv_at(primitive, point)
        x, y = (int(v * s) for v, s in zip(uv, light.size, strict=True))
        values.append(found.range * codes[y, x].mean() ** found.exponent)
    return np.array(values)


def uv_at(primitive, point: np.ndarray) -> np.ndarray:
    for face in primitive.indices:
        a, b, c = primitive.positions[face].astype(float)
        m = np.stack([b - a, c - a], axis=1)
        solution = np.linalg.lstsq(m, point - a, rcond=None)[0]
        if np.allclose(m @ solution, point - a, atol=1e-5) and min(*solution, 1 - solution.sum()) >= -1e-6:
            u0, u1, u2 = primitive.uv1[face].astype(float)
            return u0 + (u1 - u0) * solution[0] + (u2 - u0) * solution[1]
    raise AssertionError(f"no triangle holds {point}")


@pytest.mark.parametrize("albedo", [0.0, 0.6])
def test_a_furnace_is_as_bright_everywhere_as_its_walls_say(tmp_path: Path, albedo: float) -> None:
    furnace(tmp_path, albedo, 0.5)
    stage = stage_of(tmp_path)
    result = gather(stage.soup, unwrap(stage.soup, 24, 10**6, stage.eyes), stage.tracer({"lamps": (0, 1.0)}), 32)
    inside = result.values[0][result.valid]
    assert len(inside) > 2000
    assert inside.mean() == pytest.approx(0.5 / (1 - albedo), rel=0.01)
    assert np.percentile(np.abs(inside - inside.mean()), 95) < 0.25 * inside.mean()


def test_a_small_lamp_gives_what_its_form_factor_says(tmp_path: Path) -> None:
    scene = SceneFile()
    ground, lamp = scene.material("ground", 0.0), scene.material("lamp", 0.0, 20.0)
    scene.node("floor", scene.mesh([floor(1.0)], ground))
    scene.node("lamp", scene.mesh([ceiling(0.1, 1.0)], lamp))
    scene.write(tmp_path / "scene.glb")
    (tmp_path / "place.toml").write_text("[environment]\n" + DARK, encoding="utf-8")
    bake(tmp_path, tmp_path / "scene.glb", TINY, probes=False)
    points = np.array([[0.03, 0, 0.02], [0.5, 0, 0.01], [0.7, 0, -0.6]])
    x, z = np.meshgrid(*[np.linspace(-0.1, 0.1, 41)] * 2)
    for point, got in zip(points, texels_at(tmp_path, "lamps", points), strict=True):
        r2 = (x - point[0]) ** 2 + (z - point[2]) ** 2 + 1
        expected = 20.0 * np.mean(1 / r2**2) * 0.04 / np.pi  # cosine at both ends over distance squared, over pi
        assert got == pytest.approx(expected, rel=0.08)


def test_direct_sun_is_not_in_the_lightmap_but_its_bounce_is(tmp_path: Path) -> None:
    scene = SceneFile()
    scene.node("floor", scene.mesh([floor(20.0)], scene.material("ground", 0.5)))
    scene.node("board", scene.mesh([ceiling(0.25, 3.0)], scene.material("board", 0.0)))
    scene.write(tmp_path / "scene.glb")
    sun = "[sun]\ndirection = [0, -1, 0]\ncolour = [2, 2, 2]\n"
    stage = stage_of(tmp_path, "[environment]\n" + DARK + sun)
    result = gather(stage.soup, unwrap(stage.soup, 4, 10**6, stage.eyes), stage.tracer({"daylight": (0, 1.0)}), 32)
    page = Page(stage.soup, unwrap(stage.soup, 4, 10**6, stage.eyes))
    texels = np.flatnonzero(result.covered)
    from assets.bake.backend import mi

    height = np.array(page.place(mi.UInt32(texels.astype(np.uint32)), mi.Float(0.5), mi.Float(0.5))[0].y)
    values = result.values[0].reshape(-1, 3)[texels]
    assert values[height < 0.1].max() < 0.02  # nothing above the floor sends light down
    board = values[height > 2.9]
    assert board.mean() == pytest.approx(0.5 * 2 / np.pi, rel=0.06)  # a sunlit floor fills nearly all that it sees


def test_groups_are_traced_apart_and_add_up(tmp_path: Path) -> None:
    scene = SceneFile()
    scene.node("floor", scene.mesh([floor(1.0)], scene.material("ground", 0.3)))
    scene.node("left", scene.mesh([ceiling(0.1, 1.0)], scene.material("left lamp", 0.0, 5.0)))
    scene.write(tmp_path / "scene.glb")
    toml = """
[[light_group]]
name = "noon"
kind = "daylight"
sky = [1, 1, 1]
horizon = [1, 1, 1]
ground = [1, 1, 1]
[[light_group]]
name = "lamps"
kind = "lamps"
default = 0.5
materials = ["left lamp"]
[[light_group]]
name = "fire.bin"
kind = "fire"
position = [0.5, 0.1, 0]
radius_m = 0.1
height_m = 0.4
"""
    stage = stage_of(tmp_path, toml)
    atlas = unwrap(stage.soup, 12, 10**6, stage.eyes)
    apart = gather(stage.soup, atlas, stage.tracer(stage.all_slots()), 64)
    together = gather(stage.soup, atlas, stage.tracer({"noon": (0, 1.0), "lamps": (0, 0.5), "fire.bin": (0, 0.0)}), 64)
    mean = [v[apart.valid].mean(axis=0) for v in apart.values]
    assert [g.name for g in stage.light.groups] == ["noon", "lamps", "fire.bin"]
    assert mean[0] + 0.5 * mean[1] == pytest.approx(together.values[0][together.valid].mean(axis=0), rel=0.02)
    assert mean[2][0] > mean[2][1] > mean[2][2] > 0  # a fire is orange
    # All light of the fire's side that goes down meets the floor: at most half its flux of 1 over pi, in radiance of white.
    assert 0 < mean[2][0] * 4.0 < 0.5


def test_texels_inside_something_are_found(tmp_path: Path) -> None:
    scene = SceneFile()
    grey = scene.material("grey", 0.5)
    scene.node("floor", scene.mesh([floor(1.0)], grey))
    scene.node("crate", scene.mesh(box((-0.4, -0.05, -0.4), (0.4, 0.5, 0.4)), grey))
    scene.write(tmp_path / "scene.glb")
    stage = stage_of(tmp_path, "[environment]\nsky = [1,1,1]\nhorizon = [1,1,1]\nground = [1,1,1]\n")
    atlas = unwrap(stage.soup, 16, 10**6, stage.eyes)
    result = gather(stage.soup, atlas, stage.tracer({"daylight": (0, 1.0)}), 32)
    from assets.bake.backend import mi

    texels = np.flatnonzero(result.covered).astype(np.uint32)
    p, n, _, met = Page(stage.soup, atlas).place(mi.UInt32(texels), mi.Float(0.5), mi.Float(0.5))
    p, n, met = np.array(p).T, np.array(n).T, np.array(met)
    on_floor = met & (np.abs(p[:, 1]) < 1e-4) & (n[:, 1] > 0.9)
    below = on_floor & (np.abs(p[:, [0, 2]]).max(axis=1) < 0.3)
    open_air = on_floor & (np.abs(p[:, [0, 2]]).max(axis=1) > 0.6)
    valid = result.valid.ravel()[texels]
    assert below.sum() > 30
    assert not valid[below].any()
    assert valid[open_air].all()


def test_texels_that_lie_partly_inside_something_have_the_light_of_their_open_part(tmp_path: Path) -> None:
    """A crate's edge runs through a floor's texels; beside a black crate half the sky is left."""
    scene = SceneFile()
    scene.node("floor", scene.mesh([floor(1.0)], scene.material("floor", 0.0)))
    crate = scene.mesh(box((-0.43, -0.05, -0.43), (0.43, 0.9, 0.43)), scene.material("crate", 0.0))
    scene.node("crate", crate)
    scene.write(tmp_path / "scene.glb")
    stage = stage_of(tmp_path, "[environment]\nsky = [1,1,1]\nhorizon = [1,1,1]\nground = [1,1,1]\n")
    atlas = unwrap(stage.soup, 9, 10**6, stage.eyes)
    result = gather(stage.soup, atlas, stage.tracer({"daylight": (0, 1.0)}), 64)
    from assets.bake.backend import mi

    texels, reach = np.flatnonzero(result.covered).astype(np.uint32), []
    for x, y in ((0.05, 0.05), (0.95, 0.05), (0.05, 0.95), (0.95, 0.95)):
        p, n, _, met = (
            np.array(v).T for v in Page(stage.soup, atlas).place(mi.UInt32(texels), mi.Float(x), mi.Float(y))
        )
        on_floor = met & (np.abs(p[:, 1]) < 1e-4) & (n[:, 1] > 0.9)
        reach.append(np.where(on_floor, np.abs(p[:, [0, 2]]).max(axis=1), np.nan))
    low, high = np.min(reach, axis=0), np.max(reach, axis=0)
    crossed = (low < 0.41) & (high > 0.46)
    assert crossed.sum() > 20
    assert result.valid.ravel()[texels[crossed]].mean() > 0.9
    known = texels[crossed & result.valid.ravel()[texels]]
    light = result.values[0].reshape(-1, 3)[known].mean()
    assert 0.4 < light < 0.75, "half the sky, and more at the corners; what lies inside is black"


def test_light_from_beyond_a_wall_does_not_leak_along_its_edge(tmp_path: Path) -> None:
    """A dark room of single sheets whose floor goes on outside, where the sky shines."""
    scene = SceneFile()
    scene.node("floor", scene.mesh([floor(1.5)], scene.material("floor", 0.5)))
    room = box((-0.5, -0.01, -0.5), (0.5, 1.0, 0.5), inward=True)
    scene.node("walls", scene.mesh([q for i, q in enumerate(room) if i != 1], scene.material("wall", 0.5)))
    scene.write(tmp_path / "scene.glb")
    stage = stage_of(tmp_path, "[environment]\nsky = [1,1,1]\nhorizon = [1,1,1]\nground = [1,1,1]\n")
    atlas = unwrap(stage.soup, 9.7, 10**6, stage.eyes)
    result = gather(stage.soup, atlas, stage.tracer({"daylight": (0, 1.0)}), 64)
    from assets.bake.backend import mi

    texels = np.flatnonzero(result.valid).astype(np.uint32)
    p, n, _, met = Page(stage.soup, atlas).place(mi.UInt32(texels), mi.Float(0.5), mi.Float(0.5))
    p, n, met = np.array(p).T, np.array(n).T, np.array(met)
    inside = met & (n[:, 1] > 0.9) & (np.abs(p[:, [0, 2]]).max(axis=1) < 0.5)
    values = result.values[0].reshape(-1, 3)[texels[inside]]
    assert inside.sum() > 30
    assert values.max() < 0.05


def test_a_reference_of_a_furnace_is_one_flat_colour(tmp_path: Path) -> None:
    furnace(tmp_path, 0.5, 0.2, side=2.0)
    stage = stage_of(tmp_path)
    camera = reference.look_at((1, 1, 1), (1.5, 0.5, 0), 70)
    radiance = reference.render(reference.tracer_for(stage, {"daylight": 0.0, "lamps": 1.0}), camera, (48, 32), 64)
    assert radiance.mean() == pytest.approx(0.4, rel=0.01)
    assert np.percentile(np.abs(radiance - 0.4), 98) < 0.05


def test_the_air_of_a_white_world_is_white_in_all_directions(tmp_path: Path) -> None:
    furnace(tmp_path, 0.5, 0.25, side=2.0)
    stage = stage_of(tmp_path)
    sh = harmonics(stage.tracer({"lamps": (0, 1.0)}), np.array([[1.0, 1.0, 1.0]]), 4096)[0, 0]
    assert sh[0] * 0.282095 == pytest.approx(np.full(3, 0.5), rel=0.02)
    assert np.abs(sh[1:]).max() < 0.06


def test_a_probe_of_a_furnace_is_its_colour_and_knows_its_walls(tmp_path: Path) -> None:
    furnace(tmp_path, 0.5, 0.25, side=2.0)
    probe = '[[probe]]\nname = "middle"\nposition = [1, 1, 1]\n'
    (tmp_path / "place.toml").write_text("[environment]\n" + DARK + probe, encoding="utf-8")
    bake(tmp_path, tmp_path / "scene.glb", replace(TINY, density=8.0, samples=8))
    light = read_light(tmp_path / "light")
    assert [p.low.round(2).tolist() + p.high.round(2).tolist() for p in light.probes] == [[0, 0, 0, 2, 2, 2]]
    assert light.depth is not None
    assert light.depth[0].min() == pytest.approx(1, abs=0.01)
    assert light.depth[0].max() == pytest.approx(3**0.5, abs=0.05)
    lamps = next(g for g in light.groups if g.name == "lamps")
    assert lamps.read_probes is not None
    codes = lamps.read_probes()[:, : 6 * cubes.SIDE] / 255
    assert (lamps.probe_range * codes**lamps.probe_exponent).mean() == pytest.approx(0.5, rel=0.04)
    assert light.volume is not None
    assert light.volume.sh.shape[0] == 2


def test_an_interrupted_bake_leaves_the_place_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnace(tmp_path, 0.5, 0.25)
    stage_of(tmp_path)
    bake(tmp_path, tmp_path / "scene.glb", replace(TINY, density=8.0, samples=2), probes=False)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}

    def stop(*_args: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("assets.bake.pipeline.rewrite", stop)
    with pytest.raises(KeyboardInterrupt):
        bake(tmp_path, tmp_path / "scene.glb", replace(TINY, density=8.0, samples=2), probes=False)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_a_scene_that_changes_meanwhile_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    furnace(tmp_path, 0.5, 0.25)
    stage_of(tmp_path)
    from assets.bake import pipeline

    def gather_and_build(*args: object) -> object:
        furnace(tmp_path, 0.25, 0.25)
        return gather(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "gather", gather_and_build)
    with pytest.raises(UserError) as told:
        bake(tmp_path, tmp_path / "scene.glb", replace(TINY, density=8.0, samples=2), probes=False)
    assert told.value.code == "E87"
    assert not (tmp_path / "light").exists()
    assert not list(tmp_path.glob("*.new*"))


def test_what_is_seen_from_a_point_is_measured(tmp_path: Path) -> None:
    furnace(tmp_path, 0.5, 0.25, side=2.0)
    stage = stage_of(tmp_path)
    tables = stage.tracer({}).tables
    seen = look_around(stage.soup, tables, np.array([[1.0, 1.0, 1.0], [5.0, 1.0, 1.0]]))
    assert 1 <= seen.distance[0].min() < 1.05
    assert seen.distance[0].max() <= 3**0.5 + 1e-4
    assert seen.buried().tolist() == [False, False]  # outside of the box one sees backs, but only in a few directions
    assert seen.back[0].sum() == 0 < seen.back[1].sum()


def test_the_reports_pictures_are_pictures(tmp_path: Path) -> None:
    reference.save(tmp_path / "deep" / "a.png", np.zeros((4, 5, 3), np.uint8))
    with Image.open(tmp_path / "deep" / "a.png") as picture:
        assert picture.size == (5, 4)
