#version 430 core
#include "tonemap.glsl"
layout(binding = 0) uniform sampler2D picture; // premultiplied
uniform vec2 scale;
uniform bool encode;
in vec2 uv;
layout(location = 0) out vec4 out_colour;

void main() {
    vec2 at = (uv - 0.5) * scale + 0.5;
    vec3 colour = texture(picture, vec2(at.x, 1.0 - at.y)).rgb;
    if (any(lessThan(at, vec2(0.0))) || any(greaterThan(at, vec2(1.0)))) colour = vec3(0.0);
    out_colour = vec4(encode ? encode_srgb(colour) : colour, 1.0);
}
