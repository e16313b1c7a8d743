"""What materials look like: nothing is lost in a white furnace, and each extension shows what it is for."""

from dataclasses import replace

import glm
import numpy as np
import pytest

from renderer.environment import EnvironmentMap
from renderer.gltf import load_model
from renderer.scene import Environment, Instance, Scene
from renderer.shot import Framing, frame_model, lamps, shot_model, shots
from tests.renderer.glb import Builder, sphere

SIZE = (48, 48)
FRAMING = Framing(0, 90, 3.0, (0, 0, 0), 45)


def grey(value=0.5):
    return EnvironmentMap(np.full((16, 32, 3), value, np.float32))


def split():
    """White above, black below."""
    radiance = np.zeros((64, 128, 3), np.float32)
    radiance[:32] = 1
    return EnvironmentMap(radiance)


def material(metallic=0.0, roughness=0.5, colour=(1, 1, 1, 1), **extensions):
    pbr = {"baseColorFactor": list(colour), "metallicFactor": metallic, "roughnessFactor": roughness}
    named = {f"KHR_materials_{name}": entry for name, entry in extensions.items()}
    return {"pbrMetallicRoughness": pbr, "extensions": named}


def ball(tmp_path, entry, **more):
    b = Builder()
    points, triangles = sphere(24)
    uv = np.stack(np.meshgrid(np.linspace(0, 1, 49), np.linspace(0, 1, 25)), -1).reshape(-1, 2).astype(np.float32)
    b.node("ball", mesh=b.mesh(points, triangles, b.add("materials", entry), points, TEXCOORD_0=b.accessor(uv, "VEC2")))
    b.document.update(more)
    return load_model(b.save(tmp_path / "ball.glb"))


def picture(renderer, model, environment, tone_map="none", transparent=False, exposure=1.0, lights=()):
    """Linear float [H, W, channels]."""
    surroundings = Environment(map=environment, tone_map=tone_map, transparent=transparent, exposure=exposure)
    scene = Scene([Instance(model)], environment=surroundings, lights=list(lights))
    encoded = shots(scene, [frame_model(model, FRAMING)], SIZE, renderer)[0] / 255
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    if transparent:
        linear[..., 3] = encoded[..., 3]
    return linear


FURNACE = {
    "mirror": material(1, 0),
    "metal": material(1, 0.6),
    "rough metal": material(1, 1),
    "plastic": material(0, 0.3),
    "chalk": material(0, 1),
    "half metal": material(0.5, 1),
    "cloth": material(0, 0.8, sheen={"sheenColorFactor": [1, 1, 1], "sheenRoughnessFactor": 0.4}),
    "brushed": material(1, 0.4, anisotropy={"anisotropyStrength": 0.8}),
    "glass": material(0, 0.2, transmission={"transmissionFactor": 1}, volume={"thicknessFactor": 0.5}),
    "leaf": material(0, 0.6, diffuse_transmission={"diffuseTransmissionFactor": 0.5}),
    "film": material(1, 0.2, iridescence={"iridescenceFactor": 1}),
    "coat": material(0, 0.5, clearcoat={"clearcoatFactor": 1, "clearcoatRoughnessFactor": 0.1}),
    "gem": material(0, 0, ior={"ior": 2.4}, transmission={"transmissionFactor": 1}, volume={"thicknessFactor": 1},
                    dispersion={"dispersion": 5}),
}  # fmt: skip


@pytest.mark.parametrize("name", FURNACE)
def test_a_white_ball_vanishes_in_a_white_world(renderer, tmp_path, name):
    seen = picture(renderer, ball(tmp_path, FURNACE[name]), grey())
    # Where a triangle covers but some samples of a pixel, llvmpipe divides by the depth of the pixel's middle: some 10 pixels.
    off = float(np.quantile(np.abs(seen - 0.5), 0.98))
    assert off < 0.012


def test_a_mirror_shows_the_right_side_of_the_world(renderer, tmp_path):
    seen = picture(renderer, ball(tmp_path, material(1, 0)), split())[..., 0]
    assert seen[18, 24] > 0.9
    assert seen[30, 24] < 0.1
    radiance = np.zeros((64, 128, 3), np.float32)
    radiance[:, 56:72] = 1  # a pillar of light towards +X
    seen = picture(renderer, ball(tmp_path, material(1, 0)), EnvironmentMap(radiance))[..., 0]
    assert seen[24, 33:42].max() > 0.9  # 45 degrees to the right
    assert seen[24, 6:30].max() < 0.1


def test_roughness_blurs(renderer, tmp_path):
    edge = [np.ptp(picture(renderer, ball(tmp_path, material(1, r)), split())[22:27, 24, 0]) for r in (0.0, 0.4, 0.9)]
    assert edge[0] > 0.9
    assert edge[0] > 1.5 * edge[1]
    assert edge[1] > 1.5 * edge[2]


def test_the_background_is_the_photograph_or_nothing(renderer, tmp_path):
    model = ball(tmp_path, material())
    seen = picture(renderer, model, grey())
    assert abs(seen[0, 0, 0] - 0.5) < 0.01
    cut = picture(renderer, model, grey(), transparent=True)
    assert cut.shape[2] == 4
    assert cut[0, 0, 3] == 0
    assert cut[24, 24, 3] == 1
    assert np.allclose(cut[24, 24, :3], seen[24, 24], atol=0.01)


def test_alpha_is_straight(renderer, tmp_path):
    entry = material(0, 1, (1, 0.5, 0.2, 0.5)) | {"alphaMode": "BLEND"}
    cut = picture(renderer, ball(tmp_path, entry), grey(), transparent=True)[24, 24]
    solid = picture(renderer, ball(tmp_path, material(0, 1, (1, 0.5, 0.2, 1))), grey(), transparent=True)[24, 24]
    assert cut[3] == pytest.approx(0.5, abs=0.01)
    assert np.allclose(cut[:3], solid[:3], atol=0.01)


def test_a_coat_mirrors_on_what_is_dull(renderer, tmp_path):
    dull, coated = (
        picture(renderer, ball(tmp_path, material(0, 1, (0, 0, 0, 1), clearcoat={"clearcoatFactor": f})), split())
        for f in (0, 1)
    )
    assert coated[10, 24, 0] > dull[10, 24, 0] + 0.01
    assert coated[26, 24, 0] < coated[20, 24, 0]


def test_sheen_glows_at_the_rim_and_takes_from_below(renderer, tmp_path):
    plain = picture(renderer, ball(tmp_path, material(0, 1, (0.2, 0, 0, 1))), grey())
    cloth = material(0, 1, (0.2, 0, 0, 1), sheen={"sheenColorFactor": [0, 0, 1], "sheenRoughnessFactor": 0.3})
    velvet = picture(renderer, ball(tmp_path, cloth), grey())
    assert velvet[24, 42, 2] > 3 * velvet[24, 24, 2]
    assert velvet[24, 41, 0] < 0.9 * plain[24, 41, 0]


def test_a_brushed_highlight_is_long_in_one_direction(renderer, tmp_path):
    spot = np.zeros((64, 128, 3), np.float32)
    spot[28:36, 92:100] = 20  # towards +Z: behind the eye
    widths = []
    for turn in (0.0, np.pi / 2):
        entry = material(1, 0.3, anisotropy={"anisotropyStrength": 0.9, "anisotropyRotation": turn})
        light = picture(renderer, ball(tmp_path, entry), EnvironmentMap(spot))[..., 0]
        widths.append((light[24] > 0.3).sum() / max((light[:, 24] > 0.3).sum(), 1))
    assert widths[0] > 1.5  # along u, around the ball
    assert widths[1] < 1 / 1.5


def test_a_film_has_colours(renderer, tmp_path):
    colours = []
    for thickness in (250.0, 350.0):
        entry = material(1, 0.1, iridescence={"iridescenceFactor": 1, "iridescenceThicknessMaximum": thickness})
        entry["pbrMetallicRoughness"]["baseColorFactor"] = [0.3, 0.3, 0.3, 1]
        colours.append(picture(renderer, ball(tmp_path, entry), grey())[24, 24])
    assert np.ptp(colours[0]) > 0.02
    assert np.abs(colours[0] - colours[1]).max() > 0.02


def test_glass_shows_what_is_behind_upside_down_and_coloured(renderer, tmp_path):
    b = Builder()
    points, triangles = sphere(24)
    clear = material(0, 0, transmission={"transmissionFactor": 1}, volume={
        "thicknessFactor": 2.0, "attenuationColor": [1, 0.25, 0.25], "attenuationDistance": 2.0})  # fmt: skip
    b.node("ball", mesh=b.mesh(points, triangles, b.add("materials", clear), points))
    lamp = b.add(
        "materials", {"emissiveFactor": [0.5, 0.5, 0.5], "pbrMetallicRoughness": {"baseColorFactor": [0, 0, 0, 1]}}
    )
    b.node("lamp", mesh=b.quad(lamp, 6.0), translation=[0, 0, -3])
    seen = picture(renderer, load_model(b.save(tmp_path / "g.glb")), grey(0.0))
    assert seen[24, 24, 0] > 0.4
    assert 0.15 < seen[24, 24, 1] / seen[24, 24, 0] < 0.35  # two metres of red glass: a quarter


def test_rough_glass_blurs_what_is_behind(renderer, tmp_path):
    contrast = []
    for roughness in (0.0, 0.7):
        b = Builder()
        clear = material(
            0, roughness, (0.9, 0.9, 0.9, 1), transmission={"transmissionFactor": 1}, volume={"thicknessFactor": 0.1}
        )
        b.node("pane", mesh=b.quad(b.add("materials", clear), 2.0))
        lamp = {"emissiveFactor": [0.5] * 3, "pbrMetallicRoughness": {"baseColorFactor": [0, 0, 0, 1]}}
        b.node("half", mesh=b.quad(b.add("materials", lamp), 2.0), translation=[2, 0, -1])
        row = picture(renderer, load_model(b.save(tmp_path / "g.glb")), grey(0.0))[24, :, 0]
        contrast.append(np.abs(np.diff(row)).max())
    assert contrast[0] > 3 * contrast[1]


def test_glass_lets_the_page_shine_through_a_picture_without_background(renderer, tmp_path):
    b = Builder()
    clear = material(0, 0, transmission={"transmissionFactor": 1})
    b.node("pane", mesh=b.quad(b.add("materials", clear), 1.5))
    b.node("block", mesh=b.quad(b.add("materials", material()), 1.0), translation=[-1, 0, -1])
    cut = picture(renderer, load_model(b.save(tmp_path / "g.glb")), grey(), transparent=True)
    assert cut[24, 16, 3] > 0.99  # before the block
    assert cut[24, 34, 3] < 0.3  # only what it mirrors is there


def test_bumps_lose_nothing_of_a_photographs_light(renderer, tmp_path):
    b = Builder()
    tilted = np.full(
        (4, 4, 3), (128 + 110, 128, 128 + 64), np.uint8
    )  # 60 degrees: what it mirrors lies below the surface
    entry = material(1, 0.1) | {"normalTexture": {"index": b.image(tilted)}}
    b.node("bumps", mesh=b.quad(b.add("materials", entry), 1.5))
    seen = picture(renderer, load_model(b.save(tmp_path / "b.glb")), grey())
    assert np.allclose(seen[20:28, 20:28], 0.5, atol=0.02)


def test_light_comes_through_a_leaf(renderer, tmp_path):
    behind = np.zeros((32, 64, 3), np.float32)
    behind[:, 8:24] = 1  # towards -Z
    leaf = material(0, 1, diffuse_transmission={
        "diffuseTransmissionFactor": 1, "diffuseTransmissionColorFactor": [0, 1, 0]})  # fmt: skip
    lit, dark = (
        picture(renderer, ball(tmp_path, entry), EnvironmentMap(behind))[24, 24] for entry in (leaf, material(0, 1))
    )
    assert lit[1] > 0.3
    assert lit[1] > 5 * max(lit[0], dark[1])


def test_specular_glossiness_is_drawn(renderer, tmp_path):
    entry = {"extensions": {"KHR_materials_pbrSpecularGlossiness": {
        "diffuseFactor": [0, 0, 0, 1], "specularFactor": [1, 0, 0], "glossinessFactor": 1}}}  # fmt: skip
    seen = picture(renderer, ball(tmp_path, entry), grey())[24, 24]
    assert seen[0] == pytest.approx(0.5, abs=0.01)
    assert seen[1] < 0.03


def test_specular_factor_takes_the_shine(renderer, tmp_path):
    shine = [
        picture(renderer, ball(tmp_path, material(0, 0.2, (0, 0, 0, 1), specular={"specularFactor": f})), grey())
        for f in (0.0, 1.0)
    ]
    assert shine[0][24, 24, 0] == 0
    assert shine[1][24, 24, 0] == pytest.approx(0.5 * 0.04, rel=0.25)


def punctual(tmp_path, light, translation=(0, 0, 3)):
    b = Builder()
    wall = {"pbrMetallicRoughness": {"metallicFactor": 0, "roughnessFactor": 1}, "extensions": {
        "KHR_materials_specular": {"specularFactor": 0}}}  # fmt: skip
    b.node("wall", mesh=b.quad(b.add("materials", wall), 1.0))
    b.document["extensions"] = {"KHR_lights_punctual": {"lights": [light]}}
    b.node("lamp", translation=list(translation), extensions={"KHR_lights_punctual": {"light": 0}})
    return load_model(b.save(tmp_path / "lamp.glb"))


def test_lamps_of_a_file_light_by_their_laws(renderer, tmp_path):
    spot = {"type": "spot", "intensity": 9.0, "spot": {"innerConeAngle": 0.05, "outerConeAngle": 0.12}}
    for light in ({"type": "point", "intensity": 9.0}, {"type": "directional", "intensity": 1.0}, spot):
        model = punctual(tmp_path, light)
        seen = picture(renderer, model, grey(0.0), lights=lamps(model))[..., 0]
        assert seen[24, 24] == pytest.approx(1 / np.pi, rel=0.03), light["type"]
        far = seen[24, 35]  # 0.6 m aside
        assert far == 0 if light["type"] == "spot" else far > 0.2


def test_a_lamp_shines_along_its_node(tmp_path):
    model = punctual(tmp_path, {"type": "directional"})
    assert glm.distance(lamps(model)[0].direction, glm.vec3(0, 0, -1)) < 1e-6


def neutral(c):
    """Khronos PBR Neutral, after its specification (KhronosGroup/ToneMapping, PBR_Neutral)."""
    low = c.min()
    c = c - (low - 6.25 * low * low if low < 0.08 else 0.04)
    peak = c.max()
    if peak < 0.76:
        return c
    new = 1 - 0.24**2 / (peak + 0.24 - 0.76)
    mixed = 1 - 1 / (0.15 * (peak - new) + 1)
    return c * new / peak * (1 - mixed) + new * mixed


def aces(c):
    """Hill's fit as three.js has it."""
    into = np.array([[0.59719, 0.35458, 0.04823], [0.076, 0.90834, 0.01566], [0.0284, 0.13383, 0.83777]])
    out = np.array([[1.60475, -0.53108, -0.07367], [-0.10208, 1.10813, -0.00605], [-0.00327, -0.07276, 1.07602]])
    v = into @ (c / 0.6)
    return np.clip(out @ ((v * (v + 0.0245786) - 0.000090537) / (v * (0.983729 * v + 0.432951) + 0.238081)), 0, 1)


COLOURS = [(0.02, 0.02, 0.02), (0.18, 0.18, 0.18), (0.9, 0.3, 0.1), (0.2, 0.5, 1.0), (1, 1, 1)]


def unlit(tmp_path, colour):
    b = Builder()
    entry = {"pbrMetallicRoughness": {"baseColorFactor": [*colour, 1]}, "extensions": {"KHR_materials_unlit": {}}}
    b.node("quad", mesh=b.quad(b.add("materials", entry), 3.0))
    return load_model(b.save(tmp_path / "q.glb"))


@pytest.mark.parametrize(("name", "curve"), [("neutral", neutral), ("aces", aces)])
@pytest.mark.parametrize("exposure", [1.0, 4.0])
def test_tone_curves_are_the_published_ones(renderer, tmp_path, name, curve, exposure):
    for colour in COLOURS:
        seen = picture(renderer, unlit(tmp_path, colour), grey(), name, exposure=exposure)[24, 24]
        wanted = curve(np.array(colour) * exposure)
        assert np.abs(seen ** (1 / 2.2) - wanted ** (1 / 2.2)).max() < 0.008, (colour, seen, wanted)


def test_an_edge_has_many_shades(renderer, tmp_path):
    b = Builder()
    paint = b.add("materials", {"extensions": {"KHR_materials_unlit": {}}})
    b.node("sheet", mesh=b.quad(paint, 0.8), rotation=[0, 0, 0.0436, 0.999])  # 5 degrees
    model = load_model(b.save(tmp_path / "edge.glb"))
    drawn = np.asarray(shot_model(model, SIZE, FRAMING, grey(0), transparent=True, renderer=renderer))
    assert drawn.shape == (SIZE[1], SIZE[0], 4)
    assert len(np.unique(drawn[..., 3])) > 8  # four samples alone give five
    assert (drawn[drawn[..., 3] > 0][:, :3] > 200).all()  # no dark seam around what is cut out


def test_agx_keeps_middle_grey_and_never_clips(renderer, tmp_path):
    """Middle grey of AgX lies at half of the encoded range; sixteen times white is not white yet in Blender's curve."""
    greys = [picture(renderer, unlit(tmp_path, (v, v, v)), grey(), "agx")[24, 24] for v in (0.02, 0.18, 1.0)]
    bright = picture(renderer, unlit(tmp_path, (1, 1, 1)), grey(), "agx", exposure=12.0)[24, 24]
    encoded = [1.055 * g[0] ** (1 / 2.4) - 0.055 for g in greys]
    assert encoded[1] == pytest.approx(0.5, abs=0.02)
    assert encoded[0] < encoded[1] < encoded[2] < 0.9
    assert np.ptp(greys[1]) < 0.01
    assert 0.9 < bright[0] < 1


def test_without_refraction_glass_is_blended(ctx, tmp_path):
    from renderer.gl import Renderer
    from tests.renderer.conftest import PLAIN

    plain = Renderer(ctx, replace(PLAIN, refraction=False))
    seen = picture(plain, ball(tmp_path, FURNACE["glass"]), grey())
    off = float(np.quantile(np.abs(seen - 0.5), 0.98))
    assert off < 0.02
    plain.release()
