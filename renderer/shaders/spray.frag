#version 430 core
in vec4 colour;
in vec2 corner;
flat in float seed;
layout(location = 0) out vec4 out_colour;

void main() {
    float r2 = dot(corner, corner);
    if (r2 > 1.0) discard;
    float ripple = 0.75 + 0.25 * sin(corner.x * 5.0 + seed * 2.4) * sin(corner.y * 4.0 + seed * 1.7);
    float soft = (1.0 - r2) * (1.0 - r2) * ripple * colour.a;
    out_colour = vec4(colour.rgb * soft, soft);
}
