"""The drill again, in the hall itself: things, fire, smoke and people as they were, at any speed, from anywhere or any eye.

`world.drill` is set to the moment that is shown, so that everything which follows snapshots shows it. What can be done is a list
of offers, like everything else in a drill.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from vr_client.drills.eyes import eyes, look_through
from vr_client.drills.player import TICK_HZ, Player
from vr_client.drills.statics import called, said, scenario_of
from vr_client.drills.view import Entry
from vr_client.i18n import tr
from vr_client.world import DrillView, World

NAME = "debrief"
STEP_S = 10.0
CLEAR_AIR = {"extinction_upper_1_m": 0.0, "extinction_lower_1_m": 0.0}
LEAD_S = 3.0  # a moment is shown from a little before it


@dataclass(slots=True)
class Debrief:
    """smoke : whether it is drawn. ghost : this person's best run of the same drill, drawn beside, where there is one."""

    drill: str
    result: dict[str, Any]
    player: Player | None = None
    smoke: bool = True
    wanted_s: float | None = None  # to be shown once it is computed
    ghost: Player | None = None
    ghost_shown: bool = True
    picture: str = "plan"  # on the board: plan or curves
    list: str = "events"  # beside it: events, measured or questions


def debrief_of(world: World) -> Debrief | None:
    """The one that is being shown."""
    found: Debrief | None = world.memory.get(NAME)
    return found if found is not None and found.player is not None else None


def begin(world: World, drill: str, result: dict[str, Any], log: dict[str, Any]) -> Debrief:
    """log : as the server keeps it."""
    end(world)
    state = world.memory[NAME] = Debrief(drill, result, Player(log))
    return state


def end(world: World) -> None:
    state: Debrief | None = world.memory.pop(NAME, None)
    if state is not None and state.player is not None:
        for player in (state.player, state.ghost):
            if player is not None:
                player.close()
        world.actors.clear()
    if eyes(world).of:
        look_through(world, "")


def show(world: World, dt: float) -> list[dict[str, Any]]:
    """One frame of it. Returns the events of the drill that were passed, for captions."""
    state = debrief_of(world)
    if state is None or state.player is None:
        return []
    if state.wanted_s is not None and (state.player.length_s >= state.wanted_s or state.player.ended):
        state.player.seek(state.wanted_s)
        state.wanted_s = None
    passed = state.player.advance(dt)
    frame = state.player.frame()
    if frame is not None:
        snapshot = frame["snapshot"] if state.smoke else without_smoke(frame["snapshot"])
        world.drill = DrillView(state.drill, snapshot, None, world.time_s, state.result)
    return passed


def best_of(records: list[dict[str, Any]], drill: str, names: set[str]) -> str:
    """The drill in which one did best of those with one of these names, "" where this one was the best. records : RecordOut."""
    same = [r for r in records if r["kind"] == "drill" and r["title"] in names]
    best = max(same, key=lambda record: record["grade"]["score"], default=None)
    return str(best["subject"]) if best is not None and str(best["subject"]) != drill else ""


def haunt(state: Debrief, log: dict[str, Any]) -> None:
    """log : of the best run, which is shown beside this one from now on."""
    state.ghost = Player(log)


def ghost_at(state: Debrief, person: str) -> Entry | None:
    """This person in the best run, as long into it as the moment that is shown."""
    ghost, player = state.ghost, state.player
    if ghost is None or player is None or not state.ghost_shown:
        return None
    ghost.seek(player.time_s)
    frame = ghost.frame()
    people = frame["snapshot"]["people"] if frame is not None else []
    return next((p for p in people if p["id"] == person and p["head"] is not None), None)


def questions_passed(world: World, events: list[dict[str, Any]]) -> list[str]:
    """What the trainer asks about the moments among these events."""
    scenario, lang, kinds = scenario_of(world), world.user.language, {event["kind"] for event in events}
    asked = scenario.questions if scenario is not None else ()
    return [said(question.text, lang) for question in asked if question.at in kinds]


def questions(world: World, state: Debrief) -> list[tuple[int, str]]:
    """(tick, question) of every turning point that there was, in order."""
    scenario, lang = scenario_of(world), world.user.language
    if scenario is None or state.player is None:
        return []
    first: dict[str, int] = {}
    for event in state.player.events():
        first.setdefault(event["kind"], event["tick"])
    return sorted((first[q.at], said(q.text, lang)) for q in scenario.questions if q.at in first)


def without_smoke(snapshot: Entry) -> Entry:
    """The same moment in clear air."""
    return snapshot | {"rooms": [room | CLEAR_AIR for room in snapshot["rooms"]], "jets": [], "clouds": []}


def to_moment(world: World, tick: int) -> None:
    """Shows what led to a tick of the drill."""
    state = debrief_of(world)
    if state is not None and state.player is not None:
        state.wanted_s = max(0.0, tick / TICK_HZ - LEAD_S)
        state.player.playing = True


def jump(state: Debrief, by_s: float) -> None:
    assert state.player is not None
    state.player.seek(state.player.time_s + by_s)


def toggle_play(state: Debrief) -> None:
    player = state.player
    assert player is not None
    if not player.playing and player.ended and player.time_s >= player.length_s:
        player.seek(0.0)
    player.playing = not player.playing


def toggle_smoke(state: Debrief) -> None:
    state.smoke = not state.smoke


def people_of(state: Debrief) -> list[Entry]:
    """Everybody who ever was in it, those with devices first."""
    assert state.player is not None
    last = state.player.frames[-1]["snapshot"]["people"] if state.player.frames else []
    return sorted(last, key=lambda person: bool(person["npc"]))


def looked_at(world: World, state: Debrief) -> Entry | None:
    """Whom the curves are about: through whose eyes one looks, else oneself, else the first."""
    people = {person["id"]: person for person in people_of(state)}
    return people.get(eyes(world).of) or people.get(world.user.id) or next(iter(people.values()), None)


def next_eye(world: World, state: Debrief) -> None:
    """One's own feet, then each person's eyes in turn."""
    order = ["", *(person["id"] for person in people_of(state))]
    now = eyes(world).of
    look_through(world, order[(order.index(now) + 1) % len(order)] if now in order else "")


def clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def controls(world: World, state: Debrief) -> list[tuple[str, str, Any]]:
    """(id, text, what it does) of everything one can do while it plays."""
    player, lang = state.player, world.user.language
    assert player is not None
    seen = next((called(world, p) for p in people_of(state) if p["id"] == eyes(world).of), "")
    eye = tr("{name}의 눈으로 봄", lang, name=seen) if seen else tr("내 자리에서 봄", lang)
    return [
        ("back", tr("10초 뒤로", lang), partial(jump, state, -STEP_S)),
        ("play", tr("멈춤", lang) if player.playing else tr("재생", lang), partial(toggle_play, state)),
        ("on", tr("10초 앞으로", lang), partial(jump, state, STEP_S)),
        ("speed", tr("속도 {speed}배", lang, speed=f"{player.speed:g}"), player.faster),
        ("eye", eye, partial(next_eye, world, state)),
        *_ghost(state, lang),
        ("smoke", tr("연기 끄기", lang) if state.smoke else tr("연기 켜기", lang), partial(toggle_smoke, state)),
    ]


def _ghost(state: Debrief, lang: str) -> list[tuple[str, str, Any]]:
    if state.ghost is None:
        return []

    def toggle() -> None:
        state.ghost_shown = not state.ghost_shown

    return [
        ("ghost", tr("가장 잘한 때 숨기기", lang) if state.ghost_shown else tr("가장 잘한 때와 견주기", lang), toggle)
    ]
