"""The hands that people see of themselves (assets/avatars/hands.glb): jointed fingers, and a sleeve that is closed behind.

Modelled in the frame of a right hand's grip (palm to -X, fingers along -Y, thumb to -Z, forearm to +Y), fingers nearly straight
and spread, so that each joint bends by itself; the left hand is the mirror image. Joints a side: hand, forearm, and three
of each finger ("right_finger0_0", index first) and of the thumb. What they do is avatars/own_hands.py's to say.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from assets.build.people_file import Writer, save
from assets.build.people_hair import FINGERS, THUMB
from assets.build.people_sdf import Piece, chain, cone, ellipsoid, sculpt, shaded, smooth, union

BENDS = (7.0, 13.0, 17.0)  # of the resting fingers' bones, degrees, added up
SPREAD = (-0.17, -0.03, 0.10, 0.25)  # of the fingers to the side, as a slope
WRIST = (0.0, 0.085, 0.012)
SLEEVE_M = 0.36  # how far along +Y it reaches
MATERIALS = {"hand": 0.55, "cloth": 0.86, "light": 0.80, "inside": 0.95}


def finger(k: int) -> np.ndarray:
    """[4, 3]: knuckle, two joints, tip."""
    (y, z), lengths, _, _ = FINGERS[k]
    points = [np.array([0.007, y, z])]
    for length, bend in zip(lengths, BENDS, strict=True):
        a = np.radians(bend)
        way = np.array([-np.sin(a), -np.cos(a), SPREAD[k]])
        points.append(points[-1] + length * way / np.linalg.norm(way))
    return np.array(points)


CHAINS = [*(finger(k) for k in range(4)), np.array(THUMB)]
RADII = [*([r * 1.13, r * 1.06, r * 0.99, r * 0.84] for _, _, _, r in FINGERS), [0.0160, 0.0130, 0.0117, 0.0092]]


def joints() -> dict[str, tuple[str, np.ndarray]]:
    """Parent and place of each joint of the right hand."""
    made: dict[str, tuple[str, np.ndarray]] = {
        "hand": ("", np.array(WRIST)), "forearm": ("hand", np.array(WRIST)),
    }  # fmt: skip
    for k, points in enumerate(CHAINS):
        for i in range(3):
            made[f"finger{k}_{i}"] = (f"finger{k}_{i - 1}" if i else "hand", points[i])
    return made


def _back(k: int) -> np.ndarray:
    """Which way a nail looks."""
    return np.array([1.0, -0.25, 0.0]) / 1.0308 if k < 4 else np.array([0.72, -0.15, -0.68])


def _nail(k: int) -> np.ndarray:
    a, b = CHAINS[k][2:]
    return a + (b - a) * 0.86 + _back(k) * RADII[k][3] * 0.88


def palm(q: np.ndarray) -> np.ndarray:
    d = np.full(len(q), 1.0)
    for k, ((y, z), _, _, r) in enumerate(FINGERS):
        bone = cone(q, (0.003, 0.076, 0.012 + (z - 0.002) * 0.45), (0.005, y, z), 0.0115, r + 0.0015)
        d = bone if k == 0 else union(d, bone, 0.011)
    d = union(d, ellipsoid(q, (-0.005, 0.052, -0.014), (0.015, 0.029, 0.017)), 0.012)
    d = union(d, ellipsoid(q, (-0.004, 0.046, 0.028), (0.013, 0.034, 0.012)), 0.010)
    for (y, z), _, _, _ in FINGERS:
        d = union(d, ellipsoid(q, (0.0115, y + 0.002, z), (0.0055, 0.008, 0.0065)), 0.006)
        d = union(d, cone(q, (0.0125, y + 0.006, z), (0.0115, 0.066, 0.010 + z * 0.4), 0.0016, 0.0012), 0.006)  # tendon
    wrist = np.stack([q[:, 0] * 1.25, q[:, 1], q[:, 2]], 1)
    return union(d, cone(wrist, (0.002, 0.072, 0.012), (0.0, 0.150, 0.012), 0.0245, 0.0265), 0.014)


def digit(q: np.ndarray, k: int) -> np.ndarray:
    d = chain(q, CHAINS[k], RADII[k], 0.002 if k < 4 else 0.004)
    for i in (1, 2):  # thicker at the joints
        d = union(d, ellipsoid(q, CHAINS[k][i], np.full(3, RADII[k][i] * 1.025)), 0.003)
    return union(d, ellipsoid(q, _nail(k), (0.0026, 0.0058, 0.0050) if k < 4 else (0.0045, 0.0066, 0.0050)), 0.0006)


def hand(q: np.ndarray) -> np.ndarray:
    fingers = np.minimum.reduce([digit(q, k) for k in range(4)])
    return union(union(palm(q), fingers, 0.005), digit(q, 4), 0.008)


def tone(q: np.ndarray) -> np.ndarray:
    """float [N, 3], to multiply the skin with: warm knuckles, tips and palm, pale nails."""
    result = np.ones((len(q), 3))
    for k, points in enumerate(CHAINS):
        for at, r, much in (
            (points[0], 0.011, 0.8),
            (points[1], 0.008, 1.1),
            (points[2], 0.006, 0.8),
            (points[3], 0.010, 1.2),
        ):
            near = np.exp(-(((q - at) ** 2).sum(1)) / r**2)[:, None]
            result *= 1 - near * much * np.array([0.03, 0.17, 0.18])
        off = q - _nail(k)
        nail = smooth(np.linalg.norm(off, axis=1), 0.0060, 0.0042) * smooth((q - points[2]) @ _back(k), 0.004, 0.006)
        result += nail[:, None] * (np.array([1.06, 0.99, 0.97]) - result)
    inner = smooth(q[:, 0], -0.004, -0.014)[:, None] * smooth(q[:, 1], 0.09, 0.05)[:, None]
    return result * (1 - inner * np.array([0.0, 0.05, 0.05]))


def hand_weights(q: np.ndarray) -> np.ndarray:
    """float [N, 17] for `joints` in order."""
    result = np.zeros((len(q), 17))
    far = np.stack([digit(q, k) for k in range(5)], 1)
    share = np.exp(-far / 0.0022)
    share[:, :4] /= np.maximum(share[:, :4].sum(1, keepdims=True), 1e-30)
    rest = np.minimum(far[:, :4].min(1), palm(q))
    share[:, 4] = 1 / (1 + np.exp(np.clip((far[:, 4] - rest) / 0.0025, -40, 40)))
    share[:, :4] *= 1 - share[:, 4:]
    for k, points in enumerate(CHAINS):
        bones = [(q - points[i]) @ _unit(points[i + 1] - points[i]) for i in range(3)]
        reach = (0.008, 0.006, 0.005) if k < 4 else (0.012, 0.008, 0.006)
        on = [smooth(s, -r, r) for s, r in zip(bones, reach, strict=True)]
        on[1] *= on[0]
        on[2] *= on[1]
        for i in range(3):
            after = on[i + 1] if i < 2 else 0.0
            result[:, 2 + 3 * k + i] = share[:, k] * np.clip(on[i] - after, 0, 1)
    arm = smooth(q[:, 1], 0.074, 0.108)
    result *= (1 - arm)[:, None]
    result[:, 1] = arm
    result[:, 0] = np.clip(1 - result.sum(1), 0, 1)
    return result


def _unit(v: np.ndarray) -> np.ndarray:
    return v / np.linalg.norm(v)


def turned(profile: list[tuple[float, float]], folds: float = 0.0, columns: int = 36) -> Piece:
    """The surface of (radius, y), from the opening's inside outwards, about the forearm; flatter across the palm than along it."""
    rows = np.array(profile)
    angle = np.arange(columns) * (2 * np.pi / columns)
    r, y = rows[:, :1], rows[:, 1:]
    deep = folds * smooth(y, 0.15, 0.20) * smooth(y, SLEEVE_M, SLEEVE_M - 0.05)
    r = r + deep * (np.sin(y * 150 + 1.7 * np.sin(angle)) + 0.6 * np.sin(y * 83 - 2.0 * np.cos(angle) + 1))
    p = np.stack([0.86 * r * np.cos(angle), y + 0 * angle, 0.012 + r * np.sin(angle)], -1)
    along, round_ = np.gradient(p, axis=0), np.roll(p, -1, 1) - np.roll(p, 1, 1)
    n = np.cross(along, round_)
    n = n / np.maximum(np.linalg.norm(n, axis=-1, keepdims=True), 1e-12)
    if np.linalg.norm(p[-1] - p[-1].mean(0), axis=1).max() < 2e-3:
        n[-1] = (0, 1, 0)
    i = np.arange(len(rows) - 1)[:, None] * columns + np.arange(columns)
    j = np.arange(len(rows) - 1)[:, None] * columns + (np.arange(columns) + 1) % columns
    faces = np.concatenate([np.stack([i, i + columns, j], -1), np.stack([j, i + columns, j + columns], -1)]).reshape(
        -1, 3
    )
    middle = p.reshape(-1, 3)[faces]
    if (np.cross(middle[:, 1] - middle[:, 0], middle[:, 2] - middle[:, 0]) * n.reshape(-1, 3)[faces[:, 0]]).sum() < 0:
        faces = faces[:, ::-1]
    shade = np.broadcast_to(1 - 0.25 * np.clip(-deep * np.sin(y * 150 + 1.7 * np.sin(angle)) / 1e-3, 0, 1), r.shape)
    colours = np.repeat(shade.reshape(-1, 1), 3, 1)
    return Piece(p.reshape(-1, 3), n.reshape(-1, 3), faces, colours, np.zeros((p.shape[0] * columns, 2)))


def pieces() -> list[tuple[str, Piece, np.ndarray]]:
    """Material, surface and weights of the right hand's parts."""
    skin = shaded(sculpt(hand, (-0.06, -0.125, -0.085), (0.045, 0.185, 0.075), 0.0018, 5200), hand, 0.014)
    skin.colours *= tone(skin.positions)
    shirt = turned([(0.0275, 0.125), (0.0305, 0.1035), (0.0318, 0.1025), (0.0328, 0.1045), (0.0335, 0.125)])
    lining = turned([(0.024, 0.150), (0.0330, 0.145), (0.0352, 0.1165)])
    end = [(0.0500 * np.cos(a), SLEEVE_M - 0.045 + 0.045 * np.sin(a)) for a in np.linspace(0, np.pi / 2 - 1e-3, 9)]
    arm = [(0.0385 + 0.0115 * t**0.8, 0.152 + (SLEEVE_M - 0.045 - 0.152) * t) for t in np.linspace(0.02, 0.97, 30)]
    cuff = [
        (0.0352, 0.1165),
        (0.0366, 0.1150),
        (0.0382, 0.1162),
        (0.0390, 0.120),
        (0.0392, 0.1455),
        (0.0386, 0.1490),
        (0.0376, 0.1505),
    ]
    sleeve = turned([*cuff, *arm, *end], 0.0009)
    rigid = np.eye(17)[1]
    return [
        ("hand", skin, hand_weights(skin.positions)),
        *(
            (m, p, np.tile(rigid, (len(p.positions), 1)))
            for m, p in (("light", shirt), ("inside", lining), ("cloth", sleeve))
        ),
    ]


# ---- file ------------------------------------------------------------------------------------------------------------


def _primitive(w: Writer, material: str, piece: Piece, share: np.ndarray, left: bool) -> dict[str, object]:
    flip = np.array([-1.0 if left else 1.0, 1, 1])
    best = np.argsort(-share, 1)[:, :4]
    part = np.take_along_axis(share, best, 1)
    part = np.round(part / part.sum(1, keepdims=True) * 255)
    part[:, 0] += 255 - part.sum(1)
    best = np.where(part > 0, best + 17 * left, 0)
    faces = piece.faces[:, ::-1] if left else piece.faces
    colours = np.concatenate([np.clip(piece.colours, 0, 1), np.ones((len(best), 1))], 1)
    attributes = {
        "POSITION": w.accessor((piece.positions * flip).astype(np.float32), "VEC3", 5126, bounds=True),
        "NORMAL": w.accessor((piece.normals * flip).astype(np.float32), "VEC3", 5126),
        "COLOR_0": w.accessor(np.round(colours * 255).astype(np.uint8), "VEC4", 5121, True),
        "JOINTS_0": w.accessor(best.astype(np.uint8), "VEC4", 5121),
        "WEIGHTS_0": w.accessor(part.astype(np.uint8), "VEC4", 5121, True),
    }
    indices = w.accessor(np.ascontiguousarray(faces).reshape(-1).astype(np.uint16), "SCALAR", 5123, indices=True)
    return {"attributes": attributes, "material": list(MATERIALS).index(material), "indices": indices}


def write(path: Path) -> None:
    w, made, rest = Writer(), pieces(), joints()
    nodes: list[dict[str, object]] = []
    bind = np.tile(np.eye(4, dtype=np.float32), (34, 1, 1))
    for k, side in enumerate(("right", "left")):
        flip = np.array([-1.0 if k else 1.0, 1, 1])
        for name, (parent, at) in rest.items():
            base = rest[parent][1] if parent else np.zeros(3)
            bind[len(nodes), :3, 3] = -at * flip
            row: dict[str, object] = {"name": f"{side}_{name}", "translation": ((at - base) * flip).round(6).tolist()}
            children = [i + 17 * k for i, (p, _) in enumerate(rest.values()) if p == name]
            nodes.append(row | ({"children": children} if children else {}))
    matrices = w.accessor(bind.transpose(0, 2, 1).reshape(-1, 16).copy(), "MAT4", 5126)
    meshes = [{"name": s, "primitives": [_primitive(w, *p, s == "left") for p in made]} for s in ("right", "left")]
    nodes += [{"name": m["name"], "mesh": i, "skin": 0} for i, m in enumerate(meshes)]
    nodes.append({"name": "hands", "children": [0, 17]})
    document = {
        "asset": {"version": "2.0", "generator": "assets.build.hands"},
        "scene": 0, "scenes": [{"nodes": [36, 34, 35]}], "nodes": nodes, "meshes": meshes,
        "skins": [{"joints": list(range(34)), "inverseBindMatrices": matrices, "skeleton": 36, "name": "hands"}],
        "materials": [
            {"name": n, "pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": rough}
             | ({"baseColorFactor": [0.02, 0.02, 0.022, 1]} if n == "inside" else {})}
            for n, rough in MATERIALS.items()
        ],
        "accessors": w.accessors, "bufferViews": w.views, "buffers": [{"byteLength": len(w.data)}],
    }  # fmt: skip
    save(document, w.data, path)


def build_all(folder: Path) -> None:
    write(folder / "hands.glb")
