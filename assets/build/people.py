"""Builds the people: assets/avatars/man.glb and woman.glb, each one skeleton with heads, hair and outfits to choose from.

What is called "mid.*", "far.*" and "tiny.*" is the same with fewer and fewer triangles.
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
from assets.build.people_eyes import eyes
from assets.build.people_levels import levels
from assets.build.people_sdf import Field, Piece, cut_behind, sculpt, shaded
from assets.build.people_write import SCALE, Parts, write

OUTFITS = {"man": ("suit", "vest", "workwear"), "woman": ("suit", "cardigan")}
WEARER = {"swept": "elder", "perm": "older"}  # whose hairline a style has; else the first of the faces
BLOOD = np.array([0.75, 1.0, 1.10])  # light that comes through skin is red: it shades red less


def people(sex: str) -> Parts:
    """Node name to its pieces with their materials."""
    build = body.MAN if sex == "man" else body.WOMAN
    faces = heads.FACES[sex]
    whole = _around(next(iter(faces.values())), build)
    made: Parts = {"eyes": [("eye", eyes(11, 20))], "hands": [("hand", _hands(sex))]}
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

    piece = sculpt(field, (-0.10, 1.385, -0.145), (0.10, 1.725, 0.10), 0.00140, 9300, heads.spare)
    piece = shaded(piece, field, 0.022)
    piece.colours = piece.colours**BLOOD
    piece.uv = skins.uv(heads.local(piece.positions))
    return cut_behind(piece)


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
    under.normals = tousled(under.normals)
    kind = strands.STYLES[style]
    top = strands.locks(kind, field, under, face)
    under.colours *= 0.45 if kind.grey is None else 0.12 + 0.35 * kind.grey(heads.local(under.positions))[:, None]
    return [under, top]


def tousled(normals: np.ndarray) -> np.ndarray:
    """So that no band of light lies on what is many hairs."""
    n = normals + np.random.default_rng(9).normal(0, 0.10, normals.shape)
    result: np.ndarray = n / np.linalg.norm(n, axis=1, keepdims=True)
    return result


def build_all(folder: Path) -> None:
    for sex in SCALE:
        made = people(sex)
        write(sex, made | levels(made), folder / f"{sex}.glb")
