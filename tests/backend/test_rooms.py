"""The room's two sockets: who comes in, who is heard, and what garbage gets."""

from __future__ import annotations

import contextlib
import time
import uuid

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from backend.identity.tokens import RoomClaims, Tokens, load_key
from backend.schemas.poses import unpack_pose_batch
from tests.backend.people import hear, room_name


def _closed(socket, timeout=10):
    try:
        while True:
            socket.recv(timeout)
    except ConnectionClosed as closed:
        return closed.rcvd.code


def test_people_meet_under_their_own_numbers(people):
    room = room_name()
    first, second = people.guest("가"), people.guest("나")
    numbers = [person.room_token(room)["peer"] for person in (first, second, first)]
    assert numbers[0] == numbers[2] != numbers[1]
    with first.socket(room, "events") as a:
        assert hear(a, "welcome") == {"type": "welcome", "peer": numbers[0], "peers": [], "drill": None}
        with second.socket(room, "events") as b:
            there = {"peer": numbers[0], "user": first.id, "name": "가"}
            assert hear(b, "welcome")["peers"] == [there]
            assert hear(a, "joined")["who"] == {"peer": numbers[1], "user": second.id, "name": "나"}
        assert hear(a, "left")["peer"] == numbers[1]


def test_poses_reach_everybody_else_and_never_oneself(people):
    room = room_name()
    three = [people.guest(str(k)) for k in range(3)]
    numbers = [p.room_token(room)["peer"] for p in three]
    sockets = [p.socket(room, "poses") for p in three]
    for number, socket in zip(numbers, sockets, strict=True):
        socket.send(b"pose of %d" % number)
    for number, socket in zip(numbers, sockets, strict=True):
        heard: dict[int, bytes] = {}
        while len(heard) < 2:
            _, packets = unpack_pose_batch(socket.recv(10))
            heard.update(packets)
        assert heard == {other: b"pose of %d" % other for other in numbers if other != number}
    newcomer = people.guest("late")
    late = newcomer.socket(room, "poses")  # nobody moves any more, and yet they are seen
    assert set(unpack_pose_batch(late.recv(10))[1]) == set(numbers)
    for socket in [*sockets, late]:
        socket.close()


def test_only_the_newest_pose_of_a_tick_is_sent(people):
    room = room_name()
    first, second = people.guest(), people.guest()
    number = first.room_token(room)["peer"]
    with first.socket(room, "poses") as a, second.socket(room, "poses") as b:
        for k in range(60):
            a.send(b"%d" % k)
        seen = []
        while not seen or seen[-1] != b"59":
            seen.append(unpack_pose_batch(b.recv(10))[1][number])
        assert len(seen) < 30
        assert [int(x) for x in seen] == sorted(int(x) for x in seen)


def test_the_same_person_again_takes_over(people):
    room, person = room_name(), people.guest()
    watcher = people.guest()
    with watcher.socket(room, "events") as w, person.socket(room, "events") as old:
        hear(w, "joined")
        hear(old, "welcome")
        with person.socket(room, "events") as new:
            assert hear(new, "welcome")["peer"] == person.room_token(room)["peer"]
            assert _closed(old) == 4409
            third = people.guest()
            with third.socket(room, "events"):
                assert hear(w, "joined")["who"]["user"] == third.id  # and nobody was seen to leave in between


@pytest.mark.parametrize("kind", ["events", "poses"])
def test_a_socket_opens_with_its_own_rooms_token_only(people, kind):
    person, room = people.guest(), room_name()
    access = person.http.headers["authorization"].split()[1]
    assert _closed(person.socket(room, kind, token="x")) == 4401
    assert _closed(person.socket(room, kind, token=access)) == 4401
    assert _closed(person.socket(room, kind, token=person.room_token(room_name())["token"])) == 4403


@pytest.mark.parametrize(
    ("kind", "frame", "code"),
    [
        ("poses", b"x" * 257, 1009),
        ("poses", b"", 1007),
        ("poses", "text", 1003),
        ("poses", b"x" * 70_000, 1009),
        ("events", b"\x00\x01", 1003),
        ("events", "not json", 1007),
        ("events", "{}", 1007),
        ("events", '{"type":"welcome","peer":1,"peers":[]}', 1007),
        ("events", '{"type":"drill.input","drill":"x","seq":1,"action":{}}', 1007),
        ("events", "[" * 8000, 1007),
        ("events", "가" * 9000, 1009),
        (
            "events",
            '{"type":"drill.input","drill":"6f1c7a52-0000-4000-8000-000000000001","seq":1e400,"action":{}}',
            1007,
        ),
    ],
)
def test_garbage_closes_the_socket_and_hurts_nobody(people, kind, frame, code):
    room, good, bad = room_name(), people.guest(), people.guest()
    with good.socket(room, kind) as g, bad.socket(room, kind) as b:
        if kind == "events":
            hear(g, "joined")
            hear(b, "welcome")
        b.send(frame)
        assert _closed(b) == code
        if kind == "events":
            assert hear(g, "left")["peer"] == bad.room_token(room)["peer"]
        else:
            with bad.socket(room, kind) as again:
                again.send(b"fine")
                assert list(unpack_pose_batch(g.recv(10))[1].values()) == [b"fine"]


def test_a_flood_of_poses_is_cut_off(people):
    person = people.guest()
    with person.socket(room_name(), "poses") as socket:
        with contextlib.suppress(ConnectionClosed):
            for _ in range(100_000):
                socket.send(b"x")
        assert socket.close_code == 4429


def test_many_people_at_once(people):
    room = room_name()
    crowd = [people.guest(str(k)) for k in range(20)]
    sockets = [(p.socket(room, "events"), p.socket(room, "poses")) for p in crowd]
    numbers = [hear(events, "welcome")["peer"] for events, _ in sockets]
    assert len(set(numbers)) == 20
    for number, (_, poses) in zip(numbers, sockets, strict=True):
        poses.send(b"%d" % number)
    for number, (_, poses) in zip(numbers, sockets, strict=True):
        heard: set[int] = set()
        limit = time.monotonic() + 20
        while len(heard) < 19 and time.monotonic() < limit:
            heard |= set(unpack_pose_batch(poses.recv(10))[1])
        assert heard == set(numbers) - {number}
    for events, poses in sockets:
        events.close()
        poses.close()


def test_voice_needs_the_rooms_token(people):
    person, room = people.guest(), room_name()
    assert person.http.post(f"/rooms/{room}/voice", json={"sdp": "x"}).status_code == 401
    other = person.room_token(room_name())["token"]
    headers = {"Authorization": f"Bearer {other}"}
    assert person.http.post(f"/rooms/{room}/voice", json={"sdp": "x"}, headers=headers).status_code == 403


def test_nobody_speaks_or_falls_silent_under_a_number_that_is_anothers_now(people):
    """As after a restart: the token is in order, its number has been given to somebody else since."""
    room, holder, before = room_name(), people.guest("가"), people.guest("나")
    number = holder.room_token(room)["peer"]
    settings = people.settings
    tokens = Tokens(load_key(settings.data_dir, settings.signing_key), settings.access_token_s, settings.room_token_s)
    old, _ = tokens.room(RoomClaims(uuid.UUID(before.id), "나", room, number))
    path = f"{people.url}/api/rooms/{room}/voice"
    for call in (lambda h: httpx.post(path, json={"sdp": "v=0"}, headers=h), lambda h: httpx.delete(path, headers=h)):
        assert call({"Authorization": f"Bearer {old}"}).status_code == 403
        assert call({"Authorization": f"Bearer {holder.room_token(room)['token']}"}).status_code in (204, 422)
