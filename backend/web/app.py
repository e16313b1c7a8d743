"""All web pages as one application. Nothing of them comes from another host."""

from __future__ import annotations

from fastapi import FastAPI
from nicegui import ui

from backend.console.app import ConsolePages
from backend.server import Server
from backend.staff.app import StaffPages
from backend.web.sessions import WebSessions


def build(server: Server) -> FastAPI:
    """An application to be mounted on `mount.ROOTS`, whose lifespan has to be run."""
    sessions = WebSessions(server.settings.staff_session_s)
    StaffPages(server, sessions).register()
    ConsolePages(server, sessions).register()
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    ui.run_with(
        app,
        title="Metaverse Seoul",
        tailwind=False,
        storage_secret=server.tokens.derived("staff desk"),
        session_middleware_kwargs={
            "same_site": "strict",
            "max_age": server.settings.staff_session_s,
            "https_only": server.settings.secure,
        },
        show_welcome_message=False,
        reconnect_timeout=10.0,
    )
    return app
