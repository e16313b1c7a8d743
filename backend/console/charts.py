"""Charts as options of Apache ECharts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Any

from backend.console.acting import Acting
from backend.schemas.groups import ResultOut
from backend.web.text import when

COLOURS = ("#0b57a4", "#b4531a", "#1b6e3c", "#7a2f8f", "#8a6d00", "#0a7c86", "#a11313", "#4a4f57")
_MOST_ROOMS = 4
_LAYER_M = 0.05  # smoke that is less deep is none yet
_GRID_PX, _GAP_PX = 118, 44
_CLOCK = "s => Math.floor(s / 60) + ':' + String(Math.floor(s % 60)).padStart(2, '0')"  # runs in the browser


def timeline(
    acting: Acting, track: Mapping[str, Any], rooms: Mapping[str, str], heights: Mapping[str, float]
) -> dict[str, Any]:
    """Heat release, smoke layers, temperatures, doses and sight over the same seconds. heights : of rooms, in metres."""
    say, seconds = acting.say, track["seconds"]
    smoky = _smoky(track, heights)
    people = [person["curves"] | {"name": person["name"]} for person in track["people"].values() if not person["npc"]]
    layers = [(rooms[r], track["rooms"][r]["interface_m"]) for r in smoky]
    hot = [(rooms[r], [round(k - 273.15, 1) for k in track["rooms"][r]["upper_k"]]) for r in smoky]
    panels: list[tuple[str, list[tuple[str, list[Any]]]]] = [
        (say("c_heat"), [(say("c_heat"), track["heat_kw"])]),
        (say("c_layer"), layers),
        (say("c_temperature"), hot),
        (say("c_fed"), [(p["name"], p["fed"]) for p in people]),
        (say("c_sight"), [(p["name"], p["visibility_m"]) for p in people]),
    ]
    return _stacked([(title, curves) for title, curves in panels if curves], seconds)


def _smoky(track: Mapping[str, Any], heights: Mapping[str, float]) -> list[str]:
    """The rooms that the smoke came to first: that of the fire before all."""
    came = {r: _came_down(curves["interface_m"], heights[r]) for r, curves in track["rooms"].items()}
    return [r for _, r in sorted((k, r) for r, k in came.items() if k is not None)][:_MOST_ROOMS]


def _came_down(interface_m: Sequence[float], height_m: float) -> int | None:
    """At which of the moments the smoke had left the ceiling; None: never."""
    return next((k for k, y in enumerate(interface_m) if y < height_m - _LAYER_M), None)


def _stacked(panels: Sequence[tuple[str, list[tuple[str, list[Any]]]]], seconds: list[float]) -> dict[str, Any]:
    grids, xs, ys, series, titles = [], [], [], [], []
    colours: dict[str, str] = {}  # a room or a person has one throughout
    for i, (title, curves) in enumerate(panels):
        top = 34 + i * (_GRID_PX + _GAP_PX)
        grids.append({"left": 52, "right": 20, "top": top, "height": _GRID_PX})
        last = seconds[-1] if seconds else 1
        xs.append({"type": "value", "gridIndex": i, "min": 0, "max": last, "axisLabel": {":formatter": _CLOCK}})
        ys.append({"type": "value", "gridIndex": i, "scale": False, "splitNumber": 3})
        titles.append({"text": title, "left": 52, "top": top - 24, "textStyle": {"fontSize": 13}})
        for name, values in curves:
            pairs = [[s, v] for s, v in zip(seconds, values, strict=False)]
            colour = colours.setdefault(name, COLOURS[len(colours) % len(COLOURS)])
            style = {"lineStyle": {"width": 2}, "itemStyle": {"color": colour}, "showSymbol": False}
            series.append({"type": "line", "name": name, "xAxisIndex": i, "yAxisIndex": i, "data": pairs, **style})
    single = {curves[0][0] for title, curves in panels if curves[0][0] == title}  # its title says it
    return {
        "animation": False,
        "grid": grids,
        "xAxis": xs,
        "yAxis": ys,
        "title": titles,
        "series": series,
        "tooltip": {"trigger": "axis", "confine": True},
        "axisPointer": {"link": [{"xAxisIndex": "all"}]},
        "aria": {"enabled": True},
        "legend": {
            "type": "scroll",
            "bottom": 0,
            "data": sorted({s["name"] for s in series if s["name"] not in single}),
        },
        "height_px": 64 + len(panels) * (_GRID_PX + _GAP_PX),
    }


def progress(acting: Acting, results: Sequence[ResultOut]) -> dict[str, Any]:
    """Everybody's scores over time, and the mean of each drill."""
    by_person: dict[str, list[list[Any]]] = defaultdict(list)
    by_drill: dict[str, list[float]] = defaultdict(list)
    for r in results:
        score = round(100 * r.score / r.of, 1)
        by_person[r.name].append([when(r.finished_at), score])
        by_drill[when(r.finished_at)].append(score)
    lines = [
        {
            "type": "line",
            "name": name,
            "data": points,
            "symbolSize": 9,
            "itemStyle": {"color": COLOURS[i % len(COLOURS)]},
        }
        for i, (name, points) in enumerate(sorted(by_person.items()))
    ]
    means = [[moment, round(fmean(scores), 1)] for moment, scores in sorted(by_drill.items())]
    dashes = {"lineStyle": {"type": "dashed", "color": "#55606e"}, "itemStyle": {"color": "#55606e"}}
    mean = {
        "type": "line",
        "name": acting.say("c_mean"),
        "data": means,
        "symbol": "diamond",
        "symbolSize": 11,
        **dashes,
    }
    return {
        "animation": False,
        "grid": {"left": 48, "right": 20, "top": 48, "bottom": 40},
        "legend": {"type": "scroll", "top": 4},
        "tooltip": {"trigger": "item", "confine": True},
        "xAxis": {"type": "time"},
        "yAxis": {"type": "value", "min": 0, "max": 100},
        "series": [mean, *lines],
        "aria": {"enabled": True},
    }
