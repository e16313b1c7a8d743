"""Every shipped place holds what the program needs of it: anchors, a floor to arrive on, portals that lead back, views inside."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pygltflib import GLTF2

ASSETS = Path(__file__).parents[2] / "assets"
PLACES = ("entrance", "mayor_office", "fire_hall", "estate_office", "let_flat")
ANCHORS = {
    "entrance": {"spawn", "portal.mayor_office", "portal.fire_hall", "portal.estate_office", "board", "clerk"},
    "mayor_office": {"spawn", "portal.entrance", "mayor", "suggestions", "visitor"},
    "fire_hall": {"spawn", "portal.entrance", "board", "debrief"},
    "estate_office": {"spawn", "portal.entrance", "portal.let_flat", "agent", "desk", "dossier"},
    "let_flat": {"spawn", "portal.estate_office", "damp", "bath", "kitchen"},
}
# The drill's floor and the way from its door to the wall with alarm and extinguisher: lowest and highest corner, metres.
KEPT_FREE = (((-1.0, -9.0), (4.5, -1.5)), ((-4.9, -3.4), (-0.6, -1.3)))


@cache
def table(place: str) -> dict[str, Any]:
    return tomllib.loads((ASSETS / "places" / place / "place.toml").read_text(encoding="utf-8"))


@cache
def scene(place: str) -> GLTF2:
    return GLTF2().load(str(ASSETS / "places" / place / "scene.glb"))


def anchors(place: str) -> dict[str, np.ndarray]:
    """Row-major [4, 4] by name."""
    out = {}
    for node in scene(place).nodes:
        if node.name.startswith("anchor:"):
            matrix = np.eye(4) if node.matrix is None else np.array(node.matrix, float).reshape(4, 4).T
            out[node.name.removeprefix("anchor:")] = matrix
    return out


def accessor(doc: GLTF2, index: int) -> np.ndarray:
    a = doc.accessors[index]
    view = doc.bufferViews[a.bufferView]
    kind = np.dtype({5126: "<f4", 5122: "<i2", 5123: "<u2", 5125: "<u4"}[a.componentType])
    width = {"SCALAR": 1, "VEC3": 3}[a.type]
    start, stride = (view.byteOffset or 0) + (a.byteOffset or 0), view.byteStride or kind.itemsize * width
    rows = np.ndarray((a.count, width), kind, doc.binary_blob(), start, (stride, kind.itemsize))
    return rows / 32767.0 if a.normalized and kind == np.dtype("<i2") else rows


@cache
def triangles(place: str, prefix: str) -> np.ndarray:
    """float [T, 3, 3] of the meshes whose node's name begins so, in the place's frame (our nodes have no parents)."""
    doc, out = scene(place), []
    for node in doc.nodes:
        if node.mesh is not None and node.name.startswith(prefix):
            m = np.eye(4) if node.matrix is None else np.array(node.matrix, float).reshape(4, 4).T
            for part in doc.meshes[node.mesh].primitives:
                points = accessor(doc, part.attributes.POSITION) @ m[:3, :3].T + m[:3, 3]
                out.append(points[accessor(doc, part.indices).ravel()].reshape(-1, 3, 3))
    return np.concatenate(out).astype(float)


def hits(tris: np.ndarray, origin: np.ndarray, way: np.ndarray) -> np.ndarray:
    """Distances along a ray to the triangles it meets (Moeller and Trumbore 1997)."""
    e1, e2 = tris[:, 1] - tris[:, 0], tris[:, 2] - tris[:, 0]
    p = np.cross(way, e2)
    det = np.einsum("ij,ij->i", e1, p)
    good = np.abs(det) > 1e-9
    e1, e2, p, det, corner = e1[good], e2[good], p[good], det[good], tris[good][:, 0]
    t = origin - corner
    u = np.einsum("ij,ij->i", t, p) / det
    q = np.cross(t, e1)
    v = np.einsum("j,ij->i", way, q) / det
    far = np.einsum("ij,ij->i", e2, q) / det
    return np.sort(far[(u >= -1e-9) & (v >= -1e-9) & (u + v <= 1 + 1e-9) & (far > 0)])


@pytest.mark.parametrize("place", PLACES)
def test_names_anchors_and_languages(place: str) -> None:
    assert table(place)["id"] == place
    assert all(table(place)["name"][language] for language in ("ko", "en"))
    assert anchors(place).keys() >= ANCHORS[place]
    assert table(place)["spawn"] in anchors(place)


@pytest.mark.parametrize("place", PLACES)
def test_portals_lead_somewhere_and_back(place: str) -> None:
    portals = table(place)["portal"]
    assert portals
    for portal in portals:
        assert portal["anchor"] in anchors(place)
        assert place in [back["to"] for back in table(portal["to"])["portal"]]
        assert all(portal[language] for language in ("ko", "en"))


@pytest.mark.parametrize("place", PLACES)
def test_one_arrives_on_a_floor_below_a_ceiling(place: str) -> None:
    """At the spawn and at every portal there is floor at height 0, and head room above it."""
    solids = triangles(place, "collision:")
    for name in ["spawn", *(p["anchor"] for p in table(place)["portal"])]:
        at = anchors(place)[name]
        step_in = at[:3, 3] + at[:3, 2] * (
            0.0 if name == "spawn" else 0.4
        )  # a portal's front is +Z: a step back from it
        below = hits(solids, step_in + np.array([0, 1.0, 0]), np.array([0.0, -1.0, 0.0]))
        assert below.size
        assert below[0] == pytest.approx(1.0, abs=0.02)
        above = hits(solids, step_in + np.array([0, 0.1, 0]), np.array([0.0, 1.0, 0.0]))
        assert not above.size or above[0] > 1.9


@pytest.mark.parametrize("place", [p for p in PLACES if p != "entrance"])
def test_a_portal_faces_into_the_room(place: str) -> None:
    portal, spawn = anchors(place)[table(place)["portal"][0]["anchor"]], anchors(place)["spawn"]
    assert (spawn[:3, 3] - portal[:3, 3]) @ portal[:3, 2] > 0


@pytest.mark.parametrize("place", PLACES)
def test_one_can_walk_from_the_spawn_to_every_portal(place: str) -> None:
    """A flood over a 0.25 m grid of places where a body 0.25 m in radius stands clear, knee to head."""
    solids = triangles(place, "collision:")
    low, high = solids[..., 1].min(1), solids[..., 1].max(1)
    body = solids[(high > 0.35) & (low < 1.7)]
    box_low, box_high = body.min(1)[:, [0, 2]] - 0.25, body.max(1)[:, [0, 2]] + 0.25

    def free(x: float, z: float) -> bool:
        return not np.any(np.all((box_low < [x, z]) & (box_high > [x, z]), axis=1))

    start = anchors(place)["spawn"][:3, 3]
    seen, queue = {(round(start[0] * 4), round(start[2] * 4))}, [(round(start[0] * 4), round(start[2] * 4))]
    while queue:
        i, j = queue.pop()
        for near in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
            if near not in seen and max(map(abs, near)) < 80 and free(near[0] / 4, near[1] / 4):
                seen.add(near)
                queue.append(near)
    for portal in table(place)["portal"]:
        x, _, z = anchors(place)[portal["anchor"]][:3, 3]
        assert min((i / 4 - x) ** 2 + (j / 4 - z) ** 2 for i, j in seen) < 0.55**2


@pytest.mark.parametrize("place", PLACES)
def test_views_and_lights_are_inside(place: str) -> None:
    solids = triangles(place, "collision:").reshape(-1, 3)
    low, high = solids.min(0), solids.max(0)
    views = table(place)["view"]
    assert len(views) >= 6
    assert len({v["name"] for v in views}) == len(views)
    for view in views:
        assert np.all((low < view["eye"]) & (high > view["eye"]))
        assert 0.6 <= view["eye"][1] <= 1.8
        assert 30 <= view["fov_deg"] <= 75
    lights = table(place)["light"]
    assert 6 <= len(lights) <= 20
    for light in lights:
        assert np.all((low < light["position"]) & (high > light["position"]))
        assert min(light["colour"]) > 0


@pytest.mark.parametrize("place", PLACES)
def test_a_place_keeps_its_budget(place: str) -> None:
    doc = scene(place)
    parts = [p for m in doc.meshes for p in m.primitives]
    files = [
        f for f in (ASSETS / "places" / place).rglob("*") if f.suffix in (".glb", ".avif", ".webp", ".npz", ".toml")
    ]
    assert sum(f.stat().st_size for f in files) <= 12_000_000
    assert sum(doc.accessors[p.indices].count for p in parts) / 3 <= 350_000
    assert len(parts) <= 150
    assert len(doc.materials) <= 120
    assert {*(doc.extensionsRequired or [])} <= {"KHR_mesh_quantization", "EXT_texture_webp"}


def test_the_training_floor_is_free() -> None:
    solids = triangles("fire_hall", "collision:")
    body = solids[(solids[..., 1].max(1) > 0.05) & (solids[..., 1].min(1) < 2.0)]
    low, high = body.min(1), body.max(1)
    for (x0, z0), (x1, z1) in KEPT_FREE:
        inside = (low[:, 0] < x1) & (high[:, 0] > x0) & (low[:, 2] < z1) & (high[:, 2] > z0)
        assert not inside.any()


def test_the_training_room_has_the_size_that_the_drills_know() -> None:
    middle = np.array([0.8, 2.9, -4.0])
    up = hits(triangles("fire_hall", "static"), middle * (1, 0.9, 1), np.array([0.0, 1.0, 0.0]))
    assert middle[1] * 0.9 + up[0] == pytest.approx(3.2, abs=0.02)
    solids = triangles("fire_hall", "collision:")
    for way, distance in (((1, 0, 0), 5.2), ((-1, 0, 0), 6.8), ((0, 0, -1), 6.0), ((0, 0, 1), 4.0)):
        assert hits(solids, middle, np.array(way, float))[0] == pytest.approx(distance, abs=0.06)
