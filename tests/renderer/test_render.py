"""What a picture must show, whatever the driver: properties of pixels, no golden files."""

import dataclasses
import math

import glm
import moderngl
import numpy as np
import pytest

from renderer.gl import Renderer, raw
from renderer.gltf import load_model
from renderer.scene import (
    Environment,
    Flame,
    Image,
    Instance,
    Line,
    Panel,
    PointLight,
    Scene,
    SmokeVolume,
    Spray,
    Sun,
    View,
)
from renderer.shot import frame_view, orbit, shot_file, shots, studio
from renderer.spatial import Pose
from tests.renderer.conftest import PLAIN
from tests.renderer.glb import Builder, box, sphere

BLACK = glm.vec3(0)
SIZE = (64, 64)
AHEAD = frame_view(glm.vec3(0, 0, 3), glm.vec3(0), 60, 1)
DARK = Environment(BLACK, BLACK, BLACK)
MEASURE = dataclasses.replace(DARK, tone_map="none")


def pixels(renderer, scene, view=AHEAD, size=SIZE):
    return shots(scene, [view], size, renderer)[0]


def middle(picture):
    h, w, _ = picture.shape
    return picture[h // 2, w // 2].astype(int)


def to_linear(value):
    c = np.asarray(value) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


def glowing(tmp_path, *quads, unlit=False):
    """quads : (name, colour, translation); emissive squares of 2 m."""
    b = Builder()
    for name, colour, place in quads:
        entry = {
            "pbrMetallicRoughness": {"baseColorFactor": [0, 0, 0, 1], "metallicFactor": 0},
            "emissiveFactor": colour,
        }
        if unlit:
            entry = {
                "pbrMetallicRoughness": {"baseColorFactor": [*colour, 1]},
                "extensions": {"KHR_materials_unlit": {}},
            }
        b.node(name, mesh=b.quad(b.add("materials", entry), 1.0), translation=place)
    return load_model(b.save(tmp_path / "quads.glb"))


def white_wall(tmp_path, half=1.0, **pbr):
    b = Builder()
    material = b.add("materials", {"pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 1, **pbr}})
    b.node("wall", mesh=b.quad(material, half))
    return load_model(b.save(tmp_path / "wall.glb"))


def test_a_red_quad_is_red(renderer, tmp_path):
    model = glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 0]))
    red, green, blue = middle(pixels(renderer, Scene([Instance(model)], environment=MEASURE)))
    assert red > 250
    assert green < 5
    assert blue < 5
    picture = pixels(renderer, Scene([Instance(model)], environment=MEASURE))
    assert picture[0, 0].max() == 0  # the quad does not fill the view, and the sky is black
    assert renderer.stats.draws == 1


@pytest.mark.parametrize("srgb", [False, True])
def test_half_the_light_is_188_on_either_kind_of_target(renderer, ctx, tmp_path, srgb):
    scene = Scene([Instance(glowing(tmp_path, ("grey", [0.5] * 3, [0, 0, 0]), unlit=True))], environment=MEASURE)
    texture = ctx.texture(SIZE, 4, internal_format=0x8C43 if srgb else None)
    framebuffer = ctx.framebuffer([texture])
    renderer.render(scene, [AHEAD], [framebuffer], SIZE, srgb=srgb)
    data = np.frombuffer(texture.read(), np.uint8).reshape(*SIZE, 4)
    assert abs(int(data[32, 32, 0]) - 188) <= 1
    framebuffer.release()
    texture.release()


def test_nearer_hides_farther_in_any_order(renderer, tmp_path):
    for places in ([0, -1], [-1, 0]):
        model = glowing(tmp_path, ("red", [1, 0, 0], [0, 0, places[0]]), ("blue", [0, 0, 1], [0, 0, places[1]]))
        red, _, blue = middle(pixels(renderer, Scene([Instance(model)], environment=MEASURE)))
        assert (red > blue) == (places[0] > places[1])


def test_hidden_nodes_are_not_drawn_and_moved_ones_move(renderer, tmp_path):
    model = glowing(tmp_path, ("front", [1, 0, 0], [0, 0, 1]), ("back", [0, 1, 0], [0, 0, 0]))
    hidden = Instance(model, hidden_nodes=frozenset({"front"}))
    assert middle(pixels(renderer, Scene([hidden], environment=MEASURE)))[1] > 250
    moved = Instance(model, node_from_rest={"front": glm.translate(glm.vec3(5, 0, 0))})
    assert middle(pixels(renderer, Scene([moved], environment=MEASURE)))[1] > 250
    assert middle(pixels(renderer, Scene([Instance(model)], environment=MEASURE)))[0] > 250


def test_children_follow_a_moved_or_hidden_node(renderer, tmp_path):
    b = Builder()
    entry = {"pbrMetallicRoughness": {"baseColorFactor": [0, 0, 1, 1]}, "extensions": {"KHR_materials_unlit": {}}}
    arm = b.node("arm")
    b.node("hand", arm, mesh=b.quad(b.add("materials", entry), 1.0))
    model = load_model(b.save(tmp_path / "arm.glb"))
    for instance in (
        Instance(model, node_from_rest={"arm": glm.translate(glm.vec3(9, 0, 0))}),
        Instance(model, hidden_nodes=frozenset({"arm"})),
    ):
        assert pixels(renderer, Scene([instance], environment=MEASURE)).max() == 0
    assert middle(pixels(renderer, Scene([Instance(model)], environment=MEASURE)))[2] > 250


def test_tint_and_emissive_scale(renderer, tmp_path):
    unlit = glowing(tmp_path, ("white", [1, 1, 1], [0, 0, 0]), unlit=True)
    tinted = Scene([Instance(unlit, tint=(1, 0.5, 0, 1))], environment=MEASURE)
    assert np.abs(middle(pixels(renderer, tinted)) - [255, 188, 0]).max() <= 1
    lamp = glowing(tmp_path, ("lamp", [1, 1, 1], [0, 0, 0]))
    dimmed = Scene([Instance(lamp, emissive_scale=0.5)], environment=MEASURE)
    assert abs(middle(pixels(renderer, dimmed))[0] - 188) <= 1


def test_a_point_light_obeys_lambert_and_the_square_of_distance(renderer, tmp_path):
    """Irradiance I / d^2 on a white, rough wall leaves as I / (pi d^2), but for the few per cent that mirror."""
    wall = Instance(white_wall(tmp_path))
    measured = {}
    for distance in (1.0, 2.0):
        light = PointLight(glm.vec3(0, 0, distance), glm.vec3(1), range_m=100)
        value = to_linear(middle(pixels(renderer, Scene([wall], lights=[light], environment=MEASURE))))[0]
        measured[distance] = value
        assert value == pytest.approx(1 / (math.pi * distance**2), rel=0.08)
    assert measured[1.0] / measured[2.0] == pytest.approx(4, rel=0.06)


def test_lights_beyond_their_range_do_nothing(renderer, tmp_path):
    light = PointLight(glm.vec3(0, 0, 5), glm.vec3(1000), range_m=3)
    picture = pixels(renderer, Scene([Instance(white_wall(tmp_path))], lights=[light], environment=MEASURE))
    assert picture.max() == 0


def test_more_lights_than_fit_keep_the_brightest(renderer, tmp_path):
    wall = Instance(white_wall(tmp_path))
    strong = PointLight(glm.vec3(0, 0, 1), glm.vec3(1))
    crowd = [PointLight(glm.vec3(0, 0, 1), glm.vec3(1e-6)) for _ in range(40)]
    alone = middle(pixels(renderer, Scene([wall], lights=[strong], environment=MEASURE)))[0]
    among = middle(pixels(renderer, Scene([wall], lights=[*crowd, strong], environment=MEASURE)))[0]
    assert abs(alone - among) <= 1


def test_a_white_room_of_sky_is_neither_brighter_nor_darker_than_the_sky(renderer, tmp_path):
    """The furnace: a white ball under an even sky of 0.5 sends back 0.5, rough or smooth, metal or not."""
    grey = Environment(glm.vec3(0.5), glm.vec3(0.5), glm.vec3(0.5), tone_map="none")
    points, triangles = sphere()
    for metallic in (0, 1):
        for roughness in (0.1, 0.5, 1.0):
            b = Builder()
            pbr = {"metallicFactor": metallic, "roughnessFactor": roughness}
            material = b.add("materials", {"pbrMetallicRoughness": pbr})
            b.node("ball", mesh=b.mesh(points, triangles, material, points))
            model = load_model(b.save(tmp_path / "ball.glb"))
            value = to_linear(pixels(renderer, Scene([Instance(model)], environment=grey))[24:40, 24:40])
            assert np.abs(value - 0.5).max() < 0.03, (metallic, roughness)


def test_the_sun_casts_a_shadow_that_is_drawn_once(renderer, tmp_path):
    b = Builder()
    white = b.add("materials", {"pbrMetallicRoughness": {"metallicFactor": 0}})
    b.node("floor", mesh=b.mesh(*box((-4, -0.2, -4), (4, 0, 4))[:2], white, box((-4, -0.2, -4), (4, 0, 4))[2]))
    b.node("roof", mesh=b.mesh(*box((-1, 1, -1), (1, 1.1, 1))[:2], white, box((-1, 1, -1), (1, 1.1, 1))[2]))
    model = load_model(b.save(tmp_path / "roof.glb"))
    scene = Scene([Instance(model)], sun=Sun(glm.normalize(glm.vec3(0, -1, -0.01)), glm.vec3(2)), environment=MEASURE)
    under, beside = (frame_view(glm.vec3(x, 0.9, 0.01), glm.vec3(x, 0, 0), 20, 1) for x in (0.0, 2.5))
    assert middle(pixels(renderer, scene, under)).max() < 5
    assert renderer.stats.shadow_drawn
    assert middle(pixels(renderer, scene, beside)).min() > 150
    assert not renderer.stats.shadow_drawn
    scene.instances[0].world_from_model = glm.translate(glm.vec3(0.1, 0, 0))
    pixels(renderer, scene, beside)
    assert renderer.stats.shadow_drawn


def panel(value, alpha=255, version=0, **more):
    page = np.full((32, 32, 4), alpha, np.uint8)
    page[..., :3] = value
    return Panel(Image(page, version), Pose(), 2.0, 2.0, **more)


@pytest.mark.parametrize("exposure", [0.5, 1.0, 3.0])
def test_a_page_shows_its_own_colours_whatever_the_exposure(renderer, exposure):
    scene = Scene(panels=[panel((200, 100, 30))], environment=Environment(BLACK, BLACK, BLACK, exposure=exposure))
    assert np.abs(middle(pixels(renderer, scene)) - [200, 100, 30]).max() <= 2
    scene.panels = [panel(255)]
    assert middle(pixels(renderer, scene)).min() >= 253


def test_a_page_is_uploaded_once_a_version(renderer):
    scene = Scene(panels=[panel(10)], environment=DARK)
    for _ in range(3):
        pixels(renderer, scene)
    assert renderer._panels.uploads == 1
    scene.panels[0].image.pixels[:] = 240
    pixels(renderer, scene)
    assert renderer._panels.uploads == 1
    scene.panels[0].image.version += 1
    assert middle(pixels(renderer, scene)).min() > 230
    assert renderer._panels.uploads == 2


def test_half_covering_white_over_black_is_half_the_light(renderer):
    """Alpha is coverage: it mixes light, not sRGB numbers."""
    scene = Scene(panels=[panel(150, alpha=128)], environment=MEASURE)
    value = to_linear(middle(pixels(renderer, scene))[0])
    assert value == pytest.approx(to_linear(150) * 128 / 255, rel=0.03)


def test_a_page_on_top_is_seen_through_walls(renderer, tmp_path):
    wall = Instance(glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 1])))
    hidden = pixels(renderer, Scene([wall], [panel((0, 255, 0))], environment=MEASURE))
    shown = pixels(renderer, Scene([wall], [panel((0, 255, 0), on_top=True)], environment=MEASURE))
    assert middle(hidden)[0] > 250
    assert middle(shown)[1] > 240


def test_a_page_seen_from_behind_is_a_plain_board(renderer):
    """Mirrored letters would be noise; the outline stays."""
    page = panel(0)
    page.image.pixels[:, ::2, :3] = 255
    page.image.pixels[:, :4, 3] = 0
    behind = frame_view(glm.vec3(0, 0, -3), glm.vec3(0), 60, 1)
    front, back = (pixels(renderer, Scene(panels=[page], environment=MEASURE), v) for v in (AHEAD, behind))
    assert front[28:36, 28:36].astype(int).max() > 100
    assert np.ptp(back[28:36, 28:36].astype(int), axis=(0, 1)).max() <= 2
    assert 60 < back[32, 32].astype(int).max() < 160
    assert (back.max(axis=2) > 0).sum() == pytest.approx((front.max(axis=2) > 0).sum(), rel=0.1)


def test_the_first_row_of_a_page_is_at_its_top(renderer):
    page = panel(0)
    page.image.pixels[:8, :, :3] = 255  # before it is drawn, so no new version
    picture = pixels(renderer, Scene(panels=[page], environment=MEASURE))
    rows = picture[:, 32, 0].astype(int)
    assert np.flatnonzero(rows > 200).mean() < 32


@pytest.mark.parametrize("extinction", [0.2, 0.8])
def test_smoke_lowers_contrast_as_beer_and_lambert_say(renderer, tmp_path, extinction):
    """Two emitters 3 m away, all of it in smoke: their difference falls by exp(-K d)."""
    model = glowing(tmp_path, ("bright", [0.8] * 3, [-1.0, 0, 0]), ("dim", [0.1] * 3, [1.0, 0, 0]))
    scene = Scene([Instance(model)], environment=MEASURE)

    def contrast():
        row = to_linear(pixels(renderer, scene)[32, :, 0])
        return row[28] - row[36]  # just beside the border in the middle, where the path is 3 m

    clear = contrast()
    scene.smoke = [SmokeVolume(glm.vec3(-9), glm.vec3(9), extinction)]
    assert contrast() / clear == pytest.approx(math.exp(-extinction * 3.0), rel=0.05)


def test_smoke_above_the_eye_leaves_the_view_below_clear(renderer, tmp_path):
    scene = Scene([Instance(glowing(tmp_path, ("grey", [0.5] * 3, [0, 0, 0])))], environment=MEASURE)
    clear = pixels(renderer, scene)[40, 32]
    scene.smoke = [SmokeVolume(glm.vec3(-9, 0.3, -9), glm.vec3(9, 3, 9), 2.0)]
    picture = pixels(renderer, scene)
    assert np.array_equal(picture[40, 32], clear)
    assert picture[18, 32, 0] < clear[0]  # looks up into the layer


def test_both_eyes_see_the_same_flame_from_their_own_places(renderer):
    """The eyes' pictures differ by the parallax of the flame's distance and by little else."""
    scene = Scene(flames=[Flame(glm.vec3(0, -0.6, 0), 0.5, 1.0, 100)], environment=DARK, time_s=2.0)
    eyes = [View(Pose(glm.vec3(x, 0, 3)), AHEAD.fov) for x in (-0.032, 0.032)]
    left, right = (p.astype(float).mean(axis=2) for p in shots(scene, eyes, (128, 128), renderer))
    assert left.max() > 150
    shift = 0.064 / 3 / (2 * math.tan(math.radians(30))) * 128
    columns = np.arange(128)
    centre = [(p.sum(axis=0) * columns).sum() / p.sum() for p in (left, right)]
    assert centre[0] - centre[1] == pytest.approx(shift, abs=1.0)
    aligned = np.roll(right, round(shift), axis=1)
    assert np.abs(left - aligned).mean() < 0.35 * np.abs(left - np.roll(right, 30, axis=1)).mean()


def test_a_pair_of_eyes_sees_what_each_would_see_alone(renderer, tmp_path):
    """Both are drawn at once into the two halves of one target: nothing may reach over the middle or be left out."""
    b = Builder()
    bright = b.add("materials", {"emissiveFactor": [0.2, 0.6, 1.0], "doubleSided": True})
    glass = b.add(
        "materials",
        {"alphaMode": "BLEND", "pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 0.5], "metallicFactor": 0}},
    )
    b.node("behind", mesh=b.quad(bright, 1.0), translation=[0.7, 0, 0])  # cut by the right edge of both pictures
    b.node("before", mesh=b.quad(glass, 0.6), translation=[-1.2, 0, 0.5])  # and by the left one
    scene = Scene([Instance(load_model(b.save(tmp_path / "pair.glb")))], environment=MEASURE)
    scene.lights.append(PointLight(glm.vec3(0, 0, 2), glm.vec3(5)))
    eyes = [View(Pose(glm.vec3(x, 0, 3)), AHEAD.fov) for x in (-0.3, 0.3)]
    together = shots(scene, eyes, SIZE, renderer)
    for eye, picture in zip(eyes, together, strict=True):
        alone = pixels(renderer, scene, eye)
        assert alone.std() > 20
        difference = np.abs(picture.astype(int) - alone.astype(int))
        assert difference.mean() < 0.1
        assert difference.max() <= 60  # a sample of an edge may fall to the other side
    assert np.abs(together[0].astype(int) - together[1]).mean() > 5


def test_the_same_time_gives_the_same_picture_and_another_another(renderer):
    scene = Scene(
        flames=[Flame(glm.vec3(0, -0.6, 0), 0.5, 1.0, 100)],
        sprays=[Spray(glm.vec3(-1, 0, 0), glm.vec3(1, 0, 0), 2.0, 0.25)],
        time_s=1.0,
    )
    first, again = pixels(renderer, scene), pixels(renderer, scene)
    assert np.array_equal(first, again)
    scene.time_s = 1.3
    assert not np.array_equal(first, pixels(renderer, scene))


def test_a_flame_lights_the_wall_behind_it_and_a_dead_one_does_not(renderer, tmp_path):
    wall = Instance(white_wall(tmp_path, 4.0))
    scene = Scene([wall], flames=[Flame(glm.vec3(0, -1.2, 0.8), 0.3, 0.4, 80)], environment=MEASURE)
    red, _, blue = pixels(renderer, scene)[4, 32].astype(int)
    assert red > 60
    assert red > blue
    scene.flames[0].heat_release_kw = scene.flames[0].height_m = 0
    assert pixels(renderer, scene).max() == 0


def test_spray_whitens_what_is_behind(renderer):
    scene = Scene(environment=Environment(glm.vec3(0.05), glm.vec3(0.05), glm.vec3(0.05), ambient=10, tone_map="none"))
    before = pixels(renderer, scene).astype(int)
    scene.sprays = [Spray(glm.vec3(-1, 0, 0), glm.vec3(1, 0, 0), 2.0, 0.25)]
    assert (pixels(renderer, scene).astype(int) - before)[20:44, 10:54].mean() > 20
    assert before.std() < 3


def test_a_line_is_drawn_with_its_colour(renderer):
    line = Line([glm.vec3(-1, 0, 0), glm.vec3(0, 0, 0), glm.vec3(1, 0, 0)], (0, 1, 0, 1), 0.2)
    red, green, _ = middle(pixels(renderer, Scene(lines=[line, Line([], (1, 1, 1, 1))], environment=MEASURE)))
    assert green > 250
    assert red < 5


def test_fade_and_vignette(renderer, tmp_path):
    scene = Scene([Instance(glowing(tmp_path, ("white", [1, 1, 1], [0, 0, 2])))], environment=MEASURE)
    open_view = pixels(renderer, scene)
    scene.vignette = 1.0
    closed = pixels(renderer, scene)
    assert open_view[2, 2].min() > 200
    assert closed[2, 2].max() < 20
    assert middle(closed).min() > 200
    scene.vignette, scene.fade = 0.0, 1.0
    assert pixels(renderer, scene).max() == 0


def test_glass_is_seen_through_and_alpha_masks_cut(renderer, tmp_path):
    b = Builder()
    half = {"pbrMetallicRoughness": {"baseColorFactor": [0, 0, 1, 0.5]}, "extensions": {"KHR_materials_unlit": {}}}
    front = b.add("materials", half | {"alphaMode": "BLEND"})
    cut = b.add("materials", half | {"alphaMode": "MASK", "alphaCutoff": 0.6})
    back = b.add(
        "materials",
        {"pbrMetallicRoughness": {"baseColorFactor": [1, 0, 0, 1]}, "extensions": {"KHR_materials_unlit": {}}},
    )
    b.node("glass", mesh=b.quad(front, 1.0), translation=[0, 0, 1])
    b.node("cut", mesh=b.quad(cut, 1.0), translation=[0, 0, 1.2])
    b.node("wall", mesh=b.quad(back, 1.0))
    picture = pixels(renderer, Scene([Instance(load_model(b.save(tmp_path / "g.glb")))], environment=MEASURE))
    assert np.abs(middle(picture) - [188, 0, 188]).max() <= 2


def test_single_sided_backs_are_not_drawn_and_mirrored_nodes_are(renderer, tmp_path):
    model = glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 0]))
    behind = Instance(model, glm.rotate(math.pi, glm.vec3(0, 1, 0)))
    assert pixels(renderer, Scene([behind], environment=MEASURE)).max() == 0
    mirrored = Instance(model, glm.scale(glm.vec3(-1, 1, 1)))
    assert middle(pixels(renderer, Scene([mirrored], environment=MEASURE)))[0] > 250
    mirrored_behind = Instance(model, glm.scale(glm.vec3(1, 1, -1)))
    assert pixels(renderer, Scene([mirrored_behind], environment=MEASURE)).max() == 0


@pytest.mark.parametrize("reverse", [True, False])
def test_the_target_gets_the_scene_depth(ctx, tmp_path, monkeypatch, reverse):
    """Depth for the headset's reprojection, far plane at infinity: near / distance where clip space can be chosen, else 1 minus
    that; and the renderer says which."""
    if not reverse:
        monkeypatch.setattr("renderer.gl.raw.has_clip_control", lambda _ctx: False)
    renderer = Renderer(ctx, PLAIN)
    scene = Scene([Instance(glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 0])))], environment=MEASURE)
    depth = ctx.depth_texture(SIZE)
    colour = ctx.texture(SIZE, 4)
    framebuffer = ctx.framebuffer([colour], depth)
    renderer.render(scene, [AHEAD], [framebuffer], SIZE, srgb=False)
    values = np.frombuffer(depth.read(), np.float32).reshape(*SIZE)
    nearness = AHEAD.near_m / 3
    assert values[32, 32] == pytest.approx(nearness if reverse else 1 - nearness, abs=1e-3)
    assert values[0, 0] == (0 if reverse else 1)
    at_0, at_1 = renderer.depth_near_far(AHEAD.near_m)
    assert (at_0, at_1) == ((math.inf, AHEAD.near_m) if reverse else (AHEAD.near_m, math.inf))
    assert np.frombuffer(colour.read(), np.uint8).reshape(*SIZE, 4)[32, 32, 0] > 250
    framebuffer.release()
    renderer.release()


def test_far_walls_do_not_fight(ctx, tmp_path):
    """A red wall 5 mm before a green one, 400 m away: floating point and reversed depth tell them apart."""
    if not raw.has_clip_control(ctx):
        pytest.skip("no glClipControl")
    renderer = Renderer(ctx, PLAIN)
    model = glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 0]), ("green", [0, 1, 0], [0, 0, -0.005]))
    far = frame_view(glm.vec3(0, 0, 400), glm.vec3(0), 0.2, 1)
    picture = pixels(renderer, Scene([Instance(model)], environment=MEASURE), far)
    assert picture[16:48, 16:48, 0].min() > 250
    assert picture[16:48, 16:48, 1].max() < 5
    renderer.release()


def test_errors_left_by_others_do_not_matter(renderer, ctx, tmp_path):
    ctx.enable_direct(0x1234)  # an invalid enum, as some runtimes leave behind
    assert middle(pixels(renderer, Scene([Instance(glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 0])))])))[0] > 200
    assert ctx.error == "GL_NO_ERROR"


def test_a_picture_is_fitted_and_a_mirror_is_cropped(renderer, ctx, tmp_path):
    framebuffer = ctx.framebuffer([ctx.texture((64, 32), 4)])

    def read():
        return np.frombuffer(framebuffer.read(components=3, alignment=1), np.uint8).reshape(32, 64, 3)

    renderer.draw_mirror(framebuffer, (64, 32), srgb=False)
    assert read().max() == 0
    renderer.draw_image(Image(np.full((16, 16, 4), (10, 200, 30, 255), np.uint8)), framebuffer, (64, 32), srgb=False)
    assert np.abs(read()[16, 32].astype(int) - [10, 200, 30]).max() <= 1
    assert read()[16, 4].max() == 0
    pixels(renderer, Scene([Instance(glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 2])))], environment=MEASURE))
    renderer.draw_mirror(framebuffer, (64, 32), srgb=False)
    assert read()[..., 0].min() > 200
    framebuffer.release()


def test_models_are_uploaded_once_and_given_back(renderer, tmp_path):
    scene = Scene([Instance(glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 0])))], environment=MEASURE)
    pixels(renderer, scene)
    assert renderer.stats.uploads > 0
    pixels(renderer, scene)
    assert renderer.stats.uploads == 0
    renderer.keep_only([])
    assert middle(pixels(renderer, scene))[0] > 250
    assert renderer.stats.uploads > 0


def test_a_forgotten_model_is_uploaded_again_and_others_are_not(renderer, tmp_path):
    models = [glowing(tmp_path, (colour, rgb, [0, 0, 0])) for colour, rgb in (("red", [1, 0, 0]), ("blue", [0, 0, 1]))]
    for model in models:
        pixels(renderer, Scene([Instance(model)], environment=MEASURE))
    renderer.forget(models[0])
    pixels(renderer, Scene([Instance(models[1])], environment=MEASURE))
    assert renderer.stats.uploads == 0
    assert middle(pixels(renderer, Scene([Instance(models[0])], environment=MEASURE)))[0] > 250
    assert renderer.stats.uploads > 0


def large_floor(tmp_path, **material):
    """20 x 20 m in 3 200 triangles, glowing."""
    b = Builder()
    number = b.add("materials", {"emissiveFactor": [0, 0.5, 0], "doubleSided": True, **material})
    steps = np.linspace(-10, 10, 41)
    x, z = np.meshgrid(steps, steps)
    positions = np.stack([x.ravel(), np.zeros(x.size), z.ravel()], axis=1)
    corner = (np.arange(40)[:, None] * 41 + np.arange(40)).ravel()
    triangles = np.concatenate([corner[:, None] + t for t in ([0, 41, 1], [1, 41, 42])])
    b.node("floor", mesh=b.mesh(positions, triangles, material=number))
    return load_model(b.save(tmp_path / "floor.glb"))


def test_what_lies_behind_is_not_drawn(renderer, tmp_path):
    scene = Scene([Instance(large_floor(tmp_path))], environment=MEASURE)
    down = frame_view(glm.vec3(0, 30, 0), glm.vec3(0), 60, 1)
    pixels(renderer, scene, down)
    assert renderer.stats.triangles == 3200
    whole = pixels(renderer, scene, down)[..., 1] > 100
    assert whole.mean() == pytest.approx((20 / (2 * 30 * math.tan(math.radians(30)))) ** 2, abs=0.02)
    pixels(renderer, scene, frame_view(glm.vec3(0, 1.6, 9), glm.vec3(0, 1.6, 20), 60, 1))
    assert 0 < renderer.stats.triangles < 1600
    assert renderer.stats.submissions <= 2  # and it still is one draw call, and the sky


def test_a_see_through_mesh_is_left_whole(renderer, tmp_path):
    scene = Scene([Instance(large_floor(tmp_path, alphaMode="BLEND"))], environment=MEASURE)
    pixels(renderer, scene, frame_view(glm.vec3(0, 1.6, 9), glm.vec3(0, 1.6, 20), 60, 1))
    assert renderer.stats.triangles in (0, 3200)


def test_an_empty_model_and_an_empty_scene(renderer, tmp_path):
    b = Builder()
    b.node("anchor:spawn")
    model = load_model(b.save(tmp_path / "empty.glb"))
    assert pixels(renderer, Scene([Instance(model)], environment=DARK)).max() == 0
    assert renderer.stats.draws == 0


def test_a_metal_ball_in_a_room_mirrors_its_walls(ctx, tmp_path):
    """Red wall at the left, green at the right: a chrome ball shows each on its side, not the sky outside."""
    b = Builder()

    def wall(name, low, high, colour):
        material = b.add("materials", {"pbrMetallicRoughness": {"baseColorFactor": [*colour, 1], "metallicFactor": 0}})
        positions, triangles, normals = box(low, high)
        b.node(name, mesh=b.mesh(positions, triangles, material, normals))

    for name, low, high, colour in (
        ("left", (-3.2, 0, -6), (-3, 3, 0), (1, 0.02, 0.02)),
        ("right", (3, 0, -6), (3.2, 3, 0), (0.02, 1, 0.02)),
        ("floor", (-3, -0.2, -6), (3, 0, 0), (0.5, 0.5, 0.5)),
        ("ceiling", (-3, 3, -6), (3, 3.2, 0), (0.5, 0.5, 0.5)),
        ("back", (-3, 0, -6.2), (3, 3, -6), (0.5, 0.5, 0.5)),
        ("front", (-3, 0, 0), (3, 3, 0.2), (0.5, 0.5, 0.5)),
    ):
        wall(name, low, high, colour)
    chrome = b.add("materials", {"pbrMetallicRoughness": {"metallicFactor": 1, "roughnessFactor": 0.05}})
    points, triangles = sphere()
    b.node("ball", mesh=b.mesh(points * 0.4, triangles, chrome, points), translation=[0, 1.5, -5.0])
    b.node("anchor:spawn", translation=[0, 0, -2])
    model = load_model(b.save(tmp_path / "room.glb"))
    blue_sky = Environment(glm.vec3(0, 0, 3), glm.vec3(0, 0, 3), glm.vec3(0, 0, 3), ambient=0.02)
    scene = Scene([Instance(model)], lights=[PointLight(glm.vec3(0, 2.5, -2.5), glm.vec3(8))], environment=blue_sky)
    made = Renderer(ctx, dataclasses.replace(PLAIN, probe_size=32, distance_field=True))
    view = frame_view(glm.vec3(0, 1.5, -3), glm.vec3(0, 1.5, -5), 30, 1)
    picture = shots(scene, [view], (64, 64), made)[0].astype(int)
    left, right = picture[32, 18], picture[32, 45]
    assert left[0] > left[1] + 30
    assert right[1] > right[0] + 30
    assert (picture[..., 2] - picture[..., :2].max(axis=2)).max() < 20
    made.release()


def test_orbit_frames_the_whole_model(renderer, tmp_path):
    points, triangles = sphere()
    b = Builder()
    b.node("ball", mesh=b.mesh(points * 7, triangles, None, points), translation=[100, 0, 0])
    path = b.save(tmp_path / "ball.glb")
    model = load_model(path)
    scene = studio(model)
    scene.environment.sky = scene.environment.horizon = scene.environment.ground = BLACK
    covered = pixels(renderer, scene, orbit(model)).max(axis=2) > 10
    assert covered.sum() > 500
    assert not covered[[0, -1]].any()
    assert not covered[:, [0, -1]].any()
    assert shot_file(path, (40, 30), renderer=renderer).size == (40, 30)


def test_depth_test_and_blending_are_left_off(renderer, ctx, tmp_path):
    """Others draw after us in the same context."""
    pixels(renderer, Scene([Instance(glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 0])))], panels=[panel(9)]))
    texture = ctx.texture((4, 4), 4)
    framebuffer = ctx.framebuffer([texture], ctx.depth_texture((4, 4)))
    framebuffer.use()
    framebuffer.clear(depth=0.0)
    program = renderer._programs.get("fullscreen.vert", "picture.frag")
    program["scale"], program["encode"] = (1, 1), False
    renderer._panels.texture(panel(255).image).use(0)
    renderer._programs.draw(program, moderngl.TRIANGLES, 3)
    assert np.frombuffer(texture.read(), np.uint8).min() == 255
    framebuffer.release()


def test_what_the_lenses_hide_is_not_drawn_in_its_eye(renderer, tmp_path):
    """A triangle over the left eye's lower left half: black there, whatever stands in the room; the other eye has it all."""
    t = math.tan(AHEAD.fov.right)
    hidden = np.array([(-t, -t), (t, -t), (-t, t)], np.float32)
    scene = Scene([Instance(glowing(tmp_path, ("red", [1, 0, 0], [0, 0, 2])))], environment=MEASURE)
    masked = dataclasses.replace(AHEAD, hidden_mesh=hidden)
    left, right = shots(scene, [masked, AHEAD], SIZE, renderer)
    y, x = np.mgrid[0:64, 0:64]
    assert left[(x < y - 2)].max() == 0
    assert left[(x > y + 2)][:, 0].min() > 250
    assert right[..., 0].min() > 250
