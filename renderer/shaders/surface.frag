#version 430 core
#include "frame.glsl"
#include "material.glsl"
#include "brdf.glsl"
#include "environment.glsl"
#include "shadow.glsl"
#include "smoke.glsl"
#include "occlusion.glsl"
#include "place_light.glsl"

layout(binding = 0) uniform sampler2DArray base_map;
layout(binding = 1) uniform sampler2DArray metal_rough_map;
layout(binding = 2) uniform sampler2DArray normal_map;
layout(binding = 3) uniform sampler2DArray occlusion_map;
layout(binding = 4) uniform sampler2DArray emissive_map;

// At a covered sample: extrapolated to a pixel's middle, a thin bevel would flash.
centroid in vec3 position;
centroid in vec3 normal;
centroid in vec4 tangent;
in vec2 uv0;
in vec2 uv1;
centroid in vec4 colour;
flat in vec4 tint;
flat in uvec2 reach;
flat in float emissive_scale;
flat in vec3 eye;
layout(location = 0) out vec4 out_colour;

vec2 coordinate(int slot) {
    vec2 uv = m.uv_u[slot].w > 0.5 ? uv1 : uv0;
    return vec2(dot(m.uv_u[slot].xy, uv) + m.uv_u[slot].z, dot(m.uv_v[slot].xy, uv) + m.uv_v[slot].z);
}

vec4 map(sampler2DArray textures, int slot) { return texture(textures, vec3(coordinate(slot), m.uv_v[slot].w)); }

bool has(int slot) { return m.uv_u[slot].w > -0.5; }

#ifdef NORMAL_MAP
// Without tangents the frame comes from screen derivatives (Schueler, "Normal Mapping Without Precomputed Tangents").
mat3 tangent_frame(vec3 n, vec2 uv, float side) {
    if (dot(tangent.xyz, tangent.xyz) > 1e-6) {
        vec3 t = normalize(tangent.xyz - n * dot(n, tangent.xyz));
        return mat3(t, cross(n, t) * tangent.w, n);
    }
    vec3 dp1 = dFdx(position), dp2 = dFdy(position);
    vec2 du1 = dFdx(uv), du2 = dFdy(uv);
    vec3 p2 = cross(dp2, n), p1 = cross(n, dp1);
    vec3 t = p2 * du1.x + p1 * du2.x, b = p2 * du1.y + p1 * du2.y;
    float scale = inversesqrt(max(max(dot(t, t), dot(b, b)), 1e-20));
    return mat3(t * scale, -b * scale, n);
}
#endif

vec3 shading_normal(vec3 n) {
#ifdef NORMAL_MAP
    vec2 uv = coordinate(2);
    vec3 t = map(normal_map, 2).xyz * 2.0 - 1.0;
    t.xy *= m.surface.z;
    return normalize(tangent_frame(n, uv, 1.0) * t);
#else
    return n;
#endif
}

// Roughness grows where the normal turns within a pixel, or highlights shimmer (Tokuyoshi and Kaplanyan 2019).
float antialiased_roughness(float roughness, vec3 n) {
    vec3 dx = dFdx(n), dy = dFdy(n);
    float kernel = min(0.5 * (dot(dx, dx) + dot(dy, dy)) * 0.5, 0.18);
    return sqrt(sqrt(clamp(pow(roughness, 4.0) + kernel, 0.0, 1.0)));
}

Surface surface_of(vec3 base, vec3 geometric) {
    Surface s;
    vec2 metal_rough = m.surface.xy;
    if (has(1)) metal_rough *= map(metal_rough_map, 1).bg;
    s.position = position;
    s.to_eye = normalize(eye - position);
    s.normal = shading_normal(geometric);
    s.roughness = antialiased_roughness(max(metal_rough.y, 0.045), s.normal);
    s.alpha = s.roughness * s.roughness;
    s.n_dot_v = clamp(dot(s.normal, s.to_eye), 1e-3, 1.0);
    s.diffuse = base * (1.0 - metal_rough.x);
    s.f0 = mix(min(m.specular.w * m.specular.rgb, vec3(1.0)), base, metal_rough.x);
    s.f90 = mix(clamp(max(m.specular.r, max(m.specular.g, m.specular.b)), 0.0, 1.0), 1.0, metal_rough.x);
    s.dfg = environment_brdf(s.roughness, s.n_dot_v);
    s.compensation = 1.0 + s.f0 * (1.0 / max(s.dfg.x + s.dfg.y, 0.05) - 1.0);
    s.gain = 1.0;
    s.coat = m.layers.x;
    s.coat_roughness = max(m.layers.y, 0.045);
    s.coat_normal = geometric;
    return s;
}

const float LAMP_RADIUS_M = 0.12;

vec3 from_lights(Surface s, uint mask) {
    vec3 sum = vec3(0.0);
    for (int i = 0; i < counts.x; i++) { // a counter that is the same for all pixels: cheap uniform reads
        if ((mask & (1u << i)) == 0u) continue;
        vec3 to_light = lights[i].position_range.xyz - s.position;
        float d2 = dot(to_light, to_light), range = lights[i].position_range.w;
        float window = clamp(1.0 - (d2 * d2) / (range * range * range * range), 0.0, 1.0);
        float strength = window * window / max(d2, 0.01);
        if (strength <= 0.0) continue;
        // A lamp has a size: its mirror image is no star (widened lobe of Karis 2013, normalised by the squared ratio).
        Surface wide = s;
        wide.alpha = clamp(s.alpha + LAMP_RADIUS_M * 0.5 * inversesqrt(max(d2, 0.01)), 0.0, 1.0);
        wide.gain = pow(s.alpha / wide.alpha, 2.0);
        sum += reflected(wide, to_light * inversesqrt(max(d2, 1e-8)), 1.0) * lights[i].colour.rgb * strength;
    }
    return sum;
}

vec3 from_sun(Surface s, vec3 geometric) {
    if (dot(sun_colour.rgb, vec3(1.0)) <= 0.0 || dot(geometric, sun_direction.xyz) >= 0.0) return vec3(0.0);
    float visible = sun_visibility(s.position, geometric);
    return visible > 0.0 ? reflected(s, -sun_direction.xyz, 1.0) * sun_colour.rgb * visible : vec3(0.0);
}

// The diffuse part in .rgb of `diffuse`, all mirrored light in `specular`, so that clear glass keeps its highlights.
void from_everywhere(Surface s, vec3 irradiance, float occlusion, inout vec3 diffuse, inout vec3 specular) {
    vec3 single = s.f0 * s.dfg.x + s.f90 * s.dfg.y;
    vec3 mirror = reflect(-s.to_eye, s.normal);
    // Lagarde and de Rousiers 2014: what blocks the hemisphere blocks a narrow lobe less.
    float seen = clamp(pow(s.n_dot_v + occlusion, exp2(-16.0 * s.roughness - 1.0)) - 1.0 + occlusion, 0.0, 1.0);
    vec3 mirrored = specular_light(s.position, mix(mirror, s.normal, s.alpha * s.alpha), s.roughness);
    diffuse += s.diffuse * irradiance * occlusion * (1.0 - single * s.compensation);
    specular += mirrored * single * s.compensation * seen;
#ifdef COAT
    float f = schlick(0.04, clamp(dot(s.coat_normal, s.to_eye), 0.0, 1.0)) * s.coat;
    vec3 coat = specular_light(s.position, reflect(-s.to_eye, s.coat_normal), s.coat_roughness);
    diffuse *= 1.0 - f;
    specular = specular * (1.0 - f) + coat * f * seen;
#endif
}

void main() {
    vec4 base = m.base_colour * colour * tint;
    if (has(0)) base *= map(base_map, 0);
#ifdef ALPHA_MASK
    if (base.a < m.emissive.w) discard;
    base.a = 1.0;
#endif
    vec3 glow = m.emissive.rgb * emissive_scale;
    if (has(4)) glow *= map(emissive_map, 4).rgb;

    vec3 lit;
    float alpha = 1.0;
#ifdef UNLIT
    lit = base.rgb;
    alpha = base.a;
#else
    bool front = gl_FrontFacing != ((reach.y & 1u) != 0u);
    vec3 geometric = normalize(normal) * (front ? 1.0 : -1.0);
    Surface s = surface_of(base.rgb, geometric);
    float occlusion = has(3) ? mix(1.0, map(occlusion_map, 3).r, m.surface.w) : 1.0;
    vec3 diffuse = vec3(0.0), specular = vec3(0.0);
    bool baked = place.x != 0 && (reach.y & 2u) != 0u;
    if (!baked) occlusion *= near_occlusion(position, geometric);
    vec3 irradiance = diffuse_light(position, s.normal, baked ? uv1 : vec2(-1.0));
    from_everywhere(s, irradiance, occlusion, diffuse, specular);
    vec3 direct = from_lights(s, reach.x) + from_sun(s, geometric);
    alpha = base.a;
    float clear = m.layers.z;
    float cover = mix(alpha, alpha * (1.0 - 0.92 * max(base.r, max(base.g, base.b))), clear);
    // Light mirrored at clear glass stays even where the glass itself is not seen.
    lit = diffuse * (1.0 - clear) + (direct + specular);
#ifdef BLEND
    lit = (diffuse * (1.0 - clear) + direct) * alpha + specular * mix(alpha, 1.0, max(clear, 0.6));
    out_colour = vec4(0.0);
    alpha = cover;
#endif
#endif
    lit += glow;
#if defined(UNLIT) && defined(BLEND)
    lit *= alpha;
#endif
#ifndef BLEND
    alpha = 1.0;
#endif
    if (counts.y > 0) {
        vec4 fog = smoke_between(eye, position);
        lit = lit * fog.a + fog.rgb * alpha;
    }
    out_colour = vec4(lit, alpha);
}
