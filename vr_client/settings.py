"""Every default in one frozen dataclass. Command line > environment (SEOUL_*) > settings.toml > default."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, get_type_hints

from vr_client.errors import UserError

APP = "metaverse-seoul"


@dataclass(frozen=True, slots=True)
class Settings:
    """Metres, seconds, radians unless the name says otherwise."""

    # who and where
    name: str = ""  # "" : a friendly guest name is chosen and kept
    language: str = "ko"  # ko | en
    place: str = "entrance"  # deep link: PLACE or PLACE/SPOT
    hour: str = "noon"  # of the light in places: morning | noon | dusk | now (as in Seoul)
    drill: str = ""  # SCENARIO/MODE that one was sent to do where one arrives
    spectate: bool = False  # watch a drill that runs where one arrives, through somebody's eyes
    server: str = ""  # "" : our own server, as a child process
    data_dir: str = ""  # "" : the user's data folder, see `data_path`

    kept_pictures_mb: int = 1024  # on disk at most, of decoded pictures: a start is a second shorter; 0: none
    read_ahead: bool = True  # the place behind the nearest door, before one goes there: a third place's memory is taken

    # device
    quality: str = "auto"  # auto: measured at the first start | low | integrated | desktop | headset-large
    device: str = "auto"  # auto | headset | flat | offscreen
    scripted: str = ""  # a track file that plays the person
    window_width: int = 1280
    window_height: int = 800
    vsync: bool = True
    samples: int = 4  # MSAA of the window
    mirror: bool = True  # show a headset's left eye in a window
    render_scale: float = 0.0  # window only: drawn pixels per shown pixel, each way; 0: 1, or 0.5 where GL is software
    fov_deg: float = 70.0  # vertical, window only
    mouse_rad_per_px: float = 0.0022  # about 0.13 degrees a count, the usual desktop default
    eye_height_m: float = 1.60  # window only: near the mean of Korean adults' standing eye heights
    crouch_eye_height_m: float = 0.95
    quad_layers: bool = True  # hang crisp panels as OpenXR quad layers where possible

    # voice
    microphone: str = "device"  # device | none | tone:HZ | file:X.wav
    speaker: str = "device"  # device | none | file:Y.wav
    sound_volume: float = 0.8  # of fires, alarms and agents in a drill; 0: none

    # walking. Figures marked G: godot-xr-tools; B: Basis; H: Hubs
    walk_speed_m_s: float = 1.6  # a brisk indoor walk
    stick_dead_zone: float = 0.15
    turn_rad: float = 0.5235987755982988  # 30 degrees a snap (H: 45, G: 20)
    turn_threshold: float = 0.8  # B
    turn_release: float = 0.4  # let go below this before the next snap
    teleport: bool = True  # right stick forward throws an arc
    teleport_speed_m_s: float = 6.0  # of the thrown arc: lands about 4.5 m away on level ground
    teleport_max_slope_deg: float = 20.0  # G
    body_radius_m: float = 0.22
    step_up_m: float = 0.30
    max_slope_deg: float = 45.0
    seated: bool = False
    sitting_eye_height_m: float = 1.22  # of who sits on a chair of the place
    seated_eye_height_m: float = 1.45  # where the eyes are lifted to when seated: tables and buttons stay within reach

    # comfort
    vignette: bool = True
    vignette_strength: float = 0.65  # 1 minus G's inner radius of 0.35
    vignette_close_s: float = 0.12
    vignette_hold_s: float = 0.25  # G holds 1 s; shorter here because our walking is slow
    vignette_open_s: float = 0.6
    fade_s: float = 0.25  # to black and back, between places
    head_in_wall_m: float = 0.12  # the picture darkens when the head is this near the inside of a wall

    # hands
    reach_m: float = 0.25  # a squeeze takes what is this near the grip
    far_reach_m: float = 1.3  # or, without anything at hand, what the hand points at within this
    poke_m: float = 0.03  # a fingertip this near a panel presses it
    ray_m: float = 8.0  # length of a pointing ray
    press_at: float = 0.6  # trigger and squeeze: pressed above, released below release_at
    release_at: float = 0.4

    # easy mode: captions, big text, one hand, no hurry
    easy_mode: bool = False
    captions: bool = True

    # ending by itself (tests, pictures)
    frames: int = 0
    seconds: float = 0.0
    exit_when_done: bool = False  # with a script: quit when the track is over
    fixed_dt_s: float = 0.0  # 0: real time
    frame_dir: str = ""  # write each window picture there as PNG (offscreen device)

    def data_path(self) -> Path:
        """The folder for logs, the queue, the database; made if missing."""
        import platformdirs

        path = Path(self.data_dir) if self.data_dir else platformdirs.user_data_path(APP, appauthor=False)
        path.mkdir(parents=True, exist_ok=True)
        return path

    def cache_path(self) -> Path:
        """The folder for what can be computed again; not made here."""
        import platformdirs

        return Path(self.data_dir) / "cache" if self.data_dir else platformdirs.user_cache_path(APP, appauthor=False)


def settings_file() -> Path:
    """settings.toml in the user's configuration folder, or what SEOUL_SETTINGS names."""
    if named := os.environ.get("SEOUL_SETTINGS"):
        return Path(named)
    import platformdirs

    return platformdirs.user_config_path(APP, appauthor=False) / "settings.toml"


def load(
    given: Mapping[str, Any] | None = None, environ: Mapping[str, str] | None = None, file: Path | None = None
) -> Settings:
    """The settings in force. given : from the command line, None values mean "not given".

    Raises UserError E70 for a file that is not TOML, E71 for an unknown name, E72 for a value of the wrong kind.
    """
    environ = os.environ if environ is None else environ
    file = settings_file() if file is None else file
    values = _from_file(file)
    prefix = "SEOUL_"
    known = {f.name for f in fields(Settings)}
    for key, text in environ.items():
        name = key.removeprefix(prefix).lower()
        if key.startswith(prefix) and name in known:
            values[name] = text
    values |= {k: v for k, v in (given or {}).items() if v is not None}
    for name in values:
        if name not in known:
            raise UserError("E71", name=name)
    hints = get_type_hints(Settings)
    return Settings(**{name: _as_kind(name, value, hints[name]) for name, value in values.items()})


def _from_file(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("E70", path=path, reason=error) from error


def _as_kind(name: str, value: Any, kind: type) -> Any:
    """`value` as `kind`; texts from the environment are read, other kinds must fit."""
    if kind is bool and isinstance(value, str):
        if value.lower() in ("1", "true", "yes", "on"):
            return True
        if value.lower() in ("0", "false", "no", "off"):
            return False
    elif isinstance(value, bool) and kind is not bool:
        pass
    elif isinstance(value, kind):
        return value
    elif kind in (int, float) and isinstance(value, (int, float, str)):
        try:
            if kind is int and isinstance(value, float) and not value.is_integer():
                raise ValueError(value)
            return kind(value)
        except ValueError:
            pass
    raise UserError("E72", name=name, value=value, kind=kind.__name__)
