"""The first physics against closed formulas and published examples, and the powder against what it must and must not do."""

import math
from dataclasses import replace

import pytest

from safety_training.fire.bin_fire import ItemFire
from safety_training.fire.model import Delivery
from safety_training.fire.powder import hit_share
from safety_training.fire.smoke import SmokeLayer, plume_kg_s
from safety_training.numeric import Vec3, unit
from safety_training.scenario import Room, load_scenario
from safety_training.tables import rows, values

DT = 0.05
C = values("fire")
SCENARIO = load_scenario("waste_bin")


def bin_fire(growth: float = 0.02) -> ItemFire:
    fire = ItemFire(SCENARIO.item, SCENARIO.room, growth)
    fire.ignite()
    return fire


def burn(fire: ItemFire, seconds: float, *jets: Delivery) -> None:
    for _ in range(round(seconds / DT)):
        fire.step(DT, jets)


def jet(metres: float = 2.5, aim: tuple[float, float, float] | None = None, flow: float = 0.25) -> Delivery:
    x, _, z = SCENARIO.item.base
    nozzle = (x, 1.2, z + metres)
    target = aim or SCENARIO.item.base
    direction = unit((target[0] - nozzle[0], target[1] - nozzle[1], target[2] - nozzle[2]))
    return Delivery("powder", nozzle, direction, flow, 5.0)


def test_every_figure_has_a_source_and_a_unit() -> None:
    for row in rows("fire").values():
        assert row.source, row.id
        assert row.unit, row.id


@pytest.mark.parametrize(("kw", "diameter", "height"), [(50.0, 0.3, 0.82), (300.0, 0.5, 1.79), (1000.0, 1.0, 2.70)])
def test_flame_heights_are_heskestads(kw: float, diameter: float, height: float) -> None:
    """Examples computed apart from this code."""
    item = replace(SCENARIO.item, diameter_m=diameter, peak_kw=kw, noticed_s=1e4)
    fire = ItemFire(item, SCENARIO.room, 1.0)
    fire.ignite()
    fire.step(DT, ())
    assert fire.state.heat_release_kw == pytest.approx(kw)
    assert fire.state.flame_height_m == pytest.approx(height, abs=0.01)


def test_growth_is_t_squared_up_to_the_peak_and_ends_with_the_fuel() -> None:
    fire = bin_fire(0.02)
    burn(fire, 20.0)
    assert fire.state.heat_release_kw == pytest.approx(0.02 * (25.0 + 20.0) ** 2, rel=1e-6)
    most = 0.0
    heat_kj = 0.0
    for _ in range(20 * 1200):
        fire.step(DT, ())
        most = max(most, fire.state.heat_release_kw)
        heat_kj += fire.state.heat_release_kw * DT
    assert most == SCENARIO.item.peak_kw
    assert not fire.state.burning
    available = SCENARIO.item.fuel_kg * SCENARIO.item.heat_of_combustion_kj_kg
    assert 0.95 * available < heat_kj <= available


def test_the_plume_agrees_with_heskestads_short_form() -> None:
    """Far above a small fire: m = 0.071 Qc^(1/3) z^(5/3) (1 + 0.026 Qc^(2/3) z^(-5/3)), the rounded textbook form."""
    qc = 100.0 * (1.0 - C["radiative_fraction"])
    z = 2.4 - (0.083 * 100.0**0.4 - 1.02 * 0.3)
    expected = 0.071 * qc ** (1 / 3) * z ** (5 / 3) * (1 + 0.026 * qc ** (2 / 3) * z ** (-5 / 3))
    assert plume_kg_s(100.0, 0.3, 2.4, C) == pytest.approx(expected, rel=0.03)
    assert plume_kg_s(100.0, 0.3, 0.0, C) == 0.0
    assert plume_kg_s(0.0, 0.3, 2.0, C) == 0.0


def test_a_closed_room_fills_as_nfpa_92_says() -> None:
    """20 m2, 2.4 m high, 100 kW at the floor: z/H = 1.11 - 0.28 ln(t Q^(1/3) H^(-4/3) / (A / H^2)), good to about a fifth."""
    layer = SmokeLayer(Room((0.0, 0.0, 0.0), (5.0, 2.4, 4.0), ()), C)
    for tick in range(1, 20 * 60 + 1):
        layer.step(DT, 100.0, 0.3, 0.0, 0.0, 0.0)
        if tick in (20 * 20, 20 * 30):
            t = tick * DT
            z = 2.4 * (1.11 - 0.28 * math.log(t * 100.0 ** (1 / 3) * 2.4 ** (-4 / 3) / (20.0 / 2.4**2)))
            assert layer.height_m == pytest.approx(z, abs=0.2 * 2.4)
    assert layer.height_m < 0.8


def test_the_layer_keeps_heat_and_soot_in_a_room_without_losses() -> None:
    """No walls, no door: all convective heat and all soot must be in the layer."""
    layer = SmokeLayer(Room((0.0, 0.0, 0.0), (12.0, 3.2, 10.0), ()), {**C, "wall_loss": 0.0})
    for _ in range(20 * 60):
        layer.step(DT, 100.0, 0.3, 0.3, 1e-4, 1e-5)
    heat_kj = layer.mass_kg * C["air_cp"] * (layer.temperature_k - C["ambient_k"])
    assert heat_kj == pytest.approx(100.0 * (1.0 - C["radiative_fraction"]) * 60.0, rel=1e-9)
    assert layer.soot_kg == pytest.approx(1e-4 * 60.0, rel=1e-9)
    assert layer.extinction_1_m == pytest.approx(8700.0 * 6e-3 / layer.volume_m3, rel=1e-9)


def test_a_door_keeps_smoke_up_and_a_layer_never_sinks_through_the_floor() -> None:
    shut, open_ = (Room((0.0, 0.0, 0.0), (6.0, 3.0, 5.0), vents) for vents in ((), SCENARIO.room.vents))
    layers = [SmokeLayer(shut, C), SmokeLayer(open_, C)]
    for _ in range(20 * 300):
        for layer in layers:
            layer.step(DT, 150.0, 0.3, 0.3, 1e-4, 1e-5)
    assert 0.0 <= layers[0].height_m < 0.4
    assert 0.8 < layers[1].height_m < 2.1


def test_powder_on_the_base_puts_it_out_and_on_the_tips_does_not() -> None:
    base, tips = bin_fire(), bin_fire()
    x, y, z = SCENARIO.item.base
    for fire in (base, tips):
        burn(fire, 30.0)
    burn(base, 5.0, jet())
    burn(tips, 5.0, jet(aim=(x, y + 1.0, z)))
    assert not base.state.burning
    assert not base.can_reflash()
    assert tips.state.burning_share == 1.0


@pytest.mark.parametrize("aside", [0.0, 0.2, 0.4, 0.6, 1.0])
def test_the_farther_aside_the_less_hits(aside: float) -> None:
    base = SCENARIO.item.base
    shares = []
    for off in (aside, aside + 0.1):
        target: Vec3 = (base[0] + off, base[1], base[2])
        shares.append(hit_share(jet(aim=target), base, 0.3, C))
    assert shares[0] >= shares[1]
    assert 0.0 <= shares[1] <= shares[0] <= 1.0


def test_the_jet_has_a_throw_and_a_direction() -> None:
    base = SCENARIO.item.base
    near, far, beyond = (hit_share(jet(m), base, 0.3, C) for m in (2.5, 4.0, 5.5))
    assert near > 0.5 > far > 0.0 == beyond
    turned = replace(jet(), direction=(0.0, 0.0, 1.0))
    assert hit_share(turned, base, 0.3, C) == 0.0


def test_stopping_early_over_hot_embers_brings_it_back() -> None:
    fire = bin_fire()
    burn(fire, 120.0)
    ticks = 0
    while fire.state.burning:
        fire.step(DT, (jet(),))
        ticks += 1
    assert ticks * DT < 3.0
    assert fire.can_reflash()
    burn(fire, 30.0)
    assert fire.state.burning


def test_covered_embers_stay_dark() -> None:
    fire = bin_fire()
    burn(fire, 120.0)
    burn(fire, 8.0, jet())
    burn(fire, 120.0)
    assert not fire.state.burning
    assert not fire.can_reflash()


def test_radiation_falls_with_the_square_of_distance() -> None:
    fire = bin_fire()
    burn(fire, 100.0)
    x, y, z = SCENARIO.item.base
    height = y + 0.5 * fire.state.flame_height_m
    one, two = fire.radiation_kw_m2((x + 1.0, height, z)), fire.radiation_kw_m2((x + 2.0, height, z))
    assert one == pytest.approx(4.0 * two)
    assert one == pytest.approx(0.35 * 150.0 / (4.0 * math.pi))
