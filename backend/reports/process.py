"""The server's end of one worker process (`backend.reports.worker`): begun when first asked, ended when nobody has for a while."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import threading
from typing import Any

import structlog

from backend.errors import Refusal

log = structlog.get_logger(__name__)


class Worker:
    """One job at a time: they are heavy, and the machine also steps the drills. A process that dies is begun anew, once a job."""

    def __init__(self, idle_s: float) -> None:
        self.process: subprocess.Popen[bytes] | None = None
        self._idle_s = idle_s
        self._one = threading.Lock()
        self._closed = False
        self._timer: asyncio.TimerHandle | None = None

    async def do(self, job: dict[str, Any]) -> bytes:
        """What comes of a job. Raises Refusal 500 `no_report` where nothing does."""
        if self._timer is not None:
            self._timer.cancel()
        try:
            return await asyncio.to_thread(self._ask, job)
        finally:
            self._timer = asyncio.get_running_loop().call_later(self._idle_s, self.end)

    def close(self) -> None:
        """For good, and whatever it works at: whoever waits for it is gone."""
        if self._timer is not None:
            self._timer.cancel()
        self._closed = True
        self._stop()

    def end(self) -> None:
        """Not while it works: then it is ended by the next idle moment, or with us."""
        if self._one.acquire(blocking=False):
            try:
                self._stop()
            finally:
                self._one.release()

    def _ask(self, job: dict[str, Any]) -> bytes:
        line = json.dumps(job, ensure_ascii=False).encode() + b"\n"
        with self._one:
            try:
                head, made = self._once(line)
            except (OSError, ValueError) as error:  # it died since, or of this job
                if self._closed:
                    raise _no_report() from error
                log.warning("report.worker_died", job=job["do"])
                self._stop()
                try:
                    head, made = self._once(line)
                except (OSError, ValueError) as error:
                    self._stop()
                    raise _no_report() from error
        if not head["ok"]:
            log.error("report.failed", job=job["do"], error=head["error"], trace=head["trace"])
            raise _no_font() if head["error"].startswith("NoFontError") else _no_report()
        return made

    def _once(self, line: bytes) -> tuple[dict[str, Any], bytes]:
        if self.process is None or self.process.poll() is not None:
            self._stop()
            self.process = subprocess.Popen(
                [sys.executable, "-m", "backend.reports.worker"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
        asked, answered = self.process.stdin, self.process.stdout
        assert asked is not None
        assert answered is not None
        asked.write(line)
        asked.flush()
        head = json.loads(answered.readline())
        made = answered.read(head["bytes"])
        if len(made) != head["bytes"]:
            raise ValueError("cut short")
        return head, made

    def _stop(self) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be written has nobody to read it
                    continue


def _no_report() -> Refusal:
    ko, en = "문서를 만들지 못했습니다. 기록해 두었습니다.", "The paper could not be made. It was logged."
    return Refusal(500, "no_report", ko, en)


def _no_font() -> Refusal:
    ko = "서버에 한글 글꼴(나눔고딕이나 맑은 고딕)이 없어 문서를 만들 수 없습니다."
    en = "The server lacks a Korean font (NanumGothic or Malgun Gothic) and cannot set papers."
    return Refusal(500, "no_font", ko, en)
