// Reflection of a metallic-roughness surface (glTF 2.0 appendix B) without its further layers.
struct Surface {
    vec3 position;
    vec3 normal;
    vec3 geometric; // normal of the mesh, towards the eye
    vec3 to_eye;
    vec3 base;
    vec3 diffuse; // base colour of the non-metallic part
    vec3 f0; // of everything
    vec3 f0_dielectric; // of the non-metallic part alone, which shares its light with the diffuse layer
    vec3 f0_metal;
    float f90;
    float metallic;
    float roughness; // perceptual
    float alpha; // roughness squared
    float n_dot_v;
    float gain; // of the lobe, where it was widened for the size of a lamp
    vec2 dfg; // integral of the specular lobe: f0 * x + f90 * y
    vec3 compensation; // for light scattered more than once between facets
};

layout(binding = 14) uniform sampler2D lobe_integrals; // renderer/gl/tables.py: dfg in rg, sheen in b

// x: share of f0, y: of f90; z: sheen.
vec3 integrals(float roughness, float n_dot_v) {
    return texture(lobe_integrals, vec2(sqrt(n_dot_v), roughness)).rgb;
}

float distribution_ggx(float alpha, float n_dot_h) {
    float a2 = alpha * alpha;
    float d = n_dot_h * n_dot_h * (a2 - 1.0) + 1.0;
    return a2 / (PI * d * d);
}

// Height-correlated Smith visibility (Heitz 2014).
float visibility_smith(float alpha, float n_dot_v, float n_dot_l) {
    float a2 = alpha * alpha;
    float view = n_dot_l * sqrt(n_dot_v * n_dot_v * (1.0 - a2) + a2);
    float light = n_dot_v * sqrt(n_dot_l * n_dot_l * (1.0 - a2) + a2);
    return 0.5 / max(view + light, 1e-5);
}

float schlick(float f0, float cosine) { return f0 + (1.0 - f0) * pow(1.0 - cosine, 5.0); }
vec3 schlick(vec3 f0, float f90, float cosine) { return f0 + (f90 - f0) * pow(1.0 - cosine, 5.0); }

float largest(vec3 v) { return max(v.r, max(v.g, v.b)); }

// Light from everywhere that facets mirror more than once, per unit irradiance over pi (Fdez-Aguera 2019).
vec3 multiple_scattering(vec3 f0, float f90, vec2 dfg) {
    vec3 once = f0 * dfg.x + f90 * dfg.y, average = f0 + (1.0 - f0) / 21.0;
    float missing = 1.0 - (dfg.x + dfg.y);
    return once * average * missing / max(1.0 - missing * average, vec3(1e-3));
}
