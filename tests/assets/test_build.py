"""The build kit's writing half (no Blender needed): small vertices keep their places, light groups come out as agreed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from assets.build.glb import Grid
from assets.build.materials import Material
from assets.build.mesh import box, placement
from assets.build.place import Build
from renderer.gltf import load_model

SKY = ((0.8, 1.1, 1.6), (1.7, 1.8, 1.9), (0.4, 0.4, 0.4))


@pytest.fixture
def draft() -> Build:
    b = Build("draft", ("초안", "Draft"))
    b.material("plain", Material(colour=(0.5, 0.5, 0.5, 1)))
    b.material("tube", Material(emissive=(6.0, 3.0, 1.5)))
    return b


def test_a_room_is_written_to_a_quarter_of_a_millimetre(draft: Build, tmp_path: Path) -> None:
    rng = np.random.default_rng(1)
    wanted = []
    for _ in range(30):
        part = box(0.3, 0.2, 0.1, bevel=0).at(*rng.uniform((-5, 0, -8), (5, 3, 0)), yaw=float(rng.uniform(0, 360)))
        draft.add("plain", part)
        wanted.append(part.p.reshape(-1, 3))
    draft.write_glb(tmp_path / "scene.glb")
    model = load_model(tmp_path / "scene.glb")
    node = next(n for n in model.nodes if n.name == "static")
    matrix = np.array(node.model_from_node.to_list()).T
    found = np.concatenate([np.asarray(p.positions) for p in model.meshes[node.mesh].primitives])
    found = found @ matrix[:3, :3].T + matrix[:3, 3]
    gap = np.linalg.norm(np.concatenate(wanted)[:, None] - found[None], axis=2).min(1)
    assert gap.max() < 0.00025


def test_grids_of_neighbours_agree() -> None:
    """Two rooms of like size lie on one lattice, so that a shared edge has no crack."""
    a = Grid.around(np.array([[-5.0, 0, -8], [5, 3.2, 0]]))
    b = Grid.around(np.array([[5.0, 0, -8], [14, 3.2, 0]]))
    edge = np.array([[5.0, 1.2345, -3.21]])
    assert a.step == b.step
    assert np.allclose(a.origin + a.step * a.integers(edge), b.origin + b.step * b.integers(edge))


def test_what_the_program_moves_keeps_floats_and_its_pivot(draft: Build, tmp_path: Path) -> None:
    door = draft.moving("door", 1.0, 0.0, -2.0, 90)
    draft.add("plain", box(1, 2, 0.05, bevel=0), node=door)
    draft.write_glb(tmp_path / "scene.glb")
    node = next(n for n in load_model(tmp_path / "scene.glb").nodes if n.name == "moving:door")
    assert np.allclose(np.array(node.model_from_node.to_list()).T, placement(1.0, 0.0, -2.0, 90), atol=1e-6)


def test_density_parts_nodes_and_tiny_things_get_no_lightmap(draft: Build, tmp_path: Path) -> None:
    draft.add("plain", box(1, 1, 1, bevel=0), box(0.02, 0.02, 0.02, bevel=0))
    draft.add("plain", box(2, 1, 1, bevel=0), density=0.5)
    draft.add("plain", box(9, 1, 1, bevel=0), node="outside")
    densities = {n.name: n.density for n in draft.nodes()}
    assert densities == {"static": 1.0, "static x0": 0.0, "static x0.5": 0.5, "outside x0.2": 0.2}


def test_a_lamp_brighter_than_white_is_written_as_factor_and_strength(draft: Build, tmp_path: Path) -> None:
    draft.add("tube", box(1, 1, 1, bevel=0))
    draft.write_glb(tmp_path / "scene.glb")
    material = next(m for m in load_model(tmp_path / "scene.glb").materials if m.name == "tube")
    assert np.allclose(np.array(material.emissive), (6.0, 3.0, 1.5), rtol=1e-4)


def test_light_groups_come_out_as_the_contract_says(draft: Build) -> None:
    draft.light_group("noon", "daylight", sky=SKY, sun=((0, -1, 0), (7, 6, 5)))
    draft.light_group("lamps", "lamps", 0.6, materials=("tube",))
    draft.light_group("fire.bin", "fire", 0.0, position=(1, 0, -2))
    rows = {row["name"]: row for row in tomllib.loads(draft.toml())["light_group"]}
    assert rows["noon"]["horizon"] == list(SKY[1])
    assert rows["noon"]["sun"] == {"direction": [0, -1, 0], "colour": [7, 6, 5]}
    assert rows["lamps"] == {"name": "lamps", "kind": "lamps", "default": 0.6, "materials": ["tube"]}
    assert rows["fire.bin"]["position"] == [1, 0, -2]
    assert rows["fire.bin"]["gain"] == 1.2


@pytest.mark.parametrize("kind", ["daylight", "lamps", "fire", "moon"])
def test_a_light_group_without_what_it_needs_is_refused(draft: Build, kind: str) -> None:
    with pytest.raises(ValueError, match="light group x"):
        draft.light_group("x", kind)
