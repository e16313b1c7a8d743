// A thin film on the surface (KHR_materials_iridescence): Belcour and Barla, "A Practical Extension to Microfacet Theory for the
// Modeling of Varying Iridescence", 2017, with the spectral fits of the extension's appendix.
layout(binding = 30) uniform sampler2DArray film_map;
layout(binding = 31) uniform sampler2DArray film_thickness_map;

vec3 film_f0_to_ior(vec3 f0) {
    vec3 root = sqrt(clamp(f0, vec3(0.0), vec3(0.9999)));
    return (1.0 + root) / (1.0 - root);
}
float film_reflectance(float a, float b) { return (a - b) * (a - b) / ((a + b) * (a + b)); }
vec3 film_reflectance(vec3 a, float b) { return (a - b) * (a - b) / ((a + b) * (a + b)); }

// XYZ sensitivities as Gaussians in Fourier space, to linear sRGB.
vec3 film_sensitivity(float path_nm, vec3 shift) {
    const mat3 rgb_from_xyz = mat3(3.2404542, -0.9692660, 0.0556434, -1.5371385, 1.8760108, -0.2040259,
                                   -0.4985314, 0.0415560, 1.0572252);
    float phase = 2.0 * PI * path_nm * 1.0e-9;
    const vec3 height = vec3(5.4856e-13, 4.4201e-13, 5.2481e-13), at = vec3(1.6810e+06, 1.7953e+06, 2.2084e+06);
    const vec3 width = vec3(4.3278e+09, 9.3046e+09, 6.6121e+09);
    vec3 xyz = height * sqrt(2.0 * PI * width) * cos(at * phase + shift) * exp(-phase * phase * width);
    xyz.x += 9.7470e-14 * sqrt(2.0 * PI * 4.5282e+09) * cos(2.2399e+06 * phase + shift.x) * exp(-4.5282e+09 * phase * phase);
    return rgb_from_xyz * (xyz / 1.0685e-7);
}

// Reflectance of film and base together at this angle. ior : of the film.
vec3 film_fresnel(float ior, float cosine, float thickness_nm, vec3 base_f0) {
    ior = mix(1.0, ior, smoothstep(0.0, 0.03, thickness_nm)); // no film, no edge
    float sine2 = (1.0 - cosine * cosine) / (ior * ior);
    if (sine2 >= 1.0) return vec3(1.0);
    float inside = sqrt(1.0 - sine2);
    float r12 = schlick(film_reflectance(ior, 1.0), cosine), t121 = 1.0 - r12;
    vec3 base_ior = film_f0_to_ior(base_f0);
    vec3 r23 = schlick(film_reflectance(base_ior, ior), 1.0, inside);
    vec3 phase = vec3(ior < 1.0 ? 0.0 : PI) + mix(vec3(0.0), vec3(PI), lessThan(base_ior, vec3(ior)));
    vec3 r123 = clamp(r12 * r23, 1e-5, 0.9999), root = sqrt(r123);
    vec3 once = t121 * t121 * r23 / (1.0 - r123), sum = r12 + once, order = once - t121;
    float path = 2.0 * ior * thickness_nm * inside;
    for (int k = 1; k <= 2; k++) {
        order *= root;
        sum += order * 2.0 * film_sensitivity(float(k) * path, float(k) * phase);
    }
    return max(sum, vec3(0.0));
}

// f0 with the film on it: the value that Schlick's formula would need to give the film's reflectance at this angle.
vec3 film_f0(vec3 f0, float n_dot_v) {
    float strength = x_film.x * extra(film_map, 10).r;
    float thickness = mix(x_film.z, x_film.w, extra(film_thickness_map, 11).g);
    if (!has_extra(11)) thickness = x_film.w;
    vec3 seen = film_fresnel(x_film.y, n_dot_v, thickness, f0);
    float grazing = min(pow(1.0 - n_dot_v, 5.0), 0.5); // nearer to 1 the division would blow up what the series leaves out
    return mix(f0, clamp((seen - grazing) / (1.0 - grazing), 0.0, 1.0), thickness > 0.0 ? strength : 0.0);
}
