#version 430 core
// A panel at the pixels of a framebuffer for which the rest was drawn in fewer, and enlarged.
#include "tonemap.glsl"
#include "comfort.glsl"
layout(binding = 0) uniform sampler2D page; // premultiplied
#if SAMPLES > 1
layout(binding = 1) uniform sampler2DMS depth;
#else
layout(binding = 1) uniform sampler2D depth;
#endif
uniform vec2 shown; // pixels of the framebuffer
uniform ivec2 drawn; // and of what was drawn
uniform float nearer; // 1 where a larger depth is nearer, else -1; 0: nothing hides it
uniform bool encode; // the framebuffer does not encode sRGB by itself, and mixes its numbers
in vec2 uv;
flat in float opacity;
layout(location = 0) out vec4 out_colour;

// How much of it lies before what was drawn: by the four texels from which this pixel's colours were mixed. The panel's own depth
// there is known, for that of a plane is linear on the screen.
float unhidden() {
    vec2 scale = vec2(drawn) / shown, at = gl_FragCoord.xy * scale - 0.5;
    vec2 slope = vec2(dFdx(gl_FragCoord.z), dFdy(gl_FragCoord.z)) / scale, share = fract(at);
    float sum = 0.0;
    for (int i = 0; i < 4; i++) {
        vec2 corner = vec2(i & 1, i >> 1), texel = floor(at) + corner, weight = mix(1.0 - share, share, corner);
        float here = gl_FragCoord.z + dot(slope, texel - at);
        float there = texelFetch(depth, clamp(ivec2(texel), ivec2(0), drawn - 1), 0).r;
        if ((here - there) * nearer >= 0.0) sum += weight.x * weight.y;
    }
    return sum;
}

// Its outline has no samples to smooth it: it fades over the last pixel.
float within() {
    vec2 pixels = min(uv, 1.0 - uv) / max(fwidth(uv), 1e-6);
    return clamp(min(pixels.x, pixels.y), 0.0, 1.0);
}

void main() {
    vec4 texel = texture(page, uv);
    float cover = opacity * unhidden() * within();
    if (!gl_FrontFacing) texel.rgb = vec3(0.16, 0.18, 0.21) * texel.a; // as panel.frag has it
    vec3 colour = texel.rgb / max(texel.a, 1e-4) * left_open(gl_FragCoord.xy / shown);
    out_colour = vec4((encode ? encode_srgb(colour) : colour) * texel.a, texel.a) * cover;
}
