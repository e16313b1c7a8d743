"""`seoul serve`, and what its owner does beside it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from vr_client.commands.options import DataDir, with_settings

if TYPE_CHECKING:
    from vr_client.settings import Settings


def serve(
    host: Annotated[str, typer.Option(help="주소 / address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0: 빈 포트 / any free port")] = 8765,
    database: Annotated[str, typer.Option(help="SQLAlchemy URL; default: SQLite in the data folder")] = "",
    data_dir: DataDir = None,
    ready_file: Annotated[Path | None, typer.Option(help="준비되면 여기에 / written once we serve")] = None,
) -> None:
    """서버를 엽니다. / Serve rooms, records and the staff desk.

    \b
    담당자 화면은 /staff 에 있습니다. 첫 담당자 계정 만들기: / The staff desk is at /staff. To make the first account for staff:
      seoul create-user --email E --name N --role staff
    계정 없이 서버 주인으로 들어가기: / To enter as the server's owner, without an account:
      seoul owner-link
    """

    def listen(settings: Settings) -> int:
        from backend.cli import serve_folder
        from backend.folder import READY_FILE
        from backend.settings import Settings as ServerSettings

        server = ServerSettings(data_dir=settings.data_path(), database=database)
        # By default where a window of this machine looks for it: see vr_client.embedded.
        return serve_folder(server, host, port, ready_file or settings.data_path() / READY_FILE)

    with_settings({"data_dir": data_dir}, listen)


def create_user(
    email: Annotated[str, typer.Option(help="이메일 / e-mail")],
    name: Annotated[str, typer.Option(help="이름 / the name others see")],
    role: Annotated[str, typer.Option(help="citizen | trainer | staff | admin")] = "staff",
    database: Annotated[str, typer.Option(help="SQLAlchemy URL; default: SQLite in the data folder")] = "",
    data_dir: DataDir = None,
) -> None:
    """서버의 계정을 만들거나 역할과 비밀번호를 바꿉니다. / Make an account of the server, or change its role and password.

    비밀번호는 물어보거나 SEOUL_PASSWORD에서 읽습니다. / The password is asked for, or read from SEOUL_PASSWORD.
    """

    def make(settings: Settings) -> int:
        from pydantic import ValidationError

        from backend.cli import create_user
        from backend.schemas.identity import Role
        from backend.settings import Settings as ServerSettings

        if role not in list(Role)[1:]:
            raise typer.BadParameter(f"--role {role!r}: citizen | trainer | staff | admin")
        try:
            return create_user(ServerSettings(data_dir=settings.data_path(), database=database), email, name, role)
        except ValidationError as error:
            fields = ", ".join(str(problem["loc"][-1]) for problem in error.errors())
            raise typer.BadParameter(f"쓸 수 없습니다 / not usable: {fields}") from error

    with_settings({"data_dir": data_dir}, make)


def owner_link(
    url: Annotated[str, typer.Option(help="서버 주소 / server URL; default: the server of this data folder")] = "",
    data_dir: DataDir = None,
) -> None:
    """담당자 화면을 여는, 10분 안에 한 번 쓸 수 있는 주소. / A link to the staff desk, good once within ten minutes."""

    def print_link(settings: Settings) -> int:
        from backend.cli import owner_link
        from backend.settings import Settings as ServerSettings
        from vr_client.embedded import served_at

        at = url or served_at(settings.data_path())
        if not at:
            print(
                "이 자료 폴더의 서버가 켜져 있지 않습니다. / No server of this data folder is running.", file=sys.stderr
            )
            return 1
        print(owner_link(ServerSettings(data_dir=settings.data_path()), at))
        return 0

    with_settings({"data_dir": data_dir}, print_link)
