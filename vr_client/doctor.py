"""`seoul doctor`: one screen that says what works on this computer, what does not, and the one thing to do about it.

Marks: OK works; FAIL is needed and does not; -- is not here, and everything works without it. The exit status is 0 unless
something is marked FAIL. Runs on the main thread; looks at each part the way the program itself will use it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vr_client.errors import UserError
from vr_client.i18n import error_text, later, tr
from vr_client.settings import Settings

OK, FAIL, ABSENT = "OK", "FAIL", "--"
PYTHON_FROM, PYTHON_BELOW = (3, 11), (3, 14)
GL_NEEDED = (4, 3)  # what the renderer's shaders are written for
SOFTWARE_RENDERERS = ("llvmpipe", "softpipe", "swrast", "microsoft basic render", "gdi generic")
FREE_BYTES = 500 * 1024**2  # the records of years and a few places
SERVER_START_S = 40.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One line. detail : what was found. remedy : the one thing to do, "" where nothing is to be done."""

    mark: str
    name: str
    detail: str
    remedy: str = ""


@dataclass(slots=True)
class Visit:
    """What checks hand on to later ones."""

    settings: Settings
    gl_version: tuple[int, int] = (0, 0)

    @property
    def language(self) -> str:
        return self.settings.language

    def tr(self, key: str, **values: object) -> str:
        return tr(key, self.language, **values)

    def trouble(self, name: str, code: str, mark: str = FAIL, **values: Any) -> Finding:
        """The finding for an error of the catalogue."""
        text = error_text(code, self.language, **values)
        return Finding(mark, self.tr(name), f"{text.cause} ({code})", text.remedy)


def check_python(visit: Visit) -> Finding:
    found = sys.version_info[:3]
    text = ".".join(map(str, found))
    if not PYTHON_FROM <= found[:2] < PYTHON_BELOW:
        return visit.trouble(later("파이썬"), "E80", found=text)
    return Finding(OK, visit.tr("파이썬"), text)


def check_graphics(visit: Visit) -> Finding:
    """The renderer, through a window where there is a display, else without one."""
    name = later("그래픽")
    try:
        with _context() as ctx:
            renderer = ctx.info["GL_RENDERER"]
            visit.gl_version = (ctx.version_code // 100, ctx.version_code // 10 % 10)
    except UserError as error:
        return visit.trouble(name, error.code, **dict[str, Any](error.values))
    except Exception as error:  # drivers and glcontext raise anything
        return visit.trouble(name, "E11", found=str(error) or type(error).__name__)
    detail = "OpenGL {}.{} · {}".format(*visit.gl_version, renderer)
    if visit.gl_version < GL_NEEDED:
        return visit.trouble(name, "E11", found=detail)
    if any(word in renderer.lower() for word in SOFTWARE_RENDERERS):
        remedy = visit.tr("그래픽 카드의 드라이버를 설치하세요. 지금은 CPU로 그려서 느립니다.")
        return Finding(ABSENT, visit.tr(name), detail, remedy)
    return Finding(OK, visit.tr(name), detail)


def check_quality(visit: Visit) -> Finding:
    """The level that is set, or that this card was measured to hold; measures where nobody has yet."""
    from vr_client.quality import quality_level

    name = later("화질")
    if visit.gl_version < GL_NEEDED:
        return Finding(ABSENT, visit.tr(name), "-")
    try:
        with _context() as ctx:
            return Finding(OK, visit.tr(name), quality_level(ctx, visit.settings))
    except UserError as error:
        return visit.trouble(name, error.code, **dict[str, Any](error.values))


@contextlib.contextmanager
def _context() -> Iterator[Any]:
    from vr_client.devices.offscreen import open_context

    ctx = open_context()
    try:
        yield ctx
    finally:
        ctx.release()


def check_window(visit: Visit) -> Finding:
    import glfw

    before, glfw.ERROR_REPORTING = glfw.ERROR_REPORTING, "ignore"
    try:
        if not glfw.init():
            return visit.trouble(later("창"), "E10")
        monitor = glfw.get_primary_monitor()
        mode = glfw.get_video_mode(monitor) if monitor else None
    finally:
        glfw.ERROR_REPORTING = before
    size = f"{mode.size.width} x {mode.size.height}, {mode.refresh_rate} Hz" if mode else visit.tr("모니터 없음")
    return Finding(OK, visit.tr("창"), size)


def check_loader(visit: Visit) -> Finding:
    name = later("OpenXR 로더")
    try:
        from vr_client.devices.openxr.instance import loader_version

        return Finding(OK, visit.tr(name), loader_version())
    except (ImportError, OSError) as error:
        return visit.trouble(name, "E08", reason=error)


def check_runtime(visit: Visit) -> Finding:
    from vr_client.devices.openxr.manifest import active_runtime

    name = later("OpenXR 런타임")
    active = active_runtime()
    if active is None:
        return visit.trouble(name, "E01", ABSENT)
    where = f"{active.manifest} ({active.source})"
    if active.problem:
        remedy = visit.tr("헤드셋 프로그램(SteamVR 등)에서 자신을 기본 OpenXR 런타임으로 다시 지정하세요.")
        return Finding(FAIL, visit.tr(name), f"{where}: {active.problem}", remedy)
    return Finding(OK, visit.tr(name), f"{active.name} · {where}" if active.name else where)


def check_headset(visit: Visit) -> Finding:
    """Asks the runtime for its headset, and whether our OpenGL is new enough for it."""
    name = later("헤드셋")
    from vr_client.devices.openxr.binding import check_gl_version, graphics_requirements
    from vr_client.devices.openxr.instance import open_runtime

    try:
        runtime = open_runtime()
    except UserError as error:
        if error.code == "E01":  # told on the line above
            return Finding(ABSENT, visit.tr(name), visit.tr("쓸 수 있는 OpenXR 런타임이 없음 (E01)"))
        return visit.trouble(name, error.code, ABSENT, **dict[str, Any](error.values))
    try:
        lowest, _ = graphics_requirements(runtime)
        check_gl_version(visit.gl_version, lowest)
        return Finding(OK, visit.tr(name), f"{runtime.headset} · {runtime.name}")
    except UserError as error:
        return visit.trouble(name, error.code, **dict[str, Any](error.values))
    finally:
        runtime.close()


def check_audio(visit: Visit, kind: str) -> Finding:
    """kind : "input" or "output"."""
    name, code = (later("마이크"), "E40") if kind == "input" else (later("소리 출력"), "E41")
    from vr_client.devices.openxr.quiet import held_stderr

    try:
        with held_stderr([]):  # ALSA tells the terminal of every card that it does not find
            import sounddevice
    except OSError:  # what the package raises without PortAudio
        return visit.trouble(name, "E42")
    try:
        device = sounddevice.query_devices(kind=kind)
    except (ValueError, sounddevice.PortAudioError):
        text = error_text(code, visit.language)
        return Finding(ABSENT, visit.tr(name), f"{text.cause} ({code}){_why_silent(visit)}", text.remedy)
    rate = round(float(device["default_samplerate"]))
    return Finding(OK, visit.tr(name), f"{device['name']} · {rate} Hz")


def _why_silent(visit: Visit) -> str:
    """On Linux, sound without a sound server reaches only a bare card, and mostly nothing."""
    if not sys.platform.startswith("linux") or sound_server():
        return ""
    return " " + visit.tr("PulseAudio나 PipeWire가 돌고 있지 않습니다.")


def sound_server() -> str:
    """The socket of PulseAudio or PipeWire, "" where neither runs for this user."""
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or "/nonexistent")
    named = os.environ.get("PULSE_SERVER", "")
    return named or next((str(p) for p in (folder / "pulse/native", folder / "pipewire-0") if p.exists()), "")


def check_microphone(visit: Visit) -> Finding:
    return check_audio(visit, "input")


def check_speaker(visit: Visit) -> Finding:
    return check_audio(visit, "output")


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


CHECKS: tuple[Callable[[Visit], Finding], ...] = (
    check_python,
    check_graphics,
    check_quality,
    check_window,
    check_loader,
    check_runtime,
    check_headset,
    check_speaker,
    check_microphone,
    check_font,
    check_folder,
    check_server,
)


def examine(settings: Settings, checks: tuple[Callable[[Visit], Finding], ...] = CHECKS) -> Iterator[Finding]:
    """One finding after the other. A check that fails in an unforeseen way is a finding too."""
    visit = Visit(settings)
    for check in checks:
        try:
            yield check(visit)
        except Exception as error:
            name = check.__name__.removeprefix("check_")
            text = error_text("E99", visit.language)
            yield Finding(FAIL, name, f"{text.cause} {type(error).__name__}: {error}", text.remedy)


def run_doctor(settings: Settings | None = None, console: Any = None) -> int:
    """Prints a line a check as it comes. 0 where all that is needed works, else 1."""
    from rich.console import Console

    settings = settings or Settings()
    console = console or Console(highlight=False)
    failed = 0
    for finding in examine(settings):
        failed += finding.mark == FAIL
        console.print(_row(finding))
    if failed:
        console.print(tr("고칠 것이 {count}개 있습니다.", settings.language, count=failed), style="bold red")
    else:
        console.print(tr("필요한 것은 모두 됩니다.", settings.language), style="bold green")
    return 1 if failed else 0


def _row(finding: Finding) -> Any:
    from rich.table import Table
    from rich.text import Text

    style = {OK: "green", FAIL: "bold red", ABSENT: "yellow"}[finding.mark]
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(width=4)
    table.add_column(width=16)
    table.add_column(overflow="fold")
    table.add_row(Text(finding.mark, style=style), Text(finding.name), Text(finding.detail))
    if finding.remedy:
        table.add_row("", "", Text(f"→ {finding.remedy}", style=style if finding.mark == FAIL else "dim"))
    return table
