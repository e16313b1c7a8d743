"""What the lenses hide, as a runtime that has the extension tells it: a stand-in for its one function."""

from ctypes import POINTER, cast
from types import SimpleNamespace

import numpy as np
import xr

from vr_client.devices.openxr import mask


def test_triangles_are_unrolled_and_nonsense_is_refused():
    square = np.array([(0, 0), (1, 0), (1, 1), (0, 1)], np.float32)
    assert mask.triangles(square, np.array([0, 1, 2, 2, 3, 0])).tolist() == square[[0, 1, 2, 2, 3, 0]].tolist()
    assert mask.triangles(square, np.array([0, 1, 4])) is None
    assert mask.triangles(square, np.zeros(0, np.uint32)) is None


def test_each_eye_is_asked_twice_first_for_the_sizes(monkeypatch):
    corners, asked = {0: [(-1, -1), (0, -1), (-1, 0)], 1: []}, []

    def ask(_session, configuration, eye, kind, reference):
        found = cast(reference, POINTER(xr.VisibilityMaskKHR)).contents
        asked.append((eye, found.vertex_capacity_input))
        assert configuration == xr.ViewConfigurationType.PRIMARY_STEREO.value
        assert kind == xr.VisibilityMaskTypeKHR.HIDDEN_TRIANGLE_MESH.value
        found.vertex_count_output = found.index_count_output = len(corners[eye])
        for i, (x, y) in enumerate(corners[eye][: found.vertex_capacity_input]):
            found.vertices[i].x, found.vertices[i].y = x, y
            found.indices[i] = i

    monkeypatch.setattr(mask, "extension_function", lambda *_: ask)
    runtime = SimpleNamespace(instance=None, extensions=frozenset({mask.EXTENSION}))
    left, right = mask.hidden_meshes(runtime, None)
    assert left.tolist() == [[-1, -1], [0, -1], [-1, 0]]
    assert right is None
    assert asked == [(0, 0), (0, 3), (1, 0), (1, 0)]
    assert mask.hidden_meshes(SimpleNamespace(instance=None, extensions=frozenset()), None) == [None, None]
