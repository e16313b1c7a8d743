// What a place sends to a point of a surface. Needs environment.glsl, and material.glsl where there is a lightmap.
#ifdef LIGHTMAP
layout(binding = 5) uniform sampler2DArray light_map;
#endif

// Irradiance over pi: what a white Lambert surface shows.
vec3 diffuse_light(vec3 position, vec3 normal, vec2 lightmap_uv) {
#ifdef LIGHTMAP
    vec4 baked = texture(light_map, vec3(lightmap_uv, m.uv_v[5].w));
    return baked.rgb * baked.a * m.layers.w;
#else
    return has_environment_map() ? environment_irradiance(normal) : ambient_diffuse(normal);
#endif
}

// Radiance from `direction`, gathered by the GGX lobe of a perceptual roughness.
vec3 specular_light(vec3 position, vec3 direction, float roughness) {
    if (has_environment_map()) return environment_radiance(direction, roughness);
    return ambient_specular(position, direction, roughness);
}
