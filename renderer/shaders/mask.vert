#version 430 core
// What the lenses hide, filled at the near plane so that nothing is drawn behind it.
layout(location = 0) in vec2 in_tangent; // to the right and up of the view's axis
uniform vec4 frustum; // tangents of left, right, down, up

void main() {
    vec2 ndc = (in_tangent - frustum.xz) / (frustum.yw - frustum.xz) * 2.0 - 1.0;
#ifdef REVERSED
    gl_Position = vec4(ndc, 1.0, 1.0);
#else
    gl_Position = vec4(ndc, -1.0, 1.0);
#endif
}
