"""Builds the people: assets/avatars/man.glb and woman.glb, each one skeleton with heads, hair and outfits to choose from.

What is called "far.*" is the same with a quarter of the triangles and no textures.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.build import people_body as body
from assets.build import people_hair as tops
from assets.build import people_head as heads
from assets.build import people_skin as skins
from assets.build import people_strands as strands
from assets.build.people_clothes import Part, lower, outfit
from assets.build.people_far import far
from assets.build.people_sdf import Field, Piece, sculpt, shaded, smooth
from assets.build.people_write import SCALE, Parts, write

OUTFITS = {"man": ("suit", "vest", "workwear"), "woman": ("suit", "cardigan")}
WEARER = {"swept": "elder", "perm": "older"}  # whose hairline a style has; else the first of the faces
BLOOD = np.array([0.75, 1.0, 1.10])  # light that comes through skin is red: it shades red less


def people(sex: str) -> Parts:
    """Node name to its pieces with their materials."""
    build = body.MAN if sex == "man" else body.WOMAN
    faces = heads.FACES[sex]
    whole = _around(next(iter(faces.values())), build)
    made: Parts = {"eyes": [("eye", _eyes())], "hands": [("hand", _hands(sex))]}
    for name, face in faces.items():
        made[f"head.{name}"] = [(f"skin.{name}", _head(face)), ("lash", lashes(face))]
    for style in (s for s, who in tops.STYLES.items() if who == sex):
        face = faces[WEARER.get(style, next(iter(faces)))]
        made[f"hair.{style}"] = [("hair", piece) for piece in _hair(style, face)]
    made["legs"] = [(part.material, _worn(part, lambda p: body.trousers(p, build))) for part in lower(build)]
    for name in OUTFITS[sex]:
        made[f"outfit.{name}"] = [(part.material, _worn(part, whole)) for part in outfit(name, build)]
    return made


def _around(face: heads.Face, build: body.Build) -> Field:
    """All that shades: the body, the arms and the head."""

    def field(p: np.ndarray) -> np.ndarray:
        x = np.stack([p[:, 0], p[:, 1] - 1.60, -(p[:, 2] + 0.095)], 1)
        skull = np.linalg.norm((x - (0, 0.0, -0.07)) / (0.068, 0.112, 0.09), axis=1) * 0.075 - 0.075
        clothed = np.minimum(body.trunk(p, build), body.sleeve(p, build, 0.004, soft=0.0))
        return np.minimum(np.minimum(clothed, skull), np.minimum(body.neck(p, build), body.trousers(p, build)))

    return field


def _worn(part: Part, whole: Field) -> Piece:
    piece = sculpt(part.field, *part.box, part.step, part.triangles)
    own = part.field
    return shaded(piece, lambda p: np.minimum(own(p), whole(p) + 0.012), 0.045)


def _head(face: heads.Face) -> Piece:
    def field(p: np.ndarray) -> np.ndarray:
        return heads.head(p, face)

    def spare(p: np.ndarray) -> np.ndarray:
        q = heads.local(p)
        ear = (np.abs(q[:, 0]) > 0.066) & (np.abs(q[:, 1] + 0.01) < 0.045)
        behind = smooth(q[:, 2], -0.02, -0.07) * 0.8 + smooth(q[:, 1], 0.045, 0.09) + smooth(q[:, 1], -0.11, -0.16)
        return np.where(ear, 0.3, behind)

    piece = sculpt(field, (-0.10, 1.385, -0.145), (0.10, 1.725, 0.10), 0.00140, 9300, spare)
    piece = shaded(piece, field, 0.022)
    piece.colours = piece.colours**BLOOD
    piece.uv = skins.uv(heads.local(piece.positions))
    return _seamed(piece)


def _seamed(piece: Piece) -> Piece:
    """The cylinder of the texture is cut behind: what crosses there has a vertex on either side."""
    u = piece.uv[piece.faces, 0]
    over = (np.ptp(u, axis=1)[:, None] > 0.5) & (u > 0.5)
    old, number = np.unique(piece.faces[over], return_inverse=True)
    faces = piece.faces.copy()
    faces[over] = len(piece.positions) + number
    uv = np.concatenate([piece.uv, piece.uv[old] - (1, 0)])
    parts = (np.concatenate([a, a[old]]) for a in (piece.positions, piece.normals))
    return Piece(*parts, faces, np.concatenate([piece.colours, piece.colours[old]]), uv)


def lashes(face: heads.Face) -> Piece:
    """A dark edge on the upper lids, and the lashes that stand out of it."""
    rng = np.random.default_rng(6)
    long = 0.0042 if not face.beard else 0.0030
    x = np.linspace(-0.0132, 0.0136, 25)
    y = heads.lids(heads.EYE_X + x, face)[1] + 0.0001
    f = np.sqrt(np.maximum(heads.LID_R**2 - x**2 - y**2, 1e-9)) + 0.0001
    root = np.stack([x, y, f], 1)
    edge = (
        root
        + np.stack([0 * x, 0.0004 + 0 * x, 0.0007 + 0 * x], 1) * np.sin(np.linspace(0.25, np.pi - 0.1, 25))[:, None]
    )
    p, faces = [*root, *edge], [t for i in range(24) for t in ((i, i + 1, i + 25), (i + 1, i + 26, i + 25))]
    for k in np.sort(rng.uniform(1.5, 23.5, 30)):
        at = np.array([np.interp(k, range(25), edge[:, c]) for c in range(3)])
        out = (k - 12) / 12
        tip = at + long * (0.55 + 0.45 * k / 24) * np.array(
            [0.55 * out, 0.34 + rng.normal(0, 0.06), 0.80 - 0.25 * abs(out)]
        )
        faces.append((len(p), len(p) + 1, len(p) + 2))
        p += [at - (0.00030, 0, 0), at + np.array([0.00030, 0, 0]), tip]
    q, t = np.array(p), np.array(faces)
    right = np.stack([heads.EYE_X + q[:, 0], 1.60 + q[:, 1], -0.095 - q[:, 2]], 1)
    both = np.concatenate([right, right * (-1, 1, 1)])
    turned = np.concatenate([t, t[:, ::-1], t + len(q), t[:, ::-1] + len(q)])
    normals = np.tile([0.0, 0.35, -0.937], (len(both), 1))
    return Piece(both, normals, turned, np.ones((len(both), 3)), np.zeros((len(both), 2)))


def _eyes() -> Piece:
    rows, columns = 11, 20
    a = np.linspace(0, np.pi * 0.62, rows)[:, None]
    b = np.linspace(0, 2 * np.pi, columns + 1)[None, :]
    n = np.stack([np.sin(a) * np.cos(b), np.sin(a) * np.sin(b), -np.cos(a) + 0 * b], -1).reshape(-1, 3)
    i = np.arange(rows - 1)[:, None] * (columns + 1) + np.arange(columns)
    faces = np.stack(
        [np.stack([i, i + columns + 1, i + 1], -1), np.stack([i + 1, i + columns + 1, i + columns + 2], -1)], 2
    ).reshape(-1, 3)
    faces = (
        faces[:, ::-1]
        if np.dot(np.cross(n[faces[40, 1]] - n[faces[40, 0]], n[faces[40, 2]] - n[faces[40, 0]]), n[faces[40, 0]]) < 0
        else faces
    )
    p = np.concatenate([n * heads.EYE_R + (s * heads.EYE_X, 1.60, -0.095) for s in (-1, 1)])
    uv = np.clip(n[:, :2] * (0.5, -0.5) + 0.5, 0.005, 0.995)
    shade = 1 - 0.45 * smooth(n[:, 1], 0.10, 0.42)[:, None] * np.ones(3)
    both = np.concatenate([faces, faces + len(n)])
    return Piece(p, np.tile(n, (2, 1)), both, np.tile(shade, (2, 1)), np.tile(uv, (2, 1)))


def _hands(sex: str) -> Piece:
    size = 1.0 if sex == "man" else 0.97
    thin = 0.0 if sex == "man" else 0.0011

    def field(q: np.ndarray) -> np.ndarray:
        return tops.hand(q / size) * size + thin

    piece = shaded(sculpt(field, (-0.10, -0.13, -0.075), (0.04, 0.13, 0.065), 0.0023, 2100), field, 0.02)
    piece.colours *= tops.hand_tone(piece.positions / size)
    right = piece.positions @ body.TURN.T + body.GRIP
    normals, mirror = piece.normals @ body.TURN.T, np.array([-1.0, 1, 1])
    faces = np.concatenate([piece.faces, piece.faces[:, ::-1] + len(right)])
    return Piece(
        np.concatenate([right, right * mirror]), np.concatenate([normals, normals * mirror]), faces,
        np.tile(piece.colours, (2, 1)), np.tile(piece.uv, (2, 1)),
    )  # fmt: skip


def _hair(style: str, face: heads.Face) -> list[Piece]:
    """The volume, dark as what lies below is, and the locks on it."""

    def field(p: np.ndarray) -> np.ndarray:
        return tops.hair(p, style, face)

    under = sculpt(field, (-0.115, 1.46, -0.145), (0.115, 1.745, 0.14), 0.0030, 1700)
    under = shaded(under, field, 0.018)
    under.uv = tops.hair_uv(under.positions, style)
    kind = strands.STYLES[style]
    top = strands.locks(kind, field, under, face)
    under.colours *= 0.55 if kind.grey is None else 0.16 + 0.35 * kind.grey(heads.local(under.positions))[:, None]
    return [under, top]


def build_all(folder: Path) -> None:
    for sex in SCALE:
        made = people(sex)
        write(sex, made | far(made), folder / f"{sex}.glb")
