"""Baked light: the folder's format, and that pictures show what was baked."""

import dataclasses
import hashlib
import logging

import glm
import numpy as np
import pytest

from renderer.gl import Renderer
from renderer.gl.distance import REACH_M, build_distance_field
from renderer.gl.tables import lobe_integrals
from renderer.gltf import load_model
from renderer.light import LightError
from renderer.light_file import load_light, read_light
from renderer.scene import Environment, Instance, Occluder, Scene
from renderer.shot import frame_view, shots
from tests.renderer.baked import even_faces, face_directions, far_depth, row_of, write_light
from tests.renderer.conftest import PLAIN
from tests.renderer.glb import Builder, sphere

MEASURE = Environment(glm.vec3(0), glm.vec3(0), glm.vec3(0), tone_map="none")
AHEAD = frame_view(glm.vec3(0, 0, 3), glm.vec3(0), 60, 1)
COLOURS = [(255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 0), (255, 0, 255), (0, 255, 255)]


def to_linear(value):
    c = np.asarray(value) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def grey(code, size=8):
    return np.full((size, size, 3), code, np.uint8)


def wall(tmp_path, albedo=0.5, lightmapped=True, metallic=0.0, roughness=1.0):
    """A square of 2 m, the whole lightmap on it; matt, without any mirroring, unless it is metallic."""
    b = Builder()
    material = b.add(
        "materials",
        {
            "name": "wall",
            "pbrMetallicRoughness": {
                "baseColorFactor": [albedo] * 3 + [1],
                "metallicFactor": metallic,
                "roughnessFactor": roughness,
            },
            "extensions": {"KHR_materials_specular": {"specularFactor": 0}},
        },
    )
    uv = b.accessor(np.array([(0, 1), (1, 1), (1, 0), (0, 0)], np.float32), "VEC2")
    corners = [(-1, -1, 0), (1, -1, 0), (1, 1, 0), (-1, 1, 0)]
    extra = {"TEXCOORD_1": uv} if lightmapped else {}
    b.node("wall", mesh=b.mesh(corners, [0, 1, 2, 0, 2, 3], material, [(0, 0, 1)] * 4, TEXCOORD_0=uv, **extra))
    if lightmapped:
        b.document["extensions"] = {"SEOUL_lightmap": {"version": 1}}
        b.document["extensionsUsed"] = ["SEOUL_lightmap"]
    return load_model(b.save(tmp_path / "wall.glb"))


def seen(renderer, scene, view=AHEAD, size=(64, 64)):
    return shots(scene, [view], size, renderer)[0]


def lit(model, light, **weights):
    return Scene([Instance(model)], environment=MEASURE, light=light, light_weights=weights)


# the folder ----------------------------------------------------------------------------------------------------------


def test_a_light_folder_is_read_as_it_was_written(tmp_path):
    rng = np.random.default_rng(3)
    codes = rng.integers(0, 256, (12, 20, 3), np.uint8)
    rows = [rng.integers(0, 256, (128, 1512, 3), np.uint8) for _ in range(2)]
    sun = {"direction": [0.0, -2.0, 0.0], "colour": [3.0, 2.0, 1.0]}
    sky = {"sky": [1.0, 2.0, 3.0], "horizon": [4.0, 5.0, 6.0], "ground": [0.0, 0.0, 1.0], "sun": sun}
    probe = {"position": [0, 1, 2], "low": [-1, 0, 0], "high": [1, 3, 4], "depth": far_depth(2.5)}
    sh = rng.normal(size=(2, 2, 3, 4, 9, 3)).astype(np.float16)
    volume = {"origin": np.zeros(3), "step": np.ones(3), "sh": sh}
    groups = {
        "noon": {"codes": codes, "rows": rows, "range": 3.0, "exponent": 2.2, "probe_range": 7.0, **sky},
        "fire.bin": {"codes": codes, "rows": rows, "kind": "fire", "default": 0.0, "position": [1, 0, 0], "gain": 0.1},
    }
    light = read_light(write_light(tmp_path / "light", groups, [probe, probe], volume))
    noon, fire = light.groups
    decoded = noon.decode().result()
    assert np.array_equal(decoded[0], codes)
    assert np.array_equal(decoded[1], np.concatenate(rows))
    assert (noon.range, noon.exponent, noon.probe_range, light.size) == (3.0, 2.2, 7.0, (20, 12))
    assert np.array_equal(light.volume.sh, sh)
    assert light.depth.shape == (2, 6, 64, 64)
    assert light.depth.max() == 2.5
    assert light.fire_near(glm.vec3(1, 0, 0.9)) is fire
    assert light.fire_near(glm.vec3(1, 0, 1.1)) is None
    assert np.allclose(light.weights({"fire.bin": 4.0}), [1, 4])


def test_sun_and_sky_follow_the_weights(tmp_path):
    def hour(sky, sun):
        colours = {"sky": [sky] * 3, "horizon": [sky] * 3, "ground": [0.0] * 3}
        return {"codes": grey(0), **colours, "sun": {"direction": [0, -1, 0], "colour": [sun] * 3}}

    light = read_light(write_light(tmp_path / "light", {"noon": hour(4.0, 8.0), "dusk": hour(2.0, 1.0)}))
    weights = {"noon": 0.25, "dusk": 0.5}
    assert light.sun(weights).colour.x == pytest.approx(0.5)  # dusk is the stronger, and half
    assert light.environment(weights, MEASURE).sky.x == pytest.approx(2.0)
    assert light.environment(weights, MEASURE).tone_map == "none"
    assert light.sun({"noon": 0, "dusk": 0}) is None


def damage(folder, name):
    toml = folder / "light.toml"
    if name == "not toml":
        toml.write_text("[[", "utf-8")
    elif name == "future":
        toml.write_text(toml.read_text("utf-8").replace("version = 2", "version = 1"), "utf-8")
    elif name == "no range":
        toml.write_text(toml.read_text("utf-8").replace("range", "rage"), "utf-8")
    elif name == "kind":
        toml.write_text(toml.read_text("utf-8").replace("daylight", "moonlight"), "utf-8")
    elif name == "no picture":
        (folder / "a.webp").unlink()
    elif name == "cut depth":
        (folder / "depth.npz").write_bytes((folder / "depth.npz").read_bytes()[:200])
    elif name == "wrong depth":
        np.savez(folder / "depth.npz", depth=np.zeros((3, 6, 8, 8)))
    elif name == "wrong volume":
        np.savez(folder / "volume.npz", origin=np.zeros(3), step=np.ones(3), sh=np.zeros((4, 1)))


@pytest.mark.parametrize(
    "name",
    ["not toml", "future", "no range", "kind", "no picture", "cut depth", "wrong depth", "wrong volume"],
)
def test_a_damaged_folder_is_an_error_in_the_log_and_no_light(tmp_path, caplog, name):
    probe = {"position": [0, 0, 0], "low": [-1] * 3, "high": [1] * 3, "depth": far_depth(1)}
    group = {"codes": grey(9), "rows": [row_of(even_faces(COLOURS))]}
    folder = write_light(tmp_path / "light", {"a": group}, [probe])
    assert load_light(folder) is not None
    damage(folder, name)
    with caplog.at_level(logging.ERROR):
        assert load_light(folder) is None
    assert "without its baked light" in caplog.text
    with pytest.raises(LightError):
        read_light(folder)


def test_a_place_without_the_folder_has_no_light_and_no_error(tmp_path, caplog):
    assert load_light(tmp_path / "light") is None
    assert not caplog.records


def test_light_of_another_scene_is_told(tmp_path, caplog):
    folder, scene = write_light(tmp_path / "light", {"a": {"codes": grey(9)}}), tmp_path / "scene.glb"
    scene.write_bytes(b"as it was baked")
    toml = folder / "light.toml"
    digest = hashlib.sha256(scene.read_bytes()).hexdigest()
    toml.write_text(toml.read_text("utf-8").replace('scene_sha256 = ""', f'scene_sha256 = "{digest}"'), "utf-8")
    assert load_light(folder, scene) is not None
    assert not caplog.text
    scene.write_bytes(b"as it is now")
    assert load_light(folder, scene) is not None
    assert "was baked for another scene.glb" in caplog.text


def test_a_damaged_picture_leaves_its_group_out(renderer, tmp_path, caplog):
    folder = write_light(tmp_path / "light", {"good": {"codes": grey(200)}, "bad": {"codes": grey(255)}})
    light = read_light(folder)
    data = (folder / "bad.webp").read_bytes()
    (folder / "bad.webp").write_bytes(data[: len(data) // 2])
    value = to_linear(seen(renderer, lit(wall(tmp_path), light))[32, 32, 0])
    assert value == pytest.approx(0.5 * 2 * (200 / 255) ** 2, abs=0.005)
    assert "bad" in caplog.text


# the lightmap --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("albedo", [0.2, 0.6])
def test_a_surface_shows_its_colour_times_the_baked_light(renderer, tmp_path, albedo):
    light = read_light(write_light(tmp_path / "light", {"a": {"codes": grey(150), "range": 3.0, "exponent": 2.2}}))
    value = to_linear(seen(renderer, lit(wall(tmp_path, albedo), light))[32, 32])
    assert value == pytest.approx(albedo * 3.0 * (150 / 255) ** 2.2, abs=0.004)


def test_light_adds_up(renderer, tmp_path):
    """With a alone, b alone and both: the sum, to the steps of an 8-bit picture."""
    ramp = np.zeros((16, 16, 3), np.uint8)
    ramp[:] = np.linspace(30, 200, 16).astype(np.uint8)[:, None]
    groups = {"a": {"codes": ramp, "range": 0.6}, "b": {"codes": ramp[:, ::-1].copy(), "range": 0.5}}
    light, model = read_light(write_light(tmp_path / "light", groups)), wall(tmp_path, 0.9)
    alone = [to_linear(seen(renderer, lit(model, light, a=a, b=b))) for a, b in ((1, 0), (0, 1))]
    both = to_linear(seen(renderer, lit(model, light, a=1, b=1)))
    half = to_linear(seen(renderer, lit(model, light, a=0.5, b=0)))
    assert both.max() < 0.9
    assert both.max() > 0.2
    assert np.abs(alone[0] + alone[1] - both).max() < 0.012
    assert np.abs(alone[0] / 2 - half).max() < 0.008


def test_the_first_row_of_a_lightmap_lies_at_v_0(renderer, tmp_path):
    codes = grey(0, 16)
    codes[:8, :8] = 255
    light = read_light(write_light(tmp_path / "light", {"a": {"codes": codes}}))
    picture = seen(renderer, lit(wall(tmp_path), light)).astype(int)
    assert picture[24, 24, 0] > 200  # upper left: v grows downwards on this wall
    assert picture[40, 24, 0] < 20
    assert picture[24, 40, 0] < 20


def test_a_lamp_is_as_bright_as_its_group(renderer, tmp_path):
    b = Builder()
    lamp = b.add("materials", {"name": "panel", "emissiveFactor": [0.5, 0.5, 0.5], "doubleSided": True})
    b.node("lamp", mesh=b.quad(lamp, 1.0))
    b.document |= {"extensions": {"SEOUL_lightmap": {"version": 1}}, "extensionsUsed": ["SEOUL_lightmap"]}
    model = load_model(b.save(tmp_path / "lamp.glb"))
    group = {"codes": grey(0), "kind": "lamps", "materials": ["panel"]}
    light = read_light(write_light(tmp_path / "light", {"lamps": group}))
    for weight in (1.0, 0.4, 0.0):
        picture = seen(renderer, lit(model, light, lamps=weight))
        assert to_linear(picture[32, 32, 0]) == pytest.approx(0.5 * weight, abs=0.01)


def test_a_person_darkens_the_floor_beside_the_feet(renderer, tmp_path):
    light = read_light(write_light(tmp_path / "light", {"a": {"codes": grey(200)}}))
    scene = lit(wall(tmp_path), light)
    clear = seen(renderer, scene).astype(float)
    scene.occluders.append(Occluder(glm.vec3(0, 0, 0.2), glm.vec3(0, 0, 1.5), 0.2))
    dark = seen(renderer, scene).astype(float)
    assert dark[32, 32, 0] < 0.7 * clear[32, 32, 0]
    assert dark[32, 44, 0] < clear[32, 44, 0]
    assert dark[32, 17, 0] > 0.9 * clear[32, 17, 0]


# probes --------------------------------------------------------------------------------------------------------------


def chrome(tmp_path, roughness=0.0, radius=0.5):
    points, triangles = sphere(48)
    b = Builder()
    material = b.add("materials", {"pbrMetallicRoughness": {"metallicFactor": 1, "roughnessFactor": roughness}})
    b.node("ball", mesh=b.mesh(points * radius, triangles, material, points))
    return load_model(b.save(tmp_path / "ball.glb"))


def surfaces_of(corners, low, high, voxel_m):
    """As `seoul bake` writes them, of triangles [M, 3, 3]; far and wide nothing where there is none."""
    corners = np.reshape(corners, (-1, 3, 3)).astype(float)
    found = build_distance_field(
        corners.reshape(-1, 3), np.arange(3 * len(corners)).reshape(-1, 3), low, high, 0.2, 10**7, voxel_m
    )
    return {"values": found.values, "low": found.low, "metres": np.array([found.voxel_m, REACH_M], np.float32)}


@pytest.mark.parametrize("steps", [0, 40])
def test_a_ball_mirrors_each_face_where_it_belongs(ctx, tmp_path, steps):
    """Also the upper and lower halves of the sides: faces stand upright."""
    faces = even_faces(COLOURS)
    for level in faces:
        for side in (0, 1, 4, 5):
            level[side, len(level[0]) // 2 :] //= 2
    probe = {"position": [0, 0, 0], "low": [-50] * 3, "high": [50] * 3, "depth": far_depth(50)}
    group = {"codes": grey(0), "rows": [row_of(faces)], "range": 1.0, "exponent": 1.0}
    nothing = surfaces_of([], [-1] * 3, [1] * 3, 0.2)
    light = read_light(write_light(tmp_path / "light", {"a": group}, [probe], surfaces=nothing))
    made = Renderer(ctx, dataclasses.replace(PLAIN, reflection_steps=steps))
    view = frame_view(glm.vec3(0, 0, 40), glm.vec3(0), 1.6, 1)
    picture = to_linear(shots(lit(chrome(tmp_path), light), [view], (129, 129), made)[0])
    made.release()
    half_px = 0.5 / (40 * np.tan(np.radians(0.8))) * 64.5

    def mirrored(direction):
        """What the ball shows where it mirrors towards a direction: there its normal is half-way to the eye."""
        normal = np.array(direction, float) / np.linalg.norm(direction) + (0, 0, 1)
        normal /= np.linalg.norm(normal)
        return picture[round(64 - normal[1] * half_px), round(64 + normal[0] * half_px)]

    for direction, colour in (
        ((1, 0.3, 0), (1, 0, 0)), ((1, -0.3, 0), (0.5, 0, 0)), ((-1, 0.3, 0), (0, 1, 0)), ((-1, -0.3, 0), (0, 0.5, 0)),
        ((0, 1, 0), (0, 0, 1)), ((0, -1, 0), (1, 1, 0)), ((0, 0.3, 1), (1, 0, 1)), ((0, -0.3, 1), (0.5, 0, 0.5)),
        ((0.3, 0.4, -1), (0, 1, 1)),
    ):  # fmt: skip
        assert np.abs(mirrored(direction) - colour).max() < 0.06, direction


def test_rough_surfaces_look_into_rough_mips(renderer, tmp_path):
    faces = [np.full((6, 128 >> m, 128 >> m, 3), 40 * (m + 1), np.uint8) for m in range(6)]
    probe = {"position": [0, 0, 0], "low": [-50] * 3, "high": [50] * 3, "depth": far_depth(50)}
    for roughness, code in ((0.2, 80), (0.6, 160), (1.0, 240)):
        # What facets send to each other comes from the place's mean light.
        group = {"codes": grey(code), "rows": [row_of(faces)], "range": 1.0, "exponent": 1.0}
        light = read_light(write_light(tmp_path / f"light{code}", {"a": group}, [probe]))
        b = Builder()
        pbr = {"metallicFactor": 1, "roughnessFactor": roughness}
        b.node("plate", mesh=b.quad(b.add("materials", {"pbrMetallicRoughness": pbr}), 1.0))
        model = load_model(b.save(tmp_path / "plate.glb"))
        assert to_linear(seen(renderer, lit(model, light))[32, 32, 0]) == pytest.approx(code / 255, abs=0.03)


@pytest.mark.parametrize(
    ("roughness", "code", "share"), [(0.9, 64, 0.5), (0.9, 255, 2.0), (0.35, 255, 1.0), (0.05, 64, 1.0)]
)
def test_a_wide_lobe_is_as_lit_as_its_place_and_a_mirror_image_is_not(renderer, tmp_path, roughness, code, share):
    """Around is light of 0.5 everywhere; the lightmap knows of something near that takes its share of it, or adds to it."""
    probe = {"position": [0, 0, 0], "low": [-50] * 3, "high": [50] * 3, "depth": far_depth(50)}
    sh = np.zeros((1, 2, 2, 2, 9, 3), np.float16)
    sh[..., 0, :] = 0.5 / 0.282095
    volume = {"origin": np.full(3, -2.0), "step": np.full(3, 4.0), "sh": sh}
    rows = [row_of(even_faces([(128, 128, 128)] * 6))]
    group = {"codes": grey(code), "rows": rows, "range": 1.0, "exponent": 1.0}
    light = read_light(write_light(tmp_path / "light", {"a": group}, [probe], volume))
    model = wall(tmp_path, roughness=roughness, metallic=1.0, albedo=1.0)
    value = to_linear(seen(renderer, lit(model, light))[32, 32, 0])
    many = 1 - lobe_integrals()[round(roughness * 48 - 0.5), -1, :2].astype(float).sum()  # facets send it to each other
    assert value == pytest.approx((1 - many) * 0.5 * share + many * code / 255, abs=0.03)


ROOM = np.array([-3, -1.5, -3]), np.array([3, 1.5, 3])
POST = np.array([0.8, -1.5, -1.4]), np.array([1.2, 0.5, -1.0])


def box_triangles(low, high):
    """float [12, 3, 3]."""
    corners = np.array([[(low, high)[i >> axis & 1][axis] for axis in range(3)] for i in range(8)])
    sides = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    return corners[[t for a, b, c, d in sides for t in ((a, b, c), (a, c, d))]]


def room_with_a_post():
    """Depth and colours that a probe at the origin sees: grey walls of a box 6 x 3 x 6 m, and a red post."""
    (low, high), (post_low, post_high) = ROOM, POST

    def cast(side):
        directions = face_directions(side)
        directions /= np.linalg.norm(directions, axis=-1, keepdims=True)
        with np.errstate(divide="ignore"):
            far = np.maximum(low / directions, high / directions).min(axis=-1)
            a, b = post_low / directions, post_high / directions
        enter, leave = np.minimum(a, b).max(axis=-1), np.maximum(a, b).min(axis=-1)
        hit = (enter < leave) & (enter > 0)
        return np.where(hit, enter, far), hit

    depth, _ = cast(64)
    faces = []
    for m in range(6):
        _, hit = cast(128 >> m)
        faces.append(np.where(hit[..., None], (255, 0, 0), (60, 60, 60)).astype(np.uint8))
    return depth, faces


def test_a_mirror_ray_ends_where_the_thing_stands(ctx, tmp_path):
    """A post in the room, mirrored in the floor: the probe sees it before a wall far behind, the ray meets it near. A rough floor
    shows it beside its edge, too, but less."""
    depth, faces = room_with_a_post()
    probe = {"position": [0, 0, 0], "low": [-3, -1.5, -3], "high": [3, 1.5, 3], "depth": depth}
    group = {"codes": grey(0), "rows": [row_of(faces)], "range": 1.0, "exponent": 1.0}
    surfaces = surfaces_of(np.concatenate([box_triangles(*ROOM), box_triangles(*POST)]), *ROOM, 0.05)
    light = read_light(write_light(tmp_path / "light", {"a": group}, [probe], surfaces=surfaces))

    def red(inside, steps=40, roughness=0.0):
        """Of what the floor mirrors of a point in the room."""
        eye, image = np.array([1.0, 0.3, 2.0]), np.array(inside) * (1, -1, 1) - (0, 3.0, 0)
        b = Builder()
        pbr = {"metallicFactor": 1, "roughnessFactor": roughness}
        corners = [(-3, -1.5, 3), (3, -1.5, 3), (3, -1.5, -3), (-3, -1.5, -3)]
        floor = b.mesh(corners, [0, 1, 2, 0, 2, 3], b.add("materials", {"pbrMetallicRoughness": pbr}), [(0, 1, 0)] * 4)
        b.node("floor", mesh=floor)
        model = load_model(b.save(tmp_path / "floor.glb"))
        made = Renderer(ctx, dataclasses.replace(PLAIN, reflection_steps=steps))
        view = frame_view(glm.vec3(*eye), glm.vec3(*image), 4, 1)
        pixel = to_linear(shots(lit(model, light), [view], (32, 32), made)[0])[16, 16]
        made.release()
        return pixel[0] - pixel[1]

    front, beside = (1.0, -0.6, -1.0), (0.7, -0.6, -1.2)  # on the post; a hand's breadth from its edge
    assert red(front) > 0.9
    assert red(front, steps=0) < 0.5  # the box alone puts it elsewhere
    assert red(beside) < 0.02
    assert 0.05 < red(beside, roughness=0.5) < red(front, roughness=0.5)


# the air -------------------------------------------------------------------------------------------------------------


def harmonics(n):
    x, y, z = n
    return np.array(
        [
            0.282095, 0.488603 * y, 0.488603 * z, 0.488603 * x, 1.092548 * x * y, 1.092548 * y * z,
            0.315392 * (3 * z * z - 1), 1.092548 * x * z, 0.546274 * (x * x - y * y),
        ]
    )  # fmt: skip


def test_what_moves_is_lit_by_the_volume(renderer, tmp_path):
    rng = np.random.default_rng(8)
    sh = rng.normal(size=(2, 3, 2, 4, 9, 3)) * 0.1
    sh[..., 0, :] = 1.2 + rng.random((2, 3, 2, 4, 3))
    sh = sh.astype(np.float16)
    volume = {"origin": np.array([-1.0, -1.0, -1.5]), "step": np.array([1.0, 2.0, 1.0]), "sh": sh}
    groups = {"a": {"codes": grey(0)}, "b": {"codes": grey(0), "default": 0.5}}
    light = read_light(write_light(tmp_path / "light", groups, volume=volume))
    model = wall(tmp_path, 0.5, lightmapped=False)
    value = to_linear(seen(renderer, lit(model, light))[32, 32])
    grid = sh[0].astype(float) + 0.5 * sh[1]  # at the origin: x on a point, y and z half-way between two
    middle = (grid[1, 0, 1] + grid[1, 0, 2] + grid[1, 1, 1] + grid[1, 1, 2]) / 4
    expected = 0.5 * harmonics((0, 0, 1)) @ middle
    assert value == pytest.approx(expected, abs=0.006)


# on its way to the graphics card -------------------------------------------------------------------------------------


def counted(steps):
    return sum(1 for _ in steps)


def place_with_everything(tmp_path):
    probe = {"position": [0, 0, 0], "low": [-50] * 3, "high": [50] * 3, "depth": far_depth(50)}
    volume = {"origin": np.full(3, -2.0), "step": np.full(3, 4.0), "sh": np.zeros((3, 2, 2, 2, 9, 3), np.float16)}
    rows = [row_of(even_faces(COLOURS))]
    groups = {
        name: {"codes": grey(90), "rows": rows, "default": on} for name, on in (("a", 1.0), ("b", 1.0), ("c", 0.0))
    }
    return read_light(write_light(tmp_path / "light", groups, [probe], volume))


def test_a_places_light_comes_in_steps_and_its_first_picture_uploads_nothing(ctx, tmp_path):
    light = place_with_everything(tmp_path)
    made = Renderer(ctx, dataclasses.replace(PLAIN, light_waits=False))
    scene = lit(wall(tmp_path), light)
    at_once = seen(made, lit(wall(tmp_path), place_with_everything(tmp_path)))  # not waited for: no light yet
    assert at_once[32, 32, 0] < 5
    assert made.stats.uploads > 0
    seen(made, Scene(environment=MEASURE))
    steps = iter(made.begin(scene))
    next(steps)
    seen(made, Scene(environment=MEASURE))  # what is drawn while one waits takes nothing away
    count = 1 + counted(steps)
    assert count > 2 * 2 + 2 * 7  # two groups' pictures, and each mixed into the lightmap and the six levels of a probe
    assert "c" not in made._lighting._rooms.light._lightmap._codes
    value = to_linear(seen(made, scene)[32, 32, 0])
    assert made.stats.uploads == 0
    assert value == pytest.approx(0.5 * 2 * 2 * (90 / 255) ** 2, abs=0.005)
    assert counted(made.begin(scene)) < count  # it is there
    made.release()


def test_light_that_nobody_brought_comes_a_step_a_frame(ctx, tmp_path):
    light = place_with_everything(tmp_path)
    light.decode()
    made = Renderer(ctx, dataclasses.replace(PLAIN, light_waits=False))
    scene = lit(wall(tmp_path), light)
    shown = []
    for _ in range(60):
        shown.append(seen(made, scene)[32, 32, 0])
        if not made.stats.uploads:
            break
    made.release()
    assert len(shown) > 2 * 2 + 2 * 7
    assert len(set(shown)) == 2  # dark, then lit: nothing half mixed
