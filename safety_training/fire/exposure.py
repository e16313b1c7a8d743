"""What heat, smoke and gas do to a person: doses after ISO 13571, visibility, how fast one walks. Figures: data/exposure.toml.

ISO 13571 is what a drill is graded by, because it is the standard and needs no breathing rate; Purser's older sum stands beside
it for comparison. CO2 quickens breathing, so exp(CO2 % / 5) multiplies the doses of CO and HCN (not the HCN inside its power).
"""

from __future__ import annotations

from dataclasses import dataclass

from safety_training.fire.states import Air
from safety_training.numeric import clamp, exp, power
from safety_training.tables import values

_C = values("exposure")


@dataclass(slots=True)
class Dose:
    """What somebody has taken so far, and how they see and walk now. fed_gas, fed_heat: 1 is incapacitation of half of people;
    a training drill stops at 0.3."""

    fed_gas: float = 0.0
    fed_heat: float = 0.0
    visibility_m: float = 30.0
    walking_factor: float = 1.0

    def breathe(self, dt: float, air: Air, flux_kw_m2: float, clothed: bool = True) -> None:
        """dt seconds in this air under this radiation."""
        self.fed_gas += dt / 60.0 * gas_per_min(air.co_ppm, air.hcn_ppm, 100.0 * air.co2)
        self.fed_heat += dt / 60.0 * (radiant_per_min(flux_kw_m2) + convective_per_min(air.temperature_k, clothed))
        self.visibility_m = visibility_m(air.extinction_1_m)
        self.walking_factor = walking_factor(air.extinction_1_m)


def gas_per_min(co_ppm: float, hcn_ppm: float, co2_percent: float) -> float:
    """ISO 13571: dose of asphyxiants a minute."""
    hcn = power(hcn_ppm, _C["fed_hcn_exponent"]) / _C["fed_hcn"] if hcn_ppm > 0.0 else 0.0
    return (co_ppm / _C["fed_co"] + hcn) * exp(co2_percent / _C["fed_co2_percent"])


def radiant_per_min(flux_kw_m2: float) -> float:
    """ISO 13571: pain after 4.2 q^-1.9 minutes; below 2.5 kW/m2 none."""
    if flux_kw_m2 < _C["heat_pain_flux"]:
        return 0.0
    return power(flux_kw_m2, _C["heat_pain_exponent"]) / _C["heat_pain_coefficient"]


def convective_per_min(temperature_k: float, clothed: bool = True) -> float:
    """ISO 13571: hot air, T in Celsius."""
    celsius = temperature_k - 273.15
    if celsius < _C["heat_least_c"]:
        return 0.0
    kind = "clothed" if clothed else "bare"
    return power(celsius, _C[f"heat_{kind}_exponent"]) / _C[f"heat_{kind}_coefficient"]


def visibility_m(extinction_1_m: float, lit: bool = False) -> float:
    """How far one sees things (S = 3/K), or lit signs (8/K), in even smoke."""
    reach = _C["visibility_lit"] if lit else _C["visibility_reflecting"]
    most = _C["visibility_most_m"]
    return most if extinction_1_m * most <= reach else reach / extinction_1_m


def sees(optical_depth: float, lit: bool = False) -> bool:
    """Whether a thing at the end of a line of sight with this integral of the extinction is visible."""
    return optical_depth < (_C["visibility_lit"] if lit else _C["visibility_reflecting"])


def walking_factor(extinction_1_m: float) -> float:
    """Of the speed in clear air (Frantzich and Nilsson 2003, as in FDS+Evac)."""
    return clamp(1.0 - _C["walk_slope"] * extinction_1_m / _C["walk_clear"], _C["walk_least"], 1.0)


def walking_factor_irritant(extinction_1_m: float) -> float:
    """Of the speed in clear air, in smoke that makes eyes water (Jin 1978): for comparison."""
    low, high = _C["jin_from"], _C["jin_to"]
    gone = clamp((extinction_1_m - low) / (high - low), 0.0, 1.0)
    return 1.0 - gone * (1.0 - _C["jin_least"])


def purser_per_min(co_ppm: float, hcn_ppm: float, co2_percent: float, o2_percent: float) -> float:
    """Purser's sum of doses a minute: (CO + HCN) times breathing, and lack of oxygen."""
    co = _C["purser_co"] * power(co_ppm, _C["purser_co_exponent"]) if co_ppm > 0.0 else 0.0
    hcn = exp(hcn_ppm / _C["purser_hcn_ppm"]) / _C["purser_hcn_min"] - _C["purser_hcn_floor"] if hcn_ppm > 0.0 else 0.0
    return (co + max(0.0, hcn)) * hyperventilation(co2_percent) + purser_oxygen_per_min(o2_percent)


def purser_oxygen_per_min(o2_percent: float) -> float:
    lacking = _C["purser_o2_air"] - o2_percent
    if lacking <= 0.0:
        return 0.0
    return 1.0 / exp(_C["purser_o2_constant"] - _C["purser_o2_slope"] * lacking)


def hyperventilation(co2_percent: float) -> float:
    return exp(_C["purser_hv_slope"] * co2_percent + _C["purser_hv_constant"]) / _C["purser_hv_rest"]
