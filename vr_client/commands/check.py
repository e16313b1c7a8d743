"""`seoul doctor`, `prepare`, `replay` and `validate`: whether all is as it should be."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vr_client.commands.options import DataDir, with_settings

if TYPE_CHECKING:
    from vr_client.settings import Settings


def doctor(data_dir: DataDir = None, server: Annotated[str | None, typer.Option(help="server URL")] = None) -> None:
    """무엇이 되고 안 되는지 봅니다. / See what works and what does not."""

    def look(settings: Settings) -> int:
        from vr_client.doctor import run_doctor

        return run_doctor(settings)

    with_settings({"data_dir": data_dir, "server": server}, look)


def prepare(
    places: Annotated[list[str] | None, typer.Argument(metavar="[PLACE]...", help="없으면 모두 / none: all")] = None,
    data_dir: DataDir = None,
) -> None:
    """첫 방문이 기다릴 것을 미리 해 둡니다. / Do beforehand what a first visit would wait for (./run does so once)."""

    def visit(settings: Settings) -> int:
        from vr_client.getting_ready import prepare_places

        return prepare_places(places or [], settings)

    with_settings({"data_dir": data_dir}, visit)


def replay(
    run_id: Annotated[str, typer.Argument(metavar="RUN", help="기록 파일이나 훈련 번호 / log file, or id of a drill")],
    server: Annotated[str | None, typer.Option(help="server URL")] = None,
    data_dir: DataDir = None,
) -> None:
    """훈련을 기록에서 다시 계산합니다. / Compute a drill again from its log; exit 1 if it differs."""

    def again(settings: Settings) -> int:
        from vr_client.replaying import replay_run

        return replay_run(run_id, settings)

    with_settings({"server": server, "data_dir": data_dir}, again)


def validate_fire(
    case: Annotated[Path | None, typer.Option(metavar="FILE", help="사례 / a case, docs/fire.md (TOML)")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="폴더 / folder for CSV and SVG")] = None,
) -> None:
    """불의 물리를 정확한 답과 실험에 견줍니다. / The fire's physics against exact answers and experiments."""

    def compare_all(settings: Settings) -> int:
        from vr_client.validate import validate_fire

        return validate_fire(case, output, settings.language)

    with_settings({}, compare_all)


def validate_drills(
    scenario: Annotated[str | None, typer.Option(help="이 시나리오만 / this scenario alone")] = None,
    seeds: Annotated[int | None, typer.Option(min=1, help="시나리오마다 변형 수 / variations of each scenario")] = None,
    people: Annotated[int | None, typer.Option(min=1, help="초보와 훈련생 수 / novices, and as many trained")] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="모든 변형 (오래 걸림) / every variation: takes long")
    ] = False,
    jobs: Annotated[int, typer.Option(min=1, help="프로세스 수 / processes")] = 2,
) -> None:
    """모든 훈련을 풀어 보고 채점을 확인합니다. / Every drill solved, every critical mistake found."""

    def go_through(_settings: Settings) -> int:
        from vr_client.validate_drills import validate_drills

        return validate_drills(scenario, seeds, people, everything, jobs)

    with_settings({}, go_through)
