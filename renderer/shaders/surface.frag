#version 430 core
// At a covered sample: extrapolated to a pixel's middle, a thin bevel would flash.
centroid in vec3 position;
centroid in vec3 normal;
centroid in vec4 tangent;
centroid in vec4 colour;
flat in vec4 tint;
flat in uvec2 reach; // light mask, flags
flat in float emissive_scale;
flat in vec3 eye;
layout(location = 0) out vec4 out_colour;

#include "frame.glsl"
#include "material.glsl"
#include "environment.glsl"
#include "shadow.glsl"
#include "smoke.glsl"
#include "occlusion.glsl"
#include "place_light.glsl"
#include "normals.glsl"
#include "brdf.glsl"
#ifdef EXTRA
#include "extras.glsl"
#endif
#ifdef IRIDESCENCE
#include "iridescence.glsl"
#endif
#ifdef TRANSMISSION
#include "transmission.glsl"
flat in float model_scale;
#endif
#include "layers.glsl"
#include "lights.glsl"
#ifdef SPECULAR_MAPS
layout(binding = 25) uniform sampler2DArray specular_map;
layout(binding = 26) uniform sampler2DArray specular_colour_map;
#endif
#ifdef GLOSSINESS
layout(binding = 34) uniform sampler2DArray gloss_map;
#endif

// Metalness and roughness, and how much is mirrored at which angle.
void reflectance(inout Surface s, out float roughness) {
    vec2 metal_rough = m.surface.xy;
    if (has(1)) metal_rough *= map(metal_rough_map, 1).bg;
    vec4 specular = vec4(m.specular.rgb, m.layers.w);
#ifdef SPECULAR_MAPS
    specular *= vec4(extra(specular_colour_map, 6).rgb, extra(specular_map, 5).a);
#endif
    s.metallic = metal_rough.x;
    roughness = metal_rough.y;
    s.f0_dielectric = min(m.specular.w * specular.rgb, vec3(1.0)) * specular.w;
    s.f90 = mix(specular.w, 1.0, s.metallic);
    s.diffuse = s.base * (1.0 - s.metallic);
    s.f0_metal = s.base;
#ifdef GLOSSINESS
    vec4 gloss = x_gloss * extra(gloss_map, 14);
    roughness = 1.0 - gloss.a;
    s.f0_dielectric = gloss.rgb;
    s.f90 = 1.0;
#endif
}

Surface surface_of(vec3 base, vec3 geometric) {
    Surface s;
    s.position = position;
    s.to_eye = normalize(eye - position);
    s.geometric = geometric;
    s.normal = shading_normal(geometric);
    s.base = base;
    float roughness;
    reflectance(s, roughness);
    s.roughness = antialiased_roughness(roughness, s.normal);
    s.alpha = max(s.roughness * s.roughness, 0.002);
    s.n_dot_v = clamp(dot(s.normal, s.to_eye), 1e-3, 1.0);
#ifdef IRIDESCENCE
    s.f0_dielectric = film_f0(s.f0_dielectric, s.n_dot_v);
    s.f0_metal = film_f0(s.f0_metal, s.n_dot_v);
#endif
    s.f0 = mix(s.f0_dielectric, s.f0_metal, s.metallic);
    s.dfg = integrals(s.roughness, s.n_dot_v).xy;
    s.compensation = 1.0 + s.f0 * (1.0 / max(s.dfg.x + s.dfg.y, 0.05) - 1.0);
    s.gain = 1.0;
    return s;
}

// Premultiplied colour of a lit surface.
vec4 lit(vec4 base, vec3 glow) {
    Surface s = surface_of(base.rgb, normalize(normal) * (front_face() ? 1.0 : -1.0));
    Layers l = layers_of(s);
    float occlusion = has(3) ? mix(1.0, map(occlusion_map, 3).r, m.surface.w) : 1.0;
    bool baked = place.x != 0 && (reach.y & 2u) != 0u;
#ifdef LEAN
#if defined(BAKED) && !defined(NO_PLACE_LIGHT)
    baked = true;
#else
    baked = false;
#endif
#endif
    if (!baked) occlusion *= near_occlusion(position, s.geometric);
    Shine shine = Shine(vec3(0.0), vec3(0.0), vec3(0.0), vec3(0.0));
    add_surroundings(s, l, occlusion, baked ? uv1 : vec2(-1.0), shine);
#ifndef NO_SMOKE
    if (counts.y > 0) dim(shine, smoke_shade(position));
#endif
    add_lamps(s, l, reach.x, shine);
    add_sun(s, l, shine);
    vec3 entering = (1.0 - s.metallic) * (1.0 - (s.f0_dielectric * s.dfg.x + s.f90 * s.dfg.y));
#ifdef TRANSMISSION
    float clear = transmission_of(), open;
    shine.diffuse = mix(shine.diffuse, transmitted(s, model_scale, open) * entering, clear);
    float cover = base.a * (1.0 - clear * open * largest(entering));
#else
    // Clear glass without a picture of what is behind: that shows through by blending, in one colour for red, green and blue.
    float clear = m.layers.z;
    shine.diffuse *= 1.0 - clear;
    float cover = base.a * (1.0 - clear * largest(base.rgb * entering));
#endif
#if defined(BLEND)
    return vec4(stacked(l, shine, glow) * base.a, cover);
#elif defined(TRANSMISSION)
    return vec4(stacked(l, shine, glow), cover);
#else
    return vec4(stacked(l, shine, glow), 1.0);
#endif
}

#ifdef DEFORM
// Whether another level of detail has this pixel; both together cover each once. fade : see draws.glsl.
bool dissolved(uint fade) {
    if (fade == 0u) return false;
    float noise = fract(52.9829189 * fract(dot(floor(gl_FragCoord.xy), vec2(0.06711056, 0.00583715)))); // Jimenez 2014
    bool comes = noise * 128.0 < float(fade & 127u);
    return comes == ((fade & 128u) != 0u);
}
#endif

// Air before what is far away: as bright as the sky low above the horizon, which it makes. None in a room.
vec3 hazed(vec3 colour, float cover) {
    float clear = exp(-max(distance(eye, position) - 30.0, 0.0) / float(counts.w));
    return mix(mix(horizon.rgb, sky.rgb, 0.4) * 0.6 * cover, colour, clear);
}

void main() {
    vec4 base = m.base_colour * colour * tint;
    if (has(0)) base *= map(base_map, 0);
#ifdef ALPHA_MASK
    if (base.a < m.emissive.w) discard;
#endif
#ifndef BLEND
    base.a = 1.0;
#endif
    vec3 glow = m.emissive.rgb * emissive_scale;
    if (has(4)) glow *= map(emissive_map, 4).rgb;
#ifdef UNLIT
    out_colour = vec4((base.rgb + glow) * base.a, base.a);
#else
    out_colour = lit(base, glow);
#endif
#ifndef NO_HAZE
    if (counts.w > 0) out_colour.rgb = hazed(out_colour.rgb, out_colour.a);
#endif
#ifndef NO_SMOKE
    if (counts.y > 0) {
        vec4 fog = smoke_between(eye, position);
        out_colour.rgb = out_colour.rgb * fog.a + fog.rgb * out_colour.a;
    }
#endif
#ifdef DEFORM
    if (dissolved(reach.y >> 8)) discard; // after all that looks at neighbouring pixels
#endif
}
