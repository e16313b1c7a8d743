"""A place's baked light on the graphics card: what the shaders of shaders/place_light.glsl read, mixed anew when weights change."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import glm
import moderngl
import numpy as np

from renderer.gl import raw
from renderer.gl.lightmap import Lightmap
from renderer.gl.probe_cubes import CubeArray, ProbeCubes, mixing_program
from renderer.gl.quality import is_software
from renderer.light import CUBE_SIDE, LightError, LightGroup, PlaceLight, Probe, SurfaceField
from renderer.scene import Occluder, Scene
from renderer.workers import workers

if TYPE_CHECKING:
    from concurrent.futures import Future

    from renderer.gl.placed import Placed
    from renderer.gl.programs import Programs
    from renderer.gl.quality import Quality

log = logging.getLogger(__name__)

MAX_PROBES, MAX_OCCLUDERS = 16, 32  # as shaders/place_light.glsl
NOTICED = 0.01  # a weight may be wrong by this share
WAIT_S = 0.002  # a step's, for a picture that is not decoded
LIGHTMAP_UNIT, CUBES_UNIT, VOLUME_UNIT = 16, 17, 18
HARMONICS = np.array([0.282095, *[0.488603] * 3, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274], np.float32)
VEC = (np.float32, 4)
PROBE = np.dtype([("position", *VEC), ("low", *VEC), ("high", *VEC)])
OCCLUDER = np.dtype([("foot", *VEC), ("head", *VEC)])
BLOCK = np.dtype(
    [
        ("counts", np.int32, 4),  # lightmap, probes, volume, occluders
        ("volume_low", *VEC),
        ("volume_per_m", *VEC),
        ("volume_size", *VEC),
        ("place_low", *VEC),
        ("place_high", *VEC),
        ("field_low", *VEC),
        ("field_scale", *VEC),
        ("probes", PROBE, MAX_PROBES),
        ("occluders", OCCLUDER, MAX_OCCLUDERS),
    ]
)


class PlaceLights:
    """The light of the place that is drawn now. `update` once a frame, `use` before surfaces are drawn."""

    def __init__(self, ctx: moderngl.Context, programs: Programs, quality: Quality) -> None:
        self._ctx, self._programs, self._quality = ctx, programs, quality
        self._software = is_software(ctx)
        self._mixer: moderngl.ComputeShader | None = None
        self._light: PlaceLight | None = None
        self._lightmap: Lightmap | None = None
        self._probes: ProbeCubes | None = None
        self._volume: moderngl.Texture3D | None = None
        self.surfaces: moderngl.Texture3D | None = None  # how far surfaces are, for mirrored rays
        self._mixed = np.zeros(0, np.float32)  # weights that the textures hold
        self._mixed_s = 0.0
        self._work: Iterator[None] | None = None  # what is left to do before `_light` may be shown
        self._shown = False
        self.uploads = 0  # steps that `update` could not do without
        self._box: tuple[np.ndarray, np.ndarray] | None = None
        self._means: dict[str, np.ndarray] = {}  # of the lightmaps, by group
        self._glowing: dict[int, bytes] = {}  # by model: the weights that its lamps have
        self._ambient: np.ndarray | None = None
        self._block = np.zeros((), BLOCK)
        self.counts = self._block["counts"]  # int [4]: a lightmap, probes, a volume, occluders
        self._buffer = ctx.buffer(self._block.tobytes(), dynamic=True)
        self._no_lightmap = ctx.texture((1, 1), 4, bytes(8), dtype="f2")
        self._no_cubes = CubeArray(ctx, 1, 32)
        self._no_volume = ctx.texture3d((1, 1, 9), 4, bytes(72), dtype="f2")

    @property
    def box(self) -> tuple[np.ndarray, np.ndarray] | None:
        """Around all probes' boxes: float32 [3] each, world. None where no baked light is shown."""
        return self._box if self._shown else None

    @property
    def ambient(self) -> np.ndarray | None:
        """The mean, for smoke and spray: float32 [9, 4] as frame.irradiance_sh. None where no baked light is shown."""
        return self._ambient if self._shown else None

    def steps(self, scene: Scene) -> Iterator[None]:
        """Brings the scene's light to the graphics card in steps of one picture or one mix, and waits (a moment a step) for
        what is not decoded. Other scenes may be drawn between two steps, if they have no baked light."""
        if scene.light is None:
            return
        self._turn_to(scene)
        while self._light is scene.light and self._advance():
            yield

    def update(self, scene: Scene, placed: list[Placed]) -> None:
        """Mixes the groups by the scene's weights, if they are noticeably other ones than before. Light that was not brought by
        `steps` takes them now: all of them where Quality.light_waits, else one a frame, and shines after the last."""
        light, self.uploads = scene.light, 0
        if light is not None:
            self._turn_to(scene)
            if self._work is not None and self._quality.light_waits:
                light.decode(scene.light_weights)
            while self._advance():
                self.uploads += 1
                if not self._quality.light_waits:
                    break
            weights = light.weights(scene.light_weights)
            if self._work is None:
                self._follow(light, weights)
            self._glow(light, weights, placed)
        self._shown = light is not None and self._work is None
        self._fill(scene)

    def use(self) -> None:
        """Binds the textures, or empty ones: a sampler without a texture is undefined on some drivers."""
        self._buffer.bind_to_uniform_block(6)
        (self._lightmap.texture if self._lightmap else self._no_lightmap).use(LIGHTMAP_UNIT)
        (self._probes.cubes if self._probes else self._no_cubes).use(CUBES_UNIT)
        (self._volume or self._no_volume).use(VOLUME_UNIT)

    def release(self) -> None:
        self._forget()
        self._light = None
        for thing in (self._buffer, self._no_lightmap, self._no_cubes, self._no_volume, self._mixer):
            if thing is not None:
                thing.release()

    def _turn_to(self, scene: Scene) -> None:
        """What was there for another light goes. Scenes without any leave it: black is drawn while a place is made ready."""
        if scene.light is not self._light and scene.light is not None:
            self._forget()
            self._light = scene.light
            self._work = self._load(scene.light, scene.light.weights(scene.light_weights))

    def _advance(self) -> bool:
        """One step of the work; False if there was none."""
        if self._work is None:
            return False
        if next(self._work, self) is self:
            self._work = None
            return False
        if self._software:
            raw.calls(self._ctx).finish()  # or all steps would be paid for in the next frame
        return True

    def _load(self, light: PlaceLight, weights: np.ndarray) -> Iterator[None]:
        wanted = [g for g, w in zip(light.groups, weights, strict=True) if w > 0]
        futures = [(g, g.decode()) for g in wanted]
        yield from self._begin(light)
        uploads = []
        for group, future in futures:
            yield from _waited(future)
            uploads.append(self._upload(group, future))
            yield from itertools.islice(uploads[-1], 1)  # its worker begins
        for upload in uploads:
            yield from upload
        self._mixed, self._mixed_s = weights, time.monotonic()
        yield from self._mix(light, weights)

    def _begin(self, light: PlaceLight) -> Iterator[None]:
        low = self._quality.samples == 1
        self._lightmap = Lightmap(self._ctx, self._programs, light.size, low, self._quality.anisotropy)
        yield
        if light.depth is not None:
            self._mixer = self._mixer or mixing_program(self._ctx)
            yield
            self._box = box_of(light)
            depth = [metres[:MAX_PROBES] for metres in prepare_light(light)]
            self._probes = ProbeCubes(self._ctx, self._mixer, depth, low)
            yield
        if light.volume is not None:
            x, y, z = light.volume.sh.shape[1:4]
            self._volume = self._ctx.texture3d((x, y, z * 9), 4, dtype="f2")
            self._volume.repeat_x = self._volume.repeat_y = self._volume.repeat_z = False
        if light.read_surfaces is not None and self._quality.reflection_steps:
            future = workers().submit(light.read_surfaces)
            yield from _waited(future)
            self._add_surfaces(future)
            yield
        self._fill_fixed(light)

    def _add_surfaces(self, future: Future[SurfaceField]) -> None:
        try:
            field = future.result()
        except LightError as error:
            log.error("mirrored rays go without the place's surfaces: %s", error)
            return
        size = field.values.shape[::-1]
        self.surfaces = self._ctx.texture3d(size, 1, field.values, alignment=1)
        self.surfaces.repeat_x = self.surfaces.repeat_y = self.surfaces.repeat_z = False
        self._block["field_low"] = (*field.low, field.voxel_m)
        self._block["field_scale"] = (*(1 / (np.array(size) * field.voxel_m)), field.reach_m)

    def _follow(self, light: PlaceLight, weights: np.ndarray) -> None:
        now = time.monotonic()
        if now - self._mixed_s < self._quality.light_interval_s:
            return
        waiting = [g for g, w in zip(light.groups, weights, strict=True) if w > 0 and not self._has(g)]
        futures = [(g, g.decode()) for g in waiting]
        here = [(g, future) for g, future in futures if self._quality.light_waits or future.done()]
        arrived = [list(self._upload(g, future)) for g, future in here]
        change = np.abs(weights - self._mixed) > NOTICED * np.maximum(np.abs(weights), NOTICED)
        if not (any(arrived) or change.any()):
            return
        self._mixed, self._mixed_s = weights, now
        for _ in self._mix(light, weights):
            pass

    def _has(self, group: LightGroup) -> bool:
        return self._lightmap is not None and self._lightmap.has(group)

    def _upload(self, group: LightGroup, future: Future[tuple[np.ndarray, np.ndarray | None] | None]) -> Iterator[None]:
        """A step for each picture, made to fit by a worker; none for a damaged group. future : done."""
        decoded = future.result()
        if decoded is None or self._lightmap is None:
            return
        fitting = workers().submit(self._lightmap.fitting, decoded[0])
        mean = workers().submit(mean_of, group, decoded[0])
        yield
        yield from _waited(fitting)
        self._lightmap.add(group, fitting.result())
        self._means[group.name] = mean.result()
        yield
        if self._probes is not None and decoded[1] is not None:
            self._probes.add(group, decoded[1][: self._probes.count * CUBE_SIDE])
            yield
        group.forget()

    def _mix(self, light: PlaceLight, weights: np.ndarray) -> Iterator[None]:
        shares = [(g, float(w)) for g, w in zip(light.groups, weights, strict=True) if w > 0 and self._has(g)]
        assert self._lightmap is not None
        yield from self._lightmap.mix(shares)
        if self._probes is not None:
            yield from self._probes.mix([(g, w) for g, w in shares if self._probes.has(g)])
        self._ambient = np.zeros((9, 4), np.float32)
        self._ambient[0, :3] = sum((w * self._means[g.name] for g, w in shares), np.zeros(3))
        if self._volume is not None and light.volume is not None:
            mixed = light.volume.mixed(weights)
            yield
            self._volume.write(packed_volume(mixed))
            self._ambient[:, :3] = mixed.mean(axis=(0, 1, 2)) * HARMONICS[:, None]
            yield

    def _glow(self, light: PlaceLight, weights: np.ndarray, placed: list[Placed]) -> None:
        """Lamps are as bright as the light that they give."""
        key = weights.tobytes()
        for gpu in {id(p.gpu): p.gpu for p in placed if p.gpu.model.lightmapped}.values():
            if self._glowing.get(gpu.serial) != key:
                self._glowing[gpu.serial] = key
                pairs = zip(light.groups, weights, strict=True)
                gpu.glow({name: float(weight) for group, weight in pairs for name in group.materials})

    def _fill_fixed(self, light: PlaceLight) -> None:
        block, volume = self._block, light.volume
        for record, probe in zip(block["probes"], light.probes, strict=False):
            for name in ("position", "low", "high"):
                record[name][:3] = getattr(probe, name)
        if volume is not None:
            block["volume_low"][:3] = volume.origin
            block["volume_per_m"][:3] = 1 / volume.step
            block["volume_size"][:3] = volume.sh.shape[1:4]
        block["volume_size"][3] = self._quality.reflection_steps
        if self._box is not None:
            block["place_low"][:3], block["place_high"][:3] = self._box

    def _fill(self, scene: Scene) -> None:
        block, shown = self._block, self._shown
        people: list[Occluder] = scene.occluders[:MAX_OCCLUDERS] if shown else []
        if people:
            feet, heads = block["occluders"]["foot"][: len(people)], block["occluders"]["head"][: len(people)]
            feet[:, :3], heads[:, :3] = (glm.array([getattr(p, end) for p in people]) for end in ("foot", "head"))
            feet[:, 3] = [one.radius_m for one in people]
        probes = self._probes.count if shown and self._probes is not None else 0
        block["counts"][:] = (shown, probes, shown and self._volume is not None, len(people))
        self._buffer.write(block)

    def _forget(self) -> None:
        for thing in (self._lightmap, self._probes, self._volume, self.surfaces):
            if thing is not None:
                thing.release()
        self._block["field_low"] = 0  # no surfaces
        self._lightmap = self._probes = self._volume = self.surfaces = self._work = self._ambient = self._box = None
        self._shown = False
        self._glowing.clear()
        self._means.clear()


def _waited(future: Future[Any]) -> Iterator[None]:
    while not future.done():
        time.sleep(WAIT_S)
        yield


def mean_of(group: LightGroup, codes: np.ndarray) -> np.ndarray:
    """float [3]: of what a lightmap's codes say, about."""
    values = ((np.arange(256) / 255) ** group.exponent)[codes[::8, ::8]]
    mean: np.ndarray = group.range * values.mean(axis=(0, 1))
    return mean


def packed_volume(mixed: np.ndarray) -> np.ndarray:
    """float16 [9 Z, Y, X, 4] of [X, Y, Z, 9, 3]: one block of slices for each coefficient."""
    x, y, z = mixed.shape[:3]
    packed = np.zeros((9, z, y, x, 4), np.float16)
    packed[..., :3] = np.clip(mixed, -60000, 60000).transpose(3, 2, 1, 0, 4)
    return packed.reshape(9 * z, y, x, 4)


def prepare_light(light: PlaceLight) -> list[np.ndarray]:
    """What needs no GL, made once and kept with the light: float32 [P, 6, S, S], see `within_sight`, and its halves down to one
    texel. Any thread may."""
    if light.prepared is None:
        depth = light.depth if light.depth is not None else np.zeros((0, 6, 1, 1), np.float32)
        light.prepared = halves(within_sight(depth, light.probes, *box_of(light)) if light.probes else depth)
    prepared: list[np.ndarray] = light.prepared
    return prepared


def halves(values: np.ndarray) -> list[np.ndarray]:
    """float32 [..., S, S], S a power of two, and the means of ever larger squares of it."""
    levels = [np.ascontiguousarray(values, np.float32)]
    while levels[-1].shape[-1] > 1:
        *outer, side, _ = levels[-1].shape
        levels.append(levels[-1].reshape(*outer, side // 2, 2, side // 2, 2).mean(axis=(-3, -1), dtype=np.float32))
    return levels


def box_of(light: PlaceLight) -> tuple[np.ndarray, np.ndarray]:
    """Around all probes' boxes."""
    return np.min([p.low for p in light.probes], axis=0), np.max([p.high for p in light.probes], axis=0)


def within_sight(depth: np.ndarray, probes: list[Probe], low: np.ndarray, high: np.ndarray) -> np.ndarray:
    """float32 [P, 6, S, S], metres : distances that end at twice that of the place's walls (a box), so that the mean of some tells
    which share of them lies outside."""
    side = depth.shape[-1]
    c = (np.arange(side, dtype=np.float32) + 0.5) / side * 2 - 1
    t, s = np.meshgrid(c, c, indexing="ij")
    one = np.ones_like(s)
    # OpenGL 4.6, table 8.19
    faces = [(one, -t, -s), (-one, -t, s), (s, one, t), (s, -one, -t), (s, -t, one), (-s, -t, -one)]
    d = np.stack([np.stack(face, axis=-1) for face in faces])
    d /= np.linalg.norm(d, axis=-1, keepdims=True)
    d = np.where(np.abs(d) < 1e-6, np.float32(1e-6), d)
    walls = [np.maximum((low - p.position) / d, (high - p.position) / d).min(axis=-1) for p in probes]
    ends: np.ndarray = np.minimum(depth, 2 * np.maximum(np.array(walls, np.float32), 0.01))
    return ends
