"""Parts of the zone model against what books say of them."""

from __future__ import annotations

from math import pi, sqrt

import pytest

from safety_training.fire import ceiling_jet, detectors, flame_light, geometry, plume, radiation
from safety_training.fire import layout as at
from safety_training.fire.flames import height_m
from safety_training.fire.spec import Layout, RoomSpec, cells_of, lining_of, materials
from safety_training.fire.walls import areas
from safety_training.fire.zones import Source, ZoneModel

AIR = (1.2, 293.0)
GYPSUM = lining_of("gypsum")


@pytest.mark.parametrize(("heat", "size", "height"), [(50.0, 0.3, 0.82), (300.0, 0.5, 1.79), (1000.0, 1.0, 2.70)])
def test_flame_heights_of_heskestad(heat: float, size: float, height: float) -> None:
    """Examples computed apart from this code; the picture's flame is the plume's, and taller at a wall and in a corner."""
    assert plume.flame_height(heat, size, 1.0) == pytest.approx(height, abs=0.01)
    assert height_m(heat, size) == plume.flame_height(heat, size, 1.0)
    assert height_m(heat, size) < height_m(heat, size, 1) < height_m(heat, size, 2)
    assert height_m(0.0, size) == 0.0


def test_the_plume_draws_in_more_the_higher_and_less_at_walls() -> None:
    free = [plume.entrainment(z, 100.0, 65.0, 0.3, 1.0, *AIR) for z in (0.2, 0.5, 1.0, 2.0)]
    assert free == sorted(free)
    far = 5.0
    wall = plume.entrainment(far, 100.0, 65.0, 0.3, 2.0, *AIR) / plume.entrainment(far, 100.0, 65.0, 0.3, 1.0, *AIR)
    corner = plume.entrainment(far, 100.0, 65.0, 0.3, 4.0, *AIR) / plume.entrainment(far, 100.0, 65.0, 0.3, 1.0, *AIR)
    assert wall == pytest.approx(0.63, abs=0.04)
    assert corner == pytest.approx(0.40, abs=0.04)


def test_zukoskis_far_plume_is_near() -> None:
    assert plume.entrainment(6.0, 100.0, 100.0, 0.2, 1.0, *AIR) == pytest.approx(
        0.071 * 100.0 ** (1.0 / 3.0) * 6.0 ** (5.0 / 3.0), rel=0.12
    )


def test_view_factor_of_a_cube_is_a_fifth() -> None:
    assert geometry.view_factor(1.0, 1.0, 1.0) == pytest.approx(0.1998, abs=1.0e-4)


def test_solid_angle_of_a_face_from_the_middle_of_a_cube_is_a_sixth() -> None:
    assert geometry.solid_angle(0.5, 0.5, 1.0, 1.0, 0.5) == pytest.approx(1.0 / 6.0, rel=1.0e-9)


def test_emissivity_of_combustion_gases() -> None:
    assert radiation.gas_emissivity(1000.0, 0.0) == 0.0
    # Hottel's charts: about 0.2 for 0.1 atm m of H2O : CO2 = 2 : 1 at 1000 K, 0.4 for 0.6
    assert radiation.gas_emissivity(1000.0, 0.1) == pytest.approx(0.2, abs=0.05)
    assert radiation.gas_emissivity(1000.0, 0.6) == pytest.approx(0.4, abs=0.06)


def test_radiation_among_surfaces_and_layers_makes_and_loses_nothing() -> None:
    model = ZoneModel(Layout((RoomSpec("room", 4.0, 3.0, 2.4, 0.0, GYPSUM, GYPSUM, GYPSUM),)), compiled=False)
    for _ in range(400):
        model.step(0.05, [Source(0, 0.2, 2.0, 1.5, 200.0, 0.5, soot_yield=0.02)])
    s = model.state
    areas(s)
    for i in range(2 * at.QUANTITIES):
        s.rate[i] = 0.0
    radiation.radiate(s)
    kept = s.rate[at.ENERGY] + s.rate[at.QUANTITIES + at.ENERGY]
    for k in range(4):
        kept += s.surface[k * at.SURFACE + at.S_RADIANT] * s.surface[k * at.SURFACE + at.S_AREA]
    given = s.source[at.B_RADIANT] * s.source[at.B_BURNT]
    assert kept == pytest.approx(given, rel=1.0e-6)


def test_alperts_jet_joins_at_its_turn() -> None:
    for r in (0.1, 0.5, 2.0):
        assert ceiling_jet.alpert_rise(500.0, 3.0, r) > 0.0
    near, far = ceiling_jet.alpert_rise(500.0, 3.0, 0.5399), ceiling_jet.alpert_rise(500.0, 3.0, 0.5401)
    assert near == pytest.approx(far, rel=0.02)


def test_a_plume_through_a_layer_is_a_weaker_one_within_it() -> None:
    heat, height = ceiling_jet.evans(100.0, 3.0, 1.5, 1.3, 293.0, 1.2)
    assert 0.0 < heat < 100.0
    assert ceiling_jet.evans(100.0, 3.0, 1.5, 1.0, 293.0, 1.2) == (100.0, 3.0)
    assert height > 1.5


@pytest.mark.parametrize(("area", "height"), [(10.0, 2.4), (150.0, 3.8), (220.0, 6.1)])
def test_a_cold_ceiling_takes_what_cfasts_guide_says(area: float, height: float) -> None:
    """The guide has the mean over a ceiling in closed form: 0.27 Qc / (A^0.68 H^0.64), kW/m2."""
    flux, _ = ceiling_jet.alpert_flux(1000.0, 650.0, height, sqrt(area / pi))
    assert flux == pytest.approx(1000.0 * 0.27 * 650.0 / (area**0.68 * height**0.64), rel=0.02)


def test_a_ceiling_as_hot_as_its_layer_is_still_heated_by_the_jet_until_it_is_hotter() -> None:
    hot, cool = 450.0, 293.0
    flux, h = ceiling_jet.ceiling_flux(500.0, 0.35, 0.2, 3.0, 1.5, 2.0, hot, cool, 1.2)
    cold, h_cold = ceiling_jet.ceiling_flux(500.0, 0.35, 0.2, 3.0, 3.0, 2.0, cool, cool, 1.2)
    assert 0.0 < flux - h * (hot - cool) < cold
    assert 0.0 < h < h_cold
    assert ceiling_jet.ceiling_flux(5.0, 0.35, 0.2, 3.0, 1.5, 2.0, hot, cool, 1.2) == (
        0.0,
        0.0,
    )  # stays below the layer


def test_damp_air_lets_the_light_of_flames_through() -> None:
    """At 20 C and half damp, 3 m of air take less than an eighth of it, and more of what as cool a body sends."""
    model = ZoneModel(Layout((RoomSpec("room", 8.0, 6.0, 3.0, 0.0, GYPSUM, GYPSUM, GYPSUM),)), compiled=False)
    own, flames = radiation.layer_emissivity(model.state, 0, at.LOWER, 3.0)
    assert 0.02 < flames < 0.125
    assert own > 1.5 * flames


def test_a_flame_that_grows_through_the_interface_heats_both_walls_without_a_jump() -> None:
    given = []
    for clear in (1.48, 1.52):  # the middle of the flame lies at 1.5
        model = ZoneModel(Layout((RoomSpec("room", 4.0, 4.0, 3.0, 0.0, GYPSUM, GYPSUM, GYPSUM),)), compiled=False)
        s = model.state
        s.counts[at.N_SOURCES] = 1
        s.source[at.B_X], s.source[at.B_Z], s.source[at.B_BASE] = 2.0, 2.0, 0.5
        s.source[at.B_RADIANT], s.source[at.B_BURNT], s.source[at.B_FLAME] = 0.3, 1.0e5, 2.0
        flame_light.flame_light(s, 0, 0.5, 0.1, clear)
        given.append(s.work[flame_light.GIVEN + 3])
    assert given[0] == pytest.approx(given[1], rel=0.05)


def test_cells_fill_their_lining_and_start_thin() -> None:
    for name in materials():
        lining = lining_of(name)
        cells = cells_of(lining, at.CELLS)
        assert len(cells) == at.CELLS
        assert sum(c[0] for c in cells) == pytest.approx(lining[0].thickness_m)
        assert cells[0][0] <= cells[-1][0]
    both = cells_of(lining_of("gypsum") + lining_of("mineral_wool"), at.CELLS)
    assert sum(c[0] for c in both) == pytest.approx(0.016 + 0.088)


def test_sprinklers_quench_by_their_density() -> None:
    assert detectors.spray_factor(0.0, 0.1) == 1.0
    tau = 3.0 * 0.07**-1.8
    assert detectors.spray_factor(tau, 0.07) == pytest.approx(0.3679, rel=1.0e-3)


def test_a_draught_adds_to_the_plume_in_proportion() -> None:
    assert plume.blown(1.0, 0.0, 0.3, 1.0, 1.2) == 0.0
    one = plume.blown(1.0, 0.3, 0.3, 1.0, 1.2)
    assert plume.blown(1.0, 0.6, 0.3, 1.0, 1.2) == pytest.approx(2.0 * one)
    assert plume.blown(1.0, 0.3, 0.0, 4.0, 1.2) == pytest.approx(plume.blown(1.0, 0.3, 0.0, 1.0, 1.2) / 4.0)
