#version 430 core
#include "frame.glsl"
layout(location = 0) in vec3 in_from;
layout(location = 1) in vec3 in_to;
layout(location = 2) in vec4 in_colour;
layout(location = 3) in float in_width;
out vec4 colour;
out float across;

void main() {
    float end = float(gl_VertexID >> 1);
    across = float(gl_VertexID & 1) * 2.0 - 1.0;
    vec3 at = mix(in_from, in_to, end), along = normalize(in_to - in_from + vec3(0.0, 1e-7, 0.0));
    vec3 side = cross(along, views[view_index].eye.xyz - at);
    at += along * in_width * 0.25 * (end * 2.0 - 1.0); // so that the pieces of an arc overlap
    at += normalize(side + vec3(1e-7, 0.0, 0.0)) * across * in_width * 0.5;
    colour = in_colour;
    gl_Position = views[view_index].clip_from_world * vec4(at, 1.0);
}
