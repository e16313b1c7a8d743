"""A drill through the client's own hands: the training steps it as the server would, the client gets its snapshots."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import glm
import pytest

from backend.schemas.drills import DrillIn, DrillOut
from backend.schemas.grades import GradeOut
from backend.schemas.messages import DrillEnded, DrillEvents, DrillSnapshot, Refused, Welcome
from backend.schemas.problems import Problem
from renderer.spatial import Pose, yaw
from safety_training.drill import Drill
from safety_training.events import (
    Action,
    Finish,
    Join,
    Leave,
    Logged,
    PressAlarm,
    PullPin,
    action_to_dict,
)
from safety_training.grading import grade
from safety_training.scenario import list_scenarios, load_scenario
from safety_training.wire import action_from_dict
from tests.vr_client.stage import USER, Stage, stage
from vr_client.devices.device import Hand, Input
from vr_client.messages import DrillAction, FromRoom, Get, Online, Put, Reply, Used
from vr_client.places import fire_hall, load_place
from vr_client.settings import Settings
from vr_client.systems.grab import Squeezes
from vr_client.systems.peers import peers
from vr_client.systems.travel import WALK_IN_M
from vr_client.world import Held, World

TICK_S = 1 / 20
ALARM, STAND, FIRE = glm.vec3(-5.95, 1.3, -3.0), glm.vec3(-5.55, 0.12, -2.0), glm.vec3(2.0, 0.3, -6.5)


@dataclass
class Hall:
    """Client and training together; every step is one tick of both."""

    here: Stage
    drill: Drill | None = None
    seq: int = 0
    seed: int = 3
    put: Put | None = None
    actions: list[Action] = field(default_factory=list)
    ended: bool = False
    mail: list[Any] = field(default_factory=list)

    def step(self, *events: Any, input: Input | None = None, times: int = 1) -> None:
        for i in range(times):
            mail, self.mail = self.mail, []
            self.mail = self.serve(self.here.step(*mail, *(events if i == 0 else ()), input=input, seconds=TICK_S))

    def serve(self, sent: list[Any]) -> list[Any]:
        """What the server says to what was sent, heard by the client in its next frame."""
        logged, answers = [], []
        for message in sent:
            if isinstance(message, Put) and message.path.startswith("/drills/"):
                assert isinstance(message.body, DrillIn)
                self.put = message
                self.drill = Drill(load_scenario(message.body.scenario), self.seed, message.body.mode)
                answers.append(Reply(message.tag, 200, {}))
            elif isinstance(message, DrillAction) and self.drill:
                self.seq += 1
                action = action_from_dict(action_to_dict(message.action))  # as it crosses the wire
                self.actions.append(action)
                logged.append(Logged(self.drill.tick, USER, self.seq, action))
        return answers + (self.tick(logged) if self.drill and not self.ended else [])

    def tick(self, logged: list[Logged]) -> list[Any]:
        assert self.drill is not None
        assert self.put is not None
        id_ = UUID(self.put.path.rsplit("/", 1)[1])
        happened = self.drill.step(logged)
        said: list[Any] = [FromRoom(DrillSnapshot(drill=id_, acked=self.seq, snapshot=self.drill.snapshot().to_dict()))]
        if happened:
            said.append(FromRoom(DrillEvents(drill=id_, events=[e.to_dict() for e in happened])))
        if self.drill.finished:
            self.ended = True
            final = GradeOut.model_validate(grade(self.drill, USER).to_dict())
            said.append(FromRoom(DrillEnded(drill=id_, grade=final, state_hash=self.drill.state_hash())))
        return said

    def start(self, mode: str = "guided") -> None:
        self.here.press("board", f"mode:{mode}")
        self.here.press("board", "start")
        self.step()
        self.step()  # the answer has been heard; the join goes out and comes back
        self.step()

    def stand(self, x: float, z: float, look_at: glm.vec3, hand: glm.vec3 | None = None) -> None:
        """Head at standing height looking at a point; the right hand there or low before the body, aiming at the point."""
        user = self.here.world.user
        head = glm.vec3(x, 1.6, z)
        user.head = Pose(head, toward(look_at - head))
        level = glm.normalize(glm.vec3(look_at.x - x, 0, look_at.z - z))
        low = head + level * 0.4 - glm.vec3(0, 0.6, 0)
        user.right = Pose(hand if hand is not None else low, toward(level))
        user.left = Pose(low - glm.cross(level, glm.vec3(0, 1, 0)) * 0.3, toward(level))
        user.right_aim = Pose(user.right.position, toward(look_at - user.right.position))
        user.left_aim = Pose(user.left.position, user.right_aim.orientation)

    def take(self, name: str = "extinguisher_1") -> None:
        """What the grab system does when the right hand squeezes at an extinguisher."""
        self.here.world.held["right"] = Held(name, "right")
        self.step(Used(f"thing.{name}", "right", "grab"), input=holding())

    def told(self, kind: str) -> bool:
        return self.drill is not None and kind in self.drill.moments


def toward(direction: glm.vec3) -> glm.quat:
    return glm.quatLookAt(glm.normalize(direction), glm.vec3(0, 1, 0))


def holding(trigger: float = 0.0, **more: Any) -> Input:
    return Input(right=Hand(active=True, squeeze=1.0, trigger=trigger, **more), left=Hand(active=True))


def squeeze_left(hall: Hall, down: bool) -> None:
    squeezes = hall.here.world.memory.setdefault("grab", Squeezes())
    squeezes.helps["left"] = down


def hall_of(language: str = "ko", mode: str = "guided") -> Hall:
    hall = Hall(stage(fire_hall, "fire_hall", language))
    hall.stand(0, -1.5, FIRE)
    hall.start(mode)
    return hall


def until_fire(hall: Hall) -> None:
    for _ in range(300):
        hall.step()
        if hall.told("fire_seen"):
            return
    raise AssertionError("no fire was seen")


def walk(hall: Hall, x: float, z: float, look_at: glm.vec3, input: Input | None = None) -> None:
    """Two metres a second, as a person in a hurry does."""
    head = hall.here.world.user.head.position
    steps = max(1, round(glm.distance(glm.vec2(head.x, head.z), glm.vec2(x, z)) / 0.1))
    for i in range(1, steps + 1):
        at = glm.mix(glm.vec2(head.x, head.z), glm.vec2(x, z), i / steps)
        hall.stand(at.x, at.y, look_at)
        hall.step(input=input)


def press_alarm(hall: Hall) -> None:
    walk(hall, -5.0, -3.0, ALARM)
    hall.stand(-5.0, -3.0, ALARM, hand=glm.vec3(-5.85, 1.3, -3.0))
    hall.step(Used("alarm.alarm_1", "right", "touch"))


def fetch(hall: Hall) -> None:
    walk(hall, -5.0, -2.0, STAND)
    hall.stand(-5.0, -2.0, STAND, hand=glm.vec3(-5.5, 0.55, -2.0))
    hall.take()


def put_out(hall: Hall, two_hands: bool) -> None:
    """From 2.5 m, sweeping, until it is surely out, then backing away."""
    walk(hall, 0.6, -4.4, FIRE, input=holding())
    for i in range(400):
        side = 0.18 * glm.sin(i * 0.35)
        hall.stand(0.6, -4.4, FIRE + glm.vec3(side, 0, side))
        user = hall.here.world.user
        if two_hands:
            squeeze_left(hall, True)
            user.left_aim = Pose(user.left.position, toward(FIRE + glm.vec3(side, 0.05, side) - user.left.position))
        user.right_aim = Pose(user.right.position, toward(FIRE + glm.vec3(side, 0.05, side) - user.right.position))
        out = hall.drill is not None and hall.drill.out_s > 0.5
        hall.step(input=holding(trigger=0.0 if out else 1.0))
        if hall.told("fire_out_confirmed"):
            break
    walk(hall, 0.3, -3.4, FIRE, input=holding())


@pytest.mark.parametrize(("language", "hands"), [("ko", 2), ("en", 2), ("ko", 1)])
def test_a_whole_drill_by_hand_passes_and_is_explained(language: str, hands: int) -> None:
    """Alarm, extinguisher, gauge, pin, sweep, watch, report: with both hands, or with one and its buttons."""
    hall = hall_of(language)
    until_fire(hall)
    press_alarm(hall)
    assert hall.told("alarm_on")
    fetch(hall)
    assert hall.told("extinguisher_taken")
    hall.step(input=holding(primary=True))
    hall.step(input=holding(), times=12)
    assert hall.told("gauge_checked")
    pull_pin(hall, hands)
    assert hall.told("pin_out")
    assert "pin" in hall.here.world.things["extinguisher_1"].hidden_nodes
    put_out(hall, two_hands=hands == 2)
    assert hall.told("fire_out_confirmed")
    hall.here.press("board", "finish")
    hall.step()
    hall.step()
    assert hall.ended
    result = hall.here.world.memory["fire_hall"].result
    assert result is not None
    assert result["passed"], result
    assert hall.here.world.panels["debrief"].visible
    shown = hall.here.texts("debrief")
    for line in result["lines"]:
        assert line[f"text_{language}"] in shown
    assert not hall.here.world.held, "hands are free again"


def pull_pin(hall: Hall, hands: int) -> None:
    if hands == 1:
        hall.step(input=holding(secondary=True))
        hall.step(input=holding())
        return
    thing = hall.here.world.things["extinguisher_1"]
    pin = thing.pose.position + thing.pose.orientation * glm.vec3(0.04, 0.408, -0.012)
    hall.here.world.user.left = Pose(pin, hall.here.world.user.left.orientation)
    squeeze_left(hall, True)
    hall.step(input=holding())
    squeeze_left(hall, False)
    hall.step(input=holding())


def test_a_squeezed_lever_jams_the_pin_and_one_is_told_so() -> None:
    hall = hall_of()
    until_fire(hall)
    fetch(hall)
    hall.step(input=holding(trigger=1.0, secondary=True))
    hall.step(input=holding(trigger=1.0))
    assert hall.told("pin_jammed")
    assert any("안전핀이 걸렸습니다" in said for said in hall.here.said)
    assert "pin" not in hall.here.world.things["extinguisher_1"].hidden_nodes
    assert not hall.here.world.sprays, "nothing comes out"
    hall.step(input=holding())
    pull_pin(hall, 1)
    assert hall.told("pin_out")


def test_pulling_far_from_the_pin_does_nothing() -> None:
    hall = hall_of()
    until_fire(hall)
    fetch(hall)
    hall.here.world.user.left = Pose(hall.here.world.user.right.position + glm.vec3(0.5, 0, 0))
    squeeze_left(hall, True)
    hall.step(input=holding(), times=3)
    assert not any(isinstance(a, PullPin) for a in hall.actions)


def test_the_spray_is_drawn_in_the_frame_of_the_squeeze() -> None:
    hall = hall_of()
    until_fire(hall)
    fetch(hall)
    pull_pin(hall, 1)
    hall.here.step(input=holding(trigger=1.0), seconds=0.0)
    (spray,) = hall.here.world.sprays
    assert spray.reach_m == 5.0
    aim = hall.here.world.user.right_aim
    where_one_points = aim.position + aim.forward() * 2.5
    assert glm.dot(spray.direction, glm.normalize(where_one_points - spray.origin)) > 0.9999
    assert ("right", 0.35, 0.05) in hall.here.world.haptics
    hall.here.step(input=holding(), seconds=0.0)
    assert not hall.here.world.sprays


def test_aim_and_move_keep_to_their_rates() -> None:
    hall = hall_of()
    until_fire(hall)
    fetch(hall)
    before = len(hall.actions)
    sent: list[Any] = []
    for _ in range(200):
        sent += hall.here.step(input=holding(), seconds=1 / 100)
    kinds = [m.action.kind for m in sent if isinstance(m, DrillAction)]
    assert len(hall.actions) == before
    assert 36 <= kinds.count("aim") <= 41, "20 a second"
    assert 9 <= kinds.count("move") <= 11, "5 a second"


def test_the_bottle_hangs_upright_whatever_the_wrist_does() -> None:
    hall = hall_of()
    until_fire(hall)
    fetch(hall)
    user = hall.here.world.user
    user.right.orientation = yaw(0.7) * glm.angleAxis(0.9, glm.vec3(1, 0, 0)) * glm.angleAxis(0.5, glm.vec3(0, 0, 1))
    hall.step(input=holding())
    pose = hall.here.world.things["extinguisher_1"].pose
    assert (pose.orientation * glm.vec3(0, 1, 0)).y == pytest.approx(1.0, abs=1e-6)
    handle = pose.position + pose.orientation * glm.vec3(0, 0.395, -0.075)
    assert glm.distance(handle, user.right.position) < 1e-5


def test_letting_go_puts_it_down_where_it_is() -> None:
    hall = hall_of()
    until_fire(hall)
    fetch(hall)
    hall.here.world.held.clear()
    hall.step(Used("thing.extinguisher_1", "right", "release"), input=Input(right=Hand(active=True)))
    assert hall.told("extinguisher_put_down")


def test_an_alarm_box_out_of_reach_asks_one_to_come_closer() -> None:
    hall = hall_of()
    until_fire(hall)
    hall.step(Used("alarm.alarm_1", "right", "point"))
    assert not any(isinstance(a, PressAlarm) for a in hall.actions)
    assert any("다가가세요" in said for said in hall.here.said)


def test_before_a_drill_nothing_can_be_taken_or_pressed() -> None:
    here = stage(fire_hall, "fire_hall")
    here.step()
    assert {"extinguisher_1", "alarm_1", "bin"} <= set(here.world.things)
    assert not any(thing.grabbable for thing in here.world.things.values())
    assert not here.world.interactables["alarm.alarm_1"].enabled
    assert here.world.things["alarm_1"].emissive_scale == 0.0
    front = here.world.things["alarm_1"].pose.orientation * glm.vec3(0, 0, 1)
    assert front.x == pytest.approx(1.0), "it faces the room from the west wall"


def test_test_mode_gives_no_hints_and_guided_mode_does() -> None:
    guided, test = hall_of(mode="guided"), hall_of(mode="test")
    until_fire(guided)
    until_fire(test)
    assert guided.here.world.memory["fire_hall"].hint
    assert not test.here.world.memory["fire_hall"].hint


@pytest.mark.parametrize(("device", "said"), [("window", "E 키를 누르세요."), ("Quest", "중지 단추(그립)를 쥐세요.")])
def test_guided_mode_says_with_which_key_or_button(device: str, said: str) -> None:
    hall = hall_of()
    hall.here.world.device_name = device
    until_fire(hall)
    press_alarm(hall)
    hall.step(times=2)
    assert any(said in line for line in hall.here.said), hall.here.said
    assert said in hall.here.texts("card")


def test_walking_away_tells_the_server() -> None:
    hall = hall_of()
    until_fire(hall)
    fire_hall.leave(hall.here.world)
    assert Leave() in [m.action for m in hall.here.world.outbox if isinstance(m, DrillAction)]
    assert hall.here.world.drill is None


def test_walking_through_the_door_in_mid_drill_is_walking_out_by_the_exit() -> None:
    """As far from the door as travel takes one through, the last step heard of up to a fifth of a second before."""
    real = load_place("fire_hall", Settings())
    door = next(real.anchors[p.anchor] for p in real.portals if p.to == "entrance").position
    hall = hall_of()
    until_fire(hall)
    press_alarm(hall)
    walk(hall, door.x, door.z - 2.0, door + glm.vec3(0, 1.5, 0))
    assert not hall.told("left_by_exit")
    walk(hall, door.x, door.z - WALK_IN_M, door + glm.vec3(0, 1.5, 0))
    fire_hall.leave(hall.here.world)
    hall.serve(hall.here.world.outbox)
    assert hall.drill is not None
    assert "left_by_exit" in hall.drill.participants[USER].moments


def test_a_refusal_of_what_was_under_way_at_the_end_is_not_shown() -> None:
    hall = hall_of("ko", "practice")
    until_fire(hall)
    hall.here.press("board", "finish")
    hall.step(times=3)
    problem = Problem(code="over", message_ko="진행 중인 훈련이 아닙니다.", message_en="no drill runs")
    hall.step(FromRoom(Refused(problem=problem)))
    shown = hall.here.texts("board")
    assert "진행 중인 훈련이 아닙니다." not in shown
    assert "훈련 결과" in shown, "the board itself shows what came of it"
    assert "사람을 훈련하기 위한" in shown
    assert "사람을 훈련하기 위한" in hall.here.texts("debrief")


def test_a_start_the_server_refuses_comes_back_to_the_briefing_with_its_reason() -> None:
    here = stage(fire_hall, "fire_hall")
    here.press("board", "start")
    (put,) = [m for m in here.step() if isinstance(m, Put)]
    here.step(Reply(put.tag, 409, {"code": "busy", "message_ko": "이미 훈련 중입니다.", "message_en": "busy"}))
    assert "이미 훈련 중입니다." in here.texts("board")
    assert "start" in here.panel("board").ids()


def test_a_drill_that_runs_here_can_be_joined_and_one_that_ended_unheard_is_asked_for() -> None:
    here = stage(fire_hall, "fire_hall")
    id_ = UUID("6f1c0000-0000-4000-8000-000000000001")
    running = DrillOut(id=id_, room="fire_hall", scenario="waste_bin", mode="guided", state="running", tick=40)
    here.step(FromRoom(Welcome(peer=2, peers=[], drill=running)))
    here.press("board", "join")
    assert DrillAction(str(id_), Join("민지")) in here.step()
    drill = Drill(load_scenario("waste_bin"), 1, "guided")
    drill.step([Logged(0, USER, 1, Join("민지"))])
    here.step(FromRoom(DrillSnapshot(drill=id_, acked=1, snapshot=drill.snapshot().to_dict())))
    assert "안내 받기" in here.texts("board")  # the drill's mode, not the one that was chosen last
    drill.step([Logged(1, USER, 2, Finish())])
    sent = here.step(FromRoom(DrillSnapshot(drill=id_, acked=2, snapshot=drill.snapshot().to_dict())))
    assert Get(f"/drills/{id_}", f"drill.result:{id_}") in sent
    answer = {"grade": grade(drill, USER).to_dict()}
    here.step(Reply(f"drill.result:{id_}", 200, answer))
    assert here.world.panels["debrief"].visible
    assert here.world.drill.snapshot["phase"] == "finished"
    here.press("board", "again")
    assert "start" in here.panel("board").ids()


def test_after_a_drill_the_air_is_clear_and_the_next_one_is_offered() -> None:
    hall = hall_of(mode="practice")
    until_fire(hall)
    hall.step(times=2)
    assert any(fire["burning"] for fire in hall.here.world.drill.snapshot["fires"])
    hall.here.press("board", "finish")
    hall.step(times=2)
    assert not any(fire["burning"] for fire in hall.here.world.drill.snapshot["fires"])
    assert all(room["extinction_upper_1_m"] == 0 for room in hall.here.world.drill.snapshot["rooms"])
    id_ = UUID("6f1c0000-0000-4000-8000-000000000002")
    following = Drill(load_scenario("sofa"), 1, "test").snapshot().to_dict()
    for _ in range(2):
        hall.here.step(FromRoom(DrillSnapshot(drill=id_, acked=0, snapshot=following)))
    assert hall.here.world.memory["fire_hall"].result is not None, "who reads is not disturbed"
    assert "다음 훈련으로" in hall.here.texts("board")
    hall.here.press("board", "again")
    assert "거실 소파 화재" in hall.here.texts("board")
    hall.here.press("board", "join")
    (joined,) = (sent for sent in hall.here.step() if isinstance(sent, DrillAction))
    assert (joined.drill, type(joined.action)) == (str(id_), Join)


def test_another_drill_is_chosen_with_a_part_and_begins_where_that_begins() -> None:
    hall = Hall(stage(fire_hall, "fire_hall"))
    hall.here.press("board", "choose")
    shown = hall.here.texts("board")
    for scenario in map(load_scenario, list_scenarios("fire_hall")):
        assert scenario.name.ko in shown
    hall.here.press("board", "scenario:frying_oil")
    assert "주방 식용유 화재" in hall.here.texts("board")
    hall.here.press("board", "role:caller")
    hall.start("practice")
    assert hall.put is not None
    assert isinstance(hall.put.body, DrillIn)
    assert hall.put.body.scenario == "frying_oil"
    join = next(a for a in hall.actions if isinstance(a, Join))
    assert join.role == "caller"
    hall.step()
    role = next(r for r in load_scenario("frying_oil").roles if r.id == "caller")
    at = hall.here.world.user.head.position
    assert (at.x, at.z) == pytest.approx((role.start[0], role.start[2]), abs=0.01)
    assert hall.here.world.things["lid_flat"].grabbable


def test_the_server_is_known_to_be_there() -> None:
    world = World()
    peers(world, Input(), [Online(True)], 0.1)
    assert world.online
    peers(world, Input(), [Online(False)], 0.1)
    assert not world.online
