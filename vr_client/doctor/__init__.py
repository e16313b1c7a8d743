"""`seoul doctor`: one screen that says what works on this computer, what does not, and the one thing to do about it.

Marks: OK works; FAIL is needed and does not; -- is not here, and everything works without it. The exit status is 0 unless
something is marked FAIL. Runs on the main thread; looks at each part the way the program itself will use it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from vr_client.doctor.computer import check_folder, check_font, check_python, check_server
from vr_client.doctor.finding import ABSENT, FAIL, OK, Finding, Visit
from vr_client.doctor.graphics import check_graphics, check_quality, check_window
from vr_client.doctor.headset import check_headset, check_loader, check_runtime
from vr_client.doctor.sound import check_microphone, check_speaker
from vr_client.i18n import error_text, tr
from vr_client.settings import Settings

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
