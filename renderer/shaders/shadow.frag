#version 430 core
#ifdef ALPHA_MASK
#include "material.glsl"
in float cover;

void main() {
    float alpha = m.base_colour.a * cover;
    if (has(0)) alpha *= map(base_map, 0).a;
    if (alpha < m.emissive.w) discard;
}
#else
void main() {}
#endif
