"""Many people's poses at once, against those that were found person by person and matrix by matrix (posed.npz, 24 people who
stand, crouch, squat and sit, with both hands, one or none)."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import glm
import numpy as np
import pytest

from avatars.bodies import CHEST, JOINTS, bodies
from avatars.posing import People, pose
from avatars.turns import arc, matrices, product, turned, unit


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


def people(known, who=slice(None)):
    at, turn = (np.ascontiguousarray(values[who].T) for values in (known.at, known.turn))
    return People(at, turn, known.tracked[who].T, known.floor_m[who], known.loudness[who], known.sits[who])


def drawn(known, who=slice(None)):
    """world_from_joint, [N, J, 3, 4]."""
    kinds = [rest(known, "man"), rest(known, "woman")]
    whose = bodies([kinds[int(she)] for she in known.woman[who]])
    posed = pose(whose, people(known, who), known.time_s[who])
    palette = posed.palette(np.zeros_like(posed.at), np.float32(1))
    return palette.transpose(3, 2, 0, 1)


def test_joints_are_where_they_were_found_one_by_one(known):
    assert np.abs(drawn(known) - known.world).max() < 1e-4


def test_nobody_changes_how_another_stands(known):
    alone = np.concatenate([drawn(known, slice(i, i + 1)) for i in range(len(known.sits))])
    assert np.abs(alone - drawn(known)).max() < 1e-5


def test_the_chest_is_all_that_breathes(known):
    sizes = np.linalg.norm(drawn(known)[..., :3], axis=2)
    wide = np.ptp(sizes, axis=2) > 1e-3
    assert wide[:, CHEST].any()
    assert not np.delete(wide, CHEST, axis=1).any()


def test_turns_are_those_of_glm():
    rng = np.random.default_rng(1)
    a, b = unit(rng.normal(size=(4, 5))[:3]), unit(rng.normal(size=(3, 5)))
    between, whole = arc(a, b), rng.normal(size=(4, 5))
    whole /= np.linalg.norm(whole, axis=0)
    assert np.abs(turned(between, a) - b).max() < 1e-6
    both, each = product(whole, between), matrices(whole, np.ones(5))
    for i in range(5):
        p, q = (glm.quat(t[3, i], *t[:3, i]) for t in (whole, between))
        assert np.allclose((p * q).to_list(), np.roll(both[:, i], 1), atol=1e-6)
        assert np.allclose(each[..., i], np.array(glm.mat3_cast(p).to_list()).T, atol=1e-6)
