"""Where the program writes what it does: seoul.log in the data folder, three files of 2 MB; warnings also on the terminal."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from pathlib import Path

FILE = "seoul.log"


def start_logs(folder: Path, level: int = logging.INFO) -> Path:
    """Sets the root logger up once and returns the log's path. A second call changes nothing."""
    path = folder / FILE
    root = logging.getLogger()
    if any(isinstance(h, logging.handlers.RotatingFileHandler) for h in root.handlers):
        return path
    file = logging.handlers.RotatingFileHandler(path, maxBytes=2_000_000, backupCount=2, encoding="utf-8", delay=True)
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)-7s %(name)s: %(message)s"))
    root.addHandler(file)
    terminal = logging.StreamHandler(sys.stderr)
    terminal.setLevel(logging.WARNING)
    terminal.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    root.addHandler(terminal)
    root.setLevel(level)
    for chatty in ("httpx", "httpcore", "websockets", "aioice", "aiortc", "asyncio", "PIL"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return path


def stop_logs() -> None:
    """Closes the file; tests start again elsewhere."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, logging.StreamHandler) and type(handler) in (
            logging.StreamHandler,
            logging.handlers.RotatingFileHandler,
        ):
            root.removeHandler(handler)
            handler.close()
