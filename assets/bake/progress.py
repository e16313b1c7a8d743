"""Steps of a long command on the terminal: a bar with what is left, on stderr; nothing but names where that is no terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

TITLES = {
    "read": "읽기 / reading",
    "unwrap": "펼치기 / unwrapping",
    "gather": "빛 추적 / tracing light",
    "denoise": "잡음 제거 / denoising",
    "probes": "반사 프로브 / probes",
    "volume": "빛 격자 / light volume",
    "write": "쓰기 / writing",
    "trace": "경로 추적 / tracing",
    "draw": "그리기 / drawing",
    "compare": "비교 / comparing",
}


class Steps:
    """`with steps("gather") as show: ... show(0.5)`. `seconds` keeps how long each took."""

    def __init__(self, names: list[str], quiet: bool = False) -> None:
        self.seconds: dict[str, float] = {}
        self._names, self._quiet = names, quiet

    @contextmanager
    def __call__(self, name: str) -> Iterator[Callable[[float], None]]:
        start = time.monotonic()
        number = f"[{self._names.index(name) + 1}/{len(self._names)}]" if name in self._names else ""
        with _bar(f"{number} {TITLES.get(name, name)}", self._quiet) as show:
            yield show
        self.seconds[name] = self.seconds.get(name, 0.0) + time.monotonic() - start


class _Tenths:
    """A line for every tenth, for logs."""

    def __init__(self) -> None:
        self._start, self._said = time.monotonic(), 0

    def __call__(self, share: float) -> None:
        tenth = int(share * 10)
        if self._said < tenth < 10:
            self._said = tenth
            left = (time.monotonic() - self._start) * (1 - share) / share
            print(f"  {tenth * 10} %, {left:.0f} s 남음 / left", file=sys.stderr, flush=True)


@contextmanager
def _bar(title: str, quiet: bool) -> Iterator[Callable[[float], None]]:
    if quiet:
        yield lambda _share: None
    elif not sys.stderr.isatty():
        print(title, file=sys.stderr, flush=True)
        yield _Tenths()
    else:
        text = TextColumn("{task.description}", markup=False)
        with Progress(
            text, BarColumn(), TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True)
        ) as bar:
            task = bar.add_task(title, total=1.0)
            yield lambda share: bar.update(task, completed=share)
            bar.update(task, completed=1.0)
