import numpy as np
import pytest

from renderer.gl.mipmaps import mip_levels


def light(codes):
    c = np.asarray(codes) / 255
    return np.where(c <= 0.04045, c / 12.92, ((c + 0.055) / 1.055) ** 2.4)


@pytest.mark.parametrize("size", [(8, 8), (7, 5), (1, 9), (3, 64), (1, 1)])
def test_a_plain_picture_stays_as_it_is_down_to_one_pixel(size):
    levels = mip_levels(np.full((*size, 4), (200, 3, 77, 128), np.uint8), srgb=True)
    assert [level.shape[:2] for level in levels] == [
        (max(size[0] >> n, 1), max(size[1] >> n, 1)) for n in range(max(size).bit_length())
    ]
    assert all((level == (200, 3, 77, 128)).all() for level in levels)


@pytest.mark.parametrize(("srgb", "grey"), [(True, 188), (False, 128)])
def test_black_and_white_mix_as_light_or_as_numbers(srgb, grey):
    board = np.zeros((4, 4, 4), np.uint8)
    board[::2, ::2] = board[1::2, 1::2] = 255
    last = mip_levels(board, srgb)[-1][0, 0].astype(int)
    assert np.abs(last - [grey, grey, grey, 128]).max() <= 1


@pytest.mark.parametrize("width", [16, 17])
def test_no_light_is_lost_on_the_way_down(width):
    pixels = np.random.default_rng(3).integers(0, 256, (12, width, 4), dtype=np.uint8)
    last = mip_levels(pixels, srgb=True)[-1][0, 0]
    expected = light(pixels[..., :3]).mean(axis=(0, 1))
    # An odd level's middle weighs a little more than its rims, so not exactly the mean.
    assert light(last[:3]) == pytest.approx(expected, abs=0.08 if width % 2 else 0.05)
