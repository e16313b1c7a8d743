"""Doses against the closed formulas and published figures."""

import pytest

from safety_training.fire import exposure as ex
from safety_training.fire.states import Air


def air(kelvin: float = 293.15, k: float = 0.0, co: float = 0.0, hcn: float = 0.0, co2: float = 0.0) -> Air:
    return Air("room", "upper", kelvin, k, 0.2095, co2, co, hcn, 1.0)


def test_a_minute_at_100_celsius_is_the_published_dose() -> None:
    assert ex.convective_per_min(373.15) / 60.0 == pytest.approx(6.75e-4, rel=0.01)
    assert 1.0 / ex.convective_per_min(373.15, clothed=False) == pytest.approx(7.9, rel=0.01)
    assert 1.0 / ex.convective_per_min(423.15) == pytest.approx(5.7, rel=0.02)
    assert ex.convective_per_min(310.0) == 0.0


def test_13_7_ppm_of_co_is_the_published_dose() -> None:
    assert ex.gas_per_min(13.7, 0.0, 0.0) / 60.0 == pytest.approx(6.56e-6, rel=0.01)
    assert 1.0 / ex.gas_per_min(1000.0, 0.0, 0.0) == pytest.approx(35.0, rel=1e-9)


def test_hcn_and_co2_as_iso_13571_has_them() -> None:
    """The breathing factor multiplies the HCN term, not the HCN inside its power."""
    plain = ex.gas_per_min(0.0, 100.0, 0.0)
    assert plain == pytest.approx(100.0**2.36 / 1.2e6, rel=1e-9)
    assert ex.gas_per_min(0.0, 100.0, 5.0) / plain == pytest.approx(2.71828, rel=1e-4)


def test_radiation_hurts_as_published() -> None:
    assert 60.0 / ex.radiant_per_min(10.0) == pytest.approx(3.2, abs=0.05)
    assert ex.radiant_per_min(2.49) == 0.0


def test_pursers_sum_for_comparison() -> None:
    rest = ex.hyperventilation(0.0)
    assert rest / ex.purser_per_min(1000.0, 0.0, 0.0, 20.9) == pytest.approx(28.2, abs=0.05)
    assert 1.0 / ex.purser_oxygen_per_min(12.0) == pytest.approx(27.8, abs=0.05)
    assert ex.hyperventilation(5.0) == pytest.approx(2.70, abs=0.005)
    assert ex.purser_per_min(0.0, 150.0, 0.0, 20.9) > ex.purser_per_min(0.0, 100.0, 0.0, 20.9) > 0.0
    assert ex.purser_oxygen_per_min(20.9) == 0.0


def test_100_mg_of_soot_leave_3_4_metres() -> None:
    k = 8700.0 * 1e-4
    assert ex.visibility_m(k) == pytest.approx(3.4, abs=0.05)
    assert ex.visibility_m(k, lit=True) == pytest.approx(9.2, abs=0.05)
    assert ex.visibility_m(0.0) == 30.0
    assert ex.sees(7.9, lit=True)
    assert not ex.sees(3.1)


def test_smoke_slows_and_irritant_smoke_slows_more() -> None:
    assert ex.walking_factor(0.0) == ex.walking_factor_irritant(0.2) == 1.0
    assert ex.walking_factor(1.0) == pytest.approx(1.0 - 0.057 / 0.706)
    assert ex.walking_factor(50.0) == pytest.approx(0.1)
    assert ex.walking_factor_irritant(0.5) == pytest.approx(0.3)


def test_a_dose_adds_up_and_never_falls() -> None:
    dose = ex.Dose()
    for _ in range(20 * 60):
        dose.breathe(0.05, air(373.15, k=1.0, co=1000.0), 0.0)
    assert dose.fed_gas == pytest.approx(1.0 / 35.0, rel=1e-9)
    assert dose.fed_heat == pytest.approx(60 * 6.75e-4, rel=0.01)
    assert dose.visibility_m == 3.0
    before = dose.fed_gas, dose.fed_heat
    dose.breathe(0.05, air(), 0.0)
    assert (dose.fed_gas, dose.fed_heat) == before
    assert dose.walking_factor == 1.0
