// The part of this fragment's ray that lies in a box and before what is drawn there. Needs frame.glsl, smoke.glsl and depth.glsl.
uniform vec3 low;
uniform vec3 high;
in vec3 world;

vec3 ray_of(vec3 at) { return normalize(at - views[view_index].eye.xyz); }

// Metres; y < x: none.
vec2 box_ray(vec3 ray, vec3 from, vec3 to, float end) {
    vec3 eye = views[view_index].eye.xyz;
    vec3 inverse = 1.0 / (ray + vec3(lessThan(abs(ray), vec3(1e-6))) * 1e-6);
    vec3 a = (from - eye) * inverse, b = (to - eye) * inverse;
    vec3 near = min(a, b), far = max(a, b);
    return vec2(max(max(near.x, near.y), max(near.z, 0.0)), min(min(far.x, end), min(far.y, far.z)));
}

vec2 box_ray(vec3 ray) { return box_ray(ray, low, high, scene_distance(world)); }

// 0..1, another for each pixel and the same for both eyes' equal pixels: hides the steps (Jimenez 2014, "interleaved gradient noise").
float dither() { return fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))); }

// Smoke between the eye and the points of a span: taken at both ends, in between as if it were even.
struct Haze {
    vec4 near;
    vec4 far;
};

Haze haze_of(vec3 eye, vec3 ray, vec2 span) {
    Haze haze = Haze(vec4(0.0, 0.0, 0.0, 1.0), vec4(0.0, 0.0, 0.0, 1.0));
    if (counts.y > 0) {
        haze.near = smoke_between(eye, eye + ray * span.x);
        haze.far = smoke_between(eye, eye + ray * span.y);
    }
    return haze;
}

vec4 haze_at(Haze haze, float share) {
    float through = haze.near.a * pow(max(haze.far.a / max(haze.near.a, 1e-9), 1e-9), share);
    float done = haze.near.a - haze.far.a > 1e-6 ? (haze.near.a - through) / (haze.near.a - haze.far.a) : share;
    return vec4(mix(haze.near.rgb, haze.far.rgb, done), through);
}
