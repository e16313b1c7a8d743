"""One attempt at a dossier, and what one does with it: open, mark, choose, decide, begin anew."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass, field
from typing import Any, Literal

import glm

from backend.schemas.leases import LeaseIn
from renderer.spatial import Pose
from safety_training.contract import Dossier, list_dossiers, load_dossier
from vr_client.i18n import tr
from vr_client.messages import Put
from vr_client.ui.placing import anchor
from vr_client.world import World

PANEL = "dossier"
PANEL_M = (1.12, 0.735)  # the papers, held up over the desk 0.9 m from a seated reader
COVER_M = (0.60, 0.44)  # the shut folder: stands on the desk, the agent and the room are seen beside it
COVER_EASY = 1.3  # times as large for large letters
COVER_FOOT_M = 0.80  # over the floor: the desk's top and what lies on it
COVER_BACK_RAD = 0.2  # leans back
SENT = "lease:"


@dataclass(slots=True)
class State:
    """step : intro, read, decide, sending, graded or figures. findings : ids "document.field"."""

    dossier: Dossier
    step: str = "intro"
    lease: str = ""
    document: str = ""
    opened: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)
    reason: str = ""
    actions: list[str] = field(default_factory=list)
    grade: dict[str, Any] | None = None
    note: str = ""


def frame(world: World, state: State) -> tuple[Pose, tuple[float, float]]:
    """Where the dossier is and how large: a folder on the desk until it is opened."""
    at = anchor(world, PANEL)
    if state.step == "intro":
        width, height = (side * (COVER_EASY if world.user.easy_mode else 1.0) for side in COVER_M)
        down = COVER_FOOT_M + height / 2 - at.position.y
        return at * Pose(glm.vec3(0, down, 0), glm.angleAxis(-COVER_BACK_RAD, glm.vec3(1, 0, 0))), (width, height)
    return at * Pose(glm.vec3(0, 0.06, 0)), PANEL_M


def fresh() -> State:
    """Another dossier, shut."""
    return State(load_dossier(random.choice(list_dossiers()), random.randrange(2**31)))


def begin(world: World, state: State) -> None:
    open_(state, state.dossier.documents[0].id)
    lay(world, state)


def lay(world: World, state: State) -> None:
    """Puts the panel where the dossier is now."""
    pose, size = frame(world, state)
    world.panels[PANEL].move(pose, *size)


def open_(state: State, document: str) -> None:
    state.step, state.document = "read", document
    if document not in state.opened:
        state.opened.append(document)


def toggle(ids: list[str], id_: str) -> None:
    if id_ in ids:
        ids.remove(id_)
    else:
        ids.append(id_)


def go(state: State, step: str) -> None:
    state.step, state.note = step, ""


def choose(state: State, reason: str) -> None:
    state.reason, state.note = reason, ""


def decide(world: World, state: State, decision: Literal["sign", "fix", "stop"]) -> None:
    """Sends the attempt to be graded; without a reason it says what is missing."""
    if not state.reason:
        state.note = tr("까닭을 먼저 하나 골라 주세요.", world.user.language)
        return
    state.lease, state.step, state.note = str(uuid.uuid4()), "sending", ""
    body = LeaseIn(
        dossier=state.dossier.id,
        seed=state.dossier.seed,
        opened=state.opened,
        findings=sorted(state.findings),
        reason=state.reason,
        decision=decision,
        actions=sorted(state.actions),
    )
    world.outbox.append(Put(f"/leases/{state.lease}", body, SENT + state.lease))


def again(world: World) -> None:
    """With another dossier."""
    state = world.memory["estate_office"] = fresh()
    world.panels[PANEL].scroll_to_top()
    lay(world, state)
