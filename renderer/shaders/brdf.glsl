// Reflection of a metallic-roughness surface (glTF 2.0 appendix B).
struct Surface {
    vec3 position;
    vec3 normal;
    vec3 to_eye;
    vec3 diffuse; // base colour of the non-metallic part
    vec3 f0;
    float f90;
    float roughness; // perceptual
    float alpha; // roughness squared
    float n_dot_v;
    float gain; // of the lobe, where it was widened for the size of a lamp
    vec2 dfg; // integral of the specular lobe: f0 * x + f90 * y
    vec3 compensation; // for light scattered more than once between facets
    float coat;
    float coat_roughness;
    vec3 coat_normal;
};

// Split-sum integral, fitted: Karis, "Physically Based Shading on Mobile", 2014.
vec2 environment_brdf(float roughness, float n_dot_v) {
    const vec4 c0 = vec4(-1.0, -0.0275, -0.572, 0.022);
    const vec4 c1 = vec4(1.0, 0.0425, 1.04, -0.04);
    vec4 r = roughness * c0 + c1;
    float a004 = min(r.x * r.x, exp2(-9.28 * n_dot_v)) * r.x + r.y;
    return clamp(vec2(-1.04, 1.04) * a004 + r.zw, 0.0, 1.0);
}

float distribution_ggx(float alpha, float n_dot_h) {
    float a2 = alpha * alpha;
    float d = n_dot_h * n_dot_h * (a2 - 1.0) + 1.0;
    return a2 / (PI * d * d);
}

// Height-correlated Smith visibility (Heitz 2014), Hammon's 2017 approximation.
float visibility_smith(float alpha, float n_dot_v, float n_dot_l) {
    return 0.5 / max(mix(2.0 * n_dot_l * n_dot_v, n_dot_l + n_dot_v, alpha), 1e-4);
}

float schlick(float f0, float cosine) { return f0 + (1.0 - f0) * pow(1.0 - cosine, 5.0); }

// Light reflected to the eye per unit irradiance along `to_light`; .diffuse is left out where a lightmap has it.
vec3 reflected(Surface s, vec3 to_light, float diffuse_weight) {
    vec3 h = normalize(s.to_eye + to_light);
    float n_dot_l = clamp(dot(s.normal, to_light), 0.0, 1.0);
    float n_dot_h = clamp(dot(s.normal, h), 0.0, 1.0);
    float v_dot_h = clamp(dot(s.to_eye, h), 0.0, 1.0);
    vec3 fresnel = s.f0 + (s.f90 - s.f0) * pow(1.0 - v_dot_h, 5.0);
    vec3 specular = fresnel * distribution_ggx(s.alpha, n_dot_h) * visibility_smith(s.alpha, s.n_dot_v, n_dot_l);
    vec3 colour = (s.diffuse / PI * diffuse_weight * (1.0 - fresnel) + specular * s.compensation * s.gain) * n_dot_l;
#ifdef COAT
    float c_alpha = s.coat_roughness * s.coat_roughness;
    float c_dot_h = clamp(dot(s.coat_normal, h), 0.0, 1.0), c_dot_l = clamp(dot(s.coat_normal, to_light), 0.0, 1.0);
    float c_dot_v = clamp(dot(s.coat_normal, s.to_eye), 1e-4, 1.0);
    float f = schlick(0.04, v_dot_h) * s.coat;
    float lobe = distribution_ggx(c_alpha, c_dot_h) * visibility_smith(c_alpha, c_dot_v, c_dot_l) * c_dot_l;
    colour = colour * (1.0 - f) + f * lobe;
#endif
    return colour;
}
