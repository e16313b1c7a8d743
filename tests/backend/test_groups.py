"""Groups: who trains whom, and what comes of it."""

from __future__ import annotations

import pytest

from backend.schemas.identity import Role
from tests.backend.fight import Fighter
from tests.backend.people import hear, new_id, room_name


@pytest.fixture
def trainer(people):
    return people.with_role(Role.trainer)


def test_a_trainer_makes_a_group_and_puts_people_into_it(people, trainer):
    group, trainee, other = new_id(), people.guest("김훈련"), people.guest("가나다")
    made = trainer.put(f"/groups/{group}", {"name": "화요일 반"}).json()
    assert [(m["user"], m["part"]) for m in made["members"]] == [(trainer.id, "trainer")]
    for person in (trainee, other):
        trainer.put(f"/groups/{group}/members/{person.id}", {}).raise_for_status()
        trainer.put(f"/groups/{group}/members/{person.id}", {"part": "trainee"}).raise_for_status()
    trainer.put(f"/groups/{group}", {"name": "수요일 반"}).raise_for_status()
    found = trainer.get(f"/groups/{group}").json()
    assert found["name"] == "수요일 반"
    assert [m["name"] for m in found["members"]] == ["trainer", "가나다", "김훈련"]
    trainer.http.delete(f"/groups/{group}/members/{other.id}").raise_for_status()
    assert [g["id"] for g in trainer.get("/groups").json()] == [group]
    assert len(trainer.get(f"/groups/{group}").json()["members"]) == 2


def test_a_group_is_its_trainers_own(people, trainer):
    group, stranger, second = new_id(), people.with_role(Role.trainer), people.with_role(Role.trainer)
    trainer.put(f"/groups/{group}", {"name": "우리 반"}).raise_for_status()
    assert stranger.get(f"/groups/{group}").status_code == 404
    assert stranger.put(f"/groups/{group}", {"name": "내 반"}).json()["code"] == "id_taken"
    assert stranger.get("/groups").json() == []
    assert people.with_role(Role.admin).get(f"/groups/{group}").status_code == 200
    trainer.put(f"/groups/{group}/members/{second.id}", {"part": "trainer"}).raise_for_status()
    assert second.get(f"/groups/{group}").status_code == 200
    assert trainer.put(f"/groups/{group}/members/{new_id()}", {}).status_code == 404
    guest = people.guest()
    assert trainer.put(f"/groups/{group}/members/{guest.id}", {"part": "trainer"}).status_code == 403


@pytest.mark.parametrize("role", [Role.citizen, Role.staff])
def test_others_have_no_groups(people, role):
    person = people.with_role(role)
    assert person.get("/groups").status_code == 403
    assert person.put(f"/groups/{new_id()}", {"name": "반"}).status_code == 403
    body = {"room": room_name(), "scenario": "waste_bin", "group": new_id()}
    assert person.put(f"/drills/{new_id()}", body).status_code == 403


def test_what_a_group_has_done_is_its_own_over_time(people, trainer):
    group, trainee, room = new_id(), people.guest("김훈련"), room_name()
    trainer.put(f"/groups/{group}", {"name": "반"}).raise_for_status()
    for _ in range(2):
        drill = new_id()
        body = {"room": room, "scenario": "waste_bin", "seed": 3, "group": group}
        with trainee.socket(room, "events") as socket:
            assert trainer.put(f"/drills/{drill}", body).raise_for_status().json()["group"] == group
            fighter = Fighter(trainee, socket, drill)
            fighter.join()
            fighter.sound_alarm_and_finish()
            ended = hear(socket, "drill.ended")
    results = trainer.get(f"/groups/{group}/results").json()
    assert [r["name"] for r in results] == ["김훈련", "김훈련"]
    assert results[1]["drill"] == drill
    assert results[1]["score"] == ended["grade"]["score"]
    assert results[0]["finished_at"] < results[1]["finished_at"]
    stranger = people.with_role(Role.trainer)
    assert stranger.get(f"/groups/{group}/results").status_code == 404
    assert trainer.get("/drills", params={"group": group}).json()[0]["id"] == drill
    assert stranger.get("/drills", params={"group": group}).json() == []
