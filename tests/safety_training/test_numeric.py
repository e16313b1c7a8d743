"""Own mathematics: near to the C library's, and the same bits everywhere."""

import math
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety_training import numeric
from safety_training.chance import SplitMix64


def apart(a: float, b: float) -> float:
    """Distance in units in the last place of b."""
    return abs(a - b) / math.ulp(b)


@settings(deadline=None)
@given(st.floats(-700.0, 700.0))
def test_exp_is_within_two_ulps(x: float) -> None:
    assert apart(numeric.exp(x), math.exp(x)) <= 2.0


@settings(deadline=None)
@given(st.floats(1e-300, 1e300))
def test_log_is_within_two_ulps(x: float) -> None:
    assert apart(numeric.log(x), math.log(x)) <= 2.0 or abs(numeric.log(x) - math.log(x)) < 1e-17


@settings(deadline=None)
@given(st.floats(1e-6, 1e6), st.floats(-8.0, 8.0))
def test_power_is_within_its_promise(x: float, y: float) -> None:
    promised = 2.0 + 2.0 * abs(y * math.log(x))
    assert apart(numeric.power(x, y), math.pow(x, y)) <= promised + 1.0


@settings(deadline=None)
@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_atan2_finds_the_angle(y: float, x: float) -> None:
    assert numeric.atan2(y, x) == pytest.approx(math.atan2(y, x + 0.0) if (x, y) != (0.0, 0.0) else 0.0, abs=2e-15)


@settings(deadline=None)
@given(st.floats(-50.0, 50.0))
def test_tanh_is_near(x: float) -> None:
    assert numeric.tanh(x) == pytest.approx(math.tanh(x), abs=1e-15)


def test_bits_are_these_on_every_machine() -> None:
    """Written down once from x86-64 Linux: another platform or Python must give exactly these."""
    found = {
        "exp(1)": numeric.exp(1.0),
        "exp(-37.25)": numeric.exp(-37.25),
        "log(10)": numeric.log(10.0),
        "power(150,0.4)": numeric.power(150.0, 0.4),
        "power(2.2,5/3)": numeric.power(2.2, 5.0 / 3.0),
        "atan2(-3,-2)": numeric.atan2(-3.0, -2.0),
        "tanh(0.3)": numeric.tanh(0.3),
    }
    assert {name: struct.pack(">d", value).hex() for name, value in found.items()} == BITS


BITS = {
    "exp(1)": "4005bf0a8b14576a",
    "exp(-37.25)": "3c93278bcd70e981",
    "log(10)": "40026bb1bbb55516",
    "power(150,0.4)": "401daea67c789b3a",
    "power(2.2,5/3)": "400dc564e4c4b4d4",
    "atan2(-3,-2)": "c00145385fa3af72",
    "tanh(0.3)": "3fd2a4dda7d914f9",
}


def test_splitmix_draws_the_published_numbers() -> None:
    """Reference values of the algorithm for seed 1234567."""
    stream = SplitMix64(1234567)
    assert [stream.next() for _ in range(3)] == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_refusals() -> None:
    for bad in (lambda: numeric.log(0.0), lambda: numeric.log(math.nan), lambda: numeric.power(-1.0, 2.0)):
        with pytest.raises(ValueError, match="log"):
            bad()
    with pytest.raises(OverflowError):
        numeric.exp(710.0)


def test_yaw_turns_plus_z_to_the_direction() -> None:
    for angle in (-3.0, -1.0, 0.0, 0.5, 2.0):
        assert numeric.yaw((math.sin(angle), 0.0, math.cos(angle))) == pytest.approx(angle, abs=1e-12)
