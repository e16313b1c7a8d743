"""Decoded pictures on disk: the same arrays again, damage is only work, and no more than there may be."""

import hashlib
import os
from pathlib import Path

import glm
import numpy as np
import pytest

from renderer.gl.mipmaps import VERSION, mip_levels
from renderer.gl.prepare import prepare
from renderer.gl.prepared import VERSION as GEOMETRY_VERSION
from renderer.gl.prepared import Prepared, to_bytes
from renderer.gltf import GltfError, load_model
from renderer.gltf.model import Material, Mesh, Model, Node, Primitive
from renderer.kept import Kept, name_of, write_arrays
from tests.renderer.glb import Builder

HANDS = Path(__file__).parents[2] / "assets" / "avatars" / "hands.glb"
ROOT = Node("root", None, [], glm.mat4(1), glm.mat4(1), mesh=0)


def some(seed: int = 1) -> list[np.ndarray]:
    random = np.random.default_rng(seed)
    return [random.integers(0, 256, shape, np.uint8) for shape in ((5, 7, 4), (2, 3, 4), (1, 1, 3))]


def textured(folder: Path, damaged: bool = False) -> Path:
    b = Builder()
    texture = b.image(np.random.default_rng(3).integers(0, 256, (20, 12, 3), np.uint8))
    if damaged:
        b.binary[-40:] = bytes(40)
    material = b.add("materials", {"pbrMetallicRoughness": {"baseColorTexture": {"index": texture}}})
    b.node("quad", mesh=b.quad(material))
    return b.save(folder / "a.glb")


def never() -> list[np.ndarray]:
    raise AssertionError("made again")


def same(a: list[np.ndarray], b: list[np.ndarray]) -> bool:
    return len(a) == len(b) and all(np.array_equal(x, y) for x, y in zip(a, b, strict=True))


def test_what_was_made_once_is_read_by_the_next_start(tmp_path: Path) -> None:
    kept = Kept(tmp_path / "pictures")
    assert same(kept.get("a", some), some())
    assert same(kept.get("a", never), some())  # before it was written
    assert not (tmp_path / "pictures").exists()
    kept.write()
    assert same(Kept(tmp_path / "pictures").get("a", never), some())


@pytest.mark.parametrize("damage", ["empty", "cut", "zeros", "longer", "shape", "mark"])
def test_a_damaged_file_is_made_again(tmp_path: Path, damage: str) -> None:
    path = tmp_path / "a.pictures"
    write_arrays(path, some())
    data = path.read_bytes()
    data = {
        "empty": b"",
        "cut": data[:-3],
        "zeros": bytes(len(data)),
        "longer": data[:-8] + b"\0" + data[-8:],
        "shape": data[:12] + b"\xff\xff\xff\xff" + data[16:],
        "mark": b"X" + data[1:],
    }[damage]
    path.write_bytes(data)
    kept = Kept(tmp_path)
    assert same(kept.get("a", lambda: some(2)), some(2))
    kept.write()
    assert same(Kept(tmp_path).get("a", never), some(2))


def test_what_was_read_last_stays(tmp_path: Path) -> None:
    size = sum(array.size for array in some())
    for age, name in enumerate("abc"):
        write_arrays(tmp_path / f"{name}.pictures", some())
        os.utime(tmp_path / f"{name}.pictures", (1e9 - age, 1e9 - age))
    kept = Kept(tmp_path, most_bytes=3 * (size + 100))
    kept.get("c", never)  # the oldest
    kept.get("d", some)
    kept.write()
    assert {path.stem for path in tmp_path.iterdir()} == {"a", "c", "d"}


def test_none_is_kept_where_none_may_be(tmp_path: Path) -> None:
    kept = Kept(tmp_path, most_bytes=0)
    kept.get("a", some)
    kept.write()
    assert not list(tmp_path.iterdir())


def test_a_folder_that_cannot_be_written_is_only_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "pictures").write_text("in the way")
    kept = Kept(tmp_path / "pictures")
    kept.get("a", some)
    kept.write()
    assert "not kept" in caplog.text


def test_names_tell_contents_and_uses_apart() -> None:
    names = [name_of([b"ab", b"c"], 1), name_of([b"a", b"bc"], 1), name_of([b"ab", b"c"], 2), name_of([b"abc"], 1)]
    assert len(set(names)) == 4


def test_the_version_of_mipmaps_is_raised_where_they_change() -> None:
    """If this fails, so would those who have kept the old ones: raise VERSION, and record anew."""
    made = mip_levels(np.random.default_rng(5).integers(0, 256, (16, 8, 4), np.uint8), True)
    digest = hashlib.sha256(b"".join(level.tobytes() for level in made)).hexdigest()[:16]
    assert (VERSION, digest) == (1, "8531e5f74049bb2d")


def test_a_model_takes_its_pictures_from_there(tmp_path: Path) -> None:
    path = textured(tmp_path)
    decoded = prepare(load_model(path)).levels
    first, second = Kept(tmp_path / "kept"), Kept(tmp_path / "kept")
    prepare(load_model(path, decode=False), first)
    first.write()
    largest = max(file.stat().st_size for file in (tmp_path / "kept").iterdir())
    again = prepare(load_model(path, decode=False), second).levels
    assert again.keys() == decoded.keys()
    assert all(same(again[key], decoded[key]) for key in decoded)
    assert largest > sum(level.size for level in next(iter(again.values())))


def same_geometry(a: Prepared, b: Prepared) -> bool:
    return same(to_bytes(a), to_bytes(b))


def test_a_model_takes_its_geometry_from_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made, first = prepare(load_model(HANDS)), Kept(tmp_path)
    assert same_geometry(prepare(load_model(HANDS, decode=False), first), made)
    first.write()
    monkeypatch.setattr("renderer.gl.prepare._geometry", never)
    again = prepare(load_model(HANDS, decode=False), Kept(tmp_path))
    assert same_geometry(again, made)
    assert len(again.skins) == len(again.vertices)
    assert again.reach_m == made.reach_m > 0


@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_geometry_of_which_a_byte_has_changed_is_made_again(tmp_path: Path, at: float) -> None:
    """The graphics card would read beyond its buffers."""
    kept = Kept(tmp_path)
    made = prepare(load_model(HANDS, decode=False), kept)
    kept.write()
    path = max(tmp_path.iterdir(), key=lambda file: file.stat().st_size)
    whole = path.read_bytes()
    place = int(len(whole) * at)
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert same_geometry(prepare(load_model(HANDS, decode=False), kept), made)
    kept.write()
    assert path.read_bytes() == whole


def test_the_version_of_geometry_is_raised_where_it_changes() -> None:
    """If this fails, so would those who have kept the old one: raise VERSION, and record anew."""
    large = Model(Path("large"), [ROOT], [0], [Mesh("large", [terrain()])], [Material()], [])
    made = prepare(large)
    digest = hashlib.sha256(made.vertices.tobytes() + made.indices.tobytes()).hexdigest()[:16]
    assert (GEOMETRY_VERSION, len(made.parts.node), digest) == (1, 9, "88430a1efb5c308d")


def terrain() -> Primitive:
    """Nine metres a side: cut to pieces."""
    x, z = np.meshgrid(np.linspace(0, 9, 64, dtype=np.float32), np.linspace(0, 9, 64, dtype=np.float32))
    points = np.stack([x, x * z / 8, z], axis=-1).reshape(-1, 3)
    corner = (np.arange(63)[:, None] * 64 + np.arange(63)).ravel()
    triangles = np.stack([corner, corner + 64, corner + 1], axis=1).astype(np.uint32)
    return Primitive(points, np.tile(np.array([0, 1, 0], np.float32), (len(points), 1)), triangles, material=0)


def test_a_damaged_picture_is_an_error_when_it_is_wanted(tmp_path: Path) -> None:
    path = textured(tmp_path, damaged=True)
    with pytest.raises(GltfError):
        load_model(path)
    model = load_model(path, decode=False)
    with pytest.raises(GltfError, match="cannot be decoded"):
        prepare(model)
