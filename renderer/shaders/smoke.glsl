// Smoke layers: boxes of constant extinction with a soft lower edge, integrated along the ray from the eye.
const float SMOKE_EDGE = 0.12; // metres to each side of the interface

// Integral over height of the share of full extinction at that height above the interface.
float smoke_column(float height) {
    float t = clamp(height + SMOKE_EDGE, 0.0, 2.0 * SMOKE_EDGE);
    return t * t / (4.0 * SMOKE_EDGE) + max(height - SMOKE_EDGE, 0.0);
}

float smoke_depth(Smoke layer, vec3 from, vec3 to) {
    vec3 low = layer.low.xyz - vec3(0.0, SMOKE_EDGE, 0.0), ray = to - from;
    vec3 inverse = 1.0 / (ray + vec3(lessThan(abs(ray), vec3(1e-6))) * 1e-6);
    vec3 a = (low - from) * inverse, b = (layer.high.xyz - from) * inverse;
    vec3 near = min(a, b), far = max(a, b);
    float enter = max(max(near.x, near.y), max(near.z, 0.0)), leave = min(min(far.x, far.y), min(far.z, 1.0));
    if (leave <= enter) return 0.0;
    float y0 = from.y + ray.y * enter - layer.low.y, y1 = from.y + ray.y * leave - layer.low.y;
    float share = abs(y1 - y0) > 1e-3 ? (smoke_column(y1) - smoke_column(y0)) / (y1 - y0)
                                      : clamp((y0 + SMOKE_EDGE) / (2.0 * SMOKE_EDGE), 0.0, 1.0);
    return layer.low.w * share * (leave - enter) * length(ray);
}

// rgb: light that the smoke sends to the eye; a: share of what lies behind that still arrives.
vec4 smoke_between(vec3 from, vec3 to) {
    float depth = 0.0;
    for (int i = 0; i < counts.y; i++) depth += smoke_depth(smoke[i], from, to);
    float through = exp(-depth);
    return vec4(smoke[0].high.w * ambient_sh[0].rgb * (1.0 - through), through);
}
