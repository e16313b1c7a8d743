// Normals of a pixel.

bool front_face() { return gl_FrontFacing != ((reach.y & 1u) != 0u); }

// n : towards the eye; on a back face all three axes turn round, as glTF 2.0 section 3.9.3 has it.
// Without tangents the frame comes from screen derivatives (Schueler, "Normal Mapping Without Precomputed Tangents", ShaderX 5).
mat3 tangent_frame(vec3 n, vec2 uv) {
    if (dot(tangent.xyz, tangent.xyz) > 1e-6) {
        vec3 t = normalize(tangent.xyz - n * dot(n, tangent.xyz));
        return mat3(front_face() ? t : -t, cross(n, t) * tangent.w, n);
    }
    vec3 dp1 = dFdx(position), dp2 = dFdy(position);
    vec2 du1 = dFdx(uv), du2 = dFdy(uv);
    vec3 p2 = cross(dp2, n), p1 = cross(n, dp1);
    vec3 t = p2 * du1.x + p1 * du2.x, b = p2 * du1.y + p1 * du2.y;
    float scale = inversesqrt(max(max(dot(t, t), dot(b, b)), 1e-20));
    return mat3(t * scale, -b * scale, n);
}

vec3 shading_normal(vec3 n) {
#ifdef NORMAL_MAP
    vec3 t = map(normal_map, 2).xyz * 2.0 - 1.0;
    t.xy *= m.surface.z;
    return normalize(tangent_frame(n, coordinate(2)) * t);
#else
    return n;
#endif
}

// Roughness grows where the normal turns within a pixel, or highlights shimmer (Tokuyoshi and Kaplanyan 2019).
float antialiased_roughness(float roughness, vec3 n) {
    vec3 dx = dFdx(n), dy = dFdy(n);
    float kernel = min(0.25 * (dot(dx, dx) + dot(dy, dy)), 0.18);
    return sqrt(sqrt(clamp(pow(roughness, 4.0) + kernel, 0.0, 1.0)));
}
