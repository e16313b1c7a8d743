// Pixels of six faces, +X -X +Y -Y +Z -Z from left to right, as directions; rows as GL has them in a cube map.
uniform float side;

vec3 face_direction(vec2 pixel) {
    int face = int(pixel.x / side);
    vec2 p = 2.0 * vec2(pixel.x - float(face) * side, pixel.y) / side - 1.0;
    vec3 faces[6] = vec3[](vec3(1.0, -p.y, -p.x), vec3(-1.0, -p.y, p.x), vec3(p.x, 1.0, p.y),
                           vec3(p.x, -1.0, -p.y), vec3(p.x, -p.y, 1.0), vec3(-p.x, -p.y, -1.0));
    return normalize(faces[face]);
}
