// What is seen through a surface (KHR_materials_transmission, _volume, _dispersion): the picture of all that is opaque, blurred
// by roughness, fetched where the refracted ray leaves.
layout(binding = 15) uniform sampler2D behind; // one eye or both side by side, mipmapped; alpha 0: nothing there
layout(binding = 27) uniform sampler2DArray transmission_map;
layout(binding = 28) uniform sampler2DArray thickness_map;

float transmission_of() { return x_volume.x * extra(transmission_map, 7).r; }

vec2 in_picture(vec3 world) {
#ifdef STEREO
    bool left = eye == views[0].eye.xyz;
    vec4 clip = left ? views[0].clip_from_world * vec4(world, 1.0) : views[1].clip_from_world * vec4(world, 1.0);
    vec2 uv = clamp(clip.xy / clip.w * 0.5 + 0.5, 0.002, 0.998);
    return vec2(uv.x * 0.5 + (left ? 0.0 : 0.5), uv.y);
#else
    vec4 clip = views[view_index].clip_from_world * vec4(world, 1.0);
    return clip.xy / clip.w * 0.5 + 0.5;
#endif
}

// Smooth between the coarse texels of low levels: four bilinear reads of a cubic B-spline (Sigg and Hadwiger, GPU Gems 2, 2005).
vec4 smooth_texel(vec2 uv, float level) {
    vec2 size = vec2(textureSize(behind, int(level)));
    vec2 p = uv * size - 0.5, f = fract(p), i = p - f;
    vec2 w0 = (1.0 - f) * (1.0 - f) * (1.0 - f) / 6.0, w1 = (4.0 + 3.0 * f * f * (f - 2.0)) / 6.0;
    vec2 w3 = f * f * f / 6.0, w2 = 1.0 - w0 - w1 - w3;
    vec2 g0 = w0 + w1, g1 = w2 + w3;
    vec2 a = (i - 0.5 + w1 / g0) / size, b = (i + 1.5 + w3 / g1) / size;
    return g0.y * (g0.x * textureLod(behind, a, level) + g1.x * textureLod(behind, vec2(b.x, a.y), level))
        + g1.y * (g0.x * textureLod(behind, vec2(a.x, b.y), level) + g1.x * textureLod(behind, b, level));
}

vec4 blurred(vec2 uv, float level) {
    float low = floor(level);
    return mix(smooth_texel(uv, low), smooth_texel(uv, low + 1.0), level - low);
}

// Alpha: how much is there, less than 1 only in a picture without a background.
vec4 seen_along(Surface s, float ior, float thickness, out float path) {
    vec3 ray = refract(-s.to_eye, s.normal, 1.0 / ior) * thickness;
    path = length(ray);
    float blur = s.roughness * clamp(ior * 2.0 - 2.0, 0.0, 1.0);
    return blurred(in_picture(s.position + ray), log2(float(textureSize(behind, 0).y)) * blur);
}

// model_scale : of the matrix that brings the mesh into the world. open : share of light that nothing behind covers.
vec3 transmitted(Surface s, float model_scale, out float open) {
    float thickness = x_volume.y * extra(thickness_map, 8).g * model_scale, path;
    vec4 light = seen_along(s, x_volume.w, thickness, path);
    if (x_volume.z > 0.0) { // an index for each of red, green and blue (the extension's: 20 over the Abbe number)
        float spread = (x_volume.w - 1.0) * 0.025 * x_volume.z, ignored;
        light.r = seen_along(s, x_volume.w - spread, thickness, ignored).r;
        light.b = seen_along(s, x_volume.w + spread, thickness, ignored).b;
    }
    vec3 tint = s.base * exp(-x_absorption.rgb * path);
    open = (1.0 - light.a) * largest(tint);
    return light.rgb * tint;
}
