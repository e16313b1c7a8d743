"""`python -m backend.reports.worker`: computes drills again and sets papers, in a process of its own, job by job over its pipes.

A job is a line of JSON on standard input: {"do": ..., ...}. The answer on standard output is a line of JSON,
{"ok": true, "bytes": n} or {"ok": false, "error": ...}, and then so many bytes. It ends when standard input does, so that it never
outlives its server.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO


def drill_report(job: dict[str, Any]) -> bytes:
    from backend.reports.document import drill_document
    from backend.reports.pdf import typeset

    facts = _facts(job)
    return typeset("drill", drill_document(job["meta"], facts, job["language"]), job.get("form", "pdf"))


def certificate(job: dict[str, Any]) -> bytes:
    from backend.reports.pdf import typeset

    return typeset("certificate", job["data"], job.get("form", "pdf"))


def check(job: dict[str, Any]) -> bytes:
    """Computes a drill again and grades one person anew: {"problems": [...], "state_hash": ..., "score": ...}."""
    from safety_training.replay import DrillLog, verify

    problems = verify(DrillLog.from_dict(job["log"]))
    again = None if problems else _facts(job, anew=True)
    score = next((p["score"] for p in again["people"] if p["id"] == job["person"]), None) if again else None
    return json.dumps(
        {"problems": problems, "state_hash": again["state_hash"] if again else "", "score": score}
    ).encode()


def facts(job: dict[str, Any]) -> bytes:
    """Computes a drill again and leaves its facts in the cache, for whoever asks for the report next; answers nothing."""
    _facts(job, anew=True)
    return b""


def _facts(job: dict[str, Any], anew: bool = False) -> dict[str, Any] | None:
    """From the cache, or computed and left there. anew : what was kept as the drill ran does not do. None where the drill cannot
    be computed here any more."""
    from backend.reports.facts import gather, keep, place_of
    from safety_training.drill import RULES_VERSION
    from safety_training.replay import DrillLog

    log = DrillLog.from_dict(job["log"]) if job["log"] is not None else None
    if log is None or log.rules != RULES_VERSION:
        return None
    kept = place_of(Path(job["cache"]), log) if log.seal and job.get("cache") else None
    if kept is not None and kept.is_file():
        found: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
        if found["again"] or not anew:
            return found
    try:
        made = gather(log)
    except (KeyError, ValueError):
        return None
    if kept is not None:
        keep(made, kept)
    return made


JOBS: dict[str, Callable[[dict[str, Any]], bytes]] = {
    "drill_report": drill_report,
    "certificate": certificate,
    "check": check,
    "facts": facts,
}


def serve(asked: BinaryIO, answered: BinaryIO) -> None:
    for line in asked:
        job = json.loads(line)
        head: dict[str, Any] = {"ok": True}
        try:
            made = JOBS[job["do"]](job)
        except Exception as error:  # told to the server, which logs it
            made = b""
            head = {"ok": False, "error": f"{type(error).__name__}: {error}", "trace": traceback.format_exc()[-4000:]}
        answered.write(json.dumps({**head, "bytes": len(made)}).encode() + b"\n" + made)
        answered.flush()


def _be_modest() -> None:
    """Drills that run, and a headset on the same machine, come first. Where one may not, one does not."""
    if hasattr(os, "nice"):
        os.nice(10)


if __name__ == "__main__":
    _be_modest()
    channel = sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a library prints must not stand between answers
    serve(sys.stdin.buffer, channel)
