// One shadow map of the sun, percentage-closer filtered.
layout(binding = 9) uniform sampler2DShadow shadow_map;

float sun_visibility(vec3 at, vec3 geometric_normal) {
    if (sun_direction.w < 0.5) return 1.0;
    float slope = 1.0 - clamp(-dot(geometric_normal, sun_direction.xyz), 0.0, 1.0);
    vec3 lifted = at + geometric_normal * sun_colour.w * (1.0 + 2.5 * slope);
    vec3 p = (shadow_from_world * vec4(lifted, 1.0)).xyz * 0.5 + 0.5;
    if (any(lessThan(p, vec3(0.0))) || any(greaterThan(p, vec3(1.0)))) return 1.0;
    vec2 texel = 1.0 / vec2(textureSize(shadow_map, 0));
    float sum = 0.0;
    for (int y = -1; y <= 1; y++)
        for (int x = -1; x <= 1; x++) sum += texture(shadow_map, vec3(p.xy + vec2(x, y) * texel * 1.2, p.z));
    return sum / 9.0;
}
