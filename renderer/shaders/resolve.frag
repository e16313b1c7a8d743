#version 430 core
// Samples are tone mapped one by one and then averaged, or a bright edge stays jagged.
#include "tonemap.glsl"
#include "comfort.glsl"
#if SAMPLES > 1
uniform sampler2DMS hdr;
uniform sampler2DMS hdr_depth;
#else
uniform sampler2D hdr;
uniform sampler2D hdr_depth;
#endif
uniform float exposure;
uniform vec4 source; // scale and offset from this target's 0..1 to the drawn part of the source
uniform ivec2 drawn; // texels of that part
#ifdef BLOOM
uniform sampler2D bloom; // of this eye, half the size
uniform vec3 bloom_share; // the part of its width and height that is drawn; of it in the picture
#endif
// CURVE : the tone map. ENCODE : the target does not encode sRGB by itself. TRANSPARENT : keep the alpha, straight.
in vec2 uv;
layout(location = 0) out vec4 out_colour;

// Premultiplied, tone mapped. What shines at clear glass is there even where the glass covers nothing.
vec4 mapped(vec4 colour) {
    vec3 alone = tone_mapped(colour.rgb, CURVE);
#ifdef TRANSPARENT
    float cover = clamp(max(colour.a, max(alone.r, max(alone.g, alone.b))), 0.0, 1.0);
    return vec4(tone_mapped(colour.rgb / max(cover, 1e-5), CURVE) * cover, cover);
#else
    return vec4(alone, 1.0);
#endif
}

void main() {
    vec2 at = uv * source.xy + source.zw;
    ivec2 texel = clamp(ivec2(at * vec2(drawn)), ivec2(0), drawn - 1);
#ifdef BLOOM
    vec2 end = bloom_share.xy - 0.5 / vec2(textureSize(bloom, 0));
    vec3 glow = texture(bloom, min(uv * bloom_share.xy, end)).rgb;
#endif
    vec4 sum = vec4(0.0);
    for (int i = 0; i < SAMPLES; i++) {
        vec4 colour = texelFetch(hdr, texel, i);
        colour.rgb = min(colour.rgb, vec3(6.0e4));
#ifdef BLOOM
        colour.rgb = mix(colour.rgb, glow, bloom_share.z); // as much as spreads is missing where it came from
#endif
        colour.rgb *= exposure;
        sum += mapped(colour);
    }
    vec3 colour = sum.rgb / max(sum.a, 1e-5);
    colour *= left_open(uv);
#ifdef ENCODE
    colour = encode_srgb(colour);
#endif
    out_colour = vec4(colour, sum.a / float(SAMPLES));
#ifdef WRITE_DEPTH
    gl_FragDepth = texelFetch(hdr_depth, texel, 0).r;
#endif
}
