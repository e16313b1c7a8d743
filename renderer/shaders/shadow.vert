#version 430 core
#include "draws.glsl"
#ifdef DEFORM
#include "deform.glsl"
#endif
layout(location = 0) in vec3 in_position;
layout(location = 6) in uint in_draw;
uniform mat4 shadow_from_world;

void main() {
    vec3 at = in_position;
#ifdef DEFORM
    vec3 n = vec3(0.0), t = vec3(0.0);
    deform(draws[in_draw].deform, at, n, t);
#endif
    gl_Position = shadow_from_world * draws[in_draw].world_from_node * vec4(at, 1.0);
}
