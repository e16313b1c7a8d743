"""People as they are seen from farther and farther off: the same surfaces of fewer triangles, in the same materials, so that what
is near and what is far can be drawn together. Beyond a few metres the locks of hair are one volume."""

from __future__ import annotations

import numpy as np

from assets.build import people_head as heads
from assets.build import people_skin as skins
from assets.build.people_eyes import eyes
from assets.build.people_sdf import Piece, cut_behind, decimated

SHARES = {  # of the triangles that stay; eyes: rows and columns of each ball
    "mid": {"head": 0.42, "hair": 0.40, "legs": 0.33, "outfit": 0.30, "hands": 0.40, "eyes": (7, 12)},
    "far": {"head": 0.14, "hair": 0.40, "legs": 0.22, "outfit": 0.20, "hands": 0.22, "eyes": (5, 8)},
    "tiny": {"head": 0.055, "hair": 0.16, "legs": 0.07, "outfit": 0.055, "hands": 0.06, "eyes": (4, 7)},
}
WHOLE = ("mid",)  # levels that keep lashes and the locks of hair
PLAIN = {"hair": "hair.far"}  # of one volume, without the texture of locks
LEAST = 24
Parts = dict[str, list[tuple[str, Piece]]]


def levels(made: Parts) -> Parts:
    """The same nodes as "mid.*", "far.*" and "tiny.*"."""
    return {f"{level}.{node}": _coarse(level, node, pieces) for level in SHARES for node, pieces in made.items()}


def _coarse(level: str, node: str, pieces: list[tuple[str, Piece]]) -> list[tuple[str, Piece]]:
    kind, whole = node.partition(".")[0], level in WHOLE
    share = SHARES[level][kind]
    if isinstance(share, tuple):
        return [(material, eyes(*share)) for material, _ in pieces]
    if kind == "head":
        (material, skin), *more = pieces
        return [(material, coarse_head(skin, share)), *(more if whole else [])]
    if kind == "hair" and not whole:
        return [(PLAIN[material], coarse(piece, share)) for material, piece in pieces[:1]]
    return [(material, coarse(piece, share)) for material, piece in pieces]


def coarse(piece: Piece, share: float) -> Piece:
    """With this share of the triangles; all else is that of the nearest vertex before."""
    positions, faces = decimated(piece.positions, piece.faces, max(LEAST, int(share * len(piece.faces))), None)
    near = _nearest(positions, piece.positions)
    return Piece(positions, piece.normals[near], faces, piece.colours[near], piece.uv[near])


def coarse_head(piece: Piece, share: float) -> Piece:
    """Sewn up behind, where its texture is cut, for as long as it is made coarser; the face keeps more than the back."""
    positions, back = np.unique(piece.positions, axis=0, return_inverse=True)
    count = max(LEAST, int(share * len(piece.faces)))
    positions, faces = decimated(positions, back.ravel()[piece.faces], count, heads.spare)
    near = _nearest(positions, piece.positions)
    sewn = Piece(positions, piece.normals[near], faces, piece.colours[near], skins.uv(heads.local(positions)))
    return cut_behind(sewn)


def _nearest(p: np.ndarray, among: np.ndarray) -> np.ndarray:
    parts = np.array_split(p, max(1, len(p) // 200))
    return np.concatenate([((a[:, None] - among[None]) ** 2).sum(2).argmin(1) for a in parts])
