"""Builds places and things: `python -m assets.build.build [PLACE | things | people | hands | all] [--out DIR]`, then records
their hashes.

With --out nothing of ours is touched: looking at a draft costs no version in the history. "record" only writes the
hashes anew, after `seoul bake` has given a place its lightmap. Python 3.11 with `requirements.txt` beside this file.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import os
import time
from pathlib import Path

HERE = Path(__file__).parent
ASSETS = HERE.parent
PLACES = ("entrance", "mayor_office", "fire_hall", "estate_office", "let_flat")
TARGETS = (*PLACES, "things", "people", "hands")
MANIFEST = HERE / "manifest.toml"


def digest(*paths: Path) -> str:
    """sha256 over the files' text with line ends made alike (checkouts differ in them), or bytes for models."""
    total = hashlib.sha256()
    for path in paths:
        data = path.read_bytes()
        total.update(data if path.suffix == ".glb" else data.replace(b"\r\n", b"\n"))
    return total.hexdigest()


def scripts() -> list[Path]:
    """Every script a model may depend on, but this one."""
    return sorted(p for p in HERE.glob("*.py") if p.name not in ("build.py", "__init__.py"))


def products(target: str) -> list[Path]:
    if target == "things":
        return sorted((ASSETS / "things").glob("*.glb"))
    if target == "people":
        return sorted(p for p in (ASSETS / "avatars").glob("*.glb") if p.stem != "hands")
    if target == "hands":
        return [ASSETS / "avatars" / "hands.glb"]
    folder = ASSETS / "places" / target
    return [folder / "place.toml", folder / "scene.glb"]


def record() -> None:
    """Writes the manifest: what was built, and from which scripts."""
    lines = [
        "# Written by assets.build.build: a test compares it, so that nobody changes a script without building anew.",
        "",
    ]
    lines += ["[scripts]", *(f'"{p.name}" = "{digest(p)}"' for p in scripts())]
    for target in TARGETS:
        present = [p for p in products(target) if p.exists()]
        if present:
            lines += ["", f"[{target}]", *(f'"{p.name}" = "{digest(p)}"' for p in present)]
    MANIFEST.write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(target: str, out: Path) -> None:
    start = time.perf_counter()
    if target == "things":
        importlib.import_module("assets.build.things").build_all(out / "things")
    elif target in ("people", "hands"):
        importlib.import_module(f"assets.build.{target}").build_all(out / "avatars")
    else:
        importlib.import_module(f"assets.build.{target}").place().save(out / "places" / target)
    print(f"{target}: built in {time.perf_counter() - start:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", default="all", choices=[*TARGETS, "all", "record"])
    parser.add_argument("--out", type=Path, default=ASSETS, help="another assets folder, for drafts")
    parser.add_argument("--vertex-light", action="store_true", help="a quick look: light in vertex colours")
    args = parser.parse_args()
    if args.vertex_light:
        os.environ["SEOUL_VERTEX_LIGHT"] = "1"
    if args.target == "record":
        record()
        return
    for target in TARGETS if args.target == "all" else (args.target,):
        build(target, args.out)
    if args.out == ASSETS:
        record()


if __name__ == "__main__":
    main()
