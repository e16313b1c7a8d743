#version 430 core
// A mirror's rectangle, a hair nearer to the eye than what it is asked about.
#include "frame.glsl"
uniform vec3 corners[4];

void main() {
    vec3 at = mix(corners[gl_VertexID], views[view_index].eye.xyz, 0.004);
    gl_Position = views[view_index].clip_from_world * vec4(at, 1.0);
}
