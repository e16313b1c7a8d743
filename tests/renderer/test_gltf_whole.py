"""The rest of glTF 2.0: morphs, animations, lights, variants, instances, packed meshes, made tangents; and damage to all of it."""

import contextlib
import json
import struct

import glm
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renderer.gltf import GltfError, load_model
from renderer.gltf.model import LINES, POINTS, TRIANGLES
from tests.renderer.glb import Builder, sphere


def primitive(b, mesh=0):
    return b.document["meshes"][mesh]["primitives"][0]


def loaded(b, tmp_path):
    return load_model(b.save(tmp_path / "a.glb"))


@pytest.mark.parametrize(
    ("mode", "kind", "expected"),
    [
        (0, POINTS, [[0], [1], [2], [3]]),
        (1, LINES, [[0, 1], [2, 3]]),
        (2, LINES, [[0, 1], [1, 2], [2, 3], [3, 0]]),
        (3, LINES, [[0, 1], [1, 2], [2, 3]]),
        (4, TRIANGLES, [[0, 1, 2]]),
    ],
)
def test_every_mode_becomes_points_lines_or_triangles(tmp_path, mode, kind, expected):
    b = Builder()
    b.node("n", mesh=b.mesh([(0, 0, 0), (1, 0, 0), (1, 1, 0), (0, 1, 0)], [0, 1, 2, 3], normals=[(0, 0, 1)] * 4))
    primitive(b)["mode"] = mode
    made = loaded(b, tmp_path).meshes[0].primitives[0]
    assert (made.mode, made.indices.tolist()) == (kind, expected)


def test_morph_targets_may_be_sparse_and_follow_split_vertices(tmp_path):
    b = Builder()
    b.node("n", mesh=b.mesh([(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 1)], [0, 1, 2, 1, 3, 2]), weights=[0.25, 1])
    moved = b.accessor(np.array([(0, 0, 1)] * 4, np.float32), "VEC3")
    lifted = b.add("accessors", {"componentType": 5126, "type": "VEC3", "count": 4, "sparse": {
        "count": 1, "indices": {"bufferView": b.view(np.array([3], np.uint8).tobytes()), "componentType": 5121},
        "values": {"bufferView": b.view(np.array([0, 5, 0], np.float32).tobytes())}}})  # fmt: skip
    primitive(b)["targets"] = [{"POSITION": moved}, {"POSITION": lifted, "NORMAL": moved}]
    b.document["meshes"][0] |= {"weights": [0.5, 0], "extras": {"targetNames": ["up", "corner"]}}
    model = loaded(b, tmp_path)
    mesh = model.meshes[0]
    made = mesh.primitives[0]
    assert (mesh.weights, mesh.target_names, model.nodes[0].weights) == ([0.5, 0], ["up", "corner"], [0.25, 1])
    assert len(made.positions) == 6  # flat normals: each corner a vertex of its own
    assert made.morphs[1].positions[:, 1].tolist() == [0, 0, 0, 0, 5, 0]
    assert made.morphs[0].normals is None
    assert made.morphs[1].normals.shape == (6, 3)


def animated():
    b = Builder()
    b.node("a", mesh=b.quad())
    target = b.accessor(np.zeros((4, 3), np.float32), "VEC3")
    primitive(b)["targets"] = [{"POSITION": target}, {"POSITION": target}]
    times = b.accessor(np.array([0, 0.5, 2], np.float32), "SCALAR")
    turn = b.accessor(np.array([(0, 0, 0, 127), (0, 127, 0, 0), (0, 0, 0, 127)], np.int8), "VEC4", normalized=True)
    move = b.accessor(np.arange(27, dtype=np.float32).reshape(9, 3), "VEC3")
    weigh = b.accessor(np.array([0, 1, 0.5, 0.5, 1, 0], np.float32), "SCALAR")
    b.add("animations", {
        "name": "walk",
        "samplers": [{"input": times, "output": turn}, {"input": times, "output": move, "interpolation": "CUBICSPLINE"},
                     {"input": times, "output": weigh, "interpolation": "STEP"}],
        "channels": [{"sampler": i, "target": {"node": 0, "path": path}}
                     for i, path in enumerate(("rotation", "translation", "weights"))]
        + [{"sampler": 0, "target": {"path": "pointer"}}],
    })  # fmt: skip
    return b


def test_animations_are_data(tmp_path):
    model = loaded(animated(), tmp_path)
    (walk,) = model.animations
    assert (walk.name, walk.duration_s, [c.path for c in walk.channels]) == (
        "walk",
        2,
        ["rotation", "translation", "weights"],
    )
    turn, move, weigh = (walk.samplers[c.sampler] for c in walk.channels)
    assert turn.values.tolist() == [[0, 0, 0, 1], [0, 1, 0, 0], [0, 0, 0, 1]]
    assert (move.values.shape, move.values[1, 1].tolist()) == ((3, 3, 3), [12, 13, 14])
    assert (weigh.interpolation, weigh.values.tolist()) == ("STEP", [[0, 1], [0.5, 0.5], [1, 0]])


@pytest.mark.parametrize(
    "damage",
    [
        lambda d: d["animations"][0]["samplers"][0].update(output=99),
        lambda d: d["animations"][0]["samplers"][0].update(interpolation="MAGIC"),
        lambda d: d["animations"][0]["samplers"][2].update(interpolation="CUBICSPLINE"),
        lambda d: d["animations"][0]["channels"][0].update(sampler=7),
        lambda d: d["animations"][0]["channels"][2]["target"].update(node=5),
        lambda d: d["meshes"][0]["primitives"][0].pop("targets"),
        lambda d: d["meshes"][0]["primitives"][0]["targets"][0].update(POSITION=44),
    ],
)
def test_impossible_animations_are_gltf_errors(tmp_path, damage):
    b = animated()
    damage(b.document)
    with pytest.raises(GltfError):
        loaded(b, tmp_path)


def test_lights_instances_and_visibility(tmp_path):
    b = Builder()
    b.document["extensions"] = {"KHR_lights_punctual": {"lights": [
        {"type": "spot", "color": [1, 0.5, 0], "intensity": 4, "range": 9, "spot": {"outerConeAngle": 0.5}}]}}  # fmt: skip
    b.node("lamp", extensions={"KHR_lights_punctual": {"light": 0}})
    places = b.accessor(np.array([(1, 2, 3), (4, 5, 6)], np.float32), "VEC3")
    sizes = b.accessor(np.array([(2, 2, 2), (1, 1, 1)], np.float32), "VEC3")
    turns = b.accessor(np.array([(0, 0, 0, 1), (0, np.sqrt(0.5), 0, np.sqrt(0.5))], np.float32), "VEC4")
    attributes = {"TRANSLATION": places, "SCALE": sizes, "ROTATION": turns}
    b.node("many", mesh=b.quad(), extensions={"EXT_mesh_gpu_instancing": {"attributes": attributes}})
    hidden = b.node("hidden", extensions={"KHR_node_visibility": {"visible": False}})
    b.node("child", hidden, mesh=0)
    model = loaded(b, tmp_path)
    (lamp,) = model.lights
    assert (lamp.kind, lamp.colour, lamp.range_m, lamp.outer_cone, model.nodes[0].light) == (
        "spot",
        (4, 2, 0),
        9,
        0.5,
        0,
    )
    first, second = model.nodes[1].instances
    assert np.allclose(first, glm_columns(glm.translate(glm.vec3(1, 2, 3)) * glm.scale(glm.vec3(2))))
    assert np.allclose(
        second, glm_columns(glm.translate(glm.vec3(4, 5, 6)) * glm.rotate(np.pi / 2, glm.vec3(0, 1, 0))), atol=1e-6
    )
    assert [model.nodes[i].name for i in model.drawn_nodes()] == ["many"]


def glm_columns(matrix):
    return np.frombuffer(matrix.to_bytes(), np.float32).reshape(4, 4)


def test_variants_choose_other_materials(tmp_path):
    b = Builder()
    red, blue = (b.add("materials", {"name": name}) for name in ("red", "blue"))
    b.node("n", mesh=b.quad(red))
    b.document["extensions"] = {"KHR_materials_variants": {"variants": [{"name": "day"}, {"name": "night"}]}}
    primitive(b)["extensions"] = {"KHR_materials_variants": {"mappings": [{"material": blue, "variants": [1]}]}}
    model = loaded(b, tmp_path)
    assert model.variants == ["day", "night"]
    assert [model.with_variant(v).meshes[0].primitives[0].material for v in model.variants] == [red, blue]
    with pytest.raises(KeyError):
        model.with_variant("dawn")


def test_all_material_extensions_are_read(tmp_path):
    b = Builder()
    texture = {"index": b.image(np.zeros((2, 2, 3), np.uint8))}
    b.add("materials", {"extensions": {
        "KHR_materials_clearcoat": {"clearcoatFactor": 1, "clearcoatNormalTexture": {**texture, "scale": 0.5}},
        "KHR_materials_sheen": {"sheenColorFactor": [1, 2, 3], "sheenRoughnessTexture": texture},
        "KHR_materials_volume": {"thicknessFactor": 2, "attenuationDistance": 0.5, "attenuationColor": [0.5, 0.5, 1]},
        "KHR_materials_anisotropy": {"anisotropyStrength": 0.6, "anisotropyRotation": 1},
        "KHR_materials_iridescence": {"iridescenceFactor": 1, "iridescenceThicknessMinimum": 50},
        "KHR_materials_diffuse_transmission": {"diffuseTransmissionFactor": 0.3, "diffuseTransmissionColorTexture": texture},
        "KHR_materials_dispersion": {"dispersion": 0.1},
        "KHR_materials_transmission": {"transmissionFactor": 0.9, "transmissionTexture": texture},
        "KHR_materials_specular": {"specularFactor": 0.4, "specularColorTexture": texture},
    }})  # fmt: skip
    m = loaded(b, tmp_path).materials[0]
    assert (m.clearcoat, m.clearcoat_normal_texture.scale, m.sheen_colour) == (1, 0.5, (1, 2, 3))
    assert m.sheen_roughness_texture is not None
    assert (m.thickness, m.attenuation_distance, m.attenuation_colour, m.dispersion) == (2, 0.5, (0.5, 0.5, 1), 0.1)
    assert (m.anisotropy, m.anisotropy_rotation, m.iridescence_thickness) == (0.6, 1, (50, 400))
    assert (m.diffuse_transmission, m.transmission, m.specular) == (0.3, 0.9, 0.4)
    assert m.blends()
    assert m.wants_tangents()


def test_higher_sets_of_texture_coordinates_reach_the_card(tmp_path):
    b = Builder()
    image = b.image(np.zeros((2, 2, 3), np.uint8))
    material = {"emissiveTexture": {"index": image, "texCoord": 3}, "occlusionTexture": {"index": image, "texCoord": 1}}
    mesh = b.quad(b.add("materials", material))
    attributes = b.document["meshes"][mesh]["primitives"][0]["attributes"]
    for number in (1, 3):
        attributes[f"TEXCOORD_{number}"] = b.accessor(np.full((4, 2), number, np.float32), "VEC2")
    b.node("n", mesh=mesh)
    model = loaded(b, tmp_path)
    made, m = model.meshes[0].primitives[0], model.materials[0]
    assert (m.occlusion_texture.texcoord, m.emissive_texture.texcoord) == (0, 1)
    assert (made.uv0[0, 0], made.uv1[0, 0]) == (1, 3)


def test_the_strongest_four_of_eight_joints_stay(tmp_path):
    b = Builder()
    mesh = b.quad()
    weights = np.tile(np.array([0.1, 0.0, 0.3, 0.05, 0.2, 0.05, 0.0, 0.3], np.float32), (4, 1))
    joints = np.tile(np.arange(8, dtype=np.uint8), (4, 1))
    for i in (0, 1):
        half = slice(4 * i, 4 * i + 4)
        attributes = b.document["meshes"][mesh]["primitives"][0]["attributes"]
        attributes[f"JOINTS_{i}"] = b.accessor(np.ascontiguousarray(joints[:, half]), "VEC4")
        attributes[f"WEIGHTS_{i}"] = b.accessor(np.ascontiguousarray(weights[:, half]), "VEC4")
    b.node("n", mesh=mesh)
    made = loaded(b, tmp_path).meshes[0].primitives[0]
    assert set(made.joints[0].tolist()) == {2, 7, 4, 0}
    assert np.allclose(made.weights.sum(axis=1), 1)


def bumpy(b, **extra):
    return b.add("materials", {"normalTexture": {"index": b.image(np.full((2, 2, 3), 128, np.uint8))}, **extra})


def test_tangents_are_made_where_a_normal_map_needs_them(tmp_path):
    b = Builder()
    b.node("n", mesh=b.quad(bumpy(b)))
    b.node("plain", mesh=b.quad(b.add("materials", {})))
    with_map, without = (m.primitives[0] for m in loaded(b, tmp_path).meshes)
    assert np.allclose(with_map.tangents, (1, 0, 0, 1))  # u grows along +X, v down: the bitangent is up
    assert without.tangents is None


def test_a_mirrored_texture_splits_its_seam(tmp_path):
    b = Builder()
    corners = [(-1, -1, 0), (0, -1, 0), (0, 1, 0), (-1, 1, 0), (1, -1, 0), (1, 1, 0)]
    uv = b.accessor(np.array([(0, 1), (1, 1), (1, 0), (0, 0), (0, 1), (0, 0)], np.float32), "VEC2")
    mesh = b.mesh(corners, [0, 1, 2, 0, 2, 3, 1, 4, 5, 1, 5, 2], bumpy(b), [(0, 0, 1)] * 6, TEXCOORD_0=uv)
    b.node("n", mesh=mesh)
    made = loaded(b, tmp_path).meshes[0].primitives[0]
    assert len(made.positions) == 8
    left = made.positions[made.indices[:2]].reshape(-1, 3)[:, 0].max() <= 0
    assert left
    for triangle, side in zip(made.indices, (1, 1, -1, -1), strict=True):
        assert np.allclose(made.tangents[triangle], (side, 0, 0, side))


def test_made_tangents_follow_a_sphere(tmp_path):
    b = Builder()
    points, triangles = sphere(16)
    grid = np.stack(np.meshgrid(np.linspace(0, 1, 33), np.linspace(0, 1, 17)), -1).reshape(-1, 2).astype(np.float32)
    b.node("n", mesh=b.mesh(points, triangles, bumpy(b), points, TEXCOORD_0=b.accessor(grid, "VEC2")))
    made = loaded(b, tmp_path).meshes[0].primitives[0]
    middle = np.abs(made.positions[:, 1]) < 0.9
    p, t = made.positions[middle], made.tangents[middle]
    around = np.stack([p[:, 2], np.zeros(len(p)), -p[:, 0]], axis=1)
    around /= np.linalg.norm(around, axis=1, keepdims=True)
    assert np.einsum("ij,ij->i", around, t[:, :3]).min() > 0.99
    assert np.allclose(np.linalg.norm(made.tangents[:, :3], axis=1), 1, atol=1e-4)


def packed():
    dracopy = pytest.importorskip("DracoPy")
    b = Builder()
    points, triangles = sphere(8)
    data = dracopy.encode(points, triangles.astype(np.uint32), quantization_bits=16)
    held = {a["attribute_type"]: a["unique_id"] for a in dracopy.decode(data).attributes}
    decoded = dracopy.decode(data)
    position = b.add("accessors", {"componentType": 5126, "type": "VEC3", "count": len(decoded.points)})
    order = b.add("accessors", {"componentType": 5125, "type": "SCALAR", "count": decoded.faces.size})
    extension = {"KHR_draco_mesh_compression": {"bufferView": b.view(data), "attributes": {"POSITION": held[0]}}}
    entry = {"attributes": {"POSITION": position}, "indices": order, "extensions": extension}
    b.node("n", mesh=b.add("meshes", {"primitives": [entry]}))
    b.document["extensionsRequired"] = b.document["extensionsUsed"] = ["KHR_draco_mesh_compression"]
    return b


def test_packed_meshes_are_unpacked(tmp_path):
    made = loaded(packed(), tmp_path).meshes[0].primitives[0]
    assert np.abs(np.linalg.norm(made.positions, axis=1) - 1).max() < 1e-3
    assert len(made.indices) >= 8 * 14


def test_damaged_packed_meshes_are_gltf_errors(tmp_path):
    b = packed()
    view = b.document["bufferViews"][0]
    b.binary[view["byteOffset"] + 20 : view["byteOffset"] + 60] = bytes(40)
    with pytest.raises(GltfError):
        loaded(b, tmp_path)


def test_an_unknown_required_extension_is_named_before_anything_is_read(tmp_path):
    b = Builder()
    b.document |= {"extensionsRequired": ["EXT_meshopt_compression"], "buffers": [{"byteLength": 9}]}
    with pytest.raises(GltfError, match="EXT_meshopt_compression"):
        loaded(b, tmp_path)


@pytest.mark.parametrize("uri", ["/etc/hostname", "http://127.0.0.1/x.bin", "gone.bin", "a\0b", "data:,x"])
def test_buffers_come_from_beside_the_file_only(tmp_path, uri):
    document = {"asset": {"version": "2.0"}, "buffers": [{"byteLength": 4, "uri": uri}]}
    (tmp_path / "a.gltf").write_text(json.dumps(document))
    with pytest.raises(GltfError):
        load_model(tmp_path / "a.gltf")


RICH = None


def rich():
    """A file with a bit of everything."""
    global RICH
    if RICH is None:
        b = animated()
        b.document["extensions"] = {"KHR_lights_punctual": {"lights": [{"type": "point"}]}}
        b.node("lamp", extensions={"KHR_lights_punctual": {"light": 0}})
        mesh = b.quad(bumpy(b, extensions={"KHR_materials_sheen": {"sheenColorFactor": [1, 1, 1]}}))
        b.node("bumpy", mesh=mesh)
        b.add("skins", {"joints": [0, 1]})
        RICH = b.bytes()
    return RICH


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_damaged_byte_is_a_gltf_error_or_a_model(tmp_path, data):
    damaged = bytearray(rich())
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(12, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.one_of(st.none(), st.integers(0, len(damaged))))
    damaged = damaged[:cut]
    if len(damaged) >= 12:
        struct.pack_into("<I", damaged, 8, len(damaged))
    path = tmp_path / "damaged.glb"
    path.write_bytes(damaged)
    with contextlib.suppress(GltfError):
        load_model(path)


def test_bounds_hold_lines_and_instances_too(tmp_path):
    b = Builder()
    b.node("line", mesh=b.mesh([(-3, 0, 0), (0, 0, 0), (9, 9, 9)], [0, 1], normals=[(0, 0, 1)] * 3))
    primitive(b)["mode"] = 1
    places = b.accessor(np.array([(0, 0, 0), (0, 5, 0)], np.float32), "VEC3")
    extension = {"EXT_mesh_gpu_instancing": {"attributes": {"TRANSLATION": places}}}
    b.node("many", mesh=b.quad(), extensions=extension, translation=[0, 0, 2])
    low, high = loaded(b, tmp_path).bounds()
    assert low.tolist() == [-3, -0.5, 0]
    assert high.tolist() == [0.5, 5.5, 2]


def test_bounds_hold_what_joints_carry(tmp_path):
    b = Builder()
    joints = b.accessor(np.zeros((4, 4), np.uint8), "VEC4")
    weights = b.accessor(np.tile(np.array([1, 0, 0, 0], np.float32), (4, 1)), "VEC4")
    body = b.quad()
    primitive(b)["attributes"] |= {"JOINTS_0": joints, "WEIGHTS_0": weights}
    hand = b.node("hand", translation=[0, 7, 0])
    b.node("body", mesh=body, skin=b.add("skins", {"joints": [hand]}), translation=[0, 0, 50])
    low, high = loaded(b, tmp_path).bounds()
    assert low.tolist() == [-0.5, 6.5, 0]
    assert high.tolist() == [0.5, 7.5, 0]
