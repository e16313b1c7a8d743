"""The menu (the menu button, or Tab): language, text size, sitting, turning, comfort, sound, the way out. And, in a window,
which keys do what, shown at the start until the menu has been seen or half a minute has passed.
"""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import glm

from renderer.spatial import Pose
from vr_client.devices.device import Input
from vr_client.errors import UserError
from vr_client.i18n import error_text, later, tr
from vr_client.messages import SetMuted
from vr_client.settings import Settings
from vr_client.systems.saved import save
from vr_client.ui.placing import hang, in_front, refresh_all
from vr_client.ui.widgets import Button, Column, Node, Row, Rule, Scroll, Space, Text, Toggle
from vr_client.world import World

log = logging.getLogger(__name__)
NOTICE_S = 6.0
NAME, HINTS = "menu", "hints"
MENU_M = (0.98, 0.90)
HINTS_M, HINTS_EASY_M = (0.66, 0.60), (0.90, 0.86)
REASON_M = 0.075  # higher, with a line on why there is no headset
HINTS_AWAY_M, HINTS_EDGE_M = 1.25, (1.26, 0.80)  # from the eyes; left of and above the middle
HINTS_S = 30.0
HOURS = (("morning", later("아침")), ("noon", later("낮")), ("dusk", later("저녁")), ("now", later("지금 서울")))
ANGLES_DEG = (15, 30, 45)
KEYS = (
    ("W A S D", later("걷기")),
    (later("마우스"), later("둘러보기")),
    (later("왼쪽 버튼"), later("누르기 · 쏘기")),
    (later("오른쪽 버튼 · E"), later("잡기 · 놓기")),
    ("Q", later("왼손으로 안전핀 뽑기")),
    ("G", later("압력계 보기")),
    ("C", later("몸 낮추기")),
    ("1 – 9", later("훈련에서 할 수 있는 일")),
    ("F", later("“불이야!” 외치기")),
    ("Z", later("가까이 보기 · 멀리 보기")),
    ("M", later("마이크 끄기 · 켜기")),
    ("L", "한국어 · English"),
    ("Tab", later("메뉴")),
)


@dataclass(slots=True)
class State:
    menu_down: bool = False
    open: bool = False
    hints_until_s: float = -1.0
    pose: Pose | None = None  # where the menu was opened: it stays there when a place is left with it open


def menu(world: World, input: Input, events: list[Any], dt: float) -> None:
    state = world.memory.get(NAME)
    if state is None:
        state = world.memory[NAME] = State()
    _keys(world, state, input)
    _hints(world, state)
    if state.open and NAME not in world.panels:
        _open(world, state)
    if NAME in world.panels:
        world.panels[NAME].visible = state.open


def toggle(world: World) -> None:
    """Opens the menu before the person, or closes it."""
    state = world.memory.setdefault(NAME, State())
    state.open = not state.open
    state.hints_until_s = 0.0
    if state.open:
        state.pose = None
        _open(world, state)


def _open(world: World, state: State) -> None:
    state.pose = state.pose or in_front(world.user.head, 0.95, down_m=0.12)
    hang(world, NAME, state.pose, MENU_M, lambda: build(world, state), on_top=True)


def _keys(world: World, state: State, input: Input) -> None:
    down = input.left.menu or input.right.menu
    if (down and not state.menu_down) or ("TAB" in input.keys and not world.typing):
        toggle(world)
    state.menu_down = down
    if "ESCAPE" in input.keys and state.open and not world.typing:
        toggle(world)
    if world.typing:
        return
    if "L" in input.keys:
        set_language(world, "en" if world.user.language == "ko" else "ko")
    if "M" in input.keys:
        set_muted(world, not world.user.muted)


def set_language(world: World, language: str) -> None:
    world.user.language = language
    refresh_all(world)
    keep(world, language=language)


def set_muted(world: World, muted: bool) -> None:
    world.user.muted = muted
    world.outbox.append(SetMuted(muted))
    refresh_all(world)


def set_easy(world: World, easy: bool) -> None:
    world.user.easy_mode = easy
    refresh_all(world)
    keep(world, easy_mode=easy)


def set_seated(world: World, seated: bool) -> None:
    world.user.seated = seated
    keep(world, seated=seated)


def _setting(world: World, **changes: Any) -> None:
    world.settings = replace(world.settings, **changes)
    keep(world, **changes)


def keep(world: World, **changes: Any) -> None:
    """For the next time, too. What cannot be written holds until the end of this visit, and the person is told so."""
    try:
        save(changes)
    except (OSError, UserError) as error:
        log.warning("settings are not saved: %s", error)
        world.notice = tr("설정을 저장하지 못했습니다. 이번에만 쓰입니다.", world.user.language)
        world.memory["notice_until_s"] = world.time_s + NOTICE_S


def build(world: World, state: State) -> Node:
    lang, user, settings = world.user.language, world.user, world.settings
    angle = round(math.degrees(settings.turn_rad))
    languages = Row(
        [
            Text(tr("언어", lang), grow=1),
            _choice("ko", "한국어", lang == "ko", partial(set_language, world, "ko")),
            _choice("en", "English", lang == "en", partial(set_language, world, "en")),
        ]
    )
    angles = Row(
        [
            Text(tr("한 번에 도는 각도", lang), grow=1),
            *(
                _choice(f"turn:{d}", f"{d}°", angle == d, partial(_setting, world, turn_rad=math.radians(d)))
                for d in ANGLES_DEG
            ),
        ]
    )
    hours = Row(
        [
            Text(tr("시간대", lang), grow=1),
            *(
                _choice(f"hour:{hour}", tr(label, lang), settings.hour == hour, partial(_setting, world, hour=hour))
                for hour, label in HOURS
            ),
        ]
    )
    options: list[Node] = [
        languages,
        Toggle("easy", tr("쉬운 화면 (큰 글씨, 느긋한 자막)", lang), user.easy_mode, partial(set_easy, world, not user.easy_mode)),
        Toggle("captions", tr("자막", lang), settings.captions, partial(_setting, world, captions=not settings.captions)),
        Toggle("seated", tr("앉아서 하기", lang), user.seated, partial(set_seated, world, not user.seated)),
        angles,
        Toggle(
            "vignette", tr("움직일 때 시야 가장자리 가리기", lang), settings.vignette,
            partial(_setting, world, vignette=not settings.vignette),
        ),
        Toggle("mute", tr("마이크 끄기", lang), user.muted, partial(set_muted, world, not user.muted)),
        Toggle(
            "sounds", tr("훈련 소리 (불, 경보, 소화기)", lang), settings.sound_volume > 0,
            partial(_setting, world, sound_volume=0.0 if settings.sound_volume > 0 else Settings().sound_volume),
        ),
        hours,
    ]  # fmt: skip
    return Column(
        [
            Row(
                [
                    Text(tr("메뉴", lang), "title", grow=1),
                    Button("close", tr("닫기", lang), partial(toggle, world), kind="quiet"),
                ]
            ),
            Scroll("options", Column(options, gap=8), grow=1, height=200),
            Rule(),
            _exits(world),
        ]
    )


def _choice(id_: str, label: str, on: bool, action: Any) -> Button:
    return Button(id_, label, action, selected=on)


def _exits(world: World) -> Node:
    lang = world.user.language
    row: list[Node] = [Button("recentre", tr("앞을 다시 맞추기", lang), partial(_recentre, world))]
    if world.place is not None and world.place.id != "entrance":
        row.append(Button("entrance", tr("로비로", lang), partial(_to_entrance, world)))
    row += [Space(grow=1), Button("quit", tr("끝내기", lang), partial(_quit, world), kind="accent")]
    return Row(row)


def _recentre(world: World) -> None:
    world.recentre = True
    toggle(world)


def _to_entrance(world: World) -> None:
    world.pending_place = "entrance"
    toggle(world)


def _quit(world: World) -> None:
    world.quit = True


# what the keys do ----------------------------------------------------------------------------------------------------


def _hints(world: World, state: State) -> None:
    flat = bool(world.flat_reason) or world.device_name == "window"
    if state.hints_until_s < 0:
        state.hints_until_s = world.time_s + HINTS_S
    showing = flat and world.time_s < state.hints_until_s and world.place is not None
    pointing = world.memory.get("pointer")
    if pointing is not None and pointing.scrolling:  # the look rests on a panel: nothing may lie before what is read
        showing = False
    if showing and HINTS not in world.panels:
        size = _hints_size(world)
        hang(world, HINTS, Pose(), size, lambda: build_hints(world), on_top=True, pointable=False)
    if HINTS in world.panels:
        panel = world.panels[HINTS]
        panel.visible = showing
        panel.pose = _upper_left(world.user.head, (panel.width_m, panel.height_m))


def _hints_size(world: World) -> tuple[float, float]:
    width, height = HINTS_EASY_M if world.user.easy_mode else HINTS_M
    return width, height + (REASON_M if world.flat_reason else 0.0)


def _upper_left(head: Pose, size: tuple[float, float]) -> Pose:
    """Flat against the picture, its outer edges in the upper left corner of a 70-degree window."""
    return head * Pose(glm.vec3(size[0] / 2 - HINTS_EDGE_M[0], HINTS_EDGE_M[1] - size[1] / 2, -HINTS_AWAY_M))


def build_hints(world: World) -> Node:
    lang = world.user.language
    rows: list[Node] = []
    if world.flat_reason:
        cause = error_text(world.flat_reason, lang).cause
        rows.append(Text(f"{tr('평면 화면', lang)}: {cause} ({world.flat_reason})", "small", "accent"))
    rows += [Row([Text(tr(key, lang), colour="green", width=230), Text(tr(does, lang), grow=1)]) for key, does in KEYS]
    return Column(rows, gap=3)
