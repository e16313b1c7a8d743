"""Any moment is at hand: from keyframes it comes out as from the beginning, and a copy goes its own way."""

import pytest

from safety_training.drill import RULES_VERSION
from safety_training.keyframes import Keyframes, copy_of
from safety_training.replay import DrillLog, replay
from tests.safety_training import bots

PLAYED = bots.run(bots.expert, 7)


def test_any_moment_is_the_same_as_from_the_beginning() -> None:
    keyframes = Keyframes(every_ticks=50)
    whole = replay(PLAYED.log, keyframes=keyframes)
    assert whole.state_hash() == PLAYED.drill.state_hash()
    for tick in (0, 49, 50, 51, 210, 330, PLAYED.log.end_tick):
        assert replay(PLAYED.log, tick, keyframes=keyframes).state_hash() == replay(PLAYED.log, tick).state_hash()


def test_a_look_back_computes_only_from_the_last_keyframe() -> None:
    keyframes = Keyframes(every_ticks=50)
    replay(PLAYED.log, keyframes=keyframes)
    for tick in range(0, PLAYED.log.end_tick, 37):
        found = keyframes.before(tick)
        if tick < 50:
            assert found is None or found.tick <= tick
        else:
            assert found is not None
            assert tick - 50 <= found.tick <= tick


def test_keyframes_share_what_never_changes() -> None:
    keyframes = Keyframes(every_ticks=50)
    replay(PLAYED.log, keyframes=keyframes)
    one, other = keyframes.before(200), keyframes.before(200)
    assert one is not None
    assert other is not None
    assert one is not other
    assert one.scenario is other.scenario is PLAYED.drill.scenario
    assert one.building is PLAYED.drill.building
    assert one.fire is not other.fire
    assert keyframes.size_bytes / len(keyframes._ticks) < 200_000


def test_a_copy_goes_its_own_way() -> None:
    drill = replay(PLAYED.log, 200)
    before = drill.state_hash()
    copied = copy_of(drill)
    assert copied.state_hash() == before
    copied.step()
    assert drill.state_hash() == before
    drill.step()
    assert drill.state_hash() == copied.state_hash()


def test_a_log_of_other_rules_is_refused_with_the_reason() -> None:
    log = DrillLog.from_json(PLAYED.log.to_json())
    log.rules = 1
    with pytest.raises(ValueError, match=f"made under 1, here are {RULES_VERSION}"):
        replay(log)
