// Lamps and the sun.
const float DOORWAY_M = 1.5; // as far as a room's light comes out of its doors

float inside_room(int i, vec3 at) {
    vec3 outside = max(max(lights[i].room_low.xyz - at, at - lights[i].room_high.xyz) - 0.1, vec3(0.0));
    return 1.0 - lights[i].room_low.w * smoothstep(0.0, DOORWAY_M, length(outside));
}

void add_lamps(Surface s, Layers l, uint mask, inout Shine shine) {
#ifndef NO_LAMPS
    for (int i = 0; i < counts.x; i++) { // a counter that is the same for all pixels: cheap uniform reads
        if ((mask & (1u << i)) == 0u) continue;
        vec3 to_light = lights[i].position_range.xyz - s.position;
        float d2 = dot(to_light, to_light), range = lights[i].position_range.w;
        float window = clamp(1.0 - (d2 * d2) / (range * range * range * range), 0.0, 1.0);
        float strength = window * window / max(d2, 1e-4) * inside_room(i, s.position);
        vec3 way = to_light * inversesqrt(max(d2, 1e-12));
        if (lights[i].shape.w > 0.5) { // directional
            way = -lights[i].direction.xyz;
            strength = 1.0;
        } else {
            float cone = clamp(dot(-way, lights[i].direction.xyz) * lights[i].shape.x + lights[i].shape.y, 0.0, 1.0);
            strength *= cone * cone;
        }
        if (strength <= 0.0) continue;
        // A lamp has a size: its mirror image is no star (widened lobe of Karis 2013, normalised by the squared ratio).
        Surface wide = s;
        wide.alpha = clamp(s.alpha + lights[i].shape.z * 0.5 * inversesqrt(max(d2, 0.01)), 0.0, 1.0);
        wide.gain = (s.alpha / wide.alpha) * (s.alpha / wide.alpha);
        add_light(wide, l, way, lights[i].colour.rgb * strength, shine);
    }
#endif
}

void add_sun(Surface s, Layers l, inout Shine shine) {
#ifndef NO_SUN
    if (dot(sun_colour.rgb, vec3(1.0)) <= 0.0 || dot(s.geometric, sun_direction.xyz) >= 0.0) return;
    float visible = sun_visibility(s.position, s.geometric);
    if (visible > 0.0) add_light(s, l, -sun_direction.xyz, sun_colour.rgb * visible, shine);
#endif
}
