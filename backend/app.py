"""`create_app(settings)`: the whole server as one ASGI application."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

import structlog
from fastapi import APIRouter, FastAPI, Response

from backend import errors
from backend.appeals.endpoints import router as appeals
from backend.certificates.endpoints import public as certificate_pages
from backend.certificates.endpoints import router as certificates
from backend.db import Database, is_away
from backend.drills.endpoints import router as drills
from backend.drills.radio import Radio
from backend.drills.stage import Stage
from backend.groups.endpoints import router as groups
from backend.headers import SecurityHeaders
from backend.identity.deps import Credentials
from backend.identity.endpoints import router as identity
from backend.identity.tokens import Tokens, load_key
from backend.launches.cors import LaunchCors
from backend.launches.endpoints import public as launch_pages
from backend.launches.endpoints import router as launches
from backend.leases.endpoints import router as leases
from backend.limits import BodyLimit
from backend.logs import RequestLog
from backend.metrics import CONTENT_TYPE, HttpMetrics, Metrics
from backend.migrations import migrate
from backend.progress.endpoints import router as progress
from backend.records.endpoints import router as records
from backend.records.housekeeping import Housekeeper
from backend.reports.desk import ReportDesk
from backend.reports.endpoints import router as reports
from backend.rooms.endpoints import router as rooms
from backend.rooms.hub import Hub
from backend.schemas.health import Health
from backend.schemas.wire import API
from backend.server import Server, ServerDep
from backend.sessions.endpoints import router as sessions
from backend.settings import Settings
from backend.suggestions.endpoints import router as suggestions
from backend.web.mount import ROOTS, WebPages
from backend.xapi.endpoints import router as xapi
from backend.xapi.outbox import Outbox

log = structlog.get_logger(__name__)
_health = APIRouter(tags=["health"])


def create_app(settings: Settings) -> FastAPI:
    """The application. Its database is brought up to date, and its running drills resumed, when it starts."""
    server = _server(settings)
    pages = WebPages(server)
    app = FastAPI(
        title="Metaverse Seoul",
        version=_version(),
        summary="Sessions, progress, suggestions, records, drills and rooms of the virtual city hall",
        lifespan=lambda app: _life(server, pages),
        openapi_url=f"{API}/openapi.json",
        docs_url=None,  # the stock pages load their scripts from other people's hosts
        redoc_url=None,
    )
    app.state.server = server
    errors.install(app)
    app.include_router(_health)
    for router in (identity, rooms, sessions, progress, suggestions, records, drills, groups, leases):
        app.include_router(router, prefix=API)
    for router in (xapi, reports, certificates, launches, appeals):
        app.include_router(router, prefix=API)
    for page in (certificate_pages, launch_pages):
        app.include_router(page)
    for root in ROOTS:
        app.mount(root, pages)
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes)
    app.add_middleware(LaunchCors)
    app.add_middleware(SecurityHeaders, live=ROOTS, secure=settings.secure)
    app.add_middleware(HttpMetrics, metrics=server.metrics)
    app.add_middleware(RequestLog)
    return app


def _server(settings: Settings) -> Server:
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    metrics = Metrics()
    database = Database(settings.database_url, settings.database_timeout_s)
    hub = Hub(metrics, settings.max_rooms, settings.max_people_in_room, settings.room_token_s)
    key = load_key(settings.data_dir, settings.signing_key)
    server = Server(
        settings=settings,
        database=database,
        tokens=Tokens(key, settings.access_token_s, settings.room_token_s),
        hub=hub,
        drills=Stage(settings, database, hub, metrics),
        radio=Radio(hub),
        metrics=metrics,
        outbox=Outbox(settings, database, metrics),
        reports=ReportDesk(settings.data_dir / "reports"),
    )
    server.drills.on_begun.append(lambda live: server.radio.begun(server, live))
    server.drills.on_ended += [
        lambda live: server.outbox.wake(),
        lambda live: server.reports.prepare(live.log, live.drill),
    ]
    return server


async def _bring_up(server: Server) -> None:
    """Waits for a PostgreSQL that is out of reach: machines start together, and the database is often the slower one.

    Raises what it died of after settings.database_wait_s, or at once for SQLite, a wrong password, a missing database."""
    settings, began = server.settings, time.monotonic()
    while True:
        try:
            return await migrate(server.database)
        except Exception as error:
            left = settings.database_wait_s - (time.monotonic() - began)
            if server.database.is_file or not is_away(error) or left <= 0 or server.stopping:
                raise
            log.warning("database.waiting", error=str(error) or type(error).__name__, gives_up_in_s=round(left))
            await asyncio.sleep(min(left, settings.database_retry_s))


@asynccontextmanager
async def _life(server: Server, pages: WebPages) -> AsyncIterator[None]:
    await _bring_up(server)
    await server.drills.start()
    server.hub.start()
    server.outbox.start()
    keeper = Housekeeper(server.settings, server.database)
    keeper.start()
    try:
        yield
    finally:
        await pages.close()
        await keeper.close()
        await server.hub.close()
        await server.drills.close()
        await server.outbox.close()
        await server.reports.close()
        if server.voice is not None:
            await server.voice.close()
        await server.database.close()


@_health.get("/health", responses={503: {"model": Health}})
async def health(server: ServerDep, response: Response) -> Health:
    """Whether the server can do its work: the database is asked, not assumed."""
    alive = await server.database.alive()
    response.status_code = 200 if alive else 503
    status: Literal["ok", "degraded"] = "ok" if alive else "degraded"
    return Health(status=status, database=alive, version=_version(), statements=server.outbox.state)


@_health.get("/metrics", include_in_schema=False)
async def metrics(server: ServerDep, given: Credentials) -> Response:
    """Figures of the server, none of a person; for the holder of settings.metrics_token where there is one."""
    token = server.settings.metrics_token
    if token and not (given and hmac.compare_digest(given.credentials.encode(), token.encode())):
        raise errors.unauthenticated()
    return Response(server.metrics.text(), media_type=CONTENT_TYPE)


def _version() -> str:
    try:
        return version("metaverse-seoul")
    except PackageNotFoundError:  # run from a folder that was never installed
        return "0"
