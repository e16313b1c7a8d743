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
