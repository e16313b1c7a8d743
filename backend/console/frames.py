"""A drill's picture cut down to what the console draws: it goes to every open tab, several times a second."""

from __future__ import annotations

from typing import Any

_KEEP: dict[str, tuple[str, ...]] = {
    "fires": ("item", "position", "diameter_m", "height_m", "heat_release_kw", "burning"),
    "rooms": ("name", "interface_m", "upper_k", "lower_k", "extinction_upper_1_m", "extinction_lower_1_m", "co_ppm"),
    "clouds": ("position", "radius_m", "extinction_1_m", "agent"),
    "vents": ("name", "open", "blocked"),
    "equipment": ("name", "kind", "model", "position", "holder", "remaining_kg"),
    "devices": ("name", "kind", "position", "state"),
    "people": (
        "id",
        "name",
        "role",
        "npc",
        "present",
        "finished",
        "outside",
        "head",
        "facing",
        "low",
        "held",
        "discharging",
        "fed",
        "heat_dose",
        "visibility_m",
        "walking_factor",
        "air_k",
        "room",
        "incapacitated",
    ),
}
_WHOLE = ("tick", "time_s", "time_left_s", "phase", "paused", "power")


def compact(picture: dict[str, Any]) -> dict[str, Any]:
    """picture : safety_training.snapshot.Snapshot.to_dict()."""
    frame: dict[str, Any] = {key: picture[key] for key in _WHOLE}
    for name, keys in _KEEP.items():
        frame[name] = [{key: part[key] for key in keys} for part in picture[name]]
    return frame
