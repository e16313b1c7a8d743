"""`seoul open --register`: from then on the system gives seoul:// links to us. Only for this user, and only when asked to.

Linux: a .desktop file in the user's applications. Windows: a key below HKEY_CURRENT_USER\\Software\\Classes.
Both run in a terminal, because a link from elsewhere is followed only after its server was confirmed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

SCHEME = "seoul"
FILE = "metaverse-seoul-link.desktop"
KEY = rf"Software\Classes\{SCHEME}"
_COMMAND = KEY + r"\shell\open\command"


def register(registry: ModuleType | None = None) -> str:
    """Where it was written. registry : winreg, on Windows. Raises OSError."""
    if sys.platform == "win32" or registry is not None:
        return _register_windows(registry)
    path = _desktop_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_entry(), "utf-8")
    _tell("update-desktop-database", str(path.parent))
    _tell("xdg-mime", "default", FILE, f"x-scheme-handler/{SCHEME}")
    return str(path)


def unregister(registry: ModuleType | None = None) -> bool:
    """False if it was not registered. Raises OSError."""
    if sys.platform == "win32" or registry is not None:
        return _unregister_windows(registry)
    path = _desktop_file()
    if not path.exists():
        return False
    path.unlink()  # a default that names a missing file is passed over
    _tell("update-desktop-database", str(path.parent))
    return True


def _desktop_file() -> Path:
    home = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(home) / "applications" / FILE


def _entry() -> str:
    command = " ".join(quoted(part) for part in (sys.executable, "-m", "vr_client", "open"))
    return (
        "[Desktop Entry]\nType=Application\nVersion=1.5\n"
        "Name=Metaverse Seoul\nName[ko]=메타버스 서울\n"
        "Comment=Opens a drill that somebody has sent one to\nComment[ko]=받은 훈련 링크를 엽니다\n"
        f"Exec={command} %u\nTerminal=true\nNoDisplay=true\nMimeType=x-scheme-handler/{SCHEME};\n"
    )


def quoted(argument: str) -> str:
    """As the Desktop Entry Specification wants an argument of Exec: in quotes, what is special escaped, and that once more
    because the value is a string."""
    inner = "".join("\\" + c if c in '"`$\\' else c for c in argument)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'


def _tell(*command: str) -> None:
    """The desktop's own caches, where it has such tools. Without them the file alone does."""
    if shutil.which(command[0]):
        subprocess.run(command, check=False, capture_output=True, timeout=20)


def _register_windows(registry: ModuleType | None) -> str:
    winreg: ModuleType = registry or __import__("winreg")
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, KEY) as key:
        winreg.SetValueEx(key, "", 0, winreg.REG_SZ, "URL:Metaverse Seoul")
        winreg.SetValueEx(key, "URL Protocol", 0, winreg.REG_SZ, "")
    with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _COMMAND) as key:
        winreg.SetValueEx(key, "", 0, winreg.REG_SZ, f'"{sys.executable}" -m vr_client open "%1"')
    return rf"HKEY_CURRENT_USER\{KEY}"


def _unregister_windows(registry: ModuleType | None) -> bool:
    """A key goes only when nothing is below it."""
    winreg: ModuleType = registry or __import__("winreg")
    known = True
    for name in (_COMMAND, _COMMAND.rpartition("\\")[0], KEY + r"\shell", KEY):
        try:
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, name)
        except FileNotFoundError:
            known = False
    return known
