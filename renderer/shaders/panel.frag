#version 430 core
#include "frame.glsl"
#include "tonemap.glsl"
layout(binding = 0) uniform sampler2D page; // premultiplied
uniform bool neutral;
in vec2 uv;
flat in float opacity;
layout(location = 0) out vec4 out_colour;

void main() {
    vec4 texel = texture(page, uv);
    // From behind it is a plain board of the same outline: its text would read mirrored.
    if (!gl_FrontFacing) texel.rgb = vec3(0.16, 0.18, 0.21) * texel.a;
    vec3 colour = min(texel.rgb / max(texel.a, 1e-4), vec3(0.995)); // the tone curve reaches 1 only at infinity
    if (neutral) colour = inverse_tone_map(colour);
    out_colour = vec4(colour / ground.w * texel.a, texel.a) * opacity;
}
