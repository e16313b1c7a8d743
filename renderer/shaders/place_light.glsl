// Light that was baked for a place: lightmap, reflection probes, and harmonics in the air. Mirrored by renderer/gl/place_light.py.
// Without it, the environment's own (shaders/environment.glsl). Needs frame.glsl and environment.glsl.
const int MAX_PROBES = 16;
const int MAX_OCCLUDERS = 32;
const float UNSEEN_ALBEDO = 0.4; // of surfaces that no probe sees
const float LOBE = 0.6; // how wide a GGX lobe is that counts as a cone: tangent, for alpha 1
const float SELF_VOXELS = 2.0; // between a surface and where its rays begin, out of its own voxels
const float NEAR_VOXELS = 3.0;
const float CUBE_LEVELS = 6.0; // roughness 0 to 1

struct Probe {
    vec4 position;
    vec4 low; // box, world metres
    vec4 high;
};

struct Occluder {
    vec4 foot; // w: radius
    vec4 head;
};

layout(std140, binding = 6) uniform PlaceLight {
    ivec4 place; // 1 if there is a lightmap, number of probes, 1 if there is a volume, number of occluders
    vec4 volume_low;
    vec4 volume_per_m;
    vec4 volume_size; // points a side; w: steps of a mirror ray
    vec4 place_low; // box around all probes' boxes
    vec4 place_high;
    vec4 field_low; // corner of how far surfaces are (occlusion.glsl's texture); w: metres a voxel, 0 where nothing is known
    vec4 field_scale; // texture coordinates per metre; w: largest distance stored, metres
    Probe probes[MAX_PROBES];
    Occluder occluders[MAX_OCCLUDERS];
};
layout(binding = 16) uniform sampler2D place_lightmap; // irradiance over pi
layout(binding = 17) uniform samplerCubeArray probe_cubes; // radiance, distance from the probe
layout(binding = 18) uniform sampler3D light_volume; // nine blocks of slices, one for each harmonic

// What a person standing near leaves of the light from everywhere: a capsule taken for the sphere that is nearest
// (occlusion of a sphere: Quilez, "sphere ambient occlusion", 2006: cosine times squared angular radius).
float occlusion_by_people(vec3 at, vec3 normal) {
    float open = 1.0;
#ifndef NO_OCCLUDERS
    for (int i = 0; i < place.w; i++) {
        vec3 foot = occluders[i].foot.xyz, along = occluders[i].head.xyz - foot, from = at - foot;
        float radius = occluders[i].foot.w;
        vec3 to = foot + along * clamp(dot(from, along) / max(dot(along, along), 1e-6), 0.0, 1.0) - at;
        float d2 = dot(to, to);
        if (d2 > 2.25) continue; // beyond 1.5 m less than is seen
        float near = inversesqrt(max(d2, 1e-6));
        float blocked = clamp(0.5 + 0.5 * dot(normal, to) * near, 0.0, 1.0) * min(radius * radius * near * near, 1.0);
        open *= 1.0 - blocked * (1.0 - smoothstep(1.0, 2.25, d2));
    }
#endif
    return open;
}

// Real spherical harmonics of irradiance over pi, trilinear between the volume's points.
vec3 volume_light(vec3 position, vec3 n) {
    vec3 p = clamp((position - volume_low.xyz) * volume_per_m.xyz + 0.5, vec3(0.5), volume_size.xyz - 0.5);
    float basis[9] = float[9](0.282095, 0.488603 * n.y, 0.488603 * n.z, 0.488603 * n.x, 1.092548 * n.x * n.y,
        1.092548 * n.y * n.z, 0.315392 * (3.0 * n.z * n.z - 1.0), 1.092548 * n.x * n.z,
        0.546274 * (n.x * n.x - n.y * n.y));
    vec3 sum = vec3(0.0), scale = 1.0 / vec3(volume_size.xy, 9.0 * volume_size.z);
    for (int i = 0; i < 9; i++) {
        sum += basis[i] * textureLod(light_volume, p * scale, 0.0).rgb;
        p.z += volume_size.z;
    }
    return max(sum, vec3(0.0));
}

// What corners and furniture leave of the light that a wide lobe gathers: the lightmap's light against that in the air before the
// surface, of which probes know as little as it does (harmonics of bands 0 and 1 are enough). A sharp mirror image knows better.
float lobe_occlusion(vec3 position, vec3 normal, vec3 lightmap, float roughness) {
#if defined(LEAN) || defined(NO_VOLUME)
    return 1.0;
#else
    float wide = smoothstep(0.1, 0.5, roughness);
    if (place.z == 0 || wide <= 0.0) return 1.0;
    vec3 p = clamp((position + 0.2 * normal - volume_low.xyz) * volume_per_m.xyz + 0.5, vec3(0.5), volume_size.xyz - 0.5);
    vec3 around = vec3(0.0), scale = 1.0 / vec3(volume_size.xy, 9.0 * volume_size.z);
    float basis[4] = float[4](0.282095, 0.488603 * normal.y, 0.488603 * normal.z, 0.488603 * normal.x);
    for (int i = 0; i < 4; i++) {
        around += basis[i] * textureLod(light_volume, p * scale, 0.0).rgb;
        p.z += volume_size.z;
    }
    float sum = dot(around, vec3(1.0));
    return sum > 1e-4 ? mix(1.0, clamp(dot(lightmap, vec3(1.0)) / sum, 0.0, 1.0), wide) : 1.0;
#endif
}

// Irradiance over pi: what a white Lambert surface shows. lightmap_uv.x < 0: not on the lightmap.
vec3 diffuse_light(vec3 position, vec3 normal, vec2 lightmap_uv) {
#if !defined(NO_PLACE_LIGHT) && (!defined(LEAN) || defined(BAKED))
    if (place.x != 0 && lightmap_uv.x >= 0.0)
        return texture(place_lightmap, lightmap_uv).rgb * occlusion_by_people(position, normal);
#endif
#if !defined(NO_VOLUME) && (!defined(LEAN) || !defined(BAKED))
    if (place.z != 0) return volume_light(position, normal);
#endif
    return has_environment_map() ? environment_irradiance(normal) : ambient_diffuse(normal);
}

// Metres along a ray to the walls of a box.
float box_distance(vec3 low, vec3 high, vec3 at, vec3 direction) {
    vec3 inverse = 1.0 / (direction + vec3(equal(direction, vec3(0.0))) * 1e-6);
    vec3 far = max((low - at) * inverse, (high - at) * inverse);
    return max(min(min(far.x, far.y), far.z), 0.0);
}

float box_distance(int i, vec3 at, vec3 direction) {
    return box_distance(probes[i].low.xyz, probes[i].high.xyz, at, direction);
}

// Metres from the probe: to the place's walls, and to what it sees there.
vec2 wall_and_seen(int i, vec3 from_probe, float level) {
    float wall = box_distance(place_low.xyz, place_high.xyz, probes[i].position.xyz, normalize(from_probe));
    return vec2(wall * 1.02 + 0.02, textureLod(probe_cubes, vec4(from_probe, float(i)), level).a);
}

// What lies outside the place is taken for a picture on its walls, as in windows.
float seen_from_probe(int i, vec3 from_probe, float level) {
    vec2 far = wall_and_seen(i, from_probe, level);
    return min(far.x, far.y);
}

// Share of what a probe sees there, blurred, that lies outside the place: its distances end at twice that of the walls.
float outside(int i, vec3 from_probe, float level) {
    vec2 far = wall_and_seen(i, from_probe, level);
    return clamp(far.y / far.x * 1.25 - 1.25, 0.0, 1.0);
}

// Metres to the nearest still surface.
float to_surface(vec3 at) {
    return textureLod(distance_field, (at - field_low.xyz) * field_scale.xyz, 0.0).r * field_scale.w;
}

// Where a lobe ends, by sphere tracing (Hart 1996).
struct Traced {
    float end; // metres along the ray: to what it meets, or to the place's walls where it leaves through a window
    float beside; // to where the lobe touches something on its way
    float cover; // share of the lobe that this takes
};

Traced trace_lobe(vec3 from, vec3 normal, vec3 direction, float roughness) {
    float voxel = field_low.w, walls = box_distance(place_low.xyz, place_high.xyz, from, direction), t = 0.0;
    float spread = LOBE * roughness * roughness, rise = dot(direction, normal);
    Traced lobe = Traced(walls, walls, 0.0);
    float last = 0.0, before = 0.0;
    int steps = int(volume_size.w);
    for (int k = 0; k < steps && t < walls; k++) {
        float near = to_surface(from + direction * t), free = near - 0.7 * voxel;
        lobe.end = t;
        if (free < 0.1 * voxel) return lobe;
        // The surface itself, which a flat ray stays near to, takes nothing.
        bool other = near < 0.8 * (t * rise + SELF_VOXELS * voxel);
        float cover = other ? 1.0 - smoothstep(0.0, 1.0, free / (t * spread + 1e-4)) : 0.0;
        // What it only comes nearer to is what it meets in the end.
        if (cover < last && last > lobe.cover) {
            lobe.beside = before;
            lobe.cover = last;
        }
        last = cover;
        before = t;
        t += max(free, 0.4 * voxel);
    }
    if (t >= walls) lobe.end = walls;
    return lobe;
}

// The point of the nearest surface.
vec3 on_surface(vec3 at) {
    float e = field_low.w;
    vec3 away = vec3(to_surface(at + vec3(e, 0, 0)) - to_surface(at - vec3(e, 0, 0)),
        to_surface(at + vec3(0, e, 0)) - to_surface(at - vec3(0, e, 0)),
        to_surface(at + vec3(0, 0, e)) - to_surface(at - vec3(0, 0, e)));
    return at - to_surface(at) * away * inversesqrt(max(dot(away, away), 1e-9));
}

// What comes from `end`, `t` metres along a lobe's ray.
vec3 probe_radiance(int i, vec3 end, vec3 direction, float t, float roughness) {
    vec3 to_hit = end - probes[i].position.xyz;
    // A lobe's print on a near surface is smaller as the probe sees it, and larger on what is near to the probe (after Lagarde and
    // de Rousiers 2014, section 4.9.5).
    float nearer = t / max(length(to_hit), 1e-3);
    float level = min(roughness * sqrt(nearer < 1.0 ? mix(nearer, 1.0, roughness) : nearer), 1.0) * (CUBE_LEVELS - 1.0);
    vec3 light = textureLod(probe_cubes, vec4(to_hit, float(i)), level).rgb;
#ifdef LEAN
    return light;
#else
    if (volume_size.w < 0.5) return light;
    // Through a window the ray goes on far away, if the probe sees that through a window, too.
    float open = outside(i, to_hit, level);
    if (open <= 0.0) return light;
    open *= outside(i, direction, level);
    return open > 0.0 ? mix(light, textureLod(probe_cubes, vec4(direction, float(i)), level).rgb, open) : light;
#endif
}

// The probe that knows best what a surface mirrors.
int nearest_probe(vec3 at, vec3 normal) {
    int nearest = 0;
    float least = 1e9;
    for (int i = 0; i < place.y; i++) {
        vec3 offset = at - probes[i].position.xyz, outside = max(max(probes[i].low.xyz - at, at - probes[i].high.xyz), 0.0);
        float behind = max(dot(offset, normal), 0.0);
        float far = dot(offset, offset) + 100.0 * (dot(outside, outside) + behind * behind);
        nearest = far < least ? i : nearest;
        least = min(far, least);
    }
    return nearest;
}

#ifndef LEAN
// What the probes that see where a ray ends know of it; where none does, about what the light there makes of a grey surface.
vec3 radiance_there(vec3 end, vec3 direction, float t, float roughness) {
    ivec2 which = ivec2(0);
    vec2 weight = vec2(0.0);
    float sure = 0.0;
    for (int i = 0; i < place.y; i++) {
        vec3 from = end - probes[i].position.xyz;
        float far = length(from), hidden = far - seen_from_probe(i, from, 1.0);
        float sees = 1.0 - smoothstep(0.05 + 0.03 * far, 0.15 + 0.1 * far, hidden);
        float w = (sees + 1e-3) * (0.2 + 0.8 * clamp(dot(from, direction) / far, 0.0, 1.0)) / (0.3 + far * far);
        sure = max(sure, sees);
        if (w > weight.x) {
            which = ivec2(i, which.x);
            weight = vec2(w, weight.x);
        } else if (w > weight.y) {
            which.y = i;
            weight.y = w;
        }
    }
    vec3 sum = weight.x * probe_radiance(which.x, end, direction, t, roughness);
    if (weight.y > 0.02 * weight.x) sum += weight.y * probe_radiance(which.y, end, direction, t, roughness);
    else weight.y = 0.0;
    sum /= weight.x + weight.y;
    return sure < 1.0 ? mix(UNSEEN_ALBEDO * volume_light(end - 0.1 * direction, -direction), sum, sure) : sum;
}
#endif

vec3 probe_light(vec3 position, vec3 normal, vec3 direction, float roughness, vec3 irradiance) {
#ifndef LEAN
    if (field_low.w > 0.0) {
        vec3 from = position + normal * (SELF_VOXELS * field_low.w);
        Traced lobe = trace_lobe(from, normal, direction, roughness);
        vec3 light = radiance_there(from + direction * lobe.end, direction, lobe.end, roughness);
        if (lobe.cover > 0.02) {
            vec3 touched = on_surface(from + direction * lobe.beside);
            light = mix(light, radiance_there(touched, direction, lobe.beside, roughness), lobe.cover);
        }
        // Of what stands nearer than a few voxels the grid has no shape: it is not darker than grey in the light that falls here.
        return mix(max(UNSEEN_ALBEDO * irradiance, light), light, smoothstep(0.0, NEAR_VOXELS * field_low.w, lobe.end));
    }
#endif
    int i = nearest_probe(position, normal);
    float t = box_distance(i, position, direction);
    return probe_radiance(i, position + direction * t, direction, t, roughness);
}

// Radiance from `direction`, gathered by the GGX lobe of a perceptual roughness. normal : of the surface, the side that is lit.
// irradiance : over pi, there.
vec3 specular_light(vec3 position, vec3 normal, vec3 direction, float roughness, vec3 irradiance) {
#ifndef NO_PROBES
    if (place.y > 0) return probe_light(position, normal, direction, roughness, irradiance);
#endif
#ifndef NO_PLACE_LIGHT
    if (place.x != 0) return place.z != 0 ? volume_light(position, direction) : ambient_diffuse(direction); // no probes
#endif
    if (has_environment_map()) return environment_radiance(direction, roughness);
    return ambient_specular(position, direction, roughness);
}
