"""What burns, alone: growth, pools, oil, electrics, cells, and what lights what."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from safety_training.fire.burning import Item, Surroundings
from safety_training.fire.flames import Flame, extension_m, flux_kw_m2, tilt, touches
from safety_training.fire.fuels import fuels
from safety_training.fire.items import ItemSpec, fuel_of
from safety_training.fire.spread import gather, incident_kw_m2
from tests.safety_training.fire.stand import AIR, DT, burn, item, jet

DEAD = replace(AIR, powered=False)


def lit(fuel: str, **over: float) -> Item:
    it = item(fuel, **over)
    it.ignite()
    return it


def test_every_fuel_has_a_source_and_plausible_yields() -> None:
    for fuel in fuels().values():
        assert 0.1 <= fuel.radiative_fraction <= 0.5, fuel.id
        assert 0.0 < fuel.soot_yield + fuel.co_yield < 0.5, fuel.id
        assert fuel.carbon + fuel.hydrogen <= 1.0 + 1e-9, fuel.id


def test_an_unknown_fuel_or_figure_is_named() -> None:
    with pytest.raises(KeyError, match="waste_paper"):
        fuel_of(ItemSpec("x", "unobtainium", (0.0, 0.0, 0.0)))
    with pytest.raises(ValueError, match="peek_kw"):
        fuel_of(ItemSpec("x", "sofa", (0.0, 0.0, 0.0), {"peek_kw": 1.0}))


def test_a_solid_grows_by_t_squared_to_its_peak_and_ends_with_its_fuel() -> None:
    it = lit("waste_paper")
    burn(it, 20.0)
    assert it.heat_kw == pytest.approx(0.0117 * (25.0 + 20.0) ** 2, rel=1e-6)
    most = released = 0.0
    while it.burning:
        burn(it, DT)
        most, released = max(most, it.heat_kw), released + it.heat_kw * DT
    assert most == 150.0
    assert released == pytest.approx(3.0 * 14000.0, rel=0.15)  # what burnt before is missing


def test_the_trainer_may_quicken_growth() -> None:
    slow, fast = lit("sofa"), lit("sofa")
    burn(slow, 20.0)
    burn(fast, 20.0, around=replace(AIR, growth_factor=4.0))
    assert fast.heat_kw == pytest.approx(0.0469 * (30.0 + 40.0) ** 2, rel=1e-6)
    assert slow.heat_kw == pytest.approx(0.0469 * 50.0**2, rel=1e-6)


@pytest.mark.parametrize(("area", "megawatts"), [(0.2, 0.38), (1.0, 3.2)])
def test_heptane_pools_burn_as_published(area: float, megawatts: float) -> None:
    it = lit("heptane", diameter_m=math.sqrt(4.0 * area / math.pi))
    burn(it, 5.0)
    assert it.heat_kw == pytest.approx(1000.0 * megawatts, rel=0.04)


def test_want_of_oxygen_slows_and_ends_a_fire() -> None:
    thin, none = lit("wood"), lit("wood")
    burn(thin, 5.0, around=replace(AIR, oxygen=0.16))
    assert thin.heat_kw == pytest.approx(0.5 / 0.95 * 0.01172 * 25.0**2, rel=1e-6)
    burn(none, 5.0, around=replace(AIR, oxygen=0.10))
    assert none.heat_kw == 0.0


def test_a_hot_layer_makes_things_burn_faster_but_not_without_end() -> None:
    bare, under = lit("heptane"), lit("heptane")
    burn(bare, 1.0)
    burn(under, 1.0, around=replace(AIR, layer_kw_m2=15.0))
    assert 1.05 * bare.heat_kw < under.heat_kw <= 1.5 * bare.heat_kw


def test_oil_on_a_stove_lights_by_itself_and_cools_when_it_is_off() -> None:
    it = Item(ItemSpec("pan", "cooking_oil", (0.0, 0.9, 0.0), stove=True), 0)
    seconds = 0.0
    while not it.burning and seconds < 1800.0:
        burn(it, 1.0)
        seconds += 1.0
    assert it.burning
    assert 180.0 < seconds < 1800.0
    assert it.liquid_k >= 679.0 - 1.0
    began = it.heat_kw
    burn(it, 30.0)
    hotter = it.heat_kw
    assert hotter > began
    it.burner = 0.0
    burn(it, 30.0)
    assert it.heat_kw == pytest.approx(hotter, rel=0.01)
    assert it.put_cover("lid") == "covered"
    burn(it, 300.0)
    assert not it.burning
    assert it.liquid_k < 636.0
    it.cover = ""
    burn(it, 20.0)
    assert not it.burning


def test_a_lid_lifted_too_soon_brings_the_flames_back() -> None:
    it = Item(ItemSpec("pan", "cooking_oil", (0.0, 0.9, 0.0), stove=True), 0)
    it.ignite()
    it.burner = 0.0
    it.put_cover("lid")
    burn(it, 6.0)
    assert not it.burning
    it.cover = ""
    assert it.can_reflash()
    assert ("reflash", {}) in burn(it, 6.0)
    assert it.burning


def test_covers_have_their_limits() -> None:
    assert lit("sofa").put_cover("lid") == "covered"  # still small
    big = lit("sofa")
    burn(big, 150.0)
    assert big.put_cover("lid") == big.put_cover("blanket") == "too_big"
    assert lit("lithium_pack").put_cover("blanket") == "cover_burnt"
    wide = lit("heptane")
    burn(wide, 5.0)
    assert wide.put_cover("blanket") == "cover_burnt"


def test_a_live_strip_comes_back_until_the_breaker_is_off() -> None:
    live, dead = lit("power_strip"), lit("power_strip")
    for it, around in ((live, AIR), (dead, DEAD)):
        burn(it, 10.0, around=around)
        it.surface.quell()
        burn(it, 10.0, around=around)
    assert live.energised
    assert live.burning
    assert not dead.burning


def test_without_current_a_device_burns_no_bigger() -> None:
    it = lit("power_strip")
    burn(it, 10.0)
    before = it.heat_kw
    burn(it, 30.0, around=DEAD)
    assert it.heat_kw == pytest.approx(before, rel=0.05)


def test_cells_run_away_faster_and_faster_and_need_no_air() -> None:
    it = lit("lithium_pack")
    gone = []
    for _ in range(8):
        burn(it, 10.0, around=replace(AIR, oxygen=0.02))
        gone.append(it.cells_gone)
    steps = [b - a for a, b in pairwise(gone)]
    assert steps[2] > steps[0]
    assert it.heat_kw > 200.0
    burn(it, 300.0)
    assert it.cells_gone == 136
    assert not it.burning


def test_flames_reach_out_under_a_ceiling_and_lean_in_a_draught() -> None:
    assert extension_m(2.0, 2.4, 0.5) == 0.0
    assert 0.0 < extension_m(3.0, 2.0, 0.5) < extension_m(4.0, 2.0, 0.5)
    assert tilt((0.1, 0.0, 0.0), 100.0, 14000.0, 0.3) == (0.0, 0.0)
    lean = tilt((3.0, 0.0, 0.0), 100.0, 14000.0, 0.3)
    assert 0.3 < lean[0] <= 1.0
    assert lean[1] == 0.0


def test_radiation_falls_with_the_square_of_distance() -> None:
    flame = Flame((0.0, 0.0, 0.0), 400.0, 140.0, 0.5, 2.0, 0.0, (0.0, 0.0))
    one, two = flux_kw_m2(flame, (1.0, 1.0, 0.0)), flux_kw_m2(flame, (2.0, 1.0, 0.0))
    assert one == pytest.approx(4.0 * two)
    assert one == pytest.approx(140.0 / (4.0 * math.pi))


@pytest.mark.parametrize(
    ("fuel", "flux", "seconds"), [("wood", 30.0, 89.4), ("curtain", 25.0, 10.4), ("sofa", 30.0, 153.0)]
)
def test_things_light_after_the_time_their_inertia_says(fuel: str, flux: float, seconds: float) -> None:
    """Thick: (pi/4) k rho c (Tig - T0)^2 / (q - qcr)^2 by a running sum of what is above the critical flux, squared; here by hand
    with the product of the fuel. Thin: rho c d (Tig - T0) / (q - qcr)."""
    it = item(fuel)
    t = 0.0
    while not gather(it, DT, flux):
        t += DT
    own = it.fuel
    over = flux - own.critical_flux_kw_m2
    expected = own.ignition_product / (over if own.thin else over * over)
    assert t == pytest.approx(expected, abs=0.1)
    assert t == pytest.approx(seconds, rel=0.4)


def test_below_the_critical_flux_nothing_ever_lights_and_heat_is_forgotten() -> None:
    it = item("wood")
    for _ in range(20 * 600):
        assert not gather(it, DT, 12.0)
    gather(it, 10.0, 20.0)
    gathered = it.gathered
    for _ in range(20 * 60):
        gather(it, DT, 0.0)
    assert it.gathered == pytest.approx(gathered / math.e, rel=0.01)


def test_a_flame_that_touches_gives_more_than_one_that_shines() -> None:
    flame = Flame((0.0, 0.3, 0.0), 60.0, 21.0, 0.3, 1.0, 0.0, (0.0, 0.0))
    assert not touches(flame, 1.5, (0.0, 1.8, 0.0), 0.5)
    near, far = item("curtain"), item("curtain")
    near.base, far.base = (0.4, 0.5, 0.0), (2.0, 0.5, 0.0)
    assert touches(flame, 0.0, near.base, near.fuel.diameter_m)
    assert not touches(flame, 0.0, far.base, far.fuel.diameter_m)
    assert incident_kw_m2(near, [flame], 0.0) >= 30.0 > incident_kw_m2(far, [flame], 0.0) > 0.0


def test_surroundings_have_fresh_air_by_default() -> None:
    assert Surroundings().oxygen == pytest.approx(0.2095)
    assert jet(item("sofa")).agent == "powder"
