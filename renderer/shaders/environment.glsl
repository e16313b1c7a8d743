// Light from everywhere: a photograph of surroundings, the place's gradient sky, or the probe taken in its room.
layout(binding = 12) uniform samplerCube environment_map; // a level a roughness; one texel where there is no photograph
layout(binding = 13) uniform samplerCube irradiance_map;
layout(binding = 8) uniform sampler2DArray probe_map; // octahedral, one layer a roughness
const float PROBE_SIDE = 128.0; // texels, with a border of one on each side
const float PROBE_LAYERS = 6.0;

bool has_environment_map() {
#ifdef NO_PHOTOGRAPH
    return false;
#else
    return textureSize(environment_map, 0).x > 1;
#endif
}

// The level whose lobe has this perceptual roughness; as renderer/gl/image_light.py.
float environment_level(float roughness) {
    if (roughness < 0.2) return roughness * 10.0;
    if (roughness < 0.35) return 2.0 + (roughness - 0.2) / 0.15;
    if (roughness < 0.55) return 3.0 + (roughness - 0.35) / 0.2;
    return roughness < 0.8 ? 4.0 + (roughness - 0.55) / 0.25 : 5.0 + (roughness - 0.8) / 0.2;
}

vec3 environment_radiance(vec3 direction, float roughness) {
    return textureLod(environment_map, direction, environment_level(clamp(roughness, 0.0, 1.0))).rgb * sky.w;
}

// Over pi.
vec3 environment_irradiance(vec3 normal) { return texture(irradiance_map, normal).rgb * sky.w; }

vec3 gradient(vec3 direction, float blur) {
    float y = direction.y;
    float up = smoothstep(-blur, 0.6 + blur, y), down = smoothstep(-blur, 0.25 + blur, -y);
    return mix(mix(horizon.rgb, sky.rgb, sqrt(up)), ground.rgb, down);
}

vec2 octahedral(vec3 d) {
    d /= abs(d.x) + abs(d.y) + abs(d.z);
    vec2 folded = (1.0 - abs(d.zx)) * vec2(d.x >= 0.0 ? 1.0 : -1.0, d.z >= 0.0 ? 1.0 : -1.0);
    return d.y >= 0.0 ? d.xz : folded;
}

vec3 from_octahedral(vec2 p) {
    vec3 d = vec3(p.x, 1.0 - abs(p.x) - abs(p.y), p.y);
    if (d.y < 0.0) d.xz = (1.0 - abs(d.zx)) * vec2(d.x >= 0.0 ? 1.0 : -1.0, d.z >= 0.0 ? 1.0 : -1.0);
    return normalize(d);
}

// Irradiance over pi from spherical harmonics of band 0 to 2 (Ramamoorthi and Hanrahan 2001; cosine already in).
vec3 ambient_diffuse(vec3 n) {
    vec3 e = ambient_sh[0].rgb + ambient_sh[1].rgb * n.y + ambient_sh[2].rgb * n.z + ambient_sh[3].rgb * n.x
        + ambient_sh[4].rgb * (n.x * n.y) + ambient_sh[5].rgb * (n.y * n.z)
        + ambient_sh[6].rgb * (3.0 * n.z * n.z - 1.0) + ambient_sh[7].rgb * (n.x * n.z)
        + ambient_sh[8].rgb * (n.x * n.x - n.y * n.y);
    return max(e, vec3(0.0));
}

// Where the reflected ray meets the room's box, seen from the probe's centre.
vec3 box_projected(vec3 at, vec3 direction) {
    vec3 inverse = 1.0 / (direction + vec3(equal(direction, vec3(0.0))) * 1e-6);
    vec3 far = max((probe_low.xyz - at) * inverse, (probe_high.xyz - at) * inverse);
    float distance = min(min(far.x, far.y), far.z);
    return distance > 0.0 ? at + direction * distance - probe_centre.xyz : direction;
}

vec3 ambient_specular(vec3 at, vec3 direction, float roughness) {
#ifdef NO_ROOM_PROBE
    return gradient(direction, 0.02 + roughness) * sky.w;
#else
    if (probe_centre.w < 0.5) return gradient(direction, 0.02 + roughness) * sky.w;
    vec2 uv = octahedral(normalize(box_projected(at, direction))) * (PROBE_SIDE - 2.0) / PROBE_SIDE * 0.5 + 0.5;
    float layer = clamp(roughness, 0.0, 1.0) * (PROBE_LAYERS - 1.0);
    vec3 sharp = texture(probe_map, vec3(uv, floor(layer))).rgb;
    vec3 soft = texture(probe_map, vec3(uv, min(floor(layer) + 1.0, PROBE_LAYERS - 1.0))).rgb;
    return mix(sharp, soft, fract(layer));
#endif
}
