#version 430 core
#include "draws.glsl"
#ifdef DEFORM
#include "deform.glsl"
#endif
layout(location = 0) in vec3 in_position;
#ifdef ALPHA_MASK
layout(location = 3) in vec2 in_uv0;
layout(location = 4) in vec2 in_uv1;
layout(location = 5) in vec4 in_colour;
out vec2 uv0;
out vec2 uv1;
out float cover;
flat out uint material;
#endif
layout(location = 6) in uint in_draw;
flat out uint flags;
uniform mat4 shadow_from_world;

void main() {
    vec3 at = in_position;
    flags = draws[in_draw].flags;
#ifdef DEFORM
    vec3 n = vec3(0.0), t = vec3(0.0);
    deform(draws[in_draw].deform, at, n, t);
#endif
#ifdef ALPHA_MASK
    uv0 = in_uv0;
    uv1 = in_uv1;
    cover = in_colour.a * draws[in_draw].tint.a;
    material = draws[in_draw].material;
#endif
    gl_Position = shadow_from_world * draws[in_draw].world_from_node * vec4(at, 1.0);
}
