#version 430 core
#include "frame.glsl"
layout(location = 0) in vec4 corner; // world, and the panel's opacity
out vec2 uv;
flat out float opacity;

void main() {
    uv = vec2(gl_VertexID & 1, 1 - (gl_VertexID >> 1 & 1));
    opacity = corner.w;
#ifdef STEREO // as in surface.vert: both eyes side by side, the left one's instance first
    gl_Position = views[gl_InstanceID].clip_from_world * vec4(corner.xyz, 1.0);
    float half_of_target = gl_InstanceID == 0 ? -1.0 : 1.0;
    gl_ClipDistance[0] = gl_Position.w + half_of_target * gl_Position.x;
    gl_Position.x = 0.5 * (gl_Position.x + half_of_target * gl_Position.w);
#else
    gl_Position = views[view_index].clip_from_world * vec4(corner.xyz, 1.0);
#endif
}
