#version 430 core
// Samples are tone mapped one by one and then averaged, or a bright edge stays jagged.
#include "tonemap.glsl"
#if SAMPLES > 1
uniform sampler2DMS hdr;
uniform sampler2DMS hdr_depth;
#else
uniform sampler2D hdr;
uniform sampler2D hdr_depth;
#endif
uniform float exposure;
uniform float vignette;
uniform float fade;
uniform vec4 source; // scale and offset from this target's 0..1 to the source's
uniform bool encode; // the target does not encode sRGB by itself
uniform bool neutral;
in vec2 uv;
layout(location = 0) out vec4 out_colour;

void main() {
    vec2 at = uv * source.xy + source.zw;
    ivec2 size = textureSize(hdr
#if SAMPLES == 1
        , 0
#endif
    );
    ivec2 texel = clamp(ivec2(at * vec2(size)), ivec2(0), size - 1);
    vec3 sum = vec3(0.0);
    for (int i = 0; i < SAMPLES; i++) {
        vec3 colour = min(texelFetch(hdr, texel, i).rgb, vec3(6.0e4)) * exposure;
        sum += clamp(neutral ? tone_map(colour) : colour, 0.0, 1.0);
    }
    vec3 colour = sum / float(SAMPLES);
    // Comfort while moving: only the middle of the view stays clear.
    float edge = length(uv * 2.0 - 1.0);
    float open = mix(1.6, 0.45, vignette);
    colour *= mix(1.0, 1.0 - smoothstep(open, open + 0.35, edge), step(0.001, vignette)) * (1.0 - fade);
    out_colour = vec4(encode ? encode_srgb(colour) : colour, 1.0);
#ifdef WRITE_DEPTH
    gl_FragDepth = texelFetch(hdr_depth, texel, 0).r;
#endif
}
