"""`seoul replay RUN`: computes a drill again from its log and says whether state hash and grades come out as recorded."""

from __future__ import annotations

import json
import uuid
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from backend.schemas.wire import API
from safety_training.grading import grade
from safety_training.replay import DrillLog, replay, verify
from vr_client.errors import UserError
from vr_client.i18n import tr
from vr_client.settings import Settings


def replay_run(run: str, settings: Settings) -> int:
    """run : a file of a log, or the id of a drill on the server. 0: the same again; 1: not. Raises UserError E30..E32, E61."""
    recorded, content = (None, _read(Path(run))) if Path(run).is_file() else _fetch(run, settings)
    try:
        log = DrillLog.from_dict(content)
        problems = verify(log)
        drill = replay(log)
    except (ValueError, KeyError, TypeError) as error:
        raise UserError("E61", path=run, reason=error) from error
    console, language = Console(), settings.language
    console.print(f"{tr('시나리오', language)}  {log.scenario}   seed {log.seed}   {log.mode}   tick {drill.tick}")
    console.print(
        f"{tr('기록된 해시', language)}  {log.state_hash}",
        f"{tr('다시 계산', language)}  {drill.state_hash()}",
        sep="\n",
    )
    for person in drill.participants.values():
        again = grade(drill, person.id).to_dict()
        console.print(_table(person.name, again, language))
        if recorded is not None and recorded["person"] == person.id:
            problems += _differences(recorded["grade"], again)
    for problem in problems:
        console.print(f"[red]✗[/red] {problem}")
    if not problems:
        console.print(f"[green]✓[/green] {tr('같은 상태, 같은 점수입니다.', language)}")
    return 1 if problems else 0


def _read(path: Path) -> Any:
    """A log, or the server's answer that holds one."""
    try:
        content = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UserError("E61", path=path, reason=error) from error
    return content["log"] if isinstance(content, dict) and set(content) == {"log"} else content


def _fetch(run: str, settings: Settings) -> tuple[dict[str, Any] | None, Any]:
    """What the server recorded for this person (grade), and the log."""
    try:
        uuid.UUID(run)
    except ValueError as error:
        raise UserError("E61", path=run, reason=error) from error
    import httpx

    from vr_client.identity import load_identity

    identity = load_identity(settings.data_path(), settings.name, settings.language)
    base, stop = _server(settings)
    try:
        with httpx.Client(base_url=base + API, timeout=10) as client:
            guest = {"secret": identity.secret, "id": identity.id, "name": identity.name, "language": settings.language}
            token = _json(client.post("/guests", json=guest))["access_token"]
            client.headers["Authorization"] = f"Bearer {token}"
            drill = _json(client.get(f"/drills/{run}"))
            log = _json(client.get(f"/drills/{run}/log"))["log"]
    except httpx.TransportError as error:
        raise UserError("E30") from error
    finally:
        stop()
    return ({"person": identity.id, "grade": drill["grade"]} if drill.get("grade") else None), log


def _server(settings: Settings) -> tuple[str, Any]:
    """Its address, and what ends it: ours is started for as long as we ask."""
    if settings.server:
        return settings.server.rstrip("/"), lambda: None
    from vr_client.embedded import START_S, EmbeddedServer

    server = EmbeddedServer(settings.data_path()).start()
    if not server.ready.wait(START_S):
        server.stop()
        raise UserError("E31", reason=f"{START_S:.0f} s")
    return server.url(), server.stop


def _json(answer: Any) -> Any:
    if answer.status_code >= 400:
        raise UserError("E32", reason=f"{answer.status_code} {answer.text[:200]}")
    return answer.json()


def _table(name: str, again: dict[str, Any], language: str) -> Table:
    passed = tr("통과", language) if again["passed"] else tr("다시 해 보기", language)
    table = Table(title=f"{name}: {again['score']:g} / {again['of']:g}  {passed}", title_justify="left")
    table.add_column(tr("무엇", language))
    table.add_column(tr("점수", language), justify="right")
    for line in again["lines"]:
        table.add_row(line[f"text_{language}"], f"{line['got']:g} / {line['of']:g}")
    return table


def _differences(recorded: dict[str, Any], again: dict[str, Any]) -> list[str]:
    if recorded["score"] != again["score"] or recorded["passed"] != again["passed"]:
        return [f"recorded score {recorded['score']:g}, computed again {again['score']:g}"]
    theirs = {line["rule"]: line["got"] for line in recorded["lines"]}
    return [
        f"{line['rule']}: recorded {theirs.get(line['rule'])}, computed again {line['got']}"
        for line in again["lines"]
        if theirs.get(line["rule"]) != line["got"]
    ]
