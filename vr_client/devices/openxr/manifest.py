"""Which OpenXR runtime is the active one, found the way the loader finds it, so that a person can be told.

Source: OpenXR Loader - Design and Operation, "Desktop Active Runtime File Location".
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

REGISTRY_KEY = r"SOFTWARE\Khronos\OpenXR\1"


@dataclass(frozen=True, slots=True)
class ActiveRuntime:
    """manifest : the JSON file that names the runtime's library. source : who pointed at it. name : what it calls itself,
    or "". problem : why the loader cannot use it, or ""."""

    manifest: Path
    source: str
    name: str = ""
    problem: str = ""


def active_runtime(environment: Mapping[str, str] | None = None, platform: str = sys.platform) -> ActiveRuntime | None:
    """The runtime that the loader would load, or None where none is set up."""
    env = os.environ if environment is None else environment
    if forced := env.get("XR_RUNTIME_JSON"):
        return _read(Path(forced), "XR_RUNTIME_JSON")
    if platform == "win32":
        from_registry = _registry_manifest()
        return _read(Path(from_registry), "HKLM\\" + REGISTRY_KEY) if from_registry else None
    for path in _xdg_candidates(env):
        if path.exists() or path.is_symlink():
            return _read(path, str(path.parent))
    return None


def _xdg_candidates(env: Mapping[str, str]) -> list[Path]:
    home = Path(env.get("HOME") or str(Path.home()))
    folders = [env.get("XDG_CONFIG_HOME") or str(home / ".config")]
    folders += (env.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(os.pathsep)
    folders.append("/etc")
    return [Path(folder) / "openxr/1/active_runtime.json" for folder in folders]


def _registry_manifest() -> str:
    import winreg  # Windows only

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, REGISTRY_KEY) as key:  # type: ignore[attr-defined,unused-ignore]
            return str(winreg.QueryValueEx(key, "ActiveRuntime")[0])  # type: ignore[attr-defined,unused-ignore]
    except OSError:
        return ""


def _read(path: Path, source: str) -> ActiveRuntime:
    try:
        runtime = json.loads(path.read_text(encoding="utf-8-sig"))["runtime"]
        library = str(runtime["library_path"])
    except OSError as error:
        return ActiveRuntime(path, source, problem=error.strerror or str(error))
    except (ValueError, KeyError, TypeError):
        return ActiveRuntime(path, source, problem="not a runtime manifest")
    problem = ""
    if ("/" in library or "\\" in library) and not (path.resolve().parent / library.replace("\\", os.sep)).exists():
        problem = f"library missing: {library}"
    return ActiveRuntime(path, source, name=str(runtime.get("name", "")), problem=problem)
