"""The renderer's surface (renderer/shaders/surface.frag, layers.glsl) for the path tracer: metallic-roughness with Lambert that
shares its energy with a GGX lobe.

f = (diffuse * (1 - once - many) + many) / pi + D V F; D, V: GGX with height-correlated Smith (Heitz 2014); `once` the lobe's
albedo, from the renderer's own table; `many` what facets mirror more than once (Fdez-Aguera 2019). Clear coat, sheen,
anisotropy and iridescence are not in it: no place of ours uses them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assets.bake.backend import dr, mi
from assets.bake.tables import BLEND, MASK, MATERIAL_ROWS, TEXTURES, Tables

MIN_ROUGHNESS = 0.045
BASE, METAL_ROUGH, NORMAL, EMISSIVE = range(TEXTURES)


@dataclass(slots=True)
class Hit:
    """A point on the soup, seen from -direction. Normals face the viewer; `front` says whether the side does."""

    p: Any
    ng: Any
    ns: Any
    front: Any
    base: Any
    alpha: Any  # coverage: 1 or 0 for MASK
    metallic: Any
    roughness: Any
    f0: Any
    f0_dielectric: Any
    f90: Any
    emission: Any
    slot: Any
    transmission: Any
    double_sided: Any


def fetch(t: Tables, face: Any, bary: Any, direction: Any, rng: Any, active: Any) -> Hit:
    """Reads everything about a hit. bary : Mitsuba's prim_uv (weights of the second and third corner)."""
    f = dr.gather(mi.Vector4u, t.face, face, active)
    i0, i1, i2, material = f.x, f.y, f.z, f.w & 0x7FFFFFFF
    b0, b1, b2 = 1 - bary.x - bary.y, bary.x, bary.y
    p0, p1, p2 = (dr.gather(mi.Vector4f, t.position, i, active) for i in (i0, i1, i2))
    n0, n1, n2 = (dr.gather(mi.Vector4f, t.normal_u, i, active) for i in (i0, i1, i2))
    p, n_u = p0 * b0 + p1 * b1 + p2 * b2, n0 * b0 + n1 * b1 + n2 * b2
    a, b, c = (mi.Vector3f(v.x, v.y, v.z) for v in (p0, p1, p2))
    ng = dr.normalize(dr.cross(b - a, c - a))
    front = dr.dot(ng, direction) < 0
    ns = dr.normalize(mi.Vector3f(n_u.x, n_u.y, n_u.z))
    ns = dr.select(dr.isfinite(ns.x), ns, ng)
    t0, t1, t2 = (dr.gather(mi.Vector4f, t.tangent_v, i, active) for i in (i0, i1, i2))
    t_v = t0 * b0 + t1 * b1 + t2 * b2
    uv = [mi.Vector2f(n_u.w, t_v.w)]
    if t.has_uv1:
        w0, w1, w2 = (dr.gather(mi.Vector2f, t.uv1, i, active) for i in (i0, i1, i2))
        uv.append(w0 * b0 + w1 * b1 + w2 * b2)
    rows = [dr.gather(mi.Vector4f, t.material, material * MATERIAL_ROWS + k, active) for k in range(MATERIAL_ROWS)]
    base, alpha = mi.Color3f(rows[0].x, rows[0].y, rows[0].z), mi.Float(rows[0].w)
    if t.has_colours:
        c0, c1, c2 = (dr.gather(mi.Vector4f, t.colour, i, active) for i in (i0, i1, i2))
        colour = c0 * b0 + c1 * b1 + c2 * b2
        base, alpha = base * mi.Color3f(colour.x, colour.y, colour.z), alpha * colour.w
    texel = texture(t, material, BASE, uv, rng, active)
    base, alpha = base * decode_srgb(texel), alpha * texel.w
    metallic, roughness = mi.Float(rows[2].x), mi.Float(rows[2].y)
    texel = texture(t, material, METAL_ROUGH, uv, rng, active)
    metallic, roughness = metallic * texel.z, roughness * texel.y
    if t.textured[NORMAL]:
        texel = texture(t, material, NORMAL, uv, rng, active, blank=(0.5, 0.5, 1.0))
        ns = bent(ns, mi.Vector3f(t_v.x, t_v.y, t_v.z), f.w >= 0x80000000, texel, rows[2].z)
    emission = mi.Color3f(rows[1].x, rows[1].y, rows[1].z)
    emission *= decode_srgb(texture(t, material, EMISSIVE, uv, rng, active))
    alpha = dr.select(rows[4].y == MASK, dr.select(alpha < rows[2].w, 0, 1), dr.select(rows[4].y == BLEND, alpha, 1))
    lit = rows[4].w < 0.5  # an unlit surface only emits
    sign = dr.select(front, 1.0, -1.0)
    dielectric = mi.Color3f(rows[3].x, rows[3].y, rows[3].z)
    dielectric &= lit
    return Hit(
        mi.Point3f(p.x, p.y, p.z), ng * sign, ns * sign, front, base * dr.select(lit, 1, 0), alpha, metallic,
        dr.maximum(roughness, MIN_ROUGHNESS), dr.select(lit, dr.lerp(dielectric, base, metallic), 0),
        dielectric, dr.select(lit, dr.lerp(rows[3].w, 1, metallic), 0), emission & (front | (rows[4].z > 0.5)), mi.Int32(rows[1].w),
        mi.Float(rows[4].x), rows[4].z > 0.5,
    )  # fmt: skip


def texture(
    t: Tables, material: Any, kind: int, uv: list[Any], rng: Any, active: Any, blank: Any = (1.0, 1.0, 1.0)
) -> Any:
    """One texel as Vector4f 0..1, chosen by chance among the four of a bilinear filter (right on average, a quarter of
    the memory traffic); `blank` where the material has no such texture."""
    none = mi.Vector4f(*blank, 1.0)
    if not t.textured[kind]:
        return none
    row = material * TEXTURES + kind
    head = dr.gather(mi.Vector4u, t.texture, row, active)
    has = active & (head.y > 0)
    u_row = dr.gather(mi.Vector4f, t.texture_transform, row * 2, has)
    v_row = dr.gather(mi.Vector4f, t.texture_transform, row * 2 + 1, has)
    at = uv[0] if len(uv) == 1 else dr.select(u_row.w > 0.5, uv[1], uv[0])
    u = u_row.x * at.x + u_row.y * at.y + u_row.z
    v = v_row.x * at.x + v_row.y * at.y + v_row.z
    x = wrapped(u, head.y, head.w & 3, rng.next_float32(has))
    y = wrapped(v, head.z, head.w >> 2, rng.next_float32(has))
    word = dr.gather(mi.UInt32, t.texel, head.x + y * head.y + x, has)
    texel = mi.Vector4f(word & 255, (word >> 8) & 255, (word >> 16) & 255, word >> 24) / 255
    return dr.select(has, texel, none)


def wrapped(u: Any, size: Any, mode: Any, jitter: Any) -> Any:
    """Texel column of a coordinate: jittered by up to half a texel each way, then repeated, clamped or mirrored."""
    n = mi.Int32(size)
    i = mi.Int32(dr.floor(u * mi.Float(size) + jitter - 0.5))
    n = dr.maximum(n, 1)
    repeat = i - mi.Int32(dr.floor((mi.Float(i) + 0.5) / mi.Float(n))) * n
    twice = i - mi.Int32(dr.floor((mi.Float(i) + 0.5) / mi.Float(2 * n))) * 2 * n
    mirror = dr.select(twice < n, twice, 2 * n - 1 - twice)
    chosen = dr.select(mode == 1, i, dr.select(mode == 2, mirror, repeat))
    return mi.UInt32(dr.clip(chosen, 0, n - 1))


def decode_srgb(texel: Any) -> Any:
    c = mi.Color3f(texel.x, texel.y, texel.z)
    return dr.select(c <= 0.04045, c / 12.92, dr.power((c + 0.055) / 1.055, 2.4))


def bent(n: Any, tangent: Any, left_handed: Any, texel: Any, scale: Any) -> Any:
    """The normal turned by a normal map; unchanged without a tangent."""
    x, y, z = (texel.x * 2 - 1) * scale, (texel.y * 2 - 1) * scale, texel.z * 2 - 1
    along = tangent - n * dr.dot(n, tangent)
    length = dr.norm(along)
    along = along / dr.maximum(length, 1e-8)
    across = dr.cross(n, along) * dr.select(left_handed, -1.0, 1.0)
    return dr.select(length > 1e-6, dr.normalize(along * x + across * y + n * z), n)


@dataclass(slots=True)
class Lobes:
    """A hit's scattering, ready to be evaluated for many directions. `to_eye` unit."""

    n: Any
    to_eye: Any
    n_dot_v: Any
    alpha: Any
    f0: Any
    f90: Any
    diffuse: Any  # what Lambert sends back of irradiance / pi
    mirror_chance: Any
    mirrored: Any  # Color3f: what of arriving light the outside keeps from entering


def lobes(t: Tables, hit: Hit, to_eye: Any) -> Lobes:
    n_dot_v = dr.clip(dr.dot(hit.ns, to_eye), 1e-3, 1)
    x, y = integrals(t, hit.roughness, n_dot_v)
    outside = hit.f0_dielectric * x + hit.f90 * y
    many, many_metal = multiple(hit.f0_dielectric, hit.f90, x, y), multiple(hit.base, 1, x, y)
    below = hit.base * (1 - hit.metallic) * (1 - hit.transmission) * dr.maximum(1 - outside - many, 0)
    diffuse = below + dr.lerp(many, many_metal, hit.metallic)
    m, d = dr.max(hit.f0 * x + hit.f90 * y), dr.max(diffuse)
    chance = dr.select(m + d > 0, dr.clip(m / dr.maximum(m + d, 1e-9), 0.1, 1), 1)
    chance = dr.select(d > 1e-4, dr.minimum(chance, 0.9), 1)
    return Lobes(hit.ns, to_eye, n_dot_v, dr.square(hit.roughness), hit.f0, hit.f90, diffuse, chance, outside)


def multiple(f0: Any, f90: Any, x: Any, y: Any) -> Any:
    """renderer/shaders/brdf.glsl: multiple_scattering (Fdez-Aguera 2019)."""
    once, average, missing = f0 * x + f90 * y, f0 + (1 - f0) / 21, 1 - (x + y)
    return once * average * missing / dr.maximum(1 - missing * average, 1e-3)


def integrals(t: Tables, roughness: Any, n_dot_v: Any) -> tuple[Any, Any]:
    """Shares of f0 and of f90 in the lobe's albedo: renderer/gl/tables.py, bilinear as the texture is read."""
    side = t.integral_side
    u, v = dr.clip(dr.sqrt(n_dot_v) * side - 0.5, 0, side - 1), dr.clip(roughness * side - 0.5, 0, side - 1)
    i, j = mi.UInt32(u), mi.UInt32(v)
    i2, j2 = dr.minimum(i + 1, side - 1), dr.minimum(j + 1, side - 1)
    fu, fv = u - mi.Float(i), v - mi.Float(j)
    a, b, c, d = (
        dr.gather(mi.Vector2f, t.integral, row * side + column) for row, column in ((j, i), (j, i2), (j2, i), (j2, i2))
    )
    found = dr.lerp(dr.lerp(a, b, fu), dr.lerp(c, d, fu), fv)
    return found.x, found.y


def evaluate(s: Lobes, to_light: Any, ng: Any) -> tuple[Any, Any]:
    """(f * cosine Color3f, sampling density per steradian) for a direction."""
    h = dr.normalize(s.to_eye + to_light)
    n_dot_l, n_dot_h = dr.dot(s.n, to_light), dr.clip(dr.dot(s.n, h), 0, 1)
    seen = (n_dot_l > 0) & (dr.dot(ng, to_light) > 0)
    n_dot_l = dr.maximum(n_dot_l, 1e-6)
    v_dot_h = dr.clip(dr.dot(s.to_eye, h), 0, 1)
    a2 = s.alpha * s.alpha
    k = n_dot_h * n_dot_h * (a2 - 1) + 1
    d = a2 / (dr.pi * k * k)
    smith_v = dr.sqrt(a2 + (1 - a2) * s.n_dot_v * s.n_dot_v)
    smith_l = dr.sqrt(a2 + (1 - a2) * n_dot_l * n_dot_l)
    visibility = 0.5 / dr.maximum(n_dot_l * smith_v + s.n_dot_v * smith_l, 1e-6)
    fresnel = s.f0 + (s.f90 - s.f0) * dr.power(1 - v_dot_h, 5)
    value = (s.diffuse / dr.pi + fresnel * d * visibility) * n_dot_l
    # Density of a visible normal mirrored (Heitz 2018): G1(v) D / (4 n.v), with G1 = 2 n.v / (n.v + smith).
    mirror = d * 0.5 / (s.n_dot_v + smith_v)
    density = dr.lerp(n_dot_l / dr.pi, mirror, s.mirror_chance)
    return value & seen, dr.select(seen, density, 0)


def sample(s: Lobes, u0: Any, u1: Any, u2: Any) -> Any:
    """A direction towards light, drawn with the density that `evaluate` gives."""
    frame = mi.Frame3f(s.n)
    flat = mi.warp.square_to_cosine_hemisphere(mi.Point2f(u1, u2))
    v = frame.to_local(s.to_eye)
    v = dr.normalize(mi.Vector3f(v.x, v.y, dr.maximum(v.z, 1e-3)))
    h = visible_normal(v, s.alpha, u1, u2)
    mirrored = 2 * dr.dot(v, h) * h - v
    return frame.to_world(dr.select(u0 < s.mirror_chance, mirrored, flat))


def visible_normal(v: Any, alpha: Any, u1: Any, u2: Any) -> Any:
    """A GGX facet that is seen from v (local, z up). Heitz, "Sampling the GGX Distribution of Visible Normals", 2018."""
    stretched = dr.normalize(mi.Vector3f(alpha * v.x, alpha * v.y, v.z))
    flat2 = stretched.x * stretched.x + stretched.y * stretched.y
    t1 = dr.select(
        flat2 > 1e-12,
        mi.Vector3f(-stretched.y, stretched.x, 0) * dr.rsqrt(dr.maximum(flat2, 1e-12)),
        mi.Vector3f(1, 0, 0),
    )
    t2 = dr.cross(stretched, t1)
    r, phi = dr.sqrt(u1), 2 * dr.pi * u2
    x, y = r * dr.cos(phi), r * dr.sin(phi)
    half = 0.5 * (1 + stretched.z)
    y = (1 - half) * dr.sqrt(dr.maximum(1 - x * x, 0)) + half * y
    n = t1 * x + t2 * y + stretched * dr.sqrt(dr.maximum(1 - x * x - y * y, 0))
    return dr.normalize(mi.Vector3f(alpha * n.x, alpha * n.y, dr.maximum(n.z, 1e-6)))
