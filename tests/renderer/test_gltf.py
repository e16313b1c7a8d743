"""Loading: what the file says is what we get, and whatever is wrong with it is a GltfError."""

import base64
import contextlib
import json
import logging
import struct

import glm
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from renderer.gltf import GltfError, load_model
from renderer.gltf.model import AlphaMode
from tests.renderer.glb import Builder, box


def test_nodes_are_placed_along_their_parents(tmp_path):
    b = Builder()
    half = np.sqrt(0.5)
    parent = b.node("parent", translation=[1, 2, 3], rotation=[0, half, 0, half], scale=[2, 2, 2])
    b.node("anchor:desk", parent, translation=[0, 0, -1])
    model = load_model(b.save(tmp_path / "a.glb"))
    desk = model.anchors()["desk"]
    assert glm.distance(glm.vec3(desk[3]), glm.vec3(-1, 2, 3)) < 1e-5  # -Z turned a quarter left is -X
    assert model.node_world("parent")[3].xyz == glm.vec3(1, 2, 3)
    with pytest.raises(KeyError):
        model.node_world("nobody")


def test_matrix_and_trs_agree(tmp_path):
    b = Builder()
    b.node("trs", translation=[4, 5, 6], scale=[1, 2, 3])
    b.node("matrix", matrix=[1, 0, 0, 0, 0, 2, 0, 0, 0, 0, 3, 0, 4, 5, 6, 1])
    model = load_model(b.save(tmp_path / "a.glb"))
    assert model.node_world("trs") == model.node_world("matrix")


def test_collision_meshes_are_not_drawn_but_collide(tmp_path):
    b = Builder()
    b.node("wall", mesh=b.quad())
    cube = b.mesh(*box((-1, -1, -1), (1, 1, 1))[:2])
    b.node("collision:wall", mesh=cube, translation=[10, 0, 0])
    model = load_model(b.save(tmp_path / "a.glb"))
    assert [model.nodes[i].name for i in model.drawn_nodes()] == ["wall"]
    vertices, triangles = model.collision_triangles()
    assert (vertices.dtype, triangles.dtype, len(triangles)) == (np.float32, np.uint32, 12)
    assert vertices[:, 0].min() == 9
    assert vertices[:, 0].max() == 11


def test_without_collision_meshes_everything_collides(tmp_path):
    b = Builder()
    b.node("wall", mesh=b.quad(half=2))
    vertices, triangles = load_model(b.save(tmp_path / "a.glb")).collision_triangles()
    assert len(triangles) == 2
    assert vertices[:, 1].max() == 2


def test_missing_normals_become_flat(tmp_path):
    b = Builder()
    b.node("roof", mesh=b.mesh([(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 1)], [0, 1, 2, 1, 3, 2]))
    primitive = load_model(b.save(tmp_path / "a.glb")).meshes[0].primitives[0]
    assert len(primitive.positions) == 6
    assert np.allclose(primitive.normals[:3], (0, 0, 1))
    assert not np.allclose(primitive.normals[3:], (0, 0, 1))


@pytest.mark.parametrize(("mode", "expected"), [(5, [[0, 1, 2], [2, 1, 3]]), (6, [[1, 2, 0], [2, 3, 0]])])
def test_strips_and_fans_keep_their_winding(tmp_path, mode, expected):
    b = Builder()
    mesh = b.mesh([(0, 0, 0), (1, 0, 0), (0, 1, 0), (1, 1, 0)], [0, 1, 2, 3], normals=[(0, 0, 1)] * 4)
    b.document["meshes"][mesh]["primitives"][0]["mode"] = mode
    b.node("strip", mesh=mesh)
    assert load_model(b.save(tmp_path / "a.glb")).meshes[0].primitives[0].indices.tolist() == expected


def test_sparse_and_normalised_accessors(tmp_path):
    b = Builder()
    mesh = b.quad()
    uv = b.accessor(np.array([(0, 65535), (65535, 65535), (65535, 0), (0, 0)], np.uint16), "VEC2", normalized=True)
    positions = b.document["meshes"][mesh]["primitives"][0]["attributes"]["POSITION"]
    b.document["meshes"][mesh]["primitives"][0]["attributes"]["TEXCOORD_0"] = uv
    b.document["accessors"][positions]["sparse"] = {
        "count": 1,
        "indices": {"bufferView": b.view(np.array([2], np.uint8).tobytes()), "componentType": 5121},
        "values": {"bufferView": b.view(np.array([7, 8, 9], np.float32).tobytes())},
    }
    b.node("n", mesh=mesh)
    primitive = load_model(b.save(tmp_path / "a.glb")).meshes[0].primitives[0]
    assert primitive.positions[2].tolist() == [7, 8, 9]
    assert primitive.uv0.tolist() == [[0, 1], [1, 1], [1, 0], [0, 0]]


@pytest.mark.parametrize("form", ["PNG", "WEBP"])
def test_materials_and_pictures(tmp_path, form):
    b = Builder()
    pixels = np.random.default_rng(1).integers(0, 256, (4, 6, 3), np.uint8)
    texture = b.image(pixels, form)
    info = {"index": texture, "extensions": {"KHR_texture_transform": {"offset": [0.5, 0.25], "scale": [2, 3]}}}
    b.add(
        "materials",
        {
            "pbrMetallicRoughness": {"baseColorTexture": info, "roughnessFactor": 0.25},
            "emissiveFactor": [1, 0.5, 0],
            "alphaMode": "MASK",
            "alphaCutoff": 0.3,
            "extensions": {
                "KHR_materials_emissive_strength": {"emissiveStrength": 4},
                "KHR_materials_clearcoat": {"clearcoatFactor": 0.7},
                "KHR_materials_ior": {"ior": 1.33},
            },
        },
    )
    model = load_model(b.save(tmp_path / "a.glb"))
    material = model.materials[0]
    assert material.emissive == (4, 2, 0)
    assert (material.alpha_mode, material.alpha_cutoff, material.roughness) == (AlphaMode.MASK, 0.3, 0.25)
    assert (material.clearcoat, material.ior) == (0.7, 1.33)
    assert np.allclose(material.base_texture.transform, (2, 0, 0.5, 0, 3, 0.25))
    assert np.array_equal(model.images[material.base_texture.image][..., :3], pixels)


def test_required_extensions_must_be_known(tmp_path, caplog):
    b = Builder()
    b.document["extensionsUsed"] = ["KHR_something_new"]
    with caplog.at_level(logging.WARNING):
        load_model(b.save(tmp_path / "optional.glb"))
    assert "KHR_something_new" in caplog.text
    b.document["extensionsRequired"] = ["KHR_something_new"]
    with pytest.raises(GltfError, match="KHR_something_new"):
        load_model(b.save(tmp_path / "required.glb"))


def test_text_gltf_with_a_data_uri(tmp_path):
    data = np.array([(0, 0, 0), (1, 0, 0), (0, 1, 0)], np.float32).tobytes()
    document = {
        "asset": {"version": "2.0"},
        "buffers": [{"byteLength": 36, "uri": "data:;base64," + base64.b64encode(data).decode()}],
        "bufferViews": [{"buffer": 0, "byteLength": 36}],
        "accessors": [{"bufferView": 0, "componentType": 5126, "count": 3, "type": "VEC3"}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}}]}],
        "nodes": [{"mesh": 0}],
    }
    path = tmp_path / "a.gltf"
    path.write_text(json.dumps(document))
    assert load_model(path).bounds()[1].tolist() == [1, 1, 0]
    document["buffers"][0]["uri"] = "https://example.org/a.bin"
    path.write_text(json.dumps(document))
    with pytest.raises(GltfError, match="fetch"):
        load_model(path)


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["nodes"][0].update(children=[0]),
        lambda d: d["nodes"][0].update(mesh=9),
        lambda d: d["nodes"][0].update(mesh=-1),
        lambda d: d["nodes"][0].update(rotation=[0, 0, "x", 1]),
        lambda d: d["accessors"][0].update(count=10**12),
        lambda d: d["accessors"][0].update(count=-1),
        lambda d: d["accessors"][0].update(componentType=1),
        lambda d: d["bufferViews"][0].update(byteOffset=-4),
        lambda d: d["bufferViews"][0].update(byteLength=10**9),
        lambda d: d["meshes"][0]["primitives"][0].update(material=3),
        lambda d: d.update(nodes="none"),
        lambda d: d.update(asset={"version": "1.0"}),
        lambda d: d.update(scene=5),
    ],
)
def test_lies_in_the_json_are_gltf_errors(tmp_path, change):
    b = Builder()
    b.node("n", mesh=b.quad())
    change(b.document)
    with pytest.raises(GltfError):
        load_model(b.save(tmp_path / "a.glb"))


def test_missing_file(tmp_path):
    with pytest.raises(GltfError, match="nothing"):
        load_model(tmp_path / "nothing.glb")


def _whole() -> bytes:
    b = Builder()
    texture = b.image(np.zeros((2, 2, 3), np.uint8))
    material = b.add("materials", {"pbrMetallicRoughness": {"baseColorTexture": {"index": texture}}})
    b.node("n", mesh=b.quad(material), translation=[0, 1, 0])
    return b.bytes()


WHOLE = _whole()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cut=st.integers(0, len(WHOLE) - 1))
def test_truncated_files(tmp_path, cut):
    path = tmp_path / "cut.glb"
    path.write_bytes(WHOLE[:cut])
    with pytest.raises(GltfError):
        load_model(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_files_load_or_are_gltf_errors(tmp_path, changes):
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    path = tmp_path / "damaged.glb"
    path.write_bytes(data)
    with contextlib.suppress(GltfError):  # any other exception fails the test
        load_model(path)


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-3, 2**33), st.floats(), st.text(max_size=3), st.just([]), st.just({})
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_json_value_anywhere(tmp_path, data):
    """Walks to a random place in the document and puts something else there."""
    length = struct.unpack_from("<I", WHOLE, 12)[0]
    document = json.loads(WHOLE[20 : 20 + length])
    here = document
    while True:
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else list(range(len(here)))))
        below = here[key]
        if not isinstance(below, (dict, list)) or not below or data.draw(st.booleans()):
            here[key] = data.draw(VALUES)
            break
        here = below
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    rest = WHOLE[20 + length :]
    path = tmp_path / "odd.glb"
    path.write_bytes(
        struct.pack("<IIIII", 0x46546C67, 2, 20 + len(text) + len(rest), len(text), 0x4E4F534A) + text + rest
    )
    with contextlib.suppress(GltfError):
        load_model(path)
