#version 430 core
// Half the size again, by five overlapping boxes of bilinear reads: steady where a bright point moves
// (Jimenez, "Next Generation Post Processing in Call of Duty: Advanced Warfare", SIGGRAPH 2014).
uniform sampler2D source;
uniform vec2 texel; // of the source
uniform vec2 last; // where the drawn part of the source ends, half a texel before
layout(location = 0) out vec4 out_colour;

vec3 at(float x, float y) { return texture(source, min((gl_FragCoord.xy * 2.0 + vec2(x, y)) * texel, last)).rgb; }

void main() {
    vec3 inner = at(-1.0, -1.0) + at(1.0, -1.0) + at(-1.0, 1.0) + at(1.0, 1.0);
    vec3 sides = at(-2.0, 0.0) + at(2.0, 0.0) + at(0.0, -2.0) + at(0.0, 2.0);
    vec3 corners = at(-2.0, -2.0) + at(2.0, -2.0) + at(-2.0, 2.0) + at(2.0, 2.0);
    out_colour = vec4(inner * 0.125 + sides * 0.0625 + corners * 0.03125 + at(0.0, 0.0) * 0.125, 1.0);
}
