"""Lightmap coordinates: every part that carries a lightmap is unwrapped and packed into one page (xatlas, J. Young 2018)."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import xatlas

from assets.bake.soup import Part, Soup
from vr_client.errors import UserError

# Texels between charts, besides the one on each side that bilinear filtering reads. A furnished room has 10 000 charts: with
# four, most of the page would be padding (measured: 19 % covered at 24 texels per metre; with two 35 %).
PADDING = 2
NEAR_M = 10.0  # what stands outside gets fewer texels beyond this distance from where anybody looks
MAX_SIDE = 4096


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


def unwrap(soup: Soup, density: float, max_texels: int, eyes: np.ndarray) -> Atlas:
    """Packs all lightmapped parts at `density` texels per metre, at less where the page would have more than `max_texels`.

    eyes : float [N, 3], where people stand. Raises UserError E85 for a mesh that xatlas refuses, E86 without any mesh to light.
    """
    parts = [p for p in soup.parts if p.lightmapped]
    if not parts:
        raise UserError("E86", path=soup.model.path)
    meshes = [_scaled(soup, part, eyes) for part in parts]
    for _ in range(8):
        atlas = _generate(parts, meshes, density)
        excess = max(math.sqrt(atlas.width * atlas.height / max_texels), max(atlas.width, atlas.height) / MAX_SIDE)
        if excess <= 1:
            break
        density *= 0.97 / excess
    return Atlas(
        atlas.width, atlas.height, density, atlas.chart_count, [_part(atlas, i, p) for i, p in enumerate(parts)]
    )


def _generate(parts: list[Part], meshes: list[tuple[np.ndarray, np.ndarray]], density: float) -> xatlas.Atlas:
    atlas = xatlas.Atlas()
    for part, (positions, faces) in zip(parts, meshes, strict=True):
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


def _part(atlas: xatlas.Atlas, number: int, part: Part) -> Unwrapped:
    source, faces, uv = atlas[number]
    if len(faces) != part.faces:
        raise UserError("E85", mesh=part.name, reason="it could not be unwrapped")
    return Unwrapped(part, source.astype(np.uint32), faces.astype(np.uint32), np.clip(uv, 0, 1).astype(np.float32))


def _scaled(soup: Soup, part: Part, eyes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The part as xatlas shall see it: metres times the part's scale; what is far outside drawn towards the nearest eye, so
    that its texels are as large as they look."""
    rows = slice(part.first_vertex, part.first_vertex + part.vertices)
    positions = soup.positions[rows].astype(np.float64)
    if part.outside and len(eyes):
        centre = eyes.mean(axis=0)
        offset = positions - centre
        distance = np.maximum(np.linalg.norm(offset, axis=1, keepdims=True), 1e-6)
        shrunk = np.where(distance > NEAR_M, NEAR_M * (1 + np.log(np.maximum(distance / NEAR_M, 1))), distance)
        positions = offset * (shrunk / distance)
    faces = soup.faces[part.first_face : part.first_face + part.faces] - np.uint32(part.first_vertex)
    return np.ascontiguousarray(positions * part.scale, np.float32), np.ascontiguousarray(faces, np.uint32)
