// Fair-weather clouds on a plane far above, drifting; only drawn, see Environment.clouds.
float hashed(ivec2 cell) {
    uvec2 q = uvec2(cell) * uvec2(1597334673u, 3812015801u);
    uint n = (q.x ^ q.y) * 1597334673u;
    return float((n ^ (n >> 15)) >> 8 & 0xffffu) / 65535.0;
}

float value_noise(vec2 at) {
    ivec2 cell = ivec2(floor(at));
    vec2 f = fract(at);
    f = f * f * f * (f * (f * 6.0 - 15.0) + 10.0);
    vec2 across = mix(vec2(hashed(cell), hashed(cell + ivec2(0, 1))), vec2(hashed(cell + ivec2(1, 0)), hashed(cell + 1)), f.x);
    return mix(across.x, across.y, f.y);
}

// Octaves turned against each other, or the grid of the first would show.
float billows(vec2 at) {
    const mat2 TURN = mat2(0.80, 0.60, -0.60, 0.80) * 2.03;
    float sum = 0.0, share = 0.5;
    for (int octave = 0; octave < 5; octave++) {
        sum += share * value_noise(at);
        at = TURN * at;
        share *= 0.5;
    }
    return sum;
}

vec3 clouded(vec3 d, vec3 clear) {
    float share = sun_colour.w;
    if (share <= 0.0 || d.y <= 0.0) return clear;
    vec2 at = d.xz / (d.y + 0.18) * 1.1 + vec2(horizon.w * 0.0015 + 3.7, 1.3);
    float n = billows(at + 0.5 * billows(at * 0.7 + 11.0));
    float edge = 0.78 - 0.55 * share;
    float cover = smoothstep(edge, edge + 0.30, n), thick = smoothstep(edge + 0.12, edge + 0.45, n);
    vec3 lit = horizon.rgb * 0.70 + sun_colour.rgb * 0.13;
    vec3 colour = mix(lit, horizon.rgb * 0.80, 0.55 * thick); // their bases are grey
    return mix(clear, colour, cover * 0.85 * smoothstep(0.0, 0.16, d.y)); // haze hides the far ones
}
