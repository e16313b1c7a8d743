#version 430 core
#include "draws.glsl"
#ifdef ALPHA_MASK
#include "material.glsl"
in float cover;
#endif
flat in uint flags;
const float PIXELS = 1.1, LEAST = 1e-7; // what keeps a surface out of its own shadow: by its slope, and at least

// A surface that shows the sun its back is lit on neither side, so that it needs no distance from itself; with one, a ceiling would
// let the sun in along the top of the walls.
float offset() {
    bool back = gl_FrontFacing == ((flags & MIRRORED) != 0u);
    float slope = max(abs(dFdx(gl_FragCoord.z)), abs(dFdy(gl_FragCoord.z)));
    return back && (flags & ONE_SIDED) != 0u ? 0.0 : PIXELS * slope + LEAST;
}

void main() {
    gl_FragDepth = gl_FragCoord.z + offset();
#ifdef ALPHA_MASK
    float alpha = m.base_colour.a * cover;
    if (has(0)) alpha *= map(base_map, 0).a;
    if (alpha < m.emissive.w) discard;
#endif
}
