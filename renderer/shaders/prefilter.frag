#version 430 core
// What a GGX lobe around each direction gathers, seen along it (Karis, "Real Shading in Unreal Engine 4", 2013). The samples
// are the same for all texels: directions about +Z and the level of the source whose texels are as large as their share.
#include "cube_face.glsl"
layout(binding = 0) uniform samplerCube source;
layout(std430, binding = 5) readonly buffer Samples { vec4 lobe[]; }; // direction about +Z; w: level
uniform int count;
layout(location = 0) out vec4 out_colour;

void main() {
    vec3 n = face_direction(gl_FragCoord.xy);
    vec3 up = abs(n.y) < 0.99 ? vec3(0.0, 1.0, 0.0) : vec3(1.0, 0.0, 0.0);
    vec3 t = normalize(cross(up, n)), b = cross(n, t);
    vec3 sum = vec3(0.0);
    float weight = 0.0;
    for (int i = 0; i < count; i++) {
        vec4 s = lobe[i];
        sum += textureLod(source, t * s.x + b * s.y + n * s.z, s.w).rgb * s.z;
        weight += s.z;
    }
    out_colour = vec4(sum / weight, 1.0);
}
