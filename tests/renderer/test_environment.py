"""Photographs of surroundings: what the file says is the light we get."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from renderer.environment import (
    KEPT_FILES,
    EnvironmentFileError,
    EnvironmentMap,
    from_rgbe,
    irradiance,
    load_environment,
    read_cache,
    read_hdr,
    write_cache,
)
from renderer.gl.image_light import face_directions, irradiance_faces, lobe_samples


def header(height, width, order="-Y"):
    return f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\nEXPOSURE=2\n\n{order} {height} +X {width}\n".encode()


def pixels(height, width, seed=1):
    rgbe = np.random.default_rng(seed).integers(2, 256, (height, width, 4), np.uint8)
    rgbe[..., 3] = 120 + rgbe[..., 3] % 16
    return rgbe


def new_form(rgbe):
    """Runs of equal bytes and literals by turns, as a writer makes them."""
    out = bytearray()
    for row in rgbe:
        out += bytes([2, 2, len(row) >> 8, len(row) & 255])
        for plane in row.T:
            at = 0
            while at < len(plane):
                run = 1
                while at + run < len(plane) and run < 127 and plane[at + run] == plane[at]:
                    run += 1
                out += bytes([128 + run, plane[at]]) if run > 2 else bytes([run, *plane[at : at + run]])
                at += run
    return bytes(out)


def test_a_pixel_is_three_mantissas_and_one_exponent():
    assert from_rgbe(np.array([128, 64, 32, 129], np.uint8)).tolist() == [1, 0.5, 0.25]
    assert from_rgbe(np.array([9, 9, 9, 0], np.uint8)).tolist() == [0, 0, 0]


def test_flat_old_and_new_encoding_say_the_same():
    rgbe = pixels(5, 16)
    rgbe[2, 3:14] = rgbe[2, 3]
    expected = from_rgbe(rgbe)
    assert np.array_equal(read_hdr(header(5, 16) + rgbe.tobytes()), expected)
    assert np.array_equal(read_hdr(header(5, 16) + new_form(rgbe)), expected)
    flat = rgbe.reshape(-1, 4)
    start = 2 * 16 + 3
    old = np.concatenate([flat[: start + 1], np.array([[1, 1, 1, 10]], np.uint8), flat[start + 11 :]])
    assert np.array_equal(read_hdr(header(5, 16) + old.tobytes()), expected)


def test_long_old_runs_are_counted_in_several_digits():
    body = np.array([[10, 20, 30, 128], [1, 1, 1, 43], [1, 1, 1, 1]], np.uint8)  # 43 + 1 * 256
    picture = read_hdr(header(3, 100) + body.tobytes())
    assert picture.shape == (3, 100, 3)
    assert (picture == picture[0, 0]).all()


def test_a_picture_from_below_is_turned_over():
    rgbe = pixels(4, 9)
    assert np.array_equal(read_hdr(header(4, 9, "+Y") + rgbe.tobytes()), from_rgbe(rgbe)[::-1])


@pytest.mark.parametrize(
    "data",
    [b"", b"#?RADIANCE", b"#?RADIANCE\n\n", header(2, 9)[:-1], header(2, 9), header(2, 9) + b"\x02\x02\x00",
     b"#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 8\n" + bytes(32), header(1 << 20, 1 << 20) + bytes(64),
     b"#?RADIANCE\n\n+X 9 -Y 2\n" + bytes(72), header(0, 9)],
)  # fmt: skip
def test_damaged_files_are_named(data):
    with pytest.raises(EnvironmentFileError):
        read_hdr(data)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_is_an_error_or_a_picture(data):
    whole = header(3, 12) + new_form(pixels(3, 12))
    cut = data.draw(st.integers(0, len(whole)))
    place, value = data.draw(st.integers(0, len(whole) - 1)), data.draw(st.integers(0, 255))
    damaged = bytearray(whole)
    damaged[place] = value
    for version in (whole[:cut], bytes(damaged)):
        try:
            picture = read_hdr(version)
        except EnvironmentFileError:
            continue
        assert picture.ndim == 3
        assert np.isfinite(picture).all()


def test_files_of_other_kinds(tmp_path):
    from PIL import Image

    Image.new("RGB", (4, 2), (188, 0, 255)).save(tmp_path / "sky.png")
    red, green, blue = load_environment(tmp_path / "sky.png").radiance[0, 0]
    assert (abs(red - 0.5) < 0.005, green, blue) == (True, 0, 1)
    (tmp_path / "no.hdr").write_bytes(b"hello")
    for name in ("no.hdr", "gone.hdr"):
        with pytest.raises(EnvironmentFileError):
            load_environment(tmp_path / name)


def shown(coefficients, n):
    """The polynomial of shaders/environment.glsl."""
    x, y, z = n
    basis = np.array([1, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y])
    return basis @ coefficients


def lamp(direction, half_width_deg=6):
    """A white disc in the dark, and its direction."""
    height, width = 128, 256
    polar = (np.arange(height)[:, None] + 0.5) / height * np.pi
    azimuth = ((np.arange(width) + 0.5) / width - 0.5) * 2 * np.pi
    d = np.stack([np.sin(polar) * np.cos(azimuth), np.broadcast_to(np.cos(polar), (height, width)),
                  np.sin(polar) * np.sin(azimuth)], axis=-1)  # fmt: skip
    disc = d @ np.array(direction, float) > np.cos(np.radians(half_width_deg))
    return np.repeat(disc[..., None], 3, axis=-1).astype(np.float32) * 100


def test_the_middle_of_the_picture_lies_towards_x_and_its_right_towards_z():
    for direction, column in (((1, 0, 0), 128), ((0, 0, 1), 192), ((0, 0, -1), 64)):
        assert lamp(direction)[64, column].max() == 100
        coefficients = irradiance(lamp(direction))
        brightest = max(
            [(1, 0, 0), (-1, 0, 0), (0, 0, 1), (0, 0, -1), (0, 1, 0)], key=lambda n: shown(coefficients, n)[0]
        )
        assert brightest == direction


def test_irradiance_of_a_lamp_is_the_cosine_law():
    """A disc of radiance L and half angle a sends pi L sin(a)^2 cos(t) to a surface turned away by t."""
    faces = irradiance_faces(lamp((0, 1, 0), 15)).astype(float)[..., 0]
    cosine = face_directions(16)[..., 1]
    expected = 100 * np.sin(np.radians(15)) ** 2 * np.maximum(cosine, 0)
    facing = cosine > 0.35  # beyond, part of the disc is below the horizon
    worst = float(np.abs(faces[facing] / expected[facing] - 1).max())
    assert worst < 0.07  # the disc is made of texels
    share = faces[facing] / faces.max() - cosine[facing] / cosine.max()
    worst = float(np.abs(share).max())
    assert worst < 0.005
    assert faces[cosine < -0.35].max() == 0


def test_a_white_world_lights_white():
    white = np.ones((32, 64, 3), np.float32)
    assert np.abs(irradiance(white)[0] - 1).max() < 1e-5
    assert np.abs(irradiance_faces(white).astype(float) - 1).max() < 1e-3


def test_lobe_samples_follow_the_lobe():
    for roughness in (0.1, 0.5, 1.0):
        samples = lobe_samples(roughness, 4096)
        assert np.allclose(np.linalg.norm(samples[:, :3], axis=1), 1, atol=1e-5)
        assert (samples[:, 2] > 0).all()
        assert np.abs(samples[:, :2].mean(axis=0)).max() < 0.01
    assert lobe_samples(0.1, 512)[:, 2].min() < lobe_samples(0.1, 512)[:, 2].mean()


def test_the_cache_is_whole_or_nothing(tmp_path):
    arrays = {"a": np.arange(6.0), "b": np.ones((2, 2), np.float16)}
    path = tmp_path / "deep" / "cache.npz"
    assert read_cache(path) is None
    write_cache(path, arrays)
    back = read_cache(path)
    assert back is not None
    assert all(np.array_equal(back[name], arrays[name]) for name in arrays)
    path.write_bytes(path.read_bytes()[:40])
    assert read_cache(path) is None
    (tmp_path / "file").write_text("x")
    write_cache(tmp_path / "file" / "cache.npz", arrays)  # no folder can be made there: no picture is lost for it


def test_the_cache_does_not_grow_for_ever(tmp_path):
    for number in range(KEPT_FILES + 3):
        write_cache(tmp_path / f"environment-{number}.npz", {"a": np.zeros(1)})
    assert len(list(tmp_path.iterdir())) == KEPT_FILES
    assert (tmp_path / f"environment-{KEPT_FILES + 2}.npz").exists()


def test_environments_are_told_apart_by_content():
    one, two = (EnvironmentMap(np.full((2, 4, 3), value, np.float32)) for value in (1, 2))
    assert one.digest != two.digest
    assert one.digest == EnvironmentMap(np.ones((2, 4, 3), np.float32)).digest
