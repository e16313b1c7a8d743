"""What happened in a drill, one line each, in words. Steps of people are told as in their statements (backend/xapi/steps.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from backend.web.text import Lang, Texts
from safety_training.events import Event

OWN: Texts = {
    "ignition": ("불이 남", "Fire began"),
    "spread": ("불이 옮겨붙음", "Fire spread"),
    "flame_gone": ("불꽃이 사라짐", "Flames gone"),
    "reflash": ("불이 다시 붙음", "Fire came back"),
    "fire_out": ("불이 꺼짐", "Fire out"),
    "fire_burnt_out": ("다 타서 꺼짐", "Burnt out"),
    "fire_out_confirmed": ("불이 완전히 꺼짐", "Fire out for good"),
    "burnt_out": ("다 탐", "Burnt out"),
    "slop_over": ("기름이 튀며 불길이 치솟음", "Slop-over: a fireball of oil"),
    "flashover": ("방 전체가 불길에 휩싸임", "Flashover"),
    "electrocution_path": ("물을 타고 전기가 통함", "Current flowed through the water"),
    "detector": ("감지기가 울림", "A detector went off"),
    "sprinkler": ("스프링클러가 터짐", "A sprinkler opened"),
    "window_broken": ("유리창이 깨짐", "A window broke"),
    "joined": ("들어옴", "Joined"),
    "left": ("나감", "Left"),
    "drill_finished": ("훈련이 끝남", "The drill ended"),
    "injected": ("교관의 조작", "Trainer's control"),
    "message": ("교관의 글", "Message from the trainer"),
    "radio": ("교관이 말함", "The trainer spoke"),
    "power_off": ("정전", "Power cut"),
    "power_on": ("전기가 들어옴", "Power restored"),
}
CONTROLS: Texts = {
    "ignite": ("불붙이기", "ignite"),
    "growth": ("불의 성장", "fire growth"),
    "vent": ("문·창", "door or window"),
    "smoke": ("연기의 양", "smoke yield"),
    "reignite": ("다시 불붙이기", "re-ignite"),
    "fault": ("소화기 고장", "extinguisher fault"),
    "power": ("전원", "power"),
    "casualty": ("쓰러진 사람", "casualty"),
    "block": ("문·출구", "door or exit"),
    "message": ("말", "message"),
    "role": ("역할", "role"),
    "end": ("끝내기", "end"),
}

VALUES: Mapping[str, Callable[[float], tuple[str, str]]] = {
    "growth": lambda value: (f"×{value:g}",) * 2,
    "smoke": lambda value: (f"×{value:g}",) * 2,
    "vent": lambda value: (f"{value:.0%} 열림", f"{value:.0%} open"),
    "power": lambda value: ("복구", "on") if value else ("차단", "off"),
    "block": lambda value: ("막음", "blocked") if value else ("막힘 풂", "free"),
}
WHAT: Texts = {"low": ("압력 부족", "low pressure"), "empty": ("빈 통", "empty"), "jammed": ("핀 걸림", "pin jammed")}


@cache
def texts() -> dict[str, tuple[str, str]]:
    """By kind of event. What is not named is not told: it would be noise."""
    raw = tomllib.loads(files("backend.xapi").joinpath("steps.toml").read_text("utf-8"))
    steps = {step["event"]: (str(step["ko"]), str(step["en"])) for step in raw["step"]}
    return {**steps, **OWN}


def told(lang: Lang, event: Event, names: Mapping[str, str]) -> str:
    """ "" for what is not worth a line. names : of people and things, by id."""
    text = texts().get(event.kind)
    if text is None or (event.kind == "injected" and (event.data or {}).get("control") == "message"):
        return ""  # a message has a line of its own
    index = 0 if lang == "ko" else 1
    who = names.get(event.participant, "")
    about = _about(event.data or {}, index, names)
    return (f"{who}: " if who else "") + text[index] + (f" · {about}" if about else "")


def _about(data: Mapping[str, Any], index: int, names: Mapping[str, str]) -> str:
    control = CONTROLS.get(str(data.get("control", "")))
    parts = [control[index] if control else ""]
    parts += [names.get(str(data[key]), str(data[key])) for key in ("item", "device", "target") if data.get(key)]
    if value := VALUES.get(str(data.get("control", ""))):
        parts.append(value(float(data.get("value", 0.0)))[index])
    what = str(data.get("what") or data.get("ko" if index == 0 else "en") or "")
    parts.append(WHAT[what][index] if what in WHAT else names.get(what, what))
    return ", ".join(part for part in parts if part)
