// What is the same for every draw of a frame. Mirrored by renderer/gl/frame.py.
const int MAX_VIEWS = 2;
const int MAX_LIGHTS = 32;
const int MAX_SMOKE = 12;
const int MAX_FIRES = 8;
const float PI = 3.14159265358979;

struct ViewData {
    mat4 clip_from_world;
    mat4 world_from_clip;
    vec4 eye; // world position; w: near plane in metres
};

struct Light {
    vec4 position_range; // world metres; w: range
    vec4 colour; // candela; w: 1 for a moving light, which no lightmap holds
    vec4 direction; // of what shines one way
    vec4 shape; // scale and offset of the cosine in a cone; radius in metres; 1: from infinitely far, colour in lux
    vec4 room_low; // box whose walls keep it in; w: 1 if there is one
    vec4 room_high;
};

struct Smoke {
    vec4 low; // w: extinction above the interface, 1/m
    vec4 high; // w: and below it
    vec4 layer; // x: world height of the interface; y: half the height of its edge
    vec4 light; // that the smoke sends back, before it dims itself; w: share of the box's light that comes from flames
    vec4 albedo;
};

struct Fire { // a flame as smoke sees it
    vec4 position; // w: radius
    vec4 colour; // candela; w: number of the Smoke that it burns in, -1: of none
};

layout(std140, binding = 0) uniform Views { ViewData views[MAX_VIEWS]; };

layout(std140, binding = 1) uniform Frame {
    mat4 shadow_from_world; // of the room
    mat4 shadow_far_from_world; // of what its windows show
    vec4 shadow; // metres a texel of both, depth of both in metres, number of maps in the texture
    vec4 ambient_sh[9]; // irradiance over pi, times the ambient factor
    vec4 sky; // w: ambient factor
    vec4 horizon; // w: time in seconds
    vec4 ground; // w: exposure
    vec4 sun_direction; // from the sun; w: 0 without a shadow map, 1 with four taps, 2 with penumbras
    vec4 sun_colour; // lux; w: share of the sky under clouds
    vec4 probe_centre; // w: 1 if there is a probe
    vec4 probe_low;
    vec4 probe_high;
    vec4 distance_low; // corner of the distance field; w: 1 if there is one
    vec4 distance_scale; // texture coordinates per metre; w: largest distance stored, metres
    ivec4 counts; // lights, smoke volumes, fires, metres of open air that take two thirds of what is far off (0: clear)
    Smoke smoke[MAX_SMOKE];
    Fire fires[MAX_FIRES];
    Light lights[MAX_LIGHTS];
};

uniform int view_index;
