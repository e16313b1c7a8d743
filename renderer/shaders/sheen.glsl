// Fibres that stand up from cloth (KHR_materials_sheen): the distribution of Estevez and Kulla ("Charlie", 2017) with the
// visibility of Neubelt and Pettineo (2013). What it takes, by its directional albedo, is missing below.
layout(binding = 23) uniform sampler2DArray sheen_map;
layout(binding = 24) uniform sampler2DArray sheen_roughness_map;

struct Sheen {
    vec3 colour;
    float roughness;
    float albedo; // for this view
    float below; // share of light for what lies below
};

Sheen sheen_of(float n_dot_v) {
    Sheen s;
    s.colour = x_sheen.rgb * extra(sheen_map, 3).rgb;
    s.roughness = clamp(x_sheen.w * extra(sheen_roughness_map, 4).a, 0.07, 1.0);
    s.albedo = integrals(s.roughness, n_dot_v).z;
    s.below = 1.0 - largest(s.colour) * s.albedo;
    return s;
}

vec3 sheen_reflected(Sheen s, float n_dot_v, float n_dot_l, float n_dot_h) {
    float inverse = 1.0 / (s.roughness * s.roughness), sine2 = max(1.0 - n_dot_h * n_dot_h, 0.0078125);
    float distribution = (2.0 + inverse) * pow(sine2, inverse * 0.5) / (2.0 * PI);
    float visibility = 1.0 / (4.0 * max(n_dot_l + n_dot_v - n_dot_l * n_dot_v, 1e-3));
    return s.colour * distribution * visibility * n_dot_l;
}
