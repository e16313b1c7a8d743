#version 430 core
#include "frame.glsl"
uniform vec3 low;
uniform vec3 high;
out vec3 world;

void main() {
    // Two triangles a side; the corner index walks the box so that its outside is counter-clockwise.
    const int corners[36] = int[](
        0, 2, 1, 1, 2, 3, 5, 7, 4, 4, 7, 6, 4, 6, 0, 0, 6, 2, 1, 3, 5, 5, 3, 7, 4, 0, 5, 5, 0, 1, 2, 6, 3, 3, 6, 7);
    int c = corners[gl_VertexID];
    world = mix(low, high, vec3(c & 1, (c >> 1) & 1, c >> 2));
    gl_Position = views[view_index].clip_from_world * vec4(world, 1.0);
}
