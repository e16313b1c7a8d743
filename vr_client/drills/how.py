"""With which key or button the next thing is done: guided mode says so to those who have never held a controller, or a mouse."""

from __future__ import annotations

from vr_client.drills.statics import scenario_of
from vr_client.drills.view import mine
from vr_client.i18n import later, tr
from vr_client.world import World

LIST = later("아래 목록에서 골라 번호 키를 누르세요.")
HAND_LIST = later("다른 손을 눈앞에 들면 목록이 나옵니다. 가리키고 방아쇠를 당기세요.")
PRESS = later("가까이 가서 바라보고 마우스 왼쪽 버튼을 누르세요.")
REACH = later("가까이 가서 손으로 누르거나, 가리키고 방아쇠(검지 단추)를 당기세요.")
SWEEP = later("마우스 왼쪽 버튼을 누른 채 좌우로 움직이세요.")
HAND_SWEEP = later("든 손의 방아쇠(검지 단추)를 당긴 채 좌우로 움직이세요.")
WINDOW = {  # moment that a step waits for -> what to do at a desk
    "fire_seen": later("W A S D로 걷고 마우스로 둘러보세요."),
    "warned": later("F 키를 누르세요."),
    "alarm_on": PRESS,
    "heat_off": PRESS,
    "power_cut": PRESS,
    "extinguisher_taken": later("가까이 가서 바라보고 E 키를 누르세요."),
    "gauge_checked": later("G 키를 누르세요."),
    "pin_out": later("Q 키를 누르세요."),
    "discharge_on_base": SWEEP,
    "fire_out_confirmed": later("S 키로 물러나세요."),
    "covered": later("E 키로 들고 불에 다가간 뒤 마우스 왼쪽 버튼을 누르세요."),
    "hydrant_hose": LIST,
    "hydrant_water": LIST,
    "water_began": SWEEP,
    "door_touched": LIST,
    "door_shut": LIST,
    "call_done": LIST,
    "reported": LIST,
    "counted": LIST,
    "descended": LIST,
    "sheltered": LIST,
}
HEADSET = {  # and with controllers
    "fire_seen": later("왼손 스틱을 밀면 걷고, 오른손 스틱으로 돕니다."),
    "warned": later("정말로 크게 외치세요. 또는 다른 손을 눈앞에 들어 목록에서 고르세요."),
    "alarm_on": REACH,
    "heat_off": REACH,
    "power_cut": REACH,
    "extinguisher_taken": later("손을 뻗어 중지 단추(그립)를 쥐세요. 쥐고 있는 동안 들고 있습니다."),
    "gauge_checked": later("든 손을 눈앞으로 올리거나 A 또는 X 단추를 누르세요."),
    "pin_out": later("다른 손을 안전핀에 대고 중지 단추를 쥐세요. B 또는 Y 단추도 됩니다."),
    "discharge_on_base": HAND_SWEEP,
    "fire_out_confirmed": later("왼손 스틱을 당겨 물러나세요."),
    "covered": later("뚜껑이나 담요를 중지 단추로 들어 불 위에 놓으세요."),
    "hydrant_hose": HAND_LIST,
    "hydrant_water": HAND_LIST,
    "water_began": HAND_SWEEP,
    "door_touched": later("손등을 문에 대세요."),
    "door_shut": later("손잡이를 중지 단추로 쥐고 밀거나, 가리키고 방아쇠를 당기세요."),
    "call_done": HAND_LIST,
    "reported": HAND_LIST,
    "counted": HAND_LIST,
    "descended": HAND_LIST,
    "sheltered": HAND_LIST,
}


def how(world: World) -> str:
    """For the hint that is given now; "" where none is, or where it warns of a danger instead."""
    scenario, hint = scenario_of(world), (mine(world) or {}).get("hint")
    if scenario is None or not hint:
        return ""
    step = next((s for s in scenario.steps if s.hint.ko == hint["ko"]), None)
    known = WINDOW if world.device_name == "window" else HEADSET
    return tr(known[step.done_when], world.user.language) if step is not None and step.done_when in known else ""
