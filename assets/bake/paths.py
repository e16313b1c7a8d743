"""Unidirectional path tracing of all light groups at once (Kajiya 1986; next-event estimation and the balance heuristic of
Veach 1997; Russian roulette). Light is linear: one path carries a picture per group.
"""

from __future__ import annotations

from typing import Any

from assets.bake.backend import dr, mi
from assets.bake.lights import Lights, Shine
from assets.bake.surface import Hit, evaluate, fetch, integrals, lobes, sample
from assets.bake.tables import Tables

MAX_DEPTH = 20
MAX_CLEAR = 12  # panes, leaves and cut-outs that one ray passes
FIREFLY = 30.0  # bounced light of one path is cut here (radiance; a sunlit white wall has about 1.5)


class Tracer:
    """Paths through one soup under its lights."""

    def __init__(self, tables: Tables, lights: Lights) -> None:
        self.tables, self.lights = tables, lights

    def radiance(
        self, origin: Any, direction: Any, rng: Any, active: Any, density: Any = None, camera: bool = False
    ) -> Any:
        """list of Color3f, one a slot: light that arrives at `origin` against `direction`.

        density : steradian density with which the direction was drawn where lamps were sampled as well (their light is then
        weighted), None where they were not. camera : what faces away is not drawn, as in the renderer.
        """
        start = mi.Float(0) if density is None else mi.Float(density)
        return _radiance(self, mi.Point3f(origin), mi.Vector3f(direction), rng, mi.Bool(active), start, camera)[0]

    def first_seen(self, origin: Any, direction: Any, rng: Any) -> tuple[Any, Any]:
        """Albedo (Color3f; white for the sky) and normal of what is seen through panes and cut-outs: what guides a denoiser."""
        albedo, normal = mi.Color3f(1), mi.Vector3f(0)
        return _first_seen(self, mi.Point3f(origin), mi.Vector3f(direction), rng, mi.Bool(True), albedo, normal)[:2]

    def direct(self, p: Any, rng: Any, active: Any, reflectance: Any, add: Any, sums: Any) -> Any:
        """Adds the light of one lamp sample and of every fire at a point, without the suns, to `sums`, and returns them.

        `reflectance(direction)` gives (factor Color3f or Float with the cosine, density of choosing that direction by
        scattering); `add(sums, direction, slot, Color3f)` puts light where it belongs."""
        if self.lights.lamps:
            u0, u1, u2 = (rng.next_float32(active) for _ in range(3))
            shine = self.lights.sample_lamp(self.tables, p, u0, u1, u2, rng, active)
            value = self.weighed(shine, p, reflectance, active, rng)
            add(sums, shine.to_light, shine.slot, value)
        return _spots(self, p, rng, active, reflectance, add, sums)[0] if self.lights.spots else sums

    def weighed(self, shine: Shine, p: Any, reflectance: Any, active: Any, rng: Any) -> Any:
        """Color3f: what of a sampled light arrives."""
        factor, density = reflectance(shine.to_light)
        weight = dr.select(shine.density > 0, shine.density / (shine.density + density), 1)
        value = mi.Color3f(factor) * shine.value * weight
        wanted = active & (dr.max(value) > 0)
        value = value * self.visibility(p, shine.to_light, shine.distance, wanted, rng)
        return value & wanted

    def visibility(self, p: Any, direction: Any, distance: Any, active: Any, rng: Any) -> Any:
        """Color3f: what of the light from there comes through panes, leaves and air."""
        far = distance * (1 - 1e-3)
        free = mi.Bool(active)
        if self.tables.opaque_scene is not None:
            free &= ~self.tables.opaque_scene.ray_test(mi.Ray3f(p, direction, far, 0, []), active)
        through = dr.select(free, mi.Color3f(1), mi.Color3f(0))
        return _through_clear(self, p, direction, far, free, through, rng)[0] if self.tables.any_clear else through


@dr.syntax
def _radiance(self, o, d, rng, active, scatter_density, camera):
    t, lights = self.tables, self.lights
    sums = [mi.Color3f(0) for _ in range(lights.count)]
    throughput = mi.Color3f(1)
    come = mi.Float(0)  # metres since the last scattering, panes in between not counted as such
    depth, panes = mi.UInt32(0), mi.UInt32(0)
    while active:
        hit = t.all_scene.ray_intersect_preliminary(mi.Ray3f(o, d), coherent=False, active=active)
        met = active & hit.is_valid()
        cap = dr.select(depth == 0, 1e30, FIREFLY)
        for slot, sky in lights.sky(d):
            sums[slot] += dr.minimum(throughput * sky, cap) & (active & ~met)
        come += dr.select(met, hit.t, 0)
        s = fetch(t, hit.prim_index, hit.prim_uv, d, rng, met)
        scale = 1 + dr.max(dr.abs(s.p))
        culled = camera & (depth == 0) & ~s.front & ~s.double_sided
        passes = (rng.next_float32(met) >= s.alpha) | culled
        at = met & ~passes
        if dr.hint(lights.lamps > 0, mode="scalar"):
            chosen = lights.hit_density(hit.prim_index, s.ng, d, come, at)
            weight = dr.select(scatter_density > 0, scatter_density / (scatter_density + chosen), 1)
            add_to(sums, s.slot, dr.minimum(throughput * s.emission * weight, cap) & at, lights.lamp_slots)
        b = lobes(t, s, -d)
        # Clear glass: mirrored, or through it straight on and tinted, or scattered by its frosted part.
        mirrored = dr.clip(dr.max(b.mirrored), 0, 1)
        straight = at & (rng.next_float32(at) < s.transmission * (1 - mirrored))
        at &= ~straight
        throughput = dr.select(straight, throughput * s.base, throughput)
        throughput = dr.select(
            at & (s.transmission > 0), throughput / dr.maximum(1 - s.transmission * (1 - mirrored), 1e-3), throughput
        )
        p = s.p + s.ng * (1e-4 * scale)
        if dr.hint(lights.lamps > 0, mode="scalar"):
            u0, u1, u2 = rng.next_float32(at), rng.next_float32(at), rng.next_float32(at)
            shine = lights.sample_lamp(t, p, u0, u1, u2, rng, at)
            value, density = evaluate(b, shine.to_light, s.ng)
            value *= throughput * shine.value * (shine.density / (shine.density + density))
            add_to(sums, shine.slot, seen_light(self, p, shine, value, at, depth, rng), lights.lamp_slots)
        if dr.hint(lights.suns > 0, mode="scalar"):
            shine = lights.sample_sun(rng.next_float32(at), at)
            value, density = evaluate(b, shine.to_light, s.ng)
            value *= throughput * shine.value
            add_to(sums, shine.slot, seen_light(self, p, shine, value, at, depth, rng))
        if dr.hint(lights.spots > 0, mode="scalar"):
            pick = dr.minimum(mi.UInt32(rng.next_float32(at) * lights.spots), lights.spots - 1)
            shine = lights.sample_spot(p, pick, rng.next_float32(at), rng.next_float32(at), at)
            value, density = evaluate(b, shine.to_light, s.ng)
            value *= throughput * shine.value * lights.spots
            add_to(sums, shine.slot, seen_light(self, p, shine, value, at, depth, rng))
        out = sample(b, rng.next_float32(at), rng.next_float32(at), rng.next_float32(at))
        value, density = evaluate(b, out, s.ng)
        throughput = dr.select(at, throughput * value / dr.maximum(density, 1e-9), throughput)
        on = met & (passes | straight)
        o = dr.select(on, s.p - s.ng * (1e-4 * scale), dr.select(at, p, o))
        d = dr.select(at, out, d)
        scatter_density = dr.select(at, density, scatter_density)
        come = dr.select(at, 0, come)
        depth += dr.select(at, 1, 0)
        panes += dr.select(on, 1, 0)
        survive = dr.select(at & (depth > 2), dr.clip(dr.max(throughput), 0.05, 0.95), 1)
        active = met & (depth < MAX_DEPTH) & (panes < MAX_CLEAR) & (dr.max(throughput) > 1e-4)
        active &= rng.next_float32(active) < survive
        throughput /= survive
    return sums, rng


@dr.syntax
def _first_seen(self, o, d, rng, active, albedo, normal):
    t = self.tables
    passed = mi.UInt32(0)
    while active:
        hit = t.all_scene.ray_intersect_preliminary(mi.Ray3f(o, d), coherent=False, active=active)
        active &= hit.is_valid()
        s = fetch(t, hit.prim_index, hit.prim_uv, d, rng, active)
        clear = rng.next_float32(active) >= s.alpha * (1 - s.transmission)
        shown = active & ~clear
        albedo = dr.select(shown, dr.maximum(s.base, dr.minimum(s.emission, 1)), albedo)
        normal = dr.select(shown, s.ns, normal)
        o = dr.select(active, s.p - s.ng * (1e-4 * (1 + dr.max(dr.abs(s.p)))), o)
        passed += 1
        active &= clear & (passed < MAX_CLEAR)
    return albedo, normal, rng


@dr.syntax
def _spots(self, p, rng, active, reflectance, add, sums):
    i = mi.UInt32(0)
    while i < self.lights.spots:
        shine = self.lights.sample_spot(p, i, rng.next_float32(), rng.next_float32(), active)
        value = self.weighed(shine, p, reflectance, active, rng)
        add(sums, shine.to_light, shine.slot, value)
        i += 1
    return sums, rng


@dr.syntax
def _through_clear(self, p, direction, far, active, through, rng):
    t = self.tables
    passed = mi.UInt32(0)
    o, left = mi.Point3f(p), mi.Float(far)
    active = mi.Bool(active)
    while active:
        hit = t.clear_scene.ray_intersect_preliminary(
            mi.Ray3f(o, direction, left, 0, []), coherent=False, active=active
        )
        active &= hit.is_valid()
        face = dr.gather(mi.UInt32, t.clear_face, hit.prim_index, active)
        s = fetch(t, face, hit.prim_uv, direction, rng, active)
        through = dr.select(active, through * transmittance(t, s, direction), through)
        step = hit.t + 1e-4 * (1 + dr.max(dr.abs(s.p)))
        o = dr.select(active, o + direction * step, o)
        left -= step
        passed += 1
        active &= (passed < MAX_CLEAR) & (left > 0) & (dr.max(through) > 1e-3)
    return through, rng


def transmittance(t: Tables, s: Hit, direction: Any) -> Any:
    """Color3f: how much goes straight through a pane, leaf or cut-out."""
    x, y = integrals(t, s.roughness, dr.clip(dr.abs(dr.dot(s.ns, direction)), 1e-3, 1))
    mirrored = dr.clip(dr.max(s.f0_dielectric * x + s.f90 * y), 0, 1)
    return (1 - s.alpha) + s.base * (s.alpha * s.transmission * (1 - mirrored))


def seen_light(tracer: Tracer, p: Any, shine: Shine, value: Any, active: Any, depth: Any, rng: Any) -> Any:
    """`value` where the light is seen from p, bounced light cut at FIREFLY."""
    wanted = active & (dr.max(value) > 0)
    value = value * tracer.visibility(p, shine.to_light, shine.distance, wanted, rng)
    return dr.minimum(value, dr.select(depth == 0, 1e30, FIREFLY)) & wanted


def add_to(sums: list[Any], slot: Any, value: Any, slots: list[int] | None = None) -> None:
    """Adds to the picture that each lane's light belongs to."""
    for number in range(len(sums)) if slots is None else slots:
        sums[number] += dr.select(slot == number, value, 0)
