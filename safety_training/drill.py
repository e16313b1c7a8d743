"""A drill: a state, a fixed step of 1/20 s, and a log. Same scenario, seed and log: same hash, bit for bit.

drill = Drill(load_scenario("waste_bin"), seed=7, mode="practice")
events = drill.step([Logged(drill.tick, "person", 1, Join("..."))])     # exactly one tick
drill.snapshot().to_dict()                                              # what is drawn
grade(drill, "person").to_dict()                                        # safety_training.grading
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal, TypeAlias

from safety_training import hands
from safety_training.events import Event, Logged
from safety_training.fire.bin_fire import ItemFire
from safety_training.fire.model import Delivery, FireModel
from safety_training.observe import observe, spray_facts
from safety_training.people import AlarmBox, Extinguisher, Participant
from safety_training.scenario import Scenario
from safety_training.snapshot import Snapshot, take
from safety_training.tables import content_hash, values

TICK_HZ = 20
TICK_S = 1.0 / TICK_HZ
RULES_VERSION = 1  # raised whenever the same log may give another state than before

Mode: TypeAlias = Literal["practice", "guided", "test"]


class Drill:
    """One run. Not to be changed from outside except through `step`."""

    LEVER_OPENS = 0.5  # of its travel
    AIM_HOLDS_TICKS = TICK_HZ  # a lever of which nothing was heard for so long is released

    def __init__(self, scenario: Scenario, seed: int = 0, mode: Mode = "practice") -> None:
        if mode not in ("practice", "guided", "test"):
            raise ValueError(f"no mode {mode!r}")
        self.scenario, self.seed, self.mode = scenario, seed, mode
        self.variation = scenario.vary(seed)
        self.fire: FireModel = ItemFire(scenario.item, scenario.room, self.variation.growth_kw_s2)
        self.tick = 0
        self.finished = False
        self.finished_reason = ""
        self.events: list[Event] = []
        self.participants: dict[str, Participant] = {}
        self.alarms = {spot.name: AlarmBox(spot.name, spot.position) for spot in scenario.alarms}
        self.extinguishers = {
            spot.name: Extinguisher(
                name=spot.name,
                kind=spot.kind,
                position=spot.position,
                facing=spot.facing,
                gauge_mpa=self.variation.gauge_mpa[spot.name],
                remaining_kg=scenario.kinds[spot.kind].mass_kg,
            )
            for spot in scenario.extinguishers
        }
        self.moments: dict[str, int] = {}  # tick of the first event of each kind
        self.out_s = 0.0  # out for good, so long
        self.empty_s = 0.0  # nobody here, so long
        physics = values("fire")
        self.green = (physics["gauge_green_low_mpa"], physics["gauge_green_high_mpa"])
        self.full_scale_mpa = physics["gauge_full_scale_mpa"]

    # one tick -----------------------------------------------------------------------------------------------------------

    def step(self, inputs: Sequence[Logged] = ()) -> list[Event]:
        """Applies the inputs in order and advances 1/20 s. Returns what happened. After the end it does nothing."""
        if self.finished:
            return []
        before = len(self.events)
        for logged in inputs:
            hands.apply(self, logged)
        self._ignite()
        self._spray()
        for person in self.participants.values():
            if person.active:
                observe(self, person, TICK_S)
        self._end()
        self.tick += 1
        return self.events[before:]

    @property
    def started_tick(self) -> int | None:
        """When the first person came; the clock of the drill starts there."""
        return self.moments.get("joined")

    @property
    def time_s(self) -> float:
        return 0.0 if self.started_tick is None else (self.tick - self.started_tick) * TICK_S

    @property
    def phase(self) -> str:
        """waiting, calm, fire, out or finished."""
        if self.finished:
            return "finished"
        if self.started_tick is None:
            return "waiting"
        if "ignition" not in self.moments:
            return "calm"
        return "fire" if self.fire.state.burning or self.fire.can_reflash() else "out"

    def emit(self, kind: str, person: Participant | None = None, **data: Any) -> None:
        """Notes an event. Its first tick becomes a moment of the drill, and of the person if there is one."""
        self.moments.setdefault(kind, self.tick)
        if person is not None:
            person.moments.setdefault(kind, self.tick)
        self.events.append(Event(self.tick, kind, person.id if person else "", data or None))

    def is_green(self, tool: Extinguisher) -> bool:
        return self.green[0] <= tool.gauge_mpa <= self.green[1]

    def aims(self, person: Participant) -> bool:
        """Whether the nozzle's last word is recent enough to count."""
        return person.nozzle is not None and self.tick - person.aim_tick <= self.AIM_HOLDS_TICKS

    def must_leave(self) -> bool:
        """The public rule: flames at the ceiling, or smoke too low."""
        state, room = self.fire.state, self.scenario.room
        tip = self.scenario.item.base[1] + state.flame_height_m
        return tip >= room.high[1] or state.layer_height_m < self.scenario.limits.leave_layer_m

    def finish(self, person: Participant, why: str) -> None:
        """The person is done. When the fire is surely out, the report ends it for everybody."""
        self.emit(why, person)
        surely_out = self.out_s >= self.scenario.limits.out_s
        for other in self.participants.values():
            if other is person or (surely_out and why == "reported"):
                hands.drop(self, other)
                other.finished = True

    def leave_by_exit(self, person: Participant) -> None:
        """The person is out of the building, for better or worse."""
        if self.fire.state.burning and "alarm_on" not in self.moments:
            self.emit("left_without_alarm", person)
        self.finish(person, "left_by_exit")

    def _ignite(self) -> None:
        due = self.started_tick is not None and self.time_s >= self.variation.ignition_delay_s
        if due and "ignition" not in self.moments:
            self.fire.ignite()
            self.emit("ignition")

    def _spray(self) -> None:
        """Every open nozzle delivers; then the fire takes its step; then it is known what hit."""
        jets: list[tuple[Participant, Extinguisher, Delivery]] = []
        for person in self.participants.values():
            jet = self._jet(person)
            if jet is not None:
                jets.append((person, *jet))
        before = self.fire.state.burning
        self.fire.step(TICK_S, [delivery for _, _, delivery in jets])
        spraying = {person.id for person, _, _ in jets}
        for (person, tool, delivery), share in zip(jets, self.fire.state.hit_shares, strict=True):
            used = min(tool.remaining_kg, delivery.flow_kg_s * TICK_S)
            tool.remaining_kg -= used
            tool.flow_kg_s = delivery.flow_kg_s
            spray_facts(self, person, used, share)
            if tool.remaining_kg <= 0.0:
                self.emit("extinguisher_empty", person, device=tool.name)
        for person in self.participants.values():
            if person.discharging and person.id not in spraying:
                self.stopped(person)
        self._flames(before)

    def _jet(self, person: Participant) -> tuple[Extinguisher, Delivery] | None:
        tool = self.extinguishers.get(person.held)
        if tool is None or person.nozzle is None or not person.active or not self.aims(person):
            return None
        if not tool.pin_out or person.lever < self.LEVER_OPENS or tool.remaining_kg <= 0.0:
            return None
        kind = self.scenario.kinds[tool.kind]
        # a vessel that lost pressure throws less, and less far, in proportion
        pressure = min(1.0, tool.gauge_mpa / self.green[0])
        throw, flow = kind.throw_m * pressure, kind.flow_kg_s * pressure
        return tool, Delivery(kind.agent, person.nozzle, person.direction, flow, throw)

    def stopped(self, person: Participant) -> None:
        """The jet ended: by letting go of the lever, by putting the thing down, or because it is empty."""
        person.discharging, person.hit_share = False, 0.0
        tool = self.extinguishers.get(person.held)
        if tool is not None:
            tool.flow_kg_s = 0.0
        self.emit("discharge_ended", person)
        alight = self.fire.state.burning or self.fire.can_reflash()
        if alight and tool is not None and tool.remaining_kg > 0.0:
            person.measures.early_stops += 1
            self.emit("stopped_early", person)

    def _flames(self, before: bool) -> None:
        now = self.fire.state.burning
        if before and not now:
            self.emit("flame_gone")
        elif now and not before and "flame_gone" in self.moments:
            self.emit("reflash")
        if now or self.fire.can_reflash() or "ignition" not in self.moments:
            self.out_s = 0.0
            return
        if self.out_s == 0.0:
            self.emit("fire_out" if self.fire.state.fuel_left > 0.02 else "fire_burnt_out")
        self.out_s += TICK_S
        if self.out_s >= self.scenario.limits.out_s and "fire_out_confirmed" not in self.moments:
            self.emit("fire_out_confirmed")

    def _end(self) -> None:
        people, limits = self.participants.values(), self.scenario.limits
        if not people:
            return
        self.empty_s = 0.0 if any(p.present for p in people) else self.empty_s + TICK_S
        if all(p.finished for p in people):
            self._finished("done")
        elif self.empty_s >= limits.abandoned_s:
            self._finished("abandoned")
        elif not any(p.active for p in people) and any(p.finished for p in people):
            self._finished("done")
        elif self.time_s >= limits.time_s:
            self._finished("time")

    def _finished(self, reason: str) -> None:
        for person in self.participants.values():
            hands.drop(self, person)
        self.finished, self.finished_reason = True, reason
        self.emit("drill_finished", reason=reason)

    # what others see ------------------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """What is drawn, as of now."""
        return take(self)

    def state(self) -> dict[str, Any]:
        """Everything that the future depends on and everything that a grade depends on, JSON-ready."""
        return {
            "rules": RULES_VERSION,
            "scenario": self.scenario.content_hash,
            "seed": self.seed,
            "mode": self.mode,
            "tick": self.tick,
            "finished": self.finished_reason,
            "fire": self.fire.dump(),
            "out_s": self.out_s,
            "empty_s": self.empty_s,
            "people": [asdict(p) for p in self.participants.values()],
            "extinguishers": [asdict(t) for t in self.extinguishers.values()],
            "alarms": [asdict(a) for a in self.alarms.values()],
            "events": [event.to_dict() for event in self.events],
        }

    def state_hash(self) -> str:
        """Hex SHA-256 over the whole state."""
        return content_hash(self.state())
