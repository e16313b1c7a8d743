"""What one person hears of people and of a trainer by radio, block by block on a clock of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from avatars.voice import ears as module
from avatars.voice.ears import Ears
from avatars.voice.opus import FRAME, RATE_HZ, Encoder
from avatars.voice.rtp import Heard
from avatars.voice.shared import Poses, SharedBlock
from backend.schemas.voice import TRAINERS_FROM
from tests.system.listeners import tone_db

PERSON, TRAINER = 7, TRAINERS_FROM + 1
PERSON_HZ, TRAINER_HZ = 440.0, 1000.0  # which the codec, made for speech, keeps steady


class Scene:
    """Somebody a metre to the right of these ears, and a trainer; each sends a tone while they talk."""

    def __init__(self, ears: Ears, clock: list[float]) -> None:
        self.ears, self._clock, self._frame = ears, clock, 0
        self._encoders = {PERSON: Encoder(), TRAINER: Encoder()}

    def pass_by(self, seconds: float, *talking: int) -> np.ndarray:
        """float32 [n, 2], what was heard meanwhile."""
        heard = []
        for _ in range(round(seconds * RATE_HZ / FRAME)):
            at = np.arange(self._frame * FRAME, (self._frame + 1) * FRAME) / RATE_HZ
            for slot, who, hz in ((0, PERSON, PERSON_HZ), (1, TRAINER, TRAINER_HZ)):
                payload = self._encoders[who].encode((9000 * np.sin(2 * np.pi * hz * at)).astype(np.int16))
                if who in talking:
                    self.ears.heard(slot, Heard(slot, self._frame, self._frame * FRAME, who, payload))
            heard.append(self.ears.render(FRAME))
            self._frame += 1
            self._clock[0] += FRAME / RATE_HZ
        return np.concatenate(heard)


@pytest.fixture
def scene(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scene]:
    clock = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: clock[0])
    shared = SharedBlock(tmp_path / "shared", create=True)
    here = np.array([0, 1.6, 0, 0, 0, 0, 1], np.float32)
    shared.write_poses(Poses(here, {PERSON: (np.array([1.0, 1.6, 0.0]), 1.0)}))
    yield Scene(Ears(shared), clock)
    shared.close()


def test_a_trainer_is_in_both_ears_alike_and_a_person_at_their_side(scene: Scene) -> None:
    scene.pass_by(0.3, PERSON, TRAINER)
    heard = scene.pass_by(0.3, PERSON, TRAINER)
    left, right = tone_db(heard, TRAINER_HZ)
    assert left == pytest.approx(right, abs=0.1)
    assert left == pytest.approx(20 * np.log10(9000 / 32768 / np.sqrt(2)), abs=1.5)  # as it was sent
    left, right = tone_db(heard, PERSON_HZ)
    assert right > left + 3
    assert set(scene.ears.levels) == {PERSON, TRAINER}


def test_others_give_way_while_a_trainer_speaks_and_come_back(scene: Scene) -> None:
    scene.pass_by(0.9, PERSON)
    before = tone_db(scene.pass_by(0.3, PERSON), PERSON_HZ)[1]
    scene.pass_by(0.6, PERSON, TRAINER)
    beside = tone_db(scene.pass_by(0.3, PERSON, TRAINER), PERSON_HZ)[1]
    assert beside == pytest.approx(before + 20 * np.log10(module._BESIDE_RADIO), abs=1.5)
    scene.pass_by(2.5, PERSON)
    assert tone_db(scene.pass_by(0.3, PERSON), PERSON_HZ)[1] == pytest.approx(before, abs=1.5)
