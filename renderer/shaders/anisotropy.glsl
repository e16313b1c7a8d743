// Brushed surfaces (KHR_materials_anisotropy): a GGX lobe that is longer across the scratches.
layout(binding = 29) uniform sampler2DArray anisotropy_map;

struct Brushed {
    float strength;
    vec3 along; // the direction in which it is rougher
    vec3 across;
};

Brushed brushed_of(vec3 n) {
    vec3 texel = has_extra(9) ? extra(anisotropy_map, 9).rgb : vec3(1.0, 0.5, 1.0);
    vec2 way = texel.rg * 2.0 - 1.0;
    way = mat2(x_anisotropy.y, x_anisotropy.z, -x_anisotropy.z, x_anisotropy.y) * way;
    mat3 frame = tangent_frame(n, has_extra(9) ? extra_coordinate(9) : uv0);
    Brushed b;
    b.strength = clamp(x_anisotropy.x * texel.b, 0.0, 1.0);
    b.along = normalize(frame[0] * way.x + frame[1] * way.y + frame[0] * 1e-5);
    b.across = cross(n, b.along);
    return b;
}

// Lookups take one direction: the normal is bent as if the lobe were a cylinder's (Filament; the extension's own formula).
vec3 bent_normal(Brushed b, Surface s) {
    vec3 bent = normalize(cross(cross(b.across, s.to_eye), b.across));
    float keep = 1.0 - b.strength * (1.0 - s.roughness);
    keep *= keep;
    return normalize(mix(bent, s.normal, keep * keep));
}

// Distribution times visibility (Burley 2012; Heitz 2014).
float brushed_lobe(Brushed b, Surface s, vec3 to_light, vec3 h, float n_dot_l, float n_dot_h) {
    float a = mix(s.alpha, 1.0, b.strength * b.strength), c = s.alpha;
    vec3 f = vec3(c * dot(b.along, h), a * dot(b.across, h), a * c * n_dot_h);
    float w = a * c / max(dot(f, f), 1e-9);
    float view = n_dot_l * length(vec3(a * dot(b.along, s.to_eye), c * dot(b.across, s.to_eye), s.n_dot_v));
    float light = s.n_dot_v * length(vec3(a * dot(b.along, to_light), c * dot(b.across, to_light), n_dot_l));
    return a * c * w * w / PI * 0.5 / max(view + light, 1e-5);
}
