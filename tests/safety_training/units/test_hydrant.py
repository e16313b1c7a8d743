"""The indoor hydrant: in order, with a second person or an NPC at the valve, braced."""

from dataclasses import replace

import pytest

from safety_training.building import load_building
from safety_training.events import Aim, Join, Move, Operate
from safety_training.fire.agents import aimed
from safety_training.grading import grade
from safety_training.rubric import rubric_of
from safety_training.scenario import Npc, Role, Scenario
from safety_training.texts import Text
from safety_training.units.hydrant import flow_kg_s, recoil_n
from safety_training.units.spray import Spray
from tests.safety_training.hands import Hands, scene

FIRE = (2.0, 0.3, -6.5)
BOX = "hydrant.hall"
RULES = {"use": ["hydrant.order", "hydrant.brace", "hydrant.base"]}


def hall(npc: bool = False) -> Scenario:
    fire = replace(scene().items[0], over={"peak_kw": 400.0, "growth_kw_s2": 0.05, "fuel_kg": 20.0})
    roles = scene().roles
    if npc:
        text = Text("돕는 이", "helper")
        roles = (*roles, Role("valve", text, text, (-4.0, 0.0, -3.0), (0.0, 0.0, -1.0), Npc("valve", 0.5, ()), False))
    return scene(items=(fire,), right_tools=("nozzle",), roles=roles, rubric=rubric_of(RULES))


@pytest.fixture
def hands() -> Hands:
    h = Hands(hall())
    h.at(-5.2, -4.35, Join("가"))
    h.do(Join("나"), Move((-5.2, 1.6, -4.6), (0.0, 0.0, -1.0)), who="b")
    return h


def spray(hands: Hands, ticks: int) -> None:
    nozzle = (-2.2, 1.1, -5.0)
    for _ in range(ticks):
        hands.do(Aim(nozzle, aimed("water", nozzle, FIRE, 10.0), 1.0))


def lines(hands: Hands) -> dict[str, float]:
    return {line.rule: line.got / line.of for line in grade(hands.drill, "a").lines if line.of}


def test_two_people_in_order(hands: Hands) -> None:
    assert hands.do(Operate(BOX, "hose")) == ["rejected:box_is_shut"]
    hands.wait(1.0)
    assert "hydrant_box" in hands.do(Operate(BOX, "box"))
    assert "nozzle_taken" in hands.do(Operate(BOX, "hose"))
    assert "hydrant_hose" in hands.at(-2.4, -4.8)
    assert "hydrant_water" in hands.do(Operate(BOX, "valve"), who="b")
    assert "hydrant_called" in hands.do(Operate(BOX, "water"), who="b")
    hands.do(Operate(BOX, "brace"))  # the cabinet is out of reach: one braces what one holds
    hands.do(Operate(f"{BOX}.nozzle", "brace"))
    spray(hands, 40)
    nozzle = next(t for t in hands.drill.snapshot().equipment if t.name == f"{BOX}.nozzle")
    assert (nozzle.kind, nozzle.agent, nozzle.holder) == ("nozzle", "water", "a")
    assert nozzle.flow_kg_s > 2.0
    got = lines(hands)
    assert (got["hydrant.order"], got["hydrant.brace"]) == (1.0, 1.0)
    assert hands.drill.participants["a"].note(Spray).agent_kg == pytest.approx(40 * 0.05 * nozzle.flow_kg_s, rel=0.05)
    assert hands.drill.participants["b"].note(Spray).agent_kg == 0.0


def test_an_npc_waits_for_the_hose_then_opens_and_calls() -> None:
    hands = Hands(hall(npc=True))
    hands.at(-5.2, -4.35, Join("가"))
    hands.until("ignition")
    hands.do(Operate(BOX, "box"), Operate(BOX, "hose"))
    hands.wait(8.0)
    assert "hydrant_water" not in hands.drill.moments, "the hose is not out"
    hands.at(-2.4, -4.8)
    hands.until("hydrant_called")
    helper = next(p for p in hands.drill.snapshot().people if p.npc)
    assert helper.saying == "water"
    spray(hands, 10)
    assert "water_began" in hands.drill.moments
    assert lines(hands)["hydrant.order"] == 1.0


def test_steps_out_of_order_cost_and_no_water_comes_through_a_coiled_hose(hands: Hands) -> None:
    hands.do(Operate(BOX, "box"), Operate(BOX, "hose"))
    assert "hydrant_out_of_order" in hands.do(Operate(BOX, "valve"), who="b")
    hands.do(Aim((-5.0, 1.1, -4.4), (1.0, 0.0, 0.0), 1.0))
    assert "water_began" not in hands.drill.moments
    hands.at(-2.4, -4.8)
    spray(hands, 10)
    assert "water_began" in hands.drill.moments
    assert lines(hands)["hydrant.order"] == 0.0


def test_unbraced_the_jet_strays(hands: Hands) -> None:
    hands.until("ignition")
    hands.wait(20.0)
    hands.do(Operate(BOX, "box"), Operate(BOX, "hose"))
    hands.at(-2.4, -4.8)
    hands.do(Operate(BOX, "valve"), Operate(BOX, "water"), who="b")
    spray(hands, 10)
    loose = hands.drill.participants["a"].hit_share
    hands.do(Operate(f"{BOX}.nozzle", "brace"))
    spray(hands, 2)
    assert hands.drill.participants["a"].hit_share > loose


def test_the_hose_ends(hands: Hands) -> None:
    hands.do(Operate(BOX, "box"), Operate(BOX, "hose"))
    assert "nozzle_put_down" in hands.at(12.0, -4.8)


def test_flow_and_recoil_follow_the_published_formulas() -> None:
    """144 L/min and 45 N at 0.17 MPa, 292 L/min and 186 N at 0.7 MPa from a 13 mm nozzle."""
    hydrant = load_building("fire_hall").hydrants[0]
    for mpa, litres, newton in ((0.17, 144.0, 45.0), (0.7, 292.0, 186.0)):
        each = replace(hydrant, pressure_mpa=mpa, nozzle_mm=13.0)
        assert flow_kg_s(each) * 60.0 == pytest.approx(litres, abs=1.0)
        assert recoil_n(each) == pytest.approx(newton, abs=1.0)
    assert flow_kg_s(hydrant) * 60.0 >= 130.0
