// The picture of a flat mirror: what the eyes' mirror images see through it as through a window. Mirrored by renderer/gl/mirror.py.
layout(std140, binding = 5) uniform Mirror {
    mat4 window_from_world[MAX_VIEWS]; // clip space of each eye's picture
    vec4 mirror_plane; // of the mirror that has a picture now; 0 where none has
    vec4 mirror_share; // of the texture: one eye's picture, and half a texel
};
layout(binding = 11) uniform sampler2D mirror_picture; // both eyes side by side

bool has_picture(vec3 at, vec3 normal) {
    return dot(normal, mirror_plane.xyz) > 0.99 && abs(dot(at, mirror_plane.xyz) + mirror_plane.w) < 0.004;
}

vec3 mirrored(vec3 at) {
#ifdef STEREO
    int i = eye == views[0].eye.xyz ? 0 : 1;
#else
    int i = view_index;
#endif
    vec4 clip = window_from_world[i] * vec4(at, 1.0);
    vec2 uv = clamp(clip.xy / clip.w * 0.5 + 0.5, 0.0, 1.0) * mirror_share.xy;
    uv = clamp(uv, mirror_share.zw, mirror_share.xy - mirror_share.zw);
    return texture(mirror_picture, uv + vec2(float(i) * mirror_share.x, 0.0)).rgb;
}
