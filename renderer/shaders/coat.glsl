// A clear layer over everything (KHR_materials_clearcoat): glass of index 1.5 with a normal and a roughness of its own.
layout(binding = 20) uniform sampler2DArray coat_map;
layout(binding = 21) uniform sampler2DArray coat_roughness_map;
layout(binding = 22) uniform sampler2DArray coat_normal_map;

struct Coat {
    float strength;
    float roughness;
    vec3 normal;
    float n_dot_v;
    float albedo; // share of light that it sends back, and keeps from what lies below
};

Coat coat_of(vec3 geometric, vec3 to_eye) {
    Coat c;
    c.strength = x_coat.x * extra(coat_map, 0).r;
    c.normal = geometric;
    if (has_extra(2)) {
        vec3 t = extra(coat_normal_map, 2).xyz * 2.0 - 1.0;
        c.normal = normalize(tangent_frame(geometric, extra_coordinate(2)) * vec3(t.xy * x_coat.z, t.z));
    }
    c.roughness = antialiased_roughness(max(x_coat.y * extra(coat_roughness_map, 1).g, 0.03), c.normal);
    c.n_dot_v = clamp(dot(c.normal, to_eye), 1e-3, 1.0);
    vec2 dfg = integrals(c.roughness, c.n_dot_v).xy;
    c.albedo = (0.04 * dfg.x + dfg.y) * c.strength;
    return c;
}

float coat_reflected(Coat c, vec3 to_eye, vec3 to_light) {
    vec3 h = normalize(to_eye + to_light);
    float alpha = c.roughness * c.roughness, n_dot_l = clamp(dot(c.normal, to_light), 0.0, 1.0);
    float lobe = distribution_ggx(alpha, clamp(dot(c.normal, h), 0.0, 1.0)) * visibility_smith(alpha, c.n_dot_v, n_dot_l);
    return schlick(0.04, clamp(dot(to_eye, h), 0.0, 1.0)) * lobe * n_dot_l * c.strength;
}

vec3 coat_ambient(Coat c, vec3 position, vec3 to_eye, vec3 irradiance) {
    return specular_light(position, c.normal, reflect(-to_eye, c.normal), c.roughness, irradiance) * c.albedo;
}
