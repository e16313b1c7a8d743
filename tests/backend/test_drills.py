"""A drill over the sockets: joined, fought, graded, kept; and the rules of who may do what to it."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from backend.drills import service
from backend.schemas.identity import Role
from safety_training.replay import DrillLog, replay, verify
from tests.backend.fight import Fighter
from tests.backend.people import hear, new_id, room_name


def _drill(room, **more):
    return {"room": room, "scenario": "waste_bin", "seed": 7, "mode": "practice", **more}


def test_a_drill_from_start_to_record(people):
    person, room, drill = people.guest("박훈련"), room_name(), new_id()
    with person.socket(room, "events") as socket:
        assert hear(socket, "welcome")["drill"] is None
        started = person.put(f"/drills/{drill}", _drill(room))
        assert started.json() == {
            **_drill(room),
            "group": None,
            "roles": {},
            "paused": False,
            "id": drill,
            "state": "running",
            "tick": 0,
            "grade": None,
            "state_hash": "",
            "branch_of": None,
            "branch_tick": None,
        }
        fighter = Fighter(person, socket, drill)
        fighter.join()
        fighter.sound_alarm_and_finish()
        ended = hear(socket, "drill.ended")
    after = person.get(f"/drills/{drill}").json()
    assert after["state"] == "finished"
    assert after["grade"] == ended["grade"]
    assert after["state_hash"] == ended["state_hash"]
    (record,) = person.get("/records").json()
    assert (record["subject"], record["kind"], record["title"]) == (drill, "drill", "휴지통 화재")
    assert record["grade"] == ended["grade"]
    log = DrillLog.from_dict(person.get(f"/drills/{drill}/log").json()["log"])
    assert verify(log) == []
    assert replay(log).state_hash() == ended["state_hash"]


def test_inputs_are_taken_once_in_order_and_acknowledged(people):
    person, room, drill = people.guest(), room_name(), new_id()
    with person.socket(room, "events") as socket:
        person.put(f"/drills/{drill}", _drill(room)).raise_for_status()
        fighter = Fighter(person, socket, drill)
        fighter.join()
        for x in (1.0, 2.0, 3.0):
            fighter.move((x, 1.6, -2.0))
        fighter.repeat_all()
        fighter.repeat_all()
        fighter.wait_acked()
        log = person.get(f"/drills/{drill}/log").json()["log"]
    assert [entry["seq"] for entry in log["entries"]] == [1, 2, 3, 4]
    assert log["seal"] == ""


def test_the_clock_stands_still_while_nobody_is_there(people):
    person, room, drill = people.guest(), room_name(), new_id()
    with person.socket(room, "events") as socket:
        person.put(f"/drills/{drill}", _drill(room)).raise_for_status()
        fighter = Fighter(person, socket, drill)
        fighter.join()
        fighter.wait_acked()
    left_at = person.get(f"/drills/{drill}").json()["tick"]
    with person.socket(room, "events") as socket:
        assert hear(socket, "welcome")["drill"]["id"] == drill
        first = hear(socket, "drill.snapshot")
        assert left_at <= first["snapshot"]["tick"] <= left_at + 3
        assert first["acked"] == fighter.seq
        assert hear(socket, "drill.snapshot")["snapshot"]["tick"] > left_at


def test_two_people_share_one_fire_and_one_who_is_lost_leaves_it(people):
    first, second, room, drill = people.guest("가"), people.guest("나"), room_name(), new_id()
    with first.socket(room, "events") as a:
        first.put(f"/drills/{drill}", _drill(room)).raise_for_status()
        one = Fighter(first, a, drill)
        one.join()
        with second.socket(room, "events") as b:
            assert hear(b, "welcome")["drill"]["id"] == drill
            two = Fighter(second, b, drill)
            two.join()
            two.move((0.0, 1.6, -1.0))
            two.wait_acked()
        while True:
            events = hear(a, "drill.events")["events"]
            if any(e["kind"] == "left" and e["participant"] == second.id for e in events):
                break
        with second.socket(room, "events") as b:
            while True:
                people_now = hear(b, "drill.snapshot")["snapshot"]["people"]
                if [p["present"] for p in people_now] == [True, True]:
                    break
        assert {p["name"] for p in people_now} == {"가", "나"}


def test_one_goes_by_ones_own_name_and_number_only(people):
    person, room, drill = people.guest("진짜"), room_name(), new_id()
    with person.socket(room, "events") as socket:
        person.put(f"/drills/{drill}", _drill(room)).raise_for_status()
        fighter = Fighter(person, socket, drill)
        fighter.send({"kind": "join", "name": "시장", "eye_m": 1.4})
        fighter.wait_acked()
        (there,) = hear(socket, "drill.snapshot")["snapshot"]["people"]
        entries = person.get(f"/drills/{drill}/log").json()["log"]["entries"]
    assert (there["id"], there["name"]) == (person.id, "진짜")
    assert entries[0]["action"]["eye_m"] == 1.4, "all else is as was said"


@pytest.mark.parametrize(
    ("action", "code"),
    [
        ({"kind": "fly"}, "bad_action"),
        ({"kind": "move", "head": [0, 0], "facing": [0, 0, -1]}, "bad_action"),
        ({"kind": "aim", "nozzle": [0, 1, 0], "direction": [0, 0, -9], "lever": 1}, "bad_action"),
        ({"kind": "finish", "participant": "other"}, "bad_action"),
        ({"kind": "finish"}, "join_first"),
    ],
)
def test_a_bad_input_is_refused_and_not_logged(people, action, code):
    person, room, drill = people.guest(), room_name(), new_id()
    with person.socket(room, "events") as socket:
        person.put(f"/drills/{drill}", _drill(room)).raise_for_status()
        fighter = Fighter(person, socket, drill)
        fighter.send(action)
        assert hear(socket, "refused")["problem"]["code"] == code
        fighter.join()
        fighter.wait_acked()
        entries = person.get(f"/drills/{drill}/log").json()["log"]["entries"]
    assert [e["action"]["kind"] for e in entries] == ["join"]


def test_an_input_for_a_drill_of_another_room_is_refused(people):
    person, other, drill = people.guest(), people.guest(), new_id()
    room, elsewhere = room_name(), room_name()
    person.put(f"/drills/{drill}", _drill(room)).raise_for_status()
    with other.socket(elsewhere, "events") as socket:
        socket.send(
            json.dumps({"type": "drill.input", "drill": drill, "seq": 1, "action": {"kind": "join", "name": "x"}})
        )
        assert hear(socket, "refused")["problem"]["code"] == "drill_over"


def test_starting_is_idempotent_and_a_room_has_one_drill(people):
    person, other, room, drill = people.guest(), people.guest(), room_name(), new_id()
    with person.socket(room, "events") as socket:
        first = person.put(f"/drills/{drill}", _drill(room))
        assert person.put(f"/drills/{drill}", _drill(room)).json() == first.json()
        assert person.put(f"/drills/{drill}", _drill(room, seed=8)).json()["code"] == "id_taken"
        assert other.put(f"/drills/{drill}", _drill(room)).json()["code"] == "id_taken"
        Fighter(person, socket, drill).join()
        busy = other.put(f"/drills/{new_id()}", _drill(room))
        assert (busy.status_code, busy.json()["code"], busy.json()["detail"]) == (409, "room_busy", {"drill": drill})
        again = new_id()
        assert person.put(f"/drills/{again}", _drill(room)).status_code == 200  # one's own, begun anew
        assert person.get(f"/drills/{drill}").json()["state"] == "abandoned"
        while hear(socket, "drill.snapshot")["drill"] != again:
            pass
    assert person.get("/records").json() == []


def test_who_asks_again_before_the_first_answer_gets_one_drill_that_runs(people, monkeypatch):
    """Making a drill takes long on a busy server, and the client then repeats its request."""
    person, room, drill = people.guest(), room_name(), new_id()
    both_asked, made = threading.Barrier(2, timeout=30), service._made
    monkeypatch.setattr(service, "_made", lambda *what: both_asked.wait() >= 0 and made(*what))
    with person.socket(room, "events") as socket, ThreadPoolExecutor(2) as askers:
        answers = list(askers.map(lambda _: person.put(f"/drills/{drill}", _drill(room)), range(2)))
        assert [answer.status_code for answer in answers] == [200, 200]
        fighter = Fighter(person, socket, drill)
        fighter.join()
        fighter.wait_acked()
    assert person.get(f"/drills/{drill}").json()["state"] == "running"


def test_nobody_starts_drills_in_ever_more_rooms(people):
    guest, trainer, rooms = people.guest(), people.with_role(Role.trainer), [room_name() for _ in range(4)]

    def start(person, room):
        return person.put(f"/drills/{new_id()}", _drill(room)).status_code

    assert [start(guest, room) for room in rooms] == [200, 200, 200, 409]
    assert start(guest, rooms[0]) == 200  # instead of one's own
    assert [start(trainer, room_name()) for _ in range(4)] == [200] * 4


def test_a_drill_and_its_log_are_for_those_in_it_and_trainers(people):
    person, room, drill = people.guest(), room_name(), new_id()
    person.put(f"/drills/{drill}", _drill(room)).raise_for_status()
    for role, status in ((Role.citizen, 404), (Role.staff, 404), (Role.trainer, 200), (Role.admin, 200)):
        somebody = people.with_role(role)
        for path in (f"/drills/{drill}", f"/drills/{drill}/log"):
            assert somebody.get(path).status_code == status, (role, path)
    assert people.guest().get(f"/drills/{drill}").status_code == 404


def test_what_scenarios_there_are(people):
    known = {s["id"]: s for s in people.guest().get("/scenarios").json()}
    assert known["waste_bin"]["title_ko"] == "휴지통 화재"
    assert (
        people.guest().put(f"/drills/{new_id()}", _drill(room_name(), scenario="moon")).json()["code"] == "no_scenario"
    )
