#version 430 core
// A turbulent diffusion flame: a body that necks in and tapers, torn to tongues and islands by noise that rises with the gas;
// half of the time it reaches the mean flame height. Under a ceiling what is left runs out along it.
#include "frame.glsl"
#include "smoke.glsl"
#include "depth.glsl"
#include "box_ray.glsl"
layout(binding = 0) uniform sampler3D noise;
uniform vec3 base;
uniform vec2 size; // diameter, mean height
uniform vec2 tilt; // how far the top leans, metres
uniform vec2 motion; // puffs a second, metres a second upwards
uniform float room_m; // height of the ceiling over the base
uniform vec4 look; // tint, opacity
uniform vec3 column_low; // box of what rises
uniform vec3 column_high;
layout(location = 0) out vec4 out_colour;

// Light of hot soot, from dull red at the rim to pale yellow in the body. x: 0 (about 1200 K) to 1 (about 1900 K).
vec3 soot_glow(float x) {
    return vec3(1.0, 0.06 + 0.66 * x, 0.002 + 0.16 * x * x * x) * (0.35 + 7.0 * x * x);
}

// Depth of what runs out along the ceiling.
float sheet_m() { return 0.10 + 0.14 * (size.y - room_m); }

// What of the ray has to be looked at: a box around what rises, one around what runs out, or all between them.
vec2 flame_ray(vec3 ray) {
    float end = scene_distance(world);
    vec2 column = box_ray(ray, column_low, column_high, end);
    if (size.y <= room_m) return column;
    vec2 sheet = box_ray(ray, vec3(low.x, high.y - 2.6 * sheet_m(), low.z), high, end);
    if (sheet.y <= sheet.x) return column;
    return column.y <= column.x ? sheet : vec2(min(column.x, sheet.x), max(column.y, sheet.y));
}

// Share of burning gas and how hot it is. q: metres from the base, upright.
vec2 burning(vec3 q, float time) {
    float radius = 0.5 * size.x, scale = mix(size.x, size.y, 0.30) + 0.05;
    float r = length(q.xz), run = max(r - 0.6 * radius, 0.0);
    float path = q.y - motion.y * time;
    // Tongues side by side, a hand's or two's breadth each, that wander about and reach more or less high.
    vec3 spot = vec3(q.x, 0.25 * motion.y * time, q.z) / (0.5 * size.x + 0.25);
    float tongue = smoothstep(0.28, 0.72, texture(noise, spot * 0.42).g);
    float h = q.y / (size.y * mix(0.72, 1.28, tongue));
    float under = -9.0, flare = 0.0;
    if (size.y > room_m) {
        float cut = size.y - room_m, thick = sheet_m(), gone = run / (cut + radius);
        float below = (room_m - q.y) / thick;
        under = (1.0 - below) * 0.9 + 0.35 - 1.1 * gone;
        flare = 0.9 * exp(-0.7 * below * below);
        path += run * smoothstep(1.5, 0.0, below);
        under -= 3.0 * max(gone - 1.0, 0.0) + 0.6 * max(below - 1.0, 0.0);
    }
    vec3 c = vec3(q.x, path, q.z) / scale;
    vec2 large = texture(noise, c * vec3(0.40, 0.22, 0.40)).rg - 0.5;
    vec2 fine = texture(noise, c * vec3(1.1, 0.50, 1.1) + large.xyx * 0.30).rg - 0.5;
    float torn = fine.x + 0.30 * (texture(noise, c * vec3(2.6, 1.3, 2.6) + fine.xyx * 0.2).r - 0.5);
    float up = clamp(h, 0.0, 1.4);
    vec2 sway = large * radius * (0.3 + 2.0 * up);
    float puff = 0.10 * sin(6.28318 * (motion.x * time - h * 1.1)) * smoothstep(0.05, 0.4, h);
    float width = mix(1.05, 0.86, smoothstep(0.0, 0.3, h)) + puff;
    // Half of the time a tongue reaches the mean height: there the body ends, and only noise still makes flame.
    float body = width * pow(max(1.0 - h / 1.0, 0.0), 0.62) - 1.5 * max(h - 1.0, 0.0);
    float column = body + flare - length(q.xz + sway) / radius;
    float f = max(column, under) + torn * (0.85 + 0.85 * up);
    float gas = smoothstep(0.0, 0.12, f) * smoothstep(-0.01, 0.03, q.y) * (1.0 - smoothstep(1.35, 1.58, h));
    float heat = clamp(0.22 + 1.25 * f - 0.20 * max(up - 0.3, 0.0) + fine.y * 1.0, 0.0, 1.0);
    return vec2(gas, heat);
}

void main() {
    vec3 eye = views[view_index].eye.xyz, ray = ray_of(world);
    vec2 span = flame_ray(ray);
    float stride = (span.y - span.x) / float(STEPS);
    if (stride <= 0.0) discard;
    float time = horizon.w, through = 1.0, start = dither();
    vec3 glow = vec3(0.0), haze = vec3(0.0);
    Haze before = haze_of(eye, ray, span);
    for (int i = 0; i < STEPS; i++) {
        float along = span.x + stride * (float(i) + start);
        vec3 q = eye + ray * along - base;
        q.xz -= tilt * (q.y / max(size.y, 0.02));
        vec2 gas = burning(q, time);
        float blocked = 1.0 - exp(-5.5 * look.w * gas.x * stride / (0.25 + 0.55 * size.x));
        vec4 fog = haze_at(before, (float(i) + start) / float(STEPS));
        glow += through * blocked * soot_glow(gas.y) * fog.a;
        haze += through * blocked * fog.rgb;
        through *= 1.0 - blocked;
    }
    if (through > 0.999) discard;
    float hides = (1.0 - through) * min(look.w, 1.0); // without soot light comes through
    out_colour = vec4(glow * look.rgb + haze * min(look.w, 1.0), hides);
}
