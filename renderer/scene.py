"""What is to be drawn, as plain data: no GL, no files, no people. `present` fills one each frame, the renderer only reads it.

Static things are referred to by object (a loaded Model never changes); whatever moves is an Instance with a matrix.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import glm
import numpy as np

from renderer.spatial import Fov, Pose

if TYPE_CHECKING:
    from renderer.environment import EnvironmentMap
    from renderer.gltf.model import Model
    from renderer.light import PlaceLight


USUAL_LENS = (
    1.4  # height of what is seen one metre away: the window's (70 degrees); headsets have 2.2, and finer pixels for it
)


@dataclass(slots=True)
class View:
    """One eye. world_from_view, its field of view, and the near plane (metres; the far plane is infinite).

    hidden_mesh : float32 [3 T, 2], corners of triangles that the lenses hide, as tangents to the right and up of the view's axis
    (what XR_KHR_visibility_mask gives); the same array as long as it is the same mesh."""

    world_from_view: Pose
    fov: Fov
    near_m: float = 0.05
    hidden_mesh: np.ndarray | None = None

    @property
    def lens(self) -> float:
        """How far away things seem, by their distance: less than 1 through a narrow lens, which shows them larger."""
        return min((math.tan(self.fov.up) - math.tan(self.fov.down)) / USUAL_LENS, 1.0)


@dataclass(slots=True, frozen=True)
class AnimationState:
    """Which animation of a glTF file an instance plays, by name or number, and how far it is. A loop begins anew after its last
    key, else the last key stays."""

    name: str | int
    time_s: float = 0.0
    loop: bool = True


@dataclass(slots=True)
class Instance:
    """One placed model. `node_from_rest` moves named nodes of it away from their rest pose (a pin pulled, a head turned): the
    matrix applies in the node's own axes, after its rest pose; children follow. `hidden_nodes` and their children are not
    drawn; `tint` multiplies the base colour (linear RGBA).

    `animation` poses nodes and morph targets; node_from_rest then applies after it. Who poses many people at once gives `joints`
    instead: float32 [J, 3 or 4, 4], row-major, model_from_joint of renderer.animation.joint_nodes(model), a new array each time
    it changes; everything else of the model then stays in its rest pose. `weights` : float32 [W], morph weights of
    renderer.animation.weight_slots(model); None: the animation's, or the file's.
    `lods` : coarser models of the same skeleton with the distances (m) from which they do, the nearest first; through a narrow
    lens (`View.lens`) from as much farther as it brings things nearer. `in_mirrors` : True for what only flat mirrors show (one's
    own body), False for what they leave out (one's own hands, which that body has, too)."""

    model: Model
    world_from_model: glm.mat4 = field(default_factory=lambda: glm.mat4(1))
    node_from_rest: dict[str, glm.mat4] = field(default_factory=dict)
    hidden_nodes: frozenset[str] = frozenset()
    tint: tuple[float, float, float, float] = (1, 1, 1, 1)
    emissive_scale: float = 1.0
    animation: AnimationState | None = None
    joints: np.ndarray | None = None
    weights: np.ndarray | None = None
    lods: tuple[tuple[float, Model], ...] = ()
    in_mirrors: bool | None = None


@dataclass(slots=True, eq=False)
class Crowd:
    """Many people of one skinned model as arrays: each costs a microsecond where an Instance costs some ten. It stays the same
    object as long as they are the same people; the last three arrays are read in every frame, the others when `version` grows.

    tint : float32 [I, M, 4], multiplies the base colour of each of the model's materials; M = 1: of all alike. shown : bool [I, N],
    which of the model's nodes each has; None: all. lods : as `Instance.lods`, of the same nodes and materials, chosen for each.
    most : how many, the nearest, are drawn as `model` at most, how many of those and the next coarser one, and so on; (): all.
    palette : float32 [I, J, 3, 4], row-major, world_from_mesh of each joint, see renderer.animation.palettes. bounds : float32
    [I, 4], a ball around each: centre (world) and radius, metres. weights : float32 [I, W] or None, as `Instance.weights`.
    in_mirrors : as Instance has it."""

    model: Model
    tint: np.ndarray
    palette: np.ndarray
    bounds: np.ndarray
    weights: np.ndarray | None = None
    shown: np.ndarray | None = None
    lods: tuple[tuple[float, Model], ...] = ()
    most: tuple[int, ...] = ()
    version: int = 0
    in_mirrors: bool | None = None


@dataclass(slots=True)
class Image:
    """Pixels that change now and then. uint8 [H, W, 4], sRGB with straight alpha, first row at the top.
    Whoever changes the pixels raises `version`; the renderer uploads then, and only then."""

    pixels: np.ndarray
    version: int = 0


@dataclass(slots=True)
class Panel:
    """A lit page hanging in the world, centred on its pose, facing +Z of it; unlit, so that text keeps its contrast.
    `crisp` asks for a quad layer of its own where the device has one. `on_top` draws over everything (hints at the hand)."""

    image: Image
    world_from_panel: Pose
    width_m: float
    height_m: float
    crisp: bool = False
    on_top: bool = False
    opacity: float = 1.0


@dataclass(slots=True)
class PointLight:
    """position : metres, world. colour : linear RGB, candela. Falls off with the square of distance, to 0 at range_m.
    With cones (radians from `direction`) it is a spot; `directional` shines from infinitely far, colour in lux. radius_m : of the
    lamp, so that polished things show a disc and no star. room : corners of a box (world) whose walls keep its light in."""

    position: glm.vec3
    colour: glm.vec3
    range_m: float = 8.0
    direction: glm.vec3 = field(default_factory=lambda: glm.vec3(0, 0, -1))
    inner_cone: float = 0.0
    outer_cone: float | None = None
    directional: bool = False
    radius_m: float = 0.12
    room: tuple[glm.vec3, glm.vec3] | None = None


@dataclass(slots=True)
class Sun:
    """direction : unit, from the sun to the ground. colour : linear RGB, lux."""

    direction: glm.vec3
    colour: glm.vec3


@dataclass(slots=True)
class Flame:
    """A burning item as the physics has it: base centre (world), base diameter, mean flame height, and heat release.

    tilt : how far the top leans, metres. ceiling_m : world height of the ceiling over it; what does not fit below runs out
    along it. room : as PointLight has it. fuel : "solid", "oil", "alcohol", "gas" or "lithium", see renderer/effects/flame.py; an
    unknown one is solid."""

    position: glm.vec3
    diameter_m: float
    height_m: float
    heat_release_kw: float
    tilt: glm.vec3 = field(default_factory=glm.vec3)
    baked: bool = False  # what it lights is a group of the scene's baked light
    ceiling_m: float | None = None
    room: tuple[glm.vec3, glm.vec3] | None = None
    fuel: str = "solid"


@dataclass(slots=True)
class SmokeVolume:
    """The gas of one room: an axis-aligned box (world) with one extinction coefficient (1/m) above the interface and one below.

    interface_m : world height of the interface; None: all of the box lies above it. edge_m : height over which the smoke thins out
    e-fold below the interface, and is whole above it. kind : what hangs there, "soot", "steam" or "powder". Boxes whose sides are
    a wall's thickness apart are joined, so that a doorway holds smoke too."""

    low: glm.vec3
    high: glm.vec3
    extinction_per_m: float
    below_per_m: float = 0.0
    interface_m: float | None = None
    edge_m: float = 0.12
    kind: str = "soot"


@dataclass(slots=True)
class CeilingJet:
    """Smoke that runs out under a ceiling before there is a layer: a disc whose top is at `centre` (world, on the ceiling).
    room : low and high corner of what holds it, walls not being passed; None: it is free."""

    centre: glm.vec3
    radius_m: float
    depth_m: float
    extinction_per_m: float
    room: tuple[glm.vec3, glm.vec3] | None = None


@dataclass(slots=True)
class AgentCloud:
    """Agent that hangs in the air: a ball, thick in the middle. agent : that of a Spray, "steam" or "smoke"."""

    position: glm.vec3
    radius_m: float
    extinction_per_m: float
    agent: str = "powder"


@dataclass(slots=True)
class Spray:
    """A jet of extinguishing agent: nozzle, unit direction, reach, mass flow in kg/s (0 draws only what hangs in the air).
    agent : "powder", "co2", "water", "mist" or "wet_chemical"."""

    origin: glm.vec3
    direction: glm.vec3
    reach_m: float
    flow_kg_s: float
    agent: str = "powder"


@dataclass(slots=True)
class Mark:
    """What a fire or an agent left on the surfaces around a spot (world), within radius_m. strength : 0 to 1.
    kind : "char", "wet", "powder" or "foam"."""

    position: glm.vec3
    radius_m: float
    strength: float
    kind: str = "char"


@dataclass(slots=True)
class Line:
    """A ray or an arc for the hand: world points, linear RGBA, width in metres."""

    points: list[glm.vec3]
    colour: tuple[float, float, float, float]
    width_m: float = 0.006


@dataclass(slots=True)
class Occluder:
    """A person as far as baked light is concerned: a capsule that keeps light from what is near. World, metres."""

    foot: glm.vec3  # centre of the lower cap
    head: glm.vec3  # and of the upper one
    radius_m: float = 0.22


@dataclass(slots=True)
class Environment:
    """Ambient light where no lightmap says better, and the sky behind everything (linear RGB, cd/m2 after exposure 1)."""

    sky: glm.vec3 = field(default_factory=lambda: glm.vec3(0.55, 0.70, 0.95))
    horizon: glm.vec3 = field(default_factory=lambda: glm.vec3(0.85, 0.88, 0.92))
    ground: glm.vec3 = field(default_factory=lambda: glm.vec3(0.30, 0.28, 0.25))
    ambient: float = 1.0
    clouds: float = 0.0  # share of the sky that fair-weather clouds hide; seen only: they send no light into the rooms
    haze_m: float = 0.0  # of open air that take two thirds of what is behind them; 0: clear. Seen only, like clouds
    exposure: float = 1.0
    tone_map: str = "neutral"  # Khronos PBR Neutral, "agx", "aces", or "none": clamped linear values, for measuring
    map: EnvironmentMap | None = None  # a photograph of the surroundings: it then lights, in place of the gradient
    transparent: bool = False  # nothing behind the things: the picture's alpha says where they are


@dataclass(slots=True)
class Scene:
    """Everything one frame shows. time_s drives flames and spray, so that a picture can be repeated."""

    instances: list[Instance] = field(default_factory=list)
    panels: list[Panel] = field(default_factory=list)
    lights: list[PointLight] = field(default_factory=list)
    sun: Sun | None = None
    environment: Environment = field(default_factory=Environment)
    light: PlaceLight | None = None  # what was baked for the lightmapped models of `instances`
    light_weights: dict[str, float] = field(default_factory=dict)  # by group; a group's own default where missing
    occluders: list[Occluder] = field(default_factory=list)
    flames: list[Flame] = field(default_factory=list)
    smoke: list[SmokeVolume] = field(default_factory=list)
    ceiling_jets: list[CeilingJet] = field(default_factory=list)
    clouds: list[AgentCloud] = field(default_factory=list)
    sprays: list[Spray] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    vignette: float = 0.0  # 0 open, 1 closed: comfort while moving
    fade: float = 0.0  # 0 clear, 1 black: between places
    time_s: float = 0.0
    crowds: list[Crowd] = field(default_factory=list)
