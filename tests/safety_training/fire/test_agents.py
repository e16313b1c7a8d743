"""Agents: how they fly, what they put out, and what the wrong one does."""

from dataclasses import replace

import pytest

from safety_training.fire.agents import Delivery, agents, effects, hit, launch_speed, path_of
from safety_training.fire.burning import Item
from safety_training.fire.fuels import KINDS
from safety_training.fire.items import ItemSpec
from safety_training.numeric import unit
from tests.safety_training.fire.stand import AIR, DT, burn, item, jet, steady, sweeping

FULL_S = 3.3 / 0.25


def lit(fuel: str, seconds: float = 10.0, **over: float) -> Item:
    it = item(fuel, **over)
    it.ignite()
    burn(it, seconds)
    return it


def oil(seconds: float = 10.0) -> Item:
    it = Item(ItemSpec("pan", "cooking_oil", (0.0, 0.9, 0.0), stove=True), 0)
    it.ignite()
    burn(it, seconds)
    return it


def test_every_agent_has_an_effect_on_every_kind_of_fuel() -> None:
    assert {(a, k) for a in agents() for k in KINDS} == set(effects())


# flight ----------------------------------------------------------------------------------------------------------------


def test_the_jet_has_a_throw_and_a_direction() -> None:
    it = item("waste_paper")
    shares = []
    for away in (2.0, 4.0, 5.5):
        one = jet(it, away=away)
        shares.append(hit(one, path_of(one), it.base, 0.3).share)
    assert shares[0] > 0.5 > shares[1] > 0.0 == shares[2]
    turned = replace(jet(it), direction=(0.0, 0.0, 1.0))
    assert hit(turned, path_of(turned), it.base, 0.3).share == 0.0


@pytest.mark.parametrize("up", [0.2, 0.4, 0.6, 1.0])
def test_the_higher_the_aim_the_less_hits(up: float) -> None:
    it = item("waste_paper")
    low, high = (hit(one, path_of(one), it.base, 0.3).share for one in (jet(it, up=up), jet(it, up=up + 0.2)))
    assert 1.0 >= low >= 0.0 <= high
    assert low > high or low == 0.0


@pytest.mark.parametrize(("agent", "throw"), [("water", 10.0), ("mist", 3.0), ("wet_chemical", 3.5)])
def test_water_falls_and_lands_where_its_throw_says(agent: str, throw: float) -> None:
    up = Delivery(agent, (0.0, 1.0, 0.0), (0.8660254, 0.5, 0.0), 1.0, throw)
    lands = next(p for p in path_of(up).points if p[1] <= 0.0)
    assert lands[0] == pytest.approx(throw, rel=0.1)
    flat = path_of(replace(up, direction=(1.0, 0.0, 0.0))).points
    assert flat[-1][1] < flat[0][1]


def test_fine_drops_need_more_speed_for_the_same_throw() -> None:
    assert launch_speed("mist", 3.0) > 1.3 * launch_speed("water", 3.0)


# the anchors ------------------------------------------------------------------------------------------------------------


def out(area_m2: float, away: float, wide: float, up: float = 0.0) -> bool:
    """Whether 3.3 kg at 0.25 kg/s put out this much heptane."""
    it = lit("heptane", 2.0, diameter_m=2.0 * (area_m2 / 3.141592653589793) ** 0.5, height_m=0.15)
    aim = sweeping(it, away, wide, up)
    t = 0.0
    while t < FULL_S and it.burning:
        at = t
        burn(it, DT, lambda _, at=at: aim(at))
        t += DT
    return not it.burning


def largest(away: float, wide: float, up: float = 0.0) -> float:
    low, high = 0.05, 4.0
    for _ in range(9):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if out(middle, away, wide, up) else (low, middle)
    return low


def test_an_expert_puts_out_1_m2_of_heptane_and_not_2_5() -> None:
    """From 2 to 2.5 m, at the base, sweeping over its width. B5 of the 3.3 kg unit."""
    for away in (2.0, 2.5):
        assert out(1.0, away, 0.9)
        assert not out(2.5, away, 0.9)


def test_a_novice_reaches_two_fifths_of_the_area() -> None:
    """UL 711 rates units by 40 % of what experts put out. This novice stands off at 3.5 m and sweeps half as wide again as the
    fire: neither is wrong enough to fail a small fire. The hand is made up; that it comes to 0.40 +- 0.05 is tested."""
    expert = largest(2.25, 0.9)
    assert 1.0 <= expert < 2.5
    assert largest(3.5, 1.5) / expert == pytest.approx(0.40, abs=0.05)


def test_still_high_and_far_are_each_worse_than_the_rule() -> None:
    rule = largest(2.25, 0.9)
    for away, wide, up in ((2.25, 0.0, 0.0), (2.25, 0.9, 0.6), (3.5, 0.9, 0.0), (1.0, 0.9, 0.0)):
        assert largest(away, wide, up) < 0.95 * rule


# the right and the wrong agent --------------------------------------------------------------------------------------------


def test_powder_puts_out_a_bin_and_enough_of_it_keeps_it_out() -> None:
    early, enough = lit("waste_paper", 60.0), lit("waste_paper", 60.0)
    seconds = 0.0
    while early.burning:
        burn(early, DT, steady(early))
        seconds += DT
    assert seconds < 5.0
    assert early.can_reflash()
    assert ("reflash", {}) in burn(early, 30.0)
    burn(enough, 8.0, steady(enough))
    assert not enough.can_reflash()
    burn(enough, 120.0)
    assert not enough.burning


def test_powder_at_the_tips_does_nothing() -> None:
    it = lit("waste_paper", 60.0)
    burn(it, 5.0, steady(it, up=1.0))
    assert it.surface.share > 0.9


def test_powder_knocks_burning_oil_down_and_it_comes_back() -> None:
    it = oil()
    news = burn(it, 3.0, steady(it))
    assert ("flame_gone", {"cause": "agent"}) in news
    assert it.can_reflash()
    burn(it, 10.0)
    assert it.burning


def test_wet_chemical_seals_and_cools_oil() -> None:
    it = oil()
    it.burner = 0.0
    before = it.liquid_k
    burn(it, 25.0, steady(it, "wet_chemical", 0.1, 3.5, 1.8))
    assert not it.burning
    assert it.liquid_k < before - 10.0
    assert it.covered == 1.0
    burn(it, 120.0)
    assert not it.burning


def test_water_on_burning_oil_is_a_ball_of_fire() -> None:
    it = oil()
    before = it.heat_kw
    news = []
    most = 0.0
    for _ in range(20):
        news += burn(it, DT, steady(it, "water", 0.5, 3.0, 1.0))
        most = max(most, it.heat_kw)
    assert [kind for kind, _ in news].count("slop_over") == 1
    assert most > 10.0 * before
    assert it.wider > 1.0
    burn(it, 10.0)
    assert it.heat_kw < 0.5 * most


def test_mist_on_oil_throws_out_less() -> None:
    mist, water = oil(), oil()
    burn(mist, 1.0, steady(mist, "mist", 0.3, 3.0, 1.0))
    burn(water, 1.0, steady(water, "water", 0.3, 3.0, 1.0))
    assert mist.airborne_kg < 0.5 * water.airborne_kg


def test_a_full_jet_spreads_a_spill_instead_of_putting_it_out() -> None:
    it = lit("thinner", 3.0)
    before = it.heat_kw
    news = burn(it, 3.0, steady(it, "water", 1.0, 8.0, 2.5))
    assert ("pool_spread", {}) in news
    assert it.burning
    assert it.heat_kw > 1.3 * before
    burn(it, 20.0, steady(it, "water", 1.0, 8.0, 2.5))
    assert it.wider <= 3.0


@pytest.mark.parametrize(
    ("agent", "away", "shock"),
    [
        ("water", 2.0, True),
        ("water", 4.6, True),
        ("water", 6.0, False),
        ("mist", 2.0, False),
        ("powder", 2.0, False),
        ("co2", 1.2, False),
    ],
)
def test_water_on_live_parts_is_a_path_for_current(agent: str, away: float, shock: bool) -> None:
    it = lit("power_strip")
    throw = {"water": 10.0, "mist": 4.0}.get(agent, 5.0)
    aim = jet(it, agent, 1.0, throw, away)
    news = burn(it, 0.5, lambda _: (aim,))
    assert it.hits[0].share > 0.05
    assert ("electrocution_path" in [kind for kind, _ in news]) == shock


@pytest.mark.parametrize("agent", ["powder", "co2"])
def test_what_is_live_comes_back_until_the_power_is_cut(agent: str) -> None:
    """However much lies on it; with the power off the same amount is the end of it."""
    live, dead = lit("power_strip", 30.0), lit("power_strip", 30.0)
    off = replace(AIR, powered=False)
    for it, air in ((live, AIR), (dead, off)):
        burn(it, 12.0, steady(it, agent, 0.25, 2.4 if agent == "co2" else 5.0, 1.0), air)
        assert not it.burning
    assert live.can_reflash()
    assert ("reflash", {}) in burn(live, 15.0)
    assert live.burning
    if agent == "powder":
        assert live.covered < 1.0
        assert not dead.can_reflash()
    burn(dead, 120.0, around=off)
    assert agent == "co2" or not dead.burning


def test_a_blanket_keeps_what_is_live_dark_only_while_it_lies() -> None:
    it = lit("power_strip", 30.0)
    assert it.put_cover("blanket") == "covered"
    burn(it, 40.0)
    assert not it.burning
    it.cover = ""
    assert ("reflash", {}) in burn(it, 15.0)


def test_without_current_water_does_no_harm_there() -> None:
    it = lit("power_strip")
    news = burn(it, 5.0, steady(it, "water", 0.3, 6.0, 2.0), replace(AIR, powered=False))
    assert "electrocution_path" not in [kind for kind, _ in news]
    assert not it.burning


def test_water_quenches_a_solid_for_good() -> None:
    it = lit("waste_paper", 60.0)
    burn(it, 6.0, steady(it, "water", 0.3, 6.0, 2.0))
    assert not it.burning
    burn(it, 120.0)
    assert not it.burning


def test_co2_works_on_a_small_spill_from_near_and_leaves_embers() -> None:
    pool = lit("alcohol", 3.0, diameter_m=0.4)
    burn(pool, 6.0, steady(pool, "co2", 0.25, 2.4, 1.0))
    assert not pool.burning
    paper = lit("waste_paper", 60.0)
    burn(paper, 6.0, steady(paper, "co2", 0.25, 2.4, 0.6))
    assert paper.can_reflash() or paper.burning


@pytest.mark.parametrize("agent", ["powder", "co2", "water", "mist", "wet_chemical"])
def test_nothing_stops_cells_that_run_away(agent: str) -> None:
    it, alone = lit("lithium_pack", 20.0), lit("lithium_pack", 20.0)
    burn(it, 15.0, steady(it, agent, 0.3, 4.0, 1.0))
    burn(alone, 15.0)
    burn(it, 60.0)
    assert it.burning or it.can_reflash()
    if agent == "water":
        assert it.cells_gone < alone.cells_gone + 136


def test_sprinklers_hold_a_fire_back() -> None:
    free, under = lit("wood", 60.0), lit("wood", 60.0)
    burn(free, 120.0)
    burn(under, 120.0, around=replace(AIR, sprinkled=True))
    assert under.heat_kw < 0.9 * free.heat_kw


def test_the_direction_of_a_jet_is_used_as_it_is() -> None:
    assert unit((0.0, 0.0, -2.0)) == (0.0, 0.0, -1.0)
