"""What a visitor can see gets texels and light of its own; the rest shares its neighbours'."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("mitsuba", reason="path tracing needs the packages of requirements-bake.txt")

from assets.bake.atlas import unwrap
from assets.bake.gather import Page
from assets.bake.pipeline import Stage, open_stage
from assets.bake.sight import Sight, face_samples, seen_faces, sight_of
from assets.bake.smooth import hidden_texels
from assets.bake.soup import read_soup
from tests.assets.bake_scenes import SceneFile, box

CRATE, PICTURE = ((-0.4, 0.0, -0.4), (0.4, 0.5, 0.4)), ((-0.5, 1.0, -1.48), (0.5, 2.0, -1.45))


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A crate on the floor of a room, and a picture two centimetres before a wall."""
    folder = tmp_path_factory.mktemp("room")
    scene = SceneFile()
    grey = scene.material("grey")
    scene.node("walls", scene.mesh(box((-1.5, 0, -1.5), (1.5, 3, 1.5), inward=True), grey))
    scene.node("crate", scene.mesh(box(*CRATE), grey))
    scene.node("picture", scene.mesh(box(*PICTURE), grey))
    scene.write(folder / "scene.glb")
    (folder / "place.toml").write_text(
        '[[view]]\nname = "a"\neye = [0.9, 1.6, 1.1]\ntarget = [0, 0, 0]\n', encoding="utf-8"
    )
    return open_stage(folder, folder / "scene.glb")


@pytest.fixture(scope="module")
def sight(room: Stage) -> Sight:
    return sight_of(room.soup, room.tracer({}).tables, room.eyes)


def test_backs_and_undersides_are_not_seen_all_else_is(room: Stage, sight: Sight) -> None:
    seen = seen_faces(room.soup, sight).reshape(-1, 2)  # two triangles a side
    assert seen[:6].all(), "walls"
    under, back = 1, 5
    assert [bool(s.any()) for s in seen[6:12]] == [side != under for side in range(6)], "crate"
    assert [bool(s.any()) for s in seen[12:18]] == [side != back for side in range(6)], "picture"


def test_what_is_not_seen_takes_no_room_and_has_its_neighbours_light(room: Stage, sight: Sight) -> None:
    seen = seen_faces(room.soup, sight)
    whole, less = (unwrap(room.soup, 40, 10**7, room.eyes, s) for s in (None, seen))
    assert len(Page(room.soup, less).covered_texels()) < len(Page(room.soup, whole).covered_texels()) - 0.9 * 1600
    for part in less.parts:
        assert len(part.faces) == part.part.faces
        corners = room.soup.positions[part.part.first_vertex + part.source[part.faces]]
        rows = slice(part.part.first_face, part.part.first_face + part.part.faces)
        assert np.array_equal(corners, room.soup.positions[room.soup.faces[rows]]), (
            "the same triangles in the same order"
        )
        size = np.ptp(part.uv[part.faces], axis=1).max(axis=1)
        assert np.array_equal(size > 0, seen[rows])


def test_a_wall_behind_a_picture_is_hidden_and_before_it_is_not(room: Stage, sight: Sight) -> None:
    from assets.bake.backend import mi

    page = Page(room.soup, unwrap(room.soup, 20, 10**6, room.eyes, seen_faces(room.soup, sight)))
    hidden = hidden_texels(page, sight)
    texels = page.covered_texels()
    p, n, _, met = (np.array(v).T for v in page.place(mi.UInt32(texels), mi.Float(0.5), mi.Float(0.5)))
    wall = met & (n[:, 2] > 0.9) & (p[:, 2] < -1.49)
    behind = wall & (np.abs(p[:, 0]) < 0.3) & (np.abs(p[:, 1] - 1.5) < 0.3)
    beside = wall & ((np.abs(p[:, 0]) > 0.6) | (np.abs(p[:, 1] - 1.5) > 0.6))
    assert behind.sum() > 100
    assert hidden.ravel()[texels[behind]].all()
    assert not hidden.ravel()[texels[beside]].any()


def test_a_slender_face_is_looked_at_all_along(tmp_path: Path) -> None:
    scene = SceneFile()
    bevel = ((0, 0, 0), (8, 0, 0), (8, 0.01, 0), (0, 0.01, 0))
    scene.node("bevel", scene.mesh([bevel], scene.material("grey")))
    owner, points = face_samples(read_soup(scene.write(tmp_path / "scene.glb")))
    for face in (0, 1):
        along = np.sort(points[owner == face, 0])
        assert np.diff(along).max() < 1.2
        assert along[0] < 1 < 7 < along[-1]
