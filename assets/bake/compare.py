"""`seoul compare`: the renderer's pictures of a place against path-traced ones: FLIP, PSNR and heat maps for each view.

FLIP (Andersson et al. 2020) at 67 pixels a degree, on tone-mapped sRGB pictures; PSNR on the same pictures.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flip_evaluator
import numpy as np

from assets.bake import reference
from assets.bake.pipeline import Stage
from assets.bake.progress import Steps
from vr_client.errors import UserError

EYES_APART_M = 0.063


@dataclass(slots=True, frozen=True)
class Score:
    """One view. flip : mean, 0 is equal. psnr : dB. other_flip : the right eye's FLIP, None without --stereo."""

    view: str
    flip: float
    psnr: float
    other_flip: float | None = None


def compare(
    stage: Stage, place: str, names: list[str], size: tuple[int, int], samples: int, folder: Path, cache: Path | None,
    weights: dict[str, float], stereo: bool, denoise: bool, settings: Any,
) -> list[Score]:  # fmt: skip
    """Scores by view; writes drawn, reference and heat-map PNGs into `folder`. Raises UserError E11, E20, E23."""
    views = {v["name"]: v for v in stage.table.get("view", [])}
    for name in names:
        if name not in views:
            raise UserError("E23", place=place, view=name, known=", ".join(views))
    chosen = names or list(views)
    jobs = [(name, eye) for name in chosen for eye in ((-0.5, 0.5) if stereo else (0.0,))]
    cameras = {job: _camera(views[job[0]], job[1] * EYES_APART_M) for job in jobs}
    steps = Steps(["draw", "trace", "compare"])
    with steps("draw"):
        drawn = dict(zip(jobs, _draw(place, list(cameras.values()), size, weights, settings), strict=True))
    with steps("trace") as show:
        truth = _trace(stage, cameras, size, samples, cache, weights, denoise, show)
    with steps("compare"):
        folder.mkdir(parents=True, exist_ok=True)
        return [_score(name, stereo, drawn, truth, folder) for name in chosen]


def _camera(view: dict[str, Any], sideways_m: float) -> reference.Camera:
    return reference.look_at(view["eye"], view["target"], view.get("fov_deg", 60)).moved(sideways_m)


def _draw(
    place: str, cameras: list[reference.Camera], size: tuple[int, int], weights: dict[str, float], settings: Any
) -> list[np.ndarray]:
    from vr_client.shot import bare_pictures

    ends = [(tuple(c.eye), tuple(c.eye + c.forward), c.half_height) for c in cameras]
    return bare_pictures(place, ends, size, weights, settings)


def _trace(
    stage: Stage, cameras: dict[tuple[str, float], reference.Camera], size: tuple[int, int], samples: int,
    cache: Path | None, weights: dict[str, float], denoise: bool, show: Any,
) -> dict[tuple[str, float], np.ndarray]:  # fmt: skip
    pictures: dict[tuple[str, float], np.ndarray] = {}
    tracer: list[Any] = []

    def make(camera: reference.Camera) -> np.ndarray:
        if not tracer:
            tracer.append(reference.tracer_for(stage, weights))
        return reference.render(tracer[0], camera, size, samples, denoise=denoise)

    base = reference.content_key(stage.soup, repr(stage.light.groups), sorted(weights.items()), size, samples, denoise)
    for number, (job, camera) in enumerate(cameras.items()):
        place = np.concatenate([camera.eye, camera.forward, [camera.half_height]]).round(6)
        key = hashlib.sha256(base.encode() + place.tobytes()).hexdigest()[:32]
        radiance = reference.cached(key, cache, lambda c=camera: make(c))  # type: ignore[misc]
        pictures[job] = reference.picture(radiance, stage.light.exposure, stage.light.tone_map)
        show((number + 1) / len(cameras))
    return pictures


def _score(name: str, stereo: bool, drawn: dict[Any, np.ndarray], truth: dict[Any, np.ndarray], folder: Path) -> Score:
    first = (name, -0.5 if stereo else 0.0)
    heat, error = flip(truth[first], drawn[first])
    for kind, pixels in (("drawn", drawn[first]), ("reference", truth[first]), ("flip", heat)):
        reference.save(folder / f"{name}.{kind}.png", pixels)
    other = flip(truth[(name, 0.5)], drawn[(name, 0.5)])[1] if stereo else None
    return Score(name, error, psnr(truth[first], drawn[first]), other)


def flip(truth: np.ndarray, drawn: np.ndarray) -> tuple[np.ndarray, float]:
    """(heat map uint8 [H, W, 3], mean FLIP) of two uint8 sRGB pictures."""
    heat, mean, _ = flip_evaluator.evaluate(truth.astype(np.float32) / 255, drawn.astype(np.float32) / 255, "LDR")
    return np.rint(np.clip(heat, 0, 1) * 255).astype(np.uint8), float(mean)


def psnr(truth: np.ndarray, drawn: np.ndarray) -> float:
    """dB; 99 for equal pictures."""
    error = float(np.mean((truth.astype(np.float64) - drawn) ** 2))
    return 99.0 if error == 0 else 10 * np.log10(255**2 / error)


def markdown(place: str, scores: list[Score], size: tuple[int, int], samples: int, denoised: bool) -> str:
    """The report beside the pictures."""
    effort = f"{samples} paths a pixel" + (", denoised" if denoised else "")
    about = f"{size[0]}x{size[1]}, {effort}. FLIP at 67 pixels a degree; lower is nearer."
    lines = [f"# {place}", "", about, ""]
    lines += [
        "| view | FLIP | PSNR dB | other eye | drawn | reference | difference |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for s in scores:
        other = "" if s.other_flip is None else f"{s.other_flip:.4f}"
        pictures = " | ".join(f"![]({s.view}.{kind}.png)" for kind in ("drawn", "reference", "flip"))
        lines.append(f"| {s.view} | {s.flip:.4f} | {s.psnr:.1f} | {other} | {pictures} |")
    flips, levels = [s.flip for s in scores], [s.psnr for s in scores]
    lines += [
        "",
        f"Median FLIP {np.median(flips):.4f}, worst {max(flips):.4f}; median PSNR {np.median(levels):.1f} dB.",
    ]
    return "\n".join(lines) + "\n"
