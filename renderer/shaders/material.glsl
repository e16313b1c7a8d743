// One record a material of any model; a uniform block and no storage buffer, see renderer/gl/table.py. Mirrored by
// renderer/gl/records.py: new fields go to the end of both.
struct Material {
    vec4 base_colour;
    vec4 emissive; // w: alpha cutoff
    vec4 surface; // metallic, roughness, normal scale, occlusion strength
    vec4 specular; // colour times factor; w: reflectance at normal incidence from the index of refraction
    vec4 layers; // clear coat, its roughness, transmission, 0
    vec4 uv_u[5]; // a, b, tx, coordinate set (-1: no texture): base, metal-rough, normal, occlusion, emissive
    vec4 uv_v[5]; // c, d, ty, layer of the texture array
};

layout(std140, binding = 4) uniform Materials { Material materials[MATERIALS]; };

flat in uint material; // the draw's
#define m materials[material]
