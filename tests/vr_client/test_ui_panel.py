from __future__ import annotations

import itertools
import subprocess
import sys
import time

import glm
import numpy as np
import pytest

from renderer.spatial import Pose, yaw
from vr_client.ui import fonts
from vr_client.ui.cards import error_page, name_plate
from vr_client.ui.edit import TextEdit
from vr_client.ui.keyboard import keyboard
from vr_client.ui.panel import UiPanel
from vr_client.ui.theme import COLOURS, EASY, NORMAL, contrast
from vr_client.ui.widgets import Button, Column, Mark, Node, Page, Row, Scroll, Text, TextField, Toggle

INKS = ("ink", "soft", "green", "accent", "good", "amber")
GROUNDS = ("paper", "sheet", "tint", "green_pale", "accent_pale")


def panel_of(build, **options) -> UiPanel:
    panel = UiPanel("test", options.pop("pose", Pose()), 1.0, 0.7, 500, build, **options)
    panel.draw_now()
    return panel


def middle(panel: UiPanel, id_: str) -> tuple[float, float]:
    box = panel.layout.box_of(id_)
    assert box is not None
    width, height = panel.size_mm
    return (box.x + box.w / 2) / width, (box.y + box.h / 2) / height


def click(panel: UiPanel, id_: str) -> None:
    at = middle(panel, id_)
    panel.pointer_down(*at)
    panel.pointer_up(*at)
    panel.draw_now()


@pytest.mark.parametrize(("ink", "ground"), list(itertools.product(INKS, GROUNDS)))
def test_every_text_colour_keeps_aa_contrast_on_every_ground(ink: str, ground: str) -> None:
    assert contrast(COLOURS[ink], COLOURS[ground]) >= 4.5


@pytest.mark.parametrize("ground", ["green", "green_hover", "green_down", "accent", "night"])
def test_white_text_keeps_aa_contrast_on_buttons_and_captions(ground: str) -> None:
    assert contrast(COLOURS["white"], COLOURS[ground]) >= 4.5
    assert contrast(COLOURS["speaker"], COLOURS["night"]) >= 4.5


def test_easy_mode_is_larger_text_by_two_fifths() -> None:
    for style, size in NORMAL.text.items():
        assert EASY.text[style] == pytest.approx(1.4 * size)


def test_korean_breaks_between_words_and_nothing_is_lost() -> None:
    text = "소화기의 안전핀을 뽑고 불의 밑동을 향해 손잡이를 쥐세요."
    lines = fonts.break_lines(text, 24, 260)
    assert " ".join(lines) == text
    assert len(lines) > 1
    assert all(fonts.width(line, 24) <= 260 for line in lines)


def test_a_word_too_long_is_cut_and_no_line_begins_with_a_full_stop() -> None:
    text = "가" * 50 + "."
    lines = fonts.break_lines(text, 24, 24 * 7)
    assert "".join(lines) == text
    assert all(fonts.width(line, 24) <= 24 * 7 for line in lines)
    assert not any(line.startswith(".") for line in lines)


def test_characters_the_font_lacks_come_from_another() -> None:
    assert len(fonts.runs("확인 ✓", 24, False)) >= 1
    assert fonts.width("확인 ✓", 24) > fonts.width("확인 ", 24)


def test_a_press_counts_only_where_it_began_and_ended() -> None:
    pressed: list[str] = []
    panel = panel_of(
        lambda: Column(
            [Button("a", "하나", lambda: pressed.append("a")), Button("b", "둘", lambda: pressed.append("b"))]
        )
    )
    click(panel, "a")
    panel.pointer_down(*middle(panel, "a"))
    panel.pointer_up(*middle(panel, "b"))
    panel.pointer_down(*middle(panel, "b"))
    panel.pointer_leave()
    panel.pointer_up(*middle(panel, "b"))
    assert pressed == ["a"]


def test_what_is_disabled_cannot_be_used() -> None:
    pressed: list[int] = []
    panel = panel_of(lambda: Column([Button("a", "하나", lambda: pressed.append(1), enabled=False)]))
    click(panel, "a")
    assert not panel.activate("a")
    assert not pressed


def test_a_change_of_state_shows_in_the_next_picture_and_only_then() -> None:
    state = {"on": False}
    panel = panel_of(lambda: Column([Toggle("t", "자막", state["on"], lambda: state.update(on=not state["on"]))]))
    version, before = panel.image.version, panel.image.pixels
    assert panel.image.version == version, "nothing changed, nothing is drawn"
    click(panel, "t")
    assert state["on"]
    assert panel.image.version > version
    assert not np.array_equal(panel.image.pixels, before)


def test_the_frame_never_waits_for_a_drawing() -> None:
    """The old picture stays until the worker has the new one."""
    text = {"now": "처음"}
    panel = panel_of(lambda: Text(text["now"]))
    first = panel.image
    version = first.version
    text["now"] = "나중"
    panel.refresh()
    deadline = time.monotonic() + 10
    while panel.image.version == version and time.monotonic() < deadline:
        time.sleep(0.001)
    assert panel.image.version == version + 1
    assert panel.image is first, "the same Image, so that the renderer's texture stays"


def test_hover_is_seen_and_forgotten() -> None:
    panel = panel_of(lambda: Column([Button("a", "하나", int)]))
    plain = panel.image.pixels
    panel.pointer_move(*middle(panel, "a"))
    panel.draw_now()
    assert panel.hovered == "a"
    assert not np.array_equal(panel.image.pixels, plain)
    panel.pointer_leave()
    panel.draw_now()
    assert np.array_equal(panel.image.pixels, plain)


def test_tab_and_enter_work_a_panel_without_a_pointer() -> None:
    pressed: list[str] = []
    edit = TextEdit()
    panel = panel_of(
        lambda: Column([Button("a", "하나", lambda: pressed.append("a")), TextField("f", edit), Button("b", "둘", int)])
    )
    assert panel.type("", frozenset({"TAB"}))
    assert panel.type("", frozenset({"ENTER"}))
    panel.type("", frozenset({"TAB"}))
    panel.type("", frozenset({"TAB"}))
    panel.type("", frozenset({"TAB", "SHIFT"}))
    assert pressed == ["a"]
    assert panel.has_focus


def test_typing_goes_to_the_field_in_focus() -> None:
    edit, sent = TextEdit(limit=8), []
    panel = panel_of(lambda: Column([TextField("f", edit, "여기에", on_submit=lambda: sent.append(edit.text))]))
    assert not panel.wants_text
    assert not panel.type("x"), "nobody listens"
    click(panel, "f")
    assert panel.wants_text
    panel.type("안녕하세요 서울")
    panel.type("", frozenset({"BACKSPACE"}))
    panel.type("", frozenset({"ENTER"}))
    assert sent == ["안녕하세요 서"]
    edit.clear()
    panel.type("gks")
    panel.type("A", frozenset({"HANGUL"}))
    assert (edit.text, edit.layout) == ("한A", "en")
    panel.type("", frozenset({"ESCAPE"}))
    assert not panel.wants_text


def test_the_keyboard_writes_korean_and_leaves_the_field_in_focus() -> None:
    edit = TextEdit()
    panel = panel_of(lambda: Column([TextField("f", edit), keyboard(edit, "ko")]))
    click(panel, "f")
    for key in "ㅅㅓㅇㅜㄹ":
        click(panel, f"key:{key}")
    assert edit.text == "서울"
    assert panel.wants_text
    click(panel, "key:shift")
    click(panel, "key:ㄲ")
    click(panel, "key:ㅏ")
    assert edit.text == "서울까"
    click(panel, "key:lang")
    click(panel, "key:q")
    click(panel, "key:symbols")
    click(panel, "key:?")
    click(panel, "key:backspace")
    assert edit.text == "서울까q"


def test_a_long_page_scrolls_by_wheel_and_by_dragging_but_not_beyond_its_ends() -> None:
    marked: list[int] = []
    rows: list[Node] = [Mark(f"m{i}", "항목", str(i), lambda i=i: marked.append(i)) for i in range(40)]
    panel = panel_of(lambda: Column([Scroll("s", Page(Column(rows), "훈련용"), height=300)]))
    most = panel.layout.overflow["s"]
    assert most > 0
    assert panel.layout.box_of("m0").y > 0
    top = panel.layout.box_of("m0").y
    panel.scroll(-1)
    panel.draw_now()
    assert panel.layout.box_of("m0").y < top
    panel.scroll(-1000)
    panel.draw_now()
    assert panel.layout.box_of("m0").y == pytest.approx(top - most)
    panel.scroll(1000)
    panel.draw_now()
    assert panel.layout.box_of("m0").y == pytest.approx(top)
    at = middle(panel, "m2")
    panel.pointer_down(*at)
    panel.pointer_move(at[0], at[1] - 0.1)
    panel.pointer_up(at[0], at[1] - 0.1)
    panel.draw_now()
    assert panel.layout.box_of("m0").y < top
    assert not marked, "a drag is no press"


def test_what_is_scrolled_out_of_sight_cannot_be_pressed() -> None:
    rows: list[Node] = [Button(f"b{i}", str(i), int) for i in range(30)]
    panel = panel_of(lambda: Column([Scroll("s", Column(rows), height=200)]))
    box = panel.layout.box_of("b29")
    assert panel.layout.interactive_at(box.x + 5, box.y + 5) is None


def test_a_tree_too_tall_for_its_panel_can_still_be_read_to_the_end() -> None:
    panel = panel_of(lambda: Column([Text(f"줄 {i}") for i in range(60)]), theme=EASY)
    assert panel.layout.overflow["panel"] > 0


@pytest.mark.parametrize("theme", [NORMAL, EASY])
def test_nothing_lies_outside_the_panel_in_a_crowded_row(theme) -> None:
    buttons: list[Node] = [Button(f"b{i}", "아주 긴 이름의 단추입니다", int) for i in range(5)]
    panel = panel_of(lambda: Row(buttons), theme=theme)
    width, _ = panel.size_mm
    assert all(box.x >= 0 and box.x + box.w <= width + 0.01 for box in panel.layout.boxes)


def test_a_panel_moves_only_when_the_picture_for_its_new_size_is_there() -> None:
    panel = panel_of(lambda: Column([Button("b", "단추", int)]))
    first = panel.width_m, panel.layout.box_of("b").x
    there = Pose(glm.vec3(1, 2, 3))
    panel.move(there, panel.width_m * 2, panel.height_m)
    assert (panel.width_m, panel.layout.box_of("b").x) == first, "a press still meets what is seen"
    panel.draw_now()
    assert panel.pose == there
    assert panel.width_m == first[0] * 2
    panel.pose = Pose(glm.vec3(0))  # carried on by whoever moves it every frame
    panel.refresh()
    panel.draw_now()
    assert panel.pose.position == glm.vec3(0)


def test_a_ray_finds_the_point_it_looks_at_and_only_from_the_front() -> None:
    turned = Pose(glm.vec3(2, 1, 0), yaw(1.2))
    panel = panel_of(lambda: Text("벽"), pose=turned)
    want = turned * Pose(glm.vec3(0.25, -0.175, 0))
    eye = turned * Pose(glm.vec3(0.1, 0.3, 1.5))
    direction = glm.normalize(want.position - eye.position)
    distance, u, v = panel.hit(eye.position, direction)
    assert (u, v) == (pytest.approx(0.75, abs=1e-5), pytest.approx(0.75, abs=1e-5))
    assert distance == pytest.approx(glm.distance(want.position, eye.position), abs=1e-5)
    behind = turned * Pose(glm.vec3(0, 0, -1))
    assert panel.hit(behind.position, turned.orientation * glm.vec3(0, 0, 1)) is None
    assert panel.hit(eye.position, -direction) is None


def test_the_picture_is_straight_alpha_with_clear_corners() -> None:
    panel = panel_of(lambda: Text("글"))
    pixels = panel.image.pixels
    assert pixels.shape == (350, 500, 4)
    assert pixels.dtype == np.uint8
    assert pixels[0, 0, 3] == 0
    assert tuple(pixels[175, 490]) == (*COLOURS["paper"], 255)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_the_error_page_says_something_and_fits(lang: str) -> None:
    long = "아주 긴 경로 " * 20 if lang == "ko" else "a very long reason " * 20
    pixels = error_page("E22", long, long, "/home/someone/" + "log/" * 20, lang).pixels
    assert pixels.shape == (720, 1280, 4)
    assert (pixels[..., 3] == 255).all(), "a page for a screen has no holes"
    dark = (pixels[90:640, 110:1190, :3].astype(int).sum(axis=2) < 200).mean()
    assert dark > 0.005, "there is text"


def test_a_name_plate_grows_with_the_name_and_stays_finite() -> None:
    short, long = name_plate("민지", (0.1, 0.5, 0.2)), name_plate("가" * 40, (0.1, 0.5, 0.2))
    assert short.pixels.shape[0] == long.pixels.shape[0] == 96
    assert short.pixels.shape[1] < long.pixels.shape[1] < 1400
    assert not np.array_equal(name_plate("민지", (0.1, 0.5, 0.2), True).pixels, short.pixels)


def test_the_package_imports_none_of_its_modules() -> None:
    """Else two threads that import from it at once can be handed a half-made module, and the start fails now and then."""
    code = "import sys, vr_client.ui; sys.exit(any(m.startswith('vr_client.ui.') for m in sys.modules))"
    subprocess.run([sys.executable, "-c", code], check=True)
