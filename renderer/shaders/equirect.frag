#version 430 core
// Six faces of a cube side by side, from an equirectangular picture.
#include "cube_face.glsl"
layout(binding = 0) uniform sampler2D picture;
layout(location = 0) out vec4 out_colour;

void main() {
    vec3 d = face_direction(gl_FragCoord.xy);
    vec2 uv = vec2(atan(d.z, d.x) / 6.28318530718 + 0.5, acos(clamp(d.y, -1.0, 1.0)) / 3.14159265359);
    out_colour = vec4(textureLod(picture, uv, 0.0).rgb, 1.0);
}
