#version 430 core
#include "draws.glsl"
layout(location = 0) in vec3 in_position;
layout(location = 6) in uint in_draw;
uniform mat4 shadow_from_world;

void main() { gl_Position = shadow_from_world * draws[in_draw].world_from_node * vec4(in_position, 1.0); }
