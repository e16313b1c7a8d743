// One record a material of any model; a uniform block and no storage buffer, see renderer/gl/table.py. Mirrored by
// renderer/gl/records.py: new fields go to the end of both.
struct Material {
    vec4 base_colour;
    vec4 emissive; // w: alpha cutoff
    vec4 surface; // metallic, roughness, normal scale, occlusion strength
    vec4 specular; // colour; w: reflectance at normal incidence from the index of refraction
    vec4 layers; // clear coat, its roughness, transmission, specular factor
    vec4 uv_u[5]; // a, b, tx, coordinate set (-1: no texture): base, metal-rough, normal, occlusion, emissive
    vec4 uv_v[5]; // c, d, ty, layer of the texture array
};

layout(std140, binding = 4) uniform Materials { Material materials[MATERIALS]; };

flat in uint material; // the draw's
#define m materials[material]

layout(binding = 0) uniform sampler2DArray base_map;
layout(binding = 1) uniform sampler2DArray metal_rough_map;
layout(binding = 2) uniform sampler2DArray normal_map;
layout(binding = 3) uniform sampler2DArray occlusion_map;
layout(binding = 4) uniform sampler2DArray emissive_map;

in vec2 uv0;
in vec2 uv1;

vec2 coordinate(int slot) {
    vec2 uv = m.uv_u[slot].w > 0.5 ? uv1 : uv0;
    return vec2(dot(m.uv_u[slot].xy, uv) + m.uv_u[slot].z, dot(m.uv_v[slot].xy, uv) + m.uv_v[slot].z);
}

vec4 map(sampler2DArray textures, int slot) {
    vec3 at = vec3(coordinate(slot), m.uv_v[slot].w);
#ifdef FINER // levels: see renderer/gl/enlarge.py
    return texture(textures, at, -FINER);
#else
    return texture(textures, at);
#endif
}

bool has(int slot) { return m.uv_u[slot].w > -0.5; }
