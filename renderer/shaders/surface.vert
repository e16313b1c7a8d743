#version 430 core
#include "frame.glsl"
#include "draws.glsl"

layout(location = 0) in vec3 in_position;
layout(location = 1) in vec3 in_normal;
layout(location = 2) in vec4 in_tangent;
layout(location = 3) in vec2 in_uv0;
layout(location = 4) in vec2 in_uv1;
layout(location = 5) in vec4 in_colour;
layout(location = 6) in uint in_draw;

centroid out vec3 position;
centroid out vec3 normal;
centroid out vec4 tangent;
out vec2 uv0;
out vec2 uv1;
centroid out vec4 colour;
flat out vec4 tint;
flat out uvec2 reach; // light mask, flags
flat out float emissive_scale;

void main() {
    mat4 world_from_node = draws[in_draw].world_from_node;
    mat3 m = mat3(world_from_node);
    // The cofactor matrix carries normals for any scale, up to length and the sign of the determinant.
    mat3 cofactor = mat3(cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1]));
    float side = (draws[in_draw].flags & MIRRORED) != 0u ? -1.0 : 1.0;
    vec4 world = world_from_node * vec4(in_position, 1.0);
    position = world.xyz;
    normal = cofactor * in_normal * side;
    tangent = vec4(m * in_tangent.xyz, in_tangent.w * side);
    uv0 = in_uv0;
    uv1 = in_uv1;
    colour = in_colour;
    tint = draws[in_draw].tint;
    reach = uvec2(draws[in_draw].light_mask, draws[in_draw].flags);
    emissive_scale = draws[in_draw].emissive_scale;
    gl_Position = views[view_index].clip_from_world * world;
}
