#version 430 core
#include "frame.glsl"
#include "environment.glsl"
#include "smoke.glsl"
in vec4 far_point;
layout(location = 0) out vec4 out_colour;

void main() {
    vec3 eye = views[view_index].eye.xyz;
    vec3 direction = normalize(far_point.xyz / far_point.w - eye);
    vec3 colour = gradient(direction, 0.02);
    if (counts.y > 0) {
        vec4 fog = smoke_between(eye, eye + direction * 1000.0);
        colour = colour * fog.a + fog.rgb;
    }
    out_colour = vec4(colour, 1.0);
}
