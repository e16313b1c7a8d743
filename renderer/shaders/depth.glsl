// How far away what has been drawn lies, for what has no surface and is drawn over it. Needs frame.glsl.
#if SAMPLES > 1
layout(binding = 1) uniform sampler2DMS scene_depth;
#else
layout(binding = 1) uniform sampler2D scene_depth;
#endif
uniform bool reversed_depth;

// Metres along the view's axis.
float scene_along() {
    float depth = texelFetch(scene_depth, ivec2(gl_FragCoord.xy), 0).r;
    return views[view_index].eye.w / max(reversed_depth ? depth : 1.0 - depth, 1e-7);
}

// Metres from the eye, on the ray through this fragment; `at` : its own world position.
float scene_distance(vec3 at) {
    return scene_along() * length(at - views[view_index].eye.xyz) * gl_FragCoord.w;
}
