#version 430 core
// Adds one light group's reflections to a level of all probes' cubes; `begin` starts anew, with the distances.
layout(local_size_x = 8, local_size_y = 8) in;
layout(binding = 0, rgba16f) uniform imageCubeArray cubes;
layout(binding = 0) uniform sampler2D codes; // a row of faces and mips for each probe
layout(binding = 1) uniform sampler2DArray distances;
const int FILE_SIDE = 128;
uniform int side; // of the largest level that is kept
uniform int level;
uniform vec2 coding; // range times weight, exponent; a range of 0 adds nothing
uniform bool begin;

void main() {
    ivec3 at = ivec3(gl_GlobalInvocationID);
    int size = max(side >> level, 1), source = FILE_SIDE >> level, step = source / size;
    if (at.x >= size || at.y >= size) return;
    vec4 sum = vec4(0.0);
    if (begin) {
        vec2 uv = (vec2(at.xy) + 0.5) / float(size);
        float blur = max(log2(float(textureSize(distances, 0).x) / float(size)), 0.0);
        sum.a = textureLod(distances, vec3(uv, at.z), blur).r;
    } else {
        sum = imageLoad(cubes, at);
    }
    if (coding.x == 0.0) step = 0;
    int start = 0;
    for (int i = 0; i < level; i++) start += 6 * (FILE_SIDE >> i);
    ivec2 corner = ivec2(start + (at.z % 6) * source, (at.z / 6) * FILE_SIDE) + at.xy * step;
    vec3 mean = vec3(0.0);
    for (int y = 0; y < step; y++)
        for (int x = 0; x < step; x++) mean += pow(texelFetch(codes, corner + ivec2(x, y), 0).rgb, vec3(coding.y));
    imageStore(cubes, at, vec4(sum.rgb + mean * (coding.x / float(max(step * step, 1))), sum.a));
}
