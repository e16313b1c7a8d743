"""Smoke, flames, agents and marks as physics has them: what can be measured in a picture."""

import math

import glm
import numpy as np
import pytest

from renderer.effects import adaptation, clouds, flame, rehearsal, smoke
from renderer.effects.surroundings import smoke_left
from renderer.light_file import load_light
from renderer.scene import (
    AgentCloud,
    CeilingJet,
    Environment,
    Flame,
    Instance,
    Mark,
    Scene,
    SmokeVolume,
    Spray,
    View,
)
from renderer.shot import frame_view, shots
from renderer.spatial import Pose
from tests.renderer.baked import write_light
from tests.renderer.test_light import grey
from tests.renderer.test_render import AHEAD, DARK, MEASURE, glowing, middle, pixels, to_linear, white_wall

LIT = Environment(glm.vec3(0.4), glm.vec3(0.4), glm.vec3(0.4), tone_map="none")
FAR = glm.vec3(30)


def sign(tmp_path, z):
    """A bright and a dark half side by side, z metres down the corridor; big enough to be seen from afar."""
    size = [("bright", [0.9] * 3, [-1.0, 0, z]), ("dark", [0.02] * 3, [1.0, 0, z])]
    return Instance(glowing(tmp_path, *size))


def contrast(renderer, scene, view, distance):
    """Between the halves of `sign`, just beside their border."""
    row = to_linear(pixels(renderer, scene, view)[32, :, 0])
    return float(np.mean(row[27:31]) - np.mean(row[33:37])) if distance < 5 else float(row[31] - row[32])


@pytest.mark.parametrize("extinction", [0.4, 0.8])
def test_a_lit_sign_is_gone_at_eight_over_k(renderer, tmp_path, extinction):
    """Jin 1978: a lit sign is seen as far as 8 / K, where exp(-8) of its contrast is left; and at half that way exp(-4)."""
    distance = 8.0 / extinction
    view = frame_view(glm.vec3(0, 0, 0), glm.vec3(0, 0, -1), math.degrees(2 * math.atan(0.8 / distance)) * 2, 1)
    scene = Scene([sign(tmp_path, -distance)], environment=MEASURE)
    clear = contrast(renderer, scene, view, 1)
    assert clear > 0.5
    scene.smoke = [SmokeVolume(-FAR, FAR, extinction / 2)]
    assert contrast(renderer, scene, view, 1) / clear == pytest.approx(
        math.exp(-4), rel=0.25
    )  # eight bits are coarse here
    scene.smoke = [SmokeVolume(-FAR, FAR, extinction)]
    assert contrast(renderer, scene, view, 1) < 0.003


def test_two_rooms_and_the_doorway_between_add_up(renderer, tmp_path):
    """0.8 m in one room, a wall's thickness of 0.2 m, 2 m in the next: what stands in the doorway is no gap."""
    scene = Scene([Instance(glowing(tmp_path, ("bright", [0.8] * 3, [0, 0, 0])))], environment=MEASURE)
    clear = to_linear(middle(pixels(renderer, scene))[0])
    near = SmokeVolume(glm.vec3(-5, -5, 2.2), glm.vec3(5, 5, 9), 0.5)
    far = SmokeVolume(glm.vec3(-5, -5, -5), glm.vec3(5, 5, 2.0), 0.9)
    expected = math.exp(-0.5 * (0.8 + 0.1) - 0.9 * (2.0 + 0.1))
    for order in ([near, far], [far, near]):
        scene.smoke = order
        assert to_linear(middle(pixels(renderer, scene))[0]) / clear == pytest.approx(expected, rel=0.03)


def test_a_thin_layer_below_and_a_thick_one_above_the_interface(renderer, tmp_path):
    scene = Scene([Instance(glowing(tmp_path, ("bright", [0.8] * 3, [0, 0, 0])))], environment=MEASURE)
    clear = to_linear(middle(pixels(renderer, scene))[0])
    for interface, extinction in ((1.0, 0.1), (-1.0, 1.2)):
        scene.smoke = [SmokeVolume(glm.vec3(-9, -3, -9), glm.vec3(9, 3, 9), 1.2, 0.1, interface)]
        left = to_linear(middle(pixels(renderer, scene))[0]) / clear
        assert left == pytest.approx(math.exp(-3 * extinction), rel=0.04)


def test_smoke_thins_out_e_fold_below_the_interface(renderer, tmp_path):
    """Seen level, beside the horizon: one e-fold below it, and one from there to where it is whole."""
    scene = Scene([Instance(glowing(tmp_path, ("bright", [0.8] * 3, [0, 0, 0])))], environment=MEASURE)
    clear = to_linear(middle(pixels(renderer, scene))[0])
    scene.smoke = [SmokeVolume(glm.vec3(-9, -3, -9), glm.vec3(9, 3, 9), 1.2, 0.0, 0.2, 0.2)]
    over, under = (to_linear(v) / clear for v in pixels(renderer, scene)[31:33, 32, 0])
    assert over < under
    assert math.sqrt(over * under) == pytest.approx(math.exp(-3 * 1.2 * math.exp(-2)), rel=0.03)


def test_the_interface_is_soft_and_waves(renderer, tmp_path):
    scene = Scene([Instance(glowing(tmp_path, ("bright", [0.8] * 3, [0, 0, 0])))], environment=MEASURE)
    scene.smoke = [SmokeVolume(glm.vec3(-9, -3, -9), glm.vec3(9, 3, 9), 3.0, 0.0, 0.1, 0.15)]
    pictures = []
    for scene.time_s in (0.0, 2.0):
        pictures.append(pixels(renderer, scene)[:, 20:44, 0].astype(int))
    rows = pictures[0].mean(axis=1)
    between = (rows > 0.15 * rows.max()) & (rows < 0.85 * rows.max())
    assert between.sum() >= 3  # not one hard line
    assert np.abs(pictures[0] - pictures[1]).max() > 10


def test_soot_is_darker_than_steam(renderer):
    def looks(kind):
        scene = Scene(environment=LIT, smoke=[SmokeVolume(-FAR, FAR, 1.0, kind=kind, interface_m=-40.0)])
        view = View(Pose(glm.vec3(0, 29.5, 0)), AHEAD.fov)  # near the ceiling, where light comes down
        return middle(pixels(renderer, scene, view))[0]

    assert 0 < to_linear(looks("soot")) < 0.4 * to_linear(looks("steam"))


def test_smoke_over_a_surface_takes_the_light_of_its_lamps(renderer, tmp_path):
    wall = Instance(white_wall(tmp_path, 4.0))
    scene = Scene([wall], environment=LIT)
    clear = middle(pixels(renderer, scene))[0]
    # Above the line of sight: nothing lies between the eye and the middle of the wall.
    scene.smoke = [SmokeVolume(glm.vec3(-9, -3, -9), glm.vec3(9, 3, 9), 0.7, 0.0, 1.0, 0.05)]
    shaded = to_linear(middle(pixels(renderer, scene))[0]) / to_linear(clear)
    assert shaded == pytest.approx(0.8 * math.exp(-0.7 * 2.0) + 0.2, rel=0.06)  # a fifth comes from beside


def test_boxes_are_sorted_joined_culled_and_counted():
    boxes = [SmokeVolume(glm.vec3(x, 0, 0), glm.vec3(x + 1.8, 2, 4), 0.1 + 0.01 * x) for x in range(0, 40, 2)]
    eye = frame_view(glm.vec3(39, 1, 2), glm.vec3(0, 1, 2))
    nothing = np.zeros(3, np.float32)
    records, fires = smoke.pack(Scene(smoke=boxes), [eye], nothing)
    assert len(records) == 12
    assert len(fires) == 0
    assert records["low"][0, 0] == pytest.approx(37.9)  # half of the wall to its neighbour
    assert list(records["low"][:, 0]) == sorted(records["low"][:, 0], reverse=True)
    away = frame_view(glm.vec3(39, 1, 2), glm.vec3(50, 1, 2))
    assert len(smoke.pack(Scene(smoke=boxes), [away], nothing)[0]) == 1
    assert len(smoke.pack(Scene(smoke=boxes), [eye], nothing, 4)[0]) == 4
    thin = [SmokeVolume(glm.vec3(0), glm.vec3(1), 0.0)]
    assert len(smoke.pack(Scene(smoke=thin), [eye], nothing)[0]) == 0


def test_a_place_that_may_burn_is_rehearsed_and_no_other(tmp_path):
    scene = baked_scene(tmp_path)
    burning = rehearsal.alight(scene, glm.vec3(0, 1, 0))
    assert burning is not None
    assert burning.flames[0].baked  # as in a drill: no lamp of its own
    assert not scene.flames
    assert rehearsal.alight(Scene(), glm.vec3(0)) is None


def test_a_flame_is_brightest_seen_without_smoke(renderer):
    scene = Scene(flames=[Flame(glm.vec3(0, -0.6, 0), 0.5, 1.0, 100)], environment=MEASURE, time_s=2.0)
    clear = pixels(renderer, scene)[..., 0].max()
    scene.smoke = [SmokeVolume(glm.vec3(-9), glm.vec3(9), 1.0)]
    assert pixels(renderer, scene)[38, 32, 0] < clear


@pytest.mark.parametrize(("diameter", "height", "kw"), [(0.3, 0.9, 70), (0.9, 1.7, 500)])
def test_half_of_the_time_a_flame_reaches_its_mean_height(renderer, diameter, height, kw):
    """What "mean flame height" means (Heskestad, SFPE Handbook): intermittency 0.5."""
    view = frame_view(glm.vec3(0, height, 5), glm.vec3(0, height, 0), 50, 1)
    burning, tall = np.zeros(40), 0.8 * 64 / (2 * math.tan(math.radians(25)) * 5) * height
    for k in range(40):
        scene = Scene(flames=[Flame(glm.vec3(0), diameter, height, kw)], environment=MEASURE, time_s=0.37 * k)
        picture = pixels(renderer, scene, view)[..., 0]
        burning[k] = (picture[:33] > 60).any()
        assert (picture[round(32 + tall) - 2 : round(32 + tall) + 2] > 60).any()  # the foot always burns
    assert 0.2 <= burning.mean() <= 0.8


def test_walls_keep_a_flame_s_light_in_its_room(renderer, tmp_path):
    scene = Scene([Instance(white_wall(tmp_path, 4.0))], environment=MEASURE)
    fire = Flame(glm.vec3(-1.5, -0.2, 0.5), 0.3, 0.4, 80)
    scene.flames = [fire]
    open_ = pixels(renderer, scene).astype(int)
    fire.room = (glm.vec3(-5, -5, -5), glm.vec3(-0.9, 5, 5))
    kept = pixels(renderer, scene).astype(int)
    assert np.array_equal(kept[:, :10], open_[:, :10])
    assert open_[32, 60, 0] > 30
    assert kept[32, 60, 0] == 0


def test_a_flame_leans_and_a_ceiling_spreads_it(renderer):
    view = frame_view(glm.vec3(0, 1, 5), glm.vec3(0, 1, 0), 60, 1)

    def widths(**given):
        scene = Scene(flames=[Flame(glm.vec3(0, 0, 0), 0.6, 2.6, 600, **given)], environment=MEASURE, time_s=1.5)
        lit = pixels(renderer, scene, view)[..., 0] > 60
        rows = [np.flatnonzero(row) for row in lit]
        return lit, [r.mean() if len(r) else np.nan for r in rows], [len(r) for r in rows]

    upright, middles, _ = widths()
    _, leaning, _ = widths(tilt=glm.vec3(1.2, 0, 0))
    assert leaning[14] > middles[14] + 4
    assert abs(leaning[43] - middles[43]) < 3
    flat, _, wide = widths(ceiling_m=1.6)
    top = np.flatnonzero(flat.any(axis=1))[0]
    assert top > np.flatnonzero(upright.any(axis=1))[0] + 8
    assert max(wide[top : top + 8]) > 2 * max(wide[40:44])


def test_a_flame_without_soot_hides_little(renderer, tmp_path):
    wall = Instance(glowing(tmp_path, ("bright", [0.5] * 3, [0, 0, 0])))

    def seen(fuel):
        scene = Scene([wall], flames=[Flame(glm.vec3(0, -0.5, 1), 0.5, 1.0, 60, fuel=fuel)], environment=MEASURE)
        return pixels(renderer, scene)[40, 28:36].astype(int).mean(axis=0)

    solid, alcohol = seen("solid"), seen("alcohol")
    assert solid[2] < alcohol[2] - 30  # the one hides the grey wall's blue, the other adds to it
    assert alcohol[2] > 188 > alcohol[0] - 20
    assert flame.LOOKS["alcohol"][2] > flame.LOOKS["alcohol"][0]


def test_what_stands_before_a_flame_hides_it_and_what_stands_in_it_cuts_it(renderer, tmp_path):
    fire = Flame(glm.vec3(0, -0.6, 0), 1.2, 1.2, 300)
    scene = Scene([], flames=[fire], environment=MEASURE, time_s=1.0)
    whole = pixels(renderer, scene)[..., 0].astype(int).sum()
    scene.instances = [Instance(glowing(tmp_path, ("black", [0, 0, 0], [0, 0, 0.35])))]
    cut = pixels(renderer, scene)[..., 0].astype(int).sum()
    scene.instances = [Instance(glowing(tmp_path, ("black", [0, 0, 0], [0, 0, 1])))]
    hidden = pixels(renderer, scene)[16:48, 16:48, 0].astype(int).sum()
    assert hidden == 0
    assert 0.2 * whole < cut < 0.98 * whole


def test_a_cloud_hides_what_is_behind_by_its_extinction(renderer, tmp_path):
    scene = Scene([Instance(glowing(tmp_path, ("bright", [0.8] * 3, [0, 0, 0])))], environment=MEASURE)
    clear = to_linear(middle(pixels(renderer, scene))[0])
    left = []
    for extinction in (0.5, 2.0):
        scene.clouds = [AgentCloud(glm.vec3(0, 0, 1.2), 0.8, extinction)]
        left.append(to_linear(middle(pixels(renderer, scene))[0]) / clear)
    assert left[0] > left[1]
    # Within a factor of what a ball as thick as that throughout would leave.
    assert math.exp(-0.5 * 1.6 * 1.1) < left[0] < math.exp(-0.5 * 1.6 * 0.3)


def test_a_ceiling_jet_is_a_dark_disc_under_the_ceiling(renderer):
    view = frame_view(glm.vec3(0, 0, 6), glm.vec3(0, 1.5, 0), 60, 1)
    scene = Scene(environment=LIT)
    clear = pixels(renderer, scene, view).astype(int)
    scene.ceiling_jets = [CeilingJet(glm.vec3(0, 2.4, 0), 2.0, 0.3, 6.0)]
    darker = (clear - pixels(renderer, scene, view))[..., 0] > 20
    rows, columns = np.flatnonzero(darker.any(axis=1)), np.flatnonzero(darker.any(axis=0))
    assert np.ptp(columns) > 2 * np.ptp(rows)
    assert not darker[40:].any()
    scene.ceiling_jets[0].room = glm.vec3(-9, 0, -9), glm.vec3(0, 2.4, 9)
    walled = (clear - pixels(renderer, scene, view))[..., 0] > 20
    middle = darker.shape[1] // 2
    assert not walled[:, middle + 1 :].any(), "a wall is not passed"
    assert (walled[:, : middle - 1] == darker[:, : middle - 1]).mean() > 0.97


@pytest.mark.parametrize("kind", sorted(clouds.STAINS))
def test_marks_are_where_they_were_made(renderer, tmp_path, kind):
    scene = Scene([Instance(white_wall(tmp_path, 4.0, baseColorFactor=[0.3, 0.3, 0.3, 1]))], environment=LIT)
    clear = pixels(renderer, scene).astype(int)
    scene.marks = [Mark(glm.vec3(0), 0.5, 0.9, kind)]
    change = pixels(renderer, scene).astype(int) - clear
    assert np.abs(change[30:34, 30:34]).max() > 3
    assert np.abs(change[:8]).max() == 0
    if kind in ("char", "wet"):
        assert change[30:34, 30:34].max() < 0


@pytest.mark.parametrize("agent", ["powder", "co2", "water", "mist", "wet_chemical"])
def test_agents_fly_from_their_nozzle_and_water_falls(renderer, tmp_path, agent):
    scene = Scene([Instance(glowing(tmp_path, ("black", [0, 0, 0], [0, 0, -1])))], environment=LIT, time_s=1.0)
    before = pixels(renderer, scene).astype(int)
    scene.sprays = [Spray(glm.vec3(-1.2, 0.6, 0), glm.vec3(1, 0, 0), 2.4, 0.2, agent)]
    change = np.abs(pixels(renderer, scene).astype(int) - before).sum(axis=2)
    assert change[:, 20:44].max() > 10
    assert change[:, :10].sum() < 0.2 * change.sum()
    rows = np.arange(64)[:, None]
    left, right = (float((change[:, c] * rows).sum() / change[:, c].sum()) for c in (slice(14, 24), slice(38, 48)))
    assert right > left + (1.0 if agent == "water" else 0.0)


def test_nothing_to_draw_costs_no_call(renderer, tmp_path):
    scene = Scene([Instance(white_wall(tmp_path))], environment=LIT)
    pixels(renderer, scene)
    bare = renderer.stats.submissions
    scene.flames = [Flame(glm.vec3(0), 0.5, 0.0, 0.0)]
    scene.clouds, scene.marks = [AgentCloud(glm.vec3(0), 0.5, 0.0)], [Mark(glm.vec3(0), 0.5, 0.0)]
    pixels(renderer, scene)
    assert renderer.stats.submissions == bare
    scene.clouds = [AgentCloud(glm.vec3(0), 0.5, 1.0)]
    pixels(renderer, scene)
    assert renderer.stats.submissions == bare + 1


def baked_scene(tmp_path):
    sh = np.zeros((2, 2, 2, 2, 9, 3), np.float16)
    sh[0, ..., 0, :], sh[1, ..., 0, :] = 1.0, 0.5
    folder = write_light(
        tmp_path / "light",
        {
            "lamps": {"codes": grey(100), "kind": "lamps", "materials": ["lamp"]},
            "fire.bin": {"codes": grey(50), "kind": "fire", "default": 0.0, "position": [0, 0, 0]},
        },
        volume={"origin": np.full(3, -2.0), "step": np.full(3, 4.0), "sh": sh},
    )
    return Scene(light=load_light(folder))


def test_eyes_adapt_to_fire_and_smoke_and_to_nothing_else(tmp_path):
    scene, eye = baked_scene(tmp_path), glm.vec3(0)
    assert adaptation.adapted(scene, eye) is scene
    scene.flames = [Flame(glm.vec3(0), 0.3, 0.5, 80, baked=True)]
    assert adaptation.adapted(scene, eye).environment.exposure == pytest.approx(1.0)
    scene.light_weights["fire.bin"] = 8.0
    brighter = adaptation.adapted(scene, eye).environment.exposure
    assert adaptation.LEAST <= brighter < 0.5
    scene.light_weights = {"lamps": 0.0}
    assert adaptation.adapted(scene, eye).environment.exposure == adaptation.MOST
    scene.light_weights = {}
    scene.smoke = [SmokeVolume(glm.vec3(-2), glm.vec3(2), 0.5)]
    assert smoke_left(scene.smoke, eye) == pytest.approx(math.exp(-0.5 * 2))
    assert 1.0 < adaptation.adapted(scene, eye).environment.exposure < adaptation.MOST
    scene.smoke = [SmokeVolume(glm.vec3(-2), glm.vec3(2), 20.0, interface_m=0.0)]
    below, within = (smoke_left(scene.smoke, glm.vec3(0, y, 0)) for y in (-1, 1))
    assert below == pytest.approx(0.2)  # whoever crouches sees by what windows and doors give
    assert within < 1e-6


def test_a_flame_glows_in_the_smoke_around_it(renderer):
    scene = Scene(environment=DARK, smoke=[SmokeVolume(-FAR, FAR, 0.4)], time_s=1.0)
    view = frame_view(glm.vec3(0, 0, 5), glm.vec3(0, 0.6, 0), 60, 1)
    assert pixels(renderer, scene, view).max() == 0
    scene.flames = [Flame(glm.vec3(0), 0.3, 0.6, 200)]
    halo = pixels(renderer, scene, view)[..., 0].astype(int)
    assert halo[32, 20] > halo[32, 6] > 0  # beside the flame, and less further out


def test_both_eyes_see_smoke_and_flames_as_each_alone(renderer):
    scene = Scene(
        environment=LIT,
        smoke=[SmokeVolume(-FAR, FAR, 0.3, 0.05, 0.2)],
        flames=[Flame(glm.vec3(0, -0.6, 0), 0.5, 1.0, 100)],
        clouds=[AgentCloud(glm.vec3(0.8, 0, 0), 0.5, 1.0)],
        time_s=1.0,
    )
    eyes = [View(Pose(glm.vec3(x, 0, 3)), AHEAD.fov) for x in (-0.03, 0.03)]
    together = shots(scene, eyes, (64, 64), renderer)
    for eye, picture in zip(eyes, together, strict=True):
        alone = pixels(renderer, scene, eye)
        assert np.abs(picture.astype(int) - alone).mean() < 2.5  # the steps are dithered by pixel
