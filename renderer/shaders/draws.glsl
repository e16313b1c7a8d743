// One record a drawn primitive. Mirrored by renderer/gl/records.py.
const uint MIRRORED = 1u; // the node's matrix turns triangles inside out
const uint LIGHTMAPPED = 2u; // uv1 is a place on the lightmap
const uint ONE_SIDED = 4u; // only set where shadows are drawn
// From bit 8 on, where one level of detail dissolves into another: how much is shown of the one that comes, of 128; 0 where nothing
// dissolves. Bit 15: this is the one that goes.

struct Draw {
    mat4 world_from_node;
    vec4 tint;
    uint material; // row of the material table's page
    uint light_mask; // bit i: light i reaches this primitive
    uint flags;
    float emissive_scale;
    uvec4 deform; // first joint (0xFFFFFFFF: none), and what added to gl_VertexID finds skin and morphs; weights and targets
};

layout(std430, binding = 2) readonly buffer Draws { Draw draws[]; };
