#version 430 core
// Agent or smoke that hangs in the air: a ball, or a disc under a ceiling whose rim rolls. Thick in the middle, torn at its rim.
#include "frame.glsl"
#include "smoke.glsl"
#include "depth.glsl"
#include "box_ray.glsl"
layout(binding = 0) uniform sampler3D noise;
uniform vec3 centre; // of a disc: of its top
uniform vec2 extent; // radius; depth of a disc, 0 for a ball
uniform float extinction;
uniform vec3 light; // that it sends back where it is thick
uniform vec4 motion; // metres a second; w: how much the lower side of it is darker
layout(location = 0) out vec4 out_colour;

float density(vec3 p, float time) {
    float scale = extent.y > 0.0 ? 0.9 : 0.35 + 0.55 * extent.x, r = length(p.xz);
    vec3 c = (p - motion.xyz * time) / scale;
    if (extent.y > 0.0) c.xz -= p.xz / max(r, 0.05) * time * 0.5 / scale; // it runs outwards
    vec2 large = texture(noise, c * 0.45).rg - 0.5;
    float fine = texture(noise, c * 1.3 + large.xyx * 0.3).r - 0.5;
    float torn = large.x * 1.1 + fine * 0.7;
    if (extent.y <= 0.0) {
        float inside = smoothstep(0.0, 0.9, 1.12 - length(p) / extent.x + torn * 1.4);
        return inside * inside; // thin at its rim, however thick it is within
    }
    float q = r / extent.x, front = (q - 0.88) / 0.14;
    float thick = extent.y * (0.75 + 0.7 * exp(-front * front)) * (1.0 + torn * 0.9);
    return smoothstep(0.0, 0.5, 1.0 + p.y / thick) * smoothstep(0.0, 0.16, 1.0 - q + torn * 0.2);
}

void main() {
    vec3 eye = views[view_index].eye.xyz, ray = ray_of(world);
    vec2 span = box_ray(ray);
    float stride = (span.y - span.x) / float(STEPS);
    if (stride <= 0.0) discard;
    float time = horizon.w, through = 1.0, start = dither();
    vec3 sent = vec3(0.0);
    Haze before = haze_of(eye, ray, span);
    for (int i = 0; i < STEPS; i++) {
        float along = span.x + stride * (float(i) + start);
        vec3 p = eye + ray * along - centre;
        float thick = density(p, time), blocked = 1.0 - exp(-extinction * thick * stride);
        float height = extent.y > 0.0 ? -p.y / extent.y : 0.5 - 0.5 * p.y / extent.x;
        vec4 fog = haze_at(before, (float(i) + start) / float(STEPS));
        vec3 lit = light * (1.0 - motion.w * clamp(height * thick, 0.0, 1.0));
        sent += through * blocked * (lit * fog.a + fog.rgb);
        through *= 1.0 - blocked;
    }
    if (through > 0.999) discard;
    out_colour = vec4(sent, 1.0 - through);
}
