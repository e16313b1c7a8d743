#version 430 core
#include "frame.glsl"
layout(location = 0) in vec3 in_position;
layout(location = 1) in float in_radius;
layout(location = 2) in vec3 in_colour;
layout(location = 3) in float in_opacity;
layout(location = 4) in vec3 in_streak; // half the length of a drop in flight, along its way
out vec4 colour;
out vec2 corner;
out vec3 world;
flat out float seed;
flat out float radius;

void main() {
    corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    // Facing the eye, not the screen: both eyes then see the same puff.
    vec3 forward = normalize(in_position - views[view_index].eye.xyz + vec3(0.0, 0.0, 1e-6));
    vec3 right = normalize(cross(forward, vec3(0.0, 1.0, 1e-3))), up = cross(right, forward) * in_radius;
    if (dot(in_streak, in_streak) > 0.0) {
        up = in_streak;
        right = normalize(cross(forward, in_streak) + vec3(0.0, 1e-6, 0.0));
    }
    colour = vec4(in_colour, in_opacity);
    seed = float(gl_InstanceID);
    radius = in_radius;
    world = in_position + right * in_radius * corner.x + up * corner.y;
    gl_Position = views[view_index].clip_from_world * vec4(world, 1.0);
}
