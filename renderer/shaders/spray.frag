#version 430 core
#include "frame.glsl"
#include "smoke.glsl"
#include "depth.glsl"
in vec4 colour;
in vec2 corner;
in vec3 world;
flat in float seed;
flat in float radius;
layout(location = 0) out vec4 out_colour;

void main() {
    float r2 = dot(corner, corner), before = scene_along() - 1.0 / gl_FragCoord.w;
    if (r2 > 1.0 || before <= 0.0) discard;
    float ripple = 0.75 + 0.25 * sin(corner.x * 5.0 + seed * 2.4) * sin(corner.y * 4.0 + seed * 1.7);
    float soft = (1.0 - r2) * (1.0 - r2) * ripple * colour.a * clamp(before / (0.6 * radius), 0.0, 1.0);
    vec4 fog = vec4(0.0, 0.0, 0.0, 1.0);
    if (counts.y > 0) fog = smoke_between(views[view_index].eye.xyz, world);
    out_colour = vec4((colour.rgb * fog.a + fog.rgb) * soft, soft);
}
