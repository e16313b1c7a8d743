"""What a drill's events sound or look like: captions for everybody, for the person whom they concern, and names for a timeline."""

from __future__ import annotations

from typing import Any

from vr_client.drills.view import equipment, mine
from vr_client.i18n import later, tr
from vr_client.messages import Captioned
from vr_client.world import World

EVENT_TEXTS = {  # what is only heard (bells, glass, water) is told to whoever hears it, by systems/hearing.py
    "spread": later("[불이 옆으로 번집니다]"),
    "flashover": later("[방 전체가 불길에 휩싸입니다]"),
    "slop_over": later("[기름이 끓어 넘치며 불길이 치솟습니다]"),
    "flame_gone": later("불꽃이 사라졌습니다. 다시 붙지 않는지 지켜보세요."),
    "reflash": later("불이 다시 붙었습니다!"),
    "fire_out_confirmed": later("불이 완전히 꺼졌습니다. 훈련을 마치며 알리세요."),
    "power_cut": later("[전기가 나갔습니다]"),
    "power_restored": later("[전기가 들어왔습니다]"),
    "hydrant_water": later("[호스에 물이 차오릅니다]"),
}
MY_EVENT_TEXTS = {
    "pin_jammed": later("손잡이를 쥔 채라 안전핀이 걸렸습니다. 손잡이를 놓고 다시 뽑으세요."),
    "pin_stuck": later("안전핀이 고장 나서 빠지지 않습니다. 다른 소화기를 드세요."),
    "lever_blocked": later("안전핀이 아직 꽂혀 있어 나오지 않습니다."),
    "extinguisher_empty": later("소화기가 비었습니다."),
    "stayed": later("불이 너무 큽니다. 지금 나가세요."),
    "door_locked": later("문이 잠겨 있습니다."),
    "door_blocked": later("문이 막혀 있습니다. 다른 길을 찾으세요."),
    "hand_burnt": later("앗, 뜨거워! 손바닥을 데었습니다. 문은 손등으로 만져 보세요."),
    "towel_wet": later("수건을 물에 적셨습니다."),
    "sealed": later("틈을 막았습니다."),
    "covered": later("불을 덮었습니다. 식을 때까지 그대로 두세요."),
    "uncovered_early": later("너무 일찍 열었습니다!"),
    "heat_off": later("가스레인지를 껐습니다."),
    "lift_called": later("[엘리베이터 단추가 눌립니다]"),
    "water_on_oil": later("물이 기름불을 키웠습니다! 기름에는 물을 뿌리지 마세요."),
    "water_on_live": later("전기가 흐르는 곳에 물을 뿌렸습니다! 감전됩니다."),
    "hydrant_box": later("소화전 함을 열었습니다."),
    "hydrant_hose": later("호스가 다 펴졌습니다."),
    "braced": later("자세를 낮추고 버팁니다."),
    "signalled": later("밖에서 구조 신호를 보았습니다."),
    "signal_unseen": later("여기서는 밖에서 보이지 않습니다. 창가나 발코니로 가세요."),
    "counted": later("인원이 맞습니다. 모두 모였습니다."),
    "miscounted": later("인원이 맞지 않습니다. 다시 세어 보세요."),
    "assembled": later("집결지에 도착했습니다. 인원을 세어 보고하세요."),
    "descended": later("땅에 내려왔습니다. 벨트를 벗고 자리를 비켜 주세요."),
    "fall_hazard": later("떨어질 수 있습니다! 고리와 벨트, 팔을 확인하세요."),
    "casualty_found": later("쓰러진 사람을 찾았습니다."),
    "was_warned": later("[“불이야!” 하는 소리가 들립니다]"),
    "left_by_exit": later("밖으로 나왔습니다. 다시 들어가지 마세요."),
}
TIMELINE = {  # what a debrief names of all that happened
    "ignition": later("불이 남"),
    "fire_seen": later("불을 봄"),
    "smoke_seen": later("연기를 봄"),
    "warned": later("“불이야!”"),
    "alarm_on": later("경보"),
    "detector": later("감지기 작동"),
    "sprinkler": later("스프링클러 작동"),
    "call_began": later("119 신고"),
    "call_done": later("119 통화 마침"),
    "call_hung_up_first": later("119 전화를 먼저 끊음"),
    "extinguisher_taken": later("소화기를 듦"),
    "gauge_checked": later("압력계 확인"),
    "pin_out": later("안전핀 뽑음"),
    "pin_jammed": later("안전핀 걸림"),
    "discharge_began": later("쏘기 시작"),
    "discharge_ended": later("쏘기 멈춤"),
    "stopped_early": later("너무 일찍 멈춤"),
    "heat_off": later("가스 끔"),
    "power_cut": later("전기 차단"),
    "covered": later("불을 덮음"),
    "uncovered_early": later("너무 일찍 엶"),
    "water_on_oil": later("기름에 물"),
    "water_on_live": later("전기에 물"),
    "hydrant_water": later("소화전 물"),
    "spread": later("불이 번짐"),
    "flashover": later("전실 화재"),
    "must_leave": later("나가야 할 때"),
    "stayed": later("너무 오래 머묾"),
    "door_touched": later("문을 만져 봄"),
    "hot_door_opened": later("뜨거운 문을 엶"),
    "door_shut": later("문을 닫음"),
    "sealed": later("틈을 막음"),
    "signalled": later("구조 신호"),
    "sheltered": later("안전한 방에 머묾"),
    "lift": later("엘리베이터를 부름"),
    "descender_descend": later("완강기로 내려감"),
    "fall_hazard": later("추락 위험"),
    "flame_gone": later("불꽃 사라짐"),
    "reflash": later("다시 붙음"),
    "fire_out_confirmed": later("완전히 꺼짐"),
    "went_out": later("밖으로 나감"),
    "reentry": later("다시 들어감"),
    "incapacitated": later("쓰러짐"),
    "assembled": later("집결지 도착"),
    "counted": later("인원 보고"),
    "reported": later("보고함"),
    "injected": later("교관의 조작"),
    "drill_finished": later("훈련 끝"),
}
FELT = {
    "hot": later("문이 뜨겁습니다. 열지 마세요."),
    "warm": later("문이 따뜻합니다. 열어야 한다면 옆에 비켜서서 조금만 여세요."),
    "cool": later("문이 차갑습니다."),
}
FELT_IN_TEST = {"hot": later("문이 뜨겁습니다."), "warm": later("문이 따뜻합니다."), "cool": later("문이 차갑습니다.")}
REASONS = {
    "out_of_reach": later("손이 닿지 않습니다. 더 가까이 가세요."),
    "already_taken": later("다른 사람이 든 소화기입니다."),
    "hands_full": later("손에 이미 든 것이 있습니다. 먼저 내려놓으세요."),
    "full": later("이 훈련은 자리가 찼습니다. 끝나면 함께할 수 있습니다."),
    "locked": later("문이 잠겨 있습니다."),
    "blocked": later("문이 막혀 있습니다. 다른 길을 찾으세요."),
    "box_is_shut": later("먼저 소화전 함을 여세요."),
    "nothing_held": later("먼저 손에 들어야 합니다."),
    "door_is_open": later("먼저 문을 닫으세요."),
    "no_gauge": later("이 소화기에는 압력계가 없습니다."),
    "not_at_assembly": later("집결지에서 보고하세요."),
    "busy": later("다른 사람이 쓰고 있습니다."),
}


def captions_of(world: World, event: dict[str, Any]) -> list[Captioned]:
    """What is read when this happens; to others than whom it concerns only what everybody hears or sees."""
    lang, kind, data = world.user.language, event["kind"], event.get("data") or {}
    if kind == "message":
        return _message(world, data, lang)
    if kind in EVENT_TEXTS:
        return [Captioned("", tr(EVENT_TEXTS[kind], lang))]
    if event.get("participant") != world.user.id and data.get("participant") != world.user.id:
        return []
    if kind in MY_EVENT_TEXTS:
        return [Captioned("", tr(MY_EVENT_TEXTS[kind], lang))]
    if kind == "gauge_checked":
        return [Captioned("", _gauge(data, lang))]
    if kind == "door_touched":
        world.memory["felt"] = (world.time_s, data.get("felt", "cool"))
        texts = FELT_IN_TEST if (world.drill and world.drill.snapshot.get("mode") == "test") else FELT
        return [Captioned("", tr(texts[data.get("felt", "cool")], lang))]
    if kind == "rejected" and data.get("reason") in REASONS:
        if data.get("action") in ("take", "join"):
            _empty_hands(world)
        return [Captioned("", tr(REASONS[data["reason"]], lang), 4.0)]
    return []


def _empty_hands(world: World) -> None:
    """The server does not let me have it: only what it knows to be mine stays in my hands."""
    all_ = equipment(world)
    for hand, held in list(world.held.items()):
        if held.thing in all_ and all_[held.thing]["holder"] != world.user.id:
            del world.held[hand]


def _message(world: World, data: dict[str, Any], lang: str) -> list[Captioned]:
    """Of the trainer or the scenario: to one person, or to all."""
    target = data.get("target", "")
    me = mine(world)
    if target and target not in (world.user.id, (me or {}).get("role")):
        return []
    text = data.get(lang) or data.get("what") or data.get("text") or ""
    speaker = "" if str(text)[:1] in ("(", "[") else tr("훈련 교관", lang)  # a sound is nobody's word
    return [Captioned(speaker, str(text), 8.0)] if text else []


def _gauge(data: dict[str, Any], lang: str) -> str:
    if data.get("green"):
        return tr("압력이 정상입니다.", lang)
    return tr("압력이 낮습니다. 다른 소화기를 드세요.", lang)
