"""`seoul` and `seoul open`: walk in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vr_client.commands.options import DataDir, with_settings

if TYPE_CHECKING:
    from vr_client.settings import Settings


def walk_in(
    context: typer.Context,
    place: Annotated[str | None, typer.Option(help="바로 가기 / deep link: PLACE or PLACE/SPOT")] = None,
    flat: Annotated[bool, typer.Option("--flat", help="창에서 / in a window")] = False,
    headset: Annotated[bool, typer.Option("--headset", help="헤드셋에서만 / only in a headset")] = False,
    offscreen: Annotated[bool, typer.Option("--offscreen", help="화면 없이 / without a display")] = False,
    server: Annotated[str | None, typer.Option(help="서버 주소 / server URL; default: our own")] = None,
    name: Annotated[str | None, typer.Option(help="이름 / the name others see")] = None,
    language: Annotated[str | None, typer.Option(help="ko | en")] = None,
    scripted: Annotated[Path | None, typer.Option(help="트랙 파일 / track file that plays the person")] = None,
    frames: Annotated[int | None, typer.Option(help="이만큼 그리고 끝 / end after so many frames")] = None,
    seconds: Annotated[float | None, typer.Option(help="이만큼 지나면 끝 / end after so many seconds")] = None,
    quality: Annotated[
        str | None, typer.Option(help="화질 / quality: low, integrated, desktop, headset-large; default: measured once")
    ] = None,
    data_dir: DataDir = None,
    exit_when_done: Annotated[
        bool, typer.Option("--exit-when-done", help="트랙이 끝나면 끝 / end with the track")
    ] = False,
    frame_dir: Annotated[Path | None, typer.Option(help="--offscreen: 그림을 여기에 / write each picture here")] = None,
    spectate: Annotated[
        bool, typer.Option("--spectate", help="훈련을 지켜보기 / watch the drill that runs there, through their eyes")
    ] = False,
) -> None:
    """들어갑니다. / Walk in."""
    if context.invoked_subcommand is not None:
        return
    chosen = [kind for kind, on in (("flat", flat), ("headset", headset), ("offscreen", offscreen)) if on]
    if len(chosen) > 1:
        raise typer.BadParameter("--flat, --headset, --offscreen: 하나만 / only one of them")
    given = {
        "device": chosen[0] if chosen else None,
        "place": place,
        "server": server,
        "name": name,
        "language": language,
        "scripted": str(scripted) if scripted else None,
        "frames": frames,
        "seconds": seconds,
        "quality": quality,
        "data_dir": data_dir,
        "exit_when_done": exit_when_done or None,
        "frame_dir": str(frame_dir) if frame_dir else None,
        "spectate": spectate or None,
    }

    with_settings(given, _run)


def open_link(
    link: Annotated[str, typer.Argument(help="seoul://drill/...")] = "",
    register: Annotated[
        bool,
        typer.Option(
            "--register", help="seoul:// 링크를 이 프로그램이 열게 합니다 / let the system open such links with us"
        ),
    ] = False,
    unregister: Annotated[bool, typer.Option("--unregister", help="되돌립니다 / undo that")] = False,
    data_dir: DataDir = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="묻지 않고 / do not ask whether the server is to be trusted")
    ] = False,
) -> None:
    """학습 관리 시스템이 보낸 훈련을 엽니다. / Open a drill that a learning management system has sent one to."""
    from dataclasses import replace

    from vr_client.deep_link import claim, parse

    if sum((register, unregister, bool(link))) != 1:
        raise typer.BadParameter("seoul://..., --register, --unregister: 하나만 / one of them")
    if not link:
        _change_registration(register)
        return
    try:
        given = parse(link)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if not yes:
        typer.confirm(f"{given.server} 에 접속할까요? / Connect to it?", abort=True)

    def go(settings: Settings) -> int:
        found = claim(given, settings.data_path(), settings.name, settings.language)
        typer.echo(f"{found.title_ko} · {found.title_en} ({found.mode})")
        return _run(replace(settings, place=found.place, drill=f"{found.scenario}/{found.mode}"))

    with_settings({"data_dir": data_dir, "server": given.server}, go)


def _change_registration(wanted: bool) -> None:
    from vr_client import link_handler

    if wanted:
        typer.echo(f"seoul:// → {link_handler.register()}")
    elif link_handler.unregister():
        typer.echo("seoul:// 링크를 더는 열지 않습니다. / Such links are no longer opened.")
    else:
        typer.echo("등록되어 있지 않았습니다. / It was not registered.")


def _run(settings: Settings) -> int:
    from vr_client.app import App

    app = App(settings)
    try:
        app.open()
    except BaseException:
        app.close()
        raise
    return app.run()
