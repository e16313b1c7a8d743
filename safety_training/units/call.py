"""The 119 call: the dispatcher asks for five things, one by one, and says when to hang up. Who is in danger leaves first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from safety_training.dialogue import Option, dialogue
from safety_training.events import Call, HangUp, Say
from safety_training.numeric import yaw
from safety_training.people import NEEDY, Person
from safety_training.places import reaches
from safety_training.refusals import reject
from safety_training.texts import Text
from safety_training.units.discover import noticed
from safety_training.units.unit import Measured, Unit, since
from safety_training.views import CallView, DeviceView

if TYPE_CHECKING:
    from safety_training.drill import Drill

SLOTS = ("address", "floor", "fire", "trapped", "caller")
_RINGS_TICKS = 40
_IN_DANGER_S = 10.0
_TALL_M = 1.6  # flames taller than a person


@dataclass(slots=True)
class Talk:
    """state : "", "ringing", "asking" or "done". filled : slot to whether what was told is so. asked : how often the present
    question was put. hung_up : before the end, without need."""

    state: str = ""
    device: str = ""
    since_tick: int = 0
    opened: bool = False
    filled: dict[str, bool] = field(default_factory=dict)
    asked: int = 0
    hung_up: bool = False
    danger_s: float = 0.0


def _call(drill: Drill, person: Person, action: Call) -> None:
    talk = person.note(Talk)
    phone = next((s for s in drill.building.devices if s.kind == "phone" and s.name == action.device), None)
    if talk.state:
        reject(drill, person, action, "already_calling")
    elif action.device and phone is None:
        reject(drill, person, action, "no_such_device")
    elif phone is not None and not reaches(drill, person, phone.position):
        reject(drill, person, action, "out_of_reach")
    else:
        talk.state, talk.device, talk.since_tick = "ringing", action.device, drill.tick
        talk.opened, talk.asked = False, 0
        drill.emit("call_began", person, device=action.device)


def _tick(drill: Drill) -> None:
    for person in drill.everybody():
        talk = person.notes.get(Talk)
        if talk is None or not talk.state:
            continue
        if talk.state == "ringing" and drill.tick - talk.since_tick >= _RINGS_TICKS:
            talk.state = "asking"
            drill.emit("call_answered", person)
        talk.danger_s = talk.danger_s + 0.05 if drill.must_leave(person) else 0.0
        if talk.danger_s > _IN_DANGER_S:
            drill.once("called_in_danger", person)


def _say(drill: Drill, person: Person, action: Say) -> None:
    talk = person.note(Talk)
    option = next((o for o in options(drill, person) if o.id == action.option), None)
    if talk.state != "asking" or option is None:
        reject(drill, person, action, "not_asked")
    elif option.id == dialogue().danger.id:
        drill.emit("call_left", person)
        _end(talk)
    elif not talk.opened:
        talk.opened = True
    else:
        _answer(drill, person, talk, option)


def _answer(drill: Drill, person: Person, talk: Talk, option: Option) -> None:
    slot = next_slot(talk)
    if not option.right:
        talk.asked += 1
        drill.emit("call_asked_again", person, slot=slot)
        return
    so = not option.when or option.when in truths(drill, person)
    talk.filled[slot], talk.asked = so, 0
    drill.emit("call_told", person, slot=slot, right=so, option=option.id)
    drill.once(f"call_{slot}", person, right=so)
    if option.id == "trapped.yes" and so:
        drill.once("trapped_told", person)
    if next_slot(talk) == "":
        talk.state = "done"
        drill.emit("call_done", person)


def _hang_up(drill: Drill, person: Person, action: HangUp) -> None:
    talk = person.note(Talk)
    if not talk.state:
        reject(drill, person, action, "not_calling")
        return
    if talk.state != "done" and not drill.must_leave(person):
        talk.hung_up = True
        drill.emit("call_hung_up_first", person)
    else:
        drill.emit("call_ended", person)
    _end(talk)


def _end(talk: Talk) -> None:
    talk.state, talk.device, talk.danger_s = "", "", 0.0


def next_slot(talk: Talk) -> str:
    """What the dispatcher does not know yet, "" when all is told."""
    return next((slot for slot in SLOTS if slot not in talk.filled), "")


def truths(drill: Drill, person: Person) -> list[str]:
    """How it is: the fire as the caller may know it, and whether people are still inside."""
    tall = any(i.burning and i.flame_height_m >= _TALL_M for i in drill.items())
    seen = "fire_seen" in person.moments
    inside = any(_trapped(other) for other in drill.everybody() if other is not person)
    return ["big" if tall else "small", *([] if seen else ["smoke"]), "somebody" if inside else "nobody"]


def _trapped(other: Person) -> bool:
    """Inside, and not able to come out alone."""
    return other.present and not other.outside and (other.incapacitated or other.npc in NEEDY)


def options(drill: Drill, person: Person) -> list[Option]:
    """What the person may say now."""
    talk, words = person.note(Talk), dialogue()
    if talk.state != "asking":
        return []
    if not talk.opened:
        return [words.fire, words.danger]
    slot = next(s for s in words.slots if s.id == next_slot(talk))
    return [*slot.options, words.danger]


def view(drill: Drill, person: Person) -> CallView | None:
    """The call as it is shown to the person, None where there is none."""
    talk = person.notes.get(Talk)
    if talk is None or not talk.state:
        return None
    offered = [{"id": o.id, **_filled(drill, person, o.text).to_dict()} for o in options(drill, person)]
    return CallView(talk.state, _question(drill, talk).to_dict(), offered, list(talk.filled))


def _question(drill: Drill, talk: Talk) -> Text:
    words = dialogue()
    if talk.state == "ringing":
        return Text("신호가 가고 있습니다…", "Ringing…")
    if talk.state == "done":
        return words.closing
    if not talk.opened:
        return words.opening
    slot = next(s for s in words.slots if s.id == next_slot(talk))
    return slot.again if talk.asked else slot.ask


def _filled(drill: Drill, person: Person, text: Text) -> Text:
    """With the scenario's facts and the person's name in it."""
    call = drill.scenario.call
    facts = {"address": call.address, "floor": call.floor, "fire": call.fire, "name": Text(person.name, person.name)}
    ko, en = text.ko, text.en
    for key, fact in facts.items():
        ko, en = ko.replace("{" + key + "}", fact.ko), en.replace("{" + key + "}", fact.en)
    return Text(ko, en)


def _devices(drill: Drill) -> Iterable[DeviceView]:
    busy = [p.notes[Talk].device for p in drill.everybody() if Talk in p.notes and p.notes[Talk].state]
    for s in drill.building.devices:
        if s.kind == "phone":
            yield DeviceView(s.name, "phone", s.model, s.position, s.facing, yaw(s.facing), {"busy": s.name in busy})


# measures: of whoever of the team told most -------------------------------------------------------------------------------


def _talks(drill: Drill) -> list[tuple[Person, Talk]]:
    return [(p, p.notes[Talk]) for p in drill.everybody() if Talk in p.notes]


def _made(drill: Drill, person: Person) -> Measured:
    began = drill.moments.get("call_answered")
    if began is None:
        return None, drill.moments.get("call_began")
    known = noticed(drill, person)
    return (0.0 if known is None else since(began, known)), began


def _told(slot: str, drill: Drill, person: Person) -> Measured:
    for _, talk in _talks(drill):
        if talk.filled.get(slot):
            return 1.0, drill.moments.get(f"call_{slot}")
    return None, drill.moments.get(f"call_{slot}", drill.moments.get("call_hung_up_first"))


def _stayed_on(drill: Drill, person: Person) -> Measured:
    done = drill.moments.get("call_done")
    for caller, talk in _talks(drill):
        if talk.hung_up or "called_in_danger" in caller.moments:
            return None, caller.moments.get("call_hung_up_first", caller.moments.get("called_in_danger"))
    return (None, None) if done is None else (1.0, done)


_SLOT_RULES: dict[str, Callable[[Drill, Person], Measured]] = {f"call.{slot}": partial(_told, slot) for slot in SLOTS}

UNIT = Unit(
    "call",
    actions={Call: _call, Say: _say, HangUp: _hang_up},
    tick=_tick,
    devices=_devices,
    measures={"call.made": _made, **_SLOT_RULES, "call.hang_up": _stayed_on},
)
