// The part of this fragment's ray that lies in a box and before what is drawn there. Needs frame.glsl and depth.glsl.
uniform vec3 low;
uniform vec3 high;
in vec3 world;

vec3 ray_of(vec3 at) { return normalize(at - views[view_index].eye.xyz); }

// Metres; y < x: none.
vec2 box_ray(vec3 ray) {
    vec3 eye = views[view_index].eye.xyz;
    vec3 inverse = 1.0 / (ray + vec3(lessThan(abs(ray), vec3(1e-6))) * 1e-6);
    vec3 a = (low - eye) * inverse, b = (high - eye) * inverse;
    vec3 near = min(a, b), far = max(a, b);
    return vec2(max(max(near.x, near.y), max(near.z, 0.0)), min(min(far.x, scene_distance(world)), min(far.y, far.z)));
}

// 0..1, another for each pixel and the same for both eyes' equal pixels: hides the steps (Jimenez 2014, "interleaved gradient noise").
float dither() { return fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))); }
