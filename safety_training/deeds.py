"""What those who are played by nobody do with devices: the same actions as people's, through the same door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safety_training.events import Call, HangUp, Operate, PressAlarm, Say, Warn
from safety_training.people import Person
from safety_training.places import reaches
from safety_training.plan import Hydrant, Spot
from safety_training.units import call, descender, hydrant

if TYPE_CHECKING:
    from safety_training.drill import Drill
    from safety_training.events import Action


def do(drill: Drill, person: Person, action: Action) -> None:
    from safety_training import actions  # whose table of units holds us

    actions.do(drill, person, action)


def warn(drill: Drill, person: Person) -> None:
    do(drill, person, Warn())


def press_near_alarm(drill: Drill, person: Person) -> bool:
    """Presses an alarm box within reach on the way. Whether it did, or need not."""
    if "alarm_on" in drill.moments:
        return True
    for spot in drill.building.alarms:
        if reaches(drill, person, spot.position):
            do(drill, person, PressAlarm(spot.name))
            return True
    return False


def go_on_calling(drill: Drill, person: Person) -> bool:
    """The next thing of a 119 call. Whether it is over, or somebody else has made it."""
    talk = person.note(call.Talk)
    if "call_done" in drill.moments and talk.state != "done":
        return True
    if not talk.state:
        do(drill, person, Call())
    elif talk.state == "done":
        do(drill, person, HangUp())
        return True
    else:
        truths = call.truths(drill, person)
        fits = [o for o in call.options(drill, person) if o.right and (not o.when or o.when in truths)]
        offered = fits or call.options(drill, person)[:1]
        if offered:
            do(drill, person, Say(offered[0].id))
    return False


def next_step_down(drill: Drill, person: Person, spot: Spot) -> None:
    """One more step of coming down by this 완강기, in order, with the arms down; nothing while somebody else hangs on it."""
    rig = drill.part(descender.Rigs).all[spot.name]
    if rig.holder in ("", person.id) and rig.left_s <= 0.0:
        step = next(step for step in descender.STEPS if step not in rig.done)
        do(drill, person, Operate(spot.name, step, 0.0 if step == "descend" else 1.0))


def hydrant_in_use(drill: Drill) -> Hydrant | None:
    """One whose box somebody has opened."""
    for each in drill.building.hydrants:
        if drill.part(hydrant.Hydrants).all[each.spot.name].box:
            return each
    return None


def man_the_valve(drill: Drill, person: Person, each: Hydrant) -> bool:
    """Waits for the hose to be out, opens the valve, cries "water!". Whether it cried now."""
    cabinet = drill.part(hydrant.Hydrants).all[each.spot.name]
    if not cabinet.hose_out or cabinet.called:
        return False
    do(drill, person, Operate(each.spot.name, "valve", 1.0))
    do(drill, person, Operate(each.spot.name, "water", 1.0))
    return cabinet.called
