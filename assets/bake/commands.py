"""What `seoul bake`, `seoul reference` and `seoul compare` do with their arguments. Without the bake packages: UserError E82."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vr_client.errors import UserError

if TYPE_CHECKING:
    from vr_client.settings import Settings

PACKAGES = ("mitsuba", "xatlas", "pyoidn", "flip_evaluator", "scipy")


def need_packages() -> None:
    """Raises UserError E82 where what path tracing needs is not installed."""
    from importlib.util import find_spec

    missing = [name for name in PACKAGES if find_spec(name) is None]
    if missing:
        raise UserError("E82", missing=", ".join(missing))


def place_files(what: str) -> tuple[Path, Path]:
    """(folder, model) of a PLACE, a folder or a FILE.glb. Raises UserError E20, E22."""
    path = Path(what)
    if path.suffix.lower() in (".glb", ".gltf"):
        if not path.exists():
            raise UserError("E22", path=path, reason="no such file")
        return path.parent, path
    if not (path / "place.toml").exists():
        from vr_client.places import folder_of

        path = folder_of(what)
    from assets.bake.groups import read_table

    return path, path / read_table(path).get("scene", "scene.glb")


def run_reference(
    what: str, view: str, light: dict[str, float], samples: int, size: tuple[int, int], output: Path, denoise: bool
) -> int:
    """`seoul reference`. Exit status. Raises UserError E23, E84."""
    need_packages()
    folder, scene = place_files(what)
    from assets.bake import reference
    from assets.bake.pipeline import open_stage
    from assets.bake.progress import Steps

    steps = Steps(["read", "trace"])
    with steps("read"):
        stage = open_stage(folder, scene)
        views = {v["name"]: v for v in stage.table.get("view", [])}
        name = view or next(iter(views), "")
        if name not in views:
            raise UserError("E23", place=what, view=view, known=", ".join(views) or "-")
        camera = reference.look_at(views[name]["eye"], views[name]["target"], views[name].get("fov_deg", 60))
        tracer = reference.tracer_for(stage, stage.light.weights(light))
    with steps("trace") as show:
        radiance = reference.render(tracer, camera, size, samples, show, denoise)
    reference.save(output, reference.picture(radiance, stage.light.exposure, stage.light.tone_map))
    print(output)
    return 0


def run_compare(
    what: str, views: list[str], size: tuple[int, int], samples: int, output: Path, light: dict[str, float], stereo: bool,
    denoise: bool, settings: Settings,
) -> int:  # fmt: skip
    """`seoul compare`. Exit status."""
    need_packages()
    folder, scene = place_files(what)
    from assets.bake.compare import compare, markdown
    from assets.bake.pipeline import open_stage
    from assets.bake.report import print_scores

    stage = open_stage(folder, scene)
    weights = stage.light.weights(light)
    cache = settings.cache_path() / "references"
    scores = compare(stage, what, views, size, samples, output, cache, weights, stereo, denoise, settings)
    (output / "report.md").write_text(markdown(what, scores, size, samples, denoise), encoding="utf-8")
    print_scores(what, scores)
    print(output / "report.md")
    return 0


def run_shimmer(
    what: str, names: list[str], size: tuple[int, int], output: Path, light: dict[str, float], settings: Settings
) -> int:
    """`seoul compare --shimmer`. Exit status. Raises UserError E23."""
    need_packages()
    folder, _ = place_files(what)
    from assets.bake.groups import read_table
    from assets.bake.report import print_shimmer
    from assets.bake.shimmer import shimmer

    views = {v["name"]: v for v in read_table(folder).get("view", [])}
    for name in names:
        if name not in views:
            raise UserError("E23", place=what, view=name, known=", ".join(views))
    found = shimmer(what, [views[name] for name in names or views], size, light, settings)
    print_shimmer(what, found, output / "shimmer.md")
    return 0


def run_bake(what: str, preview: bool, density: float | None, samples: int | None, probes: bool) -> int:
    """`seoul bake`. Exit status."""
    need_packages()
    folder, scene = place_files(what)
    from dataclasses import replace

    from assets.bake.pipeline import FINAL, PREVIEW, bake
    from assets.bake.report import print_bake

    effort = PREVIEW if preview else FINAL
    effort = replace(effort, density=density or effort.density, samples=samples or effort.samples)
    print_bake(bake(folder, scene, effort, probes))
    return 0
