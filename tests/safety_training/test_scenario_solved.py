"""Every scenario can be finished by the book, in variations spread over all of them; and its fire behaves as it teaches."""

import pytest

from safety_training.bots import senses
from safety_training.bots.body import Turns
from safety_training.bots.expert import newcomer, notice
from safety_training.bots.fight import spray, stand_off
from safety_training.bots.run import Run, play, solve
from safety_training.drill import Drill
from safety_training.events import Finish
from safety_training.npc import Mind
from safety_training.scenario import list_scenarios, load_scenario

VARIATIONS = [
    (name, k * load_scenario(name).combinations // 4 + k) for name in list_scenarios() for k in range(4)
]  # fmt: skip


@pytest.mark.parametrize(("scenario", "seed"), VARIATIONS)
def test_the_solver_passes(scenario: str, seed: int) -> None:
    run = solve(scenario, seed)
    grade = run.grade()
    lost = [(line.rule, line.of - line.got) for line in grade.lines if line.got < line.of]
    assert run.drill.finished_reason == "done"
    assert grade.critical == []
    assert grade.score >= 90.0, lost
    if run.drill.participants["p"].outside:
        led = [npc for npc in run.drill.npcs.values() if npc.note(Mind).leader]
        assert all(npc.outside for npc in led), "who was led along stayed behind"


def test_there_are_eight_scenarios_and_many_variations() -> None:
    counts = [load_scenario(name).combinations for name in list_scenarios()]
    assert len(counts) == 8
    assert min(counts) >= 32
    assert sum(counts) >= 256


def _line(run: Run, rule: str) -> float:
    """The share of a rule's points."""
    line = next(line for line in run.grade().lines if line.rule == rule)
    return line.got / line.of


# smoke in the corridor: neither staying nor leaving is always right -----------------------------------------------------------


def _leave_anyway(drill: Drill) -> Turns:
    bot = newcomer(drill, "p")
    yield from bot.join("나가는 사람")
    yield from notice(bot)
    yield from bot.go(senses.exit_spot(bot) or bot.body.feet)
    yield from bot.wait(5.0)
    yield from bot.do(Finish())


def _stay_anyway(drill: Drill) -> Turns:
    bot = newcomer(drill, "p")
    yield from bot.join("머무는 사람")
    yield from notice(bot)
    yield from bot.wait(60.0)
    yield from bot.do(Finish())


def test_leaving_a_home_without_smoke_earns_nothing() -> None:
    assert _line(play(_leave_anyway, "corridor_smoke", 0), "decision.stay") == 0.0


def test_staying_in_a_home_with_smoke_earns_nothing() -> None:
    run = play(_stay_anyway, "corridor_smoke", 3)
    assert "smoke_entered" in run.drill.moments
    assert _line(run, "decision.stay") == 0.0


def test_the_solver_stays_or_leaves_as_the_smoke_says() -> None:
    stayed, left = solve("corridor_smoke", 0), solve("corridor_smoke", 3)
    assert "went_out" not in stayed.drill.participants["p"].moments
    assert "left_by_exit" in left.drill.participants["p"].moments
    assert _line(stayed, "decision.stay") == _line(left, "decision.stay") == 1.0


# what a fire does to somebody who treats it wrongly ---------------------------------------------------------------------------


def _empty_it(drill: Drill) -> Turns:
    """One powder extinguisher on what burns, whatever it is; then watches for a while."""
    bot = newcomer(drill, "p")
    yield from bot.join("분말만 쏘는 사람")
    yield from notice(bot)
    fire = senses.burning(bot)
    assert fire is not None
    yield from bot.ready(("abc_3_3kg",))
    yield from bot.go(stand_off(bot, fire.base), fire.base)
    yield from spray(bot, fire.id)
    yield from bot.wait(40.0, fire.base)
    yield from bot.do(Finish())


def test_powder_does_not_stop_a_battery() -> None:
    drill = play(_empty_it, "lithium_pack", 0).drill
    assert drill.tools["extinguisher_office"].remaining_kg == 0.0
    assert drill.alight


def test_hot_oil_lights_again_after_powder() -> None:
    drill = play(_empty_it, "frying_oil", 0).drill
    assert "flame_gone" in drill.moments
    assert "reflash" in drill.moments


@pytest.mark.parametrize("seed", [0, 2, 4])
def test_a_sofa_soon_is_too_big(seed: int) -> None:
    """Within a minute and a half of the first flame, whatever its growth."""
    drill = play(_stay_anyway, "sofa", seed).drill
    assert drill.moments["must_leave"] - drill.moments["ignition"] <= 20 * 90


# the hydrant is for two: alone, an NPC is at the valve --------------------------------------------------------------------------


def _hydrant_alone(drill: Drill) -> Turns:
    bot = newcomer(drill, "p", "fighter")
    yield from bot.join("소화전을 쓰는 사람")
    yield from notice(bot)
    yield from bot.warn()
    fire = senses.burning(bot)
    assert fire is not None
    box = drill.building.hydrants[0].spot
    yield from bot.near(box.position)
    yield from bot.operate(box.name, "box")
    yield from bot.operate(box.name, "hose")
    yield from bot.operate(f"{box.name}.nozzle", "brace")
    yield from bot.go((5.0, 0.0, -4.6), fire.base)
    yield from bot.until(lambda: "hydrant_called" in drill.moments, 30.0)
    yield from bot.go((7.4, 0.0, -4.2), fire.base)
    for _ in range(20 * 20):
        bot.body.look(fire.base)
        yield [bot.body.move(), bot.aim(fire.base, 1.0)]
        if not drill.alight:
            break
    yield [bot.body.move(), bot.aim(fire.base, 0.0)]
    yield from bot.until(lambda: "fire_out_confirmed" in drill.moments, 30.0, lambda: fire.base)
    yield from bot.do(Finish())


def test_one_person_and_an_npc_put_a_fire_out_with_the_hydrant() -> None:
    run = play(_hydrant_alone, "concert_hall", 0)
    called = next(e for e in run.drill.events if e.kind == "hydrant_called")
    assert called.participant == "npc.valve"
    assert "fire_out_confirmed" in run.drill.moments
    assert _line(run, "hydrant.order") == _line(run, "hydrant.brace") == 1.0
    assert not {"tool.gauge", "technique.pin"} & {line.rule for line in run.grade().lines}
