#version 430 core
#include "frame.glsl"
#include "draws.glsl"
#ifdef DEFORM
#include "deform.glsl"
#endif

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
flat out vec3 eye;
flat out uint material;
#ifdef TRANSMISSION
flat out float model_scale;
#endif

void main() {
#ifdef STEREO // both eyes in one draw, side by side in one target: even instances are the left one's
    uint draw = in_draw >> 1;
    bool left = (in_draw & 1u) == 0u;
#else
    uint draw = in_draw;
#endif
    mat4 world_from_node = draws[draw].world_from_node;
    mat3 m = mat3(world_from_node);
    // The cofactor matrix carries normals for any scale, up to length and the sign of the determinant.
    mat3 cofactor = mat3(cross(m[1], m[2]), cross(m[2], m[0]), cross(m[0], m[1]));
    float side = (draws[draw].flags & MIRRORED) != 0u ? -1.0 : 1.0;
    vec3 at = in_position, n = in_normal, t = in_tangent.xyz;
#ifdef DEFORM
    deform(draws[draw].deform, at, n, t);
#endif
    vec4 world = world_from_node * vec4(at, 1.0);
    position = world.xyz;
    normal = cofactor * n * side;
    tangent = vec4(m * t, in_tangent.w * side);
    uv0 = in_uv0;
    uv1 = in_uv1;
    colour = in_colour;
    tint = draws[draw].tint;
    reach = uvec2(draws[draw].light_mask, draws[draw].flags);
    emissive_scale = draws[draw].emissive_scale;
    material = draws[draw].material;
#ifdef TRANSMISSION
    model_scale = pow(abs(determinant(m)), 1.0 / 3.0);
#endif
#ifdef STEREO
    // Both, and then one of them: an index that differs between vertices would make software GL gather sixteen numbers for each.
    vec4 from_left = views[0].clip_from_world * world, from_right = views[1].clip_from_world * world;
    eye = left ? views[0].eye.xyz : views[1].eye.xyz;
    gl_Position = left ? from_left : from_right;
    float half_of_target = left ? -1.0 : 1.0;
    gl_ClipDistance[0] = gl_Position.w + half_of_target * gl_Position.x; // nothing reaches over into the other eye
    gl_Position.x = 0.5 * (gl_Position.x + half_of_target * gl_Position.w);
#else
    eye = views[view_index].eye.xyz;
    gl_Position = views[view_index].clip_from_world * world;
#endif
}
