// One record a drawn primitive, one a material. Mirrored by renderer/gl/records.py.
const uint MIRRORED = 1u; // the node's matrix turns triangles inside out

struct Draw {
    mat4 world_from_node;
    vec4 tint;
    uint material;
    uint light_mask; // bit i: light i reaches this primitive
    uint flags;
    float emissive_scale;
};

struct Material {
    vec4 base_colour;
    vec4 emissive; // w: alpha cutoff
    vec4 surface; // metallic, roughness, normal scale, occlusion strength
    vec4 specular; // colour times factor; w: reflectance at normal incidence from the index of refraction
    vec4 layers; // clear coat, its roughness, transmission, lightmap range
    vec4 uv_u[6]; // a, b, tx, coordinate set (-1: no texture): base, metal-rough, normal, occlusion, emissive, lightmap
    vec4 uv_v[6]; // c, d, ty, 0
};

layout(std430, binding = 2) readonly buffer Draws { Draw draws[]; };
layout(std430, binding = 3) readonly buffer Materials { Material materials[]; };
