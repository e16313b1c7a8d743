// The material of all draws of a multi-draw. Mirrored by renderer/gl/records.py. A uniform block and not an array in a storage
// buffer: the same for every pixel, so drivers keep it in registers (llvmpipe gathers storage reads lane by lane).
layout(std140, binding = 4) uniform MaterialBlock {
    vec4 base_colour;
    vec4 emissive; // w: alpha cutoff
    vec4 surface; // metallic, roughness, normal scale, occlusion strength
    vec4 specular; // colour times factor; w: reflectance at normal incidence from the index of refraction
    vec4 layers; // clear coat, its roughness, transmission, lightmap range
    vec4 uv_u[6]; // a, b, tx, coordinate set (-1: no texture): base, metal-rough, normal, occlusion, emissive, lightmap
    vec4 uv_v[6]; // c, d, ty, 0
} m;
