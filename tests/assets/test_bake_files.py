"""The bake's files: lightmap coordinates in a GLB and nothing else changed, codecs, cube maps, light groups."""

from __future__ import annotations

import json
import tomllib
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("mitsuba", reason="path tracing needs the packages of requirements-bake.txt")

from assets.bake import cubes, tonemap
from assets.bake.atlas import unwrap
from assets.bake.commands import place_files
from assets.bake.compare import flip, psnr
from assets.bake.gather import Page
from assets.bake.glb_write import EXTENSION, rewrite, unique_rows
from assets.bake.groups import read_groups
from assets.bake.light_file import to_toml
from assets.bake.lights import alias_table
from assets.bake.pack import EXPONENT, LEAST_QUALITY, LOSSLESS, UNSEEN, decode, encode, encode_within
from assets.bake.soup import make_soup, read_soup
from renderer.gltf import load_model
from renderer.gltf.container import read_container
from tests.assets.bake_scenes import SceneFile, box, floor
from tests.assets.test_validator import validate
from vr_client.errors import UserError

EYES = np.array([[0.0, 1.6, 0.0]])


def rich_scene(path: Path) -> Path:
    """Shared meshes, a moving door, glass, an animation, a camera, an unknown extension and data that only it knows."""
    scene = SceneFile()
    grey, glass = scene.material("grey"), scene.material("glass", alphaMode="BLEND")
    cube = scene.mesh(box((0, 0, 0), (0.5, 0.5, 0.5)), grey)
    scene.node("floor", scene.mesh([floor(2.0)], grey))
    scene.node("one", cube)
    scene.node("two", cube, translation=[1.0, 0.0, 0.0], extras={"keep": "me"})
    scene.node("moving:door", cube, translation=[0.0, 0.0, -1.0])
    scene.node("pane", scene.mesh([floor(0.5, 1.0)], glass))
    times = scene.accessor(np.array([0, 1], np.float32), 5126, "SCALAR", None, min=[0], max=[1])
    spin = scene.accessor(np.array([[0, 0, 0], [0, 1, 0]], np.float32), 5126, "VEC3", None)
    secret = scene.accessor(np.arange(40, dtype=np.uint8), 5121, "SCALAR", None)
    scene.more = {
        "animations": [
            {
                "channels": [{"sampler": 0, "target": {"node": 3, "path": "translation"}}],
                "samplers": [{"input": times, "output": spin}],
            }
        ],
        "cameras": [{"type": "perspective", "perspective": {"yfov": 1, "znear": 0.1}}],
        "extensionsUsed": ["ACME_things"],
        "extensions": {"ACME_things": {"view": scene.accessors[secret]["bufferView"]}},
        "extras": {"author": "a foreign tool"},
    }
    return scene.write(path)


def rewritten(source: Path, target: Path) -> Path:
    target.write_bytes(rewrite(source, unwrap(read_soup(source), 32, 10**6, EYES)))
    return target


def triangles(path: Path) -> np.ndarray:
    """World positions of all corners, in the order of the file."""
    soup = read_soup(path)
    return soup.positions[soup.faces]


def test_a_rewritten_file_draws_the_same_and_has_coordinates_where_light_lies(tmp_path: Path) -> None:
    before, after = rich_scene(tmp_path / "a.glb"), tmp_path / "b.glb"
    rewritten(before, after)
    assert np.array_equal(triangles(before), triangles(after))
    model = load_model(after)
    has = {n.name: model.meshes[n.mesh].primitives[0].uv1 is not None for n in model.nodes if n.mesh is not None}
    assert has == {"floor": True, "one": True, "two": True, "moving:door": False, "pane": False}


def test_all_else_in_the_file_is_kept(tmp_path: Path) -> None:
    (old, data), (new, fresh) = (
        read_container(p) for p in (rich_scene(tmp_path / "a.glb"), rewritten(tmp_path / "a.glb", tmp_path / "b.glb"))
    )
    for key in ("animations", "cameras", "materials", "extras", "scenes", "asset"):
        assert new[key] == old[key]
    assert new["extensions"] == {"ACME_things": old["extensions"]["ACME_things"], EXTENSION: {"version": 1}}
    assert new["extensionsUsed"] == sorted([*old["extensionsUsed"], EXTENSION])
    assert [{k: v for k, v in n.items() if k != "mesh"} for n in new["nodes"]] == [
        {k: v for k, v in n.items() if k != "mesh"} for n in old["nodes"]
    ]
    number = old["extensions"]["ACME_things"]["view"]
    for document, blob in ((old, data), (new, fresh)):
        view = document["bufferViews"][number]
        assert blob[view["byteOffset"] : view["byteOffset"] + 40] == bytes(range(40))


def test_the_validator_has_nothing_against_it(tmp_path: Path) -> None:
    baked = rewritten(rich_scene(tmp_path / "a.glb"), tmp_path / "b.glb")
    assert validate(baked, tmp_path / "a.glb") == {str(baked): [], str(tmp_path / "a.glb"): []}


def test_nodes_that_share_a_mesh_get_places_of_their_own(tmp_path: Path) -> None:
    model = load_model(rewritten(rich_scene(tmp_path / "a.glb"), tmp_path / "b.glb"))
    first, second = (model.meshes[model.nodes[model.node_index(n)].mesh].primitives[0].uv1 for n in ("one", "two"))
    corners = [{tuple(uv) for uv in uvs.round(5)} for uvs in (first, second)]
    assert len(corners[0]) == len(corners[1]) >= 8
    assert not corners[0] & corners[1]


def test_baking_again_does_not_grow_the_file(tmp_path: Path) -> None:
    once = rewritten(rich_scene(tmp_path / "a.glb"), tmp_path / "b.glb")
    again = rewritten(once, tmp_path / "c.glb")
    counts = [sum(len(p.positions) for m in load_model(f).meshes for p in m.primitives) for f in (once, again)]
    assert counts[0] == counts[1]
    assert abs(len(again.read_bytes()) - len(once.read_bytes())) < 64
    assert np.array_equal(triangles(once), triangles(again))


def test_what_is_no_glb_is_refused(tmp_path: Path) -> None:
    document, data = read_container(rich_scene(tmp_path / "a.glb"))
    document["buffers"][0]["uri"] = "a.bin"
    (tmp_path / "a.bin").write_bytes(data)
    (tmp_path / "a.gltf").write_text(json.dumps(document))
    with pytest.raises(UserError) as told:
        place_files(str(tmp_path / "missing.glb"))
    assert told.value.code == "E22"
    soup = read_soup(tmp_path / "a.gltf")
    with pytest.raises(UserError) as told:
        rewrite(tmp_path / "a.gltf", unwrap(soup, 8, 10**6, EYES))
    assert told.value.code == "E22"


def test_no_two_charts_share_a_texel(tmp_path: Path) -> None:
    soup = read_soup(rich_scene(tmp_path / "a.glb"))
    atlas = unwrap(soup, 24, 10**6, EYES)
    owner = np.full((atlas.height, atlas.width), -1)
    clashes = covered = 0
    for part in atlas.parts:
        size = (atlas.width, atlas.height)
        for face in part.uv[part.faces] * size:
            low, high = np.floor(face.min(0)).astype(int), np.ceil(face.max(0)).astype(int)
            y, x = np.mgrid[low[1] : high[1], low[0] : high[0]] + 0.5
            inside = np.ones(x.shape, bool)
            (ax, ay), (bx, by), (cx, cy) = face
            turn = np.sign((bx - ax) * (cy - ay) - (by - ay) * (cx - ax))
            for (px, py), (qx, qy) in (((ax, ay), (bx, by)), ((bx, by), (cx, cy)), ((cx, cy), (ax, ay))):
                inside &= turn * ((qx - px) * (y - py) - (qy - py) * (x - px)) > 1e-3
            cells = owner[low[1] : high[1], low[0] : high[0]]
            clashes += int((inside & (cells >= 0)).sum())
            cells[inside] = 1
            covered += int(inside.sum())
    assert covered > 5000
    assert clashes == 0
    assert Page(soup, atlas).covered_texels().size >= covered * 0.95


def test_a_page_keeps_to_its_size_at_the_price_of_density(tmp_path: Path) -> None:
    soup = read_soup(rich_scene(tmp_path / "a.glb"))
    atlas = unwrap(soup, 500, 256 * 256, EYES)
    assert atlas.width * atlas.height <= 256 * 256
    assert atlas.density < 500


def test_nothing_to_light_is_told(tmp_path: Path) -> None:
    scene = SceneFile()
    scene.node("pane", scene.mesh([floor(1.0)], scene.material("glass", alphaMode="BLEND")))
    with pytest.raises(UserError) as told:
        unwrap(read_soup(scene.write(tmp_path / "a.glb")), 8, 10**6, EYES)
    assert told.value.code == "E86"


def test_a_mesh_that_cannot_be_lit_is_named(tmp_path: Path) -> None:
    scene = SceneFile()
    scene.node("runaway", scene.mesh([floor(1e6)], scene.material("grey")))
    with pytest.raises(UserError) as told:
        make_soup(load_model(scene.write(tmp_path / "a.glb")))
    assert told.value.code == "E85"
    assert "runaway" in str(told.value)


def test_equal_rows_are_joined_in_the_order_they_came() -> None:
    rows = np.array([[3, 3], [1, 1], [3, 3], [2, 2]], np.uint8)
    first, faces = unique_rows(rows, np.array([[0, 1, 2], [2, 3, 1]]))
    assert first.tolist() == [0, 1, 3]
    assert faces.tolist() == [[0, 1, 0], [0, 2, 1]]


def test_the_codec_is_true_within_what_eight_bits_allow() -> None:
    x = np.linspace(0, 1, 256)
    values = np.repeat((0.02 + 3 * x[:, None] * x[None, :])[..., None], 3, axis=2).astype(np.float32)
    error = np.abs(decode(encode(values, 95)) - values) / values
    assert np.percentile(error, 95) < 0.06
    assert abs(np.mean(decode(encode(values, 95)) - values)) < 0.003
    assert not decode(encode(np.zeros((16, 16, 3), np.float32), 90)).any()


def test_pictures_that_are_too_large_lose_quality_not_more() -> None:
    noise = np.random.default_rng(1).random((128, 128, 3), np.float32)
    whole, best, least = encode(noise, LOSSLESS), encode(noise, 90), encode(noise, LEAST_QUALITY)
    assert encode_within([noise], len(whole.data), 90)[0].data == whole.data
    assert encode_within([noise], len(whole.data) - 1, 90)[0].data == best.data
    middle = encode_within([noise], (len(best.data) + len(least.data)) // 2, 90)[0].data
    assert len(least.data) < len(middle) < len(best.data)
    assert encode_within([noise], 1, 90)[0].data == least.data
    assert np.abs(decode(whole) - noise).max() < 0.5 * EXPONENT / 255 * whole.range * 1.01


def test_a_lightmap_keeps_its_hue_whatever_its_brightness_loses() -> None:
    rng = np.random.default_rng(1)
    warm = np.array([1.0, 0.7, 0.3], np.float32) * rng.uniform(0.05, 1, (61, 83, 1)).astype(np.float32)  # odd sizes
    coded = encode(warm, LEAST_QUALITY, apart=True)
    back = decode(coded)
    shares = back / back.max(axis=2, keepdims=True)
    assert np.abs(shares - warm / warm[..., :1]).max() < 0.08  # of which the codes' own steps are the most, in the dark
    assert np.abs(shares.mean(axis=(0, 1)) - (1.0, 0.7, 0.3)).max() < 0.02
    red = np.zeros((8, 8, 3), np.float32) + np.array([1, 0, 0], np.float32)
    assert np.allclose(decode(encode(red, 90, apart=True)), red, atol=0.05)


@pytest.mark.parametrize("apart", [False, True])
def test_the_dark_keeps_its_colour_on_average(apart: bool) -> None:
    """What shifts codes by half a one turns dim browns green."""
    x = np.linspace(0, 1, 256)
    brown = np.array([1.0, 0.6, 0.4], np.float32) * (0.004 + 0.02 * x[:, None, None] * x[None, :, None])
    values = brown.astype(np.float32)
    values[:, :8] = 4.0
    back = decode(encode(values, 90, apart))[:, 32:].mean(axis=(0, 1))
    assert back == pytest.approx(values[:, 32:].mean(axis=(0, 1)), rel=0.03)


def test_light_that_nobody_can_see_costs_nothing() -> None:
    faint = np.full((64, 64, 3), UNSEEN, np.float32)
    assert not decode(encode(faint, 90)).any()
    assert decode(encode(2 * faint, 90)).any()


def test_directions_and_texels_of_a_cube_agree() -> None:
    d = cubes.directions(16)
    assert np.array_equal(cubes.texel_of(d.reshape(-1, 3), 16), np.arange(6 * 16 * 16))
    middles = d[:, 7:9, 7:9].mean(axis=(1, 2))
    axes = middles / np.linalg.norm(middles, axis=1, keepdims=True)
    assert np.allclose(axes, [[1, 0, 0], [-1, 0, 0], [0, 1, 0], [0, -1, 0], [0, 0, 1], [0, 0, -1]], atol=1e-6)
    assert d[0, 0, 0] @ [0, 1, 1] > 0  # GL: the first row of +X is the upper one, its first column lies towards +Z


def test_the_prefilter_keeps_what_is_even_and_blurs_more_where_it_is_rougher() -> None:
    flat = np.full((1, 6, cubes.SIDE, cubes.SIDE, 3), 0.7, np.float32)
    rows = cubes.packed_rows(flat)
    assert rows.shape == (cubes.SIDE, cubes.ROW, 3)
    assert rows == pytest.approx(np.full(rows.shape, 0.7), rel=1e-3)
    spot = np.zeros_like(flat)
    spot[0, 4, 60:68, 60:68] = 1.0
    packed, column, peaks = cubes.packed_rows(spot), 0, []
    for mip in range(cubes.MIPS):
        side = cubes.SIDE >> mip
        peaks.append(packed[:side, column + 4 * side : column + 5 * side].max())
        column += 6 * side
    assert peaks[0] == 1
    assert all(a > b for a, b in pairwise(peaks))
    assert peaks[2] > 2 * peaks[3] > 4 * peaks[5]


def test_groups_are_read_and_faults_are_told(tmp_path: Path) -> None:
    noon = {"name": "noon", "kind": "daylight", "sky": [1, 2, 3], "horizon": [1, 1, 1], "ground": [0, 0, 0]}
    fire = {"name": "fire.bin", "kind": "fire", "position": [0, 0, 0], "radius_m": 0.1, "height_m": 0.5, "default": 0}
    light = read_groups(tmp_path, {"light_group": [noon, fire]}, ["screen"])
    assert [(g.name, g.kind) for g in light.groups] == [
        ("noon", "daylight"),
        ("fire.bin", "fire"),
        ("constant", "constant"),
    ]
    assert light.weights({"noon": 0.25}) == {"noon": 0.25, "fire.bin": 0, "constant": 1}
    assert light.groups[1].fire_radiance().max() * np.pi * 2 * np.pi * 0.1 * 0.5 == pytest.approx(1)
    with pytest.raises(UserError) as told:
        light.weights({"dawn": 1})
    assert told.value.code == "E84"
    for fault in ({"kind": "moon"}, {"sky": [1, 2]}, {"horizon": "blue"}):
        with pytest.raises(UserError) as told:
            read_groups(tmp_path, {"light_group": [noon | fault]}, [])
        assert told.value.code == "E21"


def test_an_older_place_gets_one_daylight_and_its_lamps(tmp_path: Path) -> None:
    table = {
        "environment": {"sky": [1, 1, 1], "ambient": 0.5},
        "sun": {"direction": [0, -2, 0], "colour": [3, 3, 3]},
        "light": [{"position": [0, 2, 0], "colour": [4, 4, 4]}],
    }
    daylight, lamps = read_groups(tmp_path, table, ["lamp"]).groups
    assert daylight.sky is not None
    assert daylight.sky.sky == (0.5, 0.5, 0.5)
    assert daylight.sun is not None
    assert daylight.sun.direction == (0, -1, 0)
    assert (lamps.materials, len(lamps.lamps)) == (("lamp",), 1)


def test_what_is_written_is_toml() -> None:
    head = {"version": 1, "size": [3, 4], "text": 'a "b" \\ c', "tiny": 1e-7, "yes": True}
    group = {"name": "noon", "sun": {"direction": (0.0, -1.0, 0.0)}, "materials": ("a", "b")}
    read = tomllib.loads(to_toml(head, {"group": [group], "probe": []}))
    assert read == head | {"group": [{"name": "noon", "sun": {"direction": [0, -1, 0]}, "materials": ["a", "b"]}]}


def test_the_alias_method_draws_what_it_shall() -> None:
    chance = np.array([0.5, 0.3, 0.15, 0.05, 0.0])
    threshold, other = alias_table(chance)
    drawn = threshold / 5 + np.bincount(other, (1 - threshold) / 5, minlength=5)
    assert drawn == pytest.approx(chance, abs=1e-6)


def test_the_tone_map_has_the_published_properties() -> None:
    grey = np.linspace(0, 4, 400)[:, None] * np.ones(3)
    mapped = tonemap.neutral(grey)[:, 0]
    assert (np.diff(mapped) > 0).all()
    assert mapped.max() < 1
    assert tonemap.neutral(np.full((1, 3), 0.5))[0, 0] == pytest.approx(0.46)  # 1:1 but for the Fresnel offset of 0.04
    assert tonemap.encode(np.array([0.0, 0.5, 1.0])).tolist() == [0, 188, 255]


def test_equal_pictures_score_best() -> None:
    a = np.random.default_rng(3).integers(0, 255, (40, 60, 3), np.uint8)
    b = np.clip(a.astype(int) + 20, 0, 255).astype(np.uint8)
    assert flip(a, a)[1] == 0
    assert psnr(a, a) == 99
    assert 0 < flip(a, b)[1] < 1
    assert psnr(a, b) == pytest.approx(10 * np.log10(255**2 / np.mean((a.astype(float) - b) ** 2)))
