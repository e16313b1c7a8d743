"""What `seoul bake`, `seoul reference` and `seoul compare` do with their arguments. Without the bake packages: UserError E82."""

from __future__ import annotations

from pathlib import Path

from vr_client.errors import UserError

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
