"""The server's command line.

python -m backend [serve] --data-dir D [--host 127.0.0.1] [--port 0] [--database URL] [--ready-file F]
python -m backend create-user --data-dir D --email E --name N --role staff    (password: SEOUL_PASSWORD, or asked for)
python -m backend owner-link --data-dir D --url http://127.0.0.1:PORT         (a link, good once, to the staff page)
"""

from __future__ import annotations

import argparse
import asyncio
import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from backend.settings import Settings

if TYPE_CHECKING:
    from backend.schemas.identity import AccountIn, Role

_MIN_PASSWORD = 10


def main(arguments: list[str] | None = None) -> None:
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        given.insert(0, "serve")
    args = _parser().parse_args(given)
    settings = Settings(data_dir=args.data_dir, **({"database": args.database} if args.database else {}))
    sys.exit(args.run(args, settings))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backend", description="Metaverse Seoul: the server")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--data-dir", type=Path, required=True, help="database, signing key; made if missing")
    common.add_argument("--database", default="", help="SQLAlchemy URL; default: SQLite in the data folder")
    commands = parser.add_subparsers(required=True)

    serve = commands.add_parser("serve", parents=[common], help="serve until told to stop")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="0: any free port")
    serve.add_argument("--ready-file", type=Path, help='where {"url": ..., "pid": ...} is written once we serve')
    serve.add_argument("--stop-with-stdin", action="store_true", help="stop when standard input ends (parent gone)")
    serve.set_defaults(run=_serve)

    user = commands.add_parser("create-user", parents=[common], help="make an account or change its role and password")
    user.add_argument("--email", required=True)
    user.add_argument("--name", required=True)
    user.add_argument("--role", choices=["citizen", "trainer", "staff", "admin"], default="staff")
    user.set_defaults(run=_create_user)

    owner = commands.add_parser("owner-link", parents=[common], help="print a link to the staff page, good once")
    owner.add_argument("--url", required=True, help="where the server serves, as in its ready file")
    owner.set_defaults(run=_owner_link)
    return parser


def _serve(args: argparse.Namespace, settings: Settings) -> int:
    return serve_folder(settings, args.host, args.port, args.ready_file, args.stop_with_stdin)


def serve_folder(
    settings: Settings, host: str, port: int, ready_file: Path | None = None, stop_with_stdin: bool = False
) -> int:
    """Serve settings.data_dir until told to stop. Returns the exit status: folder.IN_USE if another server has it."""
    from backend.folder import IN_USE, FolderInUseError, hold

    try:
        with hold(settings.data_dir):
            if ready_file is not None:
                ready_file.unlink(missing_ok=True)  # it tells of an earlier server
            from backend.serve import serve

            return serve(settings, host, port, ready_file, stop_with_stdin)
    except FolderInUseError as error:
        print(error, file=sys.stderr)
        return IN_USE


def _create_user(args: argparse.Namespace, settings: Settings) -> int:
    return create_user(settings, args.email, args.name, args.role)


def create_user(settings: Settings, email: str, name: str, role: str) -> int:
    """Make an account or change its role and password, which is in SEOUL_PASSWORD or asked for. Returns the exit status.

    Raises pydantic.ValidationError for an e-mail or name that is none."""
    password = os.environ.get("SEOUL_PASSWORD") or getpass.getpass("비밀번호 / password: ")
    if len(password) < _MIN_PASSWORD:
        print(
            f"비밀번호는 {_MIN_PASSWORD}자 이상이어야 합니다. / At least {_MIN_PASSWORD} characters.", file=sys.stderr
        )
        return 2
    from backend.schemas.identity import AccountIn, Role

    asyncio.run(_make_user(settings, AccountIn(email=email, password=password, name=name), Role(role)))
    return 0


async def _make_user(settings: Settings, given: AccountIn, role: Role) -> None:
    from backend.db import Database
    from backend.identity import service
    from backend.migrations import migrate

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url, settings.database_timeout_s)
    try:
        await migrate(database)
        async with database.unit() as unit:
            user = await service.make_user(unit, given.email, given.password, given.name, role)
        print(f"{user.id} {user.email} {user.role}")
    finally:
        await database.close()


def _owner_link(args: argparse.Namespace, settings: Settings) -> int:
    print(owner_link(settings, args.url))
    return 0


def owner_link(settings: Settings, url: str) -> str:
    """A link to the staff page, good once, for whoever can read the data folder. url : where the server serves."""
    from backend.identity.tokens import Tokens, load_key

    tokens = Tokens(load_key(settings.data_dir, settings.signing_key))
    return f"{url.rstrip('/')}/staff/login?owner={tokens.owner()}"
