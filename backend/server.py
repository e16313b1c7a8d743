"""The parts of one running server, and how an endpoint gets at them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from backend.db import Database, Unit
from backend.identity.tokens import Tokens
from backend.limits import Limits
from backend.metrics import Metrics
from backend.rooms.hub import Hub
from backend.settings import Settings

if TYPE_CHECKING:
    from backend.drills.radio import Radio
    from backend.drills.stage import Stage
    from backend.reports.desk import ReportDesk
    from backend.rooms.voice import VoiceNode
    from backend.xapi.outbox import Outbox


@dataclass(slots=True)
class Server:
    settings: Settings
    database: Database
    tokens: Tokens
    hub: Hub
    drills: Stage
    radio: Radio
    metrics: Metrics
    outbox: Outbox
    reports: ReportDesk
    limits: Limits = field(default_factory=Limits)
    stopping: bool = False  # told to end
    voice: VoiceNode | None = None  # made by the first offer: importing it takes a second


def get_server(connection: HTTPConnection) -> Server:
    server: Server = connection.app.state.server
    return server


ServerDep = Annotated[Server, Depends(get_server)]


async def get_unit(server: ServerDep) -> AsyncIterator[Unit]:
    async with server.database.unit() as unit:
        yield unit


# scope="function": committed before the answer leaves, so that a success that was told is a success that is kept.
UnitDep = Annotated[Unit, Depends(get_unit, scope="function")]


def public_url(connection: HTTPConnection, server: Server) -> str:
    """Where the world finds this server: as set, or the address that this connection came in on. Without a slash at its end.

    Never the Host that was asked for: whoever asks writes it, and it would stand on a certificate."""
    host, port = connection.scope["server"]
    return (server.settings.public_url or url_of(host, port)).rstrip("/")


def url_of(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def address_of(connection: HTTPConnection) -> str:
    return connection.client.host if connection.client else "local"


def limit_address(connection: HTTPConnection, server: ServerDep) -> None:
    """Rate of those who have no name yet."""
    server.limits.take(("address", address_of(connection)), server.settings.rate_address)


LimitAddress = Depends(limit_address)
