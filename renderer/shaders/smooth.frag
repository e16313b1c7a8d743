#version 430 core
// Stairs along edges, smoothed in a picture of one sample a pixel: Lottes, FXAA 3.11 (2009), its quality preset 12 but for SUBPIXEL. Each pixel at an
// edge takes as much of what is on the other side as the edge's slope says, which is known from how far away its steps end.
layout(binding = 0) uniform sampler2D drawn; // sRGB numbers
in vec2 uv;
layout(location = 0) out vec4 out_colour;

const float LEAST = 0.0312, LEAST_SHARE = 0.125; // of contrast: less is no edge
const float SUBPIXEL = 0.5; // how much of what is finer than a pixel is taken away
const int STEPS = 5;
const float STEP[STEPS] = float[](1.0, 1.5, 2.0, 2.0, 4.0); // pixels

float lightness(vec2 at) { return texture(drawn, at).g; } // green is most of it, and four of it come at once

void main() {
    vec2 pixel = 1.0 / vec2(textureSize(drawn, 0));
    vec4 low = textureGather(drawn, uv - 0.5 * pixel, 1), high = textureGather(drawn, uv + 0.5 * pixel, 1);
    float m = low.y, w = low.x, s = low.z, sw = low.w, n = high.x, e = high.z, ne = high.y;
    float nw = textureOffset(drawn, uv, ivec2(-1, 1)).g, se = textureOffset(drawn, uv, ivec2(1, -1)).g;
    float brightest = max(max(max(n, s), max(e, w)), m), range = brightest - min(min(min(n, s), min(e, w)), m);

    float level = abs(nw + sw - 2.0 * w) + 2.0 * abs(n + s - 2.0 * m) + abs(ne + se - 2.0 * e);
    float upright = abs(nw + ne - 2.0 * n) + 2.0 * abs(w + e - 2.0 * m) + abs(sw + se - 2.0 * s);
    bool is_level = level >= upright;
    float before = is_level ? s : w, after = is_level ? n : e;
    bool is_before = abs(before - m) >= abs(after - m); // the side on which the edge lies
    float contrast = is_before ? abs(before - m) : abs(after - m), middle = 0.5 * (m + (is_before ? before : after));
    vec2 along = is_level ? vec2(pixel.x, 0.0) : vec2(0.0, pixel.y);
    vec2 over = (is_level ? vec2(0.0, pixel.y) : vec2(pixel.x, 0.0)) * (is_before ? -1.0 : 1.0);

    vec2 edge = uv + 0.5 * over;
    float back = 0.0, forth = 0.0, back_end = 0.0, forth_end = 0.0;
    bool even = range < max(LEAST, LEAST_SHARE * brightest), back_done = even, forth_done = even;
    for (int i = 0; i < STEPS && !(back_done && forth_done); i++) {
        if (!back_done) {
            back += STEP[i];
            back_end = lightness(edge - along * back) - middle;
            back_done = abs(back_end) >= 0.25 * contrast;
        }
        if (!forth_done) {
            forth += STEP[i];
            forth_end = lightness(edge + along * forth) - middle;
            forth_done = abs(forth_end) >= 0.25 * contrast;
        }
    }
    float nearer_end = back < forth ? back_end : forth_end;
    float shift = (nearer_end < 0.0) != (m < middle) ? 0.5 - min(back, forth) / (back + forth) : 0.0;

    float around = (2.0 * (n + e + s + w) + nw + ne + sw + se) / 12.0;
    float fine = smoothstep(0.0, 1.0, abs(around - m) / max(range, 1e-4));
    shift = max(shift, fine * fine * SUBPIXEL);
    out_colour = texture(drawn, even ? uv : uv + over * shift);
}
