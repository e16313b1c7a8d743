"""The glow around bright things: it spreads, keeps the light's sum, and stays in its own eye."""

import numpy as np
import pytest

from renderer.gl.bloom import LEVELS, Bloom, halves
from renderer.gl.programs import Programs
from renderer.gl.quality import LEVELS as QUALITIES
from renderer.gl.quality import Quality
from renderer.gl.targets import HdrTargets

EYE = (128, 96)


@pytest.fixture
def parts(ctx):
    programs, targets = Programs(ctx), HdrTargets(ctx, 1)
    bloom = Bloom(ctx, programs, 1)
    yield targets, bloom
    for part in (bloom, targets, programs):
        part.release()


def with_pixel(target, x, y, value):
    pixels = np.zeros((target.colour.height, target.colour.width, 4), np.float16)
    pixels[y, x, :3] = value
    target.colour.write(pixels.tobytes())


def glow(bloom):
    texture = bloom.texture
    return (
        np.frombuffer(texture.read(), np.float16).reshape(texture.height, texture.width, 4)[..., :3].astype(np.float32)
    )


def test_a_bright_pixel_spreads_and_its_light_is_kept(parts):
    targets, bloom = parts
    target = targets.get(EYE, 2)
    with_pixel(target, 64, 48, 1000.0)
    bloom.take(target, 0)
    seen = glow(bloom)
    assert (seen > 0).any(axis=2).sum() > 500, "texels that it reaches"
    assert 4 * seen.sum(axis=(0, 1)) == pytest.approx(1000, rel=0.03), "each texel stands for four pixels"
    y, x = np.unravel_index(seen[..., 0].argmax(), seen.shape[:2])
    assert max(abs(x - 32), abs(y - 24)) <= 1, "brightest where the pixel is"
    assert seen[24, 32, 0] > 20 * seen[24, 48, 0] > 0, "and falling off from there"


def test_nothing_reaches_the_other_eye(parts):
    targets, bloom = parts
    target = targets.get(EYE, 2)
    with_pixel(target, EYE[0] - 1, 48, 1000.0)  # the last column of the left eye
    bloom.take(target, 1)
    assert not glow(bloom).any()
    bloom.take(target, 0)
    assert glow(bloom).any()


def test_a_smaller_picture_in_the_same_target_sees_nothing_beyond_its_edge(parts):
    targets, bloom = parts
    whole = targets.get(EYE, 1)
    with_pixel(whole, 70, 48, 1000.0)
    bloom.take(whole, 0)
    assert glow(bloom).any()
    part = targets.get((64, 48), 1, EYE)
    assert part is whole
    bloom.take(part, 0)
    assert bloom.share == (0.5, 0.5)
    assert not glow(bloom)[:24, :32].any()


def test_levels_end_at_one_texel():
    assert halves((5, 3)) == [(3, 2), (2, 1), *[(1, 1)] * (LEVELS - 2)]


def test_live_pictures_have_it_where_a_card_draws_them():
    assert {name for name in QUALITIES if Quality.named(name).bloom} == {"integrated", "desktop", "headset-large"}
    assert not Quality.high().bloom, "pictures that are compared have none"
