"""Statements of xAPI 2.0 (IEEE 9274.1.1) as JSON-ready dicts: who, did what, to what, with what result, in which attempt.

A person is an account with the user id as its name, never an e-mail address or a name. Ids of statements are made from the drill,
the person and the event: telling the same thing twice gives the same statement.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from backend.xapi.vocabulary import ACTIVITY_TYPES, PROFILE, PROFILE_VERSION, VERBS, extension
from safety_training.drill import TICK_S

PLATFORM = "Metaverse Seoul VR"
_TAGS = {"ko": "ko-KR", "en": "en-US"}


@dataclass(frozen=True, slots=True)
class Learner:
    id: UUID
    language: str = "ko"
    device: str = ""
    role: str = ""


@dataclass(frozen=True, slots=True)
class Attempt:
    """What all statements of one person's attempt share. subject : the drill or the lease."""

    learner: Learner
    subject: UUID
    scenario: dict[str, Any]  # the activity that was attempted
    home: str
    ended_at: datetime
    end_tick: int = 0
    mode: str = ""
    seed: int = 0
    rules: int = 0
    replay_hash: str = ""
    state_hash: str = ""
    instructor: UUID | None = None
    team: tuple[UUID, ...] = ()

    @property
    def registration(self) -> UUID:
        """The id of the record that comes of it (see records.service.write)."""
        return uuid5(self.subject, str(self.learner.id))

    def at(self, tick: int) -> datetime:
        """When a tick was, counted back from the end by the drill's own clock (pauses are not known to it)."""
        return self.ended_at - timedelta(seconds=(self.end_tick - tick) * TICK_S)


def account(user: UUID, home: str) -> dict[str, Any]:
    return {"objectType": "Agent", "account": {"homePage": home, "name": str(user)}}


def text(ko: str, en: str) -> dict[str, str]:
    return {"ko-KR": ko, "en-US": en}


def activity(kind: str, path: str, ko: str, en: str, **more: Any) -> dict[str, Any]:
    """path : below the profile's IRI. more : further fields of the definition."""
    definition = {"type": ACTIVITY_TYPES[kind], "name": text(ko, en), **more}
    return {"objectType": "Activity", "id": f"{PROFILE}/{path}", "definition": definition}


def timestamp(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def duration(seconds: float) -> str:
    """ISO 8601, to a hundredth of a second, which is all that xAPI compares."""
    return f"PT{max(0.0, seconds):.2f}S"


def score(got: float, of: float) -> dict[str, float]:
    return {"scaled": round(max(-1.0, min(1.0, got / of)), 4), "raw": got, "min": min(0.0, got), "max": of}


def statement(
    attempt: Attempt,
    name: str,
    verb: str,
    thing: dict[str, Any],
    *,
    tick: int | None = None,
    result: dict[str, Any] | None = None,
    actor: UUID | None = None,
    more: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """name : of this statement within the attempt, from which its id is made. actor : another than the learner.
    more : further context extensions, by their short names."""
    word = VERBS[verb]
    moment = attempt.ended_at if tick is None else attempt.at(tick)
    made: dict[str, Any] = {
        "id": str(uuid5(attempt.registration, name)),
        "actor": account(actor or attempt.learner.id, attempt.home),
        "verb": {"id": word.id, "display": text(word.ko, word.en)},
        "object": thing,
        "context": _context(attempt, tick, more or {}),
        "timestamp": timestamp(moment),
        "version": "2.0.0",
    }
    if thing["id"] != attempt.scenario["id"]:
        made["context"]["contextActivities"]["parent"] = [attempt.scenario]
    if result:
        made["result"] = result
    return made


def _context(attempt: Attempt, tick: int | None, more: dict[str, Any]) -> dict[str, Any]:
    context: dict[str, Any] = {
        "registration": str(attempt.registration),
        "platform": PLATFORM,
        "language": _TAGS.get(attempt.learner.language, "ko-KR"),
        "contextActivities": {
            "category": [{"id": PROFILE_VERSION, "definition": {"type": ACTIVITY_TYPES["profile"]}}],
            "grouping": [activity("session", f"sessions/{attempt.subject}", "훈련 한 번", "One drill")],
        },
    }
    if attempt.rules:
        context["revision"] = f"rules {attempt.rules}"
    if attempt.instructor is not None:
        context["instructor"] = account(attempt.instructor, attempt.home)
    if len(attempt.team) > 1:
        context["team"] = {"objectType": "Group", "member": [account(user, attempt.home) for user in attempt.team]}
    known = {
        "mode": attempt.mode,
        "seed": attempt.seed if attempt.mode else None,
        "device-class": attempt.learner.device,
        "role": attempt.learner.role,
        "replay-hash": attempt.replay_hash,
        "state-hash": attempt.state_hash,
        "tick": tick,
        **more,
    }
    extensions = {extension(name): value for name, value in known.items() if value not in (None, "")}
    if extensions:
        context["extensions"] = extensions
    return context
