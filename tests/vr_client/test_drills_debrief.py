"""A finished drill shown again in the hall: computed from its log, moved through in time, seen from anybody's eyes."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from uuid import UUID

import glm
import numpy as np
import pytest

from backend.schemas.messages import DrillSnapshot
from safety_training.building import load_building
from safety_training.drill import Drill
from safety_training.events import Finish, Join, Logged, Move, PressAlarm
from safety_training.fire.clouds import FloorGrid
from safety_training.grading import grade
from safety_training.metrics import metrics
from safety_training.replay import DrillLog
from safety_training.scenario import load_scenario
from tests.vr_client.stage import USER, Stage, stage
from vr_client.drills import curves, debrief, frames
from vr_client.drills.actors import follow_people
from vr_client.drills.eyes import eyes, follow_eyes, look_through
from vr_client.drills.player import Player
from vr_client.drills.statics import called
from vr_client.messages import FromRoom, Get, Reply
from vr_client.places import fire_hall, fire_hall_past

ALARM_TICK, END_TICK = 210, 260


@pytest.fixture(scope="module")
def run() -> tuple[Drill, DrillLog]:
    """Somebody walks to the alarm box, presses it and calls it a day."""
    drill = Drill(load_scenario("waste_bin"), 5)
    log = DrillLog.of(drill)
    for tick in range(END_TICK + 1):
        x = min(0.02 * tick, 4.0)
        deeds = [Join("민지")] if tick == 0 else [Move((-1.0 - x, 1.6, -3.0), (-1.0, 0.0, 0.0))]
        if tick == ALARM_TICK:
            deeds.append(PressAlarm("alarm_1"))
        if tick == END_TICK:
            deeds.append(Finish())
        inputs = [Logged(tick, USER, tick * 10 + number + 1, deed) for number, deed in enumerate(deeds)]
        for entry in inputs:
            log.append(entry)
        drill.step(inputs)
    log.close(drill)
    return drill, log


def test_frames_are_the_drill_itself(run: tuple[Drill, DrillLog]) -> None:
    drill, log = run
    shown = list(frames.frames_of(DrillLog.from_dict(log.to_dict()), 4))
    assert shown[0]["tick"] == 0
    assert shown[-1]["tick"] == drill.tick
    assert [e for frame in shown for e in frame["events"]] == [event.to_dict() for event in drill.events]
    people = shown[-1]["snapshot"]["people"]
    assert people[0]["head"][0] == pytest.approx(-5.0)
    ticks = [frame["tick"] for frame in shown]
    assert ticks == sorted(set(ticks))
    assert all(b - a <= 4 for a, b in pairwise(ticks))


def test_a_log_of_other_rules_is_refused(run: tuple[Drill, DrillLog]) -> None:
    other = DrillLog.from_dict(run[1].to_dict())
    other.rules -= 1
    with pytest.raises(ValueError, match="rules"):
        next(frames.frames_of(other))


def player_of(log: DrillLog) -> Player:
    player = Player()
    for frame in frames.frames_of(log):
        player.add(frame)
    return player


def test_time_runs_stands_jumps_and_ends(run: tuple[Drill, DrillLog]) -> None:
    player = player_of(run[1])
    assert player.length_s == pytest.approx(run[0].tick / 20)
    kinds = [event["kind"] for event in player.advance(11.0)]
    assert "alarm_on" in kinds
    player.playing = False
    assert player.advance(1.0) == []
    player.seek(5.1)
    frame = player.frame()
    assert frame is not None
    assert frame["tick"] == 100
    coming, share = player.coming()
    assert coming is not None
    assert share == pytest.approx(0.5)
    player.playing = True
    player.faster()
    player.advance(100.0)
    assert player.time_s == player.length_s
    assert not player.playing
    assert player.coming() == (None, 0.0)


def ended(log: DrillLog, drill: Drill) -> Stage:
    """The hall after this drill, its result on the boards."""
    here = stage(fire_hall, "fire_hall")
    state = here.world.memory["fire_hall"]
    state.drill, state.phase = "6f1c0000-0000-4000-8000-000000000001", "ended"
    result = grade(drill, USER).to_dict()
    here.step(Reply(fire_hall.RESULT + state.drill, 200, {"grade": result}))
    return here


def test_show_me_this_moment_asks_for_the_log_and_goes_there(
    run: tuple[Drill, DrillLog], monkeypatch: pytest.MonkeyPatch
) -> None:
    drill, log = run
    monkeypatch.setattr(debrief, "Player", lambda content: player_of(DrillLog.from_dict(content)))
    here = ended(log, drill)
    line = next(line for line in here.world.memory["fire_hall"].result["lines"] if line["tick"] is not None)
    here.press("board", f"moment:{line['rule']}")
    state = here.world.memory["fire_hall"]
    assert Get(f"/drills/{state.drill}/log", fire_hall_past.LOG + state.drill) in here.step()
    here.step(Reply(fire_hall_past.LOG + state.drill, 200, {"log": log.to_dict()}))
    here.step()
    shown = debrief.debrief_of(here.world)
    assert shown is not None
    assert shown.player is not None
    assert shown.player.time_s == pytest.approx(max(0.0, line["tick"] / 20 - 3.0), abs=0.1)
    assert here.world.drill is not None
    assert here.world.drill.snapshot["tick"] <= line["tick"]
    here.step()
    assert USER in here.world.actors, "one sees oneself as one was"
    here.press("debrief", "smoke")
    here.step()
    assert all(room["extinction_upper_1_m"] == 0 for room in here.world.drill.snapshot["rooms"])
    here.press("debrief", "play")
    assert not shown.player.playing
    here.press("debrief", "end_replay")
    assert debrief.debrief_of(here.world) is None
    assert "훈련 결과" in here.texts("debrief")
    assert not here.world.actors


def test_a_log_that_does_not_come_is_said_so(run: tuple[Drill, DrillLog]) -> None:
    here = ended(run[1], run[0])
    here.press("board", "replay")
    here.step()
    here.step(Reply(fire_hall_past.LOG + here.world.memory["fire_hall"].drill, 0, None))
    assert "훈련 기록을 가져오지 못했습니다" in here.texts("board")


def test_through_anothers_eyes_and_back(run: tuple[Drill, DrillLog]) -> None:
    player = player_of(run[1])
    here = stage(fire_hall, "fire_hall")
    world = here.world
    frame = player.frame()
    assert frame is not None
    player.seek(8.0)
    world.drill.snapshot = player.frame()["snapshot"]  # type: ignore[union-attr, index]
    world.user.id = "somebody-else"
    follow_people(world, True)
    home = glm.vec3(world.user.world_from_play.position)
    look_through(world, USER)
    for _ in range(60):
        follow_eyes(world, 1 / 60)
    at = world.actors[USER].head.position
    assert glm.distance(world.user.head.position, at) < 0.02
    assert eyes(world).of == USER
    look_through(world, "")
    assert glm.distance(world.user.world_from_play.position, home) < 1e-6


def test_the_best_run_of_the_same_drill_walks_along(
    run: tuple[Drill, DrillLog], monkeypatch: pytest.MonkeyPatch
) -> None:
    drill, log = run
    monkeypatch.setattr(debrief, "Player", lambda content: player_of(DrillLog.from_dict(content)))
    here = ended(log, drill)
    state = here.world.memory["fire_hall"]
    here.step(Reply(fire_hall_past.LOG + state.drill, 200, {"log": log.to_dict()}))
    here.step(Reply(fire_hall_past.BEST + state.drill, 200, [record("other", 90), record(state.drill, 40)]))
    assert Get("/drills/other/log", fire_hall_past.GHOST + state.drill) in here.sent
    here.step(Reply(fire_hall_past.GHOST + state.drill, 200, {"log": log.to_dict()}))
    shown = debrief.debrief_of(here.world)
    assert shown is not None
    assert shown.player is not None
    shown.player.seek(5.0)
    here.step()
    here.step()
    assert "ghost" in here.world.actors
    here.press("debrief", "ghost")
    here.step()
    assert "ghost" not in here.world.actors


def test_agent_lies_where_it_fell_at_every_moment() -> None:
    grid = FloorGrid.of(load_building("fire_hall").rooms[0])
    grid.add((1.0, 0.0, -3.0), 0.5)
    early = grid.patches()
    grid.add((2.0, 0.0, -3.0), 0.25)
    late = grid.patches()
    assert sum(size * size * kg_m2 for _, _, size, kg_m2 in late) == pytest.approx(0.75, abs=1e-3)
    player = Player()
    for tick, floor in ((0, []), (20, early), (40, None), (60, late)):
        player.add({"tick": tick, "snapshot": {}, "events": [], "floor": floor})
    for second, lies in ((0.5, []), (1.0, early), (2.5, early), (3.0, late)):
        player.seek(second)
        assert player.floor() == lies


def test_curves_tell_what_this_person_went_through(run: tuple[Drill, DrillLog]) -> None:
    player = player_of(run[1])
    shown = curves.strips(player, USER, player, 0.3, "en")
    heads = next(c.points for strip in shown for c in strip.curves if c.name == "Head")
    assert [height for _, height in heads] == pytest.approx([1.6] * len(heads))
    assert heads[-1][0] == pytest.approx(player.length_s)
    assert [strip.limit for strip in shown] == [None, None, None, None, 0.3]
    seconds = (2.0, 9.0)
    early, late = (curves.paint(shown, player.length_s, now, [ALARM_TICK / 20]) for now in seconds)
    columns = np.nonzero((early != late).any(axis=(0, 2)))[0]
    lines = curves.LEFT_PX + np.array(seconds) / player.length_s * (curves.WIDTH_PX - curves.LEFT_PX - curves.RIGHT_PX)
    assert all(np.abs(lines - column).min() < 3 for column in columns), "nothing but the present has moved"
    assert len(columns) > 2


def test_everything_measured_and_asked_is_on_the_board(
    run: tuple[Drill, DrillLog], monkeypatch: pytest.MonkeyPatch
) -> None:
    drill, log = run
    monkeypatch.setattr(debrief, "Player", lambda content: player_of(DrillLog.from_dict(content)))
    here = ended(log, drill)
    here.step(Reply(fire_hall_past.LOG + here.world.memory["fire_hall"].drill, 200, {"log": log.to_dict()}))
    here.step()
    here.press("debrief", "page:curves")
    here.press("debrief", "page:measured")
    assert f"{metrics(drill, USER)['t_alarm']:.1f}초" in here.texts("debrief")
    here.press("debrief", "page:questions")
    shown, question = debrief.debrief_of(here.world), drill.scenario.questions[0]
    assert shown is not None
    assert shown.player is not None
    assert question.text.ko not in here.texts("debrief"), "its moment did not come"
    shown.player.frames[50]["events"].append({"tick": 200, "kind": question.at, "participant": USER, "data": {}})
    here.step(seconds=1.0)
    here.press("debrief", "question:0")
    assert question.text.ko in here.texts("debrief")
    assert shown.player.time_s == pytest.approx(10.0)


def test_who_is_played_by_nobody_is_called_in_ones_own_language(run: tuple[Drill, DrillLog]) -> None:
    here = stage(fire_hall, "fire_hall", "en")
    here.world.drill.snapshot = {"scenario": "concert_hall", "people": []}  # type: ignore[union-attr]
    nobody = {"id": "npc.elder", "name": "어르신", "role": "elder", "npc": True}
    role = next(r for r in load_scenario("concert_hall").roles if r.npc is not None and r.npc.kind == "led")
    assert called(here.world, nobody | {"role": role.id}) == role.text.en
    assert called(here.world, nobody | {"npc": False}) == "어르신"


def record(drill: str, score: float, title: str = "휴지통 화재") -> dict[str, object]:
    return {"kind": "drill", "subject": drill, "title": title, "grade": {"score": score}}


def test_the_best_run_is_one_of_the_same_drill_and_not_this_one() -> None:
    names = {"휴지통 화재", "Waste-bin fire"}
    assert debrief.best_of([record("a", 50), record("b", 99, "소파 화재")], "a", names) == ""
    assert debrief.best_of([record("a", 50), record("c", 80)], "a", names) == "c"
    assert debrief.best_of([], "a", names) == ""


def test_who_only_wants_to_watch_sees_through_the_first_persons_eyes(run: tuple[Drill, DrillLog]) -> None:
    here = stage(fire_hall, "fire_hall")
    here.world.user.id = "somebody-else"
    here.world.settings = replace(here.world.settings, spectate=True)
    player = player_of(run[1])
    player.seek(6.0)
    frame = player.frame()
    assert frame is not None
    id_ = UUID("6f1c0000-0000-4000-8000-000000000002")
    for _ in range(40):
        here.step(FromRoom(DrillSnapshot(drill=id_, acked=0, snapshot=frame["snapshot"])))
    assert eyes(here.world).of == USER
    assert glm.distance(here.world.user.head.position, glm.vec3(*frame["snapshot"]["people"][0]["head"])) < 0.05
    assert {"join", "watch"} <= set(here.panel("board").ids())
    fire_hall.leave(here.world)
    assert eyes(here.world).of == ""
