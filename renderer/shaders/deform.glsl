// Joints and morph targets bend a mesh before it is placed. Mirrored by renderer/gl/deform.py. Only vertex shaders read these.
layout(std430, binding = 5) readonly buffer Skins { uvec4 skins[]; }; // four joints and four weights of 16 bits
layout(std430, binding = 6) readonly buffer Palette { vec4 palette[]; }; // three rows a joint: model_from_mesh
layout(std430, binding = 7) readonly buffer Deltas { float deltas[]; }; // nine a vertex and target
layout(std430, binding = 8) readonly buffer Weights { float weights[]; };

const uint NO_PALETTE = 0xFFFFFFFFu;

// how : Draw.deform. Sums wrap around, so that a vertex's own number finds its rows.
void deform(uvec4 how, inout vec3 position, inout vec3 normal, inout vec3 tangent) {
    uint targets = how.w & 255u, first_weight = how.w >> 8;
    uint row = (uint(gl_VertexID) * targets + how.z) * 9u;
    for (uint i = 0u; i < targets; i++, row += 9u) {
        float weight = weights[first_weight + i];
        if (weight == 0.0) continue;
        position += weight * vec3(deltas[row], deltas[row + 1u], deltas[row + 2u]);
        normal += weight * vec3(deltas[row + 3u], deltas[row + 4u], deltas[row + 5u]);
        tangent += weight * vec3(deltas[row + 6u], deltas[row + 7u], deltas[row + 8u]);
    }
    if (how.x == NO_PALETTE) return;
    uvec4 bound = skins[uint(gl_VertexID) + how.y];
    uvec4 joints = 3u * (uvec4(bound.x & 0xFFFFu, bound.x >> 16, bound.y & 0xFFFFu, bound.y >> 16) + how.x);
    vec4 shares = vec4(bound.z & 0xFFFFu, bound.z >> 16, bound.w & 0xFFFFu, bound.w >> 16) / 65535.0;
    vec4 rows[3] = vec4[](vec4(0.0), vec4(0.0), vec4(0.0));
    for (int i = 0; i < 4; i++) {
        for (int r = 0; r < 3; r++) rows[r] += shares[i] * palette[joints[i] + uint(r)];
    }
    mat3 turn = transpose(mat3(rows[0].xyz, rows[1].xyz, rows[2].xyz));
    position = turn * position + vec3(rows[0].w, rows[1].w, rows[2].w);
    normal = mat3(cross(turn[1], turn[2]), cross(turn[2], turn[0]), cross(turn[0], turn[1])) * normal;
    tangent = turn * tangent;
}
