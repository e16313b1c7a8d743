"""Models match the scripts that made them: whoever changes a script must build anew (`python -m assets.build.build all`)."""

from __future__ import annotations

import tomllib

from assets.build.build import MANIFEST, TARGETS, digest, products, scripts


def test_scripts_are_those_the_models_were_built_from() -> None:
    recorded = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["scripts"]
    assert recorded == {p.name: digest(p) for p in scripts()}


def test_models_are_those_that_were_built() -> None:
    recorded = tomllib.loads(MANIFEST.read_text(encoding="utf-8"))
    for target in TARGETS:
        assert recorded[target] == {p.name: digest(p) for p in products(target)}
