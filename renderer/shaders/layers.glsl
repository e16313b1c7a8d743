// All layers of a surface, and the light that they send to the eye. What a material lacks is not compiled in.
#ifdef MIRROR
#include "mirror.glsl"
#endif
#ifdef COAT
#include "coat.glsl"
#endif
#ifdef SHEEN
#include "sheen.glsl"
#endif
#ifdef ANISOTROPY
#include "anisotropy.glsl"
#endif
#ifdef DIFFUSE_TRANSMISSION
layout(binding = 32) uniform sampler2DArray through_map;
layout(binding = 33) uniform sampler2DArray through_colour_map;
#endif

struct Layers {
    vec3 through; // colour times share of light that diffuses to the other side
    float kept; // share that stays on this side
#ifdef COAT
    Coat coat;
#endif
#ifdef SHEEN
    Sheen sheen;
#endif
#ifdef ANISOTROPY
    Brushed brushed;
#endif
};

// Radiance towards the eye, by what may still cover or replace it.
struct Shine {
    vec3 diffuse;
    vec3 specular;
    vec3 sheen;
    vec3 coat;
};

void dim(inout Shine shine, float left) {
    shine.diffuse *= left;
    shine.specular *= left;
    shine.sheen *= left;
    shine.coat *= left;
}

Layers layers_of(Surface s) {
    Layers l;
    l.through = vec3(0.0);
    l.kept = 1.0;
#ifdef DIFFUSE_TRANSMISSION
    float share = x_through.w * extra(through_map, 12).a;
    l.through = x_through.rgb * extra(through_colour_map, 13).rgb * share;
    l.kept = 1.0 - share;
#endif
#ifdef COAT
    l.coat = coat_of(s.geometric, s.to_eye);
#endif
#ifdef SHEEN
    l.sheen = sheen_of(s.n_dot_v);
#endif
#ifdef ANISOTROPY
    l.brushed = brushed_of(s.normal);
#endif
    return l;
}

// Adds light of one direction; irradiance : on a surface that faces it.
void add_light(Surface s, Layers l, vec3 to_light, vec3 irradiance, inout Shine shine) {
    vec3 h = normalize(s.to_eye + to_light);
    float cosine = dot(s.normal, to_light), n_dot_l = clamp(cosine, 0.0, 1.0);
    float n_dot_h = clamp(dot(s.normal, h), 0.0, 1.0), v_dot_h = clamp(dot(s.to_eye, h), 0.0, 1.0);
#ifdef ANISOTROPY
    float lobe = brushed_lobe(l.brushed, s, to_light, h, n_dot_l, n_dot_h);
#else
    float lobe = distribution_ggx(s.alpha, n_dot_h) * visibility_smith(s.alpha, s.n_dot_v, n_dot_l) * s.gain;
#endif
    vec3 below = 1.0 - schlick(s.f0_dielectric, s.f90, v_dot_h);
    shine.diffuse += s.diffuse * below * irradiance * (n_dot_l * l.kept + max(-cosine, 0.0) * l.through) / PI;
    shine.specular += schlick(s.f0, s.f90, v_dot_h) * s.compensation * lobe * n_dot_l * irradiance;
#ifdef SHEEN
    shine.sheen += sheen_reflected(l.sheen, s.n_dot_v, n_dot_l, n_dot_h) * irradiance;
#endif
#ifdef COAT
    shine.coat += coat_reflected(l.coat, s.to_eye, to_light) * irradiance;
#endif
}

// Adds light of all directions; `occlusion` : share of the hemisphere that is open. lightmap_uv : as diffuse_light has it.
void add_surroundings(Surface s, Layers l, float occlusion, vec2 lightmap_uv, inout Shine shine) {
    vec3 bent = s.normal;
#ifdef ANISOTROPY
    bent = bent_normal(l.brushed, s);
#endif
    vec3 irradiance = diffuse_light(s.position, s.normal, lightmap_uv) * occlusion;
    vec3 mirror = normalize(mix(reflect(-s.to_eye, bent), bent, s.alpha * s.alpha));
    // Lagarde and de Rousiers 2014: what blocks the hemisphere blocks a narrow lobe less.
    float seen = clamp(pow(s.n_dot_v + occlusion, exp2(-16.0 * s.roughness - 1.0)) - 1.0 + occlusion, 0.0, 1.0);
    // In a room no mirrored ray comes through the surface; where the mesh itself turns away, its rim, nothing is lost. Light of a
    // photograph comes from afar, and there glTF's model knows the shading normal alone.
    float horizon_share = clamp(1.0 + dot(mirror, s.geometric) - min(dot(s.geometric, s.to_eye), 0.0), 0.0, 1.0);
    if (!has_environment_map()) seen *= horizon_share * horizon_share;
    if (lightmap_uv.x >= 0.0) seen *= lobe_occlusion(s.position, s.normal, irradiance, s.roughness);
    vec3 many = multiple_scattering(s.f0_dielectric, s.f90, s.dfg);
    // The rougher, the more a lobe gathers what a diffuse surface does; of that the lightmap knows what stands near.
    float wide = lightmap_uv.x >= 0.0 ? smoothstep(0.4, 0.85, s.roughness) : 0.0;
    vec3 gathered = wide * irradiance;
#ifdef MIRROR
    if (has_picture(s.position, s.geometric)) gathered = mirrored(s.position);
    else
#endif
    if (wide < 1.0) gathered += (1.0 - wide) * seen * specular_light(s.position, s.geometric, mirror, s.roughness, irradiance);
    shine.specular += gathered * (s.f0 * s.dfg.x + s.f90 * s.dfg.y);
    shine.specular += irradiance * mix(many, multiple_scattering(s.f0_metal, 1.0, s.dfg), s.metallic);
    vec3 taken = s.f0_dielectric * s.dfg.x + s.f90 * s.dfg.y + many;
    shine.diffuse += s.diffuse * irradiance * (1.0 - taken) * l.kept;
#ifdef DIFFUSE_TRANSMISSION
    vec3 other_side = diffuse_light(s.position, -s.normal, vec2(-1.0));
    shine.diffuse += s.diffuse * other_side * (1.0 - taken) * l.through;
#endif
#ifdef SHEEN
    shine.sheen += l.sheen.colour * l.sheen.albedo * irradiance;
#endif
#ifdef COAT
    shine.coat += coat_ambient(l.coat, s.position, s.to_eye, irradiance) * seen;
#endif
}

// Everything together: each layer keeps from those below what it sends back itself.
vec3 stacked(Layers l, Shine shine, vec3 glow) {
    vec3 colour = shine.diffuse + shine.specular + glow;
#ifdef SHEEN
    colour = colour * l.sheen.below + shine.sheen;
#endif
#ifdef COAT
    colour = colour * (1.0 - l.coat.albedo) + shine.coat;
#endif
    return colour;
}
