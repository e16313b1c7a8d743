"""One server for one data folder: two would step the same drills twice.

The lock belongs to the operating system, which lets go of it however the process ends; what is written in the file is for people.
Kept free of heavy imports: whoever finds the folder taken knows it at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

LOCK_FILE = "server.lock"
READY_FILE = "server.json"  # where the folder's server says its address, for windows on the same machine
IN_USE = 75  # exit status: EX_TEMPFAIL of sysexits.h


class FolderInUseError(Exception):
    """Another server has this folder. `pid` : its process, 0 if it has not said so yet."""

    def __init__(self, folder: Path, pid: int) -> None:
        super().__init__(
            f"{folder}: 다른 서버가 쓰고 있는 자료 폴더입니다 (프로세스 {pid}). / "
            f"Another server uses this data folder (process {pid})."
        )
        self.pid = pid


def hold(folder: Path) -> IO[str]:
    """Take the folder until the file that is returned is closed, or this process ends. Raises FolderInUseError, OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / LOCK_FILE).open("a+", encoding="ascii")
    try:
        _lock(file)
    except OSError as error:
        pid = _pid(file)
        file.close()
        raise FolderInUseError(folder, pid) from error
    file.truncate(0)
    file.write(f"{os.getpid():<{_WIDTH}}")
    file.flush()
    return file


_WIDTH = 20
_LOCKED_BYTE = 1 << 20  # Windows locks bytes against reading, too: one beyond the end, which nobody wants to read


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _pid(file: IO[str]) -> int:
    try:
        file.seek(0)
        return int(file.read(_WIDTH) or 0)
    except (OSError, ValueError):
        return 0
