"""Many people's poses at once, against those that were found person by person and matrix by matrix (posed.npz, 24 people who
stand, crouch, squat and sit, with both hands, one or none)."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import glm
import numpy as np
import pytest

from avatars import compiled, drawing, posing
from avatars.bodies import CHEST, JOINTS, bodies
from avatars.body import Person
from avatars.crowds import Crowds
from avatars.look import look_of
from avatars.turns import arc, matrix, product, turned, unit
from renderer.spatial import Pose


@pytest.fixture(scope="module")
def known():
    with np.load(Path(__file__).with_name("posed.npz")) as file:
        return SimpleNamespace(**file)


def rest(known, sex):
    """What of a skeleton was there when the poses were found."""
    points, grips = getattr(known, f"rest_{sex}"), getattr(known, f"rest_{sex}_grips")
    turns = {side: glm.quat(*map(float, turn)) for side, turn in zip(("left", "right"), grips, strict=True)}
    return SimpleNamespace(
        joints=dict(zip(JOINTS, points, strict=False)), eyes=points[-2], wrist_from_grip=points[-1], grip_turn=turns
    )


def arrays(known, who=slice(None)):
    """What the drawing of these people takes."""
    kinds = [rest(known, "man"), rest(known, "woman")]
    whose = bodies([kinds[int(she)] for she in known.woman[who]])
    at, turn, tracked = (np.ascontiguousarray(values[who].T) for values in (known.at, known.turn, known.tracked))
    people = posing.People(
        at, turn, tracked, known.floor_m[who], known.loudness[who], known.sits[who], known.time_s[who]
    )
    count, joints = len(people.sits), len(JOINTS)
    mesh = drawing.Mesh(np.zeros((3, joints, count), np.float32), np.ones(count, np.float32), np.arange(joints))
    return whose, people, mesh, posing.room_for(count), drawing.room_for(count)


def drawn(known, who=slice(None)):
    """world_from_joint, [N, J, 3, 4]."""
    *given, result = arrays(known, who)
    drawing.draw_together(*given, result)
    return result.palette


def test_joints_are_where_they_were_found_one_by_one(known):
    assert np.abs(drawn(known) - known.world).max() < 1e-4


def test_nobody_changes_how_another_stands(known):
    alone = np.concatenate([drawn(known, slice(i, i + 1)) for i in range(len(known.sits))])
    assert np.abs(alone - drawn(known)).max() < 1e-5


def test_compiled_they_are_the_same_to_a_hundredth_of_a_millimetre(known, monkeypatch):
    monkeypatch.setattr(compiled, "_compiled", [])
    if not compiled.load():
        pytest.skip("not compiled: python -m avatars.compiled")
    one_by_one, together = arrays(known), arrays(known)
    compiled.draw(*one_by_one)
    drawing.draw_together(*together)
    for result, expected in zip(one_by_one[-1], together[-1], strict=True):
        assert np.abs(expected).max() > 0.1
        assert np.abs(result - expected).max() < 1e-5
    assert (
        len(Crowds().update([Person(look_of("somebody"), Pose())], 0.0)) == 1
    )  # what people give is what was compiled for


def test_where_nothing_was_compiled_numpy_draws_and_nothing_is_compiled_unasked(known, monkeypatch, tmp_path):
    monkeypatch.setattr(compiled, "_compiled", [])
    monkeypatch.setattr(compiled, "folder", lambda: tmp_path / "cache")
    assert not compiled.load()
    given = arrays(known)
    compiled.draw(*given)
    assert np.abs(given[-1].palette - known.world).max() < 1e-4
    assert not list(tmp_path.iterdir())


def test_the_chest_is_all_that_breathes(known):
    sizes = np.linalg.norm(drawn(known)[..., :3], axis=2)
    wide = np.ptp(sizes, axis=2) > 1e-3
    assert wide[:, CHEST].any()
    assert not np.delete(wide, CHEST, axis=1).any()


def test_turns_are_those_of_glm():
    rng = np.random.default_rng(1)
    a, b = (np.array(unit(v)) for v in rng.normal(size=(2, 3, 5)))
    between, whole = np.array(arc(a, b)), rng.normal(size=(4, 5))
    whole /= np.linalg.norm(whole, axis=0)
    assert np.abs(np.array(turned(between, a)) - b).max() < 1e-6
    both, each = np.array(product(whole, between)), matrix(whole, np.ones(5))
    for i in range(5):
        p, q = (glm.quat(t[3, i], *t[:3, i]) for t in (whole, between))
        assert np.allclose((p * q).to_list(), np.roll(both[:, i], 1), atol=1e-6)
        assert np.allclose(np.array(each)[..., i], np.array(glm.mat3_cast(p).to_list()).T, atol=1e-6)
