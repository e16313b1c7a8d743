"""The things that hands meet have the parts that the program moves, at their true size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pygltflib import GLTF2

THINGS = Path(__file__).parents[2] / "assets" / "things"
NODES = {
    "extinguisher": {"body", "hose", "nozzle", "pin", "lever", "gauge_needle"},
    "extinguisher_stand": {"stand"},
    "alarm_box": {"cover", "button", "lamp"},
    "waste_bin": {"bin"},
    "clipboard": {"board"},
}
# Width, height, depth in metres, as the real things are; each may differ by a fifth.
SIZES = {
    "extinguisher": (0.16, 0.45, 0.24),
    "alarm_box": (0.22, 0.32, 0.08),
    "waste_bin": (0.30, 0.36, 0.30),
    "clipboard": (0.23, 0.33, 0.012),
}


def bounds(name: str) -> np.ndarray:
    """[2, 3] over all nodes, from the accessors' own limits."""
    doc = GLTF2().load(str(THINGS / f"{name}.glb"))
    corners = []
    for node in doc.nodes:
        matrix = np.eye(4) if node.matrix is None else np.array(node.matrix, float).reshape(4, 4).T
        for part in doc.meshes[node.mesh].primitives:
            a = doc.accessors[part.attributes.POSITION]
            ends = np.array([a.min, a.max])
            for pick in np.ndindex(2, 2, 2):
                point = np.array([ends[k, i] for i, k in enumerate(pick)])
                corners.append(matrix[:3, :3] @ point + matrix[:3, 3])
    return np.array([np.min(corners, 0), np.max(corners, 0)])


@pytest.mark.parametrize("name", NODES)
def test_nodes_that_move_exist(name: str) -> None:
    doc = GLTF2().load(str(THINGS / f"{name}.glb"))
    assert {n.name for n in doc.nodes} >= NODES[name]
    assert (THINGS / f"{name}.glb").stat().st_size < 400_000


@pytest.mark.parametrize("name", SIZES)
def test_true_size(name: str) -> None:
    low, high = bounds(name)
    assert high - low == pytest.approx(SIZES[name], rel=0.2, abs=0.01)


@pytest.mark.parametrize("name", ["extinguisher", "extinguisher_stand", "waste_bin"])
def test_stands_on_the_floor(name: str) -> None:
    assert bounds(name)[0, 1] == pytest.approx(0, abs=0.005)


def test_alarm_box_hangs_on_its_wall() -> None:
    low, high = bounds("alarm_box")
    assert low[2] == pytest.approx(0, abs=0.005)
    assert (low[1] + high[1]) / 2 == pytest.approx(0, abs=0.02)
