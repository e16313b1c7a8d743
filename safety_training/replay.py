"""The log of a drill, from which it can be computed again: scenario, seed, mode, every action with its tick.

The entries form a chain of SHA-256 hashes that begins with the header and ends in a seal over end tick and state hash, so one
changed byte is found and located. A server appends as it goes and, after a crash, replays up to the last tick it knows.
"""

from __future__ import annotations

import hashlib
import json
from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from safety_training.drill import RULES_VERSION, Drill, Mode
from safety_training.events import Logged, action_to_dict
from safety_training.keyframes import Keyframes
from safety_training.scenario import Scenario, load_scenario
from safety_training.wire import action_from_dict

_FORMAT = 1
_HEADER = ("format", "rules", "scenario", "scenario_hash", "seed", "mode")
_KEYS = {*_HEADER, "entries", "end_tick", "state_hash", "seal"}
_ENTRY_KEYS = {"tick", "participant", "seq", "action", "chain"}


@dataclass(slots=True)
class DrillLog:
    """All one needs to compute a drill again. `chains[i]` is the hash up to and including `inputs[i]`.

    end_tick is -1 and seal "" while the drill runs.
    """

    scenario: str
    scenario_hash: str
    seed: int
    mode: Mode
    rules: int = RULES_VERSION
    inputs: list[Logged] = field(default_factory=list)
    chains: list[str] = field(default_factory=list)
    end_tick: int = -1
    state_hash: str = ""
    seal: str = ""

    @classmethod
    def of(cls, drill: Drill) -> DrillLog:
        """An empty log for a drill that is about to start."""
        return cls(drill.scenario.id, drill.scenario.content_hash, drill.seed, drill.mode)

    @property
    def head(self) -> str:
        """The hash of the chain so far."""
        return self.chains[-1] if self.chains else _digest("", self._header())

    def append(self, logged: Logged) -> str:
        """Adds one entry and returns its chain hash. Raises ValueError if its tick is before the last one's, or the log sealed."""
        if self.seal:
            raise ValueError("the log is sealed")
        if logged.tick < (self.inputs[-1].tick if self.inputs else 0):
            raise ValueError(f"tick {logged.tick} is before the last entry's")
        chain = _digest(self.head, _entry(logged))
        self.inputs.append(logged)
        self.chains.append(chain)
        return chain

    def close(self, drill: Drill) -> None:
        """Seals the log with the drill's last tick and state hash."""
        self.end_tick, self.state_hash = drill.tick, drill.state_hash()
        self.seal = self._expected_seal()

    def to_dict(self) -> dict[str, Any]:
        entries = [{**_entry(i), "chain": chain} for i, chain in zip(self.inputs, self.chains, strict=True)]
        end = {"end_tick": self.end_tick, "state_hash": self.state_hash, "seal": self.seal}
        return {**self._header(), "entries": entries, **end}

    def to_json(self) -> str:
        return _canonical(self.to_dict())

    @classmethod
    def from_json(cls, text: str) -> DrillLog:
        """Raises ValueError for whatever is not a log (a log whose content was changed is read, and found by `verify`)."""
        return cls.from_dict(json.loads(text))

    @classmethod
    def from_dict(cls, data: Any) -> DrillLog:
        """Raises ValueError, naming the field, for whatever is not a log."""
        if not isinstance(data, dict) or set(data) != _KEYS:
            raise ValueError("log: wrong fields")
        if data["format"] != _FORMAT:
            raise ValueError(f"format: {data['format']!r} is not known")
        if data["mode"] not in ("practice", "guided", "test"):
            raise ValueError(f"mode: {data['mode']!r} is not known")
        for key in ("seed", "end_tick", "rules"):
            _whole(key, data[key])
        for key in ("scenario", "scenario_hash", "state_hash", "seal"):
            _text(key, data[key])
        log = cls(data["scenario"], data["scenario_hash"], data["seed"], data["mode"], data["rules"])
        if not isinstance(data["entries"], list):
            raise ValueError("entries: not a list")
        for raw in data["entries"]:
            if not isinstance(raw, dict) or set(raw) != _ENTRY_KEYS:
                raise ValueError("entries: wrong fields")
            tick, seq = _whole("tick", raw["tick"]), _whole("seq", raw["seq"])
            log.inputs.append(
                Logged(tick, _text("participant", raw["participant"]), seq, action_from_dict(raw["action"]))
            )
            log.chains.append(_text("chain", raw["chain"]))
        log.end_tick, log.state_hash, log.seal = data["end_tick"], data["state_hash"], data["seal"]
        return log

    def broken_at(self) -> int | None:
        """The number of the first entry whose hash does not fit, or None."""
        last = _digest("", self._header())
        for number, (logged, chain) in enumerate(zip(self.inputs, self.chains, strict=True)):
            last = _digest(last, _entry(logged))
            if last != chain:
                return number
        return None

    def seal_fits(self) -> bool:
        return self.seal == self._expected_seal()

    def _header(self) -> dict[str, Any]:
        values = (_FORMAT, self.rules, self.scenario, self.scenario_hash, self.seed, self.mode)
        return dict(zip(_HEADER, values, strict=True))

    def _expected_seal(self) -> str:
        return _digest(self.head, {"end_tick": self.end_tick, "state_hash": self.state_hash, "header": self._header()})


def replay(
    log: DrillLog, until_tick: int | None = None, scenario: Scenario | None = None, keyframes: Keyframes | None = None
) -> Drill:
    """The drill as it was at until_tick (default: the log's end, or one tick after its last entry while it is open).

    scenario : to be used instead of the one of that id. keyframes : of this log; begins at the last one before until_tick and adds
    those on the way, so that a second look at any moment is quick. Raises KeyError for an unknown scenario, ValueError for a log of
    other rules, which would be another drill here."""
    if log.rules != RULES_VERSION:
        raise ValueError(f"rules: made under {log.rules}, here are {RULES_VERSION}")
    if until_tick is None:
        until_tick = log.end_tick if log.end_tick >= 0 else (log.inputs[-1].tick + 1 if log.inputs else 0)
    drill = keyframes.before(until_tick) if keyframes is not None else None
    if drill is None:
        drill = Drill(scenario or load_scenario(log.scenario), log.seed, log.mode)
    at = bisect_left(log.inputs, drill.tick, key=lambda logged: logged.tick)
    while drill.tick < until_tick and not drill.finished:
        first = at
        while at < len(log.inputs) and log.inputs[at].tick <= drill.tick:
            at += 1
        drill.step(log.inputs[first:at])
        if keyframes is not None:
            keyframes.note(drill)
    return drill


def verify(log: DrillLog) -> list[str]:
    """What is wrong with a finished log, in English, most basic first; empty when it gives the same drill again."""
    problems: list[str] = []
    broken = log.broken_at()
    if broken is not None:
        problems.append(f"entry {broken} was changed: its hash does not fit")
    if any(a.tick > b.tick for a, b in zip(log.inputs, log.inputs[1:], strict=False)):
        problems.append("entries are not in order of time")
    if not log.seal:
        problems.append("the log is not sealed: the drill had not ended")
    elif not log.seal_fits():
        problems.append("the seal does not fit: header, end or state hash was changed")
    try:
        scenario = load_scenario(log.scenario)
    except KeyError:
        return [*problems, f"scenario {log.scenario!r} is not known here"]
    if log.scenario_hash != scenario.content_hash:
        problems.append(f"scenario {log.scenario!r} has changed since")
    if log.rules != RULES_VERSION:
        problems.append(f"made under rules {log.rules}, here are {RULES_VERSION}")
    if problems:
        return problems
    drill = replay(log, scenario=scenario)
    if drill.tick != log.end_tick:
        problems.append(f"the drill ends at tick {drill.tick}, the log says {log.end_tick}")
    if drill.state_hash() != log.state_hash:
        problems.append("computed again, the drill ends in another state")
    return problems


def _entry(logged: Logged) -> dict[str, Any]:
    action = action_to_dict(logged.action)
    return {"tick": logged.tick, "participant": logged.participant, "seq": logged.seq, "action": action}


def _canonical(content: Any) -> str:
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _digest(before: str, content: Any) -> str:
    return hashlib.sha256(f"{before}\n{_canonical(content)}".encode()).hexdigest()


def _whole(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{name}: not a whole number")
    return value


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{name}: not a text")
    return value
