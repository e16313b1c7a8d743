"""Every glTF file that we ship, through the Khronos validator: no errors, no warnings."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = sorted(p.relative_to(ROOT).as_posix() for kind in ("*.glb", "*.gltf") for p in (ROOT / "assets").rglob(kind))
# Where setup.sh puts what tests/assets/validator/package.json names.
MODULES = Path(sys.prefix) / "node" / "node_modules"
SCRIPT = Path(__file__).parent / "validator" / "validate.mjs"
SAYS = ("error", "warning")


def validate(*files: Path | str) -> dict[str, list[str]]:
    """By file, the errors and warnings that the validator has."""
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or shutil.which("node")
    if node is None or not (MODULES / "gltf-validator").exists():
        pytest.skip("the glTF validator is not installed (./test installs it)")
    command = [node, str(SCRIPT), str(MODULES), *map(str, files)]
    lines = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    reports = [json.loads(line) for line in lines]
    return {
        report["file"]: [
            f"{SAYS[m['severity']]} {m['code']} {m.get('pointer', '')}: {m['message']}"
            for m in report["issues"]["messages"]
            if m["severity"] < len(SAYS)
        ]
        for report in reports
    }


@cache
def reports() -> dict[str, list[str]]:
    return validate(*SHIPPED)


def test_there_is_something_to_validate() -> None:
    assert len(SHIPPED) >= 9


@pytest.mark.parametrize("file", SHIPPED)
def test_a_shipped_file_is_clean(file: str) -> None:
    assert reports()[file] == []


def test_the_validator_finds_faults(tmp_path: Path) -> None:
    """So that silence means something."""
    bad = tmp_path / "bad.gltf"
    bad.write_text(json.dumps({"asset": {"version": "2.0"}, "scenes": [{"nodes": [7]}], "nodes": [{"mesh": 0}]}))
    assert any(line.startswith("error") for line in validate(bad)[str(bad)])
