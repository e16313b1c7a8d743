import logging

import pytest

from vr_client.devices.choose import candidates, choose, window_title
from vr_client.errors import UserError
from vr_client.i18n import error_text
from vr_client.settings import Settings


class Opened:
    def __init__(self, name, why):
        self.name, self.why = name, why


def openers(**broken):
    """Every kind opens, but those that are given an error code."""

    def opener(kind):
        def open_it(_settings, why):
            if kind in broken:
                raise UserError(broken[kind], found="3.1")
            return Opened(kind, why)

        return open_it

    return {kind: opener(kind) for kind in ("headset", "flat", "offscreen")}


def test_a_headset_comes_first():
    device, why = choose(Settings(), openers())
    assert (device.name, why) == ("headset", "")


def test_without_a_headset_a_window_that_knows_why(caplog):
    with caplog.at_level(logging.INFO):
        device, why = choose(Settings(), openers(headset="E01"))
    assert (device.name, device.why, why) == ("flat", "E01", "E01")
    assert "E01" in caplog.text


def test_without_headset_and_display_the_error_is_about_the_display():
    with pytest.raises(UserError) as error:
        choose(Settings(), openers(headset="E01", flat="E10"))
    assert error.value.code == "E10"


def test_offscreen_is_never_chosen_by_itself():
    tried = [device for device, _ in candidates(Settings(), openers(headset="E01", flat="E10"))]
    assert tried == [None, None]


def test_only_a_headset_where_that_is_asked_for():
    with pytest.raises(UserError) as error:
        choose(Settings(device="headset"), openers(headset="E02"))
    assert error.value.code == "E02"


def test_a_window_that_is_asked_for_has_no_excuse():
    device, why = choose(Settings(device="flat"), openers())
    assert (device.name, why) == ("flat", "")


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_title_says_why(language):
    title = window_title(language, "E01")
    assert "E01" in title
    assert error_text("E01", language).cause.rstrip(".") in title
    assert "E01" not in window_title(language, "")
