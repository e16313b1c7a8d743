"""The state of the program as plain dataclasses. No logic: systems change it, `present` reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import glm

from renderer.scene import Line, Spray
from renderer.spatial import Pose
from vr_client.settings import Settings

if TYPE_CHECKING:
    from renderer.gltf.model import Model
    from vr_client.places import Place
    from vr_client.ui.panel import UiPanel


@dataclass(slots=True)
class User:
    """The person at this device. `world_from_play` is moved by locomotion; head and hands are world poses."""

    id: str = ""
    name: str = ""
    language: str = "ko"
    world_from_play: Pose = field(default_factory=Pose)
    head: Pose = field(default_factory=Pose)
    left: Pose = field(default_factory=Pose)  # grip poses, world
    right: Pose = field(default_factory=Pose)
    left_aim: Pose = field(default_factory=Pose)
    right_aim: Pose = field(default_factory=Pose)
    seated: bool = False  # plays from a chair of one's own; is shown standing
    seat: Pose | None = None  # what one sits on in this place: on the floor below, facing along +Z
    seated_lift_m: float = 0.0  # brings the eyes of who plays seated to standing height, those of a sitter down
    lowered_m: float = 0.0  # lowers the eyes of one who stoops by a button
    muted: bool = False
    easy_mode: bool = False

    @property
    def floor_m(self) -> float:
        """Height of the floor under this person."""
        return float(self.world_from_play.position.y) - self.seated_lift_m + self.lowered_m


@dataclass(slots=True)
class Peer:
    """Somebody else in this room, as last heard and already interpolated to this frame."""

    id: int
    name: str
    colour: tuple[float, float, float]
    head: Pose = field(default_factory=Pose)
    left: Pose | None = None
    right: Pose | None = None
    loudness: float = 0.0  # 0..1, for the mouth
    muted_by_me: bool = False
    sits: bool = False
    user: str = ""  # the server's id of this person: everybody draws them alike from it


@dataclass(slots=True)
class Npc:
    """Somebody the place itself provides: a clerk, the mayor. look_at : a world point the head turns to, None straight ahead.
    eager : 0..1, how far a hand has gone up to speak."""

    name: str
    pose: Pose = field(default_factory=Pose)  # between the feet, facing -Z
    look_at: glm.vec3 | None = None
    speaking: bool = False
    eager: float = 0.0
    colour: tuple[float, float, float] = (0.10, 0.28, 0.22)  # linear RGB of the clothes


@dataclass(slots=True)
class Held:
    """A thing in a hand."""

    thing: str
    hand: str
    hand_from_thing: Pose = field(default_factory=Pose)


@dataclass(slots=True)
class Thing:
    """A model that can move: an extinguisher, a bin, a clipboard."""

    name: str
    model: Model
    pose: Pose = field(default_factory=Pose)
    node_from_rest: dict[str, glm.mat4] = field(default_factory=dict)
    hidden_nodes: frozenset[str] = frozenset()
    visible: bool = True
    grabbable: bool = False
    emissive_scale: float = 1.0  # lamps: 0 off


@dataclass(slots=True)
class Interactable:
    """A spot that answers to a hand or a ray: a portal, a button, an alarm box. The pointer system turns it into Used events.

    centre : metres, world. `label` is what a person reads when pointing at it.
    """

    name: str
    centre: glm.vec3
    radius_m: float
    label: str
    far: bool = True  # may be used by ray; otherwise only within reach of the hand
    by_touch: bool = True  # not what one brushes past: doors and chairs
    enabled: bool = True


@dataclass(slots=True)
class Caption:
    """A line of speech or a sound, shown as text. until_s is world time."""

    speaker: str
    text: str
    until_s: float


@dataclass(slots=True)
class DrillView:
    """The last snapshots of a running drill, as the server sent them (see safety_training.drill.Snapshot)."""

    id: str
    snapshot: Any
    previous: Any = None
    received_s: float = 0.0
    result: Any = None


@dataclass(slots=True)
class World:
    """Everything the systems share."""

    user: User = field(default_factory=User)
    place: Place | None = None
    pending_place: str = ""  # set to go there; the travel system fades, loads and arrives
    pending_anchor: str = ""
    peers: dict[int, Peer] = field(default_factory=dict)
    actors: dict[str, Peer] = field(default_factory=dict)  # people of a drill without a device here, by their id
    npcs: dict[str, Npc] = field(default_factory=dict)  # by id: "clerk", "mayor", "agent"
    things: dict[str, Thing] = field(default_factory=dict)
    held: dict[str, Held] = field(default_factory=dict)  # by hand: "left", "right"
    panels: dict[str, UiPanel] = field(default_factory=dict)
    interactables: dict[str, Interactable] = field(default_factory=dict)
    captions: list[Caption] = field(default_factory=list)
    drill: DrillView | None = None
    time_s: float = 0.0
    vignette: float = 0.0
    dimmed: float = 0.0  # 0..1: the view narrows from what was breathed
    pace: float = 1.0  # of the walking speed: smoke and stooping slow one down
    fade: float = 1.0
    device_name: str = ""
    flat_reason: str = ""  # why there is no headset: "E01", "" when there is one
    online: bool = False
    outbox: list[Any] = field(default_factory=list)  # messages for net.publish() this frame
    place_state: dict[str, Any] = field(default_factory=dict)  # the current place module's own
    settings: Settings = field(default_factory=Settings)
    memory: dict[str, Any] = field(default_factory=dict)  # what a system keeps between frames, under its own name
    lines: list[Line] = field(default_factory=list)  # rays and arcs of this frame; the loop empties it first
    haptics: list[tuple[str, float, float]] = field(default_factory=list)  # hand, amplitude 0..1, seconds; ditto
    typing: bool = False  # a text field has the keyboard: a window then sends letters as text, not as movement
    loading: float = 1.0  # how much of the pending place is there, 0..1
    between: bool = False  # between two places: nothing of either is drawn, only what is said about it
    preparing: list[Model] = field(default_factory=list)  # models on their way to the graphics card; the app empties it
    quit: bool = False  # somebody chose to end
    recentre: bool = False  # the menu asks for a new "straight ahead"; the loop hands it to the device and clears it
    # From one's own nozzle, drawn before the server knows; `tools` sets it.
    sprays: list[Spray] = field(default_factory=list)
    moved_nodes: dict[str, glm.mat4] = field(
        default_factory=dict
    )  # of the place's model: doors; see Instance.node_from_rest
    notice: str = ""  # one line about what the program is doing ("" nothing), for whoever draws captions
