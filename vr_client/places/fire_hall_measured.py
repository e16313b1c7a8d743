"""What was measured of a person in a drill, in words: the names and units of `safety_training.metrics`."""

from __future__ import annotations

from typing import Any

from vr_client.i18n import later, tr

ZERO_C = 273.15
UNITS = {  # what stands around a figure, and its decimals; symbols are the same in every language
    "s": (later("{value}초"), 1),
    "m": ("{value} m", 1),
    "m/s": ("{value} m/s", 1),
    "kg": ("{value} kg", 2),
    "%": ("{value} %", 0),
    "°": ("{value}°", 0),
    "Hz": ("{value} Hz", 1),
    "°C": ("{value} °C", 0),
    "n": (later("{value}번"), 0),
    "x": (later("{value}배"), 1),
    "FED": ("{value}", 3),
}
SCALE = {"%": 100.0, "°": 57.29578}
MEASURED = {  # name in metrics: (what it is called, unit), in the order in which a drill goes
    "t_ignition": (later("불이 난 때"), "s"),
    "t_detect": (later("알아챈 때"), "s"),
    "t_warned": (later("“불이야!” 하고 외친 때"), "s"),
    "t_alarm": (later("경보가 울린 때"), "s"),
    "t_call": (later("119가 받은 때"), "s"),
    "t_call_done": (later("119 통화를 마친 때"), "s"),
    "t_first_agent": (later("처음 쏜 때"), "s"),
    "t_knockdown": (later("불꽃이 사라진 때"), "s"),
    "t_out": (later("완전히 꺼진 때"), "s"),
    "t_left": (later("밖으로 나온 때"), "s"),
    "t_assembled": (later("집결지에 닿은 때"), "s"),
    "t_counted": (later("인원을 보고한 때"), "s"),
    "reflash_count": (later("다시 붙은 횟수"), "n"),
    "agent_kg": (later("쓴 소화약제"), "kg"),
    "agent_on_base_share": (later("밑동에 맞은 몫"), "%"),
    "exit_behind_share": (later("나갈 길을 등지고 쏜 몫"), "%"),
    "discharge_s": (later("쏜 시간"), "s"),
    "start_distance_m": (later("쏘기 시작한 거리"), "m"),
    "least_distance_m": (later("가장 가까웠던 거리"), "m"),
    "mean_distance_m": (later("평균 거리"), "m"),
    "sweep_hz": (later("비로 쓸듯이 흔든 빠르기"), "Hz"),
    "sweep_amplitude_rad": (later("흔든 폭"), "°"),
    "pin_jams": (later("안전핀이 걸린 횟수"), "n"),
    "early_stops": (later("너무 일찍 멈춘 횟수"), "n"),
    "watched_s": (later("꺼진 뒤 지켜본 시간"), "s"),
    "backed_m": (later("마주 보며 물러난 거리"), "m"),
    "path_m": (later("걸은 거리"), "m"),
    "path_over_shortest": (later("가장 짧은 길에 견준 거리"), "x"),
    "fastest_m_s": (later("가장 빠른 걸음"), "m/s"),
    "in_smoke_s": (later("연기 속에 있던 시간"), "s"),
    "low_in_smoke_s": (later("연기 속에서 자세를 낮춘 시간"), "s"),
    "dense_smoke_s": (later("짙은 연기 속에 있던 시간"), "s"),
    "must_leave_s": (later("나가야 할 때 머문 시간"), "s"),
    "least_visibility_m": (later("가장 짧게 보인 거리"), "m"),
    "hottest_air_k": (later("가장 뜨거웠던 공기"), "°C"),
    "fed": (later("마신 가스(FED)"), "FED"),
    "heat_dose": (later("받은 열(FED)"), "FED"),
}


def told(metrics: dict[str, Any], lang: str) -> list[tuple[str, str]]:
    """(what, how much) of everything that took place, in order. metrics : safety_training.metrics.metrics."""
    rows = []
    for name, (text, unit) in MEASURED.items():
        value = metrics.get(name)
        if value is not None and not (value == 0 and metrics.get("discharge_s") == 0.0 and name in _SPRAYING):
            rows.append((tr(text, lang), _amount(float(value), unit, lang)))
    return rows


_SPRAYING = ("agent_kg", "discharge_s", "early_stops", "watched_s", "backed_m", "pin_jams", "reflash_count")


def _amount(value: float, unit: str, lang: str) -> str:
    value = value - ZERO_C if unit == "°C" else value * SCALE.get(unit, 1.0)
    around, decimals = UNITS[unit]
    return tr(around, lang, value=f"{value:.{decimals}f}")
