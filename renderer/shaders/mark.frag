#version 430 core
// Soot, water or powder on what has been drawn within a ball: darkens it, or lays light of its own colour over it.
#include "frame.glsl"
#include "smoke.glsl"
#include "depth.glsl"
#include "box_ray.glsl"
layout(binding = 0) uniform sampler3D noise;
uniform vec3 centre;
uniform float radius;
uniform float strength;
uniform vec4 look; // light that it sends back; w: share of the light beneath that it keeps where it is thickest
uniform float torn; // how ragged its rim is
layout(location = 0) out vec4 out_colour;

void main() {
    vec3 eye = views[view_index].eye.xyz, ray = ray_of(world);
    vec3 at = eye + ray * scene_distance(world), p = (at - centre) / radius;
    if (dot(p, p) > 1.7) discard;
    vec3 c = at * 0.9;
    float large = texture(noise, c).r - 0.5, fine = texture(noise, c * 3.7 + large).g - 0.5;
    float cover = smoothstep(0.0, 0.35, 1.0 - length(p) + torn * (large * 1.3 + fine * 0.7)) * strength;
    cover *= 1.0 - torn * 0.35 * clamp(fine + 0.2, 0.0, 1.0);
    if (cover < 0.004) discard;
    vec4 fog = vec4(0.0, 0.0, 0.0, 1.0);
    if (counts.y > 0) fog = smoke_between(eye, at);
    float kept = 1.0 - cover * (1.0 - look.w);
    out_colour = vec4(look.rgb * cover * fog.a + fog.rgb * (1.0 - kept), 1.0 - kept);
}
