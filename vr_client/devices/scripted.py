"""Any device with a track in place of the person: what it sees stays its own, what is done comes from the track."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from renderer.scene import Panel
from renderer.spatial import Pose
from vr_client.devices.device import Device, Input, Targets
from vr_client.devices.track import Track
from vr_client.devices.track_text import TrackError, load_track
from vr_client.errors import UserError
from vr_client.settings import Settings


class Scripted:
    """`inner`, moved by `track` (a Track, or a file of one). Whatever else `inner` has is reached through this one.

    settings.fixed_dt_s makes every frame that long, so that a run repeats itself. At its end the track's last pose stays; with
    settings.exit_when_done, or upon the track's own `quit`, the program is asked to end.
    Raises UserError E73 where the file cannot be read.
    """

    def __init__(self, inner: Device, track: Track | Path | str, settings: Settings | None = None) -> None:
        self._inner = inner
        self._settings = settings or Settings()
        self.track = track if isinstance(track, Track) else _load(track)
        self.typing, self.holding = False, frozenset[str]()
        self.time_s = 0.0
        self._since = float("-inf")
        self._head_from_inner = Pose()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)

    @property
    def done(self) -> bool:
        """The track has been played to its end."""
        return self.time_s > self.track.duration_s

    def poll(self) -> Input:
        self._inner.typing, self._inner.holding = self.typing, self.holding
        real = self._inner.poll()
        first = self._since == float("-inf")
        dt = self._settings.fixed_dt_s or real.dt_s
        self.time_s += 0.0 if first else dt
        given = self.track.sample(self.time_s, self._since)
        self._since = self.time_s
        given.dt_s = dt
        given.visible, given.focused = real.visible, True
        given.quit |= real.quit or (self.done and self._settings.exit_when_done)
        self._head_from_inner = given.head * real.head.inverse()
        return given

    def begin(self, play_from_stage: Pose | None = None) -> Targets | None:
        targets = self._inner.begin(play_from_stage)
        for view in targets.views if targets else ():
            view.world_from_view = self._head_from_inner * view.world_from_view
        return targets

    def submit(self, targets: Targets, crisp_panels: list[Panel]) -> None:
        self._inner.submit(targets, crisp_panels)


def _load(path: Path | str) -> Track:
    try:
        return load_track(path)
    except TrackError as error:
        raise UserError("E73", path=path, reason=error) from error
    except (OSError, UnicodeDecodeError) as error:
        raise UserError("E73", path=path, reason=getattr(error, "strerror", None) or error) from error
