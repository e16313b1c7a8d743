"""Lightmap coordinates: every part that carries a lightmap is unwrapped and packed into one page (xatlas, J. Young 2018)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import xatlas
from scipy import sparse, spatial
from scipy.sparse import csgraph

from assets.bake.soup import Part, Soup
from vr_client.errors import UserError

# Texels between charts, besides the one on each side that bilinear filtering reads. A furnished room has 10 000 charts: with
# four, most of the page would be padding (measured: 19 % covered at 24 texels per metre; with two 35 %).
PADDING = 2
NEAR_M = 10.0  # what stands outside gets fewer texels beyond this distance from where anybody looks
MAX_SIDE = 4096
FACING_M = 0.15  # metres that unit normals apart count for, where what is unseen looks for the light of its neighbour


@dataclass(slots=True)
class Unwrapped:
    """A part's new vertices. source : uint32 [N], old vertex within the part. faces : uint32 [M, 3]. uv : float32 [N, 2], 0..1
    of the page, v down from the top."""

    part: Part
    source: np.ndarray
    faces: np.ndarray
    uv: np.ndarray


@dataclass(slots=True)
class Atlas:
    """width, height : texels. density : texels per metre where a part's scale is 1."""

    width: int
    height: int
    density: float
    charts: int
    parts: list[Unwrapped]


def unwrap(
    soup: Soup, density: float, max_texels: int, eyes: np.ndarray, seen: np.ndarray | None = None
) -> Atlas:  # fmt: skip
    """Packs all lightmapped parts at `density` texels per metre, at less where the page would have more than `max_texels`.

    eyes : float [N, 3], where people stand. seen : bool [T], faces that get texels; the others have one point each of what is
    near them. Raises UserError E85 for a mesh that xatlas refuses, E86 without any mesh to light.
    """
    every = [p for p in soup.parts if p.lightmapped]
    if not every:
        raise UserError("E86", path=soup.model.path)
    seen = np.ones(len(soup.faces), bool) if seen is None else seen
    parts = [p for p in every if seen[p.first_face : p.first_face + p.faces].any()] or every
    if parts is every:
        seen = np.ones(len(soup.faces), bool)
    meshes = [_scaled(soup, part, eyes, seen) for part in parts]
    for _ in range(8):
        atlas = _generate(parts, meshes, density)
        excess = max(math.sqrt(atlas.width * atlas.height / max_texels), max(atlas.width, atlas.height) / MAX_SIDE)
        if excess <= 1:
            break
        density *= 0.97 / excess
    made = {p.first_face: _part(atlas, i, p, meshes[i][2], len(meshes[i][1])) for i, p in enumerate(parts)}
    return Atlas(atlas.width, atlas.height, density, atlas.chart_count, _with_unseen(soup, every, made, seen))


def _generate(parts: list[Part], meshes: list[tuple[np.ndarray, ...]], density: float) -> xatlas.Atlas:
    atlas = xatlas.Atlas()
    for part, (positions, faces, _) in zip(parts, meshes, strict=True):
        try:
            atlas.add_mesh(positions, faces)
        except (RuntimeError, ValueError) as error:
            raise UserError("E85", mesh=part.name, reason=error) from error
    charts, pack = xatlas.ChartOptions(), xatlas.PackOptions()
    charts.max_iterations = 1
    pack.texels_per_unit, pack.padding, pack.bilinear = density, PADDING, True
    atlas.generate(charts, pack, False)
    if atlas.atlas_count != 1:
        raise UserError("E85", mesh=f"{len(parts)} meshes", reason="they do not fit one lightmap page")
    return atlas


def _part(atlas: xatlas.Atlas, number: int, part: Part, used: np.ndarray, count: int) -> Unwrapped:
    """used : the part's vertices that xatlas saw; count : of the faces."""
    source, faces, uv = atlas[number]
    if len(faces) != count:
        raise UserError("E85", mesh=part.name, reason="it could not be unwrapped")
    return Unwrapped(
        part, used[source].astype(np.uint32), faces.astype(np.uint32), np.clip(uv, 0, 1).astype(np.float32)
    )


def _with_unseen(soup: Soup, parts: list[Part], made: dict[int, Unwrapped], seen: np.ndarray) -> list[Unwrapped]:
    """All parts whole: faces that nobody sees have, as far as they hang together, one point of what is near and faces alike."""
    if seen.all():
        return [made[p.first_face] for p in parts]
    known = list(made.values())
    rows = np.concatenate([u.source + np.uint32(u.part.first_vertex) for u in known])
    tree, uv = spatial.cKDTree(_place(soup, rows)), np.concatenate([u.uv for u in known])
    whole = []
    for part in parts:
        faces = soup.faces[part.first_face : part.first_face + part.faces] - np.uint32(part.first_vertex)
        shown = seen[part.first_face : part.first_face + part.faces]
        has = made.get(part.first_face) or Unwrapped(
            part, np.zeros(0, np.uint32), np.zeros((0, 3), np.uint32), np.zeros((0, 2), np.float32)
        )
        lone, corners = np.unique(faces[~shown], return_inverse=True)
        complete = np.zeros_like(faces)
        complete[shown], complete[~shown] = has.faces, corners.reshape(-1, 3) + len(has.source)
        first = _first_of_patch(corners.reshape(-1, 3), len(lone))
        near = uv[tree.query(_place(soup, lone + part.first_vertex), workers=2)[1]][first] if len(lone) else uv[:0]
        source = np.concatenate([has.source, lone.astype(np.uint32)])
        whole.append(Unwrapped(part, source, complete, np.concatenate([has.uv, near])))
    return whole


def _first_of_patch(faces: np.ndarray, vertices: int) -> np.ndarray:
    """int [vertices]: the first vertex of those that faces [M, 3] join each with."""
    joined = (np.ones(2 * len(faces)), (np.repeat(faces[:, 0], 2), faces[:, 1:].ravel()))
    _, patch = csgraph.connected_components(sparse.coo_array(joined, shape=(vertices, vertices)), directed=False)
    return np.asarray(np.unique(patch, return_index=True)[1][patch])


def _place(soup: Soup, rows: np.ndarray) -> np.ndarray:
    return np.concatenate([soup.positions[rows], soup.normals[rows] * FACING_M], axis=1)


def _scaled(soup: Soup, part: Part, eyes: np.ndarray, seen: np.ndarray) -> tuple[np.ndarray, ...]:
    """The part's seen faces as xatlas shall see them (positions, faces, and which of the part's vertices they are): metres times
    the part's scale; what is far outside drawn towards the nearest eye, so that its texels are as large as they look."""
    rows = slice(part.first_vertex, part.first_vertex + part.vertices)
    positions = soup.positions[rows].astype(np.float64)
    if part.outside and len(eyes):
        centre = eyes.mean(axis=0)
        offset = positions - centre
        distance = np.maximum(np.linalg.norm(offset, axis=1, keepdims=True), 1e-6)
        shrunk = np.where(distance > NEAR_M, NEAR_M * (1 + np.log(np.maximum(distance / NEAR_M, 1))), distance)
        positions = offset * (shrunk / distance)
    shown = slice(part.first_face, part.first_face + part.faces)
    used, faces = np.unique(soup.faces[shown][seen[shown]] - np.uint32(part.first_vertex), return_inverse=True)
    return (
        np.ascontiguousarray(positions[used] * part.scale, np.float32),
        np.ascontiguousarray(faces.reshape(-1, 3), np.uint32),
        used,
    )
