"""The frame: poll, drain, SYSTEMS, present, render, submit, publish. Runs on the main thread, as fast as the device paces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from renderer.scene import View

if TYPE_CHECKING:
    from vr_client.app import App


def run(app: App) -> None:
    """Frames until the person, a script or a limit ends it."""
    while frame(app):
        pass


def frame(app: App) -> bool:
    """One frame. False: the last one."""
    world, device = app.world, app.device
    device.typing, device.holding = world.typing, frozenset(world.held)
    input = device.poll()
    events = app.net.drain()
    world.time_s += input.dt_s
    world.lines.clear()
    for system in app.systems:
        system(world, input, events, input.dt_s)
    if app.voice is not None:
        app.voice.update(world, events)
    if world.recentre:
        world.recentre = not device.recentre()
    for hand, amplitude, duration_s in world.haptics:
        device.vibrate(hand, amplitude, duration_s)
    world.haptics.clear()
    app.uploads.step(world)
    targets = device.begin()
    if targets is not None:
        play = world.user.world_from_play
        scene, crisp = app.presenter.present(world, device.supports_quad_layers)
        views = [View(play * v.world_from_view, v.fov, v.near_m, v.hidden_mesh) for v in targets.views]
        app.renderer.render(scene, views, targets.framebuffers, targets.size, targets.srgb, targets.shown)
        targets.gpu_ms = app.renderer.gpu_ms
        if targets.depth_near_far is not None and views:
            targets.depth_near_far = app.renderer.depth_near_far(views[0].near_m)
        device.submit(targets, crisp)
    app.net.publish(world)
    return app.goes_on(input, targets is not None)
