from __future__ import annotations

import math

import glm
import pytest

from renderer.spatial import Pose
from tests.vr_client.stage import stage
from vr_client.devices.device import Hand, Input
from vr_client.messages import Captioned, SetMuted
from vr_client.places import entrance
from vr_client.settings import load
from vr_client.systems.menu import build_hints, set_language, toggle
from vr_client.systems.pointer import PointerState


def test_a_caption_names_its_speaker_and_stays_as_long_as_it_takes_to_read() -> None:
    here = stage(entrance, "entrance")
    here.world.captions.clear()
    here.step(Captioned("시장", "가" * 90, seconds=1.0))
    assert "시장" in here.texts("captions")
    here.step(seconds=9.0)
    assert here.said == ["가" * 90]
    here.step(seconds=4.0)
    assert here.said == []
    assert not here.world.panels["captions"].visible


def test_easy_mode_gives_more_time() -> None:
    here = stage(entrance, "entrance", easy=True)
    here.world.captions.clear()
    here.step(Captioned("시장", "가" * 90, seconds=1.0))
    here.step(seconds=15.0)
    assert here.said == ["가" * 90]


def test_repeating_a_line_does_not_stack_it_and_two_speakers_are_both_shown() -> None:
    here = stage(entrance, "entrance")
    here.world.captions.clear()
    here.step(Captioned("시장", "안녕하세요"), Captioned("시장", "안녕하세요"), Captioned("", "[경보]"))
    assert sorted(here.said) == ["[경보]", "안녕하세요"]


def test_captions_can_be_switched_off_but_notices_stay() -> None:
    here = stage(entrance, "entrance")
    here.step(input=Input(keys=frozenset({"TAB"})))
    here.press("menu", "captions")
    here.step(Captioned("시장", "들리나요"))
    assert not here.world.panels["captions"].visible
    here.world.notice = "불러오는 중…"
    here.step()
    assert here.world.panels["captions"].visible
    assert "들리나요" not in here.texts("captions")


def test_captions_follow_the_head_low_in_the_view() -> None:
    here = stage(entrance, "entrance")
    for _ in range(200):
        here.step(Captioned("시장", "여기"))
    panel, head = here.world.panels["captions"], here.world.user.head
    to = glm.normalize(panel.pose.position - head.position)
    below = glm.degrees(glm.asin(-to.y))
    assert 15 < below < 25
    assert panel.hit(head.position, to) is not None, "it faces the reader"


@pytest.mark.parametrize("hand", ["left", "right"])
def test_the_menu_button_opens_and_closes_once_a_press(hand: str) -> None:
    here = stage(entrance, "entrance")
    pressed = Input(**{hand: Hand(active=True, menu=True)})
    here.step(input=pressed)
    here.step(input=pressed)
    assert here.world.panels["menu"].visible
    here.step()
    here.step(input=pressed)
    assert not here.world.panels["menu"].visible


def test_the_menu_does_what_it_says() -> None:
    here = stage(entrance, "entrance")
    here.step(input=Input(keys=frozenset({"TAB"})))
    here.press("menu", "easy")
    here.press("menu", "seated")
    here.press("menu", "turn:45")
    here.press("menu", "vignette")
    here.press("menu", "mute")
    here.press("menu", "en")
    world = here.world
    assert (world.user.easy_mode, world.user.seated, world.user.muted, world.user.language) == (True, True, True, "en")
    assert glm.degrees(world.settings.turn_rad) == pytest.approx(45)
    assert not world.settings.vignette
    assert SetMuted(True) in here.step()
    assert "Language" in here.texts("menu"), "the menu itself is in English now"
    assert "Where to?" in here.texts("board"), "and so is every other panel"
    here.press("menu", "quit")
    assert world.quit


def test_leaving_to_the_lobby_is_offered_elsewhere_only() -> None:
    here = stage(entrance, "entrance")
    here.step(input=Input(keys=frozenset({"TAB"})))
    assert "entrance" not in here.panel("menu").ids()
    here.world.place.id = "mayor_office"
    here.world.panels["menu"].refresh()
    here.press("menu", "entrance")
    assert here.world.pending_place == "entrance"


def test_keys_change_language_and_microphone_unless_somebody_types() -> None:
    here = stage(entrance, "entrance")
    here.step(input=Input(keys=frozenset({"L", "M"})))
    assert (here.world.user.language, here.world.user.muted) == ("en", True)
    here.world.typing = True
    here.step(input=Input(keys=frozenset({"L", "M", "TAB"})))
    assert (here.world.user.language, here.world.user.muted) == ("en", True)
    assert "menu" not in here.world.panels


def test_a_window_says_why_it_is_flat_and_what_the_keys_do_for_a_while() -> None:
    here = stage(entrance, "entrance")
    assert "hints" not in here.world.panels, "a headset needs no key hints"
    here.world.memory.pop("menu")
    here.world.flat_reason = "E01"
    here.step()
    assert here.world.panels["hints"].visible
    assert "E01" in here.texts("hints")
    assert "W A S D" in here.texts("hints")
    here.world.memory["pointer"] = PointerState(scrolling=True)
    here.step()
    assert not here.world.panels["hints"].visible, "it hides nothing that is being read"
    here.world.memory["pointer"].scrolling = False
    here.step()
    assert here.world.panels["hints"].visible
    here.step(seconds=40)
    assert not here.world.panels["hints"].visible


def test_key_hints_fit_without_scrolling_in_both_languages_and_sizes() -> None:
    for language in ("ko", "en"):
        for easy in (False, True):
            for reason in ("", "E01"):
                here = stage(entrance, "entrance", language, easy)
                here.world.memory.pop("menu")
                here.world.device_name, here.world.flat_reason = "window", reason
                here.step()
                assert not here.panel("hints").layout.overflow, (language, easy, reason, build_hints(here.world))


def test_a_menu_left_open_comes_back_after_the_place_has_changed() -> None:
    here = stage(entrance, "entrance")
    here.step(input=Input(keys=frozenset({"TAB"})))
    here.world.panels.clear()
    entrance.enter(here.world)
    here.step()
    assert here.world.panels["menu"].visible
    assert isinstance(here.world.panels["menu"].pose, Pose)


def test_what_is_said_in_the_dark_between_places_waits_for_the_light() -> None:
    here = stage(entrance, "entrance")
    here.world.captions.clear()
    here.world.fade = 1.0
    here.world.notice = "불러오는 중…"
    here.step(Captioned("시장", "어서 오세요"))
    assert "어서 오세요" not in here.texts("captions")
    here.step(seconds=60.0)
    here.world.fade, here.world.notice = 0.0, ""
    here.step()
    assert "어서 오세요" in here.texts("captions")


def test_what_is_chosen_in_the_menu_holds_the_next_time(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEOUL_SETTINGS", str(tmp_path / "settings.toml"))
    here = stage(entrance, "entrance")
    toggle(here.world)
    here.step()
    for button in ("en", "easy", "captions", "seated", "turn:45", "vignette"):
        assert here.panel("menu").activate(button), here.panel("menu").ids()
        here.panel("menu")
    settings = load({}, {})
    assert (settings.language, settings.easy_mode, settings.captions, settings.seated) == ("en", True, False, True)
    assert round(math.degrees(settings.turn_rad)) == 45
    assert settings.vignette is False


def test_a_setting_that_cannot_be_saved_holds_now_and_says_so(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in the way").write_text("a file where a folder should be")
    monkeypatch.setenv("SEOUL_SETTINGS", str(tmp_path / "in the way" / "settings.toml"))
    here = stage(entrance, "entrance")
    set_language(here.world, "en")
    assert here.world.user.language == "en"
    assert "saved" in here.world.notice
