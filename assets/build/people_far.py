"""People as they are seen from some metres off: fewer triangles, no textures, the locks of hair as one volume."""

from __future__ import annotations

import numpy as np

from assets.build.people_sdf import Piece, decimated

SHARES = {"head": 0.14, "hair": 0.40, "legs": 0.22, "outfit": 0.20, "hands": 0.22}
PLAIN = {"skin": "skin.far", "hair": "hair.far"}
Parts = dict[str, list[tuple[str, Piece]]]


def far(made: Parts) -> Parts:
    """The same nodes as "far.*"; the eyes serve both."""
    result: Parts = {}
    for node, pieces in made.items():
        kind = node.partition(".")[0]
        if kind == "eyes":
            continue
        kept = pieces[:1] if kind in ("hair", "head") else pieces
        result[f"far.{node}"] = [
            (PLAIN.get(material.partition(".")[0], material), coarser(piece, SHARES[kind])) for material, piece in kept
        ]
    return result


def coarser(piece: Piece, share: float) -> Piece:
    """With this share of the triangles; normals and colours are those of the nearest vertex before."""
    positions, faces = decimated(piece.positions, piece.faces, max(24, int(share * len(piece.faces))), None)
    near = _nearest(positions, piece.positions)
    return Piece(positions, piece.normals[near], faces, piece.colours[near], np.zeros((len(positions), 2)))


def _nearest(p: np.ndarray, among: np.ndarray) -> np.ndarray:
    parts = np.array_split(p, max(1, len(p) // 200))
    return np.concatenate([((a[:, None] - among[None]) ** 2).sum(2).argmin(1) for a in parts])
