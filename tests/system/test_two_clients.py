"""People as processes around a real server: they see and hear each other from where they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.backend.serving import Child
from tests.system.listeners import RATE_HZ, Client, loud_until, tone_db, wait_for

pytestmark = pytest.mark.system
NEAR, FAR, LEFT = (1.0, 1.6, 0.0, 0.0), (8.0, 1.6, 0.0, 0.0), (-1.0, 1.6, 0.0, 0.0)

Enter = Callable[..., Client]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Child]:
    child = Child(tmp_path / "server")
    child.start()
    yield child
    child.stop()


@pytest.fixture
def enter(tmp_path: Path, server: Child) -> Iterator[Enter]:
    clients: list[Client] = []

    def made(name: str, **how: object) -> Client:
        clients.append(Client(tmp_path, server.url, name, **how))
        return clients[-1]

    yield made
    for client in clients:
        client.close()


def stand(speaker: Client, listener: Client, at: tuple[float, ...]) -> None:
    speaker.tell(at=at)
    wait_for(lambda: listener.sees(speaker, at), f"{listener.name} to see {speaker.name} there")
    listener.next_sound(0.3)  # what was on its way from the old place


def test_a_tone_comes_from_where_its_speaker_stands(enter: Enter) -> None:
    talker = enter("talker", mic="tone:440", at=NEAR)
    listener = enter("listener", at=(0.0, 1.6, 0.0, 0.0))
    wait_for(lambda: listener.hears(talker), "the listener to hear the talker")
    stand(talker, listener, NEAR)
    near = tone_db(listener.next_sound(0.6), 440)
    stand(talker, listener, FAR)
    far = tone_db(listener.next_sound(0.6), 440)
    stand(talker, listener, LEFT)
    left = tone_db(listener.next_sound(0.6), 440)
    print(f"440 Hz, dB left/right: 1 m right {near}, 8 m right {far}, 1 m left {left}")
    assert near[1] > -25  # it is there at all
    assert near[1] > near[0] + 4  # at the right ear
    assert left[0] > left[1] + 4  # and at the left
    assert near[1] - far[1] == pytest.approx(18.06, abs=2.5)  # eight times as far: 20 log10(8)


def test_mute_and_leave_work_at_once(enter: Enter) -> None:
    talker = enter("talker", mic="tone:440", at=NEAR)
    listener = enter("listener")
    wait_for(lambda: listener.hears(talker), "the listener to hear the talker")
    after = []
    for _ in range(3):  # a busy machine may stall any one of them
        begin = listener.samples()
        talker.tell(muted=True)
        after.append(loud_until(listener.sound(begin, RATE_HZ)))
        talker.tell(muted=False)
        wait_for(lambda: listener.hears(talker), "the talker to be heard again")
    print("silent after mute, s:", after)
    assert min(after) < 0.2
    assert max(after) < 0.9
    talker.tell(leave=True)
    wait_for(lambda: not talker.state["voice"], "the talker to leave the voice")
    listener.next_sound(0.3)
    assert loud_until(listener.next_sound(0.5)) == 0
    talker.close()
    wait_for(lambda: not listener.state["peers"], "the talker to be gone")
    assert any("talker" in said for said in listener.state["said"])


def test_each_of_three_voices_comes_from_its_own_place(enter: Enter) -> None:
    places = {"left": (-1.0, 1.6, 0.0, 0.0), "right": (1.0, 1.6, 0.0, 0.0), "ahead": (0.0, 1.6, -1.0, 0.0)}
    tones = {"left": 500, "right": 900, "ahead": 1300}
    people = {name: enter(name, mic=f"tone:{tones[name]}", at=places[name]) for name in places}
    listener = enter("listener")
    wait_for(lambda: all(listener.hears(p) for p in people.values()), "three voices")
    for name, person in people.items():
        stand(person, listener, places[name])
    sound = listener.next_sound(0.8)
    heard = {name: tone_db(sound, tones[name]) for name in places}
    print("dB left/right:", heard)
    assert heard["left"][0] > heard["left"][1] + 4
    assert heard["right"][1] > heard["right"][0] + 4
    assert abs(heard["ahead"][0] - heard["ahead"][1]) < 2
    people["right"].tell(muted=True)
    wait_for(lambda: not listener.hears(people["right"]), "the right one to fall silent")
    listener.next_sound(0.3)
    quiet = listener.next_sound(0.8)
    assert tone_db(quiet, tones["right"])[1] < heard["right"][1] - 30
    assert tone_db(quiet, tones["left"])[0] > heard["left"][0] - 3
    assert listener.hears(people["left"])
    assert listener.hears(people["ahead"])


def test_voices_and_bodies_come_back_after_the_server_was_killed(enter: Enter, server: Child) -> None:
    talker = enter("talker", mic="tone:440", at=NEAR)
    listener = enter("listener")
    wait_for(lambda: listener.hears(talker), "the listener to hear the talker")
    server.kill()
    wait_for(lambda: not listener.state["voice"], "the listener to notice")
    server.start()
    wait_for(lambda: listener.hears(talker), "the voice to come back")
    stand(talker, listener, LEFT)
    left, right = tone_db(listener.next_sound(0.5), 440)
    assert left > right + 4
