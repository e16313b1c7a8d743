"""Fewer pixels when the graphics card falls behind, and the clock that tells."""

import time

import pytest

from renderer.gl.timer import IN_FLIGHT, GpuTimer
from renderer.resolution import SCALES, WAIT_AFTER_FALL, WAIT_AFTER_RISE, ResolutionControl
from renderer.scene import Scene
from tests.renderer.test_render import pixels


def settled(control, gpu_ms, frames=200):
    """gpu_ms : milliseconds as a function of the scale."""
    for _ in range(frames):
        control.update(gpu_ms(control.scale))
    return control.level


def test_two_levels_down_at_once_one_up_at_a_time():
    control = ResolutionControl(10.0)
    assert control.update(9.5) == SCALES[2]
    for _ in range(WAIT_AFTER_FALL):
        assert control.update(20.0) == SCALES[2], "what is measured now was drawn before"
    assert control.update(8.0) == SCALES[2], "between 70 and 90 % nothing changes"
    assert control.update(6.0) == SCALES[1]
    for _ in range(WAIT_AFTER_RISE):
        assert control.update(1.0) == SCALES[1]
    assert control.update(1.0) == SCALES[0]
    assert control.update(1.0) == SCALES[0]


def test_it_ends_at_the_smallest_and_holds_what_fits():
    assert settled(ResolutionControl(11.1), lambda _scale: 50.0) == len(SCALES) - 1
    for full_ms in (9.0, 12.0, 15.0, 18.0):
        control = ResolutionControl(11.1)
        settled(control, lambda scale, full=full_ms: full * scale * scale)
        time_ms = full_ms * control.scale**2
        assert time_ms <= 0.9 * 11.1
        before = control.level
        assert abs(settled(control, lambda scale, full=full_ms: full * scale * scale) - before) <= 2


def test_sizes_are_even_and_never_larger():
    control = ResolutionControl(10.0)
    assert control.size((1680, 1761)) == (1680, 1761)
    control.level = 3
    width, height = control.size((1680, 1761))
    assert width % 2 == height % 2 == 0
    assert (width / 1680, height / 1761) == pytest.approx((SCALES[3], SCALES[3]), abs=2e-3)


def test_the_clock_of_the_graphics_card_runs_without_waiting(ctx, renderer):
    timer = GpuTimer(ctx)
    assert timer.take() is None
    timer.end()  # without a beginning nothing is measured
    assert timer.take() is None
    for _ in range(IN_FLIGHT + 3):  # more than fit, and nobody asks: no error, some frames are not measured
        timer.begin()
        began = time.perf_counter()
        pixels(renderer, Scene())
        ctx.finish()
        took = (time.perf_counter() - began) * 1e3
        timer.end()
    ctx.finish()
    times = [timer.take() for _ in range(IN_FLIGHT)]
    assert all(t is not None and 0 < t < 1e4 for t in times)
    assert took > 0
    assert timer.take() is None
    timer.begin()
    timer.end()
    ctx.finish()
    assert timer.take() is not None
    timer.release()
