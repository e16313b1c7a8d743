// Khronos PBR Neutral tone mapper (KhronosGroup/ToneMapping, 2024) and its inverse.
const float NEUTRAL_START = 0.8 - 0.04;
const float NEUTRAL_DESATURATION = 0.15;

vec3 tone_map(vec3 colour) {
    float x = min(colour.r, min(colour.g, colour.b));
    colour -= x < 0.08 ? x - 6.25 * x * x : 0.04;
    float peak = max(colour.r, max(colour.g, colour.b));
    if (peak < NEUTRAL_START) return colour;
    float d = 1.0 - NEUTRAL_START;
    float new_peak = 1.0 - d * d / (peak + d - NEUTRAL_START);
    float g = 1.0 - 1.0 / (NEUTRAL_DESATURATION * (peak - new_peak) + 1.0);
    return mix(colour * (new_peak / peak), vec3(new_peak), g);
}

// What must be drawn so that tone_map gives `colour` (each channel below 1).
vec3 inverse_tone_map(vec3 colour) {
    float peak = max(colour.r, max(colour.g, colour.b));
    if (peak > NEUTRAL_START) {
        float d = 1.0 - NEUTRAL_START;
        float old_peak = d * d / (1.0 - peak) - d + NEUTRAL_START;
        float g = 1.0 - 1.0 / (NEUTRAL_DESATURATION * (old_peak - peak) + 1.0);
        colour = (colour - peak * g) / (1.0 - g) * (old_peak / peak);
    }
    float x = min(colour.r, min(colour.g, colour.b));
    return colour + (x <= 0.04 ? sqrt(max(x, 0.0) / 6.25) - x : 0.04);
}

vec3 encode_srgb(vec3 c) {
    return mix(12.92 * c, 1.055 * pow(max(c, vec3(0.0)), vec3(1.0 / 2.4)) - 0.055, step(0.0031308, c));
}

// AgX (Sobotka 2022) with the polynomial fit of Wrensch (2023), in Rec. 2020 as Blender 4 and three.js use it.
vec3 tone_map_agx(vec3 colour) {
    const mat3 rec2020_from_srgb = mat3(0.6274, 0.0691, 0.0164, 0.3293, 0.9195, 0.0880, 0.0433, 0.0113, 0.8956);
    const mat3 srgb_from_rec2020 = mat3(1.6605, -0.1246, -0.0182, -0.5876, 1.1329, -0.1006, -0.0728, -0.0083, 1.1187);
    const mat3 inset = mat3(0.856627153315983, 0.137318972929847, 0.11189821299995, 0.0951212405381588, 0.761241990602591,
                            0.0767994186031903, 0.0482516061458583, 0.101439036467562, 0.811302368396859);
    const mat3 outset = mat3(1.1271005818144368, -0.1413297634984383, -0.14132976349843826, -0.11060664309660323,
                             1.157823702216272, -0.11060664309660294, -0.016493938717834573, -0.016493938717834257,
                             1.2519364065950405);
    const float low_stops = -12.47393, high_stops = 4.026069;
    vec3 x = log2(max(inset * (rec2020_from_srgb * colour), vec3(1e-10)));
    x = clamp((x - low_stops) / (high_stops - low_stops), 0.0, 1.0);
    vec3 x2 = x * x, x4 = x2 * x2;
    x = 15.5 * x4 * x2 - 40.14 * x4 * x + 31.96 * x4 - 6.868 * x2 * x + 0.4298 * x2 + 0.1191 * x - 0.00232;
    return clamp(srgb_from_rec2020 * pow(max(outset * x, vec3(0.0)), vec3(2.2)), 0.0, 1.0);
}

// Hill's fit of the ACES reference and output transforms (2016), with the usual 1 / 0.6 before it.
vec3 tone_map_aces(vec3 colour) {
    const mat3 into = mat3(0.59719, 0.07600, 0.02840, 0.35458, 0.90834, 0.13383, 0.04823, 0.01566, 0.83777);
    const mat3 out_of = mat3(1.60475, -0.10208, -0.00327, -0.53108, 1.10813, -0.07276, -0.07367, -0.00605, 1.07602);
    vec3 v = into * (colour / 0.6);
    v = (v * (v + 0.0245786) - 0.000090537) / (v * (0.983729 * v + 0.4329510) + 0.238081);
    return clamp(out_of * v, 0.0, 1.0);
}

// curve: as renderer/gl/resolve.py.
vec3 tone_mapped(vec3 colour, int curve) {
    if (curve == 1) return clamp(tone_map(colour), 0.0, 1.0);
    if (curve == 2) return tone_map_agx(colour);
    return curve == 3 ? tone_map_aces(colour) : clamp(colour, 0.0, 1.0);
}
