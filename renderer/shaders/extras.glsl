// What the KHR_materials_* extensions say of one material; mirrored by renderer/gl/extras.py. Textures are white where there
// are none, so that they can be read without asking.
layout(std140, binding = 7) uniform Extras {
    vec4 x_coat; // factor, roughness, scale of its normal map
    vec4 x_sheen; // colour, roughness
    vec4 x_volume; // transmission, thickness, dispersion, index of refraction
    vec4 x_absorption; // per metre
    vec4 x_anisotropy; // strength, cosine and sine of its turn
    vec4 x_film; // iridescence, its index of refraction, least and greatest thickness in nanometres
    vec4 x_through; // colour and share of what diffuses to the other side
    vec4 x_gloss; // specular colour, glossiness
    vec4 x_uv_u[15]; // as Material's; the order is that of renderer/gl/extras.py
    vec4 x_uv_v[15];
};

vec2 extra_coordinate(int i) {
    vec2 uv = x_uv_u[i].w > 0.5 ? uv1 : uv0;
    return vec2(dot(x_uv_u[i].xy, uv) + x_uv_u[i].z, dot(x_uv_v[i].xy, uv) + x_uv_v[i].z);
}

bool has_extra(int i) { return x_uv_u[i].w > -0.5; }

vec4 extra(sampler2DArray textures, int i) {
    return has_extra(i) ? texture(textures, vec3(extra_coordinate(i), x_uv_v[i].w)) : vec4(1.0);
}
