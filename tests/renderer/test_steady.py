"""A frame that is like the one before leaves nothing behind, with walking people and a fire too."""

import gc
import math
import tracemalloc

import glm
import numpy as np

from renderer import animation
from renderer.scene import Crowd, Flame, Image, Instance, Line, Panel, PointLight, Scene, View
from renderer.shot import frame_view
from renderer.spatial import Pose
from tests.renderer.test_deform import bent
from tests.renderer.test_render import MEASURE, white_wall

SIZE = (16, 16)


def test_three_hundred_frames_leave_nothing_behind(renderer, ctx, tmp_path):
    model, *_ = bent(tmp_path)
    worlds = np.stack([np.eye(4, dtype=np.float32)] * 8)
    worlds[:, 0, 3] = np.linspace(-1, 1, 8)
    people = Crowd(model, worlds, np.zeros((8, 2, 4, 4), np.float32), np.ones((8, 4), np.float32))
    wall = Instance(white_wall(tmp_path), glm.translate(glm.vec3(0, 0, -1)))
    page = Image(np.full((8, 8, 4), 255, np.uint8))
    textures = [ctx.texture(SIZE, 4) for _ in range(2)]
    framebuffers = [ctx.framebuffer([t]) for t in textures]
    fov = frame_view(glm.vec3(0, 0, 3), glm.vec3(0), 60, 1).fov

    def frame(number):
        scene = Scene([wall], environment=MEASURE, time_s=number / 72)
        people.joints = animation.joint_poses(model, "nod", number / 72 + np.arange(8) * 0.1)[0]
        scene.crowds.append(people)
        scene.lights.append(PointLight(glm.vec3(math.sin(number), 1, 1), glm.vec3(1)))
        scene.flames.append(Flame(glm.vec3(0, -1, 0), 0.3, 0.5, 50))
        scene.panels.append(Panel(page, Pose(glm.vec3(0, 1, 0)), 0.2, 0.2))
        scene.lines.append(Line([glm.vec3(0), glm.vec3(1, math.sin(number), 0)], (1, 1, 1, 1)))
        views = [View(Pose(glm.vec3(x, 0, 3 + 0.1 * math.sin(number / 9))), fov) for x in (-0.03, 0.03)]
        renderer.render(scene, views, framebuffers, SIZE, srgb=False)

    for number in range(20):
        frame(number)
    gc.collect()
    tracemalloc.start()
    try:
        frame(20)
        gc.collect()
        before, _ = tracemalloc.get_traced_memory()
        largest = 0
        for number in range(21, 321):
            tracemalloc.reset_peak()
            at_first, _ = tracemalloc.get_traced_memory()
            frame(number)
            largest = max(largest, tracemalloc.get_traced_memory()[1] - at_first)
        gc.collect()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert after - before < 40_000, "bytes that 300 frames left behind"
    assert largest < 600_000, "bytes that one frame needed at once"
    for thing in (*framebuffers, *textures):
        thing.release()
