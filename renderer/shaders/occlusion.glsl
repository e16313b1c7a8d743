// Ambient occlusion from a distance field of the room: the same for both eyes, and a moving thing gets it too.
layout(binding = 10) uniform sampler3D distance_field;

float near_occlusion(vec3 at, vec3 n) {
#ifdef NO_DISTANCE_FIELD
    return 1.0;
#else
    if (distance_low.w < 0.5) return 1.0;
    float missing = 0.0, weight = 1.0;
    // Five-tap idea of Quilez ("free penetration distance", 2008): how far the field falls short of the step taken.
    for (int i = 1; i <= 3; i++) {
        float reach = distance_scale.w * 0.30 * float(i);
        vec3 uvw = (at + n * reach - distance_low.xyz) * distance_scale.xyz;
        float d = texture(distance_field, uvw).r * distance_scale.w;
        missing += weight * clamp((reach - d) / reach, 0.0, 1.0);
        weight *= 0.6;
    }
    return clamp(1.0 - 0.30 * missing, 0.0, 1.0);
#endif
}
