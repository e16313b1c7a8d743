#version 430 core
#include "frame.glsl"
out vec4 far_point;

void main() {
    vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
#ifdef REVERSED // on the far plane: only where nothing is drawn
    gl_Position = vec4(corner, 0.0, 1.0);
#else
    gl_Position = vec4(corner, 1.0, 1.0);
#endif
    far_point = views[view_index].world_from_clip * vec4(corner, 0.5, 1.0);
}
