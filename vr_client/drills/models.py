"""The things of a drill as models, loaded once. A thing nobody has modelled is not drawn, but works."""

from __future__ import annotations

import logging
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from renderer.gltf.model import Model

log = logging.getLogger(__name__)


def load_things() -> None:
    """All there are, for `thing_model`: no frame waits for one then. Any thread may."""
    for path in sorted((Path(str(resources.files("assets"))) / "things").glob("*.glb")):
        thing_model(path.stem)


@cache
def thing_model(name: str) -> Model | None:
    """assets/things/NAME.glb; None (and a line in the log) where there is none. Raises GltfError for a broken one."""
    from renderer.gltf import load_model

    path = Path(str(resources.files("assets"))) / "things" / f"{name}.glb"
    if not path.is_file():
        log.warning("nobody has modelled a %s", name)
        return None
    return load_model(path)
