"""A window shows more pixels than a processor draws: the picture is enlarged, pages are not."""

import dataclasses

import glm
import numpy as np
import pytest

from renderer.gl import raw
from renderer.gltf import load_model
from renderer.scene import Image, Instance, Line, Panel, Scene
from renderer.shot import frame_view, shots
from renderer.spatial import Pose
from tests.renderer.conftest import PLAIN
from tests.renderer.glb import Builder
from tests.renderer.test_render import MEASURE, glowing, to_linear, white_wall

SHOWN, DRAWN = (96, 64), (48, 32)
AHEAD = frame_view(glm.vec3(0, 0, 3), glm.vec3(0), 60, 1.5)


@pytest.fixture(params=[1, 4])
def quality(request):
    return dataclasses.replace(PLAIN, samples=request.param)


def page(pixels=255, z=0.0):
    picture = np.full((64, 64, 4), 255, np.uint8)
    picture[..., :3] = pixels
    return Panel(Image(picture), Pose(glm.vec3(0, 0, z)), 2.0, 2.0)


def seen(renderer, scene, view=AHEAD, drawn=DRAWN):
    """int [H, W, 3] of SHOWN pixels, of which as many as `drawn` are drawn."""
    texture = renderer.ctx.texture(SHOWN, 4)
    framebuffer = renderer.ctx.framebuffer([texture])
    renderer.render(scene, [view], [framebuffer], drawn, srgb=False, shown=None if drawn == SHOWN else SHOWN)
    pixels = np.frombuffer(texture.read(), np.uint8).reshape(SHOWN[1], SHOWN[0], 4)[::-1, :, :3].astype(int)
    raw.unbind_framebuffer(renderer.ctx)
    framebuffer.release()
    texture.release()
    return pixels


def test_a_page_has_every_pixel_that_is_shown(renderer):
    stripes = np.zeros((64, 64, 3), np.uint8)
    stripes[:, ::4] = stripes[:, 1::4] = 255
    scene = Scene(panels=[page(stripes)], environment=MEASURE)
    sharp, coarse = seen(renderer, scene, drawn=SHOWN), seen(renderer, scene)
    assert np.abs(sharp - coarse)[24:40, 36:60].max() <= 2
    assert np.ptp(coarse[32, 36:60, 0]) > 200, "two pixels a stripe, and one where it would have been enlarged"


def test_what_is_enlarged_is_the_same_picture(renderer, tmp_path):
    scene = Scene([Instance(glowing(tmp_path, ("red", [0.7, 0.2, 0.1], [0, 0, 0])))], environment=MEASURE)
    whole, enlarged = seen(renderer, scene, drawn=SHOWN), seen(renderer, scene)
    assert np.abs(whole[24:40, 40:56] - enlarged[24:40, 40:56]).max() <= 1
    assert np.abs(whole - enlarged).mean() < 4, "but for the edges"


def test_what_stands_before_a_page_hides_it(renderer, tmp_path):
    red = Instance(glowing(tmp_path, ("red", [1, 0, 0], [1, 0, 1])))
    half = Scene([red], [page((0, 255, 0))], environment=MEASURE)
    whole, enlarged = seen(renderer, half, drawn=SHOWN), seen(renderer, half)
    assert np.abs(whole - enlarged).mean() < 4, "at the edge of what hides it the two are mixed, as they are drawn"
    assert (enlarged[32, 80] == [255, 0, 0]).all()
    assert (enlarged[32, 36] == [0, 255, 0]).all()
    half.panels[0].on_top = True
    assert (seen(renderer, half)[32, 60] == [0, 255, 0]).all()


@pytest.mark.parametrize("drawn", [DRAWN, SHOWN])
def test_a_ray_is_seen_before_the_page_that_it_ends_on(renderer, drawn):
    ray = Line([glm.vec3(-0.6, 0, 1), glm.vec3(0.6, 0, 0.01)], (0, 1, 0, 1), 0.3)
    away = Line([glm.vec3(-0.6, 0.5, -0.5), glm.vec3(0.6, 0.5, -0.5)], (0, 1, 0, 1), 0.3)
    picture = seen(renderer, Scene(panels=[page((255, 0, 0))], lines=[ray, away], environment=MEASURE), drawn=drawn)
    green = (picture[..., 1] > 200) & (picture[..., 0] < 80)
    assert green[31:33, 40:56].mean() > 0.9
    assert not green[:24].any(), "nor one that is behind it"


def test_a_page_close_before_a_wall_has_no_holes_seen_aslant(renderer, tmp_path):
    """Depth is known at fewer pixels than the page has: there, and not here, the page is in front."""
    aslant = frame_view(glm.vec3(2.0, 0.3, 0.35), glm.vec3(0, 0, 0), 60, 1.5)
    scene = Scene([Instance(white_wall(tmp_path, 3.0))], [page((0, 255, 0), 0.004)], environment=MEASURE)
    whole, enlarged = (seen(renderer, scene, aslant, drawn)[..., 1] > 250 for drawn in (SHOWN, DRAWN))
    inside = whole[1:-1, 1:-1] & whole[:-2, 1:-1] & whole[2:, 1:-1] & whole[1:-1, :-2] & whole[1:-1, 2:]
    assert inside.sum() > 300
    assert (inside & ~enlarged[1:-1, 1:-1]).sum() <= 0.04 * inside.sum(), "none but at its rim"


def test_pages_darken_as_everything_does(renderer):
    scene = Scene(panels=[page()], environment=MEASURE, fade=0.5)
    assert to_linear(seen(renderer, scene)[32, 48, 0]) == pytest.approx(0.5, abs=0.01)
    scene.fade, scene.vignette, scene.panels[0].width_m = 0.0, 1.0, 4.0
    closed = seen(renderer, scene)
    assert closed[32, 48].min() == 255
    assert closed[32, 2].max() == 0
    assert np.abs(closed - seen(renderer, scene, drawn=SHOWN))[16:48, 16:80].max() <= 2


def test_an_edge_is_a_line_and_no_stair(renderer, tmp_path):
    """Drawn with one sample a pixel, too: its height over each column, by what is lit there, lies on a straight line."""
    white = Instance(glowing(tmp_path, ("white", [1, 1, 1], [0, 0, 0])), glm.rotate(0.12, glm.vec3(0, 0, 1)))
    lit = seen(renderer, Scene([white], environment=MEASURE))[:32, 34:62, 0].sum(axis=0) / 255
    columns = np.arange(len(lit))
    off = lit - np.polyval(np.polyfit(columns, lit, 1), columns)
    assert np.std(off) < 0.3, "pixels; the stair of what is drawn has steps of two, 0.5 off"


def test_the_outline_of_a_page_is_a_line_and_no_stair(renderer):
    tilted = Scene(panels=[page()], environment=MEASURE)
    tilted.panels[0].world_from_panel.orientation = glm.angleAxis(0.12, glm.vec3(0, 0, 1))
    lit = seen(renderer, tilted)[:32, 34:58, 0].sum(axis=0) / 255
    columns = np.arange(len(lit))
    assert np.std(lit - np.polyval(np.polyfit(columns, lit, 1), columns)) < 0.15


def test_textures_are_a_little_finer_than_what_is_drawn(renderer, tmp_path):
    """Stripes that the level for as few pixels as are drawn makes almost grey keep some of their contrast."""
    b, stripes = Builder(), np.zeros((128, 128, 3), np.uint8)
    stripes[:, np.arange(128) % 8 < 4] = 255
    unlit = {"baseColorTexture": {"index": b.image(stripes)}}
    striped = b.add("materials", {"pbrMetallicRoughness": unlit, "extensions": {"KHR_materials_unlit": {}}})
    b.node("wall", mesh=b.quad(striped, 1.0))
    wall = Instance(load_model(b.save(tmp_path / "striped.glb")))
    enlarged = seen(renderer, Scene([wall], environment=MEASURE))[26:38, 38:58]
    plain = shots(Scene([wall], environment=MEASURE), [AHEAD], DRAWN, renderer)[0][13:19, 19:29]
    assert enlarged.std() > 1.4 * plain.std()
