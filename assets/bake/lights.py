"""What shines: emitting triangles, the suns, the sky, fires and point lamps, each with the picture ("slot") it counts to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from assets.bake.backend import dr, mi
from assets.bake.groups import Group
from assets.bake.soup import Soup
from assets.bake.surface import EMISSIVE, decode_srgb, texture
from assets.bake.tables import MATERIAL_ROWS, Tables

LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
CYLINDER, POINT = 1.0, 0.0


@dataclass(slots=True)
class Shine:
    """Light sampled at a point: unit direction to it, distance, radiance (or intensity) over density, slot, and the density per
    steradian with which lamps are chosen (0: no path meets this light by chance)."""

    to_light: Any
    distance: Any
    value: Any
    slot: Any
    density: Any


class Lights:
    """All light of the groups that have a slot. focus : float [N, 3], where somebody looks; near lamps are sampled more."""

    def __init__(
        self, soup: Soup, tables: Tables, groups: list[Group], slots: dict[str, tuple[int, float]], focus: np.ndarray
    ) -> None:
        self.count = max((slot for slot, _ in slots.values()), default=0) + 1
        on = [(g, *slots[g.name]) for g in groups if g.name in slots and slots[g.name][1] > 0]
        self.skies = [(slot, w, g.sky) for g, slot, w in on if g.sky is not None]
        suns = [(slot, w, g.sun) for g, slot, w in on if g.sun is not None and any(g.sun.colour)]
        self.suns = len(suns)
        if suns:
            rows = [[(*(-np.array(s.direction)), slot), (*(w * np.array(s.colour)), 0)] for slot, w, s in suns]
            self.sun = mi.Float(np.array(rows, np.float32).ravel())
        spots = [row for g, slot, w in on for row in _spots(g, slot, w)]
        self.spots = len(spots)
        if spots:
            self.spot = mi.Float(np.array(spots, np.float32).ravel())
        self._lamps(soup, tables, focus)

    def _lamps(self, soup: Soup, tables: Tables, focus: np.ndarray) -> None:
        bright = tables.emission @ LUMINANCE
        faces = np.flatnonzero(bright[soup.face_material] > 0)
        areas = soup.areas()[faces]
        faces, areas = faces[areas > 1e-10], areas[areas > 1e-10]
        self.lamps = len(faces)
        self.lamp_slots = sorted({int(s) for s, b in zip(tables.slot_of, bright, strict=True) if b > 0 and s >= 0})
        if not self.lamps:
            return
        middle = soup.positions[soup.faces[faces]].mean(axis=1)
        near2 = np.min([((middle - point) ** 2).sum(1) for point in focus], axis=0)
        power = bright[soup.face_material[faces]] * areas / np.maximum(near2, 1.0)
        chance = power / power.sum()
        density = np.zeros(len(soup.faces), np.float32)
        density[faces] = chance / areas
        self.lamp_face, self.lamp_density = mi.UInt32(faces.astype(np.uint32)), mi.Float(density)
        threshold, other = alias_table(chance)
        self.alias_threshold, self.alias_other = mi.Float(threshold), mi.UInt32(other)

    def sky(self, direction: Any) -> list[tuple[int, Any]]:
        """(slot, radiance) of each sky."""
        return [(slot, gradient(sky, direction) * weight) for slot, weight, sky in self.skies]

    def sample_lamp(self, t: Tables, p: Any, u0: Any, u1: Any, u2: Any, rng: Any, active: Any) -> Shine:
        """A point on a lamp."""
        scaled = u0 * self.lamps
        i = dr.minimum(mi.UInt32(scaled), self.lamps - 1)
        own = scaled - mi.Float(i) < dr.gather(mi.Float, self.alias_threshold, i, active)
        i = dr.select(own, i, dr.gather(mi.UInt32, self.alias_other, i, active))
        face = dr.gather(mi.UInt32, self.lamp_face, i, active)
        f = dr.gather(mi.Vector4u, t.face, face, active)
        root = dr.sqrt(u1)
        b1, b2 = root * (1 - u2), root * u2
        a, b, c = (_xyz(dr.gather(mi.Vector4f, t.position, k, active)) for k in (f.x, f.y, f.z))
        to = a * (1 - b1 - b2) + b * b1 + c * b2 - mi.Vector3f(p)
        distance = dr.norm(to)
        to = to / dr.maximum(distance, 1e-9)
        material = f.w & 0x7FFFFFFF
        row = dr.gather(mi.Vector4f, t.material, material * MATERIAL_ROWS + 1, active)
        two_sided = dr.gather(mi.Vector4f, t.material, material * MATERIAL_ROWS + 4, active).z > 0.5
        glow = mi.Color3f(row.x, row.y, row.z)
        if t.textured[EMISSIVE]:
            n = [dr.gather(mi.Vector4f, t.normal_u, k, active).w for k in (f.x, f.y, f.z)]
            v = [dr.gather(mi.Vector4f, t.tangent_v, k, active).w for k in (f.x, f.y, f.z)]
            uv = mi.Vector2f(*(w[0] * (1 - b1 - b2) + w[1] * b1 + w[2] * b2 for w in (n, v)))
            glow *= decode_srgb(texture(t, material, EMISSIVE, [uv, uv], rng, active))
        cosine = -dr.dot(dr.normalize(dr.cross(b - a, c - a)), to)
        cosine = dr.select(two_sided, dr.abs(cosine), cosine)
        density = dr.gather(mi.Float, self.lamp_density, face, active) * distance * distance / dr.maximum(cosine, 1e-6)
        good = active & (cosine > 1e-6) & (distance > 1e-5)
        return Shine(to, distance, (glow / density) & good, mi.Int32(row.w), dr.select(good, density, 1))

    def hit_density(self, face: Any, ng: Any, direction: Any, distance: Any, active: Any) -> Any:
        """Density per steradian with which `sample_lamp` would have chosen this hit."""
        density = dr.gather(mi.Float, self.lamp_density, face, active)
        return density * distance * distance / dr.maximum(dr.abs(dr.dot(ng, direction)), 1e-6)

    def sample_sun(self, u: Any, active: Any) -> Shine:
        """One of the suns, times their number."""
        i = dr.minimum(mi.UInt32(u * self.suns), self.suns - 1)
        a, b = (dr.gather(mi.Vector4f, self.sun, i * 2 + k, active) for k in range(2))
        return Shine(_xyz(a), mi.Float(1e5), mi.Color3f(b.x, b.y, b.z) * self.suns, mi.Int32(a.w), mi.Float(0))

    def sample_spot(self, p: Any, i: Any, u1: Any, u2: Any, active: Any) -> Shine:
        """A point on fire or point lamp number i."""
        a, b, c = (dr.gather(mi.Vector4f, self.spot, i * 3 + k, active) for k in range(3))
        angle = 2 * dr.pi * u1
        out = mi.Vector3f(dr.cos(angle), 0, dr.sin(angle))
        to = _xyz(a) + out * b.x + mi.Vector3f(0, 1, 0) * (b.y * u2) - mi.Vector3f(p)
        d2 = dr.maximum(dr.squared_norm(to), 1e-6)
        distance = dr.sqrt(d2)
        to = to / distance
        cosine = dr.maximum(-dr.dot(out, to), 0) * 2 * dr.pi * b.x * b.y
        share = d2 / dr.maximum(b.w * b.w, 1e-6)
        window = dr.square(dr.clip(1 - share * share, 0, 1)) * d2 / dr.maximum(d2, 0.01)
        strength = dr.select(b.z == CYLINDER, cosine, window) / d2
        return Shine(to, distance, mi.Color3f(c.x, c.y, c.z) * strength, mi.Int32(a.w), mi.Float(0))


def _xyz(v: Any) -> Any:
    return mi.Vector3f(v.x, v.y, v.z)


def _spots(group: Group, slot: int, weight: float) -> list[list[float]]:
    """Twelve floats each: position, slot; radius, height, kind, range; colour, 0."""
    if group.kind == "fire":
        colour = group.fire_radiance() * weight
        return [[*group.position, slot, group.radius_m, group.height_m, CYLINDER, 0, *colour, 0]]
    return [[*p.position, slot, 0, 0, POINT, p.range_m, *(weight * c for c in p.colour), 0] for p in group.lamps]


def gradient(sky: Any, direction: Any, blur: float = 0.02) -> Any:
    """renderer/shaders/environment.glsl: gradient."""
    y = direction.y
    up, down = smoothstep(-blur, 0.6 + blur, y), smoothstep(-blur, 0.25 + blur, -y)
    horizon, top, ground = (mi.Color3f(*c) for c in (sky.horizon, sky.sky, sky.ground))
    return dr.lerp(dr.lerp(horizon, top, dr.sqrt(up)), ground, down)


def smoothstep(low: float, high: float, x: Any) -> Any:
    t = dr.clip((x - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def alias_table(chance: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Walker's alias method: (threshold float32 [N], other uint32 [N]) of probabilities that sum to 1."""
    scaled = chance * len(chance)
    threshold, other = np.ones(len(chance), np.float32), np.arange(len(chance), dtype=np.uint32)
    small, large = list(np.flatnonzero(scaled < 1)), list(np.flatnonzero(scaled >= 1))
    while small and large:
        low, high = small.pop(), large[-1]
        threshold[low], other[low] = scaled[low], high
        scaled[high] -= 1 - scaled[low]
        if scaled[high] < 1:
            small.append(large.pop())
    return threshold, other
