"""A frame that is like the one before leaves nothing behind, with walking people and a fire too."""

import gc
import math
import sys
import tracemalloc
from pathlib import Path

import glm
import numpy as np
import pytest

import renderer as package
from renderer import animation
from renderer.scene import Crowd, Flame, Image, Instance, Line, Panel, PointLight, Scene, View
from renderer.shot import frame_view
from renderer.spatial import Pose
from tests.renderer.test_deform import bent
from tests.renderer.test_render import MEASURE, white_wall

SIZE = (16, 16)
FRAMES, WINDOWS = 50, 3
LEAST_OBJECT = 16  # bytes; less than that for a frame is not even one thing left behind
OURS = tracemalloc.Filter(True, str(Path(package.__file__).parent / "*"))  # servers of other tests may run beside us
# CPython keeps the names of attributes that C code looked up, up to 4096 of them, each counted where it was last asked for.
clear_names = getattr(sys, "_clear_internal_caches", None) or sys._clear_type_cache


@pytest.fixture
def frame(renderer, ctx, tmp_path):
    """frame(number) draws a picture of people, a fire, a panel and a line, for two eyes."""
    model, *_ = bent(tmp_path)
    worlds = np.stack([np.eye(4, dtype=np.float32)] * 8)
    worlds[:, 0, 3] = np.linspace(-1, 1, 8)
    bounds = np.concatenate([worlds[:, :3, 3], np.full((8, 1), 3, np.float32)], axis=1)
    people = Crowd(model, np.ones((8, 1, 4), np.float32), np.zeros((8, 2, 3, 4), np.float32), bounds)
    wall = Instance(white_wall(tmp_path), glm.translate(glm.vec3(0, 0, -1)))
    page = Image(np.full((8, 8, 4), 255, np.uint8))
    textures = [ctx.texture(SIZE, 4) for _ in range(2)]
    framebuffers = [ctx.framebuffer([t]) for t in textures]
    fov = frame_view(glm.vec3(0, 0, 3), glm.vec3(0), 60, 1).fov

    def draw(number):
        scene = Scene([wall], environment=MEASURE, time_s=number / 72)
        poses = animation.joint_poses(model, "nod", number / 72 + np.arange(8) * 0.1)[0]
        people.palette = animation.palettes(model, poses, worlds)
        scene.crowds.append(people)
        scene.lights.append(PointLight(glm.vec3(math.sin(number), 1, 1), glm.vec3(1)))
        scene.flames.append(Flame(glm.vec3(0, -1, 0), 0.3, 0.5, 50))
        scene.panels.append(Panel(page, Pose(glm.vec3(0, 1, 0)), 0.2, 0.2))
        scene.lines.append(Line([glm.vec3(0), glm.vec3(1, math.sin(number), 0)], (1, 1, 1, 1)))
        views = [View(Pose(glm.vec3(x, 0, 3 + 0.1 * math.sin(number / 9))), fov) for x in (-0.03, 0.03)]
        renderer.render(scene, views, framebuffers, SIZE, srgb=False)

    yield draw
    for thing in (*framebuffers, *textures):
        thing.release()


def held():
    """Bytes that lines of the renderer have asked for and not given back."""
    gc.collect()
    clear_names()
    return sum(trace.size for trace in tracemalloc.take_snapshot().filter_traces([OURS]).traces)


def peak(draw):
    """Bytes that one frame needed at once."""
    tracemalloc.reset_peak()
    before, _ = tracemalloc.get_traced_memory()
    draw()
    return tracemalloc.get_traced_memory()[1] - before


def test_frames_leave_nothing_behind(frame):
    """What is kept once (a cache, a list that Python keeps for reuse) is in one stretch of frames; what leaks is in every one."""
    for number in range(20):
        frame(number)
    tracemalloc.start()
    try:
        growth, peaks, before = [], [], held()
        for window in range(WINDOWS):
            peaks += [peak(lambda n=20 + window * FRAMES + i: frame(n)) for i in range(FRAMES)]
            after = held()
            growth.append(after - before)
            before = after
    finally:
        tracemalloc.stop()
    print("bytes left behind", growth, "needed at once", np.median(peaks))
    assert min(growth) < FRAMES * LEAST_OBJECT, growth
    assert np.median(peaks) < 100_000
