"""The computer itself: Python, fonts, a place for data, the server."""

from __future__ import annotations

import shutil
import sys
import urllib.error
import urllib.request
from typing import Any

from vr_client.doctor.finding import FAIL, OK, Finding, Visit
from vr_client.errors import UserError
from vr_client.i18n import later

PYTHON_FROM, PYTHON_BELOW = (3, 11), (3, 14)
FREE_BYTES = 500 * 1024**2  # the records of years and a few places
SERVER_START_S = 40.0


def check_python(visit: Visit) -> Finding:
    found = sys.version_info[:3]
    text = ".".join(map(str, found))
    if not PYTHON_FROM <= found[:2] < PYTHON_BELOW:
        return visit.trouble(later("파이썬"), "E80", found=text)
    return Finding(OK, visit.tr("파이썬"), text)


def check_font(visit: Visit) -> Finding:
    try:
        from vr_client.ui.fonts import typeface

        return Finding(OK, visit.tr("한글 글꼴"), str(typeface().getFamilyName()))
    except UserError as error:
        return visit.trouble(later("한글 글꼴"), error.code, **dict[str, Any](error.values))


def check_folder(visit: Visit) -> Finding:
    """The data folder takes a file, and has room."""
    name = later("자료 폴더")
    try:
        folder = visit.settings.data_path()
        probe = folder / ".doctor"
        probe.write_bytes(b"seoul")
        probe.unlink()
        free = shutil.disk_usage(folder).free
    except OSError as error:
        return visit.trouble(name, "E81", path=error.filename or visit.settings.data_dir, reason=error.strerror)
    detail = visit.tr("{folder} · 남은 공간 {free:.1f} GB", folder=folder, free=free / 1e9)
    if free < FREE_BYTES:
        return Finding(FAIL, visit.tr(name), detail, visit.tr("디스크를 비우세요."))
    return Finding(OK, visit.tr(name), detail)


def check_server(visit: Visit) -> Finding:
    """The server that is set answers; or our own starts, answers and ends."""
    name = later("서버")
    if visit.settings.server:
        url = visit.settings.server.rstrip("/")
        return Finding(OK, visit.tr(name), url) if _answers(url) else visit.trouble(name, "E30")
    from vr_client.embedded import EmbeddedServer

    try:
        server = EmbeddedServer(visit.settings.data_path()).start()
    except OSError as error:
        return visit.trouble(name, "E31", reason=error.strerror)
    try:
        if server.ready.wait(SERVER_START_S) and _answers(server.url()):
            return Finding(OK, visit.tr(name), visit.tr("내장 서버가 {url}에서 대답함", url=server.url()))
        return visit.trouble(name, "E31", reason=visit.tr("{seconds:.0f}초 동안 대답이 없음", seconds=SERVER_START_S))
    finally:
        server.stop()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False
