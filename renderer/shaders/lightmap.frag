#version 430 core
// One light group of a lightmap, decoded; blending sums them.
layout(binding = 0) uniform sampler2D codes;
uniform vec2 coding; // range times weight, exponent
layout(location = 0) out vec4 out_value;

void main() {
    vec3 code = texelFetch(codes, ivec2(gl_FragCoord.xy), 0).rgb;
    out_value = vec4(coding.x * pow(code, vec3(coding.y)), 1.0);
}
