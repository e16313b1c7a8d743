"""People as processes around a real server: they see and hear each other from where they stand.

The processes last for the whole module (starting one costs seconds), so the tests are chapters of one story, in this order; each
says first who speaks.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from backend.schemas.identity import Role
from backend.settings import Settings
from tests.backend.people import People
from tests.backend.serving import Child
from tests.backend.test_radio import Browser, begun
from tests.system.listeners import RATE_HZ, Client, loud_until, tone_db, wait_for

pytestmark = pytest.mark.system
RIGHT, FAR, LEFT, AHEAD = (1.0, 1.6, 0.0, 0.0), (8.0, 1.6, 0.0, 0.0), (-1.0, 1.6, 0.0, 0.0), (0.0, 1.6, -1.0, 0.0)
TONES_HZ = {"talker": 440, "second": 900, "third": 1300}


@dataclass
class Hall:
    server: Child
    listener: Client
    talkers: dict[str, Client]

    def let_speak(self, *names: str) -> list[Client]:
        """These and nobody else; heard by the listener, and nobody else is."""
        for name, talker in self.talkers.items():
            talker.tell(muted=name not in names)
        for name, talker in self.talkers.items():
            wait_for(
                lambda t=talker, n=name: self.listener.hears(t) == (n in names),
                f"{name} {'to be heard' if name in names else 'to be silent'}",
            )
        return [self.talkers[name] for name in names]


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("hall")
    server = Child(folder / "server")
    server.start()
    listener = Client(folder, server.url, "listener", at=(0.0, 1.6, 0.0, 0.0))
    talkers = {name: Client(folder, server.url, name, mic=f"tone:{hz}", at=RIGHT) for name, hz in TONES_HZ.items()}
    try:
        wait_for(lambda: len(listener.state.get("peers", {})) == 3, "the listener to see everybody")
        yield Hall(server, listener, talkers)
    finally:
        for client in (listener, *talkers.values()):
            client.close()
        server.stop()


def stand(speaker: Client, listener: Client, at: tuple[float, ...]) -> None:
    speaker.tell(at=at)
    wait_for(lambda: listener.sees(speaker, at), f"{listener.name} to see {speaker.name} there")
    listener.next_sound(0.3)  # what was on its way from the old place


def settled_db(listener: Client, frequency_hz: float) -> tuple[float, float]:
    """Left and right of a tone that is to be heard, once two stretches of sound agree: a busy machine plays some with holes."""
    before = tone_db(listener.next_sound(0.6), frequency_hz)
    for _ in range(50):
        now = tone_db(listener.next_sound(0.6), frequency_hz)
        if max(now) > -55 and now == pytest.approx(before, abs=0.5):
            return now
        before = now
    raise AssertionError(f"{frequency_hz} Hz never settled: {now} dB")


def test_a_tone_comes_from_where_its_speaker_stands(hall: Hall) -> None:
    listener, (talker,) = hall.listener, hall.let_speak("talker")
    stand(talker, listener, RIGHT)
    near = settled_db(listener, 440)
    stand(talker, listener, FAR)
    far = settled_db(listener, 440)
    stand(talker, listener, LEFT)
    left = settled_db(listener, 440)
    print(f"440 Hz, dB left/right: 1 m right {near}, 8 m right {far}, 1 m left {left}")
    assert near[1] > -25  # it is there at all
    assert near[1] > near[0] + 4  # at the right ear
    assert left[0] > left[1] + 4  # and at the left
    assert near[1] - far[1] == pytest.approx(18.06, abs=1.5)  # eight times as far: 20 log10(8)


def test_each_of_three_voices_comes_from_its_own_place(hall: Hall) -> None:
    listener, people = hall.listener, hall.let_speak(*TONES_HZ)
    for person, place in zip(people, (LEFT, RIGHT, AHEAD), strict=True):
        stand(person, listener, place)
    left, right, ahead = (settled_db(listener, hz) for hz in TONES_HZ.values())
    print("dB left/right:", left, right, ahead)
    assert left[0] > left[1] + 4
    assert right[1] > right[0] + 4
    assert abs(ahead[0] - ahead[1]) < 2
    hall.let_speak("talker", "third")
    wait_for(
        lambda: tone_db(listener.next_sound(0.6), TONES_HZ["second"])[1] < right[1] - 30, "the second to be silent"
    )
    assert settled_db(listener, TONES_HZ["talker"])[0] > left[0] - 3
    assert settled_db(listener, TONES_HZ["third"])[0] > ahead[0] - 3


def test_a_trainer_is_heard_by_whom_they_mean_in_both_ears_alike(hall: Hall) -> None:
    listener, other = hall.listener, hall.talkers["third"]
    hall.let_speak()
    with People(hall.server.url, Settings(data_dir=hall.server.data_dir)) as people:
        trainer = people.with_role(Role.trainer)
        (room,) = [room for room in trainer.get("/rooms").json() if room["room"] == "entrance"]
        user = next(person["user"] for person in room["people"] if person["peer"] == listener.me)
        line = Browser(trainer, begun(trainer, "entrance"))

        def listen() -> tuple[float, float]:
            wait_for(lambda: line.heard_by(listener), "the trainer to be heard")
            assert not line.heard_by(other)
            return tone_db(listener.next_sound(0.5), 700)

        async def story() -> tuple[float, float]:
            await line.connect()
            line.air(to=user).raise_for_status()
            tone = asyncio.create_task(line.hum(700))
            heard = await asyncio.to_thread(listen)
            tone.cancel()
            await line.link.close()
            return heard

        left, right = asyncio.run(story())
    assert left > -25
    assert left == pytest.approx(right, abs=0.5)


def test_mute_works_at_once(hall: Hall) -> None:
    """Nothing is played any longer than what lies in the listener's buffer, which holds 0.2 s at most."""
    listener, (talker,) = hall.listener, hall.let_speak("talker")
    after = []
    for _ in range(10):  # a busy machine may stall most of them
        begin = listener.samples()
        talker.tell(muted=True)
        after.append(loud_until(listener.sound(begin, RATE_HZ)))
        talker.tell(muted=False)
        wait_for(lambda: listener.hears(talker), "the talker to be heard again")
        if min(after) < 0.3:
            break
    print("silent after mute, s:", after)
    assert min(after) < 0.3


def test_who_goes_elsewhere_is_gone_from_here_and_comes_back(hall: Hall) -> None:
    listener, (talker,) = hall.listener, hall.let_speak("talker")
    assert len(talker.state["peers"]) == 3
    here = str(talker.me)  # the next room counts anew
    talker.tell(go="fire_hall")
    wait_for(lambda: not talker.state["peers"], "those of the hall to be left behind")
    wait_for(lambda: here not in listener.state["peers"], "the talker to be gone")
    wait_for(lambda: loud_until(listener.next_sound(0.5)) == 0, "the voice to be gone")
    wait_for(lambda: any("talker" in said for said in listener.state["said"]), "a word about it")
    wait_for(lambda: talker.state["voice"], "a voice in the other place")
    talker.tell(go="entrance")
    wait_for(lambda: listener.hears(talker), "the talker to be back")
    wait_for(lambda: len(talker.state["peers"]) == 3, "the talker to see everybody again")


def test_leaving_the_voice_works_at_once_and_leaves_the_body(hall: Hall) -> None:
    listener, (second,) = hall.listener, hall.let_speak("second")
    begin = listener.samples()
    second.tell(leave=True)
    silent = loud_until(listener.sound(begin, 3 * RATE_HZ))
    print("silent after leaving, s:", silent)
    assert silent < 2.5
    wait_for(lambda: not second.state["voice"], "the one who left to know it")
    assert str(second.me) in listener.state["peers"]


def test_who_is_killed_is_gone_at_once_body_and_voice(hall: Hall) -> None:
    listener, (third,) = hall.listener, hall.let_speak("third")
    left = hall.server.log().count("voice.leave")
    begin, began = listener.samples(), time.monotonic()
    third.kill()
    wait_for(lambda: str(third.me) not in listener.state["peers"], "the body to be gone")
    body = time.monotonic() - began
    wait_for(lambda: hall.server.log().count("voice.leave") > left, "the server to end the voice")
    voice = time.monotonic() - began
    silent = loud_until(listener.sound(begin, 3 * RATE_HZ))
    print(f"after kill -9, s: body gone {body:.2f}, voice closed {voice:.2f}, silent {silent:.2f}")
    assert silent < 2.5
    assert voice < 20  # its own checks would have taken 30 s
    wait_for(lambda: not listener.hears(third), "nothing to be heard of the one killed")


def test_voices_and_bodies_come_back_after_the_server_was_killed(hall: Hall) -> None:
    talker, listener = hall.talkers["talker"], hall.listener
    talker.tell(muted=False)
    wait_for(lambda: listener.hears(talker), "the listener to hear the talker")
    hall.server.kill()
    wait_for(lambda: not listener.state["voice"], "the listener to notice")
    hall.server.start()
    wait_for(lambda: listener.hears(talker), "the voice to come back")
    for place in (FAR, AHEAD, LEFT):  # two where nobody stood before: what is seen there came from the new server
        stand(talker, listener, place)
    left, right = settled_db(listener, 440)
    assert left > right + 4
