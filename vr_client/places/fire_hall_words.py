"""What a drill's events sound or look like: captions for everybody, for the person whom they concern, and for who did them."""

from __future__ import annotations

from typing import Any

from vr_client.i18n import later, tr
from vr_client.messages import Captioned
from vr_client.world import World

EVENT_TEXTS = {
    "ignition": later("[불이 붙는 소리]"),
    "alarm_on": later("[경보가 울립니다]"),
    "flame_gone": later("불꽃이 사라졌습니다. 다시 붙지 않는지 지켜보세요."),
    "reflash": later("불이 다시 붙었습니다!"),
    "fire_out_confirmed": later("불이 완전히 꺼졌습니다. 알림판에서 ‘훈련 마치기’를 누르세요."),
}
MY_EVENT_TEXTS = {
    "pin_jammed": later("손잡이를 쥔 채라 안전핀이 걸렸습니다. 손잡이를 놓고 다시 뽑으세요."),
    "lever_blocked": later("안전핀이 아직 꽂혀 있어 나오지 않습니다."),
    "extinguisher_empty": later("소화기가 비었습니다."),
    "stayed": later("불이 너무 큽니다. 지금 나가세요."),
}
TIMELINE = {  # what a debrief names of all that happened
    "ignition": later("불이 남"),
    "fire_seen": later("불을 봄"),
    "warned": later("“불이야!”"),
    "alarm_on": later("경보"),
    "call_made": later("119 신고"),
    "extinguisher_taken": later("소화기를 듦"),
    "gauge_checked": later("압력계 확인"),
    "pin_out": later("안전핀 뽑음"),
    "pin_jammed": later("안전핀 걸림"),
    "discharge_began": later("쏘기 시작"),
    "discharge_ended": later("쏘기 멈춤"),
    "stopped_early": later("너무 일찍 멈춤"),
    "flame_gone": later("불꽃 사라짐"),
    "reflash": later("다시 붙음"),
    "fire_out_confirmed": later("완전히 꺼짐"),
    "stayed": later("너무 오래 머묾"),
    "left_by_exit": later("출구로 나감"),
    "reported": later("보고함"),
    "drill_finished": later("훈련 끝"),
}
REASONS = {
    "out_of_reach": later("손이 닿지 않습니다. 더 가까이 가세요."),
    "already_taken": later("다른 사람이 든 소화기입니다."),
    "full": later("이 훈련은 자리가 찼습니다. 끝나면 함께할 수 있습니다."),
}


def captions_of(world: World, event: dict[str, Any]) -> list[Captioned]:
    lang, kind = world.user.language, event["kind"]
    if kind in EVENT_TEXTS:
        return [Captioned("", tr(EVENT_TEXTS[kind], lang))]
    data = event.get("data") or {}
    if event.get("participant") != world.user.id and data.get("participant") != world.user.id:
        return []
    if kind in MY_EVENT_TEXTS:
        return [Captioned("", tr(MY_EVENT_TEXTS[kind], lang))]
    if kind == "gauge_checked":
        return [Captioned("", _gauge(data, lang))]
    if kind == "rejected" and data.get("reason") in REASONS:
        if data["reason"] in ("already_taken", "full"):
            world.held.clear()
        return [Captioned("", tr(REASONS[data["reason"]], lang), 4.0)]
    return []


def _gauge(data: dict[str, Any], lang: str) -> str:
    if data.get("green"):
        return tr("압력이 정상입니다.", lang)
    return tr("압력이 낮습니다. 다른 소화기를 드세요.", lang)
