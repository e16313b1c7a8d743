#version 430 core
in vec4 colour;
in float across;
layout(location = 0) out vec4 out_colour;

void main() {
    float edge = 1.0 - smoothstep(0.55, 1.0, abs(across));
    if (edge < 0.25) discard; // it hides pages, by its depth
    out_colour = vec4(colour.rgb * colour.a, colour.a) * edge;
}
