"""The trainer's twelve controls, the script, the parts, and those whom nobody plays."""

from dataclasses import replace

import pytest

from safety_training.drill import Drill
from safety_training.events import CONTROLS, Inject, Join, Logged, Move, Take, Warn
from safety_training.numeric import floor_distance
from safety_training.replay import DrillLog, replay, verify
from safety_training.scenario import Happening, Npc, Role, list_scenarios, load_scenario
from safety_training.texts import NO_TEXT, Text
from safety_training.units import CONTROLS as KNOWN
from safety_training.units import DANGERS
from tests.safety_training.hands import TRAINER, Hands, scene

TEXT = Text("사람", "person")


def test_every_control_of_the_vocabulary_is_known() -> None:
    assert set(KNOWN) == set(CONTROLS)
    assert len(CONTROLS) == 12


@pytest.fixture
def hands() -> Hands:
    spots = {"floor": replace(scene().things[0], name="floor")}
    h = Hands(scene(seconds=30.0, spots=spots))
    h.at(0.0, -1.0, Join("가"))
    return h


def test_lit_and_lit_again(hands: Hands) -> None:
    assert {"ignition", "injected"} <= set(hands.inject("ignite", "bin"))
    hands.wait(1.0)
    assert hands.drill.fire.burning
    assert "not_injected" in hands.inject("ignite", "sofa")
    hands.inject("reignite", "bin")
    assert hands.drill.fire.burning


def test_growth_and_smoke_are_factors(hands: Hands) -> None:
    hands.inject("growth", value=3.0)
    hands.inject("smoke", value=2.5)
    assert (hands.drill.fire.growth_factor, hands.drill.fire.smoke_factor) == (3.0, 2.5)


@pytest.mark.parametrize(("fault", "event"), [("jammed", "pin_stuck"), ("low", "pin_out"), ("empty", "pin_out")])
def test_an_extinguisher_fails(hands: Hands, fault: str, event: str) -> None:
    from safety_training.events import CheckGauge, PullPin

    assert "injected" in hands.inject("fault", "extinguisher_1", what=fault)
    hands.at(-5.0, -2.0, Take("extinguisher_1"))
    hands.do(CheckGauge())
    assert hands.data("gauge_checked")["green"] is (fault == "jammed")
    assert event in hands.do(PullPin(0.0))
    view = next(t for t in hands.drill.snapshot().equipment if t.name == "extinguisher_1")
    assert view.fault_known
    hands.inject("fault", "extinguisher_1", what="")
    assert "not_injected" in hands.inject("fault", "extinguisher_1", what="broken")
    assert "not_injected" in hands.inject("fault", "bin", what="low")


def test_a_casualty_lies_there_and_is_found(hands: Hands) -> None:
    assert "injected" in hands.inject("casualty", "floor")
    assert "not_injected" in hands.inject("casualty", "floor"), "one lies there already"
    (npc,) = (p for p in hands.drill.snapshot().people if p.npc)
    assert npc.head is not None
    assert npc.head[1] < 0.5
    hands.until("ignition")
    hands.at(npc.head[0] - 1.0, npc.head[2])
    assert "casualty_found" in hands.drill.participants["a"].moments


def test_a_blocked_exit_is_no_way_out(hands: Hands) -> None:
    hands.until("ignition")
    hands.inject("block", "exit.main", 1.0)
    hands.at(0.0, 0.8)
    hands.wait(5.0)
    assert "left_by_exit" not in hands.drill.moments
    hands.inject("block", "exit.main", 0.0)
    hands.wait(5.0)
    assert "left_by_exit" in hands.drill.moments


def test_messages_reach_one_or_all(hands: Hands) -> None:
    hands.inject("message", what="모두 나가세요.")
    assert hands.data("message") == {"target": "", "ko": "모두 나가세요.", "en": "모두 나가세요."}
    hands.inject("message", "a", what="잘하고 있습니다.")
    assert hands.data("message")["target"] == "a"
    assert "not_injected" in hands.inject("message", "nobody", what="?")


def test_parts_are_given_and_changed(hands: Hands) -> None:
    hands.do(Join("나", role="helper_2"), who="b")
    assert [p.role for p in hands.drill.snapshot().people] == ["finder", "helper_2"]
    assert "injected" in hands.inject("role", "a", what="helper")
    assert "not_injected" in hands.inject("role", "a", what="helper_2"), "it is taken"
    assert "not_injected" in hands.inject("role", "a", what="pilot")


def test_the_trainer_ends_it(hands: Hands) -> None:
    assert "drill_finished" in hands.inject("end")
    assert hands.drill.finished_reason == "ended"


def test_only_a_trainer_injects(hands: Hands) -> None:
    """Even if a server let it through."""
    forged = Logged(hands.drill.tick, "a", 99, Inject("end"))
    hands.drill.step([forged])
    assert not hands.drill.finished
    assert "injected" not in hands.drill.moments
    stranger = Logged(hands.drill.tick, TRAINER, 0, Move((0.0, 1.6, 0.0), (0.0, 0.0, -1.0)))
    hands.drill.step([stranger])
    assert TRAINER not in hands.drill.participants


def test_the_script_does_what_a_trainer_could() -> None:
    script = (
        Happening("ignition", 1.0, "power", "hall", 0.0, "", NO_TEXT),
        Happening("power_gone", 0.0, "end", "", 0.0, "", NO_TEXT),
        Happening("joined", 2.0, "message", "", 0.0, "", Text("연기가 보입니다.", "There is smoke.")),
    )
    hands = Hands(scene(seconds=3.0, script=script))
    hands.at(0.0, -1.0, Join("가"))
    hands.until("message", 2.2)
    assert hands.data("message")["en"] == "There is smoke."
    hands.until("ignition")
    assert hands.drill.power()["hall"]
    hands.wait(1.1)
    assert not hands.drill.power()["hall"]
    assert not hands.drill.finished


def test_injections_are_part_of_the_log_and_replay_to_the_same_state(hands: Hands) -> None:
    scenario = load_scenario("waste_bin")
    drill = Drill(scenario, 3)
    log = DrillLog.of(drill)
    inputs = [
        Logged(0, "a", 1, Join("가")),
        Logged(5, TRAINER, 0, Inject("growth", value=4.0)),
        Logged(9, TRAINER, 0, Inject("ignite", "bin")),
        Logged(60, TRAINER, 0, Inject("fault", "extinguisher_2", what="jammed")),
        Logged(200, TRAINER, 0, Inject("end")),
    ]
    while not drill.finished:
        now = [i for i in inputs if i.tick == drill.tick]
        for logged in now:
            log.append(logged)
        drill.step(now)
    log.close(drill)
    assert verify(DrillLog.from_json(log.to_json())) == []
    log.inputs[1] = Logged(5, TRAINER, 0, Inject("growth", value=4.5))
    assert verify(log)[0].startswith("entry 1 ")


# played by nobody ---------------------------------------------------------------------------------------------------------


def with_npc(kind: str, start: tuple[float, float, float] = (2.0, 0.0, -3.0), open_: bool = False) -> Hands:
    role = Role("extra", TEXT, TEXT, start, (0.0, 0.0, -1.0), Npc(kind, 0.5, ()), open_)
    hands = Hands(scene(roles=(*scene().roles, role)))
    hands.at(-2.0, -2.0, Join("가"))
    return hands


def test_a_companion_goes_when_told_by_the_shortest_way() -> None:
    hands = with_npc("companion")
    hands.until("ignition")
    npc = hands.drill.npcs["npc.extra"]
    hands.do(Warn())
    assert "was_warned" in npc.moments
    hands.wait(12.0)
    assert npc.outside, "the assembly point of the hall is beside this fire: none to go to"


def test_a_companion_from_the_flat_opens_the_door_and_assembles() -> None:
    role = Role("extra", TEXT, TEXT, (2.0, 0.0, -13.0), (0.0, 0.0, -1.0), Npc("companion", 0.5, ()), False)
    item = replace(scene().items[0], position=(3.0, 0.0, -16.5))
    exits = tuple(e.name for e in scene().building.exits if e.position[0] < -3.0 and e.outward[2] > 0.5)
    hands = Hands(scene(roles=(*scene().roles, role), items=(item,), exits=exits, vents={"door.flat": 0.0}))
    hands.at(2.0, -12.0, Join("가"))
    hands.until("ignition")
    hands.do(Warn())
    hands.wait(25.0)
    npc = hands.drill.npcs["npc.extra"]
    assert npc.head is not None
    assert npc.outside
    assert floor_distance(npc.head, hands.drill.building.assemblies[0].position) < 2.0
    assert hands.drill.open_shares()["door.flat"] == 1.0


def test_a_warden_warns_and_presses_the_alarm_on_the_way() -> None:
    hands = with_npc("warden", (-5.2, 0.0, -4.0))
    hands.drill.npcs["npc.extra"].facing = (0.9, 0.0, -0.4)
    hands.until("alarm_on")
    assert "warned" in hands.drill.npcs["npc.extra"].moments


def test_a_caller_makes_the_whole_call_from_outside() -> None:
    hands = with_npc("caller", (1.5, 0.0, -3.0))
    hands.until("ignition")
    hands.do(Warn())
    hands.until("call_done", 60.0)
    talk = hands.drill.npcs["npc.extra"]
    assert talk.outside or "went_out" in talk.moments
    assert all(e.data["right"] for e in hands.drill.events if e.kind == "call_told" and e.data)


def test_whoever_takes_the_part_relieves_the_npc() -> None:
    hands = with_npc("companion", open_=True)
    assert "npc_relieved" in hands.do(Join("나", role="extra"), who="b")
    assert hands.drill.npcs == {}
    assert hands.drill.participants["b"].role == "extra"


def test_a_fifth_person_and_an_unknown_part() -> None:
    hands = Hands(scene())
    for who in "abcd":
        hands.do(Join(who, role="pilot"), who=who)
    roles = [p.role for p in hands.drill.participants.values()]
    assert sorted(roles) == sorted(role.id for role in hands.drill.scenario.roles if role.open)


@pytest.mark.parametrize("scenario_id", list_scenarios())
def test_every_scenario_runs_for_a_while_and_comes_back_the_same(scenario_id: str) -> None:
    scenario = load_scenario(scenario_id)
    log = DrillLog(scenario_id, scenario.content_hash, 3, "guided")
    log.append(Logged(0, "a", 1, Join("가")))
    x, y, z = scenario.roles[0].start
    log.append(Logged(0, "a", 2, Move((x, y + 1.6, z), scenario.roles[0].facing)))
    one, other = replay(log, 500), replay(log, 500)
    assert one.state_hash() == other.state_hash()
    assert "ignition" in one.moments
    assert not any(e.kind in ("not_injected",) for e in one.events)
    for when in DANGERS:
        assert isinstance(DANGERS[when](one, one.participants["a"]), bool)
