#version 430 core
// As much work a pixel as a lit surface: some hundred multiplications and a handful of texture reads. See gl/measure.py.
layout(binding = 0) uniform sampler2D noise;
in vec2 uv;
layout(location = 0) out vec4 out_colour;

void main() {
    vec4 sum = vec4(uv, 0.3, 0.7);
    for (int i = 0; i < 10; i++) {
        sum = fract(sum * 1.37 + texture(noise, uv * 3.0 + sum.xy));
        sum = normalize(sum + 0.01) * inversesqrt(dot(sum.yzwx, sum) + 0.1);
        sum += pow(abs(sum.wxyz) + 0.1, vec4(0.45)) * 0.3;
    }
    out_colour = sum;
}
