#version 430 core
// A smaller level over the next larger one, through a tent of nine reads (Jimenez 2014).
uniform sampler2D source;
uniform vec2 texel; // of the source
uniform vec2 last; // where the drawn part of the source ends, half a texel before
uniform float share; // of the smaller level
layout(location = 0) out vec4 out_colour;

void main() {
    vec3 sum = vec3(0.0);
    for (int i = 0; i < 9; i++) {
        vec2 step = vec2(i % 3, i / 3) - 1.0;
        float weight = (2.0 - abs(step.x)) * (2.0 - abs(step.y)) / 16.0;
        sum += weight * texture(source, min((gl_FragCoord.xy * 0.5 + step) * texel, last)).rgb;
    }
    out_colour = vec4(sum, share);
}
