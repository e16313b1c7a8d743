#version 430 core
// One eye's picture at half its size: the mean of the samples of four pixels.
#if SAMPLES > 1
uniform sampler2DMS hdr;
#else
uniform sampler2D hdr;
#endif
uniform ivec4 part; // first and last texel of the eye's part
layout(location = 0) out vec4 out_colour;

void main() {
    ivec2 corner = part.xy + 2 * ivec2(gl_FragCoord.xy);
    vec3 sum = vec3(0.0);
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < SAMPLES; k++)
            sum += clamp(texelFetch(hdr, min(corner + ivec2(i & 1, i >> 1), part.zw), k).rgb, vec3(0.0), vec3(6.0e4));
    out_colour = vec4(sum / float(4 * SAMPLES), 1.0);
}
