#version 430 core
#include "frame.glsl"
uniform mat4 world_from_panel;
uniform vec2 size; // metres
out vec2 uv;

void main() {
    vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
    uv = vec2(corner.x, 1.0 - corner.y);
    gl_Position = views[view_index].clip_from_world * world_from_panel * vec4((corner - 0.5) * size, 0.0, 1.0);
}
