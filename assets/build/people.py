"""Builds the people: assets/avatars/man.glb and woman.glb, each one skeleton with heads, hair and outfits to choose from.

Positions are whole numbers on one lattice, which the skin's inverse bind matrices lead back to metres.
"""

from __future__ import annotations

import io
import json
import struct
from pathlib import Path

import numpy as np
from PIL import Image

from assets.build import people_body as body
from assets.build import people_hair as tops
from assets.build import people_head as heads
from assets.build.people_clothes import Part, lower, outfit
from assets.build.people_sdf import Field, Piece, sculpt, shaded, smooth

SCALE = {"man": 1.0, "woman": 0.945}  # of the figure all are modelled as
OUTFITS = {"man": ("suit", "vest", "workwear"), "woman": ("suit", "cardigan")}
ORIGIN, STEP = np.array([-0.9, -0.1, -0.9]), 1.9 / 65535
MATERIALS = {  # roughness; colours come from whoever wears it
    "skin": 0.52, "hand": 0.55, "eye": 0.08, "hair": 0.48, "cloth": 0.82, "lower": 0.84,
    "white": 0.78, "light": 0.5, "accent": 0.6, "dark": 0.42, "reflect": 0.32,
}  # fmt: skip
Parts = dict[str, list[tuple[str, Piece]]]


def people(sex: str, names: set[str] | None = None) -> Parts:
    """Node name to its pieces with their materials."""
    face = heads.MAN if sex == "man" else heads.WOMAN
    build = body.MAN if sex == "man" else body.WOMAN
    whole = _around(face, build)
    made: Parts = {"head": [("skin", _head(face, whole))], "eyes": [("eye", _eyes())], "hands": [("hand", _hands(sex))]}
    for style in (s for s, who in tops.STYLES.items() if who == sex):
        made[f"hair.{style}"] = [("hair", _hair(style, face))]
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


def _head(face: heads.Face, whole: Field) -> Piece:
    def field(p: np.ndarray) -> np.ndarray:
        return heads.head(p, face)

    def spare(p: np.ndarray) -> np.ndarray:
        q = heads.local(p)
        return smooth(q[:, 2], -0.02, -0.07) * 0.8 + smooth(q[:, 1], 0.045, 0.09) + smooth(q[:, 1], -0.11, -0.16)

    piece = sculpt(field, (-0.10, 1.385, -0.145), (0.10, 1.725, 0.10), 0.00140, 9300, spare)
    piece = shaded(piece, field, 0.022)
    piece.uv = heads.uv(piece.positions)
    return piece


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


def _hair(style: str, face: heads.Face) -> Piece:
    def field(p: np.ndarray) -> np.ndarray:
        return tops.hair(p, style)

    piece = sculpt(field, (-0.115, 1.46, -0.145), (0.115, 1.745, 0.14), 0.0027, 3600)
    piece = shaded(piece, field, 0.018)
    piece.uv = tops.hair_uv(piece.positions, style)
    return piece


# ---- skin weights ----------------------------------------------------------------------------------------------------

BONES = {
    "hips": ("hips", "spine"), "spine": ("spine", "chest"), "chest": ("chest", "neck"), "neck": ("neck", "head"),
}  # fmt: skip


def weights(node: str, p: np.ndarray) -> np.ndarray:
    """float [N, J] for the joints of people_body.JOINTS in order."""
    names = list(body.JOINTS)
    result = np.zeros((len(p), len(names)))

    def give(name: str, value: np.ndarray) -> None:
        result[:, names.index(name)] += value

    right = p[:, 0] > 0
    if node.startswith("hair"):
        give("head", np.ones(len(p)))
    elif node == "eyes":
        give("right_eye", right * 1.0)
        give("left_eye", ~right * 1.0)
    elif node == "head":
        up = smooth(p[:, 1] - 0.25 * (p[:, 2] + 0.01), 1.462, 1.520)
        low = smooth(p[:, 1], 1.45, 1.40)
        give("head", up)
        give("neck", (1 - up) * (1 - low))
        give("chest", (1 - up) * low)
    elif node == "hands":
        s, _ = body.arm_at(p)
        part = smooth(s, body.UPPER + body.FORE - 0.030, body.UPPER + body.FORE + 0.012)
        for side, mine in (("right", right), ("left", ~right)):
            give(f"{side}_hand", part * mine)
            give(f"{side}_lower_arm", (1 - part) * mine)
    elif node == "legs":
        _leg_weights(p, give)
    else:
        _body_weights(p, give)
    return result / result.sum(1, keepdims=True)


def _leg_weights(p: np.ndarray, give) -> None:  # type: ignore[no-untyped-def]
    y = p[:, 1]
    share = smooth(p[:, 0], -0.018, 0.018)
    hip = smooth(y - 0.35 * np.abs(p[:, 0]), 0.80, 0.93)
    spine = smooth(y, 0.97, 1.06)
    knee = smooth(y, 0.545, 0.435)
    foot = smooth(y, 0.115, 0.075) * smooth(p[:, 1], 0.13, 0.02)
    give("hips", hip * (1 - spine))
    give("spine", hip * spine)
    for side, mine in (("right", share), ("left", 1 - share)):
        give(f"{side}_upper_leg", (1 - hip) * (1 - knee) * mine)
        give(f"{side}_lower_leg", (1 - hip) * knee * (1 - foot) * mine)
        give(f"{side}_foot", (1 - hip) * knee * foot * mine)


def _body_weights(p: np.ndarray, give) -> None:  # type: ignore[no-untyped-def]
    y = p[:, 1]
    s, _ = body.arm_at(p)
    m = np.stack([np.abs(p[:, 0]), y, p[:, 2]], 1) - body.SHOULDER
    off = np.linalg.norm(m - np.clip(s, 0, 1)[:, None] * body.ALONG, axis=1)  # from the arm's axis
    arm = smooth(s, -0.030, 0.085) * smooth(off, 0.115, 0.072)
    low = smooth(s, body.UPPER - 0.050, body.UPPER + 0.050)
    hand = smooth(s, body.UPPER + body.FORE + 0.03, body.UPPER + body.FORE + 0.06)
    right = p[:, 0] > 0
    for side, mine in (("right", right), ("left", ~right)):
        give(f"{side}_upper_arm", arm * (1 - low) * mine)
        give(f"{side}_lower_arm", arm * low * (1 - hand) * mine)
        give(f"{side}_hand", arm * low * hand * mine)
    rest = 1 - arm
    chest, spine = smooth(y, 1.10, 1.24), smooth(y, 0.94, 1.08)
    collar = smooth(y, 1.43, 1.48) * smooth(np.abs(p[:, 0]), 0.09, 0.06) * 0.75
    give("neck", rest * collar)
    give("chest", rest * (1 - collar) * chest)
    give("spine", rest * (1 - chest) * spine)
    leg = smooth(y, 0.90, 0.78) * 0.55  # a jacket's skirt follows the thighs
    share = smooth(p[:, 0], -0.06, 0.06)
    give("hips", rest * (1 - spine) * (1 - leg))
    give("right_upper_leg", rest * (1 - spine) * leg * share)
    give("left_upper_leg", rest * (1 - spine) * leg * (1 - share))


# ---- file ------------------------------------------------------------------------------------------------------------


class Writer:
    """Collects accessors of one binary chunk."""

    def __init__(self) -> None:
        self.data = bytearray()
        self.views: list[dict[str, object]] = []
        self.accessors: list[dict[str, object]] = []

    def view(self, data: bytes, target: int | None = None, stride: int | None = None) -> int:
        self.data += b"\0" * (-len(self.data) % 4)
        row: dict[str, object] = {"buffer": 0, "byteOffset": len(self.data), "byteLength": len(data)}
        if target:
            row["target"] = target
        if stride:
            row["byteStride"] = stride
        self.data += data
        self.views.append(row)
        return len(self.views) - 1

    def accessor(
        self,
        values: np.ndarray,
        kind: str,
        component: int,
        normalized: bool = False,
        indices: bool = False,
        bounds: bool = False,
    ) -> int:
        width = values.shape[1] * values.itemsize if values.ndim == 2 else values.itemsize
        padded = values
        if not indices and kind != "MAT4" and width % 4:
            spare = (-width % 4) // values.itemsize
            padded = np.concatenate([values, np.zeros((len(values), spare), values.dtype)], 1)
        stride = None if indices or kind == "MAT4" else padded.shape[1] * values.itemsize
        view = self.view(
            np.ascontiguousarray(padded).tobytes(), 34963 if indices else (None if kind == "MAT4" else 34962), stride
        )
        row: dict[str, object] = {"bufferView": view, "componentType": component, "count": len(values), "type": kind}
        if normalized:
            row["normalized"] = True
        if bounds:
            row |= {"min": values.min(0).tolist(), "max": values.max(0).tolist()}
        self.accessors.append(row)
        return len(self.accessors) - 1


def write(sex: str, made: Parts, path: Path) -> None:
    w, scale = Writer(), SCALE[sex]
    face = heads.MAN if sex == "man" else heads.WOMAN
    names = list(body.JOINTS)
    nodes: list[dict[str, object]] = []
    for name, (parent, at) in body.JOINTS.items():
        base = body.JOINTS[parent][1] if parent else np.zeros(3)
        row: dict[str, object] = {"name": name, "translation": ((at - base) * scale).round(6).tolist()}
        children = [names.index(n) for n, (p, _) in body.JOINTS.items() if p == name]
        if children:
            row["children"] = children
        nodes.append(row)
    bind = np.tile(np.eye(4, dtype=np.float32), (len(names), 1, 1))
    for k, name in enumerate(names):
        bind[k, :3, :3] *= STEP
        bind[k, :3, 3] = ORIGIN - body.JOINTS[name][1] * scale
    skin = {
        "joints": list(range(len(names))),
        "inverseBindMatrices": w.accessor(bind.transpose(0, 2, 1).reshape(-1, 16).copy(), "MAT4", 5126),
        "skeleton": 0,
        "name": "person",
    }
    meshes: list[dict[str, object]] = []
    roots = [0]
    for node, pieces in made.items():
        mesh = {
            "name": node,
            "primitives": [_primitive(w, node, material, piece, scale, face) for material, piece in pieces],
        }
        if node == "head":
            mesh |= {"weights": [0, 0], "extras": {"targetNames": ["blink", "mouth_open"]}}
        roots.append(len(nodes))
        nodes.append({"name": node, "mesh": len(meshes), "skin": 0})
        meshes.append(mesh)
    images = [
        _image(w, heads.skin_texture(face), 88),
        _image(w, heads.eye_texture(), 92),
        _image(w, tops.strands(), 80),
    ]
    maps = {"skin": 0, "eye": 1, "hair": 2}
    document = {
        "asset": {"version": "2.0", "generator": "assets.build.people"},
        "extensionsUsed": ["KHR_mesh_quantization"], "extensionsRequired": ["KHR_mesh_quantization"],
        "scene": 0, "scenes": [{"nodes": roots}], "nodes": nodes, "meshes": meshes, "skins": [skin],
        "materials": [
            {"name": n, "pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": rough}
             | ({"baseColorTexture": {"index": maps[n]}} if n in maps else {})}
            for n, rough in MATERIALS.items()
        ],
        "textures": [{"source": i, "sampler": 0} for i in range(3)], "samplers": [{}], "images": images,
        "accessors": w.accessors, "bufferViews": w.views, "buffers": [{"byteLength": len(w.data)}],
    }  # fmt: skip
    _save(document, w.data, path)


def _primitive(w: Writer, node: str, material: str, piece: Piece, scale: float, face: heads.Face) -> dict[str, object]:
    order = np.unique(piece.faces)
    back = np.full(len(piece.positions), -1)
    back[order] = np.arange(len(order))
    faces, p = back[piece.faces], piece.positions[order]
    share = weights(node, p)
    best = np.argsort(-share, 1)[:, :4]
    part = np.take_along_axis(share, best, 1)
    part = np.round(part / part.sum(1, keepdims=True) * 255)
    part[:, 0] += 255 - part.sum(1)
    best = np.where(part > 0, best, 0)
    lattice = np.round((p * scale - ORIGIN) / STEP).astype(np.uint16)
    colours = np.concatenate([np.clip(piece.colours[order], 0, 1), np.ones((len(p), 1))], 1)
    attributes = {
        "POSITION": w.accessor(lattice, "VEC3", 5123, bounds=True),
        "NORMAL": w.accessor(np.round(piece.normals[order] * 127).astype(np.int8), "VEC3", 5120, True),
        "COLOR_0": w.accessor(np.round(colours * 255).astype(np.uint8), "VEC4", 5121, True),
        "JOINTS_0": w.accessor(best.astype(np.uint8), "VEC4", 5121),
        "WEIGHTS_0": w.accessor(part.astype(np.uint8), "VEC4", 5121, True),
    }
    if material in ("skin", "eye", "hair"):
        uv = np.clip(piece.uv[order], -8, 8).astype(np.float32)
        attributes["TEXCOORD_0"] = w.accessor(uv, "VEC2", 5126)
    index = np.uint16 if len(p) < 65535 else np.uint32
    row: dict[str, object] = {
        "attributes": attributes, "material": list(MATERIALS).index(material),
        "indices": w.accessor(faces.reshape(-1).astype(index), "SCALAR", 5123 if index is np.uint16 else 5125, indices=True),
    }  # fmt: skip
    if node == "head":
        moves = (heads.blink(p, face), heads.mouth_open(p))
        row["targets"] = [
            {"POSITION": w.accessor(np.round(m * scale / STEP).astype(np.int16), "VEC3", 5122, bounds=True)}
            for m in moves
        ]
    return row


def _image(w: Writer, linear: np.ndarray, quality: int) -> dict[str, object]:
    encoded = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * np.clip(linear, 1e-6, None) ** (1 / 2.4) - 0.055)
    out = io.BytesIO()
    Image.fromarray((np.clip(encoded, 0, 1) * 255).round().astype(np.uint8)).save(out, "JPEG", quality=quality)
    return {"bufferView": w.view(out.getvalue()), "mimeType": "image/jpeg"}


def _save(document: dict[str, object], data: bytearray, path: Path) -> None:
    data += b"\0" * (-len(data) % 4)
    document["buffers"] = [{"byteLength": len(data)}]
    text = json.dumps(document, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    path.parent.mkdir(parents=True, exist_ok=True)
    total = 12 + 8 + len(text) + 8 + len(data)
    head = struct.pack("<4sIIII", b"glTF", 2, total, len(text), 0x4E4F534A)
    path.write_bytes(head + text + struct.pack("<II", len(data), 0x004E4942) + bytes(data))


def build_all(folder: Path) -> None:
    for sex in SCALE:
        write(sex, people(sex), folder / f"{sex}.glb")
