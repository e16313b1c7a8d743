#version 430 core
#include "frame.glsl"
#include "environment.glsl"
layout(location = 0) in vec3 in_position;
layout(location = 1) in float in_radius;
layout(location = 2) in vec3 in_colour;
layout(location = 3) in float in_opacity;
out vec4 colour;
out vec2 corner;
flat out float seed;

void main() {
    corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
    // Facing the eye, not the screen: both eyes then see the same puff.
    vec3 forward = normalize(in_position - views[view_index].eye.xyz + vec3(0.0, 0.0, 1e-6));
    vec3 right = normalize(cross(forward, vec3(0.0, 1.0, 1e-3))), up = cross(right, forward);
    vec3 light = ambient_diffuse(vec3(0.0, 1.0, 0.0));
    for (int i = 0; i < counts.x; i++) {
        vec3 offset = lights[i].position_range.xyz - in_position;
        float d2 = dot(offset, offset), range = lights[i].position_range.w;
        float window = clamp(1.0 - d2 * d2 / (range * range * range * range), 0.0, 1.0);
        light += lights[i].colour.rgb * window * window / max(d2, 0.3) * 0.65 / PI; // a thick white cloud, seen from any side
    }
    colour = vec4(in_colour * light, in_opacity);
    seed = float(gl_InstanceID);
    vec3 at = in_position + (right * corner.x + up * corner.y) * in_radius;
    gl_Position = views[view_index].clip_from_world * vec4(at, 1.0);
}
