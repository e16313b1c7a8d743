"""Where the nodes of an instance stand, as it is animated, moved and hidden."""

from __future__ import annotations

import glm
import numpy as np

from renderer import animation
from renderer.gltf.model import Model
from renderer.scene import Instance


def posed_nodes(instance: Instance, model: Model) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """model_from_node float32 [nodes, 4, 4] (rows are columns) as animated and then with `node_from_rest` applied in each node's
    own axes; bool [nodes]: shown (a hidden node hides its children); and the morph weights. Raises KeyError for an unknown
    animation."""
    moves, hidden = instance.node_from_rest, instance.hidden_nodes
    locals_, weights, every = [node.parent_from_node for node in model.nodes], animation.skeleton(model).weights, False
    if instance.animation is not None:
        clip = animation.find_animation(model, instance.animation.name)
        time_s = np.array([animation.clip_time(clip, instance.animation)])
        poses, weights = (one[0] for one in animation.local_poses(model, clip, time_s))
        locals_, every = [glm.mat4(*m.T.ravel().tolist()) for m in poses], True
    posed: list[glm.mat4] = [node.model_from_node for node in model.nodes]
    shown, changed = [True] * len(posed), [every] * len(posed)  # a parent outside the scene neither hides nor moves
    for index in model.order:
        node = model.nodes[index]
        parent, moved = node.parent, moves.get(node.name)
        if every or (parent is not None and changed[parent]):
            posed[index] = posed[parent] * locals_[index] if parent is not None else locals_[index]
            changed[index] = True
        if moved is not None:
            posed[index], changed[index] = posed[index] * moved, True
        shown[index] = (parent is None or shown[parent]) and node.name not in hidden
    matrices = np.frombuffer(b"".join([m.to_bytes() for m in posed]), np.float32).reshape(-1, 4, 4)
    return matrices, np.array(shown), weights
