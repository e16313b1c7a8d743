"""XR_KHR_visibility_mask: which part of each eye's picture the lenses hide."""

from __future__ import annotations

import logging
from ctypes import byref, c_uint32
from typing import Any

import numpy as np
import xr

from vr_client.devices.openxr.call import extension_function
from vr_client.devices.openxr.instance import Runtime
from vr_client.devices.openxr.session import STEREO

log = logging.getLogger(__name__)
EXTENSION = "XR_KHR_visibility_mask"


def triangles(vertices: np.ndarray, indices: np.ndarray) -> np.ndarray | None:
    """float32 [3 T, 2], the corners of all triangles: the runtime's vertices lie on the plane one metre before the eye, which
    makes them tangents. None if there are none, or an index leads nowhere. vertices : float32 [V, 2]. indices : [3 T]."""
    count = len(indices) // 3 * 3
    if not count or int(indices.max()) >= len(vertices):
        return None
    return np.ascontiguousarray(vertices[indices[:count]], np.float32)


def hidden_meshes(runtime: Runtime, session: Any, eyes: int = 2) -> list[np.ndarray | None]:
    """One of each eye, as View.hidden_mesh wants it; None where the runtime has none."""
    if EXTENSION not in runtime.extensions:
        return [None] * eyes
    ask = extension_function(runtime.instance, "xrGetVisibilityMaskKHR", xr.PFN_xrGetVisibilityMaskKHR)
    try:
        return [_mesh(ask, session, eye) for eye in range(eyes)]
    except xr.exception.XrException as error:
        log.info("no visibility mask: %s", type(error).__name__)
        return [None] * eyes


def _mesh(ask: Any, session: Any, eye: int) -> np.ndarray | None:
    kind = xr.VisibilityMaskTypeKHR.HIDDEN_TRIANGLE_MESH.value
    mask = xr.VisibilityMaskKHR()
    ask(session, STEREO.value, eye, kind, byref(mask))
    points = (xr.Vector2f * max(mask.vertex_count_output, 1))()
    order = (c_uint32 * max(mask.index_count_output, 1))()
    filled = xr.VisibilityMaskKHR(
        vertex_capacity_input=mask.vertex_count_output,
        vertices=points,
        index_capacity_input=mask.index_count_output,
        indices=order,
    )
    ask(session, STEREO.value, eye, kind, byref(filled))
    vertices = np.frombuffer(points, np.float32).reshape(-1, 2)[: filled.vertex_count_output]
    return triangles(vertices, np.frombuffer(order, np.uint32)[: filled.index_count_output])
