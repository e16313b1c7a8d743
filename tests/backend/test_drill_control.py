"""What a trainer does to a running drill, over the API, with people in it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import get_args

import pytest

from backend.schemas.drills import Control
from backend.schemas.identity import Role
from safety_training.events import CONTROLS
from safety_training.replay import DrillLog, replay, verify
from tests.backend.fight import ALARM, ALARM_STAND, Fighter
from tests.backend.people import hear, new_id, room_name


@pytest.fixture
def trainer(people):
    return people.with_role(Role.trainer)


@contextmanager
def led(trainer, *trainees, **more):
    """A drill that the trainer started, with these people in it."""
    room, drill = room_name(), new_id()
    sockets = [person.socket(room, "events") for person in trainees]
    body = {"room": room, "scenario": "waste_bin", "seed": 7, **more}
    trainer.put(f"/drills/{drill}", body).raise_for_status()
    fighters = [Fighter(person, socket, drill) for person, socket in zip(trainees, sockets, strict=True)]
    for fighter in fighters:
        fighter.join()
    try:
        yield drill, fighters
    finally:
        for socket in sockets:
            socket.close()


def inject(trainer, drill, control, **more):
    return trainer.put(f"/drills/{drill}/injections/{new_id()}", {"control": control, **more})


def pause(trainer, drill, paused=True):
    return trainer.put(f"/drills/{drill}/paused", {"paused": paused})


def log_of(trainer, drill):
    return DrillLog.from_dict(trainer.get(f"/drills/{drill}/log").raise_for_status().json()["log"])


def test_the_clock_stands_until_it_is_let_go_on(people, trainer):
    with led(trainer, people.guest()) as (drill, (fighter,)):
        fighter.wait_acked()
        assert pause(trainer, drill).json()["paused"] is True
        while not (picture := hear(fighter.socket, "drill.snapshot")["snapshot"])["paused"]:
            pass
        for _ in range(3):
            assert hear(fighter.socket, "drill.snapshot")["snapshot"]["tick"] == picture["tick"]
        fighter.send({"kind": "press_alarm", "device": ALARM})
        assert hear(fighter.socket, "refused")["problem"]["code"] == "drill_paused"
        for x in (1.0, 2.0, 3.0):
            fighter.move((x, 1.6, -2.0))
        assert pause(trainer, drill, False).json()["paused"] is False
        after = fighter.wait_acked()["snapshot"]
        assert after["tick"] > picture["tick"]
        assert [i.action.kind for i in log_of(trainer, drill).inputs] == ["join", "move"]  # only where one looks now


def test_an_injection_is_in_the_log_once_and_seen(people, trainer):
    with led(trainer, people.guest()) as (drill, (fighter,)):
        fighter.wait_acked()
        number, body = new_id(), {"control": "growth", "value": 2.0}
        first = trainer.put(f"/drills/{drill}/injections/{number}", body).raise_for_status().json()
        assert trainer.put(f"/drills/{drill}/injections/{number}", body).json() == first
        assert trainer.put(f"/drills/{drill}/injections/{number}", {**body, "value": 3.0}).json()["code"] == "id_taken"
        (entry,) = [i for i in log_of(trainer, drill).inputs if i.action.kind == "inject"]
        assert (entry.tick, entry.participant, entry.seq) == (first["tick"], f"trainer:{trainer.id}", 0)
        assert trainer.get(f"/drills/{drill}/injections").json() == [first]


def test_an_injection_moves_a_standing_clock_by_one_tick(people, trainer):
    with led(trainer, people.guest()) as (drill, (fighter,)):
        fighter.wait_acked()
        stood = pause(trainer, drill).json()["tick"]
        assert inject(trainer, drill, "growth", value=2.0).json()["tick"] == stood
        assert trainer.get(f"/drills/{drill}").json()["tick"] == stood + 1


def test_the_trainer_ends_a_drill_and_everybody_has_a_grade(people, trainer):
    with led(trainer, people.guest("가"), people.guest("나")) as (drill, fighters):
        for fighter in fighters:
            fighter.wait_acked()
        inject(trainer, drill, "end").raise_for_status()
        grades = [hear(fighter.socket, "drill.ended")["grade"] for fighter in fighters]
    assert len(grades) == 2
    assert trainer.get(f"/drills/{drill}").json()["state"] == "finished"
    assert verify(log_of(trainer, drill)) == []
    assert inject(trainer, drill, "growth", value=1.0).json()["code"] == "drill_over"
    assert pause(trainer, drill).json()["code"] == "drill_over"


def test_going_back_in_time_takes_the_people_along(people, trainer):
    one, late = people.guest("가"), people.guest("나")
    with led(trainer, one, late) as (drill, (fighter, second)):
        fighter.move(ALARM_STAND, (-5.95, 1.3, -3.0))
        second.wait_acked()
        before = fighter.wait_acked()["snapshot"]["tick"]
        fighter.send({"kind": "press_alarm", "device": ALARM})
        fighter.wait_event("alarm_on")
        branch = new_id()
        made = trainer.put(f"/drills/{drill}/branches/{branch}", {"tick": before}).raise_for_status().json()
        assert (made["branch_of"], made["branch_tick"], made["tick"], made["paused"]) == (drill, before, before, True)
        again = trainer.put(f"/drills/{drill}/branches/{branch}", {"tick": before}).json()
        assert again["id"] == branch
        for there in (fighter, second):
            moved = hear(there.socket, "drill.rewound")
            assert (moved["drill"], moved["to"], moved["tick"]) == (drill, branch, before)
            there.drill = branch
        pause(trainer, branch, False).raise_for_status()
        fighter.sound_alarm_and_finish()
        second.send({"kind": "finish"})
        ended = hear(fighter.socket, "drill.ended")
    assert ended["drill"] == branch
    old, new = log_of(trainer, drill), log_of(trainer, branch)
    assert trainer.get(f"/drills/{drill}").json()["state"] == "rewound"
    assert [r["subject"] for r in one.get("/records").json()] == [branch]  # no grade for what was taken back
    assert verify(old) == verify(new) == []
    shared = [i for i in old.inputs if i.tick < before]
    assert new.inputs[: len(shared)] == shared
    assert replay(new).state_hash() == ended["state_hash"]


def test_a_finished_drill_can_be_taken_up_again_where_it_turned(people, trainer):
    with led(trainer, people.guest()) as (drill, (fighter,)):
        turn = fighter.wait_acked()["snapshot"]["tick"]
        inject(trainer, drill, "end").raise_for_status()
        hear(fighter.socket, "drill.ended")
        late = trainer.put(f"/drills/{drill}/branches/{new_id()}", {"tick": 2**31 - 1}).json()
        assert late["code"] == "not_yet"
        branch = new_id()
        trainer.put(f"/drills/{drill}/branches/{branch}", {"tick": turn, "paused": False}).raise_for_status()
        while hear(fighter.socket, "drill.snapshot")["drill"] != branch:
            pass
        fighter.drill = branch
        fighter.move((1.0, 1.6, -2.0))
        fighter.wait_acked()
    assert trainer.get(f"/drills/{drill}").json()["state"] == "finished"


def test_a_trainee_leads_nothing(people, trainer):
    with led(trainer, people.guest()) as (drill, (fighter,)):
        fighter.wait_acked()
        trainee, stranger = fighter.person, people.with_role(Role.staff)
        for person, status in ((trainee, 403), (stranger, 404)):
            assert inject(person, drill, "end").status_code == status
            assert pause(person, drill).status_code == status
            assert person.put(f"/drills/{drill}/branches/{new_id()}", {"tick": 0}).status_code == status
        assert trainee.get("/rooms").status_code == trainee.get("/drills").status_code == 403
        fighter.send({"kind": "inject", "control": "end"})
        assert hear(fighter.socket, "refused")["problem"]["code"] == "bad_action"


def test_a_groups_drill_is_led_by_its_trainers(people, trainer):
    group = new_id()
    trainer.put(f"/groups/{group}", {"name": "반"}).raise_for_status()
    with led(trainer, people.guest(), group=group) as (drill, (fighter,)):
        fighter.wait_acked()
        assert pause(people.with_role(Role.trainer), drill).status_code == 403
        assert pause(people.with_role(Role.admin), drill).status_code == 200


@pytest.mark.parametrize(
    "body", [{"control": "meteor"}, {"control": "growth", "value": 1e9}, {"control": "message", "what": "a" * 500}]
)
def test_what_is_no_control_is_refused(people, trainer, body):
    with led(trainer, people.guest()) as (drill, (fighter,)):
        fighter.wait_acked()
        assert trainer.put(f"/drills/{drill}/injections/{new_id()}", body).status_code == 422


def test_rooms_with_their_people_and_drills(people, trainer):
    person = people.guest("박훈련")
    with led(trainer, person, paused=True) as (drill, _):
        (here,) = [room for room in trainer.get("/rooms").json() if room["drill"] and room["drill"]["id"] == drill]
        assert [p["name"] for p in here["people"]] == ["박훈련"]
        assert here["drill"]["paused"] is True


def test_a_standing_drill_keeps_its_room(people, trainer):
    """Its people may be away for long: the trainer means to come back to it."""
    with led(trainer, people.guest(), paused=True) as (drill, _):
        pass
    busy = people.guest().put(f"/drills/{new_id()}", {"room": room_of(trainer, drill), "scenario": "waste_bin"})
    assert busy.json()["code"] == "room_busy"


def room_of(trainer, drill):
    return trainer.get(f"/drills/{drill}").json()["room"]


def test_the_controls_are_those_of_the_training():
    assert get_args(Control) == CONTROLS


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"control": "ignite", "target": "bin"}, "injected"),
        ({"control": "growth", "value": 2.0}, "injected"),
        ({"control": "smoke", "value": 4.0}, "injected"),
        ({"control": "vent", "target": "door.office", "value": 0.0}, "injected"),
        ({"control": "block", "target": "door.office", "value": 1.0}, "injected"),
        ({"control": "fault", "target": "extinguisher_1", "what": "jammed"}, "injected"),
        ({"control": "power", "target": "hall", "value": 0.0}, "injected"),
        ({"control": "power", "target": "", "value": 0.0}, "injected"),
        ({"control": "message", "what": "자세를 낮추세요."}, "injected"),
        ({"control": "ignite", "target": "moon"}, "not_injected"),
        ({"control": "vent", "target": "moon", "value": 0.0}, "not_injected"),
        ({"control": "casualty", "target": "moon"}, "not_injected"),
    ],
)
def test_what_the_drill_makes_of_each_control(people, trainer, body, kind):
    with led(trainer, people.guest()) as (drill, (fighter,)):
        fighter.wait_acked()
        trainer.put(f"/drills/{drill}/injections/{new_id()}", body).raise_for_status()
        assert fighter.wait_event(kind)["data"]["control"] == body["control"]
