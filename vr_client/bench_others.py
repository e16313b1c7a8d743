"""The same office and people drawn by another engine, for `seoul bench frame --compare PYTHON`: a program of its own, run by a
Python that has pyrender and panda3d (they are no dependencies of ours; pyrender wants another PyOpenGL than we do).

    PYTHON bench_others.py pyrender|panda3d SCENE.glb PEOPLE FRAMES

Prints one line "RESULT ...". Each person is a figure of 24 stiff parts, as many triangles as ours at a middle distance: pyrender
has no skins, and of panda3d this asks less than a skin would. Two views of 64 x 64 pixels a frame, as two cameras.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from typing import Any

import numpy as np

PARTS, CORNERS, RINGS = 24, 10, 8
EYES_M = 0.063


def tube() -> tuple[np.ndarray, np.ndarray]:
    """Vertices [N, 3] and triangles of a tube of 0.3 m."""
    ring, along = np.meshgrid(np.arange(CORNERS) * 2 * np.pi / CORNERS, np.linspace(0, 0.3, RINGS + 1))
    points = np.stack([0.06 * np.cos(ring), along, 0.06 * np.sin(ring)], axis=-1).reshape(-1, 3)
    a = (np.arange(RINGS)[:, None] * CORNERS + np.arange(CORNERS)).ravel()
    b = (np.arange(RINGS)[:, None] * CORNERS + (np.arange(CORNERS) + 1) % CORNERS).ravel()
    return points, np.stack([a, b + CORNERS, b, a, a + CORNERS, b + CORNERS], axis=1).reshape(-1, 3)


def places(people: int) -> np.ndarray:
    """float [people, PARTS, 3], metres: parts of each person, people on a grid of 9 x 7 m."""
    columns = int(np.ceil(np.sqrt(people * 9 / 7))) or 1
    i, part = np.arange(people)[:, None], np.arange(PARTS)[None]
    x = ((i % columns + 0.5) / columns - 0.5) * 9 + 0.15 * np.cos(part * 2.4)
    z = ((i // columns + 0.5) / max(1, -(-people // columns)) - 0.5) * 7 + 0.15 * np.sin(part * 2.4)
    return np.stack(np.broadcast_arrays(x, 0.07 * part, z), axis=-1)


def with_pyrender(path: str, people: int, frames: int) -> str:
    os.environ["PYOPENGL_PLATFORM"] = "egl"
    np.infty = np.inf  # type: ignore[attr-defined]  # its last release is older than NumPy 2
    import pyrender
    import trimesh

    in_gl = time_pyopengl(pyrender)
    loaded = trimesh.load(path)
    scene = pyrender.Scene.from_trimesh_scene(loaded)
    body = pyrender.Mesh.from_trimesh(trimesh.Trimesh(*tube(), process=False), smooth=True)
    nodes = [[scene.add(body, pose=moved(at)) for at in person] for person in places(people)]
    scene.add(pyrender.DirectionalLight(intensity=3.0))
    cameras = []
    for x in (-EYES_M / 2, EYES_M / 2):
        cameras.append(scene.add(pyrender.PerspectiveCamera(1.2, znear=0.05, zfar=200), pose=moved((x, 1.6, 3.5))))
    renderer = pyrender.OffscreenRenderer(64, 64)

    def frame(number: int) -> None:
        for person, at in zip(nodes, places(people), strict=True):
            for part, node in enumerate(person):
                scene.set_pose(node, moved(at[part] + (0, 0.02 * np.sin(number * 0.1), 0)))
        for camera in cameras:
            scene.main_camera_node = camera
            renderer.render(scene)

    return measured("pyrender " + pyrender.__version__, frame, frames, in_gl)


def with_panda3d(path: str, people: int, frames: int) -> str:
    import panda3d
    from panda3d import core

    core.load_prc_file_data(
        "", "load-display p3headlessgl\nwindow-type offscreen\naudio-library-name null\nsync-video 0"
    )
    from direct.showbase.ShowBase import ShowBase

    base: Any = ShowBase(windowType="offscreen")
    how = "the same file" if load_office(base, path) else "the same triangles without textures"
    body = core.NodePath(panda_mesh(core, *tube()))
    nodes = [[body.copy_to(base.render) for _ in person] for person in places(people)]
    buffers = []
    for x in (-EYES_M / 2, EYES_M / 2):
        buffer = base.win.make_texture_buffer("eye", 64, 64)
        camera = base.make_camera(buffer)
        camera.set_pos(x, -3.5, 1.6)
        buffers.append(buffer)

    def frame(number: int) -> None:
        for person, at in zip(nodes, places(people), strict=True):
            for part, node in enumerate(person):
                node.set_pos(at[part][0], -at[part][2], at[part][1] + 0.02 * np.sin(number * 0.1))
        base.graphicsEngine.render_frame()

    text = measured("panda3d " + panda3d.__version__, frame, frames, None)
    return f"{text}; {how}"


def load_office(base: Any, path: str) -> bool:
    """By panda3d-gltf where it is installed; else as bare triangles."""
    from panda3d import core

    try:
        import gltf  # panda3d-gltf

        gltf.patch_loader(base.loader)
        base.loader.load_model(path).reparent_to(base.render)
        return True
    except Exception:  # not installed, or it does not know WebP: both are the same to us
        import trimesh

        loaded: Any = trimesh.load(path)
        for mesh in loaded.dump():
            turned = mesh.vertices[:, [0, 2, 1]] * (1, -1, 1)
            core.NodePath(panda_mesh(core, turned, mesh.faces)).reparent_to(base.render)
        return False


def panda_mesh(core: Any, vertices: np.ndarray, triangles: np.ndarray) -> Any:
    data = core.GeomVertexData("mesh", core.GeomVertexFormat.get_v3(), core.Geom.UH_static)
    data.unclean_set_num_rows(len(vertices))
    np.frombuffer(data.modify_array(0), np.float32)[:] = vertices.ravel()
    primitive = core.GeomTriangles(core.Geom.UH_static)
    primitive.set_index_type(core.Geom.NT_uint32)
    array = primitive.modify_vertices()
    array.unclean_set_num_rows(triangles.size)
    np.frombuffer(array, np.uint32)[:] = triangles.ravel()
    geometry = core.Geom(data)
    geometry.add_primitive(primitive)
    node = core.GeomNode("mesh")
    node.add_geom(geometry)
    return node


def moved(at: Any) -> np.ndarray:
    matrix = np.eye(4)
    matrix[:3, 3] = at
    return matrix


def time_pyopengl(package: Any) -> list[float]:
    """From now on the one number grows by the seconds of CPU spent in GL calls of that package's modules."""
    spent = [0.0]

    def timed(call: Any) -> Any:
        def run(*args: Any, **kwargs: Any) -> Any:
            began = time.thread_time()
            try:
                return call(*args, **kwargs)
            finally:
                spent[0] += time.thread_time() - began

        return run

    for name, module in list(sys.modules.items()):
        if name.startswith(package.__name__):
            for word, value in list(vars(module).items()):
                if word.startswith("gl") and word[2:3].isupper() and callable(value):
                    setattr(module, word, timed(value))
    return spent


def measured(name: str, frame: Any, frames: int, in_gl: list[float] | None) -> str:
    for number in range(3):
        frame(number)
    whole, ours = [], []
    for number in range(frames):
        if in_gl:
            in_gl[0] = 0.0
        began = time.thread_time()
        frame(number)
        whole.append((time.thread_time() - began) * 1000)
        ours.append(whole[-1] - in_gl[0] * 1000 if in_gl else float("nan"))
    if in_gl is None:
        return f"{name}: {statistics.median(whole):.2f} ms CPU a frame, GL calls included (they cannot be told apart)"
    return f"{name}: {statistics.median(whole):.2f} ms CPU a frame, {statistics.median(ours):.2f} ms of it outside GL calls"


if __name__ == "__main__":
    engines = {"pyrender": with_pyrender, "panda3d": with_panda3d}
    print("RESULT " + engines[sys.argv[1]](sys.argv[2], int(sys.argv[3]), int(sys.argv[4])), flush=True)
