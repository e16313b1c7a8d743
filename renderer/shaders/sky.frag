#version 430 core
#include "frame.glsl"
#include "environment.glsl"
#ifndef NO_SMOKE
#include "smoke.glsl"
#endif
#ifdef PHOTOGRAPH
layout(binding = 15) uniform sampler2D photograph; // equirectangular

vec3 background(vec3 d) {
    vec2 uv = vec2(atan(d.z, d.x) / (2.0 * PI) + 0.5, acos(clamp(d.y, -1.0, 1.0)) / PI);
    // From the direction's own change: the coordinate's has a seam.
    float texels = length(fwidth(d)) * 0.7 * float(textureSize(photograph, 0).y) / PI;
    return textureLod(photograph, uv, max(log2(max(texels, 1e-6)), 0.0)).rgb * sky.w;
}
#elif defined(NO_CLOUDS)
vec3 background(vec3 d) { return gradient(d, 0.02); }
#else
#include "clouds.glsl"

vec3 background(vec3 d) { return clouded(d, gradient(d, 0.02)); }
#endif
in vec4 far_point;
layout(location = 0) out vec4 out_colour;

void main() {
    vec3 eye = views[view_index].eye.xyz;
    vec3 direction = normalize(far_point.xyz / far_point.w - eye);
    vec3 colour = background(direction);
#ifndef NO_SMOKE
    if (counts.y > 0) {
        vec4 fog = smoke_between(eye, eye + direction * 1000.0);
        colour = colour * fog.a + fog.rgb;
    }
#endif
    out_colour = vec4(colour, 1.0);
}
