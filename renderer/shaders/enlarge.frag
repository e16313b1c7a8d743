#version 430 core
// sRGB numbers as they are: between two of them lies what looks half way.
layout(binding = 0) uniform sampler2D drawn;
in vec2 uv;
layout(location = 0) out vec4 out_colour;

void main() { out_colour = texture(drawn, uv); }
