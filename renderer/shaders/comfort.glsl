// What is left of a picture's light at uv (0 to 1) of it.
uniform float vignette; // 0 open, 1 closed: only the middle of the view stays clear
uniform float fade; // 1: black

float left_open(vec2 uv) {
    float edge = length(uv * 2.0 - 1.0);
    float open = mix(1.6, 0.45, vignette);
    return mix(1.0, 1.0 - smoothstep(open, open + 0.35, edge), step(0.001, vignette)) * (1.0 - fade);
}
