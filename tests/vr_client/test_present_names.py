"""Names over heads: no frame waits for them, and every one comes."""

import glm
import pytest

from renderer.spatial import Pose
from vr_client.present_names import ABOVE_HEAD_M, Names
from vr_client.world import Peer

EYES = glm.vec3(0, 1.6, 0)


def crowd(count: int) -> list[Peer]:
    return [Peer(n, f"손님 {n}", (0.1, 0.2, 0.3), head=Pose(glm.vec3(0, 1.6, -1 - n))) for n in range(count)]


def test_names_of_a_crowd_come_one_after_the_other_and_stay() -> None:
    names, peers = Names(waits=False), crowd(3)
    assert list(names.over(peers, EYES)) == []
    seen = []
    while names._coming is not None:
        names._coming[1].result()
        seen.append(len(list(names.over(peers, EYES))))
    assert seen == [1, 2, 3]


def test_a_picture_has_all_names_at_once_over_the_heads_and_readable_from_afar() -> None:
    near, *_, far = Names(waits=True).over(crowd(4), EYES)
    assert near.world_from_panel.position.y == pytest.approx(1.6 + ABOVE_HEAD_M)
    assert far.height_m / 4 == pytest.approx(near.height_m / 2, rel=0.05), "beyond two metres the same angle"
