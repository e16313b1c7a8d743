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
    "extinguisher_co2": {"body", "hose", "nozzle", "pin", "lever"},
    "extinguisher_k": {"body", "hose", "nozzle", "pin", "lever", "gauge_needle"},
    "hydrant_nozzle": {"nozzle", "hose"},
    "hose_on_floor": {"body"},
    "hydrant_valve": {"wheel"},
    "pot_lid": {"body"},
    "fire_blanket": {"box", "cloth", "tabs"},
    "fire_blanket_laid": {"body"},
    "towel": {"body"},
    "towel_gap": {"body"},
    "water_bowl": {"body", "water"},
    "solvent_can": {"body", "cap"},
    "solvent_puddle": {"puddle"},
    "pan_oil": {"oil"},
    "ups_pack": {"body", "led"},
    "scooter_battery": {"body", "led"},
    "cardboard": {"body"},
    "paper_boxes": {"body"},
    "rubbish_bag": {"body"},
    "banner": {"body"},
    "curtain": {"body"},
    "power_strip": {"body"},
    "detector": {"body", "led"},
    "breaker_panel": {"body", "door", "switch"},
    "stove_knob": {"knob"},
    "phone": {"body", "screen"},
    "lift": {"body", "leaf.left", "leaf.right", "button"},
    "descender_hook": {"body", "sleeve"},
    "descender_reel": {"body"},
    "descender_belt": {"loop", "slide"},
    "headcount_board": {"body", "slate"},
    "barrier": {"body"},
    "balcony_leaf": {"leaf"},
    "casualty": {"body"},
}
# Width, height, depth in metres, as the real things are; each may differ by a fifth.
SIZES = {
    "extinguisher": (0.16, 0.45, 0.24),
    "alarm_box": (0.22, 0.32, 0.08),
    "waste_bin": (0.30, 0.36, 0.30),
    "clipboard": (0.23, 0.33, 0.012),
    "extinguisher_co2": (0.17, 0.54, 0.24),
    "extinguisher_k": (0.17, 0.44, 0.24),
    "hydrant_valve": (0.11, 0.022, 0.11),
    "pot_lid": (0.30, 0.078, 0.30),
    "towel": (0.30, 0.042, 0.20),
    "towel_gap": (0.90, 0.06, 0.07),
    "water_bowl": (0.356, 0.135, 0.356),
    "solvent_can": (0.49, 0.26, 0.26),
    "solvent_puddle": (1.0, 0.0, 1.0),
    "pan_oil": (0.22, 0.0, 0.22),
    "ups_pack": (0.48, 0.13, 0.60),
    "banner": (0.86, 2.05, 0.34),
    "breaker_panel": (0.40, 0.50, 0.11),
    "stove_knob": (0.042, 0.034, 0.042),
    "phone": (0.075, 0.16, 0.010),
    "descender_reel": (0.27, 0.146, 0.27),
    "headcount_board": (0.52, 1.60, 0.36),
    "barrier": (1.25, 2.30, 0.10),
    "balcony_leaf": (1.20, 2.14, 0.06),
    "casualty": (1.75, 0.40, 0.55),
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


@pytest.mark.parametrize(
    "name",
    [
        "extinguisher",
        "extinguisher_stand",
        "waste_bin",
        "extinguisher_co2",
        "extinguisher_k",
        "cardboard",
        "casualty",
        "lift",
    ],
)
def test_stands_on_the_floor(name: str) -> None:
    assert bounds(name)[0, 1] == pytest.approx(0, abs=0.005)


def test_alarm_box_hangs_on_its_wall() -> None:
    low, high = bounds("alarm_box")
    assert low[2] == pytest.approx(0, abs=0.005)
    assert (low[1] + high[1]) / 2 == pytest.approx(0, abs=0.02)
