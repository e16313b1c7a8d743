// The sun's shadow: two maps side by side, the near one of the room and the far one of what the windows show.
layout(binding = 9) uniform sampler2DShadow shadow_map;
layout(binding = 19) uniform sampler2D shadow_distance; // the same texture, not compared
const float SUN_RADIUS = 0.00465; // tangent of half of 0.533 degrees
const float SUN_SEARCH_M = 0.03; // no penumbra in a room is wider
const float TURN = 2.39996323; // golden angle

struct ShadowPoint {
    vec3 at; // in 0..1 of the tile; z: depth
    vec2 slope; // of the surface's plane: depth by tile coordinate
    float tile_m; // width of the tile in metres
    float first; // of the tile, in the texture
};

ShadowPoint shadow_point(mat4 matrix, vec3 at, vec3 n, float texel_m, float first) {
    vec3 x = vec3(matrix[0].x, matrix[1].x, matrix[2].x), y = vec3(matrix[0].y, matrix[1].y, matrix[2].y);
    vec3 z = vec3(matrix[0].z, matrix[1].z, matrix[2].z);
    ShadowPoint p;
    p.at = (matrix * vec4(at + n * texel_m * 1.5, 1.0)).xyz * 0.5 + 0.5;
    // Of a plane in an orthographic map: its normal there is the normal divided by the squared lengths of the axes.
    vec3 plane = vec3(dot(x, n) / dot(x, x), dot(y, n) / dot(y, y), dot(z, n) / dot(z, z));
    p.slope = clamp(-plane.xy / (abs(plane.z) > 1e-4 ? plane.z : 1e-4), vec2(-20.0), vec2(20.0));
    p.tile_m = 2.0 * inversesqrt(dot(x, x));
    p.first = first;
    return p;
}

vec2 disk(int i, int count) { return sqrt((float(i) + 0.5) / float(count)) * vec2(cos(float(i) * TURN), sin(float(i) * TURN)); }

// Share of the taps on a disk (radius in metres) that the sun reaches.
float lit_share(ShadowPoint p, float radius_m, int taps) {
    float sum = 0.0;
    for (int i = 0; i < taps; i++) {
        vec2 d = disk(i, taps) * radius_m / p.tile_m;
        vec2 uv = clamp(p.at.xy + d, vec2(0.001), vec2(0.999));
        sum += texture(shadow_map, vec3((uv.x + p.first) / shadow.w, uv.y, p.at.z + dot(p.slope, d)));
    }
    return sum / float(taps);
}

// How far before the surface its mean blocker stands, in metres; below 0: nothing stands there.
float blocker_distance(ShadowPoint p) {
    float sum = 0.0, count = 0.0;
    for (int i = 0; i < 8; i++) {
        vec2 d = disk(i, 8) * SUN_SEARCH_M / p.tile_m;
        vec2 uv = clamp(p.at.xy + d, vec2(0.001), vec2(0.999));
        float gap = p.at.z + dot(p.slope, d) - textureLod(shadow_distance, vec2((uv.x + p.first) / shadow.w, uv.y), 0.0).r;
        if (gap > 0.0) {
            sum += gap;
            count += 1.0;
        }
    }
    return count > 0.0 ? sum / count * shadow.z : -1.0;
}

// Penumbras as wide as the sun makes them (after Fernando, "Percentage-Closer Soft Shadows", 2005).
float sun_visibility(vec3 at, vec3 n) {
#ifdef NO_SHADOW
    return 1.0;
#else
    if (sun_direction.w < 0.5) return 1.0;
    float texel_m = shadow.x;
    ShadowPoint p = shadow_point(shadow_from_world, at, n, texel_m, 0.0);
    if (any(lessThan(p.at, vec3(0.0))) || any(greaterThan(p.at, vec3(1.0)))) {
        if (shadow.w < 1.5) return 1.0;
        texel_m = shadow.y;
        p = shadow_point(shadow_far_from_world, at, n, texel_m, 1.0);
        if (any(lessThan(p.at, vec3(0.0))) || any(greaterThan(p.at, vec3(1.0)))) return 1.0;
        return lit_share(p, 1.2 * texel_m, 4);
    }
#ifdef NO_PENUMBRA
    return lit_share(p, 0.0, 1); // the sampler's own four texels
#else
    if (sun_direction.w < 1.5) return lit_share(p, 1.2 * texel_m, 4);
    float blocker_m = blocker_distance(p);
    if (blocker_m < 0.0) return 1.0;
    return lit_share(p, clamp(blocker_m * SUN_RADIUS, 1.2 * texel_m, SUN_SEARCH_M), 12);
#endif
#endif
}
