"""A person's pieces as a glTF file. Positions are whole numbers on one lattice, which the skin's inverse bind matrices lead back to
metres."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.build import people_body as body
from assets.build import people_hair as tops
from assets.build import people_head as heads
from assets.build import people_relief as reliefs
from assets.build import people_skin as skins
from assets.build.people_file import Writer, image, save
from assets.build.people_levels import SHARES
from assets.build.people_sdf import Piece
from assets.build.people_weights import weights

SCALE = {"man": 1.0, "woman": 0.945}  # of the figure all are modelled as
ORIGIN, STEP = np.array([-0.9, -0.1, -0.9]), 1.9 / 65535
MATERIALS = {  # roughness; colours come from whoever wears it
    "hand": 0.55, "eye": 0.06, "hair": 0.56, "cloth": 0.82, "lower": 0.84, "white": 0.78, "light": 0.5, "accent": 0.6, "dark": 0.42,
    "reflect": 0.32, "lash": 0.6, "hair.far": 0.6,
}  # fmt: skip
IOR = {"skin": 1.40, "hair": 1.55, "eye": 1.38}
Parts = dict[str, list[tuple[str, Piece]]]


def write(sex: str, made: Parts, path: Path) -> None:
    w, scale = Writer(), SCALE[sex]
    faces = heads.FACES[sex]
    kinds = [f"skin.{n}" for n in faces] + list(MATERIALS)
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
            "primitives": [
                _primitive(w, node, kinds.index(material), piece, scale, faces) for material, piece in pieces
            ],
        }
        if "head." in node:
            mesh |= {"weights": [0, 0], "extras": {"targetNames": ["blink", "mouth_open"]}}
        roots.append(len(nodes))
        nodes.append({"name": node, "mesh": len(meshes), "skin": 0})
        meshes.append(mesh)
    images, materials = _looks(w, faces, kinds)
    document = {
        "asset": {"version": "2.0", "generator": "assets.build.people"},
        "extensionsUsed": ["KHR_mesh_quantization", "KHR_materials_ior"], "extensionsRequired": ["KHR_mesh_quantization"],
        "scene": 0, "scenes": [{"nodes": roots}], "nodes": nodes, "meshes": meshes, "skins": [skin],
        "materials": materials,
        "textures": [{"source": i, "sampler": 0} for i in range(len(images))], "samplers": [{}], "images": images,
        "accessors": w.accessors, "bufferViews": w.views, "buffers": [{"byteLength": len(w.data)}],
    }  # fmt: skip
    save(document, w.data, path)


def _looks(
    w: Writer, faces: dict[str, heads.Face], kinds: list[str]
) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Images and materials: a colour and a relief for each face, then eye, hair and how rough skin is."""
    images, maps = [], {"eye": 2 * len(faces), "hair": 2 * len(faces) + 1}
    rough_map, rough = 2 * len(faces) + 2, np.zeros(0)
    for i, (name, face) in enumerate(faces.items()):
        at = skins.surface(face)
        rough = rough if i else reliefs.roughness(at)
        hairs = skins.strokes(at, skins.brow_hairs(face, np.random.default_rng(2 + i)))
        images += [image(w, skins.colour(at, hairs, 3 + i), 86)]
        images += [image(w, reliefs.normal_map(at, reliefs.relief(at, hairs)), 90, raw=True)]
        maps[f"skin.{name}"] = 2 * i
    images += [image(w, skins.eye_texture(), 90), image(w, tops.strands(), 80)]
    images += [image(w, rough, 85, raw=True)]
    rows: list[dict[str, object]] = []
    for kind in kinds:
        base = kind.partition(".")[0]
        surface: dict[str, object] = {"metallicFactor": 0.0, "roughnessFactor": MATERIALS.get(kind, 0.48)}
        row: dict[str, object] = {"name": kind, "pbrMetallicRoughness": surface}
        if kind in maps:
            surface["baseColorTexture"] = {"index": maps[kind]}
        if kind in maps and base == "skin":
            row["normalTexture"] = {"index": maps[kind] + 1}
            surface |= {"roughnessFactor": 1.0, "metallicRoughnessTexture": {"index": rough_map}}
        if base in IOR:
            row["extensions"] = {"KHR_materials_ior": {"ior": IOR[base]}}
        rows.append(row)
    return images, rows


def _primitive(
    w: Writer, node: str, material: int, piece: Piece, scale: float, faces_of: dict[str, heads.Face]
) -> dict[str, object]:
    order = np.unique(piece.faces)
    back = np.full(len(piece.positions), -1)
    back[order] = np.arange(len(order))
    faces, p = back[piece.faces], piece.positions[order]
    share = weights(node.partition(".")[2] if node.partition(".")[0] in SHARES else node, p)
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
    if material < len(faces_of):  # skin, which has a relief
        t = np.round(skins.tangents(heads.local(p), piece.normals[order]) * 127).astype(np.int8)
        attributes["TANGENT"] = w.accessor(t, "VEC4", 5120, True)
    if piece.uv.any():
        uv = np.clip(piece.uv[order], -8, 8).astype(np.float32)
        attributes["TEXCOORD_0"] = w.accessor(uv, "VEC2", 5126)
    index = np.uint16 if len(p) < 65535 else np.uint32
    row: dict[str, object] = {
        "attributes": attributes, "material": material,
        "indices": w.accessor(faces.reshape(-1).astype(index), "SCALAR", 5123 if index is np.uint16 else 5125, indices=True),
    }  # fmt: skip
    if "head." in node:
        face = faces_of[node.rpartition(".")[2]]
        moves = (heads.blink(p, face), heads.mouth_open(p, face))
        row["targets"] = [
            {"POSITION": w.accessor(np.round(m * scale / STEP).astype(np.int16), "VEC3", 5122, bounds=True)}
            for m in moves
        ]
    return row
