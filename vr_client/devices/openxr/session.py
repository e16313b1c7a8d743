"""The life of a session: which state follows which, and what each demands of us (OpenXR 1.1, section 9.3).

    IDLE -> READY -(xrBeginSession)-> SYNCHRONIZED <-> VISIBLE <-> FOCUSED
    any running state -> STOPPING -(xrEndSession)-> IDLE -> EXITING, or READY again when the headset is put back on
    LOSS_PENDING, or SESSION_LOST from any call: this session is over, another may be made of the same instance
    EventDataInstanceLossPending, or INSTANCE_LOST from any call: the runtime is gone

A headset lying on the table is SYNCHRONIZED: frames go on being timed but nothing is seen, and actions stay silent until
FOCUSED. Some runtimes go by STOPPING and IDLE instead, and back to READY when it is put on.
"""

from __future__ import annotations

import enum
import logging
from ctypes import POINTER, byref, cast
from dataclasses import dataclass, field
from typing import Any

import xr

from vr_client.devices.openxr.call import chain, check, raw

log = logging.getLogger(__name__)
State = xr.SessionState
STEREO = xr.ViewConfigurationType.PRIMARY_STEREO


class Order(enum.Enum):
    """What a change of state asks for."""

    NOTHING = enum.auto()
    BEGIN = enum.auto()
    END = enum.auto()
    LEAVE = enum.auto()  # the runtime asks the program to end
    RENEW = enum.auto()  # destroy this session and try for another


@dataclass(slots=True)
class SessionLife:
    """Where a session stands. Pure: it orders, `Session` does."""

    state: Any = State.UNKNOWN
    running: bool = False
    leaving: bool = False
    lost: bool = False
    instance_lost: bool = False
    user_present: bool | None = None  # None: the runtime does not tell
    recentred: set[int] = field(default_factory=set)  # types of the spaces moved since last asked
    profile_changed: bool = False  # since last asked

    def change(self, state: Any) -> Order:
        self.state = state
        if state == State.READY and not self.running:
            self.running = True
            return Order.BEGIN
        if state == State.STOPPING and self.running:
            self.running = False
            return Order.END
        if state == State.EXITING:
            self.leaving, self.running = True, False
            return Order.LEAVE
        if state == State.LOSS_PENDING:
            self.lost, self.running = True, False
            return Order.RENEW
        return Order.NOTHING

    @property
    def visible(self) -> bool:
        return self.running and self.state in (State.VISIBLE, State.FOCUSED)

    @property
    def focused(self) -> bool:
        return self.running and self.state == State.FOCUSED

    @property
    def worn(self) -> bool:
        """On a head, as well as can be told: a runtime without user presence shows us only while somebody looks."""
        return self.visible if self.user_present is None else self.user_present

    def take_recentred(self, space: int) -> bool:
        """Whether the origin of spaces of this type was moved since the last call."""
        recentred = int(space) in self.recentred
        self.recentred.clear()
        return recentred

    def take_profile_changed(self) -> bool:
        changed, self.profile_changed = self.profile_changed, False
        return changed


class Session:
    """An XrSession of `runtime` bound to a GL context by `binding` (see binding.py)."""

    def __init__(self, runtime: Any, binding: Any) -> None:
        self.runtime = runtime
        self.life = SessionLife()
        self._binding = binding  # the runtime reads it while creating
        self.handle = xr.create_session(
            runtime.instance, xr.SessionCreateInfo(system_id=runtime.system, next=chain(binding))
        )
        self._event = xr.EventDataBuffer()
        self._frame_wait = xr.FrameWaitInfo()
        self._frame_begin = xr.FrameBeginInfo()
        self.frame = xr.FrameState()

    def poll_events(self) -> None:
        """Drains the instance's events and does what they order. Raises xr.InstanceLostError."""
        while True:
            self._event.type = xr.StructureType.EVENT_DATA_BUFFER
            self._event.next = None
            if check(raw.xrPollEvent(self.runtime.instance, byref(self._event))) == xr.Result.EVENT_UNAVAILABLE:
                return
            self._handle(self._event)

    def _handle(self, event: Any) -> None:
        kind = event.type
        if kind == xr.StructureType.EVENT_DATA_SESSION_STATE_CHANGED:
            self._obey(self.life.change(State(_as(event, xr.EventDataSessionStateChanged).state)))
        elif kind == xr.StructureType.EVENT_DATA_INSTANCE_LOSS_PENDING:
            self.life.instance_lost = True
        elif kind == xr.StructureType.EVENT_DATA_REFERENCE_SPACE_CHANGE_PENDING:
            self.life.recentred.add(int(_as(event, xr.EventDataReferenceSpaceChangePending).reference_space_type))
        elif kind == xr.StructureType.EVENT_DATA_USER_PRESENCE_CHANGED_EXT:
            self.life.user_present = bool(_as(event, xr.EventDataUserPresenceChangedEXT).is_user_present)
        elif kind == xr.StructureType.EVENT_DATA_INTERACTION_PROFILE_CHANGED:
            self.life.profile_changed = True
        elif kind == xr.StructureType.EVENT_DATA_EVENTS_LOST:
            log.warning("the runtime lost events")

    def _obey(self, order: Order) -> None:
        log.info("headset session %s", self.life.state.name)
        if order is Order.BEGIN:
            xr.begin_session(self.handle, xr.SessionBeginInfo(STEREO))
        elif order is Order.END:
            xr.end_session(self.handle)

    def wait_frame(self) -> Any:
        """Blocks until the display wants the next frame. FrameState, reused."""
        check(raw.xrWaitFrame(self.handle, byref(self._frame_wait), byref(self.frame)))
        return self.frame

    def begin_frame(self) -> None:
        check(raw.xrBeginFrame(self.handle, byref(self._frame_begin)))

    def request_exit(self) -> None:
        """Asks the runtime to walk us through STOPPING to EXITING."""
        if self.life.running:
            xr.request_exit_session(self.handle)

    def destroy(self) -> None:
        if self.handle is not None and self.runtime.quirks.destroy_session:
            xr.destroy_session(self.handle)
        self.handle = None
        self.life.running = False


def _as(event: Any, structure: Any) -> Any:
    return cast(byref(event), POINTER(structure)).contents
