// Smoke of rooms: boxes with one extinction above a waving interface and one below, integrated along the ray from the eye,
// the nearest box first. Beer and Lambert's law holds exactly; what the smoke sends back is scattered once. See effects/smoke.py.
const float SHADE = 1.0; // mean path of light that comes down from a ceiling, per metre of height
const float BILLOWS = 0.3; // how far the light of its swirls is off the mean; what it lets through is not
const float BESIDE = 0.2; // of a room's light: what comes in below a layer, from windows, doors and lamps near the floor

// Metres that the interface is off its mean: three waves that bend each other.
float smoke_wave(vec2 at, float edge) {
    float t = horizon.w;
    float a = sin(at.x * 2.1 + t * 0.45 + 1.3 * sin(at.y * 1.7 - t * 0.31));
    float b = sin(at.y * 3.3 - t * 0.62 + 1.1 * sin(at.x * 2.9 + t * 0.41));
    float c = sin((at.x + at.y) * 5.2 + t * 0.9 + 0.9 * a);
    return edge * (0.64 * a + 0.50 * b + 0.26 * c);
}

// Integral over height of the share of the upper extinction at that height above the interface. Below it the smoke thins out
// e-fold with every `edge`, above it fills up within one: as much as a layer with a sharp edge holds.
float smoke_column(float height, float edge) {
    return height < edge ? edge * exp(height / edge - 1.0) : height;
}

// The part of a ray (metres along it, `ray` of length 1) inside a box; y < x: none.
vec2 smoke_span(Smoke gas, vec3 from, vec3 ray, float far) {
    vec3 inverse = 1.0 / (ray + vec3(lessThan(abs(ray), vec3(1e-6))) * 1e-6);
    vec3 a = (gas.low.xyz - from) * inverse, b = (gas.high.xyz - from) * inverse;
    vec3 enter = min(a, b), leave = max(a, b);
    return vec2(max(max(enter.x, enter.y), max(enter.z, 0.0)), min(min(leave.x, leave.y), min(leave.z, far)));
}

// World height of the interface where the ray passes it; far out where it never does, so that there is no seam at the horizon.
float smoke_interface(Smoke gas, vec3 from, vec3 ray, vec2 span) {
    float at = clamp(abs((gas.layer.x - from.y) / max(abs(ray.y), 1e-4)), span.x, span.y);
    float within = gas.layer.y / max(abs(ray.y), 1e-3); // a ray that runs along in the thin smoke meets many waves: their mean
    return gas.layer.x + smoke_wave(from.xz + ray.xz * at, gas.layer.y) / (1.0 + 4.0 * within * within);
}

float smoke_extinction(Smoke gas, float y0, float y1, float interface_m) {
    float edge = gas.layer.y, h0 = y0 - interface_m, h1 = y1 - interface_m;
    float share = abs(h1 - h0) > 1e-3 ? (smoke_column(h1, edge) - smoke_column(h0, edge)) / (h1 - h0)
                                      : exp(min(h0 / edge - 1.0, 0.0));
    return mix(gas.high.w, gas.low.w, share);
}

// Metres along the ray to where half of the smoke that is seen in a span lies nearer.
float smoke_depth(Smoke gas, float y0, float y1, vec2 span, float interface_m, float arrives) {
    float edge = gas.layer.y, h0 = y0 - interface_m, h1 = y1 - interface_m, path = span.y - span.x;
    float share = log(0.5 + 0.5 * arrives) / min(log(max(arrives, 1e-9)), -1e-6);
    if (abs(h1 - h0) < 1e-2 || gas.low.w <= gas.high.w) return span.x + share * path;
    float column = mix(smoke_column(h0, edge), smoke_column(h1, edge), share);
    float height = column < edge ? edge * (1.0 + log(max(column / edge, 1e-9))) : column;
    return span.x + clamp((height - h0) / (h1 - h0), 0.0, 1.0) * path;
}

// Share of light that arrives at a height: x from the ceiling, y from the floor.
vec2 smoke_vertical(Smoke gas, float y) {
    float edge = gas.layer.y, top = smoke_column(gas.high.y - gas.layer.x, edge), here = smoke_column(y - gas.layer.x, edge);
    vec2 thick = vec2(max(top - here, 0.0), here), whole = max(vec2(gas.high.y - y, y - gas.low.y), vec2(0.0));
    return exp(-SHADE * (gas.low.w * thick + gas.high.w * max(whole - thick, vec2(0.0))));
}

// Light of the flames in this box that the smoke on a part of the ray sends to the eye: the mean of 1 / r2 there, through what
// smoke lies between its middle and the flame.
vec3 smoke_firelight(int box, vec3 from, vec3 ray, vec2 span, float seen, float interface_m) {
    vec3 sum = vec3(0.0), middle = from + ray * seen;
    float here = smoke_extinction(smoke[box], middle.y, middle.y, interface_m);
    float reach = max(min(min(seen - span.x, span.y - seen), 1.0 / max(here, 1e-3)), 0.01);
    vec2 part = vec2(seen - reach, seen + reach);
    for (int i = 0; i < counts.z; i++) {
        if (int(fires[i].colour.w) != box) continue;
        vec3 to = fires[i].position.xyz - from;
        float along = dot(to, ray), h = sqrt(max(dot(to, to) - along * along, 0.0) + fires[i].position.w * fires[i].position.w);
        float angle = atan((part.y - along) / h) - atan((part.x - along) / h);
        float between = smoke_extinction(smoke[box], fires[i].position.y, middle.y, interface_m);
        sum += fires[i].colour.rgb * (angle / (h * (part.y - part.x)) * exp(-between * distance(fires[i].position.xyz, middle)));
    }
    return sum / (4.0 * PI);
}

// rgb: light that the smoke sends to the eye; a: share of what lies behind that still arrives.
vec4 smoke_between(vec3 from, vec3 to) {
    vec3 ray = to - from, light = vec3(0.0);
    float far = length(ray), through = 1.0;
    ray /= max(far, 1e-6);
    for (int i = 0; i < counts.y; i++) {
        vec2 span = smoke_span(smoke[i], from, ray, far);
        float path = span.y - span.x;
        if (path <= 0.0) continue;
        float y0 = from.y + ray.y * span.x, y1 = from.y + ray.y * span.y;
        float interface_m = smoke_interface(smoke[i], from, ray, span);
        float extinction = smoke_extinction(smoke[i], y0, y1, interface_m);
        float arrives = exp(-extinction * path);
        if (arrives > 0.9995) continue;
        float seen = smoke_depth(smoke[i], y0, y1, span, interface_m, arrives);
        vec3 deep = from + ray * seen; // where most of it comes from
        float billows = 1.0 + BILLOWS * smoke_wave(deep.xz * 1.9 + deep.y, 1.0);
        vec3 source = smoke[i].light.rgb * (dot(smoke_vertical(smoke[i], deep.y), vec2(1.0 - BESIDE, BESIDE)) * billows);
        vec3 fire = smoke[i].albedo.rgb * smoke_firelight(i, from, ray, span, seen, interface_m);
        light += through * (1.0 - arrives) * (source + fire);
        through *= arrives;
    }
    return vec4(light, through);
}

// Share of the place's light that smoke leaves on a surface: lamps hang above it, flames stand below, windows and doors too.
float smoke_shade(vec3 at) {
    float left = 1.0;
    for (int i = 0; i < counts.y; i++) {
        vec3 outside = max(max(smoke[i].low.xyz - at, at - smoke[i].high.xyz) - 0.02, vec3(0.0));
        if (dot(outside, vec3(1.0)) > 0.0) continue;
        vec2 arrives = smoke_vertical(smoke[i], at.y);
        left *= mix(arrives.x, arrives.y, max(smoke[i].light.w, BESIDE));
    }
    return left;
}
