#version 430 core
// A turbulent diffusion flame: a body that narrows upwards, torn by noise that rises with the gas.
#include "frame.glsl"
#include "smoke.glsl"
layout(binding = 0) uniform sampler3D noise;
uniform vec3 low;
uniform vec3 high;
uniform vec3 base;
uniform vec2 size; // diameter, mean height
uniform vec2 tilt; // how far the top leans, metres
uniform float puffing_hz;
in vec3 world;
layout(location = 0) out vec4 out_colour;

// Light of hot soot, from dull red at the rim to pale yellow in the body. x: 0 (about 1200 K) to 1 (about 1900 K).
vec3 soot_glow(float x) {
    return vec3(1.0, 0.13 + 0.55 * x * x, 0.004 + 0.06 * x * x * x) * (0.8 + 2.4 * x * x);
}

// Share of burning gas and how hot it is, at a point in flame coordinates: x, z in radii, y in mean heights.
vec2 burning(vec3 p, float time) {
    float puff = 1.0 + 0.12 * sin(6.28318 * (puffing_hz * time - p.y * 0.6));
    float h = p.y / (1.15 * puff);
    float rise = time * (0.55 + 0.45 * puffing_hz) / max(size.y, 0.15) * 0.5;
    vec3 q = vec3(p.x * 0.30, p.y * 0.42 * clamp(size.y / size.x, 0.6, 2.0) - rise, p.z * 0.30);
    vec2 large = texture(noise, q * 0.62).rg - 0.5;
    float fine = texture(noise, q * 1.9 + vec3(large.x, -rise * 0.35, large.y) * 0.35).r - 0.5;
    vec2 sway = large * (0.25 + 1.5 * clamp(h, 0.0, 1.0));
    float radius = length(p.xz + sway * 0.9);
    // Necks in above the base, then tapers to tongues.
    float body = mix(1.08, 0.92, smoothstep(0.0, 0.2, h)) * pow(clamp(1.0 - h / 1.4, 0.0, 1.0), 0.60);
    float depth = body - radius - fine * (0.30 + 1.15 * clamp(h, 0.0, 1.0)) * 0.9;
    float gas = smoothstep(0.0, 0.22, depth) * smoothstep(-0.02, 0.05, h) * (1.0 - smoothstep(1.25, 1.5, p.y));
    float heat = clamp(0.30 + depth * 1.7 - 0.26 * clamp(h - 0.2, 0.0, 1.0), 0.0, 1.0);
    return vec2(gas, heat);
}

void main() {
    vec3 eye = views[view_index].eye.xyz, ray = normalize(world - eye);
    vec3 inverse = 1.0 / (ray + vec3(lessThan(abs(ray), vec3(1e-6))) * 1e-6);
    vec3 a = (low - eye) * inverse, b = (high - eye) * inverse;
    vec3 near = min(a, b), far = max(a, b);
    float enter = max(max(near.x, near.y), max(near.z, 0.0)), leave = min(far.x, min(far.y, far.z));
    float stride = (leave - enter) / float(STEPS);
    if (stride <= 0.0) discard;
    float time = horizon.w, radius = size.x * 0.5;
    vec3 glow = vec3(0.0);
    float through = 1.0;
    for (int i = 0; i < STEPS; i++) {
        vec3 p = eye + ray * (enter + stride * (float(i) + 0.5)) - base;
        float h = p.y / max(size.y, 0.02);
        p.xz -= tilt * h;
        vec2 gas = burning(vec3(p.x / radius, h, p.z / radius), time);
        float amount = gas.x * stride / max(size.x, 0.05);
        float blocked = 1.0 - exp(-3.4 * amount);
        glow += through * blocked * soot_glow(gas.y);
        through *= 1.0 - blocked;
    }
    vec4 fog = smoke_between(eye, eye + ray * enter);
    out_colour = vec4(glow, 1.0 - through) * fog.a;
}
