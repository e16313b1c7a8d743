"""`seoul prepare`: visits every place once, unseen, so that nobody waits for what this machine needs once.

That is: pictures decoded and made small, geometry packed (both kept on disk, `renderer.kept`), the graphics driver's own cache of
compiled programs, and how well the machine draws.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

from vr_client.settings import Settings

if TYPE_CHECKING:
    from vr_client.app import App

STEP_S = 1 / 30
ROUNDS = 2


def prepare_places(places: list[str], settings: Settings) -> int:
    """places : ids; none: all there are. As a window sees them, then as a headset does. Raises UserError.

    A software GL, too slow for a headset, sees them as a window twice: Mesa 25 keeps machine code under another name for programs
    that it compiled than for those that it found in its cache, as every later start does."""
    from renderer.gl.quality import is_software
    from vr_client.app import App
    from vr_client.places import find_places

    places = places or list(find_places())
    given = replace(settings, device="offscreen", place=places[0], fixed_dt_s=STEP_S, read_ahead=False)
    stereo, done = False, 0
    for _ in range(ROUNDS):
        app = App(given).open_for_bench(stereo)
        try:
            for place in places:
                done += 1
                print(f"  {done}/{ROUNDS * len(places)} {place}", file=sys.stderr, flush=True)
                _visit(app, place)
            stereo = not is_software(app.device.ctx)
        finally:
            app.close()
    return 0


def _visit(app: App, place: str) -> None:
    """Until its first picture has been drawn."""
    from vr_client import loop

    world = app.world
    if world.place is not None:
        world.pending_place = place
    while world.place is None or world.place.id != place or world.preparing or world.between or world.fade >= 1:
        loop.frame(app)
    world.memory["travel"].pictures.write()
